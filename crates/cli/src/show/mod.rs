//! What a case says, for a terminal: plain text that reads well in 100 columns.
//!
//! Every line of the record shows the words that it came from and where they stand. Colour adds nothing that
//! the words do not say.

mod cases;
mod changes;
mod charges;
mod disputes;
mod doubts;
mod events;
mod found;
mod paper;
mod parties;
mod sources;

use std::io::{self, Write};

use factum::record::View;

pub(crate) use changes::differences;
pub(crate) use doubts::{doubts, gaps, silent};
pub(crate) use found::hits;
use paper::Paper;
pub(crate) use paper::Style;

/// A part of a case's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Section {
    /// Who is who.
    Parties,
    /// Where the charges stand.
    Charges,
    /// Which charges are one matter, whose cases it holds, and their numbers.
    Cases,
    /// What happened, in order.
    Timeline,
    /// What was said.
    Statements,
    /// Accounts that cannot both hold.
    Conflicts,
    /// Published sentences that a later step overtook.
    Stale,
    /// Sentences that gave no fact.
    Coverage,
}

/// What of a case is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Selection {
    /// Only these sections; all where there are none.
    pub(crate) only: Vec<Section>,
    /// Only the charges of people whose name holds these words.
    pub(crate) person: Option<String>,
    /// Only these people among the parties, by their index.
    pub(crate) people: Option<Vec<usize>>,
}

/// A case, or the selected parts of it.
pub(crate) fn case(view: &View, select: &Selection, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    let wanted = |section| select.only.is_empty() || select.only.contains(&section);
    sources::head(view, &mut paper)?;
    if wanted(Section::Parties) {
        parties::parties(view, &mut paper, select.people.as_deref())?;
        parties::not_joined(view, &mut paper)?;
    }
    if wanted(Section::Charges) {
        charges::charges(view, &mut paper, select.person.as_deref())?;
    }
    // what stands under CHARGES already is shown by cases only where that is asked for
    if select.only.contains(&Section::Cases) {
        cases::cases(view, &mut paper)?;
    }
    if wanted(Section::Timeline) {
        events::timeline(view, &mut paper)?;
    }
    if wanted(Section::Statements) {
        events::statements(view, &mut paper)?;
    }
    if wanted(Section::Conflicts) {
        disputes::conflicts(view, &mut paper)?;
    }
    if wanted(Section::Stale) {
        disputes::stale(view, &mut paper)?;
    }
    if wanted(Section::Coverage) {
        sources::coverage(view, &mut paper)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
