//! Who is who, with the evidence for each join, and who was not joined.

use std::io;

use factum::record::{Person, View};
use factum::types::PartyKind;

use super::paper::{Ink, Paper, count};
use super::sources::{published, small};

/// People and organizations.
pub(super) fn parties(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    let people = view.people.iter().filter(|p| p.kind == PartyKind::Person).count();
    let organizations = view.people.len() - people;
    let n = format!(
        "{}, {}",
        count(people, "person", "people"),
        count(organizations, "organization", "organizations")
    );
    paper.section("Parties", &n)?;
    for person in view.people.iter().filter(|p| p.kind == PartyKind::Person) {
        party(person, paper)?;
    }
    for organization in view.people.iter().filter(|p| p.kind == PartyKind::Organization) {
        party(organization, paper)?;
    }
    Ok(())
}

fn party(person: &Person, paper: &mut Paper<'_>) -> io::Result<()> {
    let roles: Vec<String> = person.roles.iter().map(|(role, _)| role.as_str().replace('_', " ")).collect();
    let mut ages: Vec<u16> = person.ages.iter().map(|a| a.0).collect();
    ages.sort_unstable();
    ages.dedup();
    let ages: Vec<String> = ages.iter().map(u16::to_string).collect();
    let mut parts = vec![person.name.clone()];
    if !roles.is_empty() {
        parts.push(roles.join(", "));
    }
    if !ages.is_empty() {
        parts.push(format!("age as printed: {}", ages.join(", ")));
    }
    parts.push(count(person.members.len(), "document", "documents"));
    paper.text(2, None, &parts.join("; "))?;
    if !person.aliases.is_empty() {
        let aliases: Vec<String> = person.aliases.iter().map(|a| format!("“{a}”")).collect();
        small(paper, 6, &format!("also {}", aliases.join(", ")))?;
    }
    if let Some((_, cite)) = person.roles.first() {
        paper.quote(6, cite)?;
    }
    if person.kind == PartyKind::Person {
        for join in &person.joins {
            let (Some(a), Some(b)) = (person.members.get(join.a), person.members.get(join.b)) else {
                continue;
            };
            let paths = format!("{} and {}", a.source.path, b.source.path);
            small(paper, 6, &format!("one person in {paths}: {}", join.evidence.join("; ")))?;
        }
    }
    Ok(())
}

/// Pairs that share a name and were not joined.
pub(super) fn not_joined(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Not joined", &count(view.not_joined.len(), "pair of one name", "pairs of one name"))?;
    for pair in &view.not_joined {
        let (Some(a), Some(b)) = (view.people.get(pair.a), view.people.get(pair.b)) else { continue };
        let place = |p: &Person| match p.members.first() {
            Some(m) => format!("{} ({}, {})", p.name, m.source.path, published(&m.source)),
            None => p.name.clone(),
        };
        paper.text(2, None, &format!("{} and {}", place(a), place(b)))?;
        paper.text(6, Some(Ink::Note), &format!("same name, not joined: {}", pair.why))?;
    }
    if view.not_joined.is_empty() {
        paper.text(2, None, "Nobody.")?;
    }
    Ok(())
}
