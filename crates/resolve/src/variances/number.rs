//! Charges told as one and as several: "The charge against Quill was dropped", "Criminal charges against Quill were
//! dropped".
//!
//! "The charge against X" says that there is one, "charges against X" that there are several. That holds only for words
//! that name no offence (the theft charge may be one of several), count none, and are against one person; and only where
//! both tell of the same step, since one of several charges may well fare alone.

use factum_types::{Dep, Differing, Finding, PartyId, Record, Tag, Variance};

use super::{Own, side};
use crate::links::denoted;
use crate::offence::named;
use crate::people::People;
use crate::scene::Scene;

/// A step told of "the charge" or "charges" against somebody.
struct Told<'f> {
    who: PartyId,
    status: &'f str,
    head: usize,
    finding: &'f Finding,
}

pub(super) fn number(own: &Own<'_, '_>, people: &mut People<'_, '_>, record: &Record) -> Vec<Variance> {
    let scene = own.scene;
    let mut told: Vec<Told<'_>> = Vec::new();
    for finding in scene.of_kind("charge").filter(|f| own.asserts(f)) {
        told.extend(bare(scene, people, finding));
    }
    let is_one = |t: &&Told<'_>| scene.token(t.head).tag == Tag::NN;
    let mut found: Vec<Variance> = Vec::new();
    for one in told.iter().filter(is_one) {
        let other = told.iter().find(|t| {
            !is_one(t)
                && t.who == one.who
                && t.status == one.status
                && t.finding.sentence != one.finding.sentence
                && dates_meet(scene, t.finding, one.finding)
        });
        let Some(several) = other.filter(|_| found.iter().all(|v| v.person != Some(one.who))) else {
            continue;
        };
        let itemized = itemized(record, one.who);
        let name = people.all.get(one.who).map_or("", |k| k.name.as_str());
        let side = |t: &Told<'_>| {
            let words = crate::speech::phrase_span(scene, t.head);
            side(scene.folded(words), words.cover(t.finding.span), &t.finding.rule)
        };
        found.push(Variance {
            what: Differing::Number,
            about: format!("{name}: one charge or several; the document itemizes {}", itemized.len()),
            person: Some(one.who),
            charges: itemized,
            sides: [one, several].map(side).into(),
        });
    }
    found
}

/// The charges with an offence of its own that the document tells of a person; what it tells of the person's past is of
/// other cases.
fn itemized(record: &Record, who: PartyId) -> Vec<usize> {
    let own = |c: &factum_types::Charge| {
        c.defendant == who
            && c.offence.is_some()
            && c.history.iter().any(|s| !s.evidence.rule.starts_with("prior."))
    };
    record.charges.iter().enumerate().filter(|(_, c)| own(c)).map(|(at, _)| at).collect()
}

/// A finding whose only offence is "the charge" or "charges", against one person.
fn bare<'f>(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &'f Finding) -> Option<Told<'f>> {
    let mut offences = finding.all("offence");
    let offence = offences.next().filter(|_| offences.next().is_none())?;
    let head = offence.head;
    let lemma = scene.lemma(head);
    let is_named =
        named(scene.words, &scene.document.text, offence.span, &lemma).is_some_and(|t| !t.is_empty());
    if lemma != "charge" || is_named || !matches!(scene.token(head).tag, Tag::NN | Tag::NNS) {
        return None;
    }
    let one = scene.token(head).tag == Tag::NN;
    let children: Vec<usize> = scene.children(head).collect();
    let before = children.iter().filter(|c| **c < head);
    // any other word before it picks out some of them: "the remaining charges", "the first charge", "two charges"
    let plain = before.clone().all(|c| matches!(scene.lower(*c), "the" | "criminal" | "all"));
    let definite = before.clone().any(|c| scene.lower(*c) == "the");
    let against =
        children.iter().find(|c| scene.lower(**c) == "against" && scene.token(**c).dep == Dep::Prep)?;
    // "the charge of theft against", "the charge in Dover against": a narrower one
    let narrowed = children.iter().any(|c| {
        *c > head && matches!(scene.lower(*c), "of" | "in" | "for" | "from" | "that" | "which") && one
            || *c > head && scene.token(*c).dep == Dep::Relcl
    });
    let mut whom = scene.children_by(*against, Dep::Pobj);
    let whom = whom.next().filter(|w| scene.children_by(*w, Dep::Conj).next().is_none())?;
    if !plain || narrowed || one && !definite {
        return None;
    }
    let mut who = finding.all("who");
    let who = who.next().filter(|w| who.next().is_none() && w.head == whom)?.clone();
    let party = match denoted(scene, people, &who).as_slice() {
        [only] => only.party,
        _ => return None,
    };
    Some(Told { who: party, status: finding.set("status")?, head, finding })
}

/// Whether two tellings can be of one day.
fn dates_meet(scene: &Scene<'_>, a: &Finding, b: &Finding) -> bool {
    match (scene.dates.of_finding(scene, a), scene.dates.of_finding(scene, b)) {
        (Some(a), Some(b)) => a.first() <= b.last() && b.first() <= a.last(),
        _ => true,
    }
}
