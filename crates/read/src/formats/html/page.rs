//! The text of a page while it is collected, with the way back to the source.

use factum_types::{Origin, Span};

use super::metadata::Metadata;
use crate::origin::OriginBuilder;

/// A page as walked.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) origin: Origin,
    pub(super) blocks: Vec<PageBlock>,
    pub(super) metadata: Metadata,
    pub(super) notes: Vec<String>,
}

/// A stretch of text between two block borders.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PageBlock {
    /// Without white space at the ends.
    pub(super) span: Span,
    pub(super) role: Role,
    /// The elements `article`, `main` and `role=main` that it stands in, outermost first, by number.
    pub(super) regions: Vec<u32>,
    /// Whether it stands in `nav`, `footer` and the like.
    pub(super) chrome: bool,
    /// Whether a class or id calls it page chrome; weaker evidence.
    pub(super) chrome_by_name: bool,
    /// How many of its bytes are links.
    pub(super) linked: usize,
}

/// What the markup makes of a block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Role {
    /// `<title>`.
    PageTitle,
    /// `<h1>`.
    Headline,
    /// `<h2>` to `<h6>`.
    Heading,
    /// `<figcaption>`.
    Caption,
    /// Who made a picture: an element so named within a caption or beside a picture.
    Credit,
    /// Who wrote it: `rel=author`, `itemprop=author`, a class that begins with "byline".
    Byline,
    /// `<li>`.
    Item,
    /// Anything else.
    #[default]
    Text,
}

/// Writes the page's text: white space is collapsed, blocks are parted by an empty line.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub(super) text: String,
    pub(super) origin: OriginBuilder,
    /// Where the open block begins.
    open: Option<usize>,
    linked: usize,
}

impl Writer {
    /// Adds a character that stands at `source`.
    pub(super) fn push(&mut self, character: char, source: Span, keep_space: bool, linked: bool) {
        if character.is_whitespace() && !(keep_space && character != '\u{a0}') {
            self.space(' ', source);
            return;
        }
        if keep_space && character.is_whitespace() {
            if self.open.is_some() {
                self.put(character, source);
            }
            return;
        }
        self.begin(source);
        self.put(character, source);
        self.linked += if linked { character.len_utf8() } else { 0 };
    }

    /// Adds a line end for `<br>`.
    pub(super) fn line_end(&mut self, source: Span) {
        self.space('\n', source);
    }

    /// Adds white space within a block where none stands yet; a line end takes the place of a space.
    fn space(&mut self, character: char, source: Span) {
        let Some(start) = self.open else { return };
        let last = self.text.get(start..).and_then(|text| text.chars().next_back());
        match (last, character) {
            (None, _) => {}
            (Some('\n'), '\n') | (Some(_), '\n') => self.put('\n', source),
            (Some(last), _) if last.is_whitespace() => {}
            _ => self.put(character, source),
        }
    }

    fn put(&mut self, character: char, source: Span) {
        self.text.push(character);
        self.origin.stands_for(character.len_utf8(), source);
    }

    fn begin(&mut self, source: Span) {
        if self.open.is_some() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
            self.origin.inserted(2, source.start as usize);
        }
        self.open = Some(self.text.len());
        self.linked = 0;
    }

    /// Ends the open block; gives its span without white space at the ends and its linked bytes.
    pub(super) fn end(&mut self) -> Option<(Span, usize)> {
        let start = self.open.take()?;
        let words = self.text.get(start..)?.trim_end();
        (!words.is_empty()).then(|| (Span::new(start, start + words.len()), self.linked))
    }
}
