//! "The deputy smelled smoke, the affidavit said": who said it closes the sentence, and the parse does not see it.

use factum_types::{BlockKind, Dep, Pos, Sentence, Span, Tag};

use crate::clauses::{below, extent, is_time, within};
use crate::quotes::in_whole_quotation;
use crate::scene::Scene;

/// A reporting verb at the end of its sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Closing {
    pub(super) cue: usize,
    /// The head of the phrase that speaks.
    pub(super) head: usize,
    /// The phrase, where the parse does not hold it together.
    pub(super) phrase: Option<Span>,
    /// What stands before both.
    pub(super) said: Span,
}

/// The verbs that close their sentences, in text order.
pub(super) fn closing(scene: &Scene<'_>) -> Vec<Closing> {
    scene.analysis.sentences.iter().filter_map(|s| of_sentence(scene, s)).collect()
}

fn of_sentence(scene: &Scene<'_>, sentence: &Sentence) -> Option<Closing> {
    by_verb(scene, sentence).or_else(|| by_paper(scene, sentence))
}

/// "…, the affidavit states.": a verb that the tagger takes for a noun, behind a paper and at the very end.
fn by_paper(scene: &Scene<'_>, sentence: &Sentence) -> Option<Closing> {
    let tokens = sentence.tokens.clone();
    let mark = |i: &usize| matches!(scene.token(*i).pos, Pos::PUNCT | Pos::SPACE);
    let cue = tokens.clone().rev().find(|i| !mark(i))?;
    let says = closes(scene, scene.lower(cue), "noun");
    let paper = cue.checked_sub(1).filter(|p| scene.listed("reporting-nouns", &scene.lemma(*p)))?;
    let from = (tokens.start..paper).rev().find(|i| scene.lower(*i) == ",")?;
    let phrase = (from + 1..paper).all(|i| {
        matches!(scene.token(i).pos, Pos::DET | Pos::NOUN | Pos::ADJ | Pos::PROPN) || scene.lower(i) == "'s"
    });
    let said = tokens.start..from;
    let quoted = said.clone().any(|i| in_whole_quotation(scene, i));
    (says && !scene.is_verb(cue) && phrase && !quoted && paper - from <= 6 && said.len() >= 4).then(|| {
        Closing {
            cue,
            head: paper,
            phrase: Some(scene.span(&(from + 1..paper + 1))),
            said: within(scene, said),
        }
    })
}

fn by_verb(scene: &Scene<'_>, sentence: &Sentence) -> Option<Closing> {
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
    (speaks && finite && said.len() >= 4 && extent(scene, subject).start > tokens.start).then(|| Closing {
        cue,
        head: subject,
        phrase: None,
        said: within(scene, said),
    })
}

fn reports(scene: &Scene<'_>, i: usize) -> bool {
    scene.is_verb(i)
        && closes(scene, &scene.lemma(i), "verb")
        && scene.children_by(i, Dep::Neg).next().is_none()
        && scene.children_by(i, Dep::Auxpass).next().is_none()
}

/// Whether a word closes a sentence as one that reports: a verb, or a form of one that looks like a noun.
fn closes(scene: &Scene<'_>, word: &str, form: &str) -> bool {
    let shown = scene.words.list("closing-words").and_then(|l| l.value(word, "form"));
    shown.is_some_and(|f| f == form || f == "both")
}
