//! Published sentences whose claim about the present a later step overtook.

use factum_types::{Modality, PenaltyState, Period, Status};
use jiff::civil::Date;

use crate::claims::Claimed;
use crate::history::{HistoryStep, Witness};
use crate::procedure::Claim;
use crate::{Ask, Cite, Exposure, Part, Procedure, Standing, State};

/// A published sentence that a later step overtook. It was not wrong: it has stopped being true.
#[derive(Clone, Debug, PartialEq)]
pub struct Stale {
    /// The sentence's words.
    pub claim: Cite,
    /// What it claims of the present.
    pub kind: StaleKind,
    /// Index among the view's charges.
    pub charge: usize,
    /// Index in that charge's history of the step that overtook it.
    pub by: usize,
    /// The first source that tells of that step.
    pub by_source: Cite,
    /// Index of a later step that opened the charge again, where there is one: the claim may hold once more.
    pub again: Option<usize>,
}

/// Steps that show that somebody is before a court.
const FOUND: &[Status] = &[Status::Arraigned, Status::PleadedNotGuilty];

/// What a sentence claims of the present.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaleKind {
    /// That the charge is open: "is still facing", "is charged with".
    Open,
    /// That a punishment threatens: "faces up to 18 months".
    Exposure,
    /// That something is coming: "is scheduled to be tried".
    Planned,
    /// That the charge has ended: "has been dropped", before it was brought again.
    Ended,
    /// That somebody is in custody: "is being held".
    Held,
    /// That somebody is not caught: "remains at large".
    AtLarge,
}

impl StaleKind {
    /// The name in printed output.
    pub fn as_str(self) -> &'static str {
        match self {
            StaleKind::Open => "open",
            StaleKind::Exposure => "exposure",
            StaleKind::Planned => "planned",
            StaleKind::Ended => "ended",
            StaleKind::Held => "held",
            StaleKind::AtLarge => "at_large",
        }
    }
}

/// All overtaken sentences, by publication.
pub(crate) fn stale(
    standings: &[Standing],
    exposures: &[Exposure],
    claims: &[Claimed],
    ask: Ask,
    procedure: &Procedure,
) -> Vec<Stale> {
    let mut found = Vec::new();
    for (charge, standing) in standings.iter().enumerate() {
        let look = Look { charge, standing, procedure };
        for step in standing.history.iter().chain(&standing.apart) {
            for witness in &step.witnesses {
                if let Some(kind) = claim(step, witness, procedure) {
                    found.extend(look.overtaken(&witness.cite, kind, step.status));
                }
            }
        }
    }
    for exposure in exposures.iter().filter(|e| e.state != PenaltyState::Imposed) {
        let Some(charge) = exposure.charge else { continue };
        let Some(standing) = standings.get(charge) else { continue };
        let look = Look { charge, standing, procedure };
        for cite in &exposure.witnesses {
            found.extend(look.overtaken(cite, StaleKind::Exposure, Status::Charged));
        }
    }
    keep_joint_claims_alive(&mut found, standings);
    for claim in claims {
        let by = of_person(claim, standings, procedure);
        // the same sentence may be told by a step of its own
        let known = |s: &Stale| {
            s.kind == by_kind(claim.kind)
                && s.claim.source.id == claim.cite.source.id
                && s.claim.span.overlaps(claim.cite.span)
        };
        if !found.iter().any(known) {
            found.extend(by);
        }
    }
    if let Some(day) = ask.as_of {
        found.retain(|s| published(&s.claim).is_none_or(|p| p <= day));
    }
    let order =
        |s: &Stale| (published(&s.claim), s.claim.source.id.clone(), s.claim.span, s.kind as u8, s.charge);
    found.sort_by_key(order);
    found.dedup_by(|a, b| a.claim.is_at(&b.claim) && a.kind == b.kind && a.charge == b.charge);
    found
}

/// What a source's words claim of the present; `None` for what stays true ("was charged").
fn claim(step: &HistoryStep, witness: &Witness, procedure: &Procedure) -> Option<StaleKind> {
    let state = procedure.state(step.status);
    match step.modality {
        Modality::Planned => return Some(StaleKind::Planned),
        Modality::Asserted => {}
        _ => return None,
    }
    // by convention the name of a rule that reads a present tense ends in "present"
    let is_present = witness.cite.rule.ends_with("present");
    if step.status == Status::Pending || (is_present && state == State::Open) {
        return Some(StaleKind::Open);
    }
    let quote = witness.cite.quote.to_lowercase();
    let perfect = ["has been ", "have been ", "has now been ", "have now been "];
    let says_perfect = perfect.iter().any(|p| quote.contains(p));
    (state != State::Open && (is_present || says_perfect)).then_some(StaleKind::Ended)
}

fn by_kind(kind: Claim) -> StaleKind {
    match kind {
        Claim::Held => StaleKind::Held,
        Claim::AtLarge => StaleKind::AtLarge,
        Claim::Planned => StaleKind::Planned,
    }
}

/// What overtook a claim about a person: for custody and what is to come the step that ended the last of the charges,
/// since one that is open still holds them; for a manhunt the first step that shows the person found.
fn of_person(claim: &Claimed, standings: &[Standing], procedure: &Procedure) -> Option<Stale> {
    let own = || standings.iter().enumerate().filter(|(_, s)| s.person == claim.person);
    let kind = by_kind(claim.kind);
    let mut found = Vec::new();
    for (charge, standing) in own() {
        let stale = Look { charge, standing, procedure }.overtaken(&claim.cite, kind, Status::Charged);
        let over = standing.state.is_some_and(|state| state != State::Open);
        match (stale, claim.kind) {
            (Some(stale), _) => found.push(stale),
            (None, Claim::AtLarge) => {}
            (None, Claim::Held) if standing.state == Some(State::Convicted) => return None,
            // a charge that had ended before says nothing
            (None, _) if over => {}
            (None, _) => return None,
        }
    }
    let day = |s: &Stale| {
        let step = standings.get(s.charge).and_then(|standing| standing.history.get(s.by));
        step.and_then(|step| step.held.latest)
    };
    match claim.kind {
        Claim::AtLarge => found.into_iter().min_by_key(day),
        _ => found.into_iter().max_by_key(day),
    }
}

struct Look<'a> {
    charge: usize,
    standing: &'a Standing,
    procedure: &'a Procedure,
}

impl Look<'_> {
    fn overtaken(&self, claim: &Cite, kind: StaleKind, status: Status) -> Option<Stale> {
        let day = published(claim)?;
        let happened = self.happened();
        let ends = |s: &HistoryStep| {
            let state = self.procedure.state(s.status);
            match kind {
                StaleKind::Ended => state == State::Open && self.procedure.row(s.status).reopens,
                // a threat of punishment outlives the verdict, not the sentence
                StaleKind::Exposure => {
                    matches!(state, State::Cleared | State::Lifted) || s.status == Status::Sentenced
                }
                StaleKind::Planned => state != State::Open || s.status == status,
                StaleKind::Open => state != State::Open,
                // bail and release are not read; a conviction may keep whoever is held where he is
                StaleKind::Held => matches!(state, State::Cleared | State::Lifted | State::Deferred),
                StaleKind::AtLarge => {
                    s.status == Status::Arrested || FOUND.contains(&s.status) || state != State::Open
                }
            }
        };
        let (by, step) = happened.iter().copied().find(|(_, s)| ends(s) && is_news(s, claim, day))?;
        let again = happened.iter().copied().find(|(at, s)| {
            let holds = match kind {
                StaleKind::Ended => self.procedure.state(s.status) == self.procedure.state(status),
                _ => self.procedure.row(s.status).reopens,
            };
            *at > by && holds
        });
        let by_source = step.witnesses.first()?.cite.clone();
        Some(Stale {
            claim: claim.clone(),
            kind,
            charge: self.charge,
            by,
            by_source,
            again: again.map(|a| a.0),
        })
    }

    /// The steps that had moved the charge by the day that was asked, in order.
    fn happened(&self) -> Vec<(usize, &HistoryStep)> {
        let steps = self.standing.history.iter().zip(&self.standing.parts).enumerate();
        let moved = steps.filter(|(_, (_, part))| matches!(part, Part::Now | Part::Past));
        moved.map(|(at, (step, _))| (at, step)).collect()
    }
}

/// Whether a step came after a sentence was published: by its day, or, without one, because the first source
/// that tells of it is later and the step need not be older.
fn is_news(step: &HistoryStep, claim: &Cite, day: Date) -> bool {
    match step.held.date {
        Some(date) => date.last() > day,
        None => {
            let first = step.witnesses.first().and_then(|w| published(&w.cite));
            let same = step.witnesses.iter().any(|w| w.cite.source.id == claim.source.id);
            !same
                && step.held.latest.is_some_and(|latest| latest > day)
                && first.is_some_and(|first| first > day)
        }
    }
}

/// "Is still facing charges" is true as long as one of the charges is open.
fn keep_joint_claims_alive(found: &mut Vec<Stale>, standings: &[Standing]) {
    let alive = |stale: &Stale| {
        stale.kind == StaleKind::Open
            && standings.iter().enumerate().any(|(at, standing)| {
                let joint =
                    standing.history.iter().any(|s| s.witnesses.iter().any(|w| is_plural(w, &stale.claim)));
                at != stale.charge && joint && standing.state == Some(State::Open)
            })
    };
    let keep: Vec<bool> = found.iter().map(|s| !alive(s)).collect();
    let mut keep = keep.into_iter();
    found.retain(|_| keep.next().unwrap_or(true));
}

/// Whether a witness is the same words, which name no offence of their own.
fn is_plural(witness: &Witness, claim: &Cite) -> bool {
    witness.cite.is_at(claim) && witness.inferred.iter().any(|why| why.contains("names no offence"))
}

fn published(cite: &Cite) -> Option<Date> {
    cite.source.published.map(Period::last)
}
