//! Which charges a step means that names none: "the charges", "both counts", "was convicted".

use factum_types::{Binding, Finding, PartyId, Period, Status, Step};

use super::builder::Builder;
use super::builder::is_enhancement;
use super::told::{TOLD, shows};
use crate::links::Denoted;
use crate::offence::{OffenceKey, sort_of_charge};
use crate::people::People;
use crate::scene::Scene;

impl Builder<'_, '_> {
    /// A step that names no offence, or no person.
    pub(super) fn unnamed(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: Vec<Denoted>) {
        let offence = finding.all("offence").find(|b| self.text_of(b).is_some()).cloned();
        match (who.is_empty(), offence) {
            (true, Some(offence)) => {
                let may_be = |who: &Denoted| self.may_be(people, finding, who, &offence);
                let who = self.elided(people, finding, &offence).filter(may_be);
                if let Some(who) = who.or_else(|| self.of_paragraph(people, finding).filter(may_be)) {
                    self.step(people, finding, &who, &offence);
                }
            }
            (true, None) => {
                let told = || self.told_here(finding).or_else(|| self.told_of(people, finding));
                // "that charge" is none that the words before do not tell of.
                let alone = finding.set("scope") != Some(TOLD) && !shows(self.scene, finding);
                if let Some(who) = told().or_else(|| {
                    self.sole_defendant(people)
                        .filter(|w| alone && !self.speaks_of_another(people, finding, w.party))
                }) {
                    self.all_of(people, finding, &who);
                }
            }
            (false, _) => {
                for denoted in who {
                    self.all_of(people, finding, &denoted);
                }
            }
        }
    }

    /// The one person whom the document charges, for steps that name neither person nor offence.
    fn sole_defendant(&self, people: &People<'_, '_>) -> Option<Denoted> {
        let all = unique(self.charges.iter().map(|c| c.defendant));
        let named: Vec<PartyId> = all.iter().copied().filter(|p| !people.all[*p].unnamed).collect();
        match if named.is_empty() { all } else { named }.as_slice() {
            [only] => {
                let why = "the only person in the document who is charged".to_owned();
                Some(Denoted { party: *only, inferred: Some(why) })
            }
            _ => None,
        }
    }

    /// "Prosecutors later dropped the charge": of the one person whose charge the sentence before tells, in the same
    /// paragraph, whoever else the document charges.
    fn told_of(&self, people: &People<'_, '_>, finding: &Finding) -> Option<Denoted> {
        let before = finding.sentence.checked_sub(1).filter(|b| self.same_block(*b, finding.sentence))?;
        let named = people.in_sentence(finding.sentence);
        let charged = self.charged_in_sentence(before);
        match (charged.as_slice(), named.is_empty()) {
            ([only], true) => {
                let why = "the sentence before tells of this person's charge".to_owned();
                Some(Denoted { party: *only, inferred: Some(why) })
            }
            _ => None,
        }
    }

    /// Whose charges a sentence tells of.
    fn charged_in_sentence(&self, sentence: usize) -> Vec<PartyId> {
        let all: Vec<usize> = (0..self.charges.len()).collect();
        unique(self.charged_in(&all, sentence).into_iter().map(|c| self.charges[c].defendant))
    }

    /// Whose charge it is where the sentence does not say: the one person who is charged with that offence, or
    /// whom the sentence before speaks of as charged, or the only one charged at all.
    fn elided(&self, people: &People<'_, '_>, finding: &Finding, offence: &Binding) -> Option<Denoted> {
        let text = self.text_of(offence)?;
        let (key, sort) = (OffenceKey::new(&text), sort_of_charge(self.scene.words, &text));
        let owners: Vec<PartyId> = unique(
            self.charges
                .iter()
                .zip(&self.known)
                .filter(|(_, k)| match sort {
                    Some(class) => k.key.is_of(self.scene.words, class),
                    None => key.within(&k.key) || k.key.within(&key),
                })
                .map(|(c, _)| c.defendant),
        );
        let marked = |party, why: &str| Some(Denoted { party, inferred: Some(why.to_owned()) });
        match owners.as_slice() {
            [only] => return marked(*only, "the only person in the document who is charged with it"),
            [] => {}
            _ => return None,
        }
        for back in 0..2 {
            let index = finding.sentence.checked_sub(back)?;
            let named: Vec<PartyId> = people.in_sentence(index);
            let charged: Vec<PartyId> =
                named.iter().copied().filter(|p| self.charges.iter().any(|c| c.defendant == *p)).collect();
            match (charged.as_slice(), named.len()) {
                ([only], _) => return marked(*only, "the defendant is taken from the sentences around it"),
                ([], 0) => {}
                _ => return None,
            }
        }
        self.sole_defendant(people)
    }

    /// Applies a step that names no offence to the charges of a person that it must mean.
    fn all_of(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: &Denoted) {
        let Some(status) = finding.set("status").and_then(|s| s.parse::<Status>().ok()) else { return };
        let own: Vec<usize> = (0..self.charges.len())
            .filter(|c| self.charges[*c].defendant == who.party && self.charges[*c].offence.is_some())
            .collect();
        // "increased the charge to manslaughter": the new charge may be on record already, and is not the old one.
        let into = finding.one("into").and_then(|b| self.text_of(b)).map(|t| OffenceKey::new(&t));
        let own: Vec<usize> = own
            .into_iter()
            .filter(|c| into.as_ref().is_none_or(|key| !self.known[*c].key.same(key)))
            .collect();
        let number = said_number(self.scene, finding);
        let beside = self.beside(&own, finding);
        let second = beside.is_some();
        let meant = beside.unwrap_or_else(|| self.meant(&own, status, finding, number));
        let any = second || !meant.is_empty();
        let meant = self.can_mean(meant, status, finding);
        // The second verb of what is not on record, a day before the charge was brought: of none that is.
        if any && meant.is_empty() {
            return;
        }
        people.use_party(who.party);
        let step = self.make_step(people, finding, who, None);
        match meant.as_slice() {
            // What brings a charge and names none adds nothing to the charges that are named.
            [] if matches!(status, Status::Arrested | Status::Amended) => {}
            // "Charges against Quill are pending": which, the text never says.
            [] if status == Status::Pending && (finding.one("offence").is_none() || !own.is_empty()) => {}
            [] if status == Status::Charged && !own.is_empty() => {}
            // "A review exonerated the officer": what lifts a conviction makes none.
            [] if status == Status::Vacated => {
                // "was convicted and sentenced to 22 years; a court overturned it": of what, the text never says.
                let bare = |c: &factum_types::Charge| {
                    c.defendant == who.party && c.offence.is_none() && is_guilty(c)
                };
                if let Some(at) = self.charges.iter().position(bare).filter(|_| own.is_empty()) {
                    self.add_step(at, step);
                }
            }
            // "that case was dismissed": what points back to nothing that was told makes no charge.
            [] if finding.set("scope") == Some(TOLD) => {}
            // "was acquitted", of a person none of whose charges can have ended so: another case, which nothing names.
            [] if status == Status::Acquitted && finding.one("offence").is_none() && !own.is_empty() => {}
            // "was convicted today … pleaded guilty to two counts": the plea is the conviction, on that day.
            [] if status == Status::Convicted && self.by_plea(&own) => self.date_pleas(&own, step.date),
            [] => {
                // "A man accused of robbery pleaded not guilty": the accusation says to what.
                let accused: Vec<Vec<Binding>> = self
                    .accusations
                    .iter()
                    .filter(|(p, o)| *p == who.party && o.iter().any(|b| self.text_of(b).is_some()))
                    .map(|(_, o)| o.clone())
                    .collect();
                if let ([offences], true) = (accused.as_slice(), own.is_empty()) {
                    let mut who = who.clone();
                    who.inferred = Some("the offence is the one that the person is accused of".to_owned());
                    for offence in offences {
                        self.step(people, finding, &who, offence);
                    }
                    return;
                }
                let none = self.without_offence(who.party);
                self.add_step(none, step);
            }
            [only] => {
                self.add_step(*only, step);
                self.tell(*only, finding);
            }
            // "the charge" of several: it does not say which.
            _ if number == Said::One => {
                let none = self.without_offence(who.party);
                self.add_step(none, step);
            }
            several => {
                for charge in several {
                    self.add_step(*charge, step.clone());
                    self.tell(*charge, finding);
                }
            }
        }
        self.brought_instead(people, finding, who);
    }

    /// Whether a person is guilty by plea, of whatever the document charges him with.
    fn by_plea(&self, own: &[usize]) -> bool {
        let here = || own.iter().map(|c| &self.charges[*c]).zip(own).filter(|(_, c)| !self.known[**c].prior);
        here().next().is_some() && here().all(|(charge, _)| charge.history.iter().any(is_plea))
    }

    /// Gives the pleas that the text does not date the day of the conviction that they are.
    fn date_pleas(&mut self, own: &[usize], day: Option<Period>) {
        let pleas = own.iter().filter(|c| !self.known[**c].prior);
        for charge in pleas.copied().collect::<Vec<_>>() {
            for plea in self.charges[charge].history.iter_mut().filter(|s| is_plea(s) && s.date.is_none()) {
                plea.date = day;
                if day.is_some() {
                    plea.inferred.push("dated by the conviction that the plea is".to_owned());
                }
            }
        }
    }

    /// Which of a person's charges a step without an offence means: those of the same sentence before it, those
    /// of the sentence before, those that procedure allows, or the only one.
    fn meant(&self, own: &[usize], status: Status, finding: &Finding, number: Said) -> Vec<usize> {
        // One pleads to charges: an enhancement adds to the punishment of one, and is none of its own.
        let pleads = matches!(
            status,
            Status::PleadedNotGuilty | Status::PleadedGuilty | Status::PleadedNoContest | Status::Arraigned
        );
        let charges: Vec<usize> =
            own.iter().copied().filter(|c| !pleads || !is_enhancement(&self.charges[*c])).collect();
        let own = charges.as_slice();
        let anchor = self.scene.token(finding.anchor).span;
        let allows = |c: &usize| allowed(status, &self.charges[*c]);
        let near = |back: usize| -> Vec<usize> {
            let Some(sentence) = finding.sentence.checked_sub(back) else { return Vec::new() };
            let Some(tokens) = self.scene.analysis.sentences.get(sentence).map(|s| s.tokens.clone()) else {
                return Vec::new();
            };
            let span = self.scene.span(&tokens);
            let told = |c: &&usize| {
                self.charges[**c].history.iter().any(|s| {
                    span.contains(s.evidence.span)
                        && s.evidence.span.start < anchor.start
                        && s.status < status
                })
            };
            let here = |c: &usize| !self.known[*c].prior;
            let open: Vec<usize> =
                own.iter().filter(told).copied().filter(|c| here(c) && allows(c)).collect();
            // "In 2015 he pleaded guilty to theft. He was sentenced to probation": of the case just told, where the
            // words give no day of another.
            let goes_on = back == 1
                && status == Status::Sentenced
                && self.scene.dates.of_finding(self.scene, finding).is_none()
                && self.same_block(sentence, finding.sentence);
            let recited =
                |c: &usize| self.charges[*c].history.iter().any(|s| s.evidence.rule.starts_with("prior."));
            let earlier = || own.iter().filter(told).copied().filter(|c| allows(c) && !recited(c));
            if open.is_empty() && goes_on { earlier().collect() } else { open }
        };
        let fits = |found: &[usize]| match number {
            Said::Some(n) => {
                found.len() == n || (found.len() == 1 && self.charges[found[0]].counts.is_some())
            }
            _ => !found.is_empty(),
        };
        let told = self.by_sentence(own, status, finding);
        if finding.set("scope") == Some(TOLD) || !told.is_empty() && (fits(&told) || number == Said::One) {
            return told;
        }
        if status == Status::Arrested {
            // A bare arrest is a step of what the same sentence charges; of more it does not speak.
            return self.charged_in(own, finding.sentence);
        }
        if finding.set("scope").is_none() && number != Said::All {
            let reach = if finding.one("offence").is_none() { 2 } else { 3 };
            for back in 0..reach {
                let near = near(back);
                if !near.is_empty() && fits(&near) {
                    return near;
                }
            }
        }
        // Beyond the sentences around it, a step is never one of another case.
        let own: Vec<usize> = own.iter().copied().filter(|c| !self.known[*c].prior).collect();
        let open = self.open_for(&own, status);
        match (open.is_empty(), own.as_slice()) {
            // "are still charged with two counts": not the one that has ended, and not one where two are meant.
            (true, [only])
                if status == Status::Charged && (ended(&self.charges[*only]) || !fits(&[*only])) =>
            {
                Vec::new()
            }
            // "was acquitted" is never of what somebody was found guilty of.
            (true, [_]) if status == Status::Acquitted && finding.one("offence").is_none() => Vec::new(),
            (true, [only]) if status != Status::Pending => vec![*only],
            _ if !fits(&open) => Vec::new(),
            _ => open,
        }
    }
}

impl Builder<'_, '_> {
    /// Whether two sentences stand in one paragraph.
    pub(super) fn same_block(&self, a: usize, b: usize) -> bool {
        let block = |i: usize| self.scene.analysis.sentences.get(i).map(|s| s.block);
        block(a) == block(b)
    }

    /// Those of a person's charges for which procedure allows a step.
    pub(super) fn open_for(&self, own: &[usize], status: Status) -> Vec<usize> {
        let convicted = |c: &usize| {
            self.charges[*c].history.iter().any(|s| {
                matches!(s.status, Status::Convicted | Status::PleadedGuilty | Status::PleadedNoContest)
            })
        };
        let mut open: Vec<usize> =
            own.iter().copied().filter(|c| allowed(status, &self.charges[*c])).collect();
        if matches!(status, Status::Sentenced | Status::Vacated | Status::Appealed | Status::Affirmed)
            && open.iter().any(&convicted)
        {
            open.retain(|c| convicted(c));
        }
        // The verdict of whom the lead says to be sentenced is on what he is sentenced for.
        let sentenced = |c: &usize| self.charges[*c].history.iter().any(|s| s.status == Status::Sentenced);
        let leads_there =
            matches!(status, Status::Convicted | Status::PleadedGuilty | Status::PleadedNoContest);
        if leads_there && open.iter().any(&sentenced) {
            open.retain(|c| sentenced(c));
        }
        open
    }

    /// Those of a person's charges that a sentence tells of.
    fn charged_in(&self, own: &[usize], sentence: usize) -> Vec<usize> {
        let Some(tokens) = self.scene.analysis.sentences.get(sentence).map(|s| s.tokens.clone()) else {
            return Vec::new();
        };
        let span = self.scene.span(&tokens);
        let told = |c: &usize| {
            !self.known[*c].prior && self.charges[*c].history.iter().any(|s| span.contains(s.evidence.span))
        };
        own.iter().copied().filter(told).collect()
    }
}

/// Whether somebody was found guilty or punished.
fn is_guilty(charge: &factum_types::Charge) -> bool {
    charge.history.iter().any(|s| is_plea(s) || matches!(s.status, Status::Convicted | Status::Sentenced))
}

/// A plea that is a conviction by itself.
fn is_plea(step: &Step) -> bool {
    matches!(step.status, Status::PleadedGuilty | Status::PleadedNoContest)
}

/// How many charges the words speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// Nothing of it: "was convicted", "the charges".
    Nothing,
    /// "the charge".
    One,
    /// "both counts", "all three charges", "the two charges".
    Some(usize),
    /// "all charges", "the case".
    All,
}

fn said_number(scene: &Scene<'_>, finding: &Finding) -> Said {
    if finding.set("scope") == Some("case") {
        return Said::All;
    }
    let Some(offence) = finding.one("offence").filter(|_| finding.set("scope") != Some(TOLD)) else {
        let behind = finding.anchor + 1..scene.sentence(finding.anchor).end.min(finding.anchor + 6);
        return if is_part(scene, behind) { Said::One } else { Said::Nothing };
    };
    let words = scene.tokens_in(offence.span);
    let around = words.start.saturating_sub(3).max(scene.sentence(words.start).start)..words.end;
    let number = |i: usize| match scene.lower(i) {
        "both" | "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        "six" => Some(6),
        _ => None,
    };
    if is_part(scene, around.start.saturating_sub(1)..offence.head) {
        return Said::One;
    }
    if let Some(n) = around.clone().rev().find_map(number) {
        return Said::Some(n);
    }
    if around.clone().any(|i| matches!(scene.lower(i), "all" | "every")) {
        return Said::All;
    }
    match scene.lower(offence.head) {
        "both" => Said::Some(2),
        "case" | "indictment" | "them" | "all" => Said::All,
        word if word.ends_with('s') => Said::Nothing,
        _ => Said::One,
    }
}

/// "one of the two counts", "some of the charges": it does not say which.
fn is_part(scene: &Scene<'_>, words: std::ops::Range<usize>) -> bool {
    let part = |w: &str| matches!(w, "one" | "some" | "most" | "several" | "half" | "two" | "three");
    let all = |w: &str| matches!(w, "the" | "his" | "her" | "their" | "those" | "these");
    words
        .clone()
        .any(|i| i > 0 && scene.lower(i) == "of" && part(scene.lower(i - 1)) && all(scene.lower(i + 1)))
}

/// Whether a charge came to its end without a conviction.
fn ended(charge: &factum_types::Charge) -> bool {
    charge
        .history
        .iter()
        .any(|s| matches!(s.status, Status::Dismissed | Status::Acquitted | Status::Declined))
}

/// Whether procedure lets a charge take a step that does not name it.
pub(super) fn allowed(status: Status, charge: &factum_types::Charge) -> bool {
    let has = |wanted: &[Status]| charge.history.iter().any(|s| wanted.contains(&s.status));
    let ended = ended(charge);
    let guilty =
        has(&[Status::Convicted, Status::PleadedGuilty, Status::PleadedNoContest, Status::Sentenced]);
    let brought = has(&[Status::Charged, Status::Indicted, Status::Arraigned, Status::Pending]);
    match status {
        // What comes early may be told late: "she had pleaded not guilty", of a charge that has ended.
        Status::PleadedNotGuilty | Status::Arraigned | Status::Indicted => true,
        Status::Arrested => brought,
        Status::Sentenced => !ended,
        Status::Vacated | Status::Appealed | Status::Affirmed => guilty,
        // Who pleaded guilty is convicted by that: no verdict is told.
        Status::Convicted => !ended && !has(&[Status::PleadedGuilty, Status::PleadedNoContest]),
        Status::PleadedGuilty | Status::PleadedNoContest => !ended && !has(&[Status::Convicted]),
        Status::Dismissed | Status::Acquitted | Status::Mistrial => {
            (!guilty || has(&[Status::Vacated])) && !has(&[Status::Declined])
        }
        Status::Pending | Status::Diverted | Status::Amended => !ended && !guilty,
        Status::Charged | Status::Declined => false,
        Status::Pardoned | Status::Sealed => true,
    }
}

pub(super) fn unique(parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut found: Vec<PartyId> = parties.collect();
    found.sort_unstable();
    found.dedup();
    found
}
