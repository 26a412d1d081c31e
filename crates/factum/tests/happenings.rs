//! What happened to whom, and who people are: small invented stories, and what the record makes of them to the letter.
//!
//! `happenings.txt` holds a story a paragraph (` // ` parts its paragraphs) and below it a line `= kind date: who (part)`
//! for each event that is no day in court, and a line `= name: roles` for each person with a role or whose name is the
//! point of the story. It is read by people: who doubts a line changes it there.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::{MarkKind, Party, PartyKind, Record};

const HAPPENINGS: &str = include_str!("happenings.txt");

fn lines(record: &Record) -> Vec<String> {
    let event = |e: &factum::types::Event| {
        let date = e.date.map_or(String::new(), |d| format!(" {d}"));
        let who: Vec<String> =
            e.participants.iter().map(|p| format!("{} ({})", record.parties[p.party].name, p.role)).collect();
        format!("{}{date}: {}", e.kind, who.join(", "))
    };
    let person = |p: &Party| {
        let mut roles: Vec<String> = p.roles.iter().map(|r| r.role.as_str().to_owned()).collect();
        roles.extend(p.marks.iter().filter(|m| m.kind == MarkKind::Killed).map(|_| "killed".to_owned()));
        format!("{}: {}", p.name, roles.join(", ")).trim_end().to_owned()
    };
    let told = record.events.iter().filter(|e| !matches!(e.kind.as_str(), "hearing" | "ruling" | "arrest"));
    let people = record.parties.iter().filter(|p| p.kind == PartyKind::Person);
    told.map(event).chain(people.map(person)).collect()
}

#[test]
fn each_story_gives_the_events_and_people_that_stand_below_it() {
    let engine = support::engine();
    support::hold(HAPPENINGS, 30, |story| lines(&engine.session().told(support::story(story)).record));
}

const DATED: &str = include_str!("dated.txt");

#[test]
fn steps_of_logs_and_of_older_cases_have_their_own_days() {
    let engine = support::engine();
    let steps = |record: &Record| -> Vec<String> {
        let when = |s: &factum::types::Step| match (&s.date, &s.window) {
            (Some(date), _) => date.to_string(),
            (None, window) => window.clone().unwrap_or_default(),
        };
        let steps = |c: &factum::types::Charge| {
            let steps: Vec<String> = c.history.iter().map(|s| format!("{} {}", s.status, when(s))).collect();
            let offence = c.offence.as_ref().map_or("-", |o| o.text.as_str());
            format!("{}: {offence}: {}", record.parties[c.defendant].name, steps.join(", "))
        };
        record.charges.iter().map(steps).collect()
    };
    support::hold(DATED, 5, |story| steps(&engine.session().told(support::story(story)).record));
}
