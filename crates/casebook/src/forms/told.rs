//! How events, statements and conflicts are kept.

use factum_types as nouns;
use serde::{Deserialize, Serialize};

use super::{Words, Wrong, pair, span, words};

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
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

impl From<&nouns::Event> for Event {
    fn from(event: &nouns::Event) -> Event {
        let nouns::Event { kind, date, place, participants, weapon, said_by, evidence } = event;
        Event {
            kind: kind.clone(),
            date: date.map(|d| d.to_string()),
            place: place.clone(),
            participants: participants.iter().map(|p| (p.party, p.role.clone())).collect(),
            weapon: weapon.clone(),
            said_by: said_by.clone(),
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
            said_by: self.said_by,
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

impl Statement {
    pub(crate) fn noun(self) -> Result<nouns::Statement, Wrong> {
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
            answer: self.answer.as_deref().map(str::parse).transpose()?,
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
        Ok(nouns::Conflict { a: self.a, b: self.b, about: self.about, kind: self.kind.parse()? })
    }
}
