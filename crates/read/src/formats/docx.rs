//! Word files: paragraphs as a reader sees them, and beside them, marked as hidden, what was deleted, hidden or
//! remarked.

mod body;
mod styles;

use factum_types::{Document, Part, Span};

use super::archive::Archive;
use super::text::check_words;
use super::{Format, Input, Sample};
use crate::ReadError;
use crate::assemble::{self, Known};
use crate::decode::Decoded;
use crate::layout::{self, Context};
use crate::sheet::Sheet;

/// Word files since 2007.
pub(super) const DOCX: Format =
    Format { name: "docx", extensions: &["docx", "docm"], jailed: true, sniff, read };

/// The part that every Word file has.
const BODY: &str = "word/document.xml";
/// The parts with text of their own, and what it is.
const BESIDE: &[(&str, body::Kind)] = &[
    ("word/header", body::Kind::Margin),
    ("word/footer", body::Kind::Margin),
    ("word/footnotes.xml", body::Kind::Note),
    ("word/endnotes.xml", body::Kind::Note),
    ("word/comments.xml", body::Kind::Remark),
];

fn sniff(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::DOCX)
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    vec![document(input)]
}

fn document(input: &Input<'_>) -> Result<Document, ReadError> {
    let path = &input.hint.path;
    let refused = |why: &str| ReadError::Refused { path: path.clone(), why: why.to_owned() };
    let mut archive = Archive::open(input.bytes, path)?;
    if archive.find("[Content_Types].xml").is_none() {
        return Err(refused("is no whole Word file: [Content_Types].xml is missing"));
    }
    let names = archive.names();
    let link = |archive: &mut Archive<'_>, index: usize| archive.unpack(index, path);
    let mut sheet = Sheet::default();
    let mut parts = Vec::new();
    let mut decoded = Decoded::default();
    let beside = BESIDE.iter().flat_map(|(start, kind)| {
        let of = |(index, name): &(usize, String)| {
            (name.starts_with(start) && name.ends_with(".xml")).then(|| (*index, name.clone(), *kind))
        };
        names.iter().filter_map(of).collect::<Vec<_>>()
    });
    let main =
        archive.find(BODY).ok_or_else(|| refused("is no whole Word file: word/document.xml is missing"))?;
    let all: Vec<_> = [(main, BODY.to_owned(), body::Kind::Body)].into_iter().chain(beside).collect();
    let mut at = 0;
    for (index, name, kind) in all {
        let Some(bytes) = link(&mut archive, index)? else { continue };
        let xml =
            std::str::from_utf8(&bytes).map_err(|_| refused(&format!("the part {name} is not UTF-8")))?;
        body::read(xml, at, kind, &mut sheet, path)?;
        parts.push(Part { name, source: Span::new(at, at + bytes.len()) });
        at += bytes.len();
    }
    // a link among the entries leads out of the file; so does a template elsewhere
    for (index, name) in &names {
        let relations = name.ends_with(".rels");
        if relations || name.starts_with("word/") && !name.contains('.') {
            let bytes = link(&mut archive, *index)?.unwrap_or_default();
            if relations && body::leads_out(&String::from_utf8_lossy(&bytes)) {
                decoded.notes.push(format!("refers to a file elsewhere, which is not fetched: {name}"));
            }
        }
    }
    let (text, origin, groups) = sheet.finish();
    decoded.text = text;
    decoded.origin = origin;
    decoded.parts = parts;
    check_words(&mut decoded, input)?;
    let hidden = groups.iter().filter(|g| g.given == Some(factum_types::BlockKind::Hidden));
    let bytes: usize = hidden.map(|group| group.span.len()).sum();
    if bytes > 0 {
        decoded.notes.push(format!("deleted, hidden or remarked, so no source of facts: {bytes} bytes"));
    }
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(input.bytes);
    let cut = layout::classify(&decoded.text, &groups, &Context::default());
    Ok(assemble::document(known, decoded, cut))
}
