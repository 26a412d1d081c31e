//! Documents taken out: no byte of them may be left in any file, and the proof of all else must stand; also where the
//! remover was killed.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use factum::casebook::{Casebook, Search};

use super::{add_story, pen, whole};
use crate::invented::{Numbers, marked};

/// How many documents a casebook has of which some are removed.
const STORIES: u64 = 24;

/// The word that stands in one document alone.
fn word(n: u64) -> String {
    format!("zq{n}xylo")
}

/// A casebook of marked stories.
fn made(path: &Path, from: u64) -> Result<Casebook> {
    for more in ["factum", "factum-wal", "factum-shm"] {
        let _ = fs::remove_file(path.with_extension(more));
    }
    let mut casebook = Casebook::open_or_create(path)?;
    for n in from..from + STORIES {
        add_story(&mut casebook, &marked(n, &word(n)), n)?;
    }
    Ok(casebook)
}

/// Whether any file in the folder holds the bytes.
fn holds(folder: &Path, bytes: &[u8]) -> Result<bool> {
    for entry in fs::read_dir(folder)? {
        let data = fs::read(entry?.path())?;
        if data.windows(bytes.len()).any(|window| window == bytes) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is left of story `n` in the folder.
fn left(folder: &Path, n: u64) -> Result<Option<String>> {
    let story = marked(n, &word(n));
    let hash = story.document.id.trim_start_matches("sha256:").to_owned();
    for trace in [word(n), story.document.path, hash] {
        if holds(folder, trace.as_bytes())? {
            return Ok(Some(trace));
        }
    }
    Ok(None)
}

/// The child: takes one document out.
pub(super) fn remover(path: &Path, document: &str) -> Result<()> {
    Casebook::open(path)?.remove(document, "Tess Lane", "an order", &pen(7)?)?;
    Ok(())
}

/// So many removals, and so many kills of a remover.
pub(super) fn run(removals: u64, kills: u64) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("remove.factum");
    let mut numbers = Numbers(23);
    let mut casebook = made(&path, 0)?;
    let mut from = 0;
    for round in 0..removals {
        let each = STORIES - 4;
        if round > 0 && round % each == 0 {
            from += STORIES;
            drop(casebook);
            casebook = made(&path, from)?;
        }
        let n = from + round % each;
        let early = casebook.head()?;
        ensure!(left(folder.path(), n)?.is_some(), "story {n} is not there before it is removed");
        casebook.remove(&marked(n, &word(n)).document.path, "Tess Lane", "an order", &pen(n)?)?;
        if let Some(trace) = left(folder.path(), n)? {
            anyhow::bail!("story {n} was removed, and the file still holds {trace}");
        }
        let verified = casebook.verify(&[early])?;
        ensure!(verified.faults.is_empty(), "after removal {round}: {:?}", verified.faults);
        ensure!(verified.removed > 0, "nothing is said to be removed");
        let search = |n: u64| casebook.search(&Search { words: word(n), ..Search::default() });
        ensure!(
            search(n)?.is_empty() && search(from + STORIES - 1)?.len() == 1,
            "search after removal {round}"
        );
    }
    drop(casebook);
    let killed = killed(folder.path(), &path, kills, &mut numbers)?;
    // the control: rows emptied without writing the file anew
    let casebook = made(&path, 0)?;
    drop(casebook);
    let db = rusqlite::Connection::open(&path)?;
    db.execute_batch("UPDATE text SET body = NULL; DELETE FROM name")?;
    drop(db);
    let mut found = 0;
    for n in 0..STORIES {
        found += u64::from(left(folder.path(), n)?.is_some());
    }
    ensure!(found > 0, "the control, rows emptied in place, left no trace: this test cannot fail");
    Ok(format!(
        "{removals} removals, no byte left in any file, every proof stands; {kills} removers killed, {killed} of them before \
         the removal was complete; of {STORIES} texts emptied in place the control left traces of {found}"
    ))
}

/// Kills removers; whatever is there is whole, and removing again finishes it.
fn killed(folder: &Path, path: &Path, kills: u64, numbers: &mut Numbers) -> Result<u64> {
    let mut before = 0;
    for round in 0..kills {
        drop(made(path, 0)?);
        let n = numbers.below(STORIES);
        let document = marked(n, &word(n)).document.path;
        let mut child = Command::new(std::env::current_exe()?)
            .args(["torture", "remover"])
            .arg(path)
            .arg(&document)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .context("a remover could not be started")?;
        sleep(Duration::from_micros(5_000 + numbers.below(60_000)));
        child.kill()?;
        child.wait()?;
        let mut casebook = whole(path)?;
        let there = casebook.documents()? as u64;
        ensure!([STORIES - 1, STORIES].contains(&there), "after kill {round} {there} documents are there");
        if there == STORIES {
            before += 1;
            casebook.remove(&document, "Tess Lane", "an order", &pen(8)?)?;
        } else {
            casebook.scrub()?;
        }
        if let Some(trace) = left(folder, n)? {
            anyhow::bail!("after kill {round} and a second removal the file still holds {trace}");
        }
        drop(casebook);
        whole(path)?;
    }
    Ok(before)
}
