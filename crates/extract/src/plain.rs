//! Words as the model knows them: straight apostrophes, and no invisible marks within.
//!
//! The model was trained on "wasn't": in "wasn’t" it sees no negation, so that "was not charged" would read as a charge;
//! and "char-ged" with a soft hyphen is no word to it. What it finds is moved back to where it stands in the text.

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

/// The text with plain words; none where all are.
///
/// ```
/// # use factum_extract::plain;
/// let text = plain("It wasn’t ‘gone’.").unwrap();
/// assert_eq!(text.text, "It wasn't ‘gone’.");
/// assert_eq!((text.back(9), text.forth(11)), (11, 9));
/// assert_eq!(plain("It wasn't."), None);
/// ```
pub fn plain(text: &str) -> Option<Plain> {
    if text.is_ascii() && !text.contains('`') {
        return None;
    }
    let mut plain = Plain { text: String::new(), at: Vec::new() };
    let (mut from, mut saved) = (0, 0);
    let mut before = ' ';
    let mut rest = text.char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let mark = APOSTROPHES.contains(&c);
        let within = before.is_alphanumeric() && rest.peek().is_some_and(|(_, next)| next.is_alphabetic());
        before = c;
        if !within || !mark && !INVISIBLE.contains(&c) {
            continue;
        }
        plain.text.push_str(text.get(from..at).unwrap_or(""));
        saved += c.len_utf8() - usize::from(mark);
        plain.at.push((plain.text.len(), saved));
        if mark {
            plain.text.push('\'');
        }
        from = at + c.len_utf8();
    }
    if plain.at.is_empty() {
        return None;
    }
    plain.text.push_str(text.get(from..).unwrap_or(""));
    Some(plain)
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
    use super::plain;

    #[test]
    fn every_place_comes_back_and_marks_of_quotation_stay() {
        let text = "“It’s Roe’s,” she said, ‘and I´m done’; they`d ar\u{ad}rest the Roes’ son\u{200b}.";
        let found = plain(text).expect("marks");
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
        assert_eq!(plain("“It's gone,” she said – naïvely."), None);
        assert_eq!(plain("`code`"), None);
        assert_eq!(plain(""), None);
    }
}
