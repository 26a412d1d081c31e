//! HTML pages: the story's blocks, and what the page says of itself.

mod charset;
mod elements;
mod jsonld;
mod metadata;
mod page;
mod regions;
mod walk;

use factum_types::Document;

use super::text::check_words;
use super::{Format, Input, Sample};
use crate::assemble::{self, Known};
use crate::decode::{self, Decoded};
use crate::layout::{self, Context};
use crate::{ReadError, origin};

/// HTML.
pub(super) const HTML: Format =
    Format { name: "html", extensions: &["html", "htm", "xhtml"], jailed: false, sniff, read };

/// Tags that a page may begin with; a text may begin with others, as an example or an attack.
const FIRST_TAGS: &[&str] = &[
    "!doctype", "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "article",
    "main", "section", "h1", "h2", "table", "header", "nav", "span",
];

fn sniff(sample: &Sample) -> bool {
    if sample.binary.is_some() {
        return false;
    }
    let mut head = sample.head.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    while let Some(rest) = head.strip_prefix("<!--").or_else(|| head.strip_prefix("<?")) {
        head = rest.split_once('>').map_or("", |(_, rest)| rest).trim_start();
    }
    let name = head.strip_prefix('<').unwrap_or("").to_ascii_lowercase();
    let begins = |tag: &&str| {
        name.strip_prefix(*tag)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/')))
    };
    FIRST_TAGS.iter().any(begins)
        || HTML.extensions.contains(&sample.extension.as_str())
            && !head.starts_with('{')
            && holds_tag(&sample.head)
}

fn holds_tag(text: &str) -> bool {
    text.match_indices('<').any(|(at, _)| {
        text.get(at + 1..)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')))
    })
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    vec![document(input, None)]
}

/// A page; `told` is the encoding that what the page came in gives.
pub(super) fn document(
    input: &Input<'_>,
    told: Option<&'static encoding_rs::Encoding>,
) -> Result<Document, ReadError> {
    let source = decode::decode(input.bytes, told.or_else(|| charset::declared(input.bytes)));
    let page = walk::walk(&source.text);
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(input.bytes);
    known.title = page.metadata.title;
    known.publisher = known.publisher.or(page.metadata.publisher);
    known.metadata = page.metadata.published;
    known.updated = page.metadata.updated;
    known.byline = page.metadata.byline;
    let mut decoded = Decoded {
        text: page.text,
        origin: origin::compose(&page.origin, &source.origin),
        notes: source.notes,
        replaced: source.replaced,
        ..Decoded::default()
    };
    decoded.notes.extend(page.notes);
    check_words(&mut decoded, input)?;
    let groups = regions::groups(&decoded.text, &page.blocks);
    let cut = layout::classify(&decoded.text, &groups, &Context::default());
    Ok(assemble::document(known, decoded, cut))
}
