//! Places that the model took for people: what the text only ever uses for where something is or goes.

use std::collections::BTreeMap;

use factum_types::{Dep, PartyKind, Pos, TokenRange};

use super::NameMention;
use crate::scene::Scene;

/// Takes out the names all of whose uses are those of a place.
pub(super) fn drop_places(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let mut only_place: BTreeMap<String, bool> = BTreeMap::new();
    let ends: Vec<usize> =
        found.iter().filter(|m| m.kind == PartyKind::Person).map(|m| m.tokens.end).collect();
    for mention in found.iter().filter(|m| m.kind == PartyKind::Person) {
        let place = mention.title.is_empty()
            && (is_of_somebody(scene, &mention.tokens, &ends)
                || is_used_as_place(scene, &mention.tokens)
                || is_listed_with_places(scene, &mention.tokens));
        only_place.entry(mention.last().to_owned()).and_modify(|p| *p &= place).or_insert(place);
    }
    found.retain(|m| m.kind != PartyKind::Person || !only_place.get(m.last()).copied().unwrap_or(false));
}

/// "Mara Quill of Fern Lane", "Mara Quill, 57, of The Orchard, Little Elm, was": where somebody lives.
fn is_of_somebody(scene: &Scene<'_>, tokens: &TokenRange, ends: &[usize]) -> bool {
    let sentence = scene.sentence(tokens.start);
    let aged = scene.lower(tokens.end) == "," && scene.lower(tokens.end + 1).parse::<u8>().is_ok();
    let mut of = tokens.start;
    // "of The Orchard, Little Elm": a house or a street may stand between, behind an age alone
    let mut between = false;
    while of > sentence.start && scene.lower(of - 1) != "of" {
        let part =
            super::cut::starts_with_capital(scene, of - 1) || matches!(scene.lower(of - 1), "," | "the");
        if !part || tokens.start - of > 5 {
            return false;
        }
        between = true;
        of -= 1;
    }
    if of < sentence.start + 3 || aged {
        return false;
    }
    let of = of - 1;
    let age = scene.lower(of - 1) == ","
        && scene.lower(of - 2).parse::<u8>().is_ok_and(|years| years < 110)
        && scene.lower(of - 3) == ",";
    let given = scene.listed("first-names", scene.lower(tokens.start));
    match between {
        true => age && !given,
        false => age || ends.contains(&of),
    }
}

/// "Mara Quill, 34, Dorn Hills, was sentenced": releases put the residence behind the age.
pub(super) fn drop_residences(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let ends: Vec<usize> =
        found.iter().filter(|m| m.kind == PartyKind::Person).map(|m| m.tokens.end).collect();
    let behind_age = |m: &NameMention| {
        // The line may have been broken anywhere.
        let mut before = (0..m.tokens.start).rev().filter(|i| scene.token(*i).pos != Pos::SPACE);
        let mut is = |test: &dyn Fn(usize) -> bool| before.next().is_some_and(test);
        let age = is(&|i| scene.lower(i) == ",")
            && is(&|i| scene.lower(i).parse::<u8>().is_ok_and(|years| years < 110))
            && is(&|i| scene.lower(i) == "," && ends.contains(&i));
        let next = m.tokens.end;
        // A list of people with their ages goes on with the next age.
        let aged = scene.lower(next) == "," && scene.lower(next + 1).parse::<u8>().is_ok();
        let said = m.title.is_empty() && next < scene.len();
        age && !aged && said && (scene.lower(next) == "," || scene.is_verb(next))
    };
    let residences: Vec<usize> = found.iter().filter(|m| behind_age(m)).map(|m| m.tokens.start).collect();
    found.retain(|m| !residences.contains(&m.tokens.start));
}

/// "Dorn, Elmford and Quill Beach": the last of a list of places.
fn is_listed_with_places(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let Some(head) = tokens.clone().next_back() else { return false };
    let place = |i: usize| {
        let kind = scene.analysis.names.iter().find(|n| n.tokens.contains(&i)).map(|n| n.kind);
        matches!(kind, Some(factum_types::EntityKind::Gpe | factum_types::EntityKind::Loc))
    };
    let given = scene.listed("first-names", scene.lower(tokens.start));
    !given && scene.token(head).dep == Dep::Conj && scene.head(head).is_some_and(place)
}

/// "Quill hospital", "the Dorn bridge": a name that stands before the word for a place, as its name.
fn names_place(scene: &Scene<'_>, tokens: &TokenRange, head: usize) -> bool {
    let names = |i: usize| {
        let kind = scene.words.list("place-words").and_then(|l| l.second(scene.lower(i)));
        scene.token(i).pos == Pos::NOUN && kind == Some("sure")
    };
    tokens.end < scene.len()
        && matches!(scene.token(head).dep, Dep::Compound | Dep::Nmod)
        && scene.head(head) == Some(tokens.end)
        && names(tokens.end)
}

/// "the Elmford Sun": no person's full name has an article before it.
fn is_articled(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let article = tokens.start.checked_sub(1).filter(|i| scene.lower(*i) == "the");
    tokens.len() > 1 && article.and_then(|i| scene.head(i)).is_some_and(|h| tokens.contains(&h))
}

/// "Burlock Cole Lane", "North Homer": a street by its last word, which may be a surname too, or by its quarter.
fn ends_as_street(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let quarter = matches!(scene.lower(tokens.start), "north" | "south" | "east" | "west");
    let street = scene.listed("place-words", scene.lower(tokens.end - 1));
    tokens.len() > 1 && (quarter || street && !scene.listed("first-names", scene.lower(tokens.start)))
}

/// "in X", "taken to X": behind a preposition of place, or of direction after a verb of motion.
fn is_used_as_place(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let Some(head) = tokens.clone().find(|i| scene.head(*i).is_none_or(|h| !tokens.contains(&h))) else {
        return false;
    };
    if names_place(scene, tokens, head) || is_articled(scene, tokens) {
        return true;
    }
    // "Special Agent in Charge Ann Roe": the preposition is her title's.
    if tokens.start > 1 && scene.lower(tokens.start - 1) == "charge" && scene.lower(tokens.start - 2) == "in"
    {
        return false;
    }
    let Some(preposition) = (scene.token(head).dep == Dep::Pobj).then(|| scene.head(head)).flatten() else {
        return false;
    };
    let word = scene.lower(preposition);
    let moves =
        || scene.head(preposition).is_some_and(|verb| scene.listed("motion-verbs", &scene.lemma(verb)));
    scene.listed("place-prepositions", word)
        || (matches!(word, "on" | "at" | "near" | "off" | "along" | "of") && ends_as_street(scene, tokens))
        || (matches!(word, "to" | "from" | "toward" | "towards" | "near" | "at" | "through") && moves())
        || (word == "at"
            && scene
                .head(preposition)
                .is_some_and(|v| scene.lemma(v) == "dead" || scene.lemma(v) == "pronounce"))
}
