//! What cannot both hold, side by side; and what was printed and has stopped being true.

use std::sync::Arc;

use askama::Template;
use factum::record::{Cite, Clash, StaleKind};
use factum::types::ConflictKind;
use factum::wire;
use factum::words::{details, fold};
use serde_json::Value;

use super::statements::Account;
use super::{Made, Page, Question};
use crate::asked::Asked;
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::words::{Chip, Latest, Quote, quote, when};

#[derive(Template)]
#[template(path = "conflicts.html")]
struct Conflicts {
    f: Frame,
    seen: Arc<Seen>,
    clashes: Vec<Shown>,
}

/// A conflict: neither side is preferred.
struct Shown {
    about: String,
    what: &'static str,
    latest: Option<Latest>,
    /// Whether one source tells the thing in both ways.
    one_source: bool,
    /// How many pairs of accounts tell this one clash.
    pairs: usize,
    /// The accounts that stand together, side by side with the others.
    heaps: Vec<Vec<Side>>,
}

struct Side {
    says: String,
    accounts: Vec<Account>,
    /// Words that are no statement of anybody: the writer's own.
    quotes: Vec<Quote>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Conflicts")?;
    let clashes = seen.view.conflicts.iter().map(|c| shown(&seen, q.asked, c)).collect();
    Ok(Box::new(Conflicts { f, clashes, seen }))
}

fn shown(seen: &Seen, asked: &Asked, clash: &Clash) -> Shown {
    let side = |side: &factum::record::Side| {
        let mut accounts = Vec::new();
        let mut quotes = Vec::new();
        for cite in &side.cites {
            match saying(seen, cite) {
                Some(saying) => accounts.push(Account::of(seen, asked, saying)),
                None => quotes.push(quote(cite, asked)),
            }
        }
        Side { says: fold(&side.says), accounts, quotes }
    };
    Shown {
        about: fold(&clash.about),
        what: clash.what,
        latest: clash.charge.and_then(|at| seen.view.outcome(at)).as_ref().map(Latest::of),
        one_source: clash.kind == ConflictKind::Variance && clash.is_of_one_source(),
        pairs: clash.pairs.len(),
        heaps: clash.heaps().into_iter().map(|heap| heap.iter().map(side).collect()).collect(),
    }
}

/// The statement that these words are.
fn saying<'s>(seen: &'s Seen, cite: &Cite) -> Option<&'s factum::record::Saying> {
    let mut all = seen.view.statements.iter();
    all.find(|s| s.witnesses.iter().chain(&s.content).any(|c| c.is_at(cite)))
}

impl Page for Conflicts {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::parts(&self.seen.view, &["parties", "charges", "conflicts"])
    }
}

#[derive(Template)]
#[template(path = "stale.html")]
struct Overtaken {
    f: Frame,
    seen: Arc<Seen>,
    sentences: Vec<Sentence>,
}

/// A sentence that was overtaken.
struct Sentence {
    claim: Quote,
    /// What it claimed of the present.
    kind: &'static str,
    by: Chip,
    details: String,
    when: String,
    witness: Quote,
    latest: Option<Latest>,
    /// A later step that opened the charge again.
    again: Option<(Chip, String)>,
    note: String,
}

pub(super) fn stale(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Overtaken sentences")?;
    let view = &seen.view;
    let sentences = view.stale.iter().filter_map(|stale| {
        let standing = view.charges.get(stale.charge)?;
        let by = standing.history.get(stale.by)?;
        let again = stale.again.and_then(|at| standing.history.get(at));
        Some(Sentence {
            claim: quote(&stale.claim, q.asked),
            kind: claimed(stale.kind),
            by: Chip::of(view, by.status),
            details: details(by),
            when: when(&by.held),
            witness: quote(&stale.by_source, q.asked),
            latest: view.outcome(stale.charge).as_ref().map(Latest::of),
            again: again.map(|s| (Chip::of(view, s.status), when(&s.held))),
            note: view.note(stale).unwrap_or_default(),
        })
    });
    Ok(Box::new(Overtaken { sentences: sentences.collect(), f, seen: Arc::clone(&seen) }))
}

impl Page for Overtaken {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::parts(&self.seen.view, &["parties", "charges", "stale"])
    }
}

/// What a sentence claimed of the present, in words.
fn claimed(kind: StaleKind) -> &'static str {
    match kind {
        StaleKind::Open => "said to be open",
        StaleKind::Exposure => "said to threaten",
        StaleKind::Planned => "said to be coming",
        StaleKind::Ended => "said to have ended",
        StaleKind::Held => "said to be in custody",
        StaleKind::AtLarge => "said to be at large",
    }
}
