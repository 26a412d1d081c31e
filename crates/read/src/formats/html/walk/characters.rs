//! A page's characters: entities decoded, each character with its place in the source.

use std::collections::BTreeMap;

use factum_types::Span;
use html5gum::{Token, Tokenizer};

/// The longest entity's name has 32 bytes.
const LONGEST: usize = 40;

/// Decodes character data; remembers entities that it has seen.
#[derive(Debug, Default)]
pub(super) struct Characters {
    seen: BTreeMap<String, String>,
}

impl Characters {
    /// Calls `put` for each character of `raw`, which stands at `start` in the source.
    pub(super) fn of(&mut self, raw: &str, start: usize, mut put: impl FnMut(char, Span)) {
        let mut at = 0;
        while let Some(rest) = raw.get(at..).filter(|rest| !rest.is_empty()) {
            let entity = entity(rest);
            if entity > 0 {
                let written = rest.get(..entity).unwrap_or("");
                let decoded = self.decode(written);
                let whole = Span::new(start + at, start + at + entity);
                if decoded == written {
                    each(written, start + at, &mut put);
                } else {
                    decoded.chars().for_each(|character| put(character, whole));
                }
                at += entity;
                continue;
            }
            let plain = rest.find('&').filter(|plain| *plain > 0).unwrap_or_else(|| {
                // an ampersand that begins no entity
                1 + rest.get(1..).and_then(|rest| rest.find('&')).unwrap_or(rest.len().saturating_sub(1))
            });
            each(rest.get(..plain).unwrap_or(""), start + at, &mut put);
            at += plain;
        }
    }

    /// What an entity stands for, by the tokenizer's own table.
    fn decode(&mut self, written: &str) -> String {
        if let Some(decoded) = self.seen.get(written) {
            return decoded.clone();
        }
        let mut decoded = String::new();
        for token in Tokenizer::new(written).flatten() {
            if let Token::String(string) = token {
                decoded.push_str(&String::from_utf8_lossy(&string.value));
            }
        }
        // a page of nothing but different numbers must not fill the memory
        if self.seen.len() < 4096 {
            self.seen.insert(written.to_owned(), decoded.clone());
        }
        decoded
    }
}

fn each(text: &str, start: usize, put: &mut impl FnMut(char, Span)) {
    for (at, character) in text.char_indices() {
        put(character, Span::new(start + at, start + at + character.len_utf8()));
    }
}

/// The length of what may be an entity at the start of a text; 0 where none is.
fn entity(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('&') else { return 0 };
    let body = rest.bytes().take(LONGEST).take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
    if body == 0 {
        return 0;
    }
    1 + body + usize::from(rest.as_bytes().get(body) == Some(&b';'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(raw: &str, expected: &[(char, u32, u32)]) {
        let mut found = Vec::new();
        Characters::default().of(raw, 100, |c, span| found.push((c, span.start - 100, span.end - 100)));
        assert_eq!(found, expected, "{raw}");
    }

    #[test]
    fn entities_keep_their_place() {
        check("a&amp;b", &[('a', 0, 1), ('&', 1, 6), ('b', 6, 7)]);
        check("&#x2019;s", &[('’', 0, 8), ('s', 8, 9)]);
        check("A & B", &[('A', 0, 1), (' ', 1, 2), ('&', 2, 3), (' ', 3, 4), ('B', 4, 5)]);
        check("&no", &[('&', 0, 1), ('n', 1, 2), ('o', 2, 3)]);
        check("é&", &[('é', 0, 2), ('&', 2, 3)]);
        check("&&lt;", &[('&', 0, 1), ('<', 1, 5)]);
    }
}
