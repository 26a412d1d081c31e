//! Pinned analyses: what the model made of a rule's examples, kept as text beside the rules, so that a rule's
//! test needs no weights.
//!
//! A pin is a line `# text = …`, then a line a token: word, whether a space follows (`_` or `-`), lemma, part of
//! speech, tag, morphology, head (index from 0 within the text), label, name (`B-PERSON`, `I-PERSON`, `-`),
//! `S` where a sentence starts. Cells are separated by tabs; `-` stands for an empty cell, `\n` for the end of a line.

use std::collections::BTreeMap;
use std::fmt::Write;

use factum_types::{Analysis, Block, BlockKind, Document, Name, Sentence, Span, Token};

/// A pinned text: a document of one paragraph, and its analysis.
#[derive(Clone, Debug, PartialEq)]
pub struct Pin {
    /// The text as a document.
    pub document: Document,
    /// What the model made of it.
    pub analysis: Analysis,
}

/// A text that cannot be read as pins.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line} of the pins: expected {expected}")]
pub struct PinError {
    /// From 1.
    pub line: usize,
    /// What should stand there.
    pub expected: &'static str,
}

/// The end of a line within a text, as a pin writes it.
const LINE: &str = "\\n";

/// A text as a document of one paragraph, as pins and examples use it.
pub fn paragraph(text: &str) -> Document {
    Document {
        path: "example".to_owned(),
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        ..Document::default()
    }
}

/// Writes a pin.
pub fn render(document: &Document, analysis: &Analysis) -> String {
    format!("# text = {}\n{}", document.text.replace('\n', LINE), tokens(document, analysis))
}

/// The tokens of an analysis, a line a token, as in a pin.
pub fn tokens(document: &Document, analysis: &Analysis) -> String {
    let mut out = String::new();
    let starts: Vec<usize> = analysis.sentences.iter().map(|s| s.tokens.start).collect();
    for (i, token) in analysis.tokens.iter().enumerate() {
        let name = analysis.names.iter().find(|n| n.tokens.contains(&i));
        let name = match name {
            Some(n) if n.tokens.start == i => format!("B-{}", n.kind),
            Some(n) => format!("I-{}", n.kind),
            None => "-".to_owned(),
        };
        let cell = |s: &str| if s.is_empty() { "-".to_owned() } else { s.to_owned() };
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            token
                .span
                .of(&document.text)
                .escape_debug()
                .to_string()
                .replace("\\\"", "\"")
                .replace("\\'", "'"),
            if token.space_after { "_" } else { "-" },
            cell(&analysis.lemma(i).escape_debug().to_string().replace("\\\"", "\"").replace("\\'", "'")),
            token.pos,
            token.tag,
            cell(analysis.morph(i)),
            token.head,
            token.dep,
            name,
            if starts.binary_search(&i).is_ok() { "S" } else { "-" },
        );
    }
    out
}

/// Reads pins, by their texts.
///
/// # Errors
/// The first line that is none, and what should stand there.
pub fn parse(text: &str) -> Result<BTreeMap<String, Pin>, PinError> {
    let mut pins = BTreeMap::new();
    let mut current: Option<Builder> = None;
    for (number, line) in text.lines().enumerate() {
        let at = |expected| PinError { line: number + 1, expected };
        if let Some(sentence) = line.strip_prefix("# text = ") {
            pins.extend(current.take().map(Builder::finish));
            current = Some(Builder::new(&sentence.replace(LINE, "\n")));
        } else if !line.is_empty() && !line.starts_with('#') {
            let builder = current.as_mut().ok_or_else(|| at("`# text = …` first"))?;
            builder.token(line).map_err(at)?;
        }
    }
    pins.extend(current.map(Builder::finish));
    Ok(pins)
}

struct Builder {
    document: Document,
    analysis: Analysis,
    at: usize,
}

impl Builder {
    fn new(text: &str) -> Builder {
        Builder { document: paragraph(text), analysis: Analysis::default(), at: 0 }
    }

    fn token(&mut self, line: &str) -> Result<(), &'static str> {
        let cells: Vec<&str> = line.split('\t').collect();
        let [word, space, lemma, pos, tag, morph, head, dep, name, start] = cells.as_slice() else {
            return Err("ten cells separated by tabs");
        };
        let word = word.replace(LINE, "\n");
        let rest = self.document.text.get(self.at..).unwrap_or("");
        if !rest.starts_with(&word) {
            return Err("the next word of the text");
        }
        let span = Span::new(self.at, self.at + word.len());
        let space_after = *space == "_";
        self.at = span.end as usize + usize::from(space_after);
        let index = self.analysis.tokens.len();
        let lemma = self.string(&lemma.replace(LINE, "\n"));
        let morph = self.string(morph);
        self.analysis.tokens.push(Token {
            span,
            space_after,
            tag: tag.parse().map_err(|_| "a Penn tag")?,
            pos: pos.parse().map_err(|_| "a universal part of speech")?,
            dep: dep.parse().map_err(|_| "a ClearNLP label")?,
            head: head.parse().map_err(|_| "the index of the head")?,
            lemma,
            morph,
        });
        if *start == "S" || index == 0 {
            self.analysis.sentences.push(Sentence { tokens: index..index, block: 0, parsed: true });
        }
        if let Some(sentence) = self.analysis.sentences.last_mut() {
            sentence.tokens.end = index + 1;
        }
        match name.split_once('-') {
            Some(("B", kind)) => {
                let kind = kind.parse().map_err(|_| "an OntoNotes entity type")?;
                self.analysis.names.push(Name { tokens: index..index + 1, kind });
            }
            Some(("I", _)) => {
                self.analysis.names.last_mut().ok_or("B- before I-")?.tokens.end = index + 1;
            }
            _ => {}
        }
        Ok(())
    }

    fn string(&mut self, cell: &str) -> Span {
        let start = self.analysis.strings.len();
        if cell != "-" || start == 0 {
            self.analysis.strings.push_str(if cell == "-" { "" } else { cell });
        }
        Span::new(start, self.analysis.strings.len())
    }

    fn finish(self) -> (String, Pin) {
        (self.document.text.clone(), Pin { document: self.document, analysis: self.analysis })
    }
}
