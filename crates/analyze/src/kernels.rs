//! The inner loops, once for each instruction set; one of the two files of this crate that need `unsafe`.
//!
//! Every function adds up its products in the order of the inputs, whatever the number of rows at a time,
//! so that a row's result has the same bits in any batch. Between instruction sets the last bits differ,
//! since some round once and some twice per product.
#![allow(unsafe_code, reason = "SIMD intrinsics; the safe functions check all lengths first")]
#![allow(clippy::needless_range_loop, reason = "indices over fixed-size accumulators unroll into registers")]

#[cfg(target_arch = "x86_64")]
mod x86;

/// Outputs that are computed side by side; weights come in panels of so many outputs.
pub(crate) const LANES: usize = 16;
/// Rows that are computed together with AVX-512.
#[cfg(target_arch = "x86_64")]
const MOST_ROWS: usize = 8;

/// An instruction set that this machine has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Isa(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Isa {
    /// What this machine has, the fastest first; `portable` is always there (and is compiled to NEON on
    /// 64-bit ARM).
    pub fn available() -> Vec<Isa> {
        let mut found = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            if avx2 && is_x86_feature_detected!("avx512f") {
                found.push(Isa(Kind::Avx512));
            }
            if avx2 {
                found.push(Isa(Kind::Avx2));
            }
        }
        found.push(Isa(Kind::Portable));
        found
    }

    /// The fastest that this machine has.
    pub fn best() -> Isa {
        Isa::available().first().copied().unwrap_or(Isa(Kind::Portable))
    }

    /// The one with a name, if this machine has it.
    pub fn named(name: &str) -> Option<Isa> {
        Isa::available().into_iter().find(|isa| isa.name() == name)
    }

    /// `avx512`, `avx2` or `portable`.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Portable => "portable",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx2 => "avx2",
            #[cfg(target_arch = "x86_64")]
            Kind::Avx512 => "avx512",
        }
    }
}

/// Rows of inputs; they may overlap (`stride` less than the number of inputs), which makes the window over
/// three tokens free.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    /// The numbers.
    pub(crate) values: &'a [f32],
    /// From one row to the next.
    pub(crate) stride: usize,
    /// How many rows.
    pub(crate) count: usize,
}

/// A linear layer: `weights` in panels of 16 outputs, `[panel][input][lane]`, and one `bias` an output.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Layer<'a> {
    /// Inputs a row.
    pub(crate) inputs: usize,
    /// `inputs` × outputs.
    pub(crate) weights: &'a [f32],
    /// Outputs, a multiple of 16.
    pub(crate) bias: &'a [f32],
}

impl Layer<'_> {
    fn panels(self) -> usize {
        self.bias.len() / LANES
    }

    /// What every kernel relies on: nothing is read or written outside of the slices.
    fn check(self, rows: Rows<'_>, outputs: usize, out: &[f32]) {
        assert!(self.bias.len().is_multiple_of(LANES) && self.weights.len() == self.inputs * self.bias.len());
        assert!(rows.count == 0 || rows.values.len() >= (rows.count - 1) * rows.stride + self.inputs);
        assert!(out.len() >= rows.count * outputs);
    }
}

/// A linear layer: `out` gets a row of all outputs for each row of inputs.
pub(crate) fn linear(isa: Isa, rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    layer.check(rows, layer.bias.len(), out);
    match isa.0 {
        Kind::Portable => portable::linear(rows, layer, out),
        // SAFETY: `Isa` is only made where the features were detected, and the lengths were checked.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::linear_avx2(rows, layer, out) },
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::linear_avx512(rows, layer, out) },
    }
}

/// A linear layer whose outputs come in threes (panels `3g`, `3g + 1`, `3g + 2`), of which the greatest
/// counts: `out` gets a third as many numbers a row.
pub(crate) fn maxout(isa: Isa, rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    assert!(layer.panels().is_multiple_of(3));
    layer.check(rows, layer.bias.len() / 3, out);
    match isa.0 {
        Kind::Portable => portable::maxout(rows, layer, out),
        // SAFETY: as in `linear`.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::maxout_avx2(rows, layer, out) },
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::maxout_avx512(rows, layer, out) },
    }
}

/// What a layer normalization does with its result.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Write {
    /// Overwrites.
    Set,
    /// Adds to what is there (a residual connection).
    Add,
}

/// Normalizes each row of `from` to mean 0 and variance 1, scales and shifts it, and writes it to `to`.
/// The width of a row is that of `gain` and `shift`.
pub(crate) fn normalize(
    isa: Isa,
    from: &[f32],
    (gain, shift): (&[f32], &[f32]),
    to: &mut [f32],
    write: Write,
) {
    match isa.0 {
        Kind::Portable => portable::normalize(from, gain, shift, to, write),
        // SAFETY: as in `linear`; the body has no unchecked access.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::normalize_avx2(from, gain, shift, to, write) },
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::normalize_avx512(from, gain, shift, to, write) },
    }
}

/// Adds up `rows` (of two times `H` numbers each, `bias` among them), takes the greater of the halves, and
/// scores it with `layer`; returns the first of the highest scores after `mask` is added.
pub(crate) fn best<const H: usize>(isa: Isa, rows: &[&[f32]], layer: Layer<'_>, mask: &[f32]) -> usize {
    let hidden = match isa.0 {
        Kind::Portable => portable::hidden::<H>(rows),
        // SAFETY: as in `linear`; the body has no unchecked access.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::hidden_avx2::<H>(rows) },
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::hidden_avx512::<H>(rows) },
    };
    let mut scores = [0f32; 128];
    linear(isa, Rows { values: &hidden, stride: H, count: 1 }, layer, &mut scores);
    match isa.0 {
        Kind::Portable => portable::first_highest(&scores, mask),
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Kind::Avx2 => unsafe { x86::first_highest_avx2(&scores, mask) },
        #[cfg(target_arch = "x86_64")]
        Kind::Avx512 => unsafe { x86::first_highest_avx512(&scores, mask) },
    }
}

/// Plain Rust, in loops that compilers turn into vector instructions.
mod portable {
    use super::{LANES, Layer, Rows, Write};

    /// Rows at a time: as many as leave all accumulators in registers.
    const TILE: usize = if cfg!(target_arch = "aarch64") { 4 } else { 2 };

    /// Rounds once where that is one instruction (a call to the C library otherwise).
    #[inline(always)]
    fn multiply_add(a: f32, b: f32, c: f32) -> f32 {
        if cfg!(any(target_arch = "aarch64", target_feature = "fma")) { a.mul_add(b, c) } else { a * b + c }
    }

    /// As `maxps` does; NaN does not occur.
    #[inline(always)]
    fn greater(a: f32, b: f32) -> f32 {
        if a > b { a } else { b }
    }

    #[inline(always)]
    fn tile<const R: usize>(
        rows: Rows<'_>,
        first: usize,
        layer: Layer<'_>,
        panel: usize,
    ) -> [[f32; LANES]; R] {
        let mut sums = [[0f32; LANES]; R];
        let weights = layer.weights[panel * layer.inputs * LANES..].as_chunks::<LANES>().0;
        let inputs: [&[f32]; R] =
            std::array::from_fn(|r| &rows.values[(first + r) * rows.stride..][..layer.inputs]);
        for (k, w) in weights[..layer.inputs].iter().enumerate() {
            for r in 0..R {
                let x = inputs[r][k];
                for l in 0..LANES {
                    sums[r][l] = multiply_add(x, w[l], sums[r][l]);
                }
            }
        }
        let bias = &layer.bias[panel * LANES..][..LANES];
        for r in 0..R {
            for l in 0..LANES {
                sums[r][l] += bias[l];
            }
        }
        sums
    }

    /// Calls `each` with first row and number of rows.
    fn for_tiles(count: usize, mut each: impl FnMut(usize, bool)) {
        let whole = count / TILE * TILE;
        (0..whole).step_by(TILE).for_each(|first| each(first, true));
        (whole..count).for_each(|first| each(first, false));
    }

    pub(super) fn linear(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
        let outputs = layer.bias.len();
        for panel in 0..layer.panels() {
            let mut write = |row: usize, sums: &[f32; LANES]| {
                out[row * outputs + panel * LANES..][..LANES].copy_from_slice(sums);
            };
            for_tiles(rows.count, |first, whole| match whole {
                true => {
                    tile::<TILE>(rows, first, layer, panel)
                        .iter()
                        .enumerate()
                        .for_each(|(r, s)| write(first + r, s));
                }
                false => write(first, &tile::<1>(rows, first, layer, panel)[0]),
            });
        }
    }

    pub(super) fn maxout(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
        let outputs = layer.bias.len() / 3;
        for panel in 0..layer.panels() {
            let mut write = |row: usize, sums: &[f32; LANES]| {
                let to = &mut out[row * outputs + panel / 3 * LANES..][..LANES];
                for l in 0..LANES {
                    to[l] = if panel % 3 == 0 { sums[l] } else { greater(sums[l], to[l]) };
                }
            };
            for_tiles(rows.count, |first, whole| match whole {
                true => {
                    tile::<TILE>(rows, first, layer, panel)
                        .iter()
                        .enumerate()
                        .for_each(|(r, s)| write(first + r, s));
                }
                false => write(first, &tile::<1>(rows, first, layer, panel)[0]),
            });
        }
    }

    /// Adds up the lanes as a tree.
    #[inline(always)]
    fn total(lanes: [f32; LANES]) -> f32 {
        let mut lanes = lanes;
        for width in [8, 4, 2, 1] {
            for l in 0..width {
                lanes[l] += lanes[l + width];
            }
        }
        lanes[0]
    }

    #[inline(always)]
    pub(super) fn normalize(from: &[f32], gain: &[f32], shift: &[f32], to: &mut [f32], write: Write) {
        let width = gain.len();
        let count = width as f32;
        for (row, to) in from.chunks_exact(width).zip(to.chunks_exact_mut(width)) {
            let mut sums = [0f32; LANES];
            for chunk in row.as_chunks::<LANES>().0 {
                for l in 0..LANES {
                    sums[l] += chunk[l];
                }
            }
            let mean = total(sums) / count;
            let mut squares = [0f32; LANES];
            for chunk in row.as_chunks::<LANES>().0 {
                for l in 0..LANES {
                    let d = chunk[l] - mean;
                    squares[l] += d * d;
                }
            }
            let scale = 1.0 / (total(squares) / count + 1e-8).sqrt();
            for (((to, x), g), s) in to.iter_mut().zip(row).zip(gain).zip(shift) {
                let value = (x - mean) * scale * g + s;
                *to = if write == Write::Add { *to + value } else { value };
            }
        }
    }

    #[inline(always)]
    pub(super) fn hidden<const H: usize>(rows: &[&[f32]]) -> [f32; H] {
        let (mut a, mut b) = ([0f32; H], [0f32; H]);
        for row in rows {
            let (first, second) = (&row[..H], &row[H..2 * H]);
            for h in 0..H {
                a[h] += first[h];
                b[h] += second[h];
            }
        }
        std::array::from_fn(|h| greater(a[h], b[h]))
    }

    #[inline(always)]
    pub(super) fn first_highest(scores: &[f32; 128], mask: &[f32]) -> usize {
        let mut masked = [f32::NEG_INFINITY; 128];
        for (to, (score, mask)) in masked.iter_mut().zip(scores.iter().zip(mask)) {
            *to = score + mask;
        }
        let mut highest = [f32::NEG_INFINITY; LANES];
        for chunk in masked.as_chunks::<LANES>().0 {
            for l in 0..LANES {
                highest[l] = greater(chunk[l], highest[l]);
            }
        }
        let highest = highest.into_iter().fold(f32::NEG_INFINITY, greater);
        masked.iter().position(|s| *s == highest).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    /// Row `r`, output `o`, in double precision, from the panel layout.
    fn exact(rows: Rows<'_>, layer: Layer<'_>, r: usize, o: usize) -> f64 {
        let weight = |k: usize| layer.weights[(o / LANES * layer.inputs + k) * LANES + o % LANES];
        let product = |k: usize| f64::from(rows.values[r * rows.stride + k]) * f64::from(weight(k));
        (0..layer.inputs).map(product).sum::<f64>() + f64::from(layer.bias[o])
    }

    #[test]
    fn all_instruction_sets_agree_with_double_precision() {
        let (weights, bias, values) = (numbers(33 * 96, 1), numbers(96, 2), numbers(12 * 19 + 33, 3));
        let layer = Layer { inputs: 33, weights: &weights, bias: &bias };
        for isa in Isa::available() {
            for count in 0..=19 {
                let rows = Rows { values: &values, stride: 12, count };
                let (mut all, mut third) = (vec![0.0; count * 96], vec![0.0; count * 32]);
                linear(isa, rows, layer, &mut all);
                maxout(isa, rows, layer, &mut third);
                for (r, o) in (0..count).flat_map(|r| (0..96).map(move |o| (r, o))) {
                    assert!((f64::from(all[r * 96 + o]) - exact(rows, layer, r, o)).abs() < 1e-5);
                }
                for (r, o) in (0..count).flat_map(|r| (0..32).map(move |o| (r, o))) {
                    let piece = |p: usize| all[r * 96 + (o / LANES * 3 + p) * LANES + o % LANES];
                    assert_eq!(third[r * 32 + o], piece(0).max(piece(1)).max(piece(2)), "{isa:?} {count}");
                }
            }
        }
    }

    #[test]
    fn a_row_has_the_same_bits_in_any_batch() {
        let (weights, bias, values) = (numbers(96 * 112, 4), numbers(112, 5), numbers(96 * 23, 6));
        let layer = Layer { inputs: 96, weights: &weights, bias: &bias };
        for isa in Isa::available() {
            let mut together = vec![0.0; 23 * 112];
            linear(isa, Rows { values: &values, stride: 96, count: 23 }, layer, &mut together);
            for r in 0..23 {
                let mut alone = vec![0.0; 112];
                linear(isa, Rows { values: &values[r * 96..], stride: 96, count: 1 }, layer, &mut alone);
                assert_eq!(alone, together[r * 112..][..112], "{isa:?}");
            }
        }
    }

    #[test]
    fn rows_are_normalized() {
        let (from, gain, shift) = (numbers(2 * 96, 7), vec![2.0; 96], vec![1.0; 96]);
        for isa in Isa::available() {
            let mut to = vec![10.0; 2 * 96];
            normalize(isa, &from, (&gain, &shift), &mut to, Write::Add);
            let mean = to[96..].iter().sum::<f32>() / 96.0;
            let spread = to[96..].iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / 96.0;
            assert!((mean - 11.0).abs() < 1e-4 && (spread - 4.0).abs() < 1e-4, "{isa:?}: {mean} {spread}");
            normalize(isa, &from, (&gain, &shift), &mut to, Write::Set);
            assert!((to.iter().sum::<f32>() / 192.0 - 1.0).abs() < 1e-4);
        }
    }

    #[test]
    fn the_first_of_equal_scores_wins_and_the_mask_counts() {
        let mut weights = vec![0.0; 4 * 16];
        let mut bias = vec![0.0; 16];
        (bias[3], bias[5], bias[9]) = (2.0, 1.0, 1.0);
        weights[7] = 0.5; // input 0 → output 7
        let layer = Layer { inputs: 4, weights: &weights, bias: &bias };
        let row = [1.0, 0.0, 0.0, 0.0, 4.0, 0.0, 0.0, 0.0]; // the second half is the greater: 4
        let mut mask = [0.0; 16];
        for isa in Isa::available() {
            mask[3] = 0.0;
            assert_eq!(best::<4>(isa, &[&row], layer, &mask), 3);
            mask[3] = f32::NEG_INFINITY;
            assert_eq!(best::<4>(isa, &[&row], layer, &mask), 7, "{isa:?}");
            let none = [0.0; 8];
            assert_eq!(best::<4>(isa, &[&none], layer, &mask), 5);
        }
    }
}
