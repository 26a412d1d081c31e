//! What a group of lines is by its own words.

use factum_types::{BlockKind, DateOrigin, Span};

use super::words::{Words, fold};
use super::{DateFound, Group, Piece, byline, caption, chrome, credit, dateline, shape};
use crate::dates;

/// Adds the pieces of a group: one, or more where a dateline or a credit stands within it.
pub(super) fn pieces(text: &str, group: &Group, first: bool, words: &Words, out: &mut Vec<Piece>) {
    // whatever the words are like, nobody sees them
    if let Some(kind @ (BlockKind::Hidden | BlockKind::Form)) = group.given {
        // A bare date heads a paper only above its caption: further down it may be a hearing's or a birth's.
        let heads = out.iter().filter(|p| p.kind == Some(BlockKind::Form)).count() < ABOVE_CAPTION;
        let date = filed(text, group.span).or_else(|| heads.then(|| bare(text, group.span)).flatten());
        let date = date.filter(|_| kind == BlockKind::Form);
        out.push(Piece { date, ..piece(group, group.span, Some(kind)) });
        return;
    }
    let above = !out.iter().rev().take(64).any(|piece| piece.story);
    let mut rest = *group;
    if first && let Some((piece, after)) = leading_date(text, group) {
        out.push(piece);
        let Some(after) = after else { return };
        rest = after;
    }
    if let Some((piece, after)) = date_and_contact(text, &rest, words) {
        out.push(piece);
        rest = after;
    }
    if let Some((head, date)) = date_at_end(text, &rest) {
        pieces(text, &head, false, words, out);
        out.push(date);
        return;
    }
    if rest.given == Some(BlockKind::Chrome) {
        out.push(piece(&rest, rest.span, Some(BlockKind::Chrome)));
        return;
    }
    let said = rest.span.of(text);
    if let Some(furniture) = furniture(said, &rest, words) {
        out.push(furniture);
        return;
    }
    // A magazine's date stands above the story; below it a month heads a part of it.
    if let Some(read) = dates::month_line(said).filter(|_| above && rest.given != Some(BlockKind::Title)) {
        let date = Some(of_line(read));
        out.push(Piece { date, ..piece(&rest, rest.span, Some(BlockKind::Dateline)) });
        return;
    }
    if rest.given != Some(BlockKind::Title)
        && let Some(parts) = caption::split(text, rest.span, above)
    {
        out.extend(parts.into_iter().map(|(kind, span)| piece(&rest, span, Some(kind))));
        return;
    }
    if rest.given.is_none() || rest.given == Some(BlockKind::Paragraph) {
        story(text, &rest, words, out);
        return;
    }
    out.push(piece(&rest, rest.span, rest.given));
}

fn piece(group: &Group, span: Span, kind: Option<BlockKind>) -> Piece {
    Piece { span, kind, story: false, lines: group.lines, gap: group.gap, date: None }
}

/// What stands before the day that a court's paper bears; the longer of two that begin alike first.
const FILED: [&str; 13] = [
    "filed on",
    "filed:",
    "filed",
    "opinion filed:",
    "opinion filed",
    "decided:",
    "decided",
    "date:",
    "dated:",
    "dated",
    "entered on",
    "entered:",
    "charged on:",
];

/// How many pieces of a form may stand above the date that heads it: a file's name, a number.
const ABOVE_CAPTION: usize = 3;

fn of_line(read: dates::DateRead) -> DateFound {
    DateFound { period: read.period, origin: DateOrigin::Dateline, line: true, label: read.label }
}

/// "November 9, 2022" on a line of its own.
fn bare(text: &str, span: Span) -> Option<DateFound> {
    dates::line(span.of(text).trim()).map(of_line).filter(|date| date.period.is_some())
}

/// "FILED June 14, 2023", "Dated: May 6, 2024": the day that a court's paper bears.
fn filed(text: &str, span: Span) -> Option<DateFound> {
    let said = span.of(text).trim();
    let folded = fold(said);
    let label = FILED.iter().find(|label| folded.starts_with(**label))?;
    let rest = said.get(label.len()..)?.trim_start_matches([':', ' ', ',']);
    // a stamp has its day on the line below
    let below =
        text.get(span.end as usize..).unwrap_or_default().trim_start().lines().next().unwrap_or_default();
    let rest = if rest.is_empty() { below } else { rest };
    dates::at_start(rest).map(of_line)
}

/// Date lines, bylines, credits and page chrome.
fn furniture(said: &str, group: &Group, words: &Words) -> Option<Piece> {
    let whole = |kind| piece(group, group.span, Some(kind));
    if group.given == Some(BlockKind::Title) {
        return None;
    }
    let folded = fold(said);
    if let Some(read) = dates::line(said).or_else(|| signed_date(said)) {
        let date = of_line(read);
        let kind = if byline::is_byline(said, words) { BlockKind::Byline } else { BlockKind::Dateline };
        return Some(Piece { date: Some(date), ..whole(kind) });
    }
    if byline::is_byline(said, words) {
        Some(whole(BlockKind::Byline))
    } else if credit::is_credit(said, &folded, words) {
        Some(whole(BlockKind::Credit))
    } else if chrome::is_chrome(said, &folded, words) {
        Some(whole(BlockKind::Chrome))
    } else {
        None
    }
}

/// "Admin | April 9, 2025", "By Jane Doe | May 3, 2023 | 4 min read": one part is a date, the rest short.
fn signed_date(said: &str) -> Option<dates::DateRead> {
    if shape::more_words_than(said, 20) || !said.contains(['|', '•', '·']) {
        return None;
    }
    let parts = || said.split(['|', '•', '·']).map(str::trim).filter(|part| !part.is_empty());
    let date = parts().find_map(dates::line)?;
    parts().all(|part| dates::line(part).is_some() || !shape::more_words_than(part, 5)).then_some(date)
}

/// A paragraph with the dateline at its head; an item of a list; or what only its place can tell.
fn story(text: &str, group: &Group, words: &Words, out: &mut Vec<Piece>) {
    let mut span = group.span;
    let mut begun = false;
    if let Some(found) = dateline::at_start(span.of(text), words) {
        let end = span.start as usize + found.len;
        let date = found.date.map(|read| DateFound {
            period: read.period,
            origin: DateOrigin::Dateline,
            line: false,
            label: read.label,
        });
        let head = Span::new(span.start as usize, end);
        out.push(Piece { date, ..piece(group, head, Some(BlockKind::Dateline)) });
        span = Span::new(end, span.end as usize).trimmed(text);
        begun = true;
    }
    if span.is_empty() {
        return;
    }
    let said = span.of(text);
    let item = shape::bullet(said).is_some() || group.given == Some(BlockKind::Paragraph);
    let story = begun && shape::more_words_than(said, 3) || shape::is_story(said);
    let kind = (item || story).then_some(BlockKind::Paragraph);
    out.push(Piece { story, ..piece(group, span, kind) });
}

/// A leading `date 2023-04-20`, and what stands after it on the line.
fn leading_date(text: &str, group: &Group) -> Option<(Piece, Option<Group>)> {
    let said = group.span.of(text);
    let after =
        said.strip_prefix("date ").or_else(|| said.strip_prefix("Date ")).or(said.strip_prefix("date: "))?;
    let read = dates::at_start(after.trim_start())?;
    let after_date = after.trim_start().get(read.len..)?;
    if !(after_date.is_empty() || after_date.starts_with(char::is_whitespace)) {
        return None;
    }
    let end = group.span.end as usize - after_date.len();
    let date = DateFound { period: read.period, origin: DateOrigin::Leading, line: true, label: read.label };
    let span = Span::new(group.span.start as usize, end);
    let rest = Span::new(end, group.span.end as usize).trimmed(text);
    let rest = (!rest.is_empty()).then_some(Group { span: rest, gap: false, ..*group });
    Some((Piece { date: Some(date), ..piece(group, span, Some(BlockKind::Dateline)) }, rest))
}

/// "Clerk cleared of theft Posted: Sunday, August 2, 2015 11:49 AM EDT": a headline and its date on one line.
fn date_at_end(text: &str, group: &Group) -> Option<(Group, Piece)> {
    const LABELS: [&str; 4] = ["Posted", "Published", "Updated", "Last updated"];
    let said = group.span.of(text);
    if shape::more_words_than(said, 60) {
        return None;
    }
    let at = LABELS.iter().filter_map(|label| said.find(label)).filter(|at| *at > 0).min()?;
    let read = dates::line(said.get(at..)?)?;
    // "A clerk at court. (Published Friday, May 6, 2016)"
    let opened = said.get(..at)?.ends_with('(');
    let at = at - usize::from(opened);
    let start = group.span.start as usize;
    let head = Span::new(start, start + at).trimmed(text);
    if head.is_empty() || shape::ends_sentence(head.of(text)) && !opened {
        return None;
    }
    let date = DateFound { period: read.period, origin: DateOrigin::Dateline, line: true, label: read.label };
    let span = Span::new(start + at, group.span.end as usize);
    let dateline = Piece { date: Some(date), ..piece(group, span, Some(BlockKind::Dateline)) };
    Some((Group { span: head, ..*group }, Piece { gap: false, ..dateline }))
}

/// "November 18, 2024 Contact: Robin Sample": a release's date and its contact on one line.
fn date_and_contact(text: &str, group: &Group, words: &Words) -> Option<(Piece, Group)> {
    let said = group.span.of(text);
    let read = dates::at_start(said).filter(|read| read.period.is_some())?;
    let after = Span::new(group.span.start as usize + read.len, group.span.end as usize).trimmed(text);
    let rest = after.of(text);
    if shape::more_words_than(rest, 12) || !chrome::is_chrome(rest, &fold(rest), words) || rest.len() < 4 {
        return None;
    }
    let span = Span::new(group.span.start as usize, group.span.start as usize + read.len);
    let date = DateFound { period: read.period, origin: DateOrigin::Dateline, line: true, label: read.label };
    let dateline = Piece { date: Some(date), ..piece(group, span, Some(BlockKind::Dateline)) };
    Some((dateline, Group { span: after, gap: false, ..*group }))
}
