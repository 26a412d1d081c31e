//! Whether two documents name one offence.

use std::collections::BTreeSet;

use crate::Procedure;
use crate::names::plain;

/// An offence by content: its words without those that only count or introduce it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OffenceKey(BTreeSet<String>);

impl OffenceKey {
    /// "two counts of involuntary manslaughter" and "involuntary-manslaughter charge" have one key.
    pub(crate) fn new(text: &str, procedure: &Procedure) -> OffenceKey {
        let words = words(text);
        let said = words.join(" ");
        let bare = significant(&words, &procedure.ignore);
        let is_it = |wording: &&Wording| wording.said == said || wording.bare == bare;
        let key = OffenceKey(
            procedure.same.iter().find(is_it).map_or(bare.clone(), |wording| wording.kept.clone()),
        );
        key.told_apart(text)
    }

    /// "wire fraud (count 3)" is told apart from the counts of that offence that fared differently.
    fn told_apart(mut self, text: &str) -> OffenceKey {
        if let Some((_, numbers)) = text.split_once("(count") {
            self.0.insert(format!("#{}", numbers.trim_start_matches('s').trim_end_matches(')').trim()));
        }
        self
    }

    /// Whether this is a barer name for the same offence: "manslaughter" for "involuntary manslaughter".
    pub(crate) fn is_barer_than(&self, other: &OffenceKey, procedure: &Procedure) -> bool {
        let mut more = other.0.difference(&self.0).peekable();
        !self.0.is_empty()
            && self.0.is_subset(&other.0)
            && more.peek().is_some()
            && more.all(|word| {
                procedure.narrows.contains(word) || (word.len() == 1 && other.0.contains("class"))
            })
    }

    /// Whether nothing is left that could tell one offence from another ("the charges").
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A wording of an offence that has another, in a form that is quick to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Wording {
    said: String,
    bare: BTreeSet<String>,
    /// The words of the wording that is kept for all of them.
    kept: BTreeSet<String>,
}

impl Wording {
    /// The wordings of groups that each name one offence; the first of a group is kept.
    pub(crate) fn all(groups: &[Vec<String>], ignore: &[String]) -> Vec<Wording> {
        let bare = |form: &String| significant(&words(form), ignore);
        let of_group = |group: &Vec<String>| {
            let kept = group.first().map(bare).unwrap_or_default();
            let wording =
                |form: &String| Wording { said: form.clone(), bare: bare(form), kept: kept.clone() };
            group.iter().map(wording).collect::<Vec<_>>()
        };
        groups.iter().flat_map(of_group).collect()
    }
}

fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in text.split(|c: char| c.is_whitespace() || c == '/') {
        for part in plain(word.trim_matches(|c: char| !c.is_alphanumeric())).split('-') {
            let part: String = part.chars().filter(|c| c.is_alphanumeric()).collect();
            if !part.is_empty() {
                words.push(ordinal(&part).to_owned());
            }
        }
    }
    words
}

fn ordinal(word: &str) -> &str {
    match word {
        "1st" => "first",
        "2nd" => "second",
        "3rd" => "third",
        "4th" => "fourth",
        "5th" => "fifth",
        word => word,
    }
}

fn significant(words: &[String], ignore: &[String]) -> BTreeSet<String> {
    let is_said = |word: &&String| !ignore.contains(word) && !word.bytes().all(|b| b.is_ascii_digit());
    words.iter().filter(is_said).map(|word| singular(word)).collect()
}

/// "weapons" is "weapon", "robberies" is "robbery"; "harass" and "trespass" stay.
fn singular(word: &str) -> String {
    if word.len() > 4 {
        if let Some(stem) = word.strip_suffix("ies") {
            return format!("{stem}y");
        }
        if let Some(stem) = word.strip_suffix('s')
            && !stem.ends_with(['s', 'u', 'i'])
        {
            return stem.to_owned();
        }
    }
    word.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(text: &str) -> OffenceKey {
        OffenceKey::new(text, &Procedure::shipped())
    }

    #[test]
    fn wording_does_not_part_an_offence() {
        for (a, b) in [
            ("involuntary manslaughter", "an involuntary-manslaughter charge"),
            ("involuntary manslaughter", "Two counts of involuntary manslaughter"),
            ("first-degree murder", "murder in the first degree"),
            ("first-degree murder", "1st-degree murder"),
            ("weapons offences", "weapon offence"),
            ("DUI", "driving under the influence"),
            ("drunken driving", "driving while intoxicated"),
            ("aggravated robberies", "aggravated robbery"),
        ] {
            assert_eq!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn degree_and_kind_part_an_offence() {
        for (a, b) in [
            ("manslaughter", "involuntary manslaughter"),
            ("first-degree murder", "second-degree murder"),
            ("attempted murder", "murder"),
            ("trespass", "theft"),
        ] {
            assert_ne!(key(a), key(b), "{a} / {b}");
        }
    }

    #[test]
    fn a_barer_name_is_told_from_another_offence() {
        let procedure = Procedure::shipped();
        let barer = |a: &str, b: &str| key(a).is_barer_than(&key(b), &procedure);
        assert!(barer("manslaughter", "involuntary manslaughter"));
        assert!(barer("murder", "first-degree murder"));
        assert!(!barer("murder", "attempted murder"));
        assert!(!barer("murder", "conspiracy to commit murder"));
        assert!(!barer("involuntary manslaughter", "manslaughter"));
        assert!(!barer("the charges", "arson"), "no words are no name");
        assert!(!barer("arson", "arson"));
    }
}
