//! The words that attribute: verbs, nouns, adjectives, "according to", and the colon of a headline.

use factum_types::{BlockKind, Dep, Pos, Span, Tag};

use super::Attribution;
use crate::clauses::{is_according, within};
use crate::quotes::is_bearer;
use crate::scene::Scene;

/// A word that may attribute, and what it takes.
pub(super) struct Cue<'a> {
    /// The word's token.
    pub(super) token: usize,
    /// What sort of word.
    pub(super) sort: Sort,
    /// The frames of its rows.
    pub(super) frames: Vec<&'a str>,
    /// Its particle ("point out"), where it has one.
    pub(super) particle: Option<usize>,
    /// The light verb whose object the noun is: "made a promise".
    pub(super) light: Option<usize>,
}

/// Sorts of cues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Verb,
    Noun,
    Adjective,
    According,
}

/// All cues of a document that may hold facts, in text order.
pub(super) fn cues<'a>(scene: &Scene<'a>) -> Vec<Cue<'a>> {
    (0..scene.len()).filter_map(|token| cue(scene, token)).collect()
}

fn cue<'a>(scene: &Scene<'a>, token: usize) -> Option<Cue<'a>> {
    let frame = |list: &str, key: &str| scene.words.list(list).and_then(|l| l.value(key, "frame"));
    if is_according(scene, token) {
        return Some(Cue { token, sort: Sort::According, frames: Vec::new(), particle: None, light: None });
    }
    match scene.token(token).pos {
        Pos::VERB | Pos::AUX => {
            let lemma = scene.lemma(token);
            let particle = scene.children_by(token, Dep::Prt).next();
            let mut keys: Vec<String> =
                particle.iter().map(|p| format!("{lemma} {}", scene.lower(*p))).collect();
            keys.push(lemma);
            let lists = ["reporting-verbs", "stance-verbs"];
            let key = keys.into_iter().find(|k| lists.iter().any(|l| frame(l, k).is_some()))?;
            let frames: Vec<&str> = lists.iter().filter_map(|l| frame(l, &key)).collect();
            (!is_own_thought(scene, token)).then_some(Cue {
                token,
                sort: Sort::Verb,
                frames,
                particle,
                light: None,
            })
        }
        Pos::NOUN => {
            let frames: Vec<&str> = frame("stance-nouns", &scene.lemma(token)).into_iter().collect();
            let light = light_verb(scene, token);
            (!frames.is_empty()).then_some(Cue { token, sort: Sort::Noun, frames, particle: None, light })
        }
        Pos::ADJ if matches!(scene.token(token).dep, Dep::Acomp | Dep::Oprd) => {
            let frames: Vec<&str> = frame("stance-adjectives", scene.lower(token)).into_iter().collect();
            (!frames.is_empty()).then_some(Cue {
                token,
                sort: Sort::Adjective,
                frames,
                particle: None,
                light: None,
            })
        }
        _ => None,
    }
}

/// The verb of "made a promise", "reiterated her support": it lends its tense to the noun, and its subject holds what the
/// noun says.
fn light_verb(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let verb = scene.head(noun).filter(|h| scene.is_verb(*h) && *h < noun)?;
    let own = scene.children_by(noun, Dep::Poss).all(|p| scene.token(p).tag == Tag::PRPS);
    let light = scene.token(noun).dep == Dep::Dobj && scene.listed("light-verbs", &scene.lemma(verb));
    (light && own && scene.quotation_at(scene.token(verb).span).is_none()).then_some(verb)
}

/// "I think", "you know": a speaker's own way of speaking, no attribution of the writer's; and within a quotation
/// what has no subject at all.
fn is_own_thought(scene: &Scene<'_>, verb: usize) -> bool {
    let quoted = scene.quotation_at(scene.token(verb).span).is_some();
    quoted
        && scene.subject(verb).is_none_or(|subject| {
            matches!(scene.lower(subject), "i" | "we" | "you") && scene.token(verb).tag != Tag::VBD
        })
}

/// The cue's words: the verb with its auxiliaries, negation, the adverbs between, its particle, and the preposition
/// behind which the content stands.
pub(super) fn span(scene: &Scene<'_>, cue: &Cue<'_>, preposition: Option<usize>) -> Span {
    let mut from = cue.token;
    let mut to = cue.token + 1;
    match cue.sort {
        Sort::Noun => from = cue.light.map_or(cue.token, |verb| first_helper(scene, verb)),
        Sort::According => to += 1,
        Sort::Verb => from = first_helper(scene, cue.token),
        Sort::Adjective => {
            if let Some(be) = scene.head(cue.token).filter(|h| *h < cue.token && cue.token - h <= 3) {
                from = first_helper(scene, be);
            }
        }
    }
    if let Some(last) = cue.particle.into_iter().chain(preposition).max().filter(|l| *l == to) {
        to = last + 1;
    }
    scene.span(&(from..to))
}

/// The first of the auxiliaries, negations and adverbs that stand unbroken before a verb.
pub(super) fn first_helper(scene: &Scene<'_>, verb: usize) -> usize {
    let helps = |i: usize| {
        scene.head(i) == Some(verb)
            && matches!(scene.token(i).dep, Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod)
            && !matches!(scene.token(i).tag, Tag::WRB)
    };
    let mut from = verb;
    while from > 0 && helps(from - 1) {
        from -= 1;
    }
    from
}

/// "Quill: The Gate Was Open", "Police: Man fled" in a headline; "QUILL: I was there." in a transcript: the name before a
/// colon says what stands behind it.
pub(super) fn before_colons(scene: &Scene<'_>) -> Vec<Attribution> {
    let mut found = Vec::new();
    let mut last_block = None;
    for sentence in &scene.analysis.sentences {
        let first = last_block.is_none();
        if last_block.replace(sentence.block) == Some(sentence.block) {
            continue;
        }
        let Some(block) = scene.document.blocks.get(sentence.block as usize) else { continue };
        let from = sentence.tokens.start;
        let Some(colon) = (from..scene.len().min(from + 6)).find(|i| scene.word(*i) == ":") else { continue };
        let names = from..colon;
        let end = scene.tokens_in(block.span).end;
        let content = within(scene, colon + 1..end);
        let headline = matches!(block.kind, BlockKind::Title | BlockKind::Heading)
            || first
                && block.span.len() < 160
                && (sentence.tokens.end >= end || sentence.tokens.end == colon + 1);
        let capitals = names.clone().all(|i| !scene.word(i).contains(char::is_lowercase));
        // "Q:" and "A:" name nobody
        let is_letter =
            scene.words_of(scene.span(&names)).chars().filter(|c| c.is_alphanumeric()).count() < 2;
        let speaks = capitals || headline && is_speaker(scene, names.clone());
        if speaks && !is_letter && !names.is_empty() && !content.is_empty() {
            found.push(Attribution {
                source: vec![scene.span(&names)],
                cue: vec![scene.token(colon).span],
                content: vec![content],
            });
        }
    }
    found
}

/// Whether words in a headline can stand for who speaks: a name, an office, a paper, with more around it.
fn is_speaker(scene: &Scene<'_>, words: factum_types::TokenRange) -> bool {
    // a lone surname before a colon is often taken for a noun: "Roe: The Gate Was Open"
    let named = |i: usize| scene.token(i).pos == Pos::PROPN || is_bearer(scene, i);
    let office = |i: usize| {
        let lower = scene.lower(i);
        let lemma = scene.lemma(i);
        ["roles", "finders", "reporting-nouns", "person-nouns"]
            .iter()
            .any(|list| scene.listed(list, lower) || scene.listed(list, &lemma))
    };
    let acts = |i: usize| scene.is_verb(i) && matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP);
    !words.clone().any(acts) && words.clone().any(|i| named(i) || office(i))
}
