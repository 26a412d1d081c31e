//! Style and script, inside the program.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;
use sha2::{Digest, Sha256};

use crate::guard::plain;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Assets;

/// The documents of the example case, which a fresh casebook offers.
#[derive(RustEmbed)]
#[folder = "../../examples/rust-set-shooting"]
struct Example;

/// The documents of the example, by name: all but what describes them.
pub(crate) fn example() -> Vec<(String, Vec<u8>)> {
    let mut names: Vec<String> = Example::iter().map(|name| name.into_owned()).collect();
    names.retain(|name| !matches!(name.as_str(), "README.md" | "expected.json"));
    names.sort();
    names
        .into_iter()
        .filter_map(|name| Some((Example::get(&name)?.data.into_owned(), name)))
        .map(|(b, n)| (n, b))
        .collect()
}

/// What stands behind the addresses of style and script: another one where they are others.
pub(crate) fn stamp() -> &'static str {
    static STAMP: LazyLock<String> = LazyLock::new(|| {
        let mut names: Vec<_> = Assets::iter().collect();
        names.sort();
        let hash = names
            .iter()
            .filter_map(|name| Assets::get(name))
            .fold(Sha256::new(), |hash, file| hash.chain_update(&file.data));
        hash.finalize().iter().take(6).map(|byte| format!("{byte:02x}")).collect()
    });
    &STAMP
}

/// One of our own files.
pub(crate) async fn asset(Path(name): Path<String>) -> Response {
    let kind = match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    };
    match Assets::get(&name) {
        // the address changes with the file
        Some(file) => {
            let headers = [
                (header::CONTENT_TYPE, kind),
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
            ];
            (headers, file.data.into_owned()).into_response()
        }
        None => plain(StatusCode::NOT_FOUND, "There is no such file."),
    }
}
