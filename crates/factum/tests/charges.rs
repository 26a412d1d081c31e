//! What is no step of anybody's: cited cases, opinions, suppositions, corrections, and steps of other people's cases,
//! each a small invented story, and whose charges the record holds.
//!
//! `charges.txt` holds a story a paragraph (` // ` parts its paragraphs) and below it a line `= person | offence |
//! statuses` for each charge and `= person | kind amount | state` for each punishment, none where there is none. It is
//! read by people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::{Charge, Penalty, Record};

const CHARGES: &str = include_str!("charges.txt");

fn lines(record: &Record) -> Vec<String> {
    let charge = |c: &Charge| {
        let offence = c.offence.as_ref().map_or("-", |o| o.text.as_str());
        let steps: Vec<&str> = c.history.iter().map(|s| s.status.as_str()).collect();
        format!("{} | {offence} | {}", record.parties[c.defendant].name, steps.join(", "))
    };
    let penalty = |p: &Penalty| {
        let who = p.person.map_or("-", |p| record.parties[p].name.as_str());
        format!("{who} | {} {} | {}", p.kind, p.amount.as_deref().unwrap_or("-"), p.state)
    };
    record.charges.iter().map(charge).chain(record.penalties.iter().map(penalty)).collect()
}

#[test]
fn no_step_stands_at_a_name_that_is_not_its_own() {
    let engine = support::engine();
    support::hold(CHARGES, 55, |story| lines(&engine.session().told(support::story(story)).record));
}
