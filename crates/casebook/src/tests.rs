//! A casebook of invented stories: what is kept, what is a change, and what `verify` names.

use factum_record::Ask;
use factum_types::{
    Block, BlockKind, Charge, Coverage, DateOrigin, Differing, Document, Evidence, Mention, Offence, Party,
    PartyKind, PartyRole, Published, Record, Role, Span, Status, Step, Telling, Variance,
};

use crate::*;

pub(crate) struct Story {
    pub(crate) document: Document,
    pub(crate) record: Record,
}

impl Story {
    /// One person, one charge, one step; the words of the step are the whole of the text.
    pub(crate) fn new(path: &str, published: &str, text: &str, status: Status) -> Story {
        let whole = Span::new(0, text.len());
        let evidence = |words: &str| {
            let at = text.find(words).unwrap();
            Evidence { span: Span::new(at, at + words.len()), rule: "test.words".to_owned() }
        };
        let name = evidence("Ada Quill");
        let step = Step::asserted(status, Evidence { span: whole, rule: "test.step".to_owned() });
        let party = Party {
            kind: PartyKind::Person,
            name: "Ada Quill".to_owned(),
            aliases: Vec::new(),
            roles: vec![PartyRole { role: Role::Defendant, evidence: name.clone() }],
            marks: Vec::new(),
            age: None,
            mentions: vec![Mention { evidence: name }],
        };
        let charge = Charge {
            defendant: 0,
            offence: Some(Offence { text: "arson".to_owned(), code: None }),
            counts: None,
            numbers: Vec::new(),
            history: vec![step],
            current: status,
            enhances: None,
        };
        let record = Record {
            parties: vec![party],
            charges: vec![charge],
            coverage: vec![Coverage { span: whole, facts: 1, parsed: true }],
            ..Record::default()
        };
        let document = Document {
            id: format!("sha256:{}", hex(&digest(text.as_bytes()))),
            path: path.to_owned(),
            published: Some(Published { date: published.parse().unwrap(), origin: DateOrigin::Metadata }),
            publisher: Some("The Elmford Echo".to_owned()),
            text: text.to_owned(),
            blocks: vec![Block { kind: BlockKind::Paragraph, span: whole }],
            ..Document::default()
        };
        Story { document, record }
    }

    pub(crate) fn add(&self, casebook: &mut Casebook, day: &str) -> Added {
        let bytes = self.document.text.as_bytes();
        let addition = Addition { document: &self.document, record: &self.record, bytes, engine: "test 1" };
        casebook.add(addition, &pen(day)).unwrap()
    }
}

pub(crate) fn pen(day: &str) -> Pen {
    Pen { now: day.parse().unwrap(), dice: digest(day.as_bytes()) }
}

pub(crate) fn charged() -> Story {
    Story::new(
        "echo/1.txt",
        "2021-03-12",
        "Ada Quill was charged with arson at the old mill.",
        Status::Charged,
    )
}

pub(crate) fn dismissed() -> Story {
    Story::new(
        "echo/2.txt",
        "2021-06-20",
        "The arson charge against Ada Quill was dismissed.",
        Status::Dismissed,
    )
}

fn status(casebook: &Casebook, scope: &Scope, ask: Ask) -> Option<Status> {
    casebook.case(scope).unwrap().view(ask).charges.first().and_then(factum_record::Standing::status)
}

#[test]
fn what_is_added_is_what_is_asked() {
    let mut casebook = Casebook::in_memory().unwrap();
    let mut fresh = factum_record::Case::default();
    for (story, day) in [(dismissed(), "2026-01-02"), (charged(), "2026-01-03")] {
        assert_eq!(story.add(&mut casebook, day), Added::New { facts: 3 });
        assert_eq!(story.add(&mut casebook, day), Added::Known);
        fresh.learn(&story.document, story.record);
    }
    let ask = Ask::default();
    assert_eq!(casebook.case(&Scope::default()).unwrap().view(ask), fresh.view(ask));
    let held = casebook.as_read(1).unwrap();
    assert_eq!((held.document, held.record), (dismissed().document, dismissed().record));
    assert_eq!(casebook.documents().unwrap(), 2);
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

/// A story that tells one thing in two ways.
pub(crate) fn varied() -> Story {
    let text = "The charge against Ada Quill was dropped. Charges against Ada Quill were dropped.";
    let mut story = Story::new("echo/3.txt", "2021-06-20", text, Status::Dismissed);
    let side = |says: &str, words: &str| {
        let at = text.find(words).unwrap();
        let span = Span::new(at, at + words.len());
        Telling { says: says.to_owned(), evidence: Evidence { span, rule: "test.side".to_owned() } }
    };
    story.record.variances.push(Variance {
        what: Differing::Number,
        about: "Ada Quill: one charge or several".to_owned(),
        person: Some(0),
        charges: vec![0],
        sides: vec![
            side("the charge", "The charge against Ada Quill"),
            side("charges", "Charges against Ada Quill"),
        ],
    });
    story
}

#[test]
fn what_a_document_tells_in_two_ways_is_kept() {
    let (story, mut casebook) = (varied(), Casebook::in_memory().unwrap());
    assert_eq!(story.add(&mut casebook, "2026-01-02"), Added::New { facts: 4 });
    assert_eq!(casebook.as_read(1).unwrap().record, story.record);
    let clashes =
        |casebook: &Casebook| casebook.case(&Scope::default()).unwrap().view(Ask::default()).conflicts;
    let kept = clashes(&casebook);
    assert_eq!(kept.iter().map(|c| c.what).collect::<Vec<_>>(), ["number"]);
    assert!(kept[0].is_of_one_source() && kept[0].charge == Some(0));
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

#[test]
fn the_way_back_to_the_source_is_kept() {
    use factum_types::{OriginPiece, Part, Place};
    let mut story = charged();
    let length = story.document.text.len();
    let piece = |a: usize, b: usize, c: usize, d: usize| OriginPiece {
        text: Span::new(a, b),
        source: Span::new(c, d),
    };
    story.document.origin.pieces = vec![piece(0, 9, 3, 12), piece(9, length, 20, 20 + length - 9)];
    story.document.parts = vec![Part { name: "word/document.xml".to_owned(), source: Span::new(0, 90) }];
    story.document.places = vec![Place { text: Span::new(0, 9), page: 2, area: [-1, 20, 300, 4000] }];
    let mut casebook = Casebook::in_memory().unwrap();
    story.add(&mut casebook, "2026-01-02");
    assert_eq!(casebook.as_read(1).unwrap().document, story.document);
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

#[test]
fn author_and_last_change_are_kept() {
    let mut story = charged();
    let mut casebook = Casebook::in_memory().unwrap();
    // as a casebook of before has it
    story.add(&mut casebook, "2026-01-02");
    story.document.byline = Some("Robin Sample".to_owned());
    story.document.updated = "2021-03-14".parse().ok();
    assert!(matches!(story.add(&mut casebook, "2026-01-03"), Added::Known), "no new version");
    let mut fresh = Casebook::in_memory().unwrap();
    story.add(&mut fresh, "2026-01-03");
    assert_eq!(fresh.as_read(1).unwrap().document, story.document);
    let view = fresh.case(&Scope::default()).unwrap().view(Ask::default());
    let source = view.sources.first().unwrap();
    assert_eq!(source.author.as_deref(), Some("Robin Sample"));
    assert_eq!(source.updated, "2021-03-14".parse().ok());
    assert_eq!(fresh.verify(&[]).unwrap().faults, []);
}

#[test]
fn both_times_can_be_asked() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02T10:00:00Z");
    dismissed().add(&mut casebook, "2026-01-05T10:00:00Z");
    let added = |day: &str| Scope { added_by: Some(day.parse().unwrap()), ..Scope::default() };
    let now = Ask::default();
    assert_eq!(status(&casebook, &Scope::default(), now), Some(Status::Dismissed));
    assert_eq!(status(&casebook, &added("2026-01-04"), now), Some(Status::Charged), "what the casebook held");
    assert_eq!(status(&casebook, &added("2026-01-01"), now), None);
    let known = Ask { known_by: "2021-04-01".parse().ok(), ..now };
    assert_eq!(status(&casebook, &Scope::default(), known), Some(Status::Charged), "what was published");
}

#[test]
fn somebody_is_found_by_any_part_of_the_name() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    let of = |words: &str| Scope { person: Some(words.to_owned()), ..Scope::default() };
    for (words, n) in [("quill", 1), ("Ada Quill", 1), ("Tolley", 0), ("\"", 0), ("quil", 0), ("NEAR(", 0)] {
        assert_eq!(casebook.case(&of(words)).unwrap().len(), n, "{words}");
    }
}

#[test]
fn a_changed_document_is_a_new_version_and_says_what_it_lost() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    let changed = Story::new(
        "echo/1.txt",
        "2021-03-12",
        "Ada Quill is wanted for arson, as we reported.",
        Status::Pending,
    );
    let Added::Changed { version: 2, anchors, .. } = changed.add(&mut casebook, "2026-01-03") else {
        panic!("no new version")
    };
    let lost = anchors.iter().filter(|a| a.place == Anchored::Lost).count();
    assert_eq!((anchors.len(), lost), (3, 3), "{anchors:?}");
    assert_eq!(status(&casebook, &Scope::default(), Ask::default()), Some(Status::Pending));
    let before = Scope { added_by: Some("2026-01-02".parse().unwrap()), ..Scope::default() };
    assert_eq!(status(&casebook, &before, Ask::default()), Some(Status::Charged), "the old version is kept");
    assert_eq!(casebook.documents().unwrap(), 1);
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

#[test]
fn other_facts_of_the_same_document_are_a_new_reading() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    let mut story = charged();
    story.record.charges[0].history[0].status = Status::Indicted;
    story.record.charges[0].current = Status::Indicted;
    let Added::ReadAnew { gone, come, .. } = story.add(&mut casebook, "2026-01-03") else {
        panic!("no reading")
    };
    assert_eq!((gone.len(), come.len()), (1, 1));
    assert_eq!(status(&casebook, &Scope::default(), Ask::default()), Some(Status::Indicted));
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
}

#[test]
fn nothing_is_added_without_its_words_or_under_another_hash() {
    let mut casebook = Casebook::in_memory().unwrap();
    let mut story = charged();
    story.record.charges[0].history[0].evidence.span = Span::new(40, 400);
    let bytes = story.document.text.clone().into_bytes();
    let add = |casebook: &mut Casebook, story: &Story, bytes: &[u8]| {
        let addition = Addition { document: &story.document, record: &story.record, bytes, engine: "test 1" };
        casebook.add(addition, &pen("2026-01-02"))
    };
    assert!(matches!(
        add(&mut casebook, &story, &bytes),
        Err(CasebookError::NoWords { start: 40, end: 400, .. })
    ));
    assert!(matches!(add(&mut casebook, &charged(), b"other"), Err(CasebookError::OtherBytes { .. })));
    assert_eq!(casebook.documents().unwrap(), 0);
    assert_eq!(casebook.head().unwrap().size, 0, "not a trace of what was refused");
}

#[test]
fn a_kept_head_tells_a_file_that_was_set_back_or_rewritten() {
    let mut casebook = Casebook::in_memory().unwrap();
    charged().add(&mut casebook, "2026-01-02");
    let early = casebook.head().unwrap();
    dismissed().add(&mut casebook, "2026-01-03");
    let late = casebook.head().unwrap();
    assert_eq!(casebook.verify(&[late, early]).unwrap().faults, []);
    let mut other = Casebook::in_memory().unwrap();
    charged().add(&mut other, "2026-01-02");
    assert_eq!(other.verify(&[late]).unwrap().faults.len(), 1, "set back");
    dismissed().add(&mut other, "2026-01-09");
    assert_eq!(other.verify(&[]).unwrap().faults, []);
    assert_eq!(other.verify(&[early, late]).unwrap().faults.len(), 1, "another day was written in");
}

#[test]
fn other_files_are_refused_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let said = |path: &std::path::Path| Casebook::open(path).unwrap_err().to_string();
    assert!(said(&at("none.factum")).contains("there is no casebook"), "{}", said(&at("none.factum")));
    std::fs::write(at("text.factum"), "not a database, only some words that are long enough".repeat(40))
        .unwrap();
    assert!(said(&at("text.factum")).contains("not an SQLite file"), "{}", said(&at("text.factum")));
    let db = rusqlite::Connection::open(at("other.factum")).unwrap();
    db.execute_batch("CREATE TABLE a (b)").unwrap();
    assert!(said(&at("other.factum")).contains("of another program"), "{}", said(&at("other.factum")));
    let db = rusqlite::Connection::open(at("begun.factum")).unwrap();
    db.execute_batch("PRAGMA journal_mode = WAL; VACUUM").unwrap();
    drop(db);
    let mut begun = Casebook::open(&at("begun.factum")).unwrap();
    assert_eq!(charged().add(&mut begun, "2026-01-02"), Added::New { facts: 3 }, "its making was cut short");
    Casebook::open_or_create(&at("new.factum")).unwrap();
    let db = rusqlite::Connection::open(at("new.factum")).unwrap();
    db.execute_batch("PRAGMA user_version = 99").unwrap();
    assert!(said(&at("new.factum")).contains("use a newer factum"), "{}", said(&at("new.factum")));
}
