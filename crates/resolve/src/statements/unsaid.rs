//! What nobody has said: words under a negation, a condition, a wish, a question or a verb of another's making.

use factum_types::{Dep, Finding, Modality, Pos, Tag};

use crate::clauses::is_according;
use crate::scene::Scene;

/// Whether what a rule found tells of words that nobody has said, or takes back.
pub(super) fn leaves_unsaid(scene: &Scene<'_>, finding: &Finding) -> bool {
    let verb = finding.anchor;
    match scene.token(verb).pos {
        Pos::NOUN => is_taken_back(scene, verb),
        _ if is_according(scene, verb) => false,
        _ => {
            is_unsaid(scene, verb)
                || is_to_come(scene, finding)
                || is_anybody(scene, verb)
                || is_past_belief(scene, verb)
                || is_ruled_out(scene, verb)
                || is_about(scene, verb)
        }
    }
}

/// "one count of theft — the charge relates to a car": what relates to a thing says nothing.
fn is_about(scene: &Scene<'_>, verb: usize) -> bool {
    let to = scene.children_by(verb, Dep::Prep).any(|p| p == verb + 1 && scene.lower(p) == "to");
    to && scene.lemma(verb) == "relate"
}

/// "plans to argue", "are working to determine that".
fn is_to_come(scene: &Scene<'_>, finding: &Finding) -> bool {
    let verb = finding.anchor;
    let open = matches!(finding.claim.modality, Modality::Denied | Modality::Conditional | Modality::Planned);
    let tried = scene
        .head(verb)
        .is_some_and(|v| hinders(scene, v) || matches!(scene.lemma(v).as_str(), "work" | "seek" | "aim"));
    let only = scene.children(verb).any(|c| scene.lower(c) == "only");
    scene.token(verb).tag == Tag::VB && !only && !is_told_by_call(scene, verb) && (open || tried)
}

/// "called 911 to report that": who called has said it.
pub(super) fn is_told_by_call(scene: &Scene<'_>, verb: usize) -> bool {
    let above = scene.head(verb).filter(|_| matches!(scene.token(verb).dep, Dep::Advcl | Dep::Xcomp));
    above.is_some_and(|v| {
        matches!(scene.lemma(v).as_str(), "call" | "phone" | "dial" | "text" | "email" | "write" | "contact")
            && scene.token(v).tag != Tag::VB
    })
}

/// "never said", "without admitting", "nobody testified", "wanted to say", "did not say she admitted": whether a verb of
/// saying tells of words that were not said, or of an act (a denial, a refusal) that was not done.
pub(super) fn is_unsaid(scene: &Scene<'_>, verb: usize) -> bool {
    // "told himself"
    let to_oneself = scene.children(verb).any(|c| {
        matches!(scene.token(c).dep, Dep::Dobj | Dep::Dative)
            && (scene.lower(c).ends_with("self") || scene.lower(c).ends_with("selves"))
            && scene.lemma(verb) == "tell"
    });
    if to_oneself
        || is_only_possible(scene, verb)
        || is_negated(scene, verb)
        || is_conditional(scene, verb)
        || has_yet_to(scene, verb)
    {
        return true;
    }
    let mut at = verb;
    for _ in 0..8 {
        let Some(head) = scene.head(at).filter(|h| scene.sentence(verb).contains(h)) else { return false };
        let prevented = match scene.token(at).dep {
            // "without admitting", "instead of saying"
            Dep::Pcomp => {
                let before = head.checked_sub(1).map_or("", |i| scene.lower(i));
                matches!(scene.lower(head), "without" | "than")
                    || scene.lower(head) == "of" && before == "instead"
            }
            // "wanted to say", "avoided saying", "imagined telling": not of what is said, but of the saying
            Dep::Xcomp => hinders(scene, head) || is_negated(scene, head),
            // "did not say she admitted", "asked whether he said", "imagine he had said"
            Dep::Ccomp => {
                is_negated(scene, head)
                    || has_mark(scene, at, &["whether", "if"])
                    || matches!(
                        scene.lemma(head).as_str(),
                        "imagine" | "wonder" | "doubt" | "suppose" | "pretend"
                    )
            }
            Dep::Conj => is_negated(scene, head) && shares_auxiliary(scene, at, head),
            _ => false,
        };
        if prevented {
            return true;
        }
        if is_conditional(scene, at) {
            return true;
        }
        if !matches!(scene.token(at).dep, Dep::Ccomp | Dep::Xcomp | Dep::Pcomp | Dep::Prep | Dep::Conj) {
            return false;
        }
        at = head;
    }
    false
}

/// Verbs whose infinitive or gerund did not come about, or only under pressure.
fn hinders(scene: &Scene<'_>, verb: usize) -> bool {
    scene.listed("withheld-saying", &scene.lemma(verb))
}

/// "never said", "no longer denies", "nobody said", "neither Roe nor Fenn denied", "neither admitted nor denied".
fn is_negated(scene: &Scene<'_>, verb: usize) -> bool {
    let neither = |i: usize| {
        scene.children(i).any(|c| {
            scene.token(c).dep == Dep::Preconj && scene.lower(c) == "neither"
                || scene.token(c).dep == Dep::Det && matches!(scene.lower(c), "no" | "neither")
        })
    };
    scene.children(verb).any(|c| match scene.token(c).dep {
        // "not only said"
        Dep::Neg => scene.lower(c + 1) != "only",
        Dep::Preconj => scene.lower(c) == "neither",
        Dep::Advmod => scene.lower(c) == "longer" && c > 0 && scene.lower(c - 1) == "no",
        Dep::Nsubj => {
            matches!(scene.lower(c), "nobody" | "none" | "neither" | "no-one")
                || scene.lower(c) == "one" && c > 0 && scene.lower(c - 1) == "no"
                || neither(c)
        }
        _ => false,
    }) || verb > 1 && matches!(scene.lower(verb - 1), "nor" | "neither")
        || verb > 1 && scene.lower(verb - 1) == "but" && scene.lower(verb - 2) == "all"
}

/// "if he said", "had he said".
fn is_conditional(scene: &Scene<'_>, verb: usize) -> bool {
    let subject = scene.children_by(verb, Dep::Nsubj).next();
    let turned = scene.token(verb).dep == Dep::Advcl
        && scene
            .children_by(verb, Dep::Aux)
            .any(|a| matches!(scene.lower(a), "had" | "should" | "were") && subject.is_some_and(|s| a < s));
    turned || has_mark(scene, verb, &["if", "unless", "whether", "than"])
}

/// "a person who says he will kill": whoever it may be.
fn is_anybody(scene: &Scene<'_>, verb: usize) -> bool {
    let noun = scene.head(verb).filter(|_| scene.token(verb).dep == Dep::Relcl);
    noun.is_some_and(|n| {
        matches!(scene.lower(n), "person" | "anyone" | "anybody" | "someone" | "whoever" | "those" | "one")
            && scene.children_by(n, Dep::Det).all(|d| matches!(scene.lower(d), "a" | "any"))
            && scene.token(verb).tag == Tag::VBZ
    })
}

/// "has yet to say".
fn has_yet_to(scene: &Scene<'_>, verb: usize) -> bool {
    verb > 1 && scene.lower(verb - 1) == "to" && scene.lower(verb - 2) == "yet"
}

fn has_mark(scene: &Scene<'_>, verb: usize, words: &[&str]) -> bool {
    scene.children_by(verb, Dep::Mark).any(|m| m < verb && words.contains(&scene.lower(m)))
}

/// "did not say or deny": what is negated for the first is negated for the second.
fn shares_auxiliary(scene: &Scene<'_>, second: usize, first: usize) -> bool {
    let own = scene.children(second).any(|c| matches!(scene.token(c).dep, Dep::Aux | Dep::Nsubj));
    !own && scene.token(second).tag == scene.token(first).tag && scene.token(first).tag == Tag::VB
}

/// "should have said", "could tell"; but "would only say" and "would later say" tell what was said.
fn is_only_possible(scene: &Scene<'_>, verb: usize) -> bool {
    let said = scene.children(verb).any(|c| {
        matches!(
            scene.lower(c),
            "only" | "later" | "sometimes" | "often" | "repeatedly" | "eventually" | "always"
        )
    });
    !said && scene.children_by(verb, Dep::Aux).any(|a| scene.token(a).tag == Tag::MD)
}

/// "once believed", "initially suspected": what was thought before and is no more.
fn is_past_belief(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(scene.lemma(verb).as_str(), "believe" | "suspect" | "think")
        && scene.children_by(verb, Dep::Advmod).any(|a| {
            matches!(
                scene.lower(a),
                "once" | "initially" | "originally" | "first" | "formerly" | "previously"
            )
        })
}

/// "ruled out that": the particle turns the finding round.
fn is_ruled_out(scene: &Scene<'_>, verb: usize) -> bool {
    scene.token(verb).pos == Pos::VERB
        && scene.children_by(verb, Dep::Prt).any(|p| scene.lower(p) == "out")
        && matches!(scene.lemma(verb).as_str(), "rule" | "count")
}

/// "withdrew his claim", "her supposed admission": a noun of speech whose words are taken back or doubted.
fn is_taken_back(scene: &Scene<'_>, noun: usize) -> bool {
    let doubted = scene
        .children_by(noun, Dep::Amod)
        .any(|a| matches!(scene.lower(a), "supposed" | "purported" | "hypothetical" | "imagined"));
    let head = scene.head(noun).filter(|h| scene.is_verb(*h));
    let back = head.is_some_and(|h| {
        matches!(scene.lemma(h).as_str(), "withdraw" | "retract" | "recant" | "rescind" | "drop" | "abandon")
    });
    doubted || back && matches!(scene.token(noun).dep, Dep::Dobj | Dep::Nsubjpass)
}
