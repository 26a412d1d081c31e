//! What stands apart from the complement that the parse gives: before a verb between commas, behind a colon, before a
//! relative clause.

use factum_types::{Dep, Pos, Span, Tag};

use super::nominal::sets_the_scene;
use crate::attributions::cues::first_helper;
use crate::attributions::{Cue, takes_object};
use crate::clauses::{extent, within};
use crate::scene::Scene;
use crate::speakers::{is_passive, subject_of};

/// "If the gate gives way, Quill warned, the boats will drift": what opens a sentence in which a verb of saying stands
/// between commas is said too, although the parse hangs it on that verb.
pub(super) fn fronted(scene: &Scene<'_>, cue: &Cue<'_>, content: &[Span]) -> Option<Span> {
    let said = scene.tokens_in(*content.first()?);
    let sentence = scene.sentence(cue.token);
    let subject = subject_of(scene, cue.token).filter(|s| *s < cue.token);
    let own = subject.map_or_else(|| first_helper(scene, cue.token), |s| extent(scene, s).start);
    let comma = own.checked_sub(1).filter(|i| sentence.contains(i) && scene.lower(*i) == ",")?;
    if said.start <= cue.token || scene.lower(said.start - 1) != "," {
        return None;
    }
    let opens = |c: &usize| {
        let own = extent(scene, *c);
        let from = (sentence.start..own.start).all(|i| scene.token(i).pos == Pos::CCONJ);
        from && own.end == comma && scene.quotation_at(scene.token(*c).span).is_none()
    };
    let lead = scene.children(cue.token).find(|c| *c < own && opens(c))?;
    let is_said = match scene.token(lead).dep {
        Dep::Advcl => {
            let condition = |m: usize| {
                matches!(
                    scene.lower(m),
                    "if" | "while"
                        | "when"
                        | "as"
                        | "although"
                        | "though"
                        | "because"
                        | "since"
                        | "unless"
                        | "once"
                )
            };
            subject_of(scene, lead).is_some() && scene.children(lead).any(|m| m < lead && condition(m))
        }
        Dep::Prep => {
            let object = scene.children_by(lead, Dep::Pobj).next();
            let links = object
                .is_some_and(|o| matches!(scene.lower(o), "example" | "instance" | "fact" | "addition"));
            !links && !sets_the_scene(scene, lead)
        }
        Dep::Advmod => matches!(scene.lower(lead), "perhaps" | "instead" | "rather"),
        _ => false,
    };
    is_said.then(|| within(scene, extent(scene, lead)))
}

/// "The poll showed one thing: most voters stayed at home": what stands behind a colon says what was told before it.
pub(super) fn past_colon(scene: &Scene<'_>, cue: &Cue<'_>, content: Span) -> Span {
    let end = scene.tokens_in(content).end;
    let colon = (end < scene.len() && scene.lower(end) == ":").then_some(end);
    let tells = scene.act_of_verb(&scene.lemma(cue.token)).is_some()
        && content.start >= scene.token(cue.token).span.end;
    let Some(first) = colon.map(|c| c + 1).filter(|i| tells && *i < scene.len()) else { return content };
    let same = scene.block_index(first) == scene.block_index(cue.token);
    let last = scene.sentence(first).end;
    if !same
        || scene.quotation_at(scene.token(first).span).is_some()
        || scene.findings.quotations.iter().any(|q| q.span.start == scene.token(first).span.start)
    {
        return content;
    }
    content.cover(within(scene, first..last))
}

/// "a charge that the mayor denied", "the boats she sold, which Quill opposed": what a relative clause holds of the words
/// before it.
pub(super) fn antecedent(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Span> {
    let full = scene.children(cue.token).any(|c| {
        c > cue.token
            && match scene.token(c).dep {
                Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Dative => true,
                Dep::Prep => cue.takes(scene.lower(c)),
                _ => false,
            }
    });
    let that = |from: usize| scene.lower(from) == "that";
    let noun = || scene.head(cue.token).map(|noun| extent(scene, noun).start);
    let from = extent(scene, cue.token).start;
    // "she knows what she wants" tells nothing of what it is
    let held = relative(scene, cue)
        .filter(|held| !full && cue.takes("np") && !scene.words_of(*held).eq_ignore_ascii_case("what"))?;
    Some(noun().filter(|_| that(from)).map_or(held, |noun| within(scene, noun..from)))
}

/// The words for which a relative clause around a verb lacks its own: "the boat that Quill wants to sell".
pub(super) fn relative(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Span> {
    let verb = cue.token;
    // "what Quill calls a trick", "what she wants"
    let what = scene.children_by(verb, Dep::Dobj).find(|o| *o < verb && scene.lower(*o) == "what");
    if let Some(what) = what {
        return Some(scene.token(what).span);
    }
    if !is_relative(scene, verb) || is_passive(scene, verb) {
        return None;
    }
    let subject = subject_of(scene, verb).filter(|s| *s < verb)?;
    if matches!(scene.lower(subject), "who" | "which" | "that" | "what") {
        return None;
    }
    let noun = scene.head(verb).filter(|n| *n < subject && !scene.is_verb(*n))?;
    let from = extent(scene, verb).start;
    let pronoun = |i: usize| matches!(scene.token(i).tag, Tag::WDT | Tag::WP | Tag::WPS | Tag::WRB);
    match scene.lower(from) {
        _ if (from + 1..verb).any(pronoun) => None,
        "which" | "what" | "whom" | "that" => Some(scene.token(from).span),
        _ if from == extent(scene, subject).start => Some(within(scene, extent(scene, noun).start..from)),
        _ => None,
    }
}

/// Whether a clause is a relative one. "a claim that Quill denied": the parse may take what Quill denied for the claim.
pub(super) fn is_relative(scene: &Scene<'_>, verb: usize) -> bool {
    let full = || {
        scene.children(verb).any(|c| {
            c > verb
                && matches!(scene.token(c).dep, Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Prep | Dep::Dative)
        })
    };
    match scene.token(verb).dep {
        Dep::Relcl => true,
        Dep::Acl => {
            scene.children_by(verb, Dep::Mark).any(|m| scene.lower(m) == "that")
                && takes_object(scene, verb)
                && !is_passive(scene, verb)
                && !full()
        }
        _ => false,
    }
}
