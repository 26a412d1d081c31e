//! Factum's engine: the order of the stages, the models, and the wire format.
//!
//! The one function to see first is [`Session::told`]:
//! bytes become a document, a document an analysis, an analysis findings, findings a record.
//!
//! ```no_run
//! use factum::{Engine, Hint, models};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cache = models::default_cache(|name| std::env::var_os(name)).ok_or("no home folder")?;
//! let engine = Engine::new(models::open(models::catalogue().default_model(), &cache)?)?;
//! let mut session = engine.session();
//! for document in factum::read::read(b"Mara Quill was charged with theft.", &Hint::new("a.txt")) {
//!     let told = session.told(document?);
//!     assert_eq!(told.record.charges.len(), 1);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! This crate prints nothing, parses no arguments and reads no environment; that is for the doors.

mod amounts;
mod batch;
mod because;
mod engine;
pub mod export;
mod lazy;
pub mod models;
mod reread;
pub mod review;
pub mod wire;
pub mod words;
pub mod worker;

pub use factum_analyze as analyze;
pub use factum_casebook as casebook;
pub use factum_extract as extract;
pub use factum_read as read;
pub use factum_record as record;
pub use factum_resolve as resolve;
pub use factum_types as types;

pub use amounts::amount;
pub use batch::{Input, Opener, Outcome, Report, Settings, run};
pub use because::{Because, Time, because, headline};
pub use engine::{Engine, RulesError, Session, Told};
pub use factum_read::{Hint, ReadError};
pub use reread::reread;

/// The shipped rule files and word lists: path under `rules/` and text.
pub fn rule_files() -> &'static [(&'static str, &'static str)] {
    factum_rules::FILES
}
