//! Several charges of one person for one offence: an old matter and a new one.

use factum_types::{Charge, Modality, Period};
use jiff::civil::Date;

use crate::case::Told;
use crate::tracks::Row;

/// Cuts the charges that name one offence of one person into matters.
///
/// Only a document that lists the offence twice in the same words shows that there are two; then each charge of
/// another document goes to the matter whose dated steps it shares, else to the newest.
pub(crate) fn matters(rows: Vec<Row>, told: &[&Told]) -> Vec<Vec<Row>> {
    let mut by_document: Vec<Vec<Vec<Row>>> = Vec::new();
    for row in rows {
        if by_document.last().and_then(|d| d.first()?.first()).is_none_or(|r| r.document != row.document) {
            by_document.push(Vec::new());
        }
        let Some(document) = by_document.last_mut() else { continue };
        // the same offence in other words ("murder in the first degree") is no second charge
        let said = words(&row, told);
        let twice = document.iter().any(|matter| matter.iter().any(|r| words(r, told) == said));
        match document.first_mut() {
            Some(first) if !twice => first.push(row),
            _ => document.push(vec![row]),
        }
    }
    // the document that tells of the most matters first
    by_document.sort_by_key(|d| std::cmp::Reverse(d.len()));
    let mut matters: Vec<Vec<Row>> = Vec::new();
    for document in by_document {
        let mut taken: Vec<usize> = Vec::new();
        for rows in document {
            let at = matter_of(&rows, &matters, &taken, told);
            match at.and_then(|at| Some((at, matters.get_mut(at)?))) {
                Some((at, matter)) => {
                    taken.push(at);
                    matter.extend(rows);
                }
                None => {
                    taken.push(matters.len());
                    matters.push(rows);
                }
            }
        }
    }
    for matter in &mut matters {
        matter.sort_by_key(|r| (r.document, r.charge));
    }
    matters
}

/// The matter that a document's rows belong to; `None` for a new one.
fn matter_of(rows: &[Row], matters: &[Vec<Row>], taken: &[usize], told: &[&Told]) -> Option<usize> {
    let free = || matters.iter().enumerate().filter(|(at, _)| !taken.contains(at));
    let mine = dated(rows, told);
    let shared = |other: &[Row]| dated(other, told).iter().filter(|step| mine.contains(step)).count();
    let best = free().map(|(_, m)| shared(m)).max()?;
    let newest = |m: &[Row]| dated(m, told).iter().map(|(_, day)| *day).min();
    // of those that share the most dated steps (all of them, where none shares any) the newest
    let candidates = free().filter(|(_, m)| shared(m) == best);
    candidates.max_by_key(|(at, m)| (newest(m), *at)).map(|(at, _)| at)
}

/// The asserted steps with their days.
fn dated(rows: &[Row], told: &[&Told]) -> Vec<(factum_types::Status, Date)> {
    let charges = rows.iter().filter_map(|row| charge(row, told));
    let steps = charges.flat_map(|c| &c.history).filter(|s| s.modality == Modality::Asserted);
    steps.filter_map(|s| Some((s.status, s.date.map(Period::first)?))).collect()
}

fn words(row: &Row, told: &[&Told]) -> String {
    let offence = charge(row, told).and_then(|c| c.offence.as_ref());
    offence.map(|o| o.text.to_lowercase()).unwrap_or_default()
}

fn charge<'a>(row: &Row, told: &[&'a Told]) -> Option<&'a Charge> {
    told.get(row.document)?.record.charges.get(row.charge)
}
