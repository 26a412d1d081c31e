//! What a person decided about who is who; it goes before what the documents suggest.

use crate::case::Told;

/// A party of one document: by the document's id and the name that the record gives it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PartyOf {
    /// The document's id.
    pub document: String,
    /// The party's name in its record.
    pub name: String,
}

/// Two parties that somebody joined or set apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// One.
    pub a: PartyOf,
    /// The other.
    pub b: PartyOf,
    /// Whether they are one person.
    pub together: bool,
    /// Who decided when, in words: it stands as the evidence.
    pub words: String,
}

impl PartyOf {
    /// The document and party that this is, by index.
    pub(crate) fn find(&self, told: &[&Told]) -> Option<(usize, usize)> {
        let document = told.iter().position(|t| t.pages.source.id == self.document)?;
        let party = told.get(document)?.record.parties.iter().position(|p| p.name == self.name)?;
        Some((document, party))
    }
}
