//! `cargo xtask bench`: speed and memory, measured side by side on this machine and printed, never stored.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};
use factum::models::Model;
use serde::Deserialize;

use crate::spacy::Spacy;
use crate::texts::{self, Text};
use crate::{model, process};

/// What holds every library to one thread.
const ONE_THREAD: [&str; 5] =
    ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"];

/// Settings of the surroundings that would choose a library's kernels for it.
const TUNING: [&str; 4] = ["OPENBLAS_", "BLIS_", "MKL_", "NVPL_"];

/// The kinds of text to prefer: prose of the domain's kind, long enough to time.
const PREFERRED: [&str; 2] = ["timeml", "own"];

/// Below this many words the clock measures more of the caches than of the engines.
const ENOUGH_WORDS: usize = 20_000;

/// What an engine reports of one pass over the texts.
#[derive(Deserialize)]
struct Pass {
    tokens: u64,
    words: u64,
    /// On a processor, where the system tells; else on the clock.
    seconds: f64,
    /// `None` where the system does not say.
    peak_rss_bytes: Option<u64>,
    /// What was measured, where the engine says so.
    version: Option<String>,
}

/// One competitor and what was measured of it.
struct Engine {
    name: &'static str,
    /// Whether it is spaCy, which the others are compared with.
    theirs: bool,
    command: Box<dyn Fn() -> Command>,
    startup: Vec<f64>,
    passes: Vec<Pass>,
}

/// The language engine against spaCy, whole pipeline from raw text, one thread each.
pub(crate) fn language(model: &Model, docs: usize, rounds: usize) -> anyhow::Result<()> {
    let converted = model::fetch(model, None)?;
    let spacy = Spacy::ready(model)?;
    process::run(&mut process::cargo(&[
        "build",
        "--release",
        "--package",
        "factum-analyze",
        "--example",
        "speed",
    ]))?;
    let work = process::target().join("bench");
    fs::create_dir_all(&work)?;
    let (kind, texts) = chosen(docs)?;
    let input = work.join("texts.jsonl");
    texts::write(&texts, &input)?;

    let mut engines = engines(spacy, &converted);
    for round in 1..=rounds.max(1) {
        for engine in &mut engines {
            eprintln!("round {round} of {rounds}: {}", engine.name);
            let begun = Instant::now();
            process::ask(&mut (engine.command)(), None)?;
            engine.startup.push(begun.elapsed().as_secs_f64());
            let said = process::ask(&mut (engine.command)(), Some(&input))?;
            engine.passes.push(serde_json::from_str(&said).with_context(|| engine.name)?);
        }
    }
    println!(
        "{} {}, {} {kind} texts, one thread, its processor time, medians of {rounds} rounds",
        model.name,
        model.version,
        texts.len()
    );
    println!("CPU: {}", cpu());
    println!("spaCy's matrix libraries here: {}", kernels(&engines)?);
    report(&engines)
}

/// The texts to measure on, and their kind.
fn chosen(docs: usize) -> anyhow::Result<(&'static str, Vec<Text>)> {
    let mut all = texts::gather(docs)?;
    for kind in PREFERRED {
        if let Some(texts) = all.remove(kind) {
            let words: usize = texts.iter().map(|text| text.text.split_whitespace().count()).sum();
            if words < ENOUGH_WORDS {
                println!(
                    "Only {words} words: few texts, or no public corpora beside this repository; read the speeds as rough."
                );
            }
            return Ok((kind, texts));
        }
    }
    anyhow::bail!("no texts: examples/ is empty")
}

/// Everyone who takes part on this machine.
fn engines(spacy: Spacy, converted: &Path) -> Vec<Engine> {
    let spacy = std::rc::Rc::new(spacy);
    let mut engines = Vec::new();
    for (name, library) in [("spaCy as shipped (BLIS)", "blis"), ("spaCy on OpenBLAS", "openblas")] {
        let spacy = std::rc::Rc::clone(&spacy);
        let command = move || {
            let mut command = spacy.script("spacy_speed.py");
            command.arg(library);
            alone(command)
        };
        engines.push(Engine::new(name, true, command));
    }
    for (name, isa) in instruction_sets() {
        let converted = converted.to_owned();
        let program = process::target().join("release").join("examples").join("speed");
        let command = move || {
            let mut command = Command::new(&program);
            command.arg(&converted).args(["--isa", isa, "--reps", "1"]);
            alone(command)
        };
        engines.push(Engine::new(name, false, command));
    }
    engines
}

/// The instruction sets that this machine can run, with the analyzer's names for them.
fn instruction_sets() -> Vec<(&'static str, &'static str)> {
    let mut sets = Vec::new();
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") {
            sets.push(("ours, AVX-512", "avx512"));
        }
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            sets.push(("ours, AVX2", "avx2"));
        }
    }
    sets.push(("ours, portable", "portable"));
    sets
}

/// Holds a command to one thread, and lets its libraries choose their kernels for this machine themselves.
fn alone(mut command: Command) -> Command {
    for (name, _) in std::env::vars_os() {
        if TUNING.iter().any(|prefix| name.to_string_lossy().starts_with(prefix)) {
            command.env_remove(name);
        }
    }
    command.envs(ONE_THREAD.map(|name| (name, "1")));
    command
}

impl Engine {
    fn new(name: &'static str, theirs: bool, command: impl Fn() -> Command + 'static) -> Self {
        Self { name, theirs, command: Box::new(command), startup: Vec::new(), passes: Vec::new() }
    }

    /// The median of a figure over the passes.
    fn median(&self, figure: impl Fn(&Pass) -> f64) -> f64 {
        median(self.passes.iter().map(figure).collect())
    }
}

/// The middle value; of an even number the lower of the two in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

/// Prints the table; an error where the engines did not do the same work.
fn report(engines: &[Engine]) -> anyhow::Result<()> {
    println!(
        "\n{:<26} {:>10} {:>10} {:>10} {:>11} {:>10} {:>9}",
        "", "words/s", "tokens/s", "x shipped", "x OpenBLAS", "start-up", "peak RSS"
    );
    let seconds: Vec<f64> = engines.iter().map(|engine| engine.median(|pass| pass.seconds)).collect();
    for (engine, own) in engines.iter().zip(&seconds) {
        let times = |other: usize| seconds.get(other).map_or(f64::NAN, |other| other / own);
        println!(
            "{:<26} {:>10.0} {:>10.0} {:>10.2} {:>11.2} {:>7.0} ms {:>6.0} MB",
            engine.name,
            engine.median(|pass| pass.words as f64) / own,
            engine.median(|pass| pass.tokens as f64) / own,
            times(0),
            times(1),
            median(engine.startup.clone()) * 1e3,
            engine.median(|pass| pass.peak_rss_bytes.map_or(f64::NAN, |bytes| bytes as f64 / 1e6)),
        );
    }
    let passes = || engines.iter().flat_map(|engine| &engine.passes);
    if let Some((first, version)) = passes().find_map(|pass| Some((pass, pass.version.as_ref()?))) {
        println!(
            "\n{} words, {} tokens; {version}; ours {}",
            first.words,
            first.tokens,
            env!("CARGO_PKG_VERSION")
        );
    }
    let tokens: BTreeSet<u64> = passes().map(|pass| pass.tokens).collect();
    ensure!(tokens.len() == 1, "the engines do not agree on how many tokens there are: {tokens:?}");
    Ok(())
}

/// Which kernels spaCy's two libraries choose on this machine; on some they choose slow ones, which flatters us.
fn kernels(engines: &[Engine]) -> anyhow::Result<String> {
    let Some(spacy) = engines.iter().find(|engine| engine.theirs) else {
        return Ok(String::from("none"));
    };
    let mut command = (spacy.command)();
    command.env("BLIS_ARCH_DEBUG", "1").env("OPENBLAS_VERBOSE", "2");
    let output = command.stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let written = String::from_utf8_lossy(&output.stderr);
    let (blis, openblas) = ("libblis: selecting sub-configuration", "Core:");
    let told = written.lines().filter_map(|line| {
        let openblas = line.strip_prefix(openblas).map(|core| format!("OpenBLAS{core}"));
        openblas.or_else(|| line.strip_prefix(blis).map(|kind| format!("BLIS{}", kind.trim_end_matches('.'))))
    });
    let told: Vec<String> = told.collect();
    Ok(if told.is_empty() {
        String::from("they do not say which kernels they chose")
    } else {
        told.join(", ")
    })
}

/// The processor's name, as far as the system tells it.
fn cpu() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let field = |name: &str| {
        told.lines().find(|line| line.starts_with(name))?.split_once(": ").map(|(_, value)| value)
    };
    let name = field("model name").unwrap_or(std::env::consts::ARCH);
    match (field("cpu family"), field("model\t")) {
        (Some(family), Some(model)) => format!("{name} (family {family}, model {model})"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_median_is_a_value_that_was_measured() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.0);
        assert!(median(Vec::new()).is_nan());
    }
}
