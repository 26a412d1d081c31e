//! Hostile files, and the domain's documents, that stand outside the repository; each test says so and
//! passes where they are absent.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::disallowed_methods, reason = "tests read files")]

use std::path::{Path, PathBuf};
use std::process::Command;

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
fn hostile_files_end_in_a_stated_outcome() {
    let Some(generator) = shared("tools/gen_bad.py") else { return };
    let folder = tempfile::tempdir().unwrap();
    let made = Command::new("python3").arg(generator).arg(folder.path()).output();
    if !made.is_ok_and(|made| made.status.success()) {
        println!("skipped: python3 cannot make the files");
        return;
    }
    let (mut documents, mut errors, mut too_large) = (0, 0, 0);
    for path in files(folder.path()) {
        let about = std::fs::symlink_metadata(&path).unwrap();
        // links, pipes and folders are the door's business, and so is a file too large to hold
        if !about.is_file() || about.len() > 1 << 30 {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        let read = read(&bytes, &Hint::new(path.to_string_lossy()));
        assert!(!read.is_empty(), "{}", path.display());
        for result in read {
            match result {
                Ok(document) => {
                    documents += 1;
                    assert!(!document.blocks.is_empty(), "{}: silently empty", path.display());
                }
                Err(error) => {
                    errors += 1;
                    too_large += usize::from(matches!(error, factum_read::ReadError::TooLarge { .. }));
                }
            }
        }
    }
    println!("{documents} documents, {errors} errors, {too_large} of them for size");
    assert!(documents > 60 && errors > 60 && too_large >= 2, "{documents} {errors} {too_large}");
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
