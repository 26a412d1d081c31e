//! The facts of a view as a flat list: one for each fact and source.

use factum_record::{Cite, Held, HistoryStep, Outcome, View, What};

use crate::words::fold;

/// A fact by one source.
pub(super) struct Row<'v> {
    /// `role`, `step`, `planned`, `alleged`, `conditional`, `denied`, `penalty`, `event`, `statement`.
    pub(super) kind: String,
    pub(super) person: Option<usize>,
    /// The charge's outcome, wherever a charge is spoken of.
    pub(super) outcome: Option<Outcome>,
    pub(super) what: String,
    pub(super) held: Held,
    pub(super) cite: &'v Cite,
}

/// All facts, in the order of the view.
pub(super) fn rows(view: &View) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (at, person) in view.people.iter().enumerate() {
        rows.extend(person.roles.iter().map(|(role, cite)| Row {
            kind: "role".to_owned(),
            person: Some(at),
            outcome: None,
            what: role.as_str().replace('_', " "),
            held: Held::default(),
            cite,
        }));
    }
    for (at, standing) in view.charges.iter().enumerate() {
        let step = |kind: &str, step: &'_ HistoryStep| -> (String, Held, Option<Outcome>, String) {
            let words = view.procedure.row(step.status).words.clone();
            (kind.to_owned(), step.held, view.outcome(at), words)
        };
        let told = standing.history.iter().map(|s| (s, "step"));
        for (s, kind) in told.chain(standing.apart.iter().map(|s| (s, s.modality.as_str()))) {
            let (kind, held, outcome, what) = step(kind, s);
            rows.extend(s.witnesses.iter().map(|w| Row {
                kind: kind.clone(),
                person: Some(standing.person),
                outcome: outcome.clone(),
                what: what.clone(),
                held,
                cite: &w.cite,
            }));
        }
    }
    for exposure in &view.exposures {
        let amount = exposure.amount.as_deref().map(|a| format!(", {a}")).unwrap_or_default();
        let moot = exposure.moot.as_deref().map(|why| format!("; moot: {why}")).unwrap_or_default();
        let kind = exposure.kind.as_str().replace('_', " ");
        rows.extend(exposure.witnesses.iter().map(|cite| Row {
            kind: "penalty".to_owned(),
            person: exposure.person,
            outcome: exposure.charge.and_then(|at| view.outcome(at)),
            what: format!("{} {kind}{amount}{moot}", exposure.state.as_str()),
            held: Held::default(),
            cite,
        }));
    }
    for entry in &view.timeline {
        let What::Event { kind, people, .. } = &entry.what else { continue };
        rows.extend(entry.witnesses.iter().map(|cite| Row {
            kind: "event".to_owned(),
            person: people.first().map(|(p, _)| *p),
            outcome: None,
            what: kind.replace('_', " "),
            held: entry.held,
            cite,
        }));
    }
    for saying in &view.statements {
        rows.extend(saying.witnesses.iter().map(|cite| Row {
            kind: "statement".to_owned(),
            person: saying.speaker,
            outcome: None,
            what: format!("{} ({})", saying.act.as_str(), saying.mode.as_str()),
            held: Held::default(),
            cite,
        }));
    }
    rows
}

/// A person's name, or that nobody is named.
pub(super) fn name(view: &View, person: Option<usize>) -> &str {
    person.and_then(|p| view.people.get(p)).map_or("", |p| p.name.as_str())
}

/// What an entry of the timeline is, with the charge's outcome where it is a step of one.
pub(super) fn entry_words(view: &View, what: &What) -> String {
    match what {
        What::Event { kind, place, people } => {
            let who: Vec<String> =
                people.iter().map(|(p, role)| format!("{} ({role})", name(view, Some(*p)))).collect();
            let place = place.as_deref().map(|p| format!(", {}", fold(p))).unwrap_or_default();
            let who = if who.is_empty() { String::new() } else { format!(": {}", who.join(", ")) };
            format!("{}{place}{who}", kind.replace('_', " "))
        }
        What::Step { charge, step } => {
            let Some((standing, outcome)) = view.charges.get(*charge).zip(view.outcome(*charge)) else {
                return String::new();
            };
            let words = standing.history.get(*step).map(|s| view.procedure.row(s.status).words.as_str());
            let words = words.unwrap_or_default();
            format!("{}, {}: {words} [latest: {}]", outcome.person, outcome.offence(), outcome.standing())
        }
    }
}
