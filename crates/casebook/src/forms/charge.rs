//! How a charge, its steps and its penalties are kept.

use factum_types as nouns;
use serde::{Deserialize, Serialize};

use super::{Words, Wrong, words};

#[derive(Serialize, Deserialize)]
pub(crate) struct Charge {
    defendant: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offence: Option<(String, Option<String>)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    counts: Option<u32>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    numbers: Vec<u32>,
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    said_by: Option<String>,
    words: Words,
}

impl From<&nouns::Charge> for Charge {
    /// Without its steps, which are facts of their own.
    fn from(charge: &nouns::Charge) -> Charge {
        let nouns::Charge { defendant, offence, counts, numbers, history: _, current, enhances } = charge;
        Charge {
            defendant: *defendant,
            offence: offence.as_ref().map(|o| (o.text.clone(), o.code.clone())),
            counts: *counts,
            numbers: numbers.clone(),
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
            numbers: self.numbers,
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
        let nouns::Penalty { person, charge, kind, amount, state, terms, said_by, evidence } = penalty;
        Penalty {
            person: *person,
            charge: *charge,
            kind: kind.to_string(),
            amount: amount.clone(),
            state: state.to_string(),
            terms: terms.iter().map(ToString::to_string).collect(),
            said_by: said_by.clone(),
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
            said_by: self.said_by,
            evidence: self.words.evidence(),
        })
    }
}
