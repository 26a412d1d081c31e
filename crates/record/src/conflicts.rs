//! What cannot both hold: both sides are shown, neither is picked.

use std::collections::{BTreeMap, BTreeSet};

use factum_types::{ConflictKind, Status};

use crate::case::Told;
use crate::history::HistoryStep;
use crate::names::plain;
use crate::people::People;
use crate::statements::{Places, Saying};
use crate::{Cite, Person, Procedure, Standing, State};

/// Two accounts that cannot both hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Clash {
    /// What kind of clash.
    pub kind: ConflictKind,
    /// What the accounts differ in: `statements`, `status`, `date`, `prejudice`, `counts`, `age`; within one document
    /// also `circumstance`, `number`, `killed`, `injured`, `amount`.
    pub what: &'static str,
    /// The thing in question, in words.
    pub about: String,
    /// The person in question: index among the view's people.
    pub person: Option<usize>,
    /// The charge in question: index among the view's charges.
    pub charge: Option<usize>,
    /// The accounts, two or more; where one clash is told by several, those that go together stand together.
    pub sides: Vec<Side>,
    /// Which of them cannot both hold, by their places in `sides`, the first place before the second.
    pub pairs: Vec<(usize, usize)>,
}

impl Clash {
    /// Whether all sides are the telling of one source, which says the thing in several ways; what it reports others to
    /// have said is theirs.
    pub fn is_of_one_source(&self) -> bool {
        if self.what == "statements" {
            return false;
        }
        let mut sources = self.sides.iter().flat_map(|s| &s.cites).map(|c| &c.source.id);
        sources.next().is_some_and(|first| sources.all(|id| id == first))
    }

    /// The accounts that stand together against the others: two heaps where each clash is between them, else every
    /// account by itself.
    pub fn heaps(&self) -> Vec<&[Side]> {
        let last = self.pairs.iter().map(|p| p.0).max();
        let first = self.pairs.iter().map(|p| p.1).min();
        match (last, first) {
            (Some(last), Some(first)) if last < first => {
                let (one, other) = self.sides.split_at(first.min(self.sides.len()));
                vec![one, other]
            }
            _ => self.sides.chunks(1).collect(),
        }
    }
}

/// Every account against every other.
pub(crate) fn each_pair(sides: usize) -> Vec<(usize, usize)> {
    (0..sides).flat_map(|a| (a + 1..sides).map(move |b| (a, b))).collect()
}

/// One account.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// What it says, in short.
    pub says: String,
    /// Its words.
    pub cites: Vec<Cite>,
}

/// What is known when conflicts are looked for.
pub(crate) struct Known<'a> {
    pub(crate) people: &'a People,
    pub(crate) standings: &'a [Standing],
    pub(crate) procedure: &'a Procedure,
}

/// All conflicts: of statements, then of charges, then of people, then what single documents tell in two ways.
pub(crate) fn conflicts(
    told: &[&Told],
    known: &Known<'_>,
    statements: &[Saying],
    places: &Places,
) -> Vec<Clash> {
    let mut found = crate::accounts::accounts(told, known.people, statements, places);
    for (at, standing) in known.standings.iter().enumerate() {
        found.extend(charge_conflicts(at, standing, known));
    }
    for (at, person) in known.people.persons.iter().enumerate() {
        found.extend(ages(at, person));
    }
    let within = crate::variances::variances(told, known.people, known.standings, &found);
    found.extend(within);
    found
}

fn charge_conflicts(at: usize, standing: &Standing, known: &Known<'_>) -> Vec<Clash> {
    let name = known.people.persons.get(standing.person).map_or("", |p| p.name.as_str());
    let about = format!("{name}: {}", standing.offence.as_deref().unwrap_or("offence not stated"));
    let clash = |kind, what, sides: Vec<Side>| Clash {
        kind,
        what,
        about: about.clone(),
        person: Some(standing.person),
        charge: Some(at),
        pairs: each_pair(sides.len()),
        sides,
    };
    let mut found = Vec::new();
    let steps = &standing.history;
    for (i, a) in steps.iter().enumerate() {
        for (j, b) in steps.iter().enumerate().skip(i + 1) {
            // a report of an open charge is held against the step before it
            let is_last = !steps.iter().take(j).skip(i + 1).any(|s| s.status != Status::Pending);
            if (b.status != Status::Pending || is_last) && is_status_conflict(a, b, known.procedure) {
                found.push(clash(ConflictKind::Direct, "status", vec![side(a), side(b)]));
            } else if is_date_variance(a, b, steps, known.procedure) {
                found.push(clash(ConflictKind::Variance, "date", vec![side(a), side(b)]));
            }
        }
        let with = prejudice(a, "with");
        let without = prejudice(a, "without");
        if !with.cites.is_empty() && !without.cites.is_empty() {
            found.push(clash(ConflictKind::Variance, "prejudice", vec![with, without]));
        }
    }
    let counts: BTreeSet<u32> = standing.counts.iter().map(|c| c.0).collect();
    if counts_differ(&standing.counts) {
        let side = |n: &u32| Side {
            says: format!("{n} {}", if *n == 1 { "count" } else { "counts" }),
            cites: standing.counts.iter().filter(|(m, _)| m == n).map(|(_, c)| c.clone()).collect(),
        };
        found.push(clash(ConflictKind::Variance, "counts", counts.iter().map(side).collect()));
    }
    found
}

/// Whether two documents share no number of counts; one that gives several speaks of several matters.
fn counts_differ(counts: &[(u32, Cite)]) -> bool {
    let mut by_source: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for (n, cite) in counts {
        by_source.entry(&cite.source.id).or_default().insert(*n);
    }
    let all: Vec<&BTreeSet<u32>> = by_source.values().collect();
    all.iter().enumerate().any(|(at, a)| all.iter().skip(at + 1).any(|b| a.is_disjoint(b)))
}

fn side(step: &HistoryStep) -> Side {
    let says = match step.status {
        Status::Pending => format!("open on {}", step.held),
        status => format!("{} {}", status.as_str().replace('_', " "), step.held),
    };
    Side { says, cites: step.witnesses.iter().map(|w| w.cite.clone()).collect() }
}

/// Two outcomes of one day, or a charge called open by a source that came out after its end.
fn is_status_conflict(a: &HistoryStep, b: &HistoryStep, procedure: &Procedure) -> bool {
    let (first, then) = (procedure.state(a.status), procedure.state(b.status));
    if b.status == Status::Pending && first != State::Open {
        return matches!((a.held.latest, b.held.earliest), (Some(end), Some(open)) if end < open)
            && a.status != Status::Sealed
            && first == State::Cleared;
    }
    let both = |of: State| of != State::Open && of != State::Deferred;
    let same_day = matches!((a.held.date, b.held.date), (Some(x), Some(y)) if x == y && x.as_day().is_some());
    let ordered = procedure.precedes(a.status, b.status) || procedure.precedes(b.status, a.status);
    // one source may tell of both: a charge of several counts may end in several ways
    let sources = |s: &HistoryStep| -> BTreeSet<String> {
        s.witnesses.iter().map(|w| w.cite.source.id.clone()).collect()
    };
    same_day
        && both(first)
        && both(then)
        && a.status != b.status
        && !ordered
        && sources(a).is_disjoint(&sources(b))
}

/// Two days for what happens once, with nothing between them that would let it happen again.
fn is_date_variance(a: &HistoryStep, b: &HistoryStep, steps: &[HistoryStep], procedure: &Procedure) -> bool {
    if a.status != b.status || !procedure.row(a.status).once || a.held.meets(&b.held) {
        return false;
    }
    let again = |s: &HistoryStep| {
        let row = procedure.row(s.status);
        (row.reopens || row.state == State::Lifted || s.status == Status::Mistrial)
            && s.held.latest > a.held.latest.min(b.held.latest)
            && s.held.earliest <= a.held.latest.max(b.held.latest)
    };
    !steps.iter().any(again)
}

fn prejudice(step: &HistoryStep, which: &str) -> Side {
    // the step keeps the first word; each witness's own is in its quote
    let says = |w: &&crate::Witness| {
        let words: BTreeSet<String> =
            w.cite.quote.split_whitespace().map(|w| plain(w.trim_matches('.'))).collect();
        words.contains("prejudice") && words.contains(which)
    };
    let cites = step.witnesses.iter().filter(says).map(|w| w.cite.clone()).collect();
    Side { says: format!("{which} prejudice"), cites }
}

/// Ages that the time between the documents cannot explain.
fn ages(at: usize, person: &Person) -> Option<Clash> {
    let years = |cite: &Cite| cite.source.published.map(|p| i32::from(p.first().year()));
    let is_victim = person.roles.iter().any(|(role, _)| *role == factum_types::Role::Victim);
    let clash = person.ages.iter().enumerate().any(|(i, (a, c))| {
        person.ages.iter().skip(i + 1).any(|(b, d)| {
            let (Some(m), Some(n)) = (years(c), years(d)) else { return false };
            // within a calendar year an age grows by one at most; the dead keep theirs
            let grown = i32::from(*b) - i32::from(*a);
            let fits = (grown - (n - m)).abs() <= 1;
            !(fits || is_victim && grown == 0)
        })
    });
    let all: BTreeSet<u16> = person.ages.iter().map(|a| a.0).collect();
    let side = |years: &u16| Side {
        says: format!("age {years}"),
        cites: person.ages.iter().filter(|(n, _)| n == years).map(|(_, c)| c.clone()).collect(),
    };
    clash.then(|| Clash {
        kind: ConflictKind::Variance,
        what: "age",
        about: person.name.clone(),
        person: Some(at),
        charge: None,
        pairs: each_pair(all.len()),
        sides: all.iter().map(side).collect(),
    })
}
