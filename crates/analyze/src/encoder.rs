//! The network that turns words into vectors of 96 numbers that know four words to each side.
//!
//! An embedding of each word's features is mixed once per kind of word; four layers then look at a word
//! and its two neighbours each. Before and after a text, spaCy puts four rows of zeros, which go through the
//! layers too and so become non-zero. Most of that work needs no doing: after layer `l` only rows up to
//! `4 - l` away from the words still matter, and rows more than `l` away are the same for every text.

use std::str::FromStr;

use crate::ModelError;
use crate::container::Container;
use crate::hash::embedding_rows;
use crate::kernels::{Isa, Layer, Rows, Write, maxout, normalize};
use crate::records::{Reader, Writer};

/// Numbers that stand for a word.
pub(crate) const WIDTH: usize = 96;
/// Layers above the mixer; each widens the view by one word to each side.
pub(crate) const LAYERS: usize = 4;
/// Words that are mixed together.
const MIXED_AT_ONCE: usize = 64;

/// A feature of a word that is embedded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(usize)]
pub(crate) enum Column {
    /// The normalized word.
    Norm,
    /// Its first character.
    Prefix,
    /// Its last three characters.
    Suffix,
    /// Its shape, `Xxxx`.
    Shape,
    /// Whether a space follows.
    Spacy,
    /// Whether it is white space.
    IsSpace,
}

impl FromStr for Column {
    type Err = ();

    fn from_str(s: &str) -> Result<Column, ()> {
        Ok(match s {
            "NORM" => Column::Norm,
            "PREFIX" => Column::Prefix,
            "SUFFIX" => Column::Suffix,
            "SHAPE" => Column::Shape,
            "SPACY" => Column::Spacy,
            "IS_SPACE" => Column::IsSpace,
            _ => return Err(()),
        })
    }
}

impl Column {
    const ALL: [Column; 6] =
        [Column::Norm, Column::Prefix, Column::Suffix, Column::Shape, Column::Spacy, Column::IsSpace];
}

/// One embedding table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TableShape {
    /// What is looked up.
    pub(crate) column: Column,
    /// Seed of the hash.
    pub(crate) seed: u32,
    /// Rows of 96 numbers.
    pub(crate) rows: u32,
}

/// The tables of an encoder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EncoderShape {
    /// Hash embeddings, in the order of the mixer's inputs.
    pub(crate) tables: Vec<TableShape>,
    /// Rows of projected word vectors; 0 for a model without.
    pub(crate) vector_rows: usize,
}

impl EncoderShape {
    /// Inputs of the mixer.
    pub(crate) fn mixer_inputs(&self) -> usize {
        (self.tables.len() + usize::from(self.vector_rows > 0)) * WIDTH
    }

    /// Writes it into a record.
    pub(crate) fn write(&self, w: &mut Writer) {
        w.list(&self.tables, |w, t| {
            w.number(t.column as usize);
            w.number(t.seed as usize);
            w.number(t.rows as usize);
        });
        w.number(self.vector_rows);
    }

    /// Reads it from a record.
    pub(crate) fn read(r: &mut Reader<'_>) -> Option<EncoderShape> {
        let tables = r.list(|r| {
            let column = *Column::ALL.get(r.number()?)?;
            let (seed, rows) = (r.number()? as u32, r.number()? as u32);
            (rows > 0).then_some(TableShape { column, seed, rows })
        })?;
        Some(EncoderShape { tables, vector_rows: r.number()? })
    }
}

/// What is known of a word: the keys of its features, and its row among the word vectors.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Features {
    /// By [`Column`].
    pub(crate) keys: [u64; 6],
    /// `None` for a word without a vector.
    pub(crate) vector: Option<u32>,
}

/// A run of words to encode, with what stands around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    /// Words.
    pub(crate) len: usize,
    /// Words of the same text in front, at most 4, which are given but not encoded.
    pub(crate) before: usize,
    /// The same behind.
    pub(crate) after: usize,
}

impl Window {
    /// Rows of the buffer: the words and four to each side.
    pub(crate) fn rows(&self) -> usize {
        self.len + 2 * LAYERS
    }
}

/// The weights of an encoder.
#[derive(Clone, Debug)]
pub(crate) struct Encoder<'a> {
    isa: Isa,
    shape: &'a EncoderShape,
    tables: Vec<&'a [f32]>,
    vectors: &'a [f32],
    layers: Vec<(Layer<'a>, &'a [f32], &'a [f32])>,
    /// What the first layer makes of a row two or more rows away from any word.
    far: [f32; WIDTH],
}

impl<'a> Encoder<'a> {
    /// Finds the weights in a model.
    pub(crate) fn new(
        container: &'a Container,
        shape: &'a EncoderShape,
        name: &str,
        isa: Isa,
    ) -> Result<Encoder<'a>, ModelError> {
        let floats = |part: &str, length: usize| container.floats(&format!("{name}.{part}"), length);
        let tables = shape.tables.iter().enumerate();
        let tables = tables.map(|(at, t)| floats(&format!("table{at}"), t.rows as usize * WIDTH));
        let vectors = if shape.vector_rows > 0 { floats("vectors", shape.vector_rows * WIDTH)? } else { &[] };
        let layer = |at: usize| {
            let inputs = if at == 0 { shape.mixer_inputs() } else { 3 * WIDTH };
            let weights = floats(&format!("w{at}"), inputs * 3 * WIDTH)?;
            let layer = Layer { inputs, weights, bias: floats(&format!("b{at}"), 3 * WIDTH)? };
            Ok((layer, floats(&format!("gain{at}"), WIDTH)?, floats(&format!("shift{at}"), WIDTH)?))
        };
        let layers = (0..=LAYERS).map(layer).collect::<Result<Vec<_>, ModelError>>()?;
        let mut far = [0f32; WIDTH];
        if let Some((layer, gain, shift)) = layers.get(1) {
            let (zeros, mut mixed) = ([0f32; 3 * WIDTH], [0f32; WIDTH]);
            maxout(isa, Rows { values: &zeros, stride: WIDTH, count: 1 }, *layer, &mut mixed);
            normalize(isa, &mixed, (gain, shift), &mut far, Write::Add);
        }
        Ok(Encoder { isa, shape, tables: tables.collect::<Result<_, _>>()?, vectors, layers, far })
    }

    /// Whether the network sees if a space follows.
    pub(crate) fn sees_space(&self) -> bool {
        self.shape.tables.iter().any(|t| t.column == Column::Spacy)
    }

    /// Appends the mixed embedding of each word, 96 numbers, to `out`.
    pub(crate) fn embed(&self, words: &[Features], out: &mut Vec<f32>) {
        let Some((layer, gain, shift)) = self.layers.first() else { return };
        let mut inputs = vec![0f32; MIXED_AT_ONCE.min(words.len()) * layer.inputs];
        let mut mixed = vec![0f32; MIXED_AT_ONCE.min(words.len()) * WIDTH];
        for words in words.chunks(MIXED_AT_ONCE) {
            for (word, row) in words.iter().zip(inputs.chunks_exact_mut(layer.inputs)) {
                self.gather(word, row);
            }
            maxout(
                self.isa,
                Rows { values: &inputs, stride: layer.inputs, count: words.len() },
                *layer,
                &mut mixed,
            );
            let start = out.len();
            out.resize(start + words.len() * WIDTH, 0.0);
            let (_, to) = out.split_at_mut(start);
            normalize(self.isa, &mixed, (gain, shift), to, Write::Set);
        }
    }

    /// Adds up the rows of a word's features, one table after the other.
    fn gather(&self, word: &Features, inputs: &mut [f32]) {
        let mut parts = inputs.chunks_exact_mut(WIDTH);
        for (table, part) in self.shape.tables.iter().zip(&self.tables).zip(&mut parts) {
            let (shape, rows) = table;
            let rows = rows.as_chunks::<WIDTH>().0;
            part.fill(0.0);
            let key = word.keys.get(shape.column as usize).copied().unwrap_or_default();
            for row in embedding_rows(key, shape.seed, shape.rows) {
                if let Some(row) = rows.get(row as usize) {
                    part.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
                }
            }
        }
        if let Some(part) = parts.next() {
            let rows = self.vectors.as_chunks::<WIDTH>().0;
            match word.vector.and_then(|row| rows.get(row as usize)) {
                Some(row) => part.copy_from_slice(row),
                None => part.fill(0.0),
            }
        }
    }

    /// Runs the layers over windows that lie one behind the other in `x`, [`Window::rows`] rows each: four
    /// rows for what stands in front, the words, four rows for what stands behind. The rows are embeddings,
    /// or zeros beyond the ends of the text; the words' rows are replaced by their encoding, the others by
    /// something of no use.
    pub(crate) fn encode(&self, windows: &[Window], x: &mut [f32], scratch: &mut Vec<f32>) {
        for (number, layer) in self.layers.iter().enumerate().skip(1) {
            let mut rest = &mut *x;
            for window in windows {
                let (rows, tail) = rest.split_at_mut(window.rows() * WIDTH);
                rest = tail;
                self.encode_window(number, *layer, window, (rows, scratch));
            }
        }
    }

    /// Runs one layer over one window.
    fn encode_window(
        &self,
        number: usize,
        (layer, gain, shift): (Layer<'_>, &[f32], &[f32]),
        window: &Window,
        (rows, scratch): (&mut [f32], &mut Vec<f32>),
    ) {
        let reach = |given: usize| (LAYERS - number).min(given + number);
        let first = LAYERS - reach(window.before);
        let count = window.len + reach(window.before) + reach(window.after);
        scratch.resize(scratch.len().max(count * WIDTH), 0.0);
        let (_, from) = rows.split_at((first - 1) * WIDTH);
        maxout(self.isa, Rows { values: from, stride: WIDTH, count }, layer, scratch);
        let (_, to) = rows.split_at_mut(first * WIDTH);
        let (to, _) = to.split_at_mut(count * WIDTH);
        normalize(self.isa, scratch, (gain, shift), to, Write::Add);
        if number == 1 {
            let end = LAYERS + window.len;
            let front = 1..LAYERS - (window.before + 1).min(LAYERS - 1);
            let back = end + (window.after + 1).min(LAYERS - 1)..end + LAYERS - 1;
            for row in front.chain(back) {
                if let Some(row) = rows.as_chunks_mut::<WIDTH>().0.get_mut(row) {
                    *row = self.far;
                }
            }
        }
    }
}
