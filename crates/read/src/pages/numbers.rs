//! The numbers that stand beside the lines of a pleading.

use factum_pdf::{Page, Piece, Word};
use factum_types::BlockKind;

use super::{Paragraph, line};

/// How many lines in a row must be numbered.
const NUMBERED: usize = 10;

/// The pieces without the line numbers, and these as page furniture.
pub(super) fn part(pieces: Vec<Piece>, page: &Page) -> (Vec<Piece>, Option<Paragraph>) {
    let edge = pieces.iter().map(|piece| piece.area.left).fold(f64::MAX, f64::min);
    // a number of two figures begins further to the left than one of one
    let at_edge = |piece: &Piece| piece.area.left < edge + 3.0 * piece.size && !piece.turned;
    let mut numbers: Vec<(usize, u32, f64)> = pieces
        .iter()
        .enumerate()
        .filter(|(_, piece)| at_edge(piece))
        .filter_map(|(i, piece)| Some((i, first_number(piece)?, piece.area.bottom)))
        .collect();
    numbers.sort_by(|a, b| a.2.total_cmp(&b.2));
    let runs = longest_run(&numbers);
    if runs.len() < NUMBERED {
        return (pieces, None);
    }
    let mut body = Vec::with_capacity(pieces.len());
    let mut lines = Vec::new();
    for (i, piece) in pieces.into_iter().enumerate() {
        if !runs.contains(&i) {
            body.push(piece);
            continue;
        }
        let (number, rest) = split(piece);
        lines.push(line(&[number], page.number));
        body.extend(rest);
    }
    (body, Some(Paragraph { lines, given: Some(BlockKind::Chrome) }))
}

fn first_number(piece: &Piece) -> Option<u32> {
    let word = piece.words.first()?;
    let text = piece.text.get(word.start..word.end)?;
    (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// The pieces whose numbers count up by one.
fn longest_run(numbers: &[(usize, u32, f64)]) -> Vec<usize> {
    let mut best: Vec<usize> = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    let mut last = None;
    for (i, number, _) in numbers {
        if last.is_some_and(|last| *number != last + 1) {
            run.clear();
        }
        run.push(*i);
        last = Some(*number);
        if run.len() > best.len() {
            best.clone_from(&run);
        }
    }
    best
}

/// A piece's first word, and the rest of it.
fn split(piece: Piece) -> (Piece, Option<Piece>) {
    let Some((first, others)) = piece.words.split_first() else { return (piece, None) };
    let number = Piece {
        text: piece.text.get(first.start..first.end).unwrap_or_default().to_owned(),
        words: vec![Word { start: 0, end: first.end - first.start, area: first.area }],
        area: first.area,
        ..piece.clone()
    };
    let Some(second) = others.first() else { return (number, None) };
    let cut = second.start;
    let words: Vec<Word> =
        others.iter().map(|word| Word { start: word.start - cut, end: word.end - cut, ..*word }).collect();
    let area = words.iter().map(|word| word.area).reduce(factum_pdf::Area::with).unwrap_or(piece.area);
    let rest =
        Piece { text: piece.text.get(cut..).unwrap_or_default().to_owned(), words, area, ..piece.clone() };
    (number, Some(rest))
}
