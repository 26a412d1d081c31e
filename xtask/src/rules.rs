//! `cargo xtask rules`: what the model makes of every rule's examples, pinned beside the rules.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use factum::analyze::{Analyzer, Session};
use factum::extract::{Rules, pins};

use crate::{model, process};

/// Writes the pins; with `check` only compares them. False where a check finds a difference.
pub(crate) fn run(check: bool) -> anyhow::Result<bool> {
    let model = model::fetch(factum::models::catalogue().default_model(), None)?;
    let analyzer = Analyzer::open(&model).with_context(|| model.display().to_string())?;
    let mut session = analyzer.session();
    let folder = process::root().join("rules");
    let (mut same, mut changed) = (0, Vec::new());
    let mut wanted: BTreeSet<PathBuf> = BTreeSet::new();
    let rules = Rules::load(factum::rule_files()).map_err(|errors| {
        anyhow::anyhow!(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))
    })?;
    let files: BTreeSet<&str> = rules.all().iter().map(|rule| &*rule.file).collect();
    for path in files {
        let pinned = pinned(&mut session, &rules, path);
        let file = folder.join("parses").join(path).with_extension("txt");
        wanted.insert(file.clone());
        if fs::read_to_string(&file).is_ok_and(|old| old == pinned) {
            same += 1;
            continue;
        }
        changed.push(file.clone());
        if !check {
            fs::create_dir_all(file.parent().unwrap_or(&folder))?;
            fs::write(&file, pinned).with_context(|| file.display().to_string())?;
        }
    }
    for file in leftover(&folder.join("parses"), &wanted) {
        changed.push(file.clone());
        if !check {
            fs::remove_file(&file)?;
        }
    }
    for file in &changed {
        eprintln!("rules: {} {}", if check { "differs:" } else { "written:" }, file.display());
    }
    eprintln!("rules: {same} files of parses as they were, {} not", changed.len());
    if check && !changed.is_empty() {
        eprintln!("rules: `cargo xtask rules` writes them anew");
    }
    Ok(!check || changed.is_empty())
}

/// The pins of one file's examples, each text once, in the order of the file.
fn pinned(session: &mut Session<'_>, rules: &Rules, path: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut pins = Vec::new();
    for rule in rules.all().iter().filter(|rule| &*rule.file == path) {
        for example in rule.yes.iter().map(|y| &y.text).chain(&rule.no) {
            if seen.insert(example.clone()) {
                let document = pins::paragraph(example);
                let analysis = session.analyze_text(example);
                pins.push(pins::render(&document, &analysis));
            }
        }
    }
    pins.join("\n")
}

/// Files of parses that no rule file asks for.
fn leftover(folder: &Path, wanted: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(leftover(&path, wanted));
        } else if !wanted.contains(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}
