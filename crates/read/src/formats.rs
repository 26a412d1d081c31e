//! The table of formats, and which of them a file is in.

mod archive;
mod docx;
mod gzip;
mod html;
mod inflate;
mod jsonl;
mod mail;
mod markdown;
mod members;
pub(crate) mod pdf;
mod signatures;
mod text;
mod transfer;
mod warc;
mod zip;

use factum_types::Document;

use crate::decode;
use crate::{Hint, ReadError};

/// A file format: a row of [`FORMATS`].
#[derive(Clone, Copy, Debug)]
pub struct Format {
    /// Its name, in printed output and in the documentation.
    pub name: &'static str,
    /// The extensions that its files usually have, in lower case, without the dot.
    pub extensions: &'static [&'static str],
    /// Whether its files are read in a process that can do nothing else: binary formats are made to break
    /// readers.
    pub jailed: bool,
    /// Whether a file is in this format; no two formats claim the same file.
    pub sniff: fn(&Sample) -> bool,
    /// Reads a file that `sniff` claimed.
    pub read: fn(&Input<'_>) -> Vec<Result<Document, ReadError>>,
}

/// Every format that Factum reads.
pub const FORMATS: &[Format] = &[
    html::HTML,
    jsonl::JSONL,
    markdown::MARKDOWN,
    text::TEXT,
    docx::DOCX,
    pdf::PDF,
    mail::MAIL,
    mail::MAILBOX,
    zip::ZIP,
    gzip::GZIP,
    warc::WARC,
];

/// What a format is told by.
#[derive(Clone, Debug)]
pub struct Sample {
    /// The first characters, decoded as well as can be told from them.
    pub head: String,
    /// The path's extension in lower case, without the dot.
    pub extension: String,
    /// What binary format the bytes are in, where they are: "a PDF file".
    pub binary: Option<&'static str>,
}

/// What a format reads.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The file's bytes.
    pub bytes: &'a [u8],
    /// What the caller knows of it.
    pub hint: &'a Hint,
    /// How many archives and messages it lies within.
    pub depth: usize,
}

impl Sample {
    /// What can be told of a file without reading it.
    pub fn new(bytes: &[u8], hint: &Hint) -> Sample {
        let head = decode::head(bytes);
        let extension = hint.extension();
        let binary = signatures::looks_like(bytes, &head, &extension);
        Sample { head, extension, binary }
    }
}

/// The one format that claims a file.
pub(crate) fn choose(bytes: &[u8], hint: &Hint) -> Result<&'static Format, ReadError> {
    let size = bytes.len() as u64;
    let limit = hint.limits.file.min(u64::from(u32::MAX));
    if size > limit {
        return Err(ReadError::TooLarge { path: hint.path.clone(), line: None, bytes: size, limit });
    }
    if bytes.is_empty() {
        return Err(ReadError::Empty { path: hint.path.clone() });
    }
    let sample = Sample::new(bytes, hint);
    let looks_like = sample.binary.unwrap_or("an unknown format");
    let unknown = || ReadError::Unsupported { path: hint.path.clone(), looks_like };
    FORMATS.iter().find(|format| (format.sniff)(&sample)).ok_or_else(unknown)
}
