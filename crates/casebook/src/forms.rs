//! How a record is kept: form 1 of each fact, written by hand so that a change of the nouns changes no file.
//!
//! Spans count bytes of the text. Fields are only ever added, with a default for rows that lack them.

use factum_types as nouns;
use factum_types::{Evidence, Span, UnknownName};
use serde::{Deserialize, Serialize};

/// Words and the rule that read them: start, stop, rule.
#[derive(Serialize, Deserialize)]
pub(crate) struct Words(u32, u32, String);

#[derive(Serialize, Deserialize)]
pub(crate) struct Party {
    kind: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<(String, Words)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<(String, Words)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age: Option<(u16, Words)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Words>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Charge {
    defendant: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offence: Option<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<u32>,
    current: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    enhances: Option<usize>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Step {
    /// Index of the charge within the reading.
    pub(crate) charge: usize,
    status: String,
    surface: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    window: Option<String>,
    #[serde(default)]
    earlier: bool,
    by: String,
    prejudice: String,
    modality: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    words: Words,
    confidence: f32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    inferred: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Penalty {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    charge: Option<usize>,
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    amount: Option<String>,
    state: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    terms: Vec<String>,
    words: Words,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Event {
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    place: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    participants: Vec<(usize, String)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    weapon: Option<String>,
    words: Words,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Statement {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    speaker: Option<usize>,
    speaker_text: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    joint: Vec<usize>,
    mode: String,
    act: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cue: Option<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    hedge: Option<(u32, u32)>,
    #[serde(default = "asserted")]
    modality: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    channel: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    relay: Vec<String>,
    content: Vec<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<String>,
    words: Words,
}

/// What a statement kept without its modality is taken for.
fn asserted() -> String {
    nouns::Modality::Asserted.to_string()
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Conflict {
    a: usize,
    b: usize,
    about: String,
    kind: String,
}

/// What of a document and its record is no fact: blocks, sentences, the reader's notes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Kind, start, stop.
    blocks: Vec<(String, u32, u32)>,
    /// Start, stop, facts, whether it was parsed.
    sentences: Vec<(u32, u32, u32, bool)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
}

/// What is known of a document besides its bytes.
#[derive(Serialize, Deserialize)]
pub(crate) struct About {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    /// Date and what said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<(String, String)>,
}

/// A stored value that stands in no vocabulary.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) String);

impl From<UnknownName> for Wrong {
    fn from(error: UnknownName) -> Wrong {
        Wrong(error.to_string())
    }
}

impl From<nouns::ParsePeriodError> for Wrong {
    fn from(error: nouns::ParsePeriodError) -> Wrong {
        Wrong(error.to_string())
    }
}

impl From<serde_json::Error> for Wrong {
    fn from(error: serde_json::Error) -> Wrong {
        Wrong(error.to_string())
    }
}

fn words(evidence: &Evidence) -> Words {
    Words(evidence.span.start, evidence.span.end, evidence.rule.clone())
}

impl Words {
    fn evidence(self) -> Evidence {
        Evidence { span: Span { start: self.0, end: self.1 }, rule: self.2 }
    }
}

fn pair(span: Span) -> (u32, u32) {
    (span.start, span.end)
}

fn span((start, end): (u32, u32)) -> Span {
    Span { start, end }
}

impl From<&nouns::Party> for Party {
    fn from(party: &nouns::Party) -> Party {
        let nouns::Party { kind, name, aliases, roles, marks, age, mentions } = party;
        Party {
            kind: kind.to_string(),
            name: name.clone(),
            aliases: aliases.clone(),
            roles: roles.iter().map(|r| (r.role.to_string(), words(&r.evidence))).collect(),
            marks: marks.iter().map(|m| (m.kind.to_string(), words(&m.evidence))).collect(),
            age: age.as_ref().map(|a| (a.years, words(&a.evidence))),
            mentions: mentions.iter().map(|m| words(&m.evidence)).collect(),
        }
    }
}

impl Party {
    pub(crate) fn noun(self) -> Result<nouns::Party, Wrong> {
        let role = |(role, words): (String, Words)| {
            Ok(nouns::PartyRole { role: role.parse()?, evidence: words.evidence() })
        };
        let mark = |(kind, words): (String, Words)| {
            Ok(nouns::Mark { kind: kind.parse()?, evidence: words.evidence() })
        };
        Ok(nouns::Party {
            kind: self.kind.parse()?,
            name: self.name,
            aliases: self.aliases,
            roles: self.roles.into_iter().map(role).collect::<Result<_, Wrong>>()?,
            marks: self.marks.into_iter().map(mark).collect::<Result<_, Wrong>>()?,
            age: self.age.map(|(years, words)| nouns::Age { years, evidence: words.evidence() }),
            mentions: self.mentions.into_iter().map(|w| nouns::Mention { evidence: w.evidence() }).collect(),
        })
    }
}

impl From<&nouns::Charge> for Charge {
    /// Without its steps, which are facts of their own.
    fn from(charge: &nouns::Charge) -> Charge {
        let nouns::Charge { defendant, offence, counts, history: _, current, enhances } = charge;
        Charge {
            defendant: *defendant,
            offence: offence.as_ref().map(|o| (o.text.clone(), o.code.clone())),
            counts: *counts,
            current: current.to_string(),
            enhances: *enhances,
        }
    }
}

impl Charge {
    pub(crate) fn noun(self) -> Result<nouns::Charge, Wrong> {
        Ok(nouns::Charge {
            defendant: self.defendant,
            offence: self.offence.map(|(text, code)| nouns::Offence { text, code }),
            counts: self.counts,
            history: Vec::new(),
            current: self.current.parse()?,
            enhances: self.enhances,
        })
    }
}

impl Step {
    pub(crate) fn new(charge: usize, step: &nouns::Step) -> Step {
        let nouns::Step {
            status,
            surface,
            date,
            window,
            earlier,
            by,
            prejudice,
            modality,
            said_by,
            evidence,
            confidence,
            inferred,
        } = step;
        Step {
            charge,
            status: status.to_string(),
            surface: surface.clone(),
            date: date.map(|d| d.to_string()),
            window: window.clone(),
            earlier: *earlier,
            by: by.clone(),
            prejudice: prejudice.clone(),
            modality: modality.to_string(),
            said_by: said_by.clone(),
            words: words(evidence),
            confidence: *confidence,
            inferred: inferred.clone(),
        }
    }

    pub(crate) fn noun(self) -> Result<nouns::Step, Wrong> {
        Ok(nouns::Step {
            status: self.status.parse()?,
            surface: self.surface,
            date: self.date.as_deref().map(str::parse).transpose()?,
            window: self.window,
            earlier: self.earlier,
            by: self.by,
            prejudice: self.prejudice,
            modality: self.modality.parse()?,
            said_by: self.said_by,
            evidence: self.words.evidence(),
            confidence: self.confidence,
            inferred: self.inferred,
        })
    }
}

impl From<&nouns::Penalty> for Penalty {
    fn from(penalty: &nouns::Penalty) -> Penalty {
        let nouns::Penalty { person, charge, kind, amount, state, terms, evidence } = penalty;
        Penalty {
            person: *person,
            charge: *charge,
            kind: kind.to_string(),
            amount: amount.clone(),
            state: state.to_string(),
            terms: terms.iter().map(ToString::to_string).collect(),
            words: words(evidence),
        }
    }
}

impl Penalty {
    pub(crate) fn noun(self) -> Result<nouns::Penalty, Wrong> {
        Ok(nouns::Penalty {
            person: self.person,
            charge: self.charge,
            kind: self.kind.parse()?,
            amount: self.amount,
            state: self.state.parse()?,
            terms: self.terms.iter().map(|t| t.parse()).collect::<Result<_, _>>()?,
            evidence: self.words.evidence(),
        })
    }
}

impl From<&nouns::Event> for Event {
    fn from(event: &nouns::Event) -> Event {
        let nouns::Event { kind, date, place, participants, weapon, evidence } = event;
        Event {
            kind: kind.clone(),
            date: date.map(|d| d.to_string()),
            place: place.clone(),
            participants: participants.iter().map(|p| (p.party, p.role.clone())).collect(),
            weapon: weapon.clone(),
            words: words(evidence),
        }
    }
}

impl Event {
    pub(crate) fn noun(self) -> Result<nouns::Event, Wrong> {
        let part = |(party, role)| nouns::Participant { party, role };
        Ok(nouns::Event {
            kind: self.kind,
            date: self.date.as_deref().map(str::parse).transpose()?,
            place: self.place,
            participants: self.participants.into_iter().map(part).collect(),
            weapon: self.weapon,
            evidence: self.words.evidence(),
        })
    }
}

impl From<&nouns::Statement> for Statement {
    fn from(statement: &nouns::Statement) -> Statement {
        let nouns::Statement {
            speaker,
            speaker_text,
            joint,
            mode,
            act,
            cue,
            hedge,
            modality,
            channel,
            relay,
            content,
            answer,
            evidence,
        } = statement;
        Statement {
            speaker: *speaker,
            speaker_text: speaker_text.clone(),
            joint: joint.clone(),
            mode: mode.to_string(),
            act: act.to_string(),
            cue: cue.map(pair),
            hedge: hedge.map(pair),
            modality: modality.to_string(),
            channel: channel.clone(),
            relay: relay.clone(),
            content: content.iter().copied().map(pair).collect(),
            answer: answer.map(|a| a.as_str().to_owned()),
            words: words(evidence),
        }
    }
}

/// All kinds of no answer.
const SILENCES: [nouns::Silence; 4] = [
    nouns::Silence::Declined,
    nouns::Silence::DidNotRespond,
    nouns::Silence::DidNotImmediatelyRespond,
    nouns::Silence::CouldNotBeReached,
];

/// All kinds of clash.
const CLASHES: [nouns::ConflictKind; 3] =
    [nouns::ConflictKind::Direct, nouns::ConflictKind::Characterization, nouns::ConflictKind::Variance];

impl Statement {
    pub(crate) fn noun(self) -> Result<nouns::Statement, Wrong> {
        let answer = |name: String| {
            let found = SILENCES.into_iter().find(|s| s.as_str() == name);
            found.ok_or_else(|| Wrong(format!("`{name}` is no kind of silence")))
        };
        Ok(nouns::Statement {
            speaker: self.speaker,
            speaker_text: self.speaker_text,
            joint: self.joint,
            mode: self.mode.parse()?,
            act: self.act.parse()?,
            cue: self.cue.map(span),
            hedge: self.hedge.map(span),
            modality: self.modality.parse()?,
            channel: self.channel,
            relay: self.relay,
            content: self.content.into_iter().map(span).collect(),
            answer: self.answer.map(answer).transpose()?,
            evidence: self.words.evidence(),
        })
    }
}

impl From<&nouns::Conflict> for Conflict {
    fn from(conflict: &nouns::Conflict) -> Conflict {
        let nouns::Conflict { a, b, about, kind } = conflict;
        Conflict { a: *a, b: *b, about: about.clone(), kind: kind.as_str().to_owned() }
    }
}

impl Conflict {
    pub(crate) fn noun(self) -> Result<nouns::Conflict, Wrong> {
        let kind = CLASHES.into_iter().find(|k| k.as_str() == self.kind);
        let kind = kind.ok_or_else(|| Wrong(format!("`{}` is no kind of conflict", self.kind)))?;
        Ok(nouns::Conflict { a: self.a, b: self.b, about: self.about, kind })
    }
}

/// All kinds of block.
const BLOCKS: [nouns::BlockKind; 9] = [
    nouns::BlockKind::Title,
    nouns::BlockKind::Heading,
    nouns::BlockKind::Dateline,
    nouns::BlockKind::Byline,
    nouns::BlockKind::Caption,
    nouns::BlockKind::Credit,
    nouns::BlockKind::Paragraph,
    nouns::BlockKind::Chrome,
    nouns::BlockKind::Hidden,
];

impl Frame {
    pub(crate) fn new(document: &nouns::Document, record: &nouns::Record) -> Frame {
        let block = |b: &nouns::Block| (b.kind.as_str().to_owned(), b.span.start, b.span.end);
        let sentence = |c: &nouns::Coverage| (c.span.start, c.span.end, c.facts, c.parsed);
        Frame {
            blocks: document.blocks.iter().map(block).collect(),
            sentences: record.coverage.iter().map(sentence).collect(),
            notes: document.notes.clone(),
        }
    }

    /// Gives the blocks and notes to a document and the sentences to its record.
    pub(crate) fn into(
        self,
        document: &mut nouns::Document,
        record: &mut nouns::Record,
    ) -> Result<(), Wrong> {
        let block = |(kind, start, end): (String, u32, u32)| {
            let known = BLOCKS.into_iter().find(|b| b.as_str() == kind);
            let kind = known.ok_or_else(|| Wrong(format!("`{kind}` is no kind of block")))?;
            Ok(nouns::Block { kind, span: Span { start, end } })
        };
        let sentence =
            |(start, end, facts, parsed)| nouns::Coverage { span: Span { start, end }, facts, parsed };
        document.blocks = self.blocks.into_iter().map(block).collect::<Result<_, Wrong>>()?;
        document.notes = self.notes;
        record.coverage = self.sentences.into_iter().map(sentence).collect();
        Ok(())
    }
}

/// All origins of a publication date.
const ORIGINS: [nouns::DateOrigin; 4] = [
    nouns::DateOrigin::CommandLine,
    nouns::DateOrigin::Metadata,
    nouns::DateOrigin::Dateline,
    nouns::DateOrigin::Leading,
];

impl About {
    pub(crate) fn new(document: &nouns::Document) -> About {
        let published = document.published.map(|p| (p.date.to_string(), p.origin.as_str().to_owned()));
        About {
            given: document.given.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published,
        }
    }

    /// Gives what is known to a document.
    pub(crate) fn into(self, document: &mut nouns::Document) -> Result<(), Wrong> {
        let published = |(date, origin): (String, String)| {
            let known = ORIGINS.into_iter().find(|o| o.as_str() == origin);
            let origin = known.ok_or_else(|| Wrong(format!("`{origin}` is no origin of a date")))?;
            Ok::<_, Wrong>(nouns::Published { date: date.parse()?, origin })
        };
        document.given = self.given;
        document.title = self.title;
        document.publisher = self.publisher;
        document.published = self.published.map(published).transpose()?;
        Ok(())
    }
}
