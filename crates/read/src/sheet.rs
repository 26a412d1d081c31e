//! Writing the text of a format that has paragraphs, with the way back to the source and what is known of each.

use factum_types::{BlockKind, Origin, Span};

use crate::layout::Group;
use crate::origin::OriginBuilder;

/// A stretch of a paragraph and where it stands in the source.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Run {
    pub(crate) text: String,
    /// Of equal length where the text stands there as it is; empty where it stands nowhere.
    pub(crate) source: Span,
}

/// The text while it is written, paragraph by paragraph, an empty line between them.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    text: String,
    origin: OriginBuilder,
    groups: Vec<Group>,
}

impl Sheet {
    /// Adds a paragraph; one of white space only is left out.
    pub(crate) fn paragraph(&mut self, runs: &[Run], given: Option<BlockKind>) {
        if runs.iter().all(|run| run.text.trim().is_empty()) {
            return;
        }
        if !self.text.is_empty() {
            let at = runs.first().map_or(0, |run| run.source.start as usize);
            self.origin.inserted(2, at);
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        for run in runs {
            self.text.push_str(&run.text);
            self.origin.stands_for(run.text.len(), run.source);
        }
        let written = self.text.get(start..).unwrap_or_default();
        let start = start + (written.len() - written.trim_start().len());
        let end = start + written.trim().len();
        let lines = 1 + written.trim().matches('\n').count() as u32;
        self.groups.push(Group { span: Span::new(start, end), lines, gap: true, given });
    }

    /// The text, the way back, and the paragraphs.
    pub(crate) fn finish(self) -> (String, Origin, Vec<Group>) {
        (self.text, self.origin.finish(), self.groups)
    }
}
