//! `cargo xtask bench read`: megabytes a second and memory of each format, beside another program on the same files.
//!
//! Every figure comes from a process of its own, which [`peak`] runs, so that the memory of one says nothing of
//! another. Formats that Factum reads in its locked process are read in it here, a process a file, as users get them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::Context;
use factum::read::{Hint, is_jailed};
use factum::worker::{Worker, read_with};

use super::{packages, paper, peers};
use crate::process;

/// What is read, by what beside us.
const FORMATS: &[(&str, &str)] = &[
    ("text", "charset-normalizer"),
    ("markdown", "pandoc"),
    ("html", "trafilatura"),
    ("pdf", "pdftotext"),
    ("docx", "pandoc"),
    ("mail", "Python email"),
    ("mailbox", "Python mailbox"),
    ("zip", "zipfile + trafilatura"),
    ("warc", "warcio + trafilatura"),
    ("gzip", "gzip + charset-norm."),
    ("jsonl", "Python json"),
];

/// Prints a line a format, or, for one format, our own figure alone.
pub(crate) fn run(rounds: usize, only: Option<&str>) -> anyhow::Result<()> {
    if let Some(format) = only {
        return own(format, rounds);
    }
    if cfg!(debug_assertions) {
        println!(
            "built without optimization: `cargo run --release -p xtask -- bench read` gives the figures"
        );
    }
    let factum = program();
    if factum.is_none() {
        println!(
            "absent: no `factum` beside this program (`cargo build --release`); all is read in one process"
        );
    }
    let python = peers::environment("read-peers", "read/requirements.txt")?;
    println!(
        "{:9} {:>5} {:>7} {:>8} {:>5}  {:22} {:>8} {:>5} {:>7}",
        "format", "files", "MB", "MB/s", "MiB", "beside it", "MB/s", "MiB", "times"
    );
    for (format, beside) in FORMATS {
        let files = files(format)?;
        let size: f64 =
            files.iter().filter_map(|file| fs::metadata(file).ok()).map(|m| m.len() as f64 / 1e6).sum();
        let rounds = rounds.to_string();
        let mut command = Command::new(std::env::current_exe()?);
        command.args(["bench", "read", "--only", format, "--rounds", &rounds]);
        let (seconds, peak) = measured(command).with_context(|| (*format).to_owned())?;
        let speed = size / seconds;
        print!("{format:9} {:>5} {size:>7.3} {speed:>8.2} {peak:>5}  ", files.len());
        let theirs = python.as_ref().map(|python| {
            let mut command = Command::new(python);
            command.arg(process::root().join("bench/read/peers.py")).arg(format).arg(&rounds).args(&files);
            measured(command)
        });
        match theirs {
            Some(Ok((seconds, peak))) => {
                let theirs = size / seconds;
                println!("{beside:22} {theirs:>8.2} {peak:>5} {:>7.1}", speed / theirs);
            }
            Some(Err(error)) => println!("{beside:22} absent: {error:#}"),
            None => println!("{beside:22} absent"),
        }
    }
    Ok(())
}

/// Prints the seconds of each round in which this process and the one it locks read the files of a format.
fn own(format: &str, rounds: usize) -> anyhow::Result<()> {
    let worker = program().map(|program| Worker::new(program, &["worker"]));
    let files = files(format)?;
    let seconds: Vec<f64> = (0..rounds.max(1))
        .map(|_| {
            let begun = Instant::now();
            for file in &files {
                let name =
                    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let (bytes, hint) = (fs::read(file).unwrap_or_default(), Hint::new(name));
                let worker = worker.as_ref().filter(|_| is_jailed(&bytes, &hint));
                drop(match worker {
                    Some(_) => read_with(worker, &bytes, &hint),
                    None => factum::read::read(&bytes, &hint),
                });
            }
            begun.elapsed().as_secs_f64()
        })
        .collect();
    println!("{}", serde_json::to_string(&seconds)?);
    Ok(())
}

/// The median of the seconds that a command says its rounds took, and the MiB that its largest process held.
fn measured(command: Command) -> anyhow::Result<(f64, u64)> {
    let mut wrapped = Command::new("python3");
    wrapped
        .arg(process::root().join("bench/read/peak.py"))
        .arg(command.get_program())
        .args(command.get_args());
    let said = process::ask(&mut wrapped, None)?;
    let (seconds, peak) = said.trim_end().rsplit_once("\npeak ").context("no figures came back")?;
    let seconds: Vec<f64> = serde_json::from_str(seconds.trim())?;
    Ok((crate::bench::median(seconds).max(1e-9), peak.parse::<u64>()? >> 10))
}

/// The `factum` that was built with this program.
fn program() -> Option<PathBuf> {
    let factum = std::env::current_exe().ok()?.with_file_name("factum");
    factum.exists().then_some(factum)
}

/// The files of a format: manuals of Debian packages, pages of the HTML measurement, or made of our own texts.
fn files(format: &str) -> anyhow::Result<Vec<PathBuf>> {
    match format {
        "pdf" => paper::files(),
        "html" => html(),
        _ => Ok(packages::below(&made()?.join(format))),
    }
}

/// The folder of the files that are made of our own texts.
fn made() -> anyhow::Result<PathBuf> {
    let folder = process::target().join("bench-read");
    let script = process::root().join("bench/read/files.py");
    let mark = folder.join("made-by.py");
    if fs::read(&mark).ok() != fs::read(&script).ok() {
        let python = peers::environment("read-peers", "read/requirements.txt")?
            .context("the files need Python's pip")?;
        process::ask(Command::new(python).arg(&script).args([process::root(), &folder]), None)?;
        fs::copy(&script, &mark)?;
    }
    Ok(folder)
}

/// The pages of the HTML measurement, packages' and our own.
fn html() -> anyhow::Result<Vec<PathBuf>> {
    let own = packages::below(&process::root().join("bench/pages"));
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "html");
    let mut pages: Vec<PathBuf> = own.into_iter().filter(is_page).collect();
    for row in packages::table("pages/packages.tsv")? {
        let [package, version, path, ..] = row.as_slice() else { continue };
        let page = packages::unpacked(package, version)?.map(|folder| folder.join(path));
        pages.extend(page.filter(|page: &PathBuf| Path::is_file(page)));
    }
    Ok(pages)
}
