//! A view of one person: what concerns the others is left out, and nothing is computed anew.

use std::collections::BTreeMap;

use crate::{Clash, Entry, Person, View, What};

impl View {
    /// The people whose name, or another name of theirs, holds all these words, whatever their case.
    pub fn named(&self, words: &str) -> Vec<usize> {
        let holds = |person: &Person| {
            std::iter::once(&person.name).chain(&person.aliases).any(|name| holds(name, words))
        };
        self.people.iter().enumerate().filter(|(_, p)| holds(p)).map(|(at, _)| at).collect()
    }

    /// The same view with only what concerns these people. Their own indices stay; those of charges are new.
    #[must_use]
    pub fn about(mut self, people: &[usize]) -> View {
        let of = |person: &usize| people.contains(person);
        let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, _) in self.charges.iter().enumerate().filter(|(_, s)| of(&s.person)) {
            kept.insert(at, kept.len());
        }
        let moved = |charge: &mut usize| {
            kept.get(charge).is_some_and(|to| {
                *charge = *to;
                true
            })
        };
        self.charges.retain(|s| of(&s.person));
        for standing in &mut self.charges {
            standing.enhances = standing.enhances.and_then(|base| kept.get(&base).copied());
        }
        self.unbound.retain(|u| of(&u.person));
        self.exposures.retain_mut(|e| match &mut e.charge {
            Some(charge) => moved(charge),
            None => e.person.as_ref().is_some_and(of),
        });
        self.timeline.retain_mut(|entry| concerns(entry, people, moved));
        self.statements.retain(|s| s.speaker.as_ref().is_some_and(of) || s.joint.iter().any(of));
        self.conflicts.retain_mut(|clash| is_of(clash, people, moved));
        self.stale.retain_mut(|s| moved(&mut s.charge));
        self.not_joined.retain(|pair| of(&pair.a) || of(&pair.b));
        self
    }
}

fn concerns(entry: &mut Entry, people: &[usize], moved: impl Fn(&mut usize) -> bool) -> bool {
    match &mut entry.what {
        What::Event { people: there, .. } => there.iter().any(|(p, _)| people.contains(p)),
        What::Step { charge, .. } => moved(charge),
    }
}

fn is_of(clash: &mut Clash, people: &[usize], moved: impl Fn(&mut usize) -> bool) -> bool {
    match &mut clash.charge {
        Some(charge) => moved(charge),
        None => clash.person.is_some_and(|p| people.contains(&p)),
    }
}

/// Whether a name holds all these words.
fn holds(name: &str, words: &str) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let parts: Vec<String> = lower(name).split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let wanted = lower(words);
    let mut wanted = wanted.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    wanted.peek().is_some() && wanted.all(|word| parts.iter().any(|part| part == word))
}
