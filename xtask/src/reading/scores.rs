//! How much of two texts is the same: words, and runs of three words.

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Score {
    pub(super) precision: f64,
    pub(super) recall: f64,
}

impl Score {
    pub(super) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// The words of a text in lower case, without marks.
pub(super) fn words(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// How many of the runs of `n` words of `found` stand in `truth`, and the other way round.
pub(super) fn score(found: &[String], truth: &[String], n: usize) -> Score {
    let count = |words: &[String]| {
        let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        words.windows(n).for_each(|run| *counts.entry(run.to_vec()).or_default() += 1);
        counts
    };
    let (found, truth) = (count(found), count(truth));
    let both: usize = found.iter().map(|(run, n)| truth.get(run).copied().unwrap_or(0).min(*n)).sum();
    let (all_found, all_truth): (usize, usize) = (found.values().sum(), truth.values().sum());
    let share = |of: usize| {
        if of == 0 { f64::from(u8::from(all_found == all_truth)) } else { both as f64 / of as f64 }
    };
    Score { precision: share(all_found), recall: share(all_truth) }
}

/// The mean of scores.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts_in_runs_and_not_in_words() {
        let (a, b) = (words("One, two three FOUR"), words("four three two one"));
        assert_eq!(score(&a, &b, 1).f1(), 1.0);
        assert_eq!(score(&a, &b, 3).f1(), 0.0);
        assert_eq!(score(&words("a b"), &words("a b c d"), 1), Score { precision: 1.0, recall: 0.5 });
        assert_eq!(score(&[], &words("a"), 1).f1(), 0.0);
    }
}
