//! `cargo xtask incidents`: the records of local stories against a registry's record of each incident.
//!
//! What can be compared: who was killed and who was injured, who is suspected, the day, and the place. People are
//! compared by name, and whom the story leaves unnamed by the age; of who has neither in the record nothing can be
//! said. A person of the registry counts only where the story holds the surname or, as "17-year-old", the age, since a
//! story need not tell of everybody; a victim of the record that the registry does not have is often of another
//! incident that the story also tells, or is spelt otherwise, so that the precision printed is a lower bound.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::Context;
use factum::types::{MarkKind, Party, PartyKind, Record, Role};
use factum::{Engine, Hint, models, read};
use serde::Deserialize;

use crate::{model, process};

/// One incident as the registry has it.
#[derive(Deserialize)]
struct Incident {
    incident_uri: String,
    date: String,
    city_or_county: Option<String>,
    address: Option<String>,
    participants: Vec<Participant>,
}

#[derive(Deserialize)]
struct Participant {
    #[serde(rename = "Status", default)]
    status: String,
    #[serde(rename = "Type", default)]
    kind: String,
    #[serde(rename = "Name", default)]
    name: String,
    #[serde(rename = "Age", default)]
    age: String,
}

impl Participant {
    fn age(&self) -> Option<u16> {
        self.age.trim().parse().ok()
    }
}

/// One story.
#[derive(Deserialize)]
struct Story {
    incident: String,
    id: String,
    title: Option<String>,
    dct: Option<String>,
    content: String,
}

/// Hits among what the record says and among what the registry says.
#[derive(Default)]
struct Count {
    hit: usize,
    said: usize,
    wanted: usize,
}

/// Reads every story and prints precision and recall; says so where the corpus is absent.
pub(crate) fn run(details: bool) -> anyhow::Result<()> {
    let folder = process::root().join("../shared/corpora/incidents");
    if !folder.exists() {
        println!("{} is absent: nothing to compare", folder.display());
        return Ok(());
    }
    let incidents: BTreeMap<String, Incident> = lines::<Incident>(&folder.join("incidents.jsonl"))?
        .into_iter()
        .map(|i| (i.incident_uri.clone(), i))
        .collect();
    let stories: Vec<Story> = lines(&folder.join("docs.jsonl"))?;
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let engine = Engine::new(factum::analyze::Analyzer::open(&path)?)?;
    let mut session = engine.session();
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let (mut read_stories, mut empty) = (0, 0);
    for story in &stories {
        let Some(incident) = incidents.get(&story.incident) else { continue };
        let line = serde_json::json!({
            "id": story.id, "title": story.title, "published": story.dct, "text": story.content
        });
        let documents = read::read(line.to_string().as_bytes(), &Hint::new("story.jsonl"));
        let Some(document) = documents.into_iter().find_map(Result::ok) else { continue };
        let record = session.told(document).record;
        read_stories += 1;
        empty += usize::from(record.events.is_empty());
        for (what, count) in compare(story, incident, &record, details) {
            let sum = counts.entry(what).or_default();
            sum.hit += count.hit;
            sum.said += count.said;
            sum.wanted += count.wanted;
        }
    }
    println!("{read_stories} stories of {} incidents; {empty} records hold no event", incidents.len());
    println!("{:10} {:>9} {:>9}  hit/record/registry", "", "precision", "recall");
    for (what, count) in &counts {
        let share = |of: usize| if of == 0 { 0.0 } else { count.hit as f64 / of as f64 };
        println!(
            "{what:10} {:>9.3} {:>9.3}  {}/{}/{}",
            share(count.said),
            share(count.wanted),
            count.hit,
            count.said,
            count.wanted
        );
    }
    Ok(())
}

fn lines<T: for<'d> Deserialize<'d>>(path: &Path) -> anyhow::Result<Vec<T>> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    text.lines().map(|l| serde_json::from_str(l).with_context(|| path.display().to_string())).collect()
}

fn compare(story: &Story, incident: &Incident, record: &Record, details: bool) -> Vec<(&'static str, Count)> {
    let in_story = words(&story.content);
    let named = |p: &&Participant| {
        words(&p.name).last().is_some_and(|surname| in_story.contains(surname))
            || p.age().is_some_and(|age| story.content.contains(&format!("{age}-year-old")))
    };
    let of_status = |status: &str| -> Vec<&Participant> {
        incident.participants.iter().filter(|p| p.status.contains(status)).filter(named).collect()
    };
    let (dead, hurt) = (marked(record, MarkKind::Killed), marked(record, MarkKind::Injured));
    let suspects: Vec<&Party> =
        record.parties.iter().filter(|p| is_suspect(record, p) && (is_named(p) || p.age.is_some())).collect();
    let wanted_suspects: Vec<&Participant> =
        incident.participants.iter().filter(|p| p.kind.contains("Suspect")).filter(named).collect();
    let mut ages = Count::default();
    for (wanted, said) in [(of_status("Killed"), &dead), (of_status("Injured"), &hurt)] {
        for (person, party) in pairs(&wanted, said).into_iter().filter(|(_, p)| is_named(p)) {
            let (Some(said), Some(age)) = (party.age.as_ref(), person.age()) else { continue };
            ages.said += 1;
            ages.wanted += 1;
            ages.hit += usize::from(said.years == age);
        }
    }
    let found = vec![
        ("killed", people(story, &of_status("Killed"), &dead, details)),
        ("injured", people(story, &of_status("Injured"), &hurt, details)),
        ("suspects", people(story, &wanted_suspects, &suspects, details)),
        ("age", ages),
        ("date", day(incident, record)),
        ("place", place(incident, record)),
    ];
    found
}

/// Whether somebody is charged, suspected, or does the violence.
fn is_suspect(record: &Record, party: &Party) -> bool {
    let accused = party.roles.iter().any(|r| matches!(r.role, Role::Defendant | Role::Suspect));
    let does = |p: &factum::types::Participant| {
        p.role == "agent" && std::ptr::eq(&raw const record.parties[p.party], party)
    };
    accused || record.events.iter().any(|e| e.participants.iter().any(does))
}

/// The people of a record with a mark, of whom something can be compared: a name or an age.
fn marked(record: &Record, kind: MarkKind) -> Vec<&Party> {
    let of = |p: &&Party| p.kind == PartyKind::Person && p.marks.iter().any(|m| m.kind == kind);
    record.parties.iter().filter(of).filter(|p| is_named(p) || p.age.is_some()).collect()
}

/// Whether the record has a name for somebody, and no description.
fn is_named(party: &Party) -> bool {
    party.name.split_whitespace().next_back().is_some_and(|w| w.starts_with(char::is_uppercase))
        && !party.name.contains("-old")
}

/// The registry's people and the record's that go by one name.
fn pairs<'a>(wanted: &[&'a Participant], said: &[&'a Party]) -> Vec<(&'a Participant, &'a Party)> {
    let same = |w: &Participant, p: &Party| match is_named(p) {
        true => std::iter::once(&p.name).chain(&p.aliases).any(|name| same_name(&w.name, name)),
        false => p.age.as_ref().is_some_and(|a| Some(a.years) == w.age()),
    };
    wanted.iter().filter_map(|w| Some((*w, *said.iter().find(|p| same(w, p))?))).collect()
}

fn people(story: &Story, wanted: &[&Participant], said: &[&Party], details: bool) -> Count {
    let hits = pairs(wanted, said);
    if details {
        for missed in wanted.iter().filter(|w| !hits.iter().any(|(h, _)| std::ptr::eq(*h, **w))) {
            println!("- {} {}: {}", story.id, missed.status.trim(), missed.name.trim());
        }
        for more in said.iter().filter(|p| !hits.iter().any(|(_, h)| std::ptr::eq(*h, **p))) {
            println!("+ {} {}", story.id, more.name);
        }
    }
    Count { hit: hits.len(), said: said.len(), wanted: wanted.len() }
}

/// Two names are one if the surnames agree, and the first names too where both have one.
fn same_name(a: &str, b: &str) -> bool {
    let (a, b) = (words(a), words(b));
    a.last().is_some() && a.last() == b.last() && (a.len() == 1 || b.len() == 1 || a.first() == b.first())
}

/// A name's words in lower case, without ranks and suffixes.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !matches!(*w, "" | "jr" | "sr" | "ii" | "iii" | "iv" | "officer" | "deputy" | "sgt"))
        .map(str::to_owned)
        .collect()
}

/// Whether one of the days of the record's violent events is the registry's; a story without such a day says none.
fn day(incident: &Incident, record: &Record) -> Count {
    let days: Vec<String> = violent(record).filter_map(|e| e.date?.as_day().map(|d| d.to_string())).collect();
    let wanted = iso(&incident.date);
    Count {
        hit: usize::from(wanted.as_ref().is_some_and(|w| days.contains(w))),
        said: usize::from(!days.is_empty()),
        wanted: usize::from(wanted.is_some()),
    }
}

/// Whether a place of the record shares a telling word with the registry's address or town.
fn place(incident: &Incident, record: &Record) -> Count {
    let common = ["block", "of", "street", "avenue", "road", "north", "south", "east", "west", "and", "the"];
    let mut wanted = words(incident.address.as_deref().unwrap_or_default());
    wanted.extend(words(incident.city_or_county.as_deref().unwrap_or_default()));
    wanted.retain(|w| w.len() > 2 && !common.contains(&w.as_str()));
    let said: Vec<Vec<String>> = violent(record).filter_map(|e| e.place.as_deref().map(words)).collect();
    Count {
        hit: usize::from(said.iter().flatten().any(|w| wanted.contains(w))),
        said: usize::from(!said.is_empty()),
        wanted: usize::from(!wanted.is_empty()),
    }
}

fn violent(record: &Record) -> impl Iterator<Item = &factum::types::Event> {
    let court = ["hearing", "ruling", "arrest", "search", "resignation", "appointment", "verdict"];
    record.events.iter().filter(move |e| !court.contains(&e.kind.as_str()))
}

/// "October 31, 2016" as an ISO date.
fn iso(date: &str) -> Option<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let mut parts = date.split([' ', ',']).filter(|p| !p.is_empty());
    let month = MONTHS.iter().position(|m| Some(*m) == parts.clone().next())? + 1;
    let day: u8 = parts.nth(1)?.parse().ok()?;
    let year: u16 = parts.next()?.parse().ok()?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_agree_by_surname_and_first_name() {
        assert!(same_name(" Tom Bellweather", "Tom R. Bellweather Jr."));
        assert!(same_name("Bellweather", "Tom Bellweather"));
        assert!(!same_name("Ann Bellweather", "Tom Bellweather"));
        assert!(!same_name("", "Tom Bellweather"));
    }

    #[test]
    fn the_registry_s_dates_are_read() {
        assert_eq!(iso("October 31, 2016").as_deref(), Some("2016-10-31"));
        assert_eq!(iso("2016"), None);
    }
}
