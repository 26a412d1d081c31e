//! A rule file: TOML with a `[fact]` head and `[[rule]]`s.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;

use super::{Parts, RuleError, Sequence, TreePattern};

/// The kind of fact that a file's rules give.
#[derive(Clone, Debug)]
pub struct FactKind {
    /// `charge`, `penalty`, `when` …
    pub name: Arc<str>,
    /// A sentence with the roles in braces; how a fact of this kind is shown.
    pub says: String,
    /// The roles that its rules may fill.
    pub roles: BTreeMap<String, RoleKind>,
}

/// What may fill a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RoleKind {
    /// A person: by name, by noun, by pronoun.
    Person,
    /// An organization or office.
    Organization,
    /// A person or an organization.
    Party,
    /// An offence of the lexicon, or a phrase with "charge".
    Offence,
    /// A time expression.
    When,
    /// A length of time or a sum of money.
    Amount,
    /// Reported words: a clause.
    Clause,
    /// Any phrase.
    Text,
    /// A single word.
    Word,
}

/// A rule.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its name, `kind.how`, unique among all rules.
    pub id: Arc<str>,
    /// The file it stands in, and its line.
    pub file: Arc<str>,
    /// Line of its `id` in the file, from 1.
    pub line: usize,
    /// Why it holds: the piece of English or procedure that it knows.
    pub why: String,
    /// The kind of fact.
    pub fact: Arc<FactKind>,
    /// What it says besides what it captures.
    pub set: Arc<BTreeMap<String, String>>,
    /// What it looks for.
    pub pattern: Pattern,
    /// Sentences that it must match.
    pub yes: Vec<YesExample>,
    /// Sentences that it must not match with an asserted fact.
    pub no: Vec<String>,
}

/// The two forms of pattern.
#[derive(Clone, Debug)]
pub enum Pattern {
    /// Over the dependency tree.
    Tree(TreePattern),
    /// Over neighbouring tokens.
    Tokens(Sequence),
}

impl Pattern {
    /// Whether words around a match must stand there too (`&`).
    pub(crate) fn looks_around(&self) -> bool {
        matches!(self, Pattern::Tokens(sequence) if sequence.items.iter().any(|i| i.around))
    }
}

/// A sentence that a rule must match, and what it must capture.
#[derive(Clone, Debug)]
pub struct YesExample {
    /// The sentence.
    pub text: String,
    /// Role to words; several words where the role is filled more than once.
    pub gives: BTreeMap<String, Expected>,
    /// For a time: the day on which the sentence was published, and what the time then is.
    pub places: Option<Placement>,
}

/// When a time in an example was, if the sentence was published on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The day of publication, as `2023-04-20`; none for a document without.
    pub published: Option<String>,
    /// The TIMEX3 value of the rule's match, or its EDTF.
    pub value: String,
}

/// The words expected for a role.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Expected {
    /// The role is filled once.
    One(String),
    /// The role is filled several times, in text order.
    Many(Vec<String>),
}

impl Expected {
    /// The words, in text order.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Expected::One(word) => vec![word],
            Expected::Many(words) => words.iter().map(String::as_str).collect(),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFile {
    fact: RawFact,
    #[serde(default)]
    #[expect(dead_code, reason = "read by `parts`, before any rule is")]
    parts: BTreeMap<String, RawPart>,
    #[serde(default)]
    rule: Vec<RawRule>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFact {
    kind: String,
    says: String,
    roles: BTreeMap<String, RawRole>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRole {
    is: RoleKind,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawRule {
    id: Spanned<String>,
    why: Spanned<String>,
    #[serde(default)]
    set: BTreeMap<String, String>,
    tree: Option<Spanned<String>>,
    tokens: Option<Spanned<String>>,
    yes: Spanned<Vec<RawYes>>,
    no: Spanned<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawYes {
    text: String,
    #[serde(default)]
    gives: BTreeMap<String, Expected>,
    published: Option<String>,
    value: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum RawPart {
    One(String),
    Many(Vec<String>),
}

/// The `[parts]` of a rule file.
///
/// # Errors
/// A file that is no TOML.
pub(crate) fn parts(file: &str, text: &str) -> Result<BTreeMap<String, Vec<String>>, RuleError> {
    #[derive(Deserialize)]
    struct OnlyParts {
        #[serde(default)]
        parts: BTreeMap<String, RawPart>,
    }
    let raw: OnlyParts =
        toml::from_str(text).map_err(|e| RuleError::at(file, text, e.span().unwrap_or(0..0), e.message()))?;
    let patterns = |part| match part {
        RawPart::One(pattern) => vec![pattern],
        RawPart::Many(patterns) => patterns,
    };
    Ok(raw.parts.into_iter().map(|(name, part)| (name, patterns(part))).collect())
}

/// Reads one rule file that uses no parts of other files.
///
/// # Errors
/// Every mistake in the file that can be told apart; a file that is no TOML gives one.
pub fn parse_file(file: &str, text: &str) -> Result<Vec<Rule>, Vec<RuleError>> {
    let own = parts(file, text).map_err(|e| vec![e])?;
    parse_with(file, text, &Parts(own))
}

/// Reads one rule file with the parts of all files.
pub(crate) fn parse_with(file: &str, text: &str, parts: &Parts) -> Result<Vec<Rule>, Vec<RuleError>> {
    let raw: RawFile = toml::from_str(text).map_err(|e| {
        let place = e.span().unwrap_or(0..0);
        vec![RuleError::at(file, text, place, e.message())]
    })?;
    let fact = Arc::new(FactKind {
        name: raw.fact.kind.into(),
        says: raw.fact.says,
        roles: raw.fact.roles.into_iter().map(|(name, role)| (name, role.is)).collect(),
    });
    let mut rules = Vec::new();
    let mut errors = Vec::new();
    for rule in raw.rule {
        match (Reader { file, text, fact: &fact, parts }).rule(rule) {
            Ok(rule) => rules.push(rule),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(rules) } else { Err(errors) }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    fact: &'a Arc<FactKind>,
    parts: &'a Parts,
}

impl Reader<'_> {
    fn error(&self, place: Range<usize>, message: impl Into<String>) -> RuleError {
        RuleError::at(self.file, self.text, place, message)
    }

    fn rule(&self, raw: RawRule) -> Result<Rule, RuleError> {
        let id = raw.id.get_ref();
        let well_formed = id.split_once('.').is_some_and(|(kind, how)| {
            [kind, how].iter().all(|part| {
                !part.is_empty()
                    && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            })
        });
        if !well_formed {
            let message = format!("the rule's id `{id}` is not of the form kind.how, as `arrest.passive`");
            return Err(self.error(raw.id.span(), message));
        }
        if raw.why.get_ref().trim().len() < 10 {
            return Err(self
                .error(raw.why.span(), "a rule needs a reason: a sentence on the English or the procedure"));
        }
        if raw.yes.get_ref().is_empty() {
            return Err(self.error(raw.yes.span(), "a rule needs at least one `yes` example"));
        }
        if raw.no.get_ref().is_empty() {
            return Err(self.error(raw.no.span(), "a rule needs at least one `no` example"));
        }
        let pattern = match (&raw.tree, &raw.tokens) {
            (Some(tree), None) => {
                Pattern::Tree(TreePattern::parse(tree.get_ref()).map_err(|e| self.inside(tree, e))?)
            }
            (None, Some(tokens)) => {
                let sequence = Sequence::parse_with(tokens.get_ref(), self.parts);
                Pattern::Tokens(sequence.map_err(|e| self.inside(tokens, e))?)
            }
            _ => return Err(self.error(raw.id.span(), "a rule has either a `tree` or a `tokens` pattern")),
        };
        let names = match &pattern {
            Pattern::Tree(tree) => tree.roles(),
            Pattern::Tokens(tokens) => tokens.roles(),
        };
        for example in raw.yes.get_ref() {
            if let Some(role) = example.gives.keys().find(|role| !names.contains(role) && *role != "modality")
            {
                let message = format!("an example gives `{role}`, which the pattern does not capture");
                return Err(self.error(raw.yes.span(), message));
            }
            if example.gives.is_empty() && example.value.is_none() {
                let message =
                    "an example says what must be captured (`gives`) or, for a time, when that was (`value`)";
                return Err(self.error(raw.yes.span(), message));
            }
        }
        Ok(Rule {
            line: self.text.get(..raw.id.span().start).unwrap_or("").matches('\n').count() + 1,
            id: id.as_str().into(),
            file: self.file.into(),
            why: raw.why.into_inner(),
            fact: Arc::clone(self.fact),
            set: Arc::new(raw.set),
            pattern,
            yes: (raw.yes.into_inner().into_iter())
                .map(|y| YesExample {
                    text: y.text,
                    gives: y.gives,
                    places: y.value.map(|value| Placement { published: y.published, value }),
                })
                .collect(),
            no: raw.no.into_inner(),
        })
    }

    /// An error at a place within a quoted pattern, moved to its place in the file.
    fn inside(&self, pattern: &Spanned<String>, (place, message): (Range<usize>, String)) -> RuleError {
        let whole = pattern.span();
        let raw = self.text.get(whole.clone()).unwrap_or("");
        // The value starts after the opening quotes (and a first line end, which TOML drops).
        let opening = if raw.starts_with("'''\n") || raw.starts_with("\"\"\"\n") {
            4
        } else if raw.starts_with("'''") || raw.starts_with("\"\"\"") {
            3
        } else {
            1
        };
        let start = whole.start + opening;
        self.error(start + place.start..start + place.end, message)
    }
}
