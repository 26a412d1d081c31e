//! The word lists of layout, read from the text files beside this one.

use std::collections::{BTreeMap, BTreeSet};

/// The word lists of layout.
///
/// A line of a list is compared with a whole piece of text in lower case; a line that ends with `*` with
/// its beginning. Lines that begin with `#` say something to the reader.
#[derive(Debug)]
pub(super) struct Words {
    /// What is page chrome.
    pub(super) chrome: List,
    /// Headings over lists of other stories.
    pub(super) sections: List,
    /// The same, where they stand below the story.
    pub(super) tails: List,
    /// Beginnings of lines that say who contributed.
    pub(super) credits: List,
    /// What a journalist is called after the name.
    pub(super) posts: List,
    /// States, as datelines shorten them.
    pub(super) states: List,
    /// What a court's paper is called.
    pub(super) court_titles: List,
    /// Lines of a court's paper that are no sentences.
    pub(super) court_lines: List,
}

/// One list.
#[derive(Debug, Default)]
pub(super) struct List {
    whole: BTreeSet<&'static str>,
    /// By their first byte.
    beginnings: BTreeMap<u8, Vec<&'static str>>,
}

impl Words {
    /// Reads the lists.
    pub(super) fn load() -> Words {
        Words {
            chrome: List::read(include_str!("chrome.txt")),
            sections: List::read(include_str!("sections.txt")),
            tails: List::read(include_str!("tails.txt")),
            credits: List::read(include_str!("credits.txt")),
            posts: List::read(include_str!("posts.txt")),
            states: List::read(include_str!("states.txt")),
            court_titles: List::read(include_str!("court-titles.txt")),
            court_lines: List::read(include_str!("court-lines.txt")),
        }
    }
}

impl List {
    fn read(text: &'static str) -> List {
        let mut list = List::default();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            match line.strip_suffix('*') {
                Some(beginning) => {
                    let first = beginning.bytes().next().unwrap_or(0);
                    list.beginnings.entry(first).or_default().push(beginning);
                }
                None => {
                    list.whole.insert(line);
                }
            }
        }
        list
    }

    /// Whether a piece of text, as [`fold`] gives it, is in the list or begins with one of it.
    pub(super) fn has(&self, folded: &str) -> bool {
        let first = folded.bytes().next().unwrap_or(0);
        self.whole.contains(folded)
            || self
                .beginnings
                .get(&first)
                .is_some_and(|list| list.iter().any(|start| folded.starts_with(start)))
    }
}

/// A piece of text as lists have it: lower case, one space between words, straight apostrophes, no marks
/// at the ends but a colon within.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len().min(256));
    // no list has an entry this long
    for word in text.split_whitespace().take(24) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        // nearly all words are of plain letters, whose lower case is found at once
        if word.is_ascii() {
            let start = folded.len();
            folded.push_str(word);
            if let Some(word) = folded.get_mut(start..) {
                word.make_ascii_lowercase();
            }
        } else {
            let plain = |c: char| if c == '’' { '\'' } else { c };
            folded.extend(word.chars().flat_map(char::to_lowercase).map(plain));
        }
    }
    let edge = |c: char| !c.is_alphanumeric() && !matches!(c, '@' | '#' | '©');
    let kept = folded.trim_start_matches(edge).trim_end_matches(|c: char| edge(c) && c != ':');
    kept.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_folded_and_have_no_entry_twice() {
        for text in [
            include_str!("chrome.txt"),
            include_str!("sections.txt"),
            include_str!("tails.txt"),
            include_str!("credits.txt"),
            include_str!("posts.txt"),
            include_str!("states.txt"),
            include_str!("court-titles.txt"),
            include_str!("court-lines.txt"),
        ] {
            let mut seen = BTreeSet::new();
            for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
                assert!(seen.insert(line), "`{line}` stands twice");
                let entry = line.trim_end_matches('*').trim_end();
                assert_eq!(fold(entry), entry, "an entry that can never match");
            }
        }
    }

    #[test]
    fn whole_entries_and_beginnings() {
        let words = Words::load();
        assert!(words.chrome.has(&fold("SHARE THIS")));
        assert!(words.chrome.has(&fold("Read or Share this story: x")));
        assert!(!words.chrome.has(&fold("Home invasion suspect charged")));
    }
}
