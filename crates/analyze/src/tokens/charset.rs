//! Sets of characters, written as a regular expression's `[…]`.

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct CharSet {
    ascii: u128,
    /// Sorted, without overlap, first and last code point.
    wide: Vec<(u32, u32)>,
}

impl CharSet {
    /// The set of one character.
    pub(crate) fn one(c: char) -> CharSet {
        CharSet::of(vec![(c as u32, c as u32)])
    }

    /// The set of some ranges, in any order.
    fn of(mut ranges: Vec<(u32, u32)>) -> CharSet {
        ranges.sort_unstable();
        let mut set = CharSet::default();
        for (first, last) in ranges {
            (first..=last.min(127)).for_each(|code| set.ascii |= 1 << code);
            match set.wide.last_mut() {
                Some(previous) if first <= previous.1.saturating_add(1) => previous.1 = previous.1.max(last),
                _ if last > 127 => set.wide.push((first.max(128), last)),
                _ => {}
            }
        }
        set
    }

    /// Whether a character is in the set.
    pub(crate) fn contains(&self, c: char) -> bool {
        let code = c as u32;
        if code < 128 {
            return self.ascii >> code & 1 == 1;
        }
        let after = self.wide.partition_point(|(first, _)| *first <= code);
        after.checked_sub(1).and_then(|at| self.wide.get(at)).is_some_and(|(_, last)| code <= *last)
    }

    /// Adds the members of another set.
    pub(crate) fn add(&mut self, other: &CharSet) {
        let ascii = self.ascii | other.ascii;
        let wide = self.wide.iter().chain(&other.wide).copied().collect();
        *self = CharSet { ascii, ..CharSet::of(wide) };
    }

    /// Whether there is a member outside of ASCII.
    pub(crate) fn is_wide(&self) -> bool {
        !self.wide.is_empty()
    }

    /// Reads `[…]` from the front of a pattern; gives the set and what follows.
    ///
    /// `None` for what the models do not use: negation and classes such as `\d`.
    pub(crate) fn parse(pattern: &str) -> Option<(CharSet, &str)> {
        let mut rest = pattern.strip_prefix('[')?;
        if rest.starts_with('^') {
            return None;
        }
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        loop {
            if let Some(after) = rest.strip_prefix(']') {
                return Some((CharSet::of(ranges), after));
            }
            let (first, after) = literal(rest)?;
            rest = after;
            let mut last = first;
            if let Some(after) = rest.strip_prefix('-')
                && !after.starts_with(']')
            {
                (last, rest) = literal(after)?;
            }
            ranges.push((first as u32, last as u32));
        }
    }
}

/// Reads one character, escaped or not, from the front of a pattern.
pub(crate) fn literal(pattern: &str) -> Option<(char, &str)> {
    let mut chars = pattern.chars();
    let c = chars.next()?;
    if c != '\\' {
        return Some((c, chars.as_str()));
    }
    let digits = match chars.next()? {
        'u' => 4,
        'U' => 8,
        c if c.is_ascii_alphanumeric() => return None,
        c => return Some((c, chars.as_str())),
    };
    let (number, rest) = chars.as_str().split_at_checked(digits)?;
    Some((char::from_u32(u32::from_str_radix(number, 16).ok()?)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_read_as_python_reads_them() {
        let (set, rest) = CharSet::parse(r"[a-c\u00e9-\u00ef\-(?:x|)^+]\.").unwrap();
        assert_eq!(rest, r"\.");
        assert!("abcéïx-(?:|)^+".chars().all(|c| set.contains(c)));
        assert!(!"dð\\]u".chars().any(|c| set.contains(c)));
        assert!(CharSet::parse("[0-9-]").unwrap().0.contains('-'));
        assert_eq!(CharSet::parse("[^a]"), None);
        assert_eq!(CharSet::parse(r"[\d]"), None);
        assert_eq!(CharSet::parse("[ab"), None);
    }

    #[test]
    fn sets_add_up() {
        let mut set = CharSet::one('a');
        set.add(&CharSet::parse("[é東]").unwrap().0);
        set.add(&CharSet::one('b'));
        assert!("abé東".chars().all(|c| set.contains(c)) && !set.contains('c') && !set.contains('è'));
    }
}
