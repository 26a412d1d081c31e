//! Pages that are pictures, with the words that another program read in them.

use factum_pdf::{Area, File, Piece, Word};
use factum_types::Document;

use crate::formats::{Input, pdf};
use crate::{Hint, ReadError};

/// How the note on pages that were not read begins.
pub(crate) const UNREAD: &str = "needs OCR";

/// What is known of a page's picture besides its points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pictured {
    /// The page, from 1.
    pub page: u32,
    /// Points from left to right and from top to bottom.
    pub points: (u32, u32),
    /// Left, top, right and bottom on the upright page, in points of print from its upper left corner.
    pub area: [f64; 4],
    /// Width and height of the page in points of print.
    pub size: (f64, f64),
}

/// The words of those pages of a file that are pictures.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognized {
    /// A page's picture and the table of words that `tesseract` makes of it (its TSV form).
    pub pages: Vec<(Pictured, String)>,
}

/// Whether a note of a document says that some of its pages are pictures whose words were not read.
pub fn is_of_pictures(note: &str) -> bool {
    note.starts_with(UNREAD)
}

/// The pages of a PDF file that are pictures of pages, from 1; none where it cannot be read.
pub fn pictured(bytes: &[u8]) -> Vec<u32> {
    let file = factum_pdf::pages(bytes, factum_pdf::Limits::default()).unwrap_or_default();
    file.pages.iter().filter(|page| pdf::is_picture(page)).map(|page| page.number).collect()
}

/// The picture of a page of a PDF file: what is known of it, and a byte a point, row by row, 0 for black.
pub fn picture(bytes: &[u8], page: u32) -> Option<(Pictured, Vec<u8>)> {
    let picture = factum_pdf::picture(bytes, page).ok()??;
    let about =
        Pictured { page, points: (picture.width, picture.height), area: picture.area, size: picture.size };
    Some((about, picture.grey))
}

/// Reads a PDF file as [`read`](crate::read) does, its picture pages by the words that were recognized in them.
///
/// # Errors
/// As those of [`read`](crate::read); [`ReadError::NeedsOcr`] where there are no words at all.
pub fn read_recognized(bytes: &[u8], hint: &Hint, recognized: &Recognized) -> Result<Document, ReadError> {
    let mut document = pdf::document(&Input { bytes, hint, depth: 0 }, recognized)?;
    document.within = factum_types::Span::new(0, bytes.len());
    Ok(document)
}

/// Puts recognized words on the pages of a file that are pictures; what that came to, in words, where it was done.
pub(crate) fn put(recognized: &Recognized, file: &mut File) -> Option<String> {
    let (mut sure, mut numbers) = (Vec::new(), Vec::new());
    for (about, table) in &recognized.pages {
        let found = pieces(about, table, &mut sure);
        let page = file.pages.iter_mut().find(|page| page.number == about.page && pdf::is_picture(page));
        if let Some(page) = page.filter(|_| !found.is_empty()) {
            page.characters += found.iter().map(|piece| piece.text.len()).sum::<usize>();
            // letters without names are what the picture shows
            page.pieces.retain(|piece| !piece.text.contains('\u{fffd}'));
            page.unnamed = 0;
            page.pieces.extend(found);
            page.read = true;
            numbers.push(about.page);
        }
    }
    let mean = sure.iter().sum::<f64>() / sure.len().max(1) as f64;
    (!numbers.is_empty()).then(|| {
        format!(
            "words recognized in pictures by tesseract, with its errors; it gives itself {mean:.0} of 100; pages: {}",
            pdf::listed(&numbers)
        )
    })
}

/// A page's lines, from a table of words: level, page, block, paragraph, line, word, left, top, width, height,
/// confidence, text.
fn pieces(about: &Pictured, table: &str, sure: &mut Vec<f64>) -> Vec<Piece> {
    let mut lines: Vec<((u32, u32, u32), Piece)> = Vec::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let ["5", _, block, paragraph, line, _, left, top, width, height, confidence, text] =
            cells.as_slice()
        else {
            continue;
        };
        let number = |cell: &str| cell.parse::<u32>().ok();
        let (Some(left), Some(top), Some(width), Some(height)) =
            (number(left), number(top), number(width), number(height))
        else {
            continue;
        };
        let text: String = text.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        if text.is_empty() {
            continue;
        }
        sure.extend(confidence.parse::<f64>().ok().filter(|sure| (0.0..=100.0).contains(sure)));
        let area = on_page(about, [left, top, left.saturating_add(width), top.saturating_add(height)]);
        let key = (number(block).unwrap_or(0), number(paragraph).unwrap_or(0), number(line).unwrap_or(0));
        match lines.last_mut().filter(|(last, _)| *last == key) {
            Some((_, piece)) => {
                piece.text.push(' ');
                let start = piece.text.len();
                piece.text.push_str(&text);
                piece.words.push(Word { start, end: piece.text.len(), area });
                piece.area = piece.area.with(area);
            }
            None => {
                let words = vec![Word { start: 0, end: text.len(), area }];
                lines.push((key, Piece { text, words, area, size: 0.0, turned: false, hidden: None }));
            }
        }
    }
    let mut pieces: Vec<Piece> = lines.into_iter().map(|(_, piece)| piece).collect();
    // letters of one print come out of a picture in heights that differ by a point or two
    let mut heights: Vec<f64> = pieces.iter().map(|piece| piece.area.height()).collect();
    heights.sort_by(f64::total_cmp);
    let usual = heights.get(heights.len() / 2).copied().unwrap_or(10.0);
    for piece in &mut pieces {
        let own = piece.area.height();
        piece.size = if (0.6..1.6).contains(&(own / usual.max(0.1))) { usual } else { own };
    }
    pieces
}

/// Points of the picture as a place on the page.
fn on_page(about: &Pictured, [left, top, right, bottom]: [u32; 4]) -> Area {
    let [x0, y0, x1, y1] = about.area;
    let x = |at: u32| x0 + (x1 - x0) * f64::from(at) / f64::from(about.points.0.max(1));
    let y = |at: u32| y0 + (y1 - y0) * f64::from(at) / f64::from(about.points.1.max(1));
    Area { left: x(left), top: y(top), right: x(right), bottom: y(bottom) }
}

#[cfg(test)]
mod tests {
    use factum_pdf::Page;

    use super::*;

    const ABOUT: Pictured =
        Pictured { page: 2, points: (1000, 2000), area: [0.0, 0.0, 500.0, 1000.0], size: (500.0, 1000.0) };
    const TABLE: &str = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                         1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t\n\
                         5\t1\t1\t1\t1\t1\t100\t200\t80\t30\t96\tQuill\n\
                         5\t1\t1\t1\t1\t2\t190\t200\t60\t30\t91\twas\n\
                         5\t1\t1\t1\t2\t1\t100\t240\t120\t30\t93\tacquitted.\n\
                         5\tbroken row\n";

    fn page(number: u32, characters: usize, pictured: f64) -> Page {
        Page { number, size: (500.0, 1000.0), characters, pictured, painted: true, ..Page::default() }
    }

    #[test]
    fn words_stand_on_the_pages_that_are_pictures_and_on_no_other() {
        let recognized = Recognized { pages: vec![(ABOUT, TABLE.to_owned())] };
        let mut file = File { pages: vec![page(1, 900, 0.0), page(2, 0, 1.0)], ..File::default() };
        let said = put(&recognized, &mut file).unwrap();
        assert!(said.contains("93 of 100; pages: 2"), "{said}");
        let words: Vec<&str> = file.pages[1].pieces.iter().map(|piece| piece.text.as_str()).collect();
        assert_eq!(words, ["Quill was", "acquitted."]);
        let first = file.pages[1].pieces[0].area;
        assert_eq!((first.left, first.top, first.right, first.bottom), (50.0, 100.0, 125.0, 115.0));
        let mut written = File { pages: vec![page(1, 900, 0.0), page(2, 900, 0.0)], ..File::default() };
        assert_eq!(put(&recognized, &mut written), None);
        assert_eq!(put(&Recognized::default(), &mut file), None);
    }
}
