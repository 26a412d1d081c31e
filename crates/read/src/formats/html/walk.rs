//! Walking a page's tags: what is text, what is hidden, where blocks begin and end.

mod characters;
mod open;

use factum_types::Span;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::elements;
use super::metadata::Metadata;
use super::page::{Page, PageBlock, Role, Writer};
use characters::Characters;
use open::Open;
pub(super) use open::attribute;
use open::named;

/// How deep elements may nest before further ones are passed over; browsers use the same number.
const DEEPEST: usize = 512;

/// Walks a page.
pub(super) fn walk(source: &str) -> Page {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut walk = Walk { source, ..Walk::default() };
    for token in Tokenizer::new_with_emitter(source, emitter).flatten() {
        match token {
            Token::StartTag(tag) => walk.start(&tag),
            Token::EndTag(tag) => walk.end(&tag.name),
            Token::String(string) => walk.text(string.span.start, string.span.end),
            Token::Comment(comment) => walk.comment(comment.span.start, comment.span.end),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    walk.finish()
}

/// Whether a tag begins a credit within other words.
fn begins_credit(tag: &StartTag<usize>, around: Option<&Open>) -> bool {
    let role = around.map_or(Role::Text, |open| open.role);
    role != Role::Credit && elements::role_by_name(&named(tag), role) == Some(Role::Credit)
}

#[derive(Default)]
struct Walk<'s> {
    source: &'s str,
    writer: Writer,
    characters: Characters,
    stack: Vec<Open>,
    blocks: Vec<PageBlock>,
    metadata: Metadata,
    regions: u32,
    /// Bytes of source text that the page hides.
    hidden: usize,
    /// Bytes of source text in elements that a reader does not see, scripts and styles not counted.
    dropped: usize,
    /// Bytes of a comment that is never closed.
    unclosed: usize,
    /// Start tags beyond the deepest nesting.
    too_deep: usize,
}

impl Walk<'_> {
    fn start(&mut self, tag: &StartTag<usize>) {
        let name: &[u8] = &tag.name;
        if name == b"meta" {
            self.metadata.meta(tag);
            return;
        }
        if name == b"br" {
            self.writer.line_end(Span::new(tag.span.start, tag.span.end));
            return;
        }
        if elements::is_block(name) || begins_credit(tag, self.stack.last()) {
            self.border();
        }
        if elements::is_void(name) {
            return;
        }
        self.close_implied(name);
        if self.stack.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        let mut open = Open::new(tag, self.stack.last());
        if open.is_region {
            open.regions.push(self.regions);
            self.regions += 1;
        }
        if name == b"time" && !open.dropped && !open.chrome {
            let around = self.stack.iter().rev().take(2).map(|open| open.named.as_str());
            let named = around.chain([named(tag).as_str()]).collect::<Vec<_>>().join(" ");
            self.metadata.time(&attribute(tag, b"datetime"), &named);
        }
        self.stack.push(open);
    }

    fn end(&mut self, name: &[u8]) {
        if name == b"br" || name == b"p" && !self.stack.iter().any(|open| open.name == b"p") {
            self.border();
            return;
        }
        let Some(at) = self.stack.iter().rposition(|open| open.name == name) else { return };
        if self.stack.iter().skip(at).any(|open| elements::is_block(&open.name) || open.is_credit) {
            self.border();
        }
        self.stack.truncate(at);
    }

    /// Ends elements whose end tags may be left out.
    fn close_implied(&mut self, name: &[u8]) {
        let holder = |open: &Open| {
            matches!(
                open.name.as_slice(),
                b"ul" | b"ol" | b"dl" | b"table" | b"div" | b"article" | b"section"
            )
        };
        let inner = self.stack.iter().rposition(holder).map_or(0, |at| at + 1);
        let closed = self.stack.iter().skip(inner).position(|open| elements::closes(&open.name, name));
        if let Some(at) = closed {
            // a link that an unclosed link ends does not end what stands between them
            if name == b"a" {
                self.stack.remove(inner + at);
            } else {
                self.stack.truncate(inner + at);
            }
        }
    }

    fn text(&mut self, start: usize, end: usize) {
        let (dropped, hidden, pre, link) =
            self.stack.last().map_or((false, false, false, false), |o| (o.dropped, o.hidden, o.pre, o.link));
        let raw = self.source.get(start..end).unwrap_or("");
        if self.stack.last().is_some_and(|open| open.is_jsonld) {
            self.metadata.jsonld(raw);
        }
        if hidden {
            self.hidden += raw.trim().len();
        }
        if dropped || hidden {
            let code =
                self.stack.last().is_some_and(|open| matches!(open.name.as_slice(), b"script" | b"style"));
            self.dropped += if code || hidden { 0 } else { raw.trim().len() };
            return;
        }
        let writer = &mut self.writer;
        self.characters.of(raw, start, |character, source| writer.push(character, source, pre, link));
    }

    fn comment(&mut self, start: usize, end: usize) {
        let closed = self.source.get(start..end).is_some_and(|comment| comment.ends_with('>'));
        if end >= self.source.len() && !closed {
            self.unclosed += end.saturating_sub(start);
        }
    }

    /// A border between blocks.
    fn border(&mut self) {
        let Some((span, linked)) = self.writer.end() else { return };
        let open = self.stack.last();
        self.blocks.push(PageBlock {
            span,
            role: open.map_or(Role::Text, |open| open.role),
            regions: open.map_or_else(Vec::new, |open| open.regions.clone()),
            chrome: open.is_some_and(|open| open.chrome),
            chrome_by_name: open.is_some_and(|open| open.chrome_by_name),
            linked,
        });
    }

    fn finish(mut self) -> Page {
        self.border();
        let mut notes = Vec::new();
        if self.hidden > 0 {
            notes.push(format!("hidden text left out: {} bytes", self.hidden));
        }
        // a picture's labels are few; more of them than of the story means that the page is broken
        if self.dropped > self.writer.text.len() {
            notes.push(format!("text within pictures, forms and the like left out: {} bytes", self.dropped));
        }
        if self.unclosed > 0 {
            notes.push(format!("a comment that is never closed holds {} bytes", self.unclosed));
        }
        if self.too_deep > 0 {
            notes.push(format!(
                "nested deeper than {DEEPEST}: {} tags passed over, their text kept",
                self.too_deep
            ));
        }
        Page {
            text: self.writer.text,
            origin: self.writer.origin.finish(),
            blocks: self.blocks,
            metadata: self.metadata,
            notes,
        }
    }
}

#[cfg(test)]
mod tests;
