//! Undoing a message's transfer encoding, each byte with the bytes that it came from.

use factum_types::{Origin, Span};

use crate::origin::OriginBuilder;

/// How a message's part is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Transfer {
    /// As it is.
    Plain,
    QuotedPrintable,
    Base64,
}

/// The bytes that a part stands for, and the way back to the message, in which the part begins at `at`.
pub(super) fn undo(part: &[u8], at: usize, transfer: Transfer) -> (Vec<u8>, Origin) {
    let mut bytes = Vec::with_capacity(part.len());
    let mut origin = OriginBuilder::default();
    match transfer {
        Transfer::Plain => {
            bytes.extend_from_slice(part);
            origin.copied(part.len(), at);
        }
        Transfer::QuotedPrintable => quoted_printable(part, at, &mut bytes, &mut origin),
        Transfer::Base64 => base64(part, at, &mut bytes, &mut origin),
    }
    (bytes, origin.finish())
}

fn quoted_printable(part: &[u8], at: usize, bytes: &mut Vec<u8>, origin: &mut OriginBuilder) {
    let mut i = 0;
    while let Some(byte) = part.get(i) {
        let rest = part.get(i + 1..).unwrap_or_default();
        let hex = |b: Option<&u8>| b.and_then(|b| char::from(*b).to_digit(16));
        let taken = match (byte, rest) {
            (b'=', [b'\r', b'\n', ..]) => 3,
            (b'=', [b'\n', ..]) => 2,
            (b'=', _) => match (hex(rest.first()), hex(rest.get(1))) {
                (Some(high), Some(low)) => {
                    bytes.push((high * 16 + low) as u8);
                    origin.stands_for(1, Span::new(at + i, at + i + 3));
                    3
                }
                _ => 0,
            },
            _ => 0,
        };
        if taken == 0 {
            bytes.push(*byte);
            origin.copied(1, at + i);
        }
        i += taken.max(1);
    }
}

/// Four characters at a time stand for three bytes; what is no character of the alphabet is passed over.
fn base64(part: &[u8], at: usize, bytes: &mut Vec<u8>, origin: &mut OriginBuilder) {
    let (mut held, mut count, mut first) = (0u32, 0, 0);
    for (i, byte) in part.iter().enumerate() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => continue,
        };
        if count == 0 {
            first = i;
        }
        held = held << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            bytes.extend_from_slice(held.to_be_bytes().get(1..).unwrap_or_default());
            origin.stands_for(3, Span::new(at + first, at + i + 1));
            (held, count) = (0, 0);
        }
    }
    // two characters left stand for one byte, three for two
    let whole = match count {
        2 => held >> 4,
        3 => held >> 2,
        _ => return,
    };
    let last = whole.to_be_bytes();
    let last = last.get(5 - count..).unwrap_or_default();
    bytes.extend_from_slice(last);
    origin.stands_for(last.len(), Span::new(at + first, at + part.len()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(part: &[u8], transfer: Transfer, expected: &[u8]) {
        let (bytes, origin) = undo(part, 100, transfer);
        assert_eq!(bytes, expected);
        let mut at = 0;
        for piece in &origin.pieces {
            assert_eq!(piece.text.start, at, "the pieces tile the bytes");
            assert!(piece.source.end as usize <= 100 + part.len());
            at = piece.text.end;
        }
        assert_eq!(at as usize, bytes.len());
    }

    #[test]
    fn encodings_are_undone() {
        check(b"caf=C3=A9 =\r\nopen=\n=3", Transfer::QuotedPrintable, "café open=3".as_bytes());
        check(b"Q2xlcms=\r\n", Transfer::Base64, b"Clerk");
        check(b"Q2xl\r\ncmtz", Transfer::Base64, b"Clerks");
        check(b"!!Q2xlcg==", Transfer::Base64, b"Cler");
        check(b"as it is", Transfer::Plain, b"as it is");
        let (_, origin) = undo(b"a=3Db", 10, Transfer::QuotedPrintable);
        assert_eq!(origin.source_of(Span::new(1, 2)), Some(Span::new(11, 14)));
    }
}
