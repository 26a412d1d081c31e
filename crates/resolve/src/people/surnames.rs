//! Whose a surname is that several people have: families, and victims with the defendant's name. One candidate or
//! none.

use factum_types::{Dep, PartyId};

use super::People;
use crate::names::{NameMention, text_of};

impl People<'_, '_> {
    /// The bearer whom a lone surname means, and what shows it.
    pub(super) fn of_surname(
        &mut self,
        mention: &NameMention,
        bearers: &[PartyId],
    ) -> Option<(PartyId, &'static str)> {
        let at = mention.tokens.start;
        let title = text_of(self.scene, &mention.title);
        let gender = self.gender_of_words(&title);
        let fits = |p: &PartyId| match (gender, self.gender(*p)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let mut left: Vec<PartyId> = bearers.iter().copied().filter(fits).collect();
        if let ([only], 1) = (left.as_slice(), bearers.len()) {
            self.all[*only].bare += 1;
            return Some((*only, "name.surname"));
        }
        let before: Vec<PartyId> = left.iter().copied().filter(|p| self.all[*p].at < at).collect();
        if !before.is_empty() {
            left = before;
        }
        if let [only] = left.as_slice() {
            self.all[*only].bare += 1;
            return Some((*only, "name.surname"));
        }
        // Whom the text calls by the given name alone it does not call by the surname.
        narrow(&mut left, |p| !self.all[p].by_given);
        // The dead and small children say nothing; the accused are charged; the victims were hurt.
        if self.says(at) {
            narrow(&mut left, |p| !self.dead.contains(&p) && self.years(p).is_none_or(|y| y > 12));
        }
        match self.captured_as(at) {
            Some(Part::Accused) => narrow(&mut left, |p| self.accused.contains(&p)),
            Some(Part::Victim) => narrow(&mut left, |p| self.victims.contains(&p)),
            None => {}
        }
        if let [only] = left.as_slice() {
            return Some((*only, "name.surname-by-evidence"));
        }
        // News style: after a family is introduced, the bare surname stays with whom it was used for first.
        let established: Vec<PartyId> = left.iter().copied().filter(|p| self.all[*p].bare > 0).collect();
        if let [only] = established.as_slice() {
            return Some((*only, "name.surname-established"));
        }
        // Else it is the one bearer of the paragraph so far, or of the sentence before.
        let sentence = self.scene.sentence_index(at);
        for back in 0..3 {
            let Some(reached) = sentence.checked_sub(back) else { break };
            let near: Vec<PartyId> =
                self.in_sentence_until(reached, at).into_iter().filter(|p| left.contains(p)).collect();
            match near.as_slice() {
                [] => {}
                [only] => return Some((*only, "name.surname-nearest")),
                _ => return None,
            }
        }
        None
    }

    /// Whether a token is the subject of a verb of saying.
    fn says(&self, at: usize) -> bool {
        self.scene.token(at).dep == Dep::Nsubj
            && self
                .scene
                .head(at)
                .is_some_and(|verb| self.scene.listed("reporting-verbs", &self.scene.lemma(verb)))
    }

    fn years(&self, party: PartyId) -> Option<u16> {
        self.all.get(party)?.age.as_ref().map(|a| a.years)
    }

    /// What a finding takes the person at a token for.
    fn captured_as(&self, at: usize) -> Option<Part> {
        self.scene.findings.findings.iter().find_map(|f| {
            let has = |role: &str| f.all(role).any(|b| b.head == at);
            match &*f.kind {
                "charge" | "penalty" if has("who") => Some(Part::Accused),
                "event" if has("victim") => Some(Part::Victim),
                "role" if has("who") => match f.set("role") {
                    Some("defendant" | "suspect") => Some(Part::Accused),
                    Some("victim") => Some(Part::Victim),
                    _ => None,
                },
                _ => None,
            }
        })
    }
}

/// A person's part as a finding has it.
pub(super) enum Part {
    Accused,
    Victim,
}

/// Keeps the candidates that pass, where some do.
fn narrow(left: &mut Vec<PartyId>, test: impl Fn(PartyId) -> bool) {
    if left.iter().any(|p| test(*p)) {
        left.retain(|p| test(*p));
    }
}
