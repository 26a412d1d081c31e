//! Many documents on several threads, with the results in the order of the inputs.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use factum_read::{Hint, ReadError};
use factum_types::{Ending, Record};
use rayon::prelude::{IndexedParallelIterator, IntoParallelIterator, ParallelIterator};

use crate::worker::{Worker, read_with};
use crate::{Engine, Told};

/// Gets a file's bytes, or says why there are none.
pub type Opener = Arc<dyn Fn() -> Result<Vec<u8>, ReadError> + Send + Sync>;

/// A file to read.
#[derive(Clone)]
pub struct Input {
    /// Gets its bytes, or why there are none; called when its turn comes, so that few files are held at once.
    pub open: Opener,
    /// What is known of it.
    pub hint: Hint,
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("hint", &self.hint).finish_non_exhaustive()
    }
}

/// What became of one document.
#[derive(Debug)]
pub enum Outcome {
    /// It was read through all stages.
    Told(Box<Told>),
    /// It could not be read.
    Unread(ReadError),
    /// The engine failed on it; the rest goes on. The path and what it said.
    Failed(String, String),
}

impl Outcome {
    /// Which of the stated endings it is.
    pub fn ending(&self) -> Ending {
        match self {
            Outcome::Told(told) if told.record.says_nothing() => Ending::NoFacts,
            Outcome::Told(_) => Ending::Facts,
            Outcome::Unread(error) => error.ending(),
            Outcome::Failed(..) => Ending::Refused,
        }
    }

    /// The file, or the member of a file.
    pub fn path(&self) -> &str {
        match self {
            Outcome::Told(told) => &told.document.path,
            Outcome::Unread(error) => error.path(),
            Outcome::Failed(path, _) => path,
        }
    }

    /// Why it ended so.
    pub fn reason(&self) -> String {
        match self {
            Outcome::Told(told) => {
                let said = match told.record.says_nothing() {
                    true => format!("{} sentences were read and no rule matched", told.record.coverage.len()),
                    false => in_short(&told.record),
                };
                // a page that was not read is never passed over in silence
                let pages = told.document.notes.iter().find(|note| factum_read::is_of_pictures(note));
                pages.map_or(said.clone(), |note| format!("{said}; {note}"))
            }
            Outcome::Unread(error) => error.reason(),
            Outcome::Failed(_, what) => format!("Factum failed on it: {what}"),
        }
    }
}

/// How a run ended: how many documents ended in which way.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    counts: BTreeMap<Ending, usize>,
}

impl Report {
    /// Counts an ending.
    pub fn count(&mut self, ending: Ending) {
        *self.counts.entry(ending).or_default() += 1;
    }

    /// How many documents ended so.
    pub fn of(&self, ending: Ending) -> usize {
        self.counts.get(&ending).copied().unwrap_or(0)
    }

    /// Documents that were not read.
    pub fn unread(&self) -> usize {
        self.documents() - self.of(Ending::Facts) - self.of(Ending::NoFacts)
    }

    /// Documents in all.
    pub fn documents(&self) -> usize {
        self.counts.values().sum()
    }
}

/// How a run is made; nothing here changes a result.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Number of threads; 0 for as many as the machine has.
    pub threads: usize,
    /// How many files' records are held at once, to give them in order.
    pub at_once: usize,
    /// What reads hostile formats; without it they are not read.
    pub worker: Option<Worker>,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { threads: 0, at_once: 64, worker: None }
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
                .map_init(|| engine.session(), |session, input| one(session, input, settings.worker.as_ref()))
                .collect()
        });
        for outcome in outcomes.into_iter().flatten() {
            report.count(outcome.ending());
            if !take(outcome) {
                return Ok(report);
            }
        }
    }
}

fn one(session: &mut crate::Session<'_>, input: Input, worker: Option<&Worker>) -> Vec<Outcome> {
    let bytes = match (input.open)() {
        Ok(bytes) => bytes,
        Err(error) => return vec![Outcome::Unread(error)],
    };
    read_with(worker, &bytes, &input.hint)
        .into_iter()
        .map(|document| match document {
            Ok(document) => {
                let path = document.path.clone();
                // A fault of ours in one document must not take the others with it.
                let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| session.told(document)));
                match told {
                    Ok(mut told) => {
                        told.bytes = if told.document.own.is_empty() {
                            bytes.get(told.document.within.range()).unwrap_or_default().to_vec()
                        } else {
                            std::mem::take(&mut told.document.own)
                        };
                        Outcome::Told(Box::new(told))
                    }
                    Err(panic) => Outcome::Failed(path, what(&*panic)),
                }
            }
            Err(error) => Outcome::Unread(error),
        })
        .collect()
}

/// What a record holds, in numbers.
fn in_short(record: &Record) -> String {
    let counts = [
        (record.parties.len(), "parties"),
        (record.charges.len(), "charges"),
        (record.penalties.len(), "penalties"),
        (record.events.len(), "events"),
        (record.statements.len(), "statements"),
    ];
    let counts = counts.into_iter().filter(|(n, _)| *n > 0);
    counts.map(|(n, what)| format!("{what}: {n}")).collect::<Vec<_>>().join(", ")
}

fn what(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|s| (*s).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "an internal error".to_owned())
}
