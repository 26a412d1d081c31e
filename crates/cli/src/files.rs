//! The files that were named: opened one by one, each with its own error.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use factum::{Hint, Input};

use crate::arguments::Files;

/// The paths to read, in the order given; folders in the order of their names, where they may be read.
pub(crate) fn paths(files: &Files) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in &files.files {
        if files.recursive && path.is_dir() {
            below(path, &mut found);
        } else {
            found.push(path.clone());
        }
    }
    found
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .map(|entries| entries.flatten().map(|e| e.path()).collect())
        .unwrap_or_else(|_| vec![folder.to_owned()]); // reported when it is opened
    entries.sort();
    for path in entries {
        if path.is_dir() && !path.is_symlink() {
            below(&path, found);
        } else if known_extension(&path) {
            found.push(path);
        }
    }
}

/// In folders only files with a format's extension are read; a file named by itself is always tried.
fn known_extension(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_lowercase();
    extension != "md" && factum::read::FORMATS.iter().any(|f| f.extensions.contains(&extension.as_str()))
}

/// The inputs of a run.
pub(crate) fn inputs<'f>(files: &'f Files, paths: Vec<PathBuf>) -> impl Iterator<Item = Input> + 'f {
    paths.into_iter().map(move |path| {
        let shown = path.display().to_string();
        let mut hint = Hint::new(shown);
        hint.published = files.published;
        hint.publisher.clone_from(&files.publisher);
        Input { bytes: bytes(&path, hint.limits.file), hint }
    })
}

/// A file's bytes, or why there are none. A file beyond the limit is not loaded: its size is enough to say so.
fn bytes(path: &Path, limit: u64) -> Result<Vec<u8>, String> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().take(limit + 1).read_to_end(&mut bytes).map_err(|e| e.to_string())?;
        return Ok(bytes);
    }
    let about = fs::metadata(path).map_err(|e| said(&e))?;
    if about.is_dir() {
        return Err("is a folder; expected a file (--recursive reads the files in folders)".to_owned());
    }
    if about.len() > limit {
        return Err(format!("the file has {} bytes; expected at most {limit}", about.len()));
    }
    if !about.is_file() {
        return Err("is not a regular file; expected a file, or `-` for standard input".to_owned());
    }
    fs::read(path).map_err(|e| said(&e))
}

fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}
