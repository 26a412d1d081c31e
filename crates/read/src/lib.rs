//! Bytes of a file become [`Document`]s: decoded text, the way back to the bytes, and the pieces of news
//! layout.
//!
//! The one function is [`read`]; the formats that it knows are the rows of [`FORMATS`].
//!
//! ```
//! use factum_read::{Hint, read};
//! let page = "Clerk cleared of theft\n\n2023-05-12\n\nBy Ann Sample\n\nELMFORD - A jury acquitted the clerk.\n";
//! let documents = read(page.as_bytes(), &Hint::new("clerk.txt"));
//! let document = documents[0].as_ref().unwrap();
//! assert_eq!(document.published.unwrap().date.to_string(), "2023-05-12");
//! assert_eq!(document.title.as_deref(), Some("Clerk cleared of theft"));
//! ```
//!
//! This crate never opens a file, never guesses a date that the page does not give in full, and knows
//! nothing of crime.

mod assemble;
mod dates;
mod decode;
mod error;
mod formats;
mod hint;
mod layout;
mod notes;
mod origin;
mod pages;
mod print;
mod recognized;
mod sheet;

pub use error::ReadError;
pub use formats::{FORMATS, Format, Input, Sample};
pub use hint::{Hint, Limits};
pub use print::print;
pub use recognized::{Pictured, Recognized, is_of_pictures, picture, pictured, read_recognized};

use factum_types::{Document, Span};

/// Whether a file is in a format whose readers may be broken by it, so that it is to be read in a process of its
/// own; see [`Format::jailed`].
pub fn is_jailed(bytes: &[u8], hint: &Hint) -> bool {
    formats::choose(bytes, hint).is_ok_and(|format| format.jailed)
}

/// Reads the bytes of one file.
///
/// A text or a page gives one result; a collection gives one a member, in the file's order, and a member
/// that cannot be read does not stop those after it.
/// The list is never empty: a file without documents gives its error.
///
/// Spans of [`Document::origin`] count the bytes of the file; for a member of a JSONL file, the bytes of
/// its line without the line end.
pub fn read(bytes: &[u8], hint: &Hint) -> Vec<Result<Document, ReadError>> {
    match formats::choose(bytes, hint) {
        Ok(format) => {
            let mut documents = (format.read)(&Input { bytes, hint, depth: 0 });
            for document in documents.iter_mut().flatten().filter(|d| d.within.is_empty()) {
                document.within = Span::new(0, bytes.len());
            }
            if documents.is_empty() {
                return vec![Err(ReadError::Empty { path: hint.path.clone() })];
            }
            documents
        }
        Err(error) => vec![Err(error)],
    }
}
