//! The shipped filings (examples/filings) against what a careful reader takes from them: who is who, every count with
//! its steps, every punishment; and all of them with a news story as one case.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

mod support;

use std::collections::BTreeSet;

use factum::record::{Ask, Case};
use factum::{Hint, Session, Told};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/filings");

fn told(session: &mut Session<'_>, name: &str) -> Told {
    let bytes = std::fs::read(format!("{FOLDER}/{name}")).unwrap();
    let mut documents = factum::read::read(&bytes, &Hint::new(name));
    session.told(documents.remove(0).unwrap())
}

/// People with their roles, charges with their steps, punishments: a line each.
fn lines(told: &Told) -> Vec<String> {
    let record = &told.record;
    let name = |party: usize| record.parties[party].name.as_str();
    let mut lines = Vec::new();
    for party in record.parties.iter().filter(|p| !p.roles.is_empty()) {
        let roles: Vec<&str> = party.roles.iter().map(|r| r.role.as_str()).collect();
        lines.push(format!("{}: {}", party.name, roles.join(", ")));
    }
    for charge in &record.charges {
        let step = |s: &factum::types::Step| match s.date {
            Some(date) => format!("{} {date}", s.status),
            None => s.status.to_string(),
        };
        let steps: Vec<String> = charge.history.iter().map(step).collect();
        let offence = charge.offence.as_ref().map_or("-", |o| o.text.as_str());
        let numbers: Vec<String> = charge.numbers.iter().map(u32::to_string).collect();
        lines.push(format!(
            "{} | {offence} | {} | {}",
            name(charge.defendant),
            numbers.join(" "),
            steps.join(", ")
        ));
    }
    for penalty in &record.penalties {
        let of =
            penalty.charge.and_then(|c| record.charges[c].offence.as_ref()).map_or("-", |o| o.text.as_str());
        let amount = penalty.amount.as_deref().unwrap_or("-");
        lines.push(format!("{} {amount} for {of}: {}", penalty.kind, name(penalty.person.unwrap())));
    }
    lines
}

#[test]
fn every_filing_says_what_its_form_says() {
    let engine = support::engine();
    let mut session = engine.session();
    let mut wrong = Vec::new();
    for (file, expected) in EXPECTED {
        let told = told(&mut session, file);
        let found = lines(&told);
        if found != *expected {
            wrong.push(format!("{file}:\n  {}", found.join("\n  ")));
        }
        for charge in &told.record.charges {
            for step in &charge.history {
                assert!(
                    !step.evidence.span.of(&told.document.text).trim().is_empty(),
                    "no step without its words"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn filings_and_a_news_story_of_one_case_number_are_one_case() {
    let engine = support::engine();
    let mut session = engine.session();
    let mut case = Case::default();
    for (file, _) in EXPECTED {
        let told = told(&mut session, file);
        case.learn(&told.document, told.record);
    }
    let story = told(&mut session, "news-story.txt");
    case.learn(&story.document, story.record);
    let view = case.view(Ask::default());
    let quills = view.people.iter().filter(|p| p.name.contains("Quill")).count();
    assert_eq!(quills, 1, "the story's Mara Quill is the filings' Mara Elaine Quill");
    let found: BTreeSet<(String, String, String)> = view
        .charges
        .iter()
        .filter_map(|c| {
            let person = view.people[c.person].name.clone();
            Some((person, c.offence.clone().unwrap_or_default(), c.status()?.to_string()))
        })
        .collect();
    let stands = |person: &str, offence: &str, status: &str| {
        let row = (person.to_owned(), offence.to_owned(), status.to_owned());
        assert!(found.contains(&row), "{row:?} is not in {found:#?}");
    };
    stands("Mara Elaine Quill", "conspiracy to commit wire fraud", "sentenced");
    // the indictment names the offence of counts 2 and 3, the judgment only their numbers
    stands("Mara Elaine Quill", "wire fraud", "dismissed");
    stands("Tobias Fern", "wire fraud", "pending");
    stands("Tobias Fern", "aggravated identity theft", "pending");
    stands("Leo J. Marsh Jr.", "false statement", "indicted");
    assert!(
        !found.iter().any(|(p, o, _)| p.contains("Quill") && o.contains("false statement")),
        "his own count"
    );
}

/// What a reader takes from each filing.
const EXPECTED: &[(&str, &[&str])] = &[
    (
        "federal-complaint.txt",
        &[
            "Mara Elaine Quill: defendant",
            "Dennis Harrow: investigator",
            "Ruth Oyelaran: judge",
            "Mara Elaine Quill | wire fraud |  | charged 2023-04-04",
            "Mara Elaine Quill | aggravated identity theft |  | charged 2023-04-04",
        ],
    ),
    (
        "federal-indictment.txt",
        &[
            "Mara Elaine Quill: defendant",
            "Tobias Fern: defendant",
            "Leo J. Marsh Jr.: defendant",
            "Helena W. Stroud: prosecutor",
            "Paul Adeyemi: prosecutor",
            "Mara Elaine Quill | conspiracy to commit wire fraud | 1 | indicted 2023-06-14",
            "Mara Elaine Quill | wire fraud | 2 3 | indicted 2023-06-14",
            "Tobias Fern | conspiracy to commit wire fraud | 1 | indicted 2023-06-14",
            "Tobias Fern | wire fraud | 2 3 | indicted 2023-06-14",
            "Tobias Fern | aggravated identity theft | 4 | indicted 2023-06-14",
            "Leo J. Marsh Jr. | conspiracy to commit wire fraud | 1 | indicted 2023-06-14",
            "Leo J. Marsh Jr. | false statement | 5 | indicted 2023-06-14",
        ],
    ),
    (
        "state-information.txt",
        &[
            "Helena Stroud: prosecutor",
            "Paul Adeyemi: prosecutor",
            "Desmond Arlo Pike: defendant",
            "Desmond Arlo Pike | murder | 1 | charged 2024-05-06",
            "Desmond Arlo Pike | assault with a firearm | 2 | charged 2024-05-06",
            "Desmond Arlo Pike | unlawful taking of a vehicle | 3 | charged 2024-05-06",
        ],
    ),
    (
        "federal-judgment.txt",
        &[
            "Mara Elaine Quill: defendant",
            "Silas Brandt: defence_counsel",
            "Miriam J. Kessel: judge",
            "Mara Elaine Quill | conspiracy to commit wire fraud | 1 | pleaded_guilty, sentenced 2024-02-20",
            "Mara Elaine Quill | - | 2 3 | dismissed",
            "prison P30M for conspiracy to commit wire fraud: Mara Elaine Quill",
            "supervision P3Y for conspiracy to commit wire fraud: Mara Elaine Quill",
            "restitution USD 412300.00 for conspiracy to commit wire fraud: Mara Elaine Quill",
            "fine USD 5000.00 for conspiracy to commit wire fraud: Mara Elaine Quill",
        ],
    ),
    (
        "nolle-prosequi.txt",
        &[
            "Tamsin R. Oakes: defendant",
            "Ivo Lindqvist: prosecutor",
            "Tamsin R. Oakes | burglary of a dwelling | 1 | dismissed 2022-09-09",
            "Tamsin R. Oakes | petit theft | 2 | dismissed 2022-09-09",
        ],
    ),
    // what is agreed on has not been pleaded
    (
        "plea-agreement.txt",
        &["Tobias Fern: defendant", "Paul Adeyemi: prosecutor", "Odile Marchetti: defence_counsel"],
    ),
    (
        "uk-charge-sheet.txt",
        &[
            "Fenella Joan Drewitt: defendant",
            "Fenella Joan Drewitt | dangerous driving | 1 | charged 2024-01-05",
            "Fenella Joan Drewitt | failing to stop after an accident | 2 | charged 2024-01-05",
        ],
    ),
    (
        "state-docket.txt",
        &[
            "Hannah Leigh Bristow: defendant",
            "Ronan Kessel: judge",
            "Silas Brandt: defence_counsel",
            "Ivo Lindqvist: prosecutor",
            "Hannah Leigh Bristow | grand theft | 1 | charged 2023-08-14, arraigned 2023-08-21, \
             pleaded_not_guilty 2023-08-21, dismissed 2024-02-05",
            "Hannah Leigh Bristow | forgery | 2 | charged 2023-08-14, arraigned 2023-08-21, \
             pleaded_not_guilty 2023-08-21, pleaded_guilty, convicted 2024-02-05, sentenced 2024-02-05",
            "Hannah Leigh Bristow | false official statement | 3 | charged 2023-08-14, arraigned 2023-08-21, \
             pleaded_not_guilty 2023-08-21",
            "probation P18M for forgery: Hannah Leigh Bristow",
        ],
    ),
    (
        "federal-docket.html",
        &[
            "Mara Elaine Quill: defendant",
            "Miriam J. Kessel: judge",
            "Silas Brandt: defence_counsel",
            "Tobias Fern: defendant",
            "Odile Marchetti: defence_counsel",
            "Paul Adeyemi: prosecutor",
            "Mara Elaine Quill | conspiracy to commit wire fraud | 1 | indicted 2023-06-14, \
             pleaded_guilty 2023-11-06, sentenced 2024-02-20",
            "Mara Elaine Quill | fraud by wire, radio, or television | 2 3 | indicted 2023-06-14, \
             dismissed 2024-02-20",
            "Tobias Fern | conspiracy to commit wire fraud | 1 | indicted 2023-06-14, arraigned 2023-06-20, \
             pleaded_not_guilty 2023-06-20, pending",
            "Tobias Fern | fraud by wire, radio, or television | 2 3 | indicted 2023-06-14, \
             arraigned 2023-06-20, pleaded_not_guilty 2023-06-20, pending",
            "Tobias Fern | aggravated identity theft | 4 | indicted 2023-06-14, arraigned 2023-06-20, \
             pleaded_not_guilty 2023-06-20, pending",
            "prison P30M for conspiracy to commit wire fraud: Mara Elaine Quill",
            "supervision P3Y for conspiracy to commit wire fraud: Mara Elaine Quill",
            "restitution USD 412300.00 for conspiracy to commit wire fraud: Mara Elaine Quill",
        ],
    ),
];
