//! Markdown: headings, paragraphs and lists as text, without the marks.

use std::ops::Range;

use factum_types::{BlockKind, Document, Span};
use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::text::{check_lines, check_words};
use super::{Format, Input, Sample, html};
use crate::assemble::{self, Known};
use crate::decode::{self, Decoded};
use crate::layout::{self, Context};
use crate::sheet::{Run, Sheet};
use crate::{ReadError, dates, origin};

/// Markdown.
pub(super) const MARKDOWN: Format =
    Format { name: "markdown", extensions: &["md", "markdown"], jailed: false, sniff, read };

fn sniff(sample: &Sample) -> bool {
    sample.binary.is_none()
        && !(html::HTML.sniff)(sample)
        && MARKDOWN.extensions.contains(&sample.extension.as_str())
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    vec![document(input)]
}

fn document(input: &Input<'_>) -> Result<Document, ReadError> {
    let mut source = decode::decode(input.bytes, None);
    check_words(&mut source, input)?;
    check_lines(&source.text, input)?;
    let page = Page::of(&source.text);
    let mut known = Known::from_hint(input.hint);
    known.id = assemble::id(input.bytes);
    known.title = page.field("title");
    known.publisher = known.publisher.or(page.field("publisher"));
    known.metadata = page.field("date").and_then(|date| dates::field(&date));
    let (text, way, groups) = page.sheet.finish();
    if text.trim().is_empty() {
        return Err(ReadError::Empty { path: input.hint.path.clone() });
    }
    let decoded = Decoded { text, origin: origin::compose(&way, &source.origin), ..source };
    let cut = layout::classify(&decoded.text, &groups, &Context::default());
    Ok(assemble::document(known, decoded, cut))
}

#[derive(Debug, Default)]
struct Page {
    sheet: Sheet,
    runs: Vec<Run>,
    given: Option<BlockKind>,
    titled: bool,
    /// The fields before the text, between lines of hyphens.
    fields: String,
    in_fields: bool,
    /// Within HTML or code, of which nothing is read as the story.
    chrome: bool,
}

impl Page {
    fn of(text: &str) -> Page {
        let mut page = Page::default();
        let options = Options::ENABLE_TABLES | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
        for (event, range) in Parser::new_ext(text, options).into_offset_iter() {
            page.event(event, &range, text);
        }
        page.close();
        page
    }

    fn field(&self, name: &str) -> Option<String> {
        let value =
            self.fields.lines().find_map(|line| line.split_once(':').filter(|(own, _)| *own == name))?;
        let value = value.1.trim().trim_matches(['"', '\'']).trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    fn event(&mut self, event: Event<'_>, range: &Range<usize>, text: &str) {
        match event {
            Event::Start(Tag::MetadataBlock(MetadataBlockKind::YamlStyle)) => self.in_fields = true,
            Event::End(TagEnd::MetadataBlock(_)) => self.in_fields = false,
            Event::Start(Tag::Heading { level, .. }) => {
                self.close();
                let first = level == pulldown_cmark::HeadingLevel::H1 && !self.titled;
                self.titled |= first;
                self.given = Some(if first { BlockKind::Title } else { BlockKind::Heading });
            }
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.close();
                self.chrome = true;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => {
                self.close();
                self.chrome = false;
            }
            Event::Start(Tag::Item) => {
                self.close();
                self.given = Some(BlockKind::Paragraph);
            }
            Event::Start(Tag::Paragraph | Tag::TableCell | Tag::BlockQuote(_)) if self.given.is_none() => {
                self.close()
            }
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::BlockQuote(_),
            ) => self.close(),
            Event::Text(words) if self.in_fields => self.fields.push_str(&words),
            Event::Text(words) | Event::Code(words) => self.put(&words, range, text),
            Event::Html(words) => self.put(&words, range, text),
            Event::SoftBreak => self.put("\n", range, text),
            Event::HardBreak => self.put("\n", range, text),
            _ => {}
        }
    }

    fn put(&mut self, words: &str, range: &Range<usize>, text: &str) {
        let whole = text.get(range.clone()).unwrap_or_default();
        // code stands between its marks, and an entity or escape is longer than what it stands for
        let source = match whole.find(words) {
            Some(at) => Span::new(range.start + at, range.start + at + words.len()),
            None => Span::new(range.start, range.end),
        };
        self.runs.push(Run { text: words.to_owned(), source });
    }

    fn close(&mut self) {
        let runs = std::mem::take(&mut self.runs);
        let given = self.given.take();
        self.sheet.paragraph(&runs, if self.chrome { Some(BlockKind::Chrome) } else { given });
    }
}
