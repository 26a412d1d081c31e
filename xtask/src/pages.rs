//! `cargo xtask pages`: the pages in a real browser. An editor's way from an empty casebook to an export, hostile words
//! in every field, a picture of every page, and axe-core on each.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};
use factum::casebook::Casebook;

use crate::invented::{same, story};
use crate::{model, process, torture};

/// The payloads of hostile documents, one a line.
const PAYLOADS: &str = include_str!("../../e2e/payloads.txt");

/// What is repeated until it has more than 200 letters: names with and without a place to break them.
const LONG: [&str; 3] = ["Maximiliane von Quill-Aldersgate ", "Quillwermsdorf", "Ёлмфорд–Šířeček "];

/// How many invented stories make a case of 500 facts.
pub(crate) const STORIES: u64 = 32;

/// Where browsers are looked for, where `CHROMIUM` does not say.
const BROWSERS: [&str; 4] =
    ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

/// Runs all of it; false where something went wrong. `only` names the pages to take pictures of.
pub(crate) fn run(only: Option<&str>) -> Result<bool> {
    let browser = browser()?;
    ready()?;
    let model = model::fetch(factum::models::catalogue().default_model(), None)?;
    process::run(&mut process::cargo(&["build", "--package", "factum-cli"]))?;
    let program = process::target().join("debug").join("factum");
    let work = process::target().join("pages");
    if work.exists() {
        fs::remove_dir_all(&work)?;
    }
    fs::create_dir_all(&work)?;
    let [example, large, long, hostile] =
        ["example", "large", "long", "hostile"].map(|name| work.join(format!("{name}.factum")));
    let mut add = Command::new(&program);
    add.arg("add").args(example_files()?).arg("-C").arg(&example);
    process::run(add.current_dir(process::root()).env("FACTUM_MODEL", &model))?;
    make_many(&large, STORIES)?;
    make_of(&hostile, PAYLOADS.lines().map(str::to_owned))?;
    make_of(&long, LONG.map(|words| words.repeat(200 / words.len() + 1)).into_iter())?;
    let node = |script: &str, arguments: &[&Path]| {
        let mut command = Command::new("node");
        command.arg(script).arg(&program).args(arguments).current_dir(process::root().join("e2e"));
        command.env("CHROMIUM", &browser).env("FACTUM_MODEL", &model);
        command
    };
    let mut well = true;
    let mut run = |mut command: Command| match process::run(&mut command) {
        Ok(()) => {}
        Err(error) => {
            eprintln!("{error:#}");
            well = false;
        }
    };
    if only.is_none() {
        let document = process::root().join("examples/invented/us-01-warehouse-fire.txt");
        run(node("story.mjs", &[&document]));
        run(node("hostile.mjs", &[&hostile]));
    }
    for (casebook, folder) in [(&example, "example"), (&large, "large"), (&long, "long")] {
        let pictures = work.join(folder);
        let mut shots = node("shots.mjs", &[casebook, &pictures]);
        if let Some(only) = only {
            shots.arg(only);
        }
        run(shots);
    }
    Ok(well)
}

/// The browser, or what is missing.
pub(crate) fn browser() -> Result<PathBuf> {
    let own = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let found = own.into_iter().chain(BROWSERS.iter().map(PathBuf::from)).find(|path| path.is_file());
    found.context("there is no Chromium here; `apt-get install chromium`, or name one in CHROMIUM")
}

/// Fetches what the scripts in `e2e/` need, once.
pub(crate) fn ready() -> Result<()> {
    if Command::new("node").arg("--version").output().is_err() {
        bail!("there is no node here; the scripts in e2e/ need version 20 or newer");
    }
    let folder = process::root().join("e2e");
    if !folder.join("node_modules").is_dir() {
        process::run(Command::new("npm").args(["ci", "--no-audit", "--no-fund"]).current_dir(&folder))?;
    }
    Ok(())
}

/// The documents of the example, without what describes them.
fn example_files() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(process::root().join("examples/rust-set-shooting"))? {
        let path = entry?.path();
        if !path.ends_with("README.md") && !path.ends_with("expected.json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// A casebook of many cases with two documents each, so that the board and the timeline have a row for each of many.
fn make_many(path: &Path, stories: u64) -> Result<()> {
    let mut casebook = Casebook::open_or_create(path)?;
    for n in 0..stories {
        torture::add_story(&mut casebook, &story(n * 4 + n % 2), n)?;
    }
    println!("{} holds {} facts", path.display(), casebook.facts_held()?);
    Ok(())
}

/// A casebook of invented stories.
pub(crate) fn make(path: &Path, stories: u64) -> Result<()> {
    let mut casebook = Casebook::open_or_create(path)?;
    for n in 0..stories {
        torture::add_story(&mut casebook, &story(n), n)?;
    }
    println!("{} holds {} facts", path.display(), casebook.facts_held()?);
    Ok(())
}

/// A casebook whose stories have these words in every field, one story for each.
fn make_of(path: &Path, words: impl Iterator<Item = String>) -> Result<()> {
    let mut casebook = Casebook::open_or_create(path)?;
    for (n, words) in (0..).zip(words) {
        torture::add_story(&mut casebook, &same(n, &words), n)?;
    }
    Ok(())
}
