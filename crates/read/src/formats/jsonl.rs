//! JSONL: one document a line, `{"id", "published", "title", "publisher", "text"}`.

mod string;

use factum_types::{Document, Span};
use serde::Deserialize;
use serde_json::value::RawValue;

use super::text::check_words;
use super::{Format, Input, Sample, html, markdown};
use crate::assemble::{self, Known};
use crate::decode::Decoded;
use crate::layout::{self, Context};
use crate::{ReadError, dates};

/// JSONL; each line gives a document or its own error.
pub(super) const JSONL: Format =
    Format { name: "jsonl", extensions: &["jsonl", "ndjson"], jailed: false, sniff, read };

/// The fields that are read; others are passed over. Their values are checked one by one, so that the
/// error names the field.
#[derive(Deserialize)]
struct Member<'a> {
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    published: Option<&'a RawValue>,
    #[serde(borrow)]
    title: Option<&'a RawValue>,
    #[serde(borrow)]
    publisher: Option<&'a RawValue>,
    #[serde(borrow)]
    text: Option<&'a RawValue>,
}

fn sniff(sample: &Sample) -> bool {
    if sample.binary.is_some() || (html::HTML.sniff)(sample) || (markdown::MARKDOWN.sniff)(sample) {
        return false;
    }
    // text may begin with a brace, but hardly with a brace and a quoted key
    let opened = sample.head.trim_start().strip_prefix('{').map(str::trim_start);
    let named = JSONL.extensions.contains(&sample.extension.as_str());
    named || opened.is_some_and(|inner| inner.starts_with('"') && inner.contains("\":"))
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let bytes = input.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(input.bytes);
    let lines = bytes.split(|b| *b == b'\n').enumerate();
    let filled = lines.filter(|(_, line)| !line.trim_ascii().is_empty());
    filled.map(|(i, line)| document(line.strip_suffix(b"\r").unwrap_or(line), i + 1, input)).collect()
}

fn document(line: &[u8], number: usize, input: &Input<'_>) -> Result<Document, ReadError> {
    let path = || input.hint.path.clone();
    let limit = input.hint.limits.line;
    if line.len() as u64 > limit {
        let bytes = line.len() as u64;
        return Err(ReadError::TooLarge { path: path(), line: Some(number), bytes, limit });
    }
    let json = std::str::from_utf8(line).map_err(|e| ReadError::NotUtf8 {
        path: path(),
        line: number,
        at: e.valid_up_to(),
    })?;
    let member: Member<'_> = serde_json::from_str(json).map_err(|source| ReadError::Json {
        path: path(),
        line: number,
        source,
    })?;
    let wrong = |field| ReadError::NotAString { path: path(), line: number, field };
    let optional = |raw: Option<&RawValue>, field| match raw {
        Some(raw) if raw.get() != "null" => {
            string::decode(raw.get(), 0).map(|d| Some(d.text)).ok_or_else(|| wrong(field))
        }
        _ => Ok(None),
    };
    let raw =
        member.text.ok_or_else(|| ReadError::MissingField { path: path(), line: number, field: "text" })?;
    let at = raw.get().as_ptr() as usize - json.as_ptr() as usize;
    let mut decoded = string::decode(raw.get(), at).ok_or_else(|| wrong("text"))?;
    check_words(&mut decoded, input).map_err(|error| match error {
        ReadError::Empty { path } => ReadError::EmptyLine { path, line: number },
        other => other,
    })?;
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(line);
    let start = line.as_ptr() as usize - input.bytes.as_ptr() as usize;
    known.within = Span::new(start, start + line.len());
    known.given = given(member.id);
    let name = known.given.clone().unwrap_or_else(|| number.to_string());
    known.path = format!("{}#{name}", input.hint.path);
    known.title = optional(member.title, "title")?.filter(|title| !title.trim().is_empty());
    known.publisher = known.publisher.or(optional(member.publisher, "publisher")?);
    if let Some(published) = optional(member.published, "published")?.filter(|date| !date.trim().is_empty()) {
        known.metadata = dates::field(&published);
        if known.metadata.is_none() {
            decoded.notes.push(format!("the field `published` is no date that can be read: {published}"));
        }
    }
    Ok(finish(known, decoded))
}

fn finish(known: Known, decoded: Decoded) -> Document {
    let context = Context { title: known.title.as_deref() };
    let cut = layout::cut(&decoded.text, &context);
    assemble::document(known, decoded, cut)
}

/// The `id` of a member, a string or a number.
fn given(id: Option<&RawValue>) -> Option<String> {
    match id.map(RawValue::get) {
        None | Some("null") => None,
        Some(id) => Some(string::decode(id, 0).map_or_else(|| id.to_owned(), |decoded| decoded.text)),
    }
}
