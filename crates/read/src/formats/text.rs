//! Plain text in any encoding.

use factum_types::Document;

use super::{Format, Input, Sample, html, jsonl, markdown};
use crate::assemble::{self, Known};
use crate::decode::{self, Decoded};
use crate::layout::{self, Context};
use crate::{ReadError, notes};

/// Plain text: what is no other format's.
pub(super) const TEXT: Format =
    Format { name: "text", extensions: &["txt", "text"], jailed: false, sniff, read };

fn sniff(sample: &Sample) -> bool {
    let others = [html::HTML, jsonl::JSONL, markdown::MARKDOWN];
    sample.binary.is_none() && !others.iter().any(|other| (other.sniff)(sample))
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    vec![document(input)]
}

fn document(input: &Input<'_>) -> Result<Document, ReadError> {
    let mut decoded = decode::decode(input.bytes, None);
    check_words(&mut decoded, input)?;
    check_lines(&decoded.text, input)?;
    let cut = layout::cut(&decoded.text, &Context::default());
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(input.bytes);
    Ok(assemble::document(known, decoded, cut))
}

/// Refuses what is not text, and notes odd characters.
pub(super) fn check_words(decoded: &mut Decoded, input: &Input<'_>) -> Result<(), ReadError> {
    let path = || input.hint.path.clone();
    if decoded.text.trim().is_empty() {
        return Err(ReadError::Empty { path: path() });
    }
    let odd = notes::count(&decoded.text);
    let bad = odd.controls + decoded.replaced;
    // prose has none of them, a torn file a few; what is one part in ten of them is no prose
    if bad * 10 > odd.characters && (bad > 4 || bad * 3 > odd.characters) {
        return Err(ReadError::NotText { path: path(), bad, characters: odd.characters });
    }
    if let Some(what) = notes::other_letters(&decoded.text) {
        return Err(ReadError::Language { path: path(), what });
    }
    decoded.notes.extend(odd.notes());
    Ok(())
}

/// Refuses a text with a line longer than the limit.
pub(super) fn check_lines(text: &str, input: &Input<'_>) -> Result<(), ReadError> {
    let limit = input.hint.limits.line;
    match text.split(['\n', '\r']).enumerate().find(|(_, line)| line.len() as u64 > limit) {
        None => Ok(()),
        Some((i, line)) => Err(ReadError::TooLarge {
            path: input.hint.path.clone(),
            line: Some(i + 1),
            bytes: line.len() as u64,
            limit,
        }),
    }
}
