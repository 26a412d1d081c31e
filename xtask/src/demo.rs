//! `cargo xtask demo`: from a clean clone to a case record on the terminal.

use anyhow::Context;

use crate::{model, process};

/// The documents of the demonstration, all invented.
const EXAMPLE: &str = "examples/rust-set-shooting";

/// Fetches the model, builds the program and shows the case.
pub(crate) fn run() -> anyhow::Result<()> {
    let model = factum::models::catalogue().default_model();
    let path = model::fetch(model, None)?;
    eprintln!("Building factum; the first time this takes a few minutes.");
    // The profile of the tests: this very command has built half of it already, and `cargo xtask test` reuses it.
    process::run(&mut process::cargo(&["build", "--package", "factum-cli"]))
        .context("factum does not build: the compiler's words above say why; it needs Rust 1.95 or newer")?;
    let mut factum = std::process::Command::new(process::target().join("debug").join("factum"));
    factum.args(["case", "--recursive", EXAMPLE]).current_dir(process::root()).env("FACTUM_MODEL", path);
    process::run(&mut factum)?;
    Ok(())
}
