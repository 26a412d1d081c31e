//! How each document of a run ended: a table on standard error, a line of JSON each in a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};
use factum::types::Ending;
use factum::{Outcome, Report};
use serde_json::json;

/// Takes down how documents end.
#[derive(Debug)]
pub(crate) struct Outcomes {
    file: Option<BufWriter<File>>,
}

impl Outcomes {
    /// With a file for the lines, where one is named.
    pub(crate) fn new(file: Option<&Path>) -> Result<Outcomes> {
        let open = |path: &Path| {
            File::create(path).with_context(|| format!("the file {} cannot be written", path.display()))
        };
        Ok(Outcomes { file: file.map(open).transpose()?.map(BufWriter::new) })
    }

    /// Takes down one ending.
    pub(crate) fn add(&mut self, outcome: &Outcome) -> Result<()> {
        if let Some(file) = &mut self.file {
            let line = json!({
                "path": outcome.path(),
                "outcome": outcome.ending().as_str(),
                "reason": outcome.reason(),
            });
            writeln!(file, "{line}").context("the outcomes cannot be written")?;
        }
        Ok(())
    }

    /// Prints the table, where there was more than one document or one was not read.
    pub(crate) fn end(mut self, report: &Report) -> Result<()> {
        if report.documents() > 1 || report.unread() > 0 {
            eprintln!("factum: {} documents", report.documents());
            for ending in Ending::ALL {
                if report.of(ending) > 0 {
                    eprintln!("  {:<13} {:>6}", ending.as_str(), report.of(ending));
                }
            }
        }
        if let Some(file) = &mut self.file {
            file.flush().context("the outcomes cannot be written")?;
        }
        Ok(())
    }
}
