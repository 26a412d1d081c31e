//! `cargo xtask bench read`: megabytes a second of each format beside another program on the same files, one thread.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::{documents, packages, paper, peers};
use crate::process;

/// A format's files as others read them.
struct Peer {
    name: &'static str,
    arguments: &'static [&'static str],
}

/// Prints a line a format; the other program's time holds its start, a file at a time, as does anybody's who calls it.
pub(crate) fn run(rounds: usize) -> anyhow::Result<()> {
    if cfg!(debug_assertions) {
        println!(
            "built without optimization: run `cargo run --release -p xtask -- bench read` for the figures"
        );
    }
    println!("{:10} {:>6} {:>9} {:>12} {:>22}", "format", "files", "MB", "factum MB/s", "beside it MB/s");
    let papers = paper::files()?;
    one("pdf", &papers, rounds, Some(Peer { name: "pdftotext", arguments: &["-enc", "UTF-8", "-"] }));
    let pages = html()?;
    let ours = ours(&pages, rounds);
    let theirs = peers::trafilatura(&pages)?.map(|(_, seconds)| size(&pages) / seconds.max(1e-9));
    line("html", &pages, ours, theirs.map(|speed| ("trafilatura", speed)));
    let samples = |folder: &str| -> Vec<PathBuf> {
        let files = packages::below(&process::root().join("crates/read/tests/samples").join(folder));
        files.into_iter().filter(|path| path.extension().is_some_and(|e| e != "snap")).collect()
    };
    one(
        "docx",
        &samples("docx"),
        rounds,
        Some(Peer { name: "pandoc", arguments: &["-f", "docx", "-t", "plain"] }),
    );
    one(
        "markdown",
        &samples("markdown"),
        rounds,
        Some(Peer { name: "pandoc", arguments: &["-f", "markdown", "-t", "plain"] }),
    );
    for format in ["text", "jsonl", "mail", "mailbox", "zip", "gzip", "warc"] {
        one(format, &samples(format), rounds, None);
    }
    Ok(())
}

/// The pages of the HTML measurement, packages' and our own.
fn html() -> anyhow::Result<Vec<PathBuf>> {
    let own = packages::below(&process::root().join("bench/pages"));
    let mut pages: Vec<PathBuf> =
        own.into_iter().filter(|path| path.extension().is_some_and(|e| e == "html")).collect();
    for row in packages::table("pages/packages.tsv")? {
        let [package, version, path, ..] = row.as_slice() else { continue };
        pages.extend(packages::unpacked(package, version)?.map(|folder| folder.join(path)));
    }
    Ok(pages)
}

fn one(format: &str, files: &[PathBuf], rounds: usize, peer: Option<Peer>) {
    let ours = ours(files, rounds);
    let theirs = peer.filter(|peer| peers::is_there(peer.name)).map(|peer| {
        let begun = Instant::now();
        files.iter().for_each(|file| drop(peers::output(peer.name, peer.arguments, file)));
        (peer.name, size(files) / begun.elapsed().as_secs_f64().max(1e-9))
    });
    line(format, files, ours, theirs);
}

fn line(format: &str, files: &[PathBuf], ours: f64, theirs: Option<(&str, f64)>) {
    let theirs = theirs.map_or_else(|| "-".to_owned(), |(name, speed)| format!("{name} {speed:.2}"));
    println!("{format:10} {:>6} {:>9.3} {ours:>12.2} {theirs:>22}", files.len(), size(files));
}

/// Our megabytes a second: the median of some rounds, small files read often enough to be measured.
fn ours(files: &[PathBuf], rounds: usize) -> f64 {
    let loaded: Vec<(String, Vec<u8>)> =
        files.iter().filter_map(|path| Some((name(path), fs::read(path).ok()?))).collect();
    let repeats = (1.0 / size(files).max(1e-6)).clamp(1.0, 200.0) as usize;
    let speeds: Vec<f64> = (0..rounds.max(1))
        .map(|_| {
            let begun = Instant::now();
            for _ in 0..repeats {
                loaded.iter().for_each(|(name, bytes)| drop(documents(bytes, name)));
            }
            size(files) * repeats as f64 / begun.elapsed().as_secs_f64().max(1e-9)
        })
        .collect();
    crate::bench::median(speeds)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Megabytes in all.
fn size(files: &[PathBuf]) -> f64 {
    files.iter().filter_map(|path| fs::metadata(path).ok()).map(|about| about.len() as f64 / 1e6).sum()
}
