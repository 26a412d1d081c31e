//! What keeps a description apart from a person whom it would fit: another time, another owner, several people.

use factum_types::{BlockKind, Dep, PartyId, Period, Tag};

use super::People;
use crate::links::by_apposition;

/// Whether a party without a name is several people: "two pupils".
pub(super) fn is_several(people: &People<'_, '_>, party: PartyId) -> bool {
    let known = &people.all[party];
    known.unnamed && people.scene.token(known.at).tag == Tag::NNS
}

/// "In 2013, a driver was killed", behind what was done to somebody now: whom a sentence brings in with a year of its own
/// is nobody who was harmed at another time.
pub(super) fn is_of_another_time(people: &People<'_, '_>, party: PartyId, head: usize) -> bool {
    let scene = people.scene;
    let brought_in = scene.children(head).any(|c| matches!(scene.lower(c), "a" | "an" | "another"));
    let Some(published) = scene.document.published.map(|p| p.date).filter(|_| brought_in) else {
        return false;
    };
    let told = |at: usize| {
        let sentence = scene.span(&scene.sentence(at));
        scene.dates.told_in(scene.findings, sentence, &[])
    };
    let old = |p: &Period| p.last().year() + 1 < published.first().year();
    let years: Vec<Period> = told(head).into_iter().filter(old).collect();
    // A headline gives no times, and whom it tells of the story may bring in again.
    let headline = |i: usize| matches!(scene.block(i), BlockKind::Title | BlockKind::Heading);
    let harmed = scene.of_kind("event").flat_map(|f| f.all("victim")).filter(|b| !headline(b.head));
    let mut before = harmed.filter(|b| b.head < head && people.at(b.head) == Some(party)).peekable();
    let meets = |at: usize| {
        told(at).iter().any(|p| years.iter().any(|y| p.first() <= y.last() && y.first() <= p.last()))
    };
    !years.is_empty()
        && people.all[party].at < head
        && before.peek().is_some()
        && !before.any(|b| meets(b.head))
}

/// "her infant son" and "Dorran's son, Anthony": kin of two people are two people.
pub(super) fn is_of_another(people: &People<'_, '_>, party: PartyId, head: usize) -> bool {
    let scene = people.scene;
    let Some(owner) = owner(people, head) else { return false };
    let nouns = people.all[party].mentions.iter().filter(|m| m.is_name()).flat_map(|m| {
        scene
            .tokens_in(m.evidence.span)
            .filter(|t| scene.token(*t).dep == Dep::Appos)
            .filter_map(|t| scene.head(t))
    });
    let owners: Vec<PartyId> = nouns.filter_map(|noun| self::owner(people, noun)).collect();
    !owners.is_empty() && !owners.contains(&owner)
}

/// "Third suspect arrested … Nell Orrin, the third suspect": the one person whom the text calls by the same number and
/// noun.
pub(super) fn of_same_number(people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    let scene = people.scene;
    let number = |noun: usize| {
        let mut words = scene.children(noun).map(|c| scene.lower(c).to_owned());
        words.find(|w| scene.listed("ordinals", w) && w != "first")
    };
    let (wanted, noun) = (number(head)?, scene.lemma(head));
    let mut found: Vec<PartyId> = Vec::new();
    for other in (0..scene.len()).filter(|i| *i != head && scene.lemma(*i) == noun) {
        // "third suspect Nell Orrin": the number hangs on the name
        let own =
            number(other).or_else(|| scene.head(other).filter(|h| people.at(*h).is_some()).and_then(number));
        let named = (own.as_ref() == Some(&wanted)).then(|| by_apposition(scene, people, other)).flatten();
        found.extend(named.filter(|p| !people.all[*p].unnamed && !found.contains(p)));
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether the text has named somebody well before.
pub(super) fn is_long_known(people: &People<'_, '_>, party: PartyId, head: usize) -> bool {
    let scene = people.scene;
    let known = &people.all[party];
    !known.unnamed && scene.sentence_index(known.at) + 3 < scene.sentence_index(head)
}

/// Whose kin a word for kin is: who is named as its owner, or the one person named before a pronoun in its sentence.
fn owner(people: &People<'_, '_>, noun: usize) -> Option<PartyId> {
    let scene = people.scene;
    let poss = scene.children_by(noun, Dep::Poss).next()?;
    if let Some(named) = people.at(poss).filter(|p| people.is_person(*p)) {
        return Some(named);
    }
    match (scene.token(poss).tag, people.in_sentence_until(scene.sentence_index(noun), noun).as_slice()) {
        (Tag::PRPS, [only]) => Some(*only),
        _ => None,
    }
}
