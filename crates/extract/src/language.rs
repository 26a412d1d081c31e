//! The rule language: how a file under `rules/` becomes [`Rule`]s.
//!
//! `rules/README.md` teaches it. A rule without a reason, a `yes` and a `no` does not load.

mod error;
mod file;
mod sequence;
mod starts;
mod tree;

pub use error::RuleError;
pub use file::{Expected, FactKind, Pattern, Placement, RoleKind, Rule, YesExample, parse_file};
pub(crate) use file::{parse_with, parts};
pub(crate) use sequence::Parts;
pub use sequence::{Element, Item, Sequence};
pub(crate) use starts::Starts;
pub use tree::{Constraint, Key, Label, Line, Step, TreePattern, Way};
