//! One line of progress, on standard error and only where somebody sees it.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// The line.
pub(crate) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    pub(crate) fn new(files: usize) -> Progress {
        let visible = io::stderr().is_terminal() && files > 1;
        let target = if visible { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
        let bar = ProgressBar::with_draw_target(Some(files as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{pos}/{len} files  {elapsed}  {msg}") {
            bar.set_style(style);
        }
        Progress { bar }
    }

    /// One more file; `path` is shown.
    pub(crate) fn step(&self, path: &str) {
        self.bar.inc(1);
        self.bar.set_message(path.to_owned());
    }

    /// Prints above the line.
    pub(crate) fn say(&self, text: &str) {
        self.bar.suspend(|| eprintln!("{text}"));
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        self.bar.finish_and_clear();
    }
}
