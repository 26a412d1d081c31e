//! Places that the model took for people: what the text only ever uses for where something is or goes.

use std::collections::BTreeMap;

use factum_types::{Dep, PartyKind, TokenRange};

use super::NameMention;
use crate::scene::Scene;

/// Takes out the names all of whose uses are those of a place.
pub(super) fn drop_places(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let mut only_place: BTreeMap<String, bool> = BTreeMap::new();
    for mention in found.iter().filter(|m| m.kind == PartyKind::Person) {
        let place = mention.title.is_empty() && is_used_as_place(scene, &mention.tokens);
        only_place.entry(mention.last().to_owned()).and_modify(|p| *p &= place).or_insert(place);
    }
    found.retain(|m| m.kind != PartyKind::Person || !only_place.get(m.last()).copied().unwrap_or(false));
}

/// "in X", "taken to X": behind a preposition of place, or of direction after a verb of motion.
fn is_used_as_place(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let Some(head) = tokens.clone().find(|i| scene.head(*i).is_none_or(|h| !tokens.contains(&h))) else {
        return false;
    };
    let Some(preposition) = (scene.token(head).dep == Dep::Pobj).then(|| scene.head(head)).flatten() else {
        return false;
    };
    let word = scene.lower(preposition);
    let moves =
        || scene.head(preposition).is_some_and(|verb| scene.listed("motion-verbs", &scene.lemma(verb)));
    scene.listed("place-prepositions", word)
        || (matches!(word, "to" | "from" | "toward" | "towards" | "near" | "at" | "through") && moves())
        || (word == "at"
            && scene
                .head(preposition)
                .is_some_and(|v| scene.lemma(v) == "dead" || scene.lemma(v) == "pronounce"))
}
