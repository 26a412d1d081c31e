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
use factum::{Engine, Hint, Told};

const SAYINGS: &str = include_str!("sayings.txt");

/// Stands before every story, so that it is read as one of a case.
const CASE: &str =
    "A man from the valley was charged with theft in May, and the old court by the river will hear his case.";

fn told(engine: &Engine, story: &str) -> Told {
    let text = format!("News of the day\n\n2021-03-18\n\n{CASE}\n\n{}\n", story.replace(" // ", "\n\n"));
    let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
    engine.session().told(document)
}

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

#[test]
fn each_story_gives_the_statements_that_stand_below_it() {
    let engine = support::engine();
    let mut wrong = Vec::new();
    let stories = SAYINGS.split("\n\n").filter(|s| !s.trim().is_empty() && !s.starts_with('#'));
    let mut count = 0;
    for entry in stories {
        let mut parts = entry.trim().lines();
        let story = parts.next().unwrap();
        let wanted: Vec<&str> = parts.map(|l| l.trim().trim_start_matches("= ")).collect();
        let told = told(&engine, story);
        let found: Vec<String> = told.record.statements.iter().map(|s| line(&told, s)).collect();
        count += 1;
        if found != wanted {
            wrong.push(format!("{story}\n  wanted {wanted:#?}\n  found {found:#?}"));
        }
    }
    assert!(count > 300, "{count} stories were found in the file");
    assert!(wrong.is_empty(), "{} of {count} stories:\n{}", wrong.len(), wrong.join("\n"));
}
