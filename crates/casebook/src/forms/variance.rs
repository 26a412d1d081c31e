//! How what a document tells in two ways is kept.

use factum_types as nouns;
use serde::{Deserialize, Serialize};

use super::{Words, Wrong, words};

#[derive(Serialize, Deserialize)]
pub(crate) struct Variance {
    what: String,
    about: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    charges: Vec<usize>,
    /// What each side says, and its words.
    sides: Vec<(String, Words)>,
}

impl From<&nouns::Variance> for Variance {
    fn from(variance: &nouns::Variance) -> Variance {
        let nouns::Variance { what, about, person, charges, sides } = variance;
        Variance {
            what: what.to_string(),
            about: about.clone(),
            person: *person,
            charges: charges.clone(),
            sides: sides.iter().map(|s| (s.says.clone(), words(&s.evidence))).collect(),
        }
    }
}

impl Variance {
    pub(crate) fn noun(self) -> Result<nouns::Variance, Wrong> {
        let side = |(says, words): (String, Words)| nouns::Telling { says, evidence: words.evidence() };
        Ok(nouns::Variance {
            what: self.what.parse()?,
            about: self.about,
            person: self.person,
            charges: self.charges,
            sides: self.sides.into_iter().map(side).collect(),
        })
    }
}
