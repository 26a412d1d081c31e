//! The pages: a casebook in a browser, on this machine alone.
//!
//! [`serve`] listens on the loopback address and prints nothing; every page is rendered here from a
//! [`View`](factum::record::View), and has a `.json` twin made from the same view by [`factum::wire`].
//! [`router`] is the same without a socket, for tests.
//!
//! This crate never reads a document itself, never asks another machine, and names no charge without its outcome.

#![allow(clippy::disallowed_methods, reason = "a door: it has a clock and a socket")]

mod adding;
mod asked;
mod assets;
mod board;
mod deciding;
mod desk;
mod escape;
mod frame;
mod guard;
mod hand;
mod handing;
mod jobs;
mod keys;
mod listen;
mod marks;
mod pace;
mod pages;
mod problem;
mod session;
mod timeline;
mod watch;
mod words;

use std::path::PathBuf;
use std::sync::Arc;

use factum::Engine;
use factum::casebook::{CasebookError, Stamp};
use factum::worker::Worker;

pub use desk::Desk;
pub use guard::{ORIGINAL_POLICY, POLICY};
pub use listen::{router, serve};
pub use pages::PATHS;
pub use session::Door;

/// Makes the language engine, when the first document is added.
pub type EngineOf = Arc<dyn Fn() -> Result<Engine, String> + Send + Sync>;

/// What a server of pages needs to know.
#[derive(Clone)]
pub struct Settings {
    /// The casebook; it is made where there is none.
    pub casebook: PathBuf,
    /// Who decides, where somebody decides.
    pub by: String,
    /// The time to write everything under; the clock's where it is not given.
    pub now: Option<Stamp>,
    /// Makes the language engine.
    pub engine: EngineOf,
    /// Reads hostile formats; without it they are refused.
    pub worker: Option<Worker>,
}

impl std::fmt::Debug for Settings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Settings").field("casebook", &self.casebook).finish_non_exhaustive()
    }
}

/// Why the pages cannot be served.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The casebook cannot be opened.
    #[error(transparent)]
    Casebook(#[from] CasebookError),
    /// The address cannot be listened on.
    #[error("cannot listen on 127.0.0.1:{port}: {why}")]
    Listen {
        /// The port that was asked for; 0 for any.
        port: u16,
        /// The system's words.
        why: std::io::Error,
    },
    /// The system gives no random numbers, so no link can be made that nobody guesses.
    #[error("no random numbers can be had: {0}")]
    Chance(String),
}
