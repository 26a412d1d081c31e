//! Punishments that threaten or hold: on whom, for which charge.

mod amounts;
mod table;

use std::ops::Range;

use factum_types::{
    Charge, Dep, Evidence, Finding, Modality, PartyId, Penalty, PenaltyKind, PenaltyState, Pos, Status, Tag,
};

use crate::elsewhere::{Cited, is_of_told_case, is_supposed};
use crate::links::denoted;
use crate::people::People;
use crate::scene::Scene;
use crate::speech::said_by;
use amounts::{Punishment, Told, punishments};

pub(crate) fn penalties(scene: &Scene<'_>, people: &mut People<'_, '_>, charges: &[Charge]) -> Vec<Penalty> {
    let mut found: Vec<Penalty> = Vec::new();
    let cited = Cited::of(scene);
    for finding in scene.of_kind("penalty") {
        if is_supposed(scene, finding.anchor)
            || is_of_told_case(scene, finding)
            || cited.tells_of(scene, people, finding, &named(people, finding))
        {
            continue;
        }
        for penalty in of_finding(scene, people, charges, finding) {
            add(&mut found, penalty);
        }
    }
    // "was fined $500" has said what "was fined" left open.
    let told: Vec<(Option<PartyId>, PenaltyKind)> =
        found.iter().filter(|p| p.amount.is_some()).map(|p| (p.person, p.kind)).collect();
    found.retain(|p| {
        p.amount.is_some() || p.kind == PenaltyKind::Death || !told.contains(&(p.person, p.kind))
    });
    found
}

/// The people whom the words of a finding speak of, as far as they are known.
fn named(people: &People<'_, '_>, finding: &Finding) -> Vec<PartyId> {
    finding.all("who").filter_map(|w| people.at(w.head)).collect()
}

/// A punishment told again adds its charge, if it was told without.
fn add(found: &mut Vec<Penalty>, penalty: Penalty) {
    let same = |p: &&mut Penalty| {
        (p.person, p.kind, p.state) == (penalty.person, penalty.kind, penalty.state)
            && p.amount == penalty.amount
            && (p.charge == penalty.charge || p.charge.is_none() || penalty.charge.is_none())
    };
    match found.iter_mut().find(same) {
        Some(twin) => {
            twin.charge = twin.charge.or(penalty.charge);
            let new: Vec<_> = penalty.terms.into_iter().filter(|t| !twin.terms.contains(t)).collect();
            twin.terms.extend(new);
        }
        None => found.push(penalty),
    }
}

fn of_finding(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    charges: &[Charge],
    finding: &Finding,
) -> Vec<Penalty> {
    let Some(mut state) = state_of(scene, finding) else { return Vec::new() };
    let mut who: Vec<PartyId> = Vec::new();
    if finding.set("scope") == Some("line") {
        let Some((party, stated)) = table::cell(scene, people, finding) else { return Vec::new() };
        state = stated;
        who.push(party);
    }
    for binding in finding.all("who").cloned().collect::<Vec<_>>() {
        for denoted in denoted(scene, people, &binding) {
            // "the defendant", "the suspect": whoever is charged, whomever else the description seems to mean. A
            // pronoun is nobody but whom it stands for.
            let charged = charges.iter().any(|c| c.defendant == denoted.party);
            let other = (says_accused(scene, binding.head) && !charged).then(|| sole_defendant(charges));
            who.push(other.flatten().unwrap_or(denoted.party));
        }
    }
    let pronoun = |b: &factum_types::Binding| {
        matches!(scene.lower(b.head), "he" | "she" | "him" | "her" | "his" | "they" | "them" | "it")
    };
    if who.is_empty() && !finding.all("who").any(pronoun) {
        who.extend(elided(scene, people, charges, finding));
    }
    let mut found = Vec::new();
    let told = Told { finding, state };
    for punishment in punishments(scene, &told) {
        let who = match of_another(scene, people, finding, &punishment) {
            None => who.clone(),
            Some(other) => other.into_iter().collect(),
        };
        // "He would face seven years": a pronoun that leads to somebody whom nothing charges leads nowhere.
        let open = matches!(state, PenaltyState::Possible | PenaltyState::Expected);
        let astray = |p: &PartyId| {
            open && finding.all("who").any(pronoun)
                && !charges.iter().any(|c| c.defendant == *p)
                && !charges.is_empty()
        };
        let who: Vec<PartyId> = who.into_iter().filter(|p| !astray(p)).collect();
        for person in &who {
            people.use_party(*person);
            for charge in bound(scene, charges, *person, &told, &punishment) {
                found.push(Penalty {
                    person: Some(*person),
                    charge,
                    kind: punishment.kind,
                    amount: punishment.amount.clone(),
                    state,
                    terms: punishment.terms.clone(),
                    said_by: said_by(scene, people, finding),
                    evidence: Evidence {
                        span: finding.span.cover(punishment.span),
                        rule: finding.rule.to_string(),
                    },
                });
            }
        }
    }
    found
}

/// "sentenced Roe to life and his wife to 20 years": the second amount is that of the person right before it, or of
/// nobody where nothing says who that is. `None` where there is no second person.
fn of_another(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    finding: &Finding,
    punishment: &Punishment,
) -> Option<Option<PartyId>> {
    let at = scene.tokens_in(punishment.span).start;
    let to = (finding.anchor + 1..at).rev().take(3).find(|i| scene.lower(*i) == "to")?;
    let mut from = to;
    let name = |i: usize| {
        people.at(i).is_some()
            || matches!(scene.token(i).pos, Pos::NOUN | Pos::PROPN | Pos::DET | Pos::ADJ)
            || scene.token(i).dep == Dep::Poss
    };
    while from > finding.anchor + 1 && name(from - 1) {
        from -= 1;
    }
    let joined =
        from > finding.anchor + 1 && matches!(scene.lower(from - 1), "and" | "while" | "but" | ";" | ",");
    let person = (from..to).rev().find(|i| {
        let lemma = scene.lemma(*i);
        people.at(*i).is_some_and(|p| people.is_person(p))
            || scene.listed("kinship", &lemma)
            || scene.listed("person-nouns", &lemma)
    })?;
    // an amount of the first person stands before
    let first = scene.span(&(finding.anchor..from));
    let before = scene.findings.amounts.iter().any(|q| first.contains(q.span))
        || (finding.anchor..from).any(|i| scene.lower(i) == "to");
    (joined && before).then(|| people.at(person).filter(|p| people.is_person(*p)))
}

/// Whether it threatens or holds: by the rule, and by how far the clause is claimed.
fn state_of(scene: &Scene<'_>, finding: &Finding) -> Option<PenaltyState> {
    let state = finding.set("state")?.parse::<PenaltyState>().ok()?;
    let told = match (state, finding.claim.modality) {
        (_, Modality::Denied) => return None,
        (PenaltyState::Imposed, _) if is_requested(scene, finding.anchor) => PenaltyState::Sought,
        // "was sentenced" holds; "could be sentenced" threatens, "will be sentenced to" is expected.
        (PenaltyState::Imposed, Modality::Conditional) => PenaltyState::Possible,
        (PenaltyState::Imposed, Modality::Planned) => match finding.set("planned") {
            Some(stated) => stated.parse().ok()?,
            None => PenaltyState::Expected,
        },
        (PenaltyState::Sought, Modality::Conditional) => return None,
        (state, _) => state,
    };
    // "faces 17 years when he is sentenced" tells what was agreed, unless it tells the most.
    let words: Vec<&str> = scene.sentence(finding.anchor).map(|i| scene.lower(i)).collect();
    let has = |word: &str| words.contains(&word);
    let due = has("when") && has("sentenced");
    let most = ["up", "maximum", "could", "possible", "most", "much", "may"].iter().any(|w| has(w));
    Some(match told {
        PenaltyState::Possible if state == PenaltyState::Possible && due && !most => PenaltyState::Expected,
        told => told,
    })
}

/// "requested that the defendant receive ten years": the bare verb below a request.
fn is_requested(scene: &Scene<'_>, verb: usize) -> bool {
    let asks = |head: usize| {
        matches!(
            scene.lemma(head).as_str(),
            "request" | "want" | "ask" | "recommend" | "urge" | "seek" | "demand" | "propose"
        )
    };
    let token = scene.token(verb);
    // "asks the Court to impose", "requested that the defendant receive"
    let below = matches!(token.dep, Dep::Ccomp | Dep::Xcomp);
    below && matches!(token.tag, Tag::VB | Tag::VBP) && scene.head(verb).is_some_and(asks)
}

/// Whom a punishment concerns where the rule found no person: the subject, if it is a name that the tagger missed or
/// a word for the defendant; without a subject the only defendant. A firm that "faces a fine" is neither.
fn elided(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    charges: &[Charge],
    finding: &Finding,
) -> Option<PartyId> {
    let Some(subject) = finding.one("whom").cloned() else { return sole_defendant(charges) };
    if let Some(party) = people.at(subject.head) {
        return people.is_person(party).then_some(party);
    }
    says_accused(scene, subject.head).then(|| sole_defendant(charges)).flatten()
}

/// Whether a noun says that somebody is accused: "the defendant", "the suspect".
fn says_accused(scene: &Scene<'_>, noun: usize) -> bool {
    let lemma = scene.lemma(noun);
    let role = scene.part_of(&lemma);
    matches!(role, Some("defendant" | "suspect"))
}

fn sole_defendant(charges: &[Charge]) -> Option<PartyId> {
    let first = charges.first()?.defendant;
    charges.iter().all(|c| c.defendant == first).then_some(first)
}

/// The charges that a punishment is for: those whose offence its words name, else the only one that it can be for.
/// One row for each where the text says "each" or tells the law's most; one row without a charge where it is open.
fn bound(
    scene: &Scene<'_>,
    charges: &[Charge],
    person: PartyId,
    told: &Told<'_>,
    punishment: &Punishment,
) -> Vec<Option<usize>> {
    let own: Vec<usize> = (0..charges.len()).filter(|c| charges[*c].defendant == person).collect();
    let Told { finding, state } = *told;
    let sentence = scene.sentence(finding.anchor);
    let behind = punishment.behind.clone();
    let before = sentence.start..finding.anchor.max(sentence.start);
    let mut named = naming(scene, charges, &own, behind.clone());
    if named.is_empty() {
        named = naming(scene, charges, &own, before);
    }
    let each = behind.clone().any(|i| scene.lower(i) == "each");
    let several = each || state == PenaltyState::Possible;
    match named.as_slice() {
        [only] => return vec![Some(*only)],
        [] => {}
        _ if several => return named.into_iter().map(Some).collect(),
        _ => return vec![None],
    }
    let fitting: Vec<usize> = match state {
        PenaltyState::Imposed => {
            let sentenced = |c: &usize| charges[*c].history.iter().any(|s| s.status == Status::Sentenced);
            own.iter().copied().filter(sentenced).collect()
        }
        _ => own,
    };
    match fitting.as_slice() {
        [only] => vec![Some(*only)],
        // "two life sentences" for two charges: one each.
        several if several.len() > 1 && (each || punishment.times == Some(several.len())) => {
            several.iter().copied().map(Some).collect()
        }
        _ => vec![None],
    }
}

/// Of some charges those that a stretch of text names by the words of their offence; those named by most words.
fn naming(scene: &Scene<'_>, charges: &[Charge], own: &[usize], stretch: Range<usize>) -> Vec<usize> {
    let words: Vec<String> = stretch.map(|i| scene.lower(i).trim_end_matches('s').to_owned()).collect();
    let telling = |c: usize| -> Vec<String> {
        let text = charges[c].offence.as_ref().map(|o| o.text.to_lowercase()).unwrap_or_default();
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|w| w.len() > 3 && !scene.listed("offence-modifiers", w))
            .map(|w| w.trim_end_matches('s').to_owned())
            .collect()
    };
    let shared = |c: usize| telling(c).iter().filter(|w| words.contains(w)).count();
    let told = |c: usize| telling(c).len();
    let most = own.iter().map(|c| shared(*c)).max().unwrap_or(0);
    // "for fraud and filing a false return" names both, though by more words the one than the other
    let whole = |c: usize| shared(c) > 0 && shared(c) == told(c);
    own.iter().copied().filter(|c| most > 0 && (shared(*c) == most || whole(*c))).collect()
}
