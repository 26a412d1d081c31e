//! What leaves the program: JSON of records and cases, written by hand and versioned apart from the nouns.

mod case;
mod changes;
mod fact;
mod hits;
pub mod ids;
mod places;
mod record;
mod whence;

pub use case::*;
pub use changes::differences;
pub use fact::fact;
pub use hits::{gaps, hits, hits_text, outcome};
pub use record::{Layers, RecordV1, record};

/// The version of the record's form.
pub const RECORD_VERSION: u32 = 1;
