//! Documents on their way into the casebook: one thread reads them in turn, and each one's progress can be seen.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use factum::casebook::{Added, Addition};
use factum::types::Period;
use factum::{Engine, Hint, Input, Outcome, ReadError, Settings};

use crate::desk::Desk;

/// How many files are remembered, and how many may wait.
const REMEMBERED: usize = 500;
const WAITING: usize = 200;

/// A file that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct File {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) published: Option<Period>,
    pub(crate) publisher: Option<String>,
}

/// How far a file has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Progress {
    Waiting,
    Reading,
    /// Each document of it with its ending, the reason, and what became of it in the casebook.
    Done(Vec<Ended>),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ended {
    pub(crate) path: String,
    pub(crate) ending: &'static str,
    pub(crate) reason: String,
    /// "added, 14 facts"; empty where nothing was added.
    pub(crate) kept: String,
}

/// A file and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Job {
    pub(crate) name: String,
    pub(crate) size: usize,
    pub(crate) progress: Progress,
}

/// All files that were given since the start.
#[derive(Debug, Default)]
pub(crate) struct Jobs(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    jobs: VecDeque<Job>,
    /// The number of the first of `jobs`.
    first: usize,
    waiting: VecDeque<(usize, File)>,
    runs: bool,
}

impl Jobs {
    fn state<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// All files, the last first.
    pub(crate) fn all(&self) -> Vec<Job> {
        self.state(|state| state.jobs.iter().rev().cloned().collect())
    }

    /// How many files are not done.
    pub(crate) fn open(&self) -> usize {
        self.state(|state| state.jobs.iter().filter(|j| !matches!(j.progress, Progress::Done(_))).count())
    }

    fn set(&self, number: usize, progress: Progress) {
        self.state(|state| {
            let at = number.checked_sub(state.first);
            if let Some(job) = at.and_then(|at| state.jobs.get_mut(at)) {
                job.progress = progress;
            }
        });
    }
}

/// Takes files in; false where too many wait already.
pub(crate) fn take(desk: &Arc<Desk>, files: Vec<File>) -> bool {
    let (taken, start) = desk.jobs.state(|state| {
        if state.waiting.len() + files.len() > WAITING {
            return (false, false);
        }
        for file in files {
            state.jobs.push_back(Job {
                name: file.name.clone(),
                size: file.bytes.len(),
                progress: Progress::Waiting,
            });
            state.waiting.push_back((state.first + state.jobs.len() - 1, file));
        }
        while state.jobs.len() > REMEMBERED {
            state.jobs.pop_front();
            state.first += 1;
        }
        let start = !state.runs && !state.waiting.is_empty();
        state.runs |= start;
        (true, start)
    });
    if start {
        let desk = Arc::clone(desk);
        std::thread::spawn(move || work(&desk));
    }
    taken
}

/// Reads what waits, until nothing does.
fn work(desk: &Arc<Desk>) {
    let mut engine: Option<Result<Engine, String>> = None;
    loop {
        let next = desk.jobs.state(|state| {
            let next = state.waiting.pop_front();
            state.runs = next.is_some();
            next
        });
        let Some((number, file)) = next else { return };
        desk.jobs.set(number, Progress::Reading);
        let engine = engine.get_or_insert_with(|| (desk.settings.engine)());
        let ended = match engine {
            Ok(engine) => add(desk, engine, file),
            Err(why) => vec![refused(file.name, why.clone())],
        };
        desk.jobs.set(number, Progress::Done(ended));
    }
}

fn refused(path: String, reason: String) -> Ended {
    Ended { path, ending: "refused", reason, kept: String::new() }
}

/// Reads one file through all stages and adds each of its documents.
fn add(desk: &Desk, engine: &Engine, file: File) -> Vec<Ended> {
    let mut hint = Hint::new(file.name.clone());
    hint.published = file.published;
    hint.publisher = file.publisher;
    let bytes = Mutex::new(Some(file.bytes));
    let gone = file.name.clone();
    let open = move || {
        let bytes = bytes.lock().unwrap_or_else(PoisonError::into_inner).take();
        bytes.ok_or_else(|| ReadError::NotOpened { path: gone.clone(), why: "was read already".to_owned() })
    };
    let input = Input { open: Arc::new(open), hint };
    let settings = Settings { threads: 1, worker: desk.settings.worker.clone(), ..Settings::default() };
    let identity = engine.identity();
    let mut ended = Vec::new();
    let done = factum::run(engine, settings, std::iter::once(input), |outcome| {
        let kept = match &outcome {
            Outcome::Told(told) => desk
                .write(|casebook| {
                    let addition = Addition {
                        document: &told.document,
                        record: &told.record,
                        bytes: &told.bytes,
                        engine: &identity,
                    };
                    Ok(said(&casebook.add(addition, &desk.pen()?)?))
                })
                .unwrap_or_else(|problem| format!("not added: {}", problem.words)),
            Outcome::Unread(_) | Outcome::Failed(..) => String::new(),
        };
        ended.push(Ended {
            path: outcome.path().to_owned(),
            ending: outcome.ending().as_str(),
            reason: outcome.reason(),
            kept,
        });
        true
    });
    if let Err(why) = done {
        ended.push(refused(file.name, why));
    }
    ended
}

fn said(added: &Added) -> String {
    match added {
        Added::Known => "known already".to_owned(),
        Added::New { facts } => format!("added, {facts} facts"),
        Added::Changed { version, facts, .. } => format!("added as version {version}, {facts} facts"),
        Added::ReadAnew { facts, .. } => format!("read anew, {facts} facts"),
    }
}
