//! Punishments that threaten or hold.

use factum_types::{Charge, Evidence, Finding, Modality, Penalty, PenaltyKind, PenaltyState, Status};

use crate::links::denoted;
use crate::people::People;
use crate::scene::Scene;

pub(crate) fn penalties(scene: &Scene<'_>, people: &mut People<'_, '_>, charges: &[Charge]) -> Vec<Penalty> {
    let mut found: Vec<Penalty> = Vec::new();
    for finding in scene.of_kind("penalty") {
        for penalty in one(scene, people, charges, finding) {
            let twin = found.iter().any(|p| {
                p.person == penalty.person
                    && p.kind == penalty.kind
                    && p.amount == penalty.amount
                    && p.state == penalty.state
            });
            if !twin {
                found.push(penalty);
            }
        }
    }
    found
}

fn one(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    charges: &[Charge],
    finding: &Finding,
) -> Vec<Penalty> {
    let state = match finding.set("state").and_then(|s| s.parse::<PenaltyState>().ok()) {
        // "was sentenced" holds; "could be sentenced", "will be sentenced to" threatens or is expected.
        Some(PenaltyState::Imposed) => match finding.claim.modality {
            Modality::Asserted | Modality::Alleged => PenaltyState::Imposed,
            Modality::Conditional => PenaltyState::Possible,
            Modality::Planned => PenaltyState::Expected,
            Modality::Denied => return Vec::new(),
        },
        Some(_) if finding.claim.modality == Modality::Denied => return Vec::new(),
        Some(state) => state,
        None => return Vec::new(),
    };
    let Some(binding) = finding.one("amount") else { return Vec::new() };
    let Some(quantity) = scene.findings.amounts.iter().find(|a| a.span.overlaps(binding.span)) else {
        return Vec::new();
    };
    let Some(kind) = kind_of(scene, finding, quantity.span, &quantity.value) else { return Vec::new() };
    let mut who: Vec<usize> = Vec::new();
    for b in finding.all("who").cloned().collect::<Vec<_>>() {
        who.extend(denoted(scene, people, &b).into_iter().map(|d| d.party));
    }
    if who.is_empty() {
        who.extend(sole_defendant(charges));
    }
    who.into_iter()
        .map(|person| {
            people.use_party(person);
            let own: Vec<usize> = (0..charges.len()).filter(|c| charges[*c].defendant == person).collect();
            let fitting: Vec<usize> = match state {
                PenaltyState::Imposed => own
                    .iter()
                    .copied()
                    .filter(|c| charges[*c].history.iter().any(|s| s.status == Status::Sentenced))
                    .collect(),
                _ => own.clone(),
            };
            Penalty {
                person: Some(person),
                charge: match fitting.as_slice() {
                    [only] => Some(*only),
                    _ => None,
                },
                kind,
                amount: Some(quantity.value.clone()),
                state,
                evidence: Evidence {
                    span: finding.span.cover(quantity.span),
                    rule: finding.rule.to_string(),
                },
            }
        })
        .collect()
}

fn sole_defendant(charges: &[Charge]) -> Option<usize> {
    let mut defendants: Vec<usize> = charges.iter().map(|c| c.defendant).collect();
    defendants.sort_unstable();
    defendants.dedup();
    match defendants.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// What kind of punishment: by the words around the amount, nearest first behind it, then before it.
fn kind_of(
    scene: &Scene<'_>,
    finding: &Finding,
    amount: factum_types::Span,
    value: &str,
) -> Option<PenaltyKind> {
    if value.contains(' ') {
        let words = scene.words_of(finding.span).to_lowercase();
        return Some(if words.contains("restitution") {
            PenaltyKind::Restitution
        } else {
            PenaltyKind::Fine
        });
    }
    let tokens = scene.tokens_in(amount);
    let sentence = scene.sentence(tokens.start);
    let behind = tokens.end..sentence.end.min(tokens.end + 7);
    let before = tokens.start.saturating_sub(6).max(sentence.start)..tokens.start;
    let kind = |i: usize| word_kind(scene, scene.lower(i));
    behind
        .take_while(|i| !matches!(scene.lower(*i), "," | ";" | "and"))
        .find_map(kind)
        .or_else(|| before.rev().find_map(kind))
        .or_else(|| finding.set("kind").and_then(|k| k.parse().ok()))
}

fn word_kind(scene: &Scene<'_>, word: &str) -> Option<PenaltyKind> {
    match word {
        "prison" | "imprisonment" | "penitentiary" | "bars" | "incarceration" | "custody" => {
            Some(PenaltyKind::Prison)
        }
        "jail" => Some(PenaltyKind::Jail),
        "probation" => Some(PenaltyKind::Probation),
        "supervision" | "parole" | "supervised" => Some(PenaltyKind::Supervision),
        "service" | "unpaid" => Some(PenaltyKind::CommunityService),
        _ => {
            scene.words.list("penalty-words").and_then(|l| l.value(word, "kind")).and_then(|k| k.parse().ok())
        }
    }
}
