//! The program, run in a folder of its own.
#![allow(dead_code, reason = "each test file uses its part")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The shipped example.
fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/rust-set-shooting")
}

pub(crate) fn factum(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factum"));
    command.args(arguments).current_dir(folder).env("FACTUM_NOW", "2026-01-02T03:04:05Z");
    command
}

#[track_caller]
pub(crate) fn said(command: &mut Command) -> String {
    let output: Output = command.output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// A folder with the example in it and a casebook of it.
pub(crate) fn with_casebook(threads: &str) -> tempfile::TempDir {
    with_casebook_of(threads, "2026-01-02T03:04:05Z", "UTC")
}

/// The same, added by so many threads at another time in another time zone.
pub(crate) fn with_casebook_of(threads: &str, now: &str, zone: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("news")).unwrap();
    for entry in fs::read_dir(example()).unwrap().map(Result::unwrap) {
        fs::copy(entry.path(), folder.path().join("news").join(entry.file_name())).unwrap();
    }
    let mut add = factum(folder.path(), &["add", "--recursive", "news", "--threads", threads]);
    let added = said(add.env("FACTUM_NOW", now).env("TZ", zone).env("LANG", "tr_TR.UTF-8"));
    assert!(added.starts_with("14 added;"), "{added}");
    folder
}

/// The most memory that a process has had so far, in KiB, where the system tells.
pub(crate) fn peak_of(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.split_whitespace().next()?.parse().ok()).unwrap_or(0)
}
