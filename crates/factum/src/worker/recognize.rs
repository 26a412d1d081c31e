//! Pages that are pictures: their words by `tesseract`, where it is installed, in a process of its own.
//!
//! The reading process draws the picture, the parent hands it to a process that locks itself in and becomes
//! `tesseract`, and reads that one's table of words.

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use factum_jail::{Limits, ask, enter_for_program};
use factum_read::{Hint, Pictured, ReadError, Recognized};
use factum_types::Document;

use super::{Tesseract, Worker, crossing};

/// How many pages of one document are recognized; a page takes some five seconds of a processor.
const PAGES: u32 = 40;
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
    /// What the worker read, with the words of a document that is all pictures where they can be had.
    pub(super) fn recognized(
        &self,
        documents: Vec<Result<Document, ReadError>>,
        bytes: &[u8],
        hint: &Hint,
    ) -> Vec<Result<Document, ReadError>> {
        let is_whole =
            |error: &ReadError| error.ending() == factum_types::Ending::NeedsOcr && error.path() == hint.path;
        let ([Err(error)], Some(tesseract)) = (documents.as_slice(), &self.tesseract) else {
            return documents;
        };
        if !is_whole(error) {
            return documents;
        }
        let mut pages = Vec::new();
        let mut left_out = false;
        for number in 1.. {
            let Some(picture) = self.picture(number, bytes) else { break };
            if number > PAGES {
                left_out = true;
                break;
            }
            pages.extend(self.words(tesseract, &picture));
        }
        let recognized = Recognized { pages, left_out: left_out.then_some(PAGES) };
        match factum_read::recognized(bytes, hint, recognized) {
            Some(document) => vec![document],
            None => documents,
        }
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

/// The worker's answer to the question for a page's picture: a line of numbers and the points; nothing where the
/// file has no such page or the page no picture.
pub(super) fn answer(page: u32, bytes: &[u8], out: &mut impl Write) -> io::Result<()> {
    let Some((about, grey)) = factum_read::picture(bytes, page) else { return Ok(()) };
    let ((width, height), [left, top, right, bottom], (wide, high)) = (about.points, about.area, about.size);
    writeln!(out, "{width} {height} {left} {top} {right} {bottom} {wide} {high}")?;
    out.write_all(&grey)
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
