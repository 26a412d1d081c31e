//! Mentions that rules build on: times, amounts, offences, quotations. Each is found once, over the tokens.

mod amounts;
mod offences;
mod phrase;
mod quotations;
mod tense;
mod whens;

use std::sync::Arc;

use factum_types::{Binding, Claim, Dep, Finding, Modality, Quotation, Span, TokenRange, When};

use crate::engine::{Matcher, Text, verbal};
use crate::language::{Pattern, Rule};
use crate::rules::Rules;
use crate::words::Words;

pub(crate) use amounts::Amount;
pub(crate) use offences::OffenceMention;
pub(crate) use phrase::{left_edge, phrase};

/// The mentions of one text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layers {
    pub(crate) whens: Vec<When>,
    pub(crate) amounts: Vec<Amount>,
    pub(crate) offences: Vec<OffenceMention>,
    pub(crate) quotations: Vec<Quotation>,
}

impl Layers {
    /// The mentions of a text, from the matches of its sequence rules.
    pub(crate) fn of(text: &Text<'_>, words: &Words, matches: &[SequenceMatch<'_>]) -> Layers {
        Layers {
            whens: whens::whens(matches, text, words),
            amounts: amounts::amounts(matches, text),
            offences: offences::offences(text, words),
            quotations: quotations::quotations(text),
        }
    }

    /// The time expression that covers a place.
    pub(crate) fn when_at(&self, span: Span) -> Option<&When> {
        self.whens.iter().find(|w| w.span.contains(span))
    }

    /// The amount that covers a token.
    pub(crate) fn amount_at(&self, token: usize) -> Option<&Amount> {
        self.amounts.iter().find(|a| a.tokens.contains(&token))
    }

    /// The offence mention that covers a token, its count words included.
    pub(crate) fn offence_at(&self, token: usize) -> Option<&OffenceMention> {
        self.offences.iter().find(|o| o.cover.contains(&token))
    }

    /// The offence at a token, with the rest of the list that it begins where `list` asks for it.
    pub(crate) fn offences_from(&self, token: usize, list: bool) -> Vec<&OffenceMention> {
        let Some(first) = self.offences.iter().position(|o| o.cover.contains(&token)) else {
            return Vec::new();
        };
        let rest = self.offences.get(first..).unwrap_or(&[]);
        let mut found: Vec<&OffenceMention> = Vec::new();
        for mention in rest {
            let joined = found.last().is_none_or(|last| last.list_end == mention.cover.start);
            if !joined || (!list && !found.is_empty()) {
                break;
            }
            found.push(mention);
        }
        found
    }

    /// The verb that a time expression belongs to: the one that it modifies as an adverbial or by a preposition of
    /// time. A time that modifies a noun ("the 2014 shooting", "the shooting on Monday") is the noun's; but where
    /// the parse hangs "on Monday" on the last noun of the verb's own phrase (the offence, the prison), it is the
    /// verb's all the same.
    fn owner(&self, text: &Text<'_>, when: &When) -> Option<usize> {
        let tokens = text.tokens_in(when.span);
        let mut at = tokens.clone().find(|i| text.head(*i).is_none_or(|h| !tokens.contains(&h)))?;
        for _ in 0..8 {
            let head = text.head(at)?;
            // "tampering", "driving": the verb within an offence's name owns no time.
            let is_verb = verbal(text, head) && self.offence_at(head).is_none();
            match text.dep(at) {
                Dep::Pobj
                    if matches!(text.lower(head), "on" | "in" | "at" | "by" | "since" | "during" | "of") => {}
                Dep::Npadvmod | Dep::Advmod | Dep::Dobj | Dep::Dep | Dep::Oprd | Dep::Attr | Dep::Nsubj
                    if is_verb => {}
                Dep::Prep if is_verb => {}
                // Only right behind the offence: "murder of a man in 2004" dates the murder.
                Dep::Prep if at > 0 && self.belongs_to_penalty_or_offence(text, at - 1) => {}
                // Up from the offence or the prison to the verb.
                Dep::Pobj | Dep::Pcomp | Dep::Conj | Dep::Compound | Dep::Npadvmod | Dep::Dobj
                    if self.belongs_to_penalty_or_offence(text, at) => {}
                _ => return None,
            }
            if is_verb {
                return Some(head);
            }
            at = head;
        }
        None
    }

    fn belongs_to_penalty_or_offence(&self, text: &Text<'_>, token: usize) -> bool {
        self.offence_at(token).is_some()
            || self.amount_at(token).is_some()
            || matches!(
                text.lemma(token),
                "prison" | "jail" | "court" | "probation" | "for" | "of" | "to" | "with" | "in" | "on"
            )
    }

    /// Heads of the time expressions that belong to a verb: below it by prepositions and adverbs, not inside
    /// another clause; else any in the stretch of the verb's own clause.
    pub(crate) fn whens_of(&self, text: &Text<'_>, verb: usize) -> Vec<usize> {
        let sentence = text.sentence(verb);
        let span = text.span(&sentence);
        let owner = |when: &When| when.said.is_date().then(|| self.owner(text, when)).flatten();
        let chain = |from: usize| {
            // The verbs coordinated with one, and those that it is coordinated with.
            let mut top = from;
            while text.dep(top) == Dep::Conj {
                match text.head(top).filter(|h| verbal(text, *h)) {
                    Some(head) => top = head,
                    None => break,
                }
            }
            top
        };
        let mut found: Vec<usize> = Vec::new();
        for when in self.whens.iter().filter(|w| span.contains(w.span)) {
            let owned = owner(when);
            let same = owned == Some(verb)
                || owned.is_some_and(|o| {
                    // "convicted her of one and acquitted her of the other on Monday": coordinated verbs share
                    // their time, and a verb shares that of the verb that controls it.
                    chain(o) == chain(verb) || (text.dep(verb) == Dep::Xcomp && text.head(verb) == Some(o))
                });
            if same {
                let tokens = text.tokens_in(when.span);
                match owned == Some(verb) {
                    true => found.insert(0, tokens.start),
                    false => found.push(tokens.start),
                }
            }
        }
        found
    }
}

/// One match of a sequence rule.
pub(crate) struct SequenceMatch<'r> {
    pub(crate) rule: &'r Arc<Rule>,
    pub(crate) tokens: TokenRange,
    pub(crate) captures: Vec<crate::engine::Capture>,
}

/// Matches of sequence rules of other kinds than `when` and `amount`, as findings.
pub(crate) fn neighbours(text: &Text<'_>, matches: &[SequenceMatch<'_>]) -> Vec<Finding> {
    matches
        .iter()
        .filter(|m| !matches!(&*m.rule.fact.name, "when" | "amount"))
        .map(|m| {
            let bindings =
                m.captures.iter().filter(|c| m.rule.fact.roles.contains_key(&c.name)).map(|c| Binding {
                    role: c.name.as_str().into(),
                    head: c.tokens.end.saturating_sub(1),
                    span: text.span(&c.tokens),
                    counts: None,
                    code: None,
                });
            Finding {
                rule: Arc::clone(&m.rule.id),
                kind: Arc::clone(&m.rule.fact.name),
                set: Arc::clone(&m.rule.set),
                sentence: text.analysis.sentence_index_of(m.tokens.start).unwrap_or(0),
                anchor: m.tokens.start,
                span: text.span(&m.tokens),
                bindings: bindings.collect(),
                claim: Claim { modality: Modality::Asserted, speaker: None, cue: None, hedge: None },
            }
        })
        .collect()
}

/// All matches of all sequence rules; within one fact kind none overlaps another, and of those that would the
/// earlier and then the longer stays.
pub(crate) fn sequences<'r>(text: &Text<'_>, rules: &'r Rules) -> Vec<SequenceMatch<'r>> {
    let matcher = Matcher { text, words: rules.words() };
    let mut found: Vec<SequenceMatch<'r>> = Vec::new();
    for sentence in &text.analysis.sentences {
        let mut candidates: Vec<(usize, SequenceMatch<'r>)> = Vec::new();
        for start in sentence.tokens.clone() {
            for index in rules.starts().at(text.lower(start), text.lemma(start)) {
                let Some(rule) = rules.sequences().get(index) else { continue };
                let Pattern::Tokens(sequence) = &rule.pattern else { continue };
                if let Some(m) = matcher.at(sequence, start, sentence.tokens.end) {
                    candidates.push((index, SequenceMatch { rule, tokens: m.tokens, captures: m.captures }));
                }
            }
        }
        // Of two equal matches the one that its surroundings speak for wins, and then the rule that stands first.
        candidates.sort_by_key(|(index, m)| {
            (m.tokens.start, std::cmp::Reverse(m.tokens.end), !m.rule.pattern.looks_around(), *index)
        });
        let mut free: Vec<(&str, usize)> = Vec::new();
        for (_, m) in candidates {
            let kind = &*m.rule.fact.name;
            if free.iter().any(|(k, until)| *k == kind && m.tokens.start < *until) {
                continue;
            }
            free.retain(|(k, _)| *k != kind);
            free.push((kind, m.tokens.end));
            found.push(m);
        }
    }
    found
}
