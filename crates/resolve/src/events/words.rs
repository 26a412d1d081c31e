//! The words that tell an event: the clause of a verb, the phrase of a noun.

use std::ops::Range;

use factum_types::{Dep, Pos, Span, Tag};

use super::telling::subject_of;
use crate::scene::Scene;

/// Verbs that say of a noun that it happened.
const HAPPEN: &[&str] = &["occur", "happen", "unfold", "take", "begin", "break", "erupt", "start"];

/// The word whose clause tells the event: for a verb that another governs ("is scheduled to be arraigned") the
/// governing one, for a noun that "occurred" that verb.
pub(super) fn clause_head(scene: &Scene<'_>, anchor: usize) -> usize {
    if !scene.is_verb(anchor) {
        return match subject_of(scene, anchor) {
            Some(verb) if HAPPEN.contains(&scene.lemma(verb).as_str()) => verb,
            _ => anchor,
        };
    }
    let mut top = anchor;
    while scene.token(top).dep == Dep::Xcomp {
        match scene.head(top).filter(|h| scene.is_verb(*h)) {
            Some(head) => top = head,
            None => break,
        }
    }
    top
}

/// Whether a noun speaks of something that has happened, whatever its clause says: "the shooting of X", "his death".
pub(super) fn is_presupposed(scene: &Scene<'_>, anchor: usize) -> bool {
    !scene.is_verb(anchor)
        && scene.children(anchor).any(|c| match scene.token(c).dep {
            Dep::Det => matches!(scene.lower(c), "the" | "this" | "that"),
            Dep::Poss => true,
            _ => false,
        })
}

/// Whether a noun brings in what happened as something new: "a 2001 murder in another state".
pub(super) fn is_new(scene: &Scene<'_>, anchor: usize) -> bool {
    !scene.is_verb(anchor) && scene.children(anchor).any(|c| matches!(scene.lower(c), "a" | "an" | "another"))
}

/// The words of a telling, whole and without what hangs behind it as another clause.
pub(super) fn telling_span(scene: &Scene<'_>, anchor: usize, top: usize) -> Span {
    let range = match scene.is_verb(top) {
        true => clause(scene, top),
        false => noun_phrase(scene, anchor),
    };
    scene.span(&range)
}

/// A verb's clause: what depends on it, but for coordinated clauses with subjects of their own; a relative clause
/// begins with its noun.
fn clause(scene: &Scene<'_>, verb: usize) -> Range<usize> {
    let mut range = verb..verb + 1;
    let sentence = scene.sentence(verb);
    for child in scene.children(verb).collect::<Vec<_>>() {
        let apart = match scene.token(child).dep {
            Dep::Conj | Dep::Ccomp | Dep::Parataxis => {
                scene.is_verb(child)
                    && scene
                        .children(child)
                        .any(|c| matches!(scene.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Expl))
            }
            Dep::Punct | Dep::Cc => true,
            _ => false,
        };
        if !apart {
            let below = subtree(scene, child);
            range = range.start.min(below.start)..range.end.max(below.end);
        }
    }
    if matches!(scene.token(verb).dep, Dep::Relcl | Dep::Acl)
        && let Some(head) = scene.head(verb).filter(|h| *h < range.start)
        && !scene.findings.whens.iter().any(|w| w.span.overlaps(scene.token(head).span))
    {
        range.start = scene.children(head).next().map_or(head, |c| c.min(head));
    }
    // "When he was arrested, police found a gun": a clause of time is told with the one that it hangs on.
    if scene.token(verb).dep == Dep::Advcl
        && let Some(head) = scene.head(verb).filter(|h| scene.is_verb(*h))
    {
        let whole = clause(scene, head);
        if whole.len() <= 2 * range.len() + 14 {
            return whole;
        }
    }
    // To the right of a clause the parse is at its weakest: what no other verb claims belongs to it.
    let rest = range.end..sentence.end;
    if rest.len() <= 16 && !rest.clone().any(|i| scene.is_verb(i)) {
        range.end = sentence.end;
    }
    // A coordinated verb shares the subject of the first.
    if scene.token(verb).dep == Dep::Conj
        && !scene.children(verb).any(|c| matches!(scene.token(c).dep, Dep::Nsubj | Dep::Nsubjpass))
        && let Some(subject) = scene.subject(verb).filter(|s| *s + 30 > verb)
    {
        range.start = range.start.min(subtree(scene, subject).start);
    }
    trim(scene, range.start.max(sentence.start)..range.end.min(sentence.end))
}

/// A noun's phrase, with what follows it but for relative clauses.
pub(super) fn noun_phrase(scene: &Scene<'_>, noun: usize) -> Range<usize> {
    let mut range = noun..noun + 1;
    for child in scene.children(noun).collect::<Vec<_>>() {
        if !matches!(scene.token(child).dep, Dep::Relcl | Dep::Appos | Dep::Conj | Dep::Cc | Dep::Punct) {
            let below = subtree(scene, child);
            range = range.start.min(below.start)..range.end.max(below.end);
        }
    }
    trim(scene, range)
}

/// The tokens from the first to the last that depend on one.
pub(super) fn subtree(scene: &Scene<'_>, top: usize) -> Range<usize> {
    let mut range = top..top + 1;
    let mut open = vec![top];
    while let Some(at) = open.pop() {
        for child in scene.children(at) {
            range = range.start.min(child)..range.end.max(child + 1);
            open.push(child);
        }
    }
    range
}

fn trim(scene: &Scene<'_>, mut range: Range<usize>) -> Range<usize> {
    let skip = |i: usize| {
        matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE)
            && !matches!(scene.lower(i), ")" | "(" | "”" | "“")
    };
    while range.end > range.start + 1 && skip(range.end - 1) {
        range.end -= 1;
    }
    while range.start + 1 < range.end && skip(range.start) {
        range.start += 1;
    }
    range
}

/// Whether a noun only names an offence: "charged with murder", "a murder charge", "convicted of robbery".
pub(super) fn names_offence(scene: &Scene<'_>, anchor: usize) -> bool {
    if scene.is_verb(anchor) {
        return false;
    }
    // "special circumstances murder for multiple murders": within the name of a charge.
    let span = scene.token(anchor).span;
    let within =
        |f: &factum_types::Finding| f.all("offence").any(|o| o.span.contains(span) && o.head != anchor);
    if scene.of_kind("charge").any(within) {
        return true;
    }
    let charge = |i: usize| {
        matches!(
            scene.lemma(i).as_str(),
            "charge"
                | "count"
                | "convict"
                | "conviction"
                | "guilty"
                | "plead"
                | "plea"
                | "suspicion"
                | "accuse"
                | "indict"
                | "indictment"
                | "arraign"
                | "acquit"
                | "felony"
                | "offense"
                | "offence"
                | "crime"
                | "sentence"
                | "allegation"
                | "attempt"
                | "attempted"
                | "enhancement"
                | "statute"
                | "law"
                | "conspiracy"
                | "solicitation"
                | "accessory"
                | "suspect"
                | "detective"
                | "unit"
                | "squad"
                | "division"
                | "bureau"
                | "victim"
                | "rate"
                | "weapon"
                | "scene"
                | "investigator"
                | "penalty"
        )
    };
    // "attempted murder", "murder charge", "homicide detective"
    // "the deadliest shooting this year" compares and tells none
    let marked = scene.children(anchor).any(|c| {
        matches!(scene.lower(c), "attempted" | "felony" | "degree" | "any" | "every" | "such")
            || matches!(scene.token(c).tag, Tag::JJS)
    });
    // "injury to a child" is the name of an offence
    let named = scene.lower(anchor) == "injury" && scene.children(anchor).any(|c| scene.lower(c) == "to");
    if marked || named {
        return true;
    }
    let mut at = anchor;
    for _ in 0..5 {
        let Some(head) = scene.head(at) else { return false };
        match scene.token(at).dep {
            Dep::Compound | Dep::Nmod | Dep::Conj | Dep::Pobj | Dep::Appos | Dep::Amod => {}
            // "charged in the shooting", "for the murder of": what the charge is about.
            Dep::Prep if matches!(scene.lower(at), "in" | "for" | "over" | "after" | "to" | "from") => {
                return false;
            }
            Dep::Prep | Dep::Dobj => {}
            _ => return false,
        }
        if charge(head) {
            return true;
        }
        at = head;
    }
    false
}

/// Whether a word tells a death by what brought it: "killed", "the murder of", and not "died", "was pronounced dead".
pub(super) fn is_killing(scene: &Scene<'_>, anchor: usize) -> bool {
    let lemma = scene.lemma(anchor);
    match scene.is_verb(anchor) {
        true => scene.words.list("event-verbs").and_then(|l| l.value(&lemma, "frame")) == Some("victim"),
        false => !matches!(lemma.as_str(), "death" | "suicide" | "fatality" | "drowning"),
    }
}

/// The words of a phrase up to its head: "a prop gun", without what is hung behind it.
pub(super) fn up_to(scene: &Scene<'_>, span: Span, head: usize) -> String {
    scene.folded(Span { end: scene.token(head).span.end.min(span.end), ..span })
}

/// "wounded in the shooting": the type of the event that the verb's own event was a part of.
pub(super) fn within(scene: &Scene<'_>, anchor: usize) -> Option<String> {
    let list = scene.words.list("event-nouns")?;
    scene
        .children_by(anchor, Dep::Prep)
        .filter(|p| matches!(scene.lower(*p), "in" | "during"))
        .flat_map(|p| scene.children_by(p, Dep::Pobj).collect::<Vec<_>>())
        .find_map(|noun| list.value(&scene.lemma(noun), "type").map(str::to_owned))
}

/// Whether an arrest is told as made on the spot or later on the same day.
pub(super) fn is_same_day(scene: &Scene<'_>, anchor: usize) -> bool {
    let here = scene.sentence(anchor);
    let before = |i: usize, word: &str| i > here.start && scene.lower(i - 1) == word;
    here.clone().any(|i| match scene.lower(i) {
        "scene" => before(i, "the"),
        "day" | "morning" | "afternoon" | "evening" | "night" => before(i, "that") || before(i, "same"),
        "later" => i > here.start + 1 && matches!(scene.lower(i - 1), "hours" | "minutes" | "moments"),
        "immediately" | "shortly" => true,
        _ => false,
    })
}

/// Whether a verb tells the next thing that happened: in the simple past or as a participle of it, without a time of
/// its own in the sentence.
pub(super) fn is_in_order(scene: &Scene<'_>, anchor: usize) -> bool {
    let sentence = scene.sentence(anchor);
    let span = scene.span(&sentence);
    let told_apart =
        scene.children_by(anchor, Dep::Aux).any(|c| matches!(scene.lower(c), "had" | "has" | "have" | "'d"));
    let dated = scene.findings.whens.iter().any(|w| w.said.is_date() && span.contains(w.span));
    scene.is_verb(anchor) && !told_apart && !dated && scene.token(anchor).dep != Dep::Relcl
}

/// "attempting to murder", "plotted to kill", "the attempted murder of", "with intent to kill", "hired a man to kill":
/// what was only tried or wanted has killed nobody.
pub(crate) fn is_attempt(scene: &Scene<'_>, anchor: usize) -> bool {
    let tries = |i: usize| {
        matches!(
            scene.lemma(i).as_str(),
            "attempt"
                | "try"
                | "plot"
                | "conspire"
                | "conspiracy"
                | "solicit"
                | "solicitation"
                | "intent"
                | "intend"
                | "want"
                | "plan"
                | "threaten"
                | "threat"
                | "hire"
        )
    };
    let only = |i: usize| matches!(scene.lower(i), "attempted" | "planned" | "failed");
    let mut at = anchor;
    for _ in 0..3 {
        if at == anchor && scene.children(at).any(only) {
            return true;
        }
        let below = matches!(
            scene.token(at).dep,
            Dep::Xcomp | Dep::Acl | Dep::Advcl | Dep::Dobj | Dep::Pobj | Dep::Prep | Dep::Ccomp | Dep::Oprd
        );
        let Some(head) = scene.head(at).filter(|_| below) else { return false };
        if tries(head) {
            return true;
        }
        // Beyond a preposition the chain goes on; beyond a verb of its own it does not.
        if scene.is_verb(head) {
            return false;
        }
        at = head;
    }
    false
}

/// "asked how he was shot", "to appear as though she had been shot": what is asked or feigned is not told.
pub(crate) fn is_asked(scene: &Scene<'_>, anchor: usize) -> bool {
    let word = |word: &str| scene.children(anchor).any(|c| scene.lower(c) == word);
    let asked = scene.token(anchor).dep == Dep::Ccomp && (word("how") || word("why") || word("whether"));
    scene.is_verb(anchor) && (asked || as_though(scene, anchor))
}

/// Whether a clause begins with "as though".
fn as_though(scene: &Scene<'_>, anchor: usize) -> bool {
    scene.children(anchor).any(|c| scene.lower(c) == "though" && c > 0 && scene.lower(c - 1) == "as")
}

/// "arrested in connection with the shooting", "arrested in the shooting".
pub(super) fn is_linked(scene: &Scene<'_>, anchor: usize) -> bool {
    let told = |noun: usize| {
        scene.lower(noun) == "connection"
            || scene.listed("event-nouns", &scene.lemma(noun)) && is_presupposed(scene, noun)
    };
    scene
        .children_by(anchor, Dep::Prep)
        .filter(|p| matches!(scene.lower(*p), "in" | "for" | "over"))
        .any(|p| scene.children(p).any(told))
}

/// Whether a word is a verb of killing.
pub(crate) fn kills(scene: &Scene<'_>, i: usize) -> bool {
    scene.is_verb(i) && matches!(scene.lemma(i).as_str(), "kill" | "slay" | "murder")
}

/// Whether an event killed: "fatally shot", "shot to death", "shot and killed", "the fatal shooting", "shooting
/// death".
pub(crate) fn is_fatal(scene: &Scene<'_>, anchor: usize) -> bool {
    let below = |i: usize| {
        let word = scene.lower(i);
        match scene.token(i).dep {
            Dep::Advmod => word == "fatally",
            Dep::Amod => matches!(word, "fatal" | "deadly"),
            Dep::Oprd | Dep::Acomp => word == "dead",
            Dep::Prep => word == "to" && scene.children(i).any(|c| scene.lower(c) == "death"),
            Dep::Conj | Dep::Advcl | Dep::Xcomp => kills(scene, i),
            _ => false,
        }
    };
    let death = |i: usize| matches!(scene.lower(i), "death" | "deaths");
    scene.children(anchor).any(below)
        || (scene.token(anchor).dep == Dep::Compound && scene.head(anchor).is_some_and(death))
}
