//! `cargo xtask torture`: what a casebook must outlive, each with a control that must fail.
//!
//! A test that cannot fail proves nothing: beside every torture runs the same with a fault put in on purpose, and the
//! torture passes only where that fault is seen.

mod abuse;
mod crash;
mod damage;
mod faults;
mod power;
mod removal;
mod sealed;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use clap::{Args, Subcommand, ValueEnum};
use factum::casebook::{Addition, Casebook, Pen};

use crate::invented::{Story, story};

/// Which torture, and how much of it.
#[derive(Args)]
pub(crate) struct Torture {
    /// Only these
    #[arg(long, value_enum, value_delimiter = ',')]
    only: Vec<Kind>,
    /// A tenth of everything
    #[arg(long)]
    quick: bool,
    #[command(subcommand)]
    inner: Option<Inner>,
}

/// What can be done to a casebook.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// The writer is killed at any moment: 300 rounds
    Kill,
    /// The power goes at any call, and what was not synced is lost, torn or out of order: 1,000 states
    Power,
    /// Every k-th read, write, sync, truncation fails, once or for good
    Faults,
    /// 2,000 bits are flipped, one at a time
    Flip,
    /// 18 forgeries with raw SQL
    Forge,
    /// 200 sealed folders with one byte changed
    Seal,
    /// Four processes write for a minute
    Many,
    /// Copies are taken while somebody writes: 50
    Backup,
    /// Documents are taken out, and the remover is killed: 200 removals, 40 kills
    Remove,
    /// The pages meet slow clients, endless bodies, 10,000 connections and heavy queries
    Abuse,
}

/// What the tortures start as processes of their own.
#[derive(Subcommand)]
pub(crate) enum Inner {
    /// Adds stories for ever, a line for each that was acknowledged
    #[command(hide = true)]
    Writer {
        /// The casebook
        path: PathBuf,
        /// The first story
        from: u64,
        /// How many stories
        count: u64,
        /// Acknowledge before the transaction is complete: the control
        #[arg(long)]
        early: bool,
    },
    /// Takes one document out
    #[command(hide = true)]
    Remover {
        /// The casebook
        path: PathBuf,
        /// The document
        document: String,
    },
}

/// Runs the tortures; false where one did not turn out well.
pub(crate) fn run(torture: &Torture) -> Result<bool> {
    match &torture.inner {
        Some(Inner::Writer { path, from, count, early }) => {
            return crash::writer(path, *from, *count, *early).map(|()| true);
        }
        Some(Inner::Remover { path, document }) => return removal::remover(path, document).map(|()| true),
        None => {}
    }
    let wanted = |kind: Kind| torture.only.is_empty() || torture.only.contains(&kind);
    let n = |full: u64| if torture.quick { full.div_ceil(10) } else { full };
    let mut all_well = true;
    for &kind in Kind::value_variants().iter().filter(|kind| wanted(**kind)) {
        let started = std::time::Instant::now();
        let said = match kind {
            Kind::Kill => crash::kill(n(300)),
            Kind::Power => power::run(n(1_000)),
            Kind::Faults => faults::run(n(2_000)),
            Kind::Flip => damage::flip(n(2_000)),
            Kind::Forge => damage::forge(),
            Kind::Seal => sealed::run(n(200)),
            Kind::Many => crash::many(n(60)),
            Kind::Backup => crash::backup(n(50)),
            Kind::Remove => removal::run(n(200), n(40)),
            Kind::Abuse => abuse::run(n(100)),
        };
        let seconds = started.elapsed().as_secs_f64();
        match said {
            Ok(said) => println!("{kind:?}: passed in {seconds:.0} s: {said}"),
            Err(error) => {
                all_well = false;
                println!("{kind:?}: FAILED in {seconds:.0} s: {error:#}");
            }
        }
    }
    Ok(all_well)
}

/// Adds one story.
pub(crate) fn add(casebook: &mut Casebook, n: u64) -> Result<()> {
    add_story(casebook, &story(n), n)
}

/// Adds a story that is there.
pub(crate) fn add_story(casebook: &mut Casebook, story: &Story, n: u64) -> Result<()> {
    let bytes = story.document.text.as_bytes();
    let addition = Addition { document: &story.document, record: &story.record, bytes, engine: "invented 1" };
    casebook.add(addition, &pen(n)?)?;
    Ok(())
}

/// A fixed time, and dice that follow from a number.
pub(crate) fn pen(n: u64) -> Result<Pen> {
    let mut dice = [0; 32];
    dice.iter_mut().zip(n.to_be_bytes()).for_each(|(to, from)| *to = from);
    Ok(Pen { now: "2026-01-02T03:04:05Z".parse()?, dice })
}

/// Builds a library that is loaded before a child's own, from its C source.
fn shim(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let (source, shim) = (folder.join(format!("{name}.c")), folder.join(format!("{name}.so")));
    std::fs::write(&source, [include_str!("torture/shim.h"), text].concat())?;
    let mut cc = std::process::Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&shim).arg(&source).arg("-ldl");
    ensure!(cc.status().context("no C compiler")?.success(), "{name}.c could not be built");
    Ok(shim)
}

/// Opens a casebook that must be whole.
fn whole(path: &Path) -> Result<Casebook> {
    let casebook = Casebook::open(path)?;
    let faults = casebook.verify(&[])?.faults;
    ensure!(faults.is_empty(), "{}: {}: {}", path.display(), faults[0].what, faults[0].why);
    Ok(casebook)
}
