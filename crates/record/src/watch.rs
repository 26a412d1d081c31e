//! Open charges of which nothing has been heard for long.

use jiff::civil::Date;

use crate::{Cite, View};

/// An open charge and how long ago a source last spoke of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Silent {
    /// Index among the view's charges.
    pub charge: usize,
    /// Days since the last source was published; `None` where no source says when.
    pub days: Option<i64>,
    /// The last source.
    pub last: Option<Cite>,
}

impl View {
    /// Charges without a known outcome whose last source is at least so many days older than `today`; the longest
    /// silence first, those of unknown age before all.
    pub fn silent_for(&self, days: i64, today: Date) -> Vec<Silent> {
        let open = self.charges.iter().enumerate().filter(|(_, s)| s.outcome_not_found());
        let silent = open.map(|(charge, standing)| {
            let last = standing.last_source.clone();
            let published = last.as_ref().and_then(|c| c.source.published).map(|p| p.last());
            let since =
                published.and_then(|day| today.since(day).ok()).map(|span| i64::from(span.get_days()));
            Silent { charge, days: since, last }
        });
        let mut silent: Vec<Silent> = silent.filter(|s| s.days.is_none_or(|n| n >= days)).collect();
        silent.sort_by_key(|s| (s.days.is_some(), std::cmp::Reverse(s.days), s.charge));
        silent
    }
}
