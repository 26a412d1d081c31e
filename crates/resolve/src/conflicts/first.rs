//! Who did it first: "Krall fired first", "Ortow threw the first punch", "Lund started the fight".

use factum_types::Dep;

use crate::scene::Scene;

/// What somebody is told to have done first.
pub(super) struct First {
    pub(super) act: String,
    /// The quarrel that was started, or "it".
    pub(super) of: Option<usize>,
    /// The words that say so.
    pub(super) words: Vec<usize>,
}

/// What a verb tells its subject to have done first; nothing of what came first in a row of acts.
pub(super) fn first(scene: &Scene<'_>, verb: usize) -> Option<First> {
    let list = scene.words.list("first-acts")?;
    let act = |word: &str| list.value(word, "act").map(str::to_owned);
    let then = scene.children_by(verb, Dep::Conj).chain(scene.children_by(verb, Dep::Advmod)).any(|c| {
        scene.lower(c) == "then" || scene.children(c).any(|d| matches!(scene.lower(d), "then" | "later"))
    });
    if then {
        return None;
    }
    let lemma = scene.lemma(verb);
    let object = scene.children_by(verb, Dep::Dobj).next();
    // "threw the first punch"
    let nouns = object.and_then(|o| {
        let first = scene.children_by(o, Dep::Amod).find(|a| scene.lower(*a) == "first")?;
        let does = matches!(lemma.as_str(), "fire" | "throw" | "strike" | "land" | "shoot" | "take");
        act(&scene.lemma(o)).filter(|_| does).map(|act| First { act, of: None, words: vec![verb, first, o] })
    });
    if nouns.is_some() {
        return nouns;
    }
    let own = act(&lemma);
    if own.as_deref() == Some("start") {
        let quarrel = |o: &usize| scene.listed("quarrels", &scene.lemma(*o)) || scene.lower(*o) == "it";
        let of = object.filter(quarrel)?;
        return own.map(|act| First { act, of: Some(of), words: vec![verb, of] });
    }
    // "fired first", "drew his gun first"
    let behind = scene.children_by(verb, Dep::Advmod).find(|a| scene.lower(*a) == "first" && *a > verb);
    if let (Some(behind), Some(act)) = (behind, own) {
        return Some(First { act, of: None, words: vec![verb, behind] });
    }
    // "was the first to fire"
    if lemma != "be" {
        return None;
    }
    let place = scene.children(verb).find(|c| {
        let one = matches!(scene.lower(*c), "one" | "person" | "man" | "woman");
        scene.lower(*c) == "first" || one && scene.children(*c).any(|a| scene.lower(a) == "first")
    })?;
    let mut below =
        scene.children(place).chain(scene.children(verb)).filter(|c| scene.is_verb(*c) && *c > place);
    below.find_map(|doing| {
        let act = act(&scene.lemma(doing)).filter(|a| a != "start")?;
        Some(First { act, of: None, words: vec![verb, place, doing] })
    })
}
