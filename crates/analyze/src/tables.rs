//! The small tables of a model, as they are written by `convert` and read at start-up.

use crate::encoder::EncoderShape;
use crate::records::{Reader, Writer};
use crate::ruler::Rule;

/// Name of the section that holds them.
pub(crate) const SECTION: &str = "tables";

/// Everything about a model that is neither weights nor a large dictionary.
#[derive(Debug, PartialEq)]
pub(crate) struct Tables {
    /// Name and version, `core_web_md 3.8.0`.
    pub(crate) model: String,
    /// Labels of the tagger, in class order.
    pub(crate) tags: Vec<String>,
    /// Moves of the parser, in class order.
    pub(crate) parser_moves: Vec<Move>,
    /// Moves of the name recognizer, in class order.
    pub(crate) name_moves: Vec<Move>,
    /// The network under tagger and parser.
    pub(crate) encoder: EncoderShape,
    /// The network under the names.
    pub(crate) name_encoder: EncoderShape,
    /// How words are cut from punctuation.
    pub(crate) patterns: Patterns,
    /// What the tokenizer does not cut by rule: "don't" and its two tokens.
    pub(crate) exceptions: Vec<Exception>,
    /// Rules that set parts of speech, morphology and some lemmas.
    pub(crate) rules: Vec<Rule>,
    /// Suffix rules of the lemmatizer (old ending, new ending) for each of [`crate::lemmas::CLASSES`].
    pub(crate) endings: Vec<Vec<(String, String)>>,
}

/// A class of a transition system: what it does, and with which label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    /// spaCy's number of the action.
    pub(crate) action: usize,
    /// The label; empty for actions without.
    pub(crate) label: String,
}

/// The tokenizer's regular expressions, as the model has them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Patterns {
    /// What is cut from the front.
    pub(crate) prefix: String,
    /// What is cut from the end.
    pub(crate) suffix: String,
    /// Where words are cut inside.
    pub(crate) infix: String,
    /// The letters of a top-level domain, `[…]`.
    pub(crate) domain: String,
}

/// A word that the tokenizer has by heart.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exception {
    /// The word.
    pub(crate) text: String,
    /// Its tokens, and their norms where these are given (else empty).
    pub(crate) tokens: Vec<(String, String)>,
}

impl Tables {
    /// The section's bytes.
    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut w = Writer::default();
        w.string(&self.model);
        w.list(&self.tags, |w, tag| w.string(tag));
        for moves in [&self.parser_moves, &self.name_moves] {
            w.list(moves, |w, m| {
                w.number(m.action);
                w.string(&m.label);
            });
        }
        self.encoder.write(&mut w);
        self.name_encoder.write(&mut w);
        let p = &self.patterns;
        [&p.prefix, &p.suffix, &p.infix, &p.domain].iter().for_each(|s| w.string(s));
        w.list(&self.exceptions, |w, e| {
            w.string(&e.text);
            w.list(&e.tokens, pair);
        });
        w.list(&self.rules, |w, rule| rule.write(w));
        w.list(&self.endings, |w, endings| w.list(endings, pair));
        w.into_bytes()
    }

    /// What was written; `None` where the bytes are something else.
    pub(crate) fn from_bytes(bytes: &[u8]) -> Option<Tables> {
        let mut r = Reader::new(bytes, 0);
        let moves = |r: &mut Reader<'_>| {
            r.list(|r| Some(Move { action: r.number()?, label: r.string()?.to_owned() }))
        };
        let pairs = |r: &mut Reader<'_>| r.list(|r| Some((r.string()?.to_owned(), r.string()?.to_owned())));
        Some(Tables {
            model: r.string()?.to_owned(),
            tags: r.strings()?,
            parser_moves: moves(&mut r)?,
            name_moves: moves(&mut r)?,
            encoder: EncoderShape::read(&mut r)?,
            name_encoder: EncoderShape::read(&mut r)?,
            patterns: Patterns {
                prefix: r.string()?.to_owned(),
                suffix: r.string()?.to_owned(),
                infix: r.string()?.to_owned(),
                domain: r.string()?.to_owned(),
            },
            exceptions: r.list(|r| Some(Exception { text: r.string()?.to_owned(), tokens: pairs(r)? }))?,
            rules: r.list(Rule::read)?,
            endings: r.list(pairs)?,
        })
    }
}

fn pair(w: &mut Writer, (a, b): &(String, String)) {
    w.string(a);
    w.string(b);
}
