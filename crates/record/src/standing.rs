//! Where a charge stands on a day: a fold over its history.

use factum_types::Status;
use jiff::civil::Date;

use crate::history::HistoryStep;
use crate::{Procedure, State};

/// The result of folding a history.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Folded {
    /// Index of the step that gives the status; `None` where nothing had certainly happened.
    pub(crate) now: Option<usize>,
    /// Steps that may have happened by the day but need not have.
    pub(crate) may_have: Vec<usize>,
    /// Steps that certainly happened but did not move the charge, with the reason.
    pub(crate) unmoved: Vec<(usize, &'static str)>,
}

/// What a step does to a charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Move {
    /// It gives the status.
    Yes,
    /// It changes nothing, for this reason.
    No(&'static str),
    /// It opens another charge: this one is over for good.
    Another,
}

/// The status by the end of a day; with `None`, after all steps.
pub(crate) fn fold(steps: &[HistoryStep], as_of: Option<Date>, procedure: &Procedure) -> Folded {
    let mut folded = Folded::default();
    for (at, step) in steps.iter().enumerate() {
        if as_of.is_some_and(|day| !step.held.certain_by(day)) {
            if as_of.is_some_and(|day| step.held.possible_by(day) && step.held.earliest.is_some()) {
                folded.may_have.push(at);
            }
            continue;
        }
        let now = folded.now.and_then(|now| steps.get(now));
        match next(now, step, procedure) {
            Move::Yes => folded.now = Some(at),
            Move::No(why) => folded.unmoved.push((at, why)),
            Move::Another => folded.unmoved.push((at, "the charge was over for good")),
        }
    }
    folded
}

/// What a step does after the step that gives the status so far.
pub(crate) fn next(now: Option<&HistoryStep>, step: &HistoryStep, procedure: &Procedure) -> Move {
    let Some(now) = now else { return Move::Yes };
    let (was, is) = (procedure.row(now.status), procedure.row(step.status));
    let later = step.anew || matches!((now.held.latest, step.held.earliest), (Some(a), Some(b)) if b > a);
    match (was.state, is.state) {
        (State::Open, State::Open) | (State::Convicted, State::Convicted) => {
            // without a day, a step that comes first in procedure is background
            if step.held.date.is_none() && is.rank < was.rank {
                Move::No("it comes before the step that gives the status")
            } else {
                Move::Yes
            }
        }
        (State::Open, _) => Move::Yes,
        (_, State::Open) if step.status == Status::Pending && !step.anew => {
            Move::No("a report that a charge is open does not open it again")
        }
        (State::Lifted | State::Deferred, State::Open) if later && was.is_final => Move::Another,
        (State::Lifted | State::Deferred, State::Open) if later => Move::Yes,
        (_, State::Open) if !(later && (is.reopens || step.anew)) => {
            Move::No("it does not come after the ending for certain")
        }
        (_, State::Open) if was.is_final => Move::Another,
        (_, State::Open) => Move::Yes,
        _ if later || procedure.precedes(now.status, step.status) => Move::Yes,
        _ if procedure.precedes(step.status, now.status) => {
            Move::No("it comes before the step that gives the status")
        }
        _ => Move::No("it contradicts the step that gives the status"),
    }
}

/// Cuts a history where a charge that was over for good is followed by a new one of the same name: another
/// incident, not the same charge.
pub(crate) fn rounds(steps: Vec<HistoryStep>, procedure: &Procedure) -> Vec<Vec<HistoryStep>> {
    let mut rounds: Vec<Vec<HistoryStep>> = vec![Vec::new()];
    let mut now: Option<HistoryStep> = None;
    for step in steps {
        match next(now.as_ref(), &step, procedure) {
            Move::Another => {
                rounds.push(Vec::new());
                now = Some(step.clone());
            }
            Move::Yes => now = Some(step.clone()),
            Move::No(_) => {}
        }
        if let Some(round) = rounds.last_mut() {
            round.push(step);
        }
    }
    rounds
}

#[cfg(test)]
mod tests {
    use factum_types::{Modality, Status};

    use super::*;
    use crate::Held;

    /// `2023-01-31 charged`, `..2023-04-20 dismissed` (not later than), `2023-01-31..2023-04-20 dismissed`.
    fn steps(text: &str) -> Vec<HistoryStep> {
        let day = |text: &str| text.parse::<Date>().ok();
        let step = |line: &str| {
            let (when, status) = line.trim().split_once(' ').unwrap();
            let held = match when.split_once("..") {
                Some((a, b)) => Held::within(day(a), day(b)),
                None if when == "-" => Held::default(),
                None => Held::on(when.parse().unwrap()),
            };
            HistoryStep {
                status: status.parse().unwrap(),
                held,
                by: String::new(),
                prejudice: String::new(),
                modality: Modality::Asserted,
                anew: false,
                witnesses: Vec::new(),
            }
        };
        text.split(';').map(step).collect()
    }

    #[track_caller]
    fn check(text: &str, as_of: &str, expect: Option<Status>) {
        let steps = steps(text);
        let folded = fold(&steps, as_of.parse().ok(), &Procedure::shipped());
        assert_eq!(folded.now.map(|at| steps[at].status), expect, "{text} as of {as_of}");
    }

    #[test]
    fn the_fold_as_a_table() {
        use Status::*;
        let reopened = "2023-01-31 charged; 2023-02-23 pleaded_not_guilty; 2023-04-21 dismissed; \
                        2024-01-19 indicted; 2024-07-12 dismissed";
        check(reopened, "2023-01-30", None);
        check(reopened, "2023-01-31", Some(Charged));
        check(reopened, "2023-04-20", Some(PleadedNotGuilty));
        check(reopened, "2023-12-31", Some(Dismissed));
        check(reopened, "2024-01-19", Some(Indicted));
        check(reopened, "now", Some(Dismissed));
        let tried = "2023-01-31 charged; 2024-03-06 convicted; 2024-04-15 sentenced; 2024-05-01 appealed";
        check(tried, "2024-03-06", Some(Convicted));
        check(tried, "2024-04-30", Some(Sentenced));
        check(tried, "now", Some(Appealed));
        check("2024-03-06 convicted; 2024-06-01 vacated; 2024-07-01 charged", "now", Some(Charged));
        check("2024-03-06 convicted; 2024-06-01 vacated; 2024-07-01 dismissed", "now", Some(Dismissed));
        check("2023-01-31 charged; 2023-03-01 mistrial; 2023-05-01 acquitted", "2023-04-01", Some(Mistrial));
        check("2023-01-31 charged; 2023-03-01 diverted; 2024-03-01 dismissed", "now", Some(Dismissed));
        check("2023-01-31 arrested; 2023-02-01 declined; 2023-06-01 charged", "now", Some(Charged));
    }

    #[test]
    fn what_does_not_move_a_charge() {
        use Status::*;
        // a report of an open charge after its end, and an old charge without a day
        check("2023-01-31 charged; 2023-04-21 dismissed; 2023-04-30 pending", "now", Some(Dismissed));
        check("2023-01-31 indicted; 2023-04-21 dismissed; ..2024-05-01 charged", "now", Some(Dismissed));
        check("2023-02-23 pleaded_not_guilty; ..2023-03-01 charged", "now", Some(PleadedNotGuilty));
        check("2024-03-06 acquitted; ..2024-03-10 dismissed", "now", Some(Acquitted));
        check("2024-04-15 sentenced; ..2024-05-01 convicted", "now", Some(Sentenced));
        check("2024-04-15 acquitted; 2024-05-01 arraigned", "now", Some(Acquitted));
    }

    #[test]
    fn a_step_within_bounds_counts_when_it_is_certain() {
        use Status::*;
        let text = "2023-01-31 charged; 2023-01-31..2023-04-20 dismissed";
        check(text, "2023-04-19", Some(Charged));
        check(text, "2023-04-20", Some(Dismissed));
        let folded = fold(&steps(text), "2023-04-01".parse().ok(), &Procedure::shipped());
        assert_eq!(folded.may_have, [1]);
        check("- dismissed", "2023-04-20", None);
        check("- dismissed", "now", Some(Dismissed));
    }

    #[test]
    fn a_new_charge_after_a_final_end_is_another_charge() {
        let procedure = Procedure::shipped();
        let n = |text| rounds(steps(text), &procedure).len();
        assert_eq!(n("2020-01-01 charged; 2020-05-01 convicted; 2023-01-01 charged"), 2);
        assert_eq!(
            n("2020-01-01 charged; 2020-05-01 acquitted; 2023-01-01 indicted; 2023-02-01 dismissed"),
            2
        );
        assert_eq!(n("2020-01-01 charged; 2020-05-01 dismissed; 2023-01-01 charged"), 1);
        assert_eq!(n("2020-05-01 convicted; 2021-05-01 vacated; 2023-01-01 charged"), 1);
        assert_eq!(n("2020-05-01 convicted; ..2023-01-01 charged"), 1);
    }
}
