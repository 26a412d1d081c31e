//! "Roe leads in the Tarnley Post survey": what a survey says that stands behind it; one that opens the sentence is a
//! viewpoint.

use factum_types::{Dep, Tag};

use super::Attribution;
use crate::clauses::{clause_around, extent, within};
use crate::scene::Scene;

/// What the text gives behind "in" as the answer of one survey; "in the polls" is where somebody stands.
pub(super) fn polls(scene: &Scene<'_>) -> Vec<Attribution> {
    let tells = |i: usize| {
        let survey = scene.children_by(i, Dep::Pobj).find(|o| {
            matches!(scene.lemma(*o).as_str(), "poll" | "survey")
                && matches!(scene.token(*o).tag, Tag::NN | Tag::NNP)
        })?;
        let content = clause_around(scene, i);
        (!content.is_empty()).then(|| Attribution {
            source: vec![within(scene, extent(scene, survey))],
            cue: vec![scene.token(i).span],
            content,
        })
    };
    // "half of the voters in the poll said": they say it
    let of_those_asked = |i: usize| {
        let mut at = scene.head(i);
        while let Some(noun) = at.filter(|h| !scene.is_verb(*h)) {
            if matches!(scene.token(noun).dep, Dep::Nsubj | Dep::Nsubjpass) {
                return true;
            }
            at = scene.head(noun);
        }
        false
    };
    let opens = |i: &usize| {
        scene.token(*i).dep == Dep::Prep
            && scene.head(*i).is_some_and(|h| h < *i)
            && !of_those_asked(*i)
            && scene.lower(*i) == "in"
            && scene.quotation_at(scene.token(*i).span).is_none()
    };
    (0..scene.len()).filter(opens).filter_map(tells).collect()
}
