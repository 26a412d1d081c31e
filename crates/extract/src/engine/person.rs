//! Whether a phrase is a person.

use factum_types::{Dep, EntityKind, Pos, Tag};

use super::Text;
use crate::words::Words;

/// Whether a token is a personal pronoun of the third person.
pub(crate) fn is_pronoun(text: &Text<'_>, i: usize) -> bool {
    matches!(text.lower(i), "he" | "him" | "his" | "she" | "her" | "hers" | "they" | "them" | "their")
        && matches!(text.token(i).pos, Pos::PRON)
}

/// Whether the phrase that a token heads is a person: a name, a personal pronoun, or a noun for people.
pub(crate) fn is_person(text: &Text<'_>, words: &Words, i: usize) -> bool {
    if is_pronoun(text, i) {
        return true;
    }
    if matches!(text.lower(i), "who" | "whom" | "both" | "each" | "another" | "others" | "all")
        && matches!(text.token(i).pos, Pos::PRON | Pos::DET)
    {
        return true;
    }
    if let Some((_, kind)) = text.name(i) {
        return match kind {
            EntityKind::Person => true,
            // Lone surnames are typed as places and firms everywhere; the document's names decide later.
            EntityKind::Gpe
            | EntityKind::Org
            | EntityKind::Norp
            | EntityKind::Fac
            | EntityKind::Loc
            | EntityKind::Product
            | EntityKind::WorkOfArt => text.token(i).pos == Pos::PROPN && !organization_word(text, words, i),
            _ => text.token(i).pos == Pos::PROPN || stands_for_bearer(text, i),
        };
    }
    if text.token(i).pos == Pos::PROPN && !organization_word(text, words, i) {
        return true;
    }
    if matches!(text.token(i).pos, Pos::NOUN) && text.is_surname(i) {
        return true;
    }
    let lemma = text.lemma(i);
    let listed = |list: &str| words.list(list).is_some_and(|l| l.contains(lemma));
    if matches!(text.token(i).pos, Pos::NOUN | Pos::PROPN | Pos::ADJ)
        && (listed("person-nouns") || listed("kinship"))
    {
        return true;
    }
    stands_for_bearer(text, i) || stands_for_several(text, i)
}

/// "the pair", "the couple": a noun that counts people spoken of before; "the pair of shoes" is none.
fn stands_for_several(text: &Text<'_>, i: usize) -> bool {
    matches!(text.lower(i), "pair" | "duo" | "couple" | "trio")
        && text.children_by(i, Dep::Det).any(|d| text.lower(d) == "the")
        && text.children_by(i, Dep::Prep).all(|p| text.lower(p) != "of")
}

/// "the 45-year-old", "a 17-year-old", "two were hurt": an age or a number that stands for its bearer.
fn stands_for_bearer(text: &Text<'_>, i: usize) -> bool {
    let lemma = text.lemma(i);
    lemma == "old" && text.token(i).span.len() == 3 && i >= 4 && text.lemma(i - 2) == "year"
        || lemma.ends_with("year-old")
        || (text.token(i).tag == Tag::CD
            && text.dep(i) == Dep::Nsubjpass
            && matches!(text.lower(i), "one" | "two" | "three"))
}

/// A word that makes a proper name an organization: "Court", "Office", "Police".
pub(crate) fn organization_word(text: &Text<'_>, words: &Words, i: usize) -> bool {
    let lower = text.lower(i);
    words.list("organization-words").is_some_and(|l| l.contains(lower) || l.contains(text.lemma(i)))
}
