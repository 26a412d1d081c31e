//! What the form of a court's paper says, as said: names with their part, counts, steps, punishments.

use std::sync::Arc;

use crate::{PenaltyKind, Role, Span, Status};

/// What heads counts: "COUNT ONE", "Charge 2".
pub const COUNT_LABELS: [&str; 5] = ["count", "counts", "count(s)", "charge", "charges"];

/// The numbers from one on, as headings of counts spell them.
pub const NUMBER_WORDS: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// Index of a name in [`Filing::names`].
pub type NameId = usize;
/// Index of a count in [`Filing::counts`].
pub type CountId = usize;

/// What a court's paper or a docket says by its form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filing {
    /// Whether days in figures have the month first, as in the United States.
    pub month_first: bool,
    /// Names with the part that the form gives them; defendants first as the caption or docket lists them.
    pub names: Vec<FormName>,
    /// Counts, in text order.
    pub counts: Vec<FormCount>,
    /// Steps, in text order.
    pub steps: Vec<FormStep>,
    /// Punishments of dispositions and judgments.
    pub penalties: Vec<FormPenalty>,
}

/// A name in a form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormName {
    /// Its words.
    pub span: Span,
    /// The part that the form gives it.
    pub role: Role,
    /// Whether it is no person's.
    pub organization: bool,
    /// Whether the surname stands first: "QUILL, MARA ELAINE".
    pub surname_first: bool,
    /// The words that show the part.
    pub shown: Span,
    /// The rule that read the part.
    pub rule: Arc<str>,
}

/// One count, or several that one heading names.
#[derive(Clone, Debug, PartialEq)]
pub struct FormCount {
    /// The heading or row.
    pub span: Span,
    /// Their numbers, where it has any.
    pub numbers: Vec<u32>,
    /// The offence's words.
    pub offence: Option<Span>,
    /// What the statute is called, where the form gives no more than a statute.
    pub called: Option<String>,
    /// Who is charged with it, for certain.
    pub defendants: Vec<NameId>,
    /// Whether it was named by a number alone ("Count 2 is dismissed").
    pub bare: bool,
}

/// Something that became of counts.
#[derive(Clone, Debug, PartialEq)]
pub struct FormStep {
    /// What.
    pub status: Status,
    /// The words.
    pub span: Span,
    /// The words of its day.
    pub date: Option<Span>,
    /// Whose.
    pub who: Vec<NameId>,
    /// Which counts.
    pub counts: Vec<CountId>,
    /// `prosecution`, `court`, `jury`, `not_stated`.
    pub by: String,
    /// `with`, `without`, `not_stated`.
    pub prejudice: String,
    /// The rule.
    pub rule: Arc<str>,
}

/// A punishment in a form.
#[derive(Clone, Debug, PartialEq)]
pub struct FormPenalty {
    /// Whose.
    pub who: NameId,
    /// For which count, where one is meant.
    pub count: Option<CountId>,
    /// What kind.
    pub kind: PenaltyKind,
    /// Its words; the amount is one of [`Findings::amounts`](crate::Findings) within.
    pub span: Span,
    /// The rule.
    pub rule: Arc<str>,
}
