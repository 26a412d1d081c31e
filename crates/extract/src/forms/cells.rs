//! The cells of a form: its lines and columns, each with the words between the rules.

use factum_types::{BlockKind, Document, Span};

/// A cell of a form, or a block of sentences between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell<'t> {
    /// Its words, without the rules at the edges.
    pub(super) span: Span,
    pub(super) text: &'t str,
    /// Whether it stands right of another on its line, or behind a rule.
    pub(super) right: bool,
    /// Whether it is no sentence.
    pub(super) form: bool,
}

/// The cells of a document, with the sentences between them, in order.
pub(super) fn cells(document: &Document) -> Vec<Cell<'_>> {
    let mut found: Vec<Cell<'_>> = Vec::with_capacity(document.blocks.len());
    let mut end = 0;
    for block in &document.blocks {
        let form = matches!(block.kind, BlockKind::Form | BlockKind::Dateline);
        if !form && !block.kind.can_hold_facts() {
            continue;
        }
        let given = block.span.of(&document.text);
        let rule =
            given.starts_with([')', '|', '*', '(']) && given.chars().nth(1).is_none_or(char::is_whitespace);
        let between = document.text.get(end..block.span.start as usize).unwrap_or_default();
        let right = form && (rule || !found.is_empty() && !between.contains(['\n', '\r', '\u{c}']));
        end = block.span.end as usize;
        let span = if form { words(&document.text, block.span) } else { block.span };
        if !span.is_empty() {
            found.push(Cell { span, text: span.of(&document.text), right, form });
        }
    }
    found
}

/// A span without the rules and blanks at its edges; a bracket that closes one within stays.
pub(super) fn words(text: &str, span: Span) -> Span {
    let edge = |c: char| c.is_whitespace() || matches!(c, '|' | '*' | '_' | '/');
    let said = span.of(text);
    // "/s/" signs
    let head = said.trim_start_matches(|c: char| edge(c) && c != '/' || c == ')');
    let start = said.len() - head.len();
    let kept = balanced(head.trim_end_matches(edge), edge);
    let start = span.start as usize + start;
    Span::new(start, start + kept.len())
}

/// Words without brackets at their end that close none of theirs, and the blanks before those.
pub(super) fn balanced(said: &str, edge: impl Fn(char) -> bool) -> &str {
    let mut kept = said;
    while kept.ends_with(')') && kept.matches(')').count() > kept.matches('(').count() {
        kept = kept.get(..kept.len() - 1).unwrap_or_default().trim_end_matches(&edge);
    }
    kept
}

/// The lines of a span, each without blanks at its ends.
pub(super) fn lines(text: &str, span: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = span.start as usize;
    for line in span.of(text).split_inclusive('\n') {
        let trimmed = words(text, Span::new(at, at + line.len()));
        at += line.len();
        if !trimmed.is_empty() {
            found.push(trimmed);
        }
    }
    found
}

/// Where a part of a text stands in it.
pub(super) fn span_of(text: &str, part: &str) -> Span {
    let start = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    Span::new(start.min(text.len()), (start + part.len()).min(text.len()))
}
