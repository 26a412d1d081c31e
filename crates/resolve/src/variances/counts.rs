//! One charge of one person told with two numbers of counts: "charged with three counts of theft", "charged with four
//! counts of theft".
//!
//! They differ only where nothing makes them two things: the same step of the same offence, no other day, no word for
//! more or fewer of them, no amendment, and no number that is the sum of the others (a story that goes through its counts
//! by their victims gives parts of the whole).

use std::collections::BTreeMap;

use factum_types::{Binding, Differing, Finding, PartyId, Record, Status, Variance};

use super::{Own, side};
use crate::links::denoted;
use crate::offence::{OffenceKey, named};
use crate::people::People;

/// A number of counts, told once.
struct Told<'f> {
    n: u32,
    offence: Binding,
    finding: &'f Finding,
}

pub(super) fn counts(own: &Own<'_, '_>, people: &mut People<'_, '_>, record: &Record) -> Vec<Variance> {
    let scene = own.scene;
    let mut told: BTreeMap<(PartyId, &str, String), Vec<Told<'_>>> = BTreeMap::new();
    let mut keys: Vec<OffenceKey> = Vec::new();
    for finding in scene.of_kind("charge").filter(|f| own.asserts(f)) {
        let who: Vec<Binding> = finding.all("who").cloned().collect();
        let [who] = who.as_slice() else { continue };
        let Some(status) =
            finding.set("status").filter(|s| matches!(*s, "charged" | "indicted" | "convicted"))
        else {
            continue;
        };
        let party = match denoted(scene, people, who).as_slice() {
            [only] => only.party,
            _ => continue,
        };
        if own.has_word(finding.anchor, "part-count-words") {
            continue;
        }
        for offence in finding.all("offence") {
            let text = named(scene.words, &scene.document.text, offence.span, &scene.lemma(offence.head));
            let (Some(n), Some(text)) = (offence.counts, text.filter(|t| !t.is_empty())) else { continue };
            let key = OffenceKey::new(&text);
            let same = keys.iter().position(|k| k.same(&key)).unwrap_or_else(|| {
                keys.push(key);
                keys.len() - 1
            });
            let told = told.entry((party, status, same.to_string())).or_default();
            told.push(Told { n, offence: offence.clone(), finding });
        }
    }
    told.iter().filter_map(|((party, _, _), told)| variance(own, people, record, *party, told)).collect()
}

fn variance(
    own: &Own<'_, '_>,
    people: &People<'_, '_>,
    record: &Record,
    party: PartyId,
    told: &[Told<'_>],
) -> Option<Variance> {
    let scene = own.scene;
    let a = told.first()?;
    let b = told.iter().find(|t| t.n != a.n)?;
    // of one sentence they are a list; three numbers and more are parts of something
    let same_place =
        told.iter().any(|t| told.iter().any(|u| t.n != u.n && t.finding.sentence == u.finding.sentence));
    let several = told.iter().any(|t| t.n != a.n && t.n != b.n);
    // one count of many may be told alone: "a count" of theft
    let single = a.n == 1 || b.n == 1;
    let days = |t: &Told<'_>| scene.dates.of_finding(scene, t.finding);
    let apart = matches!((days(a), days(b)), (Some(x), Some(y)) if x != y);
    let moved = record.charges.iter().filter(|c| c.defendant == party).flat_map(|c| &c.history);
    let moved = moved.into_iter().any(|s| {
        matches!(
            s.status,
            Status::Amended | Status::Dismissed | Status::Acquitted | Status::Mistrial | Status::Vacated
        )
    });
    // the words of the accusation go on behind the offence: "three counts of theft from the club"
    let narrowed = |t: &Told<'_>| {
        let end = scene.tokens_in(t.offence.span).end;
        end < scene.len()
            && matches!(
                scene.lower(end),
                "for"
                    | "from"
                    | "in"
                    | "against"
                    | "involving"
                    | "after"
                    | "on"
                    | "at"
                    | "involve"
                    | "relating"
                    | "related"
                    | "stemming"
                    | "as"
                    | "over"
            )
    };
    if same_place || several || single || apart || moved || narrowed(a) && narrowed(b) {
        return None;
    }
    let name = people.all.get(party).map_or("", |k| k.name.as_str());
    let text = named(scene.words, &scene.document.text, a.offence.span, &scene.lemma(a.offence.head))?;
    let key = OffenceKey::new(&text);
    let of = |c: &factum_types::Charge| {
        c.defendant == party && c.offence.as_ref().is_some_and(|o| OffenceKey::new(&o.text).same(&key))
    };
    Some(Variance {
        what: Differing::Counts,
        about: format!("{name}: {text}"),
        person: Some(party),
        charges: record.charges.iter().enumerate().filter(|(_, c)| of(c)).map(|(at, _)| at).collect(),
        sides: [a, b].map(|t| side(format!("{} counts", t.n), t.finding.span, &t.finding.rule)).into(),
    })
}
