//! What every format promises, on one case that tries to break out of each of them.

use factum_record::{Ask, Case};
use factum_types::{
    Age, Charge, Differing, Document, Event, Evidence, Mention, Modality, Offence, Participant, Party,
    PartyKind, PartyRole, Record, Role, Span, Status, Step, Telling, Variance,
};

use super::*;

/// All formats.
const ALL: [Format; 9] = [
    Format::Json,
    Format::ChargesCsv,
    Format::FactsCsv,
    Format::CasesCsv,
    Format::Html,
    Format::Docx,
    Format::FollowTheMoney,
    Format::Annotations,
    Format::TimelineJs,
];

struct Story(Document, Record);

impl Story {
    fn new(path: &str, day: &str, text: &str) -> Story {
        let published = Some(factum_types::Published {
            date: day.parse().unwrap(),
            origin: factum_types::DateOrigin::Metadata,
        });
        let document = Document {
            id: format!("sha256:{path}"),
            path: path.to_owned(),
            published,
            title: Some("<script>alert(1)</script>".to_owned()),
            publisher: Some("=cmd|' /C calc'!A0".to_owned()),
            text: text.to_owned(),
            ..Document::default()
        };
        Story(document, Record::default())
    }

    fn evidence(&self, words: &str) -> Evidence {
        let at = self.0.text.find(words).unwrap();
        Evidence { span: Span::new(at, at + words.len()), rule: "test.words".to_owned() }
    }

    fn person(mut self, name: &str, role: Role, age: Option<u16>) -> Story {
        let evidence = self.evidence(name);
        self.1.parties.push(Party {
            kind: PartyKind::Person,
            name: name.to_owned(),
            aliases: Vec::new(),
            roles: vec![PartyRole { role, evidence: evidence.clone() }],
            marks: Vec::new(),
            age: age.map(|years| Age { years, evidence: evidence.clone() }),
            mentions: vec![Mention { evidence }],
        });
        self
    }

    fn charge(mut self, defendant: usize, offence: &str, status: Status, words: &str) -> Story {
        let evidence = self.evidence(words);
        let step = Step {
            status,
            surface: String::new(),
            date: self.0.published.map(|p| p.date),
            window: None,
            earlier: false,
            by: "court".to_owned(),
            prejudice: "not_stated".to_owned(),
            modality: Modality::Asserted,
            said_by: None,
            evidence,
            confidence: 1.0,
            inferred: Vec::new(),
        };
        self.1.charges.push(Charge {
            defendant,
            offence: Some(Offence { text: offence.to_owned(), code: None }),
            counts: None,
            numbers: Vec::new(),
            history: vec![step],
            current: status,
            enhances: None,
        });
        self
    }

    /// What the story tells in two ways.
    fn varied(mut self, person: usize, charges: &[usize], about: &str, words: [&str; 2]) -> Story {
        let sides = words.map(|w| Telling { says: format!("says {w}"), evidence: self.evidence(w) }).into();
        self.1.variances.push(Variance {
            what: Differing::Circumstance,
            about: about.to_owned(),
            person: Some(person),
            charges: charges.to_vec(),
            sides,
        });
        self
    }

    fn event(mut self, words: &str) -> Story {
        let evidence = self.evidence(words);
        let participants = vec![Participant { party: 0, role: "agent".to_owned() }];
        let date = self.0.published.map(|p| p.date);
        self.1.events.push(Event {
            kind: "shooting".to_owned(),
            date,
            place: None,
            participants,
            weapon: None,
            said_by: None,
            evidence,
        });
        self
    }
}

/// One charged and cleared, one only suspected, one a child, one whose record was sealed.
fn case() -> Case {
    let mut case = Case::default();
    let first = Story::new(
        "1.txt",
        "2021-03-12",
        "Ada Quill was charged with arson \"<img src=x onerror=alert(1)>\".\n\
         Police name Leo Fenn as a suspect.\nTeen Mara Bell, 15, was charged with theft.\n\
         Ines Cole was charged with fraud; it was sealed.\n=2+5 was fired at noon.\n",
    )
    .person("Ada Quill", Role::Defendant, None)
    .person("Leo Fenn", Role::Suspect, None)
    .person("Mara Bell", Role::Defendant, Some(15))
    .person("Ines Cole", Role::Defendant, None)
    .charge(
        0,
        "arson \"<img src=x onerror=alert(1)>\"",
        Status::Charged,
        "Ada Quill was charged with arson \"<img src=x onerror=alert(1)>\"",
    )
    .charge(1, "burglary", Status::Arrested, "Leo Fenn as a suspect")
    .charge(2, "theft", Status::Charged, "Mara Bell, 15, was charged with theft")
    .charge(3, "fraud", Status::Sealed, "Ines Cole was charged with fraud; it was sealed")
    .varied(0, &[0], "Ada Quill: a lamp", ["Ada Quill was charged", "fired at noon"])
    .varied(1, &[], "Leo Fenn: a lamp", ["Leo Fenn as a suspect", "at noon"])
    .varied(3, &[3], "one charge or several", ["was charged with fraud", "it was sealed"])
    .event("=2+5 was fired at noon");
    let second = Story::new("2.txt", "2021-06-20", "The arson charge against Ada Quill was dismissed.\n")
        .person("Ada Quill", Role::Defendant, None)
        .charge(
            0,
            "arson \"<img src=x onerror=alert(1)>\"",
            Status::Dismissed,
            "The arson charge against Ada Quill was dismissed",
        );
    for Story(document, record) in [first, second] {
        assert!(case.learn(&document, record));
    }
    case
}

/// A format's text; of a word processor's file the text of its document.
fn text(view: &View, withheld: &[Reason], format: Format) -> String {
    let bytes = export(view, withheld, format).unwrap();
    if format != Format::Docx {
        return String::from_utf8(bytes).unwrap();
    }
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    std::io::read_to_string(zip.by_name("word/document.xml").unwrap()).unwrap()
}

#[test]
fn no_format_shows_the_charge_without_its_outcome() {
    let (view, withheld) = case().view(Ask::default()).withholding();
    for format in ALL {
        let text = text(&view, &withheld, format);
        assert!(text.contains("dismissed") && text.contains("2021-06-20"), "{format:?}: {text}");
    }
}

#[test]
fn names_that_are_withheld_are_in_no_format() {
    let whole = case().view(Ask::default());
    let (view, withheld) = whole.clone().withholding();
    assert_eq!(withheld, [Reason::NotCharged, Reason::Minor, Reason::Sealed]);
    for format in ALL {
        let text = text(&view, &withheld, format);
        for name in ["Fenn", "Mara", "Bell", "Ines", "Cole"] {
            assert!(!text.contains(name), "{format:?} shows {name}: {text}");
        }
        assert!(!text.contains("fraud") && !text.contains("burglary"), "{format:?}: {text}");
    }
    // the same words are there where somebody asks for them
    let all = text(&whole, &[], Format::FactsCsv);
    for name in ["Fenn", "Mara", "Ines"] {
        assert!(all.contains(name), "{all}");
    }
}

#[test]
fn what_one_source_says_in_two_ways_stands_with_both_and_its_outcome() {
    let (view, withheld) = case().view(Ask::default()).withholding();
    for format in [Format::Json, Format::Html, Format::Docx] {
        let text = text(&view, &withheld, format);
        for words in ["Ada Quill: a lamp", "says Ada Quill was charged", "says fired at noon"] {
            assert!(text.contains(words), "{format:?} lacks {words}: {text}");
        }
        // the suspect's is there without his name, and that of the sealed charge is not
        assert!(!text.contains("one charge or several"), "{format:?}: {text}");
        let says_so = text.matches("circumstance; one source says both").count();
        assert_eq!(says_so, if format == Format::Json { 0 } else { 2 }, "{format:?}");
    }
}

#[test]
fn nothing_of_a_document_is_markup_or_a_formula() {
    let view = case().view(Ask::default());
    for format in [Format::Html, Format::Docx, Format::TimelineJs] {
        let text = text(&view, &[], format);
        assert!(!text.contains("<img") && !text.contains("<script"), "{format:?}: {text}");
        assert!(text.contains("&lt;img"), "{format:?}: {text}");
    }
    for format in [Format::ChargesCsv, Format::FactsCsv, Format::CasesCsv] {
        let text = text(&view, &[], format);
        let starts = text.split(['\n', ',']).map(|cell| cell.trim_start_matches('"'));
        for cell in starts {
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{format:?}: {cell}");
        }
    }
    assert!(text(&view, &[], Format::FactsCsv).contains("'=2+5"));
}

#[test]
fn what_was_removed_is_said_in_every_format_of_facts() {
    let mut case = case();
    let (what, why) = ("1 document".to_owned(), "removed by the desk on 2021-07-01".to_owned());
    case.leave_out(factum_record::LeftOut { what, why, removed: true });
    let view = case.view(Ask::default());
    for format in ALL {
        let says = text(&view, &[], format).contains("removed by the desk");
        // a row of these is a charge or a defendant; `factum export` says it beside them
        let is_said_beside = matches!(format, Format::ChargesCsv | Format::CasesCsv);
        assert_eq!(says, !is_said_beside, "{format:?}");
    }
}

#[test]
fn the_same_record_gives_the_same_bytes() {
    let view = case().view(Ask::default());
    for format in ALL {
        assert_eq!(export(&view, &[], format), export(&view, &[], format), "{format:?}");
    }
}
