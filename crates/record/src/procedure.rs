//! What procedure says of each step, read from `rules/facts/standing.toml`.

use std::collections::BTreeMap;

use factum_types::Status;
use serde::Deserialize;

use crate::offence::Wording;

/// What holds of a charge after a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It threatens; its outcome is not known.
    Open,
    /// Set aside on terms; it may come back.
    Deferred,
    /// It ended without a conviction.
    Cleared,
    /// Guilt stands, by plea or by verdict.
    Convicted,
    /// A conviction or its mark was taken away.
    Lifted,
}

impl State {
    /// The name in printed output.
    pub fn as_str(self) -> &'static str {
        match self {
            State::Open => "open",
            State::Deferred => "deferred",
            State::Cleared => "cleared",
            State::Convicted => "convicted",
            State::Lifted => "lifted",
        }
    }
}

/// What procedure says of one status; see the head of the table for each field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusRow {
    /// What holds after it.
    pub state: State,
    /// Order of the steps of one day, and of steps without a day.
    pub rank: u16,
    /// Steps that come before it in the same round.
    pub after: Vec<Status>,
    /// Whether it opens a charge again that had ended.
    pub reopens: bool,
    /// Whether the charge is over for good.
    pub is_final: bool,
    /// Whether it happens once in a round.
    pub once: bool,
    /// How a person would say it.
    pub words: String,
}

/// The whole table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Procedure {
    rows: BTreeMap<Status, StatusRow>,
    pub(crate) ignore: Vec<String>,
    pub(crate) narrows: Vec<String>,
    /// The wordings of offences that have others.
    pub(crate) same: Vec<Wording>,
    pub(crate) all_words: Vec<String>,
    pub(crate) some_words: Vec<String>,
    pub(crate) case_numbers: Vec<String>,
    pub(crate) born: Vec<String>,
    pub(crate) months: Vec<Vec<String>>,
    claims: Vec<(String, Claim)>,
}

/// What a sentence claims of the present without moving a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Claim {
    /// Custody.
    Held,
    /// A manhunt.
    AtLarge,
    /// What is to come.
    Planned,
}

/// A table that does not say what it should.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ProcedureError {
    /// Not TOML of the right form.
    #[error("{file}: {source}")]
    Form {
        /// The table's file.
        file: String,
        /// Where and what.
        source: Box<toml::de::Error>,
    },
    /// A name that is no status.
    #[error("{file}: in the row `{row}`: {source}")]
    Name {
        /// The table's file.
        file: String,
        /// The row's name.
        row: String,
        /// What was found.
        source: factum_types::UnknownName,
    },
    /// A status without a row, or with two.
    #[error("{file}: expected one row for the status `{status}`, found {found}")]
    Rows {
        /// The table's file.
        file: String,
        /// The status.
        status: Status,
        /// How many rows it has.
        found: usize,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    status: Vec<Row>,
    offence: Offence,
    all: All,
    joining: Joining,
    #[serde(default)]
    claim: Vec<ClaimRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClaimRow {
    words: Vec<String>,
    kind: Claim,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    state: State,
    rank: u16,
    #[serde(default)]
    after: Vec<String>,
    #[serde(default)]
    reopens: bool,
    #[serde(default, rename = "final")]
    is_final: bool,
    #[serde(default)]
    once: bool,
    words: String,
    #[serde(rename = "why")]
    _why: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Offence {
    ignore: Vec<String>,
    narrows: Vec<String>,
    same: Vec<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct All {
    words: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Joining {
    case_numbers: Vec<String>,
    born: Vec<String>,
    months: Vec<Vec<String>>,
}

impl Procedure {
    /// The table that ships with Factum.
    pub fn shipped() -> Procedure {
        const FILE: &str = "rules/facts/standing.toml";
        Procedure::parse(include_str!("../../../rules/facts/standing.toml"), FILE)
            .expect("a test reads the shipped table")
    }

    /// Reads a table; `file` is its name in errors.
    pub fn parse(text: &str, file: &str) -> Result<Procedure, ProcedureError> {
        let table: Table = toml::from_str(text)
            .map_err(|source| ProcedureError::Form { file: file.to_owned(), source: Box::new(source) })?;
        let mut rows = BTreeMap::new();
        let mut found: BTreeMap<Status, usize> = BTreeMap::new();
        for row in table.status {
            let named = |name: &str| {
                name.parse::<Status>().map_err(|source| ProcedureError::Name {
                    file: file.to_owned(),
                    row: row.name.clone(),
                    source,
                })
            };
            let status = named(&row.name)?;
            let after = row.after.iter().map(|name| named(name)).collect::<Result<_, _>>()?;
            *found.entry(status).or_default() += 1;
            let (state, rank, reopens) = (row.state, row.rank, row.reopens);
            let (is_final, once, words) = (row.is_final, row.once, row.words);
            rows.insert(status, StatusRow { state, rank, after, reopens, is_final, once, words });
        }
        for &status in Status::ALL {
            let found = found.get(&status).copied().unwrap_or(0);
            if found != 1 {
                return Err(ProcedureError::Rows { file: file.to_owned(), status, found });
            }
        }
        let Offence { ignore, narrows, same } = table.offence;
        let Joining { case_numbers, born, months } = table.joining;
        let (all_words, some_words) = (table.all.words, table.all.not);
        let claims =
            table.claim.into_iter().flat_map(|row| row.words.into_iter().map(move |w| (w, row.kind)));
        let claims = claims.collect();
        Ok(Procedure {
            rows,
            same: Wording::all(&same, &ignore),
            ignore,
            narrows,
            all_words,
            some_words,
            case_numbers,
            born,
            months,
            claims,
        })
    }

    /// What procedure says of a status.
    pub fn row(&self, status: Status) -> &StatusRow {
        // `parse` makes sure that every status has a row
        &self.rows[&status]
    }

    /// What holds after a step to this status.
    pub fn state(&self, status: Status) -> State {
        self.row(status).state
    }

    /// The wordings of claims about the present.
    pub(crate) fn claims(&self) -> impl Iterator<Item = (&str, Claim)> {
        self.claims.iter().map(|(words, kind)| (words.as_str(), *kind))
    }

    /// Whether a step to `first` comes before one to `then` in the same round.
    pub(crate) fn precedes(&self, first: Status, then: Status) -> bool {
        self.row(then).after.contains(&first)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_has_every_status() {
        let procedure = Procedure::shipped();
        assert_eq!(procedure.state(Status::Dismissed), State::Cleared);
        assert_eq!(procedure.state(Status::PleadedNotGuilty), State::Open);
        assert!(procedure.row(Status::Indicted).reopens && !procedure.row(Status::Pending).reopens);
    }

    #[test]
    fn ranks_agree_with_what_comes_before() {
        let procedure = Procedure::shipped();
        for &then in Status::ALL {
            for &first in &procedure.row(then).after {
                // a conviction may be overturned and then dismissed, so `vacated` ranks last but may come first
                assert!(
                    first == Status::Vacated || procedure.row(first).rank < procedure.row(then).rank,
                    "{first} ranks after {then}"
                );
            }
        }
    }

    #[test]
    fn nobody_is_called_guilty_before_a_plea_or_a_verdict() {
        let procedure = Procedure::shipped();
        for &status in Status::ALL {
            let row = procedure.row(status);
            let words = row.words.replace("not guilty", "");
            assert!(row.state == State::Convicted || !words.contains("guilty"), "{status}: {}", row.words);
        }
    }

    #[test]
    fn a_bad_table_says_where_and_what() {
        let table = "[[status]]\nname = \"dropped\"\nstate = \"open\"\nrank = 1\nwords = \"x\"\nwhy = \"y\"\n\
                     [offence]\nignore = []\nnarrows = []\nsame = []\n[all]\nwords = []\nnot = []\n\
                     [joining]\ncase_numbers = []\nborn = []\nmonths = []\n";
        let wrong = Procedure::parse(table, "standing.toml").unwrap_err();
        assert_eq!(
            wrong.to_string(),
            "standing.toml: in the row `dropped`: `dropped` is not a charge status"
        );
        let wrong = Procedure::parse(&table.replace("dropped", "pending"), "standing.toml").unwrap_err();
        assert!(wrong.to_string().contains("expected one row for the status `arrested`, found 0"), "{wrong}");
    }
}
