//! The case: the timeline to scale, the board of charges, and the timeline as a list.

use std::sync::Arc;

use askama::Template;
use factum::wire;
use serde_json::Value;

use super::{Made, Page, Question};
use crate::board::{Row, Slider, board, sliders};
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::timeline::{Line, Timeline, draw, lines};
use crate::words::{Chip, Quote, count, quote, when};

#[derive(Template)]
#[template(path = "case.html")]
struct Case {
    f: Frame,
    seen: Arc<Seen>,
    /// What the board is by.
    head: String,
    sliders: Vec<Slider>,
    rows: Vec<Row>,
    timeline: Option<Timeline>,
    lines: Vec<Line>,
    unbound: Vec<Unbound>,
    fresh: bool,
}

/// A step that fits no charge for certain.
struct Unbound {
    name: String,
    chip: Chip,
    when: String,
    why: String,
    quote: Quote,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Case")?;
    let all = q.desk.seen_by(&q.asked.scope(), Default::default())?;
    let view = &seen.view;
    let held: Vec<_> = all.view.timeline.iter().map(|e| e.held).collect();
    let unbound = view.unbound.iter().map(|u| Unbound {
        name: view.people.get(u.person).map(|p| p.name.clone()).unwrap_or_default(),
        chip: Chip::of(view, u.status),
        when: when(&u.held),
        why: u.why.clone(),
        quote: quote(&u.witness.cite, q.asked),
    });
    Ok(Box::new(Case {
        head: head(&seen),
        sliders: sliders(&all, q.asked, q.path),
        rows: board(&seen, &all, q.asked, None),
        timeline: draw(&seen, q.asked, q.path, &held),
        lines: lines(view, q.asked),
        unbound: unbound.collect(),
        fresh: all.view.sources.is_empty(),
        f,
        seen,
    }))
}

/// "12 documents published 2021-10-22 to 2024-07-12; outcome not found for 2 of 5 charges".
fn head(seen: &Seen) -> String {
    let view = &seen.view;
    let days: Vec<String> = view.sources.iter().filter_map(|s| Some(s.published?.to_string())).collect();
    let published = match (days.first(), days.last()) {
        (Some(first), Some(last)) if first != last => format!(", published {first} to {last}"),
        (Some(first), _) => format!(", published {first}"),
        _ => String::new(),
    };
    let open = view.charges.iter().filter(|s| s.outcome_not_found()).count();
    let charges = match (view.charges.len(), open) {
        (0, _) => "no charge".to_owned(),
        (n, 0) => count(n, "charge", "charges"),
        (n, open) => format!("{}, outcome not found for {open}", count(n, "charge", "charges")),
    };
    format!("{}{published}; {charges}.", count(view.sources.len(), "document", "documents"))
}

impl Page for Case {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::parts(&self.seen.view, &["parties", "charges", "unbound", "penalties", "timeline"])
    }
}
