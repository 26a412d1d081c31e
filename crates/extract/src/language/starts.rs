//! Which words a sequence pattern can begin with, so that most tokens try no pattern at all.

use rustc_hash::FxHashMap;

use super::{Element, Sequence};
use crate::words::Words;

/// For each word the patterns that can begin with it, by their index.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    /// By lower-case word or lemma; words without their full stop too.
    words: FxHashMap<String, Vec<usize>>,
    /// Patterns that can begin with a digit or a mark.
    digits: Vec<usize>,
    /// Patterns that can begin with anything.
    anything: Vec<usize>,
}

impl Starts {
    pub(crate) fn of<'s>(sequences: impl Iterator<Item = &'s Sequence>, words: &Words) -> Starts {
        let mut starts = Starts::default();
        for (index, sequence) in sequences.enumerate() {
            starts.add(index, sequence, words);
        }
        starts
    }

    /// Notes the elements that can come first; says whether the sequence can match no word at all, so that what
    /// follows it can come first too.
    fn add(&mut self, index: usize, sequence: &Sequence, words: &Words) -> bool {
        for item in &sequence.items {
            if item.absent {
                continue;
            }
            let mut empty = item.optional;
            for element in &item.elements {
                match element {
                    Element::Word(word) => self.word(index, word),
                    Element::List(name) => {
                        for first in words.list(name).into_iter().flat_map(|l| l.first_words()) {
                            self.word(index, first);
                        }
                    }
                    Element::Class(name) => self.class(index, name, words),
                    Element::Part(choices) => {
                        for choice in choices.iter() {
                            empty |= self.add(index, choice, words);
                        }
                    }
                }
            }
            if !empty {
                return false;
            }
        }
        true
    }

    fn word(&mut self, index: usize, word: &str) {
        match word.starts_with(|c: char| c.is_alphabetic()) {
            true => note(self.words.entry(word.to_owned()).or_default(), index),
            false => note(&mut self.digits, index),
        }
    }

    fn class(&mut self, index: usize, name: &str, words: &Words) {
        let list = match name {
            "day" | "year" | "bare-year" | "mid-year" | "mid-decade" | "century-years" | "brackets"
            | "four-digits" | "decade" | "short-decade" | "iso-date" | "slash-date" | "clock" | "hour"
            | "age" | "money" => None,
            "number" | "spelled-year" => Some("numbers"),
            "month" | "sure-month" => Some("months"),
            "weekday" | "any-weekday" => Some("weekdays"),
            "weekday-plural" => {
                for day in words.list("weekdays").into_iter().flat_map(|l| l.first_words()) {
                    self.word(index, &format!("{day}s"));
                }
                return;
            }
            _ => {
                note(&mut self.anything, index);
                return;
            }
        };
        note(&mut self.digits, index);
        for first in list.and_then(|l| words.list(l)).into_iter().flat_map(|l| l.first_words()) {
            self.word(index, first);
        }
    }

    /// The patterns that can begin at a token, in their order.
    pub(crate) fn at(&self, lower: &str, lemma: &str) -> Vec<usize> {
        let by_word = |word: &str| self.words.get(word).map_or(&[][..], Vec::as_slice);
        let bare = lower.trim_end_matches('.');
        let mut found: Vec<usize> = Vec::new();
        found.extend(by_word(lower));
        for other in [lemma, bare] {
            if other != lower {
                found.extend(by_word(other));
            }
        }
        if !lower.starts_with(|c: char| c.is_alphabetic()) || lower.contains(|c: char| c.is_ascii_digit()) {
            found.extend(&self.digits);
        }
        found.extend(&self.anything);
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
        found
    }
}

fn note(list: &mut Vec<usize>, index: usize) {
    if list.last() != Some(&index) {
        list.push(index);
    }
}
