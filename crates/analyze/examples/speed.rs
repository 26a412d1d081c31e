//! Measures the whole way from text to analysis in one thread.
//!
//! Usage: `cargo run --release -p factum-analyze --example speed -- MODEL [--isa NAME] [--reps N] < docs.jsonl`
//!
//! - `MODEL` is a converted model (see the example `convert`).
//! - `--isa` is `avx512`, `avx2` or `portable`; without it the best that the machine has.
//! - `--reps` (3): how often all documents are read; each time starts with cold caches (a new session).
//! - Standard input: one JSON object a line, with `text`; each text is one sequence, as in `nlp(text)`.
//! - Standard output: one JSON object
//!   `{"isa", "documents", "tokens", "words", "open_seconds", "repetitions": [seconds…], "seconds": the best,
//!   "tokens_per_second", "words_per_second", "warm_seconds": the same session once more, "peak_rss_bytes"}`;
//!   words are counted between white space; seconds (but for `open_seconds`) are those that the thread was
//!   on a processor where the system tells (Linux), so that a busy machine does not slow the figures.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a door"
)]

use std::io::BufRead;
use std::time::Instant;

use factum_analyze::{Analyzer, Isa, Session};
use serde_json::{Value, json};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let model = arguments.next().expect("usage: speed MODEL [--isa NAME] [--reps N] < docs.jsonl");
    let start = Instant::now();
    let mut analyzer = Analyzer::open(model).unwrap_or_else(|error| panic!("{error}"));
    let open = start.elapsed().as_secs_f64();
    let mut repetitions = 3;
    while let Some(option) = arguments.next() {
        let value = arguments.next().unwrap_or_default();
        match option.as_str() {
            "--isa" => {
                analyzer = analyzer.with_isa(Isa::named(&value).expect("an instruction set of this machine"));
            }
            "--reps" => repetitions = value.parse().expect("--reps N"),
            other => panic!("unknown option {other}"),
        }
    }
    let lines = std::io::stdin().lock().lines();
    let texts: Vec<String> = lines
        .map(|line| {
            serde_json::from_str::<Value>(&line.unwrap()).unwrap()["text"].as_str().unwrap().to_owned()
        })
        .collect();
    let words: usize = texts.iter().map(|t| t.split_whitespace().count()).sum();
    let (mut times, mut tokens, mut warm) = (Vec::new(), 0, 0.0);
    for _ in 0..repetitions {
        let mut session = analyzer.session();
        let (seconds, count) = measure(&mut session, &texts);
        times.push(seconds);
        tokens = count;
        warm = measure(&mut session, &texts).0;
    }
    let best = times.iter().copied().fold(f64::INFINITY, f64::min);
    let report = json!({
        "isa": analyzer.isa().name(),
        "documents": texts.len(),
        "tokens": tokens,
        "words": words,
        "open_seconds": open,
        "repetitions": times,
        "seconds": best,
        "tokens_per_second": tokens as f64 / best,
        "words_per_second": words as f64 / best,
        "warm_seconds": warm,
        "peak_rss_bytes": peak_memory(),
    });
    println!("{report}");
}

fn measure(session: &mut Session<'_>, texts: &[String]) -> (f64, usize) {
    let (start, on_cpu) = (Instant::now(), cpu_seconds());
    let tokens = texts.iter().map(|text| session.analyze_text(text).tokens.len()).sum();
    let elapsed = start.elapsed().as_secs_f64();
    (on_cpu.zip(cpu_seconds()).map_or(elapsed, |(a, b)| b - a), tokens)
}

/// How long the thread was on a processor; `None` where the system does not say.
fn cpu_seconds() -> Option<f64> {
    let times = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    times.split_whitespace().next()?.parse::<f64>().ok().map(|nanoseconds| nanoseconds / 1e9)
}

/// The most memory that the process had, in bytes; `null` where the system does not say.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}
