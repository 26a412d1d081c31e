//! A quotation of several paragraphs whose mark opens once and closes once, at the very end.

use factum_types::{BlockKind, Quotation, Span};

use crate::scene::Scene;

/// So many paragraphs may stand between the marks.
const PARAGRAPHS: usize = 8;

/// The rest of a quotation's own paragraph, and what the paragraphs behind it hold up to the mark that closes it; nothing
/// where another mark opens first or none closes.
pub(super) fn runs_on(scene: &Scene<'_>, quotation: &Quotation) -> Vec<Span> {
    let text = &scene.document.text;
    let opens = scene.words_of(quotation.span).starts_with('“');
    let at = scene.block_index(scene.tokens_in(quotation.inside).start) as usize;
    let Some(own) = scene.document.blocks.get(at).filter(|_| opens && !quotation.closed) else {
        return Vec::new();
    };
    let first = Span { start: quotation.inside.start, end: own.span.end };
    if scene.words_of(first).contains(['”', '“']) {
        return Vec::new();
    }
    let mut found = vec![first.trimmed(text)];
    for block in scene.document.blocks.iter().skip(at + 1).take(PARAGRAPHS) {
        let words = scene.words_of(block.span);
        if block.kind != BlockKind::Paragraph {
            return Vec::new();
        }
        match words.char_indices().find(|(_, c)| matches!(c, '”' | '“')) {
            None => found.push(block.span.trimmed(text)),
            Some((mark, '”')) => {
                let start = block.span.start as usize;
                found.push(Span::new(start, start + mark).trimmed(text));
                return found;
            }
            Some(_) => return Vec::new(),
        }
    }
    Vec::new()
}
