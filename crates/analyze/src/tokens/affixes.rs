//! The tokenizer's prefixes, suffixes and infixes, read from the model's regular expressions.
//!
//! The patterns use a small part of the language: alternatives of literal text, `[…]` or `\.\.+`, each with
//! at most one look behind and one look ahead. They are looked up by character here, which is some
//! hundred times faster than a backtracking engine; a test compares the two.

use crate::tokens::charset::{CharSet, literal};

/// One alternative of a pattern.
#[derive(Clone, Debug)]
struct Alternative {
    /// What must stand before, one set a character.
    behind: Vec<CharSet>,
    body: Body,
    /// What must (`true`) or must not follow.
    ahead: Option<(bool, CharSet)>,
}

#[derive(Clone, Debug)]
enum Body {
    Text(String),
    Set(CharSet),
    /// Two or more full stops.
    Dots,
}

/// Alternatives, found by the character at one of their ends.
#[derive(Debug)]
pub(crate) struct Affixes {
    alternatives: Vec<Alternative>,
    /// For each ASCII character, the alternatives that begin (or end) with it, in order.
    ascii: Vec<Vec<u16>>,
    /// The alternatives that begin (or end) with another character, in order.
    wide: Vec<u16>,
    /// The characters which some alternative begins (or ends) with.
    any: CharSet,
}

impl Affixes {
    /// Reads a pattern whose alternatives all begin with `^`.
    pub(crate) fn prefixes(pattern: &str) -> Option<Affixes> {
        Affixes::read(pattern, Some('^'), None)
    }

    /// Reads a pattern whose alternatives all end with `$`.
    pub(crate) fn suffixes(pattern: &str) -> Option<Affixes> {
        Affixes::read(pattern, None, Some('$'))
    }

    /// Reads a pattern that matches anywhere.
    pub(crate) fn infixes(pattern: &str) -> Option<Affixes> {
        Affixes::read(pattern, None, None)
    }

    fn read(pattern: &str, first: Option<char>, last: Option<char>) -> Option<Affixes> {
        let mut alternatives = Vec::new();
        for part in split_alternatives(pattern) {
            let part = first.map_or(Some(part), |c| part.strip_prefix(c))?;
            let part = last.map_or(Some(part), |c| part.strip_suffix(c))?;
            alternatives.extend(read_alternatives(part)?);
        }
        let keys: Vec<CharSet> = alternatives.iter().map(|a| a.end(last.is_some())).collect();
        let holding = |test: &dyn Fn(&CharSet) -> bool| -> Vec<u16> {
            keys.iter().enumerate().filter(|(_, k)| test(k)).map(|(at, _)| at as u16).collect()
        };
        let ascii = (0..128u8).map(|c| holding(&|k| k.contains(char::from(c)))).collect();
        let wide = holding(&CharSet::is_wide);
        let mut any = CharSet::default();
        keys.iter().for_each(|k| any.add(k));
        Some(Affixes { alternatives, ascii, wide, any })
    }

    /// The alternatives that may apply at a character, in order.
    fn at(&self, c: char) -> impl Iterator<Item = &Alternative> {
        let numbers = match self.ascii.get(c as usize) {
            Some(numbers) => numbers.as_slice(),
            None if self.any.contains(c) => self.wide.as_slice(),
            None => &[],
        };
        numbers.iter().filter_map(|n| self.alternatives.get(usize::from(*n)))
    }

    /// How many bytes of the front the first alternative that matches takes; 0 for none.
    pub(crate) fn front(&self, s: &str) -> usize {
        let Some(c) = s.chars().next() else { return 0 };
        self.at(c).find_map(|a| a.length_at("", s)).unwrap_or(0)
    }

    /// How many bytes of the end are cut; a search from the left finds the longest.
    pub(crate) fn back(&self, s: &str) -> usize {
        let Some(c) = s.chars().next_back() else { return 0 };
        self.at(c).filter_map(|a| a.length_back(s)).max().unwrap_or(0)
    }

    /// The next match at or after a byte: where it begins and ends.
    pub(crate) fn next(&self, s: &str, from: usize) -> Option<(usize, usize)> {
        let chars = s.get(from..)?.char_indices();
        chars.filter(|(_, c)| self.any.contains(*c)).find_map(|(at, c)| {
            let (before, rest) = s.split_at_checked(from + at)?;
            let length = self.at(c).find_map(|a| a.length_at(before, rest))?;
            Some((before.len(), before.len() + length))
        })
    }
}

impl Alternative {
    /// The characters it can begin or end with.
    fn end(&self, last: bool) -> CharSet {
        match &self.body {
            Body::Set(set) => set.clone(),
            Body::Dots => CharSet::one('.'),
            Body::Text(text) => {
                let c = if last { text.chars().next_back() } else { text.chars().next() };
                c.map(CharSet::one).unwrap_or_default()
            }
        }
    }

    /// The length of the match that begins where `before` ends and `rest` begins.
    fn length_at(&self, before: &str, rest: &str) -> Option<usize> {
        let length = match &self.body {
            Body::Text(text) => rest.starts_with(text.as_str()).then_some(text.len())?,
            Body::Set(set) => rest.chars().next().filter(|c| set.contains(*c))?.len_utf8(),
            Body::Dots => Some(rest.len() - rest.trim_start_matches('.').len()).filter(|n| *n > 1)?,
        };
        let follows = |set: &CharSet| {
            rest.get(length..).and_then(|r| r.chars().next()).is_some_and(|c| set.contains(c))
        };
        let fits = self.ahead.as_ref().is_none_or(|(wanted, set)| follows(set) == *wanted);
        (fits && self.stands_after(before)).then_some(length)
    }

    /// The length of the match at the end of `s`.
    fn length_back(&self, s: &str) -> Option<usize> {
        let length = match &self.body {
            Body::Text(text) => s.ends_with(text.as_str()).then_some(text.len())?,
            Body::Set(set) => s.chars().next_back().filter(|c| set.contains(*c))?.len_utf8(),
            Body::Dots => Some(s.len() - s.trim_end_matches('.').len()).filter(|n| *n > 1)?,
        };
        self.stands_after(s.get(..s.len() - length)?).then_some(length)
    }

    fn stands_after(&self, before: &str) -> bool {
        let mut chars = before.chars();
        self.behind.iter().rev().all(|set| chars.next_back().is_some_and(|c| set.contains(c)))
    }
}

/// Splits at each `|` that stands in no bracket.
fn split_alternatives(pattern: &str) -> Vec<&str> {
    let (mut parts, mut start, mut depth, mut set, mut escaped) = (Vec::new(), 0, 0usize, false, false);
    for (at, c) in pattern.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => set = false,
            _ if set => {}
            '[' => set = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            '|' if depth == 0 => {
                parts.extend(pattern.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(pattern.get(start..));
    parts
}

/// Reads one alternative; a group `(?:a|b)` makes several.
fn read_alternatives(mut part: &str) -> Option<Vec<Alternative>> {
    let mut behind = Vec::new();
    if let Some(inside) = part.strip_prefix("(?<=") {
        part = inside;
        while !part.starts_with(')') {
            let (set, rest) = match part.starts_with('[') {
                true => CharSet::parse(part)?,
                false => literal(part).map(|(c, rest)| (CharSet::one(c), rest))?,
            };
            behind.push(set);
            part = rest;
        }
        part = part.strip_prefix(')')?;
    }
    let (bodies, rest) = read_bodies(part)?;
    let ahead = match rest.strip_prefix("(?") {
        None => rest.is_empty().then_some(None)?,
        Some(look) => {
            let (wanted, look) =
                look.strip_prefix('=').map(|l| (true, l)).or(look.strip_prefix('!').map(|l| (false, l)))?;
            let (set, end) = CharSet::parse(look)?;
            (end == ")").then_some(Some((wanted, set)))?
        }
    };
    let made = |body| Alternative { behind: behind.clone(), body, ahead: ahead.clone() };
    Some(bodies.into_iter().map(made).collect())
}

fn read_bodies(part: &str) -> Option<(Vec<Body>, &str)> {
    if part.starts_with('[') {
        let (set, rest) = CharSet::parse(part)?;
        return Some((vec![Body::Set(set)], rest));
    }
    if let Some(rest) = part.strip_prefix(r"\.\.+") {
        return Some((vec![Body::Dots], rest));
    }
    if let Some(group) = part.strip_prefix("(?:") {
        let (inside, rest) = group.split_once(')')?;
        let texts = inside.split('|').map(|text| read_text(text).filter(|(_, rest)| rest.is_empty()));
        let bodies = texts.map(|t| t.map(|(text, _)| Body::Text(text))).collect::<Option<_>>()?;
        return Some((bodies, rest));
    }
    let (text, rest) = read_text(part)?;
    Some((vec![Body::Text(text)], rest))
}

/// Reads literal text up to the end or the next bracket; `None` for operators.
fn read_text(mut part: &str) -> Option<(String, &str)> {
    let mut text = String::new();
    while let Some(c) = part.chars().next() {
        match c {
            '(' | '[' => break,
            '+' | '*' | '?' | '.' | '{' | '^' | '$' | ')' | ']' => return None,
            _ => {
                let (c, rest) = literal(part)?;
                text.push(c);
                part = rest;
            }
        }
    }
    (!text.is_empty()).then_some((text, part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_prefix_wins() {
        let prefixes = Affixes::prefixes(r"^\+(?![0-9])|^\.\.+|^…|^US\$|^[\u00A6©]").unwrap();
        let cut: Vec<usize> =
            ["+1", "+a", "...a", ".a", "US$5", "U", "¦x", "a"].map(|s| prefixes.front(s)).to_vec();
        assert_eq!(cut, [0, 1, 3, 0, 3, 0, 2, 0]);
    }

    #[test]
    fn the_longest_suffix_wins() {
        let suffixes = Affixes::suffixes(r"m$|(?<=[0-9])(?:km|m²)$|(?<=[A-Z][A-Z])\.$|\.\.+$").unwrap();
        let cut: Vec<usize> =
            ["5km", "skm", "7m²", "US.", "S.", "a....", "x"].map(|s| suffixes.back(s)).to_vec();
        assert_eq!(cut, [2, 1, 3, 1, 0, 4, 0]);
    }

    #[test]
    fn infixes_look_both_ways() {
        let infixes =
            Affixes::infixes(r"\.\.+|(?<=[a-z])(?:-|--)(?=[a-z])|(?<=[0-9])[+\-\*^](?=[0-9-])").unwrap();
        assert_eq!(infixes.next("ab-c", 0), Some((2, 3)));
        assert_eq!(infixes.next("ab--c", 0), Some((2, 4)));
        assert_eq!(infixes.next("1--2", 0), Some((1, 2)));
        assert_eq!(infixes.next("A-b", 0), None);
    }

    #[test]
    fn other_syntax_is_refused() {
        for pattern in ["a+", "(?<=a", "[^a]", r"\d", "a(?=b)", "(a|b)", ""] {
            assert!(Affixes::infixes(pattern).is_none(), "{pattern}");
        }
    }
}
