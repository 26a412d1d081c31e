//! The fact rows of the story that the project began with, kind by kind: people, charges, penalties, incidents.
//! Skipped, with a message, where ../shared is absent, since its text and its names may not enter the repository:
//! nothing here names anybody, and every row is found by its kind.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(clippy::disallowed_methods, clippy::print_stderr, reason = "a test that cannot run here says so")]

mod support;

use std::path::Path;

use factum::types::{Evidence, Party, PartyKind, PenaltyState, Record, Role, Span, Status};
use factum::{Hint, Told};
use serde_json::Value;

/// A row, with its span as the record counts.
struct Row {
    id: String,
    kind: String,
    subject: String,
    what: String,
    exact: String,
    span: Span,
}

fn rows() -> Option<(Told, Vec<Row>)> {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let Ok(list) = std::fs::read_to_string(shared.join("gold/seed/facts.jsonl")) else {
        eprintln!("../shared is absent: the seed's rows are not compared");
        return None;
    };
    let file = std::fs::read_dir(shared.join("seeds")).unwrap().next().unwrap().unwrap();
    let bytes = std::fs::read(file.path()).unwrap();
    let document = factum::read::read(&bytes, &Hint::new("seed.txt")).pop().unwrap().unwrap();
    let told = support::engine().session().told(document);
    let rows = list.lines().map(|line| row(&serde_json::from_str(line).unwrap(), &told.document.text));
    let rows = rows.collect();
    Some((told, rows))
}

fn row(row: &Value, text: &str) -> Row {
    let field = |name: &str| row[name].as_str().unwrap().to_owned();
    let exact = field("exact");
    let at = |n: usize| row["char"][n].as_u64().unwrap() as usize;
    let byte = |chars: usize| text.char_indices().nth(chars).map_or(text.len(), |(i, _)| i) as u32;
    let span = Span { start: byte(at(0)), end: byte(at(1)) };
    Row { id: field("id"), kind: field("kind"), subject: field("subject"), what: field("what"), exact, span }
}

fn of<'r>(rows: &'r [Row], kind: &str) -> Vec<&'r Row> {
    let found: Vec<&Row> = rows.iter().filter(|r| r.kind == kind).collect();
    assert!(!found.is_empty(), "no row of kind {kind}");
    found
}

fn party<'r>(record: &'r Record, row: &Row) -> &'r Party {
    let found = record.parties.iter().find(|p| row.subject.starts_with(&p.name));
    found.unwrap_or_else(|| panic!("{}: its subject is no party", row.id))
}

fn has(party: &Party, role: Role) -> bool {
    party.roles.iter().any(|r| r.role == role)
}

fn touches(evidence: &Evidence, row: &Row) -> bool {
    evidence.span.overlaps(row.span)
}

#[test]
fn every_person_of_a_role_row_is_a_party_with_the_role_that_the_row_gives() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "person.role") {
        let party = party(&told.record, row);
        assert_eq!(party.kind, PartyKind::Person, "{}", row.id);
        if row.what.contains("defendant") {
            assert!(has(party, Role::Defendant), "{}", row.id);
        }
        // What only a quoted filing says of a person's position shows no role.
        let inside = party.roles.iter().any(|r| row.what.contains("position") && touches(&r.evidence, row));
        assert!(!inside, "{}", row.id);
    }
}

#[test]
fn every_age_is_the_persons_as_printed() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "person.age") {
        let age = party(&told.record, row).age.as_ref().unwrap_or_else(|| panic!("{}: no age", row.id));
        assert!(row.exact.contains(&age.years.to_string()), "{}: {}", row.id, age.years);
    }
}

#[test]
fn every_victim_counsel_and_authority_has_its_part() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "victim") {
        assert!(has(party(&told.record, row), Role::Victim), "{}", row.id);
    }
    for row in of(&rows, "counsel") {
        assert!(has(party(&told.record, row), Role::DefenceCounsel), "{}", row.id);
    }
    // The office that brought the charges is none of the accused, and nobody is charged by its words.
    for row in of(&rows, "authority") {
        assert!(told.record.charges.iter().all(|c| told.record.parties[c.defendant].name != row.subject));
    }
}

#[test]
fn the_official_without_a_name_left_office_on_no_stated_day() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "official.event") {
        let left = |e: &&factum::types::Event| e.kind == "resignation" && touches(&e.evidence, row);
        let event = told.record.events.iter().find(left).unwrap_or_else(|| panic!("{}", row.id));
        assert!(event.date.is_none(), "{}", row.id);
    }
    assert!(!of(&rows, "official").is_empty());
}

#[test]
fn every_charge_and_plea_row_is_a_step_of_its_status_on_its_persons_charge() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "charge").into_iter().chain(of(&rows, "plea")) {
        let statuses: &[Status] = match row.what.as_str() {
            w if w.contains("still facing") => &[Status::Pending],
            w if w.contains("dropped") && !w.contains("before") => &[Status::Dismissed],
            w if w.contains("dismissed") => &[Status::Dismissed],
            w if w.contains("pleaded") => &[Status::PleadedNotGuilty],
            // A charge that only its dismissal tells of was brought: any step shows it.
            w if w.contains("existed") => &[Status::Charged, Status::Dismissed],
            w if w.contains("charged") => &[Status::Charged],
            // A second telling of a step that is there already.
            w if w.contains("second witness") => &[Status::Dismissed],
            other => panic!("{}: {other}", row.id),
        };
        let person = &party(&told.record, row).name;
        let shown = told.record.charges.iter().any(|c| {
            told.record.parties[c.defendant].name == *person
                && c.history.iter().any(|s| statuses.contains(&s.status))
        });
        assert!(shown, "{}: no step of {statuses:?}", row.id);
        for step in told.record.charges.iter().flat_map(|c| &c.history).filter(|s| touches(&s.evidence, row))
        {
            let last = step.status == Status::Pending;
            assert!(last || step.date.is_none(), "{}: a day is invented", row.id);
        }
    }
}

#[test]
fn exposure_is_a_possible_penalty_with_its_number_or_none_at_all() {
    let Some((told, rows)) = rows() else { return };
    for row in of(&rows, "exposure") {
        let here: Vec<_> = told.record.penalties.iter().filter(|p| touches(&p.evidence, row)).collect();
        match row.exact.contains("18 months") {
            true => {
                let [only] = here.as_slice() else { panic!("{}: {here:?}", row.id) };
                assert_eq!((only.state, only.amount.as_deref()), (PenaltyState::Possible, Some("P18M")));
            }
            false => assert!(here.is_empty(), "{}: a length without a number is no penalty", row.id),
        }
    }
}

#[test]
fn law_in_general_is_no_fact_of_the_case() {
    let Some((told, rows)) = rows() else { return };
    let record = &told.record;
    for row in of(&rows, "law") {
        let steps = record.charges.iter().flat_map(|c| &c.history).map(|s| &s.evidence);
        let penalties = record.penalties.iter().map(|p| &p.evidence);
        let events = record.events.iter().map(|e| &e.evidence);
        assert!(steps.chain(penalties).chain(events).all(|e| !touches(e, row)), "{}", row.id);
    }
}

#[test]
fn the_incident_has_its_day_place_and_weapon() {
    let Some((told, rows)) = rows() else { return };
    let shooting = told.record.events.iter().find(|e| e.kind == "shooting").unwrap();
    for row in of(&rows, "incident.date") {
        let year = shooting.date.unwrap().first().strftime("%Y").to_string();
        assert!(row.exact.ends_with(&year), "{}", row.id);
    }
    for row in of(&rows, "incident.place") {
        assert_eq!(shooting.place.as_deref(), Some(row.exact.as_str()), "{}", row.id);
    }
    assert!(!of(&rows, "incident").is_empty() && !of(&rows, "weapon").is_empty());
    assert!(shooting.weapon.is_some());
}
