//! The charges of a document while they are built, step by step.

use factum_types::{Binding, Charge, Event, Evidence, Finding, Offence, PartyId, Period, Role, Status, Step};

use super::history::{by, can_follow, current, not_before, order, prejudice, told_as_earlier, window};
use super::lead::Joined;
use super::told::ON_RECORD;
use crate::dates::is_of_older_case;
use crate::links::Denoted;
use crate::offence::{OffenceKey, named, only_narrows};
use crate::people::People;
use crate::retold::date_retold;
use crate::scene::Scene;
use crate::speech::said_by;

pub(super) struct Builder<'s, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) charges: Vec<Charge>,
    /// Beside each charge, what is needed to know it again.
    pub(super) known: Vec<Kept>,
    /// What people are accused of by words that bring no charge.
    pub(super) accusations: Vec<(PartyId, Vec<Binding>)>,
    /// The day of what the document is about; a step of before it is of another case.
    incident: Option<Period>,
}

/// What identifies a charge within its document.
pub(super) struct Kept {
    pub(super) key: OffenceKey,
    /// Whether it belongs to another case, told as the person's history: "a prior conviction for".
    pub(super) prior: bool,
    /// Whether the text calls it the charge that was brought at first: "was originally charged with".
    pub(super) original: bool,
    /// The finding that named it first: two members of one list are two charges.
    pub(super) from: (usize, usize),
    /// Whether the words only describe what was done, as a headline or a lead does ("sentenced for stealing from
    /// investors"), and no telling gave it as a count or by its legal name.
    pub(super) loose: bool,
    /// Whether it is a lone gerund: the name of an act, and of no offence.
    pub(super) act: bool,
    /// Whether it is told as a count: "two felony counts of grand theft".
    pub(super) counted: bool,
    /// The finding that counted it: those of one finding are charges of one case.
    pub(super) list: Option<(usize, usize)>,
    /// Sentence and anchor of each finding that tells of it.
    pub(super) told: Vec<(usize, usize)>,
}

impl<'s, 'a> Builder<'s, 'a> {
    pub(super) fn new(scene: &'s Scene<'a>, events: &[Event]) -> Builder<'s, 'a> {
        let incident = events
            .iter()
            .filter(|e| crate::events::is_of_the_story(e))
            .filter_map(|e| e.date.filter(|d| d.as_day().is_some()))
            .min_by_key(|d| d.first());
        Builder { scene, charges: Vec::new(), known: Vec::new(), accusations: Vec::new(), incident }
    }

    /// Whether a step is of another case: told as the person's history, or dated before what this one is about.
    pub(super) fn is_prior(&self, finding: &Finding) -> bool {
        let before = || {
            let date = self.scene.dates.of_finding(self.scene, finding)?;
            Some(date.last() < self.incident?.first())
        };
        finding.set("scope") == Some("prior")
            || super::conduct::in_other_case(self.scene, finding)
            || before().unwrap_or(false)
    }

    /// The offence that a binding names; `None` for "the charges".
    pub(super) fn text_of(&self, binding: &Binding) -> Option<String> {
        let lemma = self.scene.lemma(binding.head);
        named(self.scene.words, &self.scene.document.text, binding.span, &lemma)
    }

    pub(super) fn step(
        &mut self,
        people: &mut People<'_, '_>,
        finding: &Finding,
        who: &Denoted,
        offence: &Binding,
    ) {
        let Some(text) = self.text_of(offence) else { return };
        if let Some(meant) = self.of_sort(who.party, &text, finding) {
            let step = self.make_step(people, finding, who, Some(offence));
            for charge in meant {
                self.add_step(charge, step.clone());
                self.tell(charge, finding);
            }
            return;
        }
        for text in super::conduct::other_degrees(self.scene, offence, &text) {
            let charge = self.charge_for(who.party, &text, offence, finding);
            let step = self.make_step(people, finding, who, Some(offence));
            self.add_step(charge, step);
        }
        let before = self.charges.len();
        let charge = self.charge_for(who.party, &text, offence, finding);
        people.use_party(who.party);
        let mut step = self.make_step(people, finding, who, Some(offence));
        if let Some(date) = super::conduct::own_time(self.scene, finding, offence) {
            step.date = Some(date);
        }
        self.add_step(charge, step);
        self.tell(charge, finding);
        // "denies murdering": a plea names what is charged.
        let mut names = finding.set("scope") == Some(ON_RECORD) || offence.counts.is_some();
        // "guilty of conspiracy, arson and making a false report": in a list of names the gerund is one.
        names |= super::conduct::is_act(self.scene, offence)
            && finding.all("offence").any(|o| !super::conduct::is_act(self.scene, o));
        let loose = !names
            && (people.all[who.party].unnamed || super::conduct::describes(self.scene, finding, offence));
        let act = !names && super::conduct::is_act(self.scene, offence);
        let counted = offence.counts.is_some() || finding.set("scope") == Some("line");
        if let Some(kept) = self.known.get_mut(charge) {
            kept.loose = loose && (kept.loose || charge == before);
            kept.act = act && (kept.act || charge == before);
            kept.counted |= counted;
            if counted {
                kept.list = kept.list.or(Some((finding.sentence, finding.anchor)));
            }
        }
        if let Some(charge) = self.charges.get_mut(charge) {
            charge.counts = charge.counts.or(offence.counts);
        }
        self.brought_instead(people, finding, who);
    }

    /// The charge that an amended one became: it stands from then on.
    pub(super) fn brought_instead(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: &Denoted) {
        let Some(into) = finding.one("into").cloned() else { return };
        let Some(text) = self.text_of(&into) else { return };
        let charge = self.charge_for(who.party, &text, &into, finding);
        let step = Step { status: Status::Charged, ..self.make_step(people, finding, who, Some(&into)) };
        self.add_step(charge, step);
    }

    /// The charge of a person for an offence; made if there is none yet.
    fn charge_for(&mut self, party: PartyId, text: &str, offence: &Binding, finding: &Finding) -> usize {
        let key = OffenceKey::new(text);
        let prior = self.is_prior(finding);
        let from = (finding.sentence, finding.anchor);
        let own: Vec<usize> = (0..self.charges.len())
            .filter(|c| self.charges[*c].defendant == party && self.known[*c].prior == prior)
            .collect();
        // "for theft in 1994 and theft in 2002": a record that names an offence twice tells of two cases.
        let twice = |c: &usize| prior && self.known[*c].from == from;
        if let Some(same) = own.iter().find(|c| self.known[**c].key.same(&key) && !twice(c)) {
            return *same;
        }
        // A shorter name for the one charge that it fits: "the murder charge" for second-degree murder. Only the
        // definite article or "charge" after it points back so; a bare name does where the longer one adds no more
        // than a degree.
        let points_back = offence.span.start > 0 && {
            let first = self.scene.tokens_in(offence.span).start;
            first > 0
                && matches!(
                    self.scene.lower(first - 1),
                    "the" | "that" | "this" | "his" | "her" | "their" | "those"
                )
        };
        // "two counts of lewd acts … three counts of forcible lewd acts" are two charges.
        let apart = |c: &usize| {
            let counts = (self.charges[*c].counts, offence.counts);
            self.known[*c].from == from || matches!(counts, (Some(a), Some(b)) if a != b)
        };
        let words = self.scene.words;
        let wider: Vec<usize> = own
            .iter()
            .copied()
            .filter(|c| {
                key.within(&self.known[*c].key) && super::nature::alike(self.scene.words, self.name(*c), text)
            })
            .collect();
        if let [only] = wider.as_slice()
            && !apart(only)
            && (points_back || only_narrows(words, &self.known[*only].key, &key))
        {
            return *only;
        }
        // And the other way round: the lead says "murder", the story "second-degree murder".
        let narrower: Vec<usize> =
            own.iter().copied().filter(|c| only_narrows(words, &key, &self.known[*c].key)).collect();
        if let [only] = narrower.as_slice()
            && !apart(only)
        {
            self.charges[*only].offence = Some(offence_named(text, offence));
            self.known[*only].key = key;
            return *only;
        }
        self.charges.push(Charge {
            defendant: party,
            offence: (!key.is_empty()).then(|| offence_named(text, offence)),
            counts: offence.counts,
            numbers: Vec::new(),
            history: Vec::new(),
            current: Status::Charged,
            enhances: None,
        });
        let original = super::original::says_original(self.scene, finding);
        self.known.push(Kept {
            key,
            prior,
            original,
            from,
            loose: false,
            act: false,
            counted: false,
            list: None,
            told: Vec::new(),
        });
        self.charges.len() - 1
    }

    pub(super) fn make_step(
        &self,
        people: &mut People<'_, '_>,
        finding: &Finding,
        who: &Denoted,
        offence: Option<&Binding>,
    ) -> Step {
        let scene = self.scene;
        let status = finding.set("status").and_then(|s| s.parse().ok()).unwrap_or(Status::Charged);
        let mut inferred: Vec<String> = who.inferred.iter().cloned().collect();
        if offence.is_none() {
            inferred.push("the words name no offence: the charges on record are meant".to_owned());
        }
        let present = finding.rule.ends_with("present") || status == Status::Pending;
        // A stretch of years is when it was done, and never the day of a step; only priors are summed up so.
        let long = |p: &Period| p.last().year() - p.first().year() > 1;
        let own = scene.dates.of_finding(scene, finding);
        // "are charged over the death of Roe on May 3, 2021", told two years later: the day is that of the death.
        let published = scene.document.published.map(|p| p.date);
        let past = |p: &Period| present && published.is_some_and(|day| day.first().year() > p.last().year());
        let own = own.filter(|p| finding.set("scope") == Some("prior") || !(long(p) || past(p)));
        let date = own.or_else(|| match status {
            // What "is pending" holds on the day that says so; no other step takes the publication date.
            Status::Pending if present => scene.document.published.map(|p| p.date),
            _ => None,
        });
        Step {
            status,
            surface: scene.word(finding.anchor).to_owned(),
            date,
            window: None,
            earlier: told_as_earlier(scene, finding),
            by: by(scene, people, finding, status),
            prejudice: prejudice(scene, finding),
            modality: finding.claim.modality,
            said_by: said_by(scene, people, finding),
            // The words that show a step: the whole of the finding, from the person to the offence.
            evidence: Evidence { span: finding.span, rule: finding.rule.to_string() },
            confidence: 0.9 - 0.15 * inferred.len() as f32,
            inferred,
        }
    }

    pub(super) fn add_step(&mut self, charge: usize, step: Step) {
        let Some(charge) = self.charges.get_mut(charge) else { return };
        let twin = charge.history.iter_mut().find(|s| {
            s.status == step.status && (s.date == step.date || s.date.is_none() || step.date.is_none())
        });
        match twin {
            // The same step told again: the fuller telling stands, the date is kept.
            Some(twin) => {
                twin.date = twin.date.or(step.date);
                if twin.by == "not_stated" {
                    twin.by = step.by;
                }
                if twin.prejudice == "not_stated" {
                    twin.prejudice = step.prejudice;
                }
                twin.earlier |= step.earlier;
            }
            None => charge.history.push(step),
        }
    }

    pub(super) fn without_offence(&mut self, party: PartyId) -> usize {
        let found = self.charges.iter().position(|c| c.defendant == party && c.offence.is_none());
        found.unwrap_or_else(|| {
            self.charges.push(Charge {
                defendant: party,
                offence: None,
                counts: None,
                numbers: Vec::new(),
                history: Vec::new(),
                current: Status::Charged,
                enhances: None,
            });
            let key = OffenceKey::new("");
            let from = (usize::MAX, 0);
            self.known.push(Kept {
                key,
                prior: false,
                original: false,
                from,
                loose: false,
                act: false,
                counted: false,
                list: None,
                told: Vec::new(),
            });
            self.charges.len() - 1
        })
    }

    /// Whether two people are charged with what could be one offence.
    pub(super) fn share_an_offence(&self, a: PartyId, b: PartyId) -> bool {
        let of = |party: PartyId| {
            (0..self.charges.len())
                .filter(move |c| self.charges[*c].defendant == party && !self.known[*c].prior)
        };
        of(a).any(|x| {
            of(b).any(|y| {
                let alike = super::nature::alike(self.scene.words, self.name(x), self.name(y));
                let (x, y) = (&self.known[x].key, &self.known[y].key);
                (x.within(y) || y.within(x)) && alike
            })
        })
    }

    pub(super) fn has_offence(&self, party: PartyId) -> bool {
        self.charges.iter().any(|c| c.defendant == party && c.offence.is_some())
    }

    /// Gives the charges of each unnamed person to the named one who is the same.
    pub(super) fn join(&mut self, people: &mut People<'_, '_>, joined: &Joined) {
        if joined.is_empty() {
            return;
        }
        let (charges, known) = (std::mem::take(&mut self.charges), std::mem::take(&mut self.known));
        let mut given: Vec<(Charge, Kept, bool)> = Vec::new();
        for (charge, kept) in charges.into_iter().zip(known) {
            match joined.get(&charge.defendant) {
                Some(same) => given.push((Charge { defendant: same.party, ..charge }, kept, same.follows)),
                None => {
                    self.charges.push(charge);
                    self.known.push(kept);
                }
            }
        }
        for (charge, kept, follows) in given {
            let own: Vec<usize> = (0..self.charges.len())
                .filter(|c| self.charges[*c].defendant == charge.defendant && !self.known[*c].prior)
                .filter(|c| self.charges[*c].offence.is_some())
                .collect();
            let known = own.iter().any(|c| {
                let key = &self.known[*c].key;
                key.within(&kept.key) || kept.key.within(key)
            });
            if known || own.is_empty() || kept.prior || !follows {
                self.charges.push(charge);
                self.known.push(kept);
                continue;
            }
            // "sentenced for attacking a guest": the lead describes what the story then charges by its name.
            for step in charge.history {
                for c in self.open_for(&own, step.status) {
                    let mut step = step.clone();
                    step.inferred.push("the lead describes what the story charges by its name".to_owned());
                    self.add_step(c, step);
                }
            }
        }
        // A named person's own rows may stand behind those that he was given.
        self.fold_doubles();
        for (unnamed, same) in joined {
            people.join(*unnamed, same.party);
        }
    }

    pub(super) fn finish(mut self, people: &mut People<'_, '_>) -> Vec<Charge> {
        self.fold_descriptions();
        self.spread_from_lead();
        self.replaced();
        self.drop_bare_enhancements();
        self.drop_headline_strangers(people);
        // Somebody unnamed of whom not even the offence is known is nobody's record.
        self.charges.retain(|c| {
            !c.history.is_empty()
                && (c.offence.is_some() || !people.all[c.defendant].unnamed || c.history.len() > 1)
        });
        let published = self.scene.document.published.map(|p| p.date);
        self.enhancements();
        date_retold(self.scene, people, &mut self.charges);
        for charge in &mut self.charges {
            order(&mut charge.history);
            let all = charge.history.clone();
            for step in charge.history.iter_mut().filter(|s| s.date.is_none()) {
                let own = |day: &Period| {
                    can_follow(*day, step.status, published)
                        && !is_of_older_case(self.scene, step.evidence.span, *day)
                };
                let from = not_before(&all, step, published).or(self.incident.filter(own));
                step.window = window(from, published);
            }
            charge.current = current(&charge.history);
            if let Some(first) = charge.history.first() {
                let past_charge =
                    charge.history.iter().all(|s| matches!(s.status, Status::Arrested | Status::Declined));
                let role = if past_charge { Role::Suspect } else { Role::Defendant };
                people.add_role(charge.defendant, role, first.evidence.span, &first.evidence.rule);
            }
        }
        self.charges
    }
}

fn offence_named(text: &str, offence: &Binding) -> Offence {
    Offence { text: text.to_owned(), code: offence.code.as_ref().map(|c| c.to_string()) }
}

/// Whether a charge is one that only adds to the punishment for another.
pub(super) fn is_enhancement(charge: &Charge) -> bool {
    charge.offence.as_ref().is_some_and(|o| o.text.contains("enhancement"))
}
