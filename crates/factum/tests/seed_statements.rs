//! The statements of the story that the project began with, row by row of its table of facts: each is kept with its
//! speaker, act, channel and kind of silence, and what is said is never told as the writer's own. The rows come from
//! ../shared, whose text may not enter the repository; skipped, with a message, where it is absent.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod support;

use std::path::{Path, PathBuf};

use factum::types::{Act, ConflictKind, Differing, Silence, Span, Statement, Variance};
use factum::{Hint, Told};
use serde_json::Value;

fn shared(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path)
}

/// The story as told, and the rows of its table.
fn story() -> Option<(Told, Vec<Value>)> {
    let table = std::fs::read_to_string(shared("gold/seed/facts.jsonl")).ok();
    let file = std::fs::read_dir(shared("seeds")).ok().and_then(|mut d| d.next()).and_then(Result::ok);
    let (Some(table), Some(file)) = (table, file) else {
        eprintln!("../shared is absent: the seed's statements are not read");
        return None;
    };
    let bytes = std::fs::read(file.path()).unwrap();
    let document = factum::read::read(&bytes, &Hint::new("seed.txt")).pop().unwrap().unwrap();
    let rows = table.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    Some((support::engine().session().told(document), rows))
}

fn text<'r>(row: &'r Value, key: &str) -> &'r str {
    row.get(key).and_then(Value::as_str).unwrap()
}

fn span(row: &Value) -> Span {
    let at = |i: usize| u32::try_from(row["byte"][i].as_u64().unwrap()).unwrap();
    Span { start: at(0), end: at(1) }
}

/// The statement that shares the most of a row's words.
fn of_row<'t>(told: &'t Told, row: &Value) -> Option<&'t Statement> {
    let wanted = span(row);
    let shared = |s: &Span| s.end.min(wanted.end).saturating_sub(s.start.max(wanted.start));
    let words = |s: &Statement| s.content.iter().map(shared).sum::<u32>();
    told.record.statements.iter().filter(|s| words(s) > 0).max_by_key(|s| words(s))
}

/// Whoever speaks, by name and in the text's words, with those who join.
fn speakers(told: &Told, statement: &Statement) -> String {
    let named = statement.speaker.iter().chain(&statement.joint);
    let names: Vec<&str> = named.map(|p| told.record.parties[*p].name.as_str()).collect();
    format!("{} {}", names.join(" "), statement.speaker_text)
}

const KINDS: [&str; 7] = [
    "allegation",
    "statement.direct",
    "statement.claim",
    "statement.indirect",
    "denial",
    "finding",
    "no-comment",
];

#[test]
fn every_row_is_a_statement_with_its_speaker_and_its_act() {
    let Some((told, rows)) = story() else { return };
    let rows: Vec<&Value> = rows.iter().filter(|r| KINDS.contains(&text(r, "kind"))).collect();
    assert_eq!(rows.len(), 12);
    for row in rows {
        let id = text(row, "id");
        let statement = of_row(&told, row).unwrap_or_else(|| panic!("{id} is no statement"));
        let status = text(row, "status");
        let expected: &[Act] = match status {
            s if s.starts_with("DENIAL") => &[Act::Deny],
            s if s.starts_with("FINDING") => &[Act::Find],
            s if s.starts_with("NO_RESPONSE") => &[Act::Decline],
            s if s.starts_with("ALLEGED") => &[Act::Allege],
            _ => &[Act::Say],
        };
        assert!(expected.contains(&statement.act), "{id}: {:?}, the table says {status}", statement.act);
        let said_by = speakers(&told, statement).to_lowercase();
        let subject = text(row, "subject").split("->").next().unwrap().to_lowercase();
        let wanted = subject.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2);
        let known = wanted.filter(|w| !["unnamed", "joint"].contains(w)).any(|w| said_by.contains(w));
        assert!(known, "{id}: said by {said_by:?}, the table says {subject:?}");
    }
}

#[test]
fn the_channel_and_the_hands_it_went_through_are_kept() {
    let Some((told, rows)) = story() else { return };
    for row in rows.iter().filter(|r| ["allegation", "statement.direct"].contains(&text(r, "kind"))) {
        let statement = of_row(&told, row).unwrap();
        let channel = text(row, "channel").to_lowercase();
        let hands = statement.relay.join(" ").to_lowercase();
        let last = channel.split_whitespace().last().unwrap();
        assert!(hands.contains(last), "{}: {hands:?}, the table says {channel:?}", text(row, "id"));
        assert!(statement.channel.is_some(), "{}", text(row, "id"));
    }
}

/// "Adding," carries on the filing's words; whoever they name as something is named so by the filing.
#[test]
fn a_quotation_that_carries_on_has_the_speaker_of_the_one_before() {
    let Some((told, rows)) = story() else { return };
    let of: Vec<&Statement> =
        rows.iter().filter(|r| text(r, "kind") == "allegation").filter_map(|r| of_row(&told, r)).collect();
    assert_eq!(of.len(), 3);
    assert!(of.iter().all(|s| s.speaker_text == of[0].speaker_text && s.speaker == of[0].speaker));
    // The last has no verb of its own.
    assert_eq!(of[2].cue, None);
}

#[test]
fn silence_is_neither_refusal_nor_denial() {
    let Some((told, rows)) = story() else { return };
    let row = rows.iter().find(|r| text(r, "kind") == "no-comment").unwrap();
    assert_eq!(of_row(&told, row).unwrap().answer, Some(Silence::DidNotImmediatelyRespond));
    let silent = told.record.statements.iter().filter(|s| s.answer.is_some()).count();
    assert_eq!(silent, 1);
}

/// Rows X01 and X02: a denial and a finding; an accident and recklessness. No word of denial stands in the finding.
#[test]
fn the_clashes_are_between_the_rows_that_clash() {
    let Some((told, rows)) = story() else { return };
    let index = |id: &str| {
        let row = rows.iter().find(|r| text(r, "id") == id).unwrap();
        let found = of_row(&told, row).unwrap();
        told.record.statements.iter().position(|s| std::ptr::eq(s, found)).unwrap()
    };
    let clash = |kind, a, b| {
        let pair = |x: usize, y: usize| (x, y) == (a, b) || (x, y) == (b, a);
        told.record.conflicts.iter().any(|c| c.kind == kind && pair(c.a, c.b))
    };
    assert!(clash(ConflictKind::Direct, index("F51"), index("F52")));
    for accident in ["F48", "F50"] {
        assert!(clash(ConflictKind::Characterization, index(accident), index("F41")), "{accident}");
    }
    // What the table does not call a clash is none: silence and innocence contradict nobody.
    for quiet in ["F49", "F53"] {
        let at = index(quiet);
        assert!(told.record.conflicts.iter().all(|c| c.a != at && c.b != at), "{quiet}");
    }
}

/// Rows X03 and X04: a circumstance and a number, each with the words of its two rows; and nothing else, not what the
/// co-defendant still faces and not the charges of the plea.
#[test]
fn what_the_story_itself_tells_in_two_ways_is_kept_with_both_tellings() {
    let Some((told, rows)) = story() else { return };
    let found: Vec<&Variance> = told.record.variances.iter().collect();
    let [number, circumstance] = &found[..] else { panic!("{found:?}") };
    let shows = |variance: &Variance, side: usize, id: &str| {
        let row = span(rows.iter().find(|r| text(r, "id") == id).unwrap());
        let words = variance.sides[side].evidence.span;
        assert!(row.contains(words) || words.contains(row), "{id}: {}", words.of(&told.document.text));
    };
    let who = |v: &Variance| v.person.map(|p| told.record.parties[p].name.clone());
    assert_eq!((number.what, circumstance.what), (Differing::Number, Differing::Circumstance));
    assert!(who(number).is_some() && who(number) == who(circumstance));
    shows(number, 0, "F31");
    shows(number, 1, "F30");
    shows(circumstance, 0, "F10");
    shows(circumstance, 1, "F11");
    // two charges are itemized against him, and one more against her
    assert_eq!((number.charges.len(), told.record.charges.len()), (2, 3));
}

/// Trap 4: the paper's "dropped" and the lawyers' "dismiss" are one ending, and the lawyers' words add no step.
#[test]
fn what_a_speaker_says_of_a_charge_is_no_step_of_the_writers() {
    let Some((told, rows)) = story() else { return };
    let said: Vec<Span> = rows
        .iter()
        .filter(|r| text(r, "kind").starts_with("statement.") || text(r, "kind") == "allegation")
        .map(span)
        .collect();
    for step in told.record.charges.iter().flat_map(|c| &c.history) {
        let inside = said.iter().any(|s| s.contains(step.evidence.span));
        assert!(!inside || step.said_by.is_some(), "{:?}", step.evidence);
    }
}
