//! Which verbs tell of one act, and which of a kind of it: "struck" of hitting, "opened fire on" of shooting.

use factum_types::Dep;

use super::whom::Whom;
use crate::people::People;
use crate::scene::Scene;

/// A verb with the noun and the preposition before what it is done to: "open fire on Bell".
pub(super) struct Phrase {
    pub(super) act: String,
    /// What it is done to.
    pub(super) object: Option<usize>,
    /// All its words.
    pub(super) words: Vec<usize>,
}

/// The phrase of the list that a verb heads, the longest.
pub(super) fn phrase(scene: &Scene<'_>, verb: usize) -> Option<Phrase> {
    let lemma = scene.lemma(verb);
    let noun = scene.children_by(verb, Dep::Dobj).next();
    let from = noun.into_iter().chain([verb]);
    let before = from
        .flat_map(|i| scene.children(i))
        .filter(|c| matches!(scene.token(*c).dep, Dep::Prep | Dep::Dative | Dep::Prt));
    for preposition in before {
        let act = match noun {
            Some(noun) => format!("{lemma} {} {}", scene.lower(noun), scene.lower(preposition)),
            None => format!("{lemma} {}", scene.lower(preposition)),
        };
        let object = scene.children_by(preposition, Dep::Pobj).next();
        if let Some(object) = object.filter(|_| scene.listed("same-acts", &act)) {
            let words = [verb, preposition, object].into_iter().chain(noun).collect();
            return Some(Phrase { act, object: Some(object), words });
        }
    }
    let noun = noun?;
    let act = format!("{lemma} {}", scene.lower(noun));
    scene.listed("same-acts", &act).then(|| Phrase { act, object: None, words: vec![verb, noun] })
}

/// Whether a verb done with a weapon is a kind of another.
pub(super) fn is_kind_of(scene: &Scene<'_>, verb: &str, act: &str) -> bool {
    let Some(list) = scene.words.list("same-acts") else { return false };
    let mut at = verb.to_owned();
    for _ in 0..4 {
        if at == act {
            return true;
        }
        match (list.value(&at, "of"), list.value(&at, "act")) {
            (Some("weapon" | "-"), Some(next)) => at = next.to_owned(),
            _ => return false,
        }
    }
    at == act
}

/// Whether who did not do one thing cannot have done the other: the same, or a kind of it.
pub(super) fn takes_in(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    (denied, of): (&str, Option<&Whom>),
    (claimed, to): (&str, Option<&Whom>),
) -> bool {
    if denied == claimed {
        return true;
    }
    let Some(list) = scene.words.list("same-acts") else { return false };
    let fits = |verb: &str| match list.value(verb, "of") {
        Some("person") => [of, to].iter().all(|w| w.is_some_and(|w| w.is_somebody(scene, people))),
        Some("weapon") => [of, to].iter().all(|w| w.is_some_and(|w| w.is_weapon(scene))),
        Some(_) => true,
        None => false,
    };
    let step = |verb: &str, how: &[&str]| {
        let act = list.value(verb, "act")?;
        let by = list.value(verb, "how").is_some_and(|h| how.contains(&h));
        (by && fits(verb)).then(|| act.to_owned())
    };
    let denied = step(denied, &["same"]).unwrap_or_else(|| denied.to_owned());
    let mut act = claimed.to_owned();
    for _ in 0..4 {
        if act == denied {
            return true;
        }
        let Some(next) = step(&act, &["same", "kind"]) else { return false };
        act = next;
    }
    act == denied
}
