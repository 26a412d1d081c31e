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
use factum::{Engine, Hint};

const WORDINGS: &str = include_str!("wordings.txt");

/// The charges of a story as `wordings.txt` writes them.
fn told(engine: &Engine, story: &str) -> Vec<String> {
    let text = format!("News of the day\n\n2021-03-18\n\n{}\n", story.replace(" // ", "\n\n"));
    let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
    lines(&engine.session().told(document).record)
}

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
    let mut wrong = Vec::new();
    let stories = WORDINGS.split("\n\n").filter(|s| !s.trim().is_empty() && !s.starts_with('#'));
    let mut count = 0;
    for entry in stories {
        let mut parts = entry.trim().lines();
        let story = parts.next().unwrap();
        let wanted: Vec<&str> = parts.map(|l| l.trim().trim_start_matches("= ")).collect();
        let found = told(&engine, story);
        count += 1;
        if found != wanted {
            wrong.push(format!("{story}\n  wanted {wanted:#?}\n  found {found:#?}"));
        }
    }
    assert!(count > 150, "{count} wordings were found in the file");
    assert!(wrong.is_empty(), "{} of {count} wordings:\n{}", wrong.len(), wrong.join("\n"));
}
