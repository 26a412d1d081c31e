//! Words parted at the end of a line: whether the hyphen is the word's own.

use std::collections::BTreeSet;

use super::Line;

/// The words of a file, as far as they tell how a parted word is written.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// Words without a hyphen, in lower case.
    whole: BTreeSet<String>,
    /// Words with one.
    compound: BTreeSet<String>,
}

/// What stands between two lines.
#[derive(Debug, PartialEq)]
pub(super) enum Parted {
    /// Two words.
    No,
    /// One word; so many bytes of hyphen at the first line's end are not part of it.
    Word(usize),
    /// One word with a hyphen of its own.
    Compound,
}

/// First parts that keep their hyphen in law and news.
const PREFIXES: &[&str] = &["co", "ex", "self", "well", "non", "cross", "all", "half", "so", "quasi", "vice"];

impl Spelling {
    /// The words that stand within lines.
    pub(super) fn of<'l>(lines: impl Iterator<Item = &'l Line>) -> Spelling {
        let mut spelling = Spelling::default();
        for line in lines {
            for word in line.text.split_whitespace() {
                let word = bare(word).to_lowercase();
                if word.ends_with('-') {
                    continue;
                }
                if word.contains('-') {
                    spelling.compound.insert(word);
                } else {
                    spelling.whole.insert(word);
                }
            }
        }
        spelling
    }

    /// How the end of `before` and the beginning of `after` belong together.
    pub(super) fn parted(&self, before: &str, after: &str) -> Parted {
        if let Some(stem) = before.strip_suffix('\u{ad}') {
            return Parted::Word(before.len() - stem.len());
        }
        let hyphen = before.chars().next_back().filter(|c| matches!(c, '-' | '\u{2010}'));
        let Some(hyphen) = hyphen else { return Parted::No };
        let stem = before.strip_suffix(hyphen).unwrap_or(before);
        let first = bare(stem.split_whitespace().next_back().unwrap_or(""));
        let second = bare(after.split_whitespace().next().unwrap_or(""));
        if stem.ends_with(char::is_whitespace) || stem.is_empty() {
            return Parted::No;
        }
        if first.is_empty() || !first.ends_with(char::is_alphabetic) || second.is_empty() {
            return Parted::Compound;
        }
        let (first, second) = (first.to_lowercase(), second.to_lowercase());
        let compound = self.compound.contains(&format!("{first}-{second}"));
        let whole = self.whole.contains(&format!("{first}{second}"));
        let both_words = self.whole.contains(&first) && self.whole.contains(&second) && first.len() > 3;
        if compound && !whole || !after.starts_with(char::is_lowercase) {
            return Parted::Compound;
        }
        if !whole && (PREFIXES.contains(&first.as_str()) || first.contains('-') || both_words) {
            return Parted::Compound;
        }
        Parted::Word(hyphen.len_utf8())
    }
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(known: &[&str], before: &str, after: &str, expected: Parted) {
        let mut spelling = Spelling::default();
        for word in known {
            let set = if word.contains('-') { &mut spelling.compound } else { &mut spelling.whole };
            set.insert((*word).to_owned());
        }
        assert_eq!(spelling.parted(before, after), expected, "{before} {after}");
    }

    #[test]
    fn the_hyphen_is_kept_where_the_file_writes_it() {
        check(&[], "the defen-", "dant pleaded", Parted::Word(1));
        check(&[], "the defen\u{2010}", "dant pleaded", Parted::Word(3));
        check(&[], "the defen\u{ad}", "dant", Parted::Word(2));
        check(&["first-degree"], "of first-", "degree murder", Parted::Compound);
        check(&["first", "degree"], "of first-", "degree murder", Parted::Compound);
        check(&["codefendant"], "the co-", "defendant left", Parted::Word(1));
        check(&[], "the co-", "defendant left", Parted::Compound);
        check(&[], "the Smith-", "Jones estate", Parted::Compound);
        check(&[], "in 2019-", "2020", Parted::Compound);
        check(&[], "the court", "ruled", Parted::No);
        check(&[], "he left -", "then came", Parted::No);
    }
}
