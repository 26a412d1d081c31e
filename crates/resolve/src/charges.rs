//! Who is charged with what, and every step that the document tells of.

use factum_types::{
    Binding, Charge, Dep, Event, Evidence, Finding, Modality, Offence, PartyId, Period, Role, Span, Status,
    Step,
};

use crate::links::{Denoted, denoted};
use crate::offence::{OffenceKey, named};
use crate::people::People;
use crate::scene::Scene;
use crate::speech::said_by;

/// Builds the charges: steps that name an offence first, then steps that speak of "the charges".
pub(crate) fn charges(scene: &Scene<'_>, people: &mut People<'_, '_>, events: &[Event]) -> Vec<Charge> {
    let mut builder = Builder { scene, charges: Vec::new(), keys: Vec::new() };
    let findings: Vec<&Finding> = scene
        .of_kind("charge")
        .filter(|f| matches!(f.claim.modality, Modality::Asserted | Modality::Alleged))
        .filter(|f| scene.quotation_at(scene.token(f.anchor).span).is_none())
        .collect();
    let mut later: Vec<(&Finding, Vec<Denoted>)> = Vec::new();
    let mut named_before: Vec<&Binding> = Vec::new();
    for finding in findings {
        let who = who(scene, people, finding);
        let mut offences: Vec<&Binding> =
            finding.all("offence").filter(|b| builder.text_of(b).is_some()).collect();
        let same = offences.is_empty() && finding.all("offence").any(|b| says_same(scene, b));
        if same {
            offences.clone_from(&named_before);
        }
        if who.is_empty() && finding.one("who").is_some() {
            continue; // somebody is named whom nothing identifies: never somebody else
        }
        if offences.is_empty() || who.is_empty() {
            later.push((finding, who));
            continue;
        }
        for denoted in &who {
            let mut denoted = denoted.clone();
            if same {
                denoted.inferred = Some("“the same” offence is the one named before".to_owned());
            }
            for offence in &offences {
                builder.step(people, finding, &denoted, offence);
            }
        }
        named_before = offences;
    }
    for (finding, who) in later {
        builder.unnamed(people, finding, who);
    }
    builder.finish(people, events)
}

/// "the same offense", "the same two charges": what was named for somebody else before.
fn says_same(scene: &Scene<'_>, offence: &Binding) -> bool {
    scene.children(offence.head).any(|c| scene.lower(c) == "same")
}

/// Whom a finding is about.
fn who(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) -> Vec<Denoted> {
    let mut found: Vec<Denoted> = Vec::new();
    for binding in finding.all("who").cloned().collect::<Vec<_>>() {
        let mut denoted = denoted(scene, people, &binding);
        if denoted.is_empty() && can_stay_unnamed(scene, &binding, finding) {
            let party = people.add_unnamed(binding.head, binding.span);
            denoted = vec![Denoted { party, inferred: None }];
        }
        for d in denoted {
            if found.iter().all(|f| f.party != d.party) {
                found.push(d);
            }
        }
    }
    found
}

/// "a second man", "the 17-year-old": a noun for a person that the text does not name. Pronouns, and words for
/// people in general ("suspects", "felons"), stay out.
fn can_stay_unnamed(scene: &Scene<'_>, binding: &Binding, finding: &Finding) -> bool {
    let head = binding.head;
    let tag = scene.token(head).tag;
    let singular = matches!(tag, factum_types::Tag::NN | factum_types::Tag::JJ | factum_types::Tag::NNP);
    let determined = scene.children(head).any(|c| {
        matches!(scene.token(c).dep, Dep::Det | Dep::Poss | Dep::Nummod | Dep::Amod | Dep::Compound)
    });
    // "the man" speaks of somebody whom the text has brought in; who that is, nothing here says.
    let definite =
        scene.children(head).any(|c| matches!(scene.lower(c), "the" | "this" | "that" | "his" | "her"));
    let by_age = scene.lower(head) == "old" || crate::links::age_before(scene, head).is_some();
    singular
        && (!definite || by_age)
        && determined
        && scene.token(head).pos == factum_types::Pos::NOUN
        && finding.all("offence").next().is_some()
        && scene.listed("person-nouns", &scene.lemma(head)) | (scene.lower(head) == "old")
}

struct Builder<'s, 'a> {
    scene: &'s Scene<'a>,
    charges: Vec<Charge>,
    keys: Vec<OffenceKey>,
}

impl Builder<'_, '_> {
    /// The offence that a binding names; `None` for "the charges".
    fn text_of(&self, binding: &Binding) -> Option<String> {
        let lemma = self.scene.lemma(binding.head);
        named(self.scene.words, &self.scene.document.text, binding.span, &lemma)
    }

    fn step(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: &Denoted, offence: &Binding) {
        let Some(text) = self.text_of(offence) else { return };
        let charge = self.charge_for(who.party, &text, offence);
        people.use_party(who.party);
        let step = self.make_step(people, finding, who, Some(offence));
        self.add_step(charge, step);
        if let Some(charge) = self.charges.get_mut(charge) {
            charge.counts = charge.counts.or(offence.counts);
        }
    }

    /// The charge of a person for an offence; made if there is none yet.
    fn charge_for(&mut self, party: PartyId, text: &str, offence: &Binding) -> usize {
        let key = OffenceKey::new(text);
        let own: Vec<usize> =
            (0..self.charges.len()).filter(|c| self.charges[*c].defendant == party).collect();
        if let Some(same) = own.iter().find(|c| self.keys[**c].same(&key)) {
            return *same;
        }
        // A shorter name for the one charge that it fits: "the murder charge" for second-degree murder. Only the
        // definite article or "charge" after it points back so.
        let points_back = offence.span.start > 0 && {
            let first = self.scene.tokens_in(offence.span).start;
            first > 0
                && matches!(
                    self.scene.lower(first - 1),
                    "the" | "that" | "this" | "his" | "her" | "their" | "those"
                )
        };
        let wider: Vec<usize> = own.iter().copied().filter(|c| key.within(&self.keys[*c])).collect();
        if let ([only], true) = (wider.as_slice(), points_back) {
            return *only;
        }
        self.charges.push(Charge {
            defendant: party,
            offence: (!key.is_empty()).then(|| Offence {
                text: text.to_owned(),
                code: offence.code.as_ref().map(|c| c.to_string()),
            }),
            counts: offence.counts,
            history: Vec::new(),
            current: Status::Charged,
            enhances: None,
        });
        self.keys.push(key);
        self.charges.len() - 1
    }

    fn make_step(
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
        let date = scene.dates.of_finding(scene, finding).or_else(|| match status {
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
            evidence: Evidence { span: self.quote(finding), rule: finding.rule.to_string() },
            confidence: 0.9 - 0.15 * inferred.len() as f32,
            inferred,
        }
    }

    /// The words that show a step: the whole of the finding, from the person to the offence.
    fn quote(&self, finding: &Finding) -> Span {
        finding.span
    }

    fn add_step(&mut self, charge: usize, step: Step) {
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

    /// A step that names no offence, or no person.
    fn unnamed(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: Vec<Denoted>) {
        let offence = finding.all("offence").find(|b| self.text_of(b).is_some()).cloned();
        match (who.is_empty(), offence) {
            (true, Some(offence)) => {
                if let Some(who) = self.elided(people, finding, &offence) {
                    self.step(people, finding, &who, &offence);
                }
            }
            (true, None) => {}
            (false, _) => {
                for denoted in who {
                    self.all_of(people, finding, &denoted);
                }
            }
        }
    }

    /// Whose charge it is where the sentence does not say: the one person who is charged with that offence, or
    /// whom the sentence before speaks of as charged.
    fn elided(&self, people: &People<'_, '_>, finding: &Finding, offence: &Binding) -> Option<Denoted> {
        let key = OffenceKey::new(&self.text_of(offence)?);
        let owners: Vec<PartyId> = unique(
            self.charges
                .iter()
                .zip(&self.keys)
                .filter(|(_, k)| key.within(k) || k.within(&key))
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
        None
    }

    /// Applies a step that names no offence to the charges of a person that it must mean.
    fn all_of(&mut self, people: &mut People<'_, '_>, finding: &Finding, who: &Denoted) {
        let Some(status) = finding.set("status").and_then(|s| s.parse::<Status>().ok()) else { return };
        let singular = finding.one("offence").is_some_and(|b| !self.scene.lower(b.head).ends_with('s'));
        let own: Vec<usize> = (0..self.charges.len())
            .filter(|c| self.charges[*c].defendant == who.party && self.charges[*c].offence.is_some())
            .collect();
        let meant = self.meant(&own, status, finding);
        let whole_case = finding.set("scope") == Some("case");
        people.use_party(who.party);
        let step = self.make_step(people, finding, who, None);
        match meant.as_slice() {
            [] if status == Status::Charged || status == Status::Arrested => {}
            [] => {
                let none = self.without_offence(who.party);
                self.add_step(none, step);
            }
            [only] => self.add_step(*only, step),
            // "the charge" of several: it does not say which.
            _ if singular && !whole_case && finding.one("offence").is_some() => {
                let none = self.without_offence(who.party);
                self.add_step(none, step);
            }
            several => {
                for charge in several {
                    self.add_step(*charge, step.clone());
                }
            }
        }
    }

    /// Which of a person's charges a step without an offence means: those of the same sentence before it, those
    /// of the sentence before, those that procedure allows, or the only one.
    fn meant(&self, own: &[usize], status: Status, finding: &Finding) -> Vec<usize> {
        let anchor = self.scene.token(finding.anchor).span;
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
            own.iter().filter(told).copied().collect()
        };
        if finding.one("offence").is_none() && finding.set("scope").is_none() {
            for back in 0..2 {
                let near = near(back);
                if !near.is_empty() {
                    return near;
                }
            }
        }
        let allowed: Vec<usize> =
            own.iter().copied().filter(|c| meant_by(status, &self.charges[*c])).collect();
        match (allowed.is_empty(), own) {
            (true, [only]) => vec![*only],
            _ => allowed,
        }
    }

    fn without_offence(&mut self, party: PartyId) -> usize {
        let found = self.charges.iter().position(|c| c.defendant == party && c.offence.is_none());
        found.unwrap_or_else(|| {
            self.charges.push(Charge {
                defendant: party,
                offence: None,
                counts: None,
                history: Vec::new(),
                current: Status::Charged,
                enhances: None,
            });
            self.keys.push(OffenceKey::new(""));
            self.charges.len() - 1
        })
    }

    /// Ties an enhancement to the one other charge of its person; where there are several, it stays apart.
    fn enhancements(&mut self) {
        let is_enhancement = |c: &Charge| c.offence.as_ref().is_some_and(|o| o.text.contains("enhancement"));
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

    fn finish(mut self, people: &mut People<'_, '_>, events: &[Event]) -> Vec<Charge> {
        self.charges.retain(|c| !c.history.is_empty());
        let incident: Option<Period> = events.iter().find_map(|e| e.date.filter(|d| d.as_day().is_some()));
        let published = self.scene.document.published.map(|p| p.date);
        self.enhancements();
        for charge in &mut self.charges {
            order(&mut charge.history);
            for step in &mut charge.history {
                if step.date.is_none() {
                    step.window = window(incident, published);
                }
            }
            charge.current = charge.history.last().map_or(Status::Charged, |s| s.status);
            if let Some(first) = charge.history.first() {
                let past_charge = charge.history.iter().all(|s| s.status == Status::Arrested);
                let role = if past_charge { Role::Suspect } else { Role::Defendant };
                people.add_role(charge.defendant, role, first.evidence.span, &first.evidence.rule);
            }
        }
        self.charges
    }
}

/// Which of a person's charges a step without an offence can mean.
fn meant_by(status: Status, charge: &Charge) -> bool {
    let has = |wanted: &[Status]| charge.history.iter().any(|s| wanted.contains(&s.status));
    let brought = has(&[Status::Charged, Status::Indicted, Status::Arraigned, Status::Pending]);
    match status {
        Status::Sentenced => has(&[Status::Convicted, Status::PleadedGuilty, Status::PleadedNoContest]),
        Status::Vacated => {
            has(&[Status::Convicted, Status::PleadedGuilty, Status::PleadedNoContest, Status::Sentenced])
        }
        Status::Dismissed
        | Status::Acquitted
        | Status::Convicted
        | Status::PleadedNotGuilty
        | Status::PleadedGuilty
        | Status::PleadedNoContest
        | Status::Arraigned
        | Status::Pending => {
            brought && !has(&[Status::Convicted, Status::Sentenced]) | (status == Status::Convicted)
        }
        _ => brought,
    }
}

/// Steps in the order of procedure; dated steps among themselves by date.
fn order(history: &mut [Step]) {
    history.sort_by_key(|s| (!s.earlier && s.status == Status::Pending, s.status));
    let places: Vec<usize> = (0..history.len()).filter(|i| history[*i].date.is_some()).collect();
    let mut dated: Vec<Step> = places.iter().map(|i| history[*i].clone()).collect();
    dated.sort_by_key(|s| s.date.map(|d| d.first()));
    for (place, step) in places.into_iter().zip(dated) {
        history[place] = step;
    }
}

/// EDTF bounds of a step without a date: not before the incident, not after publication.
fn window(incident: Option<Period>, published: Option<Period>) -> Option<String> {
    match (incident, published) {
        (Some(a), Some(b)) if a.first() <= b.last() => Some(format!("[{a}..{b}]")),
        (_, Some(b)) => Some(format!("[..{b}]")),
        _ => None,
    }
}

/// Who took a step, by the words: prosecution, court or jury.
fn by(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding, status: Status) -> String {
    if let Some(fixed) = finding.set("by") {
        return fixed.to_owned();
    }
    let Some(binding) = finding.one("by") else {
        return if status == Status::Indicted { "jury" } else { "not_stated" }.to_owned();
    };
    let words = scene.words_of(binding.span).to_lowercase();
    let party = people.at(binding.head);
    if let Some(party) = party {
        people.use_party(party);
    }
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let by_role = |role| party.is_some_and(|p| people.has_role(p, role));
    if has(&["jury", "juror"]) {
        "jury"
    } else if has(&[
        "prosecut",
        "attorney",
        "district attorney",
        "crown",
        "fiscal",
        "state",
        "government",
        " da",
        "da ",
    ]) || by_role(Role::Prosecutor)
    {
        "prosecution"
    } else if has(&["judge", "court", "justice", "magistrate", "sheriff"]) || by_role(Role::Judge) {
        "court"
    } else {
        "not_stated"
    }
    .to_owned()
}

/// Whether the words put a step before the others: "had already been", "the earlier charge".
fn told_as_earlier(scene: &Scene<'_>, finding: &Finding) -> bool {
    let says = |i: usize| {
        matches!(
            scene.lower(i),
            "already" | "previously" | "earlier" | "originally" | "original" | "previous" | "initially"
        )
    };
    scene.children(finding.anchor).any(says)
        || finding.all("offence").any(|o| scene.children(o.head).any(says))
}

/// With or without prejudice, where the words say.
fn prejudice(scene: &Scene<'_>, finding: &Finding) -> String {
    let sentence = scene.sentence(finding.anchor);
    let place = sentence.clone().find(|i| *i > 0 && scene.lower(*i) == "prejudice");
    match place.map(|i| scene.lower(i - 1)) {
        Some("with") => "with",
        Some("without") => "without",
        _ => "not_stated",
    }
    .to_owned()
}

fn unique(parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut found: Vec<PartyId> = parties.collect();
    found.sort_unstable();
    found.dedup();
    found
}
