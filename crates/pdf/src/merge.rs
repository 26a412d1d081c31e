//! Pieces that stand in one line without a column's gap are one piece, in whatever order they were painted.

use crate::pieces::COLUMN;
use crate::{Piece, Word};

/// Joins pieces of one line; the others stay in their order.
pub(crate) fn lines(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut order: Vec<usize> = (0..pieces.len()).collect();
    let place = |i: &usize| pieces.get(*i).map_or((0.0, 0.0), |piece| (piece.area.bottom, piece.area.left));
    order.sort_by(|a, b| place(a).0.total_cmp(&place(b).0).then(place(a).1.total_cmp(&place(b).1)));
    // which piece each one continues
    let mut before: Vec<Option<usize>> = vec![None; pieces.len()];
    let mut taken = vec![false; pieces.len()];
    for (n, &i) in order.iter().enumerate() {
        let Some(piece) = pieces.get(i).filter(|piece| !piece.turned) else { continue };
        // only what lies within half a line below can be in the same line
        let reach = piece.area.bottom + piece.size * 0.5;
        let near = order.iter().skip(n + 1).take(200).take_while(|&&j| place(&j).0 <= reach);
        let above = order
            .iter()
            .take(n)
            .rev()
            .take(200)
            .take_while(|&&j| place(&j).0 >= piece.area.bottom - piece.size * 0.5);
        let next = near
            .chain(above)
            .filter(|&&j| {
                pieces.get(j).is_some_and(|other| continues(piece, other))
                    && !taken.get(j).copied().unwrap_or(true)
            })
            .min_by(|a, b| place(a).1.total_cmp(&place(b).1))
            .copied();
        if let Some(next) = next {
            if let Some(slot) = before.get_mut(next) {
                *slot = Some(i);
            }
            if let Some(slot) = taken.get_mut(next) {
                *slot = true;
            }
        }
    }
    chains(pieces, &before)
}

/// Whether `next` goes on where `piece` ends.
fn continues(piece: &Piece, next: &Piece) -> bool {
    let size = piece.size.max(next.size);
    let gap = next.area.left - piece.area.right;
    let level = (next.area.bottom - piece.area.bottom).abs() <= 0.25 * size;
    !next.turned
        && level
        && next.hidden == piece.hidden
        && next.area.left > piece.area.left
        && gap > -0.3 * size
        && gap < COLUMN * size
        && next.size * 2.0 > piece.size
        && piece.size * 2.0 > next.size
}

fn chains(pieces: Vec<Piece>, before: &[Option<usize>]) -> Vec<Piece> {
    let mut after: Vec<Option<usize>> = vec![None; pieces.len()];
    for (next, piece) in before.iter().enumerate() {
        if let Some(slot) = piece.and_then(|piece| after.get_mut(piece)) {
            *slot = Some(next);
        }
    }
    let mut joined = Vec::with_capacity(pieces.len());
    for (i, first) in pieces.iter().enumerate() {
        if before.get(i).copied().flatten().is_some() {
            continue;
        }
        let mut whole = first.clone();
        let mut next = after.get(i).copied().flatten();
        while let Some(piece) = next.and_then(|next| pieces.get(next)) {
            append(&mut whole, piece);
            next = next.and_then(|next| after.get(next).copied().flatten());
        }
        joined.push(whole);
    }
    joined
}

fn append(whole: &mut Piece, next: &Piece) {
    // a word that was painted in two pieces stays one word
    let apart = next.area.left - whole.area.right > 0.15 * whole.size.max(next.size);
    if apart {
        whole.text.push(' ');
    }
    let at = whole.text.len();
    whole.text.push_str(&next.text);
    let mut words =
        next.words.iter().map(|word| Word { start: word.start + at, end: word.end + at, ..*word });
    if !apart && let (Some(last), Some(first)) = (whole.words.last_mut(), words.next()) {
        last.end = first.end;
        last.area = last.area.with(first.area);
    }
    whole.words.extend(words);
    whole.area = whole.area.with(next.area);
    whole.size = whole.size.max(next.size);
}
