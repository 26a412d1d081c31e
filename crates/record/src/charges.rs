//! Where every charge stands, with its history and its sources.

use factum_types::{PenaltyKind, PenaltyState, Status};

use crate::case::Told;
use crate::cite::Cite;
use crate::history::{HistoryStep, Loose, Witness, history};
use crate::people::People;
use crate::standing::{fold, rounds};
use crate::tracks::{Tracks, tracks};
use crate::{Ask, Held, Procedure, State};

/// Where a charge stands at the two times that were asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Who is charged: index among the view's people.
    pub person: usize,
    /// With what, in a source's words; `None` where no source says.
    pub offence: Option<String>,
    /// Class code of the offence lexicon, where the words are known.
    pub code: Option<String>,
    /// Counts as printed, each with its words.
    pub counts: Vec<(u32, Cite)>,
    /// 0 for the first charge of this offence; 1 for one that was brought after the first was over for good.
    pub again: usize,
    /// Index of the charge that this one enhances.
    pub enhances: Option<usize>,
    /// Index in `history` of the step that gives the status; `None` where nothing had certainly happened.
    pub now: Option<usize>,
    /// What holds; `None` with `now`.
    pub state: Option<State>,
    /// Index in `history` of the step that gives the latest known status, whatever day was asked.
    pub latest: Option<usize>,
    /// What holds after that step.
    pub latest_state: Option<State>,
    /// Asserted steps in order.
    pub history: Vec<HistoryStep>,
    /// What each step of `history` is to the question, of the same length.
    pub parts: Vec<Part>,
    /// Steps that are planned, conditional, alleged or denied: they never move the charge.
    pub apart: Vec<HistoryStep>,
    /// Witnesses that may tell of either of several steps.
    pub loose: Vec<Loose>,
    /// The last source that speaks of the charge, among those published by the day asked where there are any.
    pub last_source: Option<Cite>,
}

/// What a step is to a question about a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It gives the status.
    Now,
    /// It had happened before.
    Past,
    /// It had happened and changed nothing, for this reason.
    Unmoved(&'static str),
    /// It may have happened by the day: its bounds lie on both sides.
    MayHave,
    /// It had not happened by the day, as far as is known.
    Later,
}

/// A step that names no offence and could mean several charges, or none.
#[derive(Clone, Debug, PartialEq)]
pub struct Unbound {
    /// Whose charge: index among the view's people.
    pub person: usize,
    /// What it came to.
    pub status: Status,
    /// When.
    pub held: Held,
    /// How far the source vouches for it.
    pub modality: factum_types::Modality,
    /// The words.
    pub witness: Witness,
    /// Why it is bound to no charge.
    pub why: String,
}

/// A punishment that threatens or holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// On whom: index among the view's people.
    pub person: Option<usize>,
    /// For what: index among the view's charges.
    pub charge: Option<usize>,
    /// What kind.
    pub kind: PenaltyKind,
    /// ISO 8601 duration, range, `life`, or money; `None` where the text gives none.
    pub amount: Option<String>,
    /// Whether it threatens or holds.
    pub state: PenaltyState,
    /// Why it no longer threatens or holds, in words.
    pub moot: Option<String>,
    /// The words, one for each source; never empty.
    pub witnesses: Vec<Cite>,
    /// What was inferred, in words.
    pub inferred: Vec<String>,
}

impl Standing {
    /// The step that gives the status.
    pub fn step(&self) -> Option<&HistoryStep> {
        self.history.get(self.now?)
    }

    /// The status; `None` where nothing had certainly happened by the day.
    pub fn status(&self) -> Option<Status> {
        self.step().map(|s| s.status)
    }

    /// Whether no source of the view tells how the charge ended.
    pub fn outcome_not_found(&self) -> bool {
        matches!(self.latest_state, None | Some(State::Open | State::Deferred))
    }

    /// The step that gives the latest known status, where that is another than the one of the day asked.
    pub fn since(&self) -> Option<&HistoryStep> {
        self.history.get(self.latest.filter(|_| self.latest != self.now)?)
    }
}

/// The charges of a view with what was found on the way.
#[derive(Debug, Default)]
pub(crate) struct Charges {
    pub(crate) standings: Vec<Standing>,
    pub(crate) unbound: Vec<Unbound>,
    tracks: Tracks,
    /// For each track the standings that it became.
    of_track: Vec<Vec<usize>>,
}

impl Charges {
    /// The standings that a charge of one document speaks of, the latest round of each.
    pub(crate) fn of(&self, document: usize, charge: usize) -> Vec<usize> {
        let of = |track: usize| self.of_track.get(track)?.last().copied();
        self.tracks.of(document, charge).into_iter().filter_map(of).collect()
    }
}

/// Where every charge stands.
pub(crate) fn charges(told: &[&Told], people: &People, ask: Ask, procedure: &Procedure) -> Charges {
    let mut charges = Charges { tracks: tracks(told, people, procedure), ..Charges::default() };
    charges.unbound = std::mem::take(&mut charges.tracks.unbound);
    for track in &charges.tracks.tracks {
        let mut whole = history(&track.seen, procedure);
        let rounds = rounds(std::mem::take(&mut whole.steps), procedure);
        let n_rounds = rounds.len();
        let mut of = Vec::new();
        for (again, steps) in rounds.into_iter().enumerate() {
            let is_last = again + 1 == n_rounds;
            let (apart, loose) = match is_last {
                true => (std::mem::take(&mut whole.apart), std::mem::take(&mut whole.loose)),
                false => (Vec::new(), Vec::new()),
            };
            of.push(charges.standings.len());
            let (now, state, parts) = stand(&steps, ask, procedure);
            let (latest, latest_state, _) = stand(&steps, Ask { as_of: None, ..ask }, procedure);
            charges.standings.push(Standing {
                person: track.person,
                offence: track.offence.clone(),
                code: track.code.clone(),
                counts: if again == 0 { track.counts.clone() } else { Vec::new() },
                again,
                enhances: None,
                now,
                state,
                latest,
                latest_state,
                last_source: last_source(&steps, ask),
                history: steps,
                parts,
                apart,
                loose,
            });
        }
        charges.of_track.push(of);
    }
    enhancements(told, &mut charges);
    charges
}

fn stand(
    steps: &[HistoryStep],
    ask: Ask,
    procedure: &Procedure,
) -> (Option<usize>, Option<State>, Vec<Part>) {
    let folded = fold(steps, ask.as_of, procedure);
    let part = |(at, step): (usize, &HistoryStep)| {
        if folded.now == Some(at) {
            Part::Now
        } else if let Some((_, why)) = folded.unmoved.iter().find(|(other, _)| *other == at) {
            Part::Unmoved(why)
        } else if folded.may_have.contains(&at) {
            Part::MayHave
        } else if ask.as_of.is_some_and(|day| !step.held.certain_by(day)) {
            Part::Later
        } else {
            Part::Past
        }
    };
    let state = folded.now.and_then(|now| steps.get(now)).map(|s| procedure.state(s.status));
    (folded.now, state, steps.iter().enumerate().map(part).collect())
}

fn last_source(steps: &[HistoryStep], ask: Ask) -> Option<Cite> {
    let cites = || steps.iter().flat_map(|s| &s.witnesses).map(|w| &w.cite);
    let published = |c: &&Cite| c.source.published.map(|p| p.last());
    // by date, then by content, so that the answer does not hang on the order of steps
    let newest = |c: &&Cite| (published(c), c.source.id.clone(), std::cmp::Reverse(c.span));
    let in_time = |c: &&Cite| ask.as_of.is_none_or(|day| published(c).is_some_and(|p| p <= day));
    cites().filter(in_time).max_by_key(newest).or_else(|| cites().max_by_key(newest)).cloned()
}

/// Ties each enhancement to the charge that it enhances.
fn enhancements(told: &[&Told], charges: &mut Charges) {
    for (document, t) in told.iter().enumerate() {
        for (at, charge) in t.record.charges.iter().enumerate() {
            let Some(base) = charge.enhances else { continue };
            let (mine, bases) = (charges.of(document, at), charges.of(document, base));
            if let ([mine], [base]) = (mine.as_slice(), bases.as_slice())
                && mine != base
                && let Some(standing) = charges.standings.get_mut(*mine)
            {
                standing.enhances = standing.enhances.or(Some(*base));
            }
        }
    }
}

/// Punishments, apart from the charges that they hang on.
pub(crate) fn exposures(told: &[&Told], people: &People, charges: &Charges) -> Vec<Exposure> {
    let mut exposures: Vec<Exposure> = Vec::new();
    for (document, t) in told.iter().enumerate() {
        for penalty in &t.record.penalties {
            let mut inferred = Vec::new();
            let person = penalty.person.and_then(|p| people.person(document, p));
            let charge = match penalty.charge {
                Some(at) => one(&charges.of(document, at)),
                None => {
                    let of = charges.standings.iter().enumerate().filter(|(_, s)| Some(s.person) == person);
                    let only = one(&of.map(|(at, _)| at).collect::<Vec<_>>());
                    inferred.extend(only.map(|_| "it is the person's only charge in the record".to_owned()));
                    only
                }
            };
            let person = person.or_else(|| charges.standings.get(charge?).map(|s| s.person));
            let cite = t.pages.cite_said(&penalty.evidence, penalty.said_by.as_ref());
            let same = |e: &&mut Exposure| {
                (e.person, e.charge, e.kind, e.state) == (person, charge, penalty.kind, penalty.state)
                    && e.amount == penalty.amount
                    && (person.is_some() || e.witnesses.iter().any(|w| w.source.id == cite.source.id))
            };
            match exposures.iter_mut().find(same) {
                Some(known) => known.witnesses.push(cite),
                None => exposures.push(Exposure {
                    person,
                    charge,
                    kind: penalty.kind,
                    amount: penalty.amount.clone(),
                    state: penalty.state,
                    moot: None,
                    witnesses: vec![cite],
                    inferred,
                }),
            }
        }
    }
    for exposure in &mut exposures {
        exposure.moot = moot(exposure, &charges.standings);
    }
    exposures
}

fn one(found: &[usize]) -> Option<usize> {
    match found {
        [only] => Some(*only),
        _ => None,
    }
}

/// Why a punishment no longer threatens or holds.
fn moot(exposure: &Exposure, standings: &[Standing]) -> Option<String> {
    let of: Vec<&Standing> = match exposure.charge {
        Some(at) => standings.get(at).into_iter().collect(),
        None => standings.iter().filter(|s| Some(s.person) == exposure.person).collect(),
    };
    // of a person with several charges, one that is still open keeps the threat alive
    let ends = of.iter().map(|standing| ends(exposure.state, standing)).collect::<Option<Vec<String>>>()?;
    let mut ends: Vec<String> = ends;
    ends.dedup();
    (!ends.is_empty()).then(|| ends.join("; "))
}

fn ends(penalty: PenaltyState, standing: &Standing) -> Option<String> {
    let step = standing.step()?;
    let words = |what: &str| Some(format!("{what}, {}", step.held));
    match (penalty, standing.state?) {
        (PenaltyState::Imposed, State::Lifted) => words("the conviction was lifted"),
        (PenaltyState::Imposed, _) => None,
        (_, State::Cleared) => words(&format!("the charge ended without a conviction: {}", step.status)),
        (_, State::Lifted) => words("the conviction was lifted"),
        (_, State::Convicted) => {
            let past = standing.history.iter().zip(&standing.parts);
            let mut done = past
                .filter(|(s, part)| s.status == Status::Sentenced && matches!(part, Part::Now | Part::Past));
            done.next_back().map(|(s, _)| format!("the sentence was passed, {}", s.held))
        }
        _ => None,
    }
}
