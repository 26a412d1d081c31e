//! What a search found: each passage with the outcome of the charges that it speaks of.

use std::io::{self, Write};

use factum::casebook::Hit;
use factum::words::fold;

use super::Style;
use super::paper::{Ink, Paper, count};
use super::sources::{published, small};

/// Passages in their order.
pub(crate) fn hits(hits: &[Hit], out: &mut dyn Write, style: Style) -> io::Result<()> {
    let mut paper = Paper::new(out, style);
    paper.section("Found", &count(hits.len(), "passage", "passages"))?;
    for hit in hits {
        let place = format!("{}:{}", hit.source.path, hit.line);
        let publisher = hit.source.publisher.as_deref().map(|p| format!("{p}, ")).unwrap_or_default();
        paper.text(2, Some(Ink::Strong), &format!("{place}  ({publisher}{})", published(&hit.source)))?;
        paper.text(6, None, &format!("“{}”", around(hit)))?;
        for outcome in &hit.outcomes {
            small(&mut paper, 6, &outcome.to_string())?;
        }
    }
    if hits.is_empty() {
        paper.text(2, None, "Nothing.")?;
    }
    Ok(())
}

/// How many characters of a long passage are shown on either side of the first words found.
const AROUND: usize = 160;

/// The passage, or its part around the words found, with "…" where something is left out.
fn around(hit: &Hit) -> String {
    let (first, last) = match (hit.found.first(), hit.found.last()) {
        (Some(first), Some(last)) => (first.start as usize, last.end as usize),
        _ => (0, 0),
    };
    let chars: Vec<(usize, char)> = hit.text.char_indices().collect();
    let at = |byte: usize| chars.partition_point(|(start, _)| *start < byte);
    let from = at(first).saturating_sub(AROUND);
    let to = (at(last).min(at(first) + AROUND) + AROUND).min(chars.len());
    let text: String = chars.iter().skip(from).take(to - from).map(|(_, c)| *c).collect();
    let (before, after) = (if from > 0 { "…" } else { "" }, if to < chars.len() { "…" } else { "" });
    format!("{before}{}{after}", fold(&text))
}
