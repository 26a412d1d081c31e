//! `factum why`: what the rules make of a sentence.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, Result, bail};
use factum::extract::{explain, pins};
use factum::types::Document;
use factum::{Hint, read};

use crate::arguments::Why;

/// Prints the parse and each rule that hangs on a word of it, with what it captured or where it stopped.
pub(crate) fn run(arguments: &Why) -> Result<bool> {
    let engine = super::engine(&arguments.run)?;
    if let Some(id) = arguments.rule.as_deref().filter(|id| engine.rules().rule(id).is_none()) {
        bail!("there is no rule {id}; `factum rules` lists them");
    }
    let document = document(&arguments.text)?;
    let mut session = engine.session();
    let analysis = session.analyze_whole(&document);
    let mut out = io::stdout().lock();
    if arguments.rule.is_none() {
        writeln!(out, "{}", pins::tokens(&document, &analysis))?;
    }
    for e in explain(engine.rules(), &document, &analysis, arguments.rule.as_deref()) {
        let rule = engine.rules().rule(&e.rule);
        let place = rule.map_or_else(String::new, |r| format!("rules/{}:{}", r.file, r.line));
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

fn document(text: &str) -> Result<Document> {
    if !Path::new(text).is_file() {
        return Ok(pins::paragraph(text));
    }
    let bytes = fs::read(text).with_context(|| text.to_owned())?;
    let mut documents = read::read(&bytes, &Hint::new(text));
    documents.truncate(1);
    documents.pop().context("no document")?.map_err(Into::into)
}
