//! Python's string predicates, which the model was trained with and which differ from Rust's.

#[path = "data/ranges.rs"]
mod ranges;

use std::cmp::Ordering;

fn within(ranges: &[(u32, u32)], c: char) -> bool {
    let code = c as u32;
    let order = |&(first, last): &(u32, u32)| match () {
        () if last < code => Ordering::Less,
        () if first > code => Ordering::Greater,
        () => Ordering::Equal,
    };
    ranges.binary_search_by(order).is_ok()
}

/// `str.isalpha` of one character: letters only, unlike [`char::is_alphabetic`], which takes marks too.
pub(crate) fn is_alpha(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { within(&ranges::ALPHA, c) }
}

/// `str.isdigit` of one character: superscripts too, fractions not.
pub(crate) fn is_digit(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&ranges::DIGIT, c) }
}

/// `str.isdecimal` of one character, which is also `\d` of a regular expression.
pub(crate) fn is_decimal(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { within(&ranges::DECIMAL, c) }
}

/// `\w` of a regular expression, of one character.
pub(crate) fn is_word(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphanumeric() || c == '_' } else { within(&ranges::ALNUM, c) }
}

/// `str.isspace` of one character; Rust leaves out the four separators U+001C to U+001F.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// `str.isspace` of a string that is not empty.
pub(crate) fn is_space_run(s: &str) -> bool {
    s.chars().all(is_space)
}

/// Capital letters that are younger than Unicode 14, which Rust lower-cases and Python 3.11 does not.
const YOUNGER_CAPITALS: [(u32, u32); 9] = [
    (0x1c89, 0x1c89),
    (0xa7cb, 0xa7cc),
    (0xa7ce, 0xa7ce),
    (0xa7d2, 0xa7d2),
    (0xa7d4, 0xa7d4),
    (0xa7da, 0xa7da),
    (0xa7dc, 0xa7dc),
    (0x10d50, 0x10d65),
    (0x16ea0, 0x16eb8),
];

/// `str.lower`.
pub(crate) fn lower(s: &str) -> String {
    if s.is_ascii() {
        return s.to_ascii_lowercase();
    }
    let mut lower = String::with_capacity(s.len());
    for part in s.split_inclusive(|c| within(&YOUNGER_CAPITALS, c)) {
        let kept = part.char_indices().next_back().filter(|(_, c)| within(&YOUNGER_CAPITALS, *c));
        let (changed, kept) = part.split_at(kept.map_or(part.len(), |(at, _)| at));
        lower.push_str(&changed.to_lowercase());
        lower.push_str(kept);
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn predicates_are_those_of_python() {
        assert!(is_alpha('é') && is_alpha('東') && !is_alpha('\u{301}') && !is_alpha('Ⅷ') && !is_alpha('4'));
        assert!(is_digit('²') && is_digit('٣') && !is_digit('½'));
        assert!(is_decimal('٣') && !is_decimal('²'));
        assert!(is_word('½') && is_word('_') && !is_word('\u{301}') && !is_word('-'));
        assert!(is_space('\u{1f}') && is_space('\u{a0}') && !is_space('\u{200b}'));
    }

    #[test]
    fn letters_become_small_as_in_python() {
        assert_eq!(
            (lower("ÉTAT"), lower("ΟΔΟΣ"), lower("İ")),
            ("état".into(), "οδος".into(), "i\u{307}".into())
        );
        assert_eq!(lower("A\u{10d50}É\u{a7cb}Z"), "a\u{10d50}é\u{a7cb}z");
    }

    #[test]
    fn tables_are_sorted_and_hold_the_counts_of_python() {
        for (table, count) in [(&ranges::ALPHA[..], 131_756), (&ranges::DECIMAL[..], 660)] {
            assert!(table.windows(2).all(|w| w[0].1 < w[1].0));
            assert_eq!(table.iter().map(|(a, b)| b - a + 1).sum::<u32>(), count);
        }
    }
}
