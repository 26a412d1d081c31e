//! Which blocks are worth the networks.
//!
//! A document gives facts only where a rule for charges, penalties or incidents matches, and each such rule
//! hangs on a word of a known list. So a document in which no word can have one of those lemmas gives nothing,
//! whatever its parse, and needs none. In a document that may give facts, a block is read where some rule can
//! hang on one of its words, where somebody may be named (a capital letter that does not open a sentence with
//! a function word), or where somebody is quoted.

use std::collections::BTreeSet;

use factum_analyze::{Session, Tokens};
use factum_extract::{Rules, Words};
use factum_types::Document;

/// The words that rules hang on.
#[derive(Debug)]
pub(crate) struct Triggers {
    /// Of the rules without whose facts a document is no case's.
    case: BTreeSet<String>,
    /// Of all rules.
    any: BTreeSet<String>,
    mended: Words,
}

/// The fact kinds that make a document a case's.
const CASE: &[&str] = &["charge", "penalty", "event"];

/// Words that open sentences with a capital and name nobody.
const OPENERS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "another", "any", "as", "at", "before", "both", "but", "by", "during",
    "each", "for", "from", "he", "her", "here", "his", "how", "i", "if", "in", "it", "its", "many", "most", "no",
    "not", "of", "on", "one", "or", "our", "she", "so", "some", "such", "that", "the", "their", "then", "there",
    "these", "they", "this", "those", "to", "two", "under", "until", "we", "what", "when", "where", "which", "while",
    "who", "with", "you", "your",
];

impl Triggers {
    pub(crate) fn of(rules: &Rules) -> Triggers {
        Triggers {
            case: rules.triggers(|kind| CASE.contains(&kind)),
            any: rules.triggers(|_| true),
            mended: rules.words().clone(),
        }
    }

    /// For each block of a document, whether it is to be parsed.
    pub(crate) fn blocks(&self, session: &mut Session<'_>, document: &Document) -> Vec<bool> {
        let mut case = false;
        let worth: Vec<bool> = document
            .blocks
            .iter()
            .map(|block| {
                if !block.kind.can_hold_facts() {
                    return false;
                }
                let tokens = session.tokenize(block.span.of(&document.text));
                let mut worth = false;
                for token in 0..tokens.len() {
                    case = case || self.hangs(&self.case, &tokens, token);
                    worth = worth || self.hangs(&self.any, &tokens, token) || names_or_quotes(&tokens, token);
                    if case && worth {
                        break;
                    }
                }
                worth
            })
            .collect();
        if case { worth } else { vec![false; worth.len()] }
    }

    /// Whether a rule could hang on a token, whatever its part of speech turns out to be.
    fn hangs(&self, triggers: &BTreeSet<String>, tokens: &Tokens<'_>, token: usize) -> bool {
        let lower = tokens.text(token).to_lowercase();
        if triggers.contains(&lower) || self.mended.mended(&lower).is_some_and(|lemma| triggers.contains(lemma)) {
            return true;
        }
        tokens.lemmas(token).iter().any(|lemma| triggers.contains(&lemma.to_lowercase()))
    }
}

fn names_or_quotes(tokens: &Tokens<'_>, token: usize) -> bool {
    let text = tokens.text(token);
    if text.contains(['"', '“', '”', '„', '«']) {
        return true;
    }
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    let opener = || OPENERS.contains(&text.to_lowercase().as_str());
    capital && !opener()
}
