//! Tables for spreadsheets and codebooks (RFC 4180), in which no cell can be a formula.

use std::collections::BTreeSet;

use factum_record::{Standing, State, View};
use factum_types::Status;

use super::rows::{name, rows};
use crate::words::fold;

/// A table in the making.
struct Table(String);

impl Table {
    fn new(head: &[&str]) -> Table {
        let mut table = Table(String::new());
        table.row(&head.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
        table
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.0.push_str(&cells.join(","));
        self.0.push_str("\r\n");
    }
}

/// A cell: an apostrophe before what a spreadsheet would take for a formula, quotation marks where needed.
fn quoted(cell: &str) -> String {
    let is_formula =
        cell.trim_start().starts_with(['=', '+', '-', '@', '\t', '\r', '|', '＝', '＋', '－', '＠']);
    let cell = if is_formula { format!("'{cell}") } else { cell.to_owned() };
    match cell.contains([',', '"', '\n', '\r', ';', '\'']) {
        true => format!("\"{}\"", cell.replace('"', "\"\"")),
        false => cell,
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map(|v| v.to_string()).unwrap_or_default()
}

/// One row a charge.
pub(super) fn charges(view: &View) -> String {
    let mut table = Table::new(&[
        "defendant",
        "offence",
        "offence_code",
        "counts",
        "status",
        "status_words",
        "state",
        "status_date",
        "known",
        "outcome",
        "first_step",
        "first_date",
        "steps",
        "sources",
        "independent_sources",
        "quote",
        "source",
        "path",
        "line",
    ]);
    for (at, standing) in view.charges.iter().enumerate() {
        let Some(outcome) = view.outcome(at) else { continue };
        let first = standing.history.first();
        let cite = standing.latest.and_then(|l| standing.history.get(l)).and_then(|s| s.witnesses.first());
        let cite = cite.map(|w| &w.cite).or(standing.last_source.as_ref());
        let mut counts: Vec<String> = standing.counts.iter().map(|(n, _)| n.to_string()).collect();
        counts.dedup();
        table.row(&[
            outcome.person.clone(),
            text(outcome.offence.clone()),
            text(standing.code.clone()),
            counts.join("; "),
            text(outcome.status),
            outcome.standing(),
            text(outcome.state.map(State::as_str)),
            text(outcome.held.edtf()),
            text(outcome.known),
            if outcome.found { "found" } else { "not found" }.to_owned(),
            text(first.map(|s| s.status)),
            text(first.and_then(|s| s.held.edtf())),
            standing.history.len().to_string(),
            sources(standing).len().to_string(),
            view.accounts(standing.history.iter().flat_map(|s| &s.witnesses).map(|w| &w.cite)).to_string(),
            text(cite.map(|c| fold(&c.quote))),
            text(cite.map(|c| &c.source.id)),
            text(cite.map(|c| &c.source.path)),
            text(cite.map(|c| c.line)),
        ]);
    }
    table.0
}

/// The sources that tell of a charge.
fn sources(standing: &Standing) -> BTreeSet<&str> {
    let witnesses = standing.history.iter().flat_map(|s| &s.witnesses);
    witnesses.map(|w| w.cite.source.id.as_str()).collect()
}

/// The columns of the table of facts.
const FACTS: [&str; 16] = [
    "kind",
    "person",
    "what",
    "date",
    "offence",
    "charge_status",
    "charge_known",
    "quote",
    "start",
    "end",
    "rule",
    "source",
    "path",
    "line",
    "publisher",
    "published",
];

/// One row a fact and source; at the end one of the kind `left_out` for each document that is damaged or was removed.
pub(super) fn facts(view: &View) -> String {
    let mut table = Table::new(&FACTS);
    for row in rows(view) {
        let (outcome, cite) = (row.outcome.as_ref(), row.cite);
        table.row(&[
            row.kind,
            name(view, row.person).to_owned(),
            row.what,
            text(row.held.edtf()),
            text(outcome.map(|o| o.offence())),
            text(outcome.map(|o| o.standing())),
            text(outcome.and_then(|o| o.known)),
            cite.quote.clone(),
            cite.chars.0.to_string(),
            cite.chars.1.to_string(),
            cite.rule.clone(),
            cite.source.id.clone(),
            cite.source.path.clone(),
            cite.line.to_string(),
            text(cite.source.publisher.clone()),
            text(cite.source.published),
        ]);
    }
    for left_out in &view.left_out {
        let what = format!("{}: {}", left_out.what, left_out.why);
        let mut cells = vec!["left_out".to_owned(), String::new(), what];
        cells.resize(FACTS.len(), String::new());
        table.row(&cells);
    }
    table.0
}

/// One row a defendant.
pub(super) fn cases(view: &View) -> String {
    let mut table = Table::new(&[
        "defendant",
        "age",
        "charges",
        "open",
        "cleared",
        "convicted",
        "other",
        "first_charged",
        "latest_status_date",
        "known",
        "outcome_known_for_all",
        "sentenced",
        "charges_with_status",
        "documents",
    ]);
    for (at, person) in view.people.iter().enumerate() {
        let mine: Vec<(usize, &Standing)> =
            view.charges.iter().enumerate().filter(|(_, s)| s.person == at).collect();
        if mine.is_empty() {
            continue;
        }
        let outcomes: Vec<_> = mine.iter().filter_map(|(at, _)| view.outcome(*at)).collect();
        let n = |of: &[State]| {
            outcomes.iter().filter(|o| o.state.is_some_and(|s| of.contains(&s))).count().to_string()
        };
        let first = mine.iter().filter_map(|(_, s)| s.history.first()?.held.latest).min();
        let latest = outcomes.iter().filter_map(|o| o.held.latest).max();
        let known = outcomes.iter().filter_map(|o| o.known).max_by_key(|p| p.last());
        let sentenced = mine.iter().any(|(_, s)| s.history.iter().any(|s| s.status == Status::Sentenced));
        let mut ages: Vec<String> = person.ages.iter().map(|(years, _)| years.to_string()).collect();
        ages.dedup();
        let all: Vec<String> =
            outcomes.iter().map(|o| format!("{}: {}", o.offence(), o.standing())).collect();
        table.row(&[
            person.name.clone(),
            ages.join("; "),
            mine.len().to_string(),
            n(&[State::Open]),
            n(&[State::Cleared]),
            n(&[State::Convicted]),
            n(&[State::Deferred, State::Lifted]),
            text(first),
            text(latest),
            text(known),
            if outcomes.iter().all(|o| o.found) { "yes" } else { "no" }.to_owned(),
            if sentenced { "yes" } else { "no" }.to_owned(),
            all.join(" | "),
            person.members.len().to_string(),
        ]);
    }
    table.0
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn no_cell_is_a_formula() {
        for (cell, expected) in [
            ("theft", "theft"),
            ("=HYPERLINK(\"http://example.com\")", "\"'=HYPERLINK(\"\"http://example.com\"\")\""),
            ("+1", "\"'+1\""),
            (" @SUM(A1)", "\"' @SUM(A1)\""),
            ("-2", "\"'-2\""),
            ("a, b", "\"a, b\""),
            ("“no”\nyes", "\"“no”\nyes\""),
        ] {
            assert_eq!(quoted(cell), expected);
        }
    }
}
