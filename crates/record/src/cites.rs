//! Every quote of a view, to change them all in one way.

use crate::{Cite, HistoryStep, View, Witness};

impl View {
    /// Hands over every quote of the view, each once.
    pub(crate) fn each_cite(&mut self, mut take: impl FnMut(&mut Cite)) {
        let steps = |steps: &mut Vec<HistoryStep>, take: &mut dyn FnMut(&mut Cite)| {
            steps.iter_mut().flat_map(|s| &mut s.witnesses).for_each(|w: &mut Witness| take(&mut w.cite));
        };
        for person in &mut self.people {
            person.roles.iter_mut().for_each(|(_, cite)| take(cite));
            person.ages.iter_mut().for_each(|(_, cite)| take(cite));
            person.members.iter_mut().filter_map(|m| m.cite.as_mut()).for_each(&mut take);
        }
        for standing in &mut self.charges {
            standing.counts.iter_mut().for_each(|(_, cite)| take(cite));
            steps(&mut standing.history, &mut take);
            steps(&mut standing.apart, &mut take);
            standing.loose.iter_mut().for_each(|l| take(&mut l.witness.cite));
            standing.last_source.iter_mut().for_each(&mut take);
        }
        self.unbound.iter_mut().for_each(|u| take(&mut u.witness.cite));
        self.exposures.iter_mut().flat_map(|e| &mut e.witnesses).for_each(&mut take);
        self.timeline.iter_mut().flat_map(|e| &mut e.witnesses).for_each(&mut take);
        for saying in &mut self.statements {
            saying.content.iter_mut().chain(&mut saying.witnesses).for_each(&mut take);
        }
        self.conflicts.iter_mut().flat_map(|c| &mut c.sides).flat_map(|s| &mut s.cites).for_each(&mut take);
        for stale in &mut self.stale {
            take(&mut stale.claim);
            take(&mut stale.by_source);
        }
        self.coverage.iter_mut().flat_map(|c| &mut c.silent).for_each(&mut take);
        self.case_numbers.iter_mut().flat_map(|n| &mut n.cites).for_each(&mut take);
    }
}
