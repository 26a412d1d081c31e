//! Page chrome by its own words: list entries, contact details, addresses of pages, copyright lines.

use super::shape;
use super::words::Words;

/// Whether a piece of text is page chrome beyond doubt; `folded` is the same as lists have it.
pub(super) fn is_chrome(text: &str, folded: &str, words: &Words) -> bool {
    if !text.contains(char::is_alphanumeric) {
        return true;
    }
    // an entry's beginning may also begin a long sentence of the story
    if words.chrome.has(folded) && !shape::more_words_than(text, 40) {
        return true;
    }
    is_end_mark(text)
        || is_page_number(text)
        || is_address(text)
        || is_copyright(folded)
        || is_contact(text)
        || is_reading_time(folded)
}

/// `-30-`, `# # #`, the marks that end a release.
fn is_end_mark(text: &str) -> bool {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    matches!(bare.as_str(), "-30-" | "–30–" | "—30—" | "-end-" | "-End-" | "-END-" | "END" | "(END)")
}

/// "7", "- 7 -", "Page 2 of 5"; a year may head a part of the story.
fn is_page_number(text: &str) -> bool {
    let text = text.trim_matches(|c: char| matches!(c, '-' | '–' | ' '));
    let number = |word: &str| word.len() <= 4 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let year = text.len() == 4 && (text.starts_with("19") || text.starts_with("20"));
    let words: Vec<&str> = text.split_whitespace().take(5).collect();
    match words.as_slice() {
        [n] => number(n) && !year,
        ["Page" | "PAGE" | "page", n] => number(n),
        ["Page" | "PAGE" | "page", n, "of" | "OF" | "/", all] => number(n) && number(all),
        _ => false,
    }
}

/// "4 min read".
fn is_reading_time(folded: &str) -> bool {
    let mut words = folded.split(' ');
    words.next().is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()) && !word.is_empty())
        && matches!(words.next(), Some("min" | "mins" | "minute" | "minutes"))
        && words.next() == Some("read")
        && words.next().is_none()
}

/// A page's address or a handle alone.
fn is_address(text: &str) -> bool {
    let text = text.trim_matches(['(', ')', '<', '>', '[', ']', '.', ',']);
    // "Twitter: @handle"
    let text = text
        .split_once(": @")
        .map_or(text, |(label, _)| if shape::words(label) < 3 { "@handle" } else { text });
    if text.contains(char::is_whitespace) {
        return false;
    }
    let lower = text.get(..text.len().min(8)).unwrap_or("").to_ascii_lowercase();
    lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || (text.starts_with('@') && text.len() > 2)
}

/// "© 2024 The Elmford Courier", "Copyright 2024 …": the word alone could begin a story.
fn is_copyright(folded: &str) -> bool {
    let mut words = folded.split(' ');
    let first = words.next().unwrap_or("");
    let year = |word: &str| word.len() >= 4 && word.bytes().take(4).all(|b| b.is_ascii_digit());
    let second = words.next().unwrap_or("");
    first == "©"
        || first.strip_prefix('©').is_some_and(year)
        || (first == "copyright"
            && (year(second) || second.starts_with('©') || second == "(c)" || second == "by"))
        || (first == "all" && folded.starts_with("all content ©"))
}

/// E-mail addresses, telephone numbers and the labels, names and streets around them; no sentence.
pub(super) fn is_contact(text: &str) -> bool {
    if shape::more_words_than(text, 25) || !(has_email(text) || has_telephone(text)) {
        return false;
    }
    if shape::ends_sentence(text) && shape::more_words_than(text, 4) {
        return false;
    }
    let small = text
        .split_whitespace()
        .filter(|word| word.starts_with(|c: char| c.is_lowercase()) && !word.contains('@') && word.len() > 3);
    small.count() <= 2
}

/// Whether a word is an e-mail address, or what a page shows in its stead.
fn has_email(text: &str) -> bool {
    if text.contains("[email") && text.contains("protected]") {
        return true;
    }
    text.split_whitespace().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        word.split_once('@').is_some_and(|(name, host)| {
            !name.is_empty() && host.contains('.') && !host.contains('@') && host.len() > 3
        })
    })
}

/// Whether a telephone number stands in the text: `222-2134`, `(313) 222-2134`, `313.222.2134`.
fn has_telephone(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, '•' | '|' | ',')).any(|word| {
        let word = word.trim_matches(|c: char| !c.is_ascii_digit());
        let parts: Vec<&str> =
            word.split(['-', '.', '/', ')', '‑', '–']).filter(|part| !part.is_empty()).collect();
        let digits = parts.iter().all(|part| part.bytes().all(|b| b.is_ascii_digit()));
        let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
        digits && matches!(lengths.as_slice(), [3, 4] | [3, 3, 4] | [1, 3, 3, 4])
    })
}

#[cfg(test)]
mod tests {
    use super::super::words::{Words, fold};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(super::is_chrome(text, &fold(text), &Words::load()), expected, "{text}");
    }

    #[test]
    fn page_parts_are_chrome() {
        for text in [
            "Skip to main content",
            "# # #",
            "-30-",
            "https://example.org/a",
            "asample@example.org",
            "(555) 555-0134",
            "Office: 555-555-0134",
            "Twitter: @Sample_EC",
            "© 2024 Elmford Courier",
            "4 min read",
            "× ",
            "Copyright 2024 The Elmford Courier. All rights reserved. This may not be published or broadcast.",
            "Elm Courts Building • 1 Elm Street • Elmford, Texas 75207 • 555/555-0134",
            "FOR IMMEDIATE RELEASE",
            "Contact: Robin Sample",
            "Page 2 of 5",
            "- 7 -",
            "Related: Second clerk charged",
            "[email\u{a0}protected]",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn sentences_of_the_story_are_not() {
        for text in [
            "Anyone with information is asked to call Elmford Police at 555-555-0134.",
            "Copyright infringement charges were dropped.",
            "Contact between the two men was forbidden by the court.",
            "Publishing the name was a crime, the court held.",
            "The clerk wrote to robin@example.org that he would plead guilty.",
            "Case # 08CF0001",
            "2019",
        ] {
            check(text, false);
        }
    }
}
