//! How each document of a run ended: a table on standard error, a line of JSON each in a file.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;
use factum::types::{Document, Ending};
use factum::{Outcome, ReadError, Report};
use serde_json::json;

/// Takes down how documents end.
#[derive(Debug)]
pub(crate) struct Outcomes {
    file: Option<BufWriter<File>>,
}

impl Outcomes {
    /// With a file for the lines, where one is named.
    pub(crate) fn new(file: Option<&Path>) -> anyhow::Result<Outcomes> {
        let open = |path: &Path| {
            File::create(path).with_context(|| format!("the file {} cannot be written", path.display()))
        };
        Ok(Outcomes { file: file.map(open).transpose()?.map(BufWriter::new) })
    }

    /// Takes down how a document ended.
    pub(crate) fn add(&mut self, outcome: &Outcome) -> anyhow::Result<()> {
        if self.file.is_none() {
            return Ok(());
        }
        self.line(outcome.path(), outcome.ending().as_str(), &outcome.reason())
    }

    /// Takes down that a document was read or not, where nothing more is done with it.
    pub(crate) fn add_read(&mut self, document: &Result<Document, ReadError>) -> anyhow::Result<()> {
        match document {
            Ok(document) => {
                let reason = format!("{} bytes of text", document.text.len());
                self.line(&document.path, "read", &reason)
            }
            Err(error) => self.line(error.path(), error.ending().as_str(), &error.reason()),
        }
    }

    fn line(&mut self, path: &str, outcome: &str, reason: &str) -> anyhow::Result<()> {
        if let Some(file) = &mut self.file {
            let line = json!({ "path": path, "outcome": outcome, "reason": reason });
            writeln!(file, "{line}").context("the outcomes cannot be written")?;
        }
        Ok(())
    }

    /// Prints the table, where there was more than one document or one was not read.
    pub(crate) fn end(mut self, report: &Report) -> anyhow::Result<()> {
        if report.documents() > 1 || report.unread() > 0 {
            eprintln!("factum: {} documents", report.documents());
            for ending in Ending::ALL {
                if report.of(ending) > 0 {
                    eprintln!("  {:<13} {:>6}", ending.as_str(), report.of(ending));
                }
            }
        }
        self.close()
    }

    /// Finishes the file.
    pub(crate) fn close(&mut self) -> anyhow::Result<()> {
        if let Some(file) = &mut self.file {
            file.flush().context("the outcomes cannot be written")?;
        }
        Ok(())
    }
}
