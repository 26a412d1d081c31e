//! `factum read` and `factum analyze`: what a stage makes of documents.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::extract::pins;
use factum::read;
use factum::worker::read_with;

use crate::arguments::{Analyze, Read};
use crate::files;
use crate::outcomes::Outcomes;

/// Prints the blocks of each document; whether some failed.
pub(crate) fn read(arguments: &Read) -> Result<bool> {
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = false;
    let worker = files::worker();
    let mut outcomes = Outcomes::new(arguments.files.outcomes.as_deref())?;
    for input in files::inputs(&arguments.files, files::paths(&arguments.files)) {
        let documents = match (input.open)() {
            Ok(bytes) => read_with(worker.as_ref(), &bytes, &input.hint),
            Err(error) => vec![Err(error)],
        };
        for document in documents {
            outcomes.add_read(&document)?;
            match document {
                Ok(document) => write!(out, "{}", read::print(&document))?,
                Err(error) => {
                    eprintln!("factum: {error}");
                    failed = true;
                }
            }
        }
    }
    outcomes.close()?;
    out.flush()?;
    Ok(failed)
}

/// Prints the tokens of each document, a line a token; whether some failed.
pub(crate) fn analyze(arguments: &Analyze) -> Result<bool> {
    let mut out = BufWriter::new(io::stdout().lock());
    let failed = super::each(&arguments.files, &arguments.run, |told| {
        writeln!(out, "# document {}", told.document.path)?;
        write!(out, "{}", pins::tokens(&told.document, &told.analysis))?;
        Ok(())
    })?;
    out.flush()?;
    Ok(failed)
}
