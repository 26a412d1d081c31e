//! Which verb a time belongs to, and which other verbs share it.

use factum_types::{Dep, Pos, Tag, TokenRange, When};

use super::Layers;
use crate::engine::{Relations, Text, verbal};
use crate::words::Words;

/// How far up the tree the verb is sought.
const DEPTH: usize = 8;

impl Layers {
    /// Heads of the time expressions that belong to a verb: its own, or else those that it shares with another.
    pub(crate) fn whens_of(&self, text: &Text<'_>, words: &Words, verb: usize) -> Vec<usize> {
        let span = text.span(&text.sentence(verb));
        let mut own: Vec<usize> = Vec::new();
        let mut shared: Vec<usize> = Vec::new();
        for when in self.whens.iter().filter(|w| w.said.is_date() && span.contains(w.span)) {
            let Some(owner) = self.owner(text, words, when) else { continue };
            let time = text.tokens_in(when.span).start;
            if owner == verb {
                own.push(time);
            } else if shares(text, words, verb, owner, when) {
                shared.push(time);
            }
        }
        // "Five years later, on July 19, 2008": the day on the calendar says more than the way to it.
        let of = |time: usize| self.whens.iter().find(|w| text.tokens_in(w.span).contains(&time));
        let dated = |time: usize| {
            let year = |i: usize| text.token(i).tag == Tag::CD && text.lower(i).len() == 4;
            of(time).is_some_and(|w| w.said.is_of_a_day() && text.tokens_in(w.span).any(year))
        };
        let all = own.clone();
        own.retain(|time| {
            let end = of(*time).map_or(*time, |w| text.tokens_in(w.span).end);
            dated(*time) || !all.iter().any(|next| *next >= end && *next <= end + 2 && dated(*next))
        });
        // What has a time of its own needs no other's: "was charged on Monday, but the charge was dropped on Tuesday".
        if own.is_empty() { shared } else { own }
    }

    /// The verb that a time expression belongs to: the one that it modifies as an adverbial or by a preposition of
    /// time. A time that modifies a noun ("the 2014 shooting", "the shooting on Monday") is the noun's; but where
    /// the parse hangs "on Monday" on the last noun of the verb's own phrase (the offence, the prison, the judge),
    /// it is the verb's all the same.
    fn owner(&self, text: &Text<'_>, words: &Words, when: &When) -> Option<usize> {
        let tokens = text.tokens_in(when.span);
        if dates_what_happened(text, words, &tokens) {
            return None;
        }
        let mut at = tokens.clone().find(|i| text.head(*i).is_none_or(|h| !tokens.contains(&h)))?;
        // "guilty of theft and robbery Tuesday morning": behind an offence, wherever the parse hangs it.
        if let Some(offence) = tokens.start.checked_sub(1).filter(|i| self.offence_at(*i).is_some()) {
            at = match when.said.is_of_a_day() && text.dep(at) != Dep::Pobj {
                true => offence,
                false => at,
            };
        }
        for _ in 0..DEPTH {
            let head = text.head(at)?;
            // "tampering", "driving": the verb within an offence's name owns no time.
            let is_offence = self.offence_at(head).is_some() || pleaded_to(text, head);
            let is_verb = verbal(text, head) && !is_offence;
            match text.dep(at) {
                Dep::Pobj
                    if matches!(
                        text.lower(head),
                        "on" | "in" | "at" | "by" | "since" | "during" | "of" | "between" | "from"
                    ) || when.said.clock.is_some() => {}
                Dep::Npadvmod | Dep::Advmod | Dep::Dobj | Dep::Dep | Dep::Attr | Dep::Nsubj if is_verb => {}
                Dep::Prep | Dep::Agent if is_verb => {}
                // Only right behind the noun: "murder of a man in 2004" dates the murder.
                Dep::Prep if at > 0 && self.passes_on(text, words, at - 1) => {}
                // "guilty to theft in May": up through the adjective of "pleaded guilty".
                Dep::Prep if text.token(head).pos == Pos::ADJ => {}
                Dep::Acomp | Dep::Oprd if is_verb => {}
                // Up from the noun to the verb.
                Dep::Pobj
                | Dep::Pcomp
                | Dep::Conj
                | Dep::Compound
                | Dep::Npadvmod
                | Dep::Advmod
                | Dep::Dobj
                | Dep::Xcomp
                    if self.passes_on(text, words, at) || is_offence && tokens.contains(&at) => {}
                _ => return None,
            }
            if is_verb {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// Whether a word within a verb's phrase has no time of its own: a name, an offence, a punishment, a court.
    fn passes_on(&self, text: &Text<'_>, words: &Words, token: usize) -> bool {
        self.offence_at(token).is_some()
            || pleaded_to(text, token)
            || self.amount_at(token).is_some()
            || text.token(token).pos == Pos::PROPN
            || words.list("untimed-nouns").is_some_and(|l| l.contains(text.lemma(token)))
            // "on the morning of May 3" is on May 3.
            || words.list("day-parts").is_some_and(|l| l.contains(text.lemma(token)))
            || matches!(
                text.lemma(token),
                "for" | "of" | "to" | "with" | "in" | "on" | "by" | "before" | "at"
            )
    }
}

/// What somebody pleads to is an offence, though the tagger reads "pleaded guilty to theft" as "to" and a verb.
fn pleaded_to(text: &Text<'_>, token: usize) -> bool {
    let above = |i: usize| text.head(i).map_or("", |h| text.lemma(h));
    let governor = match text.dep(token) {
        Dep::Xcomp => above(token),
        Dep::Pcomp => text.head(token).map_or("", above),
        _ => return false,
    };
    text.token(token).tag == Tag::VB && matches!(governor, "plead" | "guilty")
}

/// Whether a verb's act is of the time of another verb.
fn shares(text: &Text<'_>, words: &Words, verb: usize, owner: usize, when: &When) -> bool {
    let top = first_of_coordination(text, verb);
    if top == first_of_coordination(text, owner) {
        // "On Monday a jury acquitted … and convicted …", "acquitted … and convicted … in May" are of both, and so
        // is a day after the first verb, "was arrested Saturday and charged"; but "pleaded guilty in 2012 and was
        // sentenced" gives the year of the plea alone.
        let time = text.tokens_in(when.span).start;
        // "was charged on Monday and is now charged only with theft": a state of the day of writing.
        let tense = |v: usize| Relations::new(text).tense(v);
        if tense(verb) == Some("present") && tense(owner) == Some("past") {
            return false;
        }
        // A jury's verdict falls on one day, wherever that stands: "convicted her of theft and acquitted her of
        // arson on Monday".
        let verdict = |v: usize| words.list("verdict-verbs").is_some_and(|l| l.contains(text.lemma(v)));
        let one_verdict = verdict(verb) && verdict(owner);
        return time < top || when.said.is_of_a_day() && (verb > owner || one_verdict);
    }
    let Some(head) = text.head(verb) else { return false };
    match text.dep(verb) {
        Dep::Xcomp => head == owner,
        // "took two hours Friday to convict", "returned an indictment Wednesday charging".
        Dep::Advcl => head == owner && verb > owner && (has_to(text, verb) || unmarked_gerund(text, verb)),
        Dep::Acl => governor(text, head) == Some(owner) && unmarked_gerund(text, verb),
        // "appeared in court Monday, where he pleaded": of the same day.
        Dep::Relcl => {
            let there =
                text.children_by(verb, Dep::Advmod).any(|c| matches!(text.lower(c), "where" | "when"));
            there && governor(text, head) == Some(owner)
        }
        _ => false,
    }
}

/// The first of the verbs that a verb is coordinated with.
fn first_of_coordination(text: &Text<'_>, verb: usize) -> usize {
    let mut top = verb;
    while text.dep(top) == Dep::Conj {
        match text.head(top).filter(|h| verbal(text, *h)) {
            Some(head) => top = head,
            None => break,
        }
    }
    top
}

/// The verb above a noun.
fn governor(text: &Text<'_>, noun: usize) -> Option<usize> {
    let mut at = noun;
    for _ in 0..DEPTH {
        if verbal(text, at) {
            return Some(at);
        }
        at = text.head(at)?;
    }
    None
}

fn has_to(text: &Text<'_>, verb: usize) -> bool {
    text.children_by(verb, Dep::Aux).any(|a| text.lower(a) == "to")
}

fn unmarked_gerund(text: &Text<'_>, verb: usize) -> bool {
    text.token(verb).tag == Tag::VBG && text.children_by(verb, Dep::Mark).next().is_none()
}

/// "a deadly Christmas Day shooting", "the Monday night stabbing": a time within the phrase of what happened dates
/// that and no verb, whatever the parse makes of it.
fn dates_what_happened(text: &Text<'_>, words: &Words, tokens: &TokenRange) -> bool {
    let opened =
        tokens.start.checked_sub(1).is_some_and(|i| matches!(text.token(i).pos, Pos::DET | Pos::ADJ));
    let happened = |i: usize| words.list("event-nouns").is_some_and(|l| l.contains(text.lemma(i)));
    opened && tokens.end < text.len() && text.token(tokens.end).pos == Pos::NOUN && happened(tokens.end)
}
