//! The review: one doubt after the other, settled by keys or by buttons.

use askama::Template;
use factum::casebook::Decision;
use factum::record::{Ask, Named};
use factum::review::{Open, json, kind, open};
use serde_json::Value;

use super::facts::{Fact, fact};
use super::{Made, Page, Question};
use crate::frame::Frame;
use crate::words::{Quote, quote, short};

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    f: Frame,
    by: String,
    doubts: Vec<Doubt>,
    /// Settled since the start, and all that there was to settle.
    done: usize,
    all: usize,
    last: Option<(i64, String)>,
    open: Vec<Open>,
}

/// A doubt as it is shown.
struct Doubt {
    kind: &'static str,
    words: String,
    quotes: Vec<Quote>,
    facts: Vec<Fact>,
    parties: Option<(Party, Party)>,
}

struct Party {
    name: String,
    path: String,
    value: String,
}

impl Party {
    fn of(named: &Named) -> Party {
        Party {
            name: named.name.clone(),
            path: short(&named.path).to_owned(),
            value: format!("{} {}", named.document, named.name),
        }
    }
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let seen = q.desk.seen_by(&q.asked.scope(), Ask::default())?;
    let (open, kept) =
        q.desk.write(|casebook| Ok((open(casebook, &seen.view)?, casebook.decisions(None)?)))?;
    let done = kept.iter().skip(q.desk.decided_before);
    let done = done.filter(|k| k.holds && !matches!(k.decision, Decision::Undo { .. })).count();
    let doubts: Vec<Doubt> = open
        .iter()
        .map(|o| Doubt {
            kind: kind(o.doubt.kind),
            words: o.doubt.words.clone(),
            quotes: o.doubt.cites.iter().map(|c| quote(c, q.asked)).collect(),
            facts: o.facts.iter().map(|row| fact(q.desk, q.asked, row, &kept)).collect(),
            parties: o.doubt.parties.as_ref().map(|(a, b)| (Party::of(a), Party::of(b))),
        })
        .collect();
    let last = kept.iter().rev().find(|k| k.holds && !matches!(k.decision, Decision::Undo { .. }));
    Ok(Box::new(Review {
        f: Frame::new(q.desk, q.asked, q.path, "Review", &seen),
        by: q.desk.settings.by.clone(),
        all: done + doubts.len(),
        done,
        last: last.map(|k| (k.number, k.decision.to_string())),
        doubts,
        open,
    }))
}

impl Page for Review {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        json(&self.open)
    }
}
