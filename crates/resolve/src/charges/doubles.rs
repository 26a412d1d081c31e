//! Rows of one person that turn out to be one charge.

use super::builder::Builder;
use crate::offence::only_narrows;

impl Builder<'_, '_> {
    /// Makes one of two rows of a person that are one charge, named alike or one with no more than a degree added.
    pub(super) fn fold_doubles(&mut self) {
        let words = self.scene.words;
        let (charges, known) = (std::mem::take(&mut self.charges), std::mem::take(&mut self.known));
        for (charge, kept) in charges.into_iter().zip(known) {
            let alike = |c: &usize| {
                let other = &self.known[*c];
                self.charges[*c].defendant == charge.defendant
                    && other.prior == kept.prior
                    && (other.key.same(&kept.key)
                        || other.from != kept.from
                            && (only_narrows(words, &other.key, &kept.key)
                                || only_narrows(words, &kept.key, &other.key)))
            };
            match (0..self.charges.len()).find(alike) {
                Some(same) => {
                    for step in charge.history {
                        self.add_step(same, step);
                    }
                    let narrower = only_narrows(words, &kept.key, &self.known[same].key);
                    let other = &self.known[same];
                    let loose = other.loose && kept.loose;
                    let (act, counted) = (other.act && kept.act, other.counted || kept.counted);
                    let told: Vec<(usize, usize)> = other.told.iter().chain(&kept.told).copied().collect();
                    let standing = &mut self.charges[same];
                    standing.counts = standing.counts.or(charge.counts);
                    if narrower {
                        standing.offence = charge.offence;
                        self.known[same] = kept;
                    }
                    self.known[same].loose = loose;
                    self.known[same].act = act;
                    self.known[same].counted = counted;
                    self.known[same].told = told;
                }
                None => {
                    self.charges.push(charge);
                    self.known.push(kept);
                }
            }
        }
    }
}
