//! What a record does not stand on though it might be thought to: said wherever the record is shown.

use std::fmt;

/// Documents that could not be read back, or were taken out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// Which: a document's path, or how many were removed.
    pub what: String,
    /// Why, in words.
    pub why: String,
    /// Whether somebody removed it on purpose; else it is damaged.
    pub removed: bool,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.what, self.why)
    }
}
