//! The review: one doubt after the other, settled by keys or by buttons.

use askama::Template;
use factum::casebook::{Decision, FactRow, Kept};
use factum::record::{Ask, Named};
use factum::review::{Open, json, kind, open};
use serde_json::Value;

use super::facts::{Fact, fact, outcomes};
use super::{Made, Page, Question};
use crate::frame::Frame;
use crate::words::{Latest, Quote, quote, short};

#[derive(Template)]
#[template(path = "review.html")]
struct Review {
    f: Frame,
    by: String,
    doubts: Vec<Doubt>,
    /// Settled since the start, and all that there was to settle.
    done: usize,
    all: usize,
    /// What was decided last, with one key or button: the numbers, and what it was.
    last: Option<(Vec<i64>, String)>,
    open: Vec<Open>,
}

/// A doubt as it is shown.
struct Doubt {
    kind: &'static str,
    words: String,
    quotes: Vec<Quote>,
    facts: Vec<Fact>,
    /// How the charges stand that it is about.
    latest: Vec<Latest>,
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
            latest: latest(q, &o.facts),
            parties: o.doubt.parties.as_ref().map(|(a, b)| (Party::of(a), Party::of(b))),
        })
        .collect();
    let stands =
        |k: &&Kept| k.holds && !matches!(k.decision, Decision::Undo { .. } | Decision::Remove { .. });
    let last = kept.iter().rev().find(stands);
    let same = |k: &&Kept| last.is_some_and(|last| (&last.at, &last.who) == (&k.at, &k.who)) && is_accept(k);
    let together =
        last.filter(|last| is_accept(last)).map(|_| kept.iter().rev().filter(stands).take_while(same));
    Ok(Box::new(Review {
        f: Frame::new(q.desk, q.asked, q.path, "Review", &seen),
        by: q.desk.settings.by.clone(),
        all: done + doubts.len(),
        done,
        last: last.map(|k| {
            let all: Vec<i64> = together.into_iter().flatten().map(|k| k.number).collect();
            (if all.is_empty() { vec![k.number] } else { all }, k.decision.to_string())
        }),
        doubts,
        open,
    }))
}

/// Whether a decision may be one of several that were made by one button.
fn is_accept(kept: &Kept) -> bool {
    matches!(kept.decision, Decision::Accept { .. })
}

fn latest(q: &Question<'_>, facts: &[FactRow]) -> Vec<Latest> {
    let mut found: Vec<Latest> = Vec::new();
    for one in facts.iter().flat_map(|row| outcomes(q.desk, q.asked, row)) {
        let one = Latest::of(&one);
        if !found.contains(&one) {
            found.push(one);
        }
    }
    found
}

impl Page for Review {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        json(&self.open)
    }
}
