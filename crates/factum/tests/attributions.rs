//! How English says whose words, belief, wish or judgment something is: sentences of our own, and the attributions that
//! the layer gives for each, to the letter.
//!
//! `attributions.txt` holds a sentence a paragraph and below it a line `= source | cue | content` for each attribution
//! (`-` where there is none, ` … ` between the parts of a broken one), none where nothing is anybody's. It is read by
//! people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::Span;
use factum::{Engine, Hint};

const SENTENCES: &str = include_str!("attributions.txt");

/// The attributions of a sentence as `attributions.txt` writes them.
fn attributed(engine: &Engine, sentence: &str) -> Vec<String> {
    let text = format!("News of the day\n\n{sentence}\n");
    let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
    let told = engine.session().told(document);
    let words = |spans: &[Span]| match spans {
        [] => "-".to_owned(),
        spans => spans.iter().map(|s| s.of(&told.document.text)).collect::<Vec<_>>().join(" … "),
    };
    let found = engine.attributions(&told);
    found
        .iter()
        .map(|a| format!("{} | {} | {}", words(&a.source), words(&a.cue), words(&a.content)))
        .collect()
}

#[test]
fn each_sentence_gives_the_attributions_that_stand_below_it() {
    let engine = support::engine().eager();
    let mut wrong = Vec::new();
    let mut count = 0;
    for entry in SENTENCES.split("\n\n").filter(|s| !s.trim().is_empty()) {
        let mut parts = entry.trim().lines();
        let sentence = parts.next().unwrap();
        let wanted: Vec<&str> = parts.map(|l| l.trim().trim_start_matches("= ")).collect();
        let found = attributed(&engine, sentence);
        count += 1;
        if found != wanted {
            wrong.push(format!("{sentence}\n  wanted {wanted:#?}\n  found {found:#?}"));
        }
    }
    assert!(count > 40, "{count} sentences were found in the file");
    assert!(wrong.is_empty(), "{} of {count} sentences:\n{}", wrong.len(), wrong.join("\n"));
}
