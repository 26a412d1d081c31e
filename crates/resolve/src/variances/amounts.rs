//! One punishment told with two amounts: "sentenced to five years", "his six-year sentence".
//!
//! A sentence has many numbers: of each count, suspended, to be served, the least before parole. So only a person with
//! one charge is looked at, amounts that stand without terms, and sentences without a word for a part or another time.

use factum_types::{Differing, PenaltyState, Record, Variance};

use super::{Own, side};
use crate::people::People;

pub(super) fn amounts(own: &Own<'_, '_>, people: &People<'_, '_>, record: &Record) -> Vec<Variance> {
    let scene = own.scene;
    let place = |p: &factum_types::Penalty| scene.tokens_in(p.evidence.span).start;
    let whole = |p: &&factum_types::Penalty| {
        let charges = record.charges.iter().filter(|c| Some(c.defendant) == p.person).count();
        p.state == PenaltyState::Imposed
            && p.terms.is_empty()
            && p.said_by.is_none()
            && charges == 1
            && p.amount.as_ref().is_some_and(|a| !a.contains('/'))
            && own.tells(place(p))
            && !own.has_word(place(p), "part-amount-words")
    };
    let all: Vec<&factum_types::Penalty> = record.penalties.iter().filter(whole).collect();
    let mut found: Vec<Variance> = Vec::new();
    for (at, a) in all.iter().enumerate() {
        let other = all.iter().skip(at + 1).find(|b| {
            a.person == b.person
                && a.kind == b.kind
                && a.charge == b.charge
                && a.amount != b.amount
                && scene.sentence_index(place(a)) != scene.sentence_index(place(b))
        });
        let Some(b) = other.filter(|_| found.iter().all(|v| v.person != a.person)) else { continue };
        let name = a.person.and_then(|p| people.all.get(p)).map_or("", |k| k.name.as_str());
        let says =
            |p: &factum_types::Penalty| format!("{} {}", p.kind, p.amount.as_deref().unwrap_or_default());
        found.push(Variance {
            what: Differing::Amount,
            about: format!("{name}: sentence"),
            person: a.person,
            charges: a.charge.into_iter().collect(),
            sides: [*a, *b].map(|p| side(says(p), p.evidence.span, &p.evidence.rule)).into(),
        });
    }
    found
}
