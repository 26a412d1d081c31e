//! Outcomes that reach the reader: stories in which a charge ends, or is brought, by words that name it only by
//! pointing back, by a table, or by what became of its bearer; and stories in which nothing of the kind is said.
//!
//! `endings.txt` holds a story a paragraph (` // ` parts its paragraphs, ` / ` its lines) and below it a line
//! `= person: offence xN: steps` for each charge, none where nobody is charged.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::Record;

const ENDINGS: &str = include_str!("endings.txt");

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
fn each_story_gives_the_charges_that_stand_below_it() {
    let engine = support::engine();
    let told = |story: &str| support::story(&story.replace(" / ", "\n"));
    support::hold(ENDINGS, 20, |story| lines(&engine.session().told(told(story)).record));
}
