//! The order in which the pieces of a page are read: down one column, then down the next.

use factum_pdf::{Page, Piece};

use super::{Line, line};

/// How many lines each side of a gap has at least, for the sides to be columns.
const LINES: usize = 3;
/// How deep columns may stand within columns.
const DEEPEST: usize = 6;
/// How much of its column's width a line of prose fills on average, of 1; cells of a table fill less.
const PROSE: f64 = 0.45;

/// Runs of lines that are read one after another.
pub(super) fn flows(mut pieces: Vec<Piece>, page: &Page) -> Vec<Vec<Line>> {
    pieces.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom).then(a.area.left.total_cmp(&b.area.left)));
    let mut flows = Vec::new();
    cut(pieces, page.number, 0, &mut flows);
    flows
}

fn cut(pieces: Vec<Piece>, page: u32, depth: usize, flows: &mut Vec<Vec<Line>>) {
    let found = if depth < DEEPEST { gutter(&pieces) } else { None };
    let Some(gutter) = found else {
        let lines = rows(pieces, page);
        flows.extend((!lines.is_empty()).then_some(lines));
        return;
    };
    // what stands across the gap parts the page into bands
    let mut bands: Vec<(Vec<Piece>, Option<Piece>)> = vec![(Vec::new(), None)];
    for piece in pieces {
        let across = side(&piece, gutter) == Side::Across;
        match bands.last_mut() {
            Some((_, end)) if across => {
                *end = Some(piece);
                bands.push((Vec::new(), None));
            }
            Some((band, _)) => band.push(piece),
            None => {}
        }
    }
    let mut whole: Vec<Piece> = Vec::new();
    for (band, end) in bands {
        if are_columns(&band, gutter) {
            let lines = rows(std::mem::take(&mut whole), page);
            flows.extend((!lines.is_empty()).then_some(lines));
            let (left, right) = band.into_iter().partition(|piece| side(piece, gutter) == Side::Left);
            cut(left, page, depth + 1, flows);
            cut(right, page, depth + 1, flows);
        } else {
            whole.extend(band);
        }
        whole.extend(end);
    }
    let lines = rows(whole, page);
    flows.extend((!lines.is_empty()).then_some(lines));
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Side {
    Left,
    Right,
    Across,
}

fn side(piece: &Piece, gutter: f64) -> Side {
    if piece.area.left >= gutter - 1.0 {
        Side::Right
    } else if piece.area.right <= gutter - piece.size * 0.5 {
        Side::Left
    } else {
        Side::Across
    }
}

/// The left edge of a right column, where most pieces stand to one side of it or the other.
fn gutter(pieces: &[Piece]) -> Option<f64> {
    let left = pieces.iter().map(|piece| piece.area.left).fold(f64::MAX, f64::min);
    let right = pieces.iter().map(|piece| piece.area.right).fold(f64::MIN, f64::max);
    let inner = |piece: &&Piece| {
        piece.area.left > left + 0.15 * (right - left) && piece.area.left < left + 0.85 * (right - left)
    };
    let mut edges: Vec<f64> = pieces.iter().filter(inner).map(|piece| piece.area.left).collect();
    edges.sort_by(f64::total_cmp);
    edges.dedup_by(|a, b| (*a - *b).abs() < 2.0);
    edges.truncate(200);
    let score = |edge: f64| -> usize {
        bands(pieces, edge).into_iter().filter(|band| are_columns(band, edge)).map(|band| band.len()).sum()
    };
    let best = edges
        .into_iter()
        .map(|edge| (score(edge), edge))
        .max_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    best.filter(|(score, _)| *score >= 2 * LINES).map(|(_, edge)| edge)
}

/// The runs of pieces between those that stand across the gap.
fn bands(pieces: &[Piece], gutter: f64) -> Vec<Vec<Piece>> {
    let across = |piece: &Piece| side(piece, gutter) == Side::Across;
    pieces.split(across).map(<[Piece]>::to_vec).filter(|band| !band.is_empty()).collect()
}

/// Whether the pieces to the left and the right of a gap are columns to be read one after the other: prose on both
/// sides, or the parties of a case beside its number.
fn are_columns(band: &[Piece], gutter: f64) -> bool {
    let (left, right): (Vec<&Piece>, Vec<&Piece>) = band.iter().partition(|p| side(p, gutter) == Side::Left);
    if left.len() < LINES || right.len() < LINES {
        return is_caption(&left) && !right.is_empty();
    }
    let from = band.iter().map(|piece| piece.area.left).fold(f64::MAX, f64::min);
    let to = band.iter().map(|piece| piece.area.right).fold(f64::MIN, f64::max);
    let filled = |side: &[&Piece], width: f64| {
        let words: f64 = side.iter().map(|piece| piece.area.width()).sum();
        words / (side.len() as f64 * width.max(1.0))
    };
    let overlap = |side: &[&Piece]| {
        let top = side.iter().map(|piece| piece.area.top).fold(f64::MAX, f64::min);
        let bottom = side.iter().map(|piece| piece.area.bottom).fold(f64::MIN, f64::max);
        (top, bottom)
    };
    let ((a, b), (c, d)) = (overlap(&left), overlap(&right));
    let beside = b.min(d) - a.max(c) > 0.0;
    let prose = filled(&left, gutter - from) > PROSE && filled(&right, to - gutter) > PROSE;
    beside && (prose || is_caption(&left))
}

/// Whether the left side holds the parties of a case: a "v." of its own.
fn is_caption(left: &[&Piece]) -> bool {
    left.len() >= LINES
        && left.iter().any(|piece| {
            let words = piece.text.trim_end_matches([')', ' ', '|', ':']);
            matches!(words, "v." | "vs." | "v" | "-v-" | "-against-" | "- against -" | "V." | "VS.")
        })
}

/// Pieces in lines, from the top.
fn rows(mut pieces: Vec<Piece>, page: u32) -> Vec<Line> {
    pieces.sort_by(|a, b| a.area.bottom.total_cmp(&b.area.bottom));
    let mut rows: Vec<Vec<Piece>> = Vec::new();
    for piece in pieces {
        let level = rows.last().and_then(|row| row.last()).is_some_and(|last| {
            (piece.area.bottom - last.area.bottom).abs() < 0.4 * last.size.max(piece.size)
        });
        match rows.last_mut().filter(|_| level) {
            Some(row) => row.push(piece),
            None => rows.push(vec![piece]),
        }
    }
    rows.into_iter()
        .map(|mut row| {
            row.sort_by(|a, b| a.area.left.total_cmp(&b.area.left));
            line(&row, page)
        })
        .collect()
}
