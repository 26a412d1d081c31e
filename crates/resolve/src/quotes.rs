//! Which words in quotation marks are speech, which reporting verb each goes with, and which carry on.

mod cue;
mod named;
mod place;
mod shape;

use factum_types::{Dep, EntityKind, Pos, Quotation, Span, Tag, TokenRange};

use crate::attributions::speaks;
use crate::clauses::is_according;
use crate::scene::Scene;
use cue::{cue_of, reports};
use shape::{is_short_title, is_speech, opens_block, whole_sentence};

pub(crate) use cue::issues;
pub(crate) use named::{Named, is_bearer, is_nominal};
pub(crate) use place::{can_speak, is_main, is_person};
pub(crate) use shape::{in_whole_quotation, starts_as_sentence};

/// One stretch of quoted speech: a quotation, or several broken by "he said".
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    /// The reporting verb; none where the stretch carries on the one before.
    pub(crate) cue: Option<usize>,
    /// Indices of its quotations.
    pub(crate) quotes: Vec<usize>,
    /// Whether it carries on the speech before it in a paragraph of its own.
    pub(crate) continues: bool,
    /// Whoever is named beside it, where no verb reports.
    pub(crate) by: Option<Named>,
}

/// All quoted speech of a document, in text order.
pub(crate) fn speeches(scene: &Scene<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    let mut last_block = None;
    // A paragraph's quotation that no mark closes, whose speaker the next paragraph says.
    let mut open: Option<(usize, u32)> = None;
    for (index, quotation) in scene.findings.quotations.iter().enumerate() {
        let tokens = scene.tokens_in(quotation.inside);
        if tokens.is_empty() {
            continue;
        }
        let block = scene.block_index(tokens.start);
        // "Adding, “…”" has no speaker of its own: it carries on.
        let cue = cue_of(scene, quotation)
            .filter(|c| !opens_block(scene, quotation) || crate::speakers::speaker_head(scene, *c).is_some());
        let speech = |cue, continues| Speech { cue, quotes: vec![index], continues, by: None };
        let before = open.take().filter(|(_, b)| b + 1 == block && opens_block(scene, quotation));
        if let Some(by) = named::signed(scene, quotation) {
            found.push(Speech { by: Some(by), ..speech(None, false) });
            // what is signed has ended
            last_block = None;
            continue;
        }
        let named = cue.is_none().then(|| named::before(scene, quotation)).flatten();
        match (cue, found.last_mut()) {
            // "…," Ann Roe said on “The Evening Hour.”: a title is no speech
            (Some(cue), Some(previous)) if previous.cue == Some(cue) => {
                if !is_short_title(scene, quotation) {
                    previous.quotes.push(index);
                }
            }
            (Some(cue), _) if is_speech(scene, quotation, cue) => {
                found.extend(before.map(|(b, _)| Speech {
                    cue: Some(cue),
                    quotes: vec![b],
                    continues: false,
                    by: None,
                }));
                found.push(speech(Some(cue), false));
                last_block = Some(block);
            }
            (Some(_), _) => {}
            (None, _) if named.is_some() => {
                found.push(Speech { by: named, ..speech(None, false) });
                last_block = Some(block);
            }
            (None, Some(previous))
                if last_block == Some(block)
                    && !after_colon(scene, quotation)
                    && !is_answer(scene, index)
                    && (whole_sentence(scene, quotation) || speaks_on(scene, quotation)) =>
            {
                previous.quotes.push(index);
            }
            (None, Some(_))
                if last_block.is_some_and(|l| l + 1 == block)
                    && opens_block(scene, quotation)
                    && whole_sentence(scene, quotation)
                    && !is_exchange(scene, index) =>
            {
                found.push(speech(None, true));
                last_block = Some(block);
            }
            (None, _) => {
                if let Some(cue) = carried_on(scene, quotation).or_else(|| bare(scene, quotation)) {
                    found.push(speech(Some(cue), true));
                    last_block = Some(block);
                } else if !quotation.closed
                    && opens_block(scene, quotation)
                    && whole_sentence(scene, quotation)
                {
                    open = Some((index, block));
                }
            }
        }
    }
    found
}

/// "“I did not,” he replied. “You did.” “No.”": marks that open right where others closed are another's words.
fn is_answer(scene: &Scene<'_>, index: usize) -> bool {
    let at = |i: usize| scene.findings.quotations.get(i);
    let (Some(own), Some(before)) = (at(index), index.checked_sub(1).and_then(at)) else { return false };
    let between = Span { start: before.span.end.min(own.span.start), end: own.span.start };
    before.closed && scene.words_of(between).chars().all(char::is_whitespace)
}

/// "Fenn stood up: “…”": a colon brings in somebody, whether or not it is clear who.
fn after_colon(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    cue::lead_of(scene, quotation).is_some_and(|lead| scene.word(lead) == ":")
}

/// "“It was dark,” Roe said. “I think all they cared for was who fired” and the like.": a sentence that begins in marks right
/// behind another's end is the same speaker's, also where the marks close before its end.
fn speaks_on(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let open = scene.tokens_in(quotation.span).start;
    let begins = scene.sentence(open).start == open || scene.word(open - 1) == ".";
    begins
        && quotation.closed
        && starts_as_sentence(scene, quotation.inside)
        && shape::has_clause(scene, quotation)
}

/// "“Were you there?”" and in the next paragraph "“All night.”": a question and what answers it are two people's.
fn is_exchange(scene: &Scene<'_>, index: usize) -> bool {
    let asks = |q: &Quotation| scene.words_of(q.inside).trim_end().ends_with('?');
    let at = |i: usize| scene.findings.quotations.get(i);
    let before = index.checked_sub(1).and_then(at).is_some_and(asks);
    before || at(index).is_some_and(|q| asks(q) && !scene.words_of(q.inside).contains(". "))
}

/// "Ann Roe said her son was a good boy." and in a paragraph of its own, with no speaker: "“He was nine years old.”" The
/// person who speaks at the end of the paragraph before speaks on.
fn carried_on(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let ends = (tokens.end..scene.len())
        .take_while(|i| scene.block_index(*i) == block)
        .all(|i| matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE));
    if !(ends && opens_block(scene, quotation) && whole_sentence(scene, quotation)) {
        return None;
    }
    let last = scene.sentence_index(tokens.start).checked_sub(1)?;
    let before = scene.analysis.sentences.get(last).filter(|s| s.block + 1 == block)?;
    let says = |i: &usize| reports(scene, *i) && !is_according(scene, *i);
    let given = before.tokens.clone().find(|i| issues_words(scene, *i));
    let told = || before.tokens.clone().rev().find(says).filter(|cue| tells(scene, *cue));
    let cue = given.or_else(told).or_else(|| holds_forth(scene, before.tokens.clone(), quotation))?;
    scene.quotation_at(scene.token(cue).span).is_none().then_some(cue)
}

/// "Ann Roe said her son was a good boy.": one person speaks, and of nobody else's words.
fn tells(scene: &Scene<'_>, cue: usize) -> bool {
    let one = |who: usize| {
        let person = scene.token(who).tag == Tag::NN && is_person(scene, who);
        scene.token(who).pos == Pos::PROPN || person || matches!(scene.lower(who), "he" | "she")
    };
    // "said deputies interviewed a neighbor": the next words may be the neighbor's.
    let speech = |v: usize| {
        scene.listed("reporting-verbs", &scene.lemma(v))
            || matches!(scene.lemma(v).as_str(), "interview" | "hear")
    };
    // "Rather, he said, delays will hurt the case": the clause is around the verb
    let around = scene.head(cue).filter(|v| scene.token(cue).dep == Dep::Parataxis && scene.is_verb(*v));
    let told = scene.children_by(cue, Dep::Ccomp).next().or(around).is_some_and(|v| !speech(v));
    told && crate::speakers::speaker_head(scene, cue).is_some_and(one)
}

/// "Tamber thanked the patrol for bringing the man in. // “I want to thank the dispatchers, too.”": the one person named
/// praises, blames or asks, and goes on of themselves.
fn holds_forth(scene: &Scene<'_>, sentence: TokenRange, quotation: &Quotation) -> Option<usize> {
    let verb = sentence.clone().find(|i| scene.is_verb(*i) && is_main(scene, *i, sentence.clone()))?;
    let who = scene.subject(verb).filter(|who| *who < verb)?;
    let phrase = crate::clauses::extent(scene, who);
    let one = scene.token(who).pos == Pos::PROPN || matches!(scene.lower(who), "he" | "she");
    let other = |i: usize| {
        let named =
            scene.analysis.names.iter().any(|n| n.kind == EntityKind::Person && n.tokens.contains(&i));
        named || matches!(scene.lower(i), "him" | "her" | "who")
    };
    let alone = sentence.filter(|i| !phrase.contains(i)).all(|i| !other(i));
    let own = scene
        .tokens_in(quotation.inside)
        .any(|i| matches!(scene.lower(i), "i" | "we" | "my" | "our" | "me" | "us"));
    (speaks(scene, verb) && one && alone && own).then_some(verb)
}

/// "The office issued a statement apologizing to Roe": whose statement it is says what follows.
fn issues_words(scene: &Scene<'_>, verb: usize) -> bool {
    let paper =
        scene.children_by(verb, Dep::Dobj).any(|o| matches!(scene.lemma(o).as_str(), "statement" | "letter"));
    let who = scene.subject(verb).filter(|who| *who < verb);
    paper && issues(scene, verb) && who.is_some_and(|who| can_speak(scene, who))
}

/// "Ann Roe described the street as quiet. “Nobody locks a door.”": whole sentences in marks, right behind a sentence
/// of the same paragraph in which one person speaks, are that person's.
fn bare(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let mut at = scene.sentence_index(tokens.start);
    while at > 0 && scene.analysis.sentences.get(at).is_some_and(|s| s.tokens.start > tokens.start) {
        at -= 1;
    }
    let own = scene.analysis.sentences.get(at)?;
    let starts = own.tokens.start == tokens.start;
    let ends = (tokens.end..scene.sentence(tokens.end.saturating_sub(1)).end)
        .all(|i| matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE));
    if !(starts && ends && quotation.closed && whole_sentence(scene, quotation)) {
        return None;
    }
    let before = scene.analysis.sentences.get(at.checked_sub(1)?).filter(|s| s.block == block)?;
    let outside = |i: &usize| scene.quotation_at(scene.token(*i).span).is_none();
    let mut cues = before.tokens.clone().filter(outside).filter(|i| reports(scene, *i));
    let (Some(cue), None) = (cues.next(), cues.next()) else { return None };
    let speaks = crate::speakers::speaker_head(scene, cue)
        .is_some_and(|who| scene.token(who).pos == Pos::PROPN || matches!(scene.lower(who), "he" | "she"));
    (speaks && scene.token(cue).dep == Dep::Root && !is_according(scene, cue)).then_some(cue)
}
