//! Who is who in one document: name mentions gathered into parties.

use factum_types::{Age, Evidence, Mention, Party, PartyId, PartyKind, PartyRole, Record, Role, Span};
use rustc_hash::FxHashMap;

use crate::names::{NameMention, mentions, surname, text_of};
use crate::scene::Scene;

/// The parties of a document while the record is made.
pub(crate) struct People<'s, 'a> {
    scene: &'s Scene<'a>,
    pub(crate) all: Vec<Known>,
    /// Token to party, for tokens of names.
    by_token: FxHashMap<usize, PartyId>,
}

/// A party under construction.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) kind: PartyKind,
    pub(crate) name: String,
    pub(crate) first: String,
    pub(crate) last: String,
    pub(crate) aliases: Vec<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) roles: Vec<PartyRole>,
    pub(crate) age: Option<Age>,
    pub(crate) mentions: Vec<Mention>,
    /// First token of the first mention.
    pub(crate) at: usize,
    /// Whether a fact speaks of it.
    pub(crate) used: bool,
    /// Whether the text gives no name.
    pub(crate) unnamed: bool,
}

/// Gathers the name mentions of a document into parties.
pub(crate) fn people<'s, 'a>(scene: &'s Scene<'a>) -> People<'s, 'a> {
    let mut people = People { scene, all: Vec::new(), by_token: FxHashMap::default() };
    let found = mentions(scene);
    // Full names first: what a lone surname means depends on all of them.
    for mention in found.iter().filter(|m| m.is_full() || m.kind == PartyKind::Organization) {
        let party = people.of_full_name(mention).unwrap_or_else(|| people.add(mention));
        people.mention(party, mention, "name.full");
    }
    for mention in found.iter().filter(|m| !m.is_full() && m.kind == PartyKind::Person) {
        match people.of_part(mention) {
            Some((party, rule)) => people.mention(party, mention, rule),
            None if people.plausible_alone(mention) => {
                let party = people.add(mention);
                people.mention(party, mention, "name.alone");
            }
            None => {}
        }
    }
    people.ages();
    people
}

impl<'s, 'a> People<'s, 'a> {
    /// The party that a full name denotes already: the same words, or the same first and last with a middle
    /// name or initial more or less; for one organization, the same words.
    fn of_full_name(&self, mention: &NameMention) -> Option<PartyId> {
        let same = |known: &Known| {
            if known.kind != mention.kind {
                return false;
            }
            let name = self.name_of(mention);
            match mention.kind {
                PartyKind::Organization => known.name.eq_ignore_ascii_case(&name),
                PartyKind::Person => {
                    known.name == name
                        || (same_word(&known.first, mention.first())
                            && same_word(&known.last, surname(&mention.words))
                            && known.name.contains(' '))
                }
            }
        };
        let mut fits = self.all.iter().enumerate().filter(|(_, k)| same(k)).map(|(i, _)| i);
        let first = fits.next()?;
        fits.next().is_none().then_some(first)
    }

    /// A person's name by its words; an organization's as it stands, possessives and commas included.
    fn name_of(&self, mention: &NameMention) -> String {
        match mention.kind {
            PartyKind::Person => mention.words.join(" "),
            PartyKind::Organization => text_of(self.scene, &mention.tokens),
        }
    }

    /// The party that a lone word of a name denotes, and why.
    fn of_part(&self, mention: &NameMention) -> Option<(PartyId, &'static str)> {
        let word = mention.last();
        let by = |test: &dyn Fn(&Known) -> bool| -> Vec<PartyId> {
            self.all
                .iter()
                .enumerate()
                .filter(|(_, k)| k.kind == PartyKind::Person && test(k))
                .map(|(i, _)| i)
                .collect()
        };
        let surnames = by(&|k| k.last == word || k.name == word);
        match surnames.as_slice() {
            [only] => return Some((*only, "name.surname")),
            [] => {}
            // News style: after a family is introduced, the bare surname stays with whom it was used for first:
            // the one named in full before the others.
            several => {
                let before: Vec<PartyId> =
                    several.iter().copied().filter(|p| self.all[*p].at < mention.tokens.start).collect();
                return match before.as_slice() {
                    [only] => Some((*only, "name.surname")),
                    _ => before.first().map(|first| (*first, "name.surname-shared")),
                };
            }
        }
        match by(&|k| k.first == word && k.name.contains(' ')).as_slice() {
            [only] => Some((*only, "name.first")),
            _ => None,
        }
    }

    /// A lone word is a party of its own where something beside the model says that it is a person.
    fn plausible_alone(&self, mention: &NameMention) -> bool {
        let scene = self.scene;
        let lower = mention.last().to_lowercase();
        scene.listed("first-names", &lower)
            || !mention.title.is_empty()
            || (mention.tokens.end + 1 < scene.len()
                && scene.lower(mention.tokens.end) == ","
                && scene.lower(mention.tokens.end + 1).parse::<u8>().is_ok())
    }

    fn add(&mut self, mention: &NameMention) -> PartyId {
        self.all.push(Known {
            kind: mention.kind,
            name: self.name_of(mention),
            first: mention.first().to_owned(),
            last: surname(&mention.words).to_owned(),
            aliases: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            age: None,
            mentions: Vec::new(),
            at: mention.tokens.start,
            used: false,
            unnamed: false,
        });
        self.all.len() - 1
    }

    fn mention(&mut self, party: PartyId, mention: &NameMention, rule: &str) {
        let text = self.name_of(mention);
        let title = text_of(self.scene, &mention.title);
        for token in mention.tokens.clone() {
            self.by_token.insert(token, party);
        }
        let span = self.scene.span(&mention.tokens);
        let Some(known) = self.all.get_mut(party) else { return };
        if mention.kind == PartyKind::Person && text.len() > known.name.len() && text.contains(&known.last) {
            let shorter = std::mem::replace(&mut known.name, text.clone());
            known.aliases.push(shorter);
        } else if text != known.name && !known.aliases.contains(&text) {
            known.aliases.push(text);
        }
        if !title.is_empty() && !known.titles.contains(&title) {
            known.titles.push(title);
        }
        known.at = known.at.min(mention.tokens.start);
        known.mentions.push(Mention { evidence: Evidence { span, rule: rule.to_owned() } });
    }

    /// A party that the text gives no name: "a second man".
    pub(crate) fn add_unnamed(&mut self, head: usize, span: Span) -> PartyId {
        let name = self.scene.words_of(span).split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(known) = self.all.iter().position(|k| k.unnamed && k.name.eq_ignore_ascii_case(&name)) {
            self.link(known, head, span, "nominal.same-words");
            return known;
        }
        self.all.push(Known {
            kind: PartyKind::Person,
            name,
            first: String::new(),
            last: String::new(),
            aliases: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            age: None,
            mentions: Vec::new(),
            at: head,
            used: true,
            unnamed: true,
        });
        let party = self.all.len() - 1;
        self.link(party, head, span, "nominal.unnamed");
        party
    }

    /// Makes one party of two: the unnamed one's mentions speak of the named one from now on.
    pub(crate) fn join(&mut self, unnamed: PartyId, named: PartyId) {
        let Some(gone) = self.all.get_mut(unnamed) else { return };
        gone.used = false;
        let mentions = std::mem::take(&mut gone.mentions);
        let age = gone.age.take();
        if let Some(stays) = self.all.get_mut(named) {
            stays.mentions.extend(mentions);
            stays.age = stays.age.take().or(age);
        }
        self.by_token.values_mut().filter(|p| **p == unnamed).for_each(|p| *p = named);
    }

    /// Notes that a phrase speaks of a party.
    pub(crate) fn link(&mut self, party: PartyId, head: usize, span: Span, rule: &str) {
        self.by_token.insert(head, party);
        if let Some(known) = self.all.get_mut(party) {
            known.mentions.push(Mention { evidence: Evidence { span, rule: rule.to_owned() } });
        }
    }

    /// The party whose name (or linked phrase) a token belongs to.
    pub(crate) fn at(&self, token: usize) -> Option<PartyId> {
        self.by_token.get(&token).copied()
    }

    pub(crate) fn is_person(&self, party: PartyId) -> bool {
        self.all.get(party).is_some_and(|k| k.kind == PartyKind::Person)
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

    pub(crate) fn set_age(&mut self, party: PartyId, years: u16, span: Span, rule: &str) {
        if let Some(known) = self.all.get_mut(party).filter(|k| k.age.is_none()) {
            known.age = Some(Age { years, evidence: Evidence { span, rule: rule.to_owned() } });
        }
    }

    /// The people named in a sentence, in text order.
    pub(crate) fn in_sentence(&self, sentence: usize) -> Vec<PartyId> {
        let Some(tokens) = self.scene.analysis.sentences.get(sentence).map(|s| s.tokens.clone()) else {
            return Vec::new();
        };
        let mut found: Vec<PartyId> = Vec::new();
        for token in tokens {
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

    /// Whether a gendered word may stand for a party, by given names and titles; unknown is compatible.
    pub(crate) fn gender(&self, party: PartyId) -> Option<char> {
        let known = self.all.get(party)?;
        for title in &known.titles {
            match title.to_lowercase().trim_end_matches('.') {
                "mr" | "sir" | "lord" => return Some('m'),
                "mrs" | "ms" | "miss" | "dame" | "lady" => return Some('f'),
                _ => {}
            }
        }
        let list = self.scene.words.list("first-names")?;
        list.second(&known.first.to_lowercase())
            .and_then(|g| g.chars().next())
            .filter(|g| matches!(g, 'm' | 'f'))
    }

    /// Puts the parties into the record, in the order of their first mention, and renumbers what points to
    /// them. People stand there with whatever part they have; organizations only where a fact speaks of them.
    pub(crate) fn into_parties(self, record: &mut Record) {
        let mut order: Vec<PartyId> = (0..self.all.len())
            .filter(|p| {
                self.all[*p].used || (self.all[*p].kind == PartyKind::Person && !self.all[*p].unnamed)
            })
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
        record.parties = order
            .into_iter()
            .map(|p| {
                let known = &self.all[p];
                let mut mentions = known.mentions.clone();
                mentions.sort_by_key(|m| m.evidence.span);
                Party {
                    kind: known.kind,
                    name: known.name.clone(),
                    aliases: known.aliases.clone(),
                    roles: known.roles.clone(),
                    age: known.age.clone(),
                    mentions,
                }
            })
            .collect();
    }
}

fn same_word(a: &str, b: &str) -> bool {
    a == b || a.eq_ignore_ascii_case(b)
}
