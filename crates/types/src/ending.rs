//! How the reading of a document ends.

/// How the reading of a document ends; every document ends in exactly one of these, with a reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// It was read and says something of a case.
    Facts,
    /// It was read and says nothing that the rules know.
    NoFacts,
    /// It holds pictures of text.
    NeedsOcr,
    /// It is in a format or a language that is not read.
    Unsupported,
    /// It is larger, deeper, slower or hungrier than one document may be.
    OverLimit,
    /// It is broken, locked or not there.
    Refused,
}

impl Ending {
    /// All, the best first.
    pub const ALL: [Ending; 6] = [
        Ending::Facts,
        Ending::NoFacts,
        Ending::NeedsOcr,
        Ending::Unsupported,
        Ending::OverLimit,
        Ending::Refused,
    ];

    /// The name in printed output.
    pub fn as_str(self) -> &'static str {
        match self {
            Ending::Facts => "facts",
            Ending::NoFacts => "no facts",
            Ending::NeedsOcr => "needs OCR",
            Ending::Unsupported => "unsupported",
            Ending::OverLimit => "over a limit",
            Ending::Refused => "refused",
        }
    }

    /// The ending of that name.
    pub fn named(name: &str) -> Option<Ending> {
        Ending::ALL.into_iter().find(|ending| ending.as_str() == name)
    }
}
