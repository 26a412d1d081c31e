//! Fixed turns of more than one word that attribute: "made it clear that", "made known that".

use factum_types::{Dep, Pos, Span};

use super::Attribution;
use super::cues::first_helper;
use super::sources::phrase;
use crate::clauses::{extent, within};
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// "Quill has made it clear that she will not testify", "The judge made clear there would be no delay".
pub(super) fn made_clear(scene: &Scene<'_>) -> Vec<Attribution> {
    let makes = |i: &usize| scene.token(*i).pos == Pos::VERB && scene.lemma(*i) == "make";
    (0..scene.len()).filter(makes).filter_map(|i| made(scene, i)).collect()
}

fn made(scene: &Scene<'_>, verb: usize) -> Option<Attribution> {
    let sentence = scene.sentence(verb);
    let known = |i: &usize| matches!(scene.lower(*i), "clear" | "plain" | "known");
    let between = |i: usize| {
        matches!(scene.lower(i), "it" | "very" | "quite" | "perfectly" | "abundantly" | "also" | "crystal")
    };
    let clear = (verb + 1..sentence.end.min(verb + 4)).find(known)?;
    if !(verb + 1..clear).all(between) || scene.quotation_at(scene.token(verb).span).is_some() {
        return None;
    }
    // the clause may hang on the verb or on the adjective
    let clause = [clear, verb].into_iter().find_map(|head| {
        scene.children(head).find(|c| {
            let told = |i: usize| scene.token(i).dep == Dep::Mark && scene.lower(i) == "that";
            let asked = |i: usize| matches!(scene.lower(i), "what" | "how" | "why" | "whether" | "who");
            let opens = scene.children(*c).any(|i| i < *c && (told(i) || asked(i)));
            let bare = scene.children_by(*c, Dep::Nsubj).any(|s| s > clear);
            *c > clear
                && scene.lower(extent(scene, *c).start) != "if"
                && matches!(scene.token(*c).dep, Dep::Ccomp | Dep::Advcl | Dep::Xcomp)
                && (opens || bare && scene.token(*c).dep == Dep::Ccomp)
        })
    })?;
    let source: Option<Span> = speaker_head(scene, verb).map(|head| phrase(scene, head, verb));
    let cue = scene.span(&(first_helper(scene, verb)..clear + 1));
    let content = within(scene, extent(scene, clause));
    (!content.is_empty() && content.start >= cue.end).then(|| Attribution {
        source: source.into_iter().collect(),
        cue: vec![cue],
        content: vec![content],
    })
}
