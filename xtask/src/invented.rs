//! Invented stories in any number, each with its record: what the casebook is tortured and measured with.
//!
//! Eight stories in a row are one case with two defendants; people, days and offences follow from the number alone.

use factum::types::{
    Act, Block, BlockKind, Charge, Coverage, DateOrigin, Document, Event, Evidence, Mention, Modality, Mode,
    Offence, Participant, Party, PartyKind, PartyRole, Penalty, PenaltyKind, PenaltyState, Published, Record,
    Role, Span, Statement, Status, Step,
};
use sha2::{Digest, Sha256};

/// A document and what it says.
pub(crate) struct Story {
    pub(crate) document: Document,
    pub(crate) record: Record,
}

const STARTS: [&str; 24] = [
    "Bel", "Cor", "Dan", "El", "Fen", "Gar", "Hol", "Is", "Jor", "Kel", "Lor", "Mar", "Nor", "Ol", "Per",
    "Quil", "Ros", "Sel", "Tam", "Ul", "Ver", "Wil", "Yor", "Zel",
];
const ENDS: [&str; 8] = ["a", "an", "en", "ia", "in", "o", "on", "ra"];
const SURNAME_ENDS: [&str; 12] =
    ["bury", "by", "combe", "dale", "field", "gate", "ham", "ley", "more", "stead", "ton", "worth"];
const OFFENCES: [&str; 6] = ["arson", "burglary", "fraud", "robbery", "theft", "forgery"];
const TOWNS: [&str; 5] = ["Elmford", "Tarnley", "Oxbridge Mills", "Harrow End", "Silt Harbour"];

fn pick<'a>(from: &[&'a str], at: u64) -> &'a str {
    from.get((at % from.len() as u64) as usize).copied().unwrap_or("")
}

/// The name of a person, one of some 55,000.
pub(crate) fn name(person: u64) -> String {
    let (starts, ends) = (STARTS.len() as u64, ENDS.len() as u64);
    let given = format!("{}{}", pick(&STARTS, person), pick(&ENDS, person / starts));
    let rest = person / (starts * ends);
    format!("{given} {}{}", pick(&STARTS, rest), pick(&SURNAME_ENDS, rest / starts))
}

/// The persons of a story.
pub(crate) fn people(n: u64) -> (u64, u64) {
    (n / 8 * 2, n / 8 * 2 + 1)
}

struct Writing {
    text: String,
    record: Record,
}

impl Writing {
    /// Adds a sentence; where it stands.
    fn say(&mut self, sentence: &str) -> Evidence {
        let start = self.text.len();
        self.text.push_str(sentence);
        let span = Span::new(start, self.text.len());
        self.text.push('\n');
        self.record.coverage.push(Coverage { span, facts: 1, parsed: true });
        Evidence { span, rule: "invented.sentence".to_owned() }
    }

    fn person(&mut self, name: &str, evidence: Evidence) {
        self.record.parties.push(Party {
            kind: PartyKind::Person,
            name: name.to_owned(),
            aliases: Vec::new(),
            marks: Vec::new(),
            roles: vec![PartyRole { role: Role::Defendant, evidence: evidence.clone() }],
            age: None,
            mentions: vec![Mention { evidence }],
        });
    }

    fn step(&mut self, defendant: usize, status: Status, day: &str, evidence: Evidence) {
        let step = Step {
            surface: status.as_str().to_owned(),
            date: day.parse().ok(),
            confidence: 0.9,
            ..Step::asserted(status, evidence)
        };
        if let Some(charge) = self.record.charges.get_mut(defendant) {
            charge.current = status;
            charge.history.push(step);
        }
    }
}

/// What a story is made of besides its number.
struct Parts {
    names: [String; 2],
    offence: String,
    town: String,
    title: String,
    publisher: String,
    path: String,
    channel: Option<String>,
}

/// Story `n`.
pub(crate) fn story(n: u64) -> Story {
    let (first, second) = people(n);
    let town = pick(&TOWNS, n / 8);
    let parts = Parts {
        names: [name(first), name(second)],
        offence: pick(&OFFENCES, n / 8).to_owned(),
        town: town.to_owned(),
        title: format!("Report {n}"),
        publisher: format!("The {town} Echo"),
        path: format!("invented/{n:07}.txt"),
        channel: None,
    };
    told(n, &parts)
}

/// Story `n` with the same words in every field.
pub(crate) fn same(n: u64, words: &str) -> Story {
    let parts = Parts {
        names: [words.to_owned(), format!("{words} II")],
        offence: words.to_owned(),
        town: words.to_owned(),
        title: words.to_owned(),
        publisher: words.to_owned(),
        path: format!("{n:02} {words}"),
        channel: Some(words.to_owned()),
    };
    told(n, &parts)
}

fn told(n: u64, parts: &Parts) -> Story {
    let mut w = Writing { text: String::new(), record: Record::default() };
    let (first, second) = people(n);
    let (case, part) = (n / 8, n % 8);
    let (offence, town) = (parts.offence.as_str(), parts.town.as_str());
    let year = 2001 + case % 24;
    let day = |part: u64| format!("{year}-{:02}-{:02}", 1 + part, 1 + (case + part) % 28);
    w.say(&format!("A report from {town}, number {n}."));
    for (at, person) in [first, second].into_iter().enumerate() {
        let name = parts.names.get(at).cloned().unwrap_or_default();
        let charged = w.say(&format!("{name} was charged with {offence} on {}.", day(0)));
        w.person(&name, charged.clone());
        let charged_with = Some(Offence { text: offence.to_owned(), code: None });
        let charge = Charge {
            defendant: at,
            offence: charged_with,
            counts: None,
            numbers: Vec::new(),
            history: Vec::new(),
            current: Status::Charged,
            enhances: None,
        };
        w.record.charges.push(charge);
        w.step(at, Status::Charged, &day(0), charged);
        let pleaded = w.say(&format!("{name} pleaded not guilty on {}.", day(1)));
        w.step(at, Status::PleadedNotGuilty, &day(1), pleaded);
        if part >= 4 {
            let status = if (person + case) % 3 == 0 { Status::Convicted } else { Status::Dismissed };
            let words = if status == Status::Convicted {
                "a jury convicted"
            } else {
                "a judge dismissed the charge against"
            };
            let end = w.say(&format!("On {}, {words} {name}.", day(4)));
            w.step(at, status, &day(4), end);
        }
        let threat = w.say(&format!("{name} faces up to {} years in prison.", 2 + case % 9));
        w.record.penalties.push(Penalty {
            person: Some(at),
            charge: Some(at),
            kind: PenaltyKind::Prison,
            amount: Some(format!("P{}Y", 2 + case % 9)),
            state: PenaltyState::Possible,
            terms: Vec::new(),
            said_by: None,
            evidence: threat,
        });
        for (mode, act, words) in [
            (Mode::Indirect, Act::Deny, format!("{name} said that the {offence} was somebody else’s doing.")),
            (
                Mode::Direct,
                Act::Say,
                format!("“We will answer in court,” {name} said at {town} in report {part}."),
            ),
        ] {
            let said = w.say(&words);
            w.record.statements.push(Statement {
                speaker: Some(at),
                speaker_text: name.clone(),
                joint: Vec::new(),
                mode,
                act,
                cue: None,
                hedge: None,
                modality: Modality::Asserted,
                relay: Vec::new(),
                channel: parts.channel.clone(),
                content: vec![said.span],
                answer: None,
                evidence: said,
            });
        }
    }
    let fire = w.say(&format!("The {offence} at {town} happened on {}.", day(0)));
    w.record.events.push(Event {
        kind: "other".to_owned(),
        date: day(0).parse().ok(),
        place: Some(town.to_owned()),
        participants: vec![Participant { party: 0, role: "agent".to_owned() }],
        weapon: None,
        said_by: None,
        evidence: fire,
    });
    let blocks =
        w.record.coverage.iter().map(|c| Block { kind: BlockKind::Paragraph, span: c.span }).collect();
    let published = day(part).parse().ok().map(|date| Published { date, origin: DateOrigin::Metadata });
    let document = Document {
        id: id(&w.text),
        path: parts.path.clone(),
        title: Some(parts.title.clone()),
        publisher: Some(parts.publisher.clone()),
        published,
        text: w.text,
        blocks,
        ..Document::default()
    };
    Story { document, record: w.record }
}

/// Story `n` with a word in it that stands in no other.
pub(crate) fn marked(n: u64, word: &str) -> Story {
    let mut story = story(n);
    let start = story.document.text.len();
    story.document.text.push_str(&format!("The clerk at the desk was {word}.\n"));
    let span = Span::new(start, story.document.text.len() - 1);
    story.document.blocks.push(Block { kind: BlockKind::Paragraph, span });
    story.record.coverage.push(Coverage { span, facts: 0, parsed: true });
    story.document.id = id(&story.document.text);
    story
}

fn id(text: &str) -> String {
    let digits: String = Sha256::digest(text).iter().map(|b| format!("{b:02x}")).collect();
    format!("sha256:{digits}")
}

/// A sequence of numbers that looks random and is the same on every machine (splitmix64).
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    /// The next number.
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// One below `n`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    /// All below `n`, in any order.
    pub(crate) fn shuffled(&mut self, n: u64) -> Vec<u64> {
        let mut all: Vec<u64> = (0..n).collect();
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at as u64 + 1) as usize);
        }
        all
    }
}
