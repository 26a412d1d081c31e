//! Sentences that claim something of the present and move no charge: who is held, who is at large, what is scheduled.

use factum_types::{PartyKind, Span};

use crate::case::Told;
use crate::people::People;
use crate::procedure::Claim;
use crate::{Cite, Procedure};

/// A sentence with its claim, and whom it is about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Claimed {
    pub(crate) person: usize,
    pub(crate) kind: Claim,
    pub(crate) cite: Cite,
}

/// The claims of all documents.
pub(crate) fn claims(told: &[&Told], people: &People, procedure: &Procedure) -> Vec<Claimed> {
    let mut found = Vec::new();
    for (document, t) in told.iter().enumerate() {
        // what somebody said is a claim of the speaker
        let said: Vec<Span> = t.record.statements.iter().flat_map(|s| s.content.iter().copied()).collect();
        for sentence in t.record.coverage.iter().map(|c| c.span) {
            let lower = t.pages.words(sentence).to_lowercase();
            for (words, kind) in procedure.claims() {
                let Some(at) = word_at(&lower, words) else { continue };
                // lower case may have other lengths; near enough to say what stands before
                let at = sentence.start + at as u32;
                if said.iter().any(|s| s.start <= at && at < s.end) {
                    continue;
                }
                let Some(party) = named_before(t, sentence, at) else { continue };
                let Some(person) = people.person(document, party) else { continue };
                found.push(Claimed { person, kind, cite: t.pages.cite_span(sentence, "standing.claim") });
                break; // one claim a sentence
            }
        }
    }
    found
}

/// Where words stand as words of their own.
fn word_at(text: &str, words: &str) -> Option<usize> {
    let is_end = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let free = |(at, found): &(usize, &str)| {
        is_end(text.get(..*at).and_then(|t| t.chars().next_back()))
            && is_end(text.get(at + found.len()..).and_then(|t| t.chars().next()))
    };
    text.match_indices(words).find(free).map(|(at, _)| at)
}

/// The person whom a sentence names before a place; nobody where it names several.
fn named_before(told: &Told, sentence: Span, at: u32) -> Option<usize> {
    let is_there = |span: Span| span.start >= sentence.start && span.start < at && span.end <= sentence.end;
    let named = |(_, party): &(usize, &factum_types::Party)| {
        party.kind == PartyKind::Person && party.mentions.iter().any(|m| is_there(m.evidence.span))
    };
    let mut people = told.record.parties.iter().enumerate().filter(named).map(|(at, _)| at);
    let one = people.next()?;
    people.next().is_none().then_some(one)
}
