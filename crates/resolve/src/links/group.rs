//! Several people at once: "they", "both", "the two men", "the pair", "the suspects".
//!
//! They are a group that the text names together, the nearest before; where no group fits, nobody is meant.

use factum_types::{PartyId, Pos, Tag};

use super::is_subject;
use crate::people::People;
use crate::scene::Scene;

/// Nouns for several people in the singular, and how many they are.
const TOGETHER: &[(&str, usize)] = &[("pair", 2), ("duo", 2), ("couple", 2), ("trio", 3)];

/// Whether a noun with "the" speaks of several people: "the men", "the suspects", "the pair".
pub(super) fn is_named(scene: &Scene<'_>, head: usize) -> bool {
    let definite = scene.children(head).any(|c| matches!(scene.lower(c), "the" | "these" | "those" | "both"));
    let lemma = scene.lemma(head);
    let counted = || scene.children(head).any(|c| matches!(scene.lower(c), "both" | "two"));
    let people = scene.token(head).tag == Tag::NNS
        && (scene.listed("person-nouns", &lemma) || scene.listed("kinship", &lemma) && counted());
    // "The other suspects" are not those just spoken of.
    let others =
        scene.children(head).any(|c| matches!(scene.lower(c), "other" | "remaining" | "first" | "latter"));
    definite && !others && (people || together(scene, head).is_some())
}

fn together(scene: &Scene<'_>, head: usize) -> Option<usize> {
    TOGETHER.iter().find(|(noun, _)| scene.lower(head) == *noun).map(|(_, n)| *n)
}

/// The people named together whom a word at a place means: those of its own sentence before it, or of the sentences
/// before, at most in the paragraph before.
pub(super) fn spoken_of(scene: &Scene<'_>, people: &People<'_, '_>, at: usize) -> Vec<PartyId> {
    let number = |i: usize| match scene.lower(i) {
        "both" | "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        _ => None,
    };
    let wanted = number(at).or_else(|| together(scene, at)).or_else(|| scene.children(at).find_map(number));
    let sex = people.gender_of_words(&scene.lemma(at));
    // "The victims" are those who were hurt, "the suspects" those who are accused.
    let noun = scene.lemma(at);
    let role = scene.part_of(&noun);
    let part = |p: &PartyId| match role {
        Some("victim") => people.victims.contains(p),
        Some("defendant" | "suspect") => people.accused.contains(p),
        _ => true,
    };
    let fits = |group: &[PartyId]| {
        let agrees = |p: &PartyId| {
            part(p) && (sex.is_none() || people.gender(*p).is_none() || people.gender(*p) == sex)
        };
        group.len() > 1 && wanted.is_none_or(|w| w == group.len()) && group.iter().all(agrees)
    };
    // "Roe and Bell found burglars inside. They …": the nearest people are others, whom the text leaves unnamed.
    let others = |from: usize| {
        (from..at).any(|i| {
            let noun = scene.token(i).tag == Tag::NNS && scene.listed("person-nouns", &scene.lemma(i));
            noun && people.at(i).is_none()
        })
    };
    let sentence = scene.sentence_index(at);
    for back in 0..=sentence {
        let Some(reached) = scene.analysis.sentences.get(sentence - back) else { break };
        if reached.block + 1 < scene.block_index(at) {
            break;
        }
        let upto = if back == 0 { at } else { reached.tokens.end };
        let groups = groups(scene, people, reached.tokens.start, upto);
        let fitting: Vec<&Group> = groups
            .iter()
            .filter(|g| fits(&g.people) && !others(g.end) && !holds_office(scene, people, g))
            .collect();
        if let Some(subject) = fitting.iter().find(|g| g.subject) {
            return subject.people.clone();
        }
        if let [only] = fitting.as_slice() {
            return only.people.clone();
        }
    }
    Vec::new()
}

/// People named one behind the other, with nothing between them but commas, ages, places and "and".
struct Group {
    people: Vec<PartyId>,
    subject: bool,
    /// The first word of the first name.
    start: usize,
    /// Behind the last word of the last name.
    end: usize,
}

/// "Detectives Roe and Bell", "Judge Roe and Tom Bell": who holds an office in the case is not charged or sought.
fn holds_office(scene: &Scene<'_>, people: &People<'_, '_>, group: &Group) -> bool {
    let office = |i: usize| {
        let noun = scene.lemma(i);
        matches!(
            scene.part_of(&noun),
            Some("judge" | "prosecutor" | "investigator" | "defence_counsel" | "official")
        )
    };
    group.start.checked_sub(1).is_some_and(office)
        || group.people.iter().any(|p| !people.all[*p].titles.is_empty())
}

fn groups(scene: &Scene<'_>, people: &People<'_, '_>, start: usize, end: usize) -> Vec<Group> {
    let mut found: Vec<Group> = Vec::new();
    let mut last: Option<usize> = None;
    for token in start..end {
        let Some(party) = people.at(token).filter(|p| people.is_person(*p)) else { continue };
        let joins = last.is_some_and(|l| (l + 1..token).all(|i| lists(scene, i)));
        let subject = is_subject(scene, token);
        match found.last_mut().filter(|_| joins) {
            Some(group) => {
                if !group.people.contains(&party) {
                    group.people.push(party);
                }
                group.subject |= subject;
                group.end = token + 1;
            }
            None => found.push(Group { people: vec![party], subject, start: token, end: token + 1 }),
        }
        last = Some(token);
    }
    found
}

/// Whether a word may stand between two names of a list: "Ann Roe, 22, of Dorn, and her brother Tom Bell".
fn lists(scene: &Scene<'_>, i: usize) -> bool {
    let token = scene.token(i);
    matches!(token.pos, Pos::PROPN | Pos::NUM | Pos::SPACE | Pos::PUNCT | Pos::DET)
        && !matches!(scene.lower(i), ";" | ":" | "." | "(" | "\"" | "\u{201c}" | "\u{201d}")
        || token.tag == Tag::CC
        || token.tag == Tag::PRPS
        || matches!(
            scene.lower(i),
            "of" | "both" | "all" | "from" | "each" | "year" | "old" | "-" | "age" | "aged"
        )
        || scene.listed("kinship", &scene.lemma(i))
}
