//! Characters that continue one another become pieces of a line, with their words.

use std::collections::HashSet;

use hayro_interpret::kurbo::Vec2;

use crate::canvas::{Canvas, Ink};
use crate::{Area, Piece, Why, Word, merge};

/// A gap of this share of the letters' height parts two words; kerning stays below it, justified text above.
const SPACE: f64 = 0.15;
/// A gap of this share of the letters' height is one of columns or tables, unless spaces are written in it.
pub(crate) const COLUMN: f64 = 1.3;
/// With spaces written in it, from here on.
const SPACED_COLUMN: f64 = 2.4;
/// How far letters of one line may lie above or below one another: small raised figures.
const RAISED: f64 = 0.5;

/// A piece while characters are added to it.
struct Growing {
    piece: Piece,
    along: Vec2,
    /// The base line's place across the direction of writing.
    base: f64,
    /// Where the last letter ends, in the direction of writing.
    end: f64,
    space: bool,
    word: Option<Word>,
}

/// A page's pieces, those in one line joined.
pub(crate) fn of(canvas: &Canvas, sights: &[Option<Why>]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut open: Option<Growing> = None;
    let mut painted = HashSet::new();
    for (ink, why) in canvas.ink.iter().zip(sights) {
        let raw = canvas.text.get(ink.text.0 as usize..ink.text.1 as usize).unwrap_or_default();
        if raw.trim().is_empty() {
            if let Some(growing) = &mut open {
                growing.space = true;
            }
            continue;
        }
        // bold made of one letter painted twice, or filled and then outlined
        if why.is_none() && is_again(&mut painted, raw, ink) {
            continue;
        }
        let text = written(raw);
        let continues = open.as_ref().is_some_and(|growing| growing.takes(ink, *why));
        if !continues {
            pieces.extend(open.take().and_then(Growing::close));
        }
        open.get_or_insert_with(|| Growing::new(ink, *why)).push(&text, ink);
    }
    pieces.extend(open.take().and_then(Growing::close));
    merge::lines(pieces)
}

/// Whether the same letter was painted at nearly the same place before.
fn is_again<'t>(painted: &mut HashSet<(&'t str, i64, i64)>, text: &'t str, ink: &Ink) -> bool {
    let grid = (ink.size * 0.08).max(0.2);
    let (x, y) = ((ink.at.x / grid) as i64, (ink.at.y / grid) as i64);
    let near = (-1..=1).any(|dx| (-1..=1).any(|dy| painted.contains(&(text, x + dx, y + dy))));
    near || !painted.insert((text, x, y))
}

/// A character as text has it: joined letters parted, odd spaces plain.
fn written(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    for c in raw.chars() {
        match c {
            '\u{fb00}' => text.push_str("ff"),
            '\u{fb01}' => text.push_str("fi"),
            '\u{fb02}' => text.push_str("fl"),
            '\u{fb03}' => text.push_str("ffi"),
            '\u{fb04}' => text.push_str("ffl"),
            '\u{fb05}' | '\u{fb06}' => text.push_str("st"),
            c if c.is_whitespace() || c.is_control() => {}
            c => text.push(c),
        }
    }
    text
}

impl Growing {
    fn new(ink: &Ink, why: Option<Why>) -> Growing {
        let area = area(ink);
        Growing {
            piece: Piece {
                text: String::new(),
                words: Vec::new(),
                area,
                size: ink.size,
                turned: ink.along.x < 0.95,
                hidden: why,
            },
            along: ink.along,
            base: across(ink),
            end: start(ink),
            space: false,
            word: None,
        }
    }

    fn takes(&self, ink: &Ink, why: Option<Why>) -> bool {
        let size = self.piece.size.max(ink.size);
        let gap = start(ink) - self.end;
        let most = if self.space { SPACED_COLUMN } else { COLUMN };
        why == self.piece.hidden
            && ink.along.dot(self.along) > 0.99
            && (across(ink) - self.base).abs() <= RAISED * size
            && ink.size * 2.5 > self.piece.size
            && self.piece.size * 2.5 > ink.size
            && gap > -0.6 * size
            && gap < most * size
    }

    fn push(&mut self, text: &str, ink: &Ink) {
        let gap = start(ink) - self.end;
        let area = area(ink);
        if self.space || gap > SPACE * ink.size.max(self.piece.size * 0.7) {
            self.close_word();
        }
        if self.word.is_none() && !self.piece.text.is_empty() {
            self.piece.text.push(' ');
        }
        let at = self.piece.text.len();
        self.piece.text.push_str(text);
        let end = self.piece.text.len();
        let word = self.word.get_or_insert(Word { start: at, end, area });
        word.end = end;
        word.area = word.area.with(area);
        self.piece.area = self.piece.area.with(area);
        // the base line is that of the largest letters, not of a raised figure
        if ink.size > self.piece.size * 1.2 {
            self.piece.size = ink.size;
            self.base = across(ink);
        }
        self.end = start(ink) + ink.advance;
        self.space = false;
    }

    fn close_word(&mut self) {
        self.piece.words.extend(self.word.take().filter(|word| word.end > word.start));
    }

    fn close(mut self) -> Option<Piece> {
        self.close_word();
        (!self.piece.words.is_empty()).then_some(self.piece)
    }
}

/// Where a letter begins in the direction of writing.
fn start(ink: &Ink) -> f64 {
    ink.at.to_vec2().dot(ink.along)
}

/// How far down its base line lies across the direction of writing.
fn across(ink: &Ink) -> f64 {
    ink.at.to_vec2().dot(Vec2::new(-ink.along.y, ink.along.x))
}

/// Around a letter: from a fifth below the base line to four fifths above.
fn area(ink: &Ink) -> Area {
    let up = Vec2::new(ink.along.y, -ink.along.x) * ink.size;
    let (from, to) = (ink.at - up * 0.2, ink.at + ink.along * ink.advance + up * 0.8);
    Area { left: from.x.min(to.x), top: from.y.min(to.y), right: from.x.max(to.x), bottom: from.y.max(to.y) }
}
