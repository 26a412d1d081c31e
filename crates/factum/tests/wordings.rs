//! How English says what becomes of a charge: some two hundred wordings, each a small invented story, and what the
//! record makes of it to the letter.
//!
//! `wordings.txt` holds a story a paragraph (` // ` parts its paragraphs) and below it a line `= person: offence xN:
//! steps` for each charge, none where nobody is charged. It is read by people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::Record;

const WORDINGS: &str = include_str!("wordings.txt");

fn lines(record: &Record) -> Vec<String> {
    let step = |s: &factum::types::Step| match s.date {
        Some(date) => format!("{} {date}", s.status),
        None => s.status.to_string(),
    };
    let charge = |c: &factum::types::Charge| {
        let offence = c.offence.as_ref().map_or("-", |o| o.text.as_str());
        let counts = c.counts.map_or(String::new(), |n| format!(" x{n}"));
        let steps: Vec<String> = c.history.iter().map(step).collect();
        format!("{}: {offence}{counts}: {}", record.parties[c.defendant].name, steps.join(", "))
    };
    record.charges.iter().map(charge).collect()
}

#[test]
fn each_wording_gives_the_charges_that_stand_below_it() {
    let engine = support::engine();
    support::hold(WORDINGS, 150, |story| lines(&engine.session().told(support::story(story)).record));
}
