//! `factum doctor`: what this machine gives Factum, and what it lacks.

use anyhow::Result;
use factum::models;

use crate::files;

/// Prints what is there; whether something is missing.
pub(crate) fn run() -> Result<bool> {
    let mut missing = false;
    let mut line = |what: &str, fine: bool, said: &str| {
        missing |= !fine;
        println!("{:<8} {:<16} {said}", if fine { "ok" } else { "missing" }, what);
    };
    let catalogue = models::catalogue();
    match models::open(catalogue.default_model(), &super::cache()?) {
        Ok(_) => line("language model", true, &catalogue.default_model().name),
        Err(error) => line("language model", false, &error.to_string()),
    }
    match files::worker().and_then(|worker| worker.layers()) {
        None => line("reading process", false, "does not start: PDF, Word, mail and archives are not read"),
        Some(layers) if layers.are_whole() => {
            line("reading process", true, &format!("locked in by {layers}"))
        }
        Some(layers) => line(
            "reading process",
            false,
            &format!("{layers}: hostile files are read with less protection than Linux 5.13 and newer give"),
        ),
    }
    // what is optional is said and is not missing
    match files::worker().as_ref().and_then(|worker| worker.tesseract()) {
        Some(program) => {
            println!("ok       tesseract        {} reads pages that are pictures", program.display())
        }
        None => println!("none     tesseract        pages that are pictures end in `needs OCR`"),
    }
    Ok(missing)
}
