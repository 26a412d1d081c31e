//! The whole way of a document, with the model: what must hold for every document whatever it says.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]
#![allow(clippy::print_stderr, reason = "a test that cannot run everything says so")]

mod support;

use std::sync::Arc;

use factum::types::Span;
use factum::wire::{self, Layers};
use factum::{Hint, Input, Outcome, Settings, run};
use serde_json::Value;
use support::{documents, engine};

/// The record of every document as one string, on some number of threads.
fn printed(engine: &factum::Engine, inputs: &[Input], threads: usize) -> String {
    let mut out = String::new();
    let settings = Settings { threads, at_once: 16, ..Settings::default() };
    run(engine, settings, inputs.iter().cloned(), |outcome| {
        match outcome {
            Outcome::Told(told) => {
                out.push_str(
                    &serde_json::to_string(&wire::record(&told, Layers { dates: true, ..Layers::default() }))
                        .unwrap(),
                );
            }
            other => out.push_str(&format!("{other:?}")),
        }
        out.push('\n');
        true
    })
    .unwrap();
    out
}

/// At least fifty documents: the examples, and each again under another name.
fn fifty() -> Vec<Input> {
    let mut inputs: Vec<Input> = documents()
        .into_iter()
        .map(|(path, bytes)| Input { open: Arc::new(move || Ok(bytes.clone())), hint: Hint::new(path) })
        .collect();
    let copies: Vec<Input> = inputs.clone();
    inputs.extend(copies.into_iter().map(|mut i| {
        i.hint.path = format!("copy/{}", i.hint.path);
        i
    }));
    assert!(inputs.len() >= 50, "only {} documents", inputs.len());
    inputs
}

#[test]
fn the_same_bytes_come_out_on_any_number_of_threads() {
    let engine = engine();
    let inputs = fifty();
    let one = printed(&engine, &inputs, 1);
    assert!(one.lines().count() >= 50);
    assert_eq!(one, printed(&engine, &inputs, 2));
    assert_eq!(one, printed(&engine, &inputs, 7));
}

#[test]
fn every_quote_is_the_exact_slice_of_its_text() {
    let engine = engine();
    let mut session = engine.session();
    let mut quotes = 0;
    for (path, bytes) in documents() {
        for document in factum::read::read(&bytes, &Hint::new(path)) {
            let told = session.told(document.unwrap());
            let text: Vec<char> = told.document.text.chars().collect();
            let record = serde_json::to_value(wire::record(&told, Layers::default())).unwrap();
            check_quotes(&record, &text, &mut quotes);
        }
    }
    assert!(quotes > 300, "only {quotes} quotes were checked");
}

/// Compares every object with `quote`, `start` and `end` with the text; a broken quotation part by part.
fn check_quotes(value: &Value, text: &[char], quotes: &mut usize) {
    match value {
        Value::Object(object) => {
            if let Some(quote) = object.get("quote").and_then(Value::as_str) {
                let slice = |o: &Value| -> String {
                    let at = |k: &str| o[k].as_u64().unwrap() as usize;
                    text[at("start")..at("end")].iter().collect()
                };
                let found = match object.get("parts").and_then(Value::as_array) {
                    Some(parts) => parts.iter().map(slice).collect::<Vec<_>>().join(" "),
                    None => slice(value),
                };
                assert_eq!(found, quote);
                *quotes += 1;
            }
            object.values().for_each(|v| check_quotes(v, text, quotes));
        }
        Value::Array(items) => items.iter().for_each(|v| check_quotes(v, text, quotes)),
        _ => {}
    }
}

#[test]
fn laziness_changes_no_fact() {
    let lazy = engine();
    let eager = engine().eager();
    let (mut a, mut b) = (lazy.session(), eager.session());
    let (mut skipped, mut parsed) = (0, 0);
    let mut all = documents();
    let own = all.len();
    all.extend(support::no_case());
    all.extend(support::shared());
    for (path, bytes) in all {
        for document in factum::read::read(&bytes, &Hint::new(path.clone())).into_iter().flatten() {
            let (x, y) = (a.told(document.clone()), b.told(document));
            for sentence in &x.analysis.sentences {
                if sentence.parsed { parsed += 1 } else { skipped += 1 }
            }
            let mut x = x.record;
            let mut y = y.record;
            // Which sentences there are depends on the parse; which facts there are must not.
            x.coverage.clear();
            y.coverage.clear();
            assert_eq!(x, y, "{path}");
        }
    }
    assert!(
        skipped > 0 && parsed > 0,
        "{own} documents: {skipped} stretches skipped, {parsed} sentences parsed"
    );
}

#[test]
fn a_document_without_a_case_gives_no_record_and_no_parse() {
    let engine = engine();
    let mut session = engine.session();
    for (path, bytes) in support::no_case() {
        let document = factum::read::read(&bytes, &Hint::new(path)).pop().unwrap().unwrap();
        let told = session.told(document);
        assert!(told.record.parties.is_empty() && told.record.statements.is_empty());
        assert!(told.analysis.sentences.iter().all(|s| !s.parsed));
        assert!(!told.record.coverage.is_empty(), "its sentences are counted all the same");
    }
}

#[test]
fn every_sentence_is_counted_once() {
    let engine = engine();
    let mut session = engine.session();
    for (path, bytes) in documents() {
        for document in factum::read::read(&bytes, &Hint::new(path)) {
            let told = session.told(document.unwrap());
            let spans: Vec<Span> = told.record.coverage.iter().map(|c| c.span).collect();
            assert!(spans.windows(2).all(|w| w[0].end <= w[1].start));
            for block in told.document.blocks.iter().filter(|b| b.kind.can_hold_facts()) {
                let inside =
                    spans.iter().filter(|s| block.span.contains(**s)).map(|s| s.len()).sum::<usize>();
                let letters =
                    block.span.of(&told.document.text).chars().filter(|c| c.is_alphabetic()).count();
                assert!(inside >= letters, "a block of {} has uncounted words", told.document.path);
            }
        }
    }
}

#[test]
fn every_fact_can_be_asked_why() {
    let engine = engine();
    let mut session = engine.session();
    let (mut rules, mut steps) = (0, 0);
    for (path, bytes) in documents() {
        for document in factum::read::read(&bytes, &Hint::new(path)) {
            let told = session.told(document.unwrap());
            for part in wire::ids::all(&told.record) {
                let name = wire::ids::id(&told.record, part);
                assert_eq!(wire::ids::part(&told.record, &name), Some(part), "{name} names one part");
                assert!(factum::headline(&told.record, part).starts_with(&name));
                let pieces = factum::because(&told, part);
                assert!(!pieces.is_empty(), "{}: {name} has no evidence", told.document.path);
                for piece in pieces {
                    assert!(!piece.evidence.span.of(&told.document.text).is_empty());
                    rules += usize::from(!piece.captured.is_empty());
                    steps += usize::from(matches!(part, wire::ids::Part::Charge(_)));
                }
            }
        }
    }
    assert!(steps > 50 && rules >= steps / 2, "{steps} steps, {rules} pieces with what their rule captured");
}
