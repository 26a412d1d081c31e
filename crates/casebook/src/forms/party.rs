//! How a party is kept.

use factum_types as nouns;
use serde::{Deserialize, Serialize};

use super::{Words, Wrong, words};

#[derive(Serialize, Deserialize)]
pub(crate) struct Party {
    kind: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    roles: Vec<(String, Words)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    marks: Vec<(String, Words)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    age: Option<(u16, Words)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Words>,
}

impl From<&nouns::Party> for Party {
    fn from(party: &nouns::Party) -> Party {
        let nouns::Party { kind, name, aliases, roles, marks, age, mentions } = party;
        Party {
            kind: kind.to_string(),
            name: name.clone(),
            aliases: aliases.clone(),
            roles: roles.iter().map(|r| (r.role.to_string(), words(&r.evidence))).collect(),
            marks: marks.iter().map(|m| (m.kind.to_string(), words(&m.evidence))).collect(),
            age: age.as_ref().map(|a| (a.years, words(&a.evidence))),
            mentions: mentions.iter().map(|m| words(&m.evidence)).collect(),
        }
    }
}

impl Party {
    pub(crate) fn noun(self) -> Result<nouns::Party, Wrong> {
        let role = |(role, words): (String, Words)| {
            Ok(nouns::PartyRole { role: role.parse()?, evidence: words.evidence() })
        };
        let mark = |(kind, words): (String, Words)| {
            Ok(nouns::Mark { kind: kind.parse()?, evidence: words.evidence() })
        };
        Ok(nouns::Party {
            kind: self.kind.parse()?,
            name: self.name,
            aliases: self.aliases,
            roles: self.roles.into_iter().map(role).collect::<Result<_, Wrong>>()?,
            marks: self.marks.into_iter().map(mark).collect::<Result<_, Wrong>>()?,
            age: self.age.map(|(years, words)| nouns::Age { years, evidence: words.evidence() }),
            mentions: self.mentions.into_iter().map(|w| nouns::Mention { evidence: w.evidence() }).collect(),
        })
    }
}
