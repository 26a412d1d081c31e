//! Names of people and charges for addresses: they stay when documents are added, as far as what they name stays.

use std::collections::BTreeMap;

use factum::record::View;
use sha2::{Digest, Sha256};

/// The keys of a view's people and charges, by index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Keys {
    /// For each person.
    pub(crate) people: Vec<String>,
    /// For each charge.
    pub(crate) charges: Vec<String>,
    /// Every member of a person leads to it, so that a key lives on when two are joined.
    members: BTreeMap<String, usize>,
}

impl Keys {
    pub(crate) fn of(view: &View) -> Keys {
        let mut keys = Keys::default();
        for (at, person) in view.people.iter().enumerate() {
            let of = person.members.iter().map(|m| digest(&["person", &m.source.id, &m.name]));
            let of: Vec<String> = of.collect();
            keys.people.push(of.first().cloned().unwrap_or_else(|| digest(&["person", &person.name])));
            for key in of {
                keys.members.entry(key).or_insert(at);
            }
        }
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for standing in &view.charges {
            let person = keys.people.get(standing.person).cloned().unwrap_or_default();
            let offence = standing.offence.as_deref().unwrap_or_default().to_lowercase();
            let key = digest(&["charge", &person, &offence]);
            // of several charges for one offence the first has the plain key
            let n = seen.entry(key.clone()).or_default();
            *n += 1;
            keys.charges.push(if *n > 1 { format!("{key}-{n}") } else { key });
        }
        keys
    }

    pub(crate) fn person(&self, key: &str) -> Option<usize> {
        self.members.get(key).copied()
    }

    pub(crate) fn charge(&self, key: &str) -> Option<usize> {
        self.charges.iter().position(|k| k == key)
    }
}

/// Twelve hexadecimal digits.
fn digest(parts: &[&str]) -> String {
    let hash = Sha256::digest(parts.join("\n").as_bytes());
    hash.iter().take(6).map(|b| format!("{b:02x}")).collect()
}
