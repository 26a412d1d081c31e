//! Two days of what happens once: the killing of somebody, the verdict or sentence on a charge.
//!
//! Nobody is killed twice, and a verdict stands until something takes it away. Only days that are written out with their
//! month count: a weekday hangs on when the page was printed, and pages are printed again.

use factum_types::{Differing, Finding, PartyId, Period, Record, Span, Status, Telling, Variance};

use super::{Own, side};
use crate::events::kills;
use crate::links::denoted;
use crate::people::People;

pub(super) fn days(own: &Own<'_, '_>, people: &mut People<'_, '_>, record: &Record) -> Vec<Variance> {
    let mut found = killings(own, people);
    found.extend(steps(own, people, record));
    found
}

/// The days of a verb of killing, by whom it killed. "Fatally shot" is the day of the shots, and is not compared.
fn killings(own: &Own<'_, '_>, people: &mut People<'_, '_>) -> Vec<Variance> {
    let scene = own.scene;
    let mut told: Vec<(PartyId, Period, usize, Telling)> = Vec::new();
    for finding in scene.of_kind("event").filter(|f| own.asserts(f) && kills(scene, f.anchor)) {
        let victims: Vec<_> = finding.all("victim").cloned().collect();
        let [victim] = victims.as_slice() else { continue };
        let party = match denoted(scene, people, victim).as_slice() {
            [only] => only.party,
            _ => continue,
        };
        let Some(day) = day_of(own, finding) else { continue };
        told.push((party, day, finding.sentence, side(format!("killed {day}"), finding.span, &finding.rule)));
    }
    let mut found: Vec<Variance> = Vec::new();
    for (at, (party, day, sentence, a)) in told.iter().enumerate() {
        let other = told.iter().skip(at + 1).find(|(p, d, s, _)| p == party && d != day && s != sentence);
        if let Some((.., b)) = other.filter(|_| found.iter().all(|v| v.person != Some(*party))) {
            let name = people.all.get(*party).map_or("", |k| k.name.as_str());
            found.push(Variance {
                what: Differing::Date,
                about: format!("{name}: killed"),
                person: Some(*party),
                charges: Vec::new(),
                sides: vec![a.clone(), b.clone()],
            });
        }
    }
    found
}

/// The day of a finding, where its words write the month and the day.
fn day_of(own: &Own<'_, '_>, finding: &Finding) -> Option<Period> {
    let scene = own.scene;
    let binding = finding.one("when")?;
    let when = scene.findings.whens.iter().find(|w| w.span.overlaps(binding.span))?;
    let written = when.said.month.is_some() && when.said.day.is_some() && when.said.bound.is_none();
    let period = scene.dates.of_finding(scene, finding).filter(|_| written)?;
    period.as_day().map(|_| period)
}

/// How far apart two days of one step may be: a verdict of another month is another case's.
const DAYS: i32 = 31;

fn steps(own: &Own<'_, '_>, people: &People<'_, '_>, record: &Record) -> Vec<Variance> {
    let scene = own.scene;
    let written = |span: Span, day: Period| {
        let tokens = scene.tokens_in(span);
        let sentence = scene.span(&scene.sentence(tokens.start));
        scene.findings.whens.iter().any(|w| {
            sentence.contains(w.span)
                && w.said.month.is_some()
                && w.said.day.is_some()
                && scene.dates.told_in(scene.findings, w.span, &[]).contains(&day)
        })
    };
    let mut found = Vec::new();
    for (at, charge) in record.charges.iter().enumerate() {
        // counts of one offence may be tried apart
        if charge.counts.is_some_and(|n| n > 1) || decided_anew(own, charge) {
            continue;
        }
        let once: Vec<_> = charge
            .history
            .iter()
            .filter(|s| matches!(s.status, Status::Convicted | Status::Acquitted | Status::Sentenced))
            .filter(|s| {
                s.said_by.is_none() && s.modality == factum_types::Modality::Asserted && s.inferred.is_empty()
            })
            .filter_map(|s| {
                Some((s, s.date.filter(|d| d.as_day().is_some() && written(s.evidence.span, *d))?))
            })
            .filter(|(s, _)| own.tells(scene.tokens_in(s.evidence.span).start))
            .collect();
        for (n, (a, day)) in once.iter().enumerate() {
            let near = |other: &Period| {
                let apart = day.first().until(other.first()).map_or(i32::MAX, |span| span.get_days().abs());
                apart != 0 && apart <= DAYS
            };
            let other = once.iter().skip(n + 1).find(|(b, d)| b.status == a.status && near(d));
            let Some((b, other)) = other else { continue };
            let name = people.all.get(charge.defendant).map_or("", |k| k.name.as_str());
            let offence = charge.offence.as_ref().map_or("offence not stated", |o| o.text.as_str());
            let says =
                |s: &factum_types::Step, d: &Period| format!("{} {d}", s.status.as_str().replace('_', " "));
            found.push(Variance {
                what: Differing::Date,
                about: format!("{name}: {offence}"),
                person: Some(charge.defendant),
                charges: vec![at],
                sides: [(a, day), (b, other)]
                    .map(|(s, d)| side(says(s, d), s.evidence.span, &s.evidence.rule))
                    .into(),
            });
        }
    }
    found
}

/// Whether something may have been decided a second time: after it was lifted, appealed or amended, of whichever charge.
fn decided_anew(own: &Own<'_, '_>, charge: &factum_types::Charge) -> bool {
    let scene = own.scene;
    let again = |s: &Status| {
        matches!(
            s,
            Status::Vacated | Status::Mistrial | Status::Amended | Status::Appealed | Status::Diverted
        )
    };
    let told = scene.of_kind("charge").filter_map(|f| f.set("status")?.parse().ok());
    let words = |i: usize| {
        matches!(
            scene.lemma(i).as_str(),
            "overturn" | "vacate" | "reverse" | "retry" | "retrial" | "resentence" | "reopen" | "revoke"
        )
    };
    charge.history.iter().map(|s| s.status).chain(told).any(|s| again(&s)) || (0..scene.len()).any(words)
}
