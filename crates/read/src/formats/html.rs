//! HTML pages.

use factum_types::Document;

use super::{Format, Input, Sample};
use crate::ReadError;

/// HTML.
pub(super) const HTML: Format = Format { name: "html", extensions: &["html", "htm", "xhtml"], sniff, read };

fn sniff(_: &Sample) -> bool {
    false
}

fn read(_: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    Vec::new()
}
