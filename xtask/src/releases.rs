//! `cargo xtask releases`: where every charge stood on the day of each release and on the day before, on the shipped
//! example and on `../shared/corpora/oc-cases`.
//!
//! Each case's documents go into a casebook on the days on which they were published. What is printed is what the
//! record knew; what is checked is that nothing later leaks into it: the answer for a day is, byte for byte, that of a
//! case which holds only what was published by then, whether the casebook is asked by publication or by addition.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use factum::casebook::{Addition, Casebook, Pen, Scope, Stamp};
use factum::record::{Ask, Case, View};
use factum::types::Period;
use factum::{Engine, Hint, Told, models, read, wire};
use jiff::civil::Date;

use crate::{model, process};

/// How often an answer was compared, and how often a release changed one.
#[derive(Default)]
struct Tally {
    cases: usize,
    releases: usize,
    moved: usize,
    compared: usize,
}

/// Prints each case; an error where anything leaks.
pub(crate) fn run(brief: bool) -> Result<bool> {
    let path = model::fetch(models::catalogue().default_model(), None)?;
    let analyzer = factum::analyze::Analyzer::open(&path).with_context(|| path.display().to_string())?;
    let engine = Engine::new(analyzer)?;
    let mut tally = Tally::default();
    one(&engine, &process::root().join("examples/rust-set-shooting"), false, &mut tally)?;
    let corpus = process::root().join("../shared/corpora/oc-cases");
    if corpus.is_dir() {
        for folder in below(&corpus)? {
            one(&engine, &folder, brief, &mut tally)?;
        }
    } else {
        println!("skipped: {} is absent", corpus.display());
    }
    println!(
        "\n{} cases, {} days of release; on {} of them the record moved; {} answers compared, none knew of anything later",
        tally.cases, tally.releases, tally.moved, tally.compared
    );
    Ok(true)
}

fn one(engine: &Engine, folder: &Path, brief: bool, tally: &mut Tally) -> Result<()> {
    let told = told(engine, folder)?;
    let published = |told: &Told| told.document.published.map(|p| p.date.last());
    let days: BTreeSet<Date> = told.iter().filter_map(published).collect();
    let mut dated: Vec<&Told> = told.iter().filter(|t| published(t).is_some()).collect();
    dated.sort_by_key(|t| (published(t), t.document.path.clone()));
    let mut casebook = Casebook::in_memory()?;
    for (n, told) in dated.iter().enumerate() {
        let Some(day) = published(told) else { continue };
        let mut dice = [0; 32];
        dice.iter_mut().zip(n.to_be_bytes()).for_each(|(to, from)| *to = from);
        let pen = Pen { now: Stamp::new(day.at(12, 0, 0, 0)), dice };
        let (document, record) = (&told.document, &told.record);
        let bytes = told.bytes.as_slice();
        casebook.add(Addition { document, record, bytes, engine: &engine.identity() }, &pen)?;
    }
    if !brief {
        println!("\n{}", folder.file_name().unwrap_or_default().to_string_lossy());
    }
    tally.cases += 1;
    let all = casebook.case(&Scope::default())?;
    for day in days {
        let eve = day.yesterday()?;
        let at = |day: Date| Ask { as_of: Some(day), known_by: Some(day) };
        let (before, after) = (all.view(at(eve)), all.view(at(day)));
        for (asked, view) in [(eve, &before), (day, &after)] {
            let mut then = Case::default();
            for told in dated.iter().filter(|t| published(t).is_some_and(|p| p <= asked)) {
                then.learn(&told.document, told.record.clone());
            }
            let held = casebook.case(&Scope { added_by: Some(asked), ..Scope::default() })?;
            let said = wire::case(view);
            ensure!(
                said == wire::case(&then.view(at(asked))),
                "{}: {asked} knows of later documents",
                folder.display()
            );
            ensure!(
                said == wire::case(&held.view(at(asked))),
                "{}: {asked} differs by addition",
                folder.display()
            );
            tally.compared += 2;
        }
        tally.releases += 1;
        let (before, after) = (outcomes(&before), outcomes(&after));
        tally.moved += usize::from(before != after);
        if !brief {
            print(eve, &before, day, &after);
        }
    }
    Ok(())
}

fn print(eve: Date, before: &[String], day: Date, after: &[String]) {
    println!("  {eve}, the day before: {}", if before.is_empty() { "no charge is known" } else { "" });
    before.iter().for_each(|line| println!("    {line}"));
    println!("  {day}, the release:");
    after.iter().for_each(|line| println!("    {}{line}", if before.contains(line) { "" } else { "> " }));
}

fn outcomes(view: &View) -> Vec<String> {
    (0..view.charges.len()).filter_map(|at| view.outcome(at)).map(|o| o.to_string()).collect()
}

/// Every document of a folder, read; a file that is named after a day was published on it.
fn told(engine: &Engine, folder: &Path) -> Result<Vec<Told>> {
    let mut session = engine.session();
    let mut all = Vec::new();
    let is_source =
        |file: &PathBuf| file.file_name().is_some_and(|n| n != "README.md" && n != "expected.json");
    for file in below(folder)?.into_iter().filter(is_source) {
        let bytes = fs::read(&file).with_context(|| file.display().to_string())?;
        let mut hint = Hint::new(file.display().to_string());
        hint.published = file.file_stem().and_then(|s| s.to_str()).and_then(|s| s.parse::<Period>().ok());
        for document in read::read(&bytes, &hint) {
            let mut told = session.told(document?);
            told.bytes = match told.document.own.is_empty() {
                true => bytes.get(told.document.within.range()).unwrap_or_default().to_vec(),
                false => std::mem::take(&mut told.document.own),
            };
            all.push(told);
        }
    }
    Ok(all)
}

fn below(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths: Vec<_> = entries.filter_map(Result::ok).map(|e| e.path()).collect();
    paths.sort();
    Ok(paths)
}
