//! `factum add`: documents, with what is read in them, into a casebook.

use std::time::SystemTime;

use anyhow::{Context, Result};
use factum::casebook::CasebookError::{NoWords, OtherBytes, WasRemoved};
use factum::casebook::{Added, Addition, Anchored, Casebook, Pen, Stamp};

use crate::arguments::Add;

/// Adds each document in a transaction of its own; whether some documents failed.
pub(crate) fn run(arguments: &Add) -> Result<bool> {
    let mut casebook = Casebook::open_or_create(&arguments.book.path)?;
    let engine = super::engine(&arguments.run)?;
    let identity = engine.identity();
    let mut tally = Tally::default();
    let failed = super::each_by(&engine, &arguments.files, &arguments.run, |told| {
        let addition = Addition {
            document: &told.document,
            record: &told.record,
            bytes: &told.bytes,
            engine: &identity,
        };
        match casebook.add(addition, &pen(arguments.when.now)?) {
            Ok(added) => tally.count(&told.document.path, &added),
            // this document's own fault: the others go on
            Err(error @ (WasRemoved { .. } | NoWords { .. } | OtherBytes { .. })) => {
                eprintln!("factum: {error}");
                tally.refused += 1;
            }
            Err(error) => return Err(error.into()),
        }
        Ok(())
    })?;
    println!("{}", tally.said(&casebook)?);
    Ok(failed || tally.refused > 0)
}

/// The clock and the dice of this machine.
pub(crate) fn pen(now: Option<Stamp>) -> Result<Pen> {
    let mut dice = [0; 32];
    getrandom::fill(&mut dice).map_err(|e| anyhow::anyhow!("no random numbers can be had: {e}"))?;
    let now = match now {
        Some(now) => now,
        None => {
            let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
            let seconds = since.context("the clock stands before 1970")?.as_secs();
            Stamp::of_unix(i64::try_from(seconds)?).context("the clock shows no time of the calendar")?
        }
    };
    Ok(Pen { now, dice })
}

/// What became of the documents.
#[derive(Default)]
struct Tally {
    known: usize,
    new: usize,
    changed: usize,
    anew: usize,
    refused: usize,
    facts: usize,
}

impl Tally {
    fn count(&mut self, path: &str, added: &Added) {
        match added {
            Added::Known => self.known += 1,
            Added::New { facts } => {
                self.new += 1;
                self.facts += facts;
            }
            Added::Changed { version, facts, anchors } => {
                self.changed += 1;
                self.facts += facts;
                let n = |place: fn(&Anchored) -> bool| anchors.iter().filter(|a| place(&a.place)).count();
                println!(
                    "{path}: changed, now version {version}; of its facts before, {} stand as they stood, {} moved, {} are \
                     no longer there",
                    n(|p| matches!(p, Anchored::Exact)),
                    n(|p| matches!(p, Anchored::Moved(_))),
                    n(|p| matches!(p, Anchored::Lost)),
                );
                for anchor in anchors.iter().filter(|a| a.place == Anchored::Lost) {
                    let words: Vec<&str> = anchor.quote.split_whitespace().collect();
                    println!("    no longer there: {} \u{201c}{}\u{201d}", anchor.fact, words.join(" "));
                }
            }
            Added::ReadAnew { facts, gone, come } => {
                self.anew += 1;
                self.facts += facts;
                println!("{path}: read anew; {} facts are gone, {} have come", gone.len(), come.len());
            }
        }
    }

    fn said(&self, casebook: &Casebook) -> Result<String> {
        let mut parts = vec![format!("{} added", self.new)];
        let more = [
            (self.changed, "changed"),
            (self.anew, "read anew"),
            (self.known, "known already"),
            (self.refused, "refused"),
        ];
        parts.extend(more.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")));
        let (path, all) = (casebook.path().display(), casebook.documents()?);
        let documents = if all == 1 { "document" } else { "documents" };
        Ok(format!("{}; {} facts; {path} holds {all} {documents}", parts.join(", "), self.facts))
    }
}
