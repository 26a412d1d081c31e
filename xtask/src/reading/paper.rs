//! `cargo xtask reading pdf`: the words of real PDF files beside those that poppler's `pdftotext` gives.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use super::scores::{mean, score, words};
use super::{documents, packages, peers};

/// Compares all files of the packages in `bench/pdf-packages.tsv`.
pub(crate) fn run() -> anyhow::Result<()> {
    if !peers::is_there("pdftotext") {
        return Ok(());
    }
    println!(
        "{:48} {:>6} {:>8} {:>8} {:>9} {:>10}",
        "file", "words", "word F1", "run F1", "boxes", "seconds"
    );
    let (mut bags, mut runs) = (Vec::new(), Vec::new());
    for file in files()? {
        let bytes = fs::read(&file)?;
        let Some(theirs) = peers::output("pdftotext", &["-enc", "UTF-8", "-"], &file) else {
            println!("{}: pdftotext fails on it", file.display());
            continue;
        };
        let begun = Instant::now();
        let ours = documents(&bytes, "x.pdf");
        let took = begun.elapsed().as_secs_f64();
        let text: String = ours.iter().map(|document| document.text.as_str()).collect();
        let boxes: usize = ours.iter().map(|document| document.places.len()).sum();
        let (ours, theirs) = (words(&text), words(&theirs));
        let (bag, run) = (score(&ours, &theirs, 1).f1(), score(&ours, &theirs, 3).f1());
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        println!("{name:48} {:>6} {bag:>8.3} {run:>8.3} {boxes:>9} {took:>10.2}", theirs.len());
        bags.push(bag);
        runs.push(run);
    }
    println!(
        "{} files: mean F1 of words {:.3}, of runs of three words {:.3}",
        bags.len(),
        mean(&bags),
        mean(&runs)
    );
    Ok(())
}

/// The PDF files of the packages, unpacked where they are packed by gzip.
pub(super) fn files() -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for row in packages::table("pdf-packages.tsv")? {
        let [package, version, begin] = row.as_slice() else { continue };
        let Some(folder) = packages::unpacked(package, version)? else { continue };
        let wanted = folder.join(begin.trim_end_matches(|c| c != '/'));
        let begins = folder.join(begin).display().to_string();
        for path in packages::below(&wanted) {
            let name = path.display().to_string();
            if !name.starts_with(&begins) {
                continue;
            }
            // one that was unpacked before stands beside what it was packed as
            let unpacked = Path::new(&format!("{name}.gz")).exists();
            if name.ends_with(".pdf") && !unpacked {
                files.push(path);
            } else if name.ends_with(".pdf.gz")
                && let Some(unpacked) = gunzip(&path)
            {
                files.push(unpacked);
            }
        }
    }
    Ok(files)
}

fn gunzip(path: &PathBuf) -> Option<PathBuf> {
    let plain = path.with_extension("");
    if !plain.exists() {
        let output = std::process::Command::new("gzip").arg("-dc").arg(path).output().ok()?;
        fs::write(&plain, output.stdout).ok()?;
    }
    Some(plain)
}
