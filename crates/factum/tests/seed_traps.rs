//! The traps of the story that the project began with which concern who says what, one test a trap, by the number
//! that the reference gives it. The rows come from ../shared, whose text may not enter the repository; skipped, with a
//! message, where it is absent.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "a test that cannot run here says so")]

mod support;

use std::path::Path;

use factum::types::{Act, ConflictKind, Evidence, Silence, Span, Statement, Status};
use factum::{Hint, Told};
use serde_json::Value;

struct Story {
    told: Told,
    rows: Vec<Value>,
}

impl Story {
    fn read() -> Option<Story> {
        let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let Ok(table) = std::fs::read_to_string(shared.join("gold/seed/facts.jsonl")) else {
            eprintln!("../shared is absent: the seed's traps are not tried");
            return None;
        };
        let file = std::fs::read_dir(shared.join("seeds")).unwrap().next().unwrap().unwrap();
        let bytes = std::fs::read(file.path()).unwrap();
        let document = factum::read::read(&bytes, &Hint::new("seed.txt")).pop().unwrap().unwrap();
        let rows = table.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        Some(Story { told: support::engine().session().told(document), rows })
    }

    fn row(&self, id: &str) -> &Value {
        self.rows.iter().find(|r| r["id"] == id).unwrap()
    }

    /// The row's words in the document.
    fn span(&self, id: &str) -> Span {
        let at = |i: usize| u32::try_from(self.row(id)["byte"][i].as_u64().unwrap()).unwrap();
        Span { start: at(0), end: at(1) }
    }

    /// The statement that holds a row's words, and its place.
    fn statement(&self, id: &str) -> (usize, &Statement) {
        let wanted = self.span(id);
        let shared = |s: &Span| s.end.min(wanted.end).saturating_sub(s.start.max(wanted.start));
        let words = |s: &Statement| s.content.iter().map(shared).sum::<u32>();
        let all = self.told.record.statements.iter().enumerate();
        all.filter(|(_, s)| words(s) > 0).max_by_key(|(_, s)| words(s)).unwrap()
    }

    /// Everything that the record holds of events, charges and roles, with its words.
    fn evidence(&self) -> Vec<&Evidence> {
        let record = &self.told.record;
        let steps = record.charges.iter().flat_map(|c| &c.history).map(|s| &s.evidence);
        let roles = record.parties.iter().flat_map(|p| &p.roles).map(|r| &r.evidence);
        steps.chain(roles).chain(record.events.iter().map(|e| &e.evidence)).collect()
    }
}

/// Trap 4: the paper's word and the lawyers' word for one ending are one step; the same word of another charge is
/// another's.
#[test]
fn trap_4_dropped_and_dismiss_are_one_ending_and_the_other_dismissal_another() {
    let Some(story) = Story::read() else { return };
    let ended: Vec<_> = story
        .told
        .record
        .charges
        .iter()
        .map(|c| c.history.iter().filter(|s| s.status == Status::Dismissed).collect::<Vec<_>>())
        .filter(|steps| !steps.is_empty())
        .collect();
    assert_eq!(ended.iter().map(Vec::len).collect::<Vec<_>>(), [1, 1], "{ended:?}");
    let (lead, caption, other) = (story.span("F30"), story.span("F31"), story.span("F33"));
    let papers = |span: Span| span.overlaps(lead) || span.overlaps(caption);
    assert!(ended.iter().any(|s| papers(s[0].evidence.span) && s[0].surface == "dropped"), "{ended:?}");
    assert!(ended.iter().any(|s| s[0].evidence.span.overlaps(other)), "{ended:?}");
    let said = story.span("F45");
    assert!(story.evidence().iter().all(|e| !said.contains(e.span)), "the lawyers' words add no step");
}

/// Trap 7: a caption that tells the death again, with an agent and no word of doubt, adds neither an event nor an agent.
#[test]
fn trap_7_a_caption_adds_no_event_and_no_agent() {
    let Some(story) = Story::read() else { return };
    let caption = story.span("F20");
    let record = &story.told.record;
    assert!(record.events.iter().all(|e| !e.evidence.span.overlaps(caption)), "{:?}", record.events);
    assert!(record.statements.iter().all(|s| s.content.iter().all(|c| !c.overlaps(caption))));
    let parts = record.events.iter().flat_map(|e| &e.participants);
    assert!(parts.into_iter().all(|p| p.role == "victim"), "{:?}", record.events);
}

/// Trap 8: "Adding," carries on the filing's quotation; what it says of a position is the filing's, and nobody's role.
#[test]
fn trap_8_what_carries_on_is_the_filings_and_so_is_all_that_stands_in_it() {
    let Some(story) = Story::read() else { return };
    let (_, first) = story.statement("F41");
    let (_, second) = story.statement("F44");
    assert_eq!(second.cue, None);
    assert_eq!((second.act, &second.speaker_text), (Act::Allege, &first.speaker_text));
    assert_eq!((&second.channel, &second.relay), (&first.channel, &first.relay));
    let position = story.span("F14");
    assert!(second.content.iter().any(|c| c.contains(position)));
    assert!(story.evidence().iter().all(|e| !second.content.iter().any(|c| c.contains(e.span))));
}

/// Trap 9: "did not immediately respond" is a kind of its own, and clashes with nobody.
#[test]
fn trap_9_no_immediate_answer_is_neither_refusal_nor_denial() {
    let Some(story) = Story::read() else { return };
    let (at, silent) = story.statement("F53");
    assert_eq!((silent.act, silent.answer), (Act::Decline, Some(Silence::DidNotImmediatelyRespond)));
    assert!(story.told.record.conflicts.iter().all(|c| c.a != at && c.b != at));
}

/// Trap 12: a day named by the event it is the day of is the event's, not the paper's.
#[test]
fn trap_12_the_day_of_the_shooting_is_the_incidents() {
    let Some(story) = Story::read() else { return };
    let told = &story.told;
    let (incident, said) = (story.span("F07"), story.span("F41"));
    let placed = factum_resolve::dates(&told.document, &told.findings);
    let within = |span: Span| -> Vec<&factum_resolve::Placed> {
        let whens = told.findings.whens.iter().zip(&placed);
        whens.filter(|(w, _)| span.contains(w.span)).map(|(_, p)| p).collect()
    };
    let day = &within(incident)[0].value;
    assert!(within(said).iter().any(|p| p.value == *day), "{:?}", within(said));
    let published = told.document.published.unwrap().date.to_string();
    assert!(within(said).iter().all(|p| p.value != published));
}

/// Trap 13: a finding without a word of denial clashes with a denial all the same.
#[test]
fn trap_13_a_finding_without_a_word_of_denial_clashes_with_the_denial() {
    let Some(story) = Story::read() else { return };
    let ((denial, denied), (finding, found)) = (story.statement("F51"), story.statement("F52"));
    assert_eq!((denied.act, found.act), (Act::Deny, Act::Find));
    let direct: Vec<_> =
        story.told.record.conflicts.iter().filter(|c| c.kind == ConflictKind::Direct).collect();
    assert_eq!(direct.len(), 1);
    assert_eq!([direct[0].a.min(direct[0].b), direct[0].a.max(direct[0].b)], [denial, finding]);
}

/// Trap 16: the outlets that got the papers are the hands that the words went through; a byline's credit is nobody's
/// source, and the story does not say who published it.
#[test]
fn trap_16_the_chain_of_outlets_is_kept_and_credits_are_no_part_of_it() {
    let Some(story) = Story::read() else { return };
    let record = &story.told.record;
    for id in ["F41", "F44", "F45"] {
        let (_, statement) = story.statement(id);
        let last = story.row(id)["channel"].as_str().unwrap().split(' ').next_back().unwrap().to_owned();
        assert_eq!(statement.relay.len(), 1, "{id}: {:?}", statement.relay);
        assert!(statement.relay[0].ends_with(&last), "{id}: {:?}, the table says {last}", statement.relay);
    }
    for id in ["F02", "F03", "F04"] {
        let credit = story.row(id)["subject"].as_str().unwrap();
        assert!(record.statements.iter().all(|s| s.relay.iter().all(|r| !r.contains(credit))), "{id}");
        assert!(record.parties.iter().all(|p| p.name != credit), "{id}");
    }
    assert_eq!(story.told.document.publisher, None);
}
