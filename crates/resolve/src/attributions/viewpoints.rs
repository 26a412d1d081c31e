//! What opens a sentence and tells in whose eyes it holds: "To Quill, the case is closed", "In a poll, half of them said".

use factum_types::{Dep, Pos, Span, Tag};

use super::Attribution;
use super::doers::is_somebody;
use super::sources::phrase;
use crate::clauses::{extent, within};
use crate::scene::Scene;

/// The sentences that a poll or somebody's view vouches for.
pub(super) fn viewpoints(scene: &Scene<'_>) -> Vec<Attribution> {
    let starts = scene.analysis.sentences.iter().map(|s| s.tokens.clone());
    starts.filter_map(|sentence| viewpoint(scene, sentence.start)).collect()
}

fn viewpoint(scene: &Scene<'_>, start: usize) -> Option<Attribution> {
    // "But for Quill, …"
    let links = |i: &usize| matches!(scene.lower(*i), "and" | "but" | "still" | "yet" | ",");
    let sentence = scene.sentence(start);
    let preposition = sentence.clone().find(|i| !links(i)).filter(|p| scene.token(*p).dep == Dep::Prep)?;
    let verb = scene.head(preposition).filter(|v| scene.is_verb(*v) && *v > preposition)?;
    let object = scene.children_by(preposition, Dep::Pobj).next()?;
    let range = extent(scene, preposition);
    let subject = scene.children(verb).find(|c| {
        matches!(scene.token(*c).dep, Dep::Nsubj | Dep::Nsubjpass) && *c < verb && *c >= range.end
    })?;
    let holds = match scene.lower(preposition) {
        "in" => matches!(scene.lemma(object).as_str(), "poll" | "survey" | "polling"),
        "to" => sees(scene, object) && judges(scene, verb),
        // "For Quill, the ruling is a defeat" tells whom it touches
        "for" => scene.token(object).pos == Pos::NOUN && sees(scene, object) && judges(scene, verb),
        _ => false,
    };
    let from = extent(scene, subject).start;
    let comma = scene.lower(range.end.min(scene.len() - 1)) == "," || scene.lower(range.end - 1) == ",";
    let quoted = scene.quotation_at(scene.token(preposition).span).is_some();
    if !holds || !comma || quoted || from < range.end {
        return None;
    }
    let content: Span = within(scene, from..extent(scene, verb).end);
    // "In a poll the same month": with its day, which the parse hangs beside it
    let source = match scene.lower(preposition) {
        "in" => within(scene, preposition + 1..range.end),
        _ => phrase(scene, object, preposition),
    };
    (!content.is_empty()).then(|| Attribution {
        source: vec![source],
        cue: vec![scene.token(preposition).span],
        content: vec![content],
    })
}

/// Whether a noun is somebody who can see a thing one way or another; "for the first time" is not.
fn sees(scene: &Scene<'_>, noun: usize) -> bool {
    (is_somebody(scene, noun) || matches!(scene.lower(noun), "many" | "some" | "most" | "others" | "both"))
        && !crate::clauses::is_time(scene, noun)
}

/// Whether a verb tells how something looks: "is the worst of them", "seems like a joke", "means nothing".
fn judges(scene: &Scene<'_>, verb: usize) -> bool {
    let lemma = scene.lemma(verb);
    let looks = matches!(lemma.as_str(), "be" | "seem" | "look" | "appear" | "feel" | "sound" | "remain")
        && scene.children(verb).any(|c| {
            c > verb
                && matches!(scene.token(c).dep, Dep::Attr | Dep::Acomp | Dep::Oprd | Dep::Ccomp | Dep::Prep)
        });
    let tells = matches!(lemma.as_str(), "mean" | "signal" | "represent" | "show" | "prove" | "amount");
    (looks || tells) && scene.token(verb).tag != Tag::VBG
}
