//! What two readings of one document differ in.

use std::io::{self, Write};

use factum::casebook::{Altered, Change, Difference, FactRow};
use factum::words::fold;

use super::paper::{Ink, Paper, Style, count};

/// Each document with its changes, fact by fact, and where the charges that they are about stand now.
pub(crate) fn differences(
    all: &[Difference],
    now: &[Vec<String>],
    out: &mut dyn Write,
    style: Style,
) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    let n: usize = all.iter().map(|d| d.changes.len()).sum();
    let of =
        count(all.len(), "document that was read more than once", "documents that were read more than once");
    paper.section("Changes", &format!("{} in {of}", count(n, "fact", "facts")))?;
    for (difference, now) in all.iter().zip(now) {
        let same = count(difference.same, "fact is the same", "facts are the same");
        paper.text(2, Some(Ink::Strong), &format!("{}: {same}", difference.address))?;
        paper.text(4, None, &format!("before: {}, {}", difference.before.engine, difference.before.read))?;
        paper.text(4, None, &format!("after:  {}, {}", difference.after.engine, difference.after.read))?;
        for change in &difference.changes {
            one(change, &mut paper)?;
        }
        for outcome in now {
            paper.text(4, None, &format!("now: {outcome}"))?;
        }
        for met in &difference.decisions {
            let state = if met.finds { "still finds its fact" } else { "no longer finds its fact" };
            let words =
                format!("decision {} ({}) {state}: {}", met.kept.number, met.kept.who, met.kept.decision);
            paper.text(4, None, &words)?;
        }
    }
    Ok(())
}

fn one(change: &Change, paper: &mut Paper<'_>) -> io::Result<()> {
    match change {
        Change::Gone(row) => fact("gone", row, paper),
        Change::Come(row) => fact("come", row, paper),
        Change::Altered { after, fields, .. } => {
            fact("altered", after, paper)?;
            fields.iter().try_for_each(|field| paper.text(8, None, &said(field)))
        }
    }
}

fn fact(what: &str, row: &FactRow, paper: &mut Paper<'_>) -> io::Result<()> {
    let about = [&row.who, &row.what, &row.status].into_iter().flatten();
    let about = about.map(String::as_str).collect::<Vec<_>>().join(", ");
    paper.text(4, None, &format!("{what}: {} {}: {about}", row.name, row.kind))?;
    paper.text(8, Some(Ink::Faint), &format!("\u{201c}{}\u{201d} line {}", fold(&row.quote), row.line))
}

fn said(field: &Altered) -> String {
    let value = |of: &Option<String>| of.as_deref().map_or_else(|| "nothing".to_owned(), fold);
    format!("{}: {} \u{2192} {}", field.field, value(&field.before), value(&field.after))
}
