//! Which sentences gave facts and which gave none: nothing is dropped in silence.

use factum_types::{BlockKind, Coverage, Record, Span};

use crate::scene::Scene;

pub(crate) fn coverage(scene: &Scene<'_>, record: &Record) -> Vec<Coverage> {
    let facts = evidence(record);
    scene
        .analysis
        .sentences
        .iter()
        .filter(|s| scene.block(s.tokens.start) != BlockKind::Dateline)
        .map(|s| {
            let span = scene.span(&s.tokens);
            let count = facts.iter().filter(|f| f.overlaps(span)).count();
            Coverage { span, facts: count as u32, parsed: s.parsed }
        })
        .collect()
}

/// The words of every fact of a record; mentions of a name alone are none.
fn evidence(record: &Record) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for party in &record.parties {
        spans.extend(party.roles.iter().map(|r| r.evidence.span));
        spans.extend(party.age.iter().map(|a| a.evidence.span));
    }
    spans.extend(record.charges.iter().flat_map(|c| &c.history).map(|s| s.evidence.span));
    spans.extend(record.penalties.iter().map(|p| p.evidence.span));
    spans.extend(record.events.iter().map(|e| e.evidence.span));
    spans.extend(record.variances.iter().flat_map(|v| &v.sides).map(|s| s.evidence.span));
    spans.extend(record.statements.iter().flat_map(|s| s.content.iter().copied()));
    spans
}
