//! The person whom the lead leaves unnamed and the story names: "A man was charged … Tom Roe, 40, is accused".
//!
//! A story of this kind opens on what happened and to what sort of person; the name comes a sentence or a paragraph
//! later. One named person who is charged fits the unnamed one, or nobody is joined.

use std::collections::BTreeMap;

use factum_types::{BlockKind, PartyId, Tag};

use super::binding::unique;
use super::builder::Builder;
use crate::links::{Denoted, age_before};
use crate::people::People;
use crate::scene::Scene;

/// Which unnamed person is which named one.
pub(super) type Joined = BTreeMap<PartyId, Same>;

/// The named person that an unnamed one is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Same {
    pub(super) party: PartyId,
    /// Whether the name opens the sentence behind: then the lead may describe what the story charges.
    pub(super) follows: bool,
}

/// Finds the named person for each unnamed one whom a step speaks of.
pub(super) fn joined<'f>(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    builder: &Builder<'_, '_>,
    later: impl Iterator<Item = &'f Denoted>,
) -> Joined {
    let spoken_of = unique(builder.charges.iter().map(|c| c.defendant).chain(later.map(|d| d.party)));
    let named: Vec<PartyId> = spoken_of.iter().copied().filter(|p| !people.all[*p].unnamed).collect();
    // Where nobody named is charged yet, the one whom the story accuses by name.
    let named = match (named.is_empty(), people.accused.as_slice()) {
        (true, [only]) if !people.all[*only].unnamed => vec![*only],
        _ => named,
    };
    let mut found = Joined::new();
    for unnamed in spoken_of.iter().copied().filter(|p| people.all[*p].unnamed) {
        if !introduces(scene, people.all[unnamed].at) {
            continue;
        }
        let fitting: Vec<PartyId> =
            named.iter().copied().filter(|n| fits(scene, people, unnamed, *n)).collect();
        let same_age: Vec<PartyId> =
            fitting.iter().copied().filter(|n| age_of(scene, people, unnamed) == age(people, *n)).collect();
        let same_age = match age_of(scene, people, unnamed) {
            Some(_) => same_age,
            None => Vec::new(),
        };
        let shared: Vec<PartyId> =
            fitting.iter().copied().filter(|n| builder.share_an_offence(unnamed, *n)).collect();
        // The name that opens the next sentence is whom the lead spoke of, whatever else the story tells.
        let follows = named_next(scene, people, unnamed).filter(|n| fitting.contains(n));
        let alone = named.len() == 1 && !builder.has_offence(unnamed);
        let one = follows.or(match (same_age.as_slice(), shared.as_slice(), fitting.as_slice()) {
            ([only], _, _) => Some(*only),
            ([], [only], _) if named.len() == 1 => Some(*only),
            ([], [], [only]) if alone => Some(*only),
            _ => None,
        });
        if let Some(one) = one {
            found.insert(unnamed, Same { party: one, follows: follows == Some(one) });
        }
    }
    found
}

/// What is inferred of those whom [`group_next`] finds.
pub(super) const NEXT: &str = "the people named in the next sentence";

/// "Mara Quill, 28, of Dorn" and on the next line "Charged with robbery": whose line the one above is.
pub(super) fn owner_of_line(scene: &Scene<'_>, people: &People<'_, '_>, at: usize) -> Option<Denoted> {
    let here = scene.sentence_index(at);
    let starts_block = |s: usize| {
        let block = |i: usize| scene.analysis.sentences.get(i).map(|s| s.block);
        s == 0 || block(s - 1) != block(s)
    };
    // "Charged" must open its own line, which follows the line of the name.
    let first = scene.sentence(at).start;
    if !starts_block(here) || at > first {
        return None;
    }
    // Lines that name nobody ("Age: 71", "Residence: Dorn") may stand between.
    let mut line = here.checked_sub(1)?;
    for _ in 0..4 {
        let above = scene.analysis.sentences.get(line)?;
        if !people.in_sentence(line).is_empty() || above.tokens.len() > 8 {
            break;
        }
        line = line.checked_sub(1)?;
    }
    let above = scene.analysis.sentences.get(line)?;
    if !opens_with_name(scene, line) || above.tokens.len() > 30 {
        return None;
    }
    let party = above.tokens.clone().find_map(|t| people.at(t)).filter(|p| people.is_person(*p))?;
    let why = "the line above names the person".to_owned();
    let alone = people.in_sentence(line) == [party];
    (alone && !people.all[party].unnamed).then_some(Denoted { party, inferred: Some(why) })
}

/// Whether a sentence opens its line, but for a label that says whose name it is: "Suspect: Mara Quill, 28", and not
/// "Victim: Ann Roe".
fn opens_with_name(scene: &Scene<'_>, sentence: usize) -> bool {
    let Some(here) = scene.analysis.sentences.get(sentence) else { return false };
    let block = here.block;
    let first = scene.analysis.sentences.iter().find(|s| s.block == block).map_or(0, |s| s.tokens.start);
    let label = (first..here.tokens.end.min(first + 4)).find(|i| scene.lower(*i) == ":");
    match label {
        Some(mark) => {
            let noun = scene.lemma(mark.saturating_sub(1));
            let whose = matches!(scene.part_of(&noun), Some("suspect" | "defendant")) || noun == "name";
            whose && here.tokens.start <= mark + 1
        }
        None => here.tokens.start == first,
    }
}

/// The person who is named for the first time as the subject of the sentence behind the one that brings an unnamed
/// one in.
fn named_next(scene: &Scene<'_>, people: &People<'_, '_>, unnamed: PartyId) -> Option<PartyId> {
    let sentence = scene.sentence_index(people.all[unnamed].at);
    let here = scene.analysis.sentences.get(sentence)?;
    let next = next_telling(scene, people, sentence)?;
    let next = scene.analysis.sentences.get(next)?;
    // The name in a table is the defendant's, whoever else the lead speaks of.
    let table = next.tokens.len() <= 14 && !next.tokens.clone().any(|t| scene.is_verb(t));
    let known = |p: &PartyId| *p != unnamed && people.all[*p].at < here.tokens.start;
    if !table && people.in_sentence(sentence).iter().any(known) {
        return None; // somebody known already stands beside the unnamed one
    }
    let first =
        next.tokens.clone().find_map(|t| people.at(t).filter(|p| people.is_person(*p)).map(|p| (t, p)));
    let (token, party) = first?;
    let opens = token <= next.tokens.start + 3 && people.all[party].at >= next.tokens.start;
    let full = people.all[party].name.contains(' ');
    (opens && full).then_some(party)
}

/// The sentence behind one, past the heads of a table ("Defendant", "Charges") and what names nobody in the same
/// paragraph.
fn next_telling(scene: &Scene<'_>, people: &People<'_, '_>, sentence: usize) -> Option<usize> {
    let here = scene.analysis.sentences.get(sentence)?;
    let mut block = here.block;
    for at in sentence + 1..sentence + 9 {
        let next = scene.analysis.sentences.get(at)?;
        let nobody = || people.in_sentence(at).iter().all(|p| people.all[*p].unnamed);
        let head = next.tokens.len() <= 3 && nobody();
        if next.block > block + 1 {
            return None;
        }
        if !(head || next.block == here.block && nobody()) {
            return Some(at);
        }
        block = next.block;
    }
    None
}

/// "Two women were sentenced … Ann Roe, 27, and Eve Bell, 26, were found guilty": as many people as the number says,
/// named together as the subject of the next sentence.
pub(super) fn group_next(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Vec<PartyId> {
    let number = scene.children(head).find_map(|c| match scene.lower(c) {
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        _ => None,
    });
    // "The defendants were indicted": as many as the next sentence names.
    let all = scene.token(head).tag == Tag::NNS && matches!(&*scene.lemma(head), "defendant" | "suspect");
    if number.is_none() && !all {
        return Vec::new();
    }
    let next = next_telling(scene, people, scene.sentence_index(head));
    let Some(next) = next.and_then(|n| scene.analysis.sentences.get(n)) else { return Vec::new() };
    let tokens = next.tokens.clone();
    let Some(first) = tokens.clone().take(4).find(|t| people.at(*t).is_some_and(|p| people.is_person(p)))
    else {
        return Vec::new();
    };
    // The names before the sentence's verb, each told of here for the first time.
    let verb = tokens.clone().find(|t| *t > first && scene.is_verb(*t)).unwrap_or(tokens.end);
    let mut group: Vec<PartyId> = Vec::new();
    for party in (first..verb).filter_map(|t| people.at(t)) {
        if people.is_person(party) && !group.contains(&party) {
            group.push(party);
        }
    }
    match number {
        Some(number) if group.len() == number => group,
        None if group.len() > 1 => group,
        _ => Vec::new(),
    }
}

/// Whether a phrase brings somebody in: "a man", "an off-duty officer", a headline's "Man"; "a second man" and
/// "another man" are beside somebody else.
fn introduces(scene: &Scene<'_>, head: usize) -> bool {
    // "a third-striker" counts nobody.
    let apart = |c: &usize| !matches!(scene.lower(c + 1), "-" | "–");
    let words: Vec<&str> = scene.children(head).filter(apart).map(|c| scene.lower(c)).collect();
    let beside = |w: &&str| {
        matches!(
            *w,
            "second"
                | "another"
                | "third"
                | "other"
                | "fourth"
                | "each"
                | "earlier"
                | "previous"
                | "different"
                | "separate"
        )
    };
    let definite = |w: &&str| matches!(*w, "the" | "this" | "that" | "his" | "her" | "their");
    !words.iter().any(beside) && !words.iter().any(definite)
}

fn fits(scene: &Scene<'_>, people: &People<'_, '_>, unnamed: PartyId, named: PartyId) -> bool {
    let head = people.all[unnamed].at;
    let later =
        people.all[named].mentions.iter().any(|m| m.evidence.span.start > scene.token(head).span.start);
    let age = match (age_of(scene, people, unnamed), age(people, named)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let gender = match (noun_gender(scene, head), people.gender(named)) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    // Whom the story has named before is nobody whom it then brings in without a name.
    let known = people.all[named].at;
    let told_before = scene.block(known) == BlockKind::Paragraph
        && scene.sentence_index(known) < scene.sentence_index(head);
    later && age && gender && !told_before
}

fn age(people: &People<'_, '_>, party: PartyId) -> Option<u16> {
    people.all[party].age.as_ref().map(|a| a.years)
}

fn age_of(scene: &Scene<'_>, people: &People<'_, '_>, unnamed: PartyId) -> Option<u16> {
    age(people, unnamed).or_else(|| age_before(scene, people.all[unnamed].at).map(|(years, _)| years))
}

/// What a noun says of its bearer: a man, a mother.
fn noun_gender(scene: &Scene<'_>, head: usize) -> Option<char> {
    let lemma = scene.lemma(head);
    ["person-nouns", "kinship"]
        .iter()
        .find_map(|list| scene.words.list(list)?.value(&lemma, "gender"))
        .and_then(|g| g.chars().next())
        .filter(|g| matches!(g, 'm' | 'f'))
}
