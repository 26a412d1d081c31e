//! Steps that name no offence ("the charges", "the case"): bound by what was open, or not at all.

use factum_types::Status;
use jiff::civil::Date;

use crate::case::Told;
use crate::history::{HistoryStep, Seen, history};
use crate::standing::fold;
use crate::tracks::{Track, Tracks, seen_in};
use crate::{Procedure, State, Unbound};

/// Binds the steps of charges without a named offence.
pub(crate) fn bind_nameless(
    all: &mut Tracks,
    (person, first): (usize, usize),
    charges: &[(usize, usize)],
    told: &[&Told],
    procedure: &Procedure,
) {
    let mut steps: Vec<(Seen, (usize, usize))> = Vec::new();
    for &(document, at) in charges {
        let Some(t) = told.get(document) else { continue };
        let Some(charge) = t.record.charges.get(at) else { continue };
        steps.extend(seen_in(t, charge).into_iter().map(|seen| (seen, (document, at))));
    }
    if first == all.tracks.len() {
        // nobody names an offence of this person: these steps are all there is of one charge
        if !steps.is_empty() {
            let mut track = Track { person, ..Track::default() };
            for (seen, charge) in steps {
                track.seen.push(seen);
                track.charges.push(charge);
            }
            track.charges.dedup();
            all.tracks.push(track);
        }
        return;
    }
    steps.sort_by_key(|(seen, at)| (seen.held.latest.is_none(), seen.held.latest, *at));
    for (mut seen, charge) in steps {
        match bind(&seen, all.tracks.get(first..).unwrap_or_default(), procedure) {
            Ok((to, why)) => {
                seen.witness.inferred.push(why.to_owned());
                for at in to {
                    if let Some(track) = all.tracks.get_mut(first + at) {
                        track.seen.push(seen.clone());
                        if !track.charges.contains(&charge) {
                            track.charges.push(charge);
                        }
                    }
                }
            }
            Err(why) => all.unbound.push(Unbound {
                person,
                status: seen.status,
                held: seen.held,
                modality: seen.modality,
                witness: seen.witness,
                why: why.to_owned(),
            }),
        }
    }
}

/// The tracks that a step without an offence speaks of, with the reason; or why it speaks of none for certain.
fn bind(
    seen: &Seen,
    tracks: &[Track],
    procedure: &Procedure,
) -> Result<(Vec<usize>, &'static str), &'static str> {
    let row = procedure.row(seen.status);
    let all = says_all(seen, procedure);
    if row.reopens {
        return match tracks.len() {
            1 => Ok((vec![0], "the source names no offence; this is the person's only charge in the record")),
            _ => Err("the source names no offence, and the person has several charges"),
        };
    }
    let (mut fits, mut told, mut told_here) = (Vec::new(), Vec::new(), Vec::new());
    for (at, track) in tracks.iter().enumerate() {
        let history = history(&track.seen, procedure);
        let state_at = |day: Option<Date>| {
            let now = fold(&history.steps, day, procedure).now.and_then(|now| history.steps.get(now));
            now.map(|s| procedure.state(s.status))
        };
        let before = seen.held.date.map(|d| d.first().yesterday().unwrap_or(d.first()));
        let mut states = vec![before.and_then(|day| state_at(Some(day))), state_at(seen.held.latest)];
        if seen.held.date.is_none() && seen.current != seen.status {
            // the source goes on to tell what came after: the step may be older than the last state
            let by = |s: &&HistoryStep| seen.held.latest.is_none_or(|day| s.held.certain_by(day));
            states.extend(history.steps.iter().filter(by).map(|s| Some(procedure.state(s.status))));
        }
        // what a step needs to find: a conviction for a sentence or an appeal, an open charge for all else
        let needed = match seen.status {
            Status::Sentenced | Status::Appealed | Status::Affirmed | Status::Vacated | Status::Pardoned => {
                State::Convicted
            }
            _ => State::Open,
        };
        if states.contains(&Some(needed)) {
            fits.push(at);
        }
        if history.steps.iter().any(|s| seen.may_be(s)) {
            told.push(at);
        }
        let here =
            |s: &HistoryStep| s.witnesses.iter().any(|w| w.cite.source.id == seen.witness.cite.source.id);
        if history.steps.iter().any(|s| seen.may_be(s) && here(s)) {
            told_here.push(at);
        }
    }
    if let (false, [only]) = (all, told_here.as_slice()) {
        return Ok((vec![*only], "the source names no offence here; it tells of this step of this charge"));
    }
    let dated = seen.held.date.is_some();
    let is_news = !seen.earlier && seen.current == seen.status && !fits.is_empty();
    let open_then = "the source names no offence; this was open to such a step then";
    let (found, why) = if seen.status == Status::Pending || told.is_empty() {
        (fits, open_then)
    } else if all && (dated || is_news) {
        // every charge that was open, and those whose same step another source tells of
        let mut both: Vec<usize> = fits.into_iter().chain(told).collect();
        both.sort_unstable();
        both.dedup();
        (both, open_then)
    } else if is_news && !dated {
        (fits, open_then)
    } else {
        (told, "the source names no offence; another source tells of this step of this charge")
    };
    match found.len() {
        0 => Err("the source names no offence, and no charge of the person was open to such a step then"),
        1 => Ok((found, why)),
        _ if all => Ok((found, why)),
        _ => Err("the source names no offence, and several charges of the person were open then"),
    }
}

/// Whether the words speak of every charge ("the charges", "the case"), not of one or some of them.
fn says_all(seen: &Seen, procedure: &Procedure) -> bool {
    let quote = seen.witness.cite.quote.to_lowercase();
    let words: Vec<&str> = quote.split(|c: char| !c.is_alphanumeric()).collect();
    let has = |list: &[String]| words.iter().any(|word| list.iter().any(|listed| listed == word));
    has(&procedure.all_words) && !has(&procedure.some_words)
}
