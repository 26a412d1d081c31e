//! Clauses, infinitives and gerunds below a cue, and where what is said ends.

use factum_types::{Dep, Pos, Tag, TokenRange};

use super::Complement;
use crate::attributions::{Cue, speaks};
use crate::clauses::{cut_out, extent, is_time, within};
use crate::scene::Scene;
use crate::speakers::{is_passive, subject_of};

/// The clause below the cue.
pub(super) fn clause(scene: &Scene<'_>, cue: &Cue<'_>, deps: &[Dep]) -> Option<Complement> {
    let asks = |c: &usize| {
        scene.token(*c).pos != Pos::PUNCT
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
    let next = next_saying(scene, cue.token, clause);
    if let Some(next) = next {
        range.end = extent(scene, next).start;
    }
    if next.is_none() && clause > cue.token {
        range.end = with_rest(scene, cue.token, clause, range.end);
    }
    range = without_gloss(scene, range, clause);
    let content = Complement::of(cut_out(scene, range, cue.token, clause))?;
    Some(Complement { next, ..content })
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

/// "said he left because he was ill", "said that he left and that he was ill", "said it was cheap, compared to that":
/// the parts of what is said that the parse hangs on the verb of saying.
fn with_rest(scene: &Scene<'_>, cue: usize, clause: usize, end: usize) -> usize {
    let marked =
        |i: usize, words: &[&str]| scene.children_by(i, Dep::Mark).any(|m| words.contains(&scene.lower(m)));
    let is_said = |i: usize| match scene.token(i).dep {
        Dep::Advcl => marked(i, &["because", "if", "unless"]),
        Dep::Conj => marked(i, &["that"]),
        Dep::Ccomp => subject_of(scene, i).is_some(),
        Dep::Prep => matches!(scene.lower(i), "compared" | "including"),
        _ => false,
    };
    let mut end = end;
    for part in scene.children(cue).filter(|i| *i > clause && is_said(*i)) {
        let own = extent(scene, part);
        let joins = (end..own.start).all(|i| matches!(scene.lower(i), "," | "and" | "but" | "or"));
        if own.start >= end && joins {
            end = own.end;
        }
    }
    end
}

/// "said the gate was open, adding that it was old", "said the gate was open and denied that it was old": the parse
/// hangs the second verb of saying on what is said, but the speaker speaks on. That verb, where it is so.
fn next_saying(scene: &Scene<'_>, cue: usize, clause: usize) -> Option<usize> {
    if clause < cue {
        return None;
    }
    let says = |i: usize| {
        let lemma = scene.lemma(i);
        (scene.act_of_verb(&lemma).is_some_and(|a| a != "find") || speaks(scene, i))
            && subject_of(scene, i).is_none()
    };
    let range = extent(scene, clause);
    (clause + 1..range.end).find(|i| {
        if !says(*i) || scene.quotation_at(scene.token(*i).span).is_some() {
            return false;
        }
        let from = extent(scene, *i).start;
        let before = scene.lower(from.saturating_sub(1));
        match scene.token(*i).dep {
            Dep::Advcl => {
                scene.token(*i).tag == Tag::VBG && matches!(before, "," | "-" | "–" | "—" | "--" | "while")
            }
            Dep::Conj => {
                scene.token(*i).tag == scene.token(cue).tag
                    && scene.token(*i).tag != Tag::VB
                    && scene.head(*i).is_some_and(|h| scene.is_verb(h))
            }
            _ => false,
        }
    })
}

/// "promised to go", "urged the court to go": the infinitive, with the one who is to do it.
pub(super) fn infinitive(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !cue.takes("to-infinitive") {
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
    let mut range = extent(scene, clause);
    // "Quill is expected to resign", "the plan seems to work": who is to do it stands before.
    let of_others =
        is_passive(scene, cue.token) || matches!(scene.lemma(cue.token).as_str(), "seem" | "appear");
    if let Some(subject) = scene.subject(cue.token).filter(|s| of_others && *s < cue.token) {
        return Complement::of(vec![within(scene, extent(scene, subject)), within(scene, range)]);
    }
    if let Some(object) = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token && *o < clause) {
        range = range.start.min(extent(scene, object).start)..range.end;
    }
    Complement::of(vec![within(scene, range)])
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

/// Reported words without what the writer adds to their last name or thing: ", who leads the council", ", a member of
/// the council", ", which Fenn denies".
fn without_gloss(scene: &Scene<'_>, range: TokenRange, clause: usize) -> TokenRange {
    let tells = |i: usize| {
        (scene.listed("reporting-verbs", &scene.lemma(i)) || scene.listed("stance-verbs", &scene.lemma(i)))
            && subject_of(scene, i).is_some_and(|s| !matches!(scene.lower(s), "who" | "which" | "that"))
    };
    let is_gloss = |i: usize| {
        let named = scene.head(i).is_some_and(|h| scene.token(h).pos == Pos::PROPN);
        let first = scene.lower(extent(scene, i).start);
        match scene.token(i).dep {
            Dep::Relcl => named && matches!(first, "who" | "where") || tells(i),
            Dep::Appos => named && matches!(first, "a" | "an"),
            _ => false,
        }
    };
    let ends = (clause + 1..range.end).find(|i| {
        let own = extent(scene, *i);
        is_gloss(*i)
            && matches!(scene.lower(own.start - 1), "," | "-" | "–" | "—" | "--")
            && own.start > clause + 1
            && (own.end..range.end).all(|k| matches!(scene.token(k).pos, Pos::PUNCT | Pos::SPACE))
            && scene.quotation_at(scene.token(own.start).span).is_none()
    });
    range.start..ends.map_or(range.end, |i| extent(scene, i).start - 1)
}
