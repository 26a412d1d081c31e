//! Building the way back from text to source bytes.

use factum_types::{Origin, OriginPiece, Span};

/// Collects the pieces of an [`Origin`] while text is written, joining those that continue one another.
#[derive(Debug, Default)]
pub(crate) struct OriginBuilder {
    pieces: Vec<OriginPiece>,
    end: usize,
}

impl OriginBuilder {
    /// Text of `len` bytes that stands at `source` byte for byte.
    pub(crate) fn copied(&mut self, len: usize, source: usize) {
        self.push(len, Span::new(source, source + len));
    }

    /// Text of `len` bytes that `source` as a whole stands for.
    pub(crate) fn stands_for(&mut self, len: usize, source: Span) {
        self.push(len, source);
    }

    /// Text of `len` bytes that the reader put in at `source`.
    pub(crate) fn inserted(&mut self, len: usize, source: usize) {
        self.push(len, Span::new(source, source));
    }

    /// The finished map.
    pub(crate) fn finish(self) -> Origin {
        Origin { pieces: self.pieces }
    }

    fn push(&mut self, len: usize, source: Span) {
        if len == 0 {
            return;
        }
        let text = Span::new(self.end, self.end + len);
        self.end += len;
        if let Some(last) = self.pieces.last_mut() {
            let same_length = last.text.len() == last.source.len() && text.len() == source.len();
            if same_length && last.source.end == source.start {
                last.text.end = text.end;
                last.source.end = source.end;
                return;
            }
        }
        self.pieces.push(OriginPiece { text, source });
    }
}

/// The map of a text that was made from a text that was made from bytes: `outer` leads to the middle
/// text, `inner` from there to the bytes.
pub(crate) fn compose(outer: &Origin, inner: &Origin) -> Origin {
    let mut built = OriginBuilder::default();
    for piece in &outer.pieces {
        if piece.text.len() != piece.source.len() {
            match inner.source_of(piece.source) {
                Some(source) => built.stands_for(piece.text.len(), source),
                None => built.inserted(piece.text.len(), place_of(inner, piece.source.start)),
            }
            continue;
        }
        let first = inner.pieces.partition_point(|p| p.text.end <= piece.source.start);
        for part in inner.pieces.get(first..).unwrap_or_default() {
            if part.text.start >= piece.source.end {
                break;
            }
            let start = part.text.start.max(piece.source.start);
            let end = part.text.end.min(piece.source.end);
            let source = inner.source_of(Span { start, end }).unwrap_or(part.source);
            built.stands_for((end - start) as usize, source);
        }
    }
    built.finish()
}

/// The source byte at which an insertion at `at` of the middle text happened.
fn place_of(inner: &Origin, at: u32) -> usize {
    let first = inner.pieces.partition_point(|p| p.text.end <= at);
    let piece = inner.pieces.get(first).or(inner.pieces.last());
    piece.map_or(0, |p| {
        let into = at.saturating_sub(p.text.start).min(p.source.end - p.source.start);
        (p.source.start + into) as usize
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_equal_length_become_one_piece() {
        let mut built = OriginBuilder::default();
        built.copied(3, 10);
        built.copied(2, 13);
        built.stands_for(3, Span::new(15, 16));
        built.inserted(2, 16);
        let origin = built.finish();
        assert_eq!(origin.pieces.len(), 3);
        assert_eq!(origin.source_of(Span::new(4, 6)), Some(Span::new(14, 16)));
    }

    #[test]
    fn maps_compose() {
        // bytes `x\xe9y`, middle `xéy`, text `éy` and an inserted line end
        let mut inner = OriginBuilder::default();
        inner.copied(1, 0);
        inner.stands_for(2, Span::new(1, 2));
        inner.copied(1, 2);
        let mut outer = OriginBuilder::default();
        outer.copied(3, 1);
        outer.inserted(1, 4);
        let origin = compose(&outer.finish(), &inner.finish());
        assert_eq!(origin.source_of(Span::new(0, 2)), Some(Span::new(1, 2)));
        assert_eq!(origin.source_of(Span::new(2, 3)), Some(Span::new(2, 3)));
        assert_eq!(origin.source_of(Span::new(3, 4)), None);
    }
}
