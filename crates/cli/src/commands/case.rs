//! `factum case`: the record of a case by several documents.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::record::{Ask, Case as Record};
use factum::wire;

use crate::arguments::Case;
use crate::{show, terminal};

/// Prints the case; whether some documents failed.
pub(crate) fn run(arguments: &Case) -> Result<bool> {
    let mut case = Record::default();
    let failed = super::each(&arguments.files, &arguments.run, |told| {
        case.learn(&told.document, told.record);
        Ok(())
    })?;
    let ask =
        Ask { as_of: arguments.as_of.map(|p| p.last()), known_by: arguments.known_by.map(|p| p.last()) };
    let view = case.view(ask);
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &wire::case(&view))?;
        out.write_all(b"\n")?;
    } else {
        let select =
            show::Selection { only: arguments.only.clone(), person: arguments.person.clone(), people: None };
        show::case(&view, &select, &mut out, terminal::style())?;
    }
    out.flush()?;
    Ok(failed)
}
