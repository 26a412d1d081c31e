//! What crosses between parent and worker: lines of JSON, written by hand; the parent believes nothing that
//! breaks a promise of [`Document`].

use std::io::{self, Write};

use factum_jail::Layers;
use factum_read::{Hint, Limits, Pictured, ReadError, Recognized};
use factum_types::{
    Block, BlockKind, DateOrigin, Document, Ending, Origin, OriginPiece, Part, Period, Place, Published, Span,
};
use serde::{Deserialize, Serialize};

/// The question which layers hold the worker.
pub(super) const LAYERS: &str = "layers\n";
/// The question for the picture of a page; the page's number and the file's bytes follow.
const PICTURE: &[u8] = b"picture ";
/// The question which pages are pictures; the file's bytes follow.
pub(super) const PICTURED: &[u8] = b"pictured\n";
/// The last line: without it an answer was cut off.
const LAST: &str = "end\n";

#[derive(Serialize, Deserialize)]
struct Asked {
    path: String,
    published: Option<String>,
    publisher: Option<String>,
    file: u64,
    line: u64,
    /// Pages that are pictures, with the words that were read in them.
    pages: Vec<Words>,
}

/// A page's number, its picture's points, its area and the page's size, and a table of words.
type Words = (u32, (u32, u32), [f64; 4], (f64, f64), String);

#[derive(Serialize, Deserialize)]
enum Answer {
    Document(Box<Crossing>),
    Unread { path: String, ending: String, said: String },
}

#[derive(Serialize, Deserialize)]
struct Crossing {
    id: String,
    given: Option<String>,
    within: (u32, u32),
    /// How many bytes of its own follow the line.
    own: usize,
    path: String,
    title: Option<String>,
    publisher: Option<String>,
    published: Option<(String, String)>,
    updated: Option<String>,
    byline: Option<String>,
    text: String,
    blocks: Vec<(String, u32, u32)>,
    origin: Vec<[u32; 4]>,
    parts: Vec<(String, u32, u32)>,
    places: Vec<(u32, u32, u32, [i32; 4])>,
    notes: Vec<String>,
}

/// The first line of a question; the file's bytes follow.
pub(super) fn question(hint: &Hint, recognized: &Recognized) -> String {
    let words = |(about, table): &(Pictured, String)| {
        (about.page, about.points, about.area, about.size, table.clone())
    };
    let asked = Asked {
        path: hint.path.clone(),
        published: hint.published.map(|date| date.to_string()),
        publisher: hint.publisher.clone(),
        file: hint.limits.file,
        line: hint.limits.line,
        pages: recognized.pages.iter().map(words).collect(),
    };
    let mut line = serde_json::to_string(&asked).unwrap_or_default();
    line.push('\n');
    line
}

/// What a question asks.
pub(super) fn asked(question: &[u8]) -> Option<(Hint, Recognized, &[u8])> {
    let end = question.iter().position(|b| *b == b'\n')?;
    let asked: Asked = serde_json::from_slice(question.get(..end)?).ok()?;
    let hint = Hint {
        published: asked.published.and_then(|date| date.parse().ok()),
        publisher: asked.publisher,
        limits: Limits { file: asked.file, line: asked.line },
        ..Hint::new(asked.path)
    };
    let words = |(page, points, area, size, table): Words| (Pictured { page, points, area, size }, table);
    let recognized = Recognized { pages: asked.pages.into_iter().map(words).collect() };
    Some((hint, recognized, question.get(end + 1..)?))
}

/// The first line of a question for a page's picture; the file's bytes follow.
pub(super) fn question_for_picture(page: u32) -> String {
    format!("picture {page}\n")
}

/// The page whose picture a question asks for, and the file's bytes.
pub(super) fn asked_for_picture(question: &[u8]) -> Option<(u32, &[u8])> {
    let rest = question.strip_prefix(PICTURE)?;
    let end = rest.iter().position(|b| *b == b'\n')?;
    let page = std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()?;
    Some((page, rest.get(end + 1..)?))
}

/// The answer on layers.
pub(super) fn said_of_layers(layers: Layers) -> String {
    format!("{} {} {}\n", layers.limits, layers.landlock, layers.seccomp)
}

/// The layers that an answer names.
pub(super) fn layers_of(answer: &[u8]) -> Option<Layers> {
    let mut words = std::str::from_utf8(answer).ok()?.split_whitespace().map(str::parse);
    let mut word = || words.next()?.ok();
    Some(Layers { limits: word()?, landlock: word()?, seccomp: word()? })
}

/// Writes one result.
pub(super) fn write(result: &Result<Document, ReadError>, out: &mut impl Write) -> io::Result<()> {
    let answer = match result {
        Ok(document) => Answer::Document(Box::new(crossing(document))),
        Err(error) => Answer::Unread {
            path: error.path().to_owned(),
            ending: error.ending().as_str().to_owned(),
            said: error.reason(),
        },
    };
    serde_json::to_writer(&mut *out, &answer)?;
    out.write_all(b"\n")?;
    match result {
        Ok(document) => out.write_all(&document.own),
        Err(_) => Ok(()),
    }
}

/// Writes the line that says that nothing follows.
pub(super) fn end(out: &mut impl Write) -> io::Result<()> {
    out.write_all(LAST.as_bytes())
}

/// The results of an answer; `None` where it is cut off or breaks a promise.
pub(super) fn documents(answer: &[u8], hint: &Hint) -> Option<Vec<Result<Document, ReadError>>> {
    let mut rest = answer.strip_suffix(LAST.as_bytes())?;
    let mut results = Vec::new();
    while !rest.is_empty() {
        let end = rest.iter().position(|b| *b == b'\n')?;
        let line = rest.get(..end)?;
        rest = rest.get(end + 1..)?;
        results.push(result(line, &mut rest, hint)?);
    }
    (!results.is_empty()).then_some(results)
}

fn result(line: &[u8], rest: &mut &[u8], hint: &Hint) -> Option<Result<Document, ReadError>> {
    match serde_json::from_slice(line).ok()? {
        Answer::Document(crossing) => {
            let (own, after) = rest.split_at_checked(crossing.own)?;
            *rest = after;
            document(*crossing, own).filter(|d| is_of(&d.path, hint)).map(Ok)
        }
        Answer::Unread { path, ending, said } => {
            let ending = Ending::named(&ending).filter(|e| !matches!(e, Ending::Facts | Ending::NoFacts))?;
            is_of(&path, hint).then_some(Err(ReadError::Told { path, ending, said }))
        }
    }
}

/// Whether a path names the file that was asked for, or a member of it.
fn is_of(path: &str, hint: &Hint) -> bool {
    path.strip_prefix(&hint.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
}

fn crossing(document: &Document) -> Crossing {
    let published = document.published.map(|p| (p.date.to_string(), p.origin.as_str().to_owned()));
    let block = |b: &Block| (b.kind.as_str().to_owned(), b.span.start, b.span.end);
    let piece = |p: &OriginPiece| [p.text.start, p.text.end, p.source.start, p.source.end];
    let part = |p: &Part| (p.name.clone(), p.source.start, p.source.end);
    let place = |p: &Place| (p.text.start, p.text.end, p.page, p.area);
    Crossing {
        id: document.id.clone(),
        given: document.given.clone(),
        within: (document.within.start, document.within.end),
        own: document.own.len(),
        path: document.path.clone(),
        title: document.title.clone(),
        publisher: document.publisher.clone(),
        published,
        updated: document.updated.map(|date| date.to_string()),
        byline: document.byline.clone(),
        text: document.text.clone(),
        blocks: document.blocks.iter().map(block).collect(),
        origin: document.origin.pieces.iter().map(piece).collect(),
        parts: document.parts.iter().map(part).collect(),
        places: document.places.iter().map(place).collect(),
        notes: document.notes.clone(),
    }
}

/// The document that crossed, where it keeps the promises: blocks and places lie in the text in order, the
/// origin tiles it.
fn document(crossing: Crossing, own: &[u8]) -> Option<Document> {
    let text = crossing.text;
    let span = |start: u32, end: u32| {
        text.get(start as usize..end as usize).is_some_and(|s| !s.is_empty()).then_some(Span { start, end })
    };
    let mut blocks: Vec<Block> = Vec::with_capacity(crossing.blocks.len());
    for (kind, start, end) in crossing.blocks {
        if blocks.last().is_some_and(|last| last.span.end > start) {
            return None;
        }
        blocks.push(Block { kind: BlockKind::named(&kind)?, span: span(start, end)? });
    }
    let mut pieces = Vec::with_capacity(crossing.origin.len());
    let mut at = 0;
    for [start, end, from, to] in crossing.origin {
        if start != at || end <= start || end as usize > text.len() || to < from {
            return None;
        }
        at = end;
        // a character of several bytes may come from several places, so a piece may end within it
        pieces.push(OriginPiece { text: Span { start, end }, source: Span { start: from, end: to } });
    }
    if at as usize != text.len() || text.trim().is_empty() {
        return None;
    }
    let part = |(name, start, end): (String, u32, u32)| {
        (start <= end).then_some(Part { name, source: Span { start, end } })
    };
    let place = |(start, end, page, area)| Some(Place { text: span(start, end)?, page, area });
    let published = match crossing.published {
        None => None,
        Some((date, origin)) => {
            Some(Published { date: date.parse::<Period>().ok()?, origin: DateOrigin::named(&origin)? })
        }
    };
    let places = crossing.places.into_iter().map(place).collect::<Option<Vec<_>>>()?;
    Some(Document {
        id: crossing.id,
        given: crossing.given,
        within: Span { start: crossing.within.0, end: crossing.within.1.max(crossing.within.0) },
        own: own.to_vec(),
        path: crossing.path,
        title: crossing.title,
        publisher: crossing.publisher,
        published,
        updated: crossing.updated.map(|date| date.parse().ok()).unwrap_or_default(),
        byline: crossing.byline,
        blocks,
        origin: Origin { pieces },
        parts: crossing.parts.into_iter().map(part).collect::<Option<_>>()?,
        places,
        notes: crossing.notes,
        text,
    })
}

#[cfg(test)]
#[allow(clippy::disallowed_methods, reason = "tests read files")]
mod tests {
    use super::*;

    fn sample() -> Document {
        let page = "Clerk charged\n\n2023-05-12\n\nMara Quill was charged with theft on Monday.\n";
        let mut document = factum_read::read(page.as_bytes(), &Hint::new("a.txt")).remove(0).unwrap();
        document.parts = vec![Part { name: "word/document.xml".to_owned(), source: Span::new(0, 9) }];
        document.own = b"own\nbytes".to_vec();
        document.places = vec![Place { text: Span::new(0, 13), page: 2, area: [0, 100, 7200, 1300] }];
        document
    }

    fn crossed(document: &Document) -> Option<Vec<Result<Document, ReadError>>> {
        let mut out = Vec::new();
        write(&Ok(document.clone()), &mut out).unwrap();
        end(&mut out).unwrap();
        documents(&out, &Hint::new("a.txt"))
    }

    #[test]
    fn a_document_crosses_unchanged() {
        let document = sample();
        let across = crossed(&document).unwrap().remove(0).unwrap();
        assert_eq!(across, document);
    }

    #[test]
    fn every_sample_of_every_format_crosses_unchanged() {
        let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../read/tests/samples");
        let mut documents = 0;
        for format in factum_read::FORMATS {
            for entry in std::fs::read_dir(samples.join(format.name)).unwrap() {
                let path = entry.unwrap().path();
                let bytes = std::fs::read(&path).unwrap();
                let hint = Hint::new(path.file_name().unwrap().to_string_lossy());
                let read = factum_read::read(&bytes, &hint);
                let mut out = Vec::new();
                read.iter().for_each(|result| write(result, &mut out).unwrap());
                end(&mut out).unwrap();
                let across = super::documents(&out, &hint).unwrap_or_default();
                assert_eq!(across.len(), read.len(), "{}", path.display());
                for (there, here) in across.iter().zip(&read) {
                    match (there, here) {
                        (Ok(there), Ok(here)) => assert_eq!(there, here),
                        (Err(there), Err(here)) => assert_eq!(there.reason(), here.reason()),
                        _ => assert_eq!(there.is_ok(), here.is_ok(), "{}", path.display()),
                    }
                    documents += usize::from(here.is_ok());
                }
            }
        }
        assert!(documents >= 20, "{documents} documents");
    }

    #[test]
    fn what_breaks_a_promise_is_not_believed() {
        let broken: [fn(&mut Document); 5] = [
            |d| d.blocks.reverse(),
            |d| d.blocks[0].span.end = 9999,
            |d| d.origin.pieces.clear(),
            |d| d.path = "/etc/passwd".to_owned(),
            |d| d.places[0].text = Span::new(5, 5000),
        ];
        for (n, breaks) in broken.into_iter().enumerate() {
            let mut document = sample();
            breaks(&mut document);
            assert!(crossed(&document).is_none(), "{n}");
        }
        let cut_off = b"{\"Unread\":{\"path\":\"a.txt\",\"ending\":\"refused\",\"said\":\"x\"}}\n";
        assert!(documents(cut_off, &Hint::new("a.txt")).is_none());
        assert!(documents(b"end\n", &Hint::new("a.txt")).is_none(), "every file ends in a stated outcome");
    }

    #[test]
    fn a_question_crosses_unchanged() {
        let hint = Hint {
            published: "2023-05".parse().ok(),
            publisher: Some("The “Courier”\n".to_owned()),
            ..Hint::new("a\nb.pdf")
        };
        let about = Pictured { page: 3, points: (10, 20), area: [0.0, 0.5, 9.25, 1.0], size: (612.0, 792.0) };
        let recognized = Recognized { pages: vec![(about, "5\t1\n“Quill”\n".to_owned())] };
        let mut question = question(&hint, &recognized).into_bytes();
        question.extend(b"%PDF\n");
        assert_eq!(asked(&question), Some((hint, recognized, b"%PDF\n".as_slice())));
    }
}
