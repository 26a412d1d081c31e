//! A document's text with its facts: cut where facts begin and end, so that each piece has one look.

use factum::casebook::FactRow;
use factum::types::{Block, BlockKind, Span};

/// A stretch that marks lie on.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) span: Span,
    pub(crate) what: What,
}

/// What a stretch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// A fact, by its index.
    Fact(usize),
    /// A sentence that was overtaken, by its index.
    Stale(usize),
    /// A sentence that gave no fact.
    Silent,
}

/// A piece of a block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) text: String,
    /// The facts whose words it is part of, the narrowest first.
    pub(crate) facts: Vec<usize>,
    pub(crate) stale: Option<usize>,
    pub(crate) silent: bool,
    /// Facts and overtaken sentences that begin here: what an address may lead to.
    pub(crate) begins: Vec<usize>,
    /// Whether an overtaken sentence ends here.
    pub(crate) stale_ends: bool,
}

/// A block of the document.
#[derive(Clone, Debug)]
pub(crate) struct Marked {
    pub(crate) kind: BlockKind,
    pub(crate) pieces: Vec<Piece>,
}

impl Marked {
    /// How it looks.
    pub(crate) fn class(&self) -> &'static str {
        match self.kind {
            BlockKind::Paragraph => "paragraph",
            BlockKind::Title => "title",
            BlockKind::Heading => "heading",
            BlockKind::Hidden => "hidden-words",
            // the lines of a court's paper are its text
            BlockKind::Form => "form",
            _ => "dim",
        }
    }

    /// What stands around the story, or is not seen in it.
    pub(crate) fn is_dim(&self) -> bool {
        matches!(self.class(), "dim" | "hidden-words")
    }
}

/// The facts that can be highlighted: a charge, a conflict and a variance have no words of their own.
pub(crate) fn has_words(fact: &FactRow) -> bool {
    !matches!(fact.kind.as_str(), "charge" | "conflict" | "variance") && !fact.span.is_empty()
}

/// Cuts the blocks of a text at the borders of the layers.
pub(crate) fn cut(text: &str, blocks: &[Block], layers: &[Layer]) -> Vec<Marked> {
    blocks.iter().map(|block| Marked { kind: block.kind, pieces: pieces(text, block.span, layers) }).collect()
}

fn pieces(text: &str, block: Span, layers: &[Layer]) -> Vec<Piece> {
    let here: Vec<&Layer> = layers.iter().filter(|l| l.span.overlaps(block)).collect();
    let mut borders = vec![block.start, block.end];
    for layer in &here {
        borders.extend(
            [layer.span.start, layer.span.end].into_iter().filter(|b| block.start < *b && *b < block.end),
        );
    }
    borders.sort_unstable();
    borders.dedup();
    let pair = |pair: &[u32]| match pair {
        [start, end] => Some(piece(text, Span { start: *start, end: *end }, block, &here)),
        _ => None,
    };
    borders.windows(2).filter_map(pair).collect()
}

fn piece(text: &str, span: Span, block: Span, layers: &[&Layer]) -> Piece {
    let over = || layers.iter().filter(|l| l.span.start <= span.start && span.end <= l.span.end);
    let mut facts: Vec<(u32, usize)> = over()
        .filter_map(|l| match l.what {
            What::Fact(at) => Some((l.span.end - l.span.start, at)),
            _ => None,
        })
        .collect();
    facts.sort_unstable();
    let stale = over().find_map(|l| match l.what {
        What::Stale(at) => Some((at, l.span)),
        _ => None,
    });
    let begins = over().filter_map(|l| match l.what {
        What::Fact(at)
            if l.span.start == span.start || (l.span.start < block.start && span.start == block.start) =>
        {
            Some(at)
        }
        _ => None,
    });
    Piece {
        text: span.of(text).to_owned(),
        begins: begins.collect(),
        facts: facts.into_iter().map(|(_, at)| at).collect(),
        stale: stale.map(|(at, _)| at),
        silent: over().any(|l| l.what == What::Silent),
        stale_ends: stale.is_some_and(|(_, whole)| whole.end == span.end || span.end == block.end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_tile_a_block_whatever_lies_on_it() {
        let text = "Mara Quill was charged with theft. She denies it.";
        let block = Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        let layer = |start, end, what| Layer { span: Span::new(start, end), what };
        let layers = [
            layer(0, 34, What::Fact(0)),
            layer(0, 10, What::Fact(1)),
            layer(11, 34, What::Stale(0)),
            layer(35, 49, What::Silent),
        ];
        let marked = cut(text, &[block], &layers);
        let pieces = &marked[0].pieces;
        assert_eq!(pieces.iter().map(|p| p.text.as_str()).collect::<String>(), text);
        assert_eq!(pieces[0].facts, [1, 0], "the narrowest first");
        assert_eq!((pieces[0].begins.as_slice(), pieces[1].stale), ([0, 1].as_slice(), None));
        assert_eq!((pieces[2].stale, pieces[2].stale_ends), (Some(0), true));
        assert!(pieces[4].silent && pieces[4].facts.is_empty());
    }
}
