//! Which documents are one text printed again: many witnesses, but not many accounts.

use std::collections::{BTreeMap, BTreeSet};

use crate::names::plain;

/// How many words in a row make a shingle.
const SHINGLE: usize = 8;

/// How many shingles of a text are kept to compare it by: those with the smallest hashes.
const KEPT: usize = 128;

/// Texts of fewer shingles are too short to say that one was taken from the other.
const LEAST: usize = 12;

/// A text as it is compared: a sketch of its words, the same for every layout.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sketch(BTreeSet<u64>);

impl Sketch {
    /// The sketch of a text.
    pub(crate) fn of(text: &str) -> Sketch {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let words: Vec<u64> = words.map(|word| hash(plain(word).bytes())).collect();
        // each word is hashed once, and a shingle from its words' hashes
        let shingle = |words: &[u64]| hash(words.iter().flat_map(|word| word.to_le_bytes()));
        let mut hashes: Vec<u64> = words.windows(SHINGLE).map(shingle).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Sketch(hashes.into_iter().take(KEPT).collect())
    }

    /// Whether most of the shorter text stands in the other.
    fn is_reprint(&self, other: &Sketch) -> bool {
        if self.0.len() < LEAST || other.0.len() < LEAST {
            return false;
        }
        // both sketches hold the smallest hashes, so they are compared up to where the one that ends first ends
        let (Some(a), Some(b)) = (self.0.last(), other.0.last()) else { return false };
        let end = match (self.0.len() < KEPT, other.0.len() < KEPT) {
            (true, true) => (*a).max(*b),
            (true, false) => *b,
            (false, true) => *a,
            (false, false) => (*a).min(*b),
        };
        let within = |s: &Sketch| s.0.range(..=end).count();
        let shared = self.0.range(..=end).filter(|h| other.0.contains(h)).count();
        shared * 2 > within(self).min(within(other))
    }
}

/// FNV-1a, the same on every machine.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

/// For each text the first that it is a reprint of, or itself.
pub(crate) fn originals(sketches: &[&Sketch]) -> Vec<usize> {
    let mut first: Vec<usize> = (0..sketches.len()).collect();
    let mut holders: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        let mut candidates: BTreeSet<usize> = BTreeSet::new();
        for hash in &sketch.0 {
            let known = holders.entry(*hash).or_default();
            candidates.extend(known.iter().copied());
            // originals are enough: whoever reprints a reprint shares its words with the original
            known.push(at);
        }
        let original = candidates.into_iter().find(|&other| sketch.is_reprint(sketches[other]));
        if let Some(place) = first.get_mut(at) {
            *place = original.unwrap_or(at);
        }
    }
    // a reprint of a reprint is one of the original
    for at in 0..first.len() {
        let of = first[at];
        first[at] = first[of];
    }
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "Mara Quill was charged with theft on Monday after the till of the Harrow End bakery was found \
        empty. She denies that she took anything, her lawyer said, and will answer the charge in court next month. \
        The bakery had been closed for a week when its owner came back from the coast.";

    #[test]
    fn a_reprint_is_told_from_another_account() {
        let cut = STORY.split(". ").take(2).collect::<Vec<_>>().join(". ");
        let framed = format!("FROM THE WIRE\n\n{}\n\nMore news below.", STORY.to_uppercase());
        let other = "A baker's till was emptied, and on Monday prosecutors in Harrow End said that they had charged Mara \
            Quill with theft. Through her lawyer she says that she never touched the money, and the case is to be \
            heard in a month, once the owner has come home from the coast and been asked.";
        let sketches: Vec<Sketch> =
            [STORY, other, &cut, &framed].iter().map(|text| Sketch::of(text)).collect();
        let all: Vec<&Sketch> = sketches.iter().collect();
        assert_eq!(originals(&all), [0, 1, 0, 0]);
    }

    #[test]
    fn short_texts_say_nothing_of_their_origin() {
        let short = Sketch::of("Mara Quill was charged with theft on Monday in Harrow End.");
        assert_eq!(originals(&[&short, &short.clone()]), [0, 1]);
    }
}
