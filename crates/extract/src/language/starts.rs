//! Which words a sequence pattern can begin with, so that most tokens try no pattern at all.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Element, Item, Sequence};
use crate::words::Words;

/// A word that this many patterns can begin with ("the") is looked at together with the word behind it.
const MANY: usize = 8;

/// For each word the patterns that can begin with it, by their index.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    first: Index,
    /// By a word that many patterns begin with: the same for the word behind it.
    second: FxHashMap<String, Index>,
}

/// Patterns by what can stand at one place of them.
#[derive(Debug, Default)]
struct Index {
    /// By lower-case word, lemma or mark; words without their full stop too.
    words: FxHashMap<String, Vec<usize>>,
    /// Patterns that can have a number in digits there.
    digits: Vec<usize>,
    /// Patterns that can have anything there.
    anything: Vec<usize>,
}

/// What may stand at one place.
enum Place<'s> {
    Word(Cow<'s, str>),
    Digits,
    Anything,
}

/// The items that are still to come, and then those behind the part that they stand in.
#[derive(Clone, Copy)]
struct Rest<'a, 's> {
    items: &'s [Item],
    then: Option<&'a Rest<'a, 's>>,
}

impl Starts {
    pub(crate) fn of<'s>(sequences: impl Iterator<Item = &'s Sequence>, words: &Words) -> Starts {
        let sequences: Vec<&Sequence> = sequences.collect();
        let mut first = Index::default();
        for (index, sequence) in sequences.iter().enumerate() {
            let whole = Rest { items: &sequence.items, then: None };
            firsts(whole, words, &mut |place, _| first.add(index, place));
        }
        let many = first.words.iter().filter(|(_, patterns)| patterns.len() >= MANY);
        let mut second: FxHashMap<String, Index> =
            many.map(|(word, _)| (word.clone(), Index::default())).collect();
        for (index, sequence) in sequences.iter().enumerate() {
            let whole = Rest { items: &sequence.items, then: None };
            firsts(whole, words, &mut |place, behind| {
                let Place::Word(word) = place else { return };
                let Some(pairs) = second.get_mut(word.as_ref()) else { return };
                match behind {
                    Some(behind) => firsts(behind, words, &mut |place, _| pairs.add(index, place)),
                    None => pairs.add(index, Place::Anything),
                }
            });
        }
        Starts { first, second }
    }

    /// Puts the patterns that can begin at a token into `found`, in their order. A token is given as its lower-case
    /// word and lemma; `next` is the token behind it, if any.
    pub(crate) fn at(&self, token: (&str, &str), next: Option<(&str, &str)>, found: &mut Vec<usize>) {
        found.clear();
        // A mark behind the word may belong to it ("'s") or to the space between words ("-").
        let next = next.filter(|(word, _)| word.starts_with(char::is_alphanumeric));
        found.extend_from_slice(&self.first.anything);
        self.first.forms(token, |form, patterns| match (self.second.get(form), next) {
            (Some(pairs), Some(next)) => {
                found.extend_from_slice(&pairs.anything);
                pairs.forms(next, |_, patterns| found.extend_from_slice(patterns));
                found.extend_from_slice(pairs.digits_at(next.0));
            }
            _ => found.extend_from_slice(patterns),
        });
        found.extend_from_slice(self.first.digits_at(token.0));
        found.sort_unstable();
        found.dedup();
    }
}

impl Index {
    fn add(&mut self, index: usize, place: Place<'_>) {
        let list = match place {
            Place::Word(word) => self.words.entry(word.into_owned()).or_default(),
            Place::Digits => &mut self.digits,
            Place::Anything => &mut self.anything,
        };
        if list.last() != Some(&index) {
            list.push(index);
        }
    }

    /// Calls back with each form under which a token has patterns here, and with them.
    fn forms<'i>(&'i self, (lower, lemma): (&str, &str), mut each: impl FnMut(&str, &'i [usize])) {
        let bare = lower.trim_end_matches('.');
        for (at, form) in [lower, lemma, bare].into_iter().enumerate() {
            if let Some(patterns) = self.words.get(form).filter(|_| at == 0 || form != lower) {
                each(form, patterns);
            }
        }
    }

    fn digits_at(&self, lower: &str) -> &[usize] {
        if lower.contains(char::is_numeric) { &self.digits } else { &[] }
    }
}

/// Visits all that can come first, each with what comes behind it; with `None` where that is not known or may be
/// nothing.
fn firsts<'s>(rest: Rest<'_, 's>, words: &'s Words, visit: &mut dyn FnMut(Place<'s>, Option<Rest<'_, 's>>)) {
    let Some((item, items)) = rest.items.split_first() else {
        if let Some(then) = rest.then {
            firsts(*then, words, visit);
        }
        return;
    };
    let behind = Rest { items, then: rest.then };
    if !item.absent {
        let known = (!may_be_empty(behind)).then_some(behind);
        for element in &item.elements {
            match element {
                Element::Word(word) => visit(Place::Word(word.into()), known),
                Element::List(name) => list(name, known, words, visit),
                Element::Class(name) => class(name, words, visit),
                Element::Part(choices) => {
                    for choice in choices.iter() {
                        firsts(Rest { items: &choice.items, then: Some(&behind) }, words, visit);
                    }
                }
            }
        }
    }
    if item.absent || item.optional {
        firsts(behind, words, visit);
    }
}

/// Whether all that is to come can match no word at all.
fn may_be_empty(rest: Rest<'_, '_>) -> bool {
    let optional = |item: &Item| {
        let part = |element: &Element| match element {
            Element::Part(choices) => {
                choices.iter().any(|c| may_be_empty(Rest { items: &c.items, then: None }))
            }
            _ => false,
        };
        item.absent || item.optional || item.elements.iter().any(part)
    };
    rest.items.iter().all(optional) && rest.then.is_none_or(|then| may_be_empty(*then))
}

fn list<'s>(
    name: &str,
    behind: Option<Rest<'_, 's>>,
    words: &'s Words,
    visit: &mut dyn FnMut(Place<'s>, Option<Rest<'_, 's>>),
) {
    let Some(list) = words.list(name) else { return };
    for first in list.first_words() {
        visit(Place::Word(first.into()), behind.filter(|_| list.lengths(first) == [1]));
    }
}

/// The signs that a sum of money begins with.
const CURRENCIES: &[&str] = &["$", "us$", "c$", "a$", "nz$", "£", "€"];

fn marks<'s>(all: &'static [&'static str], visit: &mut dyn FnMut(Place<'s>, Option<Rest<'_, 's>>)) {
    for &mark in all {
        visit(Place::Word(mark.into()), None);
    }
}

fn class<'s>(name: &str, words: &'s Words, visit: &mut dyn FnMut(Place<'s>, Option<Rest<'_, 's>>)) {
    match name {
        "day" | "year" | "bare-year" | "mid-year" | "mid-decade" | "century-years" | "four-digits"
        | "decade" | "short-decade" | "iso-date" | "slash-date" | "clock" | "hour" | "age" => {
            visit(Place::Digits, None);
        }
        "number" | "spelled-year" => {
            visit(Place::Digits, None);
            list("numbers", None, words, visit);
        }
        "month" | "sure-month" => list("months", None, words, visit),
        "weekday" | "any-weekday" => list("weekdays", None, words, visit),
        "weekday-plural" => {
            for day in words.list("weekdays").into_iter().flat_map(|l| l.first_words()) {
                visit(Place::Word(format!("{day}s").into()), None);
            }
        }
        "brackets" => marks(&["(", ")", "[", "]"], visit),
        "money" => marks(CURRENCIES, visit),
        _ => visit(Place::Anything, None),
    }
}
