//! What a case says, for a terminal: plain text that reads well in 100 columns.
//!
//! Every line of the record shows the words that it came from and where they stand. Colour adds nothing that
//! the words do not say.

mod amounts;
mod charges;
mod disputes;
mod events;
mod paper;
mod parties;
mod sources;

use std::io::{self, Write};

use factum::record::View;

use paper::Paper;
pub(crate) use paper::Style;

/// The whole case.
pub(crate) fn case(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    sources::head(view, &mut paper)?;
    parties::parties(view, &mut paper)?;
    charges::charges(view, &mut paper, None)?;
    events::timeline(view, &mut paper)?;
    events::statements(view, &mut paper)?;
    disputes::conflicts(view, &mut paper)?;
    disputes::stale(view, &mut paper)?;
    parties::not_joined(view, &mut paper)?;
    sources::coverage(view, &mut paper)
}

/// Where the charges stand; with `person`, those of the people whose name holds these words.
pub(crate) fn charges(
    view: &View,
    person: Option<&str>,
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    charges::charges(view, &mut Paper::new(out, style), person)
}

/// What happened, in order.
pub(crate) fn timeline(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    events::timeline(view, &mut Paper::new(out, style))
}

/// What was said.
pub(crate) fn statements(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    events::statements(view, &mut Paper::new(out, style))
}

/// Accounts that cannot both hold.
pub(crate) fn conflicts(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    disputes::conflicts(view, &mut Paper::new(out, style))
}

/// Published sentences that a later step overtook.
pub(crate) fn stale(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    disputes::stale(view, &mut Paper::new(out, style))
}

/// Who is who, and who was not joined.
pub(crate) fn people(view: &View, out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    parties::parties(view, &mut paper)?;
    parties::not_joined(view, &mut paper)
}

#[cfg(test)]
mod tests;
