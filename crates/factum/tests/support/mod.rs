//! The engine with the real model, and the documents that ship with the repository.

#![allow(dead_code, reason = "each test binary uses a part")]
#![allow(
    clippy::print_stderr,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot run here says so"
)]

use std::path::{Path, PathBuf};

use factum::types::{Charge, Record, Step};
use factum::{Engine, models};

/// The engine. The model must be there: `cargo xtask test` fetches it first.
pub(crate) fn engine() -> Engine {
    let analyzer = match std::env::var_os("FACTUM_MODEL") {
        Some(path) => factum::analyze::Analyzer::open(path).unwrap(),
        None => {
            let cache = models::default_cache(|name| std::env::var_os(name)).unwrap();
            models::open(models::catalogue().default_model(), &cache)
                .unwrap_or_else(|e| panic!("{e}; `cargo xtask model` fetches it"))
        }
    };
    Engine::new(analyzer).unwrap()
}

/// Holds a table against what is found: a story a paragraph, below it a line `= …` for each thing that is to be found
/// in it; paragraphs that begin with `#` are headings. At least so many stories must be there.
pub(crate) fn hold(table: &str, at_least: usize, found: impl Fn(&str) -> Vec<String>) {
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in table.split("\n\n").filter(|s| !s.trim().is_empty() && !s.starts_with('#')) {
        let mut lines = entry.trim().lines();
        let story = lines.next().unwrap();
        let wanted: Vec<&str> = lines.map(|l| l.trim().trim_start_matches("= ")).collect();
        let found = found(story);
        count += 1;
        if found != wanted {
            wrong.push(format!("{story}\n  wanted {wanted:#?}\n  found {found:#?}"));
        }
    }
    assert!(count >= at_least, "{count} stories were found in the table");
    assert!(wrong.is_empty(), "{} of {count} stories:\n{}", wrong.len(), wrong.join("\n"));
}

/// Each charge of a record as the tables write it: `person: offence xN: steps`, a step with its day.
pub(crate) fn charge_lines(record: &Record) -> Vec<String> {
    let step = |s: &Step| match s.date {
        Some(date) => format!("{} {date}", s.status),
        None => s.status.to_string(),
    };
    let charge = |c: &Charge| {
        let offence = c.offence.as_ref().map_or("-", |o| o.text.as_str());
        let counts = c.counts.map_or(String::new(), |n| format!(" x{n}"));
        let steps: Vec<String> = c.history.iter().map(step).collect();
        format!("{}: {offence}{counts}: {}", record.parties[c.defendant].name, steps.join(", "))
    };
    record.charges.iter().map(charge).collect()
}

/// A story read as a document of that day; ` // ` parts its paragraphs.
pub(crate) fn story(text: &str) -> factum::types::Document {
    let text = format!("News of the day\n\n2021-03-18\n\n{}\n", text.replace(" // ", "\n\n"));
    factum::read::read(text.as_bytes(), &factum::Hint::new("story.txt")).pop().unwrap().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Path and bytes of every file below a folder with one of the extensions, in the order of their names.
fn below(folder: &Path, extensions: &[&str]) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| extensions.iter().any(|x| e == *x)) {
                found.push((path.display().to_string(), std::fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The documents that ship with the repository.
pub(crate) fn documents() -> Vec<(String, Vec<u8>)> {
    let found = below(&root().join("examples"), &["txt", "html", "jsonl"]);
    assert!(found.len() > 30, "examples/ holds only {} documents", found.len());
    found
}

/// Documents that tell of no case.
pub(crate) fn no_case() -> Vec<(String, Vec<u8>)> {
    let text = "Bakers hold yearly fair\n\nThe bakers of Elmford held their yearly fair on Sunday.\n\n\
                \u{201c}We sold every loaf by noon,\u{201d} said Orla Venn, who runs the mill.\n\n\
                Rain is expected next week.\n";
    vec![("fair.txt".to_owned(), text.as_bytes().to_vec())]
}

/// Documents that are not the repository's, where they are present beside it.
pub(crate) fn shared() -> Vec<(String, Vec<u8>)> {
    let folder = root().join("../shared");
    if !folder.is_dir() {
        eprintln!("../shared is absent: its documents are left out of this test");
        return Vec::new();
    }
    let mut found = below(&folder.join("gold/dev/text"), &["txt"]);
    found.extend(below(&folder.join("seeds"), &["txt"]));
    found.extend(below(&folder.join("corpora/polnear/dev"), &["txt"]).into_iter().take(40));
    found
}
