//! `factum verify`: every row and source of a casebook against its log.

use std::fs;

use anyhow::{Context, Result};
use factum::casebook::{Casebook, checkpoint, parse_checkpoint};

use crate::arguments::Verify;

/// Names all that is not what was written; whether there is any.
pub(crate) fn run(arguments: &Verify) -> Result<bool> {
    let casebook = Casebook::open(&arguments.book.path)?;
    if arguments.head {
        print!("{}", checkpoint(&casebook.head()?));
        return Ok(false);
    }
    let mut outside = Vec::new();
    for path in &arguments.checkpoint {
        let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
        outside.push(parse_checkpoint(&text).with_context(|| path.display().to_string())?);
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
        println!("{} rows were emptied on purpose; the log still has their place", verified.removed);
    }
    if outside.is_empty() {
        println!(
            "Without a checkpoint kept elsewhere (--checkpoint), a file that was wholly rewritten cannot be told."
        );
    }
    print!("\n{}", checkpoint(&casebook.head()?));
    Ok(!verified.faults.is_empty())
}
