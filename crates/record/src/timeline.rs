//! What happened, in order: exact days as such, bounds as such, the undated last.

use std::collections::BTreeSet;

use factum_types::{Event, Status};

use crate::case::Told;
use crate::people::People;
use crate::{Ask, Cite, Held, Part, Standing};

/// Something that happened, with every source that tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// When.
    pub held: Held,
    /// What.
    pub what: What,
    /// The words of each source, by publication; never empty.
    pub witnesses: Vec<Cite>,
}

/// What an entry of the timeline is.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Something other than a step of a charge.
    Event {
        /// Event type of the record's format.
        kind: String,
        /// Where, in a source's words.
        place: Option<String>,
        /// Who took part (index among the view's people) and how: `agent`, `victim`, `subject`.
        people: Vec<(usize, String)>,
    },
    /// A step of a charge.
    Step {
        /// Index among the view's charges.
        charge: usize,
        /// Index in that charge's history.
        step: usize,
    },
}

/// Events and steps up to the day that was asked.
pub(crate) fn timeline(told: &[&Told], people: &People, standings: &[Standing], ask: Ask) -> Vec<Entry> {
    let mut entries = events(told, people);
    if let Some(day) = ask.as_of {
        entries.retain(|e| e.held.possible_by(day));
    }
    for (charge, standing) in standings.iter().enumerate() {
        for (step, (told, part)) in standing.history.iter().zip(&standing.parts).enumerate() {
            // a report that a charge is open is no event
            if *part != Part::Later && told.status != Status::Pending {
                let witnesses = told.witnesses.iter().map(|w| w.cite.clone()).collect();
                entries.push(Entry { held: told.held, what: What::Step { charge, step }, witnesses });
            }
        }
    }
    // stable: events before steps of one day, each kind in its own order
    entries.sort_by_key(|e| (e.held.latest.is_none(), e.held.latest, e.held.earliest));
    entries
}

/// Events of all documents; reports of one event are one entry.
fn events(told: &[&Told], people: &People) -> Vec<Entry> {
    let mut all: Vec<(usize, &Event)> = Vec::new();
    for (document, t) in told.iter().enumerate() {
        all.extend(t.record.events.iter().map(|e| (document, e)));
    }
    // the dated first, so that an undated report finds them
    all.sort_by_key(|(document, e)| (e.date.is_none(), *document));
    let mut entries: Vec<Entry> = Vec::new();
    for (document, event) in all {
        let Some(t) = told.get(document) else { continue };
        let cite = t.pages.cite_said(&event.evidence, event.said_by.as_ref());
        let who: Vec<(usize, String)> = event
            .participants
            .iter()
            .filter_map(|p| Some((people.person(document, p.party)?, p.role.clone())))
            .collect();
        let held = event.date.map(Held::on).unwrap_or_default();
        let same: Vec<usize> = (0..entries.len())
            .filter(|&at| entries.get(at).is_some_and(|e| is_same(e, &event.kind, held, &who)))
            .collect();
        match (same.as_slice(), entries.get_mut(same.first().copied().unwrap_or(usize::MAX))) {
            ([_], Some(entry)) => join(entry, event, &who, cite),
            _ => entries.push(Entry {
                held,
                what: What::Event { kind: event.kind.clone(), place: event.place.clone(), people: who },
                witnesses: vec![cite],
            }),
        }
    }
    entries
}

/// Whether a report tells of an event that is already there.
fn is_same(entry: &Entry, kind: &str, held: Held, who: &[(usize, String)]) -> bool {
    let What::Event { kind: other, people, .. } = &entry.what else { return false };
    if other != kind || kind == "other" {
        return false;
    }
    let ids = |of: &[(usize, String)]| of.iter().map(|(p, _)| *p).collect::<BTreeSet<usize>>();
    let (mine, theirs) = (ids(who), ids(people));
    let shared = !mine.is_disjoint(&theirs);
    match (held.date, entry.held.date) {
        (Some(a), Some(b)) => a == b && (shared || mine.is_empty() || theirs.is_empty()),
        // without a date the people must tell
        _ => shared,
    }
}

fn join(entry: &mut Entry, event: &Event, who: &[(usize, String)], cite: Cite) {
    if let What::Event { place, people, .. } = &mut entry.what {
        if place.is_none() {
            place.clone_from(&event.place);
        }
        for one in who {
            if !people.contains(one) {
                people.push(one.clone());
            }
        }
    }
    if !entry.witnesses.iter().any(|w| w.is_at(&cite)) {
        entry.witnesses.push(cite);
    }
}
