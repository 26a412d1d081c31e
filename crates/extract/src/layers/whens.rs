//! Times as said, from the sequence rules of kind `when`.

use std::sync::Arc;

use factum_types::{Said, When};

use super::SequenceMatch;
use crate::engine::Text;

pub(super) fn whens(matches: &[SequenceMatch<'_>], text: &Text<'_>) -> Vec<When> {
    let mut found: Vec<When> = matches
        .iter()
        .filter(|m| &*m.rule.fact.name == "when")
        .filter_map(|m| {
            Some(When { span: text.span(&m.tokens), rule: Arc::clone(&m.rule.id), said: said(m)? })
        })
        .collect();
    found.sort_by_key(|w| w.span);
    found
}

/// What the captures say; `None` where a part is no number, which no list should allow.
fn said(m: &SequenceMatch<'_>) -> Option<Said> {
    let mut said = Said::default();
    for capture in &m.captures {
        match capture.name.as_str() {
            "year" => said.year = Some(capture.value.parse().ok()?),
            "month" => said.month = Some(capture.value.parse().ok()?),
            "day" => said.day = Some(capture.value.parse().ok()?),
            "weekday" => said.weekday = Some(capture.value.parse().ok()?),
            "offset" => said.days_from_publication = Some(capture.value.parse().ok()?),
            "iso" => {
                let mut parts = capture.value.splitn(3, '-');
                said.year = parts.next().and_then(|p| p.parse().ok());
                said.month = parts.next().and_then(|p| p.parse().ok());
                said.day = parts.next().and_then(|p| p.parse().ok());
            }
            _ => {}
        }
    }
    if let Some(offset) = m.rule.set.get("offset") {
        said.days_from_publication = Some(offset.parse().ok()?);
    }
    said.approximate = m.rule.set.get("approximate").is_some();
    Some(said)
}
