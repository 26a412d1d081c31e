//! Punishments in the table of a release: a line that is nothing but a term, under the name of the one it is for.

use factum_types::{Finding, PartyId, PenaltyState};

use crate::people::People;
use crate::scene::Scene;

/// How many lines a table may have between its head and a cell.
const REACH: usize = 20;

/// Whom a line of a table is about, and whether its column is headed "Sentence" or "Maximum Sentence".
pub(super) fn cell(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    finding: &Finding,
) -> Option<(PartyId, PenaltyState)> {
    let here = scene.sentence_index(finding.anchor);
    let above = |i: usize| scene.analysis.sentences.get(i).map(|s| s.tokens.clone());
    let lines = || (here.saturating_sub(REACH)..here).rev();
    let owner = lines().find_map(|i| {
        let first = above(i)?.start;
        let party = people.at(first).filter(|p| people.is_person(*p) && !people.all[*p].unnamed)?;
        (people.in_sentence(i) == [party] && above(i)?.len() <= 30).then_some((i, party))
    });
    let (line, party) = owner?;
    let words = |i: usize| -> Option<String> {
        let tokens = above(i).filter(|t| t.len() <= 3)?;
        Some(tokens.map(|t| scene.lower(t).to_owned()).collect::<Vec<_>>().join(" "))
    };
    let head = (line.saturating_sub(REACH)..line).rev().find_map(|i| match words(i)?.trim() {
        "sentence" | "sentences" => Some(PenaltyState::Imposed),
        "maximum sentence" | "maximum sentences" | "maximum penalty" => Some(PenaltyState::Possible),
        "expected sentence" => Some(PenaltyState::Expected),
        _ => None,
    });
    Some((party, head?))
}
