//! The terminal: colour, width, pipes.

use std::env;
use std::io::{self, IsTerminal};

use crate::show::Style;

/// How to print to standard output: colour on a terminal unless `NO_COLOR` is set.
pub(crate) fn style() -> Style {
    let plain = env::var_os("NO_COLOR").is_some_and(|v| !v.is_empty()) || !io::stdout().is_terminal();
    let width = env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(100);
    Style { width, color: !plain }
}

/// Whether an error only says that nobody reads on ("| head").
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        cause.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
            || cause
                .downcast_ref::<serde_json::Error>()
                .is_some_and(|e| e.io_error_kind() == Some(io::ErrorKind::BrokenPipe))
    })
}
