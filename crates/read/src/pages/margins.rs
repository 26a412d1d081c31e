//! Headers and footers of pages: what stands at the edge of many pages, page numbers, and clerks' stamps.

use std::collections::{BTreeMap, BTreeSet};

use factum_pdf::{Page, Piece};
use factum_types::BlockKind;

use super::{Paragraph, alone};

/// The share of a page's height, from the top and from the bottom, in which headers and footers stand.
const EDGE: f64 = 0.12;

/// Words at the edges of pages that stand on several of them, figures left out of account.
pub(super) fn repeated(pages: &[Page]) -> BTreeSet<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for page in pages {
        let edges: BTreeSet<String> = page
            .pieces
            .iter()
            .filter(|piece| piece.hidden.is_none() && is_at_edge(piece, page))
            .map(|piece| shape(&piece.text))
            .collect();
        for edge in edges {
            *counts.entry(edge).or_default() += 1;
        }
    }
    // a chapter's header stands on some pages only
    let enough = (pages.len() / 10).clamp(2, 8);
    counts.into_iter().filter(|(_, n)| *n >= enough).map(|(text, _)| text).collect()
}

/// The pieces of the text, and the headers and footers as paragraphs of page furniture.
pub(super) fn part(
    pieces: Vec<Piece>,
    page: &Page,
    repeated: &BTreeSet<String>,
) -> (Vec<Piece>, Vec<Paragraph>) {
    let others = pieces.len() > 1;
    let (edge, body): (Vec<Piece>, Vec<Piece>) = pieces.into_iter().partition(|piece| {
        others
            && is_at_edge(piece, page)
            && (repeated.contains(&shape(&piece.text))
                || is_page_number(&piece.text)
                || is_stamp(&piece.text))
    });
    let chrome = edge.iter().map(|piece| alone(piece, page.number, Some(BlockKind::Chrome)));
    (body, chrome.collect())
}

fn is_at_edge(piece: &Piece, page: &Page) -> bool {
    let height = page.size.1;
    piece.area.bottom < height * EDGE || piece.area.top > height * (1.0 - EDGE)
}

/// A text with its figures made alike.
fn shape(text: &str) -> String {
    let mut shape = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_ascii_digit() => {
                if !shape.ends_with('#') {
                    shape.push('#');
                }
            }
            c => shape.extend(c.to_lowercase()),
        }
    }
    shape
}

/// "7", "- 7 -", "Page 7 of 12", "iv".
fn is_page_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let words = text.strip_prefix("page").unwrap_or(&text).trim();
    let mut parts = words.split_whitespace();
    let number = |word: &str| {
        word.len() <= 5 && word.bytes().all(|b| b.is_ascii_digit())
            || word.len() <= 5 && word.bytes().all(|b| matches!(b, b'i' | b'v' | b'x'))
    };
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(one), None, None, None) => number(one),
        (Some(one), Some("of" | "/"), Some(all), None) => number(one) && number(all),
        _ => false,
    }
}

/// The line that a court's filing system prints on each page: "Case 1:23-cr-00045 Document 7 Filed 05/12/23 Page 1 of 9".
pub(super) fn is_stamp(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let holds =
        |word: &str| words.iter().any(|own| own.trim_end_matches([':', '.']).eq_ignore_ascii_case(word));
    let page = holds("Page") || holds("PageID") || holds("Pg");
    let filed = holds("Filed") || holds("Entered") || holds("Document") || holds("Doc");
    text.starts_with("Case") && page && filed
        || holds("FILED:") && holds("NYSCEF")
        || holds("ECF") && holds("No") && page
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_and_stamps() {
        for text in ["7", "- 7 -", "Page 7 of 12", "iv", "12 of 20"] {
            assert!(super::is_page_number(text), "{text}");
        }
        for text in ["2019 was", "Count 7", "The clerk", ""] {
            assert!(!super::is_page_number(text), "{text}");
        }
        assert!(super::is_stamp("Case 1:23-cr-00045-ABC Document 7 Filed 05/12/23 Page 1 of 9"));
        assert!(!super::is_stamp("Case 23-45 was filed in May."));
    }
}
