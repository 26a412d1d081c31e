//! Parts of speech, morphology and lemmas, remembered for each kind of token, tag and label.

use factum_types::{Dep, Pos, Tag};
use rustc_hash::FxHashMap;

use crate::lexicon::Lexicon;
use crate::python::lower;
use crate::ruler::{Effect, Ruler, Seen};
use crate::words::Words;

/// Combinations that are kept between texts.
const MOST: usize = 1 << 17;

/// What the rules and the lemmatizer make of a token.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attributes {
    /// The tag; `_SP` on white space, whatever the tagger said.
    pub(crate) tag: Tag,
    /// The part of speech.
    pub(crate) pos: Pos,
    /// The label; `dep` on white space.
    pub(crate) dep: Dep,
    /// Number of the morphological features among the strings.
    pub(crate) morph: u32,
    /// Number of the lemma among the strings.
    pub(crate) lemma: u32,
}

/// A token as tagger and parser see it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tagged {
    /// Number of its kind.
    pub(crate) kind: u32,
    /// The tagger's tag.
    pub(crate) tag: Tag,
    /// The parser's label.
    pub(crate) dep: Dep,
}

/// The attribute ruler and the lemmatizer, with what they said before.
#[derive(Debug)]
pub(crate) struct Grammar<'a> {
    ruler: &'a Ruler,
    known: FxHashMap<u64, Attributes>,
    /// Lemmas and features.
    pub(crate) strings: Words,
}

impl<'a> Grammar<'a> {
    /// Begins without memory.
    pub(crate) fn new(ruler: &'a Ruler) -> Grammar<'a> {
        Grammar { ruler, known: FxHashMap::default(), strings: Words::default() }
    }

    /// Whether so much is remembered that it should be cleared before the next text.
    pub(crate) fn is_full(&self) -> bool {
        self.known.len() > MOST
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.known.clear();
        self.strings.clear();
    }

    /// Finds the attributes of all tokens of a sequence.
    pub(crate) fn attributes(&mut self, lexicon: &Lexicon<'_>, tokens: &[Tagged], out: &mut Vec<Attributes>) {
        out.clear();
        out.extend(tokens.iter().map(|token| self.single(lexicon, *token)));
        for (at, pair) in tokens.windows(2).enumerate() {
            if let [first, second] = pair
                && lexicon.kind(second.kind).is_some_and(|k| k.ends_pair)
            {
                self.pair(lexicon, [*first, *second], at, out);
            }
        }
    }

    fn single(&mut self, lexicon: &Lexicon<'_>, token: Tagged) -> Attributes {
        let key = u64::from(token.kind) << 16 | (token.tag as u64) << 8 | token.dep as u64;
        if let Some(attributes) = self.known.get(&key) {
            return *attributes;
        }
        let small = lower(lexicon.text(token.kind));
        let effect = self.ruler.effect(seen(lexicon, token, &small));
        let attributes = finish(&mut self.strings, lexicon, token, &small, effect);
        self.known.insert(key, attributes);
        attributes
    }

    /// Applies the rules of two words to the pair that begins at `at`.
    fn pair(&mut self, lexicon: &Lexicon<'_>, pair: [Tagged; 2], at: usize, out: &mut [Attributes]) {
        let small = pair.map(|token| lower(lexicon.text(token.kind)));
        let [a, b] = &small;
        let seen = [seen(lexicon, pair[0], a), seen(lexicon, pair[1], b)];
        for index in 0..2 {
            let mut rules = self.ruler.pairs(seen[0], seen[1]).filter(|(_, i)| *i == index).peekable();
            let (Some(token), Some(word), Some(slot)) =
                (pair.get(index), seen.get(index), out.get_mut(at + index))
            else {
                continue;
            };
            if rules.peek().is_some() {
                let mut effect = self.ruler.effect(*word);
                rules.for_each(|(rule, _)| self.ruler.apply(rule, &mut effect));
                *slot = finish(&mut self.strings, lexicon, *token, word.lower, effect);
            }
        }
    }
}

fn seen<'l>(lexicon: &Lexicon<'_>, token: Tagged, lower: &'l str) -> Seen<'l> {
    let is_space = lexicon.kind(token.kind).is_some_and(|k| k.is_space);
    Seen { tag: token.tag, lower, dep: token.dep, is_space }
}

/// What the rules left open: the lemma, where none set it.
fn finish(
    strings: &mut Words,
    lexicon: &Lexicon<'_>,
    token: Tagged,
    lower: &str,
    effect: Effect<'_>,
) -> Attributes {
    let pos = effect.pos.map_or(Pos::None, |(_, pos)| pos);
    let morph = effect.morph.map_or("", |(_, morph)| morph);
    let lemma = match effect.lemma {
        Some((_, lemma)) => strings.number(lemma).0,
        None => strings.number(&lexicon.lemmatizer.lemma(lexicon.text(token.kind), lower, pos, morph)).0,
    };
    Attributes {
        tag: effect.tag.map_or(token.tag, |(_, tag)| tag),
        pos,
        dep: effect.dep.map_or(token.dep, |(_, dep)| dep),
        morph: strings.number(morph).0 as u32,
        lemma: lemma as u32,
    }
}
