//! Offences written with capitals, as police and courts write them, set in lower case before the text is analyzed.
//!
//! "charged with Manslaughter with a Firearm, Tampering with Evidence" reads to the model like a row of names. The
//! words are the same words in lower case, each as long as before, so that every span stays where it is.

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::words::{Words, normal};

/// How many words back a word that accuses may stand.
const REACH: usize = 40;

/// The words that offences are made of.
#[derive(Clone, Debug, Default)]
pub struct Capitals {
    vocabulary: FxHashSet<String>,
}

/// A word of the text.
struct Word<'t> {
    text: &'t str,
    /// Where it begins, in bytes.
    at: usize,
    /// A capital and then small letters, three or more in all.
    capital: bool,
    /// Only white space, hyphens, commas or brackets stand before it.
    goes_on: bool,
    /// What stands before it begins something: a comma or a colon.
    opens: bool,
}

impl Word<'_> {
    /// As the lists write it; made where it is asked for, since most words never are.
    fn lower(&self) -> String {
        normal(self.text)
    }
}

impl Capitals {
    /// Gathers the words from the lists of offences, their heads, modifiers and complements.
    pub fn new(words: &Words) -> Capitals {
        let lists = ["offences", "offence-heads", "offence-modifiers", "offence-complements", "charge-kinds"];
        let phrases = lists.iter().filter_map(|l| words.list(l)).flat_map(|l| l.phrases());
        let parts = phrases.flat_map(|p| p.split(' ')).filter(|w| w.len() > 2);
        Capitals { vocabulary: parts.map(str::to_owned).collect() }
    }

    /// The text with the offences of its lists of charges in lower case, where it has any with capitals; as long as
    /// the text, byte by byte.
    pub fn lowered(&self, words: &Words, text: &str) -> Option<String> {
        let list = cut(text);
        let mut lowered: Vec<Range<usize>> = Vec::new();
        let mut at = 1;
        while at < list.len() {
            match self.offence(words, &list, at) {
                Some(end) => {
                    let capitals = list[at..end].iter().filter(|w| w.capital);
                    lowered.extend(capitals.map(|w| w.at..w.at + w.text.len()));
                    at = end;
                }
                None => at += 1,
            }
        }
        if lowered.is_empty() {
            return None;
        }
        let mut bytes = text.as_bytes().to_vec();
        for range in lowered {
            bytes[range].make_ascii_lowercase();
        }
        String::from_utf8(bytes).ok()
    }

    /// Where the list of offences ends that begins with a capital at a word.
    fn offence(&self, words: &Words, list: &[Word<'_>], at: usize) -> Option<usize> {
        let (word, before) = (&list[at], &list[at - 1]);
        let named = word.capital && word.goes_on && self.vocabulary.contains(&word.lower());
        if !named || !(word.opens || is_placed(words, &before.lower(), "before")) {
            return None;
        }
        let mut back = (at.saturating_sub(REACH)..at).rev();
        let accused = back.find_map(|i| {
            if !list[i].capital && is_placed(words, &list[i].lower(), "accuses") {
                return Some(true);
            }
            (!list[i].goes_on).then_some(false)
        });
        if accused != Some(true) || !self.named(words, list, at) {
            return None;
        }
        let mut end = at + 1;
        while let Some(word) = list.get(end).filter(|w| w.goes_on) {
            let lower = word.lower();
            if !(self.vocabulary.contains(&lower) || is_placed(words, &lower, "between")) {
                break;
            }
            end += 1;
        }
        // "theft from the United Way and Fraud Prevention League": the last member is the beginning of a name.
        let behind = list.get(end).is_some_and(|w| w.goes_on && w.capital && !w.opens);
        let name = behind && list[end - 1].capital;
        if name {
            end = (at..end).rev().find(|i| list[*i].opens || list[*i].lower() == "and")?;
        }
        (end > at).then_some(end)
    }

    /// Whether an offence or the head of one begins at a word, past words of degree and kind.
    fn named(&self, words: &Words, list: &[Word<'_>], at: usize) -> bool {
        let lists = (words.list("offences"), words.list("offence-heads"), words.list("offence-modifiers"));
        let (Some(offences), Some(heads), Some(modifiers)) = lists else { return false };
        let phrase = |from: usize, length: usize| {
            let part = list.get(from..from + length)?;
            part.iter().skip(1).all(|w| w.goes_on).then(|| {
                let text: Vec<String> = part.iter().map(Word::lower).collect();
                text.join(" ")
            })
        };
        let mut from = at;
        for _ in 0..4 {
            let Some(first) = list.get(from).map(Word::lower) else { return false };
            let listed = |l: &usize| phrase(from, *l).is_some_and(|p| offences.contains(&p));
            if offences.lengths(&first).iter().any(listed) || heads.contains(&first) {
                return true;
            }
            let modifier = |l: &usize| phrase(from, *l).is_some_and(|p| modifiers.contains(&p));
            let Some(length) = [3, 2, 1].into_iter().find(modifier) else { return false };
            from += length;
        }
        false
    }
}

/// Whether a word has a place around the names of offences: `accuses`, `before`, `between`.
fn is_placed(words: &Words, word: &str, place: &str) -> bool {
    let places = words.list("accusing-words").and_then(|l| l.value(word, "place"));
    places.is_some_and(|p| p.split(' ').any(|p| p == place))
}

/// The words of a text: runs of letters, digits and apostrophes.
fn cut(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let inside = |b: u8| b.is_ascii_alphanumeric() || b == b'\'' || b >= 0x80;
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, 0);
    while at < bytes.len() {
        if !inside(bytes[at]) {
            at += 1;
            continue;
        }
        let end = (at..bytes.len()).find(|i| !inside(bytes[*i])).unwrap_or(bytes.len());
        let gap = text.get(last..at).unwrap_or_default();
        let word = text.get(at..end).unwrap_or_default();
        let mut letters = word.bytes();
        found.push(Word {
            text: word,
            at,
            capital: letters.next().is_some_and(|b| b.is_ascii_uppercase())
                && word.len() > 2
                && letters.all(|b| b.is_ascii_lowercase()),
            goes_on: !gap.contains(['.', ';', '?', '!', '"', '\n', '\r']),
            opens: gap.contains([',', ':', '(']),
        });
        last = end;
        at = end;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(text: &str) -> Option<String> {
        let mut words = Words::default();
        for (file, list) in factum_rules::FILES.iter().filter(|(f, _)| f.starts_with("words/")) {
            words.add(file, list).unwrap();
        }
        Capitals::new(&words).lowered(&words, text)
    }

    #[test]
    fn a_list_of_capitals_is_set_low_and_names_stay() {
        let text = "Mara Quill was charged with Arson, Tampering with Evidence and Theft in Dorn County.";
        let low = "Mara Quill was charged with arson, tampering with evidence and theft in Dorn County.";
        assert_eq!(settled(text).as_deref(), Some(low));
        let text = "Mara Quill was charged with Theft from the Dorn Church and Fraud Prevention League.";
        let low = "Mara Quill was charged with theft from the Dorn Church and Fraud Prevention League.";
        assert_eq!(settled(text).as_deref(), Some(low));
        let text = "She is charged with one count of Second-Degree Murder by the Dorn County Homicide Unit.";
        let low = "She is charged with one count of second-degree murder by the Dorn County Homicide Unit.";
        assert_eq!(settled(text).as_deref(), Some(low));
    }

    #[test]
    fn what_nobody_is_accused_of_keeps_its_capitals() {
        for text in [
            "The head of Homicide spoke to the press.",
            "She was charged. With Murder on the Menu the author won.",
            "Mara Quill was charged with arson.",
            "The book was called A Count of Robbery.",
        ] {
            assert_eq!(settled(text), None, "{text}");
        }
    }
}
