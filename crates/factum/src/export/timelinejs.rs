//! The timeline as TimelineJS reads it, which takes its texts for HTML.

use factum_record::{Entry, View};
use serde_json::{Value, json};

use super::html::{escaped, head};
use super::rows::entry_words;
use crate::words::fold;

/// All entries with a day or a bound; the display date is the record's own.
pub(super) fn timeline(view: &View) -> Value {
    json!({
        "title": {"text": {"headline": "Case record", "text": escaped(&head(view))}},
        "events": view.timeline.iter().filter_map(|entry| event(view, entry)).collect::<Vec<_>>(),
    })
}

fn event(view: &View, entry: &Entry) -> Option<Value> {
    let day = entry.held.date.map(|p| p.first()).or(entry.held.latest).or(entry.held.earliest)?;
    let quotes = entry.witnesses.iter().map(|cite| {
        format!("<p>&#8220;{}&#8221; {}</p>", escaped(&fold(&cite.quote)), escaped(&cite.told()))
    });
    Some(json!({
        "start_date": {"year": day.year(), "month": day.month(), "day": day.day()},
        "display_date": entry.held.to_string(),
        "text": {"headline": escaped(&entry_words(view, &entry.what)), "text": quotes.collect::<String>()},
    }))
}
