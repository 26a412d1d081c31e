//! Punishments of judgments and dispositions.

use factum_types::{Evidence, Penalty, PenaltyKind, PenaltyState};

use super::{Formed, party};
use crate::people::People;
use crate::scene::Scene;

/// The punishments that the form imposes, each with the charge that it is for.
pub(crate) fn penalties(scene: &Scene<'_>, people: &People<'_, '_>, formed: &Formed) -> Vec<Penalty> {
    let Some(filing) = &scene.findings.filing else { return Vec::new() };
    let mut found: Vec<Penalty> = Vec::new();
    for told in &filing.penalties {
        let Some(person) = party(scene, people, filing, told.who) else { continue };
        let money =
            matches!(told.kind, PenaltyKind::Fine | PenaltyKind::Restitution | PenaltyKind::Forfeiture);
        let fits = |value: &str| value.starts_with('P') != money;
        let amount = scene.findings.amounts.iter().find(|a| told.span.contains(a.span) && fits(&a.value));
        let Some(amount) = amount else { continue };
        let charge = told.count.and_then(|count| {
            let is_it = |(at, counts): &(usize, &Vec<usize>)| {
                counts.contains(&count) && formed.charges.get(*at).is_some_and(|c| c.defendant == person)
            };
            formed.counts.iter().enumerate().find(is_it).map(|(at, _)| at)
        });
        let span = factum_types::Span { start: told.span.start.min(amount.span.start), end: amount.span.end };
        found.push(Penalty {
            person: Some(person),
            charge,
            kind: told.kind,
            amount: Some(amount.value.clone()),
            state: PenaltyState::Imposed,
            terms: Vec::new(),
            said_by: None,
            evidence: Evidence { span, rule: told.rule.to_string() },
        });
    }
    found
}
