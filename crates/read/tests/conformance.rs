//! What holds for every format: the promises of [`factum_types::Document`].
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests read files")]

use std::path::Path;

use factum_read::{FORMATS, Hint, Limits, ReadError, Sample, print, read};
use factum_types::{DateOrigin, Document};
use proptest::prelude::*;

/// Panics where a document breaks a promise of its type.
#[track_caller]
fn check(document: &Document, source_len: usize) {
    let text = &document.text;
    let mut at = 0;
    for piece in &document.origin.pieces {
        assert_eq!(piece.text.start, at, "the origin's pieces tile the text");
        // a member's origin counts the member's own bytes, a package's those of its parts
        let parts = document.parts.last().map(|part| part.source.end as usize);
        if parts.is_some() || !document.path.contains('#') {
            let most = parts.unwrap_or(source_len);
            assert!(piece.source.end as usize <= most, "the origin stays within the source");
        }
        at = piece.text.end;
    }
    assert_eq!(at as usize, text.len(), "every byte of the text has an origin");
    let mut end = 0;
    for block in &document.blocks {
        let words: &str = text.get(block.span.range()).expect("blocks begin and end between characters");
        assert!(block.span.start >= end, "blocks are in order and do not overlap");
        assert!(
            !words.is_empty() && words.trim() == words,
            "blocks have no white space at the ends: {words:?}"
        );
        let between = text.get(end as usize..block.span.start as usize).unwrap();
        assert!(between.trim().is_empty(), "outside blocks is white space only: {between:?}");
        end = block.span.end;
    }
    assert!(text.get(end as usize..).unwrap().trim().is_empty(), "the last block reaches the last word");
    assert!(!document.blocks.is_empty(), "a document has words");
    assert!(document.id.starts_with("sha256:") && document.id.len() == 71);
}

/// Reads bytes as each format's files are named; checks each document; gives how many there were.
fn check_bytes(bytes: &[u8], extension: &str) -> usize {
    let hint = Hint::new(format!("x.{extension}"));
    let sample = Sample::new(bytes, &hint);
    let claims: Vec<_> = FORMATS.iter().filter(|f| (f.sniff)(&sample)).map(|f| f.name).collect();
    assert!(
        claims.len() <= 1,
        "{claims:?} claim the same bytes; help: a format's `sniff` must leave out the others'"
    );
    let once = read(bytes, &hint);
    let again = read(bytes, &hint);
    assert_eq!(once.len(), again.len());
    assert!(!once.is_empty(), "every file ends in a stated outcome");
    for (a, b) in once.iter().zip(&again) {
        match (a, b) {
            (Ok(a), Ok(b)) => {
                assert_eq!(a, b, "reading twice gives the same");
                check(a, bytes.len());
                assert!(!print(a).is_empty());
            }
            (Err(a), Err(b)) => assert_eq!(a.to_string(), b.to_string()),
            _ => panic!("reading twice gives the same"),
        }
    }
    once.iter().flatten().count()
}

#[test]
fn samples_keep_the_promises() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut documents = 0;
    for format in FORMATS {
        for entry in std::fs::read_dir(root.join(format.name)).unwrap() {
            let path = entry.unwrap().path();
            let extension = path.extension().unwrap().to_string_lossy().into_owned();
            documents += check_bytes(&std::fs::read(&path).unwrap(), &extension);
        }
    }
    assert!(documents >= 10, "{documents} documents");
}

/// All samples with their extensions.
fn samples() -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut samples = Vec::new();
    for format in FORMATS {
        for entry in std::fs::read_dir(root.join(format.name)).unwrap() {
            let path = entry.unwrap().path();
            let extension = path.extension().unwrap().to_string_lossy().into_owned();
            if extension != "snap" {
                samples.push((extension, std::fs::read(&path).unwrap()));
            }
        }
    }
    samples.sort();
    samples
}

/// Words that news pages are made of, so that random pages meet the rules of layout.
const WORDS: &[&str] = &[
    "ELMFORD",
    "(AP)",
    "—",
    " - ",
    "\n",
    "\n\n",
    "\r\n",
    " ",
    ".",
    "By",
    "Ann Poe",
    "2023-05-12",
    "May 3, 2019",
    "Photo /",
    "(Photo: X)",
    "Published:",
    "date 2023-04-20",
    "The clerk was charged with theft",
    "•",
    "Contact:",
    "555-555-0134",
    "Latest News",
    "Home",
    "é",
    "“",
    "”",
    "\u{a0}",
    "…",
    "Share",
    "charged",
    "# # #",
    "Updated",
    "|",
    "\u{2028}",
    "\t",
    "1.",
];
const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<h1>",
    "</h1>",
    "<li>",
    "<ul>",
    "</ul>",
    "<br>",
    "<a href=x>",
    "</a>",
    "<article>",
    "</article>",
    "<div",
    " class=share",
    " hidden",
    ">",
    "</div>",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "&amp;",
    "&#x2019;",
    "&",
    "&not",
    "<pre>",
    "<title>",
    "</title>",
    "<nav>",
    "</nav>",
    "<time datetime=2023-05-12>",
    "<meta name=date content=2023-05-12>",
    "<table><td>",
    "<",
    "</",
    "&#0;",
    "<svg>",
    "</svg>",
];
const JSON: &[&str] = &[
    "{\"text\": \"",
    "\"}",
    "\\n",
    "\\u201c",
    "\\ud83d",
    "\\ude00",
    "\\\"",
    "\n",
    "{",
    "}",
    "\"id\": 1, ",
    "null",
    "\\",
];

fn pieces(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(words), 0..60).prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn random_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400), n in 0..3usize) {
        check_bytes(&bytes, ["txt", "html", "jsonl"][n]);
    }

    #[test]
    fn random_characters_never_panic(text in "\\PC{0,200}", n in 0..3usize) {
        check_bytes(text.as_bytes(), ["txt", "html", "jsonl"][n]);
    }

    #[test]
    fn random_news_keeps_the_promises(text in pieces(WORDS)) {
        check_bytes(text.as_bytes(), "txt");
        let (latin, ..) = encoding_rs::WINDOWS_1252.encode(&text);
        check_bytes(&latin, "txt");
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        check_bytes(&wide, "txt");
    }

    #[test]
    fn random_pages_keep_the_promises(tags in prop::collection::vec((pieces(TAGS), pieces(WORDS)), 0..4)) {
        let page: String = tags.into_iter().map(|(tag, words)| tag + &words).collect();
        check_bytes(page.as_bytes(), "html");
        for extension in ["txt", "jsonl"] {
            check_bytes(format!("<!doctype html>{page}").as_bytes(), extension);
        }
    }

    #[test]
    fn broken_samples_keep_the_promises(
        sample in prop::sample::select(samples()),
        flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in prop::option::of(any::<prop::sample::Index>()),
        twice in prop::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let (extension, mut bytes) = sample;
        for (at, byte) in flips {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((from, to)) = twice {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            let again = bytes[from.min(to)..from.max(to)].to_vec();
            bytes.splice(from..from, again);
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        check_bytes(&bytes, &extension);
    }

    #[test]
    fn random_lines_of_json_keep_the_promises(lines in prop::collection::vec((pieces(JSON), pieces(WORDS)), 0..4)) {
        let file: String = lines.into_iter().map(|(json, words)| json + &words).collect();
        check_bytes(file.as_bytes(), "jsonl");
    }
}

#[test]
fn what_is_no_text_says_what_it_is() {
    let error = |bytes: &[u8]| read(bytes, &Hint::new("a/b.txt")).remove(0).unwrap_err().to_string();
    assert_eq!(error(b""), "a/b.txt: holds no text; expected a document with words in it");
    assert_eq!(error(b" \r\n "), error(b""));
    assert!(error(b"%PDF-1.7\n").contains("is no whole PDF file"));
    assert!(error(b"PK\x03\x04xxxx").contains("the archive is broken"));
    assert!(error(b"\x89PNG\r\n\x1a\nxxxx").contains("a PNG image"));
    assert!(error(&[0; 64]).contains("is not text"));
}

#[test]
fn what_is_too_large_is_refused_and_the_rest_is_read() {
    let limits = Limits { file: 1000, line: 60 };
    let hint = Hint { limits, ..Hint::new("x.jsonl") };
    let file = format!(
        "{{\"text\": \"A clerk was freed.\"}}\n{{\"text\": \"{}\"}}\n{{\"text\": \"Another too.\"}}\n",
        "a".repeat(90)
    );
    let read_all = read(file.as_bytes(), &hint);
    assert!(matches!(&read_all[1], Err(ReadError::TooLarge { line: Some(2), limit: 60, .. })));
    assert!(read_all[0].is_ok() && read_all[2].is_ok());
    let text = Hint { limits, ..Hint::new("x.txt") };
    let long = read("a clerk ".repeat(20).as_bytes(), &text).remove(0);
    assert_eq!(long.unwrap_err().to_string(), "x.txt: line 1 has 160 bytes; expected at most 60");
    let huge = read(&[b'a'; 1001], &text).remove(0);
    assert_eq!(huge.unwrap_err().to_string(), "x.txt: the file has 1001 bytes; expected at most 1000");
}

#[test]
fn the_caller_goes_before_the_page() {
    let page = b"<meta property=article:published_time content=2023-05-12><p>The clerk was freed on Monday.";
    let known = Hint {
        published: "2023-05-14".parse().ok(),
        publisher: Some("The Courier".to_owned()),
        ..Hint::new("x.html")
    };
    let document = read(page, &known).remove(0).unwrap();
    let published = document.published.unwrap();
    assert_eq!(
        (published.date.to_string().as_str(), published.origin),
        ("2023-05-14", DateOrigin::CommandLine)
    );
    assert_eq!(document.publisher.as_deref(), Some("The Courier"));
    let published = read(page, &Hint::new("x.html")).remove(0).unwrap().published.unwrap();
    assert_eq!((published.date.to_string().as_str(), published.origin), ("2023-05-12", DateOrigin::Metadata));
}

#[test]
fn sources_of_words_are_the_words() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    for (file, words, source) in [
        ("html/story.html", "Sample & a", "Sample</a> &amp; a"),
        ("html/latin-1.html", "owner’s", "owner&#8217;s"),
        ("text/windows-1252.txt", "lawyer said", "lawyer said"),
        ("text/story.txt", "acquitted", "acquitted"),
    ] {
        let bytes = std::fs::read(root.join(file)).unwrap();
        let document = read(&bytes, &Hint::new(file)).remove(0).unwrap();
        let at = document.text.find(words).expect("the words are in the sample");
        let span = document.origin.source_of(factum_types::Span::new(at, at + words.len())).unwrap();
        assert_eq!(bytes.get(span.range()), Some(source.as_bytes()), "{file}");
    }
}
