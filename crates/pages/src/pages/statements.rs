//! Statements: who said what, how it was given, and through whose hands it came.

use std::sync::Arc;

use askama::Template;
use factum::record::{Cite, Saying, Standing, View};
use factum::wire;
use factum::words::{act, fold, mode};
use serde_json::Value;

use super::{Made, Page, Question};
use crate::asked::Asked;
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::words::{Latest, Quote, quote, speaker};

#[derive(Template)]
#[template(path = "statements.html")]
struct Statements {
    f: Frame,
    seen: Arc<Seen>,
    sayings: Vec<Account>,
    /// What statements do: value, how many, whether it is chosen, address.
    acts: Vec<(String, usize, bool, String)>,
}

/// One account: who, how, through what, in which words.
pub(super) struct Account {
    pub(super) speaker: String,
    pub(super) href: String,
    pub(super) act: String,
    pub(super) act_name: &'static str,
    pub(super) mode: &'static str,
    pub(super) channel: String,
    pub(super) hedge: String,
    pub(super) quotes: Vec<Quote>,
    /// Other sources with the same words.
    pub(super) again: Vec<Quote>,
    /// How the charges stand whose steps its words tell.
    pub(super) latest: Vec<Latest>,
}

impl Account {
    pub(super) fn of(seen: &Seen, asked: &Asked, saying: &Saying) -> Account {
        let view: &View = &seen.view;
        let channel = saying.hands().map(fold).collect::<Vec<_>>();
        let key = saying.speaker.and_then(|p| seen.keys().people.get(p));
        let first = saying.witnesses.first();
        let quotes: Vec<Quote> = match saying.content.is_empty() {
            true => first.iter().map(|c| quote(c, asked)).collect(),
            false => saying.content.iter().map(|c| quote(c, asked)).collect(),
        };
        Account {
            speaker: speaker(view, saying),
            href: key.map(|key| asked.to(&format!("/people/{key}"))).unwrap_or_default(),
            act: act(saying),
            act_name: saying.act.as_str(),
            mode: mode(saying),
            channel: channel.join(" → "),
            hedge: saying.hedge.clone().unwrap_or_default(),
            // the link leads to the statement's own words, which are the fact
            quotes: match (quotes.as_slice(), first) {
                ([one], Some(fact)) => vec![Quote { href: quote(fact, asked).href, ..one.clone() }],
                _ => quotes,
            },
            latest: outcomes(view, saying),
            again: saying.witnesses.iter().skip(1).map(|c| quote(c, asked)).collect(),
        }
    }
}

/// The outcomes of the charges that a statement's words speak of: those that they tell a step of, and those of people in
/// the same document whose offence they name.
fn outcomes(view: &View, saying: &Saying) -> Vec<Latest> {
    let touches = |cite: &Cite| {
        let own = saying.witnesses.iter().chain(&saying.content);
        own.into_iter().any(|o| o.source.id == cite.source.id && o.span.overlaps(cite.span))
    };
    let told = |s: &Standing| {
        s.history.iter().chain(&s.apart).flat_map(|step| &step.witnesses).any(|w| touches(&w.cite))
    };
    let own: Vec<&Cite> = saying.witnesses.iter().chain(&saying.content).collect();
    let said = own.iter().map(|c| c.quote.to_lowercase()).collect::<Vec<_>>().join("\n");
    let named = |s: &Standing| {
        let offence = s.offence.as_deref().is_some_and(|o| said.contains(&o.to_lowercase()));
        let members = view.people.get(s.person).map(|p| p.members.as_slice()).unwrap_or_default();
        offence && members.iter().any(|m| own.iter().any(|c| c.source.id == m.source.id))
    };
    let of = view.charges.iter().enumerate().filter(|(_, s)| told(s) || named(s));
    of.filter_map(|(at, _)| view.outcome(at)).map(|o| Latest::of(&o)).collect()
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Statements")?;
    let chosen = q.asked.text("act");
    let all = &seen.view.statements;
    let mut acts: Vec<(String, usize, bool, String)> =
        vec![("all".to_owned(), all.len(), chosen.is_none(), q.asked.with(q.path, "act", ""))];
    for name in ["say", "allege", "deny", "find", "decline"] {
        let n = all.iter().filter(|s| s.act.as_str() == name).count();
        if n > 0 {
            acts.push((name.to_owned(), n, chosen == Some(name), q.asked.with(q.path, "act", name)));
        }
    }
    let of = all.iter().filter(|s| chosen.is_none_or(|act| s.act.as_str() == act));
    Ok(Box::new(Statements {
        sayings: of.map(|s| Account::of(&seen, q.asked, s)).collect(),
        acts,
        f,
        seen: Arc::clone(&seen),
    }))
}

impl Page for Statements {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let mut value = wire::parts(&self.seen.view, &["parties", "statements"]);
        if let (Some(act), Some(Value::Array(all))) = (self.f.asked.text("act"), value.get_mut("statements"))
        {
            all.retain(|s| s.get("act").and_then(Value::as_str) == Some(act));
        }
        value
    }
}
