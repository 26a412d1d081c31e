//! Which charges a step means by the build of its own sentence: its verb is coordinated with the one that told of the
//! charge ("was charged with assault in 2018 and acquitted"), or its noun points back ("the charge", "that case").

use factum_types::{Charge, Dep, Finding, PartyId, Status};

use super::binding::{allowed, unique};
use super::builder::Builder;
use crate::links::Denoted;
use crate::offence::sort_of_charge;
use crate::people::People;
use crate::scene::Scene;

/// The scope of rules whose noun means nothing but the charge just told: "that case was dismissed".
pub(super) const TOLD: &str = "told";

/// The scope of rules whose words are a step only of somebody who is charged: "denies murdering".
pub(super) const ON_RECORD: &str = "on-record";

impl Builder<'_, '_> {
    /// Keeps where a charge is told of.
    pub(super) fn tell(&mut self, charge: usize, finding: &Finding) {
        if let Some(kept) = self.known.get_mut(charge) {
            kept.told.push((finding.sentence, finding.anchor));
        }
    }

    /// Those of a person's charges that a step means by the build of its sentence, earlier cases among them; none
    /// where the sentence does not say.
    pub(super) fn by_sentence(&self, own: &[usize], status: Status, finding: &Finding) -> Vec<usize> {
        let allows = |c: &usize| match status {
            Status::Declined => may_decline(&self.charges[*c], finding),
            status => allowed(status, &self.charges[*c]),
        };
        let scope_told = finding.set("scope") == Some(TOLD);
        if finding.one("offence").is_none() && !scope_told {
            return self.coordinated(finding.anchor, finding.sentence, |found| {
                found.iter().copied().filter(|c| own.contains(c)).filter(allows).collect()
            });
        }
        if !points_back(self.scene, finding) {
            return Vec::new();
        }
        let here = self.told_before(finding);
        let here: Vec<usize> = here.into_iter().filter(|c| own.contains(c)).filter(allows).collect();
        if !here.is_empty() || !scope_told {
            return here;
        }
        let before = self.told_in_sentence_before(finding);
        before.into_iter().filter(|c| own.contains(c)).filter(allows).collect()
    }

    /// The charges told by the verbs that a verb is coordinated with, the nearest first, of which `pick` takes some.
    fn coordinated(
        &self,
        anchor: usize,
        sentence: usize,
        pick: impl Fn(&[usize]) -> Vec<usize>,
    ) -> Vec<usize> {
        let scene = self.scene;
        let mut at = anchor;
        for _ in 0..4 {
            let own_subject =
                scene.children(at).any(|c| matches!(scene.token(c).dep, Dep::Nsubj | Dep::Nsubjpass));
            let (Dep::Conj, false, Some(head)) = (scene.token(at).dep, own_subject, scene.head(at)) else {
                break;
            };
            let told: Vec<usize> =
                (0..self.known.len()).filter(|c| self.known[*c].told.contains(&(sentence, head))).collect();
            let found = pick(&told);
            if !found.is_empty() {
                return found;
            }
            at = head;
        }
        Vec::new()
    }

    /// The charges that the same sentence tells of before a step.
    fn told_before(&self, finding: &Finding) -> Vec<usize> {
        let before = |(s, anchor): &(usize, usize)| *s == finding.sentence && *anchor < finding.anchor;
        (0..self.known.len()).filter(|c| self.known[*c].told.iter().any(before)).collect()
    }

    /// The charges that the sentence before tells of, within the paragraph.
    fn told_in_sentence_before(&self, finding: &Finding) -> Vec<usize> {
        let Some(before) = finding.sentence.checked_sub(1).filter(|b| self.same_block(*b, finding.sentence))
        else {
            return Vec::new();
        };
        (0..self.known.len())
            .filter(|c| self.known[*c].told.iter().any(|(sentence, _)| *sentence == before))
            .collect()
    }

    /// "Both brothers pleaded guilty": the two named people of whom the document has told a step, where there are but
    /// two.
    pub(super) fn both(
        &self,
        people: &People<'_, '_>,
        finding: &Finding,
        spoken: Vec<PartyId>,
    ) -> Vec<Denoted> {
        let Some(who) = finding.one("who") else { return Vec::new() };
        let scene = self.scene;
        let both = scene.children(who.head).any(|c| scene.lower(c) == "both");
        let noun = scene.lemma(who.head);
        let one = scene.listed("person-nouns", &noun) || scene.listed("kinship", &noun);
        let sex = people.gender_of_words(&noun);
        let told = unique(self.charges.iter().map(|c| c.defendant).chain(spoken));
        let fits = |p: &PartyId| {
            !people.all[*p].unnamed
                && (sex.is_none() || people.gender(*p).is_none() || people.gender(*p) == sex)
        };
        if !(both && one && told.len() == 2 && told.iter().all(fits)) {
            return Vec::new();
        }
        let why = "the two people of whom the document has told a step".to_owned();
        told.into_iter().map(|party| Denoted { party, inferred: Some(why.clone()) }).collect()
    }

    /// A step of those who are charged; who is not has only said something. Without an offence it waits for the others.
    pub(super) fn if_charged<'f>(
        &mut self,
        people: &mut People<'_, '_>,
        finding: &'f Finding,
        who: Vec<Denoted>,
        later: &mut Vec<(&'f Finding, Vec<Denoted>)>,
    ) {
        let charged: Vec<Denoted> = who.into_iter().filter(|d| self.has_offence(d.party)).collect();
        if finding.one("offence").is_none() && !charged.is_empty() {
            later.push((finding, charged));
            return;
        }
        for denoted in &charged {
            for offence in finding.all("offence") {
                self.step(people, finding, denoted, offence);
            }
        }
    }

    /// Those of a person's charges that a phrase for a sort of charge means: "the weapons charge" for "possession of a
    /// firearm". `None` where the phrase names an offence, or brings a charge that nothing else tells of.
    pub(super) fn of_sort(&self, party: PartyId, text: &str, finding: &Finding) -> Option<Vec<usize>> {
        let words = self.scene.words;
        let class = sort_of_charge(words, text)?;
        let prior = self.is_prior(finding);
        let found: Vec<usize> = (0..self.charges.len())
            .filter(|c| self.charges[*c].defendant == party && self.known[*c].prior == prior)
            .filter(|c| !self.known[*c].told.contains(&(finding.sentence, finding.anchor)))
            .filter(|c| self.known[*c].key.is_of(words, class))
            .collect();
        let several = text.ends_with('s');
        match found.as_slice() {
            [] => None,
            [_] => Some(found),
            _ if several => Some(found),
            // "the weapons charge" of two: it does not say which.
            _ => Some(Vec::new()),
        }
    }

    /// Whose charge a noun that points back means: of the one person of whose charge the sentence has told, or for
    /// "that charge" the sentence before.
    pub(super) fn told_here(&self, finding: &Finding) -> Option<Denoted> {
        if !points_back(self.scene, finding) {
            return None;
        }
        let owners = |charges: Vec<usize>| -> Vec<PartyId> {
            unique(charges.into_iter().map(|c| self.charges[c].defendant))
        };
        let here = owners(self.told_before(finding));
        let found = match (here.is_empty(), shows(self.scene, finding) || finding.set("scope") == Some(TOLD))
        {
            (true, true) => owners(self.told_in_sentence_before(finding)),
            _ => here,
        };
        let [only] = found.as_slice() else { return None };
        let why = "the charge that the words point back to is this person's".to_owned();
        Some(Denoted { party: *only, inferred: Some(why) })
    }
}

/// Whether a charge that the words point to may be one that is not brought: an arrest, or what they call a charge.
fn may_decline(charge: &Charge, finding: &Finding) -> bool {
    charge.history.iter().all(|s| match s.status {
        Status::Arrested => true,
        Status::Charged => finding.one("offence").is_some(),
        _ => false,
    })
}

/// Whether the noun for the charges points back to what was told: "the charge", "that case", "both counts".
fn points_back(scene: &Scene<'_>, finding: &Finding) -> bool {
    let Some(offence) = finding.one("offence") else { return finding.set("scope") == Some(TOLD) };
    let words = || scene.children(offence.head).map(|c| scene.lower(c));
    let points = |w: &str| matches!(w, "the" | "that" | "this" | "those" | "these" | "both" | "all");
    let other = |w: &str| {
        matches!(w, "other" | "remaining" | "new" | "additional" | "lesser" | "most" | "some" | "rest")
            || scene.listed("other-case-words", w)
    };
    let noun = scene.lower(offence.head);
    (words().any(points) || matches!(noun, "both" | "it" | "them")) && !words().any(other)
}

/// Whether the noun is shown by its article: "that charge", "this case".
pub(super) fn shows(scene: &Scene<'_>, finding: &Finding) -> bool {
    finding.one("offence").is_some_and(|o| {
        scene
            .children_by(o.head, Dep::Det)
            .any(|d| matches!(scene.lower(d), "that" | "this" | "those" | "these"))
    })
}
