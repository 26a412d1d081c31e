//! The walk over a part of a Word file.

use factum_types::{BlockKind, Span};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::styles;
use crate::ReadError;
use crate::sheet::{Run, Sheet};

/// How deep elements may nest; Word's own files stay below 60.
const DEEPEST: usize = 500;
/// How many attributes an element may have.
const ATTRIBUTES: usize = 256;

/// What a part is to the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// The text itself.
    Body,
    /// Headers and footers of pages.
    Margin,
    /// Footnotes and endnotes.
    Note,
    /// What a reviewer wrote beside it.
    Remark,
}

/// An open paragraph: text boxes hold paragraphs within paragraphs.
#[derive(Debug, Default)]
struct Paragraph {
    seen: Vec<Run>,
    /// Deleted by a tracked change.
    deleted: Vec<Run>,
    hidden: Vec<Run>,
    style: Option<BlockKind>,
}

#[derive(Debug)]
struct Walk<'s> {
    sheet: &'s mut Sheet,
    kind: Kind,
    open: Vec<Paragraph>,
    /// Names of the open elements.
    names: Vec<String>,
    /// Open elements within which text is deleted; passed over altogether; hidden in the open run.
    deleted: usize,
    passed: usize,
    run_hidden: bool,
    in_text: bool,
}

/// Reads a part, whose first byte is byte `at` of the source.
pub(super) fn read(xml: &str, at: usize, kind: Kind, sheet: &mut Sheet, path: &str) -> Result<(), ReadError> {
    let refused = |why: String| ReadError::Refused { path: path.to_owned(), why };
    let over = |what: String| ReadError::OverLimit { path: path.to_owned(), what };
    let mut reader = Reader::from_str(xml);
    let mut walk = Walk {
        sheet,
        kind,
        open: Vec::new(),
        names: Vec::new(),
        deleted: 0,
        passed: 0,
        run_hidden: false,
        in_text: false,
    };
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|error| refused(format!("is broken XML: {error}")))?;
        let source = Span::new(at + before, at + reader.buffer_position() as usize);
        match event {
            Event::Start(tag) => {
                check_attributes(&tag).map_err(over)?;
                walk.start(&tag);
                walk.names.push(local(&tag));
                if walk.names.len() > DEEPEST {
                    return Err(over(format!("elements nest deeper than {DEEPEST}")));
                }
            }
            Event::Empty(tag) => {
                check_attributes(&tag).map_err(over)?;
                walk.start(&tag);
                walk.end(&local(&tag));
            }
            Event::End(_) => {
                let name = walk.names.pop().unwrap_or_default();
                walk.end(&name);
            }
            Event::Text(text) => walk.text(&text, source),
            Event::CData(text) => {
                walk.text(&text, Span { start: source.start + 9, end: source.end.saturating_sub(3) })
            }
            Event::GeneralRef(entity) => walk.entity(&entity, source),
            Event::DocType(_) => {
                return Err(refused("declares entities of its own, which no Word file does".to_owned()));
            }
            Event::Eof if !walk.names.is_empty() => return Err(refused("its XML ends too early".to_owned())),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// Whether relations lead to a file elsewhere that Word would open with this one.
pub(super) fn leads_out(relations: &str) -> bool {
    let mut reader = Reader::from_str(relations);
    while let Ok(event) = reader.read_event() {
        let tag = match event {
            Event::Start(tag) | Event::Empty(tag) => tag,
            Event::Eof => return false,
            _ => continue,
        };
        // links that a reader may click are no part of the file
        let kind = attribute(&tag, "Type").unwrap_or_default();
        if attribute(&tag, "TargetMode").as_deref() == Some("External") && !kind.ends_with("/hyperlink") {
            return true;
        }
    }
    false
}

fn check_attributes(tag: &BytesStart<'_>) -> Result<(), String> {
    let count = tag.attributes().with_checks(false).take(ATTRIBUTES + 1).count();
    if count > ATTRIBUTES { Err(format!("an element has more than {ATTRIBUTES} attributes")) } else { Ok(()) }
}

fn local(tag: &BytesStart<'_>) -> String {
    let name = tag.local_name();
    let name: &str = name.as_ref();
    name.to_owned()
}

/// An attribute by its name without prefix.
fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    tag.attributes().with_checks(false).flatten().find_map(|attribute| {
        let name = attribute.key.local_name();
        let name: &str = name.as_ref();
        (name == wanted).then(|| attribute.value.into_owned())
    })
}

/// Whether a switch such as `<w:vanish/>` is on.
fn is_on(tag: &BytesStart<'_>) -> bool {
    !matches!(attribute(tag, "val").as_deref(), Some("0" | "false" | "off" | "none"))
}

impl Walk<'_> {
    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = local(tag);
        match name.as_str() {
            "p" => self.open.push(Paragraph::default()),
            "r" => self.run_hidden = false,
            "t" | "delText" => self.in_text = true,
            "del" | "moveFrom" => self.deleted += 1,
            // what an older program shows instead; the words of a field's command
            "Fallback" | "instrText" | "delInstrText" => self.passed += 1,
            "vanish" | "webHidden" if self.within("rPr") && self.within("r") => self.run_hidden |= is_on(tag),
            "color" if self.within("r") => {
                // white on the page's white; where a run is shaded it is seen
                self.run_hidden |= attribute(tag, "val").is_some_and(|v| v.eq_ignore_ascii_case("FFFFFF"));
            }
            "shd" | "highlight" if self.within("r") => {
                let fill = attribute(tag, "fill").or_else(|| attribute(tag, "val"));
                let shaded =
                    fill.is_some_and(|f| !matches!(f.as_str(), "auto" | "FFFFFF" | "clear" | "white"));
                self.run_hidden &= !shaded;
            }
            "pStyle" => {
                let style = attribute(tag, "val").and_then(|style| styles::kind(&style));
                if let Some(paragraph) = self.open.last_mut() {
                    paragraph.style = style;
                }
            }
            "tab" if self.within("r") => self.insert("\t"),
            "br" | "cr" => self.insert("\n"),
            "noBreakHyphen" => self.insert("-"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.close(),
            "t" | "delText" => self.in_text = false,
            "del" | "moveFrom" => self.deleted = self.deleted.saturating_sub(1),
            "Fallback" | "instrText" | "delInstrText" => self.passed = self.passed.saturating_sub(1),
            _ => {}
        }
    }

    fn within(&self, name: &str) -> bool {
        self.names.iter().rev().take(6).any(|open| open == name)
    }

    fn text(&mut self, text: &str, source: Span) {
        if self.in_text {
            let source =
                if source.len() == text.len() { source } else { Span { end: source.start, ..source } };
            self.put(Run { text: text.to_owned(), source });
        }
    }

    fn entity(&mut self, entity: &quick_xml::events::BytesRef<'_>, source: Span) {
        let name: &str = entity;
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => entity.resolve_char_ref().ok().flatten(),
        };
        if self.in_text {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            self.put(Run { text: character.to_string(), source });
        }
    }

    fn insert(&mut self, text: &str) {
        let at = self.open.last().and_then(|p| p.seen.last()).map_or(0, |run| run.source.end);
        self.put(Run { text: text.to_owned(), source: Span { start: at, end: at } });
    }

    fn put(&mut self, run: Run) {
        let Some(paragraph) = self.open.last_mut().filter(|_| self.passed == 0) else { return };
        if self.deleted > 0 {
            paragraph.deleted.push(run);
        } else if self.run_hidden {
            paragraph.hidden.push(run);
        } else {
            paragraph.seen.push(run);
        }
    }

    fn close(&mut self) {
        let Some(paragraph) = self.open.pop() else { return };
        let given = match self.kind {
            Kind::Body => paragraph.style,
            Kind::Margin => Some(BlockKind::Chrome),
            Kind::Note => Some(BlockKind::Paragraph),
            Kind::Remark => Some(BlockKind::Hidden),
        };
        self.sheet.paragraph(&paragraph.seen, given);
        self.sheet.paragraph(&paragraph.deleted, Some(BlockKind::Hidden));
        self.sheet.paragraph(&paragraph.hidden, Some(BlockKind::Hidden));
    }
}
