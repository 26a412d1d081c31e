//! The casebook: one file that keeps every source, every reading of it and every decision, and proves them.
//!
//! A [`Casebook`] is an SQLite file. [`Casebook::add`] adds a document with what it says; [`Casebook::case`] gives
//! the [`Case`](factum_record::Case) by all of them, so that what is answered from the file is what is answered
//! from documents just read. [`Casebook::verify`] names every row that is not what was written.
//!
//! ```
//! use factum_casebook::{Addition, Casebook, Pen, Scope};
//! use factum_types::{Document, Record};
//!
//! # fn main() -> Result<(), factum_casebook::CasebookError> {
//! let mut casebook = Casebook::in_memory()?;
//! let bytes = b"Mara Quill was charged with theft.";
//! let document = Document {
//!     id: "sha256:8b6dc4ff5b8b6dbb9a2b1c2cb37c5a2ffb6f9e4c4f0f3ce6a1f2f5b6f3d1a9b0".to_owned(),
//!     ..Document::default()
//! };
//! let pen = Pen { now: "2026-11-26T09:00:00Z".parse()?, dice: [7; 32] };
//! let addition = Addition { document: &document, record: &Record::default(), bytes, engine: "rules:1" };
//! assert!(casebook.add(addition, &pen).is_err(), "the bytes are not those that the document is named after");
//! assert!(casebook.case(&Scope::default())?.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! This crate never reads a document, has no clock and no source of chance (see [`Pen`]), and answers no question
//! that `record` could answer.

mod add;
mod anchor;
mod canonical;
mod checkpoint;
mod compare;
mod decide;
mod error;
mod facts;
mod file;
mod forms;
mod load;
mod log;
mod outcomes;
mod read;
mod remove;
mod sealed;
mod search;
#[cfg(test)]
mod tests;
mod tree;
mod verify;

pub use add::{Added, Addition};
pub use anchor::{Anchor, Anchored};
pub use checkpoint::{PublicKey, SecretKey, checkpoint, parse_checkpoint};
pub use compare::{Altered, Change, Difference, Met, ReadBy};
pub use decide::{Decision, Kept, Target};
pub use error::CasebookError;
pub use file::{Casebook, FORM, Interrupter, Pen, Snapshot, Stamp};
pub use load::{Held, Scope};
pub use outcomes::Outcomes;
pub use read::FactRow;
pub use remove::{Removal, Removed};
pub use sealed::VERIFIER;
pub use search::{Hit, Search};
pub use tree::{Edge, Hash, Tree, digest, leaf, root_of};
pub use verify::{Fault, Head, Verified};

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |of: u8| char::from(DIGITS.get(usize::from(of)).copied().unwrap_or(b'?'));
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}
