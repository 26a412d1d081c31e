//! A disk that fails: every k-th read, write, sync and truncation, once or for good.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use factum::casebook::Casebook;

use super::whole;

/// What the shim is made from.
const SHIM: &str = include_str!("fault.c");

/// How a call fails, and whether all after it do.
const MODES: [(&str, bool); 5] =
    [("eio", false), ("eio", true), ("enospc", false), ("enospc", true), ("short", false)];

/// How many stories each run adds to a casebook that is there.
const STORIES: u64 = 2;

/// What one run with a fault came to.
struct Run {
    /// Whether the k-th call was made at all.
    hit: bool,
    acknowledged: u64,
    /// Whether the writer ended by itself, well or with an error that it named.
    is_clean: bool,
    said: String,
}

fn one(shim: &Path, path: &Path, k: u64, (mode, stays): (&str, bool)) -> Result<Run> {
    let seen = path.with_extension("seen");
    let _ = fs::remove_file(&seen);
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["torture", "writer"]).arg(path).arg("1").arg(STORIES.to_string());
    command
        .env("LD_PRELOAD", shim)
        .env("FAULT_AT", k.to_string())
        .env("FAULT_MODE", mode)
        .env("FAULT_SEEN", &seen);
    if stays {
        command.env("FAULT_STAY", "1");
    }
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let (mut out, mut said) = (String::new(), String::new());
    child.stdout.take().context("no output")?.read_to_string(&mut out)?;
    child.stderr.take().context("no output")?.read_to_string(&mut said)?;
    let status = child.wait()?;
    let is_clean = match status.code() {
        Some(0) => true,
        Some(2) => said.contains("error:"),
        _ => false,
    };
    Ok(Run { hit: seen.exists(), acknowledged: out.lines().count() as u64, is_clean, said })
}

/// A fresh copy of a casebook with one story.
fn fresh(folder: &Path, name: &str, first: &[u8]) -> Result<PathBuf> {
    let path = folder.join(format!("{name}.factum"));
    for more in ["factum-wal", "factum-shm"] {
        let _ = fs::remove_file(path.with_extension(more));
    }
    fs::write(&path, first)?;
    Ok(path)
}

/// Runs through all points, up to `most` of them.
pub(super) fn run(most: u64) -> Result<String> {
    if !cfg!(target_os = "linux") {
        return Ok("skipped: the shim is preloaded as Linux does it".to_owned());
    }
    let folder = tempfile::tempdir()?;
    let shim = super::shim(folder.path(), "fault", SHIM)?;
    let first = {
        let path = folder.path().join("first.factum");
        let mut casebook = Casebook::open_or_create(&path)?;
        super::add(&mut casebook, 0)?;
        drop(casebook);
        fs::read(path)?
    };
    let (mut points, mut errors) = (0_u64, 0_u64);
    for mode in MODES {
        for k in 1..=most / MODES.len() as u64 {
            let path = fresh(folder.path(), "one", &first)?;
            let run = one(&shim, &path, k, mode)?;
            ensure!(run.is_clean, "call {k}, {mode:?}: the writer did not end cleanly: {}", run.said);
            let casebook = whole(&path).with_context(|| format!("call {k}, {mode:?}: {}", run.said))?;
            let there = casebook.documents()? as u64;
            let expected = 1 + run.acknowledged;
            ensure!(there >= expected, "call {k}, {mode:?}: {expected} were acknowledged, {there} are there");
            if !run.hit {
                break;
            }
            points += 1;
            errors += u64::from(!run.said.is_empty());
        }
    }
    // the control: a disk that says it wrote and did not
    let mut noticed = 0;
    for k in 1..=40 {
        let path = fresh(folder.path(), "lie", &first)?;
        let run = one(&shim, &path, k, ("lie", true))?;
        let there = whole(&path).and_then(|c| Ok(c.documents()? as u64));
        noticed += u64::from(!run.is_clean || !matches!(there, Ok(n) if n > run.acknowledged));
    }
    ensure!(points > 20, "only {points} calls could be made to fail: the shim does not reach SQLite");
    ensure!(noticed > 0, "the control, a disk that lies, lost nothing: this test cannot fail");
    Ok(format!(
        "{points} failing calls, {errors} of them named as errors, 0 damaged, 0 lost; a lying disk was noticed {noticed} times of 40"
    ))
}
