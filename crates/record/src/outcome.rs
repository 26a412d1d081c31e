//! The outcome that stands beside a charge wherever it is shown: its latest status, and as known when.

use std::fmt;

use factum_types::{Period, Status};

use crate::{Held, Standing, State, View};

/// A charge with its latest known status and the day of that knowledge.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// Who is charged.
    pub person: String,
    /// With what; `None` where no source says.
    pub offence: Option<String>,
    /// The latest status; `None` where no source vouches for any step.
    pub status: Option<Status>,
    /// The status in words.
    pub words: String,
    /// What holds after it.
    pub state: Option<State>,
    /// When it came to that.
    pub held: Held,
    /// When the last source that speaks of the charge was published.
    pub known: Option<Period>,
    /// Whether a source tells how the charge ended.
    pub found: bool,
}

impl View {
    /// The outcome of a charge, by its index.
    pub fn outcome(&self, charge: usize) -> Option<Outcome> {
        let standing = self.charges.get(charge)?;
        let step = standing.latest.and_then(|at| standing.history.get(at));
        Some(Outcome {
            person: self.people.get(standing.person).map(|p| p.name.clone()).unwrap_or_default(),
            offence: standing.offence.clone(),
            status: step.map(|s| s.status),
            words: step.map_or_else(
                || "no source vouches for any step".to_owned(),
                |s| self.procedure.row(s.status).words.clone(),
            ),
            state: standing.latest_state,
            held: step.map(|s| s.held).unwrap_or_default(),
            known: known(standing).filter(|day| {
                // a source that does not say when it was published may tell of what no dated one knew
                step.and_then(|s| s.held.earliest).is_none_or(|held| held <= day.last())
            }),
            found: !standing.outcome_not_found(),
        })
    }

    /// The outcomes of all charges of a person, by the person's index.
    pub fn outcomes(&self, person: usize) -> Vec<Outcome> {
        let of = self.charges.iter().enumerate().filter(|(_, s)| s.person == person);
        of.filter_map(|(at, _)| self.outcome(at)).collect()
    }
}

/// When the last source that speaks of a charge was published, whatever day in the world was asked: the latest status
/// goes with the day of its own knowledge.
fn known(standing: &Standing) -> Option<Period> {
    let witnesses = standing.history.iter().flat_map(|s| &s.witnesses);
    let published = witnesses.filter_map(|w| w.cite.source.published);
    published.max_by_key(|p| (p.last(), p.first()))
}

impl Outcome {
    /// The offence, or that none is stated.
    pub fn offence(&self) -> &str {
        self.offence.as_deref().unwrap_or("offence not stated")
    }

    /// "dismissed, 2016-03-01; as known on 2016-03-02".
    pub fn standing(&self) -> String {
        let mut text = self.words.clone();
        if self.held != Held::default() {
            text.push_str(&format!(", {}", self.held));
        }
        match (self.known, self.found) {
            (Some(day), true) => text.push_str(&format!("; as known on {day}")),
            (Some(day), false) => text.push_str(&format!("; last source {day}; outcome not found")),
            (None, false) => text.push_str("; outcome not found"),
            (None, true) => text.push_str("; day of that knowledge not known"),
        }
        text
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}: {}", self.person, self.offence(), self.standing())
    }
}
