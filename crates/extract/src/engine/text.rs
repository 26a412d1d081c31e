//! One analysis as the matcher sees it: words in comparable form, children of each token, block kinds.

use factum_types::{Analysis, Dep, Document, EntityKind, Pos, Span, Token, TokenRange};

use crate::plain;
use crate::words::{Words, normal};

/// An analysis with what the matcher asks of it again and again.
pub(crate) struct Text<'a> {
    pub(crate) document: &'a Document,
    pub(crate) analysis: &'a Analysis,
    /// Each token in lower case with straight quotes.
    pub(crate) lower: Vec<String>,
    /// Each lemma in lower case.
    pub(crate) lemma: Vec<String>,
    /// First index into `children` for each token, one more at the end.
    first_child: Vec<u32>,
    children: Vec<u32>,
    /// The model's name that each token stands in, plus one; 0 for none.
    name: Vec<u32>,
    /// Surnames of the people whom the document names in full, sorted.
    surnames: Vec<&'a str>,
}

impl<'a> Text<'a> {
    pub(crate) fn new(words: &Words, document: &'a Document, analysis: &'a Analysis) -> Text<'a> {
        let n = analysis.tokens.len();
        let word = |t: &Token| t.span.of(&document.text);
        let lower: Vec<String> = analysis.tokens.iter().map(|t| plain::lower(word(t))).collect();
        let lemma = lower
            .iter()
            .enumerate()
            .map(|(i, form)| {
                words.mended(form).map_or_else(|| plain::lower(analysis.lemma(i)), str::to_owned)
            })
            .collect();
        let (first_child, children) = children_of(analysis);
        let mut name = vec![0u32; n];
        for (index, entity) in analysis.names.iter().enumerate() {
            for i in entity.tokens.clone() {
                if let Some(slot) = name.get_mut(i) {
                    *slot = index as u32 + 1;
                }
            }
        }
        let surnames = surnames(document, analysis);
        Text { document, analysis, lower, lemma, first_child, children, name, surnames }
    }

    pub(crate) fn token(&self, i: usize) -> &'a Token {
        &self.analysis.tokens[i]
    }

    pub(crate) fn len(&self) -> usize {
        self.analysis.tokens.len()
    }

    pub(crate) fn dep(&self, i: usize) -> Dep {
        self.token(i).dep
    }

    /// The head; `None` for a root.
    pub(crate) fn head(&self, i: usize) -> Option<usize> {
        let head = self.token(i).head as usize;
        (head != i).then_some(head)
    }

    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    pub(crate) fn lemma(&self, i: usize) -> &str {
        self.lemma.get(i).map_or("", String::as_str)
    }

    /// Dependents in text order.
    pub(crate) fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        let from = self.first_child.get(i).copied().unwrap_or(0) as usize;
        let to = self.first_child.get(i + 1).copied().unwrap_or(0) as usize;
        self.children.get(from..to.max(from)).unwrap_or(&[]).iter().map(|c| *c as usize)
    }

    /// Dependents with a label.
    pub(crate) fn children_by(&self, i: usize, dep: Dep) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i).filter(move |c| self.dep(*c) == dep)
    }

    /// The model's name that a token stands in.
    pub(crate) fn name(&self, i: usize) -> Option<(&'a TokenRange, EntityKind)> {
        let index = self.name.get(i).copied()?.checked_sub(1)?;
        self.analysis.names.get(index as usize).map(|n| (&n.tokens, n.kind))
    }

    /// Whether a capitalized word is the surname of somebody whom the document names in full, whatever the model
    /// takes it for: "Banks" at the head of a sentence.
    pub(crate) fn is_surname(&self, i: usize) -> bool {
        self.surnames.binary_search(&self.token(i).span.of(&self.document.text)).is_ok()
    }

    /// The tokens of the sentence that a token stands in.
    pub(crate) fn sentence(&self, i: usize) -> TokenRange {
        self.analysis.sentence_of(i).map_or(i..i + 1, |s| s.tokens.clone())
    }

    /// Whether a line of the text ends before a token.
    pub(crate) fn breaks_line(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else { return true };
        let (above, here) = (self.token(before).span, self.token(i).span);
        let space = |span: Span| span.of(&self.document.text).contains('\n');
        space(Span { start: above.end, end: here.start.max(above.end) })
            || (self.token(before).pos == Pos::SPACE && space(above))
    }

    /// Whether a token is the first word of its line, past bullets and brackets.
    pub(crate) fn opens_line(&self, i: usize) -> bool {
        let first = (0..=i).rev().take(4).find(|at| self.breaks_line(*at));
        first.is_some_and(|first| {
            (first..i).all(|at| matches!(self.token(at).pos, Pos::PUNCT | Pos::SPACE | Pos::SYM | Pos::X))
        })
    }

    /// The words of a range of tokens, as lists compare them (hyphens dropped).
    pub(crate) fn words(&self, range: TokenRange) -> String {
        let mut words = String::new();
        for i in range {
            words.push_str(self.lower(i));
            words.push(' ');
        }
        normal(&words)
    }

    /// The words of a range of tokens as they stand in the text: "New Year's" keeps its apostrophe.
    pub(crate) fn words_as_written(&self, range: TokenRange) -> String {
        normal(self.span(&range).of(&self.document.text))
    }

    pub(crate) fn span(&self, range: &TokenRange) -> Span {
        self.analysis.span(range)
    }

    /// The tokens that a span of the text covers or touches.
    pub(crate) fn tokens_in(&self, span: Span) -> TokenRange {
        let from = self.analysis.tokens.partition_point(|t| t.span.end <= span.start);
        let to = self.analysis.tokens.partition_point(|t| t.span.start < span.end);
        from..to.max(from)
    }
}

/// The last words of all full names, in the order of the alphabet; shouted and one-letter words stay out.
fn surnames<'a>(document: &'a Document, analysis: &Analysis) -> Vec<&'a str> {
    let full = analysis.names.iter().filter(|n| n.kind == EntityKind::Person && n.tokens.len() > 1);
    let mut found: Vec<&str> = full
        .filter_map(|n| n.tokens.clone().next_back())
        .filter_map(|i| analysis.tokens.get(i))
        .filter(|t| t.pos == Pos::PROPN)
        .map(|t| t.span.of(&document.text))
        .filter(|w| w.chars().next().is_some_and(char::is_uppercase) && w.chars().any(char::is_lowercase))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// For each token the first index of its dependents, and all dependents by head and then in text order.
fn children_of(analysis: &Analysis) -> (Vec<u32>, Vec<u32>) {
    let mut arcs: Vec<(u32, u32)> = (0u32..)
        .zip(&analysis.tokens)
        .filter(|(i, token)| token.head != *i)
        .map(|(i, token)| (token.head, i))
        .collect();
    arcs.sort_unstable();
    let first = (0..=analysis.tokens.len() as u32)
        .map(|head| arcs.partition_point(|(h, _)| *h < head) as u32)
        .collect();
    (first, arcs.into_iter().map(|(_, child)| child).collect())
}
