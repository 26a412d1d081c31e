//! What `analyze` makes: tokens, tags, a dependency tree, sentences and names.

use std::ops::Range;

use crate::{Dep, EntityKind, Pos, Span, Tag};

/// A half-open range of token indices.
pub type TokenRange = Range<usize>;

/// The linguistic analysis of a text. Blocks are analyzed one by one, so no sentence crosses a block.
///
/// Invariants: tokens are in text order; `head` is an index into `tokens` and lies in the same sentence
/// (a root's head is itself); sentences tile the tokens; names are in order and lie in one sentence.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// The tokens, runs of white space other than a single space included.
    pub tokens: Vec<Token>,
    /// The sentences.
    pub sentences: Vec<Sentence>,
    /// The named entities as the model saw them.
    pub names: Vec<Name>,
    /// Lemmas and morphology, one after the other; see [`Analysis::lemma`].
    pub strings: String,
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the document's text.
    pub span: Span,
    /// Whether a single space follows.
    pub space_after: bool,
    /// Penn Treebank tag.
    pub tag: Tag,
    /// Universal part of speech.
    pub pos: Pos,
    /// Label of the arc to the head.
    pub dep: Dep,
    /// Index of the head; of itself for a root.
    pub head: u32,
    /// Where the lemma is in [`Analysis::strings`].
    pub lemma: Span,
    /// Where the morphological features are in [`Analysis::strings`].
    pub morph: Span,
}

/// A sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its tokens.
    pub tokens: TokenRange,
    /// Which block of the document it stands in.
    pub block: u32,
    /// Whether it was parsed; a sentence in which nothing can match has tokens only, each tagged `XX`, its
    /// own head and labelled `dep`.
    pub parsed: bool,
}

/// A named entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its tokens.
    pub tokens: TokenRange,
    /// OntoNotes type.
    pub kind: EntityKind,
}

impl Analysis {
    /// The lemma of a token.
    pub fn lemma(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.lemma.of(&self.strings))
    }

    /// The morphological features of a token, `Number=Sing|Person=3`; empty where there are none.
    pub fn morph(&self, token: usize) -> &str {
        self.tokens.get(token).map_or("", |t| t.morph.of(&self.strings))
    }

    /// The bytes from a range's first token to its last.
    pub fn span(&self, tokens: &TokenRange) -> Span {
        match (self.tokens.get(tokens.start), self.tokens.get(tokens.end.wrapping_sub(1))) {
            (Some(a), Some(b)) if tokens.start < tokens.end => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// The sentence that a token stands in.
    pub fn sentence_of(&self, token: usize) -> Option<&Sentence> {
        self.sentence_index_of(token).and_then(|i| self.sentences.get(i))
    }

    /// The index of the sentence that a token stands in.
    pub fn sentence_index_of(&self, token: usize) -> Option<usize> {
        let at = self.sentences.partition_point(|s| s.tokens.end <= token);
        self.sentences.get(at).filter(|s| s.tokens.contains(&token)).map(|_| at)
    }
}
