//! Two people whom the model took for one name over a comma: "According to Roe, Quill had been skimming."

use factum_types::{PartyKind, Pos};

use super::NameMention;
use super::cut::{self, starts_with_capital};
use super::parts::is_suffix;
use crate::scene::Scene;

/// Parts what stands on both sides of a comma where one side is known as a name of its own, and the other looks like
/// one. A firm's commas ("Roe, Quill & Dent") and a suffix's ("Quill, Jr.") stay.
pub(super) fn part(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let known: Vec<String> = found
        .iter()
        .filter(|m| m.kind == PartyKind::Person && !holds_comma(scene, m))
        .map(|m| m.last().to_lowercase())
        .collect();
    let mut parted: Vec<NameMention> = Vec::new();
    found.retain(|mention| {
        let Some(comma) = comma(scene, mention) else { return true };
        let (start, end) = (mention.tokens.start, mention.tokens.end);
        let last = |i: usize| known.contains(&scene.lower(i).to_owned());
        let plain = |range: std::ops::Range<usize>| {
            !range.is_empty()
                && range.len() < 4
                && range
                    .into_iter()
                    .all(|i| starts_with_capital(scene, i) && scene.token(i).pos == Pos::PROPN)
        };
        let surname_first = is_listed_surname_first(scene, start);
        if surname_first || !plain(start..comma) || !plain(comma + 1..end) || is_suffix(scene.word(comma + 1))
        {
            return true;
        }
        if !(last(comma - 1) && last(end - 1)) {
            return true;
        }
        parted.extend(cut::person(scene, start..comma));
        parted.extend(cut::person(scene, comma + 1..end));
        false
    });
    found.extend(parted);
}

fn holds_comma(scene: &Scene<'_>, mention: &NameMention) -> bool {
    mention.tokens.clone().any(|i| scene.lower(i) == ",")
}

/// The only comma of a mention.
fn comma(scene: &Scene<'_>, mention: &NameMention) -> Option<usize> {
    let mut commas = mention.tokens.clone().filter(|i| scene.lower(*i) == ",");
    let only = commas.next()?;
    (commas.next().is_none() && only > mention.tokens.start && only + 1 < mention.tokens.end).then_some(only)
}

/// "Quill, Mara" at the head of a line is a list's one person.
fn is_listed_surname_first(scene: &Scene<'_>, start: usize) -> bool {
    let sentence = scene.sentence(start);
    sentence.start == start && !sentence.into_iter().any(|i| scene.is_verb(i))
}
