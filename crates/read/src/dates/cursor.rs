//! A place in a text from which numbers, names and marks are taken.

/// A place in a text; every method moves on only where it finds what it is asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor<'a> {
    rest: &'a str,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Cursor<'a> {
        Cursor { rest: text }
    }

    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    fn advance(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    /// Passes over characters of a kind.
    pub(super) fn skip(&mut self, kind: impl Fn(char) -> bool) {
        self.rest = self.rest.trim_start_matches(kind);
    }

    /// A number and how many digits it has; at most four.
    pub(super) fn number(&mut self) -> Option<(i16, usize)> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let number = self.rest.get(..digits)?.parse().ok().filter(|_| digits <= 4)?;
        self.advance(digits);
        Some((number, digits))
    }

    /// One of some characters.
    pub(super) fn one_of(&mut self, characters: &[char]) -> Option<char> {
        let first = self.rest.chars().next().filter(|c| characters.contains(c))?;
        self.advance(first.len_utf8());
        Some(first)
    }

    /// This character.
    pub(super) fn exactly(&mut self, character: char) -> Option<char> {
        self.one_of(&[character])
    }

    /// This word, in any case, ended by something other than a letter.
    pub(super) fn word(&mut self, word: &str) -> bool {
        let found = self.rest.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
            && !self.rest.get(word.len()..).unwrap_or("").starts_with(char::is_alphabetic);
        if found {
            self.advance(word.len());
        }
        found
    }

    /// The index of a name, written out or cut to three or four letters ("Sept").
    pub(super) fn name(&mut self, names: &[&str]) -> Option<usize> {
        let letters = self.rest.chars().take_while(char::is_ascii_alphabetic).count();
        let word = self.rest.get(..letters).filter(|_| letters >= 3)?.to_ascii_lowercase();
        let cut = |name: &str| letters <= 5 && letters < name.len() && name.starts_with(&word);
        let index = names.iter().position(|name| *name == word || cut(name))?;
        self.advance(letters);
        Some(index)
    }

    /// A day of the month with or without its ordinal ending: `8`, `8th`.
    pub(super) fn day(&mut self) -> Option<i8> {
        let before = *self;
        let (day, digits) = self.number()?;
        for ending in ["st", "nd", "rd", "th"] {
            if self.word(ending) {
                break;
            }
        }
        if digits > 2 || !(1..=31).contains(&day) || self.rest.starts_with([':', '/']) {
            *self = before;
            return None;
        }
        Some(day as i8)
    }

    /// A label with what follows it: a colon, "on", "at".
    pub(super) fn label<'l>(&mut self, labels: &[&'l str]) -> Option<&'l str> {
        // the longest first: "last updated" before "date"
        let found = labels.iter().filter(|label| self.clone().word(label)).max_by_key(|label| label.len())?;
        self.word(found);
        self.skip(|c| c.is_whitespace() || c == ':');
        self.word("on");
        self.skip(char::is_whitespace);
        Some(found)
    }

    /// A time of day with what leads to it and its time zone: `@ 4:07 PM EDT`, `T12:00:00+02:00`.
    pub(super) fn time_of_day(&mut self) {
        let before = *self;
        self.skip(|c| c.is_whitespace() || matches!(c, '@' | ',' | '|' | '•' | '·' | '-' | '–' | '—' | 'T'));
        self.word("at");
        self.skip(char::is_whitespace);
        let clock = self.number().is_some_and(|(hour, _)| hour < 25);
        let mut minutes = false;
        while self.one_of(&[':', '.']).is_some() && self.number().is_some() {
            minutes = true;
        }
        self.skip(|c| c == ' ' || c == '\u{a0}' || c == '\u{202f}');
        let half = ["am", "pm", "a.m.", "p.m.", "a.m", "p.m"].iter().any(|half| self.word(half));
        if !clock || !(minutes || half) {
            *self = before;
            return;
        }
        self.zone();
    }

    fn zone(&mut self) {
        let before = *self;
        self.skip(|c| matches!(c, ' ' | '('));
        let letters = self.rest.chars().take_while(char::is_ascii_uppercase).count();
        let ends = !self.rest.get(letters..).unwrap_or("").starts_with(char::is_alphabetic);
        if (1..=5).contains(&letters) && ends {
            self.advance(letters);
        } else if self.one_of(&['+', '-']).is_some() {
            self.skip(|c| c.is_ascii_digit() || c == ':');
        } else {
            *self = before;
        }
    }
}
