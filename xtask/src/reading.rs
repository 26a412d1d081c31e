//! `cargo xtask reading` and `cargo xtask bench read`: how well and how fast files are read, beside other programs in
//! the same run. What is absent is said.

mod packages;
mod pages;
mod paper;
mod peers;
mod scores;
mod speed;

pub(crate) use pages::run as html;
pub(crate) use paper::run as pdf;
pub(crate) use speed::run as speed;

use factum::read::{Hint, read};
use factum::types::Document;

/// The documents of a file; a reader that fails on it gives none.
fn documents(bytes: &[u8], name: &str) -> Vec<Document> {
    let read = std::panic::catch_unwind(|| read(bytes, &Hint::new(name)));
    read.map(|read| read.into_iter().flatten().collect()).unwrap_or_default()
}
