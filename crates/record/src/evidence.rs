//! What speaks for two documents meaning one person, beyond the name.

use factum_types::{Party, PartyKind, Record, Role};
use jiff::Unit;
use jiff::civil::Date;

use crate::Procedure;
use crate::case::Told;
use crate::names::{FullName, Likeness};
use crate::offence::OffenceKey;

/// A document's part in the question: its parties with what can be compared.
pub(crate) struct Compared<'a> {
    pub(crate) told: &'a Told,
    /// For each party the full names that the document gives it.
    pub(crate) names: Vec<Vec<FullName>>,
    /// For each party the offences that it is charged with.
    offences: Vec<Vec<(OffenceKey, String)>>,
    /// Incidents by kind and day.
    incidents: Vec<(String, Date)>,
}

/// Events that belong to the course of a case, not to what it is about; two cases share such days by chance.
const COURSE: &[&str] =
    &["hearing", "ruling", "verdict", "arrest", "search", "resignation", "appointment", "other"];

impl<'a> Compared<'a> {
    pub(crate) fn new(told: &'a Told, procedure: &Procedure) -> Compared<'a> {
        let record = &told.record;
        let names = record.parties.iter().map(full_names).collect();
        let mut offences = vec![Vec::new(); record.parties.len()];
        for charge in &record.charges {
            if let (Some(offence), Some(of)) = (&charge.offence, offences.get_mut(charge.defendant)) {
                let key = OffenceKey::new(&offence.text, procedure);
                if !key.is_empty() {
                    of.push((key, offence.text.clone()));
                }
            }
        }
        let day =
            |e: &factum_types::Event| Some((e.kind.clone(), e.date.filter(|d| !d.approximate)?.as_day()?));
        let incident = |e: &&factum_types::Event| !COURSE.contains(&e.kind.as_str());
        let incidents = record.events.iter().filter(incident).filter_map(day).collect();
        Compared { told, names, offences, incidents }
    }

    pub(crate) fn record(&self) -> &'a Record {
        &self.told.record
    }

    /// Whether both have an age, so that the two can be held against each other.
    pub(crate) fn ages_may_clash(&self, party: usize, other: &Compared<'_>, of_other: usize) -> bool {
        let has_age =
            |c: &Compared<'_>, at: usize| c.record().parties.get(at).is_some_and(|p| p.age.is_some());
        has_age(self, party) && has_age(other, of_other)
    }

    /// Whether both have a day of birth, and not the same.
    pub(crate) fn born_apart(&self, party: usize, other: &Compared<'_>, of_other: usize) -> bool {
        let mine = self.told.printed.births.get(party).and_then(Option::as_ref);
        let theirs = other.told.printed.births.get(of_other).and_then(Option::as_ref);
        matches!((mine, theirs), (Some(x), Some(y)) if !x.may_be(y))
    }

    /// How the names of two parties compare, at their closest.
    pub(crate) fn likeness(&self, party: usize, other: &Compared<'_>, of_other: usize) -> Likeness {
        let (Some(mine), Some(theirs)) = (self.names.get(party), other.names.get(of_other)) else {
            return Likeness::Different;
        };
        let all = mine.iter().flat_map(|a| theirs.iter().map(|b| a.likeness(b)));
        all.min_by_key(|l| *l as u8).unwrap_or(Likeness::Different)
    }
}

fn full_names(party: &Party) -> Vec<FullName> {
    if party.kind != PartyKind::Person {
        return Vec::new();
    }
    let mut names: Vec<FullName> = FullName::parse(&party.name).into_iter().collect();
    // "Hilda Marsh" may be called "Hilda" first; a full alias counts where it ends in the name's surname
    if let Some(name) = names.first().cloned() {
        let alias = party.aliases.iter().filter_map(|a| FullName::parse(a));
        names.extend(alias.filter(|a| a.key().1 == name.key().1));
    }
    names.dedup();
    names
}

/// What was found, piece by piece, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Evidence {
    /// Pieces that tie a person to a case: a shared charge, a shared party, a shared incident.
    pub(crate) strong: Vec<String>,
    /// Officials who stand in both documents; they work on many cases, so one alone says little.
    pub(crate) officials: Vec<String>,
    /// Ages that fit.
    pub(crate) age: Option<String>,
    /// Ages that do not.
    pub(crate) age_against: Option<String>,
    /// Days of birth that differ: nothing outweighs them.
    pub(crate) born_apart: bool,
}

impl Evidence {
    /// Whether this is enough to join two parties whose names compare like this.
    pub(crate) fn is_enough(&self, likeness: Likeness) -> bool {
        let pieces = self.pieces();
        match likeness {
            Likeness::Different => false,
            _ if self.born_apart => false,
            // father and son may share a charge; and a wrong age must be outweighed
            _ if self.age_against.is_some() => self.strong.len() >= 2,
            Likeness::Suffix => pieces >= 2,
            Likeness::Same | Likeness::Shorter => pieces >= 1,
        }
    }

    /// How many pieces of evidence there are beyond the name.
    pub(crate) fn pieces(&self) -> usize {
        self.strong.len() + usize::from(self.officials.len() >= 2) + usize::from(self.age.is_some())
    }

    /// All that speaks for the join, the strongest first.
    pub(crate) fn words(&self) -> Vec<String> {
        self.strong.iter().chain(&self.age).chain(&self.officials).cloned().collect()
    }
}

/// What speaks for party `i` of `a` and party `j` of `b` being one.
pub(crate) fn between(
    a: &Compared<'_>,
    i: usize,
    b: &Compared<'_>,
    j: usize,
    procedure: &Procedure,
) -> Evidence {
    let mut found = Evidence::default();
    for (key, text) in a.offences.get(i).into_iter().flatten() {
        let same = |(other, _): &&(OffenceKey, String)| {
            key == other || key.is_barer_than(other, procedure) || other.is_barer_than(key, procedure)
        };
        if let Some((_, other)) = b.offences.get(j).into_iter().flatten().find(same) {
            found.strong.push(match text == other {
                true => format!("the same charge in both: {text}"),
                false => format!("the same charge in both: {text} / {other}"),
            });
            break; // several charges filed together are one piece of evidence
        }
    }
    shared_parties(a, i, b, j, &mut found);
    let (mine, theirs) = (&a.told.printed, &b.told.printed);
    if let Some(number) = mine.numbers.iter().find(|n| theirs.numbers.iter().any(|m| m.key == n.key)) {
        found.strong.push(format!("the same case number in both: {}", a.told.pages.words(number.span)));
    }
    match (mine.births.get(i).and_then(Option::as_ref), theirs.births.get(j).and_then(Option::as_ref)) {
        // without the day, which is nobody's business beyond the documents
        (Some(x), Some(y)) if x.may_be(y) => found.strong.push("the same date of birth in both".to_owned()),
        (Some(_), Some(_)) => found.born_apart = true,
        _ => {}
    }
    if let Some((kind, day)) = a.incidents.iter().find(|x| b.incidents.contains(x)) {
        found.strong.push(format!("the same incident in both: {kind} on {day}"));
    }
    ages(a, i, b, j, &mut found);
    found
}

/// People with a full name who stand in both documents.
fn shared_parties(a: &Compared<'_>, i: usize, b: &Compared<'_>, j: usize, found: &mut Evidence) {
    let is_same = |k: usize, l: usize| {
        k != i && l != j && matches!(a.likeness(k, b, l), Likeness::Same | Likeness::Shorter)
    };
    let (mine, theirs) = (a.record().parties.len(), b.record().parties.len());
    for (k, party) in a.record().parties.iter().enumerate() {
        let mut same = (0..theirs).filter(|&l| is_same(k, l));
        // two of one name in either document: nobody knows which
        let (Some(l), None) = (same.next(), same.next()) else { continue };
        let Some(other) = b.record().parties.get(l) else { continue };
        if (0..mine).filter(|&other| is_same(other, l)).count() > 1 {
            continue;
        }
        let roles: Vec<Role> = party.roles.iter().chain(&other.roles).map(|r| r.role).collect();
        let of_the_case = [
            Role::Defendant,
            Role::Suspect,
            Role::Victim,
            Role::Witness,
            Role::DefenceCounsel,
            Role::Relative,
        ];
        let role = of_the_case.iter().find(|role| roles.contains(role)).or(roles.first());
        let words = match role {
            Some(role) => format!("{} stands in both ({})", party.name, role.as_str().replace('_', " ")),
            None => format!("{} stands in both", party.name),
        };
        match role {
            Some(role) if of_the_case.contains(role) => found.strong.push(words),
            _ => found.officials.push(words),
        }
    }
}

fn ages(a: &Compared<'_>, i: usize, b: &Compared<'_>, j: usize, found: &mut Evidence) {
    let (Some(p), Some(q)) = (a.record().parties.get(i), b.record().parties.get(j)) else { return };
    let (Some(x), Some(y)) = (&p.age, &q.age) else { return };
    let days = (a.told.published(), b.told.published());
    // the age of the dead is printed as it was: it may stay the same over the years
    let is_victim = [p, q].iter().any(|party| party.roles.iter().any(|r| r.role == Role::Victim));
    let fits = match days {
        (Some(m), Some(n)) => {
            let ((m, x), (n, y)) =
                if m <= n { ((m, x.years), (n, y.years)) } else { ((n, y.years), (m, x.years)) };
            let grown = i64::from(y) - i64::from(x);
            let years = whole_years(m, n);
            grown == years || grown == years + 1 || (is_victim && grown == 0)
        }
        _ if x.years == y.years => true,
        _ => return, // nobody knows how far apart the documents are
    };
    let words = match x.years == y.years {
        true => format!("age {} in both", x.years),
        false => format!("ages {} and {}", x.years, y.years),
    };
    match (fits, days) {
        (true, (Some(m), Some(n))) if x.years != y.years => {
            found.age = Some(format!("{words} fit the publication dates {m} and {n}"));
        }
        (true, _) => found.age = Some(words),
        (false, _) => found.age_against = Some(format!("{words} do not fit the publication dates")),
    }
}

/// Whole years from one day to a later one.
fn whole_years(from: Date, to: Date) -> i64 {
    from.until((Unit::Year, to)).map_or(0, |span| i64::from(span.get_years()))
}
