//! Numbers for strings: each different word of a session is looked at once.

use std::hash::{Hash, Hasher};
use std::ops::Range;

use rustc_hash::FxHasher;

/// A table of strings, each with a number from 0 on.
#[derive(Debug, Default)]
pub(crate) struct Words {
    text: String,
    /// Where each string ends in `text`; it begins where the one before ends.
    ends: Vec<u32>,
    /// Open addressing: number + 1, or 0; the length is a power of two.
    slots: Vec<u32>,
}

impl Words {
    /// How many strings there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many bytes they have together.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len()
    }

    /// The string with a number; empty for a number that was not given out.
    pub(crate) fn get(&self, number: usize) -> &str {
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |end| *end as usize);
        let end = self.ends.get(number).map_or(start, |end| *end as usize);
        self.text.get(start..end).unwrap_or("")
    }

    /// The number of a string, and whether it is new.
    pub(crate) fn number(&mut self, s: &str) -> (usize, bool) {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(s);
        match self.slots.get(slot).copied() {
            Some(number) if number > 0 => (number as usize - 1, false),
            _ => {
                self.text.push_str(s);
                self.ends.push(self.text.len() as u32);
                if let Some(free) = self.slots.get_mut(slot) {
                    *free = self.ends.len() as u32;
                }
                (self.ends.len() - 1, true)
            }
        }
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.slots.fill(0);
    }

    /// The slot that a string has or would get.
    fn slot(&self, s: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut hasher = FxHasher::default();
        s.hash(&mut hasher);
        let mut slot = hasher.finish() as usize & mask;
        while let Some(number) = self.slots.get(slot).filter(|n| **n > 0) {
            if self.get(*number as usize - 1) == s {
                break;
            }
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        self.slots = vec![0; (self.slots.len() * 2).max(1024)];
        for number in 0..self.ends.len() {
            let slot = self.slot(self.get(number));
            if let Some(free) = self.slots.get_mut(slot) {
                *free = number as u32 + 1;
            }
        }
    }
}

/// Values of different lengths, one list a number.
#[derive(Debug)]
pub(crate) struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Lists<T> {
        Lists { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    /// Adds a list, whose number is the count of those before.
    pub(crate) fn push(&mut self, items: impl IntoIterator<Item = T>) {
        self.items.extend(items);
        self.ends.push(self.items.len() as u32);
    }

    /// The list with a number.
    pub(crate) fn get(&self, number: usize) -> &[T] {
        self.items.get(self.range(number)).unwrap_or(&[])
    }

    /// Forgets everything.
    pub(crate) fn clear(&mut self) {
        self.items.clear();
        self.ends.clear();
    }

    fn range(&self, number: usize) -> Range<usize> {
        let start = number.checked_sub(1).and_then(|n| self.ends.get(n)).map_or(0, |end| *end as usize);
        start..self.ends.get(number).map_or(start, |end| *end as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_keep_their_numbers() {
        let mut words = Words::default();
        for round in 0..2 {
            for n in 0..5000 {
                assert_eq!(words.number(&format!("word {n}")), (n, round == 0));
            }
        }
        assert_eq!(words.get(4321), "word 4321");
        assert_eq!(words.number(""), (5000, true));
        words.clear();
        assert_eq!(
            (words.number("b"), words.number("a"), words.number("b")),
            ((0, true), (1, true), (0, false))
        );
    }
}
