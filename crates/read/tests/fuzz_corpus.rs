//! The seeds of the fuzz targets, replayed: what once broke a reader, or might, stays mended.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use factum_read::{FORMATS, Hint, Pictured, Recognized, read, read_recognized};

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz")
}

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_format_has_a_target_and_every_target_has_seeds() {
    let mut formats: BTreeSet<String> = FORMATS.iter().map(|format| format.name.to_owned()).collect();
    formats.insert("tesseract".to_owned());
    assert_eq!(names(&fuzz().join("fuzz_targets")), formats);
    assert_eq!(names(&fuzz().join("corpus")), formats);
}

#[test]
fn seeds_end_in_a_stated_outcome() {
    let mut seeds = 0;
    for format in FORMATS {
        let extension = format.extensions.first().unwrap();
        for entry in std::fs::read_dir(fuzz().join("corpus").join(format.name)).unwrap() {
            let path = entry.unwrap().path();
            let bytes = std::fs::read(&path).unwrap();
            let results = read(&bytes, &Hint::new(format!("x.{extension}")));
            assert!(!results.is_empty(), "{}", path.display());
            for error in results.iter().filter_map(|result| result.as_ref().err()) {
                assert!(!error.reason().is_empty(), "{}", path.display());
            }
            seeds += 1;
        }
    }
    assert!(seeds >= 20, "{seeds} seeds");
}

#[test]
fn tables_of_words_are_never_trusted() {
    let scan = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/pdf/scan.pdf");
    let scan = std::fs::read(scan).unwrap();
    for entry in std::fs::read_dir(fuzz().join("corpus/tesseract")).unwrap() {
        let path = entry.unwrap().path();
        let table = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
        let about =
            Pictured { page: 1, points: (1000, 1400), area: [0.0, 0.0, 612.0, 792.0], size: (612.0, 792.0) };
        let found = read_recognized(&scan, &Hint::new("x.pdf"), &Recognized { pages: vec![(about, table)] });
        let stated = found.as_ref().map_or_else(|e| !e.reason().is_empty(), |d| !d.text.trim().is_empty());
        assert!(stated, "{}", path.display());
        if path.ends_with("rows") {
            assert!(found.unwrap().text.starts_with("Clerk"));
        }
    }
}
