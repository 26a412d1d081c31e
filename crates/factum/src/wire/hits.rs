//! What a search found, as JSON: passages, and beside each the charges that it speaks of with their outcome.

use std::collections::BTreeMap;
use std::sync::Arc;

use factum_casebook::Hit;
use factum_record::{Gap, Outcome, View};
use serde::Serialize;
use serde_json::{Value, json};

use super::VERSION;
use super::places::Places;

/// The hits in their order: `source`, `path`, `title`, `publisher`, `published`, `line`, `text`, `found` (stretches of
/// `text` in Unicode scalar values) and `charges`, each with `status`, `status_date`, `known` and `outcome`.
pub fn hits(hits: &[Hit]) -> Value {
    let charges = Charges::of(hits);
    serde_json::to_value(Hits::of(hits, &charges)).unwrap_or_default()
}

/// The same as text, without building the value first.
pub fn hits_text(hits: &[Hit]) -> String {
    let charges = Charges::of(hits);
    serde_json::to_string(&Hits::of(hits, &charges)).unwrap_or_default()
}

/// A charge with its outcome.
pub fn outcome(outcome: &Outcome) -> Value {
    serde_json::to_value(Charge::of(outcome)).unwrap_or_default()
}

// fields stand in the order of their names, as those of a `Value` do

#[derive(Serialize)]
struct Hits<'h> {
    hits: Vec<Passage<'h>>,
    version: u32,
}

#[derive(Serialize)]
struct Passage<'h> {
    charges: Vec<&'h Charge<'h>>,
    found: Vec<(usize, usize)>,
    line: usize,
    path: &'h str,
    published: Option<String>,
    publisher: Option<&'h str>,
    source: &'h str,
    text: &'h str,
    title: Option<&'h str>,
}

#[derive(Serialize)]
struct Charge<'o> {
    defendant: &'o str,
    known: Option<String>,
    offence: Option<&'o str>,
    outcome: &'static str,
    state: Option<&'static str>,
    status: Option<&'static str>,
    status_date: Option<String>,
    words: String,
}

/// The charges of all passages, each put into words once.
struct Charges<'h>(BTreeMap<*const Outcome, Charge<'h>>);

impl<'h> Charges<'h> {
    fn of(hits: &'h [Hit]) -> Charges<'h> {
        let mut all = BTreeMap::new();
        for outcome in hits.iter().flat_map(|hit| &hit.outcomes) {
            // by where it lies: no order of the answer comes from it
            all.entry(Arc::as_ptr(outcome)).or_insert_with(|| Charge::of(outcome));
        }
        Charges(all)
    }
}

impl<'h> Hits<'h> {
    fn of(hits: &'h [Hit], charges: &'h Charges<'h>) -> Hits<'h> {
        Hits { hits: hits.iter().map(|hit| Passage::of(hit, charges)).collect(), version: VERSION }
    }
}

impl<'h> Passage<'h> {
    fn of(hit: &'h Hit, charges: &'h Charges<'h>) -> Passage<'h> {
        let places = Places::of(&hit.text);
        Passage {
            charges: hit.outcomes.iter().filter_map(|o| charges.0.get(&Arc::as_ptr(o))).collect(),
            found: hit.found.iter().map(|s| places.scalars(*s)).collect(),
            line: hit.line,
            path: &hit.source.path,
            published: hit.source.published.map(|p| p.to_string()),
            publisher: hit.source.publisher.as_deref(),
            source: &hit.source.id,
            text: &hit.text,
            title: hit.source.title.as_deref(),
        }
    }
}

impl<'o> Charge<'o> {
    fn of(outcome: &'o Outcome) -> Charge<'o> {
        Charge {
            defendant: &outcome.person,
            known: outcome.known.map(|p| p.to_string()),
            offence: outcome.offence.as_deref(),
            outcome: if outcome.found { "found" } else { "not found" },
            state: outcome.state.map(|s| s.as_str()),
            status: outcome.status.map(|s| s.as_str()),
            status_date: outcome.held.edtf(),
            words: outcome.standing(),
        }
    }
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

#[cfg(test)]
mod tests {
    use factum_record::Source;
    use factum_types::{Span, Status};

    use super::*;

    #[test]
    fn the_text_is_the_one_of_the_value() {
        let source = Source {
            id: "sha256:0".to_owned(),
            path: "a/“b”.txt".to_owned(),
            title: None,
            publisher: Some("The Elmford Echo".to_owned()),
            published: "2021-03".parse().ok(),
            author: None,
            updated: None,
        };
        let outcome = Outcome {
            person: "Zoë Quill".to_owned(),
            offence: None,
            status: Some(Status::Charged),
            words: "charged".to_owned(),
            state: None,
            held: Default::default(),
            known: "2021-03-12".parse().ok(),
            found: false,
        };
        let text = "Zoë Quill \"was\" charged.".to_owned();
        let found = vec![Span::new(0, 4)];
        let hit = Hit {
            source: Arc::new(source),
            span: Span::new(5, 5 + text.len()),
            line: 2,
            text,
            found,
            outcomes: vec![Arc::new(outcome)],
        };
        let (one, other) = (hits(std::slice::from_ref(&hit)), hits_text(&[hit]));
        assert_eq!(one.to_string(), other);
        assert_eq!(one["hits"][0]["found"], json!([[0, 3]]));
        assert_eq!(one["hits"][0]["charges"][0]["outcome"], "not found");
    }
}
