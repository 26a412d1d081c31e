//! A view of one person: what concerns the others is left out, and nothing is computed anew.

use crate::{Entry, Person, View, What};

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
        let kept: Vec<bool> = self.charges.iter().map(|s| of(&s.person)).collect();
        self.keep_charges(&kept);
        self.unbound.retain(|u| of(&u.person));
        self.exposures.retain(|e| e.charge.is_some() || e.person.as_ref().is_some_and(of));
        self.timeline.retain(|entry| concerns(entry, people));
        self.statements.retain(|s| s.speaker.as_ref().is_some_and(of) || s.joint.iter().any(of));
        self.conflicts.retain(|c| c.charge.is_some() || c.person.as_ref().is_some_and(of));
        self.not_joined.retain(|pair| of(&pair.a) || of(&pair.b));
        self
    }

    /// The same view with only the charges for such an offence (all these words in its name, whatever their case).
    #[must_use]
    pub fn for_offence(mut self, words: &str) -> View {
        let is_it = |s: &crate::Standing| s.offence.as_ref().is_some_and(|offence| holds(offence, words));
        let kept: Vec<bool> = self.charges.iter().map(is_it).collect();
        self.keep_only(&kept);
        self
    }

    /// The same view with only the charges that a document with this case number tells of. Hyphens and the like in the
    /// number are nothing.
    #[must_use]
    pub fn in_case(mut self, number: &str) -> View {
        let key = crate::numbers::key(number);
        let sources: Vec<&str> = self
            .case_numbers
            .iter()
            .filter(|n| crate::numbers::key(&n.number) == key)
            .flat_map(|n| n.cites.iter().map(|c| c.source.id.as_str()))
            .collect();
        let told = |s: &crate::Standing| {
            let witnesses = s.history.iter().chain(&s.apart).flat_map(|step| &step.witnesses);
            witnesses.into_iter().any(|w| sources.contains(&w.cite.source.id.as_str()))
        };
        let kept: Vec<bool> = self.charges.iter().map(told).collect();
        self.keep_only(&kept);
        self
    }

    /// Leaves out the other charges, and what concerns nobody who is charged with one of these.
    fn keep_only(&mut self, kept: &[bool]) {
        self.keep_charges(kept);
        let people: Vec<usize> = self.charges.iter().map(|s| s.person).collect();
        let of = |person: &usize| people.contains(person);
        self.unbound.clear();
        self.exposures.retain(|e| e.charge.is_some());
        self.timeline.retain(|entry| concerns(entry, &people));
        self.statements.retain(|s| s.speaker.as_ref().is_some_and(of) || s.joint.iter().any(of));
        self.conflicts.retain(|c| c.charge.is_some() || c.person.as_ref().is_some_and(of));
        self.not_joined.retain(|pair| of(&pair.a) || of(&pair.b));
    }

    /// Leaves out charges and all that hangs on them; the others get new indices.
    pub(crate) fn keep_charges(&mut self, kept: &[bool]) {
        let mut next = 0;
        let to: Vec<Option<usize>> = kept
            .iter()
            .map(|kept| {
                let to = kept.then_some(next);
                next += usize::from(*kept);
                to
            })
            .collect();
        let new = |charge: usize| to.get(charge).copied().flatten();
        let moved = |charge: &mut usize| new(*charge).map(|to| *charge = to).is_some();
        let mut each = kept.iter();
        self.charges.retain(|_| each.next().copied().unwrap_or(true));
        for standing in &mut self.charges {
            standing.enhances = standing.enhances.and_then(new);
        }
        self.exposures.retain_mut(|e| e.charge.as_mut().is_none_or(moved));
        self.timeline.retain_mut(|entry| match &mut entry.what {
            What::Event { .. } => true,
            What::Step { charge, .. } => moved(charge),
        });
        self.conflicts.retain_mut(|c| c.charge.as_mut().is_none_or(moved));
        self.stale.retain_mut(|s| moved(&mut s.charge));
    }
}

fn concerns(entry: &Entry, people: &[usize]) -> bool {
    match &entry.what {
        What::Event { people: there, .. } => there.iter().any(|(p, _)| people.contains(p)),
        What::Step { .. } => true,
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
