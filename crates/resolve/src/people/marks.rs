//! What the record says of people who need care: minors, and victims of sexual offences.

use factum_types::{Dep, MarkKind, PartyId, Span};

use super::People;

/// Marks the minors: by an age under eighteen, or by a word for a child.
pub(super) fn marks(people: &mut People<'_, '_>) {
    for party in 0..people.all.len() {
        if !people.is_person(party) {
            continue;
        }
        match people.all[party].age.as_ref().map(|a| (a.years, a.evidence.span)) {
            Some((years, span)) if years < 18 => people.add_mark(party, MarkKind::Minor, span, "mark.age"),
            Some(_) => {}
            None => {
                if let Some(span) = child_word(people, party) {
                    people.add_mark(party, MarkKind::Minor, span, "mark.child-word");
                }
            }
        }
    }
}

/// "a girl", "the toddler", "Ann Quill, a minor": the word for a child that speaks of a person.
fn child_word(people: &People<'_, '_>, party: PartyId) -> Option<Span> {
    let scene = people.scene;
    let child = |i: usize| scene.listed("minor-nouns", &scene.lemma(i));
    people.all[party].mentions.iter().find_map(|mention| {
        let mut tokens = scene.tokens_in(mention.evidence.span);
        if mention.evidence.rule.starts_with("nominal.") {
            return tokens
                .filter(|i| people.at(*i) == Some(party))
                .find(|i| child(*i))
                .map(|i| scene.token(i).span);
        }
        let head = tokens.next_back()?;
        let apposed = scene.children_by(head, Dep::Appos).find(|c| child(*c));
        apposed.map(|i| scene.token(i).span)
    })
}
