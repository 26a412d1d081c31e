//! Pages that are pictures, read by an installed `tesseract`; where it is absent the tests say so and pass.
//!
//! `scans/make.py` drew the files: words of our own, as a scanner would write them.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn scan(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scans").join(name)
}

fn has_tesseract() -> bool {
    let started =
        Command::new("tesseract").arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    if started.is_err() {
        println!("skipped: tesseract is not installed");
    }
    started.is_ok()
}

/// What `factum read` prints of a scan, and the outcome and reason that it wrote; with an empty path no program is
/// found, so nothing is recognized.
fn read(name: &str, path: Option<&str>) -> (String, String, String) {
    let outcomes = tempfile::NamedTempFile::new().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_factum"));
    command.arg("read").arg("--outcomes").arg(outcomes.path()).arg(scan(name));
    if let Some(path) = path {
        command.env("PATH", path);
    }
    let output = command.output().unwrap();
    let line = std::fs::read_to_string(outcomes.path()).unwrap();
    let line: serde_json::Value = serde_json::from_str(line.trim()).unwrap();
    let word = |key: &str| line[key].as_str().unwrap().to_owned();
    (String::from_utf8(output.stdout).unwrap(), word("outcome"), word("reason"))
}

/// The paragraphs of the second page, whichever way it was scanned.
#[track_caller]
fn has_the_second_page(printed: &str) {
    assert!(printed.contains("paragraph On May 9, 2023, a jury found Mara Quill guilty"), "{printed}");
    assert!(printed.contains("paragraph Judge Ines Orlov sentenced Quill on June 1, 2023"), "{printed}");
}

#[test]
fn pages_in_one_picture_or_in_strips_are_recognized_and_say_so() {
    if !has_tesseract() {
        return;
    }
    let (printed, outcome, _) = read("pictures.pdf", None);
    assert_eq!(outcome, "read");
    assert!(printed.contains("words recognized in pictures by tesseract"), "{printed}");
    assert!(printed.contains("of 100; pages: 1, 2"), "{printed}");
    has_the_second_page(&printed);
}

#[test]
fn a_scanned_page_among_written_ones_is_recognized_under_its_stamp() {
    if !has_tesseract() {
        return;
    }
    let (printed, outcome, _) = read("mixed.pdf", None);
    assert_eq!(outcome, "read");
    assert!(printed.contains("of 100; pages: 2\n"), "{printed}");
    assert!(printed.contains("paragraph Harbour Town, March 3, 2023"), "{printed}");
    has_the_second_page(&printed);
}

#[test]
fn a_page_that_was_scanned_on_its_side_is_recognized() {
    if has_tesseract() {
        has_the_second_page(&read("turned.pdf", None).0);
    }
}

#[test]
fn what_nobody_recognizes_needs_ocr_and_says_so() {
    let nowhere = tempfile::tempdir().unwrap();
    let without = nowhere.path().to_str();
    let (printed, outcome, reason) = read("pictures.pdf", without);
    assert_eq!((printed.as_str(), outcome.as_str()), ("", "needs OCR"));
    assert!(reason.contains("only pictures") && reason.contains("no tesseract"), "{reason}");
    let (printed, outcome, _) = read("mixed.pdf", without);
    assert_eq!(outcome, "read");
    assert!(
        printed.contains("needs OCR: of pages that are pictures the words are not read: 2\n"),
        "{printed}"
    );
    if has_tesseract() {
        let (printed, outcome, reason) = read("blank.pdf", None);
        assert_eq!((printed.as_str(), outcome.as_str()), ("", "needs OCR"));
        assert!(reason.contains("tesseract found no words"), "{reason}");
    }
}
