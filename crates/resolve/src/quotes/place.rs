//! Verbs that report a quotation by where they stand: “…,” the prosecutor pressed; Fenn leaned over and boomed: “…”;
//! as Roe put it, “…”. No list need know them as verbs of saying.

use factum_types::{Dep, Pos, Quotation, Tag};

use super::cue::{reports, stops};
use super::shape::{has_clause, whole_sentence};
use crate::clauses::extent;
use crate::scene::Scene;
use crate::speakers::subject_of;

/// How far behind a quotation its verb may stand where the phrase for who speaks is long.
const FAR: usize = 48;

/// “…,” Ann Roe pressed; “…,” pressed Ann Roe; “…,” read one sign.
pub(super) fn behind(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let from = scene.tokens_in(quotation.span).end;
    let verb = verb_beside(scene, from, false)?;
    let voiced = scene.listed("voicing-verbs", &scene.lemma(verb));
    let comma = ends_in(scene, quotation, &[',']);
    let asked = voiced && ends_in(scene, quotation, &['?', '!', '-', '—', '…']);
    let read = reads(scene, verb);
    let others = scene.lemma(verb) == "read" && !read;
    let bare = scene.children_by(verb, Dep::Dobj).all(|o| scene.quotation_at(scene.token(o).span).is_some());
    let speaks = voiced || read || bare && !others && has_clause(scene, quotation);
    (quotation.closed && whole_sentence(scene, quotation) && speaks && (comma || asked)).then_some(verb)
}

/// “…,” Ann Roe, the victim's sister and one of five people who wrote to the court, told the judge: the reporting verb
/// whose subject begins right behind the marks.
pub(super) fn far_behind(scene: &Scene<'_>, from: usize) -> Option<usize> {
    verb_beside(scene, from, true)
}

/// The finite verb behind a quotation whose subject, one that can speak, stands right behind the marks or right behind
/// the verb.
fn verb_beside(scene: &Scene<'_>, from: usize, reporting: bool) -> Option<usize> {
    let block = scene.block_index(from.checked_sub(1)?);
    let first = (from..scene.len()).find(|i| !is_mark(scene, *i))?;
    let quoted = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    (first..scene.len().min(first + FAR))
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i))
        .filter(|i| !quoted(*i) && is_finite(scene, *i) && (!reporting || reports(scene, *i)))
        .find(|verb| {
            let Some(who) = subject_of(scene, *verb).filter(|who| !quoted(*who) && *who >= first) else {
                return false;
            };
            let phrase = extent(scene, who);
            let beside = match who > *verb {
                true => *verb == first && phrase.start <= *verb + 2,
                false => phrase.start <= first && first <= who,
            };
            beside && (reads(scene, *verb) || can_speak(scene, who))
        })
}

/// Fenn leaned over the rail and boomed: “…”; Back in court, Roe returned to her old line: “…”; The crowd chanted, “…”.
pub(super) fn before(scene: &Scene<'_>, quotation: &Quotation, lead: usize) -> Option<usize> {
    let sentence = scene.sentence(lead);
    let voiced = |verb: usize| scene.listed("voicing-verbs", &scene.lemma(verb));
    let quoted = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    let colon = scene.word(lead) == ":";
    let verb = (sentence.start..=lead).rev().find(|verb| {
        is_finite(scene, *verb)
            && !quoted(*verb)
            && (scene.token(*verb).dep == Dep::Root
                || voiced(*verb)
                || scene.token(*verb).dep == Dep::Conj
                    && scene.head(*verb).is_some_and(|h| is_root(scene, h)))
    })?;
    let who = scene.subject(verb).filter(|who| *who < verb && can_speak(scene, *who))?;
    let near =
        verb + 1 == scene.tokens_in(quotation.span).start || scene.word(lead) == "," && verb + 3 >= lead;
    let told = colon && has_clause(scene, quotation) && !quoted(who);
    (whole_sentence(scene, quotation) && (told || colon && voiced(verb)) || voiced(verb) && near)
        .then_some(verb)
}

/// "As the sheriff put it, “…”": the verb, where an adverbial of it stands nearer to the mark.
pub(super) fn put_it(scene: &Scene<'_>, verb: usize, lead: usize) -> Option<usize> {
    let start = scene.sentence(lead).start;
    (start..verb).rev().find(|i| puts_it(scene, *i))
}

/// "As Roe put it", "Roe puts it this way"; not "he put it on the table".
pub(super) fn puts_it(scene: &Scene<'_>, verb: usize) -> bool {
    let it = verb + 1;
    if scene.lemma(verb) != "put" || !scene.is_verb(verb) || it + 1 >= scene.len() || scene.lower(it) != "it"
    {
        return false;
    }
    let as_clause = scene.lower(extent(scene, verb).start) == "as";
    let way =
        matches!(scene.lower(it + 1), "," | ":" | "this" | "like") || scene.token(it + 1).pos == Pos::ADV;
    (as_clause || way) && scene.quotation_at(scene.token(verb).span).is_none()
}

/// “…,” one sign read; not “…,” the clerk read.
fn reads(scene: &Scene<'_>, verb: usize) -> bool {
    scene.lemma(verb) == "read" && subject_of(scene, verb).is_some_and(|who| !is_person(scene, who))
}

/// Whether a noun or pronoun stands for a person, who may read out what others wrote.
fn is_person(scene: &Scene<'_>, noun: usize) -> bool {
    let listed = |list| scene.listed(list, scene.lower(noun)) || scene.listed(list, &scene.lemma(noun));
    match scene.token(noun).pos {
        Pos::PRON => matches!(scene.lower(noun), "he" | "she" | "they" | "i" | "we" | "who"),
        Pos::PROPN => true,
        _ => ["person-nouns", "roles", "kinship"].into_iter().any(listed),
    }
}

/// Whether a noun can be who speaks: a person, an office, a body, a paper.
pub(super) fn can_speak(scene: &Scene<'_>, noun: usize) -> bool {
    let lower = scene.lower(noun);
    let lemma = scene.lemma(noun);
    match scene.token(noun).pos {
        Pos::PRON => {
            matches!(lower, "he" | "she" | "they" | "i" | "we" | "who" | "one" | "another" | "others")
        }
        Pos::PROPN => true,
        _ => ["person-nouns", "roles", "finders", "kinship", "organization-words", "reporting-nouns"]
            .iter()
            .any(|list| scene.listed(list, lower) || scene.listed(list, &lemma)),
    }
}

fn is_root(scene: &Scene<'_>, verb: usize) -> bool {
    scene.token(verb).dep == Dep::Root
}

fn is_finite(scene: &Scene<'_>, verb: usize) -> bool {
    let token = scene.token(verb);
    let helped =
        scene.children(verb).any(|c| matches!(scene.token(c).dep, Dep::Aux) && scene.token(c).tag != Tag::TO);
    token.pos == Pos::VERB
        && (matches!(token.tag, Tag::VBD | Tag::VBZ | Tag::VBP) || helped)
        && scene.children_by(verb, Dep::Auxpass).next().is_none()
}

/// A comma or a closing mark between a quotation and what follows.
fn is_mark(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.token(token).pos, Pos::PUNCT | Pos::SPACE)
}

fn ends_in(scene: &Scene<'_>, quotation: &Quotation, marks: &[char]) -> bool {
    let outside = scene.document.text.get(quotation.span.end as usize..).unwrap_or("");
    scene.words_of(quotation.inside).trim_end().ends_with(marks)
        || marks.contains(&',') && outside.starts_with(',')
}
