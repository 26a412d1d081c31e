//! Runs the networks over the sequences of a document: tags, parses and names.

use std::ops::Range;

use crate::analyzer::Model;
use crate::encoder::{Encoder, LAYERS, WIDTH, Window};
use crate::kernels::{Isa, Layer, Rows, linear};
use crate::lexicon::{Cut, Lexicon};
use crate::names::Found;
use crate::parser::Parse;
use crate::scorer::{HIDDEN, Pages, ScoredWords, Scorer};
use crate::trees::Trees;

/// Words that are encoded in one go. Longer sequences are encoded piece by piece, with the same bits.
const WINDOW: usize = 512;
/// Rows that are encoded together, so that weights are used while they are near.
const BATCH: usize = 512;
/// A number that no embedding has.
const NONE: u32 = u32::MAX;

/// The networks of a session and their memory.
#[derive(Debug)]
pub(crate) struct Network<'a> {
    isa: Isa,
    model: &'a Model,
    tagger: Layer<'a>,
    /// The network under tagger and parser, and the one under the names.
    encoders: [Embedded<'a>; 2],
    parser: Scorer<'a>,
    names: Scorer<'a>,
    buffers: Buffers,
    parse: Parse,
    trees: Trees,
}

/// An encoder with the mixed embeddings of the words met so far.
#[derive(Debug)]
struct Embedded<'a> {
    encoder: Encoder<'a>,
    /// Whether a word has one embedding before a space and another elsewhere.
    sees_space: bool,
    values: Vec<f32>,
    /// Which embedding a kind of token has: elsewhere, and before a space.
    numbers: Vec<[u32; 2]>,
    count: u32,
}

/// Memory that is kept from batch to batch.
#[derive(Debug, Default)]
struct Buffers {
    x: Vec<f32>,
    scratch: Vec<f32>,
    scores: Vec<f32>,
    reduced: [Vec<f32>; 2],
    pages: Pages,
}

/// What the networks say of one sequence.
pub(crate) struct Read<'n> {
    /// The class of each word's tag.
    pub(crate) tags: &'n [u8],
    /// Heads, counted within the sequence.
    pub(crate) heads: &'n [u32],
    /// Numbers of the model's labels.
    pub(crate) labels: &'n [u8],
    /// Whether a sentence starts at a word.
    pub(crate) starts: &'n [bool],
    /// The names.
    pub(crate) names: &'n [Found],
}

impl<'a> Network<'a> {
    /// Begins without embeddings.
    pub(crate) fn new(
        model: &'a Model,
        tagger: Layer<'a>,
        encoders: [Encoder<'a>; 2],
        [parser, names]: [Scorer<'a>; 2],
        isa: Isa,
    ) -> Network<'a> {
        let embedded = |encoder: Encoder<'a>| Embedded {
            sees_space: encoder.sees_space(),
            encoder,
            values: Vec::new(),
            numbers: Vec::new(),
            count: 0,
        };
        Network {
            isa,
            model,
            tagger,
            encoders: encoders.map(embedded),
            parser,
            names,
            buffers: Buffers::default(),
            parse: Parse::default(),
            trees: Trees::default(),
        }
    }

    /// Forgets all embeddings.
    pub(crate) fn clear(&mut self) {
        for e in &mut self.encoders {
            e.values.clear();
            e.numbers.clear();
            e.count = 0;
        }
    }

    /// Reads sequences of tokens, each on its own, and hands each on as soon as it is read.
    pub(crate) fn read(
        &mut self,
        lexicon: &mut Lexicon<'_>,
        tokens: &[Cut],
        sequences: &[Range<usize>],
        mut each: impl FnMut(&mut Lexicon<'_>, Range<usize>, &Read<'_>),
    ) {
        for e in &mut self.encoders {
            e.embed(lexicon, sequences.iter().filter_map(|s| tokens.get(s.clone())).flatten());
        }
        let mut rest = sequences;
        let mut tags = Vec::new();
        while !rest.is_empty() {
            let fits = how_many_fill(rest.iter().map(|s| s.len() + 2 * LAYERS), BATCH);
            let (batch, later) = rest.split_at(fits);
            rest = later;
            self.encode(tokens, batch, &mut tags);
            let mut at = 0;
            for sequence in batch.iter().filter(|s| !s.is_empty()) {
                let words = at..at + sequence.len();
                at = words.end;
                let names = self.parse_and_name(lexicon, tokens, sequence, words.clone());
                let read = Read {
                    tags: tags.get(words).unwrap_or_default(),
                    heads: &self.parse.heads,
                    labels: &self.parse.labels,
                    starts: &self.trees.starts,
                    names: &names,
                };
                each(lexicon, sequence.clone(), &read);
            }
        }
    }

    /// Encodes a batch of sequences with both networks; leaves the tags of its words and what the scorers
    /// need of them.
    fn encode(&mut self, tokens: &[Cut], batch: &[Range<usize>], tags: &mut Vec<u8>) {
        tags.clear();
        let Network { isa, tagger, encoders, parser, names, buffers, .. } = self;
        buffers.reduced.iter_mut().for_each(Vec::clear);
        let windows: Vec<(Window, Range<usize>)> = batch.iter().flat_map(windows).collect();
        for (which, embedded) in encoders.iter().enumerate() {
            let mut from = 0;
            while from < windows.len() {
                let to = from + how_many_fill(windows.iter().skip(from).map(|(w, _)| w.rows()), 2 * BATCH);
                let group = windows.get(from..to).unwrap_or_default();
                from = to;
                embedded.fill(tokens, group, &mut buffers.x);
                let shapes: Vec<Window> = group.iter().map(|(w, _)| *w).collect();
                embedded.encoder.encode(&shapes, &mut buffers.x, &mut buffers.scratch);
                let mut start = 0;
                for window in &shapes {
                    let first = (start + LAYERS) * WIDTH;
                    start += window.rows();
                    let words = buffers.x.get(first..first + window.len * WIDTH).unwrap_or_default();
                    let [parser_words, name_words] = &mut buffers.reduced;
                    if which == 0 {
                        tag(*isa, *tagger, words, &mut buffers.scores, tags);
                        parser.reduce(words, parser_words);
                    } else {
                        names.reduce(words, name_words);
                    }
                }
            }
        }
    }

    /// Parses one sequence of a batch and finds its names; `words` is its place in the batch.
    fn parse_and_name(
        &mut self,
        lexicon: &Lexicon<'_>,
        tokens: &[Cut],
        sequence: &Range<usize>,
        words: Range<usize>,
    ) -> Vec<Found> {
        let tokens = tokens.get(sequence.clone()).unwrap_or_default();
        let is_space =
            |at: usize| tokens.get(at).and_then(|t| lexicon.kind(t.kind)).is_some_and(|kind| kind.is_space);
        let [for_parser, for_names] = &self.buffers.reduced;
        let place = words.start * HIDDEN..words.end * HIDDEN;
        let reduced = for_parser.get(place.clone()).unwrap_or_default();
        let mut scored = ScoredWords::new(reduced, &mut self.buffers.pages);
        self.parse.run(&self.parser, &mut scored, &self.model.parser_moves, tokens.len());
        let classes = (self.model.labels.as_slice(), self.model.root);
        self.trees.settle(&mut self.parse.heads, &mut self.parse.labels, classes, is_space);
        let reduced = for_names.get(place).unwrap_or_default();
        let mut scored = ScoredWords::new(reduced, &mut self.buffers.pages);
        self.model.name_moves.find(&self.names, &mut scored, &self.trees.starts, is_space)
    }
}

/// How many sizes from the front stay below `most` together, but at least one.
fn how_many_fill(sizes: impl Iterator<Item = usize>, most: usize) -> usize {
    let sums = sizes.scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    });
    sums.take_while(|sum| *sum <= most).count().max(1)
}

/// Cuts a sequence into windows: what each holds, and its words with those given around it.
fn windows(sequence: &Range<usize>) -> impl Iterator<Item = (Window, Range<usize>)> {
    let (start, end) = (sequence.start, sequence.end);
    (start..end).step_by(WINDOW).map(move |first| {
        let last = (first + WINDOW).min(end);
        let window = Window {
            len: last - first,
            before: (first - start).min(LAYERS),
            after: (end - last).min(LAYERS),
        };
        (window, first - window.before..last + window.after)
    })
}

/// The highest class of each word.
fn tag(isa: Isa, tagger: Layer<'_>, words: &[f32], scores: &mut Vec<f32>, tags: &mut Vec<u8>) {
    let (count, classes) = (words.len() / WIDTH, tagger.bias.len());
    scores.resize(scores.len().max(count * classes), 0.0);
    linear(isa, Rows { values: words, stride: WIDTH, count }, tagger, scores);
    tags.extend(scores.chunks_exact(classes).take(count).map(|row| {
        let better = |best: (usize, f32), (at, s): (usize, &f32)| if *s > best.1 { (at, *s) } else { best };
        row.iter().enumerate().fold((0, f32::NEG_INFINITY), better).0 as u8
    }));
}

impl Embedded<'_> {
    fn slot(&self, token: &Cut) -> usize {
        usize::from(token.space && self.sees_space)
    }

    /// Embeds the kinds of tokens that are not yet embedded, all together.
    fn embed<'t>(&mut self, lexicon: &Lexicon<'_>, tokens: impl Iterator<Item = &'t Cut>) {
        self.numbers.resize(lexicon.len(), [NONE; 2]);
        let mut missing = Vec::new();
        for token in tokens {
            let slot = self.slot(token);
            let number = self.numbers.get_mut(token.kind as usize).and_then(|n| n.get_mut(slot));
            if let Some(number) = number.filter(|n| **n == NONE) {
                *number = self.count;
                self.count += 1;
                missing.push(lexicon.features(token.kind, slot == 1));
            }
        }
        self.encoder.embed(&missing, &mut self.values);
    }

    /// Lays the embeddings of windows one behind the other, zeros beyond the ends of the sequences.
    fn fill(&self, tokens: &[Cut], windows: &[(Window, Range<usize>)], x: &mut Vec<f32>) {
        x.clear();
        let values = self.values.as_chunks::<WIDTH>().0;
        for (window, words) in windows {
            x.resize(x.len() + (LAYERS - window.before) * WIDTH, 0.0);
            for token in tokens.get(words.clone()).unwrap_or_default() {
                let numbers = self.numbers.get(token.kind as usize);
                let number = numbers.and_then(|n| n.get(self.slot(token))).copied().unwrap_or(NONE);
                x.extend_from_slice(values.get(number as usize).unwrap_or(&[0.0; WIDTH]));
            }
            x.resize(x.len() + (LAYERS - window.after) * WIDTH, 0.0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_tile_a_sequence_and_know_their_surroundings() {
        let cut: Vec<_> = windows(&(10..10 + 2 * WINDOW + 2)).collect();
        let shapes: Vec<_> = cut.iter().map(|(w, words)| (w.before, w.len, w.after, words.clone())).collect();
        let (a, b) = (10 + WINDOW, 10 + 2 * WINDOW);
        assert_eq!(shapes[0], (0, WINDOW, 4, 10..a + 4));
        assert_eq!(shapes[1], (4, WINDOW, 2, a - 4..b + 2));
        assert_eq!(shapes[2], (4, 2, 0, b - 4..b + 2));
    }
}
