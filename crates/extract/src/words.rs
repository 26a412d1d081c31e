//! Word lists under `rules/words`: tab-separated, with a header row, compared by lemma in lower case.
use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::language::RuleError;
use crate::plain::{is_invisible, straight};

/// Nouns that stand for charges.
pub(crate) const CHARGE_WORDS: &[&str] = &[
    "charge",
    "count",
    "case",
    "allegation",
    "offense",
    "offence",
    "indictment",
    "enhancement",
    "specification",
];

/// All word lists.
#[derive(Clone, Debug, Default)]
pub struct Words {
    lists: FxHashMap<String, WordList>,
}

/// One word list.
#[derive(Clone, Debug, Default)]
pub struct WordList {
    columns: Vec<String>,
    /// Normalized phrase to its row; words are joined by one space, hyphens count as spaces.
    rows: FxHashMap<String, Vec<String>>,
    /// First word of each phrase to the lengths, in words, of the phrases that begin with it, longest first.
    lengths: FxHashMap<String, Vec<usize>>,
    /// First word of each longer phrase to the words that follow it.
    seconds: FxHashMap<String, FxHashSet<String>>,
}

/// A phrase as lists compare it: lower case, straight quotes, hyphens as spaces.
pub(crate) fn normal(phrase: &str) -> String {
    let mut out = String::with_capacity(phrase.len());
    let mut apart = false;
    for c in phrase.chars() {
        if c.is_whitespace() || matches!(c, '-' | '‐' | '‑' | '–') {
            apart = !out.is_empty();
            continue;
        }
        if std::mem::take(&mut apart) {
            out.push(' ');
        }
        match straight(c) {
            c if is_invisible(c) => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    out
}

impl Words {
    /// Reads a list into the set under the file's stem.
    ///
    /// # Errors
    /// Rows with another number of columns than the header, and phrases that stand twice.
    pub fn add(&mut self, file: &str, text: &str) -> Result<(), Vec<RuleError>> {
        let stem = file.rsplit('/').next().and_then(|f| f.strip_suffix(".tsv")).unwrap_or(file);
        let mut list = WordList::default();
        let mut errors = Vec::new();
        let mut at = 0;
        for line in text.split_inclusive('\n') {
            let place = at..at + line.trim_end().len();
            at += line.len();
            let line = line.trim_end_matches(['\n', '\r']);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(|c| c.trim().to_owned()).collect();
            if list.columns.is_empty() {
                list.columns = cells;
                continue;
            }
            if cells.len() != list.columns.len() {
                let message = format!(
                    "expected {} columns ({}), found {}",
                    list.columns.len(),
                    list.columns.join(", "),
                    cells.len()
                );
                errors.push(RuleError::at(file, text, place, message));
                continue;
            }
            let key = normal(cells.first().map_or("", String::as_str));
            list.index(&key);
            if list.rows.insert(key.clone(), cells).is_some() {
                errors.push(RuleError::at(file, text, place, format!("`{key}` stands here twice")));
            }
        }
        self.lists.insert(stem.to_owned(), list);
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// A list by the stem of its file.
    pub fn list(&self, name: &str) -> Option<&WordList> {
        self.lists.get(name)
    }

    /// The lemma of a word that the model's lemmatizer gets wrong ("fined" is of *fine*, not *fin*).
    pub fn mended(&self, lower: &str) -> Option<&str> {
        self.list("lemmas")?.second(lower)
    }

    /// Whether a word with these forms (the lower-case word and every lemma that it could have) can stand for a
    /// charge or an offence by itself.
    pub fn may_name_offence(&self, forms: &[String]) -> bool {
        let complement =
            |w: &str| self.list("offence-heads").is_some_and(|l| l.value(w, "needs") == Some("complement"));
        let listed = |w: &str| self.list("offences").is_some_and(|l| l.contains(w));
        forms.iter().any(|w| CHARGE_WORDS.contains(&w.as_str()) || complement(w) || listed(w))
    }

    /// Whether an offence of several words can begin with a word of these forms.
    pub fn may_begin_offence(&self, forms: &[String]) -> bool {
        self.list("offences").is_some_and(|l| forms.iter().any(|w| l.seconds.contains_key(w)))
    }

    /// Whether an offence of several words can begin with words of these forms.
    pub fn offence_may_begin(&self, first: &[String], second: &[String]) -> bool {
        self.list("offences")
            .is_some_and(|l| first.iter().any(|a| second.iter().any(|b| l.begins_with(a, b))))
    }

    /// Whether a lower-case word could belong to a length of time or a sum of money.
    pub fn may_be_amount(&self, lower: &str) -> bool {
        matches!(lower, "life" | "death")
            || self.list("time-units").is_some_and(|l| l.contains(lower))
            || lower.contains(['$', '£', '€'])
    }

    /// Whether `word` stands in the list that a constraint names: `kinship`, or `roles.role:judge`.
    pub(crate) fn holds(&self, reference: &str, word: &str) -> bool {
        match reference.split_once('.') {
            None => self.list(reference).is_some_and(|l| l.contains(word)),
            Some((name, test)) => match (self.list(name), test.split_once(':')) {
                (Some(list), Some((column, value))) => list.value(word, column) == Some(value),
                _ => false,
            },
        }
    }

    /// The single words that a reference names: all of a list, or those with a value in a column.
    pub(crate) fn words_of(&self, reference: &str) -> Vec<String> {
        let name = reference.split('.').next().unwrap_or(reference);
        let Some(list) = self.list(name) else { return Vec::new() };
        let mut words: Vec<String> =
            list.rows.keys().filter(|w| !w.contains(' ') && self.holds(reference, w)).cloned().collect();
        words.sort_unstable();
        words
    }

    /// Whether a constraint's reference names a list (and column) that exists.
    pub(crate) fn knows(&self, reference: &str) -> bool {
        match reference.split_once('.') {
            None => self.list(reference).is_some(),
            Some((name, test)) => test
                .split_once(':')
                .is_some_and(|(column, _)| self.list(name).is_some_and(|l| l.column(column).is_some())),
        }
    }
}

impl WordList {
    /// Notes the lengths of a phrase under its first word.
    fn index(&mut self, phrase: &str) {
        let mut words = phrase.split(' ');
        let Some(first) = words.next() else { return };
        let second = words.next();
        if let Some(second) = second {
            self.seconds.entry(first.to_owned()).or_default().insert(second.to_owned());
        }
        let length = 1 + usize::from(second.is_some()) + words.count();
        let lengths = self.lengths.entry(first.to_owned()).or_default();
        if let Err(place) = lengths.binary_search_by(|l| length.cmp(l)) {
            lengths.insert(place, length);
        }
    }

    fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|c| c == name)
    }

    /// Whether a phrase (already normal: lower case, hyphens as spaces) stands in the list.
    pub fn contains(&self, phrase: &str) -> bool {
        self.rows.contains_key(phrase)
    }

    /// The cell of a phrase's row.
    pub fn value(&self, phrase: &str, column: &str) -> Option<&str> {
        let row = self.rows.get(phrase)?;
        row.get(self.column(column)?).map(String::as_str)
    }

    /// The cell beside the phrase: the second column.
    pub fn second(&self, phrase: &str) -> Option<&str> {
        self.rows.get(phrase)?.get(1).map(String::as_str)
    }

    /// Whether some phrase of two or more words begins with these two.
    pub(crate) fn begins_with(&self, first: &str, second: &str) -> bool {
        self.seconds.get(first).is_some_and(|s| s.contains(second))
    }

    /// Whether some phrase of two or more words begins with this word and then one that begins with these letters.
    pub(crate) fn goes_on(&self, first: &str, letters: &str) -> bool {
        self.seconds.get(first).is_some_and(|s| s.iter().any(|word| word.starts_with(letters)))
    }

    /// Its phrases; the order is no fixed one.
    pub(crate) fn phrases(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(String::as_str)
    }

    /// The last words of its phrases, each once, in order: whatever text holds one of the phrases holds one of them.
    pub fn last_words(&self) -> BTreeSet<&str> {
        self.rows.keys().filter_map(|phrase| phrase.split(' ').next_back()).collect()
    }

    /// The first words of its phrases; the order is no fixed one.
    pub(crate) fn first_words(&self) -> impl Iterator<Item = &str> {
        self.lengths.keys().map(String::as_str)
    }

    /// The lengths, in words, of the phrases that begin with a word, longest first.
    pub(crate) fn lengths(&self, first: &str) -> &[usize] {
        self.lengths.get(first).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_with_a_missing_cell_is_shown_with_its_line() {
        let mut words = Words::default();
        let errors = words.add("words/units.tsv", "# units\nlemma\tunit\nyear\tY\nmonth\n").unwrap_err();
        assert_eq!(errors.len(), 1);
        assert_eq!(
            errors[0].to_string(),
            "words/units.tsv:4: expected 2 columns (lemma, unit), found 1\n4 | month\n    ^^^^^"
        );
    }

    #[test]
    fn hyphens_and_case_do_not_matter() {
        let mut words = Words::default();
        words.add("words/offences.tsv", "phrase\tcode\nfirst-degree murder\t09A\n").unwrap();
        let list = words.list("offences").unwrap();
        assert_eq!(list.value("first degree murder", "code"), Some("09A"));
        assert_eq!(list.lengths("first"), [3]);
        assert!(words.knows("offences.code:x") && !words.knows("offences.kind:x") && !words.knows("none"));
    }
}
