//! What the form of a court's paper says: caption, counsel, counts, dispositions, entries of a docket.
//!
//! The layout is told apart in `read`; what its lines mean stands under `rules/forms` ([`lines`]). This module knows
//! in which order a paper says things: a heading before its count, a label before or below its name.

mod caption;
mod cells;
mod counts;
mod docket;
mod entries;
mod judgment;
pub(crate) mod lines;
mod names;
mod paper;
mod whose;

use factum_types::{BlockKind, Document, Filing, FormName, NameId, Role, Span};

use crate::rules::Rules;
use names::Written;

/// A paper while it is read.
struct Reader<'r> {
    rules: &'r Rules,
    text: &'r str,
    filing: Filing,
}

/// What the form of a document says; `None` where it is no court's paper.
pub(crate) fn read(rules: &Rules, document: &Document) -> Option<Filing> {
    if !document.blocks.iter().any(|block| block.kind == BlockKind::Form) {
        return None;
    }
    let cells = cells::cells(document);
    let mut reader = Reader { rules, text: &document.text, filing: Filing::default() };
    match docket::is_docket(rules, &cells) {
        true => reader.docket(&cells),
        false => reader.paper(&cells),
    }
    Some(reader.filing)
}

impl Reader<'_> {
    /// Adds a name with its part; one that stands there already keeps its first place.
    fn name(&mut self, written: Written, role: Role, shown: Span, rule: &str) -> NameId {
        let words =
            |span: Span| span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        let same = |n: &FormName| n.role == role && words(n.span) == words(written.span);
        if let Some(known) = self.filing.names.iter().position(same) {
            return known;
        }
        self.filing.names.push(FormName {
            span: written.span,
            role,
            organization: written.organization,
            surname_first: written.surname_first,
            shown,
            rule: rule.into(),
        });
        self.filing.names.len() - 1
    }

    /// The defendants.
    fn defendants(&self) -> Vec<NameId> {
        let is_defendant = |n: &NameId| self.filing.names.get(*n).is_some_and(|n| n.role == Role::Defendant);
        (0..self.filing.names.len()).filter(is_defendant).collect()
    }

    /// The rule of a file that words of a span fit, with what they say.
    fn line<'s>(&'s self, file: &str, words: &str) -> Option<&'s lines::LineRule> {
        self.rules.lines().find(file, words)
    }
}
