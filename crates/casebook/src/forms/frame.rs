//! How is kept what of a document is no fact.

use factum_types as nouns;
use factum_types::Span;
use serde::{Deserialize, Serialize};

use super::Wrong;

/// What of a document and its record is no fact: blocks, sentences, the reader's notes.
#[derive(Serialize, Deserialize)]
pub(crate) struct Frame {
    /// Kind, start, stop.
    blocks: Vec<(String, u32, u32)>,
    /// Start, stop, facts, whether it was parsed.
    sentences: Vec<(u32, u32, u32, bool)>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    /// The way back to the source: for each run of the text its length, and start and stop of its bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    origin: Vec<(u32, u32, u32)>,
    /// The parts of a packed source: name, start, stop.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    parts: Vec<(String, u32, u32)>,
    /// Where on a page the text stands: start, stop, page, left, bottom, right, top.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    places: Vec<(u32, u32, u32, [i32; 4])>,
}

/// What is known of a document besides its bytes.
#[derive(Serialize, Deserialize)]
pub(crate) struct About {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    given: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    publisher: Option<String>,
    /// Date and what said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    published: Option<(String, String)>,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    byline: Option<String>,
    /// The day of its last change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
}

impl Frame {
    pub(crate) fn new(document: &nouns::Document, record: &nouns::Record) -> Frame {
        let block = |b: &nouns::Block| (b.kind.as_str().to_owned(), b.span.start, b.span.end);
        let sentence = |c: &nouns::Coverage| (c.span.start, c.span.end, c.facts, c.parsed);
        let run = |p: &nouns::OriginPiece| (p.text.end - p.text.start, p.source.start, p.source.end);
        let part = |p: &nouns::Part| (p.name.clone(), p.source.start, p.source.end);
        let place = |p: &nouns::Place| (p.text.start, p.text.end, p.page, p.area);
        Frame {
            blocks: document.blocks.iter().map(block).collect(),
            sentences: record.coverage.iter().map(sentence).collect(),
            notes: document.notes.clone(),
            origin: document.origin.pieces.iter().map(run).collect(),
            parts: document.parts.iter().map(part).collect(),
            places: document.places.iter().map(place).collect(),
        }
    }

    /// Gives blocks, notes and the way back to a document, and the sentences to its record.
    pub(crate) fn into(
        self,
        document: &mut nouns::Document,
        record: &mut nouns::Record,
    ) -> Result<(), Wrong> {
        let block = |(kind, start, end): (String, u32, u32)| {
            Ok(nouns::Block { kind: kind.parse()?, span: Span { start, end } })
        };
        let sentence =
            |(start, end, facts, parsed)| nouns::Coverage { span: Span { start, end }, facts, parsed };
        document.blocks = self.blocks.into_iter().map(block).collect::<Result<_, Wrong>>()?;
        document.notes = self.notes;
        let mut from = 0;
        let run = |(length, start, end): (u32, u32, u32)| {
            let text = Span { start: from, end: from.saturating_add(length) };
            from = text.end;
            nouns::OriginPiece { text, source: Span { start, end } }
        };
        document.origin.pieces = self.origin.into_iter().map(run).collect();
        let part = |(name, start, end)| nouns::Part { name, source: Span { start, end } };
        document.parts = self.parts.into_iter().map(part).collect();
        let place = |(start, end, page, area)| nouns::Place { text: Span { start, end }, page, area };
        document.places = self.places.into_iter().map(place).collect();
        record.coverage = self.sentences.into_iter().map(sentence).collect();
        Ok(())
    }
}

impl About {
    pub(crate) fn new(document: &nouns::Document) -> About {
        let published = document.published.map(|p| (p.date.to_string(), p.origin.as_str().to_owned()));
        About {
            given: document.given.clone(),
            title: document.title.clone(),
            publisher: document.publisher.clone(),
            published,
            byline: document.byline.clone(),
            updated: document.updated.map(|date| date.to_string()),
        }
    }

    /// The same as casebooks kept it that knew neither author nor last change.
    pub(crate) fn without_author(self) -> About {
        About { byline: None, updated: None, ..self }
    }

    /// Gives what is known to a document.
    pub(crate) fn into(self, document: &mut nouns::Document) -> Result<(), Wrong> {
        let published = |(date, origin): (String, String)| {
            Ok::<_, Wrong>(nouns::Published { date: date.parse()?, origin: origin.parse()? })
        };
        document.given = self.given;
        document.title = self.title;
        document.publisher = self.publisher;
        document.published = self.published.map(published).transpose()?;
        document.byline = self.byline;
        document.updated = self.updated.map(|date| date.parse()).transpose()?;
        Ok(())
    }
}
