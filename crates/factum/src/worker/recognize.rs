//! Pages that are pictures: their words by `tesseract`, where it is installed, in a process of its own.
//!
//! The reading process draws the picture, the parent hands it to a process that locks itself in and becomes
//! `tesseract`, and reads that one's table of words.

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use factum_jail::{Limits, ask, enter_for_program};
use factum_read::{Hint, Pictured, ReadError, Recognized, is_of_pictures};
use factum_types::{Document, Ending};

use super::{Tesseract, Worker, crossing};

/// How many pages of one document are recognized; a page takes some five seconds of a processor.
const PAGES: usize = 40;
/// What one page may use.
const LIMITS: Limits = Limits {
    memory: 1 << 30,
    processor: Duration::from_secs(25),
    clock: Duration::from_secs(28),
    answer: 16 << 20,
};
/// What `tesseract` reads and runs: itself, its libraries and its language data.
const FOLDERS: &[&str] = &["/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/opt", "/nix/store"];

impl Worker {
    /// What the worker read, with the words of those pages that are pictures where they can be had.
    pub(super) fn recognized(
        &self,
        documents: Vec<Result<Document, ReadError>>,
        bytes: &[u8],
        hint: &Hint,
    ) -> Vec<Result<Document, ReadError>> {
        let [document] = documents.as_slice() else { return documents };
        let pictured = match document {
            Ok(document) => {
                document.path == hint.path && document.notes.iter().any(|note| is_of_pictures(note))
            }
            Err(error) => error.path() == hint.path && error.ending() == Ending::NeedsOcr,
        };
        if !pictured {
            return documents;
        }
        let Some(tesseract) = &self.tesseract else { return unread(documents, "no tesseract is installed") };
        let pages = self.pictured(bytes);
        let pictures = pages.iter().take(PAGES).filter_map(|page| self.picture(*page, bytes));
        let pages = pictures.filter_map(|picture| self.words(tesseract, &picture)).collect();
        let recognized = Recognized { pages };
        let question = crossing::question(hint, &recognized);
        let answer = self.ask(&[question.as_bytes(), bytes]).ok();
        match answer.and_then(|answer| crossing::documents(&answer, hint)) {
            // a reading without a word is worth no more than the one before it
            Some(read) if read.iter().any(Result::is_ok) => read,
            _ => unread(documents, "tesseract found no words in them"),
        }
    }

    /// The numbers of the pages that are pictures.
    fn pictured(&self, bytes: &[u8]) -> Vec<u32> {
        let answer = self.ask(&[crossing::PICTURED, bytes]).unwrap_or_default();
        let numbers = String::from_utf8_lossy(&answer);
        numbers.split_whitespace().filter_map(|number| number.parse().ok()).collect()
    }

    /// A page's picture, drawn by the worker.
    fn picture(&self, page: u32, bytes: &[u8]) -> Option<(Pictured, Vec<u8>)> {
        let question = crossing::question_for_picture(page);
        let answer = self.ask(&[question.as_bytes(), bytes]).ok()?;
        let end = answer.iter().position(|b| *b == b'\n')?;
        let numbers: Vec<f64> = std::str::from_utf8(answer.get(..end)?)
            .ok()?
            .split(' ')
            .map(|number| number.parse().ok().filter(|n: &f64| n.is_finite()))
            .collect::<Option<_>>()?;
        let [width, height, left, top, right, bottom, wide, high] = numbers.try_into().ok()?;
        let (width, height) = (width as u32, height as u32);
        let grey = answer.get(end + 1..)?;
        let whole = grey.len() as u64 == u64::from(width) * u64::from(height) && !grey.is_empty();
        let about =
            Pictured { page, points: (width, height), area: [left, top, right, bottom], size: (wide, high) };
        whole.then(|| (about, grey.to_vec()))
    }

    /// The words of a picture; none where the program fails on it.
    fn words(&self, tesseract: &Tesseract, picture: &(Pictured, Vec<u8>)) -> Option<(Pictured, String)> {
        let (about, grey) = picture;
        // a picture in the plainest of formats: its size, the largest value, and the points
        let head = format!("P5\n{} {}\n255\n", about.points.0, about.points.1);
        let mut command = Command::new(&self.program);
        command.arg(&tesseract.word).arg(&tesseract.program);
        let table = ask(&mut command, &[head.as_bytes(), grey], LIMITS).ok()?;
        Some((*about, String::from_utf8_lossy(&table).into_owned()))
    }
}

/// The error of a document that is all pictures, with the reason why these were not read.
fn unread(documents: Vec<Result<Document, ReadError>>, why: &str) -> Vec<Result<Document, ReadError>> {
    let with_reason = |error: ReadError| {
        let said = format!("{}; {why}", error.reason());
        ReadError::Told { path: error.path().to_owned(), ending: error.ending(), said }
    };
    documents.into_iter().map(|document| document.map_err(with_reason)).collect()
}

/// The worker's answer to the question for a page's picture: a line of numbers and the points; nothing where the
/// file has no such page or the page no picture.
pub(super) fn answer(page: u32, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    let Some((about, grey)) = factum_read::picture(bytes, page) else { return Ok(()) };
    let ((width, height), [left, top, right, bottom], (wide, high)) = (about.points, about.area, about.size);
    writeln!(out, "{width} {height} {left} {top} {right} {bottom} {wide} {high}")?;
    out.write_all(&grey)
}

/// The worker's answer to the question which pages are pictures.
pub(super) fn answer_pictured(bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    factum_read::pictured(bytes).iter().try_for_each(|page| write!(out, "{page} "))
}

/// Locks this process in and makes it `tesseract`, which reads a picture on standard input and writes a table of
/// words; returns only where that fails.
pub fn become_tesseract(program: &Path) -> io::Error {
    let folders: Vec<&Path> = FOLDERS.iter().map(Path::new).filter(|folder| folder.exists()).collect();
    enter_for_program(LIMITS, &folders);
    let mut command = Command::new(program);
    command.args(["stdin", "stdout", "tsv"]).env_clear().env("OMP_THREAD_LIMIT", "1");
    #[cfg(unix)]
    return std::os::unix::process::CommandExt::exec(&mut command);
    #[cfg(not(unix))]
    io::Error::from(io::ErrorKind::Unsupported)
}
