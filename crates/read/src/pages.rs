//! Pages of words with places become a text in reading order: columns, paragraphs, words parted at line ends, page
//! headers and footers, footnotes, and words that nobody sees apart.

mod columns;
mod flow;
mod margins;
mod numbers;
mod spelling;

use std::collections::BTreeMap;

use factum_pdf::{Area, Page, Piece, Why, Word};
use factum_types::{BlockKind, Place, Span};

use crate::layout::Group;
use spelling::Spelling;

/// A line of a page: the pieces that stand in it, from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) page: u32,
    pub(crate) text: String,
    pub(crate) words: Vec<Word>,
    pub(crate) area: Area,
    pub(crate) size: f64,
}

/// Lines that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
struct Paragraph {
    lines: Vec<Line>,
    given: Option<BlockKind>,
}

/// A text that was laid out on pages.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    pub(crate) text: String,
    pub(crate) groups: Vec<Group>,
    pub(crate) places: Vec<Place>,
    /// Bytes of words that nobody sees, by the reason.
    pub(crate) hidden: BTreeMap<Why, usize>,
    /// The lines as they are printed, in text order.
    pub(crate) lines: Vec<Span>,
}

/// The text of pages.
pub(crate) fn lay(pages: &[Page]) -> Laid {
    let mut all: Vec<(Vec<Paragraph>, Vec<Paragraph>)> = Vec::with_capacity(pages.len());
    let repeated = margins::repeated(pages);
    for page in pages {
        let seen: Vec<Piece> = page.pieces.iter().filter(|piece| piece.hidden.is_none()).cloned().collect();
        let (seen, mut aside) = margins::part(seen, page, &repeated);
        let (seen, numbers) = numbers::part(seen, page);
        aside.extend(numbers);
        let (turned, upright): (Vec<Piece>, Vec<Piece>) = seen.into_iter().partition(|piece| piece.turned);
        let flows = columns::flows(upright, page);
        let mut body: Vec<Paragraph> = flows.iter().flat_map(|lines| flow::paragraphs(lines)).collect();
        body.extend(turned.iter().map(|piece| alone(piece, page.number, None)));
        all.push((body, aside));
    }
    let body_size = body_size(&all);
    set_title(&mut all, body_size);
    let mut writing = Writing {
        heights: pages.iter().map(|page| (page.number, page.size.1)).collect(),
        ..Writing::default()
    };
    writing.spelling =
        Spelling::of(all.iter().flat_map(|(body, _)| body).flat_map(|paragraph| &paragraph.lines));
    let mut open: Option<Paragraph> = None;
    for (page, (body, aside)) in pages.iter().zip(all) {
        let (body, notes) = flow::footnotes(body, body_size, page);
        for paragraph in body {
            // a sentence goes on over the page's end, and what stood there in between comes after it
            match &mut open {
                Some(before) if flow::goes_on(before, &paragraph) => before.lines.extend(paragraph.lines),
                _ => {
                    writing.paragraph(open.take());
                    open = Some(paragraph);
                }
            }
        }
        let waits = open.as_ref().is_some_and(flow::is_open);
        if !waits {
            writing.paragraph(open.take());
        }
        writing.later.extend(aside.into_iter().chain(notes));
        writing.later.extend(hidden(page, &mut writing.laid));
        if !waits {
            writing.late();
        }
    }
    writing.paragraph(open);
    writing.late();
    writing.laid
}

/// A piece as a paragraph of its own.
fn alone(piece: &Piece, page: u32, given: Option<BlockKind>) -> Paragraph {
    Paragraph { lines: vec![line(std::slice::from_ref(piece), page)], given }
}

/// Pieces of one line, from left to right; a wide gap stands between them.
fn line(pieces: &[Piece], page: u32) -> Line {
    let mut text = String::new();
    let mut words = Vec::new();
    let mut area: Option<Area> = None;
    let mut size = 0.0_f64;
    for piece in pieces {
        if !text.is_empty() {
            text.push_str("  ");
        }
        let at = text.len();
        text.push_str(&piece.text);
        words.extend(piece.words.iter().map(|w| Word { start: w.start + at, end: w.end + at, ..*w }));
        area = Some(area.map_or(piece.area, |area| area.with(piece.area)));
        size = size.max(piece.size);
    }
    let area = area.unwrap_or(Area { left: 0.0, top: 0.0, right: 0.0, bottom: 0.0 });
    Line { page, text, words, area, size }
}

/// The height in which most letters of the file are written.
fn body_size(all: &[(Vec<Paragraph>, Vec<Paragraph>)]) -> f64 {
    let mut letters: BTreeMap<i64, usize> = BTreeMap::new();
    for line in all.iter().flat_map(|(body, _)| body).flat_map(|paragraph| &paragraph.lines) {
        *letters.entry((line.size * 4.0).round() as i64).or_default() += line.text.len();
    }
    letters.iter().max_by_key(|(_, n)| **n).map_or(10.0, |(size, _)| *size as f64 / 4.0)
}

/// The largest words of the first page are the title, where they are larger than the text.
fn set_title(all: &mut [(Vec<Paragraph>, Vec<Paragraph>)], body_size: f64) {
    let Some((first, _)) = all.first_mut() else { return };
    let size = |paragraph: &Paragraph| paragraph.lines.first().map_or(0.0, |line| line.size);
    let largest = first.iter().take(8).map(size).fold(0.0, f64::max);
    let prose = first.len() > 1;
    if let Some(title) = first.iter_mut().find(|p| prose && size(p) >= largest && largest >= body_size * 1.25)
    {
        let letters: usize = title.lines.iter().map(|line| line.text.len()).sum();
        if letters < 300 && title.lines.iter().any(|line| line.text.chars().any(char::is_alphabetic)) {
            title.given = Some(BlockKind::Title);
        }
    }
}

/// What nobody sees of a page, a paragraph a reason.
fn hidden(page: &Page, laid: &mut Laid) -> Vec<Paragraph> {
    let mut by_reason: BTreeMap<Why, Vec<Line>> = BTreeMap::new();
    for piece in &page.pieces {
        if let Some(why) = piece.hidden {
            *laid.hidden.entry(why).or_default() += piece.text.len();
            by_reason.entry(why).or_default().push(line(std::slice::from_ref(piece), page.number));
        }
    }
    let paragraph = |lines| Paragraph { lines, given: Some(BlockKind::Hidden) };
    by_reason.into_values().map(paragraph).collect()
}

/// The text while it is written.
#[derive(Debug, Default)]
struct Writing {
    laid: Laid,
    spelling: Spelling,
    /// The pages' heights.
    heights: BTreeMap<u32, f64>,
    /// What waits until the open paragraph ends.
    later: Vec<Paragraph>,
}

impl Writing {
    fn late(&mut self) {
        for paragraph in std::mem::take(&mut self.later) {
            self.paragraph(Some(paragraph));
        }
    }

    fn paragraph(&mut self, paragraph: Option<Paragraph>) {
        let Some(paragraph) = paragraph.filter(|p| p.lines.iter().any(|l| !l.words.is_empty())) else {
            return;
        };
        let laid = &mut self.laid;
        if !laid.text.is_empty() {
            laid.text.push_str("\n\n");
        }
        let start = laid.text.len();
        for (i, line) in paragraph.lines.iter().enumerate() {
            let before = laid.text.get(start..).unwrap_or_default();
            if i > 0 {
                match self.spelling.parted(before, &line.text) {
                    spelling::Parted::Word(dropped) => {
                        let kept = laid.text.len() - dropped;
                        laid.text.truncate(kept);
                        if let Some(place) = laid.places.last_mut() {
                            place.text.end = place.text.end.min(kept as u32);
                        }
                    }
                    spelling::Parted::Compound => {}
                    spelling::Parted::No => laid.text.push(' '),
                }
            }
            let at = laid.text.len();
            laid.text.push_str(&line.text);
            laid.lines.push(Span::new(at, laid.text.len()));
            let height = self.heights.get(&line.page).copied().unwrap_or(0.0);
            laid.places.extend(line.words.iter().map(|word| Place {
                text: Span::new(at + word.start, at + word.end),
                page: line.page,
                area: hundredths(word.area, height),
            }));
        }
        laid.places.retain(|place| !place.text.is_empty());
        let span = Span::new(start, laid.text.len());
        laid.groups.push(Group { span, lines: 1, gap: true, given: paragraph.given });
    }
}

/// Left, bottom, right and top from the lower left corner.
fn hundredths(area: Area, height: f64) -> [i32; 4] {
    [area.left, height - area.bottom, area.right, height - area.top].map(|n| (n * 100.0).round() as i32)
}

#[cfg(test)]
mod tests;
