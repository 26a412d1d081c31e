//! How a record is kept: form 1 of each fact, written by hand so that a change of the nouns changes no file.
//!
//! Spans count bytes of the text. Fields are only ever added, with a default for rows that lack them.

mod charge;
mod frame;
mod party;
mod told;
mod variance;

use factum_types::{Evidence, ParsePeriodError, Span, UnknownName};
use serde::{Deserialize, Serialize};

pub(crate) use charge::{Charge, Penalty, Step};
pub(crate) use frame::{About, Frame};
pub(crate) use party::Party;
pub(crate) use told::{Conflict, Event, Statement};
pub(crate) use variance::Variance;

/// Words and the rule that read them: start, stop, rule.
#[derive(Serialize, Deserialize)]
pub(crate) struct Words(u32, u32, String);

/// A stored value that stands in no vocabulary.
#[derive(Debug)]
pub(crate) struct Wrong(pub(crate) String);

impl From<UnknownName> for Wrong {
    fn from(error: UnknownName) -> Wrong {
        Wrong(error.to_string())
    }
}

impl From<ParsePeriodError> for Wrong {
    fn from(error: ParsePeriodError) -> Wrong {
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
