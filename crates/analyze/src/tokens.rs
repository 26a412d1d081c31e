//! Cuts a text into tokens exactly as spaCy's English tokenizer does.

pub(crate) mod affixes;
pub(crate) mod charset;
pub(crate) mod url;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::python::is_space;
use crate::tables::{Exception, Patterns};
use crate::tokens::affixes::Affixes;
use crate::tokens::charset::CharSet;

/// A tokenizer's rules, ready to run.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    prefixes: Affixes,
    suffixes: Affixes,
    infixes: Affixes,
    domain: CharSet,
    exceptions: FxHashMap<Box<str>, Vec<Piece>>,
    /// Length in bytes of the longest exception.
    longest: usize,
    /// Token sequences that may have to be joined into an exception again, by their first token.
    rejoined: FxHashMap<Box<str>, Vec<Vec<Box<str>>>>,
}

/// A token of a chunk.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece {
    /// Length in bytes.
    pub(crate) len: usize,
    /// The norm that an exception gives it.
    pub(crate) norm: Option<Box<str>>,
}

impl Piece {
    fn plain(len: usize) -> Piece {
        Piece { len, norm: None }
    }
}

impl Tokenizer {
    /// Compiles a model's patterns and exceptions; `None` where they hold syntax that this version does not
    /// know.
    pub(crate) fn new(patterns: &Patterns, exceptions: &[Exception]) -> Option<Tokenizer> {
        let piece = |(text, norm): &(String, String)| Piece {
            len: text.len(),
            norm: (!norm.is_empty()).then(|| norm.as_str().into()),
        };
        let mut tokenizer = Tokenizer {
            prefixes: Affixes::prefixes(&patterns.prefix)?,
            suffixes: Affixes::suffixes(&patterns.suffix)?,
            infixes: Affixes::infixes(&patterns.infix)?,
            domain: CharSet::parse(&patterns.domain).filter(|(_, rest)| rest.is_empty())?.0,
            exceptions: FxHashMap::default(),
            longest: 0,
            rejoined: FxHashMap::default(),
        };
        for e in exceptions {
            let text = e.text.as_str();
            let breaks = tokenizer.prefixes.front(text) > 0
                || tokenizer.suffixes.back(text) > 0
                || tokenizer.infixes.next(text, 0).is_some()
                || text.contains(' ');
            if breaks {
                let tokens = tokenizer.tokens_by_rule(text);
                let known = tokenizer.rejoined.entry(tokens.first()?.clone()).or_default();
                if !known.contains(&tokens) {
                    known.push(tokens);
                }
            }
            tokenizer.longest = tokenizer.longest.max(text.len());
        }
        let by_heart = |e: &Exception| (e.text.as_str().into(), e.tokens.iter().map(piece).collect());
        tokenizer.exceptions = exceptions.iter().map(by_heart).collect();
        Some(tokenizer)
    }

    /// The tokens of an exception before the exceptions are known.
    fn tokens_by_rule(&self, text: &str) -> Vec<Box<str>> {
        let mut tokens = Vec::new();
        for_each_chunk(text, |start, end, _| {
            let mut pieces = Vec::new();
            self.cut(text.get(start..end).unwrap_or(""), &mut pieces);
            let mut at = start;
            for piece in pieces {
                tokens.push(text.get(at..at + piece.len).unwrap_or("").into());
                at += piece.len;
            }
        });
        tokens
    }

    /// The tokens of an exception.
    pub(crate) fn exception(&self, text: &str) -> Option<&[Piece]> {
        if text.len() > self.longest {
            return None;
        }
        self.exceptions.get(text).map(Vec::as_slice)
    }

    /// Whether a token may begin a sequence to be joined again.
    pub(crate) fn begins_rejoined(&self, token: &str) -> bool {
        self.rejoined.contains_key(token)
    }

    /// The sequences of tokens that begin with `token` and may have to be joined again.
    pub(crate) fn rejoined(&self, token: &str) -> &[Vec<Box<str>>] {
        self.rejoined.get(token).map_or(&[], Vec::as_slice)
    }

    /// Cuts a chunk, a run without white space (or of nothing else), into tokens.
    pub(crate) fn cut(&self, chunk: &str, out: &mut Vec<Piece>) {
        let mut rest = chunk;
        let mut behind = Vec::new();
        while !rest.is_empty() && self.exception(rest).is_none() {
            let front = self.prefixes.front(rest);
            let (prefix, tail) = rest.split_at(front);
            if front > 0 && self.exception(tail).is_some() {
                out.push(Piece::plain(prefix.len()));
                rest = tail;
                break;
            }
            let back = self.suffixes.back(tail);
            let (head, _) = rest.split_at(rest.len() - back);
            if back > 0 && self.exception(head).is_some() {
                // A prefix found above stays on.
                behind.push(Piece::plain(back));
                rest = head;
                break;
            }
            if front > 0 {
                out.push(Piece::plain(front));
            }
            if back > 0 {
                behind.push(Piece::plain(back));
            }
            if front == 0 && back == 0 {
                break;
            }
            // The suffix was found in what the prefix left, so the two never overlap.
            rest = rest.get(front..rest.len() - back).unwrap_or("");
        }
        self.cut_middle(rest, out);
        out.extend(behind.into_iter().rev());
    }

    /// Cuts what prefixes and suffixes left.
    fn cut_middle(&self, middle: &str, out: &mut Vec<Piece>) {
        if middle.is_empty() {
            return;
        }
        if let Some(pieces) = self.exception(middle) {
            out.extend_from_slice(pieces);
            return;
        }
        if url::is_address(middle, &self.domain) {
            out.push(Piece::plain(middle.len()));
            return;
        }
        let (mut start, mut from) = (0, 0);
        while let Some((a, b)) = self.infixes.next(middle, from) {
            from = b;
            if a == 0 {
                continue; // an infix at the very front is none
            }
            if a > start {
                out.push(Piece::plain(a - start));
            }
            out.push(Piece::plain(b - a));
            start = b;
        }
        if start < middle.len() {
            out.push(Piece::plain(middle.len() - start));
        }
    }
}

/// Splits a text into runs of white space and of anything else: start, end, and whether one U+0020 follows,
/// which belongs to the run before it and begins none.
pub(crate) fn for_each_chunk(text: &str, mut each: impl FnMut(usize, usize, bool)) {
    let mut start = 0;
    let mut in_space = text.chars().next().is_some_and(is_space);
    for (at, c) in text.char_indices() {
        if is_space(c) == in_space {
            continue;
        }
        let swallowed = c == ' ';
        if start < at {
            each(start, at, swallowed);
        }
        start = if swallowed { at + 1 } else { at };
        in_space = !in_space;
    }
    if start < text.len() {
        each(start, text.len(), false);
    }
}

/// Of overlapping sequences (start, length) keeps the longest, then the leftmost, as spaCy does: one is left
/// out if its first or its last token was taken or was part of one left out. Sorted by start.
pub(crate) fn keep_longest(mut found: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    found.sort_unstable_by_key(|(start, length)| (std::cmp::Reverse(*length), *start));
    let mut seen = FxHashSet::default();
    let mut kept = Vec::new();
    for (start, length) in found {
        if !seen.contains(&start) && !seen.contains(&(start + length - 1)) {
            kept.push((start, length));
        }
        seen.extend(start..start + length);
    }
    kept.sort_unstable();
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_tile_the_text() {
        let chunks = |text: &str| {
            let mut out = Vec::new();
            for_each_chunk(text, |a, b, space| out.push((text.get(a..b).unwrap().to_owned(), space)));
            out
        };
        let owned =
            |list: &[(&str, bool)]| list.iter().map(|(s, b)| ((*s).to_owned(), *b)).collect::<Vec<_>>();
        assert_eq!(chunks("a b"), owned(&[("a", true), ("b", false)]));
        assert_eq!(chunks("a  b\n"), owned(&[("a", true), (" ", false), ("b", false), ("\n", false)]));
        assert_eq!(chunks("  a "), owned(&[("  ", false), ("a", true)]));
        assert_eq!(chunks(" "), owned(&[(" ", false)]));
        assert_eq!(chunks(""), owned(&[]));
    }

    #[test]
    fn the_longest_sequence_wins_then_the_leftmost() {
        assert_eq!(keep_longest(vec![(0, 2), (1, 3), (5, 1), (4, 2)]), [(1, 3), (4, 2)]);
        assert_eq!(keep_longest(vec![(0, 2), (1, 2)]), [(0, 2)]);
    }
}
