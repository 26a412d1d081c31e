//! AVX2 and AVX-512.
//!
//! A tile of some rows times some panels stays in registers while the inputs go by. With AVX-512 a tile is
//! 8 rows × 3 panels (24 of 32 registers); with AVX2 it is 6 rows × 1 panel (12 of 16), since a fourth
//! register for weights would spill one accumulator and halve the speed.

use std::arch::x86_64::{
    _mm256_add_ps, _mm256_broadcast_ss, _mm256_fmadd_ps, _mm256_loadu_ps, _mm256_max_ps, _mm256_setzero_ps,
    _mm256_storeu_ps, _mm512_add_ps, _mm512_fmadd_ps, _mm512_loadu_ps, _mm512_max_ps, _mm512_set1_ps,
    _mm512_setzero_ps, _mm512_storeu_ps,
};

use super::{LANES, Layer, MOST_ROWS, Rows, Write, portable};

/// Calls a function with the number of rows as a constant.
macro_rules! with_rows {
    ($count:expr, $f:ident [$($n:literal)+] $args:tt) => {
        match $count { $($n => $f::<$n> $args,)+ _ => {} }
    };
}

/// The first row and the number of rows of each tile, as equal as can be: nine rows make tiles of five and
/// four, since a tile of one row waits for its own sums.
fn tiles(count: usize, most: usize) -> impl Iterator<Item = (usize, usize)> {
    let number = count.div_ceil(most);
    (0..number).map(move |t| (t * count / number, (t + 1) * count / number)).map(|(a, b)| (a, b - a))
}

/// # Safety
/// The machine has AVX-512F, and `Layer::check` has passed.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn maxout_avx512(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    let outputs = layer.bias.len() / 3;
    for group in 0..layer.panels() / 3 {
        // SAFETY: panel 3 · group and the two behind it lie in `weights` and `bias`.
        let (w, b) = unsafe {
            let first = group * 3 * LANES;
            (layer.weights.as_ptr().add(first * layer.inputs), layer.bias.as_ptr().add(first))
        };
        for (first, count) in tiles(rows.count, MOST_ROWS) {
            // SAFETY: rows `first..first + count` lie in `values` and in `out`.
            unsafe {
                let x = rows.values.as_ptr().add(first * rows.stride);
                let y = out.as_mut_ptr().add(first * outputs + group * LANES);
                let shape = (layer.inputs, rows.stride, outputs);
                with_rows!(count, maxout_tile_avx512 [1 2 3 4 5 6 7 8] (x, w, b, y, shape));
            }
        }
    }
}

#[target_feature(enable = "avx512f")]
unsafe fn maxout_tile_avx512<const R: usize>(
    x: *const f32,
    w: *const f32,
    b: *const f32,
    y: *mut f32,
    (inputs, stride, outputs): (usize, usize, usize),
) {
    unsafe {
        let mut sums = [[_mm512_setzero_ps(); 3]; R];
        let (w1, w2) = (w.add(inputs * LANES), w.add(2 * inputs * LANES));
        for k in 0..inputs {
            let weights = [
                _mm512_loadu_ps(w.add(k * LANES)),
                _mm512_loadu_ps(w1.add(k * LANES)),
                _mm512_loadu_ps(w2.add(k * LANES)),
            ];
            for r in 0..R {
                let value = _mm512_set1_ps(*x.add(r * stride + k));
                for p in 0..3 {
                    sums[r][p] = _mm512_fmadd_ps(value, weights[p], sums[r][p]);
                }
            }
        }
        let bias = [_mm512_loadu_ps(b), _mm512_loadu_ps(b.add(LANES)), _mm512_loadu_ps(b.add(2 * LANES))];
        for r in 0..R {
            let piece = |p: usize| _mm512_add_ps(sums[r][p], bias[p]);
            _mm512_storeu_ps(y.add(r * outputs), _mm512_max_ps(_mm512_max_ps(piece(0), piece(1)), piece(2)));
        }
    }
}

/// # Safety
/// The machine has AVX-512F, and `Layer::check` has passed.
#[target_feature(enable = "avx512f")]
pub(super) unsafe fn linear_avx512(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    let (outputs, panels) = (layer.bias.len(), layer.panels());
    let at_once = if rows.count == 1 { 8 } else { 3 };
    for panel in (0..panels).step_by(at_once) {
        // SAFETY: panels `panel..panel + at_once`, but no more than there are, lie in the slices.
        let (w, b) = unsafe {
            (layer.weights.as_ptr().add(panel * LANES * layer.inputs), layer.bias.as_ptr().add(panel * LANES))
        };
        for (first, count) in tiles(rows.count, MOST_ROWS) {
            // SAFETY: rows `first..first + count` lie in `values` and in `out`.
            unsafe {
                let x = rows.values.as_ptr().add(first * rows.stride);
                let y = out.as_mut_ptr().add(first * outputs + panel * LANES);
                let shape = (layer.inputs, rows.stride, outputs);
                match (rows.count, (panels - panel).min(at_once)) {
                    (1, n) => with_rows!(n, linear_row_avx512 [1 2 3 4 5 6 7 8] (x, w, b, y, shape)),
                    (_, 3) => with_rows!(count, linear_tile3_avx512 [1 2 3 4 5 6 7 8] (x, w, b, y, shape)),
                    (_, 2) => with_rows!(count, linear_tile2_avx512 [1 2 3 4 5 6 7 8] (x, w, b, y, shape)),
                    (_, _) => with_rows!(count, linear_tile1_avx512 [1 2 3 4 5 6 7 8] (x, w, b, y, shape)),
                }
            }
        }
    }
}

macro_rules! linear_avx512 {
    ($name:ident, [$($constant:ident)?], $rows:tt, $panels:tt) => {
        #[target_feature(enable = "avx512f")]
        unsafe fn $name<$(const $constant: usize)?>(
            x: *const f32,
            w: *const f32,
            b: *const f32,
            y: *mut f32,
            (inputs, stride, outputs): (usize, usize, usize),
        ) {
            unsafe {
                let mut sums = [[_mm512_setzero_ps(); $panels]; $rows];
                for k in 0..inputs {
                    let mut weights = [_mm512_setzero_ps(); $panels];
                    for p in 0..$panels {
                        weights[p] = _mm512_loadu_ps(w.add((p * inputs + k) * LANES));
                    }
                    for r in 0..$rows {
                        let value = _mm512_set1_ps(*x.add(r * stride + k));
                        for p in 0..$panels {
                            sums[r][p] = _mm512_fmadd_ps(value, weights[p], sums[r][p]);
                        }
                    }
                }
                for r in 0..$rows {
                    for p in 0..$panels {
                        let bias = _mm512_loadu_ps(b.add(p * LANES));
                        _mm512_storeu_ps(y.add(r * outputs + p * LANES), _mm512_add_ps(sums[r][p], bias));
                    }
                }
            }
        }
    };
}

linear_avx512!(linear_tile3_avx512, [R], R, 3);
linear_avx512!(linear_tile2_avx512, [R], R, 2);
linear_avx512!(linear_tile1_avx512, [R], R, 1);
linear_avx512!(linear_row_avx512, [P], 1, P);

/// # Safety
/// The machine has AVX2 and FMA, and `Layer::check` has passed.
#[target_feature(enable = "avx2,fma")]
pub(super) unsafe fn maxout_avx2(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    let outputs = layer.bias.len() / 3;
    for panel in 0..layer.panels() {
        // SAFETY: the panel lies in `weights` and `bias`.
        let (w, b) = unsafe {
            (layer.weights.as_ptr().add(panel * LANES * layer.inputs), layer.bias.as_ptr().add(panel * LANES))
        };
        for (first, count) in tiles(rows.count, 6) {
            // SAFETY: rows `first..first + count` lie in `values` and in `out`.
            unsafe {
                let x = rows.values.as_ptr().add(first * rows.stride);
                let y = out.as_mut_ptr().add(first * outputs + panel / 3 * LANES);
                let shape = (layer.inputs, rows.stride, outputs);
                if panel % 3 == 0 {
                    with_rows!(count, set_tile_avx2 [1 2 3 4 5 6] (x, w, b, y, shape));
                } else {
                    with_rows!(count, max_tile_avx2 [1 2 3 4 5 6] (x, w, b, y, shape));
                }
            }
        }
    }
}

/// # Safety
/// The machine has AVX2 and FMA, and `Layer::check` has passed.
#[target_feature(enable = "avx2,fma")]
pub(super) unsafe fn linear_avx2(rows: Rows<'_>, layer: Layer<'_>, out: &mut [f32]) {
    let (outputs, panels) = (layer.bias.len(), layer.panels());
    let at_once = if rows.count == 1 { 4 } else { 1 };
    for panel in (0..panels).step_by(at_once) {
        // SAFETY: panels `panel..panel + at_once`, but no more than there are, lie in the slices.
        let (w, b) = unsafe {
            (layer.weights.as_ptr().add(panel * LANES * layer.inputs), layer.bias.as_ptr().add(panel * LANES))
        };
        for (first, count) in tiles(rows.count, 6) {
            // SAFETY: rows `first..first + count` lie in `values` and in `out`.
            unsafe {
                let x = rows.values.as_ptr().add(first * rows.stride);
                let y = out.as_mut_ptr().add(first * outputs + panel * LANES);
                let shape = (layer.inputs, rows.stride, outputs);
                match rows.count {
                    1 => with_rows!((panels - panel).min(at_once), row_avx2 [1 2 3 4] (x, w, b, y, shape)),
                    _ => with_rows!(count, set_tile_avx2 [1 2 3 4 5 6] (x, w, b, y, shape)),
                }
            }
        }
    }
}

macro_rules! tile_avx2 {
    ($name:ident, [$($constant:ident)?], $rows:tt, $panels:tt, $max:literal) => {
        #[target_feature(enable = "avx2,fma")]
        unsafe fn $name<$(const $constant: usize)?>(
            x: *const f32,
            w: *const f32,
            b: *const f32,
            y: *mut f32,
            (inputs, stride, outputs): (usize, usize, usize),
        ) {
            unsafe {
                let mut sums = [[[_mm256_setzero_ps(); 2]; $panels]; $rows];
                for k in 0..inputs {
                    for p in 0..$panels {
                        let weights = w.add((p * inputs + k) * LANES);
                        let weights = [_mm256_loadu_ps(weights), _mm256_loadu_ps(weights.add(8))];
                        for r in 0..$rows {
                            let value = _mm256_broadcast_ss(&*x.add(r * stride + k));
                            for h in 0..2 {
                                sums[r][p][h] = _mm256_fmadd_ps(value, weights[h], sums[r][p][h]);
                            }
                        }
                    }
                }
                for r in 0..$rows {
                    for p in 0..$panels {
                        for h in 0..2 {
                            let to = y.add(r * outputs + p * LANES + h * 8);
                            let sum = _mm256_add_ps(sums[r][p][h], _mm256_loadu_ps(b.add(p * LANES + h * 8)));
                            let kept = if $max { _mm256_max_ps(_mm256_loadu_ps(to), sum) } else { sum };
                            _mm256_storeu_ps(to, kept);
                        }
                    }
                }
            }
        }
    };
}

tile_avx2!(set_tile_avx2, [R], R, 1, false);
tile_avx2!(max_tile_avx2, [R], R, 1, true);
tile_avx2!(row_avx2, [P], 1, P, false);

macro_rules! with_features {
    ($features:literal, $normalize:ident, $hidden:ident, $first_highest:ident) => {
        #[target_feature(enable = $features)]
        pub(super) fn $normalize(from: &[f32], gain: &[f32], shift: &[f32], to: &mut [f32], write: Write) {
            portable::normalize(from, gain, shift, to, write);
        }

        #[target_feature(enable = $features)]
        pub(super) fn $hidden<const H: usize>(rows: &[&[f32]]) -> [f32; H] {
            portable::hidden(rows)
        }

        #[target_feature(enable = $features)]
        pub(super) fn $first_highest(scores: &[f32; 128], mask: &[f32]) -> usize {
            portable::first_highest(scores, mask)
        }
    };
}

with_features!("avx2,fma", normalize_avx2, hidden_avx2, first_highest_avx2);
with_features!("avx512f", normalize_avx512, hidden_avx512, first_highest_avx512);
