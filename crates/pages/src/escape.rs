//! The one way in which words reach a page: as text, with what could deceive a reader made visible.

use std::fmt::{self, Write};

use askama::filters::Escaper;

/// Text as HTML text, also within quoted attributes. Control characters and those that turn the direction of
/// reading are shown as U+FFFD: a quote must not read otherwise than it stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shown;

impl Escaper for Shown {
    fn write_escaped_str<W: Write>(&self, mut dest: W, string: &str) -> fmt::Result {
        string.chars().try_for_each(|c| self.write_escaped_char(&mut dest, c))
    }

    fn write_escaped_char<W: Write>(&self, mut dest: W, c: char) -> fmt::Result {
        match c {
            '&' => dest.write_str("&amp;"),
            '<' => dest.write_str("&lt;"),
            '>' => dest.write_str("&gt;"),
            '"' => dest.write_str("&quot;"),
            '\'' => dest.write_str("&#39;"),
            '\n' | '\t' => dest.write_char(c),
            c if c.is_control() || turns(c) => dest.write_char('\u{fffd}'),
            c => dest.write_char(c),
        }
    }
}

/// Whether a character changes the direction of reading or is an invisible tag.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_markup_and_nothing_turns_around() {
        let mut out = String::new();
        Shown.write_escaped_str(&mut out, "<b a='1' c=\"2\">&\u{202e}\u{0}\nx</b>").unwrap();
        assert_eq!(out, "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;\u{fffd}\u{fffd}\nx&lt;/b&gt;");
    }
}
