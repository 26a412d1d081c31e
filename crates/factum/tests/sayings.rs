//! How English says who said what: wordings of speech and silence, each a small invented story, and what the record
//! keeps of it to the letter.
//!
//! `sayings.txt` holds a story a paragraph (` // ` parts its paragraphs) and below it a line for each statement, none
//! where nobody says anything: `= speaker & who joins: act, mode, …: what is said`. The mode stands where it is not
//! indirect; further words are the kind of silence, `hedged` with the hedge, `via` with the channel and `through` with
//! the hands that it went through, nearest first. It is read by people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::{Mode, Span, Statement};
use factum::{Engine, Told};

const SAYINGS: &str = include_str!("sayings.txt");
const HAZARDS: &str = include_str!("hazards.txt");
const VOICES: &str = include_str!("voices.txt");

/// Stands before every story, so that it is read as one of a case.
const CASE: &str =
    "A man from the valley was charged with theft in May, and the old court by the river will hear his case.";

/// Stands before the hazards: somebody to whom all might be put down.
const ACCUSED: &str = "Daniel Krall was charged with murder on March 3.";

/// Stands before the stories of `voices.txt`: four people to choose from.
const FOUR: &str = "Leo Fenn, 34, was charged with murder on Monday in the death of Kim Lo. Ann Roe is the district attorney. \
                    Dale Tamber is the sheriff. Dale Marsh is a former prosecutor.";

/// A statement as `sayings.txt` writes it.
fn line(told: &Told, statement: &Statement) -> String {
    let words = |span: &Span| span.of(&told.document.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let name = |p: factum::types::PartyId| told.record.parties[p].name.clone();
    let mut who = vec![statement.speaker.map_or_else(|| statement.speaker_text.clone(), name)];
    who.extend(statement.joint.iter().map(|p| name(*p)));
    let mut how = vec![statement.act.as_str().to_owned()];
    if statement.mode != Mode::Indirect {
        how.push(statement.mode.as_str().to_owned());
    }
    how.extend(statement.answer.map(|a| a.as_str().to_owned()));
    how.extend(statement.hedge.iter().map(|h| format!("hedged {}", words(h))));
    how.extend(statement.channel.iter().map(|c| format!("via {c}")));
    how.extend(statement.relay.iter().map(|r| format!("through {r}")));
    let said: Vec<String> = statement.content.iter().map(words).collect();
    format!("{}: {}: {}", who.join(" & "), how.join(", "), said.join(" "))
}

fn lines(engine: &Engine, case: &str, story: &str) -> Vec<String> {
    let told = engine.session().told(support::story(&format!("{case} // {story}")));
    told.record.statements.iter().map(|s| line(&told, s)).collect()
}

#[test]
fn each_story_gives_the_statements_that_stand_below_it() {
    let engine = support::engine();
    support::hold(SAYINGS, 300, |story| lines(&engine, CASE, story));
}

/// What a reader with fresh eyes wrote to break it: words in the wrong mouth, denials turned round, things never said.
#[test]
fn no_hazard_puts_words_into_a_mouth() {
    let engine = support::engine();
    support::hold(HAZARDS, 200, |story| lines(&engine, ACCUSED, story));
}

/// Words in marks whose speaker no verb of saying names, and words that are somebody else's.
#[test]
fn words_in_marks_go_to_whom_the_story_gives_them() {
    let engine = support::engine();
    support::hold(VOICES, 120, |story| lines(&engine, FOUR, story));
}
