//! Ten papers that print one text, or that all let one sheriff speak, are one account.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "tests")]

use factum_record::{Ask, Case};
use factum_types::{
    Document, Event, Evidence, Mention, Participant, Party, PartyKind, PartyRole, Record, Role, Span,
};

const STORY: &str = "Ida Bell was shot at a warehouse in Tarnley on the third of March, and the people who \
     live beside the canal heard three shots, a car that drove off, and then nothing for an hour.\n";

fn learn(case: &mut Case, path: &str, text: &str, said_by: Option<&str>) {
    let document = Document {
        id: format!("sha256:{path}"),
        path: path.to_owned(),
        text: text.to_owned(),
        ..Document::default()
    };
    let evidence = |words: &str| {
        let at = text.find(words).unwrap();
        Evidence { span: Span::new(at, at + words.len()), rule: "test.words".to_owned() }
    };
    let victim = evidence("Ida Bell");
    let party = Party {
        kind: PartyKind::Person,
        name: "Ida Bell".to_owned(),
        aliases: Vec::new(),
        marks: Vec::new(),
        roles: vec![PartyRole { role: Role::Victim, evidence: victim.clone() }],
        age: None,
        mentions: vec![Mention { evidence: victim }],
    };
    let event = Event {
        kind: "shooting".to_owned(),
        date: "2023-03-03".parse().ok(),
        place: None,
        participants: vec![Participant { party: 0, role: "victim".to_owned() }],
        weapon: None,
        said_by: said_by.map(str::to_owned),
        evidence: evidence("shot"),
    };
    let record = Record { parties: vec![party], events: vec![event], ..Record::default() };
    assert!(case.learn(&document, record));
}

/// How many accounts, and how many words, stand behind each entry of the timeline.
fn accounts(case: &Case) -> Vec<(usize, usize)> {
    let view = case.view(Ask::default());
    view.timeline.iter().map(|entry| (view.accounts(&entry.witnesses), entry.witnesses.len())).collect()
}

fn sum(of: &[(usize, usize)]) -> (usize, usize) {
    of.iter().fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
}

#[test]
fn reprints_are_one_account_and_so_is_one_speaker() {
    let mut case = Case::default();
    learn(&mut case, "echo.txt", STORY, None);
    learn(&mut case, "echo-again.txt", &format!("From our partners.\n{STORY}"), None);
    let before = accounts(&case);
    let view = case.view(Ask::default());
    let all = view.timeline.iter().flat_map(|e| &e.witnesses);
    assert_eq!((view.accounts(all), sum(&before).1), (1, 2), "{before:?}");

    learn(
        &mut case,
        "post.txt",
        "Ida Bell was shot by a stranger, Sheriff Leo Fenn said.\n",
        Some("Leo Fenn"),
    );
    learn(&mut case, "news.txt", "According to the sheriff, Ida Bell had been shot.\n", Some("Sheriff Fenn"));
    let view = case.view(Ask::default());
    let all = view.timeline.iter().flat_map(|e| &e.witnesses);
    assert_eq!((view.accounts(all), sum(&accounts(&case)).1), (2, 4));
}
