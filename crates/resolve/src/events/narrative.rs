//! The day on which the narration stands: "At about 3 a.m. on April 18, 2001, Quill drove off. … Quill stabbed him."
//!
//! A sentence that tells what somebody did on a day sets the day; what is told next in the same order happened on it,
//! until another time is told. A day on which something was only said, filed or decided sets none and ends the one
//! before.

use factum_types::{BlockKind, Period};

use crate::scene::Scene;

/// How many sentences behind the sentence that names it a day still holds.
const HOLDS: usize = 10;

/// Where a day begins to hold, and which; none where the narration leaves the day before.
struct Turn {
    token: usize,
    sentence: usize,
    day: Option<Period>,
}

/// The days of a document's narration.
pub(super) struct Narrative {
    turns: Vec<Turn>,
}

impl Narrative {
    pub(super) fn of(scene: &Scene<'_>) -> Narrative {
        let mut turns = Vec::new();
        for when in &scene.findings.whens {
            let tokens = scene.tokens_in(when.span);
            // "around 2 a.m." stays within the day that was told.
            let hour = when.said.clock.is_some() && !when.said.is_of_a_day();
            if hour || !when.said.is_date() || tokens.is_empty() || scene.quotation_at(when.span).is_some() {
                continue;
            }
            if matches!(scene.block(tokens.start), BlockKind::Title | BlockKind::Heading) {
                continue;
            }
            let Some(verb) = governing_verb(scene, tokens.start) else { continue };
            let accuses = matches!(scene.lemma(verb).as_str(), "accuse" | "suspect");
            if scene.listed("reporting-verbs", &scene.lemma(verb)) && !accuses {
                continue; // the day on which it was said
            }
            let sentence = scene.sentence_index(tokens.start);
            let procedure = scene
                .findings
                .findings
                .iter()
                .any(|f| f.sentence == sentence && is_procedure(scene, f, verb));
            // Of whom it is told when he died, what is told next was before.
            let died = scene.lemma(verb) == "die";
            let ahead = scene.children(verb).any(|c| matches!(scene.lower(c), "will" | "would" | "had"));
            let told = scene.dates.told_in(scene.findings, when.span, &[]);
            let later = |d: &Period| scene.document.published.is_some_and(|p| d.first() > p.date.last());
            let day = told.first().copied();
            let day = day.filter(|d| d.as_day().is_some() && !procedure && !died && !ahead && !later(d));
            turns.push(Turn { token: tokens.start, sentence, day });
        }
        Narrative { turns }
    }

    /// The day of what a token tells as the next thing that happened.
    pub(super) fn day_at(&self, scene: &Scene<'_>, token: usize) -> Option<Period> {
        let turn = self.turns.iter().rev().find(|t| t.token < token)?;
        let near = scene.sentence_index(token) <= turn.sentence + HOLDS;
        turn.day.filter(|_| near)
    }
}

/// Whether a finding tells a step of procedure and nothing that was done on the day of the crime.
fn is_procedure(scene: &Scene<'_>, finding: &factum_types::Finding, verb: usize) -> bool {
    match &*finding.kind {
        "charge" | "penalty" => finding.anchor == verb,
        "event" => match super::telling::kind_of(scene, finding).as_str() {
            "hearing" | "ruling" => true,
            "arrest" | "search" | "resignation" | "appointment" => finding.anchor == verb,
            _ => false,
        },
        _ => false,
    }
}

/// The verb that a time hangs on, through prepositions and nouns.
fn governing_verb(scene: &Scene<'_>, token: usize) -> Option<usize> {
    let mut at = token;
    for _ in 0..8 {
        at = scene.head(at)?;
        if scene.is_verb(at) {
            return Some(at);
        }
    }
    None
}
