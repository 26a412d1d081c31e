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

const ENDINGS: &str = include_str!("endings.txt");

#[test]
fn each_story_gives_the_charges_that_stand_below_it() {
    let engine = support::engine();
    let told = |story: &str| support::story(&story.replace(" / ", "\n"));
    support::hold(ENDINGS, 20, |story| support::charge_lines(&engine.session().told(told(story)).record));
}
