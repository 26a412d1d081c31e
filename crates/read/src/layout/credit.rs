//! Lines that say who contributed to the story.

use super::shape;
use super::words::Words;

/// Ends of lines that say who contributed.
const CONTRIBUTED: &[&str] = &[
    "contributed to this report",
    "contributed to this story",
    "contributed to this article",
    "contributed reporting",
    "contributed to the report",
    "contributed to the story",
    "contributed",
];
/// What a journalist is called in "Jane Doe is a staff writer for …".
const JOURNALISTS: &[&str] =
    &["writer", "reporter", "journalist", "correspondent", "editor", "columnist", "freelancer", "producer"];

/// Whether a piece of text, folded, says who contributed: "- Additional reporting by …", "… contributed to
/// this report", "Jane Doe is a staff writer for …".
pub(super) fn is_credit(text: &str, folded: &str, words: &Words) -> bool {
    if shape::more_words_than(text, 22) {
        return false;
    }
    // names are in capitals; a sentence that begins with "Reporting by" is not
    let small = text.split_whitespace().filter(|w| w.len() > 3 && w.starts_with(char::is_lowercase)).count();
    words.credits.has(folded) && small <= 5
        || CONTRIBUTED.iter().any(|end| folded.ends_with(end))
        || is_about_the_author(folded)
}

fn is_about_the_author(folded: &str) -> bool {
    let Some((name, rest)) = folded.split_once(" is a ").or_else(|| folded.split_once(" is an ")) else {
        return false;
    };
    let mut office = rest.split(' ').take(4);
    shape::words(name) <= 3
        && office.any(|word| JOURNALISTS.contains(&word))
        && (rest.contains(" for ") || rest.contains(" at ") || rest.contains(" with "))
}

#[cfg(test)]
mod tests {
    use super::super::words::{Words, fold};

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(super::is_credit(text, &fold(text), &Words::load()), expected, "{text}");
    }

    #[test]
    fn credits() {
        check("- Additional reporting by The Elmford Courier", true);
        check("Staff writer Jane Doe contributed to this report.", true);
        check("Jane Doe is a staff writer for The Elmford Courier.", true);
        check("Information from: The Elmford Courier, http://example.org", true);
        check("Jane Doe is a suspect in the killing of a reporter.", false);
        check(
            "Reporting by the clerk was late, and prosecutors charged him with hiding money from the state for years to come at least.",
            false,
        );
    }
}
