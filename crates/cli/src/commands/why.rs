//! `factum why`: what the rules make of a sentence, and why a record holds a fact.

mod fact;
mod kept;

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use factum::extract::{explain, pins};
use factum::types::Document;
use factum::worker::read_with;
use factum::{Engine, Hint};

use crate::arguments::Why;
use crate::files;

/// Prints the parse and each rule that hangs on a word of it, with what it captured or where it stopped; with
/// `--fact`, the evidence of one part of the record.
pub(crate) fn run(arguments: &Why) -> Result<bool> {
    if let Some(facts) = kept::facts(arguments)? {
        return kept::tell(&facts, arguments);
    }
    let engine = super::engine(&arguments.run)?;
    if let Some(id) = arguments.rule.as_deref().filter(|id| engine.rules().rule(id).is_none()) {
        bail!("there is no rule {id}; `factum rules` lists them");
    }
    let document = document(&arguments.text)?;
    match &arguments.fact {
        Some(id) => fact::print(&engine, document, id),
        None => sentence(&engine, &document, arguments),
    }
}

fn sentence(engine: &Engine, document: &Document, arguments: &Why) -> Result<bool> {
    let analysis = engine.session().analyze_whole(document);
    let mut out = io::stdout().lock();
    if arguments.rule.is_none() {
        writeln!(out, "{}", pins::tokens(document, &analysis))?;
    }
    for e in explain(engine.rules(), document, &analysis, arguments.rule.as_deref()) {
        let rule = engine.rules().rule(&e.rule);
        let place = place(engine, &e.rule);
        match e.outcome {
            Ok(captured) => {
                writeln!(out, "{} at \u{201c}{}\u{201d} ({place})", e.rule, e.word)?;
                writeln!(out, "    {}", rule.map_or("", |r| &r.why))?;
                for line in captured {
                    writeln!(out, "    {line}")?;
                }
            }
            Err(stopped) if arguments.all || arguments.rule.is_some() => {
                writeln!(out, "{} at \u{201c}{}\u{201d} ({place}): no match: {stopped}", e.rule, e.word)?;
            }
            Err(_) => {}
        }
    }
    Ok(false)
}

/// File and line of a rule; empty for what no rule file holds.
fn place(engine: &Engine, rule: &str) -> String {
    engine.rules().rule(rule).map_or_else(String::new, |r| format!("rules/{}:{}", r.file, r.line))
}

/// The sentence itself, the first document of a file, or the one that `#` names.
fn document(text: &str) -> Result<Document> {
    let (path, given) = match text.rsplit_once('#') {
        Some((path, given)) if Path::new(path).is_file() => (path, Some(given)),
        _ => (text, None),
    };
    if !Path::new(path).is_file() {
        // One word is no sentence: most likely a file whose name is mistyped.
        ensure!(text.contains(char::is_whitespace), "{text}: no such file, and no sentence");
        return Ok(pins::paragraph(text));
    }
    let bytes = fs::read(path).with_context(|| path.to_owned())?;
    let mut documents = read_with(files::worker().as_ref(), &bytes, &Hint::new(path)).into_iter();
    let found = match given {
        None => documents.next(),
        Some(id) => {
            documents.find(|d| d.as_ref().is_ok_and(|d| d.given.as_deref() == Some(id) || d.path == text))
        }
    };
    found.with_context(|| format!("{text}: no such document"))?.map_err(Into::into)
}
