//! Killed writers, several writers, copies while somebody writes.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use factum::casebook::Casebook;

use super::{add, whole};
use crate::invented::Numbers;

/// The child: adds stories and says the number of each that was acknowledged.
pub(super) fn writer(path: &Path, from: u64, count: u64, early: bool) -> Result<()> {
    let mut casebook = Casebook::open_or_create(path)?;
    let mut out = std::io::stdout().lock();
    for n in from..from.saturating_add(count) {
        if early {
            writeln!(out, "{n}")?;
            out.flush()?;
            sleep(Duration::from_millis(2));
        }
        add(&mut casebook, n)?;
        if !early {
            writeln!(out, "{n}")?;
            out.flush()?;
        }
    }
    Ok(())
}

pub(super) fn start(path: &Path, from: u64, count: u64, early: bool) -> Result<Child> {
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["torture", "writer"]).arg(path).arg(from.to_string()).arg(count.to_string());
    if early {
        command.arg("--early");
    }
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().context("a writer could not be started")
}

/// How many stories a child has acknowledged; waits for its end.
fn acknowledged(child: &mut Child) -> Result<(u64, String)> {
    let out = child.stdout.take().context("no output")?;
    let n = BufReader::new(out).lines().map_while(Result::ok).count() as u64;
    let mut errors = String::new();
    if let Some(mut stderr) = child.stderr.take() {
        stderr.read_to_string(&mut errors)?;
    }
    child.wait()?;
    Ok((n, errors))
}

/// Kills a writer in every round and counts what is there; `early` is the control.
fn rounds(rounds: u64, early: bool) -> Result<(u64, u64, u64)> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("kill.factum");
    drop(Casebook::open_or_create(&path)?);
    let (mut from, mut lost, mut there) = (0, 0, 0);
    let mut numbers = Numbers(7);
    for _ in 0..rounds {
        let mut child = start(&path, from, u64::MAX, early)?;
        sleep(Duration::from_micros(15_000 + numbers.below(60_000)));
        child.kill()?;
        let (n, _) = acknowledged(&mut child)?;
        let casebook = whole(&path)?;
        let documents = casebook.documents()? as u64;
        let added = documents - there;
        lost += n.saturating_sub(added);
        ensure!(added <= n + 1, "{added} documents are there, {n} were acknowledged: half of one was added");
        there = documents;
        // the next round starts behind all that may be there
        from += n.max(added) + 1;
        if there > 400 {
            fs::remove_file(&path)?;
            let _ = fs::remove_file(path.with_extension("factum-wal"));
            let _ = fs::remove_file(path.with_extension("factum-shm"));
            drop(Casebook::open_or_create(&path)?);
            there = 0;
        }
    }
    Ok((from, lost, rounds))
}

/// `kill -9` at any moment.
pub(super) fn kill(n: u64) -> Result<String> {
    let (_, lost, rounds_done) = rounds(n, false)?;
    ensure!(lost == 0, "{lost} acknowledged documents were lost");
    let (_, lost, _) = rounds(n.div_ceil(10).max(20), true)?;
    ensure!(lost > 0, "the control, which acknowledges too early, lost nothing: this test cannot fail");
    Ok(format!("{rounds_done} kills, 0 acknowledged documents lost, 0 faults; the control lost {lost}"))
}

/// Four processes write at once.
pub(super) fn many(seconds: u64) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("many.factum");
    drop(Casebook::open_or_create(&path)?);
    let mut children = Vec::new();
    for n in 0..4 {
        children.push(start(&path, n * 1_000_000, u64::MAX, false)?);
    }
    sleep(Duration::from_secs(seconds));
    let mut sum = 0;
    for child in &mut children {
        child.kill()?;
    }
    for child in &mut children {
        let (n, errors) = acknowledged(child)?;
        ensure!(errors.is_empty(), "a writer said: {errors}");
        ensure!(n > 0, "a writer never had its turn");
        sum += n;
    }
    let casebook = whole(&path)?;
    let there = casebook.documents()? as u64;
    ensure!((sum..=sum + 4).contains(&there), "{sum} documents were acknowledged, {there} are there");
    // the control: a writer without patience is turned away
    let other = rusqlite::Connection::open(&path)?;
    other.busy_timeout(Duration::ZERO)?;
    other.execute_batch("BEGIN IMMEDIATE")?;
    let hasty = rusqlite::Connection::open(&path)?;
    hasty.busy_timeout(Duration::ZERO)?;
    ensure!(hasty.execute_batch("BEGIN IMMEDIATE").is_err(), "the control was let in beside another writer");
    Ok(format!(
        "4 processes, {seconds} s, {there} documents, none lost and nobody turned away; the control was"
    ))
}

/// Copies while somebody writes.
pub(super) fn backup(n: u64) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("live.factum");
    drop(Casebook::open_or_create(&path)?);
    // no more than so many, or each copy would be larger than the one before
    let mut child = start(&path, 0, 1_500, false)?;
    let casebook = Casebook::open(&path)?;
    let until = Instant::now() + Duration::from_secs(30);
    while casebook.documents()? < 5 && Instant::now() < until {
        sleep(Duration::from_millis(20));
    }
    let (mut stale, mut last) = (0, 0);
    for round in 0..n {
        let before = casebook.documents()?;
        let copy = folder.path().join(format!("copy-{round}.factum"));
        casebook.copy_to(&copy)?;
        let there = whole(&copy)?.documents()?;
        ensure!(there >= before, "a copy has {there} documents, {before} were there before it was taken");
        last = there;
        fs::remove_file(&copy)?;
        // the control: the main file alone, as `cp` takes it
        fs::copy(&path, &copy)?;
        let plain = Casebook::open(&copy).and_then(|c| Ok((c.verify(&[])?.faults.len(), c.documents()?)));
        stale += u64::from(!matches!(plain, Ok((0, documents)) if documents >= before));
        let _ = fs::remove_file(&copy);
        for more in ["factum-wal", "factum-shm"] {
            let _ = fs::remove_file(copy.with_extension(more));
        }
    }
    child.kill()?;
    acknowledged(&mut child)?;
    ensure!(stale > 0, "the control, a plain copy of the file, was never wrong: this test cannot fail");
    Ok(format!("{n} copies, the last of {last} documents, all whole; of plain copies {stale} were not"))
}
