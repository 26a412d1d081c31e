//! Which lines of a column are a paragraph, and which paragraphs are footnotes.

use factum_pdf::Page;

use super::{Line, Paragraph};
use crate::layout;

/// The paragraphs of lines that are read one after another.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let left = lines.iter().map(|line| line.area.left).fold(f64::MAX, f64::min);
    let right = lines.iter().map(|line| line.area.right).fold(f64::MIN, f64::max);
    let leading = leading(lines);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| lines.get(i));
        let first = paragraphs.last().is_some_and(|p| p.lines.len() == 1);
        let new = before.is_none_or(|before| begins(before, line, first, &Column { left, right, leading }));
        match paragraphs.last_mut().filter(|_| !new) {
            Some(paragraph) => paragraph.lines.push(line.clone()),
            None => paragraphs.push(Paragraph { lines: vec![line.clone()], given: None }),
        }
    }
    paragraphs
}

/// What is usual for the lines of a column.
struct Column {
    left: f64,
    right: f64,
    leading: f64,
}

/// The usual distance of lines.
fn leading(lines: &[Line]) -> f64 {
    let steps = lines.windows(2).filter_map(|two| match two {
        [above, below] if below.area.bottom > above.area.bottom => {
            Some(below.area.bottom - above.area.bottom)
        }
        _ => None,
    });
    let mut steps: Vec<f64> = steps.collect();
    steps.sort_by(f64::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(12.0)
}

/// Whether a paragraph begins with `line`; `first` says that the line before it began one.
fn begins(before: &Line, line: &Line, first: bool, column: &Column) -> bool {
    let size = before.size.max(line.size);
    let step = line.area.bottom - before.area.bottom;
    let width = (column.right - column.left).max(1.0);
    if before.size * 1.12 < line.size || line.size * 1.12 < before.size {
        // a line of figures or a raised sign is not a size of its own
        let short = before.text.len().min(line.text.len()) < 4;
        if !short {
            return true;
        }
    }
    if step > 1.35 * column.leading.min(2.6 * size) {
        return true;
    }
    // who wrote it and when stand on lines of their own
    let byline = |text: &str| text.len() < 60 && (text.starts_with("By ") || text.starts_with("BY "));
    if byline(&line.text) || byline(&before.text) && before.area.right < column.right - 0.2 * width {
        return true;
    }
    let ended = layout::ends_sentence(&before.text);
    let indent = line.area.left - before.area.left;
    if indent > 0.8 * size && !is_centred(before, line) {
        // the first line of a paragraph, unless the line before was hung out to the left
        return line.area.left > column.left + 0.8 * size && (ended || !first || is_mark(&line.text));
    }
    if indent < -0.8 * size && !first && !is_centred(before, line) {
        return true;
    }
    let shouts = |text: &str| text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase);
    if is_centred(before, line) && (shouts(&before.text) || shouts(&line.text)) {
        return true;
    }
    let short = before.area.right < column.right - 0.2 * width;
    short && ended || is_mark(&line.text) && (ended || before.text.ends_with([':', ';']))
}

/// Whether two lines have their middles above one another and not their left edges.
fn is_centred(a: &Line, b: &Line) -> bool {
    let middle = |line: &Line| (line.area.left + line.area.right) / 2.0;
    (middle(a) - middle(b)).abs() < a.size && (a.area.left - b.area.left).abs() > 0.8 * a.size
}

/// Whether a line begins with the mark of an item or a numbered paragraph.
fn is_mark(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or("");
    let number = first.trim_start_matches('(').trim_end_matches(['.', ')']);
    matches!(first, "•" | "●" | "▪" | "◦" | "–" | "-" | "*" | "§")
        || first.ends_with(['.', ')'])
            && number.len() <= 4
            && !number.is_empty()
            && (number.bytes().all(|b| b.is_ascii_digit()) || number.len() == 1)
}

/// Whether a paragraph breaks off within a sentence.
pub(super) fn is_open(paragraph: &Paragraph) -> bool {
    let last = paragraph.lines.last();
    paragraph.given.is_none()
        && last.is_some_and(|line| {
            let ends = line.text.trim_end_matches(['”', '"', '’', ')']);
            !ends.ends_with(['.', '!', '?', ':', ';']) && line.text.split_whitespace().count() >= 5
        })
}

/// Whether `next`, the first paragraph of the next page, goes on with `before`.
pub(super) fn goes_on(before: &Paragraph, next: &Paragraph) -> bool {
    let pages = (before.lines.last().map(|line| line.page), next.lines.first().map(|line| line.page));
    let same = |a: f64, b: f64| (a - b).abs() < 0.1 * a.max(b);
    let sizes = (before.lines.last().map(|line| line.size), next.lines.first().map(|line| line.size));
    let lower = next.lines.first().is_some_and(|line| line.text.starts_with(char::is_lowercase));
    pages.0 != pages.1
        && next.given.is_none()
        && is_open(before)
        && matches!(sizes, (Some(a), Some(b)) if same(a, b))
        && (lower || before.lines.last().is_some_and(|line| line.text.ends_with(['-', ','])))
}

/// Parts the footnotes of a page from its text: what stands last, low and in smaller letters.
pub(super) fn footnotes(
    mut body: Vec<Paragraph>,
    size: f64,
    page: &Page,
) -> (Vec<Paragraph>, Vec<Paragraph>) {
    let is_note = |paragraph: &Paragraph| {
        paragraph.lines.iter().all(|line| line.size < size * 0.93)
            && paragraph.lines.first().is_some_and(|line| line.area.top > page.size.1 * 0.4)
            && paragraph.given.is_none()
    };
    let notes = body.iter().rev().take_while(|paragraph| is_note(paragraph)).count();
    let notes = if notes == body.len() { 0 } else { notes };
    let after = body.split_off(body.len() - notes);
    (body, after)
}
