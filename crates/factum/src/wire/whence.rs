//! Where a quote stands in its source, in wire form: bytes, part of a package, page and box.

use factum_types::{BlockKind, Whence};
use serde_json::{Map, Value, json};

/// `bytes` (start, and end excluded, of the document's own bytes or of its `part`) and `boxes` (`page` from 1, and
/// `box`: left, bottom, right, top in points from the page's lower left corner; one a line); what is not known is
/// left out. `None` where nothing is.
pub(super) fn origin(whence: &Whence) -> Option<Value> {
    let mut fields = Map::new();
    if let Some(part) = &whence.part {
        fields.insert("part".to_owned(), json!(part));
    }
    if let Some(bytes) = whence.bytes {
        fields.insert("bytes".to_owned(), json!([bytes.start, bytes.end]));
    }
    if !whence.boxes.is_empty() {
        let points = |area: [i32; 4]| area.map(|hundredths| f64::from(hundredths) / 100.0);
        let boxes = whence.boxes.iter().map(|(page, area)| json!({"page": page, "box": points(*area)}));
        fields.insert("boxes".to_owned(), boxes.collect());
    }
    (!fields.is_empty()).then_some(Value::Object(fields))
}

/// The block that a quote stands in, where that is not the story's own text: `caption`, `title`, `heading`.
pub(super) fn block(whence: &Whence) -> Option<&'static str> {
    whence.block.filter(|block| *block != BlockKind::Paragraph).map(BlockKind::as_str)
}
