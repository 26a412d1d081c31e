//! The texts that the log's hashes stand over: one line of JSON a row, with all that the row vouches for.

use factum_types::Span;

use crate::Stamp;

/// Where a fact stands: what its words are taken from.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    /// The source's hash.
    pub(crate) source: &'a str,
    /// The log's number of the reading.
    pub(crate) reading: i64,
    /// The fact's number within the reading.
    pub(crate) n: i64,
}

fn line(value: &impl serde::Serialize) -> String {
    // numbers and strings always have a JSON form
    serde_json::to_string(value).unwrap_or_default()
}

pub(crate) fn source(hash: &str, size: i64) -> String {
    line(&("source", hash, size))
}

pub(crate) fn document(source: &str, address: &str, version: i64, about: &str, added: &str) -> String {
    line(&("document", source, address, version, about, added))
}

pub(crate) fn reading(document: i64, text: &str, engine: &str, frame: &str, read: &str) -> String {
    line(&("reading", document, text, engine, frame, read))
}

pub(crate) fn fact(place: Place<'_>, kind: &str, span: Span, quote: &str, body: &str) -> String {
    line(&("fact", place.source, place.reading, place.n, kind, span.start, span.end, quote, body))
}

pub(crate) fn decision(at: &str, who: &str, body: &str) -> String {
    line(&("decision", at, who, body))
}

/// A time as stored.
pub(crate) fn stamp(at: Stamp) -> String {
    at.to_string()
}
