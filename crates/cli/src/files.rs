//! The files that were named: opened one by one, each with its own error.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use factum::worker::Worker;
use factum::{Hint, Input, ReadError};

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

/// The inputs of a run; each file is opened when its turn comes.
pub(crate) fn inputs<'f>(files: &'f Files, paths: Vec<PathBuf>) -> impl Iterator<Item = Input> + 'f {
    paths.into_iter().map(move |path| {
        let mut hint = Hint::new(path.display().to_string());
        hint.published = files.published;
        hint.publisher.clone_from(&files.publisher);
        let (name, limit) = (hint.path.clone(), hint.limits.file);
        Input { open: Arc::new(move || bytes(&path, &name, limit)), hint }
    })
}

/// What reads hostile formats: this program, started with a word of its own.
pub(crate) fn worker() -> Option<Worker> {
    Some(Worker::new(std::env::current_exe().ok()?, &["worker"]).with_tesseract("recognize", tesseract()))
}

/// The program that reads letters from pictures, where it is on the path.
fn tesseract() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = std::env::split_paths(&path).map(|folder| folder.join("tesseract"));
    // the process that becomes it sees no folder of the user's
    names.filter(|name| name.is_absolute()).find(|name| name.is_file())
}

/// A file's bytes, or why there are none. A file beyond the limit is not loaded: its size is enough to say so.
fn bytes(path: &Path, name: &str, limit: u64) -> Result<Vec<u8>, ReadError> {
    let not_opened = |why: String| ReadError::NotOpened { path: name.to_owned(), why };
    let too_large = |bytes| ReadError::TooLarge { path: name.to_owned(), line: None, bytes, limit };
    let at_most = |from: &mut dyn Read| {
        let mut bytes = Vec::new();
        from.take(limit + 1).read_to_end(&mut bytes).map_err(|e| not_opened(said(&e)))?;
        // a file may grow while it is read
        if bytes.len() as u64 > limit { Err(too_large(bytes.len() as u64)) } else { Ok(bytes) }
    };
    if path == Path::new("-") {
        return at_most(&mut io::stdin().lock());
    }
    let about = fs::metadata(path).map_err(|e| not_opened(said(&e)))?;
    if about.is_dir() {
        let why = "is a folder; expected a file (--recursive reads the files in folders)";
        return Err(not_opened(why.to_owned()));
    }
    if !about.is_file() {
        let why = "is not a regular file; expected a file, or `-` for standard input";
        return Err(not_opened(why.to_owned()));
    }
    if about.len() > limit {
        return Err(too_large(about.len()));
    }
    at_most(&mut fs::File::open(path).map_err(|e| not_opened(said(&e)))?)
}

fn said(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => format!("could not be read: {error}"),
    }
}
