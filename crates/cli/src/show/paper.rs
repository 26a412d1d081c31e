//! Lines of a page: headings, wrapped text, and quotes cut to the width with the place they stand at.

use std::io::{self, Write};

use factum::record::{Cite, View};
use factum::words::fold;

/// How a page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Style {
    /// Columns of the page; at least 40 are used.
    pub(crate) width: usize,
    /// Whether to use colour. The door decides: a terminal, and `NO_COLOR` unset.
    pub(crate) color: bool,
}

impl Default for Style {
    fn default() -> Style {
        Style { width: 100, color: false }
    }
}

/// The small palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    /// Headings, names, statuses.
    Strong,
    /// Places and small print.
    Faint,
    /// What needs somebody's eye: an outcome that is not known, a sentence that is stale.
    Note,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Note => "33",
        }
    }
}

/// How far the later lines of a wrapped text stand in.
const HANG: usize = 4;

/// A page being written.
pub(super) struct Paper<'a> {
    out: &'a mut dyn Write,
    style: Style,
    /// Whether something was written, so that a heading needs room above.
    used: bool,
    /// The folder that all sources share, said once in the head and left out of every place.
    folder: String,
}

impl<'a> Paper<'a> {
    pub(super) fn new(out: &'a mut dyn Write, style: Style) -> Paper<'a> {
        Paper {
            out,
            style: Style { width: style.width.max(40), ..style },
            used: false,
            folder: String::new(),
        }
    }

    /// Leaves a folder out of the places that follow.
    pub(super) fn within(&mut self, folder: String) {
        self.folder = folder;
    }

    /// A path as shown: without the folder that all sources share.
    pub(super) fn path(&self, path: &str) -> String {
        path.strip_prefix(self.folder.as_str()).unwrap_or(path).to_owned()
    }

    /// A text in one of the inks.
    pub(super) fn ink(&self, ink: Ink, text: &str) -> String {
        match self.style.color {
            true => format!("\u{1b}[{}m{text}\u{1b}[0m", ink.code()),
            false => text.to_owned(),
        }
    }

    /// A section's heading, with what is in it.
    pub(super) fn section(&mut self, title: &str, count: &str) -> io::Result<()> {
        if self.used {
            writeln!(self.out)?;
        }
        self.used = true;
        let title = self.ink(Ink::Strong, &title.to_uppercase());
        match count {
            "" => writeln!(self.out, "{title}"),
            count => writeln!(self.out, "{title} {}", self.ink(Ink::Faint, &format!("({count})"))),
        }
    }

    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Words in one ink, wrapped; lines after the first stand four columns further in.
    pub(super) fn text(&mut self, indent: usize, ink: Option<Ink>, text: &str) -> io::Result<()> {
        self.used = true;
        for (at, line) in wrap(text, self.style.width, indent).into_iter().enumerate() {
            let pad = if at == 0 { indent } else { indent + HANG };
            let line = ink.map_or(line.clone(), |ink| self.ink(ink, &line));
            writeln!(self.out, "{:pad$}{line}", "")?;
        }
        Ok(())
    }

    /// The exact words of a source, cut to two lines for the eye only, and where they stand: behind the words
    /// where there is room, else below.
    pub(super) fn quote(&mut self, indent: usize, cite: &Cite) -> io::Result<()> {
        let place = self.path(&cite.told());
        let room = self.style.width.saturating_sub(indent + HANG).max(20);
        let quote = format!("“{}”", cut(&fold(&cite.quote), 2 * room - HANG - 2));
        if indent + width(&quote) + 2 + width(&place) <= self.style.width {
            self.used = true;
            return writeln!(self.out, "{:indent$}{quote}  {}", "", self.ink(Ink::Faint, &place));
        }
        self.text(indent, None, &quote)?;
        self.text(indent + HANG, Some(Ink::Faint), &place)
    }

    /// The first of several sources, how many more there are, and where all are fewer accounts than sources.
    pub(super) fn first_quote(&mut self, indent: usize, view: &View, cites: &[Cite]) -> io::Result<()> {
        let Some(first) = cites.first() else { return Ok(()) };
        self.quote(indent, first)?;
        match cites.len() - 1 {
            0 => Ok(()),
            more => {
                let places: Vec<String> = cites.iter().skip(1).map(|c| self.path(&c.place())).collect();
                let word = if more == 1 { "source" } else { "sources" };
                let all = match view.accounts(cites) {
                    accounts if accounts > more => String::new(),
                    1 => " (one account in all)".to_owned(),
                    accounts => format!(" ({accounts} accounts in all)"),
                };
                let line = format!("and {more} more {word}{all}: {}", places.join(", "));
                self.text(indent, Some(Ink::Faint), &line)
            }
        }
    }
}

/// Columns of a text. Wide East Asian characters are counted as one; the sources are in English.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// The text, or as much of it as fits with "…" after it.
pub(super) fn cut(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let kept: String = text.chars().take(columns.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

fn wrap(text: &str, columns: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let pad = if lines.is_empty() { indent } else { indent + HANG };
        if !line.is_empty() && pad + width(&line) + 1 + width(word) > columns {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    lines
}

/// "1 charge", "3 charges".
pub(super) fn count(n: usize, one: &str, many: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {many}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_passes_the_width_and_says_that_it_is_one() {
        assert_eq!(cut("brief", 5), "brief");
        assert_eq!(cut("lengthy words", 9), "lengthy…");
        assert_eq!(cut("“ärger”", 4), "“är…");
    }

    #[test]
    fn wrapping_keeps_every_word() {
        let lines = wrap("one two three four five", 16, 2);
        assert_eq!(lines, ["one two three", "four five"]);
    }
}
