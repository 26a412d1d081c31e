//! Documents whose pages are pictures, with the words that another program read in them.

use factum_pdf::{Area, Page, Piece, Word};
use factum_types::Document;

use crate::decode::Decoded;
use crate::formats::{Input, pdf};
use crate::{Hint, ReadError};

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

/// The words of a document's pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognized {
    /// A page's picture and the table of words that `tesseract` makes of it (its TSV form).
    pub pages: Vec<(Pictured, String)>,
    /// How many pages were read, where not all were.
    pub left_out: Option<u32>,
}

/// The picture of a page of a PDF file: what is known of it, and a byte a point, row by row, 0 for black.
pub fn picture(bytes: &[u8], page: u32) -> Option<(Pictured, Vec<u8>)> {
    let picture = factum_pdf::picture(bytes, page).ok()??;
    let about =
        Pictured { page, points: (picture.width, picture.height), area: picture.area, size: picture.size };
    Some((about, picture.grey))
}

/// A document of recognized words; `None` where there are none.
pub fn recognized(bytes: &[u8], hint: &Hint, recognized: Recognized) -> Option<Result<Document, ReadError>> {
    let mut sure: Vec<f64> = Vec::new();
    let pages: Vec<Page> =
        recognized.pages.iter().map(|(about, table)| page(about, table, &mut sure)).collect();
    if pages.iter().all(|page| page.pieces.is_empty()) {
        return None;
    }
    let mut decoded = Decoded::default();
    let mean = sure.iter().sum::<f64>() / sure.len().max(1) as f64;
    decoded.notes.push(format!(
        "words recognized in pictures by tesseract, with its errors; it gives itself {mean:.0} of 100"
    ));
    if let Some(pages) = recognized.left_out {
        decoded.notes.push(format!("pages beyond the first {pages} are pictures that were not read"));
    }
    Some(pdf::laid(&pages, &Input { bytes, hint, depth: 0 }, decoded, Vec::new()))
}

/// A page's lines, from a table of words: level, page, block, paragraph, line, word, left, top, width, height,
/// confidence, text.
fn page(about: &Pictured, table: &str, sure: &mut Vec<f64>) -> Page {
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
    let characters = pieces.iter().map(|piece| piece.text.len()).sum();
    Page { number: about.page, size: about.size, pieces, characters, recognized: true, ..Page::default() }
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
    use super::*;

    #[test]
    fn a_table_of_words_becomes_a_document_with_places() {
        let about = Pictured {
            page: 2,
            points: (1000, 2000),
            area: [0.0, 0.0, 500.0, 1000.0],
            size: (500.0, 1000.0),
        };
        let table = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
                     1\t1\t0\t0\t0\t0\t0\t0\t1000\t2000\t-1\t\n\
                     5\t1\t1\t1\t1\t1\t100\t200\t80\t30\t96\tQuill\n\
                     5\t1\t1\t1\t1\t2\t190\t200\t60\t30\t91\twas\n\
                     5\t1\t1\t1\t2\t1\t100\t240\t120\t30\t93\tacquitted.\n\
                     5\tbroken row\n";
        let recognized = Recognized { pages: vec![(about, table.to_owned())], left_out: None };
        let document = super::recognized(b"scan", &Hint::new("a.pdf"), recognized).unwrap().unwrap();
        assert_eq!(document.text, "Quill was acquitted.");
        let first = document.places[0];
        assert_eq!((first.page, first.area), (2, [5000, 88_500, 9000, 90_000]));
        assert!(document.notes[0].contains("93 of 100"), "{:?}", document.notes);
        assert!(super::recognized(b"scan", &Hint::new("a.pdf"), Recognized::default()).is_none());
    }
}
