//! Many documents on several threads, with the results in the order of the inputs.

use factum_read::{Hint, ReadError, read};
use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::{Engine, Told};

/// A file to read.
#[derive(Clone, Debug)]
pub struct Input {
    /// Its bytes, or why the door could not get them.
    pub bytes: Result<Vec<u8>, String>,
    /// What is known of it.
    pub hint: Hint,
}

/// What became of one document.
#[derive(Debug)]
pub enum Outcome {
    /// It was read through all stages.
    Told(Box<Told>),
    /// It could not be read.
    Unread(ReadError),
    /// Its file could not be opened: the path and why.
    NoFile(String, String),
    /// The engine failed on it; the rest goes on. The path and what it said.
    Failed(String, String),
}

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Documents that gave facts.
    pub facts: usize,
    /// Documents that were read and gave none.
    pub no_facts: usize,
    /// Files and documents that could not be read.
    pub failed: usize,
}

impl Report {
    /// Counts an outcome.
    pub fn count(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Told(told) if told.record.parties.is_empty() && told.record.charges.is_empty() => {
                self.no_facts += 1;
            }
            Outcome::Told(_) => self.facts += 1,
            _ => self.failed += 1,
        }
    }

    /// Documents in all.
    pub fn documents(&self) -> usize {
        self.facts + self.no_facts + self.failed
    }
}

/// How a run is made; nothing here changes a result.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of threads; 0 for as many as the machine has.
    pub threads: usize,
    /// How many files are held in memory at once.
    pub at_once: usize,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { threads: 0, at_once: 64 }
    }
}

/// Reads files through all stages. `take` gets every outcome, in the order of the inputs whatever the number of
/// threads, and says whether to go on.
///
/// # Errors
/// When the threads cannot be started: the system's words.
pub fn run(
    engine: &Engine,
    settings: Settings,
    mut inputs: impl Iterator<Item = Input>,
    mut take: impl FnMut(Outcome) -> bool,
) -> Result<Report, String> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(settings.threads)
        .build()
        .map_err(|error| format!("could not start threads: {error}"))?;
    let mut report = Report::default();
    loop {
        let group: Vec<Input> = inputs.by_ref().take(settings.at_once.max(1)).collect();
        if group.is_empty() {
            return Ok(report);
        }
        let outcomes: Vec<Vec<Outcome>> = pool.install(|| {
            group
                .into_par_iter()
                .with_max_len(1)
                .map_init(|| engine.session(), |session, input| one(session, input))
                .collect()
        });
        for outcome in outcomes.into_iter().flatten() {
            report.count(&outcome);
            if !take(outcome) {
                return Ok(report);
            }
        }
    }
}

fn one(session: &mut crate::Session<'_>, input: Input) -> Vec<Outcome> {
    let bytes = match input.bytes {
        Ok(bytes) => bytes,
        Err(why) => return vec![Outcome::NoFile(input.hint.path, why)],
    };
    read(&bytes, &input.hint)
        .into_iter()
        .map(|document| match document {
            Ok(document) => {
                let path = document.path.clone();
                // A fault of ours in one document must not take the others with it.
                let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| session.told(document)));
                match told {
                    Ok(mut told) => {
                        told.bytes = bytes.get(told.document.within.range()).unwrap_or_default().to_vec();
                        Outcome::Told(Box::new(told))
                    }
                    Err(panic) => Outcome::Failed(path, what(&*panic)),
                }
            }
            Err(error) => Outcome::Unread(error),
        })
        .collect()
}

fn what(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "an internal error".to_owned())
}
