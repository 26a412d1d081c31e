//! Scores the moves of a transition system from the encodings of a few words.
//!
//! The first layer is computed per word and feature ahead of time, in pages of words, of which a bounded
//! number is kept: a page that was dropped is computed again with the same bits.

use crate::ModelError;
use crate::container::Container;
use crate::encoder::WIDTH;
use crate::kernels::{Isa, LANES, Layer, Rows, best, linear};

/// Numbers in the hidden layer.
pub(crate) const HIDDEN: usize = 64;
/// Values of which each hidden number is the greater.
pub(crate) const PIECES: usize = 2;
/// Numbers that a word adds for one feature.
const STEP: usize = HIDDEN * PIECES;
/// Words a page.
const PAGE: usize = 64;
/// Pages that are kept; with the parser's eight features they take 16 MB.
const KEPT: usize = 64;

/// The weights of a scorer.
#[derive(Clone, Debug)]
pub(crate) struct Scorer<'a> {
    isa: Isa,
    /// From a word's 96 numbers to 64.
    reduce: Layer<'a>,
    /// From these to what the word adds for each feature.
    affine: Layer<'a>,
    /// What is added for each feature without a word.
    pad: &'a [f32],
    bias: &'a [f32],
    /// From the hidden layer to the moves.
    upper: Layer<'a>,
    features: usize,
}

impl<'a> Scorer<'a> {
    /// Finds the weights in a model.
    pub(crate) fn new(
        container: &'a Container,
        name: &str,
        (features, moves): (usize, usize),
        isa: Isa,
    ) -> Result<Scorer<'a>, ModelError> {
        let floats = |part: &str, length: usize| container.floats(&format!("{name}.{part}"), length);
        let moves = moves.next_multiple_of(LANES);
        if moves > 128 {
            return Err(container.corrupt(name));
        }
        Ok(Scorer {
            isa,
            reduce: Layer {
                inputs: WIDTH,
                weights: floats("reduce.w", WIDTH * HIDDEN)?,
                bias: floats("reduce.b", HIDDEN)?,
            },
            affine: Layer {
                inputs: HIDDEN,
                weights: floats("affine.w", HIDDEN * STEP * features)?,
                // The bias is added once a step, not once a word.
                bias: ZEROS.get(..STEP * features).ok_or_else(|| container.corrupt(name))?,
            },
            pad: floats("pad", STEP * features)?,
            bias: floats("bias", STEP)?,
            upper: Layer {
                inputs: HIDDEN,
                weights: floats("upper.w", HIDDEN * moves)?,
                bias: floats("upper.b", moves)?,
            },
            features,
        })
    }

    /// Appends what the scorer needs to know of encoded words, 64 numbers each, to `reduced`.
    pub(crate) fn reduce(&self, encoded: &[f32], reduced: &mut Vec<f32>) {
        let (start, count) = (reduced.len(), encoded.len() / WIDTH);
        reduced.resize(start + count * HIDDEN, 0.0);
        let (_, out) = reduced.split_at_mut(start);
        linear(self.isa, Rows { values: encoded, stride: WIDTH, count }, self.reduce, out);
    }

    /// The move with the highest score, the first of equals; `features` names a word each, `None` for none;
    /// `mask` is added to the scores.
    pub(crate) fn best<const F: usize>(
        &self,
        words: &mut ScoredWords<'_>,
        features: [Option<usize>; F],
        mask: &[f32],
    ) -> usize {
        // A page may push out one that was there, so the words are gone through until none was missing.
        while features.iter().flatten().fold(false, |loaded, word| words.load(self, *word) | loaded) {}
        let mut rows = [self.bias; 9];
        for ((feature, word), row) in features.iter().enumerate().zip(rows.iter_mut().skip(1)) {
            let found = match word {
                None => self.pad.get(feature * STEP..(feature + 1) * STEP),
                Some(word) => words.row(self, *word, feature),
            };
            *row = found.unwrap_or(self.bias);
        }
        best::<HIDDEN>(self.isa, rows.get(..=F).unwrap_or(&rows), self.upper, mask)
    }
}

static ZEROS: [f32; STEP * 8] = [0.0; STEP * 8];

/// The pages of a scorer, kept from text to text for their memory only.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    values: Vec<f32>,
    /// Which slot holds a page, plus one.
    slots: Vec<u32>,
    /// Which page a slot holds.
    pages: Vec<usize>,
    /// The slot that is given up next.
    oldest: usize,
}

/// The words of one text as a scorer sees them.
pub(crate) struct ScoredWords<'a> {
    reduced: &'a [f32],
    pages: &'a mut Pages,
}

impl<'a> ScoredWords<'a> {
    /// Begins a text, with what [`Scorer::reduce`] made of its words.
    pub(crate) fn new(reduced: &'a [f32], pages: &'a mut Pages) -> ScoredWords<'a> {
        pages.slots.clear();
        pages.slots.resize((reduced.len() / HIDDEN).div_ceil(PAGE), 0);
        pages.pages.clear();
        pages.oldest = 0;
        ScoredWords { reduced, pages }
    }

    fn row(&self, scorer: &Scorer<'_>, word: usize, feature: usize) -> Option<&[f32]> {
        let slot = (*self.pages.slots.get(word / PAGE)? as usize).checked_sub(1)?;
        let start = ((slot * PAGE + word % PAGE) * scorer.features + feature) * STEP;
        self.pages.values.get(start..start + STEP)
    }

    /// Computes the page of a word unless it is there; whether it had to.
    #[inline]
    fn load(&mut self, scorer: &Scorer<'_>, word: usize) -> bool {
        let missing = self.pages.slots.get(word / PAGE) == Some(&0);
        if missing {
            self.fill(scorer, word / PAGE);
        }
        missing
    }

    #[cold]
    fn fill(&mut self, scorer: &Scorer<'_>, page: usize) {
        let pages = &mut *self.pages;
        let slot = if pages.pages.len() < KEPT {
            pages.pages.push(page);
            pages.pages.len() - 1
        } else {
            let slot = pages.oldest;
            pages.oldest = (slot + 1) % KEPT;
            if let Some(old) = pages.pages.get_mut(slot) {
                if let Some(gone) = pages.slots.get_mut(*old) {
                    *gone = 0;
                }
                *old = page;
            }
            slot
        };
        let words = self.reduced.chunks(PAGE * HIDDEN).nth(page).unwrap_or_default();
        let (size, count) = (PAGE * scorer.features * STEP, words.len() / HIDDEN);
        if pages.values.len() < (slot + 1) * size {
            pages.values.resize((slot + 1) * size, 0.0);
        }
        if let Some(out) = pages.values.chunks_exact_mut(size).nth(slot) {
            linear(scorer.isa, Rows { values: words, stride: HIDDEN, count }, scorer.affine, out);
        }
        if let Some(taken) = pages.slots.get_mut(page) {
            *taken = slot as u32 + 1;
        }
    }
}
