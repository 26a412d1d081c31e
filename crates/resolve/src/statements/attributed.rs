//! Whose account an incident or a penalty is: what stands inside a statement is told by its speaker.

use factum_types::{Event, PartyId, Penalty, Span, Statement};

/// Gives events and penalties that stand inside what somebody is reported to have said to the speaker of the innermost
/// such statement, where the sentence's own parse did not say whose they are.
pub(crate) fn attribute(
    statements: &[Statement],
    name: impl Fn(PartyId) -> Option<String>,
    events: &mut [Event],
    penalties: &mut [Penalty],
) {
    let tells = |words: Span| {
        let around = statements.iter().filter(|s| s.answer.is_none() && is_inside(words, s));
        let innermost = around.min_by_key(|s| s.content.iter().map(|c| c.len()).sum::<usize>())?;
        innermost.speaker.and_then(&name).or_else(|| Some(innermost.speaker_text.clone()))
    };
    for event in events.iter_mut().filter(|e| e.said_by.is_none()) {
        event.said_by = tells(event.evidence.span);
    }
    for penalty in penalties.iter_mut().filter(|p| p.said_by.is_none()) {
        penalty.said_by = tells(penalty.evidence.span);
    }
}

/// Whether most of the words stand in what was said; a rule's words may begin at who was told.
fn is_inside(words: Span, statement: &Statement) -> bool {
    let shared = |c: &Span| words.end.min(c.end).saturating_sub(words.start.max(c.start)) as usize;
    statement.content.iter().map(shared).sum::<usize>() * 2 > words.len()
}
