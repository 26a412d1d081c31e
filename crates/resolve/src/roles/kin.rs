//! Who is kin to whom: a word for kin with its owner makes relatives of both, each where the other has a part in the
//! case. "Quill strangled his mother" makes Quill a relative of the victim, and the mother one of the defendant.

use factum_types::{Dep, PartyId, Pos, Role, Span};

use super::is_partner;
use crate::links::denoted_at;
use crate::people::People;
use crate::scene::Scene;

const RULE: &str = "role.kin-of";

/// Gives the role to whoever is kin to a victim, a suspect or a defendant.
pub(super) fn kin(scene: &Scene<'_>, people: &mut People<'_, '_>) {
    for (owner, kin, span) in pairs(scene, people) {
        let in_case = |p: PartyId| {
            [Role::Victim, Role::Defendant, Role::Suspect].iter().any(|r| people.has_role(p, *r))
        };
        let (owner_in, kin_in) = (in_case(owner), in_case(kin));
        if kin_in {
            people.add_role(owner, Role::Relative, span, RULE);
        }
        if owner_in {
            people.add_role(kin, Role::Relative, span, RULE);
        }
    }
}

/// Owner and kin, and the words that say so.
fn pairs(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<(PartyId, PartyId, Span)> {
    let mut found = Vec::new();
    for token in 0..scene.analysis.tokens.len() {
        let noun = scene.token(token).pos == Pos::NOUN && scene.listed("kinship", &scene.lemma(token));
        if !noun || is_partner(scene, token) || scene.quotation_at(scene.token(token).span).is_some() {
            continue;
        }
        let Some(poss) = scene.children_by(token, Dep::Poss).next() else { continue };
        let Some(kin) = bearer(scene, people, token) else { continue };
        if let [owner] = denoted_at(scene, people, poss, scene.token(poss).span).as_slice()
            && owner.party != kin
        {
            found.push((owner.party, kin, scene.span(&(poss.min(token)..token.max(poss) + 1))));
        }
    }
    found
}

/// Whom a word for kin stands for: a description that is somebody, or the name beside it.
fn bearer(scene: &Scene<'_>, people: &People<'_, '_>, noun: usize) -> Option<PartyId> {
    let person = |i: usize| people.at(i).filter(|p| people.is_person(*p));
    let beside = || scene.children_by(noun, Dep::Appos).find_map(person);
    let named = || {
        let above = matches!(scene.token(noun).dep, Dep::Compound | Dep::Nmod | Dep::Appos);
        scene.head(noun).filter(|_| above).and_then(person)
    };
    person(noun).or_else(beside).or_else(named)
}
