//! What every part of `resolve` looks at: one document, its analysis, its findings.

use crate::dates::Dates;
use factum_extract::{Words, lower};
use factum_types::{Analysis, BlockKind, Dep, Document, Finding, Findings, Pos, Span, Token, TokenRange};

/// One document with all that is known of it.
pub(crate) struct Scene<'a> {
    pub(crate) words: &'a Words,
    pub(crate) document: &'a Document,
    pub(crate) analysis: &'a Analysis,
    pub(crate) findings: &'a Findings,
    pub(crate) dates: Dates,
    lower: Vec<String>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(
        words: &'a Words,
        document: &'a Document,
        analysis: &'a Analysis,
        findings: &'a Findings,
    ) -> Scene<'a> {
        let lower = analysis.tokens.iter().map(|t| lower(t.span.of(&document.text))).collect();
        Scene { words, document, analysis, findings, dates: Dates::of(document, findings), lower }
    }

    pub(crate) fn token(&self, i: usize) -> &'a Token {
        &self.analysis.tokens[i]
    }

    pub(crate) fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.token(i).span.of(&self.document.text)
    }

    pub(crate) fn lemma(&self, i: usize) -> String {
        let mended = self.words.mended(self.lower(i)).map(str::to_owned);
        mended.unwrap_or_else(|| self.analysis.lemma(i).to_lowercase())
    }

    pub(crate) fn words_of(&self, span: Span) -> &'a str {
        span.of(&self.document.text)
    }

    /// The words of a span on one line.
    pub(crate) fn folded(&self, span: Span) -> String {
        self.words_of(span).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) fn head(&self, i: usize) -> Option<usize> {
        let head = self.token(i).head as usize;
        (head != i).then_some(head)
    }

    /// Dependents in text order, within the sentence.
    pub(crate) fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let sentence = self.sentence(i);
        sentence.filter(move |c| *c != i && self.token(*c).head as usize == i)
    }

    pub(crate) fn children_by(&self, i: usize, dep: Dep) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i).filter(move |c| self.token(*c).dep == dep)
    }

    pub(crate) fn sentence(&self, i: usize) -> TokenRange {
        self.analysis.sentence_of(i).map_or(i..i + 1, |s| s.tokens.clone())
    }

    pub(crate) fn sentence_index(&self, i: usize) -> usize {
        self.analysis.sentence_index_of(i).unwrap_or(0)
    }

    /// The kind of block that a token stands in.
    pub(crate) fn block(&self, i: usize) -> BlockKind {
        self.analysis
            .sentence_of(i)
            .and_then(|s| self.document.blocks.get(s.block as usize))
            .map_or(BlockKind::Paragraph, |b| b.kind)
    }

    pub(crate) fn block_index(&self, i: usize) -> u32 {
        self.analysis.sentence_of(i).map_or(0, |s| s.block)
    }

    /// Tokens that a span covers or touches.
    pub(crate) fn tokens_in(&self, span: Span) -> TokenRange {
        let from = self.analysis.tokens.partition_point(|t| t.span.end <= span.start);
        let to = self.analysis.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }

    /// Findings of a kind.
    pub(crate) fn of_kind(&self, kind: &'a str) -> impl Iterator<Item = &'a Finding> + 'a {
        self.findings.findings.iter().filter(move |f| &*f.kind == kind)
    }

    pub(crate) fn listed(&self, list: &str, word: &str) -> bool {
        self.words.list(list).is_some_and(|l| l.contains(word))
    }

    /// The part in a case that a noun shows by itself, by the list of roles: "judge", "victim".
    pub(crate) fn part_of(&self, noun: &str) -> Option<&str> {
        self.words.list("roles")?.value(noun, "role")
    }

    /// What a reporting verb does, by its row: "say", "deny", "find".
    pub(crate) fn act_of_verb(&self, lemma: &str) -> Option<&str> {
        self.words.list("reporting-verbs")?.value(lemma, "act")
    }

    /// Whether a noun is of words that somebody utters: "statement", "interview".
    pub(crate) fn is_speech(&self, noun: &str) -> bool {
        self.words.list("reporting-nouns").and_then(|l| l.value(noun, "kind")) == Some("speech")
    }

    /// Whom a pronoun can stand for: 'm' of "him", 'f' of "her".
    pub(crate) fn gender_of_pronoun(&self, lower: &str) -> Option<char> {
        self.words.list("pronouns")?.value(lower, "gender")?.chars().next()
    }

    pub(crate) fn is_verb(&self, i: usize) -> bool {
        matches!(self.token(i).pos, Pos::VERB | Pos::AUX)
    }

    /// The grammatical subject as far as the tree shows it directly or through coordination and auxiliaries.
    pub(crate) fn subject(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..4 {
            let own = self
                .children(at)
                .find(|c| matches!(self.token(*c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj));
            if own.is_some() {
                return own;
            }
            match self.token(at).dep {
                Dep::Conj | Dep::Xcomp | Dep::Advcl | Dep::Aux | Dep::Auxpass => at = self.head(at)?,
                _ => return None,
            }
        }
        None
    }

    /// The quotation that a place stands in.
    pub(crate) fn quotation_at(&self, span: Span) -> Option<usize> {
        self.findings.quotations.iter().position(|q| q.inside.contains(span))
    }

    /// The quotation that ends before a token in the same sentence's paragraph, close by.
    pub(crate) fn quotation_ends_before(&self, i: usize) -> Option<usize> {
        let start = self.token(i).span.start;
        let near = |q: &factum_types::Quotation| q.span.end <= start && start - q.span.end < 120;
        self.findings.quotations.iter().rposition(near)
    }

    /// A span from a token to the last of another, without the full stop at the end.
    pub(crate) fn span(&self, tokens: &TokenRange) -> Span {
        self.analysis.span(tokens)
    }
}
