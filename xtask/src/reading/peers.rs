//! The programs that readers are compared with: poppler's `pdftotext`, `pandoc`, and `trafilatura` in a virtual
//! environment of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::Context;

use crate::process;

/// What a program writes on its standard output; `None` where it is absent or fails.
pub(super) fn output(program: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let (before, after): (Vec<&&str>, Vec<&&str>) = arguments.iter().partition(|argument| **argument != "-");
    let mut command = Command::new(program);
    command.args(before).arg(file).args(after).stderr(Stdio::null());
    let output = command.output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Whether a program is there.
pub(super) fn is_there(program: &str) -> bool {
    let there = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if there.is_err() {
        println!("absent: {program} is not installed; its column is left out");
    }
    there.is_ok()
}

/// What trafilatura finds in one page.
#[derive(Debug, Default, serde::Deserialize)]
pub(super) struct Found {
    #[serde(default)]
    pub(super) text: String,
    #[serde(default)]
    pub(super) date: Option<String>,
    #[serde(default)]
    pub(super) author: Option<String>,
}

/// What trafilatura finds in pages, in their order; `None` where it cannot be had.
pub(super) fn trafilatura(pages: &[PathBuf]) -> anyhow::Result<Option<Vec<Found>>> {
    let Some(python) = environment("trafilatura", "trafilatura.txt")? else { return Ok(None) };
    let script = process::root().join("bench").join("trafilatura_pages.py");
    let said = process::ask(Command::new(python).arg(script).args(pages), None)?;
    let found = said.lines().map(serde_json::from_str).collect::<Result<_, _>>();
    Ok(Some(found.context("trafilatura's answer")?))
}

/// The Python of a virtual environment of this name below the build folder, with what a file in `bench/` lists.
pub(super) fn environment(name: &str, wanted: &str) -> anyhow::Result<Option<PathBuf>> {
    let folder = process::target().join(name);
    let python = folder.join("bin/python");
    let wanted = process::root().join("bench").join(wanted);
    let installed = folder.join("installed.txt");
    if fs::read_to_string(&installed).ok() == fs::read_to_string(&wanted).ok() {
        return Ok(Some(python));
    }
    let quiet = |command: &mut Command| {
        command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|s| s.success())
    };
    let made = quiet(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder))
        && quiet(
            Command::new(&python).args(["-m", "pip", "install", "--quiet", "--requirement"]).arg(&wanted),
        );
    if !made {
        println!("absent: {} cannot be installed here; their column is left out", wanted.display());
        return Ok(None);
    }
    fs::copy(&wanted, &installed)?;
    Ok(Some(python))
}
