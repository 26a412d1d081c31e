//! Which charges of which documents are one charge: by person and offence.

use std::collections::{BTreeMap, BTreeSet};

use factum_types::Charge;

use crate::binding::bind_nameless;
use crate::case::Told;
use crate::cite::Cite;
use crate::history::Seen;
use crate::matters::matters;
use crate::offence::OffenceKey;
use crate::people::People;
use crate::{Procedure, Unbound};

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
    by_number(&mut named, &mut nameless, &mut all.unbound, told);
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

/// Gives charges that a court's paper names by the numbers of their counts to those of another paper of the same case
/// that have these numbers. One that finds none is bound to nothing: a number alone names no offence.
fn by_number(
    named: &mut BTreeMap<usize, BTreeMap<OffenceKey, Named>>,
    nameless: &mut BTreeMap<usize, Vec<(usize, usize)>>,
    unbound: &mut Vec<Unbound>,
    told: &[&Told],
) {
    let of = |(document, at): (usize, usize)| {
        Some((*told.get(document)?, told.get(document)?.record.charges.get(at)?))
    };
    for (person, charges) in nameless.iter_mut() {
        let mut rest = Vec::with_capacity(charges.len());
        for &charge in charges.iter() {
            let Some((paper, counted)) = of(charge).filter(|(_, c)| !c.numbers.is_empty()) else {
                rest.push(charge);
                continue;
            };
            let one_case = |other: &Told| {
                other.printed.numbers.iter().any(|a| paper.printed.numbers.iter().any(|b| a.key == b.key))
            };
            let meant = |c: &(usize, usize)| {
                of(*c).is_some_and(|(other, charge)| {
                    !charge.numbers.is_empty()
                        && charge.numbers.iter().all(|n| counted.numbers.contains(n))
                        && one_case(other)
                })
            };
            let mut found = false;
            for name in named.entry(*person).or_default().values_mut() {
                if name.charges.iter().any(meant) && !name.charges.contains(&charge) {
                    name.charges.push(charge);
                    found = true;
                }
            }
            if !found {
                unbound.extend(seen_in(paper, counted).into_iter().map(|seen| Unbound {
                    person: *person,
                    status: seen.status,
                    held: seen.held,
                    modality: seen.modality,
                    witness: seen.witness,
                    why: "the source gives only the number of the count".to_owned(),
                }));
            }
        }
        *charges = rest;
    }
}

/// A charge of one document, with what was inferred to take it for this offence.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) document: usize,
    pub(crate) charge: usize,
    note: Option<String>,
}

/// The tracks of one person's named offences, a bare name going to the only fuller one that it can mean.
fn person_tracks(
    person: usize,
    names: &BTreeMap<OffenceKey, Named>,
    told: &[&Told],
    procedure: &Procedure,
) -> Vec<Track> {
    let mut rows: BTreeMap<&OffenceKey, Vec<Row>> = BTreeMap::new();
    for (key, name) in names {
        let full = fullest(key, names, procedure);
        let note = full.and_then(|full| names.get(full)).map(|full| {
            format!("“{}” is taken for {}, the only such charge of this person", name.text, full.text)
        });
        let row = |&(document, charge): &(usize, usize)| Row { document, charge, note: note.clone() };
        rows.entry(full.unwrap_or(key)).or_default().extend(name.charges.iter().map(row));
    }
    let mut tracks = Vec::new();
    for (key, mut rows) in rows {
        let Some(name) = names.get(key) else { continue };
        rows.sort_by_key(|r| (r.document, r.charge));
        for matter in matters(rows, told) {
            let offence = Some(name.text.clone());
            let mut track = Track { person, offence, code: name.code.clone(), ..Track::default() };
            matter.iter().for_each(|row| take(&mut track, row, told));
            tracks.push(track);
        }
    }
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

/// Adds what a document saw of a charge.
fn take(track: &mut Track, row: &Row, told: &[&Told]) {
    let Some(t) = told.get(row.document) else { return };
    let Some(charge) = t.record.charges.get(row.charge) else { return };
    track.charges.push((row.document, row.charge));
    if let (Some(counts), Some(step)) = (charge.counts, charge.history.first()) {
        track.counts.push((counts, t.pages.cite(&step.evidence)));
    }
    for mut seen in seen_in(t, charge) {
        seen.witness.inferred.extend(row.note.clone());
        track.seen.push(seen);
    }
}

/// A document's steps of one charge.
pub(crate) fn seen_in(told: &Told, charge: &Charge) -> Vec<Seen> {
    (0..charge.history.len()).filter_map(|at| Seen::new(told, charge, at)).collect()
}
