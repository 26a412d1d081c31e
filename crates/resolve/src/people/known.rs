//! A party while the record is made.

use factum_types::{Age, Evidence, Mark, Mention, Party, PartyKind, PartyRole};

use crate::names::parts::Parts;

/// A party under construction.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) kind: PartyKind,
    pub(crate) name: String,
    /// The name's words in their parts; empty for organizations and the unnamed.
    pub(crate) parts: Parts,
    pub(crate) aliases: Vec<String>,
    /// Words that stand for this person alone: nicknames and other names.
    pub(crate) nicknames: Vec<String>,
    pub(crate) titles: Vec<String>,
    pub(crate) roles: Vec<PartyRole>,
    pub(crate) marks: Vec<Mark>,
    pub(crate) age: Option<Age>,
    pub(crate) mentions: Vec<Mention>,
    /// First token of the first mention.
    pub(crate) at: usize,
    /// Whether a fact speaks of it.
    pub(crate) used: bool,
    /// Whether the text gives no name.
    pub(crate) unnamed: bool,
    /// How often the bare surname was used while nobody else had it.
    pub(crate) bare: usize,
    /// Whether the text calls the person by the given name alone.
    pub(crate) by_given: bool,
}

impl Known {
    pub(crate) fn new(kind: PartyKind, name: String, parts: Parts, at: usize) -> Known {
        Known {
            kind,
            name,
            parts,
            aliases: Vec::new(),
            nicknames: Vec::new(),
            titles: Vec::new(),
            roles: Vec::new(),
            marks: Vec::new(),
            age: None,
            mentions: Vec::new(),
            at,
            used: false,
            unnamed: false,
            bare: 0,
            by_given: false,
        }
    }

    pub(crate) fn is_person(&self) -> bool {
        self.kind == PartyKind::Person
    }

    /// Another name or phrase for it; the longer name of a person stands as the name.
    pub(crate) fn called(&mut self, text: String) {
        let longer = self.is_person() && !self.unnamed && is_fuller(&text, &self.name, &self.parts.surname);
        if longer {
            let shorter = std::mem::replace(&mut self.name, text);
            if !self.aliases.contains(&shorter) {
                self.aliases.push(shorter);
            }
        } else if text != self.name && !self.aliases.contains(&text) {
            self.aliases.push(text);
        }
    }

    /// Another phrase for somebody without a name: one that gives the age says more, and a shorter one is handier.
    pub(crate) fn described(&mut self, phrase: String) {
        let says_age = |p: &str| p.contains("-old");
        let better = match (says_age(&phrase), says_age(&self.name)) {
            (a, b) if a != b => a,
            (aged, _) => aged && phrase.len() < self.name.len(),
        };
        match better {
            true => {
                let other = std::mem::replace(&mut self.name, phrase);
                self.aliases.push(other);
            }
            false if phrase != self.name && !self.aliases.contains(&phrase) && phrase.len() < 60 => {
                self.aliases.push(phrase);
            }
            false => {}
        }
    }

    pub(crate) fn mentioned(&mut self, evidence: Evidence) {
        self.mentions.push(Mention { evidence });
    }

    pub(crate) fn into_party(self) -> Party {
        let mut mentions = self.mentions;
        mentions.sort_by_key(|m| m.evidence.span);
        let mut aliases = self.aliases;
        aliases.retain(|a| *a != self.name);
        Party {
            kind: self.kind,
            name: self.name,
            aliases,
            roles: self.roles,
            marks: self.marks,
            age: self.age,
            mentions,
        }
    }
}

/// Whether one form of a name says more than another. A headline's capitals say less.
fn is_fuller(text: &str, name: &str, surname: &str) -> bool {
    let shouted = |s: &str| !s.chars().any(char::is_lowercase);
    if shouted(text) != shouted(name) && text.to_lowercase() == name.to_lowercase() {
        return shouted(name);
    }
    text.len() > name.len() && text.to_lowercase().contains(&surname.to_lowercase())
}
