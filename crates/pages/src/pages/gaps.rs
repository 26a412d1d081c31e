//! What no source tells, and open charges of which nothing has been heard for long.

use std::sync::Arc;

use askama::Template;
use factum::wire;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::problem::Problem;
use crate::words::{Latest, Quote, quote};

/// Days without news, where none are asked.
const DAYS: i64 = 90;

#[derive(Template)]
#[template(path = "gaps.html")]
struct Gaps {
    f: Frame,
    seen: Arc<Seen>,
    charges: Vec<OfCharge>,
    of_case: Vec<Gap>,
}

/// A charge with its outcome, and what is missing of it.
struct OfCharge {
    at: usize,
    latest: Latest,
    href: String,
    gaps: Vec<Gap>,
}

struct Gap {
    what: &'static str,
    words: String,
    quote: Option<Quote>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Gaps")?;
    let mut charges: Vec<OfCharge> = Vec::new();
    let mut of_case = Vec::new();
    for gap in seen.view.gaps() {
        let shown = Gap {
            what: gap.what,
            words: gap.words.clone(),
            quote: gap.cite.as_ref().map(|c| quote(c, q.asked)),
        };
        let Some((at, outcome)) = gap.charge.and_then(|at| Some((at, seen.view.outcome(at)?))) else {
            of_case.push(shown);
            continue;
        };
        match charges.last_mut().filter(|last| last.at == at) {
            Some(of) => of.gaps.push(shown),
            None => {
                let key = seen.keys().charges.get(at).cloned().unwrap_or_default();
                let href = q.asked.to(&format!("/charges/{key}"));
                charges.push(OfCharge { at, latest: Latest::of(&outcome), href, gaps: vec![shown] });
            }
        }
    }
    Ok(Box::new(Gaps { f, charges, of_case, seen }))
}

impl Page for Gaps {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::gaps(&self.seen.view, &self.seen.view.gaps())
    }
}

#[derive(Template)]
#[template(path = "watch.html")]
struct Watch {
    f: Frame,
    days: i64,
    today: String,
    silent: Vec<Silent>,
    json: Value,
}

/// An open charge without news.
struct Silent {
    latest: Latest,
    href: String,
    days: String,
    last: Option<Quote>,
}

pub(super) fn watch(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Watch")?;
    let days = match q.asked.text("days") {
        None => DAYS,
        Some(text) => text.parse().map_err(|_| {
            Problem::wrong(format!("`days={text}` is no number of days; expected one like 90"))
        })?,
    };
    let today = q.desk.now()?.day();
    let all = seen.view.silent_for(days, today);
    let silent = all.iter().filter_map(|s| {
        let key = seen.keys().charges.get(s.charge)?;
        Some(Silent {
            latest: Latest::of(&seen.view.outcome(s.charge)?),
            href: q.asked.to(&format!("/charges/{key}")),
            days: s.days.map_or_else(|| "unknown".to_owned(), |n| n.to_string()),
            last: s.last.as_ref().map(|c| quote(c, q.asked)),
        })
    });
    let charge = |s: &factum::record::Silent| {
        Some(json!({"days": s.days, "charge": wire::outcome(&seen.view.outcome(s.charge)?)}))
    };
    let json = json!({"version": wire::VERSION, "silent": all.iter().filter_map(charge).collect::<Vec<_>>()});
    Ok(Box::new(Watch { silent: silent.collect(), f, days, today: today.to_string(), json }))
}

impl Page for Watch {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        self.json.clone()
    }
}
