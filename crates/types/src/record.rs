//! What `resolve` makes: the record of a case by one document alone.

use crate::{
    Act, ConflictKind, Differing, MarkKind, Modality, Mode, PartyKind, PenaltyKind, PenaltyState,
    PenaltyTerm, Period, Role, Silence, Span, Status,
};

/// Index of a party in [`Record::parties`].
pub type PartyId = usize;

/// What one document says of a case. Every part carries [`Evidence`]: the words that say it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Record {
    /// People and organizations, in the order of their first mention.
    pub parties: Vec<Party>,
    /// One a defendant and offence.
    pub charges: Vec<Charge>,
    /// Punishments possible, expected, sought or imposed.
    pub penalties: Vec<Penalty>,
    /// What happened, apart from what moves a charge.
    pub events: Vec<Event>,
    /// What somebody is reported to have said, in text order.
    pub statements: Vec<Statement>,
    /// Pairs of statements that clash.
    pub conflicts: Vec<Conflict>,
    /// What the document itself tells in two ways.
    pub variances: Vec<Variance>,
    /// Every sentence, and whether it gave a fact.
    pub coverage: Vec<Coverage>,
}

impl Record {
    /// Whether it holds no party, charge, penalty, event or statement.
    pub fn says_nothing(&self) -> bool {
        self.parties.is_empty()
            && self.charges.is_empty()
            && self.penalties.is_empty()
            && self.events.is_empty()
            && self.statements.is_empty()
    }
}

/// The words that say something, and the rule that read them.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// Where the words are.
    pub span: Span,
    /// Name of the rule.
    pub rule: String,
}

/// A person or an organization.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// Person or organization.
    pub kind: PartyKind,
    /// The fullest name in the text, without title; for the unnamed the phrase that the text uses.
    pub name: String,
    /// Other names and phrases for the same party, as the text has them.
    pub aliases: Vec<String>,
    /// Parts in the case, each with its evidence.
    pub roles: Vec<PartyRole>,
    /// Why the person needs care in publishing, each with its evidence.
    pub marks: Vec<Mark>,
    /// Age in years, as printed.
    pub age: Option<Age>,
    /// Every place where the text speaks of the party.
    pub mentions: Vec<Mention>,
}

/// A role and the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyRole {
    /// The role.
    pub role: Role,
    /// The words.
    pub evidence: Evidence,
}

/// Why a person needs care in publishing, and the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Which reason.
    pub kind: MarkKind,
    /// The words.
    pub evidence: Evidence,
}

/// An age as printed.
#[derive(Clone, Debug, PartialEq)]
pub struct Age {
    /// Years.
    pub years: u16,
    /// The words.
    pub evidence: Evidence,
}

/// A place where the text speaks of a party, and what ties it to the party.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The words and the rule that linked them: `name.full`, `name.surname`, `pronoun.subject`.
    pub evidence: Evidence,
}

/// A charge: one defendant, one offence, and all that the document says became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Charge {
    /// Who is charged.
    pub defendant: PartyId,
    /// With what; `None` where the text only says "the charges".
    pub offence: Option<Offence>,
    /// How many counts, where the text says.
    pub counts: Option<u32>,
    /// Their numbers in the court's paper, where it is one that the record is of.
    pub numbers: Vec<u32>,
    /// The steps, in the order of their dates as far as these are known, else of the text.
    pub history: Vec<Step>,
    /// The last status as of the document.
    pub current: Status,
    /// Index of the charge that this one enhances.
    pub enhances: Option<usize>,
}

/// An offence as the text names it.
#[derive(Clone, Debug, PartialEq)]
pub struct Offence {
    /// Without article, count or the words "charge of".
    pub text: String,
    /// Class code of the offence lexicon (NIBRS), where the words are known.
    pub code: Option<String>,
}

/// A step in a charge's life.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it came to.
    pub status: Status,
    /// The source's own word: "dropped".
    pub surface: String,
    /// When, where the document lets a careful reader place it.
    pub date: Option<Period>,
    /// EDTF bounds where `date` is `None`.
    pub window: Option<String>,
    /// Whether the text says that it came before the charge's other steps ("had already").
    pub earlier: bool,
    /// Who took it: `prosecution`, `court`, `jury`, `not_stated`.
    pub by: String,
    /// `with`, `without`, `not_stated`.
    pub prejudice: String,
    /// How far the source vouches for it.
    pub modality: Modality,
    /// Who is reported to say so, where it stands inside a statement.
    pub said_by: Option<String>,
    /// The words and the rule.
    pub evidence: Evidence,
    /// 0 to 1: how often the rule was right on the examples it was measured on, lowered for each
    /// inference (an elided defendant, a pronoun).
    pub confidence: f32,
    /// What was inferred to get here, in words ("the defendant is taken from the sentence before").
    pub inferred: Vec<String>,
}

impl Step {
    /// An asserted step of which the words say nothing but what it came to.
    pub fn asserted(status: Status, evidence: Evidence) -> Step {
        Step {
            status,
            surface: String::new(),
            date: None,
            window: None,
            earlier: false,
            by: "not_stated".to_owned(),
            prejudice: "not_stated".to_owned(),
            modality: Modality::Asserted,
            said_by: None,
            evidence,
            confidence: 1.0,
            inferred: Vec::new(),
        }
    }
}

/// A punishment.
#[derive(Clone, Debug, PartialEq)]
pub struct Penalty {
    /// On whom.
    pub person: Option<PartyId>,
    /// Index of the charge.
    pub charge: Option<usize>,
    /// What kind.
    pub kind: PenaltyKind,
    /// ISO 8601 duration, range, `life`, or money (`USD 5000`).
    pub amount: Option<String>,
    /// Whether it threatens or holds.
    pub state: PenaltyState,
    /// What else is said of it: suspended, concurrent, without parole.
    pub terms: Vec<PenaltyTerm>,
    /// Who says so, where the words stand inside what somebody is reported to have said; else the source itself tells it.
    pub said_by: Option<String>,
    /// The words and the rule.
    pub evidence: Evidence,
}

impl Mention {
    /// Whether the words name the party, and do not only describe it.
    pub fn is_name(&self) -> bool {
        self.evidence.rule.starts_with("name.")
    }
}

/// Something that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Event type of the record's format: `shooting`, `hearing`.
    pub kind: String,
    /// When, where a careful reader can place it.
    pub date: Option<Period>,
    /// Where, in the text's words.
    pub place: Option<String>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// What it was done with, in the text's words.
    pub weapon: Option<String>,
    /// Who says so, where the words stand inside what somebody is reported to have said; else the source itself tells it.
    pub said_by: Option<String>,
    /// The words and the rule.
    pub evidence: Evidence,
}

/// A party's part in an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Participant {
    /// Who.
    pub party: PartyId,
    /// `agent`, `victim`, `subject`.
    pub role: String,
}

/// What somebody is reported to have said.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who, where it is a party.
    pub speaker: Option<PartyId>,
    /// Who, in the text's words; empty where the text does not say.
    pub speaker_text: String,
    /// Others who said it together.
    pub joint: Vec<PartyId>,
    /// In quotation marks or reported.
    pub mode: Mode,
    /// What it does.
    pub act: Act,
    /// The verb or phrase that reports it: "said", "according to".
    pub cue: Option<Span>,
    /// The word that keeps a distance: "allegedly".
    pub hedge: Option<Span>,
    /// How far the speaker vouches for what is said; `denied` where it is said not to be so.
    pub modality: Modality,
    /// How it reached the reader, in the text's words.
    pub channel: Option<String>,
    /// Through whose hands it came, nearest source first.
    pub relay: Vec<String>,
    /// What was said; more than one stretch where the words are broken by "he said".
    pub content: Vec<Span>,
    /// For `decline`: which kind of silence.
    pub answer: Option<Silence>,
    /// The words and the rule.
    pub evidence: Evidence,
}

/// Two statements about one thing that cannot both hold; neither is preferred.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Index of one statement.
    pub a: usize,
    /// Index of the other.
    pub b: usize,
    /// The act or thing in question, in the text's words.
    pub about: String,
    /// What kind of clash.
    pub kind: ConflictKind,
}

/// One thing that the document tells in two ways, both as its own word and not as somebody's statement; neither way is
/// preferred.
#[derive(Clone, Debug, PartialEq)]
pub struct Variance {
    /// What the tellings differ in.
    pub what: Differing,
    /// The thing in question, in words.
    pub about: String,
    /// The person in question.
    pub person: Option<PartyId>,
    /// Indices of the charges in question; where it is whether there is one or several, those that the document
    /// itemizes against the person.
    pub charges: Vec<usize>,
    /// The tellings, two or more, in text order.
    pub sides: Vec<Telling>,
}

/// One way in which a document tells a thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Telling {
    /// What it says, in short: "age 34", "during a rehearsal".
    pub says: String,
    /// The words and what read them.
    pub evidence: Evidence,
}

/// A sentence and what came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// The sentence.
    pub span: Span,
    /// How many facts carry words of it.
    pub facts: u32,
    /// Whether it was parsed; one in which no rule can match is not.
    pub parsed: bool,
}
