//! Which statements clash, and which only seem to: pairs of small invented accounts, and the conflicts of the record.
//!
//! `clashes.txt` holds a story a paragraph and below it a line `= what it is about (kind)` for each conflict, none where
//! the accounts can both hold. It is read by people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

const CLASHES: &str = include_str!("clashes.txt");

/// Stands before every story, so that it is read as one of a case.
const CASE: &str = "Mara Quill was charged with assault on May 3, 2020. // ";

/// Before those of Krall.
const KRALL: &str = "Daniel Krall was charged with murder on March 3. // ";

#[test]
fn each_pair_of_accounts_gives_the_conflicts_that_stand_below_it() {
    let engine = support::engine();
    support::hold(CLASHES, 600, |story| {
        let case = if story.contains("Krall") { KRALL } else { CASE };
        let told = engine.session().told(support::story(&format!("{case}{story}")));
        told.record.conflicts.iter().map(|c| format!("{} ({})", c.about, c.kind)).collect()
    });
}
