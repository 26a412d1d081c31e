//! `factum gaps`, `watch` and `export`: what is missing, what is silent, and the record for others.

use std::fs;
use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result};
use factum::casebook::{Casebook, Scope, parse_checkpoint};
use factum::export::{Format, export as form};
use factum::record::{Ask, Names, Reason};
use serde_json::json;

use super::ask::view;
use crate::arguments::{Asking, Export, Form, Watch};
use crate::{show, terminal};

/// Prints what no source tells.
pub(crate) fn gaps(arguments: &Asking) -> Result<bool> {
    let (view, _) = view(arguments)?;
    let gaps = view.gaps();
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &factum::wire::gaps(&view, &gaps))?;
        out.write_all(b"\n")?;
    } else {
        show::gaps(&view, &gaps, &mut out, terminal::style())?;
    }
    out.flush()?;
    Ok(false)
}

/// Prints open charges without news.
pub(crate) fn watch(arguments: &Watch) -> Result<bool> {
    let (view, _) = view(&arguments.asking)?;
    let today = super::add::pen(arguments.when.now)?.now.day();
    let silent = view.silent_for(arguments.days, today);
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.asking.json {
        let charges: Vec<_> = silent
            .iter()
            .filter_map(|s| {
                Some(json!({"days": s.days, "charge": factum::wire::outcome(&view.outcome(s.charge)?)}))
            })
            .collect();
        serde_json::to_writer_pretty(
            &mut out,
            &json!({"version": factum::wire::VERSION, "silent": charges}),
        )?;
        out.write_all(b"\n")?;
    } else {
        show::silent(&view, &silent, arguments.days, &mut out, terminal::style())?;
    }
    out.flush()?;
    Ok(false)
}

/// Writes the record in a form for others.
pub(crate) fn export(arguments: &Export) -> Result<bool> {
    if let Some(folder) = &arguments.sealed {
        let casebook = Casebook::open(&arguments.asking.book.path)?;
        let view = casebook.case(&Scope::default())?.view(Ask::default());
        let names = if arguments.with_names { Names::default() } else { view.names_withheld() };
        let mut files = casebook.sealed(&|text| names.stand_in(text))?;
        if let Some(key) = arguments.key.as_deref().map(super::keep::secret).transpose()? {
            for (_, bytes) in files.iter_mut().filter(|(name, _)| name == "checkpoint") {
                let head = parse_checkpoint(&String::from_utf8_lossy(bytes))?;
                *bytes = key.sign(&head).into_bytes();
            }
        }
        fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
        for (name, bytes) in &files {
            let path = folder.join(name);
            fs::write(&path, bytes).with_context(|| path.display().to_string())?;
        }
        eprintln!(
            "factum: {} files in {}; `python3 verify.py` there checks them",
            files.len(),
            folder.display()
        );
        return Ok(false);
    }
    let (view, _) = view(&arguments.asking)?;
    let (view, withheld) =
        if arguments.with_names { (view, Vec::<Reason>::new()) } else { view.withholding() };
    let format = match arguments.format {
        Form::Json => Format::Json,
        Form::ChargesCsv => Format::ChargesCsv,
        Form::FactsCsv => Format::FactsCsv,
        Form::CasesCsv => Format::CasesCsv,
        Form::Html => Format::Html,
        Form::Docx => Format::Docx,
        Form::Ftm => Format::FollowTheMoney,
        Form::Annotations => Format::Annotations,
        Form::Timelinejs => Format::TimelineJs,
    };
    let bytes = form(&view, &withheld, format).map_err(anyhow::Error::msg)?;
    match &arguments.out {
        Some(path) => fs::write(path, bytes).with_context(|| path.display().to_string())?,
        None => io::stdout().lock().write_all(&bytes)?,
    }
    if !withheld.is_empty() {
        eprintln!("factum: {} names were withheld; --with-names names them", withheld.len());
    }
    for left_out in &view.left_out {
        eprintln!("factum: not in it: {left_out}");
    }
    Ok(false)
}
