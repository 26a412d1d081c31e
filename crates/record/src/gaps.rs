//! What a record lacks: outcomes, days, names and numbers that no source gives.

use std::collections::BTreeSet;

use factum_types::{PartyKind, PenaltyState, Role, Status};

use crate::{Cite, HistoryStep, State, View};

/// Something that no source of the view tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Gap {
    /// The charge that it is missing of: index among the view's charges.
    pub charge: Option<usize>,
    /// What is missing, in a word or two: `outcome`, `day`, `by whom`.
    pub what: &'static str,
    /// The same in a sentence.
    pub words: String,
    /// The words that leave it open, where some do.
    pub cite: Option<Cite>,
}

impl View {
    /// All that no source tells, by charge, then of the case as a whole.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        for at in 0..self.charges.len() {
            self.gaps_of(at, &mut gaps);
        }
        self.gaps_of_people(&mut gaps);
        gaps
    }

    fn gaps_of(&self, at: usize, gaps: &mut Vec<Gap>) {
        let Some(standing) = self.charges.get(at) else { return };
        let mut gap = |what, words: String, cite: Option<&Cite>| {
            gaps.push(Gap { charge: Some(at), what, words, cite: cite.cloned() });
        };
        let first = |step: &HistoryStep| step.witnesses.first().map(|w| w.cite.clone());
        if standing.outcome_not_found() {
            gap("outcome", "how the charge ended".to_owned(), standing.last_source.as_ref());
        }
        if standing.offence.is_none() {
            let cite = standing.history.first().and_then(first);
            gap("offence", "which offence is charged".to_owned(), cite.as_ref());
        }
        for step in standing.history.iter().filter(|s| s.status != Status::Pending) {
            let words = &self.procedure.row(step.status).words;
            let cite = first(step);
            if step.held.date.and_then(factum_types::Period::as_day).is_none() {
                gap("day", format!("the day of: {words} ({})", step.held), cite.as_ref());
            }
            let state = self.procedure.state(step.status);
            if state != State::Open && matches!(step.by.as_str(), "" | "not_stated") {
                gap("by whom", format!("who decided: {words}"), cite.as_ref());
            }
            if step.status == Status::Dismissed && matches!(step.prejudice.as_str(), "" | "not_stated") {
                gap("prejudice", format!("with or without prejudice: {words}"), cite.as_ref());
            }
        }
        let sentenced = standing.history.iter().find(|s| s.status == Status::Sentenced);
        let imposed = self
            .exposures
            .iter()
            .any(|e| e.charge == Some(at) && e.state == PenaltyState::Imposed && e.amount.is_some());
        if let Some(step) = sentenced.filter(|_| !imposed) {
            gap("sentence", "what the sentence was".to_owned(), first(step).as_ref());
        }
    }

    fn gaps_of_people(&self, gaps: &mut Vec<Gap>) {
        let mut gap = |what, words: &str, cite: Option<&Cite>| {
            gaps.push(Gap { charge: None, what, words: words.to_owned(), cite: cite.cloned() });
        };
        if self.charges.is_empty() {
            return;
        }
        let court =
            |name: &String| name.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == "court");
        let names_court = self.people.iter().any(|p| p.kind == PartyKind::Organization && court(&p.name));
        if !names_court {
            gap("court", "which court it is before", None);
        }
        if self.case_numbers.is_empty() {
            gap("case number", "the number of the case", None);
        }
        if !self.people.iter().any(|p| p.roles.iter().any(|(role, _)| *role == Role::Judge)) {
            gap("judge", "the judge's name", None);
        }
        let mut seen = BTreeSet::new();
        for saying in self.statements.iter().filter(|s| s.speaker.is_none()) {
            let text = saying.speaker_text.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() && seen.insert(text.to_lowercase()) {
                gap("speaker", &format!("the name of the speaker: “{text}”"), saying.witnesses.first());
            }
        }
    }
}
