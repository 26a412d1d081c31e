//! Parts of a tree that the parse hangs in a wrong place, and where they are hung: sentences of our own.
//!
//! `grafts.txt` holds a sentence a paragraph and below it a line `= word relation head` for each word that is hung
//! elsewhere than the parse has it; none where the parse stands.

#![allow(clippy::unwrap_used, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::Engine;

const SENTENCES: &str = include_str!("grafts.txt");

/// The words that are hung elsewhere.
fn hung(engine: &Engine, sentence: &str) -> Vec<String> {
    let document = support::story(sentence);
    let parsed = engine.session().analyze(&document);
    let told = engine.session().told(document);
    let word = |i: usize| told.analysis.tokens[i].span.of(&told.document.text);
    let pairs = parsed.tokens.iter().zip(&told.analysis.tokens).enumerate();
    let changed = pairs.filter(|(_, (before, after))| (before.head, before.dep) != (after.head, after.dep));
    changed.map(|(i, (_, t))| format!("{} {} {}", word(i), t.dep.as_str(), word(t.head as usize))).collect()
}

#[test]
fn each_sentence_is_hung_as_it_stands_below_it() {
    let engine = support::engine().eager();
    support::hold(SENTENCES, 18, |sentence| hung(&engine, sentence));
}
