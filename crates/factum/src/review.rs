//! The queue of doubts of a casebook: those of its view that nobody has settled yet, with the facts they hang on.

use factum_casebook::{Casebook, CasebookError, Decision, FactRow, Kept, Target};
use factum_record::{Cite, Doubt, DoubtKind, Named, View};
use serde_json::{Value, json};

use crate::wire;

/// A doubt that is open, and the facts that can be accepted, rejected or edited to settle it.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// The doubt.
    pub doubt: Doubt,
    /// The facts at its words.
    pub facts: Vec<FactRow>,
}

/// The open doubts of a view of this casebook, the weightiest first.
///
/// A doubt is settled when all facts at its words were accepted, or, of two who share a name, when they were set apart.
///
/// # Errors
/// Where the file cannot be read.
pub fn open(casebook: &Casebook, view: &View) -> Result<Vec<Open>, CasebookError> {
    let kept: Vec<Kept> = casebook.decisions(None)?.into_iter().filter(|k| k.holds).collect();
    let accepted: Vec<&Target> = kept.iter().filter_map(accepts).collect();
    let is_accepted = |cite: &Cite| accepted.iter().any(|t| t.is_at(&cite.source.id, cite.span));
    let mut doubts = view.queue();
    doubts.retain(|d| match &d.parties {
        Some((a, b)) => !kept.iter().any(|k| sets_apart(k, a, b)),
        None => !d.cites.iter().all(is_accepted),
    });
    let mut of: std::collections::BTreeMap<String, Vec<FactRow>> = std::collections::BTreeMap::new();
    let mut open = Vec::new();
    for doubt in doubts {
        let mut facts: Vec<FactRow> = Vec::new();
        for cite in &doubt.cites {
            let id = &cite.source.id;
            if !of.contains_key(id) {
                of.insert(id.clone(), casebook.facts_of(id)?);
            }
            let here = of.get(id).into_iter().flatten();
            facts.extend(here.filter(|f| f.span == cite.span && f.kind != "charge").cloned());
        }
        open.push(Open { doubt, facts });
    }
    Ok(open)
}

fn accepts(kept: &Kept) -> Option<&Target> {
    match &kept.decision {
        Decision::Accept { fact } => Some(fact),
        _ => None,
    }
}

fn sets_apart(kept: &Kept, a: &Named, b: &Named) -> bool {
    let is = |of: &(String, String), named: &Named| of.0 == named.document && of.1 == named.name;
    match &kept.decision {
        Decision::Split { a: x, b: y } => (is(x, a) && is(y, b)) || (is(x, b) && is(y, a)),
        _ => false,
    }
}

/// What kind a doubt is, in words.
pub fn kind(kind: DoubtKind) -> &'static str {
    match kind {
        DoubtKind::Status => "sources differ on the status",
        DoubtKind::Person => "one person or two",
        DoubtKind::Unbound => "fits no charge for certain",
        DoubtKind::Inferred => "rests on an inference",
        DoubtKind::Alleged => "only alleged",
        DoubtKind::Variance => "sources differ in a detail",
    }
}

/// The queue as JSON: `kind`, `words`, `witnesses`, `parties` (two of document and name, or null) and the names of the
/// `facts`.
pub fn json(open: &[Open]) -> Value {
    let named = |n: &Named| json!({"document": n.document, "path": n.path, "name": n.name});
    let one = |o: &Open| {
        json!({
            "kind": kind(o.doubt.kind),
            "words": o.doubt.words,
            "witnesses": o.doubt.cites.iter().map(wire::cite).collect::<Vec<_>>(),
            "parties": o.doubt.parties.as_ref().map(|(a, b)| [named(a), named(b)]),
            "facts": o.facts.iter().map(|f| f.name.clone()).collect::<Vec<_>>(),
        })
    };
    json!({"version": wire::VERSION, "doubts": open.iter().map(one).collect::<Vec<_>>()})
}
