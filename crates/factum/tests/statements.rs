//! Statements, attributions and conflicts of small invented stories, read with the real model.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::{Act, ConflictKind, Mode, Record, Silence};
use factum::{Hint, Told};

/// What makes a story a case's.
const CASE: &str = "Mara Quill was charged with manslaughter on May 3, 2023.";

fn told(paragraphs: &[&str]) -> Told {
    let text = format!("{CASE}\n\n{}\n", paragraphs.join("\n\n"));
    let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
    support::engine().eager().session().told(document)
}

fn words(told: &Told) -> Vec<String> {
    let text = &told.document.text;
    let said =
        |s: &factum::types::Statement| s.content.iter().map(|c| c.of(text)).collect::<Vec<_>>().join(" ");
    told.record.statements.iter().map(said).collect()
}

fn kinds(record: &Record) -> Vec<ConflictKind> {
    record.conflicts.iter().map(|c| c.kind).collect()
}

#[test]
fn a_quotation_broken_by_its_speaker_is_one_statement_and_a_paragraph_that_carries_on_is_another() {
    let told = told(&[
        "“The lamp fell,” said Officer Dan Reed. “Nobody touched it.",
        "“We looked everywhere for it.”",
    ]);
    assert_eq!(words(&told), ["The lamp fell, Nobody touched it.", "We looked everywhere for it."]);
    let [first, second] = &told.record.statements[..] else { panic!("two statements") };
    assert_eq!((first.mode, second.mode), (Mode::Direct, Mode::Direct));
    assert_eq!(first.speaker_text, second.speaker_text);
}

#[test]
fn what_is_thought_or_seen_or_not_yet_said_is_no_statement() {
    let told = told(&[
        "Officers found the man bleeding on the floor.",
        "Quill believed the man was asleep.",
        "Quill will say that she was at home.",
        "A witness did not say that she saw it.",
    ]);
    assert_eq!(words(&told), Vec::<String>::new());
}

#[test]
fn a_story_that_says_that_somebody_was_not_charged_is_a_case_and_one_about_a_fair_is_none() {
    let alone = |text: &str| {
        let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
        let told = support::engine().session().told(document);
        words(&told)
    };
    let cleared =
        "Mayor Ann Fenn said the tower fell by itself.\n\nLeo Roe has not been charged with theft.\n";
    assert_eq!(alone(cleared), ["the tower fell by itself"]);
    let fair = "Mayor Ann Fenn said the fair would open.\n\nThe price has not changed.\n";
    assert_eq!(alone(fair), Vec::<String>::new());
}

#[test]
fn kinds_of_silence_are_never_merged() {
    let told = told(&[
        "A spokesman declined to comment.",
        "The office did not immediately respond to a request for comment.",
        "Her lawyer did not return a call.",
        "A lawyer for Quill could not be reached for comment.",
    ]);
    let answers: Vec<Silence> = told.record.statements.iter().filter_map(|s| s.answer).collect();
    let all = [
        Silence::Declined,
        Silence::DidNotImmediatelyRespond,
        Silence::DidNotRespond,
        Silence::CouldNotBeReached,
    ];
    assert_eq!(answers, all);
    assert!(told.record.statements.iter().all(|s| s.act == Act::Decline));
}

#[test]
fn a_denial_and_a_finding_of_one_act_clash_and_other_acts_do_not() {
    let clash = told(&[
        "Quill said that she did not pull the trigger.",
        "The examiner found that the gun could not have fired unless the trigger was pulled.",
    ]);
    assert_eq!(kinds(&clash.record), [ConflictKind::Direct]);
    let none = told(&[
        "Quill said that she did not pull the trigger.",
        "The examiner found that the gun was thirty years old.",
    ]);
    assert_eq!(kinds(&none.record), []);
}

#[test]
fn an_accident_and_recklessness_clash_unless_it_is_an_offence_a_crash_or_somebody_else() {
    let clash = told(&[
        "“This was a terrible accident,” Quill said.",
        "The complaint alleged that Quill was reckless with the gun.",
    ]);
    assert_eq!(kinds(&clash.record), [ConflictKind::Characterization]);
    let none = told(&[
        "“There was a car accident outside the shop,” Quill said.",
        "The complaint alleged that Quill was reckless with the gun.",
        "“This was a terrible accident,” Quill said.",
        "Police said that Ann Reed was convicted of reckless driving years ago.",
    ]);
    let about: Vec<&str> = none.record.conflicts.iter().map(|c| c.about.as_str()).collect();
    assert_eq!(about, ["accident / reckless"], "the crash and the offence's name are no sides");
}

#[test]
fn attributions_reach_beyond_what_is_said() {
    let told = told(&["The mayor opposes the new bridge.", "Voters fear that the price will rise."]);
    let engine = support::engine();
    let text = &told.document.text;
    let cut =
        |spans: &[factum::types::Span]| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>().join(" … ");
    let found: Vec<_> =
        engine.attributions(&told).iter().map(|a| (cut(&a.source), cut(&a.cue), cut(&a.content))).collect();
    let row = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    assert_eq!(
        found,
        [row("The mayor", "opposes", "the new bridge"), row("Voters", "fear", "that the price will rise"),]
    );
    assert!(told.record.statements.is_empty());
}

#[test]
fn what_somebody_is_reported_to_say_is_no_narration() {
    let told = told(&[
        "Mara Quill was charged with manslaughter on Monday.",
        "Sheriff Leo Fenn said Quill shot Ida Bell at a warehouse in Tarnley on March 3, 2023.",
        "Fenn said Quill could be sentenced to 18 months in prison if convicted.",
    ]);
    let shooting = told.record.events.iter().find(|e| e.kind == "shooting").unwrap();
    assert_eq!(shooting.said_by.as_deref(), Some("Leo Fenn"), "{shooting:?}");
    let [penalty] = told.record.penalties.as_slice() else { panic!("{:?}", told.record.penalties) };
    assert_eq!(penalty.said_by.as_deref(), Some("Leo Fenn"), "{penalty:?}");
}

#[test]
fn what_the_story_tells_itself_is_said_by_nobody() {
    let told = told(&[
        "Mara Quill was charged with manslaughter on Monday.",
        "Quill shot Ida Bell at a warehouse in Tarnley on March 3, 2023.",
        "Quill faces 18 months in prison if convicted.",
    ]);
    assert!(told.record.events.iter().all(|e| e.said_by.is_none()), "{:?}", told.record.events);
    assert!(told.record.penalties.iter().all(|p| p.said_by.is_none()), "{:?}", told.record.penalties);
    assert!(!told.record.events.is_empty() && !told.record.penalties.is_empty());
}

#[test]
fn what_closes_a_sentence_vouches_for_all_of_it() {
    let told = told(&[
        "Mara Quill was charged with assault on Monday.",
        "A guard was hurt on Friday after a visitor pushed him, according to police and court papers.",
        "Sheriff Leo Fenn said that, according to the report, the gun was loaded.",
        "The gate was open, said Sgt. Ann Reed of the county police.",
    ]);
    let rows: Vec<String> = told
        .record
        .statements
        .iter()
        .map(|s| {
            let content: Vec<&str> = s.content.iter().map(|c| c.of(&told.document.text)).collect();
            let who = s.speaker.map_or(s.speaker_text.as_str(), |p| told.record.parties[p].name.as_str());
            format!("{who}: {}", content.join(" … "))
        })
        .collect();
    for row in [
        "police and court papers: A guard was hurt on Friday after a visitor pushed him",
        // Fenn says it; the report is what he rests it on.
        "Leo Fenn: the gun was loaded",
        "Ann Reed: The gate was open",
    ] {
        assert!(rows.iter().any(|r| r == row), "{row} is not in {rows:#?}");
    }
    assert_eq!(rows.len(), 3, "{rows:#?}");
    assert!(told.record.statements.iter().any(|s| s.relay == ["the report"]));
}

#[test]
fn what_stands_inside_a_statement_is_told_by_its_speaker() {
    let told = told(&[
        "Mara Quill was charged with assault on Monday.",
        "Quill told deputies she shot Ida Bell in the kitchen on March 3, 2021.",
        "Quill stabbed Tom Reed on March 4, 2021, the affidavit states.",
        "Quill robbed Ann Harlan on March 5, 2021.",
    ]);
    let said_by = |kind: &str| {
        let event = told.record.events.iter().find(|e| e.kind == kind).unwrap();
        event.said_by.clone()
    };
    assert_eq!(said_by("shooting").as_deref(), Some("Mara Quill"));
    assert_eq!(said_by("stabbing").as_deref(), Some("the affidavit"));
    assert_eq!(said_by("robbery"), None, "the writer tells it");
}
