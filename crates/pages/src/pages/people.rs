//! People: everybody with how they stand, and one person whole, with every mention and what joined the members.

use std::sync::Arc;

use askama::Template;
use factum::record::{Member, Person, View};
use factum::types::PartyKind;
use factum::wire;
use factum::words::fold;
use serde_json::{Value, json};

use super::{Made, Page, Question};
use crate::asked::Asked;
use crate::board::{Row, Slider, board, sliders};
use crate::desk::Seen;
use crate::frame::{Frame, framed};
use crate::problem::Problem;
use crate::words::{Latest, Quote, count, publication, quote};

/// Of how many documents every mention is shown.
const DOCUMENTS: usize = 100;

#[derive(Template)]
#[template(path = "people.html")]
struct All {
    f: Frame,
    seen: Arc<Seen>,
    people: Vec<Entry>,
    organizations: Vec<Entry>,
    pairs: Vec<Pair>,
}

/// A person in the list.
struct Entry {
    name: String,
    href: String,
    roles: String,
    ages: String,
    documents: String,
    latest: Vec<Latest>,
}

/// Two that share a name and were not joined.
struct Pair {
    a: Side,
    b: Side,
    why: String,
}

struct Side {
    name: String,
    href: String,
    source: String,
    /// Document and name, as a form hands them over.
    value: String,
}

pub(super) fn all(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "People")?;
    let view = &seen.view;
    // narrowed to somebody, the others are left out
    let wanted = q.asked.person().map(|words| view.named(words));
    let of = |kind: PartyKind| -> Vec<Entry> {
        let all = view.people.iter().enumerate().filter(|(_, p)| p.kind == kind);
        let all = all.filter(|(at, _)| wanted.as_ref().is_none_or(|w| w.contains(at)));
        all.map(|(at, person)| entry(&seen, q.asked, at, person)).collect()
    };
    let mut people = of(PartyKind::Person);
    // those with charges first, each group in the order of first appearance
    people.sort_by_key(|p| p.latest.is_empty());
    let pairs = view.not_joined.iter().filter_map(|pair| {
        Some(Pair {
            a: side(&seen, q.asked, pair.a)?,
            b: side(&seen, q.asked, pair.b)?,
            why: pair.why.clone(),
        })
    });
    Ok(Box::new(All {
        people,
        organizations: of(PartyKind::Organization),
        pairs: pairs.collect(),
        f,
        seen: Arc::clone(&seen),
    }))
}

fn entry(seen: &Seen, asked: &Asked, at: usize, person: &Person) -> Entry {
    let key = seen.keys().people.get(at).cloned().unwrap_or_default();
    Entry {
        name: person.name.clone(),
        href: asked.to(&format!("/people/{key}")),
        roles: roles(person),
        ages: ages(person),
        documents: count(person.members.len(), "document", "documents"),
        latest: seen.view.outcomes(at).iter().map(Latest::of).collect(),
    }
}

fn roles(person: &Person) -> String {
    person.roles.iter().map(|(role, _)| role.as_str().replace('_', " ")).collect::<Vec<_>>().join(", ")
}

fn ages(person: &Person) -> String {
    let mut ages: Vec<u16> = person.ages.iter().map(|(years, _)| *years).collect();
    ages.sort_unstable();
    ages.dedup();
    ages.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

fn side(seen: &Seen, asked: &Asked, at: usize) -> Option<Side> {
    let person = seen.view.people.get(at)?;
    let member = person.members.first()?;
    Some(Side {
        name: person.name.clone(),
        href: asked.to(&format!("/people/{}", seen.keys().people.get(at)?)),
        source: publication(&member.source),
        value: value(member),
    })
}

/// A party for a form: document and name, apart by a space.
fn value(member: &Member) -> String {
    format!("{} {}", member.source.id, member.name)
}

impl Page for All {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::parts(&self.seen.view, &["parties", "not_joined", "charges"])
    }
}

#[derive(Template)]
#[template(path = "person.html")]
struct One {
    f: Frame,
    seen: Arc<Seen>,
    at: usize,
    name: String,
    also: Vec<String>,
    kind: &'static str,
    ages: String,
    sliders: Vec<Slider>,
    rows: Vec<Row>,
    roles: Vec<(String, Quote)>,
    members: Vec<Mentions>,
    /// Documents of which the mentions are not listed.
    unlisted: usize,
    joins: Vec<Joined>,
    /// Who else could be the same: value, and the name with why.
    others: Vec<(String, String)>,
    /// The words in a name that were looked for.
    like: String,
    own: String,
}

/// A document that speaks of the person.
struct Mentions {
    source: String,
    href: String,
    name: String,
    mentions: Vec<Mention>,
}

struct Mention {
    words: String,
    href: String,
    rule: String,
}

/// Two members that are one, and what shows it.
struct Joined {
    a: Side,
    b: Side,
    evidence: Vec<String>,
}

pub(super) fn one(q: &Question<'_>) -> Made {
    let (f, seen) = framed(q.desk, q.asked, q.path, "Person")?;
    let all = q.desk.seen_by(&q.asked.scope(), Default::default())?;
    let missing = || Problem::missing("There is no such person at the times asked.");
    let at = seen.keys().person(q.rest.first().copied().unwrap_or_default()).ok_or_else(missing)?;
    let person = seen.view.people.get(at).ok_or_else(missing)?;
    let member = |m: &Member| Side {
        name: m.name.clone(),
        href: q.asked.to(&format!("/sources/{}", crate::words::digits(&m.source.id))),
        source: publication(&m.source),
        value: value(m),
    };
    let joins = person.joins.iter().filter_map(|join| {
        let (a, b) = (person.members.get(join.a)?, person.members.get(join.b)?);
        Some(Joined { a: member(a), b: member(b), evidence: join.evidence.clone() })
    });
    let like = q.asked.text("like").unwrap_or_default().to_owned();
    let others = others(&seen.view, at, person, &like);
    let members = person.members.iter().take(DOCUMENTS);
    let members = members.map(|m| mentions(q, m)).collect::<Result<Vec<_>, Problem>>()?;
    Ok(Box::new(One {
        at,
        name: person.name.clone(),
        also: person.aliases.clone(),
        kind: person.kind.as_str(),
        ages: ages(person),
        sliders: sliders(&all, q.asked, q.path),
        rows: board(&seen, &all, q.asked, Some(at)),
        roles: person
            .roles
            .iter()
            .map(|(role, cite)| (role.as_str().replace('_', " "), quote(cite, q.asked)))
            .collect(),
        unlisted: person.members.len().saturating_sub(DOCUMENTS),
        members,
        joins: joins.collect(),
        others,
        like,
        own: person.members.first().map(value).unwrap_or_default(),
        f: Frame { title: person.name.clone(), ..f },
        seen: Arc::clone(&seen),
    }))
}

/// Whom a person could be joined with: those who share a name and were left apart, those with a word of the name in
/// common, or, where somebody is looked for, those so named.
fn others(view: &View, at: usize, person: &Person, like: &str) -> Vec<(String, String)> {
    let apart = |other: usize| {
        view.not_joined.iter().any(|pair| (pair.a, pair.b) == (at, other) || (pair.b, pair.a) == (at, other))
    };
    let own = name_words(person);
    let sought = if like.is_empty() { Vec::new() } else { view.named(like) };
    let plausible = |other: usize, p: &Person| match like.is_empty() {
        true => apart(other) || name_words(p).iter().any(|word| own.contains(word)),
        false => sought.contains(&other),
    };
    let fits = |(other, p): &(usize, &Person)| *other != at && p.kind == person.kind && plausible(*other, p);
    let shown = |(_, p): (usize, &Person)| {
        let first = p.members.first()?;
        let roles = roles(p);
        let part = if roles.is_empty() { String::new() } else { format!(", {roles}") };
        Some((value(first), format!("{}{part} ({})", p.name, publication(&first.source))))
    };
    view.people.iter().enumerate().filter(fits).filter_map(shown).collect()
}

/// The words of a person's names that can tell one from another.
fn name_words(person: &Person) -> Vec<String> {
    let names = std::iter::once(&person.name).chain(&person.aliases);
    let words = names.flat_map(|name| name.split(|c: char| !c.is_alphabetic()));
    // a description ("a man from Elmford") has no capitals, an initial is nobody's own
    let telling = |word: &&str| word.chars().count() > 2 && word.starts_with(char::is_uppercase);
    words.filter(telling).map(str::to_lowercase).collect()
}

/// Every place where a document speaks of a member.
fn mentions(q: &Question<'_>, member: &Member) -> Result<Mentions, Problem> {
    let digits = crate::words::digits(&member.source.id);
    let held = q.desk.write(|casebook| Ok(casebook.document_at(&member.source.id)?));
    // an earlier version is not on the shelf any more: its first mention is all that is known
    let mut mentions = Vec::new();
    if let Ok(held) = held {
        let text = &held.document.text;
        let party = held.record.parties.iter().find(|p| p.name == member.name);
        for mention in party.iter().flat_map(|p| &p.mentions) {
            let span = mention.evidence.span;
            let start = text.get(..span.start as usize).unwrap_or_default().chars().count();
            let words = span.of(text);
            let end = start + words.chars().count();
            mentions.push(Mention {
                words: fold(words),
                href: q.asked.to(&format!("/words/{digits}/{start}-{end}")),
                rule: mention.evidence.rule.clone(),
            });
        }
    }
    Ok(Mentions {
        source: publication(&member.source),
        href: q.asked.to(&format!("/sources/{digits}")),
        name: member.name.clone(),
        mentions,
    })
}

impl Page for One {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        let whole = wire::parts(
            &self.seen.view.clone().about(&[self.at]),
            &["parties", "charges", "penalties", "statements", "not_joined"],
        );
        let id = format!("p{}", self.at + 1);
        let parties = whole.get("parties").and_then(Value::as_array).cloned().unwrap_or_default();
        let own = parties.into_iter().find(|p| p.get("id").and_then(Value::as_str) == Some(&id));
        let mention = |m: &Mention| json!({"words": m.words, "at": m.href, "rule": m.rule});
        let document = |m: &Mentions| json!({"source": m.source, "name": m.name, "mentions": m.mentions.iter().map(mention).collect::<Vec<_>>()});
        let mut whole = whole;
        if let Value::Object(fields) = &mut whole {
            fields.insert("person".to_owned(), json!(own));
            fields
                .insert("mentions".to_owned(), json!(self.members.iter().map(document).collect::<Vec<_>>()));
        }
        whole
    }
}
