//! Turns the arrays of thinc's model files into the layout that the kernels read.

use crate::ModelError;
use crate::container::Sections;
use crate::convert::msgpack::{Value, decode};
use crate::encoder::{EncoderShape, LAYERS, TableShape, WIDTH};
use crate::kernels::LANES;
use crate::scorer::{HIDDEN, PIECES};

/// The nodes of one thinc model file: names and parameters, in the file's (breadth-first) order.
pub(crate) struct Nodes<'a> {
    member: &'a str,
    nodes: Vec<Node<'a>>,
}

struct Node<'a> {
    name: String,
    arrays: Vec<(String, Vec<f32>)>,
    attributes: Value<'a>,
}

impl<'a> Nodes<'a> {
    /// Decodes a model file; the four lists `nodes`, `attrs`, `params`, `shims` run in parallel.
    pub(crate) fn decode(member: &'a str, bytes: &'a [u8]) -> Result<Nodes<'a>, ModelError> {
        let root = decode(member, bytes)?;
        let list = |name: &str| {
            root.get(name)
                .and_then(Value::list)
                .ok_or_else(|| unsupported(member, &format!("a list `{name}`")))
        };
        let mut nodes = Vec::new();
        for ((node, params), attributes) in list("nodes")?.iter().zip(list("params")?).zip(list("attrs")?) {
            let name = node.get("name").and_then(Value::text).unwrap_or_default().to_owned();
            let mut arrays = Vec::new();
            for (key, value) in params.map().unwrap_or_default() {
                if *value != Value::Nil {
                    let key = key.text().unwrap_or_default().to_owned();
                    let array =
                        array(value).ok_or_else(|| unsupported(member, &format!("`{key}` of {name}")))?;
                    arrays.push((key, array));
                }
            }
            nodes.push(Node { name, arrays, attributes: attributes.clone() });
        }
        Ok(Nodes { member, nodes })
    }

    fn named<'s>(&'s self, name: &str) -> impl Iterator<Item = &'s Node<'a>> {
        self.nodes.iter().filter(move |n| n.name == name)
    }

    /// An array of the `nth` node of a kind, of the length asked for.
    fn array(&self, kind: &str, nth: usize, array: &str, length: usize) -> Result<&[f32], ModelError> {
        let node = self.named(kind).nth(nth);
        let found = node.and_then(|n| n.arrays.iter().find(|(name, _)| name == array));
        let fits = found.map(|(_, a)| a.as_slice()).filter(|a| a.len() == length);
        fits.ok_or_else(|| self.unsupported(&format!("`{array}` of {kind} {nth} with {length} numbers")))
    }

    fn unsupported(&self, expected: &str) -> ModelError {
        unsupported(self.member, expected)
    }
}

/// The error for a member that is well-formed but not as expected.
pub(crate) fn unsupported(member: &str, expected: &str) -> ModelError {
    ModelError::Unsupported { member: member.to_owned(), expected: expected.to_owned() }
}

/// An array as msgpack-numpy writes it: little-endian `f32`, C order.
fn array(value: &Value<'_>) -> Option<Vec<f32>> {
    let data = value.get("data").and_then(Value::bytes)?;
    (value.get("type").and_then(Value::text) == Some("<f4")).then(|| floats(data))
}

/// Little-endian `f32`s.
pub(crate) fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect()
}

/// The pre-trained word vectors; `columns` is 0 for a model without any.
pub(crate) struct Vectors {
    /// Row-major.
    pub(crate) values: Vec<f32>,
    /// Numbers a row.
    pub(crate) columns: usize,
}

/// Writes one embedding network: hash tables, projected vectors, the mixer and the convolutions.
pub(crate) fn encoder(
    nodes: &Nodes<'_>,
    vectors: &Vectors,
    name: &str,
    sections: &mut Sections,
) -> Result<EncoderShape, ModelError> {
    let columns = nodes
        .named("extract_features")
        .find_map(|n| decode(nodes.member, n.attributes.get("columns")?.bytes()?).ok())
        .and_then(|v| v.list()?.iter().map(|c| Some(c.text()?.to_owned())).collect::<Option<Vec<_>>>())
        .ok_or_else(|| nodes.unsupported("the columns of extract_features"))?;
    let mut tables = Vec::new();
    for (at, (node, column)) in nodes.named("hashembed").zip(&columns).enumerate() {
        let seed =
            decode(nodes.member, node.attributes.get("seed").and_then(Value::bytes).unwrap_or_default())?;
        let rows = node.arrays.iter().find(|(a, _)| a == "E").map_or(0, |(_, e)| e.len() / WIDTH);
        sections
            .floats(&format!("{name}.table{at}"), nodes.array("hashembed", at, "E", rows.max(1) * WIDTH)?);
        tables.push(TableShape {
            column: column.parse().map_err(|()| nodes.unsupported("a column that this version knows"))?,
            seed: seed.natural().ok_or_else(|| nodes.unsupported("a seed of hashembed"))? as u32,
            rows: rows as u32,
        });
    }
    let mut vector_rows = 0;
    if nodes.named("static_vectors").next().is_some() && vectors.columns > 0 {
        let weights = nodes.array("static_vectors", 0, "W", WIDTH * vectors.columns)?;
        let projected = project(vectors, weights);
        vector_rows = projected.len() / WIDTH;
        sections.floats(&format!("{name}.vectors"), &projected);
    }
    let shape = EncoderShape { tables, vector_rows };
    for layer in 0..=LAYERS {
        let inputs = if layer == 0 { shape.mixer_inputs() } else { 3 * WIDTH };
        let weights = nodes.array("maxout", layer, "W", 3 * WIDTH * inputs)?;
        let bias = nodes.array("maxout", layer, "b", 3 * WIDTH)?;
        // Panels go by 16 outputs, then by piece, so that the three pieces of an output lie close.
        let order = |panel: usize, lane: usize| Some((panel / 3 * LANES + lane) * 3 + panel % 3);
        sections.floats(&format!("{name}.w{layer}"), &panels(weights, inputs, 3 * WIDTH, order));
        sections.floats(&format!("{name}.b{layer}"), &panels(bias, 1, 3 * WIDTH, order));
        sections.floats(&format!("{name}.gain{layer}"), nodes.array("layernorm", layer, "G", WIDTH)?);
        sections.floats(&format!("{name}.shift{layer}"), nodes.array("layernorm", layer, "b", WIDTH)?);
    }
    Ok(shape)
}

/// Writes the tagger: one linear layer over `labels`.
pub(crate) fn tagger(nodes: &Nodes<'_>, labels: usize, sections: &mut Sections) -> Result<(), ModelError> {
    let weights = nodes.array("softmax", 0, "W", labels * WIDTH)?;
    linear("tagger", weights, nodes.array("softmax", 0, "b", labels)?, WIDTH, sections);
    Ok(())
}

/// Writes the step scorer of the parser or of the names: how many features and moves it has.
pub(crate) fn scorer(
    nodes: &Nodes<'_>,
    name: &str,
    features: usize,
    moves: usize,
    sections: &mut Sections,
) -> Result<(), ModelError> {
    let (kind, outputs) = ("precomputable_affine", features * HIDDEN * PIECES);
    // Breadth-first order puts the layer above the hidden one first.
    let upper = nodes.array("linear", 0, "W", moves * HIDDEN)?;
    linear(&format!("{name}.upper"), upper, nodes.array("linear", 0, "b", moves)?, HIDDEN, sections);
    let reduce = nodes.array("linear", 1, "W", HIDDEN * WIDTH)?;
    linear(&format!("{name}.reduce"), reduce, nodes.array("linear", 1, "b", HIDDEN)?, WIDTH, sections);
    let affine = nodes.array(kind, 0, "W", outputs * HIDDEN)?;
    let order = |panel: usize, lane: usize| Some(piece_major(panel * LANES + lane));
    sections.floats(&format!("{name}.affine.w"), &panels(affine, HIDDEN, outputs, order));
    let permuted =
        |v: &[f32]| -> Vec<f32> { (0..v.len()).filter_map(|to| v.get(piece_major(to))).copied().collect() };
    sections.floats(&format!("{name}.pad"), &permuted(nodes.array(kind, 0, "pad", outputs)?));
    sections.floats(&format!("{name}.bias"), &permuted(nodes.array(kind, 0, "b", HIDDEN * PIECES)?));
    Ok(())
}

/// Where the number at (feature, piece, hidden) lies in thinc's order (feature, hidden, piece).
fn piece_major(to: usize) -> usize {
    let (feature, rest) = (to / (HIDDEN * PIECES), to % (HIDDEN * PIECES));
    (feature * HIDDEN + rest % HIDDEN) * PIECES + rest / HIDDEN
}

/// Writes a linear layer, filled up to whole panels with outputs that never win.
fn linear(name: &str, weights: &[f32], bias: &[f32], inputs: usize, sections: &mut Sections) {
    let outputs = bias.len().next_multiple_of(LANES);
    let order = |panel: usize, lane: usize| Some(panel * LANES + lane).filter(|o| *o < bias.len());
    sections.floats(&format!("{name}.w"), &panels(weights, inputs, outputs, order));
    let filled: Vec<f32> = (0..outputs).map(|o| bias.get(o).copied().unwrap_or(f32::NEG_INFINITY)).collect();
    sections.floats(&format!("{name}.b"), &filled);
}

/// Rows of `inputs` weights as panels of 16 outputs, `[panel][input][lane]`; an output without a row is 0.
fn panels(
    rows: &[f32],
    inputs: usize,
    outputs: usize,
    row_of: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<f32> {
    let mut out = Vec::with_capacity(inputs * outputs);
    for panel in 0..outputs / LANES {
        let rows_of: [Option<usize>; LANES] = std::array::from_fn(|lane| row_of(panel, lane));
        for input in 0..inputs {
            let weight = |row: &Option<usize>| row.and_then(|r| rows.get(r * inputs + input)).copied();
            out.extend(rows_of.iter().map(|row| weight(row).unwrap_or(0.0)));
        }
    }
    out
}

/// The vectors times the projection, once and for all.
///
/// Summed in double precision, so that the file has the same bytes on every machine.
fn project(vectors: &Vectors, weights: &[f32]) -> Vec<f32> {
    let transposed: Vec<f64> = (0..vectors.columns)
        .flat_map(|c| (0..WIDTH).map(move |o| (c, o)))
        .map(|(c, o)| weights.get(o * vectors.columns + c).copied().unwrap_or(0.0).into())
        .collect();
    let mut out = Vec::with_capacity(vectors.values.len() / vectors.columns * WIDTH);
    for row in vectors.values.chunks_exact(vectors.columns) {
        let mut sums = [0f64; WIDTH];
        for (value, weights) in row.iter().zip(transposed.as_chunks::<WIDTH>().0) {
            sums.iter_mut().zip(weights).for_each(|(sum, w)| *sum += f64::from(*value) * w);
        }
        out.extend(sums.map(|sum| sum as f32));
    }
    out
}
