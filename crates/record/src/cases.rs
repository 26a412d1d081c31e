//! Matters and the cases that they hold: charges that documents tell of together.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Cite, View};

/// An incident or a course of conduct, with the cases about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// A case for each defendant, in the order of their charges.
    pub cases: Vec<CaseOf>,
    /// Why these charges are one matter, in words, each once; empty where there is one charge.
    pub evidence: Vec<String>,
}

/// What is brought against one person in a matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseOf {
    /// Index among the view's people.
    pub person: usize,
    /// Indices among the view's charges.
    pub charges: Vec<usize>,
    /// The numbers that the documents which tell of these charges print.
    pub numbers: Vec<String>,
}

impl View {
    /// The matters, in the order of their first charges. Two charges are of one matter where one paragraph tells of
    /// both. That one person has both says nothing, nor does a case number that stands in the same document: it may
    /// tell of an earlier conviction, too.
    pub fn matters(&self) -> Vec<Matter> {
        let mut group: Vec<usize> = (0..self.charges.len()).collect();
        let mut evidence: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
        let mut told: BTreeMap<(String, u32), Vec<usize>> = BTreeMap::new();
        for at in 0..self.charges.len() {
            for cite in self.cites_of(at) {
                told.entry((cite.source.id.clone(), cite.line)).or_default().push(at);
            }
        }
        let mut unite = |all: &[usize], why: &str| {
            let Some((&first, rest)) = all.split_first() else { return };
            for &other in rest {
                let (Some(&a), Some(&b)) = (group.get(first), group.get(other)) else { continue };
                if first == other {
                    continue;
                }
                let (keep, drop) = (a.min(b), a.max(b));
                group.iter_mut().filter(|g| **g == drop).for_each(|g| *g = keep);
                let moved = if keep == drop { None } else { evidence.remove(&drop) };
                let kept = evidence.entry(keep).or_default();
                kept.extend(moved.into_iter().flatten());
                if keep != drop {
                    kept.insert(why.to_owned());
                }
            }
        };
        for ((source, line), charges) in &told {
            let path = self.sources.iter().find(|s| s.id == *source).map_or("", |s| s.path.as_str());
            unite(charges, &format!("told together: {path}:{line}"));
        }
        let mut matters: BTreeMap<usize, Matter> = BTreeMap::new();
        for (at, standing) in self.charges.iter().enumerate() {
            let of = group.get(at).copied().unwrap_or(at);
            let why = || evidence.get(&of).into_iter().flatten().cloned().collect();
            let matter = matters.entry(of).or_insert_with(|| Matter { cases: Vec::new(), evidence: why() });
            let numbers = self.numbers_of(at);
            match matter.cases.iter_mut().find(|c| c.person == standing.person) {
                Some(case) => {
                    case.charges.push(at);
                    case.numbers.extend(numbers);
                    case.numbers.sort();
                    case.numbers.dedup();
                }
                None => matter.cases.push(CaseOf { person: standing.person, charges: vec![at], numbers }),
            }
        }
        matters.into_values().collect()
    }

    fn cites_of(&self, charge: usize) -> Vec<&Cite> {
        let Some(standing) = self.charges.get(charge) else { return Vec::new() };
        let steps = standing.history.iter().chain(&standing.apart);
        let mut cites: Vec<&Cite> = steps.flat_map(|s| s.witnesses.iter().map(|w| &w.cite)).collect();
        cites.sort_by_key(|c| (c.source.id.clone(), c.line));
        cites.dedup_by_key(|c| (c.source.id.clone(), c.line));
        cites
    }

    /// The case numbers of the documents that tell of a charge, where a document prints one only: of several nobody
    /// knows whose each is.
    fn numbers_of(&self, charge: usize) -> Vec<String> {
        let cites = self.cites_of(charge);
        let printed = |source: &str| {
            let here = self.case_numbers.iter().filter(|n| n.cites.iter().any(|c| c.source.id == source));
            here.map(|n| n.number.clone()).collect::<Vec<_>>()
        };
        let mut numbers: Vec<String> = Vec::new();
        for cite in cites {
            if let [only] = printed(&cite.source.id).as_slice()
                && !numbers.contains(only)
            {
                numbers.push(only.clone());
            }
        }
        numbers.sort();
        numbers
    }
}
