//! The outer shape of a piece of text: how it ends, how many words it has, how they are written.

/// Marks that may close a sentence after its full stop.
const CLOSERS: &[char] = &['"', '\'', '”', '’', ')', ']', '»', '*', '_'];
/// Shortened words whose full stop ends no sentence.
const ABBREVIATIONS: &[&str] = &[
    "ave.", "blvd.", "co.", "corp.", "dr.", "fla.", "inc.", "jr.", "ltd.", "md.", "mo.", "mr.", "mrs.",
    "ms.", "no.", "pa.", "rd.", "sr.", "st.", "u.s.", "va.", "vs.", "wash.", "calif.", "d.c.", "n.y.",
    "n.j.", "n.m.",
];

/// The text without closing quotation marks and brackets at its end.
fn without_closers(text: &str) -> &str {
    text.trim_end().trim_end_matches(CLOSERS)
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    without_closers(text).ends_with(['.', '!', '?', '…'])
}

/// Whether a text ends with a full stop that is not a shortened word's ("Ryburn Ave.", "Jr.").
pub(super) fn ends_with_full_stop(text: &str) -> bool {
    let text = without_closers(text);
    if !text.ends_with('.') || text.ends_with("..") {
        return false;
    }
    let last = text.split_whitespace().next_back().unwrap_or("").to_lowercase();
    !ABBREVIATIONS.contains(&last.as_str())
}

/// Whether a text ends with a shortened word: "p.m.", "Nov.", "St.", "J.".
pub(super) fn ends_shortened(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or("");
    let bare = last.strip_suffix('.').unwrap_or("");
    let months = ["Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec"];
    bare.contains('.')
        || (bare.chars().count() == 1 && begins_upper(bare))
        || months.contains(&bare)
        || ABBREVIATIONS.contains(&last.to_lowercase().as_str())
}

/// Whether a text breaks off: a teaser that ends with `…`, `...` or `[…]`.
pub(super) fn breaks_off(text: &str) -> bool {
    let text = without_closers(text);
    text.ends_with('…') || text.ends_with("...")
}

/// How many words a text has.
pub(super) fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Whether a text has more words than `n`; stops counting there.
pub(super) fn more_words_than(text: &str, n: usize) -> bool {
    text.split_whitespace().nth(n).is_some()
}

/// Whether a sentence of the story beyond doubt: it ends as one and has a sentence's length and writing.
pub(super) fn is_story(text: &str) -> bool {
    if breaks_off(text) {
        return false;
    }
    let sentence = ends_sentence(text) && more_words_than(text, 5);
    let leads_in = text.trim_end().ends_with([':', ',']) && more_words_than(text, 11);
    (sentence || leads_in) && !is_headline_case(text)
}

/// Whether most words of weight begin with a capital, as in an American headline.
pub(super) fn is_headline_case(text: &str) -> bool {
    let weighty =
        text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 4);
    let (mut all, mut capital) = (0usize, 0usize);
    for word in weighty.take(60) {
        all += 1;
        capital += usize::from(begins_upper(word));
    }
    all > 0 && capital * 10 >= all * 8
}

/// Whether the first letter is a capital.
pub(super) fn begins_upper(word: &str) -> bool {
    word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase)
}

/// Whether a text goes on with a sentence begun before it: a small letter, or a mark that no sentence
/// begins with.
pub(super) fn continues(text: &str) -> bool {
    text.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | '’' | ')' | '%'))
}

/// The length in bytes of the mark that makes a line an item of a list: `- `, `• `, `1. `, `(a) `.
pub(super) fn bullet(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let first = characters.next()?;
    if matches!(first, '•' | '·' | '▪' | '■' | '●' | '◦' | '‣' | '⁃' | '\u{f0b7}' | '►' | '✓')
    {
        return Some(first.len_utf8());
    }
    if matches!(first, '-' | '–' | '—' | '*' | 'o') && characters.next().is_some_and(char::is_whitespace)
    {
        return Some(first.len_utf8() + 1);
    }
    numbered(text)
}

/// `1. `, `12) `, `(3) `, `(a) `, `b) `.
fn numbered(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('(').unwrap_or(text);
    let opened = inner.len() < text.len();
    let digits = inner.bytes().take_while(u8::is_ascii_digit).count();
    let letter = usize::from(digits == 0 && inner.starts_with(|c: char| c.is_ascii_lowercase()));
    let label = digits + letter;
    let mark = inner.get(label..)?.chars().next()?;
    let closed = mark == ')' || (mark == '.' && digits > 0 && !opened);
    let space = inner.get(label + 1..)?.starts_with(char::is_whitespace);
    ((1..=2).contains(&label) && closed && space).then_some(usize::from(opened) + label + 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        assert!(ends_sentence("He said “no.”"));
        assert!(!ends_sentence("Clerk cleared"));
        assert!(ends_with_full_stop("The clerk was cleared."));
        assert!(!ends_with_full_stop("Man shot on Elm Ave."));
        assert!(breaks_off("The clerk was […]"));
    }

    #[test]
    fn bullets() {
        for (text, expected) in [
            ("- one", Some(2)),
            ("• one", Some(3)),
            ("1. one", Some(3)),
            ("(a) one", Some(4)),
            ("12) x", Some(4)),
        ] {
            assert_eq!(bullet(text), expected, "{text}");
        }
        for text in ["-one", "1.5 million", "2016 was", "A. Smith", "(AP) - x", "offer", "on"] {
            assert_eq!(bullet(text), None, "{text}");
        }
    }

    #[test]
    fn headlines_and_sentences() {
        assert!(is_headline_case("Clerk Cleared of Theft From Charity After Trial"));
        assert!(!is_headline_case("The clerk was cleared of theft."));
        assert!(is_story("The clerk was cleared of theft on Monday."));
        assert!(!is_story("Clerk cleared of theft"));
    }
}
