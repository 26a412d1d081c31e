//! Words as the model knows them: straight apostrophes, no invisible marks within, one kind of space between.
//!
//! The model was trained on "wasn't": in "wasn’t" it sees no negation, so that "was not charged" would read as a charge;
//! "char-ged" with a soft hyphen is no word to it, and the end of a line within a sentence is a word. What it finds is moved
//! back to where it stands in the text.

use factum_types::{Block, Span};

/// Marks that stand for an apostrophe between letters; a straight one takes their place. Between letters none of them is
/// a quotation mark.
const APOSTROPHES: [char; 7] = ['’', '‘', 'ʼ', '´', '`', '′', '＇'];

/// Marks that show nothing within a word: soft hyphen, zero-width space and joiners, word joiner, byte order mark.
const INVISIBLE: [char; 6] = ['\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{2060}', '\u{feff}'];

/// A text with plain words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// The text.
    pub text: String,
    /// Where in it a mark was changed or left out, in bytes, and by how much it is shorter up to there, in order.
    at: Vec<(usize, usize)>,
}

/// The text with plain words; none where all are. `blocks` are its paragraphs: lines that only break where they are full
/// are joined, since the model takes the end of a line for a mark of its own.
///
/// ```
/// # use factum_extract::plain;
/// let text = plain("It wasn’t ‘gone’.", &[]).unwrap();
/// assert_eq!(text.text, "It wasn't ‘gone’.");
/// assert_eq!((text.back(9), text.forth(11)), (11, 9));
/// assert_eq!(plain("It wasn't.", &[]), None);
/// ```
pub fn plain(text: &str, blocks: &[Block]) -> Option<Plain> {
    let breaks = full_lines(text, blocks);
    if breaks.is_empty() && text.is_ascii() && !text.contains('`') {
        return None;
    }
    let mut breaks = breaks.into_iter().peekable();
    let mut plain = Plain { text: String::new(), at: Vec::new() };
    let (mut from, mut saved) = (0, 0);
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let next = rest.peek().map_or(' ', |(_, next)| *next);
        let line_end = breaks.next_if(|b| b.start as usize == at);
        let within = before.is_alphanumeric() && next.is_alphabetic();
        let between = c.is_whitespace() && !c.is_ascii() && !before.is_whitespace() && !next.is_whitespace();
        before = c;
        let (end, by) = match line_end {
            Some(line_end) => (line_end.end as usize, " "),
            None if between && !is_line_end(c) => (at + c.len_utf8(), " "),
            // the bar before a signature is no dash to the model, and so no end of a name
            None if c == '―' => (at + c.len_utf8(), "—"),
            None if within && APOSTROPHES.contains(&c) => (at + c.len_utf8(), "'"),
            None if within && INVISIBLE.contains(&c) => (at + c.len_utf8(), ""),
            None => continue,
        };
        plain.text.push_str(text.get(from..at).unwrap_or(""));
        saved += end - at - by.len();
        plain.at.push((plain.text.len(), saved));
        plain.text.push_str(by);
        from = end;
        while rest.next_if(|(i, _)| *i < end).is_some() {}
    }
    if plain.at.is_empty() {
        return None;
    }
    plain.text.push_str(text.get(from..).unwrap_or(""));
    Some(plain)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Lines of prose have more letters than these.
const SHORT: usize = 40;

/// By so many letters a line may end before it is full.
const RAGGED: usize = 12;

/// So many full lines show that a text has one width.
const ENOUGH: usize = 6;

/// The line ends of paragraphs that are broken only to fit a width: every line but the last is full, the last ends as a
/// sentence does, and some line goes on in the middle of a sentence, or the whole text has one width. Lists and tables
/// break where they mean to.
fn full_lines(text: &str, blocks: &[Block]) -> Vec<Span> {
    let broken = |b: &&Block| b.kind.can_hold_facts() && b.span.of(text).contains(['\n', '\r']);
    let paragraphs: Vec<(usize, &str, Vec<&str>)> = blocks
        .iter()
        .filter(broken)
        .map(|b| {
            let words = b.span.of(text);
            let lines = words.split(['\n', '\r']).map(str::trim).filter(|l| !l.is_empty()).collect();
            (b.span.start as usize, words, lines)
        })
        .collect();
    let pairs = |lines: &[&str]| -> Vec<(usize, usize)> {
        let first = |l: &str| length(l.split_whitespace().next().unwrap_or(""));
        lines.iter().zip(lines.iter().skip(1)).map(|(line, next)| (length(line), first(next))).collect()
    };
    // one width for the whole text
    let all: Vec<(usize, usize)> = paragraphs.iter().flat_map(|(_, _, lines)| pairs(lines)).collect();
    let width = all.iter().map(|(line, _)| *line).max().unwrap_or(0);
    let full = all.iter().filter(|pair| is_full(**pair, width)).count();
    let set = all.len() >= ENOUGH && width > SHORT && full * 10 >= all.len() * 9;
    let mut found = Vec::new();
    for (from, words, lines) in &paragraphs {
        let own = if set { width } else { lines.iter().map(|l| length(l)).max().unwrap_or(0) };
        let goes_on = || lines.iter().skip(1).any(|l| l.starts_with(char::is_lowercase));
        let ends = lines.last().is_some_and(|l| l.ends_with(['.', '?', '!', '"', '”', '’', '\'', ')']));
        if lines.len() > 1 && ends && pairs(lines).iter().all(|p| is_full(*p, own)) && (set || goes_on()) {
            found.extend(line_ends(words, *from));
        }
    }
    found
}

fn length(line: &str) -> usize {
    line.chars().count()
}

/// Whether the first word of the next line would not have fitted on a line of prose.
fn is_full((line, next): (usize, usize), width: usize) -> bool {
    line > SHORT && line + 1 + next + RAGGED > width
}

/// Each line end of a paragraph, with the spaces round it.
fn line_ends(words: &str, from: usize) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut open: Option<(usize, bool)> = None;
    for (at, c) in words.char_indices() {
        match (c.is_whitespace(), open) {
            (true, None) => open = Some((at, is_line_end(c))),
            (true, Some((start, ends))) => open = Some((start, ends || is_line_end(c))),
            (false, Some((start, true))) => {
                found.push(Span::new(from + start, from + at));
                open = None;
            }
            (false, _) => open = None,
        }
    }
    found
}

/// A word in lower case, with straight apostrophes and without invisible marks, as rules and lists compare it.
pub fn lower(word: &str) -> String {
    match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => word.to_lowercase().chars().filter(|c| !INVISIBLE.contains(c)).map(straight).collect(),
    }
}

/// A letter; of an apostrophe the straight one.
pub(crate) fn straight(c: char) -> char {
    if APOSTROPHES.contains(&c) && !c.is_ascii() { '\'' } else { c }
}

/// Whether a letter shows nothing within a word.
pub(crate) fn is_invisible(c: char) -> bool {
    INVISIBLE.contains(&c)
}

impl Plain {
    /// What the text is shorter by, up to the first so many marks.
    fn saved(&self, marks: usize) -> usize {
        marks.checked_sub(1).and_then(|last| self.at.get(last)).map_or(0, |(_, saved)| *saved)
    }

    /// A place in this text as one in the text that it was made from.
    pub fn back(&self, place: usize) -> usize {
        place + self.saved(self.at.partition_point(|(at, _)| *at < place))
    }

    /// A place in the text that it was made from, not within a mark, as one in this text.
    pub fn forth(&self, place: usize) -> usize {
        let mut marks = 0;
        while self.at.get(marks).is_some_and(|(at, _)| at + self.saved(marks) < place) {
            marks += 1;
        }
        place - self.saved(marks)
    }
}

#[cfg(test)]
mod tests {
    use factum_types::{Block, BlockKind, Span};

    use super::plain;

    #[test]
    fn every_place_comes_back_and_marks_of_quotation_stay() {
        let text = "“It’s Roe’s,” she said, ‘and I´m done’; they`d ar\u{ad}rest the Roes’ son\u{200b}.";
        let found = plain(text, &[]).expect("marks");
        let wanted = "“It's Roe's,” she said, ‘and I'm done’; they'd arrest the Roes’ son\u{200b}.";
        assert_eq!(found.text, wanted);
        let mut marks = 0;
        for (at, c) in found.text.char_indices() {
            let there = text.get(found.back(at)..).and_then(|t| t.chars().next());
            let moved = there == Some('\u{ad}');
            marks += usize::from(there != Some(c));
            assert!(there == Some(c) || c == '\'' || moved, "{at}: {c:?} {there:?}");
            assert_eq!(found.forth(found.back(at)), at);
        }
        assert_eq!(marks, 5);
        assert_eq!(found.back(found.text.len()), text.len());
        assert_eq!(found.forth(text.len()), found.text.len());
    }

    #[test]
    fn plain_texts_are_left_as_they_are() {
        assert_eq!(plain("“It's gone,” she said – naïvely.", &[]), None);
        assert_eq!(plain("`code`", &[]), None);
        assert_eq!(plain("", &[]), None);
    }
    #[test]
    fn lines_of_prose_are_joined_and_rows_of_a_table_are_not() {
        let block = |text: &str| Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) };
        let prose = concat!(
            "Dale Tamber was arrested Sunday and charged with the\r\nfelonies of arson and burglary, ",
            "police in\nthe city of Dorn said on Monday."
        );
        let found = plain(prose, &[block(prose)]).expect("joined");
        let wanted = prose.replace("\r\n", " ").replace('\n', " ");
        assert_eq!(found.text, wanted);
        let at = |text: &str| text.find("burglary").unwrap_or(0);
        assert_eq!(found.back(at(&found.text)), at(prose));
        assert_eq!(found.forth(at(prose)), at(&found.text));
        for table in [
            "Leo Roe, 34, of the city of Dorn: theft of a car\nAnn Fenn, 40, of the city of Dorn: arson",
            "Found guilty of:\nTwo counts of forgery\nand one of theft.",
            "The clerk was in the office on the first day of May.\nHe left.\nThe gate was open in the morning.",
        ] {
            assert_eq!(plain(table, &[block(table)]), None, "{table}");
        }
    }
}
