//! `cargo xtask bench lazy`: what it saves not to parse where no rule can match.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use factum::types::{Document, Record};
use factum::{Engine, Hint, models, read};

use crate::bench::median;
use crate::{model, process};

/// Kinds of text, with the folders that hold them beside the repository.
pub(crate) const KINDS: [(&str, &[&str]); 4] = [
    ("newswire of all sorts", &["corpora/timeml"]),
    ("political news", &["corpora/polnear/dev"]),
    ("news of shootings", &["corpora/incidents"]),
    ("prosecutors' releases", &["corpora/oc-cases"]),
];

/// Documents of one kind at the most.
const MOST: usize = 150;

/// Reads each kind with and without laziness, in turn, on one thread, and prints medians and ratios.
pub(crate) fn run(rounds: usize) -> anyhow::Result<()> {
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let open = || -> anyhow::Result<Engine> {
        let analyzer = factum::analyze::Analyzer::open(&path).with_context(|| path.display().to_string())?;
        Ok(Engine::new(analyzer)?)
    };
    let (lazy, eager) = (open()?, open()?.eager());
    println!(
        "{:24} {:>5} {:>9} {:>12} {:>12} {:>6} {:>14}",
        "kind", "docs", "words", "lazy w/s", "eager w/s", "ratio", "parsed"
    );
    let shared = process::root().join("../shared");
    let mut any = false;
    for (kind, folders) in KINDS {
        let documents = documents(folders.iter().map(|f| shared.join(f)));
        any |= !documents.is_empty();
        if !documents.is_empty() {
            one(kind, &documents, (&lazy, &eager), rounds)?;
        }
    }
    if !any {
        println!("../shared is absent: only the repository's own examples are read");
    }
    one(
        "our own examples",
        &documents([process::root().join("examples")].into_iter()),
        (&lazy, &eager),
        rounds,
    )
}

fn one(kind: &str, documents: &[Document], engines: (&Engine, &Engine), rounds: usize) -> anyhow::Result<()> {
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let (mut lazy, mut eager) = (Vec::new(), Vec::new());
    for _ in 0..rounds.max(1) {
        let (a, seconds, parsed) = timed(engines.0, documents);
        lazy.push((seconds, parsed));
        let (b, seconds, _) = timed(engines.1, documents);
        eager.push(seconds);
        anyhow::ensure!(a == b, "{kind}: laziness changed a record");
    }
    let parsed = lazy.first().map_or((0, 0), |l| l.1);
    let (a, b) = (median(lazy.iter().map(|l| l.0).collect()), median(eager));
    println!(
        "{kind:24} {:>5} {words:>9} {:>12.0} {:>12.0} {:>6.2} {:>14}",
        documents.len(),
        words as f64 / a,
        words as f64 / b,
        b / a,
        format!("{} of {} docs", parsed.0, parsed.1),
    );
    Ok(())
}

/// The records of all documents (without their sentences, which depend on the parse), the seconds that they took,
/// and how many documents were parsed at all.
fn timed(engine: &Engine, documents: &[Document]) -> (Vec<Record>, f64, (usize, usize)) {
    let mut session = engine.session();
    let begun = Instant::now();
    let told: Vec<_> = documents.iter().map(|d| session.told(d.clone())).collect();
    let seconds = begun.elapsed().as_secs_f64();
    let parsed = told.iter().filter(|t| t.analysis.sentences.iter().any(|s| s.parsed)).count();
    let records = told.into_iter().map(|t| Record { coverage: Vec::new(), ..t.record }).collect();
    (records, seconds, (parsed, documents.len()))
}

/// The documents below some folders, in the order of their names.
pub(crate) fn documents(folders: impl Iterator<Item = PathBuf>) -> Vec<Document> {
    let mut files = Vec::new();
    folders.for_each(|folder| below(&folder, &mut files));
    files.sort();
    files.truncate(MOST);
    files
        .iter()
        .filter_map(|file| {
            Some((bytes(file)?, Hint::new(file.with_extension(extension(file)).display().to_string())))
        })
        .flat_map(|(bytes, hint)| read::read(&bytes, &hint))
        .flatten()
        .collect()
}

/// The extension to read a file by: what is left of TimeML is text.
fn extension(file: &Path) -> &str {
    file.extension().and_then(|e| e.to_str()).filter(|e| *e != "tml").unwrap_or("txt")
}

/// A file's bytes; of TimeML the text alone, without its tags.
fn bytes(file: &Path) -> Option<Vec<u8>> {
    let bytes = fs::read(file).ok()?;
    if file.extension().is_none_or(|e| e != "tml") {
        return Some(bytes);
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (_, rest) = text.split_once("<TEXT>")?;
    let (inside, _) = rest.split_once("</TEXT>")?;
    let mut plain = String::new();
    let mut in_tag = false;
    for c in inside.chars() {
        match c {
            '<' => in_tag = true,
            '>' => in_tag = false,
            c if !in_tag => plain.push(c),
            _ => {}
        }
    }
    Some(plain.into_bytes())
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()) {
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => below(&path, files),
            Some("txt" | "html" | "jsonl" | "tml") => files.push(path),
            _ => {}
        }
    }
}
