//! `factum serve`: the casebook in a browser, on this machine alone.

use std::sync::Arc;

use anyhow::Result;
use factum_pages::Settings;

use crate::arguments::Serve;
use crate::files;

/// Serves until it is stopped; each launch link is printed.
pub(crate) fn run(arguments: &Serve) -> Result<bool> {
    let run = arguments.run.clone();
    let settings = Settings {
        casebook: arguments.book.path.clone(),
        by: super::review::by(arguments.by.as_deref()).unwrap_or_else(|_| "somebody".to_owned()),
        now: arguments.when.now,
        engine: Arc::new(move || super::engine(&run).map_err(|error| format!("{error:#}"))),
        worker: files::worker(),
    };
    println!("Pages of {}; stop them with Ctrl+C.", arguments.book.path.display());
    factum_pages::serve(settings, arguments.port, |link| {
        println!("Open this link, it lets one browser in: {link}");
    })?;
    Ok(false)
}
