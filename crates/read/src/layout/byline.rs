//! Lines that say who wrote the story.

use super::shape;
use super::words::{Words, fold};
use crate::dates;

/// Small words that may stand in a byline.
const SMALL: &[&str] = &[
    "and",
    "for",
    "of",
    "the",
    "with",
    "in",
    "at",
    "de",
    "la",
    "von",
    "van",
    "der",
    "del",
    "al",
    "bin",
    "staff",
    "writer",
    "reporter",
    "correspondent",
    "editor",
    "|",
    "&",
    "-",
    "–",
    "—",
    "•",
    "/",
];

/// Whether a piece of text is a byline: "By Jane Doe", "Jane Doe, Staff Writer", "By JANE DOE and JOHN ROE
/// / The Elmford Courier", "By Jane Doe | May 3, 2023".
pub(super) fn is_byline(text: &str, words: &Words) -> bool {
    if shape::more_words_than(text, 16) {
        return false;
    }
    let text = text.trim_start_matches(['-', '–', '—', ' ', '(']);
    after_by(text).is_some_and(is_name_list) || is_name_and_post(text, words)
}

/// What stands after "By", "BY", "By:" or "Written by".
fn after_by(text: &str) -> Option<&str> {
    let text = ["Written ", "WRITTEN ", "Story ", "STORY "]
        .iter()
        .find_map(|s| text.strip_prefix(s))
        .unwrap_or(text);
    let rest = ["By", "BY", "by"].iter().find_map(|by| text.strip_prefix(by))?;
    let rest = rest.strip_prefix(':').unwrap_or(rest);
    rest.starts_with(char::is_whitespace).then(|| rest.trim())
}

/// Names, offices and addresses in capitals: no sentence begins with "By" and goes on like that.
fn is_name_list(text: &str) -> bool {
    let text = text.trim_end_matches(')');
    if text.is_empty() || shape::ends_with_full_stop(text) && !ends_with_initial(text) {
        return false;
    }
    // "By Monday the clerk …", "By 2019 …"
    if dates::begins_with_time(text) || !shape::begins_upper(text) {
        return false;
    }
    text.split_whitespace().all(|word| {
        let bare = word.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '.' | '|' | '/'));
        bare.is_empty()
            || shape::begins_upper(bare)
            || bare.contains('@')
            || SMALL.contains(&bare)
            || bare.chars().all(|c| c.is_ascii_digit() || c == ':')
            || matches!(bare, "a.m" | "p.m" | "am" | "pm")
    })
}

fn ends_with_initial(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or("");
    last.trim_end_matches('.').chars().count() <= 2
}

/// "Jane Doe, Staff Writer", "Jane Doe | The Associated Press", "JANE DOE Associated Press".
fn is_name_and_post(text: &str, words: &Words) -> bool {
    let split = text.split_once([',', '|', '•', '·']).or_else(|| text.split_once(" - "));
    let Some((name, post)) = split.or_else(|| text.split_once(" – ")).or_else(|| text.split_once(" — "))
    else {
        return false;
    };
    is_name(name) && words.posts.has(&fold(post)) && !shape::ends_with_full_stop(text)
}

/// Two to four words in capitals, as a person's name has.
pub(super) fn is_name(text: &str) -> bool {
    let n = shape::words(text);
    (2..=4).contains(&n)
        && text.split_whitespace().all(|word| {
            shape::begins_upper(word)
                && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '’' | '\''))
        })
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(super::is_byline(text, &Words::load()), expected, "{text}");
    }

    #[test]
    fn bylines() {
        for text in [
            "By Jane Doe",
            "By JANE DOE and JOHN ROE",
            "By: Breaking News Staff",
            "BY JANE DOE, The Elmford Courier",
            "Jane Doe, Staff Writer",
            "By Jane Doe and John Roe Jr.",
            "By JANE DOE Associated Press",
            "Jane Doe | The Associated Press",
            "By Jane Doe | jdoe@example.org",
            "By Mary van der Roe",
            "(By Jane Doe)",
        ] {
            check(text, true);
        }
    }

    #[test]
    fn sentences_are_none() {
        for text in [
            "By Monday, Clerk Doe",
            "By Jane Doe’s account, the clerk left.",
            "By the time Doe came",
            "Jane Doe, 45",
            "Jane Doe, charged with theft",
            "By his own words",
            "By",
            "By April 2019",
            "By Doe’s Admission, Guilty.",
        ] {
            check(text, false);
        }
    }
}
