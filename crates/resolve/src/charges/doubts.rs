//! Whose step it cannot be: a step that names nobody is not of somebody who was charged with something else, whose
//! charge was brought only later, or of whom the paragraph does not speak while it speaks of another.

use factum_types::{Binding, Charge, Dep, Finding, PartyId, Period, Role, Status};

use super::binding::{allowed, unique};
use super::builder::Builder;
use super::nature;
use crate::links::Denoted;
use crate::offence::{OffenceKey, only_narrows};
use crate::people::People;

impl Builder<'_, '_> {
    /// Whether a step that names an offence and nobody can be of the person that it was given to.
    pub(super) fn may_be(
        &self,
        people: &People<'_, '_>,
        finding: &Finding,
        who: &Denoted,
        offence: &Binding,
    ) -> bool {
        let Some(text) = self.text_of(offence) else { return false };
        let Some(status) = finding.set("status").and_then(|s| s.parse::<Status>().ok()) else { return false };
        // "two prior convictions for theft": a record recited is of whom the paragraph speaks, whatever he is charged with.
        if finding.set("scope") == Some("prior") {
            return !self.speaks_of_another(people, finding, who.party);
        }
        let key = OffenceKey::new(&text);
        let near: Vec<usize> = (0..self.charges.len())
            .filter(|c| self.charges[*c].defendant == who.party)
            .filter(|c| {
                let known = &self.known[*c].key;
                let other = key.shares(known) && !nature::alike(self.scene.words, self.name(*c), &text);
                other || key.within(known) || known.within(&key)
            })
            .collect();
        let same: Vec<usize> = near.iter().copied().filter(|c| self.is_alike(*c, &text)).collect();
        let date = self.scene.dates.of_finding(self.scene, finding);
        let fits = |c: &usize| {
            let ends = matches!(status, Status::Dismissed | Status::Acquitted | Status::Mistrial);
            !precedes(date, &self.charges[*c])
                && self.known[*c].prior == self.is_prior(finding)
                && (!ends || allowed(status, &self.charges[*c]))
        };
        let told = match same.as_slice() {
            // of one who is charged with nothing like it, only what has the time of his case
            [] => {
                near.is_empty()
                    && !self.is_prior(finding)
                    && !self.is_before(who.party, date)
                    && self.alone_in_paragraph(people, finding, who.party)
            }
            same => same.iter().any(fits),
        };
        told && !self.speaks_of_another(people, finding, who.party)
    }

    /// Whether the paragraph speaks of no other accused person before a step.
    fn alone_in_paragraph(&self, people: &People<'_, '_>, finding: &Finding, party: PartyId) -> bool {
        let other = |p: PartyId| p != party && !people.all[p].unnamed && self.is_accused(people, p);
        (0..=finding.sentence)
            .rev()
            .take_while(|s| self.same_block(*s, finding.sentence))
            .all(|s| !people.in_sentence(s).into_iter().any(other))
    }

    /// Whose the step is by the paragraph: the one person of whom its nearest sentence speaks, where he is charged.
    pub(super) fn of_paragraph(&self, people: &People<'_, '_>, finding: &Finding) -> Option<Denoted> {
        let named = self.nearest(people, finding)?;
        // Who else the step's own sentence names may be the one.
        let by = finding.one("by").and_then(|b| people.at(b.head));
        let says = finding.claim.speaker.and_then(|s| people.at(s));
        let others = people.in_sentence(finding.sentence);
        let apart = |p: &PartyId| Some(*p) == by || Some(*p) == says || people.victims.contains(p);
        let other = |p: &PartyId| !apart(p) && !named.contains(p);
        if others.iter().any(other) {
            return None;
        }
        match named.as_slice() {
            [only] if self.charges.iter().any(|c| c.defendant == *only) => {
                let why = "the person of whom the paragraph speaks".to_owned();
                Some(Denoted { party: *only, inferred: Some(why) })
            }
            _ => None,
        }
    }

    /// Whether the nearest words of the paragraph that speak of somebody accused speak of somebody else; where it speaks
    /// of nobody accused, whether it has somebody else for its subject.
    pub(super) fn speaks_of_another(
        &self,
        people: &People<'_, '_>,
        finding: &Finding,
        party: PartyId,
    ) -> bool {
        match self.nearest(people, finding) {
            Some(named) => !named.contains(&party),
            None => self.has_subject(people, finding),
        }
    }

    /// Whether somebody with no part in the proceedings is the subject of a sentence of the paragraph before a step.
    fn has_subject(&self, people: &People<'_, '_>, finding: &Finding) -> bool {
        let scene = self.scene;
        let of_court = |p: PartyId| {
            let title = people.all[p].titles.iter().any(|t| scene.part_of(&t.to_lowercase()).is_some());
            let roles = [Role::Judge, Role::Prosecutor, Role::DefenceCounsel, Role::Investigator];
            title || roles.iter().any(|r| people.has_role(p, *r))
        };
        let mut at = finding.sentence;
        while let Some(before) = at.checked_sub(1).filter(|b| self.same_block(*b, finding.sentence)) {
            at = before;
            let Some(tokens) = scene.analysis.sentences.get(at).map(|s| s.tokens.clone()) else { break };
            let subject = tokens.clone().find(|t| scene.head(*t).is_none()).and_then(|root| {
                let says = scene.act_of_verb(&scene.lemma(root)).is_some();
                scene.subject(root).filter(|_| !says)
            });
            let party = subject.and_then(|s| people.at(s)).filter(|p| people.is_person(*p));
            if party.is_some_and(|p| !people.all[p].unnamed && !people.victims.contains(&p) && !of_court(p)) {
                return true;
            }
        }
        false
    }

    /// The accused people of the nearest sentence of the paragraph, from the step's own backwards, that speaks of any.
    fn nearest(&self, people: &People<'_, '_>, finding: &Finding) -> Option<Vec<PartyId>> {
        let mut at = finding.sentence;
        loop {
            let here = people.in_sentence(at).into_iter();
            // Whom the text leaves unnamed may be anybody.
            let named = unique(here.filter(|p| self.is_accused(people, *p) && !people.all[*p].unnamed));
            if !named.is_empty() {
                return Some(named);
            }
            at = at.checked_sub(1).filter(|b| self.same_block(*b, finding.sentence))?;
        }
    }

    fn is_accused(&self, people: &People<'_, '_>, party: PartyId) -> bool {
        people.accused.contains(&party) || self.charges.iter().any(|c| c.defendant == party)
    }

    /// Whether a charge can be meant by the name of an offence.
    fn is_alike(&self, charge: usize, text: &str) -> bool {
        let (known, key) = (&self.known[charge].key, OffenceKey::new(text));
        let words = self.scene.words;
        let close = known.same(&key)
            || only_narrows(words, known, &key)
            || only_narrows(words, &key, known)
            || key.within(known);
        close && nature::alike(self.scene.words, self.name(charge), text)
    }

    /// The name of a charge's offence.
    pub(super) fn name(&self, charge: usize) -> &str {
        self.charges.get(charge).and_then(|c| c.offence.as_ref()).map_or("", |o| o.text.as_str())
    }

    /// Whether a day lies well before all that was brought against a person: charges of one case come within weeks.
    fn is_before(&self, party: PartyId, date: Option<Period>) -> bool {
        let date = date.and_then(|d| d.last().checked_add(jiff::Span::new().days(90)).ok()).map(Period::day);
        let mut own =
            self.charges.iter().zip(&self.known).filter(|(c, k)| c.defendant == party && !k.prior).peekable();
        own.peek().is_some() && own.all(|(c, _)| precedes(date, c))
    }

    /// Of the charges that a step was taken to mean those that it can: none that was brought only later, none that is
    /// only the one "originally" brought where the step needs guilt, and for "He did not enter a plea" none that ended.
    pub(super) fn can_mean(&self, meant: Vec<usize>, status: Status, finding: &Finding) -> Vec<usize> {
        let date = self.scene.dates.of_finding(self.scene, finding);
        let silent = &*finding.rule == "trial.did-not-plead";
        let first_only = |c: usize| {
            let opened = |s: &factum_types::Step| s.status <= Status::Pending;
            status == Status::Sentenced
                && self.known[c].original
                && self.charges[c].history.iter().all(opened)
        };
        // "pleaded guilty to one count of theft; the other counts were dropped": not the one that he is guilty of.
        let rest = matches!(status, Status::Dismissed | Status::Acquitted)
            && finding.all("offence").any(|o| {
                let words = self.scene.tokens_in(o.span);
                (words.start.saturating_sub(2)..words.end).any(|i| {
                    matches!(self.scene.lower(i), "other" | "others" | "remaining" | "rest" | "additional")
                })
            });
        let guilty = |c: usize| {
            self.charges[c].history.iter().any(|s| {
                matches!(s.status, Status::PleadedGuilty | Status::PleadedNoContest | Status::Convicted)
            })
        };
        // One trial is of what the charge became, and not of what it was at first.
        let one_trial = matches!(
            status,
            Status::Pending | Status::Mistrial | Status::Acquitted | Status::Convicted | Status::Sentenced
        );
        let became = one_trial && meant.iter().any(|c| !self.known[*c].original);
        meant
            .into_iter()
            .filter(|c| !(became && self.known[*c].original))
            .filter(|c| !(rest && guilty(*c)))
            .filter(|c| !precedes(date, &self.charges[*c]) && !first_only(*c))
            .filter(|c| !silent || allowed(Status::Pending, &self.charges[*c]))
            .collect()
    }

    /// "was previously convicted of theft and was fined", "a conviction for theft, for which she was fined": the second
    /// verb is of what the first one names. `None` where no first verb names anything.
    pub(super) fn beside(&self, own: &[usize], finding: &Finding) -> Option<Vec<usize>> {
        let first = self.first_verb(finding)?;
        let of = |c: &usize| {
            self.known[*c].from == (first.sentence, first.anchor)
                || self.charges[*c].history.iter().any(|s| s.evidence.span == first.span)
        };
        Some(own.iter().copied().filter(of).collect())
    }

    /// The finding of guilt whose verb a sentence's verb is coordinated with, or in whose words its clause hangs, if it
    /// names an offence.
    fn first_verb(&self, finding: &Finding) -> Option<&Finding> {
        let scene = self.scene;
        if finding.set("status") != Some("sentenced") || finding.all("offence").next().is_some() {
            return None;
        }
        let guilty = |f: &&Finding| {
            f.sentence == finding.sentence
                && matches!(f.set("status"), Some("convicted" | "pleaded_guilty" | "pleaded_no_contest"))
                && f.all("offence").any(|o| self.text_of(o).is_some())
        };
        let mut at = finding.anchor;
        for _ in 0..4 {
            let dep = scene.token(at).dep;
            at = scene.head(at).filter(|_| matches!(dep, Dep::Conj | Dep::Relcl))?;
            let span = scene.token(at).span;
            let hangs = |f: &&Finding| {
                f.anchor == at
                    || dep == Dep::Relcl && scene.lemma(at) == "conviction" && f.span.contains(span)
            };
            if let Some(first) = scene.of_kind("charge").find(|f| guilty(f) && hangs(f)) {
                return Some(first);
            }
        }
        None
    }
}

/// Whether a day lies before a charge was brought.
fn precedes(date: Option<Period>, charge: &Charge) -> bool {
    let opens =
        |s: &Status| matches!(s, Status::Arrested | Status::Charged | Status::Indicted | Status::Arraigned);
    let opened =
        charge.history.iter().filter(|s| opens(&s.status)).filter_map(|s| s.date).min_by_key(|d| d.first());
    matches!((date, opened), (Some(date), Some(opened)) if date.last() < opened.first())
}
