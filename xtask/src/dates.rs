//! `cargo xtask bench dates`: what it costs to read every time in a text.

use std::time::Instant;

use anyhow::Context;
use factum::extract::{Rules, extract};
use factum::resolve::{dates, resolve};
use factum::types::{Analysis, Document, Findings};
use factum::{Engine, models};

use crate::lazy::{KINDS, documents};
use crate::{model, process};

/// Seconds of each stage over some documents.
#[derive(Clone, Copy, Default)]
struct Seconds {
    analyze: f64,
    extract: f64,
    /// The same without the rules on time.
    without: f64,
    /// The rules on time alone.
    alone: f64,
    /// Placing the times on the calendar.
    place: f64,
    resolve: f64,
}

/// Times each stage on one thread and prints the medians of its speeds, and the share that the dates have.
pub(crate) fn run(rounds: usize) -> anyhow::Result<()> {
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let analyzer = factum::analyze::Analyzer::open(&path).with_context(|| path.display().to_string())?;
    let engine = Engine::new(analyzer)?.eager();
    let without = rules(|file| !file.starts_with("dates/") || file == "dates/parts.toml")?;
    let alone = rules(|file| file.starts_with("dates/") || file.starts_with("words/"))?;
    println!(
        "{:24} {:>5} {:>8} {:>7} {:>16} {:>14} {:>10}",
        "kind", "docs", "words", "times", "dates alone w/s", "pipeline w/s", "share"
    );
    let shared = process::root().join("../shared");
    let mut kinds: Vec<(&str, Vec<Document>)> = KINDS
        .iter()
        .map(|(kind, folders)| (*kind, documents(folders.iter().map(|f| shared.join(f)))))
        .filter(|(_, documents)| !documents.is_empty())
        .collect();
    if kinds.is_empty() {
        println!("../shared is absent: only the repository's own examples are read");
    }
    kinds.push(("our own examples", documents([process::root().join("examples")].into_iter())));
    for (kind, documents) in kinds {
        let analyses: Vec<Analysis> = {
            let mut session = engine.session();
            documents.iter().map(|d| session.analyze_whole(d)).collect()
        };
        let rounds: Vec<Seconds> =
            (0..rounds.max(1)).map(|_| timed(&engine, &without, &alone, &documents, &analyses)).collect();
        report(kind, &documents, &rounds, times(&alone, &documents, &analyses));
    }
    Ok(())
}

fn rules(wanted: impl Fn(&str) -> bool) -> anyhow::Result<Rules> {
    let files: Vec<(&str, &str)> =
        factum::rule_files().iter().copied().filter(|(path, _)| wanted(path)).collect();
    Rules::load(&files).map_err(|errors| anyhow::anyhow!("{} mistakes in the rules", errors.len()))
}

/// How many time expressions the documents hold.
fn times(rules: &Rules, documents: &[Document], analyses: &[Analysis]) -> usize {
    documents.iter().zip(analyses).map(|(d, a)| extract(rules, d, a).whens.len()).sum()
}

fn timed(
    engine: &Engine,
    without: &Rules,
    alone: &Rules,
    documents: &[Document],
    analyses: &[Analysis],
) -> Seconds {
    let mut session = engine.session();
    let pairs = || documents.iter().zip(analyses);
    let (analyze, _) =
        clocked(|| documents.iter().map(|d| session.analyze_whole(d).tokens.len()).sum::<usize>());
    let (extracted, findings) =
        clocked(|| pairs().map(|(d, a)| extract(engine.rules(), d, a)).collect::<Vec<Findings>>());
    let (without, _) = clocked(|| pairs().map(|(d, a)| extract(without, d, a)).collect::<Vec<Findings>>());
    let (alone, _) = clocked(|| pairs().map(|(d, a)| extract(alone, d, a)).collect::<Vec<Findings>>());
    let (place, _) =
        clocked(|| documents.iter().zip(&findings).map(|(d, f)| dates(d, f).len()).sum::<usize>());
    let words = engine.rules().words();
    let (resolve, _) = clocked(|| {
        pairs().zip(&findings).map(|((d, a), f)| resolve(words, d, a, f).charges.len()).sum::<usize>()
    });
    Seconds { analyze, extract: extracted, without, alone, place, resolve }
}

fn clocked<T>(act: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = act();
    (begun.elapsed().as_secs_f64(), done)
}

fn report(kind: &str, documents: &[Document], rounds: &[Seconds], times: usize) {
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let median = |of: &dyn Fn(&Seconds) -> f64| {
        let mut all: Vec<f64> = rounds.iter().map(of).collect();
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    };
    let alone = median(&|s| s.alone + s.place);
    let pipeline = median(&|s| s.analyze + s.extract + s.resolve);
    // What the pipeline takes longer for its dates, of what it takes.
    let share = median(&|s| (s.extract - s.without + s.place) / (s.analyze + s.extract + s.resolve));
    println!(
        "{kind:24} {:>5} {words:>8} {times:>7} {:>16.0} {:>14.0} {:>9.1}%",
        documents.len(),
        words as f64 / alone,
        words as f64 / pipeline,
        100.0 * share
    );
}
