//! A document as it was: its facts by kind, what was overtaken, what is dimmed, and what gave no fact.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use factum::casebook::{FactRow, Held};
use factum::types::{BlockKind, Span};
use factum::wire;
use factum::words::fold;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::hand;
use crate::marks::{Layer, Marked, What, cut, has_words};
use crate::words::{Chip, Latest, Quote, count, digits, procedure, publication, quote, short};

#[derive(Template)]
#[template(path = "sources.html")]
struct All {
    f: Frame,
    seen: Arc<Seen>,
    rows: Vec<Row>,
}

/// A document in the list.
struct Row {
    title: String,
    href: String,
    source: String,
    path: String,
    coverage: String,
    reprint: Option<String>,
}

pub(super) fn all(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Sources")?;
    let view = &seen.view;
    let rows = view.sources.iter().enumerate().map(|(at, source)| {
        let coverage = view.coverage.get(at);
        let original = view.originals.get(at).filter(|of| **of != at).and_then(|of| view.sources.get(*of));
        Row {
            title: source.title.as_deref().map_or_else(|| short(&source.path).to_owned(), fold),
            href: q.asked.to(&format!("/sources/{}", digits(&source.id))),
            source: match (&source.publisher, source.published) {
                (None, Some(day)) => day.to_string(),
                (None, None) => "no publication date".to_owned(),
                _ => publication(source),
            },
            path: source.path.clone(),
            coverage: coverage.map_or_else(String::new, |c| {
                format!(
                    "{} of {} gave a fact",
                    c.n_sentences - c.silent.len().min(c.n_sentences),
                    count(c.n_sentences, "sentence", "sentences")
                )
            }),
            reprint: original.map(|source| publication(source)),
        }
    });
    Ok(Box::new(All { rows: rows.collect(), f, seen: Arc::clone(&seen) }))
}

impl Page for All {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::parts(&self.seen.view, &["coverage"])
    }
}

#[derive(Template)]
#[template(path = "source.html")]
struct One {
    f: Frame,
    title: String,
    source: String,
    about: Vec<(&'static str, String)>,
    original: String,
    /// Where a step can be added by hand.
    step: String,
    latest: Vec<Latest>,
    blocks: Vec<Marked>,
    /// The block that is the page's heading; one past the last where there is none.
    first_title: usize,
    titled: bool,
    marks: Vec<Mark>,
    stale: Vec<Stale>,
    kinds: Vec<(&'static str, usize)>,
    silent: usize,
    sentences: usize,
    notes: Vec<String>,
    facts: Vec<FactRow>,
    id: String,
}

impl One {
    fn mark(&self, at: &usize) -> Option<&Mark> {
        self.marks.get(*at)
    }

    fn overtaken(&self, at: &usize) -> Option<&Stale> {
        self.stale.get(*at)
    }
}

/// A fact on the page.
struct Mark {
    name: String,
    href: String,
    kind: String,
    about: String,
    chip: Option<Chip>,
    rules: String,
    /// The outcomes of the charges that it speaks of.
    latest: Vec<Latest>,
    page: Option<u32>,
}

/// What overtook a sentence.
struct Stale {
    by: Chip,
    when: String,
    witness: Quote,
    latest: Option<Latest>,
}

pub(super) fn one(q: &Question<'_>) -> Made {
    let id = format!("sha256:{}", q.rest.first().copied().unwrap_or_default());
    let (held, mut facts, kept) = q.desk.ask(|casebook| {
        Ok((casebook.document_at(&id)?, casebook.facts_of(&id)?, casebook.decisions(None)?))
    })?;
    facts.retain(|fact| !hand::is_rejected(fact, &kept));
    facts.extend(hand::added(&held.document, held.version, &kept));
    let named = super::facts::charged(&facts);
    let views = q.desk.views_of(q.asked, &named)?;
    // the outcome is the one of all that is known
    let latest = match q.asked.latest() {
        latest if latest == *q.asked => views.clone(),
        latest => q.desk.views_of(&latest, &named).unwrap_or_default(),
    };
    let facts: Vec<FactRow> = facts.into_iter().filter(has_words).collect();
    let by_words = charges_by_words(&views, &id);
    let (mut layers, stale) = overtaken(q, &views, &id);
    layers.extend(facts.iter().enumerate().map(|(at, f)| Layer { span: f.span, what: What::Fact(at) }));
    let silent = held.record.coverage.iter().filter(|c| c.facts == 0);
    layers.extend(silent.clone().map(|c| Layer { span: c.span, what: What::Silent }));
    let document = &held.document;
    let by_name = charges_by_name(&views, &id);
    let mut marks: Vec<Mark> = facts.iter().map(|fact| mark(q, &held, fact, &by_words)).collect();
    for (fact, mark) in facts.iter().zip(&mut marks).filter(|(fact, _)| fact.kind == "party") {
        let own = fact.who.as_ref().and_then(|who| by_name.get(who));
        mark.latest = own.cloned().unwrap_or_default();
    }
    let mut kinds = Vec::new();
    for kind in ["step", "penalty", "event", "statement", "party"] {
        let n = facts.iter().filter(|f| f.kind == kind).count();
        if n > 0 {
            kinds.push((kind, n));
        }
    }
    // a court's paper is headed by its form, and its title is none of its lines
    let is_form = document.blocks.iter().any(|b| b.kind == BlockKind::Form);
    let is_title = |b: &factum::types::Block| b.kind == BlockKind::Title && !is_form;
    let first_title = document.blocks.iter().position(is_title);
    let mut blocks = cut(&document.text, &document.blocks, &layers);
    if is_form {
        blocks.iter_mut().filter(|b| b.kind == BlockKind::Title).for_each(|b| b.kind = BlockKind::Form);
    }
    let title = document.title.as_deref().map_or_else(|| short(&document.path).to_owned(), fold);
    let source = views.iter().flat_map(|seen| &seen.view.sources).find(|s| s.id == id);
    Ok(Box::new(One {
        f: q.frame(&title),
        source: source.map_or_else(|| document.path.clone(), |s| publication(s)),
        about: about(&views, &held),
        original: format!("/sources/{}/original", digits(&id)),
        step: q.asked.to(&format!("/sources/{}/step", digits(&id))),
        latest: latest
            .iter()
            .flat_map(|seen| super::facts::told(seen, &id))
            .map(|o| Latest::of(&o))
            .collect(),
        blocks,
        titled: first_title.is_some(),
        first_title: first_title.unwrap_or(document.blocks.len()),
        marks,
        stale,
        kinds,
        silent: silent.count(),
        sentences: held.record.coverage.len(),
        notes: document.notes.clone(),
        title,
        facts,
        id,
    }))
}

/// Where it came from.
fn about(views: &[Arc<Seen>], held: &Held) -> Vec<(&'static str, String)> {
    let document = &held.document;
    let mut about = vec![("File", document.path.clone()), ("Hash", document.id.clone())];
    if let Some(published) = document.published {
        about.push(("Published", format!("{} (by its {})", published.date, published.origin.as_str())));
    }
    about.push(("Version", format!("{}, added {}", held.version, held.added)));
    about.push(("Read by", held.engine.clone()));
    let original = views.iter().find_map(|seen| {
        let view = &seen.view;
        let at = view.sources.iter().position(|s| s.id == document.id)?;
        view.originals.get(at).filter(|of| **of != at).and_then(|of| view.sources.get(*of))
    });
    if let Some(original) = original {
        about.push(("Reprint of", publication(original)));
    }
    about
}

/// The outcomes of the charges that a document's words tell of, by their place.
fn charges_by_words(views: &[Arc<Seen>], id: &str) -> BTreeMap<Span, Vec<Latest>> {
    let mut by: BTreeMap<Span, Vec<Latest>> = BTreeMap::new();
    for view in views.iter().map(|seen| &seen.view) {
        for (at, standing) in view.charges.iter().enumerate() {
            let told = standing.history.iter().chain(&standing.apart).flat_map(|s| &s.witnesses);
            let Some(latest) = view.outcome(at).as_ref().map(Latest::of) else { continue };
            for witness in told.filter(|w| w.cite.source.id == id) {
                let of = by.entry(witness.cite.span).or_default();
                if !of.contains(&latest) {
                    of.push(latest.clone());
                }
            }
        }
    }
    by
}

/// The outcomes of the charges of everybody whom a document names, by the name there.
fn charges_by_name(views: &[Arc<Seen>], id: &str) -> BTreeMap<String, Vec<Latest>> {
    let mut by: BTreeMap<String, Vec<Latest>> = BTreeMap::new();
    for view in views.iter().map(|seen| &seen.view) {
        for (at, person) in view.people.iter().enumerate() {
            for member in person.members.iter().filter(|m| m.source.id == id) {
                by.entry(member.name.clone())
                    .or_insert_with(|| view.outcomes(at).iter().map(Latest::of).collect());
            }
        }
    }
    by
}

/// The sentences that were overtaken, and what overtook each.
fn overtaken(q: &Question<'_>, views: &[Arc<Seen>], id: &str) -> (Vec<Layer>, Vec<Stale>) {
    let (mut layers, mut stale) = (Vec::new(), Vec::new());
    for view in views.iter().map(|seen| &seen.view) {
        for one in view.stale.iter().filter(|s| s.claim.source.id == id) {
            let Some(step) = view.charges.get(one.charge).and_then(|s| s.history.get(one.by)) else {
                continue;
            };
            layers.push(Layer { span: one.claim.span, what: What::Stale(stale.len()) });
            stale.push(Stale {
                by: Chip::of(view, step.status),
                when: crate::words::when(&step.held),
                witness: quote(&one.by_source, q.asked),
                latest: view.outcome(one.charge).as_ref().map(Latest::of),
            });
        }
    }
    (layers, stale)
}

fn mark(q: &Question<'_>, held: &Held, fact: &FactRow, by_words: &BTreeMap<Span, Vec<Latest>>) -> Mark {
    let parts = [fact.who.as_deref(), fact.what.as_deref()];
    let parts: Vec<String> = parts.into_iter().flatten().map(fold).filter(|p| !p.is_empty()).collect();
    let status = fact.status.as_deref().and_then(|s| s.parse().ok());
    let latest = by_words.get(&fact.span).filter(|_| fact.kind == "step").into_iter().flatten();
    let page = held.document.places.iter().find(|p| p.text.overlaps(fact.span)).map(|p| p.page);
    Mark {
        name: fact.name.clone(),
        href: q.asked.to(&super::facts::fact_path(fact)),
        kind: fact.kind.clone(),
        about: parts.join(", "),
        chip: status.map(|status| {
            let row = procedure().row(status);
            Chip::new(Some(row.state), row.words.clone())
        }),
        rules: match hand::decision(&fact.name) {
            Some(_) => "added by hand".to_owned(),
            None => fact.rules().join(", "),
        },
        latest: latest.filter(|l| fact.what.as_deref().is_none_or(|w| w == l.offence)).cloned().collect(),
        page,
    }
}

impl Page for One {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let block = |b: &Marked| {
            let text: String = b.pieces.iter().map(|p| p.text.as_str()).collect();
            json!({"kind": b.kind.as_str(), "text": text})
        };
        let facts = self.facts.iter().zip(&self.marks).map(|(fact, mark)| {
            json!({
                "name": fact.name,
                "kind": fact.kind,
                "who": fact.who,
                "what": fact.what,
                "status": fact.status,
                "start": fact.chars.0,
                "end": fact.chars.1,
                "quote": fact.quote,
                "rules": fact.rules(),
                "page": mark.page,
                "charges": mark.latest.iter().map(super::latest_json).collect::<Vec<_>>(),
            })
        });
        let stale = self.stale.iter().map(|s| {
            json!({"overtaken_by": s.by.words, "when": s.when, "witness": s.witness.words, "charge": s.latest.as_ref().map(super::latest_json)})
        });
        json!({
            "version": wire::VERSION,
            "source": self.id,
            "title": self.title,
            "about": self.about.iter().map(|(k, v)| json!([k, v])).collect::<Vec<_>>(),
            "charges": self.latest.iter().map(super::latest_json).collect::<Vec<_>>(),
            "blocks": self.blocks.iter().map(block).collect::<Vec<_>>(),
            "facts": facts.collect::<Vec<_>>(),
            "stale": stale.collect::<Vec<_>>(),
            "sentences": self.sentences,
            "silent": self.silent,
            "notes": self.notes,
        })
    }
}
