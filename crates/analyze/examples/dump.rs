//! Prints the analysis of documents, one JSON line each, for the comparison with spaCy.
//!
//! Usage: `cargo run --release -p factum-analyze --example dump -- MODEL [--isa NAME] < docs.jsonl`
//!
//! - `MODEL` is a converted model (see the example `convert`).
//! - `--isa` is `avx512`, `avx2` or `portable`; without it the best that the machine has.
//! - Standard input: one JSON object a line, with `id` and `text`; other fields are ignored.
//!   Each text is one sequence, as in spaCy's `nlp(text)`.
//! - Standard output, one line for each line of input, in order:
//!   `{"id", "tokens": [{"text", "ws": bool, "idx": character offset, "norm", "tag", "pos", "morph",
//!   "lemma", "dep", "head": token index, "sent_start": bool}], "ents": [[start, end, label]]}`;
//!   `start` and `end` count tokens, `pos` is `""` where spaCy has none.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a door"
)]

use std::io::{BufRead, Write};

use factum_analyze::{Analyzer, Isa, Session};
use factum_types::Span;
use serde_json::{Value, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().expect("usage: dump MODEL [--isa NAME] < docs.jsonl");
    let mut analyzer = Analyzer::open(model).unwrap_or_else(|error| panic!("{error}"));
    while let Some(option) = arguments.next() {
        match option.as_str() {
            "--isa" => {
                let name = arguments.next().expect("--isa NAME");
                analyzer = analyzer.with_isa(Isa::named(&name).expect("an instruction set of this machine"));
            }
            other => panic!("unknown option {other}"),
        }
    }
    let mut session = analyzer.session();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let document: Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = document["text"].as_str().expect("a `text`");
        let mut printed = dump(&mut session, text);
        printed["id"] = document["id"].clone();
        writeln!(out, "{printed}").unwrap();
    }
}

fn dump(session: &mut Session<'_>, text: &str) -> Value {
    let norms: Vec<String> = {
        let tokens = session.tokenize(text);
        (0..tokens.len()).map(|at| tokens.norm(at)).collect()
    };
    let analysis = session.analyze_text(text);
    let starts: Vec<usize> = analysis.sentences.iter().map(|s| s.tokens.start).collect();
    let (mut bytes, mut chars) = (0, 0);
    let tokens = analysis.tokens.iter().zip(norms).enumerate().map(|(at, (token, norm))| {
        chars += Span::new(bytes, token.span.start as usize).of(text).chars().count();
        bytes = token.span.start as usize;
        let pos = token.pos.as_str();
        json!({
            "text": token.span.of(text),
            "ws": token.space_after,
            "idx": chars,
            "norm": norm,
            "tag": token.tag.as_str(),
            "pos": if pos == "-" { "" } else { pos },
            "morph": analysis.morph(at),
            "lemma": analysis.lemma(at),
            "dep": token.dep.as_str(),
            "head": token.head,
            "sent_start": starts.binary_search(&at).is_ok(),
        })
    });
    let tokens: Vec<Value> = tokens.collect();
    let names = analysis.names.iter().map(|n| json!([n.tokens.start, n.tokens.end, n.kind.as_str()]));
    json!({ "tokens": tokens, "ents": names.collect::<Vec<_>>() })
}
