//! What can be typed to keep a casebook: removal, keys, reading anew, what differs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Run;
use super::asking::{Book, When};

#[derive(Debug, Args)]
pub(crate) struct Remove {
    /// The document to take out, in all versions and wherever the same bytes stand: its path (leading folders may be
    /// left out) or sha256:…
    #[arg(value_name = "DOCUMENT", required_unless_present = "scrub")]
    pub(crate) document: Option<String>,
    #[command(flatten)]
    pub(crate) book: Book,
    /// Why: the order, the privilege; it is kept and shown wherever the record is
    #[arg(long, value_name = "WORDS", required_unless_present = "scrub")]
    pub(crate) why: Option<String>,
    /// Who decides; the name of the user where it is not given
    #[arg(long, value_name = "NAME", env = "FACTUM_BY")]
    pub(crate) by: Option<String>,
    /// Only write the file anew, so that no unused room holds what was removed before
    #[arg(long, conflicts_with_all = ["document", "why"])]
    pub(crate) scrub: bool,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Args)]
pub(crate) struct Key {
    #[command(subcommand)]
    pub(crate) what: Keys,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Keys {
    /// Make a key: FILE, which nobody else may read, and FILE.pub, which everybody may have
    New {
        /// Where it is kept; never beside the casebook on the same disk only
        file: PathBuf,
        /// Its name, without spaces: echo.example/desk
        #[arg(long, value_name = "NAME")]
        name: String,
    },
    /// Print the half that everybody may have
    Show {
        /// The key
        file: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Reread {
    /// Only these documents; all where none is named
    #[arg(value_name = "DOCUMENT")]
    pub(crate) documents: Vec<String>,
    #[command(flatten)]
    pub(crate) book: Book,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Args)]
pub(crate) struct Changes {
    /// Only this document; all that were read more than once where none is named
    #[arg(value_name = "DOCUMENT")]
    pub(crate) document: Option<String>,
    #[command(flatten)]
    pub(crate) book: Book,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}
