//! What one document tells in two ways, as its record has it. What the comparison of charges and ages over all
//! documents finds by the same words is not shown a second time.

use factum_types::{ConflictKind, Variance};

use crate::Standing;
use crate::case::Told;
use crate::conflicts::{Clash, Side, each_pair};
use crate::people::People;

/// The variances of all documents that `found` does not show already.
pub(crate) fn variances(
    told: &[&Told],
    people: &People,
    standings: &[Standing],
    found: &[Clash],
) -> Vec<Clash> {
    let mut clashes = Vec::new();
    for (document, t) in told.iter().enumerate() {
        for variance in &t.record.variances {
            let clash = clash(document, t, variance, people, standings);
            if !found.iter().any(|other| is_shown_by(&clash, other)) {
                clashes.push(clash);
            }
        }
    }
    clashes
}

fn clash(
    document: usize,
    told: &Told,
    variance: &Variance,
    people: &People,
    standings: &[Standing],
) -> Clash {
    let side =
        |s: &factum_types::Telling| Side { says: s.says.clone(), cites: vec![told.pages.cite(&s.evidence)] };
    // that one charge whose step the words tell, else the first: its outcome is shown beside them
    let tells = |charge: &&usize| {
        told.record.charges.get(**charge).is_some_and(|c| {
            let mut steps = c.history.iter();
            steps.any(|step| variance.sides.iter().any(|s| s.evidence.span.overlaps(step.evidence.span)))
        })
    };
    let charge = variance.charges.iter().find(tells).or_else(|| variance.charges.first());
    Clash {
        kind: ConflictKind::Variance,
        what: variance.what.as_str(),
        about: variance.about.clone(),
        person: variance.person.and_then(|p| people.person(document, p)),
        charge: charge.and_then(|c| standing_of(told, *c, standings)),
        pairs: each_pair(variance.sides.len()),
        sides: variance.sides.iter().map(side).collect(),
    }
}

/// Where a charge of a document went: the one with a step that its words tell.
fn standing_of(told: &Told, charge: usize, standings: &[Standing]) -> Option<usize> {
    let charge = told.record.charges.get(charge)?;
    let offence = charge.offence.as_ref().map(|o| o.text.as_str());
    let tells = |standing: &Standing| {
        let steps = standing.history.iter().chain(&standing.apart);
        steps.flat_map(|s| &s.witnesses).any(|w| {
            w.cite.source.id == told.pages.source.id
                && charge.history.iter().any(|s| s.evidence.span == w.cite.span)
        })
    };
    let all = || standings.iter().enumerate().filter(|(_, s)| tells(s)).map(|(at, _)| at);
    // one sentence may tell of two charges: the words of the offence part them
    let same = |at: &usize| standings.get(*at).is_some_and(|s| s.offence.as_deref() == offence);
    all().find(same).or_else(|| all().next())
}

/// Whether another clash is about the same matter and has words of each side on sides of its own.
fn is_shown_by(clash: &Clash, other: &Clash) -> bool {
    let places: Vec<Option<usize>> = clash
        .sides
        .iter()
        .map(|side| {
            other.sides.iter().position(|o| {
                o.cites
                    .iter()
                    .any(|c| side.cites.iter().any(|d| c.source.id == d.source.id && c.span.overlaps(d.span)))
            })
        })
        .collect();
    let all_apart =
        places.iter().enumerate().all(|(at, p)| p.is_some() && !places.iter().take(at).any(|q| q == p));
    clash.what == other.what && clash.person == other.person && all_apart
}
