//! Which charges of which documents are one charge: by person and offence; "the charges" by what was open.

use std::collections::{BTreeMap, BTreeSet};

use factum_types::{Charge, Period, Status};
use jiff::civil::Date;

use crate::case::Told;
use crate::cite::Cite;
use crate::history::{HistoryStep, Seen, history};
use crate::offence::OffenceKey;
use crate::people::People;
use crate::standing::fold;
use crate::{Procedure, State, Unbound};

/// A charge in the making: one person, one offence, all that any document saw of it.
#[derive(Debug, Default)]
pub(crate) struct Track {
    pub(crate) person: usize,
    /// As the first document that names it in full has it; `None` where none names it.
    pub(crate) offence: Option<String>,
    pub(crate) code: Option<String>,
    pub(crate) counts: Vec<(u32, Cite)>,
    pub(crate) seen: Vec<Seen>,
    /// The charges of single documents that this is.
    pub(crate) charges: Vec<(usize, usize)>,
}

/// All tracks, and the steps that could not be bound to one.
#[derive(Debug, Default)]
pub(crate) struct Tracks {
    pub(crate) tracks: Vec<Track>,
    pub(crate) unbound: Vec<Unbound>,
}

impl Tracks {
    /// The tracks that a document's charge speaks of.
    pub(crate) fn of(&self, document: usize, charge: usize) -> Vec<usize> {
        let is_it = |(_, t): &(usize, &Track)| t.charges.contains(&(document, charge));
        self.tracks.iter().enumerate().filter(is_it).map(|(at, _)| at).collect()
    }
}

/// A name that documents use for an offence of one person.
#[derive(Debug, Default)]
struct Named {
    text: String,
    code: Option<String>,
    charges: Vec<(usize, usize)>,
}

/// Groups the charges of all documents.
pub(crate) fn tracks(told: &[&Told], people: &People, procedure: &Procedure) -> Tracks {
    let mut named: BTreeMap<usize, BTreeMap<OffenceKey, Named>> = BTreeMap::new();
    let mut nameless: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (document, t) in told.iter().enumerate() {
        for (at, charge) in t.record.charges.iter().enumerate() {
            let Some(person) = people.person(document, charge.defendant) else { continue };
            let offence = charge.offence.as_ref().map(|o| (OffenceKey::new(&o.text, procedure), o));
            match offence.filter(|(key, _)| !key.is_empty()) {
                Some((key, offence)) => {
                    let name = named.entry(person).or_default().entry(key).or_default();
                    if name.charges.is_empty() {
                        name.text.clone_from(&offence.text);
                    }
                    name.code = name.code.take().or_else(|| offence.code.clone());
                    name.charges.push((document, at));
                }
                None => nameless.entry(person).or_default().push((document, at)),
            }
        }
    }
    let mut all = Tracks::default();
    let persons: BTreeSet<usize> = named.keys().chain(nameless.keys()).copied().collect();
    for person in persons {
        let names = named.remove(&person).unwrap_or_default();
        let first = all.tracks.len();
        all.tracks.extend(person_tracks(person, &names, told, procedure));
        let charges = nameless.remove(&person).unwrap_or_default();
        bind_nameless(&mut all, (person, first), &charges, told, procedure);
    }
    all
}

/// The tracks of one person's named offences, a bare name going to the only fuller one that it can mean.
fn person_tracks(
    person: usize,
    names: &BTreeMap<OffenceKey, Named>,
    told: &[&Told],
    procedure: &Procedure,
) -> Vec<Track> {
    let mut tracks: BTreeMap<&OffenceKey, Track> = BTreeMap::new();
    let mut bare: Vec<(&OffenceKey, &Named, &OffenceKey)> = Vec::new();
    for (key, name) in names {
        match fullest(key, names, procedure) {
            Some(full) => bare.push((key, name, full)),
            None => {
                let track = tracks.entry(key).or_default();
                track.person = person;
                track.offence = Some(name.text.clone());
                track.code.clone_from(&name.code);
                take(track, name, told, None);
            }
        }
    }
    for (_, name, full) in bare {
        if let Some(track) = tracks.get_mut(full) {
            let of = track.offence.clone().unwrap_or_default();
            let note = format!("“{}” is taken for {of}, the only such charge of this person", name.text);
            take(track, name, told, Some(&note));
        }
    }
    let mut tracks: Vec<Track> = tracks.into_values().collect();
    tracks.iter_mut().for_each(|t| t.charges.sort_unstable());
    tracks.sort_by(|a, b| a.charges.cmp(&b.charges));
    tracks
}

/// The one fuller name that a bare one can mean: "manslaughter" where the only manslaughter is involuntary, and
/// no document has both.
fn fullest<'a>(
    key: &OffenceKey,
    names: &'a BTreeMap<OffenceKey, Named>,
    procedure: &Procedure,
) -> Option<&'a OffenceKey> {
    let documents = |name: &Named| name.charges.iter().map(|c| c.0).collect::<BTreeSet<usize>>();
    let mine = names.get(key).map(documents)?;
    let apart = |name: &Named| documents(name).is_disjoint(&mine);
    let fuller: Vec<&OffenceKey> =
        names.iter().filter(|(k, n)| key.is_barer_than(k, procedure) && apart(n)).map(|(k, _)| k).collect();
    // the fullest must be the only one that is not itself a bare name for another candidate
    let top = |k: &&&OffenceKey| !fuller.iter().any(|other| k.is_barer_than(other, procedure));
    let mut tops = fuller.iter().filter(top);
    let top = tops.next()?;
    if tops.next().is_some() {
        return None;
    }
    fullest(top, names, procedure).or(Some(top))
}

/// Adds what the documents saw under one name.
fn take(track: &mut Track, name: &Named, told: &[&Told], note: Option<&str>) {
    for &(document, at) in &name.charges {
        let Some(t) = told.get(document) else { continue };
        let Some(charge) = t.record.charges.get(at) else { continue };
        track.charges.push((document, at));
        if let (Some(counts), Some(step)) = (charge.counts, charge.history.first()) {
            track.counts.push((counts, t.pages.cite(&step.evidence)));
        }
        for mut seen in seen_in(t, charge) {
            seen.witness.inferred.extend(note.map(str::to_owned));
            track.seen.push(seen);
        }
    }
}

/// A document's steps of one charge.
fn seen_in(told: &Told, charge: &Charge) -> Vec<Seen> {
    let incident = incident(told, charge.defendant);
    let new = |step| Seen::new(told, step, charge.current, &charge.history, incident);
    charge.history.iter().map(new).collect()
}

/// The first day of the only dated incident in which the document has the defendant act.
fn incident(told: &Told, defendant: usize) -> Option<Date> {
    const COURSE: &[&str] =
        &["hearing", "ruling", "verdict", "arrest", "search", "resignation", "appointment", "other"];
    let acts = |e: &&factum_types::Event| {
        let mut by = e.participants.iter();
        !COURSE.contains(&e.kind.as_str()) && by.any(|p| p.party == defendant && p.role != "victim")
    };
    let dates = told.record.events.iter().filter(acts).filter_map(|e| e.date);
    let days: BTreeSet<Date> = dates.map(Period::first).collect();
    match days.len() {
        1 => days.first().copied(),
        _ => None,
    }
}

/// Binds the steps of charges without a named offence.
fn bind_nameless(
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
    let dated = seen.held.date.is_some() && seen.status != Status::Pending;
    let is_news = !seen.earlier && seen.current == seen.status && !fits.is_empty();
    // a reprint of a step that another source ties to a charge; else a step of what was open then
    if let (false, [only]) = (all, told_here.as_slice()) {
        return Ok((vec![*only], "the source names no offence here; it tells of this step of this charge"));
    }
    let (found, why) = match !told.is_empty() && (dated || !is_news) {
        true if seen.status == Status::Pending => (fits, "the source names no offence; this was open then"),
        true => (told, "the source names no offence; another source tells of this step of this charge"),
        false => (fits, "the source names no offence; this was open to such a step then"),
    };
    match found.len() {
        0 => Err("the source names no offence, and no charge of the person was open to such a step then"),
        1 => Ok((found, why)),
        _ if all => Ok((found, why)),
        _ => Err("the source names no offence, and several charges of the person were open then"),
    }
}

/// Whether the words speak of every charge: "the charges", "the case".
fn says_all(seen: &Seen, procedure: &Procedure) -> bool {
    let quote = seen.witness.cite.quote.to_lowercase();
    let mut words = quote.split(|c: char| !c.is_alphanumeric());
    words.any(|word| procedure.all_words.iter().any(|all| all == word))
}
