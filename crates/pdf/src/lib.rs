//! A PDF file becomes [`Page`]s of [`Piece`]s: words on one line with their places, each seen or hidden and why.
//!
//! The file is drawn, not searched: only whoever draws a page knows which words a reader of it sees. Words that
//! are painted invisibly, in the colour of what lies beneath, outside the page, under a box or too small to see
//! are given apart, with the reason.
//!
//! Nothing here knows of columns, paragraphs or documents; that is `factum-read`'s.

mod canvas;
mod merge;
mod picture;
mod pieces;
mod sight;

use std::sync::Arc;

use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::Rect;
use hayro_interpret::{Context, InterpreterCache, InterpreterSettings, TransformExt, interpret_page};

use canvas::Canvas;
pub use picture::Picture;

/// How much of a file is drawn before it is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Pages of the file.
    pub pages: usize,
    /// Characters of the whole file.
    pub characters: usize,
}

impl Default for Limits {
    /// 10,000 pages, four million characters: the longest court records stay below a tenth of it.
    fn default() -> Limits {
        Limits { pages: 10_000, characters: 4_000_000 }
    }
}

/// Why a file gave no pages.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum PdfError {
    /// It opens only with a password.
    #[error("is locked with a password")]
    Locked,
    /// No page tree can be made out, even by looking for the objects one by one.
    #[error("is no whole PDF file: its pages cannot be found")]
    Broken,
    /// It has more of something than one file may.
    #[error("has {found} {what}; expected at most {limit}")]
    TooMany {
        /// Pages or characters.
        what: &'static str,
        /// How many there are, or how many were read when the limit was met.
        found: usize,
        /// How many there may be.
        limit: usize,
    },
}

/// A file's pages and what it says of itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// The pages, in order; at least one.
    pub pages: Vec<Page>,
    /// The title of the file's description, where it has one.
    pub title: Option<String>,
    /// Scripts and programs that the file would start, which nothing here does: "a script", "an action on opening".
    pub active: Vec<&'static str>,
}

/// A page as it is looked at, turned upright.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// From 1.
    pub number: u32,
    /// Width and height in points.
    pub size: (f64, f64),
    /// What is written on it, roughly in the order in which it was painted.
    pub pieces: Vec<Piece>,
    /// Which share of the page its pictures cover, each counted, from 0 to 1.
    pub pictured: f64,
    /// Whether the words are the text layer that a scanner's program laid over the picture of the page.
    pub recognized: bool,
    /// Whether its pictures were read by another program, whose words are among the pieces; never set here.
    pub read: bool,
    /// Whether anything is painted on it.
    pub painted: bool,
    /// Characters that the file paints but does not name.
    pub unnamed: usize,
    /// Characters in all.
    pub characters: usize,
}

/// Words on one line, without a gap that a column or a table would leave.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The words with single spaces between them.
    pub text: String,
    /// Where each word stands in `text` and on the page, in order.
    pub words: Vec<Word>,
    /// Around all words.
    pub area: Area,
    /// The height of the letters in points.
    pub size: f64,
    /// Whether it is written in another direction than from left to right.
    pub turned: bool,
    /// Why nobody sees it, where nobody does.
    pub hidden: Option<Why>,
}

/// A word of a [`Piece`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Word {
    /// Its first byte in the piece's text.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
    /// Where it stands.
    pub area: Area,
}

/// A rectangle in points from the upper left corner of the upright page.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The upper edge.
    pub top: f64,
    /// The right edge.
    pub right: f64,
    /// The lower edge.
    pub bottom: f64,
}

impl Area {
    /// The smallest area that holds both.
    #[must_use]
    pub fn with(self, other: Area) -> Area {
        Area {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// How far its edges lie apart from left to right.
    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    /// How far its edges lie apart from top to bottom.
    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }
}

/// Why words that a file paints are seen by nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The file says that they are not to be seen.
    Invisible,
    /// They have the colour of what lies beneath.
    Colour,
    /// They stand outside the page or outside what may be painted on.
    Outside,
    /// Something was painted over them.
    Covered,
    /// They are too small to read.
    Small,
}

impl Why {
    /// The reason in words: "painted over".
    pub fn as_str(self) -> &'static str {
        match self {
            Why::Invisible => "painted invisibly",
            Why::Colour => "in the colour of the page",
            Why::Outside => "outside the page",
            Why::Covered => "painted over",
            Why::Small => "too small to see",
        }
    }
}

/// Draws all pages of a file.
///
/// # Errors
/// Where it is locked, broken beyond repair or beyond the limits.
pub fn pages(bytes: &[u8], limits: Limits) -> Result<File, PdfError> {
    let pdf = open(bytes)?;
    let found = pdf.pages().len();
    if found == 0 {
        return Err(PdfError::Broken);
    }
    if found > limits.pages {
        return Err(PdfError::TooMany { what: "pages", found, limit: limits.pages });
    }
    let mut file = File { title: title(&pdf), active: active(&pdf), ..File::default() };
    let mut characters = 0;
    let cache = InterpreterCache::new();
    for (number, page) in (1..).zip(pdf.pages().iter()) {
        let mut canvas = Canvas::new(page.render_dimensions(), limits.characters - characters);
        let start = page.initial_transform(true).to_kurbo();
        let (width, height) = page.render_dimensions();
        let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let mut context = Context::new(start, whole, &cache, pdf.xref(), InterpreterSettings::default());
        interpret_page(page, &mut context, &mut canvas);
        let page = canvas.finish(number);
        characters += page.characters;
        if characters >= limits.characters {
            return Err(PdfError::TooMany {
                what: "characters",
                found: characters,
                limit: limits.characters,
            });
        }
        file.pages.push(page);
    }
    Ok(file)
}

/// The pictures of a page, from 1, as they stand on it; `None` where there is no such page or no picture on it.
///
/// # Errors
/// As [`pages`].
pub fn picture(bytes: &[u8], page: u32) -> Result<Option<Picture>, PdfError> {
    let pdf = open(bytes)?;
    Ok(picture::of(&pdf, page))
}

fn open(bytes: &[u8]) -> Result<Pdf, PdfError> {
    let data: Arc<Vec<u8>> = Arc::new(bytes.to_vec());
    Pdf::new(data).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => PdfError::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => PdfError::Broken,
    })
}

fn title(pdf: &Pdf) -> Option<String> {
    let raw = pdf.metadata().title.as_deref()?;
    let text = match raw.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units: Vec<u16> =
                wide.chunks_exact(2).map(|two| two.iter().fold(0, |n, b| n << 8 | u16::from(*b))).collect();
            String::from_utf16_lossy(&units)
        }
        None => String::from_utf8_lossy(raw).into_owned(),
    };
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// What the file's catalogue would start in a program that obeys it.
fn active(pdf: &Pdf) -> Vec<&'static str> {
    use hayro_interpret::hayro_syntax::object::Dict;
    let Some(catalog) = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id()) else { return Vec::new() };
    let names = catalog.get::<Dict<'_>>("Names");
    let form = catalog.get::<Dict<'_>>("AcroForm");
    [
        (catalog.contains_key("OpenAction"), "an action on opening"),
        (catalog.contains_key("AA"), "actions on events"),
        (names.as_ref().is_some_and(|names| names.contains_key("JavaScript")), "scripts"),
        (
            names.as_ref().is_some_and(|names| names.contains_key("EmbeddedFiles")),
            "files within it, which are not read",
        ),
        (
            form.is_some_and(|form| form.contains_key("XFA")),
            "a form of its own language (XFA), which is not read",
        ),
    ]
    .into_iter()
    .filter_map(|(there, what)| there.then_some(what))
    .collect()
}
