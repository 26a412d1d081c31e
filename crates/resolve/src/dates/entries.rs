//! Logs whose entries begin with the hour: a police blotter under its days, a live blog of one day.

use factum_types::{Document, Findings, When};

/// Entries that make a log of a document.
const MANY: usize = 3;

/// Which times open an entry, and which head a day's entries, by their place among the document's times.
pub(super) struct Entries {
    opening: Vec<usize>,
    heading: Vec<usize>,
}

impl Entries {
    pub(super) fn of(document: &Document, findings: &Findings) -> Entries {
        let (mut opening, mut heading) = (Vec::new(), Vec::new());
        for (index, when) in findings.whens.iter().enumerate() {
            let Some(block) = document.blocks.iter().find(|b| b.span.contains(when.span)) else { continue };
            if is_hour(when) && block.span.start == when.span.start {
                opening.push(index);
            }
            let rest = block.span.len() - when.span.len();
            if when.said.is_of_a_day() && when.said.clock.is_none() && rest < 2 {
                heading.push(index);
            }
        }
        // A date line above a story heads no entries.
        heading.retain(|h| opening.contains(&(h + 1)));
        Entries { opening, heading }
    }

    /// Whether a time opens an entry.
    pub(super) fn opens(&self, index: usize) -> bool {
        (self.are_many() || self.have_headings()) && self.opening.contains(&index)
    }

    /// Whether a time heads the entries of a day.
    pub(super) fn heads(&self, index: usize) -> bool {
        self.heading.contains(&index)
    }

    pub(super) fn are_many(&self) -> bool {
        self.opening.len() >= MANY
    }

    pub(super) fn have_headings(&self) -> bool {
        !self.heading.is_empty()
    }
}

fn is_hour(when: &When) -> bool {
    when.said.clock.is_some() && !when.said.is_of_a_day()
}
