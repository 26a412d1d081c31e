//! The recognizer of names: one greedy step a word, with the labels of the open name remembered.

use crate::scorer::{ScoredWords, Scorer};
use crate::tables::Move;

/// Words that a step looks at: this one, the first of the open name, the one before.
pub(crate) const FEATURES: usize = 3;

const BEGIN: usize = 1;
const INSIDE: usize = 2;
const LAST: usize = 3;
const UNIT: usize = 4;
const OUTSIDE: usize = 5;

/// A name: first word, one past the last, and the number of its label.
pub(crate) type Found = (usize, usize, u8);

/// The moves, and the masks that exclude impossible ones.
#[derive(Debug)]
pub(crate) struct NameMoves {
    /// Action and number of the label in class order.
    moves: Vec<(usize, u8)>,
    /// Outside of names: by whether a one-word name may stand here, and whether a longer one may begin.
    outside: [Vec<f32>; 3],
    /// Within a name, by the number of its label: only its end, or its end and its inside.
    within: Vec<[Vec<f32>; 2]>,
}

impl NameMoves {
    /// Prepares a model's moves; `labels` gives the number of a label. `None` where a label is unknown.
    pub(crate) fn new(moves: &[Move], labels: impl Fn(&str) -> Option<u8>) -> Option<NameMoves> {
        // The empty label belongs to moves without, and to a `U-` that is never valid.
        let none = u8::MAX;
        let number = |m: &Move| if m.label.is_empty() { Some(none) } else { labels(&m.label) };
        let moves = moves.iter().map(|m| Some((m.action, number(m)?))).collect::<Option<Vec<_>>>()?;
        let mask = |test: &dyn Fn(usize, u8) -> bool| -> Vec<f32> {
            moves.iter().map(|(a, l)| if test(*a, *l) { 0.0 } else { f32::NEG_INFINITY }).collect()
        };
        let unit = |a: usize, l: u8| a == UNIT && l != none;
        let outside = [
            mask(&|a, _| a == OUTSIDE),
            mask(&|a, l| a == OUTSIDE || unit(a, l)),
            mask(&|a, l| a == OUTSIDE || unit(a, l) || a == BEGIN),
        ];
        let most = moves.iter().map(|(_, l)| *l).filter(|l| *l != none).max().unwrap_or(0);
        let within = (0..=most).map(|open| {
            [mask(&|a, l| l == open && a == LAST), mask(&|a, l| l == open && matches!(a, LAST | INSIDE))]
        });
        Some(NameMoves { outside, within: within.collect(), moves })
    }

    /// Finds the names of a text. None crosses a sentence, none begins with white space.
    pub(crate) fn find(
        &self,
        scorer: &Scorer<'_>,
        words: &mut ScoredWords<'_>,
        starts: &[bool],
        is_space: impl Fn(usize) -> bool,
    ) -> Vec<Found> {
        let mut found = Vec::new();
        let mut open: Option<(usize, u8)> = None;
        for word in 0..starts.len() {
            // The sentence, or the text, ends here.
            let ends = starts.get(word + 1).copied().unwrap_or(true);
            let mask = match open {
                None if is_space(word) => self.outside.first(),
                None => self.outside.get(if ends { 1 } else { 2 }),
                Some((_, label)) => {
                    self.within.get(usize::from(label)).and_then(|m| m.get(usize::from(!ends)))
                }
            };
            let features = match open {
                None => [Some(word), None, None],
                Some((first, _)) => [Some(word), Some(first), word.checked_sub(1)],
            };
            let class = scorer.best(words, features, mask.map_or(&[][..], Vec::as_slice));
            let (action, label) = self.moves.get(class).copied().unwrap_or((OUTSIDE, 0));
            open = match (action, open) {
                (BEGIN, None) => Some((word, label)),
                (UNIT, None) => {
                    found.push((word, word + 1, label));
                    None
                }
                (LAST, Some((first, label))) => {
                    found.push((first, word + 1, label));
                    None
                }
                (_, open) => open,
            };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_let_through_what_is_possible() {
        let table = [(1, "ORG"), (2, "ORG"), (2, "LAW"), (3, "ORG"), (4, "ORG"), (4, ""), (5, "")];
        let table: Vec<Move> =
            table.iter().map(|(action, l)| Move { action: *action, label: (*l).to_owned() }).collect();
        let moves =
            NameMoves::new(&table, |l| ["LAW", "ORG"].iter().position(|x| *x == l).map(|n| n as u8)).unwrap();
        let open = |mask: &[f32]| -> Vec<usize> { (0..mask.len()).filter(|i| mask[*i] == 0.0).collect() };
        assert_eq!(open(&moves.outside[0]), [6]);
        assert_eq!(open(&moves.outside[1]), [4, 6]);
        assert_eq!(open(&moves.outside[2]), [0, 4, 6]);
        assert_eq!((open(&moves.within[1][0]), open(&moves.within[1][1])), (vec![3], vec![1, 3]));
        assert!(NameMoves::new(&table, |_| None).is_none());
    }
}
