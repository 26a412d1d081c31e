//! Bytes become UTF-8 text, each character with the bytes that it came from.

use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use factum_types::{Origin, Part, Place, Span};

use crate::origin::OriginBuilder;

/// A decoded file.
#[derive(Debug, Default)]
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) origin: Origin,
    /// As in [`factum_types::Document::parts`].
    pub(crate) parts: Vec<Part>,
    /// As in [`factum_types::Document::places`].
    pub(crate) places: Vec<Place>,
    /// What was guessed and what could not be read.
    pub(crate) notes: Vec<String>,
    /// Places that no character could be made of.
    pub(crate) replaced: usize,
}

/// How a file's bytes stand for characters.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Coding {
    Known(&'static Encoding),
    /// Four bytes a character; `true` for the most significant byte first.
    Utf32(bool),
}

/// Decodes a file: by its byte order mark, as UTF-16 where every other byte is zero, as UTF-8 where it is
/// valid, by the encoding that the file declares, or by a guess, which a note tells.
pub(crate) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let (coding, mark, guessed) = coding_of(bytes, declared);
    let mut decoded = match coding {
        Coding::Known(encoding) if encoding == UTF_8 => utf_8(bytes, mark),
        Coding::Known(encoding) => other(encoding, bytes, mark),
        Coding::Utf32(big_endian) => utf_32(big_endian, bytes, mark),
    };
    if guessed && let Coding::Known(encoding) = coding {
        decoded.notes.push(format!("encoding guessed: {}", encoding.name()));
    }
    if decoded.replaced > 0 {
        decoded.notes.push(format!("places that could not be decoded and read U+FFFD: {}", decoded.replaced));
    }
    decoded
}

/// The coding, the length of the byte order mark, and whether the coding is a guess.
fn coding_of(bytes: &[u8], declared: Option<&'static Encoding>) -> (Coding, usize, bool) {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) && bytes.len().is_multiple_of(4) {
        return (Coding::Utf32(false), 4, false);
    }
    if bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return (Coding::Utf32(true), 4, false);
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return (Coding::Known(encoding), mark, false);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return (Coding::Known(encoding), 0, true);
    }
    // ISO-2022-JP is all ASCII bytes, so it would pass for UTF-8
    let declared = declared.filter(|e| *e != UTF_16LE && *e != UTF_16BE);
    if let Some(encoding) = declared
        && encoding == encoding_rs::ISO_2022_JP
    {
        return (Coding::Known(encoding), 0, false);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (Coding::Known(UTF_8), 0, false);
    }
    if mostly_utf_8(bytes) {
        return (Coding::Known(UTF_8), 0, true);
    }
    if let Some(encoding) = declared.filter(|e| *e != UTF_8) {
        return (Coding::Known(encoding), 0, false);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    (Coding::Known(detector.guess(None, chardetng::Utf8Detection::Deny)), 0, true)
}

/// UTF-16 of mostly Latin text: every other byte is zero and hardly any of the rest is.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(8192) & !1)?;
    if head.len() < 8 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), head.len() / 2);
    if odd * 10 >= pairs * 7 && even * 20 <= pairs {
        Some(UTF_16LE)
    } else if even * 10 >= pairs * 7 && odd * 20 <= pairs {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Whether a few bad bytes stand among characters that only UTF-8 would have: one torn character must not
/// turn every quotation mark of a page to rubbish.
fn mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    // UTF-16's surrogates written as if they were characters: UTF-8 by a program that knows only half of it
    let surrogate = |three: &&[u8]| matches!(three, [0xed, 0xa0..=0xbf, 0x80..=0xbf]);
    good += 4 * bytes.windows(3).filter(surrogate).count();
    good > bad
}

fn utf_8(bytes: &[u8], mark: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut origin = OriginBuilder::default();
    let mut at = mark;
    for chunk in bytes.get(mark..).unwrap_or_default().utf8_chunks() {
        decoded.text.push_str(chunk.valid());
        origin.copied(chunk.valid().len(), at);
        at += chunk.valid().len();
        let bad = chunk.invalid().len();
        if bad > 0 {
            decoded.text.push(char::REPLACEMENT_CHARACTER);
            origin.stands_for(char::REPLACEMENT_CHARACTER.len_utf8(), Span::new(at, at + bad));
            decoded.replaced += 1;
            at += bad;
        }
    }
    decoded.origin = origin.finish();
    decoded
}

/// Feeds the decoder byte by byte, so that each character's own bytes are known.
fn other(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut origin = OriginBuilder::default();
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut buffer = [0u8; 32];
    // bytes that the decoder holds and has made no character of yet
    let mut since = mark;
    let mut at = mark;
    loop {
        let last = at >= bytes.len();
        let input = bytes.get(at..(at + 1).min(bytes.len())).unwrap_or_default();
        if encoding.is_single_byte()
            && let Some(byte) = input.first().filter(|b| b.is_ascii())
        {
            decoded.text.push(char::from(*byte));
            origin.copied(1, at);
            at += 1;
            since = at;
            continue;
        }
        let (result, read, written) = decoder.decode_to_utf8_without_replacement(input, &mut buffer, last);
        at += read;
        let out = buffer.get(..written).and_then(|b| std::str::from_utf8(b).ok()).unwrap_or("");
        if !out.is_empty() {
            decoded.text.push_str(out);
            origin.stands_for(out.len(), Span::new(since, at));
            since = at;
        }
        if let encoding_rs::DecoderResult::Malformed(..) = result {
            decoded.text.push(char::REPLACEMENT_CHARACTER);
            origin.stands_for(char::REPLACEMENT_CHARACTER.len_utf8(), Span::new(since, at));
            since = at;
            decoded.replaced += 1;
            continue;
        }
        if last {
            break;
        }
    }
    decoded.origin = origin.finish();
    decoded
}

fn utf_32(big_endian: bool, bytes: &[u8], mark: usize) -> Decoded {
    let mut decoded = Decoded::default();
    let mut origin = OriginBuilder::default();
    for (i, unit) in bytes.get(mark..).unwrap_or_default().chunks(4).enumerate() {
        let number = <[u8; 4]>::try_from(unit)
            .ok()
            .map(|four| if big_endian { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) });
        let character = number.and_then(char::from_u32);
        decoded.replaced += usize::from(character.is_none());
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        decoded.text.push(character);
        let start = mark + 4 * i;
        origin.stands_for(character.len_utf8(), Span::new(start, start + unit.len()));
    }
    decoded.origin = origin.finish();
    decoded
}

/// The first characters of a file in any coding, for telling formats apart; not exact.
pub(crate) fn head(bytes: &[u8]) -> String {
    let head = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let (coding, mark, _) = coding_of(head, None);
    let head = head.get(mark..).unwrap_or_default();
    match coding {
        Coding::Known(encoding) if encoding == UTF_16LE || encoding == UTF_16BE => {
            let mut text = String::with_capacity(4 * head.len());
            let (result, ..) =
                encoding.new_decoder_without_bom_handling().decode_to_string(head, &mut text, true);
            debug_assert_eq!(result, CoderResult::InputEmpty, "the buffer holds any head");
            text
        }
        Coding::Utf32(big_endian) => utf_32(big_endian, head, 0).text,
        Coding::Known(_) => String::from_utf8_lossy(head).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], expected: &str, notes: &[&str]) {
        let decoded = decode(bytes, None);
        assert_eq!(decoded.text, expected);
        assert_eq!(decoded.notes, notes);
        let mut at = 0;
        for piece in &decoded.origin.pieces {
            assert_eq!(piece.text.start, at, "the pieces tile the text");
            at = piece.text.end;
        }
        assert_eq!(at as usize, expected.len());
    }

    #[test]
    fn utf_8_is_kept_and_its_mark_left_out() {
        check(b"caf\xc3\xa9\r\n", "café\r\n", &[]);
        check(b"\xef\xbb\xbfab", "ab", &[]);
        assert_eq!(decode(b"\xef\xbb\xbfab", None).origin.source_of(Span::new(0, 1)), Some(Span::new(3, 4)));
    }

    #[test]
    fn one_torn_character_does_not_spoil_the_page() {
        let bytes = b"\xe2\x80\x9cNo\xe2\x80\x9d, said Jos\xc3\xa9 \xe2\x82 Roe";
        let notes = ["encoding guessed: UTF-8", "places that could not be decoded and read U+FFFD: 1"];
        check(bytes, "“No”, said José \u{fffd} Roe", &notes);
    }

    #[test]
    fn single_bytes_map_exactly() {
        let bytes = b"The clerk\x92s lawyer said \x93not guilty\x94 \x96 caf\xe9";
        check(bytes, "The clerk’s lawyer said “not guilty” – café", &["encoding guessed: windows-1252"]);
        let decoded = decode(bytes, None);
        let at = decoded.text.find('’').unwrap();
        assert_eq!(decoded.origin.source_of(Span::new(at, at + 3)), Some(Span::new(9, 10)));
        let at = decoded.text.find("guilty").unwrap();
        let source = decoded.origin.source_of(Span::new(at, at + 6)).unwrap();
        assert_eq!(&bytes[source.range()], b"guilty");
    }

    #[test]
    fn wide_encodings_map_exactly() {
        for (bytes, name) in [
            (b"\xff\xfeA\0 \0\x1c\x20".as_slice(), "UTF-16LE"),
            (b"\xfe\xff\0A\0 \x20\x1c", "UTF-16BE"),
            (b"\xff\xfe\0\0A\0\0\0 \0\0\0\x1c\x20\0\0", "UTF-32LE"),
        ] {
            let decoded = decode(bytes, None);
            assert_eq!(decoded.text, "A “", "{name}");
            let source = decoded.origin.source_of(Span::new(2, 5)).unwrap();
            assert_eq!(source.end as usize, bytes.len(), "{name}");
        }
        check(b"A\0 \0c\0l\0e\0r\0k\0", "A clerk", &["encoding guessed: UTF-16LE"]);
    }

    #[test]
    fn a_declared_encoding_is_taken_where_the_bytes_are_no_utf_8() {
        let decoded = decode(b"caf\xe9", Some(encoding_rs::ISO_8859_2));
        assert_eq!((decoded.text.as_str(), decoded.notes.len()), ("café", 0));
        assert_eq!(decode("café".as_bytes(), Some(encoding_rs::ISO_8859_2)).text, "café");
    }

    #[test]
    fn double_bytes_map_exactly() {
        let (bytes, ..) = encoding_rs::SHIFT_JIS.encode("A 東京 ok");
        let decoded = decode(&bytes, Some(encoding_rs::SHIFT_JIS));
        assert_eq!(decoded.text, "A 東京 ok");
        assert_eq!(decoded.origin.source_of(Span::new(5, 8)), Some(Span::new(4, 6)));
    }
}
