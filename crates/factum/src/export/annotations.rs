//! Web annotations (W3C): each fact as a note on the words of its source.

use factum_record::View;
use serde_json::{Value, json};

use super::html::head;
use super::rows::{name, rows};

/// A page of annotations; sources are named by the hash of their bytes, positions count Unicode scalar values of the
/// text as read.
pub(super) fn page(view: &View) -> Value {
    let items: Vec<Value> = rows(view)
        .iter()
        .enumerate()
        .map(|(at, row)| {
            let who = match name(view, row.person) {
                "" => String::new(),
                name => format!("{name}: "),
            };
            let charge = match &row.outcome {
                Some(o) => format!(", {} [latest: {}]", o.offence(), o.standing()),
                None => String::new(),
            };
            json!({
                "id": format!("urn:factum:fact:{}", at + 1),
                "type": "Annotation",
                "motivation": "describing",
                "body": {
                    "type": "TextualBody",
                    "format": "text/plain",
                    "language": "en",
                    "value": format!("{}: {who}{}{charge}", row.kind, row.what),
                },
                "target": {
                    "source": format!("urn:{}", row.cite.source.id),
                    "selector": [
                        {"type": "TextQuoteSelector", "exact": row.cite.quote},
                        {"type": "TextPositionSelector", "start": row.cite.chars.0, "end": row.cite.chars.1},
                    ],
                },
            })
        })
        .collect();
    json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "type": "AnnotationPage",
        "label": head(view),
        "items": items,
    })
}
