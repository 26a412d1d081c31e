//! A JSON string becomes text, each character with the bytes of its escape sequence.

use factum_types::Span;

use crate::decode::Decoded;
use crate::origin::OriginBuilder;

/// The text of a JSON string, given with its quotation marks; `at` is the offset of the first one in the
/// source. `None` where `raw` is no string.
///
/// Half of a surrogate pair stands for no character: it reads U+FFFD, and a note counts it.
pub(super) fn decode(raw: &str, at: usize) -> Option<Decoded> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let mut decoded = Decoded::default();
    let mut origin = OriginBuilder::default();
    let mut rest = inner;
    while !rest.is_empty() {
        let here = at + 1 + (inner.len() - rest.len());
        let plain = rest.find('\\').unwrap_or(rest.len());
        if plain > 0 {
            decoded.text.push_str(rest.get(..plain)?);
            origin.copied(plain, here);
            rest = rest.get(plain..)?;
            continue;
        }
        let (character, len) = escape(rest)?;
        decoded.replaced += usize::from(character.is_none());
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        decoded.text.push(character);
        origin.stands_for(character.len_utf8(), Span::new(here, here + len));
        rest = rest.get(len..)?;
    }
    if decoded.replaced > 0 {
        decoded.notes.push(format!("{} half surrogate pairs read U+FFFD", decoded.replaced));
    }
    decoded.origin = origin.finish();
    Some(decoded)
}

/// The character of the escape sequence that a text begins with, and the sequence's length in bytes.
fn escape(text: &str) -> Option<(Option<char>, usize)> {
    let character = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'u' => return unicode(text),
        other => char::from(*other),
    };
    Some((Some(character), 2))
}

fn unicode(text: &str) -> Option<(Option<char>, usize)> {
    let unit = |at: usize| u32::from_str_radix(text.get(at..at + 4)?, 16).ok();
    let first = unit(2)?;
    if (0xd800..0xdc00).contains(&first)
        && text.get(6..8) == Some("\\u")
        && let Some(second) = unit(8).filter(|second| (0xdc00..0xe000).contains(second))
    {
        let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        return Some((char::from_u32(code), 12));
    }
    Some((char::from_u32(first), 6))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_map_to_their_sequences() {
        let raw = r#""a\n\u201cb\ud83d\ude00\ud800\/""#;
        let decoded = decode(raw, 100).unwrap();
        assert_eq!(decoded.text, "a\n“b😀\u{fffd}/");
        assert_eq!(decoded.notes.len(), 1);
        let source = |text: &str| {
            let at = decoded.text.find(text).unwrap();
            let span = decoded.origin.source_of(Span::new(at, at + text.len())).unwrap();
            Span { start: span.start - 100, end: span.end - 100 }.of(raw)
        };
        assert_eq!(source("a"), "a");
        assert_eq!(source("\n"), "\\n");
        assert_eq!(source("“"), "\\u201c");
        assert_eq!(source("😀"), "\\ud83d\\ude00");
        assert_eq!(source("b"), "b");
        assert_eq!(decode("12", 0).map(|d| d.text), None);
    }
}
