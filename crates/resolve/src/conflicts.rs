//! Statements that clash: one says an act was not done, another that it was. Neither is preferred.

mod characterizations;

use factum_types::{Conflict, ConflictKind, Dep, Party, Statement, TokenRange};

use crate::scene::Scene;

/// An act in a statement: verb and object by lemma, and whether it is denied there.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ActOf {
    verb: String,
    object: String,
    words: String,
    denied: bool,
}

pub(crate) fn conflicts(scene: &Scene<'_>, parties: &[Party], statements: &[Statement]) -> Vec<Conflict> {
    let acts: Vec<Vec<ActOf>> = statements.iter().map(|s| acts_in(scene, s)).collect();
    let mut found = Vec::new();
    for a in 0..statements.len() {
        for b in a + 1..statements.len() {
            if statements[a].speaker_text == statements[b].speaker_text
                && statements[a].speaker == statements[b].speaker
            {
                continue;
            }
            let clash = acts[a].iter().find(|x| {
                acts[b].iter().any(|y| x.verb == y.verb && x.object == y.object && x.denied != y.denied)
            });
            if let Some(act) = clash {
                found.push(Conflict { a, b, about: act.words.clone(), kind: ConflictKind::Direct });
            }
        }
    }
    found.extend(characterizations::characterizations(scene, parties, statements));
    found.sort_by_key(|c| (c.a, c.b));
    found
}

/// Every verb with an object (or passive subject) in a statement's words.
fn acts_in(scene: &Scene<'_>, statement: &Statement) -> Vec<ActOf> {
    let mut found = Vec::new();
    for span in &statement.content {
        let tokens: TokenRange = scene.tokens_in(*span);
        for verb in tokens.clone().filter(|i| scene.is_verb(*i)) {
            let object = scene
                .children(verb)
                .find(|c| matches!(scene.token(*c).dep, Dep::Dobj | Dep::Nsubjpass) && tokens.contains(c));
            let Some(object) = object else { continue };
            let lemma = scene.lemma(verb);
            if matches!(lemma.as_str(), "have" | "be" | "do" | "make" | "take" | "give" | "get") {
                continue; // verbs too light to name an act
            }
            found.push(ActOf {
                words: format!("{lemma} {}", scene.words_of(scene.span(&noun_phrase(scene, object)))),
                verb: lemma,
                object: scene.lemma(object),
                denied: scene.children_by(verb, Dep::Neg).next().is_some(),
            });
        }
    }
    found
}

fn noun_phrase(scene: &Scene<'_>, head: usize) -> TokenRange {
    let from = scene
        .children(head)
        .find(|c| matches!(scene.token(*c).dep, Dep::Det | Dep::Amod | Dep::Compound))
        .unwrap_or(head);
    from.min(head)..head + 1
}
