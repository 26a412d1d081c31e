//! The lines of a text that hold anything but white space.

use factum_types::Span;

/// A line without the white space at its ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) span: Span,
    /// Whether a blank line, a page break or the text's beginning stands before it.
    pub(super) gap: bool,
    /// How many characters it has.
    pub(super) width: usize,
}

/// The lines of a text; LF, CRLF, CR, NEL, the Unicode line and paragraph separators, vertical tab and
/// form feed end one.
pub(super) fn lines(text: &str) -> Vec<Line> {
    lines_in(text, Span::new(0, text.len()))
}

/// The lines of a part of a text.
pub(super) fn lines_in(text: &str, part: Span) -> Vec<Line> {
    let ends = ['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];
    let mut lines = Vec::new();
    let mut gap = true;
    let mut start = part.start as usize;
    let mut after_cr = false;
    for line in part.of(text).split_inclusive(ends) {
        let span = Span::new(start, start + line.len()).trimmed(text);
        start += line.len();
        if span.is_empty() {
            // the LF of a CRLF is no line of its own
            gap |= !(after_cr && line == "\n");
        } else {
            lines.push(Line { span, gap, width: span.of(text).chars().count() });
            gap = false;
        }
        gap |= line.ends_with(['\u{c}', '\u{2029}']);
        after_cr = line.ends_with('\r');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(&str, bool)]) {
        let found = lines(text);
        let found: Vec<_> = found.iter().map(|line| (line.span.of(text), line.gap)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn every_kind_of_line_end_ends_a_line() {
        check("a\r\nb\r\n\r\nc", &[("a", true), ("b", false), ("c", true)]);
        check("a\rb\r\rc\u{85}d", &[("a", true), ("b", false), ("c", true), ("d", false)]);
        check("a\u{2028}b\u{2029}c\u{c}d", &[("a", true), ("b", false), ("c", true), ("d", true)]);
        check("  a \n \t\n b\u{a0}\n", &[("a", true), ("b", true)]);
        check(" \r\n ", &[]);
    }
}
