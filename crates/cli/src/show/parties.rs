//! Who is who, with the evidence for each join, and who was not joined.

use std::io;

use factum::record::{Person, View};
use factum::types::PartyKind;

use super::paper::{Ink, Paper, count};
use super::sources::{published, small};

/// People and organizations; with `only`, these.
pub(super) fn parties(view: &View, paper: &mut Paper<'_>, only: Option<&[usize]>) -> io::Result<()> {
    let wanted = |at: usize| only.is_none_or(|only| only.contains(&at));
    let parties: Vec<&Person> =
        view.people.iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(_, p)| p).collect();
    let people = parties.iter().filter(|p| p.kind == PartyKind::Person).count();
    let organizations = parties.len() - people;
    let n = format!(
        "{}, {}",
        count(people, "person", "people"),
        count(organizations, "organization", "organizations")
    );
    paper.section("Parties", &n)?;
    for person in parties.iter().filter(|p| p.kind == PartyKind::Person) {
        party(person, paper)?;
    }
    for organization in parties.iter().filter(|p| p.kind == PartyKind::Organization) {
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
    if person.kind == PartyKind::Person && !person.joins.is_empty() {
        small(paper, 6, &format!("one person in these documents by: {}", joined_by(person).join("; ")))?;
    }
    Ok(())
}

/// Each piece of evidence once, those that tie the most documents first; `--json` has them pair by pair.
fn joined_by(person: &Person) -> Vec<String> {
    let mut pieces: Vec<(String, usize)> = Vec::new();
    for piece in person.joins.iter().flat_map(|j| &j.evidence) {
        match pieces.iter_mut().find(|(p, _)| p == piece) {
            Some((_, times)) => *times += 1,
            None => pieces.push((piece.clone(), 1)),
        }
    }
    pieces.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    pieces.truncate(SHOWN);
    pieces
        .into_iter()
        .map(|(piece, times)| if times > 1 { format!("{piece} ({times}×)") } else { piece })
        .collect()
}

/// How many pieces of evidence for a join are shown.
const SHOWN: usize = 5;

/// Pairs that share a name and were not joined.
pub(super) fn not_joined(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Not joined", &count(view.not_joined.len(), "pair of one name", "pairs of one name"))?;
    for pair in &view.not_joined {
        let (Some(a), Some(b)) = (view.people.get(pair.a), view.people.get(pair.b)) else { continue };
        let place = |paper: &Paper<'_>, p: &Person| match p.members.first() {
            Some(m) => format!("{} ({}, {})", p.name, paper.path(&m.source.path), published(&m.source)),
            None => p.name.clone(),
        };
        let both = format!("{} and {}", place(paper, a), place(paper, b));
        paper.text(2, None, &both)?;
        paper.text(6, Some(Ink::Note), &format!("same name, not joined: {}", pair.why))?;
    }
    if view.not_joined.is_empty() {
        paper.text(2, None, "Nobody.")?;
    }
    Ok(())
}
