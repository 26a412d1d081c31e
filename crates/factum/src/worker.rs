//! Reading hostile formats in a process that can do nothing else.
//!
//! A door starts itself again with a word that it keeps for this, and calls [`serve`] there. The parent gives
//! the bytes over and holds what comes back to the promises of [`Document`] before it believes it.

mod crossing;
mod recognize;

use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::Command;

use factum_jail::{End, ask, enter};
use factum_read::{Hint, ReadError, Recognized, is_jailed, read, read_recognized};
use factum_types::{Document, Ending};

pub use factum_jail::{Layers, Limits};
pub use recognize::become_tesseract;

/// How to start the process that reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    program: PathBuf,
    arguments: Vec<String>,
    limits: Limits,
    /// The program that reads letters from pictures.
    tesseract: Option<Tesseract>,
}

/// How to start the program that reads letters from pictures.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Tesseract {
    /// The word with which [`Worker::program`] calls [`become_tesseract`].
    word: String,
    program: PathBuf,
}

impl Worker {
    /// A worker that is this program with these arguments; it must call [`serve`].
    pub fn new(program: PathBuf, arguments: &[&str]) -> Worker {
        let arguments = arguments.iter().map(|&argument| argument.to_owned()).collect();
        Worker { program, arguments, limits: Limits::default(), tesseract: None }
    }

    /// The same worker with other limits.
    #[must_use]
    pub fn limited(mut self, limits: Limits) -> Worker {
        self.limits = limits;
        self
    }

    /// The same worker, which has pages that are pictures read by an installed `tesseract`; started with `word` and
    /// the program's path, the door must call [`become_tesseract`].
    #[must_use]
    pub fn with_tesseract(mut self, word: &str, program: Option<PathBuf>) -> Worker {
        self.tesseract = program.map(|program| Tesseract { word: word.to_owned(), program });
        self
    }

    /// The program that reads letters from pictures, where there is one.
    pub fn tesseract(&self) -> Option<&std::path::Path> {
        self.tesseract.as_ref().map(|tesseract| tesseract.program.as_path())
    }

    /// Which layers hold the worker on this machine; `None` where it does not start or answer.
    pub fn layers(&self) -> Option<Layers> {
        let answer = self.ask(&[crossing::LAYERS.as_bytes()]).ok()?;
        crossing::layers_of(&answer)
    }

    /// What the worker makes of a file; its end is the file's where it gave no answer.
    pub fn read(&self, bytes: &[u8], hint: &Hint) -> Vec<Result<Document, ReadError>> {
        let question = crossing::question(hint, &Recognized::default());
        let told =
            |ending, said: String| vec![Err(ReadError::Told { path: hint.path.clone(), ending, said })];
        match self.ask(&[question.as_bytes(), bytes]) {
            Ok(answer) => {
                let documents = crossing::documents(&answer, hint).unwrap_or_else(|| {
                    told(Ending::Refused, "the reading process answered nonsense".to_owned())
                });
                self.recognized(documents, bytes, hint)
            }
            Err(end @ (End::Time(_) | End::Memory(_) | End::Answer(_))) => {
                told(Ending::OverLimit, end.to_string())
            }
            Err(end) => told(Ending::Refused, end.to_string()),
        }
    }

    fn ask(&self, question: &[&[u8]]) -> Result<Vec<u8>, End> {
        ask(Command::new(&self.program).args(&self.arguments), question, self.limits)
    }
}

/// Reads a file: hostile formats in the worker, others here. Without a worker the former are not read.
pub fn read_with(worker: Option<&Worker>, bytes: &[u8], hint: &Hint) -> Vec<Result<Document, ReadError>> {
    match worker {
        _ if !is_jailed(bytes, hint) => read(bytes, hint),
        Some(worker) => worker.read(bytes, hint),
        None => vec![Err(ReadError::Told {
            path: hint.path.clone(),
            ending: Ending::Unsupported,
            said: "is in a format that is read only in a process of its own".to_owned(),
        })],
    }
}

/// The worker's whole life: it locks itself in, reads the question, answers it and ends.
///
/// # Errors
/// When the pipes break.
pub fn serve() -> io::Result<()> {
    let layers = enter(Limits::default());
    let mut question = Vec::new();
    io::stdin().lock().read_to_end(&mut question)?;
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    if let Some((page, bytes)) = crossing::asked_for_picture(&question) {
        recognize::answer(page, bytes, &mut out)?;
    } else if question == crossing::LAYERS.as_bytes() {
        out.write_all(crossing::said_of_layers(layers).as_bytes())?;
    } else if let Some(bytes) = question.strip_prefix(crossing::PICTURED) {
        recognize::answer_pictured(bytes, &mut out)?;
    } else if let Some((hint, recognized, bytes)) = crossing::asked(&question) {
        let read = match recognized.pages.is_empty() {
            true => read(bytes, &hint),
            false => vec![read_recognized(bytes, &hint, &recognized)],
        };
        read.iter().try_for_each(|result| crossing::write(result, &mut out))?;
        crossing::end(&mut out)?;
    }
    out.flush()
}
