//! The matcher: patterns against one analysis.

mod claim;
mod numerals;
mod person;
mod relations;
mod sequence;
mod text;
mod tree;

pub(crate) use claim::claim;
pub(crate) use relations::{Relations, verbal};
pub(crate) use sequence::{Capture, Matcher, Phrases};
pub(crate) use text::Text;
pub(crate) use tree::{Scene, match_tree, own_clause, span_of};
