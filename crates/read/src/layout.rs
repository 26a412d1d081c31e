//! News layout: a text is cut into its title, datelines, bylines, captions, credits, headings, paragraphs
//! and page chrome.
//!
//! Two steps: [`wrap`] finds which lines belong together, and the rest says what each group is, first by
//! its own words ([`own`]), then by its place among the others ([`place`]).
//! Where the evidence is thin a block is a paragraph, since a fact in a paragraph is found and a fact in
//! page chrome is lost.

mod byline;
mod caption;
mod chrome;
mod court;
mod credit;
mod dateline;
mod lines;
mod own;
mod place;
mod shape;
mod words;
mod wrap;

use factum_types::{Block, BlockKind, DateOrigin, Period, Published, Span};

use crate::dates::Label;
pub(crate) use court::is_docket_page;
use words::Words;

/// What is known of a text before it is cut.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context<'a> {
    /// The title that the file gives apart from the text.
    pub(crate) title: Option<&'a str>,
}

/// A text's pieces of layout.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    pub(crate) blocks: Vec<Block>,
    /// The words of the title.
    pub(crate) title: Option<Span>,
    /// The date that the page itself gives.
    pub(crate) published: Option<Published>,
    /// The day of "Updated …".
    pub(crate) updated: Option<Period>,
}

/// Lines that belong together, before it is said what they are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Group {
    /// Without white space at the ends.
    pub(crate) span: Span,
    /// How many lines it has.
    pub(crate) lines: u32,
    /// Whether a blank line, or the border of an HTML block, stands before it.
    pub(crate) gap: bool,
    /// What the file's markup says that it is.
    pub(crate) given: Option<BlockKind>,
}

/// A part of a group, while it is being found out what it is.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    span: Span,
    /// `None` while nothing but its place could tell.
    kind: Option<BlockKind>,
    /// Whether it is a sentence of the story beyond doubt.
    story: bool,
    lines: u32,
    gap: bool,
    date: Option<DateFound>,
}

/// A date of publication that a piece gives.
#[derive(Clone, Copy, Debug, PartialEq)]
struct DateFound {
    period: Option<Period>,
    origin: DateOrigin,
    /// Whether it stands on a line of its own; else at the head of a paragraph.
    line: bool,
    /// What stands before it on that line.
    label: Label,
}

/// Cuts a plain text.
pub(crate) fn cut(text: &str, context: &Context<'_>) -> Cut {
    let words = Words::load();
    let lines = lines::lines(text);
    let alone: Vec<Group> =
        lines.iter().map(|l| Group { span: l.span, lines: 1, gap: l.gap, given: None }).collect();
    let Some(paper) = court::paper(text, &alone, &words) else {
        return classify_with(text, &wrap::groups(text, &lines, &words), context, &words);
    };
    // the lines of a form stay alone, those of sentences are joined
    let mut groups = Vec::with_capacity(lines.len());
    for run in paper.groups.chunk_by(|a, b| a.given == b.given) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        match first.given {
            Some(_) => groups.extend_from_slice(run),
            None => {
                let part = lines::lines_in(text, first.span.cover(last.span));
                groups.extend(wrap::groups(text, &part, &words));
            }
        }
    }
    of_court(classify_with(text, &groups, context, &words), paper.title, paper.docket)
}

/// Says what the groups of a text that was laid out on pages are; `lines` are the lines that it was printed in, which a
/// court's caption needs: what stands below one another there is no sentence.
pub(crate) fn classify_laid(text: &str, groups: &[Group], lines: &[Span]) -> Cut {
    let words = Words::load();
    let mut printed: Vec<Group> = Vec::with_capacity(lines.len());
    for group in groups {
        let from = lines.partition_point(|line| line.end <= group.span.start);
        let own = lines.get(from..).unwrap_or_default().iter().take_while(|line| line.start < group.span.end);
        let before = printed.len();
        for line in own.filter(|line| group.span.contains(**line)) {
            let gap = printed.len() == before && group.gap;
            printed.push(Group { span: *line, lines: 1, gap, given: group.given });
        }
        let covers = printed.get(before..).unwrap_or_default();
        let whole = covers.first().is_some_and(|l| l.span.start == group.span.start)
            && covers.last().is_some_and(|l| l.span.end == group.span.end);
        if !whole {
            printed.truncate(before);
            printed.push(*group);
        }
    }
    let Some(paper) = court::paper(text, &printed, &words) else {
        return classify_with(text, groups, &Context::default(), &words);
    };
    // sentences stay as the pages have them; of a group that holds both, the form is cut out
    let mut cut: Vec<Group> = Vec::with_capacity(groups.len());
    for line in paper.groups {
        let form = line.given == Some(BlockKind::Form);
        let group = groups.iter().find(|group| group.span.contains(line.span));
        match (cut.last_mut(), group) {
            (Some(last), Some(group))
                if !form && last.given == line.given && group.span.contains(last.span) =>
            {
                last.span = last.span.cover(line.span);
                last.lines += 1;
            }
            _ => cut.push(line),
        }
    }
    of_court(classify_with(text, &cut, &Context::default(), &words), paper.title, paper.docket)
}

/// A court's paper is called what its caption calls it; a docket has no day of its own.
fn of_court(cut: Cut, title: Option<Span>, docket: bool) -> Cut {
    Cut { title: title.or(cut.title), published: cut.published.filter(|_| !docket), ..cut }
}

/// Says what the groups of a text are; they are in order and hold all of it but white space.
pub(crate) fn classify(text: &str, groups: &[Group], context: &Context<'_>) -> Cut {
    let words = Words::load();
    match court::paper(text, groups, &words) {
        Some(paper) => {
            of_court(classify_with(text, &paper.groups, context, &words), paper.title, paper.docket)
        }
        None => classify_with(text, groups, context, &words),
    }
}

/// Adds the groups of an HTML block, whose lines `<br>` and `<pre>` part.
pub(crate) fn split_lines(text: &str, span: Span, given: Option<BlockKind>, out: &mut Vec<Group>) {
    if given.is_some() || !span.of(text).contains('\n') {
        let lines = 1 + span.of(text).matches('\n').count() as u32;
        out.push(Group { span, lines, gap: true, given });
        return;
    }
    let lines = lines::lines_in(text, span);
    out.extend(wrap::groups(text, &lines, &Words::load()));
}

/// Whether a text ends as a sentence does.
pub(crate) fn ends_sentence(text: &str) -> bool {
    shape::ends_sentence(text)
}

fn classify_with(text: &str, groups: &[Group], context: &Context<'_>, words: &Words) -> Cut {
    let mut pieces = Vec::with_capacity(groups.len());
    for (i, group) in groups.iter().enumerate() {
        own::pieces(text, group, i == 0, words, &mut pieces);
    }
    let title = place::settle(text, &mut pieces, context, words);
    let block = |p: &Piece| Block { kind: p.kind.unwrap_or(BlockKind::Paragraph), span: p.span };
    let updated = pieces.iter().filter_map(|piece| piece.date).find(|date| date.label == Label::Updated);
    Cut {
        published: released(text, &pieces).or_else(|| published(&pieces)),
        updated: updated.and_then(|date| date.period),
        blocks: pieces.iter().map(block).collect(),
        title,
    }
}

/// The line that heads an office's release.
const RELEASE_HEADS: [&str; 4] =
    ["for immediate release", "for release", "for immediate distribution", "immediate release"];

/// How many lines may stand between a release's head and its date: the case number, the office.
const BELOW_RELEASE_HEAD: usize = 4;

/// The day that a release itself bears, below "For Immediate Release": a site may have put it up days later, but its
/// "today" is that day.
fn released(text: &str, pieces: &[Piece]) -> Option<Published> {
    let is_head = |p: &Piece| {
        let said = p.span.of(text).trim().trim_end_matches([':', '.']).to_lowercase();
        RELEASE_HEADS.contains(&said.as_str())
    };
    let head = pieces.iter().take_while(|p| !p.story).position(is_head)?;
    let below = pieces.iter().skip(head + 1).take(BELOW_RELEASE_HEAD).take_while(|p| !p.story);
    let date = below.filter_map(|p| p.date).find(|d| d.line && d.label != Label::Updated)?;
    Some(Published { date: date.period?, origin: date.origin })
}

/// The page's date of publication: a line of its own above the story, a dateline, a "Published …" below
/// the story, or a leading `date 2023-04-20`; "Updated …" only where nothing else says more.
///
/// A bare date below the first sentence is no publication's: it may head a part of the story.
fn published(pieces: &[Piece]) -> Option<Published> {
    let story = pieces.iter().position(|p| p.story).unwrap_or(pieces.len());
    let shown = pieces.iter().enumerate().filter(|(_, p)| p.kind != Some(BlockKind::Chrome));
    let dates: Vec<(bool, DateFound)> =
        shown.filter_map(|(i, p)| p.date.map(|date| (i < story, date))).collect();
    let first = |wanted: &dyn Fn(bool, &DateFound) -> bool| {
        let found = dates.iter().find(|(above, date)| date.period.is_some() && wanted(*above, date));
        found.map(|(_, date)| *date)
    };
    let own_line = |date: &DateFound| date.line && date.origin == DateOrigin::Dateline;
    let found = first(&|above, date| above && own_line(date) && date.label != Label::Updated)
        .or_else(|| first(&|_, date| !date.line))
        .or_else(|| first(&|_, date| own_line(date) && date.label == Label::Published))
        .or_else(|| first(&|_, date| date.origin == DateOrigin::Leading))
        .or_else(|| first(&|_, date| own_line(date) && date.label == Label::Updated))?;
    Some(Published { date: found.period?, origin: found.origin })
}

#[cfg(test)]
mod tests;
