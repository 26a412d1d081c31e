//! Recognizes web and mail addresses, which the tokenizer leaves whole.
//!
//! The model's pattern is one long regular expression. It is matched by hand, in one pass, because it is
//! tried on every new word that holds a full stop and backtracks over long ones; a test compares the two.

use crate::python::{is_decimal, is_word};
use crate::tokens::charset::CharSet;

/// The pattern up to the letters of the top-level domain.
const BEFORE_DOMAIN: &str = concat!(
    r"(?u)^(?:(?:[\w\+\-\.]{2,})://)?(?:\S+(?::\S*)?@)?",
    r"(?:(?!(?:10|127)(?:\.\d{1,3}){3})(?!(?:169\.254|192\.168)(?:\.\d{1,3}){2})",
    r"(?!172\.(?:1[6-9]|2\d|3[0-1])(?:\.\d{1,3}){2})",
    r"(?:[1-9]\d?|1\d\d|2[01]\d|22[0-3])(?:\.(?:1?\d{1,2}|2[0-4]\d|25[0-5])){2}",
    r"(?:\.(?:[1-9]\d?|1\d\d|2[0-4]\d|25[0-4]))|",
    r"(?:(?:[A-Za-z0-9\u00a1-\uffff][A-Za-z0-9\u00a1-\uffff_-]{0,62})?[A-Za-z0-9\u00a1-\uffff]\.)+(?:",
);
/// The pattern after them.
const AFTER_DOMAIN: &str = r"{2,63}))(?::\d{2,5})?(?:[/?#]\S*)?$";

/// The letters of a top-level domain in the model's pattern; `None` where the rest is not the pattern that
/// this file matches.
pub(crate) fn domain_of(pattern: &str) -> Option<&str> {
    pattern.strip_prefix(BEFORE_DOMAIN)?.strip_suffix(AFTER_DOMAIN)
}

/// Whether a word without white space is an address; `domain` holds the letters of top-level domains.
pub(crate) fn is_address(word: &str, domain: &CharSet) -> bool {
    // Both kinds of host hold a full stop.
    if !word.contains('.') {
        return false;
    }
    let after_scheme = {
        let rest = word.trim_start_matches(|c| is_word(c) || matches!(c, '+' | '-' | '.'));
        let scheme = word.get(..word.len() - rest.len()).unwrap_or("");
        rest.strip_prefix("://").filter(|_| scheme.chars().nth(1).is_some())
    };
    // A user's name is anything before an `@`, a colon included.
    let after_user = word.char_indices().skip(1).filter(|(_, c)| *c == '@');
    let after_user = after_user.filter_map(|(at, _)| word.get(at + 1..));
    let mut starts = std::iter::once(word).chain(after_scheme).chain(after_user);
    starts.any(|rest| {
        // Stops at the first character that no host holds, so that many `@` do not make many passes.
        let end =
            rest.find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_'));
        let (host, tail) = rest.split_at(end.unwrap_or(rest.len()));
        is_tail(tail) && (is_public_ip(host) || is_host(host, domain))
    })
}

/// `(?::\d{2,5})?(?:[/?#]\S*)?$`.
fn is_tail(tail: &str) -> bool {
    let path = match tail.strip_prefix(':') {
        None => tail,
        Some(port) => {
            let path = port.trim_start_matches(is_decimal);
            let digits = port.chars().count() - path.chars().count();
            if !(2..=5).contains(&digits) {
                return false;
            }
            path
        }
    };
    path.is_empty() || path.starts_with(['/', '?', '#'])
}

/// Labels of 1 to 64 characters, each with a full stop behind it, and a top-level domain.
fn is_host(host: &str, domain: &CharSet) -> bool {
    let Some((labels, top)) = host.rsplit_once('.') else { return false };
    let edge = |c: char| c.is_ascii_alphanumeric() || ('\u{a1}'..='\u{ffff}').contains(&c);
    let label = |l: &str| {
        l.starts_with(edge)
            && l.ends_with(edge)
            && l.chars().all(|c| edge(c) || matches!(c, '_' | '-'))
            && l.chars().nth(64).is_none()
    };
    let length = top.chars().take(64).count();
    (2..=63).contains(&length) && top.chars().all(|c| domain.contains(c)) && labels.split('.').all(label)
}

/// Four numbers that are no private network.
fn is_public_ip(host: &str) -> bool {
    let mut parts = host.split('.');
    let (Some(a), Some(b), Some(c), Some(d), None) =
        (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let private = matches!(a, "10" | "127")
        || matches!((a, b), ("169", "254") | ("192", "168"))
        || a == "172"
            && is_digits(b, &[&[('1', '1'), ('6', '9')], &[('2', '2'), ANY], &[('3', '3'), ('0', '1')]]);
    let first: &[&[Digit]] = &[
        &[('1', '9')],
        &[('1', '9'), ANY],
        &[('1', '1'), ANY, ANY],
        &[('2', '2'), ('0', '1'), ANY],
        &[('2', '2'), ('2', '2'), ('0', '3')],
    ];
    let middle: &[&[Digit]] = &[
        &[ANY],
        &[ANY, ANY],
        &[('1', '1'), ANY, ANY],
        &[('2', '2'), ('0', '4'), ANY],
        &[('2', '2'), ('5', '5'), ('0', '5')],
    ];
    let last: &[&[Digit]] = &[
        &[('1', '9')],
        &[('1', '9'), ANY],
        &[('1', '1'), ANY, ANY],
        &[('2', '2'), ('0', '4'), ANY],
        &[('2', '2'), ('5', '5'), ('0', '4')],
    ];
    !private && is_digits(a, first) && is_digits(b, middle) && is_digits(c, middle) && is_digits(d, last)
}

/// A range of ASCII digits; [`ANY`] is `\d`, which takes the digits of all scripts.
type Digit = (char, char);
const ANY: Digit = ('\0', '\0');

/// Whether a number has one of the forms.
fn is_digits(number: &str, forms: &[&[Digit]]) -> bool {
    forms.iter().any(|form| {
        let mut chars = number.chars();
        let fits = |d: &Digit, c: char| if *d == ANY { is_decimal(c) } else { (d.0..=d.1).contains(&c) };
        form.iter().all(|d| chars.next().is_some_and(|c| fits(d, c))) && chars.next().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTERS: &str = r"[a-z\u00DF-\u00F6а-я\u4E00-\u62FF]";

    fn check(word: &str, address: bool) {
        let (letters, _) = CharSet::parse(LETTERS).unwrap();
        assert_eq!(is_address(word, &letters), address, "{word}");
    }

    #[test]
    fn addresses_are_told_from_words() {
        check("https://www.northfield-gazette.test/a?b=c#d", true);
        check("clerk@county.court:8080", true);
        check("docket.pdf", true);
        check("8.8.8.8/x", true);
        check("192.168.0.1", false);
        check("172.20.0.1", false);
        check("10.0.0.1", false);
        check("U.S.", false);
        check("a.b", false);
        check("a..bc", false);
        check("-a.bc", false);
        check("x://a.bc", false);
        check("a.bc:1", false);
        check("@a.bc", false);
        check("No.", false);
    }

    const PIECES: &[&str] = &[
        ".", ".", ":", "://", "@", "/", "?", "#", "-", "_", "a", "bc", "com", "http", "10", "127", "192.168",
        "169.254", "172.16", "1", "25", "255", "223", "8080", "٣", "é", "東", "京", "я", "Z", "😀", "²", "+",
        ",",
    ];

    /// Words made of the pieces that the pattern speaks of.
    fn words() -> impl proptest::strategy::Strategy<Value = String> {
        use proptest::prelude::Strategy;
        proptest::collection::vec(proptest::sample::select(PIECES), 0..12).prop_map(|p| p.concat())
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(4000))]
        #[test]
        fn the_pattern_says_the_same(word in words()) {
            // Rust's `\w` takes marks, which Python's does not.
            let pattern = format!("{BEFORE_DOMAIN}{LETTERS}{AFTER_DOMAIN}").replace(r"[\w", r"[_\p{L}\p{N}");
            let pattern = pattern.replace(r"\u00a1-\uffff", r"\x{a1}-\x{ffff}").replace(r"\u00DF-\u00F6", "ß-ö");
            let pattern = pattern.replace(r"\u4E00-\u62FF", r"\x{4E00}-\x{62FF}");
            let regex = fancy_regex::Regex::new(&pattern).unwrap();
            let (letters, _) = CharSet::parse(LETTERS).unwrap();
            proptest::prop_assert_eq!(is_address(&word, &letters), regex.is_match(&word).unwrap());
        }
    }
}
