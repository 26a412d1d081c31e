//! Rules for lines of a form: `rules/forms/*.toml`. A line is compared as a whole, by its beginning, or by words in it.

use std::collections::BTreeMap;
use std::sync::Arc;

use factum_types::Status;
use serde::Deserialize;

use crate::RuleError;

/// All rules for lines, by the stem of their file.
#[derive(Debug, Default)]
pub struct LineRules {
    files: BTreeMap<String, Vec<LineRule>>,
}

/// A rule for a line of a form.
#[derive(Clone, Debug)]
pub struct LineRule {
    /// Its name, unique among all rules.
    pub id: Arc<str>,
    /// The piece of procedure that it knows.
    pub why: String,
    /// What it says.
    pub set: BTreeMap<String, String>,
    /// Lines that it must be the first to fit.
    pub yes: Vec<String>,
    /// Lines that it must not be the first to fit.
    pub no: Vec<String>,
    is: Vec<String>,
    begins: Vec<String>,
    has: Vec<String>,
    not: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    line: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    why: String,
    #[serde(default)]
    is: Vec<String>,
    #[serde(default)]
    begins: Vec<String>,
    #[serde(default)]
    has: Vec<String>,
    #[serde(default)]
    not: Vec<String>,
    set: BTreeMap<String, String>,
    yes: Vec<String>,
    no: Vec<String>,
}

impl LineRules {
    /// Reads a file into the set under its stem.
    ///
    /// # Errors
    /// What does not parse, and lines without a reason, a `yes` and a `no`.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), RuleError> {
        let rows = toml::from_str::<File>(text).map_err(|error| {
            RuleError::at(file, text, error.span().unwrap_or_default(), error.message().to_owned())
        })?;
        let stem = file.rsplit('/').next().and_then(|f| f.strip_suffix(".toml")).unwrap_or(file);
        let folded = |list: Vec<String>| list.iter().map(|words| fold(words)).collect::<Vec<_>>();
        let mut lines = Vec::with_capacity(rows.line.len());
        for row in rows.line {
            if row.why.is_empty() || row.yes.is_empty() || row.no.is_empty() {
                let at = text.find(&row.id).unwrap_or(0);
                let message = "a line needs a reason, a `yes` and a `no`";
                return Err(RuleError::at(file, text, at..at + row.id.len(), message));
            }
            lines.push(LineRule {
                id: row.id.into(),
                why: row.why,
                set: row.set,
                yes: row.yes,
                no: row.no,
                is: folded(row.is),
                begins: folded(row.begins),
                has: folded(row.has),
                not: folded(row.not),
            });
        }
        self.files.insert(stem.to_owned(), lines);
        Ok(())
    }

    /// The rules of each file.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[LineRule])> {
        self.files.iter().map(|(stem, lines)| (stem.as_str(), lines.as_slice()))
    }

    /// The first rule of a file that a line fits.
    pub fn find(&self, file: &str, line: &str) -> Option<&LineRule> {
        let folded = fold(line);
        self.files.get(file)?.iter().find(|rule| rule.fits(&folded))
    }
}

impl LineRule {
    /// What it says for a key.
    pub fn says(&self, key: &str) -> Option<&str> {
        self.set.get(key).map(String::as_str)
    }

    /// The step that it tells.
    pub fn status(&self) -> Option<Status> {
        self.says("status")?.parse().ok()
    }

    /// By whom the step was taken: `not_stated` where the line does not say.
    pub fn by(&self) -> &str {
        self.says("by").unwrap_or("not_stated")
    }

    fn fits(&self, folded: &str) -> bool {
        let begins = |words: &String| {
            folded.strip_prefix(words.as_str()).is_some_and(|rest| is_border(rest.chars().next()))
        };
        let opens = self.is.iter().any(|words| words == folded) || self.begins.iter().any(begins);
        let has = self.has.iter().any(|words| holds(folded, words));
        // a rule that asks for a beginning and for words asks for both
        let fits = match (self.is.is_empty() && self.begins.is_empty(), self.has.is_empty()) {
            (true, _) => has,
            (false, true) => opens,
            (false, false) => opens && has,
        };
        fits && !self.not.iter().any(|words| holds(folded, words))
    }
}

/// Whether words stand in a line as words of their own.
fn holds(folded: &str, words: &str) -> bool {
    folded.match_indices(words).any(|(at, _)| {
        let before = folded.get(..at).and_then(|b| b.chars().next_back());
        let after = folded.get(at + words.len()..).and_then(|a| a.chars().next());
        (is_border(before) || words.starts_with('\'')) && (is_border(after) || words.ends_with(':'))
    })
}

fn is_border(c: Option<char>) -> bool {
    c.is_none_or(|c| matches!(c, ' ' | ':'))
}

/// A line as rules compare it: lower case, straight apostrophes, words parted by one space; of the marks only
/// apostrophes, colons, section and dollar signs stay.
pub(super) fn fold(line: &str) -> String {
    let mut folded = String::with_capacity(line.len());
    let mut space = true;
    for c in line.chars() {
        match c {
            '’' | '‘' | '\'' => folded.push('\''),
            ':' => {
                while folded.ends_with(' ') {
                    folded.pop();
                }
                folded.push_str(": ");
                space = true;
                continue;
            }
            c if c.is_alphanumeric() || matches!(c, '§' | '$') => folded.extend(c.to_lowercase()),
            _ => {
                if !space {
                    folded.push(' ');
                }
                space = true;
                continue;
            }
        }
        space = false;
    }
    folded.truncate(folded.trim_end().len());
    folded
}
