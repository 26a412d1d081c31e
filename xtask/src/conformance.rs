//! `cargo xtask conformance`: spaCy and our analyzer read the same texts; every difference counts.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, ensure};
use factum::models::Model;

use crate::compare::{self, COMPARED, Difference, Said, Tally};
use crate::spacy::Spacy;
use crate::texts::{self, Text};
use crate::{model, process};

/// How many tokens a run must read before zero differences mean much.
const ENOUGH_TOKENS: usize = 100_000;

/// Into how many texts the hard cases of `bench/odd_texts.py` are put.
const ODD_TEXTS: &str = "60";

/// How many differences are shown; all are counted.
const SHOWN: usize = 12;

/// Compares on at most `docs` texts of each kind; true where nothing differs.
pub(crate) fn run(model: &Model, docs: usize, isa: Option<&str>) -> anyhow::Result<bool> {
    let converted = model::fetch(model, None)?;
    let spacy = Spacy::ready(model)?;
    process::run(&mut process::cargo(&[
        "build",
        "--release",
        "--package",
        "factum-analyze",
        "--example",
        "dump",
    ]))?;
    let work = process::target().join("conformance");
    fs::create_dir_all(&work)?;

    println!(
        "{} {}: spaCy against ours ({})",
        model.name,
        model.version,
        isa.unwrap_or("best instructions here")
    );
    println!("{:<24} {:>8} {:>10} {:>12}", "texts", "number", "tokens", "differences");
    let mut all = Tally::default();
    let mut shown = 0;
    let odd = process::ask(spacy.script("odd_texts.py").arg(ODD_TEXTS), None)?;
    let mut kinds = texts::gather(docs)?;
    kinds.insert("odd", texts::parse(&odd)?);
    for (kind, whole) in kinds {
        let paragraphs: Vec<Text> = whole.iter().flat_map(texts::paragraphs).collect();
        for (form, texts) in [("whole", whole), ("by paragraph", paragraphs)] {
            let before = (all.texts, all.tokens, all.differences());
            let file = work.join(format!("{kind}.jsonl"));
            texts::write(&texts, &file)?;
            let theirs = process::ask(&mut spacy.script("spacy_dump.py"), Some(&file))?;
            let ours = process::ask(&mut dump(&converted, isa), Some(&file))?;
            count(&theirs, &ours, texts.len(), &mut all, &mut shown)?;
            let now = (all.texts - before.0, all.tokens - before.1, all.differences() - before.2);
            println!("{:<24} {:>8} {:>10} {:>12}", format!("{kind}, {form}"), now.0, now.1, now.2);
        }
    }
    report(&all);
    Ok(all.differences() == 0 && all.tokens > 0)
}

/// Our side: the analyzer's example program.
fn dump(converted: &Path, isa: Option<&str>) -> Command {
    let mut command = Command::new(process::target().join("release").join("examples").join("dump"));
    command.arg(converted).args(isa.into_iter().flat_map(|isa| ["--isa", isa]));
    command
}

/// Adds up the differences of two dumps, line by line; shows the first few.
fn count(theirs: &str, ours: &str, texts: usize, all: &mut Tally, shown: &mut usize) -> anyhow::Result<()> {
    let lines = (theirs.lines().count(), ours.lines().count());
    ensure!(lines == (texts, texts), "{texts} texts went in, {} lines and {} came out", lines.0, lines.1);
    for (their_line, our_line) in theirs.lines().zip(ours.lines()) {
        let a: Said = serde_json::from_str(their_line).context("spaCy's dump")?;
        let b: Said = serde_json::from_str(our_line).context("our dump")?;
        ensure!(a.id == b.id, "the dumps are not in one order: {} beside {}", a.id, b.id);
        let differences = compare::differences(&a, &b);
        for Difference { of, place, values: [their_value, our_value] } in &differences {
            if *shown < SHOWN {
                println!("  {of}: {place}: spaCy {their_value:?}, ours {our_value:?}");
                *shown += 1;
            }
        }
        all.add(&a, &differences);
    }
    Ok(())
}

/// The closing table.
fn report(all: &Tally) {
    println!(
        "\n{} texts, {} tokens, {} sentences, {} names",
        all.texts, all.tokens, all.sentences, all.names
    );
    for kind in COMPARED {
        println!("  differing {kind:<10} {:>8}", all.by_kind.get(kind).copied().unwrap_or_default());
    }
    if all.tokens < ENOUGH_TOKENS {
        println!(
            "That is only {} tokens: few texts were asked for, or no public corpora lie beside this repository. \
             Zero differences on so little says little.",
            all.tokens
        );
    }
}
