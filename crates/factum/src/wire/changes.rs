//! What two readings of one document differ in, as JSON.

use factum_casebook::{Change, Difference, FactRow, ReadBy};
use serde_json::{Value, json};

use super::VERSION;

/// The documents in order: `path`, `version`, `before` and `after` (`engine`, `read`), `same` (how many facts), `changes`
/// (`change` is `gone`, `come` or `altered`, with the fact and for the last its `fields`), `decisions` (`number`,
/// `who`, `at`, `words`, `finds`).
pub fn differences(all: &[Difference]) -> Value {
    json!({"version": VERSION, "documents": all.iter().map(difference).collect::<Vec<_>>()})
}

fn difference(difference: &Difference) -> Value {
    let by = |read: &ReadBy| json!({"engine": read.engine, "read": read.read});
    let decision = |met: &factum_casebook::Met| {
        json!({
            "number": met.kept.number,
            "who": met.kept.who,
            "at": met.kept.at,
            "words": met.kept.decision.to_string(),
            "finds": met.finds,
        })
    };
    json!({
        "path": difference.address,
        "document_version": difference.version,
        "before": by(&difference.before),
        "after": by(&difference.after),
        "same": difference.same,
        "changes": difference.changes.iter().map(change).collect::<Vec<_>>(),
        "decisions": difference.decisions.iter().map(decision).collect::<Vec<_>>(),
    })
}

fn change(change: &Change) -> Value {
    match change {
        Change::Gone(row) => json!({"change": "gone", "fact": fact(row)}),
        Change::Come(row) => json!({"change": "come", "fact": fact(row)}),
        Change::Altered { before, after, fields } => json!({
            "change": "altered",
            "was": fact(before),
            "fact": fact(after),
            "fields": fields.iter().map(|f| json!({"field": f.field, "before": f.before, "after": f.after})).collect::<Vec<_>>(),
        }),
    }
}

fn fact(row: &FactRow) -> Value {
    json!({
        "name": row.name,
        "kind": row.kind,
        "who": row.who,
        "what": row.what,
        "status": row.status,
        "line": row.line,
        "quote": row.quote,
    })
}
