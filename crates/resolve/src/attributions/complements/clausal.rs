//! Clauses, infinitives and gerunds below a cue, and where what is said ends.

use factum_types::{Dep, Pos, Tag};

use super::Complement;
use super::ends::{next_saying, own_words, with_rest, with_verb, without_gloss};
use super::nominal::sets_the_scene;
use crate::attributions::Cue;
use crate::clauses::{cut_out, extent, is_time, within};
use crate::scene::Scene;
use crate::speakers::{is_passive, subject_of};

/// The clause below the cue.
pub(super) fn clause(scene: &Scene<'_>, cue: &Cue<'_>, deps: &[Dep]) -> Option<Complement> {
    let asks = |c: &usize| {
        scene.token(*c).pos != Pos::PUNCT
            && (*c > cue.token || !set_off(scene, *c, cue))
            && deps.contains(&scene.token(*c).dep)
            && (cue.takes("that-clause") || cue.takes("wh-clause") || cue.takes("quote"))
            && (scene.token(*c).dep != Dep::Xcomp || cue.takes("to-infinitive"))
    };
    // "asked if the door was open": the parse often takes it for a condition.
    let asks_if = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Advcl
            && cue.takes("wh-clause")
            && scene.children_by(*c, Dep::Mark).any(|m| matches!(scene.lower(m), "if" | "whether"))
    };
    // "wrote in her book that the door was open": the parse may take it for an adverbial
    let told = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Advcl
            && cue.takes("that-clause")
            && scene
                .children_by(*c, Dep::Mark)
                .any(|m| scene.lower(m) == "that" && scene.lower(m - 1) != "so")
    };
    // "Helping with the boat, Quill said it was old": where the parse hangs both on the verb, the latter is said
    let behind = |c: &usize| *c > cue.token && asks(c);
    let mut below = scene.children(cue.token);
    let clause = below
        .find(behind)
        .or_else(|| scene.children(cue.token).find(asks))
        .or_else(|| scene.children(cue.token).find(asks_if))
        .or_else(|| scene.children(cue.token).find(told))?;
    let mut range = extent(scene, clause);
    range.start = range.start.min(torn_subject(scene, cue.token, clause).unwrap_or(range.start));
    let next = (clause > cue.token).then(|| next_saying(scene, cue.token, clause + 1..range.end)).flatten();
    if let Some(next) = next {
        range.end = extent(scene, next).start;
    }
    if next.is_none() && clause > cue.token {
        range.end = with_rest(scene, cue.token, clause, range.end);
    }
    range = with_verb(scene, without_gloss(scene, range, clause), clause);
    let content = Complement::of(cut_out(scene, range, cue.token, clause))?;
    Some(Complement { next, ..content })
}

/// "The council wants a bridge; Roe plans to sell the ferry": a clause before a verb is not what it says where a semicolon
/// stands between, or a colon or dash or the phrase of a verb that has its own words behind it.
fn set_off(scene: &Scene<'_>, clause: usize, cue: &Cue<'_>) -> bool {
    let has = |marks: &[&str]| (clause..cue.token).any(|i| marks.contains(&scene.lower(i)));
    let own = |c: usize| match scene.token(c).dep {
        Dep::Dobj => cue.takes("np") && !is_time(scene, c),
        Dep::Xcomp => cue.takes("to-infinitive") || cue.takes("np"),
        _ => false,
    };
    let phrase =
        |c: usize| scene.token(c).dep == Dep::Prep && cue.takes(scene.lower(c)) && !sets_the_scene(scene, c);
    let behind = |fits: &dyn Fn(usize) -> bool| scene.children(cue.token).any(|c| c > cue.token && fits(c));
    let says = matches!(scene.lemma(cue.token).as_str(), "say" | "tell" | "write" | "ask");
    has(&[";"])
        || has(&[":", "-", "–", "—", "--"]) && (behind(&own) || behind(&phrase))
        || !says && behind(&phrase)
}

/// "said life for the next generation would be worse": where the parse tears the subject from what is said and hangs it
/// on the verb of saying, the first word of it.
fn torn_subject(scene: &Scene<'_>, cue: usize, clause: usize) -> Option<usize> {
    if clause < cue || subject_of(scene, clause).is_some() || scene.token(clause).tag == Tag::VBG {
        return None;
    }
    let torn = scene.children(cue).find(|c| {
        *c > cue
            && *c < clause
            && matches!(scene.token(*c).dep, Dep::Dobj | Dep::Npadvmod | Dep::Nsubj | Dep::Dep | Dep::Oprd)
            && !is_time(scene, *c)
    })?;
    Some(extent(scene, torn).start)
}

/// "promised to go", "urged the court to go": the infinitive, with the one who is to do it.
pub(super) fn infinitive(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    // "is said to have fled"
    let reported =
        || cue.takes("that-clause") && is_passive(scene, cue.token) && scene.lemma(cue.token) != "suppose";
    if !cue.takes("to-infinitive") && !reported() {
        return None;
    }
    let of_infinitive = |c: &usize| {
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Advcl)
            && scene.children_by(*c, Dep::Aux).any(|a| scene.token(a).tag == Tag::TO)
            && (scene.token(*c).dep != Dep::Advcl || !cue.takes("np"))
    };
    // "called for the court to act"
    let for_others = |c: &usize| {
        *c > cue.token
            && cue.takes("for")
            && matches!(scene.token(*c).dep, Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Advcl)
            && scene.lower(extent(scene, *c).start) == "for"
    };
    if let Some(clause) = scene.children(cue.token).find(for_others) {
        let range = extent(scene, clause);
        let content = Complement::of(vec![within(scene, range.start + 1..range.end)])?;
        return Some(Complement { preposition: Some(range.start), ..content });
    }
    let clause = scene.children(cue.token).find(of_infinitive)?;
    let (mut range, next) = own_words(scene, cue, extent(scene, clause), clause);
    // "Quill is expected to resign", "the plan seems to work": who is to do it stands before.
    let of_others =
        is_passive(scene, cue.token) || matches!(scene.lemma(cue.token).as_str(), "seem" | "appear");
    // "it seems unfair to tell them"
    let how = scene
        .children(cue.token)
        .find(|c| *c > cue.token && *c < clause && matches!(scene.token(*c).dep, Dep::Acomp | Dep::Oprd));
    if let Some(how) = how.filter(|_| of_others) {
        range.start = range.start.min(extent(scene, how).start);
    }
    let empty = |s: usize| how.is_some() && scene.lower(s) == "it";
    if let Some(subject) = scene.subject(cue.token).filter(|s| of_others && *s < cue.token && !empty(*s)) {
        let content = Complement::of(vec![within(scene, extent(scene, subject)), within(scene, range)])?;
        return Some(Complement { next, ..content });
    }
    // "told the boy to leave": what was told has no more than the act
    let tells = scene.lemma(cue.token) == "tell";
    let object = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token && *o < clause);
    if let Some(object) = object.filter(|_| !tells) {
        range = range.start.min(extent(scene, object).start)..range.end;
    }
    // "called on the council to resign"
    let on = scene.children_by(cue.token, Dep::Prep).find(|p| {
        *p > cue.token
            && *p < clause
            && matches!(scene.lower(*p), "on" | "upon")
            && cue.takes(scene.lower(*p))
    });
    let whom = on.and_then(|on| scene.children_by(on, Dep::Pobj).next());
    range.start = whom.map_or(range.start, |whom| range.start.min(extent(scene, whom).start));
    let content = Complement::of(cut_out(scene, range, cue.token, clause))?;
    Some(Complement { preposition: on.filter(|_| whom.is_some()), next, ..content })
}

/// "considered selling the boat", "ruled out making a bid": the act that is the verb's object.
pub(super) fn gerund(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let act = scene.children_by(cue.token, Dep::Xcomp).find(|c| {
        *c > cue.token
            && cue.takes("np")
            && scene.token(*c).tag == Tag::VBG
            && scene.children_by(cue.token, Dep::Dobj).all(|o| o > *c)
    })?;
    Complement::of(vec![within(scene, extent(scene, act))])
}

/// "said the rise in prices in the town that the audit shows makes it worse": where the parse takes the beginning of what is
/// said for an object and loses its verb, all that stands behind a verb of saying that takes no object.
pub(super) fn torn(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let tells = !is_passive(scene, cue.token)
        && matches!(
            scene.lemma(cue.token).as_str(),
            "say" | "think" | "argue" | "insist" | "contend" | "suggest"
        )
        && subject_of(scene, cue.token).is_some_and(|s| s < cue.token);
    let first = scene.children(cue.token).find(|c| {
        *c > cue.token
            && matches!(
                scene.token(*c).dep,
                Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Npadvmod | Dep::Dep
            )
            && extent(scene, *c).start == cue.token + 1
            && !is_time(scene, *c)
    })?;
    let last = scene.sentence(cue.token).end;
    let finite = |i: usize| matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    let quoted = scene.quotation_at(scene.token(cue.token + 1).span).is_some();
    if !tells || quoted || !(first + 1..last).any(finite) {
        return None;
    }
    let apart = |i: &usize| matches!(scene.lower(*i), ";" | ":" | "-" | "–" | "—" | "--");
    Complement::of(vec![within(scene, cue.token + 1..(first..last).find(apart).unwrap_or(last))])
}
