//! What can be typed to review a casebook and to hand its record over.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use factum::types::{Period, Status};

use super::Run;
use super::asking::{Asking, Book, When};

#[derive(Debug, Args)]
pub(crate) struct Watch {
    #[command(flatten)]
    pub(crate) asking: Asking,
    /// How many days without news
    #[arg(long, value_name = "N", default_value_t = 90)]
    pub(crate) days: i64,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    #[command(flatten)]
    pub(crate) book: Book,
    /// The port to listen on; any that is free where it is not given
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
    /// Who decides in the review; the name of the user where it is not given
    #[arg(long, value_name = "NAME", env = "FACTUM_BY")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) run: Run,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) asking: Asking,
    /// The form of the record
    #[arg(long, value_enum, default_value = "html", conflicts_with = "sealed")]
    pub(crate) format: Form,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "sealed")]
    pub(crate) out: Option<PathBuf>,
    /// Also name suspects who are not charged, minors, victims of sexual offences and people whose record was sealed
    #[arg(long)]
    pub(crate) with_names: bool,
    /// Write a folder that anybody can check with the program in it and nothing but Python
    #[arg(long, value_name = "FOLDER")]
    pub(crate) sealed: Option<PathBuf>,
    /// Sign the sealed folder's checkpoint with this key (`factum key new`)
    #[arg(long, value_name = "FILE", requires = "sealed")]
    pub(crate) key: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// The whole record.
    Json,
    /// A table with one row a charge.
    ChargesCsv,
    /// A table with one row a fact and source.
    FactsCsv,
    /// A table with one row a defendant.
    CasesCsv,
    /// A chronology as one page.
    Html,
    /// The chronology for a word processor.
    Docx,
    /// FollowTheMoney entities, one a line.
    Ftm,
    /// W3C web annotations.
    Annotations,
    /// A timeline for TimelineJS.
    Timelinejs,
}

#[derive(Debug, Args)]
pub(crate) struct Review {
    #[command(flatten)]
    pub(crate) book: Book,
    #[command(subcommand)]
    pub(crate) what: Option<Deciding>,
    /// Who decides; the name of the user where it is not given
    #[arg(long, global = true, value_name = "NAME", env = "FACTUM_BY")]
    pub(crate) by: Option<String>,
    #[command(flatten)]
    pub(crate) when: When,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Deciding {
    /// A fact is right: it leaves the queue
    Accept {
        /// The fact's name
        fact: String,
    },
    /// A fact is wrong: no answer rests on it any more
    Reject {
        /// The fact's name
        fact: String,
        /// Why
        #[arg(long, value_name = "WORDS", default_value = "")]
        why: String,
    },
    /// A fact is right but for some fields
    Edit {
        /// The fact's name
        fact: String,
        /// Field and new value, as status=dismissed or date=2023-04-20
        #[arg(required = true, value_name = "FIELD=VALUE")]
        set: Vec<String>,
    },
    /// Add a step that no rule read, with its words
    Add {
        /// The document that says it
        document: String,
        /// The exact words; they must stand in the document once
        #[arg(long, value_name = "QUOTE")]
        words: String,
        /// Whose charge
        #[arg(long, value_name = "NAME")]
        person: String,
        /// For what
        #[arg(long, value_name = "OFFENCE")]
        offence: Option<String>,
        /// What it came to
        #[arg(long, value_name = "STATUS")]
        status: Status,
        /// When
        #[arg(long, value_name = "DATE")]
        date: Option<Period>,
    },
    /// Two parties of two documents are one person
    Join {
        /// One, as NAME@DOCUMENT
        a: String,
        /// The other, as NAME@DOCUMENT
        b: String,
    },
    /// Two parties of two documents are two people
    Split {
        /// One, as NAME@DOCUMENT
        a: String,
        /// The other, as NAME@DOCUMENT
        b: String,
    },
    /// Take a decision back: all is as if it had never been made
    Undo {
        /// The decision's number
        decision: i64,
    },
    /// List the decisions
    Log,
}
