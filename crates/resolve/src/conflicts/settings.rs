//! When, where and how a claim holds: what stands beside a verb and its object and may tell one occasion from another.

use std::collections::BTreeSet;

use factum_types::{Dep, Tag};

use crate::people::People;
use crate::scene::Scene;

/// Words that set no occasion apart.
const PLAIN: [&str; 20] = [
    "actually",
    "also",
    "allegedly",
    "ever",
    "even",
    "indeed",
    "in fact",
    "at all",
    "at time",
    "at point",
    "both",
    "each",
    "never",
    "not",
    "really",
    "reportedly",
    "then",
    "there",
    "n't",
    "so",
];

/// What stands beside any of these tokens: "in house", "when find", "monday", "accidentally".
pub(super) fn setting(scene: &Scene<'_>, people: &People<'_, '_>, of: &[usize]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for c in of.iter().flat_map(|i| scene.children(*i)).filter(|c| !of.contains(c)) {
        let says = match scene.token(c).dep {
            Dep::Prep | Dep::Dative => beside(scene, people, c),
            Dep::Advcl => {
                let link = scene.children(c).find(|m| matches!(scene.token(*m).dep, Dep::Mark | Dep::Advmod));
                format!("{} {}", link.map_or("", |m| scene.lower(m)), scene.lemma(c))
            }
            // "that night" is the one that all speak of
            Dep::Npadvmod if scene.children(c).any(|d| matches!(scene.lower(d), "that" | "this")) => continue,
            Dep::Npadvmod | Dep::Advmod if !matches!(scene.token(c).tag, Tag::WRB) => {
                scene.lower(c).to_owned()
            }
            Dep::Acl | Dep::Relcl | Dep::Oprd => scene.lemma(c),
            _ => continue,
        };
        if !PLAIN.contains(&says.as_str()) {
            found.insert(says);
        }
    }
    found
}

/// "in 2018", "at the range", "to his wife".
fn beside(scene: &Scene<'_>, people: &People<'_, '_>, preposition: usize) -> String {
    let word = scene.lower(preposition);
    let Some(noun) =
        scene.children(preposition).find(|c| matches!(scene.token(*c).dep, Dep::Pobj | Dep::Pcomp))
    else {
        return word.to_owned();
    };
    let named = people.at(noun).map(|p| format!("{word} #{p}"));
    named.unwrap_or_else(|| {
        let own = scene
            .children(noun)
            .filter(|c| matches!(scene.token(*c).dep, Dep::Nummod | Dep::Compound | Dep::Poss));
        let mut says = format!("{word} {}", scene.lemma(noun));
        for c in own {
            says.push(' ');
            says.push_str(scene.lower(c));
        }
        says
    })
}
