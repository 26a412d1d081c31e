//! Members of archives and messages: named by their way in, read as files of their own.

use factum_types::Document;

use super::{Input, choose};
use crate::{Hint, ReadError};

/// How deep archives and messages may lie within one another.
const DEEPEST: usize = 10;

/// The path of a member: `case.zip#letters/a.eml`.
pub(super) fn path(outer: &str, name: &str) -> String {
    format!("{outer}#{name}")
}

/// Reads a member's bytes as a file of its own.
pub(super) fn read(bytes: &[u8], member: String, outer: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    if outer.depth >= DEEPEST {
        let what = format!("lies within more than {DEEPEST} archives");
        return vec![Err(ReadError::OverLimit { path: member, what })];
    }
    // the date of the whole is each member's; where one gives its own, that stands in its metadata
    let hint = Hint { path: member, ..outer.hint.clone() };
    let format = match choose(bytes, &hint) {
        Ok(format) => format,
        Err(error) => return vec![Err(error)],
    };
    let mut documents = (format.read)(&Input { bytes, hint: &hint, depth: outer.depth + 1 });
    if documents.is_empty() {
        return vec![Err(ReadError::Empty { path: hint.path })];
    }
    keep(&mut documents, bytes);
    documents
}

/// Gives documents the bytes of the member that they were read from, which nobody else has.
pub(super) fn keep(documents: &mut [Result<Document, ReadError>], bytes: &[u8]) {
    for document in documents.iter_mut().flatten().filter(|document| document.own.is_empty()) {
        let within = std::mem::take(&mut document.within);
        let own = if within.is_empty() { Some(bytes) } else { bytes.get(within.range()) };
        document.own = own.unwrap_or_default().to_vec();
    }
}
