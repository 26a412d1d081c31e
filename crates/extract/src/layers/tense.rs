//! Whether the clause around a time tells of what was, is or will be.

use factum_types::{BlockKind, Dep, Pos, Tag, Tense, TokenRange};

use crate::engine::{Relations, Text, verbal};
use crate::words::Words;

/// How far up the tree the clause is sought.
const DEPTH: usize = 16;

/// The tense of the clause that some tokens stand in; `Open` where no finite verb governs them.
///
/// Headlines and captions tell in the present of what was ("Police arrest man Monday").
pub(super) fn tense_of(text: &Text<'_>, words: &Words, tokens: &TokenRange) -> Tense {
    if as_soon_as(text, tokens.start) {
        return Tense::Future;
    }
    match of_clause(text, words, tokens) {
        Tense::Present if told_in_the_present(text, tokens) => Tense::Past,
        tense => tense,
    }
}

/// "as soon as Tuesday".
fn as_soon_as(text: &Text<'_>, at: usize) -> bool {
    at >= 3 && [(3, "as"), (2, "soon"), (1, "as")].iter().all(|(back, word)| text.lower(at - back) == *word)
}

fn told_in_the_present(text: &Text<'_>, tokens: &TokenRange) -> bool {
    let span = text.span(tokens);
    let block = text.document.blocks.iter().find(|b| b.span.contains(span));
    block.is_some_and(|b| matches!(b.kind, BlockKind::Title | BlockKind::Heading | BlockKind::Caption))
}

fn of_clause(text: &Text<'_>, words: &Words, tokens: &TokenRange) -> Tense {
    let Some(mut at) = tokens.clone().find(|i| text.head(*i).is_none_or(|h| !tokens.contains(&h))) else {
        return Tense::Open;
    };
    let relations = Relations::new(text);
    // Whether the time is the verb's own and not that of a noun below it.
    let mut direct = true;
    // The word below, through which the verb was reached.
    let mut below = at;
    for _ in 0..DEPTH {
        if verbal(text, at) {
            match of_verb(text, words, &relations, at, below) {
                // "declared a dividend payable Dec. 1": what was done does not say when the noun's time is.
                Some(Tense::Past | Tense::Present) if !direct => return Tense::Open,
                // "would look at Wednesday's ruling": no more does what would be done.
                Some(Tense::Future)
                    if !direct && text.children_by(at, Dep::Aux).any(|a| text.lower(a) == "would") =>
                {
                    return Tense::Open;
                }
                Some(tense) => return tense,
                None => {}
            }
        } else if ahead(text, words, at) {
            // "a hearing set for Tuesday", "the upcoming trial"
            return if was_ahead_then(text, at) { Tense::Past } else { Tense::Future };
        } else if words.list("event-nouns").is_some_and(|l| l.contains(text.lemma(at))) {
            // "the October shooting": a crime that is told of is past.
            return Tense::Past;
        }
        direct &= verbal(text, at) || text.token(at).pos == Pos::ADP || at_first(text, at, tokens);
        match text.head(at) {
            Some(head) => (below, at) = (at, head),
            None => break,
        }
    }
    Tense::Open
}

fn at_first(text: &Text<'_>, at: usize, tokens: &TokenRange) -> bool {
    tokens.contains(&at) && !text.head(at).is_some_and(|h| tokens.contains(&h))
}

/// The tense of a verb; `None` where its form says nothing and the governor decides: "to appear".
fn of_verb(
    text: &Text<'_>,
    words: &Words,
    relations: &Relations<'_, '_>,
    verb: usize,
    below: usize,
) -> Option<Tense> {
    let planned = |i: usize| planned(words, text, i);
    match relations.tense(verb) {
        Some("future") => Some(Tense::Future),
        // "is scheduled for Tuesday", "is to appear": what is planned is ahead; "was scheduled" need not be.
        Some("present") if planned(verb) || to_infinitive(text, verb) => Some(Tense::Future),
        // "is due in court Friday", "the trial opens Monday"
        Some("present") if due(text, words, verb) || by_timetable(text, words, verb) => Some(Tense::Future),
        Some("present") if reporting(words, text.lemma(verb)) => Some(Tense::Past),
        Some("present") => Some(Tense::Present),
        // "had been due to expire Friday": what was ahead then is past now.
        Some("past") if pluperfect(text, verb) => Some(Tense::Past),
        // "planned a rally on Saturday", "was scheduled for May": in the news it is still to come.
        Some("past") if scheduled(text, words, verb, below) => Some(Tense::Future),
        Some("past") => Some(Tense::Past),
        _ if modal(text, verb) => Some(Tense::Future),
        // "an agreement to buy it in January", "ordered him to appear Friday"
        _ if to(text, verb) && ahead_of_governor(text, words, planned, verb) => {
            Some(if was_ahead_then(text, verb) { Tense::Past } else { Tense::Future })
        }
        // A bare participle behind its noun: "set for Tuesday" is ahead, "arrested Tuesday" is past.
        _ if text.token(verb).tag == Tag::VBN && matches!(text.dep(verb), Dep::Acl | Dep::Root) => {
            Some(if scheduled(text, words, verb, below) { Tense::Future } else { Tense::Past })
        }
        _ => None,
    }
}

/// Whether an infinitive's governor looks ahead: a noun ("a decision to retire"), or a verb of planning.
fn ahead_of_governor(text: &Text<'_>, words: &Words, planned: impl Fn(usize) -> bool, verb: usize) -> bool {
    text.head(verb).is_some_and(|head| match verbal(text, head) {
        // "is going to be"
        true => planned(head) || (text.lemma(head) == "go" && text.token(head).tag == Tag::VBG),
        // "celebrations to mark the day" are no plan.
        false => {
            text.dep(verb) == Dep::Acl
                && words.list("plan-nouns").is_some_and(|l| l.contains(text.lemma(head)))
        }
    })
}

/// Whether a verb puts something on the calendar: "scheduled", "planned"; "set" does so only with "for", and what
/// moves a day does so with the preposition that the time stands under.
fn scheduled(text: &Text<'_>, words: &Words, verb: usize, below: usize) -> bool {
    let list = words.list("planning").and_then(|l| l.value(text.lemma(verb), "sense"));
    let for_a_time = || text.children_by(verb, Dep::Prep).any(|p| text.lower(p) == "for");
    let until = || matches!(text.lower(below), "until" | "till" | "to" | "through");
    match text.lemma(verb) {
        "set" | "book" => for_a_time(),
        // "postponed until Tuesday", "extended to Nov. 20", "given until noon Tuesday"
        "postpone" | "extend" | "delay" | "adjourn" | "defer" | "continue" | "move" | "push" | "give"
        | "grant" => until(),
        "plan" => true,
        _ => list == Some("scheduling"),
    }
}

/// "had been due to expire": what governs a word, or what governs that, tells of what was ahead before.
fn was_ahead_then(text: &Text<'_>, at: usize) -> bool {
    let above = |i: usize| text.head(i).filter(|h| *h != i);
    let (first, second) = (above(at), above(at).and_then(above));
    [first, second].into_iter().flatten().any(|i| verbal(text, i) && pluperfect(text, i))
}

/// "had been scheduled"
fn pluperfect(text: &Text<'_>, verb: usize) -> bool {
    text.token(verb).tag == Tag::VBN && text.children_by(verb, Dep::Aux).any(|a| text.lower(a) == "had")
}

/// "is to appear", "are to be sentenced".
fn to_infinitive(text: &Text<'_>, verb: usize) -> bool {
    text.lemma(verb) == "be" && text.children_by(verb, Dep::Xcomp).any(|x| to(text, x))
}

/// "is due in court", "is likely to".
fn due(text: &Text<'_>, words: &Words, verb: usize) -> bool {
    text.lemma(verb) == "be" && text.children_by(verb, Dep::Acomp).any(|a| planned(words, text, a))
}

/// "the trial opens Monday", "sentencing is Monday": an event in the present is one on the calendar. A headline's
/// present ("Man opens fire Monday") tells of what people did.
fn by_timetable(text: &Text<'_>, words: &Words, verb: usize) -> bool {
    let listed = |list: &str, lemma: &str| words.list(list).is_some_and(|l| l.contains(lemma));
    let sitting = |lemma: &str| {
        let kind = words.list("untimed-nouns").and_then(|l| l.value(lemma, "kind"));
        kind == Some("sitting") || listed("timetable-nouns", lemma)
    };
    let event = |subject: usize| sitting(text.lemma(subject)) || listed("plan-nouns", text.lemma(subject));
    let verbs = text.lemma(verb) == "be" || listed("timetable-verbs", text.lemma(verb));
    verbs && text.children_by(verb, Dep::Nsubj).any(event)
}

fn to(text: &Text<'_>, verb: usize) -> bool {
    text.children_by(verb, Dep::Aux).any(|a| text.lower(a) == "to")
}

/// "may appear", "must be tried"; "could not be reached" is past.
fn modal(text: &Text<'_>, verb: usize) -> bool {
    text.children_by(verb, Dep::Aux).any(|a| text.token(a).tag == Tag::MD && text.lower(a) != "could")
}

fn planned(words: &Words, text: &Text<'_>, i: usize) -> bool {
    words.list("planning").is_some_and(|l| l.contains(text.lemma(i)))
}

fn reporting(words: &Words, lemma: &str) -> bool {
    words.list("reporting-verbs").is_some_and(|l| l.contains(lemma))
}

fn ahead(text: &Text<'_>, words: &Words, noun: usize) -> bool {
    text.token(noun).pos == Pos::ADJ && words.list("planning").is_some_and(|l| l.contains(text.lemma(noun)))
}
