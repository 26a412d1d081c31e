//! The command line program `factum`: a door. It opens files, reads arguments and the environment, and prints.

#![allow(clippy::disallowed_methods, reason = "a door")]
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::exit, reason = "a door")]

mod arguments;
mod commands;
mod files;
mod outcomes;
mod progress;
mod show;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use show::Section;

/// Everything went well.
const FINE: u8 = 0;
/// Some documents failed; the others are printed.
const SOME_FAILED: u8 = 1;
/// The command could not be carried out: wrong usage, no model.
const NOT_DONE: u8 = 2;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        Command::Add(c) => commands::add::run(&c),
        Command::Status(c) => commands::ask::run(&c, Section::Charges),
        Command::Cases(c) => commands::ask::run(&c, Section::Cases),
        Command::Timeline(c) => commands::ask::run(&c, Section::Timeline),
        Command::People(c) => commands::ask::run(&c, Section::Parties),
        Command::Statements(c) => commands::ask::run(&c, Section::Statements),
        Command::Conflicts(c) => commands::ask::run(&c, Section::Conflicts),
        Command::Stale(c) => commands::ask::run(&c, Section::Stale),
        Command::Search(c) => commands::search::run(&c),
        Command::Gaps(c) => commands::hand::gaps(&c),
        Command::Watch(c) => commands::hand::watch(&c),
        Command::Review(c) => commands::review::run(&c),
        Command::Export(c) => commands::hand::export(&c),
        Command::Verify(c) => commands::verify::run(&c),
        Command::Reread(c) => commands::reread::run(&c),
        Command::Changes(c) => commands::reread::changes(&c),
        Command::Remove(c) => commands::keep::remove(&c),
        Command::Key(c) => commands::keep::key(&c),
        Command::Extract(c) => commands::extract::run(&c),
        Command::Case(c) => commands::case::run(&c),
        Command::Read(c) => commands::stages::read(&c),
        Command::Analyze(c) => commands::stages::analyze(&c),
        Command::Why(c) => commands::why::run(&c),
        Command::Rules(c) => commands::rules::run(&c),
        Command::Model(c) => commands::model::run(&c),
        Command::Serve(c) => commands::serve::run(&c),
        Command::Doctor => commands::doctor::run(),
        Command::Recognize { program } => Err(factum::worker::become_tesseract(&program).into()),
        Command::Worker => factum::worker::serve().map(|()| false).map_err(Into::into),
    };
    match done {
        Ok(failed) => ExitCode::from(if failed { SOME_FAILED } else { FINE }),
        Err(error) if terminal::is_broken_pipe(&error) => ExitCode::from(FINE),
        Err(error) => {
            eprintln!("factum: {error:#}");
            ExitCode::from(NOT_DONE)
        }
    }
}
