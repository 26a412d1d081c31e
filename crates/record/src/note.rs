//! The note that an editor might set beside a sentence that was overtaken, with its source.

use crate::{Stale, View};

impl View {
    /// A suggested note: what the charge has come to since, by which source; a person decides whether to print it.
    pub fn note(&self, stale: &Stale) -> Option<String> {
        let standing = self.charges.get(stale.charge)?;
        let outcome = self.outcome(stale.charge)?;
        let step = standing.history.get(stale.by)?;
        let source = &stale.by_source.source;
        let mut by = source.publisher.clone().unwrap_or_else(|| source.path.clone());
        if let Some(day) = source.published {
            by.push_str(&format!(", {day}"));
        }
        let words = &self.procedure.row(step.status).words;
        let mut note = format!(
            "Update: since this was published, {}’s charge ({}) came to: {words}, {} (source: {by}).",
            outcome.person,
            outcome.offence(),
            step.held,
        );
        if standing.latest != Some(stale.by) {
            note.push_str(&format!(" Latest known: {}.", outcome.standing()));
        }
        Some(note)
    }
}
