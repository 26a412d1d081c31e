//! Whose name does not leave the house unasked: suspects who are not charged, minors, victims of sexual offences,
//! and those of whom every charge was sealed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factum_types::{PartyKind, Role, Status};

use crate::names::plain;
use crate::{Cite, Person, Source, State, View};

/// Why a name is withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// Accused or arrested, and no source tells of a charge: before a charge a name is private.
    NotCharged,
    /// Under 18 by a source.
    Minor,
    /// The victim of a sexual offence.
    Victim,
    /// Every charge was sealed or expunged.
    Sealed,
}

impl Reason {
    /// The reason in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NotCharged => "not charged",
            Reason::Minor => "under 18",
            Reason::Victim => "victim of a sexual offence",
            Reason::Sealed => "record sealed",
        }
    }

    /// What stands in the name's place.
    fn in_place(self) -> String {
        format!("[name withheld: {}]", self.as_str())
    }
}

/// What stands in the place of words that hold a name.
pub const WITHHELD: &str = "[withheld]";

/// The youngest age of a person who may be named.
const OF_AGE: u16 = 18;

/// Classes of sexual offences (NIBRS), by the beginning of their code.
const SEXUAL: [&str; 2] = ["11", "36"];

impl View {
    /// The view without the names that are withheld, and the reason for each.
    ///
    /// Words that hold such a name go with it, and so do charges that were sealed; everything else stays, with its
    /// place in its source.
    #[must_use]
    pub fn withholding(mut self) -> (View, Vec<Reason>) {
        let sealed: BTreeSet<usize> = self.sealed();
        let reasons: BTreeMap<usize, Reason> = (0..self.people.len())
            .filter_map(|person| Some((person, self.reason(person, &sealed)?)))
            .collect();
        // the words are looked for before the names are gone
        let names = Names::of(reasons.keys().filter_map(|&at| self.people.get(at)));
        for (&at, reason) in &reasons {
            if let Some(person) = self.people.get_mut(at) {
                person.name = reason.in_place();
                person.aliases.clear();
                person.members.iter_mut().for_each(|m| m.name = reason.in_place());
            }
        }
        self.without_charges(&sealed, &reasons);
        if !names.is_empty() {
            self.without_words(&names);
        }
        (self, reasons.into_values().collect())
    }

    /// The words by which the people are named whose names are withheld.
    pub fn names_withheld(&self) -> Names {
        let sealed = self.sealed();
        let withheld = (0..self.people.len()).filter(|&at| self.reason(at, &sealed).is_some());
        Names::of(withheld.filter_map(|at| self.people.get(at)))
    }

    /// The charges that were sealed.
    fn sealed(&self) -> BTreeSet<usize> {
        let is_sealed = |s: &crate::Standing| s.history.iter().any(|step| step.status == Status::Sealed);
        self.charges.iter().enumerate().filter(|(_, s)| is_sealed(s)).map(|(at, _)| at).collect()
    }

    fn reason(&self, at: usize, sealed: &BTreeSet<usize>) -> Option<Reason> {
        let person = self.people.get(at).filter(|p| p.kind == PartyKind::Person)?;
        let has = |role: Role| person.roles.iter().any(|(r, _)| *r == role);
        let charges: Vec<usize> =
            self.charges.iter().enumerate().filter(|(_, s)| s.person == at).map(|(at, _)| at).collect();
        if person.ages.iter().any(|(years, _)| *years < OF_AGE) {
            return Some(Reason::Minor);
        }
        if has(Role::Victim) && self.charges.iter().any(is_sexual) {
            return Some(Reason::Victim);
        }
        if !charges.is_empty() && charges.iter().all(|at| sealed.contains(at)) {
            return Some(Reason::Sealed);
        }
        let charged = charges.iter().filter_map(|at| self.charges.get(*at)).any(is_charged);
        let accused = has(Role::Suspect) || has(Role::Defendant) || !charges.is_empty();
        // a record may name somebody a defendant without a charge that it could read: the public trial is enough
        (accused && !charged && !has(Role::Defendant)).then_some(Reason::NotCharged)
    }

    /// Takes out what was sealed, and the charges of those who were never charged.
    fn without_charges(&mut self, sealed: &BTreeSet<usize>, reasons: &BTreeMap<usize, Reason>) {
        let goes = |at: usize, person: usize| {
            sealed.contains(&at) || reasons.get(&person) == Some(&Reason::NotCharged)
        };
        let kept: Vec<bool> = self.charges.iter().enumerate().map(|(at, s)| !goes(at, s.person)).collect();
        if kept.iter().all(|kept| *kept) {
            return;
        }
        self.keep_charges(&kept);
    }

    fn without_words(&mut self, names: &Names) {
        let mut sources: BTreeMap<String, Arc<Source>> = BTreeMap::new();
        for source in &mut self.sources {
            let clean = Arc::new(names.clean_source(source));
            sources.insert(source.id.clone(), Arc::clone(&clean));
            *source = clean;
        }
        let source_of =
            |source: &Arc<Source>| sources.get(&source.id).cloned().unwrap_or_else(|| Arc::clone(source));
        self.each_cite(|cite: &mut Cite| {
            names.clean(&mut cite.quote);
            cite.said_by.iter_mut().for_each(|s| names.clean(s));
            cite.source = source_of(&cite.source);
        });
        for person in &mut self.people {
            names.clean_all(&mut person.aliases);
            person.members.iter_mut().for_each(|m| m.source = source_of(&m.source));
            person.joins.iter_mut().for_each(|j| names.clean_all(&mut j.evidence));
        }
        for coverage in &mut self.coverage {
            coverage.source = source_of(&coverage.source);
        }
        for pair in &mut self.not_joined {
            names.clean(&mut pair.why);
        }
        for left_out in &mut self.left_out {
            names.clean(&mut left_out.what);
            names.clean(&mut left_out.why);
        }
        for saying in &mut self.statements {
            names.clean(&mut saying.words);
            names.clean(&mut saying.speaker_text);
            saying.channel.iter_mut().for_each(|c| names.clean(c));
            saying.relay.iter_mut().chain(&mut saying.hedge).for_each(|c| names.clean(c));
        }
        for clash in &mut self.conflicts {
            names.clean(&mut clash.about);
            clash.sides.iter_mut().for_each(|s| names.clean(&mut s.says));
        }
        for standing in &mut self.charges {
            standing.offence.iter_mut().for_each(|o| names.clean(o));
            let steps = standing.history.iter_mut().chain(&mut standing.apart);
            for witness in steps.flat_map(|s| &mut s.witnesses) {
                names.clean_all(&mut witness.inferred);
            }
        }
        for entry in &mut self.timeline {
            if let crate::What::Event { place: Some(place), .. } = &mut entry.what {
                names.clean(place);
            }
        }
    }
}

/// Whether a source tells of a charge, and not of an arrest or a refusal to charge alone.
fn is_charged(standing: &crate::Standing) -> bool {
    let before = [Status::Arrested, Status::Declined];
    standing.history.iter().any(|s| !before.contains(&s.status))
        && standing.latest_state.is_some_and(|s| s != State::Lifted || standing.history.len() > 1)
}

fn is_sexual(standing: &crate::Standing) -> bool {
    standing.code.as_deref().is_some_and(|code| SEXUAL.iter().any(|class| code.starts_with(class)))
}

/// The words by which people are named whose names are withheld.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeSet<String>);

impl Names {
    fn of<'p>(people: impl Iterator<Item = &'p Person>) -> Names {
        let mut words = BTreeSet::new();
        for person in people {
            for name in std::iter::once(&person.name).chain(&person.aliases) {
                // only what is written as a name: "the teenager" names nobody
                let named = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
                let named = named.filter(|w| w.chars().count() > 1 && w.starts_with(char::is_uppercase));
                words.extend(named.map(plain));
            }
        }
        for common in ["the", "mr", "mrs", "ms", "dr", "jr", "sr", "a", "an", "of"] {
            words.remove(common);
        }
        Names(words)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a text holds one of the words.
    pub fn stand_in(&self, text: &str) -> bool {
        text.split(|c: char| !c.is_alphanumeric()).any(|word| self.0.contains(&plain(word)))
    }

    fn clean(&self, text: &mut String) {
        if self.stand_in(text) {
            *text = WITHHELD.to_owned();
        }
    }

    fn clean_all(&self, texts: &mut [String]) {
        texts.iter_mut().for_each(|text| self.clean(text));
    }

    /// A source without a title or path that holds a name; its hash still says which it is.
    fn clean_source(&self, source: &Source) -> Source {
        let mut clean = source.clone();
        clean.title.iter_mut().chain(clean.author.iter_mut()).for_each(|t| self.clean(t));
        self.clean(&mut clean.path);
        clean
    }
}
