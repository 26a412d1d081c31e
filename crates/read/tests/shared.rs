//! The domain's documents, that stand outside the repository; each test says so and
//! passes where they are absent.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "tests read files")]

use std::path::{Path, PathBuf};

use factum_read::{Hint, read};
use factum_types::BlockKind;

/// A path under `../shared`, where it is there.
fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    println!("skipped: {} is absent", full.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn every_dated_document_of_the_domain_gets_its_date() {
    let Some(folder) = shared("gold/dev/text") else { return };
    let (mut dated, mut found, mut titled) = (0, 0, 0);
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let document = read(&bytes, &Hint::new(path.to_string_lossy())).remove(0).unwrap();
        titled += usize::from(document.title.is_some());
        // the third line of these files is the date, or empty where it is not known
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let expected = text.lines().nth(2).unwrap_or("").to_owned();
        if expected.is_empty() {
            assert_eq!(document.published, None, "{}: a date of something else", path.display());
            continue;
        }
        dated += 1;
        match document.published {
            Some(published) if published.date.to_string() == expected => found += 1,
            other => wrong.push(format!("{}: {other:?} instead of {expected}", path.display())),
        }
    }
    println!("{found} of {dated} publication dates found, {titled} titles");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_first_story_is_cut_into_its_parts() {
    let Some(path) = shared("seeds/baldwin-2023-04-20.txt") else { return };
    let document = read(&std::fs::read(path).unwrap(), &Hint::new("seed.txt")).remove(0).unwrap();
    let count = |kind: BlockKind| document.blocks.iter().filter(|block| block.kind == kind).count();
    let counts =
        [BlockKind::Dateline, BlockKind::Caption, BlockKind::Credit, BlockKind::Paragraph].map(count);
    assert_eq!(counts, [1, 2, 3, 14]);
    assert_eq!(document.blocks.len(), 20);
    assert_eq!(document.published.unwrap().date.to_string(), "2023-04-20");
}
