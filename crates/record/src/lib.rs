//! The record of a case: what many documents said, folded into where each charge stands.
//!
//! A [`Case`] is an append-only list of documents and their records. A [`View`] is everything that it says at
//! two times: a day in the world (`as_of`) and a day of knowledge (`known_by`). Nothing that a view says is
//! stored; it is computed from all documents when asked, and every line of it carries the words it came from.
//!
//! ```
//! use factum_record::{Ask, Case};
//! use factum_types::{Document, Record};
//!
//! let mut case = Case::default();
//! let document = Document { id: "sha256:01".to_owned(), ..Document::default() };
//! assert!(case.learn(&document, Record::default()));
//! assert!(!case.learn(&document, Record::default()), "the same bytes teach nothing new");
//! assert!(case.view(Ask::default()).charges.is_empty());
//! ```
//!
//! This crate never reads a document, never runs an analysis, and never prefers one source over another.

mod accounts;
mod binding;
mod case;
mod cases;
mod charges;
mod cite;
mod cites;
mod claims;
mod conflicts;
mod decided;
mod evidence;
mod gaps;
mod held;
mod history;
mod joining;
mod left_out;
mod matters;
mod names;
mod narrow;
mod note;
mod numbers;
mod offence;
mod outcome;
mod people;
mod procedure;
mod queue;
mod reprints;
mod stale;
mod standing;
mod statements;
mod timeline;
mod tracks;
mod variances;
mod view;
mod watch;
mod withhold;

pub use case::{Ask, Case};
pub use cases::{CaseOf, Matter};
pub use charges::{Exposure, Part, Standing, Unbound};
pub use cite::{Cite, Source};
pub use conflicts::{Clash, Side};
pub use decided::{Decided, PartyOf};
pub use gaps::Gap;
pub use held::Held;
pub use history::{HistoryStep, Loose, Witness};
pub use left_out::LeftOut;
pub use names::name_key;
pub use numbers::CaseNumber;
pub use outcome::Outcome;
pub use people::{Join, Member, NotJoined, Person};
pub use procedure::{Procedure, ProcedureError, State, StatusRow};
pub use queue::{Doubt, DoubtKind, Named};
pub use stale::{Stale, StaleKind};
pub use statements::Saying;
pub use timeline::{Entry, What};
pub use view::{Coverage, View};
pub use watch::Silent;
pub use withhold::{Names, Reason, WITHHELD};
