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

const WORDINGS: &str = include_str!("wordings.txt");

#[test]
fn each_wording_gives_the_charges_that_stand_below_it() {
    let engine = support::engine();
    support::hold(WORDINGS, 150, |story| {
        support::charge_lines(&engine.session().told(support::story(story)).record)
    });
}
