//! The nouns of Factum, one value for each stage:
//!
//! - [`Document`]: the text of a source, its blocks, and the way back to the bytes (made by `read`).
//! - [`Analysis`]: tokens, tags, parse, sentences and names of a document (made by `analyze`).
//! - [`Finding`]: what one rule saw in one place (made by `extract`).
//! - [`Record`]: who is charged with what and where it stands, by one document (made by `resolve`).
//!
//! ```
//! use factum_types::Span;
//! let text = "The charge was dropped.";
//! assert_eq!(Span::new(4, 10).of(text), "charge");
//! ```
//!
//! This crate never opens a file, never reads a clock, and knows no rule and no file format.

mod analysis;
mod document;
mod ending;
mod filing;
mod finding;
mod period;
mod record;
mod span;
mod time;
mod vocabulary;
mod whence;

pub use analysis::{Analysis, Name, Sentence, Token, TokenRange};
pub use document::{Block, Document, Origin, OriginPiece, Part, Place, Published};
pub use ending::Ending;
pub use filing::{
    COUNT_LABELS, CountId, Filing, FormCount, FormName, FormPenalty, FormStep, NUMBER_WORDS, NameId,
};
pub use finding::{Binding, Claim, Finding, Findings, Quantity, Quotation};
pub use period::{Grain, ParsePeriodError, Period, Season};
pub use record::{
    Age, Charge, Conflict, Coverage, Event, Evidence, Mark, Mention, Offence, Participant, Party, PartyId,
    PartyRole, Penalty, Record, Statement, Step, Telling, Variance,
};
pub use span::Span;
pub use time::{Anchor, Bound, Clock, Counted, Said, Tense, Unit, When};
pub use vocabulary::{
    Act, BlockKind, ConflictKind, DateOrigin, Dep, Differing, EntityKind, MarkKind, Modality, Mode,
    PartyKind, PenaltyKind, PenaltyState, PenaltyTerm, Pos, Role, Silence, Status, Tag, UnknownName,
};
pub use whence::Whence;
