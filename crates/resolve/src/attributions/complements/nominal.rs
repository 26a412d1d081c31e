//! Objects, phrases behind prepositions, and what nouns take.

use factum_types::{Dep, Pos, TokenRange};

use super::Complement;
use super::asides::is_relative;
use super::ends::{own_words, with_verb, without_answer};
use crate::attributions::Cue;
use crate::attributions::cues::Sort;
use crate::clauses::{extent, is_time, within};
use crate::scene::Scene;
use crate::speakers::is_passive;

/// "The court seemed divided", "it appears like a trick": what seems, and how.
pub(super) fn seeming(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !matches!(scene.lemma(cue.token).as_str(), "seem" | "appear") {
        return None;
    }
    // "it seems as if the gate was open"
    let as_if = scene.children_by(cue.token, Dep::Advcl).find(|c| {
        *c > cue.token
            && matches!(scene.lower(extent(scene, *c).start), "like" | "as")
            && scene.subject(*c).is_some()
    });
    if let Some(clause) = as_if.filter(|_| scene.subject(cue.token).is_some_and(|s| scene.lower(s) == "it")) {
        let range = extent(scene, clause);
        let marks =
            (range.start..clause).take_while(|i| matches!(scene.lower(*i), "like" | "as" | "if" | "though"));
        return Complement::of(vec![within(scene, range.start + marks.count()..range.end)]);
    }
    let how = scene.children(cue.token).find(|c| {
        *c > cue.token
            && (matches!(scene.token(*c).dep, Dep::Acomp | Dep::Oprd | Dep::Attr)
                || scene.token(*c).dep == Dep::Prep && matches!(scene.lower(*c), "like" | "as"))
    })?;
    let what = scene.subject(cue.token).filter(|s| *s < cue.token)?;
    Complement::of(vec![within(scene, extent(scene, what)), within(scene, extent(scene, how))])
}

/// The object, with what the verb says of it: "accused Quill of theft", "called it a farce".
pub(super) fn object(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !cue.takes("np") {
        return None;
    }
    let passive = is_passive(scene, cue.token);
    let object = match passive {
        true => scene.children_by(cue.token, Dep::Nsubjpass).next()?,
        false => scene
            .children(cue.token)
            .find(|c| matches!(scene.token(*c).dep, Dep::Dobj | Dep::Oprd | Dep::Ccomp) && *c > cue.token)?,
    };
    let range = extent(scene, object);
    // "described himself as a friend", not "found himself there"
    let oneself = scene.token(object).pos == Pos::PRON && scene.lower(object).ends_with("self");
    let described = || {
        let behind = range.end;
        what_is_said_of(scene, cue, behind) > behind
            && (scene.token(behind).pos != Pos::ADP || scene.lower(behind) == "as")
    };
    if is_time(scene, object) || oneself && (passive || !described()) {
        return None;
    }
    if passive {
        // "was criticized by Quill for leaving", "was declared the winner": what is said of it stands behind the verb
        let behind = scene
            .children_by(cue.token, Dep::Agent)
            .find(|a| *a > cue.token)
            .map_or(cue.token + 1, |agent| extent(scene, agent).end);
        let said = behind..what_is_said_of(scene, cue, behind);
        return Complement::of(vec![within(scene, without_aside(scene, range)), within(scene, said)]);
    }
    // "called you a thief": whom it is said of
    let sense = scene.words.list("stance-verbs").and_then(|l| l.value(&scene.lemma(cue.token), "sense"));
    let whom = scene
        .children_by(cue.token, Dep::Dative)
        .find(|d| *d > cue.token && *d < object && sense == Some("description"));
    let from = whom.map_or(range.start, |d| extent(scene, d).start.min(range.start));
    let whole = from..what_is_said_of(scene, cue, range.end);
    let (own, next) = own_words(scene, cue, whole, object);
    let content =
        Complement::of(vec![within(scene, without_occasion(scene, without_aside(scene, own), object))])?;
    Some(Complement { next, ..content })
}

/// A phrase without what is only added to its last noun behind a comma: ", who was there", ", a teacher".
fn without_aside(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let comma = (range.start + 1..range.end).find(|i| {
        scene.word(*i) == ","
            && (i + 1..range.end).any(|k| {
                matches!(scene.token(k).dep, Dep::Relcl | Dep::Appos)
                    && scene.children_by(k, Dep::Conj).next().is_none()
                    && scene.head(k).is_some_and(|h| h < *i && range.contains(&h))
                    && extent(scene, k).start == i + 1
                    && extent(scene, k).end + 1 >= range.end
            })
    });
    range.start..comma.unwrap_or(range.end)
}

/// "repeated his position in an interview", "denied the report through a spokeswoman": where it was said is no part of the
/// thing, although the parse hangs it there.
fn without_occasion(scene: &Scene<'_>, range: TokenRange, object: usize) -> TokenRange {
    let spoken = |o: usize| {
        matches!(
            scene.lemma(o).as_str(),
            "interview"
                | "speech"
                | "briefing"
                | "conference"
                | "hall"
                | "statement"
                | "tweet"
                | "appearance"
                | "spokesman"
                | "spokeswoman"
        )
    };
    let of_occasion = |p: usize| {
        scene.token(p).dep == Dep::Prep
            && matches!(scene.lower(p), "in" | "at" | "during" | "through" | "via")
            && scene.children_by(p, Dep::Pobj).any(spoken)
            && extent(scene, p).end + 1 >= range.end
    };
    let from = (object + 1..range.end)
        .find(|p| of_occasion(*p) && scene.quotation_at(scene.token(*p).span).is_none());
    range.start..from.unwrap_or(range.end)
}

/// How far the complements of the same verb go that stand unbroken behind its object.
fn what_is_said_of(scene: &Scene<'_>, cue: &Cue<'_>, from: usize) -> usize {
    let mut to = from;
    let last = scene.sentence(cue.token).end;
    loop {
        // "called that report on Friday “a lie”"
        let from = (to..last).find(|i| !is_time(scene, *i) && !is_mark(scene, *i)).unwrap_or(last);
        // the marks may hang on what they open: “harsh” begins at its mark
        let Some(next) =
            scene.children(cue.token).find(|c| *c >= from && (to..=from).contains(&extent(scene, *c).start))
        else {
            break;
        };
        let belongs = match scene.token(next).dep {
            // "described it in print": a pronoun has no place
            Dep::Prep => {
                let place = matches!(scene.lower(next), "in" | "at" | "across" | "throughout");
                !sets_the_scene(scene, next)
                    && (!place || cue.takes(scene.lower(next)) || scene.token(to - 1).pos != Pos::PRON)
            }
            // "shows the mayor six points ahead of her rival"
            Dep::Advmod => matches!(scene.lower(next), "ahead" | "behind"),
            Dep::Oprd | Dep::Acomp | Dep::Xcomp | Dep::Ccomp | Dep::Dobj | Dep::Dative => true,
            // "proposed a plan to mend the gate"
            Dep::Advcl => scene.lower(extent(scene, next).start) == "to" && extent(scene, next).start == to,
            _ => false,
        };
        if !belongs {
            break;
        }
        to = extent(scene, next).end;
    }
    to
}

fn is_mark(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.word(token), "\"" | "“" | "''" | "``" | "‘")
}

/// "on Tuesday", "in a statement", "at a rally", "during an interview": when and where it was said.
pub(super) fn sets_the_scene(scene: &Scene<'_>, preposition: usize) -> bool {
    let object = scene.children_by(preposition, Dep::Pobj).next();
    object.is_some_and(|o| is_time(scene, o))
        || matches!(scene.lower(preposition), "during" | "after" | "before" | "since" | "until" | "by")
        || (matches!(scene.lower(preposition), "in" | "on" | "at" | "via" | "through")
            && object.is_some_and(|o| {
                scene.listed("reporting-nouns", &scene.lemma(o)) || scene.token(o).pos == Pos::PROPN
            }))
}

/// The phrase behind the cue's preposition: "called for a ban", "spoke about guns".
pub(super) fn prepositional(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let fits = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Prep
            && cue.takes(scene.lower(*c))
            && !sets_the_scene(scene, *c)
    };
    let preposition = scene.children(cue.token).find(fits).or_else(|| reminded_of(scene, cue))?;
    let object = scene.children(preposition).find(|c| {
        *c > preposition
            && (matches!(scene.token(*c).dep, Dep::Pobj | Dep::Pcomp | Dep::Prep)
                    // "cast her as weak"
                    || scene.lower(preposition) == "as" && scene.token(*c).pos == Pos::ADJ)
    })?;
    let range = extent(scene, object);
    let to = match cue.sort {
        Sort::Verb => what_is_said_of(scene, cue, range.end),
        _ => range.end,
    };
    // "cast the vote as a choice": what it is cast as is said of the object.
    let object = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token && *o < preposition);
    if let Some(object) = object.filter(|_| matches!(scene.lower(preposition), "as" | "to" | "with" | "for"))
    {
        return Complement::of(vec![within(scene, extent(scene, object).start..to)]);
    }
    // "told the council about the leak": whom it was told
    let addressed = cue.sort == Sort::Verb
        && !cue.takes("np")
        && matches!(scene.lower(preposition), "of" | "about" | "on")
        && scene.act_of_verb(&scene.lemma(cue.token)).is_some();
    if object.is_some() && !addressed {
        return None;
    }
    // "is seen as a gift", "is known for her jokes": who is seen so stands before
    if matches!(scene.lower(preposition), "as" | "for")
        && is_passive(scene, cue.token)
        && let Some(subject) = scene.children_by(cue.token, Dep::Nsubjpass).next()
    {
        let what = within(scene, without_aside(scene, extent(scene, subject)));
        let from = if scene.lower(preposition) == "as" { preposition } else { range.start };
        let said = Complement::of(vec![what, within(scene, from..to)])?;
        return Some(Complement { preposition: (from > preposition).then_some(preposition), ..said });
    }
    let (own, next) = match cue.sort {
        Sort::Verb => own_words(scene, cue, range.start..to, preposition),
        _ => (range.start..to, None),
    };
    let content = within(scene, without_occasion(scene, without_aside(scene, own), preposition));
    (!content.is_empty()).then_some(Complement {
        content: vec![content],
        preposition: Some(preposition),
        next,
    })
}

/// "reminded the crowd of the promise": the parse hangs the preposition on those who are told.
fn reminded_of(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<usize> {
    let lemma = scene.lemma(cue.token);
    let told = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token).filter(|_| {
        cue.sort == Sort::Verb && matches!(lemma.as_str(), "remind" | "assure" | "inform" | "warn" | "notify")
    })?;
    scene.children_by(told, Dep::Prep).find(|p| *p > told && cue.takes(scene.lower(*p)))
}

/// "her claim that the gate was open", "a plan to leave", "criticism of the court".
pub(super) fn noun(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let clause = scene.children(cue.token).find(|c| {
        let has = |lower: &str| scene.children(*c).any(|m| scene.lower(m) == lower && m < *c);
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Acl | Dep::Ccomp | Dep::Relcl)
            && (scene.token(*c).dep != Dep::Acl || !is_relative(scene, *c))
            && (cue.takes("that-clause")
                && scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that")
                || cue.takes("to-infinitive") && has("to"))
    });
    match clause {
        Some(clause) => {
            let own = with_verb(scene, without_answer(scene, extent(scene, clause), clause), clause);
            Complement::of(vec![within(scene, own)])
        }
        None => predicate(scene, cue).or_else(|| prepositional(scene, cue)).or_else(|| beside(scene, cue)),
    }
}

/// "made the claim on Friday that the gate was open", "raised doubts about it": what the parse hangs on the light verb.
fn beside(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let verb = cue.light?;
    let clause = scene.children(verb).find(|c| {
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Ccomp | Dep::Advcl | Dep::Acl)
            && cue.takes("that-clause")
            && scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that")
    });
    if let Some(clause) = clause {
        return Complement::of(vec![within(scene, extent(scene, clause))]);
    }
    let preposition = scene
        .children_by(verb, Dep::Prep)
        .find(|c| *c > cue.token && cue.takes(scene.lower(*c)) && !sets_the_scene(scene, *c))?;
    let object = scene
        .children(preposition)
        .find(|c| matches!(scene.token(*c).dep, Dep::Pobj | Dep::Pcomp) && *c > preposition)?;
    let content = within(scene, extent(scene, object));
    (!content.is_empty()).then_some(Complement {
        content: vec![content],
        preposition: Some(preposition),
        next: None,
    })
}

/// "The best defence is that the gate was open".
fn predicate(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let be = scene.head(cue.token).filter(|h| {
        scene.token(cue.token).dep == Dep::Nsubj && scene.lemma(*h) == "be" && cue.takes("that-clause")
    })?;
    let clause = scene
        .children_by(be, Dep::Ccomp)
        .find(|c| scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that"))?;
    Complement::of(vec![within(scene, extent(scene, clause))])
}
