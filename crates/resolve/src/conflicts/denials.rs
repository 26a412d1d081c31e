//! Denials that only point at what they deny: "Krall denied it" against the one account before it.

use factum_types::{Conflict, ConflictKind, Pos, Statement};

use super::clash::Claim;
use super::hidden::is_hidden;
use super::whom::Whom;
use crate::clauses::extent;
use crate::people::People;
use crate::scene::Scene;
use crate::statements::denied;

/// The clashes of such denials with what they point at, where that is one account and nothing else. Where it claims one
/// thing, that is what the denial denies, also against others.
pub(super) fn denials(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
    claims: &mut [Vec<Claim>],
) -> Vec<Conflict> {
    let mut found = Vec::new();
    for at in 0..statements.len() {
        let Some(denied) = denied(scene, people, statements, at) else { continue };
        let accused = match (denied.narrated, denied.told.as_slice()) {
            (false, [one]) => *one,
            _ => {
                set(claims, at, Vec::new());
                continue;
            }
        };
        let theirs = claims.get(accused).cloned().unwrap_or_default();
        let denier = statements.get(at).and_then(|s| s.speaker).map(Whom::Party);
        let own = theirs.iter().find(|c| Some(&c.about) == denier.as_ref()).or_else(|| theirs.first());
        let about =
            own.map(|c| c.words.clone()).or_else(|| statements.get(accused).and_then(|s| main(scene, s)));
        let denials = match theirs.as_slice() {
            [one] if about.is_some() => vec![Claim { denied: !one.denied, ..one.clone() }],
            _ => Vec::new(),
        };
        set(claims, at, denials);
        let Some(about) = about else { continue };
        found.push(Conflict { a: accused.min(at), b: accused.max(at), about, kind: ConflictKind::Direct });
    }
    found
}

pub(super) fn set(claims: &mut [Vec<Claim>], at: usize, to: Vec<Claim>) {
    if let Some(own) = claims.get_mut(at) {
        *own = to;
    }
}

/// What an account's main verb says, where it claims something: "take bribes"; nothing of what may be or is asked.
pub(super) fn main(scene: &Scene<'_>, statement: &Statement) -> Option<String> {
    let [span] = statement.content.as_slice() else { return None };
    let tokens = scene.tokens_in(*span);
    let outside = |i: &usize| scene.head(*i).is_none_or(|h| !tokens.contains(&h));
    let verb = tokens.clone().find(|i| outside(i) && matches!(scene.token(*i).pos, Pos::VERB | Pos::AUX))?;
    let asked = scene.words_of(*span).trim_end().ends_with('?');
    if asked || is_hidden(scene, verb, &tokens) {
        return None;
    }
    let object = scene
        .children(verb)
        .find(|c| *c > verb && matches!(scene.token(*c).pos, Pos::NOUN | Pos::PROPN | Pos::ADP));
    let words = object.map(|o| scene.folded(scene.span(&extent(scene, o))));
    Some(words.map_or_else(|| scene.lemma(verb), |w| format!("{} {w}", scene.lemma(verb))))
}
