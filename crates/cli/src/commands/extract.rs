//! `factum extract`: each document's own record.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::wire::{self, Layers};

use crate::arguments::{Extract, Format, Layer, Run};

/// Prints one record a line; whether some documents failed.
pub(crate) fn run(arguments: &Extract) -> Result<bool> {
    let Format::Jsonl = arguments.format;
    let mut out = BufWriter::new(io::stdout().lock());
    // A layer is of the whole text: no sentence may be left unread because nothing criminal stands in it.
    let run = Run { eager: arguments.run.eager || !arguments.layers.is_empty(), ..arguments.run.clone() };
    let engine = super::engine(&run)?;
    let failed = super::each_by(&engine, &arguments.files, &run, |told| {
        let asked = |layer| arguments.layers.contains(&layer);
        let attributions = asked(Layer::Attributions).then(|| engine.attributions(&told));
        let layers = Layers { dates: asked(Layer::Dates), attributions: attributions.as_deref() };
        serde_json::to_writer(&mut out, &wire::record(&told, layers))?;
        out.write_all(b"\n")?;
        Ok(())
    })?;
    out.flush()?;
    Ok(failed)
}
