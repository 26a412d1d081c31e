//! What people decided: kept like everything else, applied whenever a reading is loaded, never written into it.

mod apply;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use factum_record::{Decided, PartyOf};
use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use serde::{Deserialize, Serialize};

pub(crate) use apply::{apply, finds};

use crate::file::waited;
use crate::log::Log;
use crate::remove::Removal;
use crate::{Casebook, CasebookError, FactRow, Pen, canonical};

/// A decision.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Decision {
    /// The fact is right.
    Accept {
        /// Which.
        fact: Target,
    },
    /// The fact is wrong, and is left out of every answer.
    Reject {
        /// Which.
        fact: Target,
        /// Why, in the words of who decided.
        #[serde(default)]
        why: String,
    },
    /// The fact is right but for these fields.
    Edit {
        /// Which.
        fact: Target,
        /// Field and new value: `status`, `date`, `by`, `prejudice`, `modality` of a step; `offence`, `counts` of a
        /// charge; `amount` of a penalty; `type`, `date`, `place` of an event; `act`, `channel` of a statement.
        set: Vec<(String, String)>,
    },
    /// A step that no rule read, with its words.
    Add {
        /// The document's hash.
        source: String,
        /// Whose charge.
        person: String,
        /// For what.
        offence: Option<String>,
        /// What it came to.
        status: String,
        /// When.
        date: Option<String>,
        /// The words, as they stand in the text.
        words: String,
        /// Their first byte.
        start: u32,
        /// One past their last byte.
        stop: u32,
    },
    /// Two parties of two documents are one person.
    Join {
        /// One.
        a: (String, String),
        /// The other.
        b: (String, String),
    },
    /// Two parties of two documents are two people.
    Split {
        /// One.
        a: (String, String),
        /// The other.
        b: (String, String),
    },
    /// Documents were taken out; kept by [`Casebook::remove`] alone. To undo it brings nothing back, but lets the
    /// same bytes be added again.
    Remove {
        /// What went, and why.
        removal: Removal,
    },
    /// An earlier decision no longer holds; what it did is as if it had never been.
    Undo {
        /// Its number.
        decision: i64,
    },
}

/// A fact as it was when somebody decided about it, so that it is known again in a later reading.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Target {
    /// Its name.
    pub name: String,
    pub(crate) source: String,
    pub(crate) address: String,
    pub(crate) kind: String,
    pub(crate) who: Option<String>,
    pub(crate) status: Option<String>,
    pub(crate) start: u32,
    pub(crate) stop: u32,
    pub(crate) quote: String,
}

impl Target {
    /// A fact of the casebook.
    pub fn of(fact: &FactRow) -> Target {
        Target {
            name: fact.name.clone(),
            source: fact.source.clone(),
            address: fact.address.clone(),
            kind: fact.kind.clone(),
            who: fact.who.clone(),
            status: fact.status.clone(),
            start: fact.span.start,
            stop: fact.span.end,
            quote: fact.quote.clone(),
        }
    }
}

impl Target {
    /// Whether it is about a fact of this document, or of another version at its address.
    pub(crate) fn is_of(&self, document: &factum_types::Document) -> bool {
        self.source == document.id || self.address == document.path
    }

    /// Whether these are its words.
    pub fn is_at(&self, source: &str, span: factum_types::Span) -> bool {
        self.source == source && (self.start, self.stop) == (span.start, span.end)
    }
}

impl Decision {
    /// Whether it quotes or names anything of these documents, by hash and address.
    pub(crate) fn concerns(&self, sources: &BTreeSet<String>, addresses: &BTreeSet<String>) -> bool {
        match self {
            Decision::Accept { fact } | Decision::Reject { fact, .. } | Decision::Edit { fact, .. } => {
                sources.contains(&fact.source) || addresses.contains(&fact.address)
            }
            Decision::Add { source, .. } => sources.contains(source),
            Decision::Join { a, b } | Decision::Split { a, b } => {
                sources.contains(&a.0) || sources.contains(&b.0)
            }
            Decision::Remove { .. } | Decision::Undo { .. } => false,
        }
    }
}

impl std::fmt::Display for Decision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let set = |set: &[(String, String)]| {
            set.iter().map(|(k, v)| format!("{k}={v}")).collect::<Vec<_>>().join(" ")
        };
        match self {
            Decision::Accept { fact } => write!(f, "accept {} “{}”", fact.name, fact.quote),
            Decision::Reject { fact, why } if why.is_empty() => {
                write!(f, "reject {} “{}”", fact.name, fact.quote)
            }
            Decision::Reject { fact, why } => write!(f, "reject {} “{}”: {why}", fact.name, fact.quote),
            Decision::Edit { fact, set: to } => write!(f, "edit {} “{}”: {}", fact.name, fact.quote, set(to)),
            Decision::Add { person, offence, status, words, .. } => {
                write!(
                    f,
                    "add {person}, {}: {status} “{words}”",
                    offence.as_deref().unwrap_or("offence not stated")
                )
            }
            Decision::Join { a, b } => write!(f, "join {} ({}) and {} ({})", a.1, a.0, b.1, b.0),
            Decision::Split { a, b } => write!(f, "split {} ({}) and {} ({})", a.1, a.0, b.1, b.0),
            Decision::Remove { removal } => {
                let documents = if removal.documents == 1 { "document" } else { "documents" };
                write!(f, "remove {} {documents}: {}", removal.documents, removal.why)
            }
            Decision::Undo { decision } => write!(f, "undo {decision}"),
        }
    }
}

/// A decision as kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its number.
    pub number: i64,
    /// When.
    pub at: String,
    /// Who.
    pub who: String,
    /// What.
    pub decision: Decision,
    /// Whether it holds: it was not undone, or its undoing was.
    pub holds: bool,
}

impl Casebook {
    /// The fields that [`Decision::Edit`] can set on a fact of a kind.
    pub fn fields(kind: &str) -> &'static [&'static str] {
        apply::fields(kind)
    }

    /// Keeps a decision; its number.
    ///
    /// # Errors
    /// Where it makes no sense of what is there, or the file cannot be written.
    pub fn decide(&mut self, decision: &Decision, who: &str, pen: &Pen) -> Result<i64, CasebookError> {
        let who = who.trim();
        if who.is_empty() {
            return Err(CasebookError::Refused("a decision needs a name: who decides?".to_owned()));
        }
        self.check(decision)?;
        let path = self.path.clone();
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(|error| waited(&path, error))?;
        let (body, at) = (serde_json::to_string(decision)?, canonical::stamp(pen.now));
        let mut log = Log::open(&tx, pen)?;
        let number = log.decision(&at, who, &body)?;
        log.seal()?;
        tx.commit()?;
        Ok(number)
    }

    fn check(&self, decision: &Decision) -> Result<(), CasebookError> {
        match decision {
            Decision::Undo { decision } => {
                let known = "SELECT 1 FROM decision WHERE id = ?1";
                let known: Option<i64> = self.db.query_row(known, [decision], |row| row.get(0)).optional()?;
                known.ok_or_else(|| CasebookError::Refused(format!("there is no decision {decision}")))?;
            }
            Decision::Edit { fact, set } => apply::check(&fact.kind, set)?,
            Decision::Remove { .. } => {
                return Err(CasebookError::Refused("a removal is not decided, but made".to_owned()));
            }
            Decision::Reject { fact, .. } if fact.kind == "party" => {
                return Err(CasebookError::Refused(
                    "a party cannot be rejected; reject its facts, or join and split people".to_owned(),
                ));
            }
            Decision::Add { status, date, words, .. } => {
                apply::check("step", &[("status".to_owned(), status.clone())])?;
                if let Some(date) = date {
                    apply::check("step", &[("date".to_owned(), date.clone())])?;
                }
                if words.trim().is_empty() {
                    return Err(CasebookError::Refused("a fact needs its words".to_owned()));
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// All decisions in order, by the end of a day where one is given.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn decisions(&self, by: Option<Date>) -> Result<Vec<Kept>, CasebookError> {
        kept(&self.db, by)
    }
}

/// All decisions in order, by the end of a day where one is given; those that were emptied are left out.
pub(crate) fn kept(db: &Connection, by: Option<Date>) -> Result<Vec<Kept>, CasebookError> {
    let sql = "SELECT id, at, who, body FROM decision WHERE body IS NOT NULL AND at <= ?1 ORDER BY id";
    let end = by.map_or_else(|| "9999".to_owned(), |day| format!("{day}T23:59:59Z"));
    let mut all = db.prepare_cached(sql)?;
    let mut rows = all.query([end])?;
    let mut kept = Vec::new();
    while let Some(row) = rows.next()? {
        let body: String = row.get(3)?;
        let decision = serde_json::from_str(&body)?;
        kept.push(Kept { number: row.get(0)?, at: row.get(1)?, who: row.get(2)?, decision, holds: true });
    }
    // from the last to the first, so that an undoing that was undone undoes nothing
    for at in (0..kept.len()).rev() {
        let undone = match kept.get(at) {
            Some(Kept { decision: Decision::Undo { decision }, holds: true, .. }) => *decision,
            _ => continue,
        };
        kept.iter_mut().filter(|k| k.number == undone).for_each(|k| k.holds = false);
    }
    Ok(kept)
}

/// The removals, also those that somebody took back: that lets the bytes in again, and brings nothing back.
pub(crate) fn removals(kept: &[Kept]) -> impl Iterator<Item = (&Kept, &Removal)> {
    kept.iter().filter_map(|kept| match &kept.decision {
        Decision::Remove { removal } => Some((kept, removal)),
        _ => None,
    })
}

/// The decisions about who is who.
pub(crate) fn joins(kept: &[Kept]) -> Vec<Decided> {
    let party =
        |(document, name): &(String, String)| PartyOf { document: document.clone(), name: name.clone() };
    let decided = |k: &Kept| {
        let (a, b, together, what) = match &k.decision {
            Decision::Join { a, b } => (a, b, true, "joined"),
            Decision::Split { a, b } => (a, b, false, "set apart"),
            _ => return None,
        };
        Some(Decided {
            a: party(a),
            b: party(b),
            together,
            words: format!("{what} by {} on {}", k.who, k.at),
        })
    };
    let all: Vec<Decided> = kept.iter().filter(|k| k.holds).filter_map(decided).collect();
    // of two decisions about one pair the later holds
    let same = |x: &Decided, y: &Decided| (x.a == y.a && x.b == y.b) || (x.a == y.b && x.b == y.a);
    let is_last = |(at, d): &(usize, &Decided)| !all.iter().skip(at + 1).any(|later| same(d, later));
    all.iter().enumerate().filter(is_last).map(|(_, d)| d.clone()).collect()
}
