//! What the words in marks are like: a sentence, a title, a paragraph's beginning.

use factum_types::{Dep, Pos, Quotation, Span, Tag};

use super::cue::{introduces, lead_of};
use crate::scene::Scene;

/// A quotation is speech where it is long enough for a clause or stands as a sentence; a word or two in marks
/// is a title or a word held at arm's length.
pub(super) fn is_speech(scene: &Scene<'_>, quotation: &Quotation, cue: usize) -> bool {
    let tokens = scene.tokens_in(quotation.inside);
    let verb = tokens.clone().any(|i| scene.is_verb(i));
    let governed = tokens.clone().any(|i| {
        scene.head(i) == Some(cue)
            && matches!(scene.token(i).dep, Dep::Ccomp | Dep::Parataxis | Dep::Dobj | Dep::Intj)
    });
    if is_short_title(scene, quotation) {
        return false;
    }
    tokens.len() >= 4 && verb
        || tokens.len() >= 6
        || whole_sentence(scene, quotation)
            && (governed && tokens.len() >= 2
                || ends_in_comma(scene, quotation)
                || lead_of(scene, quotation).is_some_and(|lead| introduces(scene, cue, lead)))
        // "said “a couple of beers.”"
        || scene.tokens_in(quotation.span).start == cue + 1 && tokens.len() >= 3
}

pub(super) fn is_short_title(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    scene.words_of(quotation.span).chars().count() < 60 && is_title(scene, quotation)
}

/// "on “The Evening Hour,”", "the film “The Gate”": a name in marks follows its noun, its owner or a preposition.
fn is_title(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let open = scene.tokens_in(quotation.span).start;
    let Some(before) = open.checked_sub(1) else { return false };
    let capital =
        scene.words_of(quotation.inside).trim_start().chars().next().is_some_and(char::is_uppercase);
    // "followers on X. “Some deserve it,” he wrote": the sentence before has ended
    capital
        && !scene.word(before).ends_with('.')
        && scene.block_index(before) == scene.block_index(open)
        && (matches!(scene.token(before).pos, Pos::NOUN | Pos::ADP | Pos::DET | Pos::ADJ)
            || scene.token(before).tag == Tag::POS
            || is_naming(scene, before))
}

/// "a book called “The Gate”"
fn is_naming(scene: &Scene<'_>, word: usize) -> bool {
    scene.token(word).tag == Tag::VBN
        && matches!(scene.lemma(word).as_str(), "call" | "title" | "entitle" | "name" | "dub" | "label")
}

/// Whether the words begin and end as a sentence or clause of speech does.
pub(super) fn whole_sentence(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let text = scene.words_of(quotation.inside).trim_end();
    let capital = text.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
    // "…", said Roe: the comma may stand outside
    let outside = scene.document.text.get(quotation.span.end as usize..).is_some_and(|t| t.starts_with(','))
        && scene.tokens_in(quotation.inside).any(|i| scene.is_verb(i));
    capital
        && (!quotation.closed
            || outside
            || text.ends_with(['.', ',', '!', '?', '…', ';', '-', '—', '\'', '’']))
}

pub(super) fn ends_in_comma(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    ends_in(scene, quotation, &[',', '?', '!', '—', '-'])
}

/// Whether the words end in one of these marks; a comma may stand outside.
pub(super) fn ends_in(scene: &Scene<'_>, quotation: &Quotation, marks: &[char]) -> bool {
    let outside = scene.document.text.get(quotation.span.end as usize..).unwrap_or("");
    scene.words_of(quotation.inside).trim_end().ends_with(marks)
        || marks.contains(&',') && outside.starts_with(',')
}

pub(super) fn opens_block(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start) as usize;
    let Some(block) = scene.document.blocks.get(block) else { return false };
    let lead = Span::new(block.span.start as usize, quotation.span.start as usize);
    // "Adding, “…" carries on as well.
    let words: Vec<&str> = scene.words_of(lead).split_whitespace().collect();
    words.is_empty() || (words.len() <= 2 && words.iter().any(|w| w.to_lowercase().starts_with("adding")))
}

/// Whether words begin with a capital, as a sentence does.
pub(crate) fn starts_as_sentence(scene: &Scene<'_>, words: Span) -> bool {
    scene.words_of(words).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether a token stands in a quotation that opens with a capital: a sentence of its own, not a few words in marks.
pub(crate) fn in_whole_quotation(scene: &Scene<'_>, token: usize) -> bool {
    let quotation =
        scene.quotation_at(scene.token(token).span).and_then(|q| scene.findings.quotations.get(q));
    quotation
        .is_some_and(|q| scene.words_of(q.inside).trim_start().chars().next().is_some_and(char::is_uppercase))
}

/// Whether the words inside hold a clause: a verb with its subject.
pub(super) fn has_clause(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let subject =
        |i: usize| matches!(scene.token(i).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Expl | Dep::Csubj);
    scene.tokens_in(quotation.inside).any(subject)
}
