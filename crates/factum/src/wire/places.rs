//! Bytes to Unicode scalar values: the core counts bytes, the wire counts characters.

use factum_types::Span;

/// How far apart the counted places are, in bytes.
const STRIDE: usize = 256;

/// A text with its characters counted at every so many bytes.
#[derive(Debug)]
pub(super) struct Places<'a> {
    text: &'a str,
    /// Characters that begin before each multiple of [`STRIDE`] bytes.
    counted: Vec<usize>,
}

impl<'a> Places<'a> {
    pub(super) fn of(text: &'a str) -> Places<'a> {
        let mut counted = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut sum = 0;
        for chunk in text.as_bytes().chunks(STRIDE) {
            counted.push(sum);
            sum += starts(chunk);
        }
        counted.push(sum);
        Places { text, counted }
    }

    /// Characters in all.
    pub(super) fn count(&self) -> usize {
        self.counted.last().copied().unwrap_or(0)
    }

    /// The characters that a span begins and ends at.
    pub(super) fn scalars(&self, span: Span) -> (usize, usize) {
        (self.at(span.start as usize), self.at(span.end as usize))
    }

    fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let chunk = byte / STRIDE;
        let from = chunk * STRIDE;
        let before = self.counted.get(chunk).copied().unwrap_or(0);
        before + self.text.as_bytes().get(from..byte).map_or(0, starts)
    }
}

/// Bytes that begin a character.
fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|b| (**b & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_agree_with_the_standard_library_at_every_boundary() {
        let text = "“Añb” – 日本 ".repeat(100);
        let places = Places::of(&text);
        for (scalar, (byte, c)) in text.char_indices().enumerate() {
            assert_eq!(places.scalars(Span::new(byte, byte + c.len_utf8())), (scalar, scalar + 1));
        }
        assert_eq!(places.count(), text.chars().count());
    }
}
