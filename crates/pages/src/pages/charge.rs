//! One charge: every step with its words, what stands beside it, and what no source tells.

use std::sync::Arc;

use askama::Template;
use factum::record::{HistoryStep, Part};
use factum::wire;
use factum::words::details;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::asked::Asked;
use crate::board::{Card, Slider, card, sliders};
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::problem::Problem;
use crate::words::{Chip, Quote, aside, part, penalty_state, quote, when};

#[derive(Template)]
#[template(path = "charge.html")]
struct Charge {
    f: Frame,
    seen: Arc<Seen>,
    at: usize,
    person: String,
    person_href: String,
    sliders: Vec<Slider>,
    card: Card,
    steps: Vec<Step>,
    apart: Vec<Step>,
    penalties: Vec<Penalty>,
    gaps: Vec<String>,
}

/// A step with its witnesses.
struct Step {
    chip: Chip,
    details: String,
    when: String,
    /// What it is to the day that was asked, or how far the source vouches for it.
    note: String,
    later: bool,
    witnesses: Vec<Witness>,
}

struct Witness {
    quote: Quote,
    inferred: Vec<String>,
}

/// A punishment, with why it no longer threatens or holds.
struct Penalty {
    words: String,
    moot: String,
    quotes: Vec<Quote>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Charge")?;
    let all = q.desk.seen_by(&q.asked.scope(), Default::default())?;
    let key = q.rest.first().copied().unwrap_or_default();
    let missing = || Problem::missing("There is no such charge at the times asked.");
    let at = seen.keys().charge(key).ok_or_else(missing)?;
    let view = &seen.view;
    let standing = view.charges.get(at).ok_or_else(missing)?;
    let card = card(&seen, &all, q.asked, at, standing).ok_or_else(missing)?;
    let person = view.people.get(standing.person).map(|p| p.name.clone()).unwrap_or_default();
    let person_key = seen.keys().people.get(standing.person).cloned().unwrap_or_default();
    let history = standing.history.iter().zip(&standing.parts);
    let steps = history.map(|(s, p)| step(q.asked, s, part(*p), *p == Part::Later, Chip::of(view, s.status)));
    let apart = standing.apart.iter();
    let apart =
        apart.map(|s| step(q.asked, s, aside(s.modality).to_owned(), false, Chip::of(view, s.status)));
    let penalties = view.exposures.iter().filter(|e| e.charge == Some(at)).map(|e| Penalty {
        words: penalty(e),
        moot: e.moot.clone().unwrap_or_default(),
        quotes: e.witnesses.iter().map(|c| quote(c, q.asked)).collect(),
    });
    let gaps = view.gaps().into_iter().filter(|g| g.charge == Some(at)).map(|g| g.words).collect();
    let page = Charge {
        sliders: sliders(&all, q.asked, q.path),
        person,
        person_href: q.asked.to(&format!("/people/{person_key}")),
        steps: steps.collect(),
        apart: apart.collect(),
        penalties: penalties.collect(),
        gaps,
        f: Frame { title: format!("{}: {}", card.latest.person, card.offence), ..f },
        card,
        at,
        seen: Arc::clone(&seen),
    };
    Ok(Box::new(page))
}

/// "possible punishment: prison, 18 months".
pub(super) fn penalty(exposure: &factum::record::Exposure) -> String {
    let kind = exposure.kind.as_str().replace('_', " ");
    let amount = exposure.amount.as_deref().map(|a| format!(", {}", factum::amount(a))).unwrap_or_default();
    format!("{}: {kind}{amount}", penalty_state(exposure.state))
}

fn step(asked: &Asked, step: &HistoryStep, note: String, later: bool, chip: Chip) -> Step {
    let witness =
        |w: &factum::record::Witness| Witness { quote: quote(&w.cite, asked), inferred: w.inferred.clone() };
    Step {
        chip,
        details: details(step),
        when: when(&step.held),
        note,
        later,
        witnesses: step.witnesses.iter().map(witness).collect(),
    }
}

impl Page for Charge {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let view = &self.seen.view;
        let mut value = wire::parts(view, &["parties"]);
        let of = |list: Value| list.as_array().and_then(|all| all.get(self.at).cloned());
        if let Value::Object(fields) = &mut value {
            fields.insert("charge".to_owned(), json!(of(wire::charges(view))));
            fields.insert("gaps".to_owned(), json!(self.gaps));
        }
        value
    }
}
