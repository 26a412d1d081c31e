//! Each sample's printed form equals the snapshot beside it.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "tests read files")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use factum_read::{FORMATS, Hint, print, read};

/// The samples of every format, in the order of their names.
fn samples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples = Vec::new();
    for format in FORMATS {
        let folder = root.join(format.name);
        let entries = std::fs::read_dir(&folder).expect("every format has a folder of samples");
        samples.extend(
            entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|e| e != "snap")),
        );
    }
    samples.sort();
    samples
}

fn printed(path: &Path) -> String {
    let bytes = std::fs::read(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut out = String::new();
    for document in read(&bytes, &Hint::new(name)) {
        match document {
            Ok(document) => writeln!(out, "{}", print(&document)).unwrap(),
            Err(error) => writeln!(out, "error      {error}\n").unwrap(),
        }
    }
    out
}

/// `FACTUM_ACCEPT=1 cargo test -p factum-read --test samples` writes the snapshots anew, for review.
#[test]
fn samples_equal_their_snapshots() {
    let accept = std::env::vars().any(|(name, _)| name == "FACTUM_ACCEPT");
    let mut wrong = Vec::new();
    for path in samples() {
        let printed = printed(&path);
        let snapshot = path.with_extension(format!("{}.snap", path.extension().unwrap().to_string_lossy()));
        let expected = std::fs::read_to_string(&snapshot).unwrap_or_default();
        if accept {
            std::fs::write(&snapshot, &printed).unwrap();
        } else if printed != expected {
            wrong.push(format!("{}\n--- expected\n{expected}+++ found\n{printed}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_format_has_samples() {
    for format in FORMATS {
        let of_format = samples().iter().filter(|p| p.parent().unwrap().ends_with(format.name)).count();
        assert!(
            of_format > 0,
            "no samples of {}; help: put one into tests/samples/{}",
            format.name,
            format.name
        );
    }
}
