//! The outcomes that stand beside a fact or a passage: folded once for a case, and kept while the casebook stays as it is.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use factum_record::{Ask, Decided, Outcome};

use crate::decide::joins;
use crate::{Casebook, CasebookError, Kept, Scope};

/// How many outcomes are kept, counted once for each name in each document; a name and its outcome take some 500 bytes.
const MOST: usize = 50_000;

/// The outcomes of everybody in the documents of one fold, by the document and the name there.
type Fold = BTreeMap<(String, String), Beside>;

/// The outcomes of one person; who shows one many times need put it into words but once.
pub(crate) type Beside = Arc<[Arc<Outcome>]>;

/// Outcomes that questions have folded, for the next ones; shared by all who ask one casebook.
#[derive(Debug, Default)]
pub struct Outcomes(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    /// The newest log entry when they were folded: with the next one all are forgotten.
    newest: i64,
    decided: Option<Arc<(Vec<Kept>, Vec<Decided>)>>,
    /// By the name that was asked for.
    by_name: BTreeMap<String, Arc<Fold>>,
    /// By the readings that were folded, since those who stand in the same documents share one fold.
    by_readings: BTreeMap<Vec<i64>, Arc<Fold>>,
    held: usize,
}

impl Outcomes {
    fn known<T>(&self, newest: i64, with: impl FnOnce(&mut Known) -> T) -> T {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.newest != newest || known.held > MOST {
            *known = Known { newest, ..Known::default() };
        }
        with(&mut known)
    }
}

impl Casebook {
    /// The outcomes of the charges of somebody whom a document names so, as they stand by all documents.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn outcomes_of(
        &self,
        source: &str,
        name: &str,
        outcomes: &Outcomes,
    ) -> Result<Arc<[Arc<Outcome>]>, CasebookError> {
        let _snapshot = self.snapshot()?;
        self.outcomes_at(self.newest()?, source, name, outcomes)
    }

    /// The same, where the newest log entry is known.
    pub(crate) fn outcomes_at(
        &self,
        newest: i64,
        source: &str,
        name: &str,
        outcomes: &Outcomes,
    ) -> Result<Arc<[Arc<Outcome>]>, CasebookError> {
        let fold = match outcomes.known(newest, |known| known.by_name.get(name).cloned()) {
            Some(fold) => fold,
            None => self.folded(newest, name, outcomes)?,
        };
        Ok(fold.get(&(source.to_owned(), name.to_owned())).cloned().unwrap_or_default())
    }

    /// Folds what is known of those so named.
    fn folded(&self, newest: i64, name: &str, outcomes: &Outcomes) -> Result<Arc<Fold>, CasebookError> {
        let decided = match outcomes.known(newest, |known| known.decided.clone()) {
            Some(decided) => decided,
            None => {
                let kept = self.decisions(None)?;
                let joins = joins(&kept);
                Arc::new((kept, joins))
            }
        };
        let (kept, joins) = decided.as_ref();
        let scope = Scope { person: Some(name.to_owned()), ..Scope::default() };
        let mut readings = self.readings(&scope, joins, kept)?;
        readings.sort_unstable();
        let fold = match outcomes.known(newest, |known| known.by_readings.get(&readings).cloned()) {
            Some(fold) => fold,
            None => {
                let view = self.charges_by(&readings, kept, joins.clone())?.charges(Ask::default());
                let mut fold = Fold::new();
                for (at, person) in view.people.iter().enumerate() {
                    let of: Beside = view.outcomes(at).into_iter().map(Arc::new).collect();
                    for member in &person.members {
                        let key = (member.source.id.clone(), member.name.clone());
                        fold.entry(key).or_insert_with(|| Arc::clone(&of));
                    }
                }
                Arc::new(fold)
            }
        };
        outcomes.known(newest, |known| {
            known.decided = Some(Arc::clone(&decided));
            known.by_name.insert(name.to_owned(), Arc::clone(&fold));
            if known.by_readings.insert(readings, Arc::clone(&fold)).is_none() {
                known.held += fold.len();
            }
        });
        Ok(fold)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{charged, dismissed};

    #[test]
    fn what_is_kept_goes_with_the_next_document() {
        let mut casebook = Casebook::in_memory().unwrap();
        let outcomes = Outcomes::default();
        let first = charged();
        first.add(&mut casebook, "2026-01-02");
        let ask = |casebook: &Casebook| -> Vec<String> {
            let of = casebook.outcomes_of(&first.document.id, "Ada Quill", &outcomes).unwrap();
            of.iter().map(|o| o.words.clone()).collect()
        };
        let before = ask(&casebook);
        assert_eq!(before, ask(&casebook));
        dismissed().add(&mut casebook, "2026-01-03");
        let after = ask(&casebook);
        assert_ne!(before, after);
        assert_eq!(after, ["dismissed"]);
        assert!(casebook.outcomes_of(&first.document.id, "Nobody", &outcomes).unwrap().is_empty());
    }
}
