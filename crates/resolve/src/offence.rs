//! Comparing offences by what they say.

use factum_extract::Words;
use factum_types::Span;

/// The content words of an offence's name, for comparison within one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OffenceKey {
    words: Vec<String>,
}

const EMPTY: &[&str] = &[
    "of", "the", "a", "an", "in", "and", "or", "to", "for", "with", "on", "by", "at", "from", "count",
    "counts", "charge", "charges", "one", "two", "his", "her", "their",
];

impl OffenceKey {
    pub(crate) fn new(text: &str) -> OffenceKey {
        let mut words: Vec<String> = text
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty() && !EMPTY.contains(w))
            .map(stem)
            .collect();
        words.sort_unstable();
        words.dedup();
        OffenceKey { words }
    }

    /// The same offence, named the same or with a word more: "murder" for "second-degree murder" is the same
    /// only where nothing else fits; see the caller.
    pub(crate) fn same(&self, other: &OffenceKey) -> bool {
        self.words == other.words
    }

    /// Whether all words of one stand in the other.
    pub(crate) fn within(&self, other: &OffenceKey) -> bool {
        !self.words.is_empty() && self.words.iter().all(|w| other.words.contains(w))
    }

    /// Whether the two have a word in common.
    pub(crate) fn shares(&self, other: &OffenceKey) -> bool {
        self.words.iter().any(|w| other.words.contains(w))
    }

    /// The words that stand in this one and not in the other.
    fn beyond<'k>(&'k self, other: &'k OffenceKey) -> impl Iterator<Item = &'k str> {
        self.words.iter().filter(|w| !other.words.contains(w)).map(String::as_str)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

/// Whether a longer name is the shorter one with no more than a degree, grade or means: "second-degree murder" for
/// "murder". "Attempted murder" and "murder of an officer" are other offences.
pub(crate) fn only_narrows(words: &Words, longer: &OffenceKey, shorter: &OffenceKey) -> bool {
    let kind = |w: &str| words.list("offence-modifiers").and_then(|l| l.value(w, "kind"));
    let narrows = |w: &str| {
        matches!(w, "degree" | "first" | "second" | "third" | "fourth" | "fifth" | "class")
            || matches!(kind(w), Some("degree" | "severity" | "mental" | "unlawful" | "means"))
    };
    shorter.within(longer) && longer.words != shorter.words && longer.beyond(shorter).all(narrows)
}

/// The class of a phrase that says what sort of charge, and names no offence: "weapons charge", "drug counts".
pub(crate) fn sort_of_charge<'w>(words: &'w Words, text: &str) -> Option<&'w str> {
    let lower = text.to_lowercase();
    let (before, last) = lower.rsplit_once(' ')?;
    let noun =
        matches!(last.trim_end_matches('s'), "charge" | "count" | "offense" | "offence" | "allegation");
    let kinds = words.list("charge-kinds").filter(|_| noun)?;
    let mut class = None;
    for word in before.split([' ', '-']) {
        class = Some(kinds.value(word, "class")?);
    }
    // Of the other classes the word itself stands in the offence's name.
    class.filter(|c| matches!(*c, "weapon" | "drug"))
}

impl OffenceKey {
    /// Whether an offence is of a class and of no other that a charge is called by: "unlawful possession of a
    /// firearm" is the weapons charge, "robbery with a firearm" is not.
    pub(crate) fn is_of(&self, words: &Words, class: &str) -> bool {
        let classes: Vec<&str> = self
            .words
            .iter()
            .filter_map(|w| words.list("charge-kinds")?.value(w, "class"))
            .filter(|c| *c != "other")
            .collect();
        classes.contains(&class) && classes.iter().all(|c| *c == class)
    }
}

fn stem(word: &str) -> String {
    let word = match word {
        "1st" => "first",
        "2nd" => "second",
        "3rd" => "third",
        "4th" => "fourth",
        w => w,
    };
    for tail in ["ies", "es", "s"] {
        if let Some(base) = word.strip_suffix(tail).filter(|b| b.len() > 2 && !word.ends_with("ss")) {
            return format!("{base}{}", if tail == "ies" { "y" } else { "" });
        }
    }
    word.to_owned()
}

/// An offence as the record names it: the words without article and "charge of", a gerund as its noun where the
/// lexicon has one ("murdering" is murder).
pub(crate) fn named(words: &Words, text: &str, span: Span, lemma: &str) -> Option<String> {
    let given = span.of(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = given.to_lowercase();
    let bare = lower.trim_start_matches("the ").trim_start_matches("a ").trim_start_matches("an ");
    if names_none(bare) {
        return None;
    }
    let gerund = given.ends_with("ing") && !given.contains(' ');
    let known = |w: &str| words.list("offences").is_some_and(|l| l.contains(w));
    if gerund && lemma != lower && known(lemma) && !known(&lower) {
        return Some(lemma.to_owned());
    }
    let trimmed = without_rest(words, given.get(given.len() - bare.len()..).unwrap_or(&given));
    // A headline's capitals are no part of the name; "DUI" is.
    let shouted = trimmed.chars().count() > 4 && !trimmed.chars().any(char::is_lowercase);
    Some(if shouted { trimmed.to_lowercase() } else { trimmed.to_owned() })
}

/// A name without what was cut off behind it: an open bracket, a mark, "in an unrelated case".
fn without_rest<'t>(words: &Words, name: &'t str) -> &'t str {
    let open = name.rfind('(').filter(|at| !name.get(*at..).unwrap_or_default().contains(')'));
    let name = open.and_then(|at| name.get(..at)).unwrap_or(name);
    let other = |word: &str| words.list("other-case-words").is_some_and(|l| l.contains(&word.to_lowercase()));
    let of_case = name
        .match_indices(" in a")
        .map(|(at, _)| at)
        .find(|at| name.get(*at..).unwrap_or_default().split_whitespace().take(3).any(other));
    let name = of_case.and_then(|at| name.get(..at)).unwrap_or(name);
    name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '(' | '-' | '–' | '—'))
}

/// "the charges", "both offenses", "the same two counts": words for charges that say nothing of what they are.
fn names_none(phrase: &str) -> bool {
    const CHARGES: &[&str] = &[
        "charge",
        "charges",
        "count",
        "counts",
        "offense",
        "offence",
        "offenses",
        "offences",
        "allegation",
        "allegations",
        "case",
        "crime",
        "crimes",
        "felony",
        "felonies",
        "misdemeanor",
        "misdemeanors",
        "indictment",
        "it",
        "that",
        "them",
    ];
    const EMPTY_MODIFIERS: &[&str] = &[
        "the",
        "a",
        "an",
        "all",
        "both",
        "these",
        "those",
        "this",
        "same",
        "two",
        "three",
        "four",
        "five",
        "other",
        "criminal",
        "felony",
        "misdemeanor",
        "federal",
        "state",
        "serious",
        "new",
        "additional",
        "remaining",
        "his",
        "her",
        "their",
        "any",
        "several",
        "multiple",
        "related",
        "single",
        "first",
        "second",
        "third",
        "earlier",
        "original",
        "previous",
        "lesser",
        "main",
        "most",
        "of",
        "each",
    ];
    let mut words = phrase.split_whitespace().rev();
    words.next().is_some_and(|last| CHARGES.contains(&last)) && words.all(|w| EMPTY_MODIFIERS.contains(&w))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_before_a_bracket_and_another_case() {
        let rules = factum_extract::Rules::load(factum_rules::FILES).unwrap();
        for (given, expected) in [
            ("reckless endangerment (", "reckless endangerment"),
            ("reckless endangerment (two", "reckless endangerment"),
            ("driving while intoxicated (DWI)", "driving while intoxicated (DWI)"),
            ("theft,", "theft"),
            ("tax evasion in an unrelated federal case", "tax evasion"),
            ("assault in a school", "assault in a school"),
        ] {
            assert_eq!(without_rest(rules.words(), given), expected);
        }
    }
}
