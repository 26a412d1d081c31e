//! What only goes round: a rumour, a post, an anonymous account tell nothing that a record could hold.

use factum_types::{Dep, Finding, Pos};

use crate::scene::Scene;

/// Whether the nearest words that a finding hangs on are those of a rumour: "an anonymous account posted that", "the
/// rumor that", "posts claimed that".
pub(super) fn is_rumour(scene: &Scene<'_>, finding: &Finding) -> bool {
    let mut at = finding.anchor;
    for _ in 0..12 {
        let Some(head) = scene.head(at) else { return false };
        match scene.token(at).dep {
            // "the rumor that she had set the fire"
            Dep::Acl if spreads(scene, head) => return true,
            Dep::Ccomp | Dep::Xcomp if scene.is_verb(head) => {
                let subject = scene.subject(head);
                return subject.is_some_and(|s| spreads(scene, s));
            }
            _ => {}
        }
        at = head;
    }
    false
}

/// Whether a noun phrase speaks of somebody who answers for nothing. A person's own post is that person's.
fn spreads(scene: &Scene<'_>, noun: usize) -> bool {
    let nameless = |i: usize| scene.listed("nameless-sources", &scene.lemma(i));
    let owned = scene.children_by(noun, Dep::Poss).next().is_some()
        || scene.children_by(noun, Dep::Prep).any(|p| {
            matches!(scene.lower(p), "by" | "from" | "of")
                && scene.children(p).any(|c| scene.token(c).pos == Pos::PROPN)
        });
    let own = || {
        scene.children(noun).filter(|c| matches!(scene.token(*c).dep, Dep::Amod | Dep::Compound | Dep::Nmod))
    };
    // "@ElmfordEats posted that"
    if scene.word(noun).starts_with('@') {
        return true;
    }
    scene.token(noun).pos == Pos::NOUN && !owned && (nameless(noun) || own().any(nameless))
}
