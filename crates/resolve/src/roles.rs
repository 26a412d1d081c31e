//! What part each person has: by title, by apposition, by what happens to them.

use factum_types::{Charge, Dep, Event, PartyId, Role, Span};

use crate::people::People;
use crate::scene::Scene;

pub(crate) fn roles(scene: &Scene<'_>, people: &mut People<'_, '_>, charges: &[Charge], events: &[Event]) {
    for event in events {
        for participant in event.participants.iter().filter(|p| p.role == "victim") {
            people.add_role(participant.party, Role::Victim, event.evidence.span, &event.evidence.rule);
        }
    }
    for party in 0..people.all.len() {
        if !people.is_person(party) {
            continue;
        }
        by_words(scene, people, party);
    }
    let _ = charges;
}

/// Roles by the words beside a name: title before it, apposition behind it, predicate.
fn by_words(scene: &Scene<'_>, people: &mut People<'_, '_>, party: PartyId) {
    let spans: Vec<Span> = people.all[party]
        .mentions
        .iter()
        .filter(|m| m.evidence.rule.starts_with("name."))
        .map(|m| m.evidence.span)
        .collect();
    for span in spans {
        let tokens = scene.tokens_in(span);
        let Some(head) = tokens.clone().next_back() else { continue };
        // "Quill's lawyers Ann Lee and Tom Roe": a plural title is shared by all that are coordinated.
        let first = first_conjunct(scene, people, head);
        for start in [Some(tokens.start), first.filter(|f| *f < tokens.start)].into_iter().flatten() {
            if let Some((role, words)) = title_before(scene, start) {
                let shared = start != tokens.start;
                let plural = scene.words_of(words).trim_end().ends_with('s');
                if !shared || plural {
                    people.add_role(party, role, words.cover(span), "role.title");
                }
            }
        }
        let beside: Vec<usize> = scene
            .children(head)
            .filter(|c| scene.token(*c).dep == Dep::Appos)
            .chain((scene.token(head).dep == Dep::Appos).then(|| scene.head(head)).flatten())
            .chain(predicate(scene, head))
            .collect();
        for noun in beside {
            if people.at(noun).is_some_and(|p| p != party) {
                continue;
            }
            if let Some(role) = role_of_phrase(scene, noun) {
                people.add_role(party, role, scene.token(noun).span.cover(span), "role.apposed");
            }
        }
    }
}

/// The first token of the name that a name is coordinated with.
fn first_conjunct(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<usize> {
    let mut at = head;
    while scene.token(at).dep == Dep::Conj {
        at = scene.head(at)?;
    }
    let party = people.at(at).filter(|_| at != head)?;
    (scene.sentence(at).start..=at).rev().take_while(|i| people.at(*i) == Some(party)).last()
}

/// "X is a prosecutor": the noun of the predicate.
fn predicate(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let verb = scene.head(head).filter(|_| scene.token(head).dep == Dep::Nsubj)?;
    (scene.lemma(verb) == "be").then(|| scene.children_by(verb, Dep::Attr).next()).flatten()
}

/// The role that the words directly before a name show: up to five words, the longest phrase of the list first.
fn title_before(scene: &Scene<'_>, start: usize) -> Option<(Role, Span)> {
    let from = scene.sentence(start).start;
    let roles = scene.words.list("roles")?;
    let titles = scene.words.list("titles");
    // Take off plain honorifics and hyphens next to the name.
    let mut end = start;
    while end > from
        && matches!(scene.lower(end - 1), "mr." | "mr" | "mrs." | "ms." | "dr." | "ms" | "mrs" | "dr")
    {
        end -= 1;
    }
    for length in (1..=6.min(end - from)).rev() {
        let tokens = end - length..end;
        let phrase = phrase_key(scene, tokens.clone());
        // "lawyers" before two names is "lawyer" in the list.
        let singular = phrase.strip_suffix('s').filter(|p| roles.contains(p)).map(str::to_owned);
        let phrase = if roles.contains(&phrase) { phrase } else { singular.unwrap_or(phrase) };
        let role = roles
            .value(&phrase, "role")
            .or_else(|| (length == 1).then(|| titles.and_then(|t| t.value(&phrase, "role"))).flatten());
        if let Some(role) = role.and_then(|r| r.parse::<Role>().ok()) {
            // "the judge's lawyer Ann Lee" is no judge: the possessive ends the title.
            return Some((role, scene.span(&tokens)));
        }
    }
    None
}

/// The role that a noun phrase shows: its longest phrase that ends at the head.
fn role_of_phrase(scene: &Scene<'_>, head: usize) -> Option<Role> {
    let roles = scene.words.list("roles")?;
    let from = scene.sentence(head).start;
    for length in (1..=6.min(head + 1 - from)).rev() {
        let phrase = phrase_key(scene, head + 1 - length..head + 1);
        if let Some(role) = roles.value(&phrase, "role").and_then(|r| r.parse().ok()) {
            return Some(role);
        }
    }
    roles.value(&scene.lemma(head), "role").and_then(|r| r.parse().ok())
}

fn phrase_key(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> String {
    let words: Vec<String> =
        tokens.map(|i| scene.lower(i).to_owned()).filter(|w| !matches!(w.as_str(), "-" | "–")).collect();
    words.join(" ")
}
