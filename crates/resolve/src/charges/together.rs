//! What a headline or a lead tells of one count holds for all that are counted with it: one trial is of all that is
//! charged, one sentence for all that somebody is guilty of.

use factum_types::{Status, Step};

use super::builder::Builder;

impl Builder<'_, '_> {
    /// Gives a sentence or a trial that the lead tells of one count to the whole list that the count belongs to.
    pub(super) fn spread_from_lead(&mut self) {
        for at in 0..self.charges.len() {
            let Some(list) = self.known[at].list.filter(|_| !self.known[at].prior) else { continue };
            let scene = self.scene;
            let before = |s: &&Step| {
                matches!(s.status, Status::Sentenced | Status::Pending)
                    && scene.sentence_index(scene.tokens_in(s.evidence.span).start) < list.0
            };
            let told: Vec<Step> = self.charges[at].history.iter().filter(before).cloned().collect();
            for mut step in told {
                step.inferred
                    .push("what the lead says of one count holds for those counted with it".to_owned());
                for other in 0..self.charges.len() {
                    let beside = other != at
                        && self.known[other].list == Some(list)
                        && self.charges[other].defendant == self.charges[at].defendant;
                    if beside
                        && !self.open_for(&[other], step.status).is_empty()
                        && self.fits(other, step.status)
                    {
                        self.add_step(other, step.clone());
                    }
                }
            }
        }
    }

    /// Whether a charge can share a sentence or a trial: who is sentenced for it is guilty of it.
    fn fits(&self, charge: usize, status: Status) -> bool {
        let has = |wanted: &[Status]| self.charges[charge].history.iter().any(|s| wanted.contains(&s.status));
        let guilty = has(&[Status::Convicted, Status::PleadedGuilty, Status::PleadedNoContest]);
        !has(&[status]) && (status != Status::Sentenced || guilty)
    }
}
