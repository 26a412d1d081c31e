//! Joins parties of different documents: one candidate with evidence, or none.

use std::collections::{BTreeMap, BTreeSet};

use factum_types::PartyKind;

use crate::Procedure;
use crate::case::Told;
use crate::decided::{Decided, PartyOf};
use crate::evidence::{Compared, Evidence, between};
use crate::names::{Likeness, plain};

/// A party of one document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) document: usize,
    pub(crate) party: usize,
}

/// Which parties are one, by node, and why.
#[derive(Debug)]
pub(crate) struct Joined {
    /// In the order of documents and parties.
    pub(crate) nodes: Vec<Node>,
    /// For each node the first node of its group.
    pub(crate) group: Vec<usize>,
    /// Pairs of nodes that made the groups, with what spoke for each.
    pub(crate) links: Vec<(usize, usize, Vec<String>)>,
    /// Pairs of nodes that share a name and were not joined, with the reason.
    pub(crate) refused: Vec<(usize, usize, String)>,
}

struct Join<'a> {
    compared: Vec<Compared<'a>>,
    procedure: &'a Procedure,
    nodes: Vec<Node>,
    group: Vec<usize>,
    links: Vec<(usize, usize, Vec<String>)>,
    refused: BTreeMap<(usize, usize), String>,
    /// Pairs that somebody set apart, and in which words.
    apart: BTreeMap<(usize, usize), String>,
}

/// Groups the parties of all documents.
pub(crate) fn join(told: &[&Told], procedure: &Procedure, decided: &[Decided]) -> Joined {
    let compared: Vec<Compared<'_>> = told.iter().map(|t| Compared::new(t, procedure)).collect();
    let mut nodes = Vec::new();
    for (document, t) in told.iter().enumerate() {
        nodes.extend((0..t.record.parties.len()).map(|party| Node { document, party }));
    }
    let group = (0..nodes.len()).collect();
    let by_hand = by_hand(told, &nodes, decided);
    let apart = by_hand.iter().filter(|d| !d.2).map(|(a, b, _, words)| ((*a, *b), words.clone())).collect();
    let mut join =
        Join { compared, procedure, nodes, group, links: Vec::new(), refused: BTreeMap::new(), apart };
    join.organizations();
    let pairs = join.pairs();
    for &(a, b) in &pairs {
        join.try_pair(a, b, Care::Normal);
    }
    join.undo_clashes(&pairs);
    for (a, b, _, words) in by_hand.iter().filter(|d| d.2) {
        if join.group.get(*a) != join.group.get(*b) && join.set_apart(*a, *b).is_none() {
            join.unite(*a, *b, vec![words.clone()]);
        }
        join.refused.remove(&(*a, *b));
    }
    let refused = join.refused.into_iter().map(|((a, b), why)| (a, b, why)).collect();
    Joined { nodes: join.nodes, group: join.group, links: join.links, refused }
}

/// The pairs of nodes that people decided about, the smaller first.
fn by_hand(told: &[&Told], nodes: &[Node], decided: &[Decided]) -> Vec<(usize, usize, bool, String)> {
    let node = |of: &PartyOf| {
        let (document, party) = of.find(told)?;
        nodes.iter().position(|n| *n == Node { document, party })
    };
    let pair = |d: &Decided| {
        let (a, b) = (node(&d.a)?, node(&d.b)?);
        (a != b).then(|| (a.min(b), a.max(b), d.together, d.words.clone()))
    };
    decided.iter().filter_map(pair).collect()
}

impl Join<'_> {
    /// Who set two groups apart, where somebody did.
    fn set_apart(&self, a: usize, b: usize) -> Option<&String> {
        let (mine, theirs) = (self.group[a], self.group[b]);
        let between = |&(x, y): &(usize, usize)| {
            let groups = (self.group[x], self.group[y]);
            groups == (mine, theirs) || groups == (theirs, mine)
        };
        self.apart.iter().find(|(pair, _)| between(pair)).map(|(_, words)| words)
    }

    /// Organizations are one by name: a court or an agency has no namesake within a case.
    fn organizations(&mut self) {
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for n in 0..self.nodes.len() {
            let node = self.nodes[n];
            let party = self.compared[node.document].record().parties.get(node.party);
            let Some(party) = party.filter(|p| p.kind == PartyKind::Organization) else { continue };
            let words: Vec<String> =
                party.name.split_whitespace().map(plain).filter(|w| w != "the").collect();
            match first.get(&words.join(" ")) {
                Some(&other)
                    if self.nodes[other].document != node.document && self.set_apart(other, n).is_none() =>
                {
                    self.unite(other, n, vec!["an organization of the same name".to_owned()]);
                }
                Some(_) => {}
                None => {
                    first.insert(words.join(" "), n);
                }
            }
        }
    }

    /// Pairs of parties of different documents that may share a name.
    fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let mut by_key: BTreeMap<(String, String), BTreeSet<usize>> = BTreeMap::new();
        for (n, node) in self.nodes.iter().enumerate() {
            for name in &self.compared[node.document].names[node.party] {
                by_key.entry(name.key()).or_default().insert(n);
            }
        }
        let mut pairs = BTreeSet::new();
        for block in by_key.values() {
            for &a in block {
                let others =
                    block.range(a + 1..).filter(|&&b| self.nodes[a].document != self.nodes[b].document);
                pairs.extend(others.map(|&b| (a, b)));
            }
        }
        pairs
    }

    /// Joins a pair where the evidence is enough for this care.
    fn try_pair(&mut self, a: usize, b: usize, care: Care) {
        if self.group[a] == self.group[b] {
            return;
        }
        if let Some(words) = self.set_apart(a, b).cloned() {
            self.refused.insert((a, b), words);
            return;
        }
        let (p, q) = (self.nodes[a], self.nodes[b]);
        let (one, other) = (&self.compared[p.document], &self.compared[q.document]);
        let likeness = one.likeness(p.party, other, q.party);
        let evidence = between(one, p.party, other, q.party, self.procedure);
        let careful = match care {
            Care::Normal => true,
            Care::TwoPieces => evidence.pieces() >= 2,
            Care::SameName => evidence.pieces() >= 2 && likeness == Likeness::Same,
            Care::None => false,
        };
        if evidence.is_enough(likeness) && careful {
            self.unite(a, b, evidence.words());
        } else {
            let why = match evidence.is_enough(likeness) {
                true => "the evidence fits several people of the name, and nothing tells which".to_owned(),
                false => reason(likeness, &evidence),
            };
            self.refused.insert((a, b), why);
        }
    }

    fn unite(&mut self, a: usize, b: usize, why: Vec<String>) {
        let (keep, drop) = (self.group[a].min(self.group[b]), self.group[a].max(self.group[b]));
        for group in self.group.iter_mut().filter(|g| **g == drop) {
            *group = keep;
        }
        self.links.push((a, b, why));
    }

    /// Takes groups apart that hold two people for certain (two parties of one document, "Mary E. Trask" and
    /// "Mary J. Trask", ages a generation apart) and joins their members again with more care.
    fn undo_clashes(&mut self, pairs: &BTreeSet<(usize, usize)>) {
        for care in [Care::TwoPieces, Care::SameName, Care::None] {
            for group in self.clashing() {
                let members: BTreeSet<usize> =
                    (0..self.group.len()).filter(|&n| self.group[n] == group).collect();
                self.links.retain(|(a, _, _)| !members.contains(a));
                for &n in &members {
                    self.group[n] = n;
                }
                for &(a, b) in pairs.iter().filter(|(a, b)| members.contains(a) && members.contains(b)) {
                    self.try_pair(a, b, care);
                }
            }
        }
    }

    fn clashing(&self) -> BTreeSet<usize> {
        let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (n, &group) in self.group.iter().enumerate() {
            members.entry(group).or_default().push(n);
        }
        let clash = |of: &Vec<usize>| {
            of.iter().enumerate().any(|(at, &a)| of.iter().skip(at + 1).any(|&b| self.clash(a, b)))
        };
        members.iter().filter(|(_, of)| clash(of)).map(|(&group, _)| group).collect()
    }

    fn clash(&self, a: usize, b: usize) -> bool {
        let (p, q) = (self.nodes[a], self.nodes[b]);
        let (one, other) = (&self.compared[p.document], &self.compared[q.document]);
        let one_key = || {
            let theirs = &other.names[q.party];
            one.names[p.party].iter().any(|x| theirs.iter().any(|y| x.key() == y.key()))
        };
        if p.document == q.document {
            return true;
        }
        match one.likeness(p.party, other, q.party) {
            Likeness::Different => one_key(),
            _ if one.born_apart(p.party, other, q.party) => true,
            _ if one.ages_may_clash(p.party, other, q.party) => {
                let evidence = between(one, p.party, other, q.party, self.procedure);
                evidence.age_against.is_some() && evidence.strong.len() < 2
            }
            _ => false,
        }
    }
}

/// How much is asked for before two are joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Care {
    /// One piece of evidence beyond the name.
    Normal,
    /// Two pieces.
    TwoPieces,
    /// Two pieces, and not even a middle name that one leaves out.
    SameName,
    /// Nothing is enough.
    None,
}

fn reason(likeness: Likeness, evidence: &Evidence) -> String {
    match (likeness, &evidence.age_against) {
        (Likeness::Different, _) => "the middle names or suffixes differ".to_owned(),
        _ if evidence.born_apart => "their dates of birth differ".to_owned(),
        (_, Some(against)) => format!("{against}, and too little else speaks for it"),
        (Likeness::Suffix, _) => {
            "only one of the names has a suffix, and too little else speaks for it".to_owned()
        }
        _ if evidence.officials.is_empty() => "nothing but the name speaks for it".to_owned(),
        _ => format!("only the name and an official speak for it: {}", evidence.officials.join(", ")),
    }
}
