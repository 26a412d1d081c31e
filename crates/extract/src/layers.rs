//! Mentions that rules build on: times, amounts, offences, quotations. Each is found once, over the tokens.

mod amounts;
mod offences;
mod owner;
mod phrase;
mod quotations;
mod tense;
mod whens;

use std::sync::Arc;

use factum_types::{Binding, Claim, Finding, Modality, Pos, Quotation, Span, TokenRange, When};

use crate::engine::{Matcher, Phrases, Text};
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
            // A circumstance of the one before stands between it and the next of the list.
            let absorbed = !mention.named
                && found
                    .last()
                    .is_some_and(|last| last.list_end != usize::MAX && last.list_end > mention.cover.start);
            if absorbed {
                continue;
            }
            let joined = found.last().is_none_or(|last| last.list_end == mention.cover.start);
            if !joined || (!list && !found.is_empty()) {
                break;
            }
            found.push(mention);
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
    let phrases = Phrases::default();
    let matcher = Matcher { text, words: rules.words(), phrases: &phrases };
    let mut found: Vec<SequenceMatch<'r>> = Vec::new();
    let mut beginning = Vec::new();
    for sentence in &text.analysis.sentences {
        let mut candidates: Vec<(usize, SequenceMatch<'r>)> = Vec::new();
        for start in sentence.tokens.clone() {
            let forms = |i: usize| (text.lower(i), text.lemma(i));
            let next = (start + 1..sentence.tokens.end).find(|i| text.token(*i).pos != Pos::SPACE);
            rules.starts().at(forms(start), next.map(forms), &mut beginning);
            for &index in &beginning {
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
