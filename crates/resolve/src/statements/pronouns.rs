//! Who "he" or "she" is that speaks, where the sentence before leaves it in doubt.

use factum_types::{Dep, EntityKind, PartyId, Pos, Tag, TokenRange};

use crate::clauses::below;
use crate::people::People;
use crate::scene::Scene;

/// What the sentence before says of the pronoun.
pub(super) enum Meant {
    /// Nothing against whomever it was taken for.
    AsTaken,
    /// This token.
    This(usize),
    /// Two people fit: nobody.
    Nobody,
}

/// "Weck said the charge was false. He said …": a name that is nobody's in the record, and stands nearer than whomever the
/// pronoun was taken for, speaks himself. "Roe asked Fenn about the gun. “No,” he said": who was asked answers. "Roe met
/// Fenn at the gate. “It is over,” she said": where both may be she, nobody is named.
pub(super) fn meant(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Meant {
    let nominative = matches!(scene.lower(head), "he" | "she");
    let Some(gender) = scene.gender_of_pronoun(scene.lower(head)).filter(|_| nominative) else {
        return Meant::AsTaken;
    };
    let own = scene.sentence(head).start..head;
    if own
        .into_iter()
        .any(|i| scene.token(i).dep == Dep::Nsubj && scene.token(i).pos != Pos::PRON && outside(scene, i))
    {
        return Meant::AsTaken;
    }
    let Some(before) = narration_before(scene, head) else { return Meant::AsTaken };
    // "He told the court that he had hated Roe. “I was wrong,” he said": whoever spoke speaks on
    if let Some(spoke) = before.clone().find(|i| speaks_as(scene, *i, gender)) {
        return match meant(scene, people, spoke) {
            Meant::AsTaken => Meant::This(spoke),
            other => other,
        };
    }
    let Some(subject) =
        before.clone().find(|i| is_main(scene, *i, Dep::Nsubj) || is_main(scene, *i, Dep::Nsubjpass))
    else {
        return Meant::AsTaken;
    };
    let Some(verb) = scene.head(subject) else { return Meant::AsTaken };
    let before_all = before.clone();
    let fits = |p: PartyId| people.is_person(p) && people.gender(p).is_none_or(|g| g == gender);
    let others: Vec<usize> = before
        .filter(|i| {
            *i != subject
                && matches!(scene.token(*i).pos, Pos::PROPN | Pos::NOUN | Pos::PRON)
                && matches!(scene.token(*i).dep, Dep::Dobj | Dep::Pobj | Dep::Dative | Dep::Appos)
                && !is_told(scene, *i)
                && outside(scene, *i)
        })
        .collect();
    if matches!(scene.lemma(verb).as_str(), "ask" | "question" | "press" | "interview") {
        let asked = others
            .iter()
            .copied()
            .find(|i| scene.token(*i).dep == Dep::Dobj && people.at(*i).is_some_and(fits));
        // "asked her": not the one who asks
        let asker = people.at(head).is_none_or(|p| people.at(subject) == Some(p))
            && people.at(subject).is_none_or(fits);
        let addressed = asker && others.iter().any(|i| scene.token(*i).dep == Dep::Dobj);
        return asked.map_or(if addressed { Meant::Nobody } else { Meant::AsTaken }, Meant::This);
    }
    let speaks = scene.listed("reporting-verbs", &scene.lemma(verb)) || scene.lemma(verb) == "speak";
    // "Under questioning by Fenn, he said": not whoever asks
    let asks = |i: usize| {
        matches!(scene.lemma(i).as_str(), "questioning" | "examination" | "interrogation" | "prodding")
    };
    if (scene.sentence(head).start..head).any(asks) {
        return Meant::This(subject);
    }
    let taken = people.at(head);
    let absent = taken.is_none_or(|t| before_all.clone().all(|i| people.at(i) != Some(t)));
    let name = is_bare_name(scene, people, subject);
    if name && (speaks || absent) {
        return Meant::This(subject);
    }
    // "His wife disagreed. “He would,” she said"
    let lemma = scene.lemma(subject);
    let calling = scene.token(subject).tag == Tag::NN
        && match people.gender_of_words(&lemma) {
            Some(shown) => shown == gender,
            None => scene.words.list("roles").and_then(|l| l.value(&lemma, "kind")) == Some("person"),
        }
        && people.at(subject).is_none_or(fits);
    if calling && absent && (taken.is_none() || people.at(subject) != taken) {
        return Meant::This(subject);
    }
    if absent && others.iter().any(|i| is_bare_name(scene, people, *i)) {
        return Meant::Nobody;
    }
    let acts = speaks
        || scene.listed("stance-verbs", &scene.lemma(verb))
        || matches!(
            scene.lemma(verb).as_str(),
            "confront" | "address" | "thank" | "greet" | "interrupt" | "face"
        );
    let first = people.at(subject).filter(|p| fits(*p));
    let second = others.iter().filter_map(|i| people.at(*i)).find(|p| Some(*p) != first && fits(*p));
    let torn = !acts
        && first.is_some()
        && second.is_some()
        && (taken.is_none() || taken == first || taken == second);
    if torn { Meant::Nobody } else { Meant::AsTaken }
}

/// A surname of which the record knows no person ("Weck said"); it may have been taken for an organization, but those
/// have an article, capitals throughout or a word of their kind.
fn is_bare_name(scene: &Scene<'_>, people: &People<'_, '_>, token: usize) -> bool {
    let word = scene.word(token);
    scene.token(token).pos == Pos::PROPN
        && people.at(token).is_none_or(|p| !people.is_person(p))
        && scene.children(token).all(|c| matches!(scene.token(c).dep, Dep::Appos | Dep::Punct | Dep::Relcl))
        && word.chars().any(char::is_lowercase)
        && !scene.listed("organization-words", scene.lower(token))
        && !is_thing(scene, token)
}

/// The last sentence of the writer's own before the one that a pronoun stands in, at most a paragraph away.
fn narration_before(scene: &Scene<'_>, head: usize) -> Option<TokenRange> {
    let own = scene.sentence(head);
    // a quotation of several sentences stands between
    let last = (0..own.start)
        .rev()
        .take(120)
        .find(|i| outside(scene, *i) && !matches!(scene.token(*i).pos, Pos::PUNCT | Pos::SPACE))?;
    let near = scene.block_index(last).abs_diff(scene.block_index(head)) <= 1;
    near.then(|| scene.sentence(last))
}

fn outside(scene: &Scene<'_>, token: usize) -> bool {
    scene.quotation_at(scene.token(token).span).is_none()
}

/// Whether a pronoun of this gender is the subject of a sentence's own verb of saying.
fn speaks_as(scene: &Scene<'_>, token: usize, gender: char) -> bool {
    let own = scene.head(token).filter(|v| scene.token(*v).dep == Dep::Root);
    scene.token(token).dep == Dep::Nsubj
        && scene.gender_of_pronoun(scene.lower(token)) == Some(gender)
        && outside(scene, token)
        && own.is_some_and(|v| scene.listed("reporting-verbs", &scene.lemma(v)))
}

/// Whether a token has this part in a clause that is not told by a verb of saying.
fn is_main(scene: &Scene<'_>, token: usize, dep: Dep) -> bool {
    scene.token(token).dep == dep
        && matches!(scene.token(token).pos, Pos::PROPN | Pos::NOUN)
        && outside(scene, token)
        && !is_told(scene, token)
}

/// Whether a token stands in what somebody is told to say.
fn is_told(scene: &Scene<'_>, token: usize) -> bool {
    let sentence = scene.sentence(token);
    sentence.into_iter().any(|v| {
        scene.token(v).dep == Dep::Ccomp
            && below(scene, token, v)
            && scene.head(v).is_some_and(|h| scene.listed("reporting-verbs", &scene.lemma(h)))
    })
}

/// Whether the model takes a name for a place, a day or a thing.
fn is_thing(scene: &Scene<'_>, token: usize) -> bool {
    let other = |kind| !matches!(kind, EntityKind::Person | EntityKind::Org);
    scene.analysis.names.iter().any(|n| n.tokens.contains(&token) && other(n.kind))
}
