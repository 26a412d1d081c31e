//! `cargo xtask bench dates` and `bench statements`: what a layer costs, alone and as a share of the whole.

use std::time::Instant;

use anyhow::Context;
use factum::extract::{Rules, Words, extract};
use factum::resolve::{attributions, dates, resolve};
use factum::types::{Analysis, Document, Findings};
use factum::{Engine, models};

use crate::bench::median;
use crate::lazy::{KINDS, documents};
use crate::{model, process};

/// A layer that has rules of its own.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    /// Every time in a text, placed on the calendar.
    Dates,
    /// Who says, thinks or wants what: the record's statements and the layer `attributions`.
    Statements,
}

impl Layer {
    /// Whether a file of rules is this layer's.
    fn owns(self, file: &str) -> bool {
        match self {
            Layer::Dates => file.starts_with("dates/") && file != "dates/parts.toml",
            Layer::Statements => file == "facts/statement.toml",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Layer::Dates => "times",
            Layer::Statements => "sayings",
        }
    }

    /// What the layer does once its rules have matched; how many things it found.
    fn settle(self, words: &Words, document: &Document, analysis: &Analysis, findings: &Findings) -> usize {
        match self {
            Layer::Dates => dates(document, findings).len(),
            Layer::Statements => attributions(words, document, analysis, findings).len(),
        }
    }
}

/// Seconds of each stage over some documents.
#[derive(Clone, Copy, Default)]
struct Seconds {
    analyze: f64,
    extract: f64,
    resolve: f64,
    /// Both without the layer's rules.
    without: f64,
    /// The layer's rules alone.
    alone: f64,
    /// What the layer does once its rules have matched.
    settle: f64,
}

/// Times each stage on one thread and prints the medians of its speeds, and the share that the layer has.
pub(crate) fn run(layer: Layer, rounds: usize) -> anyhow::Result<()> {
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let analyzer = factum::analyze::Analyzer::open(&path).with_context(|| path.display().to_string())?;
    let engine = Engine::new(analyzer)?.eager();
    let without = rules(|file| !layer.owns(file))?;
    let alone = rules(|file| layer.owns(file) || file.starts_with("words/") || file.ends_with("parts.toml"))?;
    println!(
        "{:24} {:>5} {:>8} {:>7} {:>16} {:>14} {:>10}",
        "kind",
        "docs",
        "words",
        layer.name(),
        "alone w/s",
        "pipeline w/s",
        "share"
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
        let rounds: Vec<(Seconds, usize)> = (0..rounds.max(1))
            .map(|_| timed(layer, &engine, (&without, &alone), &documents, &analyses))
            .collect();
        report(kind, &documents, &rounds);
    }
    Ok(())
}

fn rules(wanted: impl Fn(&str) -> bool) -> anyhow::Result<Rules> {
    let files: Vec<(&str, &str)> =
        factum::rule_files().iter().copied().filter(|(path, _)| wanted(path)).collect();
    Rules::load(&files).map_err(|errors| anyhow::anyhow!("{} mistakes in the rules", errors.len()))
}

/// One round: the seconds, and how many things of the layer the documents hold.
fn timed(
    layer: Layer,
    engine: &Engine,
    (without, alone): (&Rules, &Rules),
    documents: &[Document],
    analyses: &[Analysis],
) -> (Seconds, usize) {
    let mut session = engine.session();
    let pairs = || documents.iter().zip(analyses);
    let words = engine.rules().words();
    let extracted = |rules: &Rules| pairs().map(|(d, a)| extract(rules, d, a)).collect::<Vec<Findings>>();
    let resolved = |findings: &[Findings]| {
        let one = |((d, a), f): ((&Document, &Analysis), &Findings)| resolve(words, d, a, f).charges.len();
        pairs().zip(findings).map(one).sum::<usize>()
    };
    let (analyze, _) =
        clocked(|| documents.iter().map(|d| session.analyze_whole(d).tokens.len()).sum::<usize>());
    let (extract, findings) = clocked(|| extracted(engine.rules()));
    let (resolve, _) = clocked(|| resolved(&findings));
    let (extract_without, others) = clocked(|| extracted(without));
    // without times charges would be other charges, and not the same ones sooner
    let (resolve_without, _) = match layer {
        Layer::Dates => (resolve, 0),
        Layer::Statements => clocked(|| resolved(&others)),
    };
    let (alone, _) = clocked(|| extracted(alone));
    let (settle, found) =
        clocked(|| pairs().zip(&findings).map(|((d, a), f)| layer.settle(words, d, a, f)).sum::<usize>());
    let without = extract_without + resolve_without;
    (Seconds { analyze, extract, resolve, without, alone, settle }, found)
}

fn clocked<T>(act: impl FnOnce() -> T) -> (f64, T) {
    let begun = Instant::now();
    let done = act();
    (begun.elapsed().as_secs_f64(), done)
}

fn report(kind: &str, documents: &[Document], rounds: &[(Seconds, usize)]) {
    let found = rounds.first().map_or(0, |(_, found)| *found);
    let words: usize = documents.iter().map(|d| d.text.split_whitespace().count()).sum();
    let median =
        |of: &dyn Fn(&Seconds) -> f64| median(rounds.iter().map(|(seconds, _)| of(seconds)).collect());
    let alone = median(&|s| s.alone + s.settle);
    let pipeline = median(&|s| s.analyze + s.extract + s.resolve);
    // What the pipeline takes longer for the layer, of what it takes.
    let share =
        median(&|s| (s.extract + s.resolve - s.without + s.settle) / (s.analyze + s.extract + s.resolve));
    println!(
        "{kind:24} {:>5} {words:>8} {found:>7} {:>16.0} {:>14.0} {:>9.1}%",
        documents.len(),
        words as f64 / alone,
        words as f64 / pipeline,
        100.0 * share
    );
}
