//! The case record of one document, version 1: parties, charges with their history, penalties, events,
//! statements, conflicts, furniture and coverage.

mod variances;

use factum_resolve::Attribution;
use factum_types::{Document, Evidence, Record, Span, Statement, Step};
use serde::Serialize;

use super::ids::{Part, id};
use super::places::Places;
use super::whence;
use crate::Told;
use variances::Variance;

/// Which further layers are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Layers<'a> {
    /// `dates`: every time expression with its TIMEX3 and EDTF values.
    pub dates: bool,
    /// `attributions`: whose words, beliefs, wishes or judgments the text gives.
    pub attributions: Option<&'a [Attribution]>,
}

/// The record of one document; `start` and `end` count Unicode scalar values of the text as read, end excluded,
/// and each `quote` is exactly that slice.
#[derive(Debug, Serialize)]
pub struct RecordV1<'a> {
    version: u32,
    source: Source<'a>,
    parties: Vec<Party<'a>>,
    charges: Vec<Charge<'a>>,
    penalties: Vec<Penalty<'a>>,
    events: Vec<Event<'a>>,
    statements: Vec<Said<'a>>,
    conflicts: Vec<Conflict<'a>>,
    variances: Vec<Variance<'a>>,
    furniture: Vec<Furniture>,
    coverage: Vec<Sentence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    dates: Option<Vec<Date>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    attributions: Option<Vec<Attributed>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<&'a str>,
}

#[derive(Debug, Serialize)]
struct Source<'a> {
    /// The id that its collection gives it, else its hash.
    id: &'a str,
    /// Hash of its bytes.
    hash: &'a str,
    path: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    published_origin: Option<&'static str>,
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byline: Option<&'a str>,
    chars: usize,
    /// The bytes of the file that are the document's own, from which the origins of quotes count; left out where it
    /// was unpacked from an archive or a message, whose way in `path` gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    bytes: Option<[u32; 2]>,
}

#[derive(Debug, Serialize)]
struct Place {
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Quoted<'a> {
    quote: &'a str,
    start: usize,
    end: usize,
    rule: &'a str,
    #[serde(flatten)]
    stands: Stands,
}

/// What a quote stands in, and where in the source.
#[derive(Debug, Serialize)]
struct Stands {
    /// `caption`, `title` or `heading`; left out in the story's own text.
    #[serde(skip_serializing_if = "Option::is_none")]
    block: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<serde_json::Value>,
}

#[derive(Debug, Serialize)]
struct Party<'a> {
    id: String,
    kind: &'static str,
    name: &'a str,
    aliases: &'a [String],
    roles: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    marks: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    age: Option<u16>,
    mentions: Vec<Place>,
    evidence: Vec<RoleEvidence<'a>>,
}

#[derive(Debug, Serialize)]
struct RoleEvidence<'a> {
    says: String,
    #[serde(flatten)]
    words: Quoted<'a>,
}

#[derive(Debug, Serialize)]
struct Charge<'a> {
    id: String,
    defendant: String,
    offence: Option<&'a str>,
    counts: Option<u32>,
    #[serde(skip_serializing_if = "<[u32]>::is_empty")]
    numbers: &'a [u32],
    code: Option<&'a str>,
    history: Vec<History<'a>>,
    current: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    enhances: Option<String>,
}

#[derive(Debug, Serialize)]
struct History<'a> {
    status: &'static str,
    date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    window: Option<&'a str>,
    surface: &'a str,
    by: &'a str,
    prejudice: &'a str,
    said_by: Option<&'a str>,
    modality: &'static str,
    confidence: f32,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    inferred: &'a [String],
    #[serde(flatten)]
    words: Quoted<'a>,
}

#[derive(Debug, Serialize)]
struct Penalty<'a> {
    id: String,
    person: Option<String>,
    charge: Option<String>,
    kind: &'static str,
    amount: Option<&'a str>,
    state: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    terms: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_by: Option<&'a str>,
    #[serde(flatten)]
    words: Quoted<'a>,
}

#[derive(Debug, Serialize)]
struct Event<'a> {
    id: String,
    #[serde(rename = "type")]
    kind: &'a str,
    date: Option<String>,
    place: Option<&'a str>,
    participants: Vec<Participant<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weapon: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    said_by: Option<&'a str>,
    #[serde(flatten)]
    words: Quoted<'a>,
}

#[derive(Debug, Serialize)]
struct Participant<'a> {
    party: String,
    role: &'a str,
}

#[derive(Debug, Serialize)]
struct Said<'a> {
    id: String,
    speaker: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    joint: Vec<String>,
    mode: &'static str,
    act: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    cue: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hedge: Option<&'a str>,
    /// Of what is said.
    modality: &'static str,
    channel: Option<&'a str>,
    /// Through whose hands it came, nearest source first.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    relay: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    quote: String,
    start: usize,
    end: usize,
    /// Where each stretch stands, for a quotation that is broken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<Place>,
    rule: &'a str,
    #[serde(flatten)]
    stands: Stands,
}

#[derive(Debug, Serialize)]
struct Conflict<'a> {
    a: usize,
    b: usize,
    about: &'a str,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct Furniture {
    kind: &'static str,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize)]
struct Sentence {
    start: usize,
    end: usize,
    facts: u32,
    parsed: bool,
}

#[derive(Debug, Serialize)]
struct Date {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: &'static str,
    value: String,
    edtf: Option<String>,
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    modifier: Option<String>,
    rule: String,
}

/// `[[start, end], …]` each, in scalars.
#[derive(Debug, Serialize)]
struct Attributed {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// A document's record in wire form.
pub fn record<'a>(told: &'a Told, layers: Layers<'a>) -> RecordV1<'a> {
    let w =
        Writer { document: &told.document, record: &told.record, places: Places::of(&told.document.text) };
    RecordV1 {
        version: super::RECORD_VERSION,
        source: w.source(),
        parties: (0..told.record.parties.len()).map(|i| w.party(i)).collect(),
        charges: (0..told.record.charges.len()).map(|i| w.charge(i)).collect(),
        penalties: w.penalties(),
        events: w.events(),
        statements: told.record.statements.iter().enumerate().map(|(i, s)| w.statement(i, s)).collect(),
        conflicts: w.conflicts(),
        variances: w.variances(),
        furniture: w.furniture(),
        coverage: w.coverage(),
        dates: layers.dates.then(|| w.dates(told)),
        attributions: layers.attributions.map(|a| w.attributions(a)),
        notes: told.document.notes.iter().map(String::as_str).collect(),
    }
}

struct Writer<'a> {
    document: &'a Document,
    record: &'a Record,
    places: Places<'a>,
}

impl<'a> Writer<'a> {
    fn source(&self) -> Source<'a> {
        let document = self.document;
        Source {
            id: document.given.as_deref().unwrap_or(&document.id),
            hash: &document.id,
            path: &document.path,
            title: document.title.as_deref(),
            published: document.published.map(|p| p.date.to_string()),
            published_origin: document.published.map(|p| p.origin.as_str()),
            publisher: document.publisher.as_deref(),
            updated: document.updated.map(|date| date.to_string()),
            byline: document.byline.as_deref(),
            chars: self.places.count(),
            bytes: (!document.within.is_empty()).then_some([document.within.start, document.within.end]),
        }
    }

    fn place(&self, span: Span) -> Place {
        let (start, end) = self.places.scalars(span);
        Place { start, end }
    }

    fn quoted(&self, evidence: &'a Evidence) -> Quoted<'a> {
        let (start, end) = self.places.scalars(evidence.span);
        let quote = evidence.span.of(&self.document.text);
        Quoted { quote, start, end, rule: &evidence.rule, stands: self.stands(evidence.span) }
    }

    fn stands(&self, span: Span) -> Stands {
        let whence = self.document.whence(span);
        Stands { block: whence::block(&whence), origin: whence::origin(&whence) }
    }

    fn party_id(&self, index: usize) -> String {
        id(self.record, Part::Party(index))
    }

    fn party(&self, index: usize) -> Party<'a> {
        let party = &self.record.parties[index];
        let roles = party
            .roles
            .iter()
            .map(|r| RoleEvidence { says: r.role.to_string(), words: self.quoted(&r.evidence) });
        let marks = party
            .marks
            .iter()
            .map(|m| RoleEvidence { says: m.kind.to_string(), words: self.quoted(&m.evidence) });
        let age = party
            .age
            .iter()
            .map(|a| RoleEvidence { says: "age".to_owned(), words: self.quoted(&a.evidence) });
        Party {
            id: self.party_id(index),
            kind: party.kind.as_str(),
            name: &party.name,
            aliases: &party.aliases,
            roles: party.roles.iter().map(|r| r.role.as_str()).collect(),
            marks: party.marks.iter().map(|m| m.kind.as_str()).collect(),
            age: party.age.as_ref().map(|a| a.years),
            mentions: party.mentions.iter().map(|m| self.place(m.evidence.span)).collect(),
            evidence: roles.chain(marks).chain(age).collect(),
        }
    }

    fn charge(&self, index: usize) -> Charge<'a> {
        let charge = &self.record.charges[index];
        Charge {
            id: id(self.record, Part::Charge(index)),
            defendant: self.party_id(charge.defendant),
            offence: charge.offence.as_ref().map(|o| o.text.as_str()),
            counts: charge.counts,
            numbers: &charge.numbers,
            code: charge.offence.as_ref().and_then(|o| o.code.as_deref()),
            history: charge.history.iter().map(|s| self.step(s)).collect(),
            current: charge.current.as_str(),
            enhances: charge.enhances.map(|c| id(self.record, Part::Charge(c))),
        }
    }

    fn step(&self, step: &'a Step) -> History<'a> {
        History {
            status: step.status.as_str(),
            date: step.date.map(|d| d.to_string()),
            window: step.window.as_deref(),
            surface: &step.surface,
            by: &step.by,
            prejudice: &step.prejudice,
            said_by: step.said_by.as_deref(),
            modality: step.modality.as_str(),
            // Two places: more would claim a precision that nothing has measured.
            confidence: (step.confidence * 100.0).round() / 100.0,
            inferred: &step.inferred,
            words: self.quoted(&step.evidence),
        }
    }

    fn penalties(&self) -> Vec<Penalty<'a>> {
        let one = |(index, p): (usize, &'a factum_types::Penalty)| Penalty {
            id: id(self.record, Part::Penalty(index)),
            person: p.person.map(|i| self.party_id(i)),
            charge: p.charge.map(|c| id(self.record, Part::Charge(c))),
            kind: p.kind.as_str(),
            amount: p.amount.as_deref(),
            state: p.state.as_str(),
            terms: p.terms.iter().map(|t| t.as_str()).collect(),
            said_by: p.said_by.as_deref(),
            words: self.quoted(&p.evidence),
        };
        self.record.penalties.iter().enumerate().map(one).collect()
    }

    fn events(&self) -> Vec<Event<'a>> {
        let one = |(index, e): (usize, &'a factum_types::Event)| Event {
            id: id(self.record, Part::Event(index)),
            kind: &e.kind,
            date: e.date.map(|d| d.to_string()),
            place: e.place.as_deref(),
            participants: e
                .participants
                .iter()
                .map(|p| Participant { party: self.party_id(p.party), role: &p.role })
                .collect(),
            weapon: e.weapon.as_deref(),
            said_by: e.said_by.as_deref(),
            words: self.quoted(&e.evidence),
        };
        self.record.events.iter().enumerate().map(one).collect()
    }

    fn statement(&self, index: usize, statement: &'a Statement) -> Said<'a> {
        let text = &self.document.text;
        let whole = statement.content.iter().copied().reduce(Span::cover).unwrap_or_default();
        let (start, end) = self.places.scalars(whole);
        let parts: Vec<Place> = statement.content.iter().map(|s| self.place(*s)).collect();
        let said: Vec<&str> = statement.content.iter().map(|s| s.of(text)).collect();
        Said {
            id: id(self.record, Part::Statement(index)),
            speaker: match statement.speaker {
                Some(party) => Some(self.party_id(party)),
                None => Some(statement.speaker_text.clone()).filter(|s| !s.is_empty()),
            },
            joint: statement.joint.iter().map(|p| self.party_id(*p)).collect(),
            mode: statement.mode.as_str(),
            act: statement.act.as_str(),
            cue: statement.cue.map(|c| c.of(text)),
            hedge: statement.hedge.map(|h| h.of(text)),
            modality: statement.modality.as_str(),
            channel: statement.channel.as_deref(),
            relay: &statement.relay,
            answer: statement.answer.map(factum_types::Silence::as_str),
            quote: said.join(" "),
            start,
            end,
            parts: if parts.len() > 1 { parts } else { Vec::new() },
            rule: &statement.evidence.rule,
            stands: self.stands(whole),
        }
    }

    fn conflicts(&self) -> Vec<Conflict<'a>> {
        let one = |c: &'a factum_types::Conflict| Conflict {
            a: c.a,
            b: c.b,
            about: &c.about,
            kind: c.kind.as_str(),
        };
        self.record.conflicts.iter().map(one).collect()
    }

    fn furniture(&self) -> Vec<Furniture> {
        let blocks = self.document.blocks.iter().filter(|b| b.kind.is_furniture());
        blocks
            .map(|b| {
                let (start, end) = self.places.scalars(b.span);
                Furniture { kind: b.kind.as_str(), start, end }
            })
            .collect()
    }

    fn coverage(&self) -> Vec<Sentence> {
        let one = |c: &factum_types::Coverage| {
            let (start, end) = self.places.scalars(c.span);
            Sentence { start, end, facts: c.facts, parsed: c.parsed }
        };
        self.record.coverage.iter().map(one).collect()
    }

    fn dates(&self, told: &Told) -> Vec<Date> {
        let placed = factum_resolve::dates(&told.document, &told.findings);
        let one = |(when, placed): (&factum_types::When, factum_resolve::Placed)| {
            let (start, end) = self.places.scalars(when.span);
            Date {
                start,
                end,
                kind: placed.kind,
                edtf: placed.edtf(),
                value: placed.value,
                modifier: when.said.modifier.clone(),
                rule: when.rule.to_string(),
            }
        };
        told.findings.whens.iter().zip(placed).map(one).collect()
    }

    fn attributions(&self, found: &[Attribution]) -> Vec<Attributed> {
        let scalars = |spans: &[Span]| spans.iter().map(|s| self.places.scalars(*s)).collect();
        found
            .iter()
            .map(|a| Attributed {
                source: scalars(&a.source),
                cue: scalars(&a.cue),
                content: scalars(&a.content),
            })
            .collect()
    }
}
