//! The dependency parser: arc-eager and greedy, with a move that breaks sentences.

use crate::scorer::{ScoredWords, Scorer};
use crate::tables::Move;

/// Words that a step looks at: two of the buffer, three of the stack, and the latest children.
pub(crate) const FEATURES: usize = 8;

const SHIFT: usize = 0;
const REDUCE: usize = 1;
const LEFT: usize = 2;
const RIGHT: usize = 3;
const BREAK: usize = 4;
const ACTIONS: usize = 5;

/// The class of a root, which no move has.
pub(crate) const ROOT: u8 = u8::MAX;

/// The moves, and for each set of allowed actions the mask that excludes the others.
#[derive(Debug)]
pub(crate) struct ParserMoves {
    /// Action and index of the label in class order.
    moves: Vec<(u8, u8)>,
    /// 32 masks, by the bits of the allowed actions.
    masks: Vec<Vec<f32>>,
}

impl ParserMoves {
    /// Prepares a model's moves; `None` where an action is unknown or there are too many moves.
    pub(crate) fn new(moves: &[Move]) -> Option<ParserMoves> {
        let numbered = moves.iter().enumerate().map(|(at, m)| {
            let class = u8::try_from(at).ok().filter(|c| *c != ROOT)?;
            (m.action < ACTIONS).then_some((m.action as u8, class))
        });
        let numbered: Vec<_> = numbered.collect::<Option<_>>()?;
        let mask = |allowed: usize| {
            let allow =
                |(action, _): &(u8, u8)| if allowed >> action & 1 == 1 { 0.0 } else { f32::NEG_INFINITY };
            numbered.iter().map(allow).collect()
        };
        let masks = (0..1 << ACTIONS).map(mask).collect();
        Some(ParserMoves { moves: numbered, masks })
    }
}

/// Heads and labels of a text, and the state they come from; kept from text to text for its memory.
#[derive(Debug, Default)]
pub(crate) struct Parse {
    /// The head of each word; a root's head is itself.
    pub(crate) heads: Vec<u32>,
    /// The class of the move that gave each word its label, [`ROOT`] for a root.
    pub(crate) labels: Vec<u8>,
    has_head: Vec<bool>,
    stack: Vec<u32>,
    /// Words that went back to the front of the buffer; the last is the first.
    returned: Vec<u32>,
    /// The first word of the buffer behind those returned.
    next: usize,
    unshiftable: Vec<bool>,
    starts: Vec<bool>,
    /// The latest left child of each word, and the latest right one.
    children: [Vec<Option<u32>>; 2],
    /// The child that was the latest of the same head and side before this one.
    earlier: Vec<Option<u32>>,
}

impl Parse {
    /// Parses a text.
    pub(crate) fn run(
        &mut self,
        scorer: &Scorer<'_>,
        words: &mut ScoredWords<'_>,
        moves: &ParserMoves,
        len: usize,
    ) {
        self.begin(len);
        while !self.stack.is_empty() || self.buffered(0).is_some() {
            let allowed = self.allowed();
            let mask = moves.masks.get(allowed).map_or(&[][..], Vec::as_slice);
            let class = scorer.best(words, self.features(), mask);
            let (action, label) = moves.moves.get(class).copied().unwrap_or_default();
            // No step may leave the state as it is, whatever the scores (NaN in a damaged file).
            let action = match usize::from(action) {
                action if allowed >> action & 1 == 1 => action,
                _ if self.stack.is_empty() => SHIFT,
                _ => REDUCE,
            };
            self.step(action, label);
        }
        for ((word, head), (label, has_head)) in
            self.heads.iter_mut().enumerate().zip(self.labels.iter_mut().zip(&self.has_head))
        {
            if !has_head {
                (*head, *label) = (word as u32, ROOT);
            }
        }
    }

    fn begin(&mut self, len: usize) {
        fn refill<T: Clone>(v: &mut Vec<T>, len: usize, value: T) {
            v.clear();
            v.resize(len, value);
        }
        refill(&mut self.heads, len, 0);
        refill(&mut self.labels, len, ROOT);
        refill(&mut self.has_head, len, false);
        refill(&mut self.unshiftable, len, false);
        refill(&mut self.starts, len, false);
        refill(&mut self.earlier, len, None);
        self.children.iter_mut().for_each(|side| refill(side, len, None));
        self.stack.clear();
        self.returned.clear();
        self.next = 0;
    }

    /// The nth word of the buffer.
    fn buffered(&self, n: usize) -> Option<u32> {
        match self.returned.len().checked_sub(n + 1) {
            Some(at) => self.returned.get(at).copied(),
            None => {
                let word = self.next + n - self.returned.len();
                (word < self.heads.len()).then_some(word as u32)
            }
        }
    }

    /// The nth word of the stack.
    fn stacked(&self, n: usize) -> Option<u32> {
        self.stack.len().checked_sub(n + 1).and_then(|at| self.stack.get(at)).copied()
    }

    fn child(&self, word: Option<u32>, side: usize) -> Option<u32> {
        self.children.get(side)?.get(word? as usize).copied().flatten()
    }

    fn features(&self) -> [Option<usize>; FEATURES] {
        let (b0, s0) = (self.buffered(0), self.stacked(0));
        let words = [
            b0,
            self.buffered(1),
            s0,
            self.stacked(1),
            self.stacked(2),
            self.child(b0, 0),
            self.child(s0, 0),
            self.child(s0, 1),
        ];
        words.map(|w| w.map(|w| w as usize))
    }

    fn is(flags: &[bool], word: u32) -> bool {
        flags.get(word as usize).copied().unwrap_or(false)
    }

    /// The actions that are possible, as bits.
    fn allowed(&self) -> usize {
        let (b0, b1) = (self.buffered(0), self.buffered(1));
        let on_stack = !self.stack.is_empty();
        let begins = b0.is_some_and(|b| Parse::is(&self.starts, b));
        let shift =
            !on_stack || b1.is_some() && !begins && b0.is_some_and(|b| !Parse::is(&self.unshiftable, b));
        let arc = on_stack && b0.is_some() && !begins;
        let breaks = matches!((b0, b1), (Some(b0), Some(b1)) if b1 == b0 + 1 && !Parse::is(&self.starts, b1));
        usize::from(shift) << SHIFT
            | usize::from(on_stack) << REDUCE
            | usize::from(arc) << LEFT
            | usize::from(arc) << RIGHT
            | usize::from(breaks) << BREAK
    }

    fn step(&mut self, action: usize, label: u8) {
        let (Some(b0), s0) = (self.buffered(0), self.stacked(0)) else {
            // Nothing but the stack is left, of which words go back or away.
            return self.reduce();
        };
        match (action, s0) {
            (REDUCE, _) => self.reduce(),
            (LEFT, Some(s0)) => {
                self.attach(s0, b0, label);
                set(&mut self.unshiftable, b0, false);
                self.stack.pop();
            }
            (BREAK, _) => set(&mut self.starts, b0 + 1, true),
            (action, s0) => {
                if let Some(s0) = s0.filter(|_| action == RIGHT) {
                    self.attach(b0, s0, label);
                }
                self.stack.push(b0);
                if self.returned.pop().is_none() {
                    self.next += 1;
                }
            }
        }
    }

    /// Pops the stack; a word without a head goes back to the buffer unless it was alone.
    fn reduce(&mut self) {
        if let Some(s0) = self.stack.pop()
            && !Parse::is(&self.has_head, s0)
            && !self.stack.is_empty()
        {
            set(&mut self.unshiftable, s0, true);
            self.returned.push(s0);
        }
    }

    /// Makes `head` the head of `word`, in place of an older one.
    fn attach(&mut self, word: u32, head: u32, label: u8) {
        if Parse::is(&self.has_head, word) {
            self.detach(word);
        }
        set(&mut self.heads, word, head);
        set(&mut self.labels, word, label);
        set(&mut self.has_head, word, true);
        let side = usize::from(head < word);
        let latest = self.child(Some(head), side);
        set(&mut self.earlier, word, latest);
        if let Some(side) = self.children.get_mut(side) {
            set(side, head, Some(word));
        }
    }

    /// Takes a word from its head's children.
    fn detach(&mut self, word: u32) {
        let head = self.heads.get(word as usize).copied().unwrap_or(word);
        let side = usize::from(head < word);
        let before = self.earlier.get(word as usize).copied().flatten();
        let mut at = self.child(Some(head), side);
        if at == Some(word) {
            if let Some(side) = self.children.get_mut(side) {
                set(side, head, before);
            }
            return;
        }
        while let Some(sibling) = at {
            let earlier = self.earlier.get(sibling as usize).copied().flatten();
            if earlier == Some(word) {
                set(&mut self.earlier, sibling, before);
                return;
            }
            at = earlier;
        }
    }
}

fn set<T>(values: &mut [T], at: u32, value: T) {
    if let Some(to) = values.get_mut(at as usize) {
        *to = value;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn begun(len: usize) -> Parse {
        let mut parse = Parse::default();
        parse.begin(len);
        parse
    }

    const ALL_BUT_BREAK: usize = 1 << SHIFT | 1 << REDUCE | 1 << LEFT | 1 << RIGHT;

    #[test]
    fn only_possible_moves_are_allowed() {
        let mut p = begun(3);
        assert_eq!(p.allowed(), 1 << SHIFT | 1 << BREAK);
        p.step(SHIFT, 0);
        assert_eq!(p.allowed(), ALL_BUT_BREAK | 1 << BREAK);
        p.step(BREAK, 0); // word 2 begins a sentence
        assert_eq!(p.allowed(), ALL_BUT_BREAK);
        p.step(RIGHT, 7);
        assert_eq!((p.heads[1], p.labels[1], p.features()[2]), (0, 7, Some(1)));
        assert_eq!(p.allowed(), 1 << REDUCE, "a sentence start waits for an empty stack");
        p.step(REDUCE, 0);
        p.step(REDUCE, 0);
        assert_eq!(p.allowed(), 1 << SHIFT);
    }

    #[test]
    fn a_word_without_head_returns_once() {
        let mut p = begun(3);
        p.step(SHIFT, 0);
        p.step(SHIFT, 0);
        p.step(REDUCE, 0);
        assert_eq!((p.buffered(0), p.buffered(1)), (Some(1), Some(2)));
        assert_eq!(p.allowed() & (1 << SHIFT | 1 << BREAK), 1 << BREAK, "not to be shifted again");
        p.step(LEFT, 3);
        assert_eq!((p.heads[0], p.labels[0]), (1, 3));
        assert!(!p.unshiftable[1]);
    }

    #[test]
    fn a_new_head_replaces_the_old() {
        let mut p = begun(5);
        for child in [1, 2, 3] {
            p.attach(child, 0, 1);
        }
        assert_eq!(p.child(Some(0), 1), Some(3));
        p.attach(2, 4, 1);
        assert_eq!((p.child(Some(0), 1), p.child(Some(4), 0)), (Some(3), Some(2)));
        p.attach(3, 4, 1);
        assert_eq!((p.child(Some(0), 1), p.child(Some(4), 0)), (Some(1), Some(3)));
    }
}
