//! What `read` makes: a text that never loses its source.

use crate::{BlockKind, DateOrigin, Period, Span};

/// The text of one source, cut into blocks, with the way back to the bytes it came from.
///
/// Invariants: `blocks` are in order, do not overlap, and together hold every character of `text` that is
/// not white space; every byte of `text` has an origin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// `sha256:` and 64 hexadecimal digits of the bytes as they were given; for a member of a collection
    /// (a line of JSONL) of the member's bytes.
    pub id: String,
    /// The id that the collection gives its member: the field `id` of a line of JSONL.
    pub given: Option<String>,
    /// Which bytes of the file are the document's own: all of them, or a member's.
    pub within: Span,
    /// The document's own bytes where they are no range of the file, having been unpacked from it; else empty.
    pub own: Vec<u8>,
    /// Where it was read from, as the user named it; members are `file.jsonl#id` and `archive.zip#name`.
    pub path: String,
    /// The document's headline or title, where it has one.
    pub title: Option<String>,
    /// Who published it, where the source says so.
    pub publisher: Option<String>,
    /// When it was published, and how that is known.
    pub published: Option<Published>,
    /// The day of its last change, where the source says so apart from the publication; no fact rests on it.
    pub updated: Option<Period>,
    /// Who wrote it, as the source's metadata or its byline says, without "By".
    pub byline: Option<String>,
    /// The text, in UTF-8; all spans point here.
    pub text: String,
    /// The pieces of news layout, in order.
    pub blocks: Vec<Block>,
    /// Which bytes of the source each piece of `text` came from.
    pub origin: Origin,
    /// The parts of the source that `origin` counts through one after another, where it is a package (the parts
    /// of a Word file); empty where the source is one run of bytes.
    pub parts: Vec<Part>,
    /// Where on a page the text stands, in text order, where the source has pages.
    pub places: Vec<Place>,
    /// What the reader had to decide or could not read: an encoding guessed, characters replaced.
    pub notes: Vec<String>,
}

/// A part of a packed source and which bytes of [`Origin`]'s source are its own, unpacked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its name within the source: `word/document.xml`.
    pub name: String,
    /// Its bytes, in the parts laid end to end.
    pub source: Span,
}

/// Where a stretch of text stands on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The stretch: a line or a part of one.
    pub text: Span,
    /// The page, from 1.
    pub page: u32,
    /// Left, bottom, right and top in hundredths of a point from the page's lower left corner.
    pub area: [i32; 4],
}

/// A publication date and where it was found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Published {
    /// The day (or month, or year) of publication.
    pub date: Period,
    /// What said so.
    pub origin: DateOrigin,
}

/// A piece of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where its words are; neither leading nor trailing white space.
    pub span: Span,
}

impl BlockKind {
    /// The kind of that name.
    pub fn named(name: &str) -> Option<BlockKind> {
        name.parse().ok()
    }

    /// Whether a fact may be read from such a block.
    pub fn can_hold_facts(self) -> bool {
        matches!(self, BlockKind::Title | BlockKind::Heading | BlockKind::Caption | BlockKind::Paragraph)
    }

    /// Whether the record lists it as furniture (page parts around the story).
    pub fn is_furniture(self) -> bool {
        !matches!(self, BlockKind::Title | BlockKind::Heading | BlockKind::Paragraph | BlockKind::Form)
    }
}

impl DateOrigin {
    /// The origin of that name.
    pub fn named(name: &str) -> Option<DateOrigin> {
        name.parse().ok()
    }
}

/// The way back from the text to the source's bytes, as runs in text order.
///
/// Within a piece of equal length on both sides, bytes correspond one to one; in another (an entity such
/// as `&amp;`, a character of another encoding) the piece as a whole corresponds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The runs; they tile the text without gap or overlap.
    pub pieces: Vec<OriginPiece>,
}

/// One run of the text and the source bytes that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OriginPiece {
    /// Bytes of the text.
    pub text: Span,
    /// Bytes of the source; empty where the reader inserted the text (a line break between HTML blocks).
    pub source: Span,
}

impl Origin {
    /// The smallest range of source bytes that gave this span of the text; `None` for a span that the
    /// reader wholly inserted or that lies outside the text.
    pub fn source_of(&self, span: Span) -> Option<Span> {
        let first = self.pieces.partition_point(|p| p.text.end <= span.start);
        let mut found: Option<Span> = None;
        for piece in self.pieces.get(first..)?.iter().take_while(|p| p.text.start < span.end) {
            if piece.source.is_empty() {
                continue;
            }
            let part = if piece.text.len() == piece.source.len() {
                let shift = |at: u32| piece.source.start + (at - piece.text.start);
                Span {
                    start: shift(span.start.max(piece.text.start)),
                    end: shift(span.end.min(piece.text.end)),
                }
            } else {
                piece.source
            };
            found = Some(found.map_or(part, |f| f.cover(part)));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_leads_back_through_entities_and_insertions() {
        // source: `A &amp; B`, text: `A & B\n` with an inserted line end
        let origin = Origin {
            pieces: vec![
                OriginPiece { text: Span::new(0, 2), source: Span::new(10, 12) },
                OriginPiece { text: Span::new(2, 3), source: Span::new(12, 17) },
                OriginPiece { text: Span::new(3, 5), source: Span::new(17, 19) },
                OriginPiece { text: Span::new(5, 6), source: Span::new(19, 19) },
            ],
        };
        assert_eq!(origin.source_of(Span::new(0, 5)), Some(Span::new(10, 19)));
        assert_eq!(origin.source_of(Span::new(2, 3)), Some(Span::new(12, 17)));
        assert_eq!(origin.source_of(Span::new(4, 5)), Some(Span::new(18, 19)));
        assert_eq!(origin.source_of(Span::new(5, 6)), None);
        assert_eq!(origin.source_of(Span::new(9, 9)), None);
    }
}
