//! How far a clause is claimed: asserted, hedged, planned, conditional or denied, and by whom.

use factum_types::{Claim, Dep, Modality, Tag};

use super::Text;
use super::relations::{Relations, verbal};
use crate::words::Words;

/// Reads the claim of the clause that a token heads, by walking up to the root. `taken` are the tokens that the
/// rule's own lines stand for: the "not" of "pleaded not guilty" is part of what is claimed.
pub(crate) fn claim(text: &Text<'_>, words: &Words, anchor: usize, taken: &[usize]) -> Claim {
    let mut claim = Claim { modality: Modality::Asserted, speaker: None, cue: None, hedge: None };
    let mut at = anchor;
    let mut last: Option<usize> = None;
    // "Because of his conviction for theft he could not own a gun": a possessive takes the act for granted, and what
    // is denied or conditional is the clause around it.
    let granted = !verbal(text, anchor) && text.children_by(anchor, Dep::Poss).next().is_some();
    for _ in 0..12 {
        if !granted || at == anchor {
            look_at(text, at, last, taken, &mut claim);
        }
        let Some(head) = text.head(at) else { break };
        match text.dep(at) {
            Dep::Xcomp
            | Dep::Ccomp
            | Dep::Pcomp
            | Dep::Acl
            | Dep::Oprd
            | Dep::Acomp
            | Dep::Dobj
            | Dep::Nsubj
            | Dep::Nsubjpass
            | Dep::Attr
            | Dep::Pobj
            | Dep::Prep
            | Dep::Agent
            | Dep::Csubj => {
                govern(text, words, at, head, &mut claim);
                if at == anchor && instead(text, at, head) {
                    lower_to(&mut claim, Modality::Denied);
                }
            }
            Dep::Advcl => {
                // "according to police, he was charged"; "if convicted, he faces": the clause below only.
            }
            _ => {}
        }
        // A clause that hangs beside another (advcl, relcl, conj) is claimed by itself.
        if matches!(text.dep(at), Dep::Advcl | Dep::Relcl | Dep::Parataxis) && verbal(text, at) {
            break;
        }
        last = Some(at);
        at = head;
    }
    claim
}

/// What a token's own auxiliaries, negation and adverbs say.
fn look_at(text: &Text<'_>, at: usize, below: Option<usize>, taken: &[usize], claim: &mut Claim) {
    // Only the modifiers of verbs and of the anchor itself bear on the claim.
    if below.is_some() && !verbal(text, at) {
        // "has had no charges filed against him": the participle shares its noun's negation.
        let acl = below.is_some_and(|b| text.dep(b) == Dep::Acl && verbal(text, b));
        if acl && text.children_by(at, Dep::Det).any(|d| text.lower(d) == "no") {
            lower_to(claim, Modality::Denied);
        }
        return;
    }
    // A coordinated verb with auxiliaries or a subject of its own is claimed by itself; one without shares what is
    // said of the first, and after "nor" every one is denied: "has not been charged with nor convicted of".
    let shared = below.is_some_and(|b| text.dep(b) == Dep::Conj && stands_alone(text, b));
    if conditional_by_order(text, at) {
        lower_to(claim, Modality::Conditional);
    }
    for child in text
        .children(at)
        .filter(|c| !taken.contains(c) || matches!(text.dep(*c), Dep::Nsubj | Dep::Nsubjpass))
    {
        match text.dep(child) {
            Dep::Neg if !shared => lower_to(claim, Modality::Denied),
            Dep::Det if text.lower(child) == "no" && below.is_none() => lower_to(claim, Modality::Denied),
            // "asked that the conviction be vacated": the bare form after a request is still to come.
            Dep::Auxpass if text.lower(child) == "be" && bare(text, at) => lower_to(claim, Modality::Planned),
            Dep::Aux if !shared => match text.lower(child) {
                "could" | "would" | "might" | "may" | "should" | "'d" | "can" => {
                    lower_to(claim, Modality::Conditional);
                }
                "will" | "'ll" | "shall" | "wo" => lower_to(claim, Modality::Planned),
                // A headline's future: "Prosecutors to charge two over death".
                "to" if text.dep(at) == Dep::Root => lower_to(claim, Modality::Planned),
                _ => {}
            },
            Dep::Mark if matches!(text.lower(child), "if" | "unless" | "whether") => {
                lower_to(claim, Modality::Conditional);
            }
            Dep::Advmod
                if matches!(text.lower(child), "allegedly" | "reportedly" | "purportedly" | "apparently") =>
            {
                claim.hedge = Some(text.token(child).span);
                lower_to(claim, Modality::Alleged);
            }
            // "when he is sentenced": the present tense of a clause of time is still to come.
            Dep::Mark | Dep::Advmod
                if matches!(text.lower(child), "when" | "until" | "till" | "once" | "before" | "after")
                    && Relations::new(text).tense(at) == Some("present") =>
            {
                lower_to(claim, Modality::Planned);
            }
            Dep::Advmod if matches!(text.lower(child), "never" | "nearly" | "almost") => {
                lower_to(claim, Modality::Denied);
            }
            // "no longer is charged"
            Dep::Advmod if text.lower(child) == "longer" && child > 0 && text.lower(child - 1) == "no" => {
                lower_to(claim, Modality::Denied);
            }
            Dep::Nsubj | Dep::Nsubjpass
                if text.children(child).any(|d| {
                    // "Neither Roe nor Fenn was charged"
                    !taken.contains(&d)
                        && d < child
                        && matches!(text.dep(d), Dep::Det | Dep::Preconj | Dep::Cc)
                        && (matches!(text.lower(d), "no" | "neither"))
                }) || matches!(text.lower(child), "nobody" | "none" | "neither") =>
            {
                lower_to(claim, Modality::Denied);
            }
            _ => {}
        }
    }
}

/// Whether a verb has no auxiliary before its "be".
fn bare(text: &Text<'_>, verb: usize) -> bool {
    text.children_by(verb, Dep::Aux).next().is_none()
}

/// Whether a coordinated verb brings its own auxiliaries or subject.
fn stands_alone(text: &Text<'_>, verb: usize) -> bool {
    text.children(verb)
        .any(|c| matches!(text.dep(c), Dep::Aux | Dep::Auxpass | Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj))
}

/// "had he been convicted", "were she charged": the auxiliary before the subject makes a condition.
fn conditional_by_order(text: &Text<'_>, verb: usize) -> bool {
    let subject = text.children(verb).find(|c| matches!(text.dep(*c), Dep::Nsubj | Dep::Nsubjpass));
    let aux = text.children(verb).find(|c| matches!(text.dep(*c), Dep::Aux | Dep::Auxpass));
    match (aux, subject) {
        (Some(aux), Some(subject)) => {
            aux < subject
                && matches!(text.lower(aux), "had" | "were" | "should")
                && !text.sentence(verb).any(|i| text.lower(i) == "?")
        }
        _ => false,
    }
}

/// "released without being convicted", "fined instead of being charged", "stopped short of charging", "decided against
/// charging", "have yet to charge": the act itself is what did not happen.
fn instead(text: &Text<'_>, at: usize, head: usize) -> bool {
    let behind = matches!(text.dep(at), Dep::Pcomp | Dep::Pobj)
        && (matches!(text.lower(head), "without" | "than")
            || text.lower(head) == "against" && verbal(text, at)
            || text.lower(head) == "of" && head > 0 && matches!(text.lower(head - 1), "instead" | "short"));
    let yet = text.dep(at) == Dep::Xcomp
        && matches!(text.lemma(head), "have" | "be")
        && text.children_by(head, Dep::Advmod).any(|y| text.lower(y) == "yet" && y < at);
    behind || yet
}

/// "wrongly reported that he was charged", "false reports that he was charged": what is told only to be taken back.
fn untrue(text: &Text<'_>, words: &Words, at: usize, head: usize) -> bool {
    let told = matches!(text.dep(at), Dep::Ccomp | Dep::Acl | Dep::Xcomp) && verbal(text, at);
    told && text.children(head).any(|c| {
        matches!(text.dep(c), Dep::Advmod | Dep::Amod | Dep::Acomp) && words.holds("untrue", text.lower(c))
    })
}

/// "Suppose that a jury convicts him", "Say she pleads guilty": a clause to be taken as true for the sake of argument.
fn supposes(text: &Text<'_>, words: &Words, at: usize, head: usize) -> bool {
    let sense = words.list("supposing").and_then(|l| l.value(text.lemma(head), "sense"));
    let below = text.dep(at) == Dep::Ccomp && verbal(text, at);
    let order =
        || matches!(text.token(head).tag, Tag::VB | Tag::VBP) && Relations::new(text).subject(head).is_none();
    below && (sense == Some("always") || sense == Some("told") && order())
}

/// What the head says of the clause or noun below it.
fn govern(text: &Text<'_>, words: &Words, at: usize, head: usize, claim: &mut Claim) {
    let lemma = text.lemma(head);
    let dep = text.dep(at);
    if untrue(text, words, at, head) {
        lower_to(claim, Modality::Denied);
    }
    if supposes(text, words, at, head) {
        lower_to(claim, Modality::Conditional);
        return;
    }
    let clause_below = verbal(text, at) && matches!(dep, Dep::Ccomp | Dep::Xcomp | Dep::Acl | Dep::Pcomp);
    if dep == Dep::Ccomp && (words.holds("reporting-verbs", lemma) || words.holds("stance-verbs", lemma)) {
        let finite = text.token(at).tag != Tag::VB;
        // "critics want him convicted"
        let participle = text.token(at).tag == Tag::VBN
            && text.children(at).all(|c| !matches!(text.dep(c), Dep::Aux | Dep::Auxpass));
        if participle && words.holds("planning", lemma) {
            lower_to(claim, Modality::Planned);
        }
        if claim.speaker.is_none() && finite {
            claim.speaker = Relations::new(text).subject(head);
            claim.cue = Some(head);
        }
        if matches!(words.list("reporting-verbs").and_then(|l| l.value(lemma, "act")), Some("deny")) {
            lower_to(claim, Modality::Denied);
        }
        return;
    }
    // "called for the dismissal of" plans it; "looked into the death of" does not.
    let wish = dep == Dep::Prep && matches!(text.lower(at), "for" | "to");
    if clause_below || wish || matches!(dep, Dep::Dobj | Dep::Nsubjpass | Dep::Pobj) {
        if words.holds("planning", lemma) && (clause_below || verbal(text, head)) {
            // "plans to plead", "seeks the dismissal of"
            lower_to(claim, Modality::Planned);
        } else if clause_below && fails(text, words, head) {
            lower_to(claim, Modality::Denied);
        }
    }
}

/// "declined to charge", with its particle "ruled out charging": what the verb governs did not come about.
fn fails(text: &Text<'_>, words: &Words, verb: usize) -> bool {
    let lemma = text.lemma(verb);
    let with = |particle: usize| format!("{lemma} {}", text.lower(particle));
    words.holds("failing", lemma)
        || text.children_by(verb, Dep::Prt).any(|particle| words.holds("failing", &with(particle)))
}

/// Takes the weaker of the two claims: what is both planned and denied is denied.
fn lower_to(claim: &mut Claim, modality: Modality) {
    let strength = |m: Modality| match m {
        Modality::Asserted => 0,
        Modality::Alleged => 1,
        Modality::Planned => 2,
        Modality::Conditional => 3,
        Modality::Denied => 4,
    };
    if strength(modality) > strength(claim.modality) {
        claim.modality = modality;
    }
}
