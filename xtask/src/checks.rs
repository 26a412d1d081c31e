//! `cargo xtask test`: all that must hold before a change goes in.

use std::process::Command;
use std::time::Instant;

use crate::{model, process};

/// The checks, quickest first; cargo's own closing lines are the report.
const CHECKS: [&[&str]; 3] = [
    &["fmt", "--all", "--check"],
    &["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"],
    &["test", "--workspace"],
];

/// Runs every check; stops at the first that fails.
pub(crate) fn run() -> anyhow::Result<()> {
    let begun = Instant::now();
    // The tests of the analyzer run the real network; no test touches the home folder, so they are told where it is.
    let model = model::fetch(factum::models::catalogue().default_model(), None)?;
    for check in CHECKS {
        let mut command: Command = process::cargo(check);
        process::run(command.env("FACTUM_MODEL", &model))?;
    }
    anyhow::ensure!(crate::rules::run(true)?, "the parses beside the rules are not the model's");
    eprintln!("every check passed in {} s", begun.elapsed().as_secs());
    Ok(())
}
