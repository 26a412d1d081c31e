//! FollowTheMoney entities: people, organizations, a court case for each charge, and who is a party to it.

use factum_record::{Person, View};
use factum_types::PartyKind;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::words::fold;

/// A line of JSON for each entity; the ids are hashes of what the entity is, so that a second export has the same.
pub(super) fn entities(view: &View) -> String {
    let mut lines = String::new();
    let mut write = |entity: Value| {
        lines.push_str(&entity.to_string());
        lines.push('\n');
    };
    for source in &view.sources {
        write(json!({"id": source_id(&source.id), "schema": "Article", "properties": {
            "title": [source.title.clone().unwrap_or_else(|| source.path.clone())],
            "publisher": list(source.publisher.clone()),
            "date": list(source.published.map(|p| p.to_string())),
            "contentHash": [source.id],
        }}));
    }
    for left_out in &view.left_out {
        write(
            json!({"id": id(&["left out", &left_out.what, &left_out.why]), "schema": "Note", "properties": {
                "name": [format!("Not in it: {}", left_out.what)],
                "description": [left_out.why],
            }}),
        );
    }
    for person in &view.people {
        let schema = if person.kind == PartyKind::Person { "Person" } else { "Organization" };
        write(json!({"id": person_id(person), "schema": schema, "properties": {
            "name": [person.name],
            "alias": person.aliases,
            "proof": person.members.iter().map(|m| source_id(&m.source.id)).collect::<Vec<_>>(),
        }}));
    }
    for (at, standing) in view.charges.iter().enumerate() {
        let Some((outcome, person)) = view.outcome(at).zip(view.people.get(standing.person)) else {
            continue;
        };
        let case = id(&["charge", &person_id(person), outcome.offence(), &standing.again.to_string()]);
        let first = standing.history.first();
        let quotes: Vec<String> = standing
            .history
            .iter()
            .flat_map(|s| s.witnesses.first())
            .map(|w| format!("“{}” ({})", fold(&w.cite.quote), w.cite.told()))
            .collect();
        write(json!({"id": case, "schema": "CourtCase", "properties": {
            "name": [format!("{} ({})", outcome.offence(), outcome.person)],
            "status": [outcome.standing()],
            "fileDate": list(first.and_then(|s| s.held.date).map(|d| d.to_string())),
            "closeDate": list(outcome.held.date.filter(|_| outcome.found).map(|d| d.to_string())),
            "summary": quotes,
        }}));
        write(json!({"id": id(&["party", &case]), "schema": "CourtCaseParty", "properties": {
            "party": [person_id(person)],
            "case": [case],
            "role": ["defendant"],
            "status": [outcome.standing()],
        }}));
    }
    lines
}

fn list(value: Option<String>) -> Vec<String> {
    value.into_iter().collect()
}

fn id(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\n"));
    let digits: String = hash.iter().take(20).map(|b| format!("{b:02x}")).collect();
    format!("factum-{digits}")
}

fn source_id(hash: &str) -> String {
    id(&["source", hash])
}

/// By the places where the documents name the person, since a name is nobody's own.
fn person_id(person: &Person) -> String {
    let mut parts = vec!["person".to_owned(), person.name.clone()];
    parts.extend(person.members.iter().map(|m| m.source.id.clone()));
    id(&parts.iter().map(String::as_str).collect::<Vec<_>>())
}
