//! The names of a record's parts: `p1` a person, `o1` an organization, `c1` a charge, `n1` a penalty, `e1` an event,
//! `s1` a statement, `v1` what the document tells in two ways; numbered from 1 in the record's order.

use factum_types::{PartyKind, Record};

/// A part of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Index of a party.
    Party(usize),
    /// Index of a charge.
    Charge(usize),
    /// Index of a penalty.
    Penalty(usize),
    /// Index of an event.
    Event(usize),
    /// Index of a statement.
    Statement(usize),
    /// Index of a variance.
    Variance(usize),
}

/// The name of a part.
pub fn id(record: &Record, part: Part) -> String {
    match part {
        Part::Party(index) => party(record, index),
        Part::Charge(index) => format!("c{}", index + 1),
        Part::Penalty(index) => format!("n{}", index + 1),
        Part::Event(index) => format!("e{}", index + 1),
        Part::Statement(index) => format!("s{}", index + 1),
        Part::Variance(index) => format!("v{}", index + 1),
    }
}

/// The part of a record that has this name.
pub fn part(record: &Record, name: &str) -> Option<Part> {
    all(record).find(|part| id(record, *part) == name)
}

/// Every part of a record, parties first.
pub fn all(record: &Record) -> impl Iterator<Item = Part> {
    (0..record.parties.len())
        .map(Part::Party)
        .chain((0..record.charges.len()).map(Part::Charge))
        .chain((0..record.penalties.len()).map(Part::Penalty))
        .chain((0..record.events.len()).map(Part::Event))
        .chain((0..record.statements.len()).map(Part::Statement))
        .chain((0..record.variances.len()).map(Part::Variance))
}

/// People and organizations are numbered apart.
fn party(record: &Record, index: usize) -> String {
    let Some(party) = record.parties.get(index) else { return format!("p{}", index + 1) };
    let number = record.parties.iter().take(index).filter(|p| p.kind == party.kind).count() + 1;
    let letter = match party.kind {
        PartyKind::Person => 'p',
        PartyKind::Organization => 'o',
    };
    format!("{letter}{number}")
}
