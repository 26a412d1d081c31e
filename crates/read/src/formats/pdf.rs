//! PDF files: what their pages show, in reading order, each word with its page and place; what nobody sees is marked.

use factum_pdf::{File, Limits, Page, PdfError, Piece};
use factum_types::{BlockKind, Document};

use super::text::check_words;
use super::{Format, Input, Sample};
use crate::assemble::{self, Known};
use crate::decode::Decoded;
use crate::layout::{self, Group};
use crate::origin::OriginBuilder;
use crate::recognized::{Recognized, UNREAD, put};
use crate::{ReadError, pages};

/// PDF files.
pub(super) const PDF: Format = Format { name: "pdf", extensions: &["pdf"], jailed: true, sniff, read };

/// How many earlier versions of a file are looked at.
const VERSIONS: usize = 3;
/// A page with fewer characters than this and a picture is a picture of a page.
const FEW: usize = 25;
/// How much of a scanned page's height the stamps at its upper and lower edge take.
const EDGE: f64 = 0.06;

fn sniff(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::PDF)
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    vec![document(input, &Recognized::default())]
}

/// A file's document, with the words that were recognized in those of its pages that are pictures.
pub(crate) fn document(input: &Input<'_>, recognized: &Recognized) -> Result<Document, ReadError> {
    let path = || input.hint.path.clone();
    let mut file = factum_pdf::pages(input.bytes, Limits::default()).map_err(|error| match error {
        PdfError::TooMany { .. } => ReadError::OverLimit { path: path(), what: error.to_string() },
        _ => ReadError::Refused { path: path(), why: error.to_string() },
    })?;
    let by_picture = put(recognized, &mut file);
    let blank: Vec<u32> = file.pages.iter().filter(|page| is_picture(page)).map(|page| page.number).collect();
    let written = file.pages.iter().any(|page| !is_picture(page) && page.characters > 0);
    if !written && !file.pages.iter().any(|page| page.painted) {
        return Err(ReadError::Refused { path: path(), why: "its pages show nothing".to_owned() });
    }
    if !written {
        return Err(ReadError::NeedsOcr { path: path() });
    }
    let mut decoded = Decoded::default();
    decoded.notes.extend(by_picture);
    notes(&file, &blank, &mut decoded.notes);
    laid(&file.pages, input, decoded, earlier(input.bytes, &file.pages))
}

/// A document of pages of words.
fn laid(
    pages: &[Page],
    input: &Input<'_>,
    mut decoded: Decoded,
    earlier: Vec<String>,
) -> Result<Document, ReadError> {
    let mut laid = pages::lay(pages);
    for (why, bytes) in &laid.hidden {
        decoded.notes.push(format!("{}, so no source of facts: {bytes} bytes", why.as_str()));
    }
    for lines in earlier {
        decoded
            .notes
            .push("an earlier version within the file reads otherwise; what it adds is marked".to_owned());
        laid.text.push_str("\n\n");
        let start = laid.text.len();
        laid.text.push_str(&lines);
        let span = factum_types::Span::new(start, laid.text.len());
        laid.groups.push(Group { span, lines: 1, gap: true, given: Some(BlockKind::Hidden) });
    }
    let mut origin = OriginBuilder::default();
    origin.inserted(laid.text.len(), 0);
    decoded.text = laid.text;
    decoded.origin = origin.finish();
    decoded.places = laid.places;
    check_words(&mut decoded, input)?;
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(input.bytes);
    let cut = layout::classify_laid(&decoded.text, &laid.groups, &laid.lines);
    Ok(assemble::document(known, decoded, cut))
}

/// Whether a page is a picture of a page that nobody has read yet, or its letters have no names.
pub(crate) fn is_picture(page: &Page) -> bool {
    let unnamed = page.characters > 0 && page.unnamed * 2 > page.characters;
    !page.read && (unnamed || page.pictured > 0.3 && characters_of_body(page) < FEW)
}

/// The characters of a page without its upper and lower edge, where a court stamps the case and the page on whatever
/// is filed.
fn characters_of_body(page: &Page) -> usize {
    if page.pictured < 0.7 {
        return page.characters;
    }
    let edge = page.size.1 * EDGE;
    let in_body = |piece: &&Piece| piece.area.bottom > edge && piece.area.top < page.size.1 - edge;
    page.pieces.iter().filter(in_body).map(|piece| piece.text.len()).sum()
}

/// Numbers of pages, the first twenty of them.
pub(crate) fn listed(pages: &[u32]) -> String {
    let numbers: Vec<String> = pages.iter().take(20).map(u32::to_string).collect();
    let more = if pages.len() > 20 { ", …" } else { "" };
    format!("{}{more}", numbers.join(", "))
}

fn notes(file: &File, blank: &[u32], notes: &mut Vec<String>) {
    if !blank.is_empty() {
        notes.push(format!("{UNREAD}: of pages that are pictures the words are not read: {}", listed(blank)));
    }
    let layer = file.pages.iter().filter(|page| page.recognized).count();
    if layer > 0 {
        notes.push(format!("pages whose words a scanner's program recognized, with its errors: {layer}"));
    }
    let unnamed: usize = file.pages.iter().map(|page| page.unnamed).sum();
    if unnamed > 0 {
        notes.push(format!("characters that the file does not name, read U+FFFD: {unnamed}"));
    }
    notes.extend(
        file.active.iter().map(|what| format!("would start or holds, which nothing here does: {what}")),
    );
}

/// What earlier versions of a file, which later changes were appended to, show and the last does not.
fn earlier(bytes: &[u8], now: &[Page]) -> Vec<String> {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    // a file that was made for the web has two ends and one version
    if head.windows(11).any(|eleven| eleven == b"/Linearized") {
        return Vec::new();
    }
    let ends: Vec<usize> =
        bytes.windows(5).enumerate().filter(|(_, five)| five == b"%%EOF").map(|(at, _)| at + 5).collect();
    let last = ends.len().saturating_sub(1);
    let lines = |pages: &[Page]| -> Vec<String> {
        let seen = pages.iter().flat_map(|page| &page.pieces).filter(|piece| piece.hidden.is_none());
        seen.map(|piece| piece.text.clone()).collect()
    };
    let kept: std::collections::BTreeSet<String> = lines(now).into_iter().collect();
    let mut found = Vec::new();
    for end in ends.get(last.saturating_sub(VERSIONS)..last).unwrap_or_default() {
        let Some(version) = bytes.get(..*end) else { continue };
        let Ok(file) = factum_pdf::pages(version, Limits::default()) else { continue };
        let gone: Vec<String> = lines(&file.pages).into_iter().filter(|line| !kept.contains(line)).collect();
        if !gone.is_empty() {
            found.push(gone.join(" "));
        }
    }
    found.dedup();
    found
}
