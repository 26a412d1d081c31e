//! Closed vocabularies: each a Rust enum with the name that its field uses.

/// A name that does not stand in a vocabulary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    /// Which vocabulary was asked.
    pub vocabulary: &'static str,
    /// What it was asked for.
    pub name: String,
}

impl std::fmt::Display for UnknownName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is not a {}", self.name, self.vocabulary)
    }
}

impl std::error::Error for UnknownName {}

macro_rules! vocabulary {
    ($(#[$about:meta])* $name:ident, $what:literal, { $($(#[$doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $( #[doc = concat!("`", $text, "`")] $(#[$doc])* $variant ),+ }

        impl $name {
            /// Every value, in the vocabulary's order.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            /// The name that the field uses.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = UnknownName;
            fn from_str(s: &str) -> Result<$name, UnknownName> {
                match s {
                    $($text => Ok($name::$variant),)+
                    _ => Err(UnknownName { vocabulary: $what, name: s.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

vocabulary!(
    /// Part-of-speech tags of the Penn Treebank as OntoNotes 5 has them.
    Tag, "Penn Treebank tag", {
    Dollar = "$", CloseQuote = "''", Comma = ",", Lrb = "-LRB-", Rrb = "-RRB-", Period = ".", Colon = ":",
    ADD = "ADD", AFX = "AFX", CC = "CC", CD = "CD", DT = "DT", EX = "EX", FW = "FW", HYPH = "HYPH",
    IN = "IN", JJ = "JJ", JJR = "JJR", JJS = "JJS", LS = "LS", MD = "MD", NFP = "NFP", NN = "NN",
    NNP = "NNP", NNPS = "NNPS", NNS = "NNS", PDT = "PDT", POS = "POS", PRP = "PRP", PRPS = "PRP$",
    RB = "RB", RBR = "RBR", RBS = "RBS", RP = "RP", SYM = "SYM", TO = "TO", UH = "UH", VB = "VB",
    VBD = "VBD", VBG = "VBG", VBN = "VBN", VBP = "VBP", VBZ = "VBZ", WDT = "WDT", WP = "WP",
    WPS = "WP$", WRB = "WRB", XX = "XX", SP = "_SP", OpenQuote = "``",
});

vocabulary!(
    /// Universal parts of speech (with spaCy's `SPACE`; `-` stands for none).
    Pos, "universal part of speech", {
    None = "-", ADJ = "ADJ", ADP = "ADP", ADV = "ADV", AUX = "AUX", CCONJ = "CCONJ", CONJ = "CONJ",
    DET = "DET", INTJ = "INTJ", NOUN = "NOUN", NUM = "NUM", PART = "PART", PRON = "PRON",
    PROPN = "PROPN", PUNCT = "PUNCT", SCONJ = "SCONJ", SYM = "SYM", VERB = "VERB", X = "X",
    SPACE = "SPACE",
});

vocabulary!(
    /// Dependency labels of the ClearNLP scheme.
    Dep, "ClearNLP dependency label", {
    Root = "ROOT", Acl = "acl", Acomp = "acomp", Advcl = "advcl", Advmod = "advmod", Agent = "agent",
    Amod = "amod", Appos = "appos", Attr = "attr", Aux = "aux", Auxpass = "auxpass", Case = "case",
    Cc = "cc", Ccomp = "ccomp", Compound = "compound", Conj = "conj", Csubj = "csubj",
    Csubjpass = "csubjpass", Dative = "dative", Dep = "dep", Det = "det", Dobj = "dobj", Expl = "expl",
    Intj = "intj", Mark = "mark", Meta = "meta", Neg = "neg", Nmod = "nmod", Npadvmod = "npadvmod",
    Nsubj = "nsubj", Nsubjpass = "nsubjpass", Nummod = "nummod", Oprd = "oprd", Parataxis = "parataxis",
    Pcomp = "pcomp", Pobj = "pobj", Poss = "poss", Preconj = "preconj", Predet = "predet", Prep = "prep",
    Prt = "prt", Punct = "punct", Quantmod = "quantmod", Relcl = "relcl", Xcomp = "xcomp",
});

vocabulary!(
    /// Entity types of OntoNotes 5.
    EntityKind, "OntoNotes entity type", {
    Cardinal = "CARDINAL", Date = "DATE", Event = "EVENT", Fac = "FAC", Gpe = "GPE",
    Language = "LANGUAGE", Law = "LAW", Loc = "LOC", Money = "MONEY", Norp = "NORP",
    Ordinal = "ORDINAL", Org = "ORG", Percent = "PERCENT", Person = "PERSON", Product = "PRODUCT",
    Quantity = "QUANTITY", Time = "TIME", WorkOfArt = "WORK_OF_ART",
});

vocabulary!(
    /// Where a charge stands; the steps in the order that a case may take them.
    Status, "charge status", {
    /// Held or booked on it.
    Arrested = "arrested",
    /// Prosecutors will not bring it.
    Declined = "declined",
    /// By complaint, information, or "faces a charge of".
    Charged = "charged",
    /// By a grand jury.
    Indicted = "indicted",
    Arraigned = "arraigned",
    /// The text says that it is still open.
    Pending = "pending",
    PleadedNotGuilty = "pleaded_not_guilty",
    PleadedGuilty = "pleaded_guilty",
    PleadedNoContest = "pleaded_no_contest",
    /// Raised, lowered, enhanced or replaced.
    Amended = "amended",
    Diverted = "diverted",
    /// Dropped, withdrawn, nolle prosequi, thrown out.
    Dismissed = "dismissed",
    Mistrial = "mistrial",
    Acquitted = "acquitted",
    /// By a verdict or finding; a guilty plea alone is `pleaded_guilty`.
    Convicted = "convicted",
    Sentenced = "sentenced",
    Appealed = "appealed",
    Affirmed = "affirmed",
    /// Conviction or sentence overturned.
    Vacated = "vacated",
    Pardoned = "pardoned",
    /// Expunged.
    Sealed = "sealed",
});

vocabulary!(
    /// A person's part in the case.
    Role, "role", {
    /// Charged, tried or convicted in the record.
    Defendant = "defendant",
    /// Accused or sought, not charged.
    Suspect = "suspect",
    /// Killed, hurt or wronged.
    Victim = "victim",
    Witness = "witness", DefenceCounsel = "defence_counsel", Prosecutor = "prosecutor", Judge = "judge",
    /// Police, sheriffs, agents, examiners.
    Investigator = "investigator",
    /// Any other public office or spokesperson.
    Official = "official",
    /// Of a victim or defendant.
    Relative = "relative",
    Other = "other",
});

vocabulary!(
    /// What the record says of a person beside the roles: why care is needed in publishing, and what harm was done.
    MarkKind, "mark", {
    /// Under eighteen.
    Minor = "minor",
    /// Victim of a sexual offence.
    SexualOffenceVictim = "sexual_offence_victim",
    /// The text says that the person died of what is told.
    Killed = "killed",
    /// The text says that the person was hurt, and nowhere that he died.
    Injured = "injured",
});

vocabulary!(
    /// What a party is.
    PartyKind, "party kind", { Person = "person", Organization = "organization" });

vocabulary!(
    /// How a statement is given.
    Mode, "statement mode", { Direct = "direct", Indirect = "indirect", Mixed = "mixed" });

vocabulary!(
    /// What a statement does.
    Act, "statement act", {
    Say = "say",
    /// Accuses.
    Allege = "allege",
    Deny = "deny",
    /// A report's, court's or examiner's finding.
    Find = "find",
    /// No comment, did not respond.
    Decline = "decline",
});

vocabulary!(
    /// How far the source vouches for a fact.
    Modality, "modality", {
    /// Said as so.
    Asserted = "asserted",
    /// Said by somebody whom the source names, or hedged ("allegedly").
    Alleged = "alleged",
    /// Said to be coming.
    Planned = "planned",
    /// If something else comes.
    Conditional = "conditional",
    /// Said not to be so.
    Denied = "denied",
});

vocabulary!(
    /// Kinds of punishment.
    PenaltyKind, "penalty kind", {
    Prison = "prison", Jail = "jail", Probation = "probation", Supervision = "supervision",
    Fine = "fine", Restitution = "restitution", Forfeiture = "forfeiture",
    CommunityService = "community_service", Death = "death", Registration = "registration",
});

vocabulary!(
    /// What is said of a punishment besides its amount.
    PenaltyTerm, "penalty term", {
    /// Not to be served unless its conditions are broken.
    Suspended = "suspended",
    Concurrent = "concurrent", Consecutive = "consecutive",
    WithoutParole = "without_parole", WithParole = "with_parole",
    /// Served already, before it was passed.
    TimeServed = "time_served",
});

vocabulary!(
    /// Whether a punishment threatens or holds.
    PenaltyState, "penalty state", {
    /// The most that the law allows.
    Possible = "possible",
    /// Agreed or indicated.
    Expected = "expected",
    Sought = "sought", Imposed = "imposed",
});

vocabulary!(
    /// Kinds of no answer, never merged.
    Silence, "kind of silence", {
    /// "declined to comment".
    Declined = "declined",
    /// "did not respond".
    DidNotRespond = "did_not_respond",
    /// "did not immediately respond".
    DidNotImmediatelyRespond = "did_not_immediately_respond",
    /// "could not be reached".
    CouldNotBeReached = "could_not_be_reached",
});

vocabulary!(
    /// Kinds of clash.
    ConflictKind, "kind of conflict", {
    /// One says it was so, the other that it was not.
    Direct = "direct",
    /// The same thing called by names that exclude each other (accident, recklessness).
    Characterization = "characterization",
    /// Numbers, dates, ages or circumstances differ.
    Variance = "variance",
});

vocabulary!(
    /// What the tellings of one thing differ in, within one document.
    Differing, "matter that tellings differ in", {
    /// What was going on when it happened.
    Circumstance = "circumstance",
    /// Whether the charge is one or several.
    Number = "number",
    /// How many counts a charge has.
    Counts = "counts",
    /// Somebody's years.
    Age = "age",
    /// The day of an event or of a step.
    Date = "date",
    /// How many were killed.
    Killed = "killed",
    /// How many were hurt and lived.
    Injured = "injured",
    /// A punishment's length or sum.
    Amount = "amount",
});

vocabulary!(
    /// What a block of a news page is.
    BlockKind, "kind of block", {
    /// The headline.
    Title = "title",
    /// A subheading within the story.
    Heading = "heading",
    /// The publication date or the place and agency at the head of the story, where it stands alone.
    Dateline = "dateline",
    /// Who wrote it.
    Byline = "byline",
    /// Words under a picture.
    Caption = "caption",
    /// Who made the picture or contributed.
    Credit = "credit",
    /// The story itself.
    Paragraph = "paragraph",
    /// What a court's paper says by its form and in no sentence: caption, counsel, the heading of a count, a row of a
    /// docket. No sentence is looked for in it.
    Form = "form",
    /// Menus, sharing buttons, contact blocks, related stories: never a source of facts.
    Chrome = "chrome",
    /// Words that whoever looks at the source does not see (deleted by a tracked change, hidden, white on white,
    /// under a black box) or that are no part of the text (a reviewer's remark): never a source of facts.
    Hidden = "hidden",
});

vocabulary!(
    /// Where a publication date was found, the most trusted first.
    DateOrigin, "origin of a date", {
    /// `--published` on the command line.
    CommandLine = "command line",
    /// A field of the file: JSONL's `published`, HTML's `article:published_time`, `<time>`.
    Metadata = "metadata",
    /// A dateline or a line of its own that holds nothing but the date.
    Dateline = "dateline",
    /// A leading `date 2023-04-20`.
    Leading = "leading date line",
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for status in Status::ALL {
            assert_eq!(status.as_str().parse(), Ok(*status));
        }
        let wrong = "dropped".parse::<Status>().unwrap_err();
        assert_eq!(wrong.to_string(), "`dropped` is not a charge status");
    }
}
