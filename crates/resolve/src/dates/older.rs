//! Whether a sentence tells of an older case than the story's: then nothing in it happened after the story's incident
//! only because the story was printed after it.

use factum_types::{Period, Span};
use jiff::ToSpan;

use crate::scene::Scene;

/// Days before the incident beyond which a time that was told belongs to another case.
const OLDER: i64 = 300;

/// "in that decade", "in the 1991 trial", "in that case", or a year long before the incident, told in the sentence or
/// before it in its paragraph.
pub(crate) fn is_of_older_case(scene: &Scene<'_>, words: Span, incident: Period) -> bool {
    let at = scene.tokens_in(words).start;
    if at >= scene.len() {
        return false;
    }
    let sentence = scene.sentence(at);
    let points_back = sentence.clone().any(|i| {
        let noun = matches!(
            scene.lower(i),
            "decade"
                | "era"
                | "case"
                | "trial"
                | "year"
                | "years"
                | "crime"
                | "1960s"
                | "1970s"
                | "1980s"
                | "1990s"
        );
        let pointed =
            i > sentence.start && matches!(scene.lower(i - 1), "that" | "those" | "another" | "different");
        noun && pointed || scene.listed("other-case-words", scene.lower(i))
    });
    let Some(block) = scene.document.blocks.get(scene.block_index(at) as usize) else { return points_back };
    let before = Span::new(block.span.start as usize, scene.span(&sentence).end as usize);
    let Ok(limit) = incident.first().checked_sub(OLDER.days()) else { return points_back };
    points_back || scene.dates.told_in(scene.findings, before, &[]).iter().any(|p| p.last() < limit)
}
