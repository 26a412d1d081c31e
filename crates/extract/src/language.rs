//! The rule language: how a file under `rules/` becomes [`Rule`]s.
//!
//! `rules/README.md` teaches it. A rule without a reason, a `yes` and a `no` does not load.

mod error;
mod file;
mod sequence;
mod tree;

pub use error::RuleError;
pub use file::{Expected, FactKind, Pattern, RoleKind, Rule, YesExample, parse_file};
pub use sequence::{Element, Item, Sequence};
pub use tree::{Constraint, Key, Label, Line, Step, TreePattern, Way};
