//! Steps that people added by hand, as facts beside those that rules read.

use factum::casebook::{Decision, FactRow, Kept};
use factum::types::{Document, Span};
use serde_json::json;

/// What stands before the number of the decision in such a fact's name.
const NAME: &str = "hand-";

/// The steps that were added to a document and still stand.
pub(crate) fn added(document: &Document, version: i64, kept: &[Kept]) -> Vec<FactRow> {
    kept.iter().filter(|k| k.holds).filter_map(|k| row(document, version, k)).collect()
}

fn row(document: &Document, version: i64, kept: &Kept) -> Option<FactRow> {
    let Decision::Add { source, person, offence, status, date, words, start, stop } = &kept.decision else {
        return None;
    };
    if *source != document.id {
        return None;
    }
    let text = &document.text;
    let span = Span { start: *start, end: *stop };
    let before = text.get(..*start as usize)?;
    let after = text.get(*stop as usize..)?;
    let first = before.chars().count();
    let body = json!({
        "status": status,
        "date": date,
        "inferred": [format!("added by hand by {} on {}", kept.who, kept.at)],
    });
    Some(FactRow {
        name: format!("{NAME}{}", kept.number),
        kind: "step".to_owned(),
        who: Some(person.clone()),
        what: offence.clone(),
        status: Some(status.clone()),
        body: body.to_string(),
        quote: span.of(text).to_owned(),
        span,
        chars: (first, first + words.chars().count()),
        around: (
            before.rsplit('\n').next().unwrap_or_default().to_owned(),
            after.split('\n').next().unwrap_or_default().to_owned(),
        ),
        line: before.matches('\n').count() + 1,
        source: document.id.clone(),
        address: document.path.clone(),
        version,
        publisher: document.publisher.clone(),
        published: document.published.map(|p| p.date.to_string()),
        added: kept.at.clone(),
        engine: kept.who.clone(),
        seq: kept.number,
        superseded: false,
    })
}

/// The decision that added a fact, where one did.
pub(crate) fn decision(name: &str) -> Option<i64> {
    name.strip_prefix(NAME)?.parse().ok()
}

/// Whether somebody rejected a fact.
pub(crate) fn is_rejected(fact: &FactRow, kept: &[Kept]) -> bool {
    kept.iter().any(|k| {
        k.holds && matches!(&k.decision, Decision::Reject { fact: target, .. } if target.name == fact.name)
    })
}

/// Every place where words stand in a text, in bytes; how they are broken into lines does not matter.
pub(crate) fn places(text: &str, words: &str) -> Vec<Span> {
    let sought: Vec<&str> = words.split_whitespace().collect();
    let Some((first, rest)) = sought.split_first() else { return Vec::new() };
    let mut found = Vec::new();
    for (start, _) in text.match_indices(first) {
        let mut end = start + first.len();
        let fits = rest.iter().all(|word| {
            let left = text.get(end..).unwrap_or_default();
            let trimmed = left.trim_start();
            let is_next = trimmed.len() < left.len() && trimmed.starts_with(word);
            end += left.len() - trimmed.len() + word.len();
            is_next
        });
        if fits {
            found.push(Span::new(start, end));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_across_lines_and_nowhere_else() {
        let text = "Ada Quill was\n  charged. Ada Quill was charged with arson. Adamant.";
        let found = |words: &str| -> Vec<&str> { places(text, words).iter().map(|s| s.of(text)).collect() };
        assert_eq!(found("Quill was charged"), ["Quill was\n  charged", "Quill was charged"]);
        assert_eq!(found(" charged with  arson."), ["charged with arson."]);
        assert!(found("Quill wascharged").is_empty() && found(" ").is_empty() && found("Bo").is_empty());
    }
}
