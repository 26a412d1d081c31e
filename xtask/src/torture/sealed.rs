//! Sealed folders with one byte changed: the program that lies in them must refuse every one.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, ensure};
use factum::casebook::Casebook;

use super::add;
use crate::invented::Numbers;

/// Whether the folder's own program accepts it.
fn accepts(folder: &Path) -> Result<bool> {
    let output =
        Command::new("python3").arg(folder.join("verify.py")).output().context("python3 cannot be run")?;
    Ok(output.status.success())
}

/// Changes one byte of one file in each of `n` folders.
pub(super) fn run(n: u64) -> Result<String> {
    let mut casebook = Casebook::in_memory()?;
    for story in 0..3 {
        add(&mut casebook, story)?;
    }
    let files = casebook.sealed(&|_| false)?;
    let folder = tempfile::tempdir()?;
    for (name, bytes) in &files {
        fs::write(folder.path().join(name), bytes)?;
    }
    ensure!(accepts(folder.path())?, "the untouched folder was refused: the control");
    let some = casebook.sealed(&|text| text.contains("pleaded"))?;
    let part = tempfile::tempdir()?;
    for (name, bytes) in &some {
        fs::write(part.path().join(name), bytes)?;
    }
    ensure!(accepts(part.path())?, "a folder with parts withheld was refused");
    // what is checked: all but the programs themselves and the page that says how to run them
    let checked: Vec<_> = files
        .iter()
        .filter(|(name, _)| !["verify.py", "signature.py", "README.txt"].contains(&name.as_str()))
        .collect();
    let mut numbers = Numbers(13);
    for round in 0..n {
        let (name, bytes) = checked[(round % checked.len() as u64) as usize];
        let mut changed = bytes.clone();
        let at = numbers.below(bytes.len() as u64) as usize;
        changed[at] ^= 1 << numbers.below(8);
        fs::write(folder.path().join(name), &changed)?;
        ensure!(!accepts(folder.path())?, "byte {at} of {name} was changed, and the folder accepted");
        fs::write(folder.path().join(name), bytes)?;
    }
    Ok(format!("{n} changed folders refused, the untouched one and one with parts withheld accepted"))
}
