//! What a piece is by its place among the others: the title, lists of other stories, menus, contact
//! blocks, headings.

use factum_types::{BlockKind, Span};

use super::words::{Words, fold};
use super::{Context, Piece, byline, chrome, shape};

/// Settles what the words alone left open; gives the words of the title.
pub(super) fn settle(text: &str, pieces: &mut [Piece], context: &Context<'_>, words: &Words) -> Option<Span> {
    contacts(text, pieces);
    let title = title(text, pieces, context);
    if let Some(title) = title {
        repeats(text, pieces, title);
    }
    signatures(text, pieces);
    other_stories(text, pieces, words);
    menus(text, pieces);
    headings(text, pieces);
    title
}

/// The first piece above the story that is no furniture and has a headline's shape.
fn title(text: &str, pieces: &mut [Piece], context: &Context<'_>) -> Option<Span> {
    if let Some(given) = pieces.iter().find(|p| p.kind == Some(BlockKind::Title)) {
        return Some(given.span);
    }
    if let Some(given) = context.title.map(fold) {
        let same = |p: &&mut Piece| p.kind.is_none() && fold(p.span.of(text)) == given;
        let piece = pieces.iter_mut().take(12).find(same)?;
        piece.kind = Some(BlockKind::Title);
        return Some(piece.span);
    }
    let story = pieces.iter().position(|p| p.story && !has_headline_shape(text, p))?;
    let last = pieces.len() - 1;
    let found = pieces
        .get_mut(..story.min(last))?
        .iter_mut()
        .find(|p| has_headline_shape(text, p) && (p.kind.is_none() || p.story))?;
    found.kind = Some(BlockKind::Title);
    found.story = false;
    Some(found.span)
}

fn has_headline_shape(text: &str, piece: &Piece) -> bool {
    let words = piece.span.of(text);
    piece.lines <= 3
        && words.len() <= 300
        && shape::more_words_than(words, 1)
        && shape::bullet(words).is_none()
        && (!shape::ends_with_full_stop(words)
            || shape::is_headline_case(words) && !shape::more_words_than(words, 18))
        && !words.ends_with([',', ':', ';'])
}

/// A copy of the headline, alone or with the site's name, says nothing new.
fn repeats(text: &str, pieces: &mut [Piece], title: Span) {
    let headline = fold(title.of(text));
    for piece in pieces.iter_mut().filter(|p| p.kind.is_none() && p.span != title) {
        let words = piece.span.of(text);
        let beyond = words.len() > title.len() && (title.len() < 60 || shape::ends_sentence(words));
        if !beyond && words.len() <= title.len() + 120 && words.len() > 12 {
            let folded = fold(words);
            let cut = headline.strip_prefix(&folded).is_some_and(|site| {
                let site = site.trim_start_matches([':', ' ']);
                site.is_empty() || site.starts_with(['-', '|', '–', '—', '•'])
            });
            if cut && words.chars().count() * 3 > folded.chars().count() {
                piece.kind = Some(BlockKind::Chrome);
            }
        }
    }
}

/// Dates and headlines below "Latest news" and the like, up to the next sentence of this story.
fn other_stories(text: &str, pieces: &mut [Piece], words: &Words) {
    let last_story = pieces.iter().rposition(|p| p.story).unwrap_or(0);
    let mut within = false;
    for (i, piece) in pieces.iter_mut().enumerate() {
        let said = piece.span.of(text);
        let folded = fold(said);
        let folded = folded.trim_end_matches(':');
        let heads = !piece.story && (words.sections.has(folded) || i > last_story && words.tails.has(folded));
        if heads && piece.kind != Some(BlockKind::Title) && !shape::more_words_than(said, 6) {
            within = true;
        } else if piece.story || matches!(piece.kind, Some(BlockKind::Title | BlockKind::Byline)) {
            within = false;
        }
        let open = matches!(piece.kind, None | Some(BlockKind::Chrome | BlockKind::Heading));
        let dated = piece.kind == Some(BlockKind::Dateline) && piece.date.is_some_and(|d| d.line);
        if within && (open || dated) {
            piece.kind = Some(BlockKind::Chrome);
        }
    }
}

/// Runs of short lines above and below the story: menus.
fn menus(text: &str, pieces: &mut [Piece]) {
    /// A run this long is a menu though no entry is known.
    const UNKNOWN: usize = 8;
    /// A run this long is one where at least two entries are known.
    const KNOWN: usize = 4;
    let first_story = pieces.iter().position(|p| p.story).unwrap_or(pieces.len());
    let last_story = pieces.iter().rposition(|p| p.story).unwrap_or(0);
    let entry = |p: &Piece| {
        let words = p.span.of(text);
        matches!(p.kind, None | Some(BlockKind::Chrome))
            && words.len() <= 60
            && !shape::more_words_than(words, 6)
            && !shape::ends_sentence(words)
            && shape::bullet(words).is_none()
    };
    let mut at = 0;
    while at < pieces.len() {
        let run = pieces.get(at..).unwrap_or_default().iter().take_while(|p| entry(p)).count();
        let outside = at + run <= first_story || at > last_story;
        let members = pieces.get_mut(at..at + run).unwrap_or_default();
        let known = members.iter().filter(|p| p.kind == Some(BlockKind::Chrome)).count();
        // "Robin Sample, 45" eight times over is a list of people, not a menu
        let plain = members.iter().all(|p| !p.span.of(text).contains(',') || p.kind.is_some());
        if outside && (run >= KNOWN && known >= 2 || run >= UNKNOWN && plain) {
            members.iter_mut().for_each(|p| p.kind = Some(BlockKind::Chrome));
        }
        at += run.max(1);
    }
}

/// Names and offices on the lines right above a telephone number or address, and all lines between
/// "Contact:" and one.
fn contacts(text: &str, pieces: &mut [Piece]) {
    const ABOVE: usize = 4;
    for i in 0..pieces.len() {
        let is_contact = pieces
            .get(i)
            .is_some_and(|p| p.kind == Some(BlockKind::Chrome) && chrome::is_contact(p.span.of(text)));
        if !is_contact {
            continue;
        }
        // the first piece of a page is its headline
        let above = pieces.get(1.max(i.saturating_sub(ABOVE))..i).unwrap_or_default();
        let labelled = above.iter().any(|p| fold(p.span.of(text)).starts_with("contact"));
        let longest = if labelled { 12 } else { 5 };
        for above in (1.max(i.saturating_sub(ABOVE))..i).rev() {
            let joined = pieces.get(above + 1).is_some_and(|p| !p.gap);
            let Some(piece) = pieces.get_mut(above) else { break };
            let words = piece.span.of(text);
            let open = matches!(piece.kind, None | Some(BlockKind::Chrome));
            if !joined || !open || shape::more_words_than(words, longest) || shape::ends_sentence(words) {
                break;
            }
            piece.kind = Some(BlockKind::Chrome);
        }
    }
}

/// A name on the line below "Author" or "By".
fn signatures(text: &str, pieces: &mut [Piece]) {
    for i in 1..pieces.len() {
        let label = pieces.get(i - 1).map(|p| fold(p.span.of(text)));
        let labelled =
            label.is_some_and(|l| matches!(l.trim_end_matches(':'), "author" | "by" | "written by"));
        if let Some(piece) = pieces.get_mut(i).filter(|p| labelled && p.kind.is_none())
            && byline::is_name(piece.span.of(text))
        {
            piece.kind = Some(BlockKind::Byline);
        }
    }
}

/// Short lines without a sentence's end.
fn headings(text: &str, pieces: &mut [Piece]) {
    let last = pieces.len().saturating_sub(1);
    for (i, piece) in pieces.iter_mut().enumerate().filter(|(_, p)| p.kind.is_none()) {
        let words = piece.span.of(text);
        let short = piece.lines <= 3 && !shape::more_words_than(words, 16);
        let open = words.ends_with(':') && shape::more_words_than(words, 8) || words.ends_with([',', ';']);
        let begins = words.chars().next().is_some_and(|c| !c.is_lowercase());
        let heading = short && begins && !shape::ends_sentence(words) && !open && i < last;
        piece.kind = Some(if heading { BlockKind::Heading } else { BlockKind::Paragraph });
    }
}
