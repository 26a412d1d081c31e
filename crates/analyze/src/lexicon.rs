//! What a session knows of words: it cuts texts into tokens and looks at each kind of token once.

use std::cell::OnceCell;

use factum_types::Span;

use crate::container::Index;
use crate::encoder::{Column, Features};
use crate::hash::string_id;
use crate::lemmas::Lemmatizer;
use crate::norms::norm;
use crate::python::{is_alpha, is_digit, is_space_run, lower};
use crate::records::Reader;
use crate::ruler::Ruler;
use crate::tokens::{Tokenizer, for_each_chunk, keep_longest};
use crate::words::{Lists, Words};

/// Kinds of tokens that are kept between texts. A text may add more; they are all forgotten before the
/// next one. With their embeddings they take some 1.5 KB each, so about 50 MB a session.
const MOST_KINDS: usize = 32_768;
/// Bytes of different words and chunks that are kept between texts.
const MOST_BYTES: usize = 8 << 20;
/// Chunks of more bytes are cut anew each time.
const LONGEST_CHUNK: usize = 64;

/// A token of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cut {
    /// The number of its kind.
    pub(crate) kind: u32,
    /// Its first byte.
    pub(crate) start: u32,
    /// One past its last.
    pub(crate) end: u32,
    /// Whether one U+0020 follows.
    pub(crate) space: bool,
}

impl Cut {
    /// Its place in the text.
    pub(crate) fn span(&self) -> Span {
        Span { start: self.start, end: self.end }
    }
}

/// A kind of token: its text, and the norm if an exception of the tokenizer gave it one.
#[derive(Debug)]
pub(crate) struct Kind {
    /// Length of the text; a given norm stands behind it in the table of words.
    len: u32,
    /// Whether it is white space.
    pub(crate) is_space: bool,
    /// Whether a sequence that has to be joined again may begin with it.
    begins_rejoined: bool,
    /// Whether it may be the second word of a rule of two.
    pub(crate) ends_pair: bool,
    features: OnceCell<Features>,
    lemmas: OnceCell<Vec<String>>,
}

/// The dictionaries of a model, and the words met so far.
#[derive(Debug)]
pub(crate) struct Lexicon<'a> {
    tokenizer: &'a Tokenizer,
    ruler: &'a Ruler,
    pub(crate) lemmatizer: Lemmatizer<'a>,
    norms: Index<'a>,
    strings: &'a [u8],
    vectors: Index<'a>,
    words: Words,
    kinds: Vec<Kind>,
    chunks: Words,
    /// Kind and length of the tokens of each chunk.
    chunk_tokens: Lists<(u32, u32)>,
}

/// The parts of a model that a lexicon reads.
pub(crate) struct Dictionaries<'a> {
    /// Cuts chunks.
    pub(crate) tokenizer: &'a Tokenizer,
    /// Some lemmas come by rule.
    pub(crate) ruler: &'a Ruler,
    /// The others.
    pub(crate) lemmatizer: Lemmatizer<'a>,
    /// Where the norm of a word stands in the strings.
    pub(crate) norms: Index<'a>,
    /// Norms and irregular lemmas.
    pub(crate) strings: &'a [u8],
    /// Rows of the word vectors.
    pub(crate) vectors: Index<'a>,
}

/// What separates a token from the norm that an exception gives it. No token holds both white space and
/// anything else, so no text can be mistaken for such a pair.
const NORM_MARK: &str = "\nn";

impl<'a> Lexicon<'a> {
    /// Begins without words.
    pub(crate) fn new(d: Dictionaries<'a>) -> Lexicon<'a> {
        let Dictionaries { tokenizer, ruler, lemmatizer, norms, strings, vectors } = d;
        Lexicon {
            tokenizer,
            ruler,
            lemmatizer,
            norms,
            strings,
            vectors,
            words: Words::default(),
            kinds: Vec::new(),
            chunks: Words::default(),
            chunk_tokens: Lists::default(),
        }
    }

    /// How many kinds of tokens there are; their numbers are below this.
    pub(crate) fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Forgets all words if they have become too many; whether it did.
    pub(crate) fn trim(&mut self) -> bool {
        let full = self.kinds.len() > MOST_KINDS
            || self.chunks.len() > 2 * MOST_KINDS
            || self.words.bytes() + self.chunks.bytes() > MOST_BYTES;
        if full {
            self.words.clear();
            self.kinds.clear();
            self.chunks.clear();
            self.chunk_tokens.clear();
        }
        full
    }

    /// A kind of token.
    pub(crate) fn kind(&self, kind: u32) -> Option<&Kind> {
        self.kinds.get(kind as usize)
    }

    /// The text of a kind of token.
    pub(crate) fn text(&self, kind: u32) -> &str {
        let len = self.kind(kind).map_or(0, |k| k.len as usize);
        self.words.get(kind as usize).get(..len).unwrap_or("")
    }

    /// The norm of a kind of token: the tokenizer's, the model's, or the lower-cased text.
    pub(crate) fn norm(&self, kind: u32) -> String {
        let len = self.kind(kind).map_or(0, |k| k.len as usize);
        let given = self.words.get(kind as usize).get(len..).and_then(|rest| rest.strip_prefix(NORM_MARK));
        given.map_or_else(|| self.norm_of(self.text(kind)), str::to_owned)
    }

    fn norm_of(&self, text: &str) -> String {
        let known = self.norms.get(string_id(text));
        let known = known.and_then(|at| Reader::new(self.strings, at as usize).string());
        known.filter(|n| !n.is_empty()).map_or_else(|| norm(text), str::to_owned)
    }

    /// What the networks look at in a kind of token, if one space follows it or if none does.
    pub(crate) fn features(&self, kind: u32, space: bool) -> Features {
        let found = self.kind(kind).map(|k| *k.features.get_or_init(|| self.find_features(kind)));
        let mut features = found.unwrap_or_default();
        if let Some(key) = features.keys.get_mut(Column::Spacy as usize) {
            *key = space.into();
        }
        features
    }

    fn find_features(&self, kind: u32) -> Features {
        let text = self.text(kind);
        let after_first = text.chars().next().map_or(0, char::len_utf8);
        let last_three = text.char_indices().nth_back(2).map_or(0, |(at, _)| at);
        let mut keys = [0; 6];
        for (column, key) in [
            (Column::Norm, string_id(&self.norm(kind))),
            (Column::Prefix, string_id(text.get(..after_first).unwrap_or(""))),
            (Column::Suffix, string_id(text.get(last_three..).unwrap_or(""))),
            (Column::Shape, string_id(&shape(text))),
            (Column::IsSpace, is_space_run(text).into()),
        ] {
            if let Some(slot) = keys.get_mut(column as usize) {
                *slot = key;
            }
        }
        Features { keys, vector: self.vectors.get(string_id(text)) }
    }

    /// Every lemma that a kind of token could get, sorted.
    pub(crate) fn lemmas(&self, kind: u32) -> &[String] {
        let find = || self.lemmas_of(self.text(kind));
        self.kind(kind).map_or(&[], |k| k.lemmas.get_or_init(find).as_slice())
    }

    /// Every lemma that a word could get, sorted.
    pub(crate) fn lemmas_of(&self, text: &str) -> Vec<String> {
        let small = lower(text);
        let mut lemmas = self.lemmatizer.lemmas_of(text, &small);
        lemmas.extend(self.ruler.lemmas_of(&small).map(str::to_owned));
        lemmas.sort_unstable();
        lemmas.dedup();
        lemmas
    }

    /// Cuts a text into tokens, which are added to `out`. Their places count from `offset`.
    pub(crate) fn tokenize(&mut self, text: &str, offset: u32, out: &mut Vec<Cut>) {
        let first = out.len();
        let mut may_rejoin = false;
        for_each_chunk(text, |start, end, space| {
            let chunk = text.get(start..end).unwrap_or("");
            let mut at = start as u32;
            let tokens = |lexicon: &mut Lexicon<'a>, list: &[(u32, u32)]| {
                for (kind, len) in list {
                    may_rejoin |= lexicon.kind(*kind).is_some_and(|k| k.begins_rejoined);
                    out.push(Cut { kind: *kind, start: at, end: at + len, space: false });
                    at += len;
                }
            };
            self.cut(chunk, tokens);
            if let Some(last) = out.last_mut().filter(|_| space) {
                last.space = true;
            }
        });
        if may_rejoin {
            self.rejoin(text, first, out);
        }
        if offset > 0 {
            for token in out.iter_mut().skip(first) {
                token.start += offset;
                token.end += offset;
            }
        }
    }

    /// Finds the tokens of a chunk.
    fn cut(&mut self, chunk: &str, mut give: impl FnMut(&mut Lexicon<'a>, &[(u32, u32)])) {
        if chunk.len() > LONGEST_CHUNK {
            let tokens = self.cut_anew(chunk);
            return give(self, &tokens);
        }
        let (number, new) = self.chunks.number(chunk);
        if new {
            let tokens = self.cut_anew(chunk);
            self.chunk_tokens.push(tokens);
        }
        // Lent out for the call, since `give` looks at the kinds.
        let lists = std::mem::take(&mut self.chunk_tokens);
        give(self, lists.get(number));
        self.chunk_tokens = lists;
    }

    fn cut_anew(&mut self, chunk: &str) -> Vec<(u32, u32)> {
        let mut pieces = Vec::new();
        self.tokenizer.cut(chunk, &mut pieces);
        let mut at = 0;
        let mut tokens = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let text = chunk.get(at..at + piece.len).unwrap_or("");
            at += piece.len;
            tokens.push((self.kind_of(text, piece.norm.as_deref()), piece.len as u32));
        }
        tokens
    }

    /// The number of a kind of token, which may be new.
    fn kind_of(&mut self, text: &str, norm: Option<&str>) -> u32 {
        let (number, new) = match norm {
            None => self.words.number(text),
            Some(norm) => self.words.number(&[text, NORM_MARK, norm].concat()),
        };
        if new {
            self.kinds.push(Kind {
                len: text.len() as u32,
                is_space: is_space_run(text),
                begins_rejoined: self.tokenizer.begins_rejoined(text),
                ends_pair: self.ruler.ends_pair(&lower(text)),
                features: OnceCell::new(),
                lemmas: OnceCell::new(),
            });
        }
        number as u32
    }

    /// Puts exceptions together again whose tokens the rules for affixes cut apart: "No" "." becomes "No.".
    fn rejoin(&mut self, text: &str, first: usize, out: &mut Vec<Cut>) {
        let cut = out.split_off(first);
        let mut found = Vec::new();
        for (at, token) in cut.iter().enumerate() {
            if !self.kind(token.kind).is_some_and(|k| k.begins_rejoined) {
                continue;
            }
            for sequence in self.tokenizer.rejoined(self.text(token.kind)) {
                let here = cut.get(at..at + sequence.len()).unwrap_or_default();
                let same = here.len() == sequence.len()
                    && here.iter().zip(sequence).all(|(t, s)| self.text(t.kind) == s.as_ref());
                if same {
                    found.push((at, sequence.len()));
                }
            }
        }
        let mut done = 0;
        for (start, length) in keep_longest(found) {
            out.extend_from_slice(cut.get(done..start).unwrap_or_default());
            done = start + length;
            let old = cut.get(start..done).unwrap_or_default();
            let (Some(a), Some(b)) = (old.first(), old.last()) else { continue };
            let span = Span { start: a.start, end: b.end }.of(text);
            match self.tokenizer.exception(span) {
                None => out.extend_from_slice(old),
                Some(pieces) => {
                    let mut at = a.start;
                    for piece in pieces {
                        let end = at + piece.len as u32;
                        let word = Span { start: at, end }.of(text);
                        let kind = self.kind_of(word, piece.norm.as_deref());
                        out.push(Cut { kind, start: at, end, space: false });
                        at = end;
                    }
                    if let Some(last) = out.last_mut() {
                        last.space = b.space;
                    }
                }
            }
        }
        out.extend_from_slice(cut.get(done..).unwrap_or_default());
    }
}

/// The shape of a word: letters as `x` or `X`, digits as `d`, at most four alike in a row.
fn shape(text: &str) -> String {
    if text.chars().nth(99).is_some() {
        return "LONG".to_owned();
    }
    let mut shape = String::with_capacity(text.len());
    let (mut last, mut run) = (None, 0);
    for c in text.chars() {
        let sign = match c {
            _ if is_alpha(c) && c.is_uppercase() => 'X',
            _ if is_alpha(c) => 'x',
            _ if is_digit(c) => 'd',
            _ => c,
        };
        run = if last == Some(sign) { run + 1 } else { 0 };
        last = Some(sign);
        if run < 4 {
            shape.push(sign);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_cut_at_four() {
        assert_eq!(shape("Harrowgate-Pell"), "Xxxxx-Xxxx");
        assert_eq!(shape("2,000,000.50"), "d,ddd,ddd.dd");
        assert_eq!(shape("I"), "X");
        assert_eq!(shape("m²"), "xd");
        assert_eq!(shape("e\u{301}½"), "x\u{301}½");
        assert_eq!(shape(&"a".repeat(99)), "xxxx");
        assert_eq!(shape(&"a".repeat(100)), "LONG");
    }
}
