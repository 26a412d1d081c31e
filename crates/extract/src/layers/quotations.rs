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

fn in_block(words: &str, offset: usize, found: &mut Vec<Quotation>) {
    let mut open: Option<(usize, usize, char)> = None;
    for (at, c) in words.char_indices() {
        match open {
            Some((start, inside, close)) if c == close => {
                found.push(quotation(offset, start, inside, at, at + c.len_utf8(), true));
                open = None;
            }
            None => {
                if let Some((_, close)) = MARKS.iter().find(|(o, _)| *o == c) {
                    open = Some((at, at + c.len_utf8(), *close));
                }
            }
            _ => {}
        }
    }
    if let Some((start, inside, _)) = open {
        // A quotation that goes on in the next paragraph has no closing mark in this one.
        found.push(quotation(offset, start, inside, words.len(), words.len(), false));
    }
}

fn quotation(
    offset: usize,
    start: usize,
    inside: usize,
    inside_end: usize,
    end: usize,
    closed: bool,
) -> Quotation {
    Quotation {
        span: Span::new(offset + start, offset + end),
        inside: Span::new(offset + inside, offset + inside_end),
        closed,
    }
}
