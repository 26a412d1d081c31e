//! What can be typed to write to a casebook and to ask it.

use std::path::PathBuf;

use clap::Args;
use factum::casebook::Stamp;
use factum::types::{Period, Status};

use super::{Files, Run};

/// Which casebook.
#[derive(Clone, Debug, Args)]
pub(crate) struct Book {
    /// The casebook
    #[arg(
        short = 'C',
        long = "casebook",
        value_name = "FILE",
        default_value = "case.factum",
        env = "FACTUM_CASEBOOK"
    )]
    pub(crate) path: PathBuf,
}

/// When something is written.
#[derive(Clone, Debug, Args)]
pub(crate) struct When {
    /// The time to write it under, in UTC, as 2023-04-20T09:30:00Z; the clock's where it is not given
    #[arg(long, value_name = "TIME", env = "FACTUM_NOW", hide = true)]
    pub(crate) now: Option<Stamp>,
}

#[derive(Debug, Args)]
pub(crate) struct Add {
    #[command(flatten)]
    pub(crate) book: Book,
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Args)]
pub(crate) struct Asking {
    /// Only what concerns people with these words in the name
    #[arg(value_name = "PERSON")]
    pub(crate) person: Option<String>,
    #[command(flatten)]
    pub(crate) book: Book,
    /// Only charges for such an offence
    #[arg(long, value_name = "WORDS")]
    pub(crate) offence: Option<String>,
    /// Only charges that a document with this case number tells of
    #[arg(long, value_name = "NUMBER")]
    pub(crate) case: Option<String>,
    /// Where things stood at the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Period>,
    /// Only what was published by the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known_by: Option<Period>,
    /// Only what the casebook held at the end of this day, as it was read then
    #[arg(long, value_name = "DATE")]
    pub(crate) added_by: Option<Period>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// Words that must all stand in a passage; "in quotation marks" as a phrase
    #[arg(required = true, value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    #[command(flatten)]
    pub(crate) book: Book,
    /// Only documents that name somebody with these words in the name
    #[arg(long, value_name = "NAME")]
    pub(crate) person: Option<String>,
    /// Only passages on a charge of such an offence
    #[arg(long, value_name = "WORDS")]
    pub(crate) offence: Option<String>,
    /// Only passages in which a charge comes to this status
    #[arg(long, value_name = "STATUS")]
    pub(crate) status: Option<Status>,
    /// Only documents of a publisher with these words in the name
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Only documents published on or after this day
    #[arg(long, value_name = "DATE")]
    pub(crate) from: Option<Period>,
    /// Only documents published on or before this day
    #[arg(long, value_name = "DATE")]
    pub(crate) to: Option<Period>,
    /// How many passages at most
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: usize,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    #[command(flatten)]
    pub(crate) book: Book,
    /// A checkpoint that was kept outside of the casebook: as printed by an earlier `verify`
    #[arg(long, value_name = "FILE")]
    pub(crate) checkpoint: Vec<PathBuf>,
    /// Only checkpoints that this key signed are trusted: a file with its public half
    #[arg(long, value_name = "FILE", requires = "checkpoint")]
    pub(crate) trust: Option<PathBuf>,
    /// Print the checkpoint alone, to be kept elsewhere
    #[arg(long)]
    pub(crate) head: bool,
    /// Sign the checkpoint that is printed with this key (`factum key new`)
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
}
