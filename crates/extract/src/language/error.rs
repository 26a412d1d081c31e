//! Errors in rule files, with the place and what was expected.

use std::ops::Range;

/// A mistake in a rule file or a word list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{line}: {message}\n{picture}")]
pub struct RuleError {
    /// The file, under `rules/`.
    pub file: String,
    /// Its line, from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
    /// The line itself with the place marked by carets.
    pub picture: String,
}

impl RuleError {
    /// An error at a byte range of the file's text.
    pub fn at(file: &str, text: &str, place: Range<usize>, message: impl Into<String>) -> RuleError {
        let start = place.start.min(text.len());
        let before = text.get(..start).unwrap_or("");
        let line = before.matches('\n').count() + 1;
        let line_start = before.rfind('\n').map_or(0, |i| i + 1);
        let source = text.get(line_start..).unwrap_or("").lines().next().unwrap_or("");
        let column = before.get(line_start..).unwrap_or("").chars().count();
        let width = text.get(place).map_or(1, |t| t.lines().next().unwrap_or("").chars().count()).max(1);
        let margin = format!("{line} | ");
        let picture = format!("{margin}{source}\n{}{}", " ".repeat(margin.len() + column), "^".repeat(width));
        RuleError { file: file.to_owned(), line, message: message.into(), picture }
    }
}
