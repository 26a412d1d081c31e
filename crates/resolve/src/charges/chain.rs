//! "Lund testified. He said that Rand lunged at him. He admitted that he had been convicted of theft": sentences that
//! begin with the same pronoun go on about one person, whoever else they name.

use factum_types::{Binding, Dep, Pos};

use crate::links::Denoted;
use crate::people::People;
use crate::scene::Scene;

/// Who a pronoun is whose sentence continues such a chain: the subject of the sentence before the chain. `None` where
/// there is no chain, or where its beginning does not say.
pub(super) fn goes_on_about(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    binding: &Binding,
) -> Option<Denoted> {
    let gender = scene.gender_of_pronoun(scene.lower(binding.head))?;
    let sentence = scene.sentence_index(binding.head);
    let begins = |s: usize| -> Option<char> {
        let first = scene.analysis.sentences.get(s)?.tokens.start;
        let subject = matches!(scene.token(first).dep, Dep::Nsubj | Dep::Nsubjpass);
        scene.gender_of_pronoun(scene.lower(first)).filter(|_| subject)
    };
    let block = |s: usize| scene.analysis.sentences.get(s).map(|s| s.block);
    if begins(sentence) != Some(gender) {
        return None;
    }
    let mut at = sentence;
    while at > 0 && block(at - 1) == block(sentence) {
        at -= 1;
        if begins(at) != Some(gender) {
            break;
        }
    }
    // the sentence itself and at least one before it begin so
    if at + 1 >= sentence || begins(at) == Some(gender) {
        return None;
    }
    let opener = scene.analysis.sentences.get(at)?.tokens.clone();
    let root = opener.clone().find(|t| scene.head(*t).is_none() && scene.is_verb(*t))?;
    let subject = scene.subject(root).filter(|s| scene.token(*s).pos == Pos::PROPN)?;
    let party = people.at(subject).filter(|p| people.is_person(*p))?;
    let fits = people.gender(party).is_none_or(|g| g == gender);
    if !fits {
        return None;
    }
    people.link(party, binding.head, binding.span, "pronoun.subject");
    Some(Denoted { party, inferred: Some("a pronoun stands for the person".to_owned()) })
}
