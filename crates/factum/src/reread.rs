//! Reading a kept document again: the same bytes, other rules or another model.

use factum_types::Document;

use crate::worker::{Worker, read_with};
use crate::{Hint, Session, Told};

/// Reads the bytes of a document that was read before, under what was known of it then: its path, its day of
/// publication, its publisher.
///
/// # Errors
/// Where these bytes alone no longer make that one document, in words: then its file must be added again.
pub fn reread(
    session: &mut Session<'_>,
    worker: Option<&Worker>,
    known: &Document,
    bytes: Vec<u8>,
) -> Result<Told, String> {
    // a member of a mailbox or a line of JSONL has its own bytes, which are read as what holds it, else by its own name
    let whole = known.path.split_once('#').map_or(known.path.as_str(), |(file, _)| file);
    let mut why = String::from("they make no document");
    for path in [known.path.as_str(), whole] {
        let mut found = read_with(worker, &bytes, &Hint::new(path.to_owned()));
        let document = match (found.pop(), found.is_empty()) {
            (Some(Ok(document)), true) if document.id == known.id => document,
            (Some(Err(error)), _) => {
                why = error.reason();
                continue;
            }
            (_, false) => {
                why = "they make more than one document".to_owned();
                continue;
            }
            _ => continue,
        };
        let document = Document {
            path: known.path.clone(),
            given: known.given.clone(),
            title: known.title.clone(),
            publisher: known.publisher.clone(),
            published: known.published,
            ..document
        };
        let mut told = session.told(document);
        told.bytes = bytes;
        return Ok(told);
    }
    Err(format!("{}: its kept bytes cannot be read by themselves: {why}; add its file again", known.path))
}
