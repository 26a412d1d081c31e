//! One fact of a casebook as JSON, with the outcome of the charges that it speaks of.

use factum_casebook::FactRow;
use factum_record::Outcome;
use serde_json::{Value, json};

use super::VERSION;

/// A fact: its words and where they stand (`start`, `end` in Unicode scalar values), what was read in them, by which
/// rules (name and reason), and where the charges stand now.
pub fn fact(fact: &FactRow, rules: &[(String, String)], outcomes: &[Outcome]) -> Value {
    json!({
        "version": VERSION,
        "name": fact.name,
        "kind": fact.kind,
        "who": fact.who,
        "what": fact.what,
        "status": fact.status,
        "body": serde_json::from_str::<Value>(&fact.body).ok(),
        "quote": fact.quote,
        "start": fact.chars.0,
        "end": fact.chars.1,
        "line": fact.line,
        "source": fact.source,
        "path": fact.address,
        "document_version": fact.version,
        "publisher": fact.publisher,
        "published": fact.published,
        "added": fact.added,
        "engine": fact.engine,
        "entry": fact.seq,
        "superseded": fact.superseded,
        "rules": rules.iter().map(|(rule, why)| json!({"rule": rule, "why": why})).collect::<Vec<_>>(),
        "charges": outcomes.iter().map(super::outcome).collect::<Vec<_>>(),
    })
}
