//! Who is who in one document: name mentions gathered into parties, and the descriptions that mean them.

mod apart;
mod cluster;
pub(crate) mod described;
mod known;
mod marks;
mod surnames;

use factum_types::{Age, Evidence, Mark, MarkKind, PartyId, PartyKind, PartyRole, Record, Role, Span};
use rustc_hash::FxHashMap;

use crate::names::parts::Parts;
use crate::names::{NameMention, mentions, text_of};
use crate::scene::Scene;
pub(crate) use known::Known;

/// The parties of a document while the record is made.
#[derive(Clone)]
pub(crate) struct People<'s, 'a> {
    scene: &'s Scene<'a>,
    pub(crate) all: Vec<Known>,
    /// Token to party, for tokens of names.
    by_token: FxHashMap<usize, PartyId>,
    /// Whom findings charge, accuse or seek.
    pub(crate) accused: Vec<PartyId>,
    /// Whom findings call hurt or wronged.
    pub(crate) victims: Vec<PartyId>,
    /// Whom findings call dead.
    dead: Vec<PartyId>,
    /// Whom a description turned out to be, in the order of the joins.
    joined: Vec<(PartyId, PartyId)>,
}

/// Gathers the name mentions of a document into parties.
pub(crate) fn people<'s, 'a>(scene: &'s Scene<'a>) -> People<'s, 'a> {
    let mut people = People {
        scene,
        all: Vec::new(),
        by_token: FxHashMap::default(),
        accused: Vec::new(),
        joined: Vec::new(),
        victims: Vec::new(),
        dead: Vec::new(),
    };
    cluster::cluster(&mut people, &mentions(scene));
    people.ages();
    described::parts(&mut people);
    described::describe(&mut people);
    people
}

impl<'s, 'a> People<'s, 'a> {
    /// A person's name by its words; an organization's as it stands, possessives and commas included.
    fn name_of(&self, mention: &NameMention) -> String {
        match (mention.kind, &mention.nickname) {
            (PartyKind::Person, None) => mention.words.join(" "),
            _ => text_of(self.scene, &mention.tokens),
        }
    }

    fn add(&mut self, mention: &NameMention) -> PartyId {
        let parts = match mention.kind {
            PartyKind::Person => Parts::of(self.scene, &mention.words),
            PartyKind::Organization => Parts::default(),
        };
        self.all.push(Known::new(mention.kind, self.name_of(mention), parts, mention.tokens.start));
        self.all.len() - 1
    }

    fn mention(&mut self, party: PartyId, mention: &NameMention, rule: &str) {
        let text = self.name_of(mention);
        let title = text_of(self.scene, &mention.title);
        for token in mention.tokens.clone() {
            self.by_token.insert(token, party);
        }
        let span = self.scene.span(&mention.tokens);
        let parts = Parts::of(self.scene, &mention.words);
        let Some(known) = self.all.get_mut(party) else { return };
        if rule == "name.full" && known.is_person() && parts.middle.len() > known.parts.middle.len() {
            known.parts.middle = parts.middle;
        }
        if known.parts.suffix.is_none() && rule == "name.full" {
            known.parts.suffix = parts.suffix;
        }
        known.called(text);
        if let Some(nickname) = mention.nickname.as_ref().filter(|n| !known.nicknames.contains(n)) {
            known.nicknames.push(nickname.clone());
            known.called(nickname.clone());
        }
        if !title.is_empty() && !known.titles.contains(&title) {
            known.titles.push(title);
        }
        known.at = known.at.min(mention.tokens.start);
        known.mentioned(Evidence { span, rule: rule.to_owned() });
    }

    /// A party that the text gives no name: "a second man".
    pub(crate) fn add_unnamed(&mut self, head: usize, span: Span) -> PartyId {
        let name = self.scene.folded(crate::speech::without_time(self.scene, head, span));
        if let Some(known) = self.all.iter().position(|k| k.unnamed && k.name.eq_ignore_ascii_case(&name)) {
            self.link(known, head, span, "nominal.same-words");
            return known;
        }
        let mut known = Known::new(PartyKind::Person, name, Parts::default(), head);
        known.used = true;
        known.unnamed = true;
        self.all.push(known);
        let party = self.all.len() - 1;
        self.link(party, head, span, "nominal.unnamed");
        party
    }

    /// Makes one party of two: the unnamed one's mentions speak of the named one from now on.
    pub(crate) fn join(&mut self, unnamed: PartyId, named: PartyId) {
        let Some(gone) = self.all.get_mut(unnamed) else { return };
        gone.used = false;
        gone.unnamed = true;
        let mentions = std::mem::take(&mut gone.mentions);
        let age = gone.age.take();
        if let Some(stays) = self.all.get_mut(named) {
            stays.mentions.extend(mentions);
            stays.age = stays.age.take().or(age);
        }
        self.by_token.values_mut().filter(|p| **p == unnamed).for_each(|p| *p = named);
        self.joined.push((unnamed, named));
    }

    /// Who a party is after all joins.
    pub(crate) fn now(&self, party: PartyId) -> PartyId {
        self.joined.iter().fold(party, |at, (gone, stays)| if at == *gone { *stays } else { at })
    }

    /// Notes that a phrase speaks of a party.
    pub(crate) fn link(&mut self, party: PartyId, head: usize, span: Span, rule: &str) {
        self.by_token.insert(head, party);
        let phrase = self.scene.folded(crate::speech::without_time(self.scene, head, span));
        if let Some(known) = self.all.get_mut(party) {
            if known.unnamed && rule.starts_with("nominal.") {
                known.described(phrase);
            }
            known.mentioned(Evidence { span, rule: rule.to_owned() });
        }
    }

    /// The party whose name (or linked phrase) a token belongs to.
    pub(crate) fn at(&self, token: usize) -> Option<PartyId> {
        self.by_token.get(&token).copied()
    }

    pub(crate) fn is_person(&self, party: PartyId) -> bool {
        self.all.get(party).is_some_and(Known::is_person)
    }

    pub(crate) fn use_party(&mut self, party: PartyId) {
        if let Some(known) = self.all.get_mut(party) {
            known.used = true;
        }
    }

    pub(crate) fn add_role(&mut self, party: PartyId, role: Role, span: Span, rule: &str) {
        let Some(known) = self.all.get_mut(party) else { return };
        if known.roles.iter().all(|r| r.role != role) {
            known.roles.push(PartyRole { role, evidence: Evidence { span, rule: rule.to_owned() } });
        }
    }

    pub(crate) fn has_role(&self, party: PartyId, role: Role) -> bool {
        self.all.get(party).is_some_and(|k| k.roles.iter().any(|r| r.role == role))
    }

    pub(crate) fn add_mark(&mut self, party: PartyId, kind: MarkKind, span: Span, rule: &str) {
        let Some(known) = self.all.get_mut(party) else { return };
        if known.marks.iter().all(|m| m.kind != kind) {
            known.marks.push(Mark { kind, evidence: Evidence { span, rule: rule.to_owned() } });
        }
    }

    pub(crate) fn set_age(&mut self, party: PartyId, years: u16, span: Span, rule: &str) {
        if let Some(known) = self.all.get_mut(party).filter(|k| k.age.is_none()) {
            known.age = Some(Age { years, evidence: Evidence { span, rule: rule.to_owned() } });
        }
    }

    /// The people named in a sentence, in text order.
    pub(crate) fn in_sentence(&self, sentence: usize) -> Vec<PartyId> {
        self.in_sentence_until(sentence, usize::MAX)
    }

    /// The people named in a sentence before a token, in text order.
    fn in_sentence_until(&self, sentence: usize, until: usize) -> Vec<PartyId> {
        let Some(tokens) = self.scene.analysis.sentences.get(sentence).map(|s| s.tokens.clone()) else {
            return Vec::new();
        };
        let mut found: Vec<PartyId> = Vec::new();
        for token in tokens.take_while(|t| *t < until) {
            if let Some(party) = self.at(token).filter(|p| self.is_person(*p) && !found.contains(p)) {
                found.push(party);
            }
        }
        found
    }

    fn ages(&mut self) {
        for finding in self.scene.of_kind("age") {
            let (Some(who), Some(years)) = (finding.one("who"), finding.one("years")) else { continue };
            let Ok(number) = self.scene.words_of(years.span).parse::<u16>() else { continue };
            if let Some(party) = self.at(who.head) {
                self.set_age(party, number, finding.span, &finding.rule);
            }
        }
    }

    /// Whether a gendered word may stand for a party, by titles and given names; unknown is compatible.
    pub(crate) fn gender(&self, party: PartyId) -> Option<char> {
        let known = self.all.get(party)?;
        if known.unnamed {
            return self.gender_of_words(&known.name);
        }
        let by_title = known.titles.iter().find_map(|t| self.gender_of_words(t));
        by_title.or_else(|| {
            let list = self.scene.words.list("first-names")?;
            let of = |name: &str| gendered(list.second(&name.to_lowercase())?);
            let given = of(&known.parts.given)?;
            // "Shawn Kelli": where two given names say two things, they say nothing.
            let clash = known.parts.middle.iter().any(|m| of(m).is_some_and(|g| g != given));
            (!clash).then_some(given)
        })
    }

    /// The gender that a phrase shows by a word of it: "Mrs.", "actress", "his nephew". The last such word decides.
    pub(crate) fn gender_of_words(&self, phrase: &str) -> Option<char> {
        phrase.split_whitespace().rev().find_map(|word| {
            let word = word.to_lowercase();
            match word.trim_end_matches('.') {
                "mr" | "sir" | "lord" => return Some('m'),
                "mrs" | "ms" | "miss" | "dame" | "lady" => return Some('f'),
                _ => {}
            }
            ["kinship", "person-nouns"]
                .iter()
                .find_map(|list| gendered(self.scene.words.list(list)?.value(&word, "gender")?))
        })
    }

    /// Puts the parties into the record, in the order of their first mention, and renumbers what points to
    /// them. People stand there with whatever part they have; organizations only where a fact speaks of them.
    pub(crate) fn into_parties(mut self, record: &mut Record) {
        marks::marks(&mut self);
        let mut order: Vec<PartyId> = (0..self.all.len())
            .filter(|p| self.all[*p].used || (self.all[*p].is_person() && !self.all[*p].unnamed))
            .collect();
        order.sort_by_key(|p| (self.all[*p].at, *p));
        let place: FxHashMap<PartyId, PartyId> =
            order.iter().enumerate().map(|(new, old)| (*old, new)).collect();
        let renumber = |party: &mut PartyId| {
            if let Some(new) = place.get(party) {
                *party = *new;
            }
        };
        record.charges.iter_mut().for_each(|c| renumber(&mut c.defendant));
        record.penalties.iter_mut().flat_map(|p| p.person.iter_mut()).for_each(renumber);
        record.events.iter_mut().flat_map(|e| e.participants.iter_mut()).for_each(|p| renumber(&mut p.party));
        for statement in &mut record.statements {
            statement.speaker.iter_mut().for_each(renumber);
            statement.joint.iter_mut().for_each(renumber);
        }
        record.variances.iter_mut().flat_map(|v| v.person.iter_mut()).for_each(renumber);
        record.parties = order.into_iter().map(|p| self.all[p].clone().into_party()).collect();
    }
}

fn gendered(cell: &str) -> Option<char> {
    cell.chars().next().filter(|g| matches!(g, 'm' | 'f'))
}
