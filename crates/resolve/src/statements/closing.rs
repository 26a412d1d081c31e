//! "The deputy smelled smoke, the affidavit said": who said it closes the sentence, and the parse does not see it.

use factum_types::{BlockKind, Dep, Pos, Sentence, Span, Tag};

use crate::clauses::{below, extent, is_time, within};
use crate::scene::Scene;

/// A reporting verb at the end of its sentence: the verb, its subject, and what stands before both.
pub(super) fn closing(scene: &Scene<'_>) -> Vec<(usize, usize, Span)> {
    scene.analysis.sentences.iter().filter_map(|s| closes(scene, s)).collect()
}

fn closes(scene: &Scene<'_>, sentence: &Sentence) -> Option<(usize, usize, Span)> {
    let tokens = sentence.tokens.clone();
    let cue = tokens.clone().rev().find(|i| reports(scene, *i))?;
    let behind = |i: usize| {
        matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE) || is_time(scene, i) || below(scene, i, cue)
    };
    let told = scene
        .children(cue)
        .any(|c| matches!(scene.token(c).dep, Dep::Ccomp | Dep::Parataxis | Dep::Xcomp | Dep::Dobj));
    let quoted = tokens.clone().any(|i| scene.quotation_at(scene.token(i).span).is_some());
    if told
        || quoted
        || matches!(scene.block(cue), BlockKind::Title | BlockKind::Heading)
        || !(cue + 1..tokens.end).all(behind)
    {
        return None;
    }
    let asks = |s: &usize| matches!(scene.token(*s).tag, Tag::WP | Tag::WDT);
    let subject = scene.children_by(cue, Dep::Nsubj).rfind(|s| *s < cue && !asks(s))?;
    let from = (tokens.start..subject).rev().find(|i| scene.lower(*i) == ",")?;
    // The comma parts what is said from the phrase that speaks.
    let speaks = (from + 1..cue).all(|i| below(scene, i, subject) || below(scene, i, cue) && i > subject);
    let said = tokens.start..from;
    let finite = said.clone().any(|i| matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD))
        || said.clone().any(|i| scene.lower(i).ends_with("ed") && i > tokens.start);
    (speaks && finite && said.len() >= 4 && extent(scene, subject).start > tokens.start)
        .then(|| (cue, subject, within(scene, said)))
}

fn reports(scene: &Scene<'_>, i: usize) -> bool {
    scene.is_verb(i)
        && matches!(
            scene.lemma(i).as_str(),
            "say"
                | "report"
                | "allege"
                | "state"
                | "write"
                | "add"
                | "testify"
                | "announce"
                | "confirm"
                | "claim"
        )
        && scene.children_by(i, Dep::Neg).next().is_none()
        && scene.children_by(i, Dep::Auxpass).next().is_none()
}
