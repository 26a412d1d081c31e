//! What `extract` makes: what one rule saw in one place, in the source's words, not yet resolved.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::{Filing, Modality, Span, When};

/// Everything that the rules saw in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    /// Times as said, in text order, not overlapping.
    pub whens: Vec<When>,
    /// Lengths of time and sums of money, in text order.
    pub amounts: Vec<Quantity>,
    /// Stretches within quotation marks, in text order.
    pub quotations: Vec<Quotation>,
    /// Matches of fact rules, in the order of sentence, anchor and rule.
    pub findings: Vec<Finding>,
    /// What the form of a court's paper says, where the document is one.
    pub filing: Option<Filing>,
}

/// One rule's match in one place.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The rule's name, `dismissal.charges-dropped`.
    pub rule: Arc<str>,
    /// The fact kind that the rule's file declares.
    pub kind: Arc<str>,
    /// What the rule says besides what it captures: `status = "dismissed"`.
    pub set: Arc<BTreeMap<String, String>>,
    /// Index of the sentence.
    pub sentence: usize,
    /// Index of the token that the match hangs on.
    pub anchor: usize,
    /// The words that show it, from the first captured token to the last.
    pub span: Span,
    /// What the rule captured; a role occurs more than once where the words are coordinated.
    pub bindings: Vec<Binding>,
    /// How far the source vouches for it, and who is reported to say it.
    pub claim: Claim,
}

/// How far a clause is claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The weakest of what its negation, auxiliaries and governing verbs allow.
    pub modality: Modality,
    /// Head token of the phrase that is reported to say it ("police said that …").
    pub speaker: Option<usize>,
    /// The reporting verb.
    pub cue: Option<usize>,
    /// The word that hedges it: "allegedly".
    pub hedge: Option<Span>,
}

/// A captured phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The role that the rule gives it: `who`, `offence`.
    pub role: Arc<str>,
    /// Index of the phrase's head token.
    pub head: usize,
    /// The phrase's words.
    pub span: Span,
    /// How many counts the words before an offence give.
    pub counts: Option<u32>,
    /// Class code of the lexicon, for an offence.
    pub code: Option<Arc<str>>,
}

impl Finding {
    /// The bindings of a role, in text order.
    pub fn all<'a>(&'a self, role: &'a str) -> impl Iterator<Item = &'a Binding> {
        self.bindings.iter().filter(move |b| &*b.role == role)
    }

    /// The first binding of a role.
    pub fn one(&self, role: &str) -> Option<&Binding> {
        self.bindings.iter().find(|b| &*b.role == role)
    }

    /// What the rule sets for a key.
    pub fn set(&self, key: &str) -> Option<&str> {
        self.set.get(key).map(String::as_str)
    }
}

/// A length of time or a sum of money as said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Its words.
    pub span: Span,
    /// ISO 8601 duration (`P18M`), range (`P5Y/P10Y`, `P25Y/life`), `life`, `death`, or money (`USD 5000`).
    pub value: String,
}

/// Words within quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening mark to the closing one, both included.
    pub span: Span,
    /// The words inside the marks.
    pub inside: Span,
    /// Whether a closing mark was found; a quotation continued in the next paragraph has none.
    pub closed: bool,
}
