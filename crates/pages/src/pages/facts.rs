//! The words of a fact: the exact quote on its line, the source, the rules with their reasons, and the outcome.

use std::fmt::Write as _;

use askama::Template;
use factum::casebook::{Casebook, Decision, FactRow};
use factum::record::Outcome;
use factum::types::{Act, Modality, Status};
use factum::wire;
use factum::words::fold;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::asked::Asked;
use crate::desk::{Desk, PEOPLE};
use crate::frame::Frame;
use crate::hand;
use crate::problem::Problem;
use crate::words::{Chip, Latest, aside, digits, procedure, short};

#[derive(Template)]
#[template(path = "facts.html")]
struct Facts {
    f: Frame,
    /// The words themselves, with what stands around them.
    quote: String,
    around: (String, String),
    source: String,
    source_href: String,
    original: String,
    hash: String,
    published: String,
    place: String,
    facts: Vec<Fact>,
    latest: Vec<Latest>,
    rows: Vec<Whole>,
}

/// A fact as the twin gives it.
struct Whole {
    row: FactRow,
    /// Each rule with its reason.
    rules: Vec<(String, String)>,
    outcomes: Vec<Outcome>,
}

/// What was read in the words.
pub(super) struct Fact {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) kind: String,
    pub(super) about: String,
    pub(super) chip: Option<Chip>,
    pub(super) superseded: bool,
    pub(super) rules: Vec<Rule>,
    pub(super) inferred: Vec<String>,
    /// What people decided about it.
    pub(super) decided: Vec<String>,
    pub(super) fields: Vec<Field>,
    /// What read it and when, in words.
    pub(super) read: String,
    /// The decision that added it, where it was added by hand.
    pub(super) hand: Option<i64>,
}

/// A field that can be set.
pub(super) struct Field {
    pub(super) name: &'static str,
    /// What it is to a reader.
    pub(super) label: &'static str,
    /// Its values with their words, where only some are meant; empty for free text.
    pub(super) choices: Vec<(&'static str, String)>,
    pub(super) hint: &'static str,
}

pub(super) struct Rule {
    pub(super) name: String,
    pub(super) why: String,
    pub(super) place: String,
}

/// By the place of the words.
pub(super) fn words(q: &Question<'_>) -> Made {
    let [source, place] = q.rest.as_slice() else { return Err(missing()) };
    let source = format!("sha256:{source}");
    let (start, end) = place.split_once('-').ok_or_else(missing)?;
    let at = (start.parse().map_err(|_| missing())?, end.parse().map_err(|_| missing())?);
    let rows = q.desk.ask(|casebook| {
        let mut rows = casebook.facts_of(&source)?;
        if let Ok(held) = casebook.document_at(&source) {
            rows.extend(hand::added(&held.document, held.version, &casebook.decisions(None)?));
        }
        let same: Vec<FactRow> =
            rows.iter().filter(|r| r.chars == at && r.kind != "charge").cloned().collect();
        if same.is_empty() {
            // words without a fact of their own: those of the facts that they touch
            rows.retain(|r| r.chars.0 < at.1 && at.0 < r.chars.1 && r.kind != "charge");
            return Ok(rows);
        }
        Ok(same)
    })?;
    match rows.is_empty() {
        false => shown(q, rows),
        true => silent(q, &source, at),
    }
}

/// By a fact's name.
pub(super) fn one(q: &Question<'_>) -> Made {
    let name = q.rest.first().copied().unwrap_or_default();
    let rows = q.desk.ask(|casebook| Ok(casebook.fact(name)?))?;
    match rows.is_empty() {
        true => Err(Problem::missing(format!("The casebook has no fact {name}."))),
        false => shown(q, rows),
    }
}

fn missing() -> Problem {
    Problem::missing("These are no words of a document; expected /words/HASH/START-END.")
}

/// Words that gave no fact.
fn silent(q: &Question<'_>, source: &str, (start, end): (usize, usize)) -> Made {
    let held = q.desk.ask(|casebook| Ok(casebook.document_at(source)?))?;
    let text = &held.document.text;
    if start >= end || end > text.chars().count() {
        return Err(missing());
    }
    let quote: String = text.chars().skip(start).take(end - start).collect();
    let before: String = text.chars().take(start).collect();
    let after: String = text.chars().skip(end).collect();
    let line = before.matches('\n').count() + 1;
    Ok(Box::new(Facts {
        f: q.frame("Words"),
        around: (
            before.rsplit('\n').next().unwrap_or_default().to_owned(),
            after.split('\n').next().unwrap_or_default().to_owned(),
        ),
        quote,
        source: short(&held.document.path).to_owned(),
        source_href: q.asked.to(&format!("/sources/{}", digits(source))),
        original: format!("/sources/{}/original", digits(source)),
        hash: source.to_owned(),
        published: published(
            held.document.publisher.as_deref(),
            held.document.published.map(|p| p.date.to_string()).as_deref(),
        ),
        place: format!("{}:{line}", held.document.path),
        facts: Vec::new(),
        latest: of_source(q.desk, q.asked, source).iter().map(Latest::of).collect(),
        rows: Vec::new(),
    }))
}

fn shown(q: &Question<'_>, rows: Vec<FactRow>) -> Made {
    let decisions = q.desk.ask(|casebook| Ok(casebook.decisions(None)?))?;
    let Some(first) = rows.first().cloned() else { return Err(missing()) };
    let mut facts = Vec::new();
    let mut latest: Vec<Latest> = Vec::new();
    let mut full = Vec::new();
    for row in rows {
        let outcomes = outcomes(q.desk, q.asked, &row);
        for one in outcomes.iter().map(Latest::of) {
            if !latest.contains(&one) {
                latest.push(one);
            }
        }
        let fact = fact(q.desk, q.asked, &row, &decisions);
        let rules = fact.rules.iter().map(|r| (r.name.clone(), r.why.clone())).collect();
        facts.push(fact);
        full.push(Whole { row, rules, outcomes });
    }
    Ok(Box::new(Facts {
        f: q.frame("Words"),
        quote: first.quote.clone(),
        around: first.around.clone(),
        source: short(&first.address).to_owned(),
        source_href: q.asked.to(&format!("/sources/{}#{}", digits(&first.source), first.name)),
        original: format!("/sources/{}/original", digits(&first.source)),
        hash: first.source.clone(),
        published: published(first.publisher.as_deref(), first.published.as_deref()),
        place: format!("{}:{}", first.address, first.line),
        facts,
        latest,
        rows: full,
    }))
}

fn published(publisher: Option<&str>, day: Option<&str>) -> String {
    let by = publisher.map(|p| format!(" by {p}")).unwrap_or_default();
    match day {
        Some(day) => format!("published{by} {day}"),
        None => format!("published{by} on a day that it does not give"),
    }
}

/// A fact as it is shown.
pub(super) fn fact(desk: &Desk, asked: &Asked, row: &FactRow, decisions: &[factum::casebook::Kept]) -> Fact {
    let seen_status = row.status.as_deref().and_then(|s| s.parse().ok());
    let parts = [row.who.as_deref(), row.what.as_deref()];
    let parts: Vec<String> = parts.into_iter().flatten().map(fold).filter(|p| !p.is_empty()).collect();
    let chip = seen_status.map(|status| {
        let row = procedure().row(status);
        Chip::new(Some(row.state), row.words.clone())
    });
    let rules = row.rules().into_iter().map(|name| {
        let (why, place) = desk.reason(&name).unwrap_or_default();
        Rule { why, place, name }
    });
    let is_about = |kept: &&factum::casebook::Kept| match &kept.decision {
        Decision::Accept { fact } | Decision::Reject { fact, .. } | Decision::Edit { fact, .. } => {
            fact.name == row.name
        }
        _ => false,
    };
    let decided = decisions.iter().filter(is_about).map(|kept| {
        let mut words = format!("{} by {} on {}", verb(&kept.decision), kept.who, kept.at);
        if !kept.holds {
            let _ = write!(words, " (taken back)");
        }
        words
    });
    let body: Value = serde_json::from_str(&row.body).unwrap_or_default();
    let inferred = body.get("inferred").and_then(Value::as_array).into_iter().flatten();
    let hand = hand::decision(&row.name);
    Fact {
        name: row.name.clone(),
        href: asked.to(&fact_path(row)),
        kind: row.kind.clone(),
        about: parts.join(", "),
        chip,
        superseded: row.superseded,
        rules: rules.collect(),
        inferred: inferred.filter_map(|w| w.as_str().map(str::to_owned)).collect(),
        decided: decided.collect(),
        fields: if hand.is_some() { Vec::new() } else { fields(&row.kind) },
        read: match hand {
            Some(number) => format!("by {} on {}; decision {number}", row.engine, row.added),
            None => format!("{}; added {}; log entry {}", row.engine, row.added, row.seq),
        },
        hand,
    }
}

fn verb(decision: &Decision) -> String {
    match decision {
        Decision::Accept { .. } => "accepted".to_owned(),
        Decision::Reject { why, .. } if why.is_empty() => "rejected".to_owned(),
        Decision::Reject { why, .. } => format!("rejected ({why})"),
        Decision::Edit { set, .. } => {
            let set: Vec<String> = set.iter().map(|(field, value)| format!("{field} to {value}")).collect();
            format!("edited ({})", set.join(", "))
        }
        other => other.to_string(),
    }
}

/// Where a fact is shown: by its name, or by its words where a person added it.
pub(super) fn fact_path(row: &FactRow) -> String {
    match hand::decision(&row.name) {
        Some(_) => format!("/words/{}/{}-{}", digits(&row.source), row.chars.0, row.chars.1),
        None => format!("/facts/{}", row.name),
    }
}

/// The fields that can be set on a fact of a kind.
fn fields(kind: &str) -> Vec<Field> {
    let plain = |name: &'static str| (name, name.replace('_', " "));
    let field = |name: &&'static str| Field {
        name,
        label: match *name {
            "status" => "what it came to",
            "date" => "day",
            "by" => "by whom",
            "modality" => "how the source says it",
            "type" => "kind",
            "act" => "what it does",
            "channel" => "through what",
            other => other,
        },
        choices: match *name {
            "status" => {
                let words = |s: &Status| (s.as_str(), procedure().row(*s).words.clone());
                Status::ALL.iter().map(words).collect()
            }
            "modality" => Modality::ALL.iter().map(|m| (m.as_str(), aside(*m).to_owned())).collect(),
            "act" => Act::ALL.iter().map(|a| plain(a.as_str())).collect(),
            "prejudice" => ["with", "without", "not_stated"].into_iter().map(plain).collect(),
            _ => Vec::new(),
        },
        hint: match *name {
            "date" => "2023-04-20, 2023-04 or 2023",
            "amount" => "as P5Y, P18M, USD 500",
            _ => "as it is",
        },
    };
    Casebook::fields(kind).iter().map(field).collect()
}

/// How the charges stand that a fact speaks of: of a step its own, of another fact those of its person, and where
/// that person is not charged all that its document speaks of.
pub(super) fn outcomes(desk: &Desk, asked: &Asked, fact: &FactRow) -> Vec<Outcome> {
    let of_person = fact.who.as_ref().map(|who| {
        let is_it = |p: &factum::record::Person| {
            p.members.iter().any(|m| m.source.id == fact.source && m.name == *who)
        };
        match desk.is_small() {
            Ok(true) => {
                let seen = desk.seen(&Asked::default()).ok()?;
                let at = seen.view.people.iter().position(is_it)?;
                Some(seen.view.outcomes(at))
            }
            // of a casebook that is too large for one view only what this person's charges need
            _ => desk
                .outcomes_of(&fact.source, who)
                .ok()
                .map(|of| of.iter().map(|o| o.as_ref().clone()).collect()),
        }
    });
    let mut found = of_person.flatten().unwrap_or_default();
    if matches!(fact.kind.as_str(), "step" | "charge") && found.iter().any(|o| o.offence == fact.what) {
        found.retain(|o| o.offence == fact.what);
    }
    if found.is_empty() {
        found = of_source(desk, asked, &fact.source);
    }
    found
}

/// How the charges stand that a document speaks of.
pub(super) fn of_source(desk: &Desk, asked: &Asked, source: &str) -> Vec<Outcome> {
    if asked.person().is_some() || desk.is_small().unwrap_or(false) {
        let seen = desk.seen(&asked.latest());
        return seen.map(|seen| told(&seen, source)).unwrap_or_default();
    }
    let charged = desk.ask(|casebook| Ok(charged(&casebook.facts_of(source)?))).unwrap_or_default();
    let mut all: Vec<Outcome> = Vec::new();
    for who in charged.iter().take(PEOPLE) {
        for outcome in desk.outcomes_of(source, who).iter().flat_map(|of| of.iter()) {
            if !all.contains(outcome) {
                all.push(outcome.as_ref().clone());
            }
        }
    }
    all
}

/// The people whom a document names, those whom it has charged first, by their names there.
pub(super) fn charged(facts: &[FactRow]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for kind in ["charge", "party"] {
        for name in facts.iter().filter(|f| f.kind == kind).filter_map(|f| f.who.clone()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The outcomes of the charges of a view that a document's words may speak of: those that it tells a step of, and all
/// of whomever it names.
pub(super) fn told(seen: &crate::desk::Seen, source: &str) -> Vec<Outcome> {
    let names = |person: usize| {
        let members = seen.view.people.get(person).map(|p| p.members.as_slice()).unwrap_or_default();
        members.iter().any(|m| m.source.id == source)
    };
    let speaks = |s: &factum::record::Standing| {
        let mut told = s.history.iter().chain(&s.apart).flat_map(|s| &s.witnesses);
        names(s.person) || told.any(|w| w.cite.source.id == source)
    };
    let of = seen.view.charges.iter().enumerate().filter(|(_, s)| speaks(s));
    of.filter_map(|(at, _)| seen.view.outcome(at)).collect()
}

impl Page for Facts {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let facts = self.rows.iter().map(|w| wire::fact(&w.row, &w.rules, &w.outcomes));
        json!({
            "version": wire::VERSION,
            "quote": self.quote,
            "source": self.hash,
            "facts": facts.collect::<Vec<_>>(),
            "charges": self.latest.iter().map(super::latest_json).collect::<Vec<_>>(),
        })
    }
}
