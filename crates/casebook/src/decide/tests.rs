//! Decisions are kept, hold over later readings, and leave no trace when they are taken back.

use factum_record::{Ask, View};
use factum_types::Status;

use crate::tests::{Story, charged, dismissed, pen, varied};
use crate::*;

fn view(casebook: &Casebook) -> View {
    casebook.case(&Scope::default()).unwrap().view(Ask::default())
}

fn status(casebook: &Casebook) -> Vec<Status> {
    view(casebook).charges.iter().filter_map(factum_record::Standing::status).collect()
}

fn step(casebook: &Casebook, path: &str) -> Target {
    let facts = casebook.facts_at(path, 1).unwrap();
    Target::of(facts.iter().find(|f| f.kind == "step").unwrap())
}

fn two() -> Casebook {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    dismissed().add(&mut casebook, "2026-01-03");
    casebook
}

fn decide(casebook: &mut Casebook, decision: &Decision) -> i64 {
    casebook.decide(decision, "Tess Lane", &pen("2026-01-04")).unwrap()
}

#[test]
fn a_rejected_fact_carries_no_answer_until_the_decision_is_taken_back() {
    let mut casebook = two();
    let before = view(&casebook);
    assert_eq!(status(&casebook), [Status::Dismissed]);
    let fact = step(&casebook, "2.txt");
    let reject = decide(&mut casebook, &Decision::Reject { fact, why: "another Quill".to_owned() });
    assert_eq!(status(&casebook), [Status::Charged]);
    let undo = decide(&mut casebook, &Decision::Undo { decision: reject });
    assert_eq!(view(&casebook), before, "the exact state of before");
    decide(&mut casebook, &Decision::Undo { decision: undo });
    assert_eq!(status(&casebook), [Status::Charged], "undoing the undoing");
    let then = Scope { added_by: Some("2026-01-03".parse().unwrap()), ..Scope::default() };
    assert_eq!(casebook.case(&then).unwrap().view(Ask::default()), before, "what was believed before it");
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

/// What a document tells in two ways is rejected by itself, or with the charge that it is about.
#[test]
fn a_rejected_variance_is_shown_no_more_nor_is_one_of_a_rejected_charge() {
    for kind in ["variance", "charge"] {
        let mut casebook = Casebook::in_memory().unwrap();
        varied().add(&mut casebook, "2026-01-02");
        assert_eq!(view(&casebook).conflicts.len(), 1);
        let facts = casebook.facts_at("3.txt", 1).unwrap();
        let fact = Target::of(facts.iter().find(|f| f.kind == kind).unwrap());
        let reject = decide(&mut casebook, &Decision::Reject { fact, why: String::new() });
        assert_eq!(view(&casebook).conflicts, [], "{kind}");
        decide(&mut casebook, &Decision::Undo { decision: reject });
        assert_eq!(view(&casebook).conflicts.len(), 1, "{kind}");
    }
}

#[test]
fn a_decision_holds_over_a_later_reading_with_other_words() {
    let mut casebook = two();
    let fact = step(&casebook, "2.txt");
    decide(&mut casebook, &Decision::Reject { fact, why: String::new() });
    let mut anew = dismissed();
    // newer rules read the same step from fewer words
    anew.record.charges[0].history[0].evidence.span.start += 4;
    assert!(matches!(anew.add(&mut casebook, "2026-01-05"), Added::ReadAnew { .. }));
    assert_eq!(status(&casebook), [Status::Charged]);
}

#[test]
fn an_edit_changes_the_fields_and_keeps_the_words() {
    let mut casebook = two();
    let fact = step(&casebook, "2.txt");
    let set =
        vec![("status".to_owned(), "acquitted".to_owned()), ("date".to_owned(), "2021-06-19".to_owned())];
    decide(&mut casebook, &Decision::Edit { fact: fact.clone(), set });
    let view = view(&casebook);
    let now = view.charges[0].step().unwrap();
    assert_eq!((now.status, now.held.to_string().as_str()), (Status::Acquitted, "2021-06-19"));
    assert_eq!(now.witnesses[0].cite.quote, dismissed().document.text);
    let wrong = |set: [&str; 2]| {
        let set = vec![(set[0].to_owned(), set[1].to_owned())];
        Decision::Edit { fact: fact.clone(), set }
    };
    for set in [["status", "dropped"], ["date", "May"], ["rule", "x"]] {
        assert!(casebook.decide(&wrong(set), "Tess Lane", &pen("2026-01-04")).is_err(), "{set:?}");
    }
    assert!(casebook.decide(&Decision::Undo { decision: 99 }, "Tess Lane", &pen("2026-01-04")).is_err());
    assert!(casebook.decide(&wrong(["date", "2021"]), " ", &pen("2026-01-04")).is_err(), "nobody decided");
}

#[test]
fn a_step_added_by_hand_has_its_words() {
    let mut casebook = two();
    let document = charged().document;
    let add = Decision::Add {
        source: document.id.clone(),
        person: "Ada Quill".to_owned(),
        offence: Some("arson".to_owned()),
        status: "indicted".to_owned(),
        date: Some("2021-03-11".to_owned()),
        words: "was charged with arson".to_owned(),
        start: 10,
        stop: 32,
    };
    decide(&mut casebook, &add);
    let view = view(&casebook);
    let step = view.charges[0].history.iter().find(|s| s.status == Status::Indicted).unwrap();
    assert_eq!(step.witnesses[0].cite.quote, "was charged with arson");
    assert_eq!(step.witnesses[0].cite.rule, "hand");
}

#[test]
fn somebody_whom_only_a_step_added_by_hand_names_is_found_by_name() {
    let mut casebook = two();
    let add = Decision::Add {
        source: charged().document.id,
        person: "Tess Lane".to_owned(),
        offence: Some("trespass".to_owned()),
        status: "charged".to_owned(),
        date: None,
        words: "was charged with arson".to_owned(),
        start: 10,
        stop: 32,
    };
    let number = decide(&mut casebook, &add);
    let named = |casebook: &Casebook| {
        let scope = Scope { person: Some("lane tess".to_owned()), ..Scope::default() };
        casebook.case(&scope).unwrap().view(Ask::default()).named("lane tess").len()
    };
    assert_eq!(named(&casebook), 1);
    decide(&mut casebook, &Decision::Undo { decision: number });
    assert_eq!(named(&casebook), 0);
}

#[test]
fn people_are_joined_and_set_apart_and_all_is_as_before_when_that_is_undone() {
    let mut casebook = two();
    let other = Story::new("post/3.txt", "2021-07-01", "Ada Quill was charged with theft.", Status::Charged);
    let mut other = other;
    other.record.charges[0].offence.as_mut().unwrap().text = "theft".to_owned();
    other.add(&mut casebook, "2026-01-03");
    let before = view(&casebook);
    assert_eq!((before.people.len(), before.not_joined.len()), (2, 1), "a name alone joins nobody");
    let party = |story: &Story| (story.document.id.clone(), "Ada Quill".to_owned());
    let join = decide(&mut casebook, &Decision::Join { a: party(&charged()), b: party(&other) });
    let joined = view(&casebook);
    assert_eq!((joined.people.len(), joined.not_joined.len()), (1, 0));
    assert!(
        joined.people[0].joins.iter().any(|j| j.evidence[0].starts_with("joined by Tess Lane on 2026-01-04"))
    );
    decide(&mut casebook, &Decision::Undo { decision: join });
    assert_eq!(view(&casebook), before);
    let split = decide(&mut casebook, &Decision::Split { a: party(&charged()), b: party(&dismissed()) });
    let apart = view(&casebook);
    assert_eq!(apart.people.len(), 3);
    assert!(apart.not_joined.iter().any(|n| n.why.starts_with("set apart by Tess Lane")));
    decide(&mut casebook, &Decision::Undo { decision: split });
    assert_eq!(view(&casebook), before);
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}
