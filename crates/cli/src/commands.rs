//! The commands, one a file.

pub(crate) mod add;
pub(crate) mod ask;
pub(crate) mod case;
pub(crate) mod doctor;
pub(crate) mod extract;
pub(crate) mod hand;
pub(crate) mod keep;
pub(crate) mod model;
pub(crate) mod reread;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod stages;
pub(crate) mod verify;
pub(crate) mod why;

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use factum::analyze::Analyzer;
use factum::{Engine, Outcome, Settings, Told, models};

use crate::arguments::{Files, Run};
use crate::files;
use crate::outcomes::Outcomes;
use crate::progress::Progress;

/// The engine, with the model that was asked for.
pub(crate) fn engine(run: &Run) -> Result<Engine> {
    let engine = Engine::new(analyzer(run)?)?;
    Ok(if run.eager { engine.eager() } else { engine })
}

fn analyzer(run: &Run) -> Result<Analyzer> {
    let catalogue = models::catalogue();
    let name = run.model.as_deref();
    let model = match name {
        None => catalogue.default_model(),
        Some(name) => match catalogue.model(name) {
            Some(model) => model,
            None if Path::new(name).is_file() => {
                return Analyzer::open(name).with_context(|| format!("the model file {name} cannot be used"));
            }
            None => {
                let known: Vec<&str> = catalogue.models().iter().map(|m| m.name.as_str()).collect();
                bail!("there is no model {name}: neither a file nor one of {}", known.join(", "));
            }
        },
    };
    Ok(models::open(model, &cache()?)?)
}

/// The cache folder of this user.
pub(crate) fn cache() -> Result<PathBuf> {
    models::default_cache(|name| env::var_os(name))
        .context("no home folder is known; set FACTUM_CACHE to a folder for the language model")
}

/// Reads the files and hands each document's result over, in order; failures are said at once. Whether any
/// failed.
pub(crate) fn each(files: &Files, run: &Run, take: impl FnMut(Told) -> Result<()>) -> Result<bool> {
    each_by(&engine(run)?, files, run, take)
}

/// [`each`], by an engine that is there.
pub(crate) fn each_by(
    engine: &Engine,
    files: &Files,
    run: &Run,
    mut take: impl FnMut(Told) -> Result<()>,
) -> Result<bool> {
    let paths = files::paths(files);
    if paths.is_empty() {
        bail!("the folders hold no files with a known extension");
    }
    let progress = Progress::new(paths.len());
    let mut outcomes = Outcomes::new(files.outcomes.as_deref())?;
    let settings = Settings { threads: run.threads, worker: files::worker(), ..Settings::default() };
    let mut stopped: Option<anyhow::Error> = None;
    let report = factum::run(engine, settings, files::inputs(files, paths), |outcome| {
        stopped = outcomes.add(&outcome).err();
        if stopped.is_some() {
            return false;
        }
        match outcome {
            Outcome::Told(told) => {
                progress.step(&told.document.path);
                stopped = take(*told).err();
            }
            Outcome::Unread(error) => {
                progress.step("");
                progress.say(&format!("factum: {error}"));
            }
            Outcome::Failed(path, why) => {
                progress.step(&path);
                progress.say(&format!("factum: {path}: {why}"));
            }
        }
        stopped.is_none()
    })
    .map_err(anyhow::Error::msg)?;
    if let Some(error) = stopped {
        return Err(error);
    }
    progress.end();
    outcomes.end(&report)?;
    Ok(report.unread() > 0)
}
