//! `factum extract`: each document's own record.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::wire::{self, Layers};

use crate::arguments::{Extract, Format, Layer, Run};

/// Prints one record a line; whether some documents failed.
pub(crate) fn run(arguments: &Extract) -> Result<bool> {
    let Format::Jsonl = arguments.format;
    let layers = Layers { dates: arguments.layers.contains(&Layer::Dates) };
    let mut out = BufWriter::new(io::stdout().lock());
    // A layer is of the whole text: no sentence may be left unread because nothing criminal stands in it.
    let run = Run { eager: arguments.run.eager || !arguments.layers.is_empty(), ..arguments.run.clone() };
    let failed = super::each(&arguments.files, &run, |told| {
        serde_json::to_writer(&mut out, &wire::record(&told, layers))?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    out.flush()?;
    Ok(failed)
}
