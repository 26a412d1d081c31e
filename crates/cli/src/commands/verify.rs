//! `factum verify`: every row and source of a casebook against its log.

use std::fs;

use anyhow::{Context, Result};
use factum::casebook::{Casebook, Decision, checkpoint, parse_checkpoint};

use super::keep::{public, secret};
use crate::arguments::Verify;

/// Names all that is not what was written; whether there is any.
pub(crate) fn run(arguments: &Verify) -> Result<bool> {
    let casebook = Casebook::open(&arguments.book.path)?;
    let key = arguments.key.as_deref().map(secret).transpose()?;
    let print_head = || -> Result<String> {
        let head = casebook.head()?;
        Ok(key.as_ref().map_or_else(|| checkpoint(&head), |key| key.sign(&head)))
    };
    if arguments.head {
        print!("{}", print_head()?);
        return Ok(false);
    }
    let trusted = arguments.trust.as_deref().map(public).transpose()?;
    let mut outside = Vec::new();
    for path in &arguments.checkpoint {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        let head = match &trusted {
            Some(key) => key.check(&text),
            None => parse_checkpoint(&text),
        };
        outside.push(head.with_context(|| path.display().to_string())?);
    }
    let verified = casebook.verify(&outside)?;
    for fault in &verified.faults {
        println!("{}: {}", fault.what, fault.why);
    }
    let path = casebook.path().display();
    println!(
        "{path}: {} log entries, {} sources, {} facts with their words; {}",
        verified.entries,
        verified.sources,
        verified.facts,
        match verified.faults.len() {
            0 => "all is as it was written".to_owned(),
            n => format!("{n} faults"),
        }
    );
    if verified.removed > 0 {
        println!("{} rows were removed on purpose; the log still has their place:", verified.removed);
        for kept in casebook.decisions(None)? {
            if let Decision::Remove { .. } = &kept.decision {
                println!("    decision {} by {} on {}: {}", kept.number, kept.who, kept.at, kept.decision);
            }
        }
    }
    if outside.is_empty() {
        println!(
            "Without a checkpoint kept elsewhere (--checkpoint), a file that was wholly rewritten cannot be told."
        );
    }
    print!("\n{}", print_head()?);
    Ok(!verified.faults.is_empty())
}
