//! Which lines belong together: hard-wrapped lines are joined, a line that is a paragraph stays alone.

use super::Group;
use super::lines::Line;
use super::shape;
use super::words::{Words, fold};

/// Words that no headline ends with: the line after it goes on.
const OPEN: &[&str] = &[
    "a", "after", "against", "an", "and", "as", "at", "before", "by", "for", "from", "his", "her", "in",
    "into", "of", "on", "or", "over", "that", "the", "their", "to", "two", "who", "whose", "with",
];

/// The groups of a text's lines.
///
/// A blank line always parts two groups. Of neighbouring lines, two are joined where the text is
/// hard-wrapped and the second line's first word would not have fitted on the first line, or where the
/// second line goes on with the first one's sentence.
pub(super) fn groups(text: &str, lines: &[Line], words: &Words) -> Vec<Group> {
    let width = wrap_width(text, lines);
    let mut groups: Vec<Group> = Vec::with_capacity(lines.len());
    for (i, line) in lines.iter().enumerate() {
        let joined = i > 0
            && (!line.gap || over_page_break(text, lines, i, width))
            && joins(text, lines, i, width, words);
        match groups.last_mut().filter(|_| joined) {
            Some(group) => {
                group.span = group.span.cover(line.span);
                group.lines += 1;
            }
            None => groups.push(Group { span: line.span, lines: 1, gap: line.gap, given: None }),
        }
    }
    groups
}

/// Whether line `i` goes on with the one before it.
fn joins(text: &str, lines: &[Line], i: usize, width: Option<usize>, words: &Words) -> bool {
    let (Some(before), Some(line)) = (lines.get(i.wrapping_sub(1)), lines.get(i)) else { return false };
    let (first, second) = (before.span.of(text), line.span.of(text));
    let ended = shape::ends_sentence(first);
    let wrapped = width.is_some_and(|width| {
        let word = second.split_whitespace().next().unwrap_or("").chars().count();
        // a line that ends a sentence must be nearly full, since a paragraph may end there too
        let slack = if ended { width * 8 / 100 } else { width * 22 / 100 };
        before.width <= 2 * width && before.width + 1 + word + slack > width
    });
    let goes_on = || {
        if ended {
            return shape::ends_shortened(first) && second.starts_with(char::is_lowercase);
        }
        shape::continues(second) || ends_open(first) || name_within(text, lines, i)
    };
    if !ended && dateline_over_lines(first, second, words) {
        return true;
    }
    (wrapped || goes_on())
        && shape::bullet(second).is_none()
        && !is_furniture(second, words)
        && !is_furniture(first, words)
}

/// Whether a bold place stands on its own line before the dash of its dateline.
fn dateline_over_lines(first: &str, second: &str, words: &Words) -> bool {
    // an item of a list is short
    first.len() <= 40
        && second.len() > 40
        && second.starts_with(['-', '–', '—'])
        && !first.contains(char::is_lowercase)
        && super::dateline::at_start(&format!("{first} {second}"), words).is_some()
}

/// Whether hard-wrapped text goes on with line `i` after the blank lines of a page break.
fn over_page_break(text: &str, lines: &[Line], i: usize, width: Option<usize>) -> bool {
    let (Some(width), Some(before), Some(line)) = (width, lines.get(i.wrapping_sub(1)), lines.get(i)) else {
        return false;
    };
    before.width * 4 >= width * 3
        && !shape::ends_sentence(before.span.of(text))
        && line.span.of(text).starts_with(char::is_lowercase)
}

/// Whether a line alone is page chrome, an address or the like, which no sentence goes on from.
fn is_furniture(line: &str, words: &Words) -> bool {
    line.len() <= 120 && super::chrome::is_chrome(line, &fold(line), words)
}

/// Whether a line ends with a word that asks for another.
fn ends_open(line: &str) -> bool {
    let last = line.split_whitespace().next_back().unwrap_or("").to_lowercase();
    line.ends_with(',') && shape::words(line) > 3 || OPEN.contains(&last.as_str())
}

/// Whether line `i` is a linked or bold name that stands on its own line within a sentence: short, with
/// the line before it broken off in small letters and the line after it going on in them.
fn name_within(text: &str, lines: &[Line], i: usize) -> bool {
    let (Some(before), Some(line), Some(after)) =
        (lines.get(i.wrapping_sub(1)), lines.get(i), lines.get(i + 1))
    else {
        return false;
    };
    let before = before.span.of(text);
    let last = before.split_whitespace().next_back().unwrap_or("");
    !after.gap
        && line.width <= 70
        && !shape::more_words_than(line.span.of(text), 9)
        && !shape::ends_sentence(line.span.of(text))
        && shape::continues(after.span.of(text))
        && shape::more_words_than(before, 1)
        && last.starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit())
}

/// The width that a text is wrapped at, in characters; `None` where its lines are paragraphs.
///
/// Wrapped text has no long lines, many that come near one width, and sentences that run across lines.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    const WIDEST: usize = 130;
    const NARROWEST: usize = 45;
    let total: usize = lines.iter().map(|line| line.width).sum();
    let long: usize = lines.iter().map(|line| line.width).filter(|width| *width > WIDEST).sum();
    if long * 10 > total {
        return None;
    }
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).filter(|w| *w <= WIDEST).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().checked_sub(1)? * 95 / 100)?;
    if width < NARROWEST {
        return None;
    }
    let near = |line: &Line| line.width * 4 >= width * 3;
    let inner: Vec<_> = lines.windows(2).filter(|pair| pair.iter().skip(1).all(|line| !line.gap)).collect();
    let full = inner.iter().filter(|pair| pair.first().is_some_and(near)).count();
    let runs_on = |pair: &&&[Line]| {
        let first = pair.first().filter(|line| near(line)).map(|line| line.span.of(text));
        first.is_some_and(|line| !shape::ends_sentence(line))
            && pair.last().is_some_and(|line| line.span.of(text).starts_with(|c: char| c.is_lowercase()))
    };
    let running = inner.iter().filter(runs_on).count();
    (full >= 2 && running >= 2 && running * 3 >= full).then_some(width)
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let groups = groups(text, &lines::lines(text), &Words::load());
        let found: Vec<String> =
            groups.iter().map(|g| g.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_paragraph_a_line() {
        let text =
            "The clerk was charged with theft on Monday.\nHe pleaded not guilty.\n“I am innocent,” he said.";
        check(text, &text.lines().collect::<Vec<_>>());
    }

    #[test]
    fn hard_wrapped_lines_are_joined_and_paragraphs_kept() {
        let text = "The Elm County prosecutor announced today that a former clerk of the\n\
                    county fair has been charged with theft and with falsifying the books\n\
                    of the fair over a period of four years.\n\
                    The clerk, Robin Sample, 45, is expected to appear before the county\n\
                    court on Monday and has denied through counsel that any money was\n\
                    taken.\n";
        check(
            text,
            &[
                "The Elm County prosecutor announced today that a former clerk of the county fair has been charged \
                 with theft and with falsifying the books of the fair over a period of four years.",
                "The clerk, Robin Sample, 45, is expected to appear before the county court on Monday and has \
                 denied through counsel that any money was taken.",
            ],
        );
    }

    #[test]
    fn a_linked_name_on_its_own_line_goes_back_into_its_sentence() {
        check(
            "Today, 36-year-old\nRobin Sample\nwas sentenced to two years.\nThe court adjourned.",
            &["Today, 36-year-old Robin Sample was sentenced to two years.", "The court adjourned."],
        );
    }

    #[test]
    fn a_bold_place_stays_with_its_dash() {
        let text = "ELMFORD\n– A clerk of the county fair was freed today.\nShe was cleared.";
        check(text, &["ELMFORD – A clerk of the county fair was freed today.", "She was cleared."]);
        check("ELMFORD TRIAL ENDS\n- One\n- Two", &["ELMFORD TRIAL ENDS", "- One", "- Two"]);
    }

    #[test]
    fn a_shortened_word_ends_no_line() {
        check(
            "At about 5:00 p.m.\non Monday the clerk fled.",
            &["At about 5:00 p.m. on Monday the clerk fled."],
        );
        check("The clerk fled.\niPhones were stolen.", &["The clerk fled.", "iPhones were stolen."]);
    }

    #[test]
    fn a_headline_over_two_lines() {
        check(
            "Officer Indicted for Fraud After\nHe Reported a Theft",
            &["Officer Indicted for Fraud After He Reported a Theft"],
        );
        check("Officer Indicted\nPartner Cleared", &["Officer Indicted", "Partner Cleared"]);
    }
}
