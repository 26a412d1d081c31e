//! What a search found, as JSON: passages, and beside each the charges that it speaks of with their outcome.

use factum_casebook::Hit;
use factum_record::{Gap, Outcome, View};
use serde_json::{Value, json};

use super::VERSION;
use super::places::Places;

/// The hits in their order: `source`, `path`, `title`, `publisher`, `published`, `line`, `text`, `found` (stretches of
/// `text` in Unicode scalar values) and `charges`, each with `status`, `status_date`, `known` and `outcome`.
pub fn hits(hits: &[Hit]) -> Value {
    json!({"version": VERSION, "hits": hits.iter().map(hit).collect::<Vec<_>>()})
}

fn hit(hit: &Hit) -> Value {
    let places = Places::of(&hit.text);
    json!({
        "source": hit.source.id,
        "path": hit.source.path,
        "title": hit.source.title,
        "publisher": hit.source.publisher,
        "published": hit.source.published.map(|p| p.to_string()),
        "line": hit.line,
        "text": hit.text,
        "found": hit.found.iter().map(|s| places.scalars(*s)).collect::<Vec<_>>(),
        "charges": hit.outcomes.iter().map(outcome).collect::<Vec<_>>(),
    })
}

/// A charge with its outcome.
pub fn outcome(outcome: &Outcome) -> Value {
    json!({
        "defendant": outcome.person,
        "offence": outcome.offence,
        "status": outcome.status.map(|s| s.as_str()),
        "state": outcome.state.map(|s| s.as_str()),
        "status_date": outcome.held.edtf(),
        "known": outcome.known.map(|p| p.to_string()),
        "outcome": if outcome.found { "found" } else { "not found" },
        "words": outcome.standing(),
    })
}

/// What no source tells: `charge` (with its outcome, or null for the case), `what`, `words`, and the quote that leaves it
/// open.
pub fn gaps(view: &View, gaps: &[Gap]) -> Value {
    let gap = |gap: &Gap| {
        json!({
            "charge": gap.charge.and_then(|at| view.outcome(at)).as_ref().map(outcome),
            "what": gap.what,
            "words": gap.words,
            "witness": gap.cite.as_ref().map(super::case::cite),
        })
    };
    json!({"version": VERSION, "gaps": gaps.iter().map(gap).collect::<Vec<_>>()})
}
