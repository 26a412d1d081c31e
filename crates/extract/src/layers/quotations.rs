//! Stretches within quotation marks, block by block.

use factum_types::{BlockKind, Quotation, Span};

use crate::engine::Text;

/// Pairs of opening and closing double marks.
const MARKS: &[(char, char)] = &[('“', '”'), ('„', '“'), ('«', '»'), ('"', '"')];

pub(super) fn quotations(text: &Text<'_>) -> Vec<Quotation> {
    let document = text.document;
    let mut found = Vec::new();
    for block in &document.blocks {
        if !block.kind.can_hold_facts() || block.kind == BlockKind::Title {
            continue;
        }
        in_block(block.span.of(&document.text), block.span.start as usize, &mut found);
    }
    found
}

/// An opening mark: where it stands, where the words inside begin, and what closes them.
struct Open {
    start: usize,
    inside: usize,
    close: char,
}

fn in_block(words: &str, offset: usize, found: &mut Vec<Quotation>) {
    let quotation = |open: &Open, inside_end: usize, end: usize, closed: bool| Quotation {
        span: Span::new(offset + open.start, offset + end),
        inside: Span::new(offset + open.inside, offset + inside_end),
        closed,
    };
    let mut open: Option<Open> = None;
    for (at, c) in words.char_indices() {
        match &open {
            Some(mark) if c == mark.close => {
                found.push(quotation(mark, at, at + c.len_utf8(), true));
                open = None;
            }
            None => {
                let closes = MARKS.iter().find(|(o, _)| *o == c);
                open = closes.map(|(_, close)| Open { start: at, inside: at + c.len_utf8(), close: *close });
            }
            _ => {}
        }
    }
    // A quotation that goes on in the next paragraph has no closing mark in this one.
    found.extend(open.map(|mark| quotation(&mark, words.len(), words.len(), false)));
}
