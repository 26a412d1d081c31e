//! Where words of a document stand in its source: bytes, part of a package, page and box.

use crate::{BlockKind, Document, Span};

/// Where words stand in their source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whence {
    /// The kind of block that they stand in.
    pub block: Option<BlockKind>,
    /// The part of a packed source: `word/document.xml`.
    pub part: Option<String>,
    /// Bytes of the source, or of its part; `None` where the text has no bytes of its own there (a PDF file's).
    pub bytes: Option<Span>,
    /// Page and box, one a line: left, bottom, right and top in hundredths of a point from the page's lower left
    /// corner.
    pub boxes: Vec<(u32, [i32; 4])>,
}

impl Document {
    /// The kind of the block that a span begins in.
    pub fn block_at(&self, span: Span) -> Option<BlockKind> {
        let after = self.blocks.partition_point(|block| block.span.start <= span.start);
        let block = self.blocks.get(after.checked_sub(1)?)?;
        (span.start < block.span.end).then_some(block.kind)
    }

    /// Where words stand in the source.
    pub fn whence(&self, span: Span) -> Whence {
        let bytes = self.origin.source_of(span);
        let part = bytes.and_then(|bytes| {
            self.parts.iter().find(|part| part.source.start <= bytes.start && bytes.start < part.source.end)
        });
        let in_part = |bytes: Span| match part {
            Some(part) => Span {
                start: bytes.start - part.source.start,
                end: bytes.end.min(part.source.end) - part.source.start,
            },
            None => bytes,
        };
        Whence {
            block: self.block_at(span),
            part: part.map(|part| part.name.clone()),
            bytes: bytes.map(in_part),
            boxes: self.boxes(span),
        }
    }

    fn boxes(&self, span: Span) -> Vec<(u32, [i32; 4])> {
        let first = self.places.partition_point(|place| place.text.end <= span.start);
        let mut boxes: Vec<(u32, [i32; 4])> = Vec::new();
        let within = self.places.get(first..).unwrap_or_default().iter();
        for place in within.take_while(|place| place.text.start < span.end) {
            let [left, bottom, right, top] = place.area;
            match boxes.last_mut() {
                // words of one line overlap in height and go on to the right
                Some((page, area))
                    if *page == place.page
                        && left >= area[0]
                        && bottom < area[3]
                        && top > area[1]
                        && (bottom - area[1]).abs() * 2 < top - bottom =>
                {
                    *area = [area[0], area[1].min(bottom), area[2].max(right), area[3].max(top)];
                }
                _ => boxes.push((place.page, place.area)),
            }
        }
        boxes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Block, Origin, OriginPiece, Part, Place};

    #[test]
    fn words_of_a_package_are_counted_within_their_part() {
        let document = Document {
            text: "Header. Body.".to_owned(),
            origin: Origin {
                pieces: vec![OriginPiece { text: Span::new(0, 13), source: Span::new(100, 113) }],
            },
            parts: vec![
                Part { name: "a.xml".to_owned(), source: Span::new(0, 105) },
                Part { name: "b.xml".to_owned(), source: Span::new(105, 200) },
            ],
            blocks: vec![Block { kind: BlockKind::Caption, span: Span::new(8, 13) }],
            ..Document::default()
        };
        let whence = document.whence(Span::new(8, 13));
        assert_eq!((whence.part.as_deref(), whence.bytes), (Some("b.xml"), Some(Span::new(3, 8))));
        assert_eq!(whence.block, Some(BlockKind::Caption));
        assert_eq!(document.block_at(Span::new(0, 6)), None);
    }

    #[test]
    fn a_quote_over_two_lines_and_pages_has_a_box_a_line() {
        let place = |start: usize, end: usize, page, area| Place { text: Span::new(start, end), page, area };
        let document = Document {
            text: "one two three four".to_owned(),
            places: vec![
                place(0, 3, 1, [7200, 1000, 9000, 2000]),
                place(4, 7, 1, [9500, 1000, 11_000, 2000]),
                place(8, 13, 1, [7200, 0, 9000, 1000]),
                place(14, 18, 2, [7200, 70_000, 9000, 71_000]),
            ],
            ..Document::default()
        };
        let boxes = document.whence(Span::new(1, 16)).boxes;
        assert_eq!(
            boxes,
            [(1, [7200, 1000, 11_000, 2000]), (1, [7200, 0, 9000, 1000]), (2, [7200, 70_000, 9000, 71_000])]
        );
        assert!(document.whence(Span::new(3, 4)).boxes.is_empty());
    }
}
