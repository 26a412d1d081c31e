//! What a reader of the record must know of a text's characters: controls, marks that turn the reading
//! direction, and characters that do not show.

/// Characters counted by kind.
#[derive(Debug, Default)]
pub(crate) struct Oddities {
    /// Control characters other than line ends, tabs and form feeds.
    pub(crate) controls: usize,
    /// All characters.
    pub(crate) characters: usize,
    /// Marks that turn the reading direction.
    turned: usize,
    /// Characters of the tag block, which never show and can carry a hidden text.
    tags: usize,
    /// Zero-width spaces and joiners.
    zero_width: usize,
}

/// Counts a text's odd characters.
pub(crate) fn count(text: &str) -> Oddities {
    let mut odd = Oddities::default();
    for character in text.chars() {
        odd.characters += 1;
        match character {
            '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => {}
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => odd.turned += 1,
            '\u{e0000}'..='\u{e007f}' => odd.tags += 1,
            '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => odd.zero_width += 1,
            c if c.is_control() => odd.controls += 1,
            _ => {}
        }
    }
    odd
}

impl Oddities {
    /// The notes, one a kind that occurs.
    pub(crate) fn notes(&self) -> Vec<String> {
        [
            (self.controls, "control characters"),
            (self.turned, "marks that turn the reading direction"),
            (self.tags, "hidden tag characters"),
            (self.zero_width, "zero-width characters"),
        ]
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{what}: {n}"))
        .collect()
    }
}

/// What shows that a text is not in English: most of its letters are of another script.
///
/// A text with few letters shows nothing.
pub(crate) fn other_letters(text: &str) -> Option<String> {
    const FEW: usize = 40;
    let letters = text.chars().filter(|c| c.is_alphabetic());
    let (mut latin, mut other) = (0usize, 0usize);
    for letter in letters {
        // Latin with its extensions; the ends of the blocks that hold letters with marks
        if matches!(letter, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}') {
            latin += 1;
        } else {
            other += 1;
        }
    }
    let all = latin + other;
    (all >= FEW && other * 2 > all).then(|| format!("{other} of {all} letters are not Latin"))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_text_in_other_letters_is_told() {
        let russian = "Суд оправдал Ивана Петрова по делу о краже. ".repeat(3);
        assert!(super::other_letters(&russian).is_some());
        assert_eq!(super::other_letters("Суд"), None);
        assert_eq!(
            super::other_letters(&format!("The court in Москва freed him. {}", "He left. ".repeat(9))),
            None
        );
    }

    #[test]
    fn plain_text_has_no_notes_and_odd_text_has() {
        assert!(super::count("A clerk,\r\n\t“cleared”.\u{c}").notes().is_empty());
        let odd = super::count("a\0b\u{202e}c\u{200b}\u{e0041}");
        assert_eq!(odd.notes().len(), 4);
    }
}
