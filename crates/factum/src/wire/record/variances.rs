//! What the document itself tells in two ways, beside the conflicts of its statements.

use serde::Serialize;

use super::{Quoted, Writer};
use crate::wire::ids::{Part, id};

#[derive(Debug, Serialize)]
pub(super) struct Variance<'a> {
    id: String,
    /// `circumstance`, `number`, `counts`, `age`, `date`, `killed`, `injured`, `amount`.
    what: &'static str,
    /// Always `variance`: soft, as in `conflicts`.
    kind: &'static str,
    about: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// For `number`, those that the document itemizes against the person.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    charges: Vec<String>,
    sides: Vec<Side<'a>>,
}

#[derive(Debug, Serialize)]
struct Side<'a> {
    says: &'a str,
    #[serde(flatten)]
    words: Quoted<'a>,
}

impl<'a> Writer<'a> {
    pub(super) fn variances(&self) -> Vec<Variance<'a>> {
        let side = |s: &'a factum_types::Telling| Side { says: &s.says, words: self.quoted(&s.evidence) };
        let one = |(index, v): (usize, &'a factum_types::Variance)| Variance {
            id: id(self.record, Part::Variance(index)),
            what: v.what.as_str(),
            kind: factum_types::ConflictKind::Variance.as_str(),
            about: &v.about,
            person: v.person.map(|p| self.party_id(p)),
            charges: v.charges.iter().map(|c| id(self.record, Part::Charge(*c))).collect(),
            sides: v.sides.iter().map(side).collect(),
        };
        self.record.variances.iter().enumerate().map(one).collect()
    }
}
