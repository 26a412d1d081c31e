//! Where a fact comes from: the source, the place in it, and the exact words.

use std::sync::Arc;

use factum_types::{Document, Evidence, Period, Span, Whence};

/// A document as the case knows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// `sha256:` and the digest of its bytes.
    pub id: String,
    /// Where it was read from.
    pub path: String,
    /// Its headline.
    pub title: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<Period>,
    /// Who wrote it, as its metadata or byline says.
    pub author: Option<String>,
    /// The day of its last change, where it says so apart from the publication.
    pub updated: Option<Period>,
}

/// Words of a source that show something.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// The document.
    pub source: Arc<Source>,
    /// Bytes of the document's text.
    pub span: Span,
    /// The same in Unicode scalar values, as the wire format counts: start and end.
    pub chars: (u32, u32),
    /// Line of the text as read, from 1.
    pub line: u32,
    /// The exact words: the slice at `span`.
    pub quote: String,
    /// Who says so in the source, where it is not the source itself.
    pub said_by: Option<String>,
    /// The rule that read them.
    pub rule: String,
    /// The block that they stand in, and where in the source's bytes or on its pages.
    pub whence: Whence,
}

impl Cite {
    /// `path:line`, as a terminal can open it.
    pub fn place(&self) -> String {
        format!("{}:{}", self.source.path, self.line)
    }

    /// The place, and who says so there.
    pub fn told(&self) -> String {
        match &self.said_by {
            Some(who) => format!("{}, said by {who}", self.place()),
            None => self.place(),
        }
    }

    /// Whether both are the same words at the same place.
    pub fn is_at(&self, other: &Cite) -> bool {
        self.source.id == other.source.id && self.span == other.span
    }
}

/// A document's text with the starts of its lines, to cite from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pages {
    pub(crate) source: Arc<Source>,
    /// Its text and what leads from there to its source; nothing else of it.
    document: Document,
    /// For each line: its first byte and its first Unicode scalar value.
    lines: Vec<(u32, u32)>,
}

impl Pages {
    pub(crate) fn new(document: &Document) -> Pages {
        let mut lines = vec![(0, 0)];
        let mut chars = 0;
        for (at, c) in document.text.char_indices() {
            chars += 1;
            if c == '\n' {
                lines.push((at as u32 + 1, chars));
            }
        }
        let source = Source {
            id: document.id.clone(),
            path: document.path.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published: document.published.map(|p| p.date),
            author: document.byline.clone(),
            updated: document.updated,
        };
        let document = Document {
            text: document.text.clone(),
            blocks: document.blocks.clone(),
            origin: document.origin.clone(),
            parts: document.parts.clone(),
            places: document.places.clone(),
            ..Document::default()
        };
        Pages { source: Arc::new(source), document, lines }
    }

    /// The whole text.
    pub(crate) fn text(&self) -> &str {
        &self.document.text
    }

    /// The words at a place.
    pub(crate) fn words(&self, span: Span) -> &str {
        span.of(&self.document.text)
    }

    pub(crate) fn cite(&self, evidence: &Evidence) -> Cite {
        self.cite_span(evidence.span, &evidence.rule)
    }

    /// The words by which a fact is shown, and who says so.
    pub(crate) fn cite_said(&self, evidence: &Evidence, said_by: Option<&String>) -> Cite {
        Cite { said_by: said_by.cloned(), ..self.cite(evidence) }
    }

    pub(crate) fn cite_span(&self, span: Span, rule: &str) -> Cite {
        let (line, start) = self.place(span.start);
        let (_, end) = self.place(span.end);
        Cite {
            source: Arc::clone(&self.source),
            span,
            chars: (start, end),
            line,
            quote: self.words(span).to_owned(),
            said_by: None,
            rule: rule.to_owned(),
            whence: self.document.whence(span),
        }
    }

    /// The line (from 1) and the scalar value at a byte.
    fn place(&self, byte: u32) -> (u32, u32) {
        let line = self.lines.partition_point(|&(start, _)| start <= byte).max(1);
        let (start, chars) = self.lines.get(line - 1).copied().unwrap_or((0, 0));
        let within = Span { start, end: byte.max(start) }.of(&self.document.text).chars().count() as u32;
        (line as u32, chars + within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cite_knows_its_line_and_counts_scalar_values() {
        let document = Document { text: "“Ada”\nwas charged.\n".to_owned(), ..Document::default() };
        let pages = Pages::new(&document);
        let at = document.text.find("charged").unwrap();
        let cite = pages.cite_span(Span::new(at, at + 7), "charge.passive");
        assert_eq!((cite.line, cite.chars, cite.quote.as_str()), (2, (10, 17), "charged"));
        let all = pages.cite_span(Span::new(0, document.text.len()), "x");
        assert_eq!((all.line, all.chars), (1, (0, 19)));
    }
}
