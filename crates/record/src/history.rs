//! Steps seen in several documents become one history: reprints are witnesses, not new steps.

use factum_types::{Charge, Modality, Period, Status, Step};
use jiff::civil::Date;

use crate::case::Told;
use crate::held::{later, sooner};
use crate::{Cite, Held, Procedure, State};

/// A step of a charge, with every source that tells of it.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryStep {
    /// What it came to.
    pub status: Status,
    /// When, as far as the sources together say.
    pub held: Held,
    /// Who took it: `prosecution`, `court`, `jury`, `not_stated`.
    pub by: String,
    /// `with`, `without`, `not_stated`.
    pub prejudice: String,
    /// How far the sources vouch for it; only `asserted` steps move a charge.
    pub modality: Modality,
    /// Whether a source has it open the charge again after an ending, though it gives no day.
    pub anew: bool,
    /// The sources, in the order of publication; never empty.
    pub witnesses: Vec<Witness>,
}

/// One source's words for a step.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// Where and in which words.
    pub cite: Cite,
    /// The source's own word for the step: "dropped".
    pub surface: String,
    /// The date as this source gives it.
    pub date: Option<Period>,
    /// 0 to 1, as the document's record has it.
    pub confidence: f32,
    /// What was inferred to get here, in words.
    pub inferred: Vec<String>,
}

/// A witness that may tell of either of several steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// The words.
    pub witness: Witness,
    /// What they say.
    pub status: Status,
    /// Why they stand by no step.
    pub why: String,
}

/// A step as one document tells of it.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) status: Status,
    pub(crate) held: Held,
    /// Whether the text says that it came before the other steps.
    pub(crate) earlier: bool,
    /// Whether the document has the charge opened by it after an ending.
    pub(crate) anew: bool,
    /// Where the document leaves the charge.
    pub(crate) current: Status,
    pub(crate) by: String,
    pub(crate) prejudice: String,
    pub(crate) modality: Modality,
    pub(crate) witness: Witness,
}

/// The history of a charge, before anything is concluded from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct History {
    /// Asserted steps in order.
    pub(crate) steps: Vec<HistoryStep>,
    /// Steps that are planned, conditional, alleged or denied: they never move the charge.
    pub(crate) apart: Vec<HistoryStep>,
    /// Witnesses of one of several steps.
    pub(crate) loose: Vec<Loose>,
}

impl Seen {
    /// Step `at` of a charge as a document tells of it.
    pub(crate) fn new(told: &Told, charge: &Charge, at: usize) -> Option<Seen> {
        let step = charge.history.get(at)?;
        let held = held(told, charge, step);
        let ended = |s: &Step| s.modality == Modality::Asserted && ENDS.contains(&s.status);
        let opens = OPENS.contains(&step.status) || step.status == Status::Pending;
        let anew = opens && charge.current == step.status && charge.history.iter().any(ended);
        let witness = Witness {
            cite: told.pages.cite_said(&step.evidence, step.said_by.as_ref()),
            surface: step.surface.clone(),
            date: step.date,
            confidence: step.confidence,
            inferred: step.inferred.clone(),
        };
        Some(Seen {
            status: step.status,
            held,
            earlier: step.earlier,
            anew,
            current: charge.current,
            by: step.by.clone(),
            prejudice: step.prejudice.clone(),
            modality: step.modality,
            witness,
        })
    }

    fn step(&self) -> HistoryStep {
        HistoryStep {
            status: self.status,
            held: self.held,
            by: self.by.clone(),
            prejudice: self.prejudice.clone(),
            modality: self.modality,
            anew: self.anew,
            witnesses: vec![self.witness.clone()],
        }
    }

    /// Whether this tells of the same step, as far as dates and stated details go.
    pub(crate) fn may_be(&self, step: &HistoryStep) -> bool {
        self.status == step.status && self.held.meets(&step.held) && agree(&self.prejudice, &step.prejudice)
    }
}

/// What ends a charge, so that a later opening opens it again.
const ENDS: &[Status] = &[Status::Dismissed, Status::Declined, Status::Diverted, Status::Vacated];

/// What opens a charge again.
const OPENS: &[Status] = &[Status::Arrested, Status::Charged, Status::Indicted];

/// When a step was, by its document alone.
fn held(told: &Told, charge: &Charge, step: &Step) -> Held {
    let is_past = !matches!(step.modality, Modality::Planned | Modality::Conditional);
    let published = told.published().filter(|_| is_past);
    match (step.status, step.date) {
        // "in 2023", told in March of that year
        (_, Some(date)) => Held::on(date).narrowed(Held::within(None, published)),
        // a report that a charge is open holds on the day of the report: there is no other event
        (Status::Pending, None) => told.pages.source.published.map(Held::on).unwrap_or_default(),
        (_, None) => {
            let (earliest, latest) = step.window.as_deref().map_or((None, None), Held::bounds);
            let others = charge.history.iter().filter(|o| !o.earlier && step.earlier);
            let before = others.filter_map(|o| o.date).map(Period::last).min();
            // the document leaves the charge open again, so the ending came before the step that opened it
            let reopened = charge.history.iter().filter(|o| {
                ENDS.contains(&step.status) && o.status == charge.current && OPENS.contains(&o.status)
            });
            let before = sooner(before, reopened.filter_map(|o| o.date).map(Period::last).min());
            Held::within(earliest, sooner(sooner(latest, before), published))
        }
    }
}

/// Whether two details can both hold: not stated agrees with everything.
fn agree(a: &str, b: &str) -> bool {
    const NOT_STATED: [&str; 2] = ["not_stated", ""];
    a == b || NOT_STATED.contains(&a) || NOT_STATED.contains(&b)
}

/// Folds what the documents saw into one history. `seen` is in the order of documents.
pub(crate) fn history(seen: &[Seen], procedure: &Procedure) -> History {
    let mut history = History::default();
    let (asserted, apart): (Vec<&Seen>, Vec<&Seen>) =
        seen.iter().partition(|s| s.modality == Modality::Asserted);
    // the finest dates first, so that "in January" finds the day that another source gives
    let fineness = |s: &Seen| s.held.date.map(|d| (d.last() - d.first()).get_days());
    let mut dated: Vec<&Seen> = asserted.iter().copied().filter(|s| s.held.date.is_some()).collect();
    dated.sort_by_key(|s| (fineness(s), s.held.earliest));
    for seen in dated {
        place_dated(&mut history, seen);
    }
    let mut undated: Vec<&Seen> = asserted.into_iter().filter(|s| s.held.date.is_none()).collect();
    undated.sort_by_key(|s| (s.held.latest.is_none(), s.held.latest));
    for seen in undated {
        place_undated(&mut history, seen, procedure);
    }
    for seen in apart {
        let same = |s: &&mut HistoryStep| s.modality == seen.modality && seen.may_be(s);
        match history.apart.iter_mut().find(same) {
            Some(step) => add(step, seen),
            None => history.apart.push(seen.step()),
        }
    }
    bound(&mut history.steps, procedure);
    sort(&mut history.steps, procedure);
    for step in history.steps.iter_mut().chain(&mut history.apart) {
        step.witnesses.sort_by(|a, b| witness_order(a).cmp(&witness_order(b)));
    }
    history
}

fn witness_order(witness: &Witness) -> (bool, Option<Date>, &str, u32) {
    let source = &witness.cite.source;
    let published = source.published.map(Period::last);
    (published.is_none(), published, &source.id, witness.cite.span.start)
}

fn place_dated(history: &mut History, seen: &Seen) {
    let exact_day = seen.held.date.and_then(Period::as_day).is_some();
    // two reports of one day are one step even where they differ in detail; the difference is a conflict
    let same = |s: &HistoryStep| {
        s.status == seen.status
            && s.held.meets(&seen.held)
            && (exact_day || agree(&s.prejudice, &seen.prejudice))
    };
    attach(history, seen, same, "the source's date fits several steps");
}

const SEVERAL: &str = "the source gives no day, and several steps fit";

fn place_undated(history: &mut History, seen: &Seen, procedure: &Procedure) {
    let ends = procedure.row(seen.status).once;
    let is_news = ends && !seen.earlier && seen.current == seen.status;
    let found: Vec<&HistoryStep> = history.steps.iter().filter(|s| seen.may_be(s)).collect();
    let last = found.iter().filter_map(|s| s.held.latest).max();
    // a source that leaves the charge ended cannot mean an ending before the charge was brought again
    let reopened = reopenings(&history.steps, procedure).into_iter();
    let reopened = reopened.filter(|&day| seen.held.latest.is_none_or(|latest| day <= latest)).max();
    if let Some(day) = reopened.filter(|&day| is_news && last.is_none_or(|last| last < day)) {
        let mut step = seen.step();
        step.held = Held::within(later(seen.held.earliest, Some(day)), seen.held.latest);
        history.steps.push(step);
        return;
    }
    if let Some(day) = reopened.filter(|_| ends && procedure.state(seen.current) == State::Open) {
        // the source leaves the charge open: the ending that it tells of came before the charge was brought again
        let mut bounded = seen.clone();
        bounded.held = Held::within(seen.held.earliest, sooner(seen.held.latest, Some(day)));
        return attach(history, &bounded, |s| bounded.may_be(s), SEVERAL);
    }
    if is_news && found.len() > 1 {
        let newest = |s: &HistoryStep| seen.may_be(s) && s.held.latest == last;
        return attach(history, seen, newest, SEVERAL);
    }
    attach(history, seen, |s| seen.may_be(s), SEVERAL);
}

/// Adds a witness to the one step that it may tell of; a new step where there is none; loose where there are
/// several.
fn attach(history: &mut History, seen: &Seen, same: impl Fn(&HistoryStep) -> bool, why: &str) {
    let found = history.steps.iter().filter(|s| same(s)).count();
    match found {
        0 => history.steps.push(seen.step()),
        1 => {
            if let Some(step) = history.steps.iter_mut().find(|s| same(s)) {
                add(step, seen);
            }
        }
        _ => history.loose.push(Loose {
            witness: seen.witness.clone(),
            status: seen.status,
            why: why.to_owned(),
        }),
    }
}

fn add(step: &mut HistoryStep, seen: &Seen) {
    for (mine, theirs) in [(&mut step.by, &seen.by), (&mut step.prejudice, &seen.prejudice)] {
        if mine.is_empty() || mine == "not_stated" {
            mine.clone_from(theirs);
        }
    }
    step.held = step.held.narrowed(seen.held);
    step.anew |= seen.anew;
    if !step.witnesses.iter().any(|w| w.cite.is_at(&seen.witness.cite)) {
        step.witnesses.push(seen.witness.clone());
    }
}

/// Narrows the bounds of steps without a date by what procedure puts before and after them.
fn bound(steps: &mut [HistoryStep], procedure: &Procedure) {
    let ended = |s: &HistoryStep| procedure.row(s.status).once;
    let reopenings = reopenings(steps, procedure);
    let known = steps.to_vec();
    for step in steps.iter_mut().filter(|s| s.held.date.is_none()) {
        let follows = known.iter().filter(|s| procedure.precedes(step.status, s.status) && ended(s));
        let last = follows.filter_map(|s| s.held.latest).max();
        // it may belong to a later round only where one was opened
        let again = reopenings.iter().any(|&day| last.is_some_and(|last| day > last));
        let after_all = matches!((step.held.earliest, last), (Some(a), Some(b)) if a > b);
        if !again && !after_all {
            step.held.latest = sooner(step.held.latest, last);
        }
        let before =
            known.iter().filter(|s| procedure.precedes(s.status, step.status) && s.held.date.is_some());
        // what opened the charge again came after the ending, be it on the same day
        let days = before.filter(|s| !s.anew || s.held.earliest < step.held.latest);
        let days = days.filter_map(|s| s.held.earliest);
        let days = days.filter(|&day| step.held.latest.is_none_or(|latest| day <= latest));
        // with several rounds only the first of the steps before it is certain to come before it
        let floor = if reopenings.is_empty() { days.max() } else { days.min() };
        step.held.earliest = later(step.held.earliest, floor);
    }
}

/// The days on which the charge was opened again after an ending.
fn reopenings(steps: &[HistoryStep], procedure: &Procedure) -> Vec<Date> {
    let ends: Vec<Date> =
        steps.iter().filter(|s| procedure.row(s.status).once).filter_map(|s| s.held.latest).collect();
    let opens = steps.iter().filter(|s| procedure.row(s.status).reopens && s.held.date.is_some());
    opens.filter_map(|s| s.held.earliest).filter(|day| ends.iter().any(|end| end < day)).collect()
}

/// Orders steps by date, by the last possible day where there is none, then by procedure.
fn sort(steps: &mut [HistoryStep], procedure: &Procedure) {
    let known = steps.to_vec();
    let key = |step: &HistoryStep| {
        // "in January" comes before a step of 20 January that must follow it
        let coarse = step.held.date.is_none_or(|d| d.as_day().is_none());
        let follows = known.iter().filter(|s| coarse && procedure.precedes(step.status, s.status));
        let within =
            follows.filter_map(|s| s.held.latest).filter(|&day| step.held.earliest.is_none_or(|e| e <= day));
        let reopened = reopenings(&known, procedure);
        let last = match reopened.is_empty() {
            true => sooner(step.held.latest, within.min()),
            false => step.held.latest,
        };
        (last.is_none(), last, step.anew, procedure.row(step.status).rank)
    };
    steps.sort_by_key(key);
}
