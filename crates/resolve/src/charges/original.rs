//! Charges that stand beside another: the one that was brought "originally", and what only adds to a punishment.

use factum_types::{Evidence, Finding, Status, Step};

use super::builder::{Builder, is_enhancement};
use crate::scene::Scene;

impl Builder<'_, '_> {
    /// "Originally charged with murder, he pleaded guilty to manslaughter": the first charge gave way to the second.
    pub(super) fn replaced(&mut self) {
        for at in 0..self.charges.len() {
            let opened = |s: &Step| {
                matches!(s.status, Status::Arrested | Status::Charged | Status::Indicted | Status::Arraigned)
            };
            let charge = &self.charges[at];
            let sentence = self.known[at].from.0;
            if !self.known[at].original || !charge.history.iter().all(opened) {
                continue;
            }
            let near = |span: factum_types::Span| {
                let index = self.scene.sentence_index(self.scene.tokens_in(span).start);
                index == sentence || index == sentence + 1
            };
            let instead = |s: &&Step| {
                matches!(
                    s.status,
                    Status::PleadedGuilty
                        | Status::PleadedNoContest
                        | Status::Convicted
                        | Status::Sentenced
                        | Status::Charged
                ) && near(s.evidence.span)
            };
            let other = (0..self.charges.len())
                .filter(|o| *o != at && !self.known[*o].prior && !self.known[*o].original)
                .filter(|o| self.charges[*o].defendant == charge.defendant)
                .find_map(|o| self.charges[o].history.iter().find(instead));
            let (Some(other), Some(first)) = (other, charge.history.first()) else { continue };
            let step = Step {
                status: Status::Amended,
                evidence: Evidence {
                    span: first.evidence.span.cover(other.evidence.span),
                    rule: "amendment.original-charge".to_owned(),
                },
                inferred: vec!["another charge stands in the place of the original one".to_owned()],
                confidence: 0.75,
                earlier: false,
                ..other.clone()
            };
            self.charges[at].history.push(step);
        }
    }

    /// Ties an enhancement to the one other charge of its person; where there are several, it stays apart.
    pub(super) fn enhancements(&mut self) {
        for at in 0..self.charges.len() {
            if !is_enhancement(&self.charges[at]) {
                continue;
            }
            let person = self.charges[at].defendant;
            let base: Vec<usize> = (0..self.charges.len())
                .filter(|c| self.charges[*c].defendant == person && !is_enhancement(&self.charges[*c]))
                .collect();
            if let [only] = base.as_slice() {
                self.charges[at].enhances = Some(*only);
            }
        }
    }
}

/// "originally charged", "the original charge", "initially".
pub(super) fn says_original(scene: &Scene<'_>, finding: &Finding) -> bool {
    let says = |i: usize| matches!(scene.lower(i), "originally" | "original" | "initially");
    scene.children(finding.anchor).any(says)
        || finding.all("offence").any(|o| scene.children(o.head).any(says))
}
