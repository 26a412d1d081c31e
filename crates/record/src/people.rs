//! Who is who over the documents: a name alone never joins two people.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use factum_types::{PartyKind, Role};

use crate::case::Told;
use crate::cite::{Cite, Source};
use crate::joining::{Joined, join};
use crate::names::{FullName, last_word};
use crate::{Decided, Procedure};

/// A person or organization of the case.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Person or organization.
    pub kind: PartyKind,
    /// The fullest name; for the unnamed the phrase of the document.
    pub name: String,
    /// Other names and phrases, sorted.
    pub aliases: Vec<String>,
    /// Parts in the case, each with the words that first show it.
    pub roles: Vec<(Role, Cite)>,
    /// Ages as printed, each with its words.
    pub ages: Vec<(u16, Cite)>,
    /// The parties of single documents that are this person.
    pub members: Vec<Member>,
    /// Why the members are one; one fewer than there are members.
    pub joins: Vec<Join>,
}

/// A party of one document.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// The document.
    pub source: Arc<Source>,
    /// Its name there.
    pub name: String,
    /// Where the document first speaks of it; `None` where the record has no mention.
    pub cite: Option<Cite>,
}

/// Two members that are one person, and what shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Join {
    /// Index of one of [`Person::members`].
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// The evidence beyond the name, in words; never empty.
    pub evidence: Vec<String>,
}

/// Two that share a name and were not joined.
#[derive(Clone, Debug, PartialEq)]
pub struct NotJoined {
    /// Index of one person of the view.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// Why, in words.
    pub why: String,
}

/// The people of a view.
#[derive(Debug, Default)]
pub(crate) struct People {
    pub(crate) persons: Vec<Person>,
    pub(crate) not_joined: Vec<NotJoined>,
    /// For each document and party, the person.
    of: Vec<Vec<usize>>,
}

impl People {
    /// The person that a party of a document is.
    pub(crate) fn person(&self, document: usize, party: usize) -> Option<usize> {
        self.of.get(document)?.get(party).copied()
    }
}

/// Joins the parties of all documents into people, in the order of their first appearance.
pub(crate) fn people(told: &[&Told], procedure: &Procedure, decided: &[Decided]) -> People {
    let joined = join(told, procedure, decided);
    let mut people = People { of: told.iter().map(|_| Vec::new()).collect(), ..People::default() };
    // node → (person, member)
    let mut places: Vec<(usize, usize)> = Vec::new();
    let mut person_of_group: BTreeMap<usize, usize> = BTreeMap::new();
    for (n, node) in joined.nodes.iter().enumerate() {
        let Some(t) = told.get(node.document) else { continue };
        let Some(party) = t.record.parties.get(node.party) else { continue };
        let group = joined.group.get(n).copied().unwrap_or(n);
        let at = *person_of_group.entry(group).or_insert(people.persons.len());
        if at == people.persons.len() {
            people.persons.push(Person {
                kind: party.kind,
                name: party.name.clone(),
                aliases: Vec::new(),
                roles: Vec::new(),
                ages: Vec::new(),
                members: Vec::new(),
                joins: Vec::new(),
            });
        }
        if let Some(of) = people.of.get_mut(node.document) {
            of.push(at);
        }
        if let Some(person) = people.persons.get_mut(at) {
            places.push((at, person.members.len()));
            add(person, t, party);
        }
    }
    for (a, b, evidence) in &joined.links {
        let (Some(&(at, a)), Some(&(_, b))) = (places.get(*a), places.get(*b)) else { continue };
        if let Some(person) = people.persons.get_mut(at) {
            person.joins.push(Join { a, b, evidence: evidence.clone() });
        }
    }
    people.persons.iter_mut().for_each(tidy);
    people.not_joined = not_joined(&people.persons, &joined, &places);
    people
}

/// Adds a party of one document to its person.
fn add(person: &mut Person, told: &Told, party: &factum_types::Party) {
    let cite = party.mentions.first().map(|m| told.pages.cite(&m.evidence));
    person.members.push(Member { source: Arc::clone(&told.pages.source), name: party.name.clone(), cite });
    person.aliases.push(party.name.clone());
    person.aliases.extend(party.aliases.iter().cloned());
    for role in &party.roles {
        if !person.roles.iter().any(|(known, _)| *known == role.role) {
            person.roles.push((role.role, told.pages.cite(&role.evidence)));
        }
    }
    if let Some(age) = &party.age {
        person.ages.push((age.years, told.pages.cite(&age.evidence)));
    }
}

/// The fullest name as the name, the rest as aliases.
fn tidy(person: &mut Person) {
    let fullest = |name: &&String| {
        let is_full = FullName::parse(name).is_some();
        (is_full, name.chars().count(), name.contains('-'), std::cmp::Reverse((*name).clone()))
    };
    let names: BTreeSet<String> = person.members.iter().map(|m| m.name.clone()).collect();
    if let Some(name) = names.iter().max_by_key(fullest) {
        person.name = name.clone();
    }
    person.aliases.sort();
    person.aliases.dedup();
    person.aliases.retain(|alias| *alias != person.name);
    person.roles.sort_by_key(|(role, _)| *role);
}

/// The pairs of people that share a name, once each.
fn not_joined(persons: &[Person], joined: &Joined, places: &[(usize, usize)]) -> Vec<NotJoined> {
    let mut found: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (a, b, why) in &joined.refused {
        let (Some(&(a, _)), Some(&(b, _))) = (places.get(*a), places.get(*b)) else { continue };
        if a != b {
            found.entry((a.min(b), a.max(b))).or_insert_with(|| why.clone());
        }
    }
    for (at, person) in persons.iter().enumerate().filter(|(_, p)| is_surname_only(p)) {
        let full = |(_, other): &(usize, &Person)| {
            other.kind == PartyKind::Person
                && FullName::parse(&other.name).is_some()
                && last_word(&other.name) == last_word(&person.name)
                && !shares_document(person, other)
        };
        for (other, _) in persons.iter().enumerate().filter(full) {
            let why = "a surname alone joins nobody".to_owned();
            found.entry((at.min(other), at.max(other))).or_insert(why);
        }
    }
    found.into_iter().map(|((a, b), why)| NotJoined { a, b, why }).collect()
}

fn is_surname_only(person: &Person) -> bool {
    let one_word = !person.name.contains(char::is_whitespace);
    person.kind == PartyKind::Person && one_word && person.name.chars().next().is_some_and(char::is_uppercase)
}

fn shares_document(a: &Person, b: &Person) -> bool {
    a.members.iter().any(|m| b.members.iter().any(|n| m.source.id == n.source.id))
}
