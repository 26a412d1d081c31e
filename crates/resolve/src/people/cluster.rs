//! Name mentions gathered into parties: full names first, since what a lone word means depends on all of them.

use factum_types::{PartyId, PartyKind};

use super::{Known, People};
use crate::names::NameMention;
use crate::names::parts::{Parts, is_misspelling, is_short_for, same_person, same_word};

pub(super) fn cluster(people: &mut People<'_, '_>, found: &[NameMention]) {
    for mention in found.iter().filter(|m| m.is_full() || m.kind == PartyKind::Organization) {
        let party = people.of_full_name(mention).unwrap_or_else(|| people.add(mention));
        people.mention(party, mention, "name.full");
    }
    aliases(people);
    let lone: Vec<&NameMention> =
        found.iter().filter(|m| !m.is_full() && m.kind == PartyKind::Person).collect();
    for mention in &lone {
        if let [only] = people.called_by_given(mention.last()).as_slice()
            && people.bearers(mention.last()).is_empty()
        {
            people.all[*only].by_given = true;
        }
    }
    for mention in lone {
        let bearers = people.bearers(mention.last());
        let denoted = match bearers.is_empty() {
            true => people.of_other_part(mention),
            false => people.of_surname(mention, &bearers),
        };
        match denoted {
            Some((party, rule)) => people.mention(party, mention, rule),
            None if bearers.is_empty() && people.plausible_alone(mention) => {
                let party = people.add(mention);
                people.mention(party, mention, "name.alone");
            }
            None => {}
        }
    }
}

/// "Mara Quill, aka Magpie": the other name stands for her from then on.
fn aliases(people: &mut People<'_, '_>) {
    let scene = people.scene;
    for finding in scene.of_kind("alias") {
        let (Some(who), Some(alias)) = (finding.one("who"), finding.one("alias")) else { continue };
        let text = || scene.words_of(alias.span).to_owned();
        if let (Some(party), Some(other)) = (people.at(who.head), people.at(alias.head))
            && party != other
            && people.is_person(party)
            && people.is_person(other)
        {
            // The model saw two people where the text says that they are one.
            people.join(other, party);
            people.all[party].nicknames.push(text());
            people.all[party].called(text());
            continue;
        }
        if let Some(party) = people.at(who.head).filter(|p| people.is_person(*p))
            && people.at(alias.head).is_none()
        {
            let text = scene.words_of(alias.span).to_owned();
            people.link(party, alias.head, alias.span, &finding.rule);
            people.all[party].nicknames.push(text.clone());
            people.all[party].called(text);
        }
    }
}

impl People<'_, '_> {
    /// The party that a full name denotes already: the same name with a middle name, an initial or a short form more
    /// or less; for one organization, the same words.
    fn of_full_name(&self, mention: &NameMention) -> Option<PartyId> {
        let parts = Parts::of(self.scene, &mention.words);
        let name = self.name_of(mention);
        let same = |known: &Known| match mention.kind {
            PartyKind::Organization => known.kind == mention.kind && known.name.eq_ignore_ascii_case(&name),
            PartyKind::Person => {
                known.is_person()
                    && (same_word(&known.name, &name) || same_person(self.scene, &known.parts, &parts))
            }
        };
        match self.those(same).as_slice() {
            [only] => return Some(*only),
            [] => {}
            several => return several.iter().copied().find(|p| same_word(&self.all[*p].name, &name)),
        }
        let apart = |known: &Known| {
            let sentence = self.scene.sentence(mention.tokens.start);
            let span = self.scene.span(&sentence);
            known.mentions.iter().all(|m| !span.contains(m.evidence.span))
        };
        let spelled = |known: &Known| {
            let (a, b) = (&known.parts, &parts);
            known.is_person()
                && mention.kind == PartyKind::Person
                && !a.given.is_empty()
                && apart(known)
                && ((same_word(&a.given, &b.given) && is_misspelling(self.scene, &a.surname, &b.surname, 5))
                    || (same_word(&a.surname, &b.surname)
                        && is_misspelling(self.scene, &a.given, &b.given, 5)))
        };
        match self.those(spelled).as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    pub(super) fn those(&self, test: impl Fn(&Known) -> bool) -> Vec<PartyId> {
        self.all.iter().enumerate().filter(|(_, k)| test(k)).map(|(i, _)| i).collect()
    }

    /// Whose surname a lone word is.
    fn bearers(&self, word: &str) -> Vec<PartyId> {
        self.those(|k| {
            k.is_person()
                && !k.unnamed
                && (same_word(&k.parts.surname, word) || same_word(k.parts.bare(), word) || k.name == word)
        })
    }

    /// Whose given name or nickname a lone word is.
    fn called_by_given(&self, word: &str) -> Vec<PartyId> {
        self.those(|k| {
            k.is_person()
                && !k.parts.given.is_empty()
                && (same_word(&k.parts.given, word)
                    || k.nicknames.iter().any(|n| same_word(n, word))
                    || is_short_for(self.scene, word, &k.parts.given))
        })
    }

    /// A lone word that is nobody's surname: a given name, a nickname, the first of two surnames, a misspelling.
    fn of_other_part(&self, mention: &NameMention) -> Option<(PartyId, &'static str)> {
        let word = mention.last();
        match self.called_by_given(word).as_slice() {
            [only] => return Some((*only, "name.first")),
            [] => {}
            _ => return None,
        }
        let middle = self.those(|k| k.is_person() && k.parts.middle.iter().any(|m| same_word(m, word)));
        if let [only] = middle.as_slice() {
            return Some((*only, "name.middle"));
        }
        let spelled = self.those(|k| {
            k.is_person()
                && !k.parts.given.is_empty()
                && (is_misspelling(self.scene, &k.parts.given, word, 4)
                    || is_misspelling(self.scene, k.parts.bare(), word, 5))
        });
        match spelled.as_slice() {
            [only] => Some((*only, "name.misspelled")),
            _ => None,
        }
    }

    /// A lone word is a party of its own where something beside the model says that it is a person.
    fn plausible_alone(&self, mention: &NameMention) -> bool {
        let scene = self.scene;
        let lower = mention.last().to_lowercase();
        let kin = scene.token(mention.tokens.start).dep == factum_types::Dep::Appos
            && scene.head(mention.tokens.start).is_some_and(|h| scene.listed("kinship", &scene.lemma(h)));
        scene.listed("first-names", &lower)
            || !mention.title.is_empty()
            || kin
            || (mention.tokens.end + 1 < scene.len()
                && scene.lower(mention.tokens.end) == ","
                && scene.lower(mention.tokens.end + 1).parse::<u8>().is_ok())
    }
}
