//! Where it was: the phrase behind in, at, on, near that denotes a place.

use factum_types::{Dep, EntityKind, Pos};

use crate::clauses::within;
use crate::scene::Scene;

/// Prepositions of place.
const WHERE: &[&str] =
    &["in", "at", "on", "near", "outside", "inside", "along", "behind", "off", "by", "across"];

/// The place of an event: below its word, else below the verb that governs it.
pub(super) fn of(scene: &Scene<'_>, anchor: usize, top: usize) -> Option<String> {
    below(scene, anchor).or_else(|| (top != anchor).then(|| below(scene, top)).flatten())
}

fn below(scene: &Scene<'_>, word: usize) -> Option<String> {
    let object = scene
        .children(word)
        .filter(|p| matches!(scene.token(*p).dep, Dep::Prep | Dep::Agent | Dep::Advmod))
        .filter(|p| WHERE.contains(&scene.lower(*p)))
        .flat_map(|p| scene.children_by(p, Dep::Pobj).collect::<Vec<_>>())
        .find(|o| is_place(scene, *o))?;
    let mut end = object + 1;
    let mut start = object;
    for child in scene.children(object) {
        match scene.token(child).dep {
            Dep::Det | Dep::Compound | Dep::Amod | Dep::Nummod | Dep::Poss | Dep::Nmod if child < object => {
                start = start.min(leftmost(scene, child));
            }
            Dep::Prep
                if child == end && WHERE.contains(&scene.lower(child)) || scene.lower(child) == "of" =>
            {
                if let Some(inner) = scene.children_by(child, Dep::Pobj).next() {
                    end = end.max(rightmost(scene, inner) + 1);
                }
            }
            _ => {}
        }
    }
    // with the closing mark of a title: the set of the film “Dust”
    Some(scene.folded(within(scene, start..end)))
}

fn leftmost(scene: &Scene<'_>, at: usize) -> usize {
    scene.children(at).next().filter(|c| *c < at).map_or(at, |c| leftmost(scene, c))
}

/// The last token of a place's phrase; relative clauses and times are no part of it.
fn rightmost(scene: &Scene<'_>, at: usize) -> usize {
    let inside = |c: &usize| {
        *c > at
            && matches!(scene.token(*c).dep, Dep::Prep | Dep::Pobj | Dep::Compound | Dep::Conj | Dep::Cc)
            && !scene.findings.whens.iter().any(|w| w.span.overlaps(scene.token(*c).span))
    };
    scene.children(at).rfind(inside).map_or(at, |c| rightmost(scene, c))
}

/// Whether a noun denotes a place: by its word, or a name that is one.
fn is_place(scene: &Scene<'_>, noun: usize) -> bool {
    if scene.findings.whens.iter().any(|w| w.span.overlaps(scene.token(noun).span)) {
        return false;
    }
    if scene.listed("place-nouns", &scene.lemma(noun)) || scene.listed("place-nouns", scene.lower(noun)) {
        return true;
    }
    let named = scene.analysis.names.iter().find(|n| n.tokens.contains(&noun)).map(|n| n.kind);
    let kinds = [EntityKind::Gpe, EntityKind::Fac, EntityKind::Loc];
    scene.token(noun).pos == Pos::PROPN && named.is_some_and(|k| kinds.contains(&k))
}
