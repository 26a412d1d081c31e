//! Stretches within quotation marks, block by block.
//!
//! Double marks (“…”, "…", ''…'', «…») always quote. Single ones (‘…’, '…') quote where an opening one stands
//! before a word and a closing one behind a word, so that no apostrophe is taken for a mark. Marks within marks
//! are left inside. A curly closing mark before a word at a space opens, as some typists and languages have it (”…”).
//! Where an editor has mixed them, a curly mark closes what a straight one opened ("…”), and a
//! straight one what a curly one opened.

use factum_types::{BlockKind, Quotation, Span};

use crate::engine::Text;

/// Pairs of opening and closing marks.
const MARKS: &[(&str, &str)] = &[
    ("“", "”"),
    ("„", "“"),
    ("«", "»"),
    ("\"", "\""),
    ("''", "''"),
    ("``", "''"),
    ("‘", "’"),
    ("'", "'"),
    ("”", "”"),
];

pub(super) fn quotations(text: &Text<'_>) -> Vec<Quotation> {
    let document = text.document;
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if !block.kind.can_hold_facts() || block.kind == BlockKind::Title {
            continue;
        }
        let first = found.len();
        in_block(block.span.of(&document.text), block.span.start as usize, &mut found);
        let goes_on = document
            .blocks
            .get(index + 1)
            .is_some_and(|next| MARKS.iter().any(|(open, _)| next.span.of(&document.text).starts_with(open)));
        if let Some(last) =
            found.get_mut(first..).and_then(<[Quotation]>::last_mut).filter(|q| !q.closed && !goes_on)
        {
            end_at_sentence(last, &document.text);
        }
    }
    found
}

/// An opening mark: where it stands, where the words inside begin, and what closes them.
struct Open {
    start: usize,
    inside: usize,
    close: &'static str,
}

fn in_block(words: &str, offset: usize, found: &mut Vec<Quotation>) {
    let quotation = |open: &Open, inside_end: usize, end: usize, closed: bool| Quotation {
        span: Span::new(offset + open.start, offset + end),
        inside: Span::new(offset + open.inside, offset + inside_end),
        closed,
    };
    let mut open: Option<Open> = None;
    // what closes the marks within marks
    let mut within: Option<&str> = None;
    let mut skip = 0;
    for (at, _) in words.char_indices() {
        if at < skip {
            continue;
        }
        let rest = from(words, at);
        match &open {
            Some(_) if within.is_some_and(|close| rest.starts_with(close)) => {
                skip = at + within.take().map_or(1, str::len);
            }
            Some(mark) if let Some((other, close)) = other_kind(mark.close, rest) => {
                skip = at + other.len();
                if opens(words, at, other) {
                    within = Some(close);
                } else if other == close && closes(words, at, close) {
                    found.push(quotation(mark, at, skip, true));
                    open = None;
                }
            }
            // “in what he calls “hell” all day”: where two close what two opened
            Some(mark)
                if mark.close == "”" && opens(words, at, "“") && rest.starts_with('“') && nests(rest) =>
            {
                skip = at + "“".len();
                within = Some("”");
            }
            // “Not now,“ he said: the mark typed twice
            Some(mark)
                if mark.close == "”"
                    && rest.starts_with('“')
                    && closes(words, at, "“")
                    && !opens(words, at, "“") =>
            {
                skip = at + "“".len();
                found.push(quotation(mark, at, skip, true));
                open = None;
            }
            Some(mark)
                if rest.starts_with(mark.close)
                    && (!is_single(mark.close) || closes(words, at, mark.close)) =>
            {
                let end = at + mark.close.len();
                // A straight mark between a space and a word opens: the one before was never closed.
                if mark.close == "\"" && opens(words, at, mark.close) && after_space(words, at) {
                    found.push(quotation(mark, at, at, false));
                    open = Some(Open { start: at, inside: end, close: "\"" });
                } else {
                    found.push(quotation(mark, at, end, true));
                    open = None;
                }
                skip = end;
            }
            None => {
                let pair = MARKS.iter().find(|(mark, close)| {
                    rest.starts_with(mark)
                        && (!(is_single(mark) || mark == close && *mark == "”")
                            || pairs(words, at, mark, close))
                });
                if let Some((mark, close)) = pair {
                    skip = at + mark.len();
                    open = Some(Open { start: at, inside: skip, close });
                }
            }
            _ => {}
        }
    }
    // A quotation that goes on in the next paragraph has no closing mark in this one.
    found.extend(open.map(|mark| quotation(&mark, words.len(), words.len(), false)));
}

/// Within marks of one kind, straight or curly, a mark of the other, with what closes it.
fn other_kind(close: &str, rest: &str) -> Option<(&'static str, &'static str)> {
    let of = |mark: &'static str, close: &'static str| rest.starts_with(mark).then_some((mark, close));
    match close {
        "\"" => of("“", "”").or_else(|| of("”", "”")),
        "”" => of("\"", "\""),
        _ => None,
    }
}

/// A mark that never closes and does not go on in the next paragraph was left out: the words end with their
/// sentence.
fn end_at_sentence(quotation: &mut Quotation, text: &str) {
    let inside = quotation.inside.of(text);
    let stops = inside.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?'));
    let end = stops
        .map(|(at, c)| at + c.len_utf8())
        .find(|end| inside.get(*end..).is_some_and(|rest| rest.starts_with(char::is_whitespace)));
    if let Some(end) = end {
        quotation.inside.end = quotation.inside.start + end as u32;
        quotation.span.end = quotation.inside.end;
    }
}

fn is_single(mark: &str) -> bool {
    matches!(mark, "‘" | "’" | "'")
}

fn after_space(words: &str, at: usize) -> bool {
    upto(words, at)
        .chars()
        .next_back()
        .is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'))
}

/// Whether a mark stands before a word and not behind one.
fn opens(words: &str, at: usize, mark: &str) -> bool {
    let next = from(words, at + mark.len()).chars().next();
    after_space(words, at) && next.is_some_and(char::is_alphanumeric)
}

/// Whether two curly marks close before another opens.
fn nests(rest: &str) -> bool {
    let inner = from(rest, "“".len());
    let inner = inner.find('“').map_or(inner, |next| upto(inner, next));
    inner.matches('”').count() >= 2
}

/// Whether a mark stands behind a word or a stop and not before a word.
fn closes(words: &str, at: usize, mark: &str) -> bool {
    let before = upto(words, at).chars().next_back();
    let next = from(words, at + mark.len()).chars().next();
    before.is_some_and(|c| !c.is_whitespace()) && next.is_none_or(|c| !c.is_alphanumeric())
}

/// Whether a single mark opens and another closes within the same paragraph. An apostrophe at a word's end
/// ("the voters' choice") closes too; so the words up to it must not be one plural alone.
fn pairs(words: &str, at: usize, mark: &str, close: &str) -> bool {
    if !opens(words, at, mark) {
        return false;
    }
    let inside = from(words, at + mark.len());
    let ends = inside.match_indices(close).map(|(i, _)| i);
    let end = ends.into_iter().find(|i| closes(words, at + mark.len() + i, close));
    end.is_some_and(|end| {
        let inside = upto(inside, end);
        inside.contains(' ') || !inside.ends_with('s')
    })
}

fn from(words: &str, at: usize) -> &str {
    words.get(at..).unwrap_or("")
}

fn upto(words: &str, at: usize) -> &str {
    words.get(..at).unwrap_or("")
}
