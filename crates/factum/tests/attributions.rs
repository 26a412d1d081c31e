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

use factum::Engine;
use factum::types::Span;

const SENTENCES: &str = include_str!("attributions.txt");
const QUOTED: &str = include_str!("quoted.txt");

/// The attributions of a sentence as `attributions.txt` writes them.
fn attributed(engine: &Engine, sentence: &str) -> Vec<String> {
    let told = engine.session().told(support::story(sentence));
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
    support::hold(SENTENCES, 40, |sentence| attributed(&engine, sentence));
}

/// Words in quotation marks, the paper's included that are taken for nobody's: a story may have several paragraphs.
#[test]
fn words_in_marks_go_to_whom_the_text_gives_them() {
    let engine = support::engine().eager();
    support::hold(QUOTED, 100, |sentence| attributed(&engine, sentence));
}
