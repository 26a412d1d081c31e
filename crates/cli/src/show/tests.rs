//! The page of a small case with invented people, read as a reader would.

use factum::record::{Ask, Case};
use factum::types::{
    Act, Charge, Coverage, DateOrigin, Document, Event, Evidence, Mention, Modality, Mode, Offence, Party,
    PartyKind, PartyRole, Penalty, PenaltyKind, PenaltyState, Published, Record, Role, Span, Statement,
    Status, Step,
};

use super::*;

/// A document of one paragraph whose sentences are its evidence.
struct Story {
    document: Document,
    record: Record,
}

impl Story {
    fn new(path: &str, published: &str, text: &str) -> Story {
        let published = Some(Published { date: published.parse().unwrap(), origin: DateOrigin::Metadata });
        let id = format!("sha256:{path}");
        let document =
            Document { id, path: path.to_owned(), published, text: text.to_owned(), ..Document::default() };
        let mut story = Story { document, record: Record::default() };
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let span = Span::new(start, start + line.trim_end().len());
            story.record.coverage.push(Coverage {
                span,
                facts: u32::from(line.contains("Ada")),
                parsed: true,
            });
            start += line.len();
        }
        story
    }

    fn evidence(&self, words: &str) -> Evidence {
        let at = self.document.text.find(words).unwrap();
        Evidence { span: Span::new(at, at + words.len()), rule: "test.words".to_owned() }
    }

    fn person(mut self, name: &str, role: Role) -> Story {
        let evidence = self.evidence(name);
        self.record.parties.push(Party {
            kind: PartyKind::Person,
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: vec![PartyRole { role, evidence: evidence.clone() }],
            marks: Vec::new(),
            age: None,
            mentions: vec![Mention { evidence }],
        });
        self
    }

    /// A step of the arson charge of the first person.
    fn step(mut self, status: Status, date: Option<&str>, modality: Modality, words: &str) -> Story {
        let step = Step {
            status,
            surface: String::new(),
            date: date.map(|d| d.parse().unwrap()),
            window: None,
            earlier: false,
            by: "not_stated".to_owned(),
            prejudice: "not_stated".to_owned(),
            modality,
            said_by: None,
            evidence: self.evidence(words),
            confidence: 1.0,
            inferred: Vec::new(),
        };
        let offence = Some(Offence { text: "arson".to_owned(), code: None });
        let charge = Charge {
            defendant: 0,
            offence,
            counts: None,
            numbers: Vec::new(),
            history: vec![step],
            current: status,
            enhances: None,
        };
        match self.record.charges.first_mut() {
            Some(known) => known.history.extend(charge.history),
            None => self.record.charges.push(charge),
        }
        self
    }

    fn exposure(mut self, words: &str) -> Story {
        let evidence = self.evidence(words);
        self.record.penalties.push(Penalty {
            person: Some(0),
            charge: Some(0),
            kind: PenaltyKind::Prison,
            amount: Some("P18M".to_owned()),
            state: PenaltyState::Possible,
            terms: Vec::new(),
            said_by: None,
            evidence,
        });
        self
    }

    fn says(mut self, words: &str) -> Story {
        let evidence = self.evidence(words);
        self.record.statements.push(Statement {
            speaker: Some(0),
            speaker_text: "she".to_owned(),
            joint: Vec::new(),
            mode: Mode::Direct,
            act: Act::Deny,
            cue: None,
            hedge: None,
            modality: Modality::Asserted,
            relay: vec!["the affidavit".to_owned()],
            channel: None,
            content: vec![evidence.span],
            answer: None,
            evidence,
        });
        self
    }

    fn fire(mut self, words: &str) -> Story {
        let evidence = self.evidence(words);
        let (kind, date) = ("fire".to_owned(), "2021-02-01".parse().ok());
        self.record.events.push(Event {
            kind,
            date,
            place: None,
            participants: Vec::new(),
            weapon: None,
            said_by: None,
            evidence,
        });
        self
    }
}

fn told() -> Case {
    let first = Story::new(
        "one.txt",
        "2021-03-12",
        "The mill burned down on February 1, Ada says.\n\
         Ada Quill was charged with arson on March 10 after a long inquiry that many in the town had followed \
         week by week.\n\
         Ada faces up to 18 months in prison.\n\
         “I lit nothing,” Ada said.\n\
         It was a cold day.\n\
         Prosecutors said that they would ask a grand jury to indict Ada.\n",
    )
    .person("Ada Quill", Role::Defendant)
    .fire("The mill burned down on February 1")
    .step(
        Status::Charged,
        Some("2021-03-10"),
        Modality::Asserted,
        "Ada Quill was charged with arson on March 10 after a long inquiry that many in the town had followed \
         week by week",
    )
    .step(Status::Indicted, None, Modality::Planned, "they would ask a grand jury to indict Ada")
    .exposure("Ada faces up to 18 months in prison.")
    .says("I lit nothing,");
    let second =
        Story::new("two.txt", "2021-06-20", "The arson charge against Ada Quill has been dropped.\n")
            .person("Ada Quill", Role::Defendant)
            .step(
                Status::Dismissed,
                None,
                Modality::Asserted,
                "The arson charge against Ada Quill has been dropped.",
            );
    let mut case = Case::default();
    for story in [second, first] {
        case.learn(&story.document, story.record);
    }
    case
}

fn page(ask: Ask, style: Style) -> String {
    let mut out = Vec::new();
    case(&told().view(ask), &Selection::default(), &mut out, style).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check(page: &str, line: &str) {
    assert!(page.lines().any(|l| l.trim() == line), "no line `{line}` in\n{page}");
}

/// So wide that nothing is wrapped.
const WIDE: Style = Style { width: 400, color: false };

#[test]
fn the_page_shows_each_charge_with_its_outcome_and_its_words() {
    let page = page(Ask::default(), WIDE);
    check(&page, "CHARGES (1 charge, outcome not found for 0)");
    check(&page, "dismissed, between 2021-03-10 and 2021-06-20; as known on 2021-06-20 (two.txt:1)");
    check(&page, "2021-03-10: charged");
    check(&page, "“The arson charge against Ada Quill has been dropped.”  two.txt:1");
    check(&page, "only planned: indicted");
    check(
        &page,
        "possible punishment: prison, 18 months; moot: the charge ended without a conviction: dismissed, \
         between 2021-03-10 and 2021-06-20",
    );
    check(&page, "2021-03-10: Ada Quill, arson: charged [now: dismissed, between 2021-03-10 and 2021-06-20]");
    check(&page, "2021-02-01: fire");
    check(&page, "Ada Quill denied (quoted); through: the affidavit");
    check(&page, "Ada Quill, arson: a sentence says that a punishment threatens");
    check(&page, "“It was a cold day.”  one.txt:5");
    check(&page, "one person in these documents by: the same charge in both: arson");
}

#[test]
fn an_open_charge_says_that_its_outcome_was_not_found() {
    let ask = Ask { known_by: "2021-04-01".parse().ok(), ..Ask::default() };
    let page = page(ask, WIDE);
    check(&page, "charged, 2021-03-10; open as of 2021-03-12 (one.txt:2); outcome not found");
    check(&page, "2021-03-10: Ada Quill, arson: charged [outcome not found]");
    assert!(!page.contains("dismissed") && !page.contains("guilty"), "{page}");
}

#[test]
fn a_past_day_shows_the_status_of_the_day_and_what_came_since() {
    let ask = Ask { as_of: "2021-03-11".parse().ok(), ..Ask::default() };
    let page = page(ask, WIDE);
    check(
        &page,
        "On 2021-03-11: charged, 2021-03-10; since then dismissed, between 2021-03-10 and 2021-06-20; as known \
         on 2021-06-20 (two.txt:1)",
    );
}

#[test]
fn lines_fit_the_width_and_colour_is_a_choice() {
    for width in [60, 100] {
        let plain = page(Ask::default(), Style { width, color: false });
        assert!(!plain.contains('\u{1b}'));
        for line in plain.lines() {
            assert!(line.chars().count() <= width, "{width}: {line}");
        }
    }
    let coloured = page(Ask::default(), Style { color: true, ..Style::default() });
    assert!(coloured.contains("\u{1b}[1mCHARGES\u{1b}[0m"));
    let mut bare = coloured;
    for code in ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[33m"] {
        bare = bare.replace(code, "");
    }
    assert_eq!(bare, page(Ask::default(), Style::default()));
}

#[test]
fn one_person_can_be_asked_for() {
    let view = told().view(Ask::default());
    let of = |person: &str| {
        let mut out = Vec::new();
        let select =
            Selection { only: vec![Section::Charges], person: Some(person.to_owned()), people: None };
        case(&view, &select, &mut out, Style::default()).unwrap();
        String::from_utf8(out).unwrap()
    };
    check(&of("quill"), "arson");
    check(&of("Tolley"), "None.");
}
