//! The queue of doubts, what the record lacks, and open charges without news.

use std::io::{self, Write};

use factum::casebook::FactRow;
use factum::record::{Doubt, DoubtKind, Gap, Silent, View};
use factum::words::fold;

use super::Style;
use super::paper::{Ink, Paper, count};
use super::sources::small;

/// The doubts in their order, each with what can be done about it.
pub(crate) fn doubts(
    doubts: &[Doubt],
    facts: &[Vec<FactRow>],
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    paper.section("Review", &count(doubts.len(), "doubt", "doubts"))?;
    for (doubt, facts) in doubts.iter().zip(facts) {
        let kind = match doubt.kind {
            DoubtKind::Status => "sources differ on the status",
            DoubtKind::Person => "who is who",
            DoubtKind::Unbound => "bound to no charge",
            DoubtKind::Inferred => "the status rests on an inference",
            DoubtKind::Alleged => "only alleged",
            DoubtKind::Variance => "the sources differ",
        };
        paper.text(2, Some(Ink::Note), &format!("{kind}: {}", fold(&doubt.words)))?;
        for cite in &doubt.cites {
            paper.quote(6, cite)?;
        }
        if let Some((a, b)) = &doubt.parties {
            let pair = format!("\"{}@{}\" \"{}@{}\"", a.name, a.path, b.name, b.path);
            small(&mut paper, 6, &format!("factum review join {pair}, or split"))?;
        }
        for fact in facts {
            let parts = [fact.who.as_deref(), fact.what.as_deref(), fact.status.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            small(&mut paper, 6, &format!("{} {}: {}", fact.name, fact.kind, parts.join(", ")))?;
        }
    }
    if doubts.is_empty() {
        paper.text(2, None, "Nothing waits.")?;
    }
    Ok(())
}

/// What no source tells.
pub(crate) fn gaps(view: &View, gaps: &[Gap], out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    paper.section("Gaps", &count(gaps.len(), "gap", "gaps"))?;
    let mut last = None;
    for gap in gaps {
        if last != Some(gap.charge) {
            let head = gap.charge.and_then(|at| view.outcome(at)).map(|o| o.to_string());
            paper.text(2, Some(Ink::Strong), &head.unwrap_or_else(|| "The case".to_owned()))?;
            last = Some(gap.charge);
        }
        paper.text(4, None, &format!("not told: {}", fold(&gap.words)))?;
        if let Some(cite) = &gap.cite {
            paper.quote(8, cite)?;
        }
    }
    if gaps.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}

/// Open charges of which nothing was heard for so many days.
pub(crate) fn silent(
    view: &View,
    silent: &[Silent],
    days: i64,
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    let what = count(silent.len(), "open charge", "open charges");
    paper.section("Watch", &format!("{what} without news for {days} days or more"))?;
    for silent in silent {
        let Some(outcome) = view.outcome(silent.charge) else { continue };
        paper.text(2, Some(Ink::Note), &outcome.to_string())?;
        let since =
            silent.days.map_or_else(|| "nobody knows for how long".to_owned(), |n| format!("{n} days"));
        small(&mut paper, 6, &format!("without news: {since}"))?;
        if let Some(cite) = &silent.last {
            paper.quote(6, cite)?;
        }
    }
    if silent.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}
