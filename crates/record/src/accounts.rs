//! Accounts of one act that clash: within a document as its record has it, across documents a denial against a
//! finding or an accusation. Many pairs of statements may tell one clash: it is one, with its pairs.

use std::collections::BTreeSet;

use factum_types::{Act, ConflictKind};

use crate::case::Told;
use crate::conflicts::{Clash, Side};
use crate::names::plain;
use crate::people::People;
use crate::statements::{Places, Saying};

/// Conflicts of statements.
pub(crate) fn accounts(
    told: &[&Told],
    people: &People,
    statements: &[Saying],
    places: &Places,
) -> Vec<Clash> {
    let mut found: Vec<(usize, usize, ConflictKind, String)> = Vec::new();
    for (t, places) in told.iter().zip(places) {
        for conflict in &t.record.conflicts {
            let (Some(&a), Some(&b)) = (places.get(conflict.a), places.get(conflict.b)) else { continue };
            found.push((a.min(b), a.max(b), conflict.kind, conflict.about.clone()));
        }
    }
    let said: Vec<Said> = statements.iter().map(Said::new).collect();
    for (a, denial) in said.iter().enumerate() {
        for (b, claim) in said.iter().enumerate() {
            if let Some(about) = denial.clashes(claim) {
                found.push((a.min(b), a.max(b), ConflictKind::Direct, about));
            }
        }
    }
    // what a document's own record says comes first and is kept
    let mut seen = BTreeSet::new();
    found.retain(|(a, b, _, _)| a != b && seen.insert((*a, *b)));
    found.sort_by_key(|(a, b, _, _)| (*a, *b));
    let mut heaps: Vec<Heap> = Vec::new();
    for (a, b, kind, about) in found {
        let mut heap = Heap::new(a, b, kind, about);
        // one pair may bring two heaps together
        while let Some(at) = heaps.iter().position(|other| other.is_of_one_with(&heap)) {
            heap = heaps.remove(at).with(heap);
        }
        heaps.push(heap);
    }
    heaps.sort_by_key(|heap| heap.pairs.first().copied());
    heaps.into_iter().filter_map(|heap| heap.clash(people, statements)).collect()
}

/// Pairs of statements that tell one clash, and the statements on either side of it.
struct Heap {
    kind: ConflictKind,
    about: String,
    sides: [BTreeSet<usize>; 2],
    pairs: BTreeSet<(usize, usize)>,
}

impl Heap {
    fn new(a: usize, b: usize, kind: ConflictKind, about: String) -> Heap {
        Heap {
            kind,
            about,
            sides: [BTreeSet::from([a]), BTreeSet::from([b])],
            pairs: BTreeSet::from([(a, b)]),
        }
    }

    /// Whether both are about the same and share a statement, and none would stand against itself.
    fn is_of_one_with(&self, other: &Heap) -> bool {
        let words = |heap: &Heap| -> BTreeSet<String> {
            let words = heap.about.split_whitespace().map(plain);
            words.filter(|w| !EMPTY.contains(&w.as_str())).map(|w| stem(&w)).collect()
        };
        self.kind == other.kind && self.turned(other).is_some() && !words(self).is_disjoint(&words(other))
    }

    /// Whether the other's sides have to be exchanged to stand beside these; `None` where neither way fits.
    fn turned(&self, other: &Heap) -> Option<bool> {
        let [one, two] = &self.sides;
        let fits = |first: &BTreeSet<usize>, second: &BTreeSet<usize>| {
            let meets = !one.is_disjoint(first) || !two.is_disjoint(second);
            meets && one.is_disjoint(second) && two.is_disjoint(first)
        };
        let [first, second] = &other.sides;
        match (fits(first, second), fits(second, first)) {
            (true, _) => Some(false),
            (_, true) => Some(true),
            _ => None,
        }
    }

    fn with(mut self, other: Heap) -> Heap {
        let is_turned = self.turned(&other) == Some(true);
        let mut theirs = other.sides;
        if is_turned {
            theirs.reverse();
        }
        for (own, more) in self.sides.iter_mut().zip(theirs) {
            own.extend(more);
        }
        self.pairs.extend(other.pairs);
        self
    }

    fn clash(self, people: &People, statements: &[Saying]) -> Option<Clash> {
        let [mut one, mut two] = self.sides;
        if two.first() < one.first() {
            std::mem::swap(&mut one, &mut two);
        }
        let all: Vec<usize> = one.iter().chain(&two).copied().collect();
        let place = |statement: usize| all.iter().position(|s| *s == statement);
        let pair = |(a, b): &(usize, usize)| {
            let (a, b) = (place(*a)?, place(*b)?);
            Some((a.min(b), a.max(b)))
        };
        let speaker = all.iter().find_map(|at| statements.get(*at)?.speaker);
        Some(Clash {
            kind: self.kind,
            what: "statements",
            about: self.about,
            person: speaker,
            charge: None,
            pairs: self.pairs.iter().filter_map(pair).collect(),
            sides: all.iter().map(|at| Some(side(statements.get(*at)?, people))).collect::<Option<_>>()?,
        })
    }
}

fn side(saying: &Saying, people: &People) -> Side {
    let person = saying.speaker.and_then(|p| people.persons.get(p));
    let speaker = person.map_or(saying.speaker_text.as_str(), |p| p.name.as_str());
    let says = format!("{speaker}: {}", saying.words).trim_start_matches(": ").to_owned();
    Side { says, cites: saying.witnesses.clone() }
}

/// A statement by its words.
struct Said {
    act: Act,
    sources: BTreeSet<String>,
    /// Stems of all content words.
    stems: BTreeSet<String>,
    /// Content words that a negation governs: "pull" of "did not pull the trigger".
    negated: BTreeSet<String>,
}

const NEGATIONS: &[&str] =
    &["not", "never", "didnt", "wasnt", "couldnt", "hasnt", "hadnt", "isnt", "cannot", "without"];

/// Words that tell nothing about an act.
const EMPTY: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "that", "which", "who", "of", "in", "on", "at", "to", "for",
    "from", "by", "with", "as", "if", "unless", "it", "its", "he", "she", "they", "his", "her", "their",
    "him", "them", "i", "me", "my", "we", "us", "our", "you", "your", "is", "are", "was", "were", "be",
    "been", "being", "has", "have", "had", "do", "does", "did", "would", "could", "should", "will", "can",
    "may", "might", "must", "any", "all", "no", "so", "then", "than", "there", "this", "these", "those",
    "ever", "also", "just", "when", "what", "how", "said", "say", "deny", "denied", "denies", "denying",
    "fact", "claim",
];

/// Verbs too plain to tell one act from another: "did not have the gun" and "had a gun".
const PLAIN: &[&str] =
    &["know", "believ", "think", "want", "tak", "get", "mak", "go", "giv", "comment", "respond"];

impl Said {
    fn new(saying: &Saying) -> Said {
        let words: Vec<String> = saying
            .words
            .split(|c: char| c.is_whitespace() || c == '-' || c == '—')
            .map(|w| plain(w.trim_matches(|c: char| !c.is_alphanumeric())))
            .filter(|w| !w.is_empty())
            .collect();
        let has_meaning = |w: &&String| !EMPTY.contains(&w.as_str()) && !NEGATIONS.contains(&w.as_str());
        let stems = words.iter().filter(has_meaning).map(|w| stem(w)).collect();
        let mut negated = BTreeSet::new();
        for (at, word) in words.iter().enumerate() {
            if NEGATIONS.contains(&word.as_str()) {
                negated.extend(words.iter().skip(at + 1).take(4).find(has_meaning).map(|w| stem(w)));
            }
        }
        // "denied pulling the trigger": the verb of denying is outside the content
        if saying.act == Act::Deny && negated.is_empty() {
            negated.extend(words.iter().find(has_meaning).map(|w| stem(w)));
        }
        let sources = saying.witnesses.iter().map(|w| w.source.id.clone()).collect();
        Said { act: saying.act, sources, stems, negated }
    }

    /// What is denied here and claimed there: the denied verb and at least one word more are shared.
    fn clashes(&self, claim: &Said) -> Option<String> {
        let denies = self.act == Act::Deny || (self.act == Act::Say && !self.negated.is_empty());
        if !denies
            || !matches!(claim.act, Act::Find | Act::Allege)
            || !self.sources.is_disjoint(&claim.sources)
        {
            return None;
        }
        let verb = self.negated.iter().find(|verb| {
            claim.stems.contains(*verb) && !claim.negated.contains(*verb) && !PLAIN.contains(&verb.as_str())
        })?;
        let mut shared: Vec<&str> = self.stems.intersection(&claim.stems).map(String::as_str).collect();
        shared.retain(|stem| stem != verb);
        (!shared.is_empty()).then(|| format!("{verb} {}", shared.join(" ")))
    }
}

/// A word without the ends that tense and number give it: "pulled", "pulling" and "pulls" are "pull".
fn stem(word: &str) -> String {
    let mut stem = word;
    for end in ["ing", "ed", "es", "s", "e"] {
        if let Some(rest) = word.strip_suffix(end)
            && rest.chars().count() >= 3
        {
            stem = rest;
            break;
        }
    }
    let mut stem = stem.to_owned();
    let mut last = stem.chars().rev();
    if let (Some(a), Some(b)) = (last.next(), last.next())
        && a == b
        && !matches!(a, 'l' | 's')
    {
        stem.pop();
    }
    stem
}
