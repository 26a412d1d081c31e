//! The casebook as the pages use it: a few connections, and the views that were asked for last.

use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use factum::casebook::{Casebook, Outcomes, Pen, Scope, Stamp};
use factum::extract::Rules;
use factum::record::{Ask, Case, Outcome, View};

use crate::asked::Asked;
use crate::jobs::Jobs;
use crate::keys::Keys;
use crate::problem::Problem;
use crate::watch::Watch;
use crate::{ServeError, Settings};

/// How long a question may take before it is answered in plain words.
pub(crate) const PATIENCE: Duration = Duration::from_secs(1);

/// How many documents one view folds over.
const MOST: usize = 2_000;

/// How many people of one document are looked up, where the casebook is too large for one view.
pub(crate) const PEOPLE: usize = 20;

/// How many cases and views are kept.
const CASES: usize = 6;
const VIEWS: usize = 24;

/// What the pages stand on.
pub struct Desk {
    pub(crate) settings: Settings,
    pub(crate) jobs: Jobs,
    idle: Mutex<Vec<Casebook>>,
    cases: Mutex<Vec<(CaseKey, Arc<Case>)>>,
    views: Mutex<Vec<(ViewKey, Arc<Seen>)>>,
    /// The views that are being made.
    making: Mutex<Vec<ViewKey>>,
    made: Condvar,
    rules: OnceLock<Option<Rules>>,
    /// What questions have folded of single people's charges.
    pub(crate) outcomes: Outcomes,
    /// The newest log entry, and how many documents there were then.
    size: Mutex<Option<(i64, usize)>>,
    /// How many decisions had been made when the server started, for the progress of a review.
    pub(crate) decided_before: usize,
}

/// Who makes a view; over when it is dropped, however that comes.
struct Turn<'d> {
    desk: &'d Desk,
    key: ViewKey,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        self.desk.making.lock().unwrap_or_else(PoisonError::into_inner).retain(|key| *key != self.key);
        self.desk.made.notify_all();
    }
}

impl std::fmt::Debug for Desk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// A case is the same while the newest log entry and the scope are.
type CaseKey = (i64, Scope);
type ViewKey = (CaseKey, Ask);

/// A view with what all pages need of it.
#[derive(Debug)]
pub(crate) struct Seen {
    pub(crate) view: View,
    keys: OnceLock<Keys>,
    counts: OnceLock<Counts>,
}

impl Seen {
    /// The names of its people and charges in addresses.
    pub(crate) fn keys(&self) -> &Keys {
        self.keys.get_or_init(|| Keys::of(&self.view))
    }

    /// How much there is of each part.
    pub(crate) fn counts(&self) -> Counts {
        *self.counts.get_or_init(|| Counts::of(&self.view))
    }
}

/// How much there is of each part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) sources: usize,
    pub(crate) people: usize,
    pub(crate) charges: usize,
    pub(crate) statements: usize,
    pub(crate) conflicts: usize,
    pub(crate) stale: usize,
    pub(crate) gaps: usize,
    pub(crate) doubts: usize,
    /// What the view does not stand on, though it might be thought to.
    pub(crate) left_out: usize,
}

impl Desk {
    /// Opens the casebook; it is made where there is none.
    ///
    /// # Errors
    /// Where the file is none of ours or cannot be written.
    pub fn new(settings: Settings) -> Result<Desk, ServeError> {
        let casebook = Casebook::open_or_create(&settings.casebook)?;
        let decided_before = casebook.decisions(None)?.len();
        Ok(Desk {
            settings,
            jobs: Jobs::default(),
            idle: Mutex::new(vec![casebook]),
            cases: Mutex::default(),
            views: Mutex::default(),
            making: Mutex::default(),
            made: Condvar::new(),
            rules: OnceLock::new(),
            outcomes: Outcomes::default(),
            size: Mutex::default(),
            decided_before,
        })
    }

    /// Works on the casebook for as long as it takes.
    pub(crate) fn write<T>(
        &self,
        work: impl FnOnce(&mut Casebook) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let waiting = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let mut casebook = match waiting {
            Some(casebook) => casebook,
            None => Casebook::open(&self.settings.casebook)?,
        };
        let done = work(&mut casebook);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(casebook);
        done
    }

    /// Asks the casebook, for a second at most.
    pub(crate) fn ask<T>(
        &self,
        question: impl FnOnce(&Casebook) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.write(|casebook| {
            let _watch = Watch::start(PATIENCE, casebook.interrupter());
            let _snapshot = casebook.snapshot()?;
            question(casebook)
        })
    }

    /// The newest log entry, and how many documents there are.
    fn size(&self) -> Result<(i64, usize), Problem> {
        self.ask(|casebook| {
            let newest = casebook.newest()?;
            let mut size = self.size.lock().unwrap_or_else(PoisonError::into_inner);
            match *size {
                Some((then, documents)) if then == newest => Ok((newest, documents)),
                _ => {
                    let documents = casebook.documents()?;
                    *size = Some((newest, documents));
                    Ok((newest, documents))
                }
            }
        })
    }

    /// The views that say how these people's charges stand: the one that the address asks for, or, in a casebook that
    /// is too large for it, one for each of them.
    pub(crate) fn views_of(&self, asked: &Asked, people: &[String]) -> Result<Vec<Arc<Seen>>, Problem> {
        if asked.person().is_some() || self.size()?.1 <= MOST {
            return Ok(vec![self.seen(asked)?]);
        }
        let scope = |name: &String| Scope { person: Some(name.clone()), ..asked.scope() };
        Ok(people
            .iter()
            .take(PEOPLE)
            .filter_map(|name| self.seen_by(&scope(name), asked.ask()).ok())
            .collect())
    }

    /// The view that an address asks for.
    pub(crate) fn seen(&self, asked: &Asked) -> Result<Arc<Seen>, Problem> {
        self.seen_by(&asked.scope(), asked.ask())
    }

    /// The view of a scope at two times, from memory where nothing was added since.
    pub(crate) fn seen_by(&self, scope: &Scope, ask: Ask) -> Result<Arc<Seen>, Problem> {
        let (newest, documents) = self.size()?;
        if scope.person.is_none() && documents > MOST {
            return Err(Problem::large(documents, MOST));
        }
        let key: ViewKey = ((newest, scope.clone()), ask);
        if let Some(seen) = recall(&self.views, &key) {
            return Ok(seen);
        }
        let _turn = self.turn(&key)?;
        if let Some(seen) = recall(&self.views, &key) {
            return Ok(seen);
        }
        let case = match recall(&self.cases, &key.0) {
            Some(case) => case,
            None => {
                let case = self.write(|casebook| {
                    let _snapshot = casebook.snapshot()?;
                    Ok(Arc::new(casebook.case(scope)?))
                })?;
                keep(&self.cases, key.0.clone(), Arc::clone(&case), CASES);
                case
            }
        };
        let mut view = case.view(ask);
        if let Some(words) = &scope.person {
            let people = view.named(words);
            if people.is_empty() {
                return Err(Problem::missing(format!(
                    "Nobody has “{words}” in the name, at the times asked."
                )));
            }
            view = view.about(&people);
        }
        let seen = Arc::new(Seen { view, keys: OnceLock::new(), counts: OnceLock::new() });
        keep(&self.views, key, Arc::clone(&seen), VIEWS);
        Ok(seen)
    }

    /// Waits until nobody else makes this view, but not for ever: what is made once must not be made by everybody who
    /// asks again meanwhile.
    fn turn(&self, key: &ViewKey) -> Result<Turn<'_>, Problem> {
        let began = Instant::now();
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        while making.contains(key) {
            let Some(left) = PATIENCE.checked_sub(began.elapsed()) else { return Err(Problem::later()) };
            making = self.made.wait_timeout(making, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        making.push(key.clone());
        Ok(Turn { desk: self, key: key.clone() })
    }

    /// How the charges of somebody stand whom a document names so, by all that is known.
    pub(crate) fn outcomes_of(&self, source: &str, name: &str) -> Result<Arc<[Arc<Outcome>]>, Problem> {
        self.ask(|casebook| Ok(casebook.outcomes_of(source, name, &self.outcomes)?))
    }

    /// Whether the whole casebook fits into one view.
    pub(crate) fn is_small(&self) -> Result<bool, Problem> {
        Ok(self.size()?.1 <= MOST)
    }

    /// The shipped rules, for their reasons.
    pub(crate) fn rules(&self) -> Option<&Rules> {
        self.rules.get_or_init(|| Rules::load(factum::rule_files()).ok()).as_ref()
    }

    /// The reason of a rule, and the file and line where it stands.
    pub(crate) fn reason(&self, name: &str) -> Option<(String, String)> {
        let rules = self.rules()?;
        if let Some(rule) = rules.rule(name) {
            return Some((rule.why.clone(), format!("rules/{}:{}", rule.file, rule.line)));
        }
        let of_form = rules.lines().files().find_map(|(file, lines)| {
            let line = lines.iter().find(|line| &*line.id == name)?;
            Some((line.why.clone(), format!("rules/forms/{file}.toml")))
        });
        let by_place = || {
            let why = "The form of the paper says it: the part of the paper, or the column, in which the words stand.";
            name.starts_with("form.").then(|| (why.to_owned(), String::new()))
        };
        of_form.or_else(by_place)
    }

    /// The clock and the dice of this machine.
    pub(crate) fn pen(&self) -> Result<Pen, Problem> {
        let mut dice = [0; 32];
        getrandom::fill(&mut dice)
            .map_err(|e| Problem::ours(format!("no random numbers can be had: {e}")))?;
        Ok(Pen { now: self.now()?, dice })
    }

    /// This second.
    pub(crate) fn now(&self) -> Result<Stamp, Problem> {
        if let Some(now) = self.settings.now {
            return Ok(now);
        }
        let since = SystemTime::now().duration_since(UNIX_EPOCH).map_err(Problem::ours)?;
        let seconds = i64::try_from(since.as_secs()).map_err(Problem::ours)?;
        Stamp::of_unix(seconds).ok_or_else(|| Problem::ours("the clock shows no time of the calendar"))
    }
}

impl Counts {
    fn of(view: &View) -> Counts {
        Counts {
            sources: view.sources.len(),
            people: view.people.len(),
            charges: view.charges.len(),
            statements: view.statements.len(),
            conflicts: view.conflicts.len(),
            stale: view.stale.len(),
            gaps: view.gaps().len(),
            doubts: view.queue().len(),
            left_out: view.left_out.len(),
        }
    }
}

/// What was kept under a key; it becomes the newest.
fn recall<K: PartialEq, V>(kept: &Mutex<Vec<(K, Arc<V>)>>, key: &K) -> Option<Arc<V>> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|(k, _)| k == key)?;
    let found = kept.remove(at);
    let value = Arc::clone(&found.1);
    kept.push(found);
    Some(value)
}

/// Keeps a value; the oldest has to go where there are too many.
fn keep<K: PartialEq, V>(kept: &Mutex<Vec<(K, Arc<V>)>>, key: K, value: Arc<V>, most: usize) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|(k, _)| *k != key);
    kept.push((key, value));
    if kept.len() > most {
        kept.remove(0);
    }
}
