//! ZIP archives as packages of parts: opened with limits, and never believed about their sizes.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::read::ZipReadOptions;
use zip::result::ZipError;

use crate::ReadError;

/// How many entries an archive may have.
const ENTRIES: usize = 10_000;
/// How many bytes all entries that are read may unpack to.
const UNPACKED: u64 = 192 << 20;
/// How many times its packed size an entry may unpack to, beyond the first [`SMALL`] bytes. Prose packs to a
/// fourth; a thousand is what an archive made to flood gives.
const RATIO: u64 = 100;
/// Entries that unpack to no more than this may be as empty as they like.
const SMALL: u64 = 4 << 20;

/// An opened archive.
pub(super) struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    path: &'a str,
    left: u64,
}

impl<'a> Archive<'a> {
    /// Opens an archive whose directory can be trusted: no two entries of one name, none that share bytes.
    pub(super) fn open(bytes: &'a [u8], path: &'a str) -> Result<Archive<'a>, ReadError> {
        // the count stands in the directory's end; an archive of many entries is refused before they are read
        let declared = declared_entries(bytes).unwrap_or(0);
        if declared > ENTRIES {
            return Err(too_many(path, declared));
        }
        let refused = |why: String| ReadError::Refused { path: path.to_owned(), why };
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(path, &e))?;
        if zip.len() > ENTRIES {
            return Err(too_many(path, zip.len()));
        }
        if zip.has_duplicate_names() {
            return Err(refused(
                "the archive has two entries of one name, so it can be read in two ways".to_owned(),
            ));
        }
        if zip.has_overlapping_entries().map_err(|e| broken(path, &e))? {
            return Err(refused("entries of the archive overlap, as in archives made to flood".to_owned()));
        }
        Ok(Archive { zip, path, left: UNPACKED })
    }

    /// The names of all entries with their places, in the order of the directory.
    pub(super) fn names(&self) -> Vec<(usize, String)> {
        let name = |raw: &[u8]| String::from_utf8_lossy(raw).into_owned();
        self.zip.file_names_raw().map(name).enumerate().collect()
    }

    /// The place of an entry.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
        self.zip.index_for_name(name)
    }

    /// An entry's bytes; `member` is how errors name it. `None` for folders.
    pub(super) fn unpack(&mut self, index: usize, member: &str) -> Result<Option<Vec<u8>>, ReadError> {
        let left = self.left;
        // a file's own header must say what the directory says of it
        let options = ZipReadOptions::new().enforce_header_consistency(true);
        let mut entry = self.zip.by_index_with_options(index, options).map_err(|e| broken(member, &e))?;
        if entry.is_dir() {
            return Ok(None);
        }
        let refused = |why: &str| ReadError::Refused { path: member.to_owned(), why: why.to_owned() };
        if entry.is_symlink() {
            return Err(refused("is a link to another file"));
        }
        let most = left.min(SMALL.max(entry.compressed_size().saturating_mul(RATIO)));
        let mut bytes = Vec::new();
        let read = entry.by_ref().take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            let what = if most == left {
                format!("the archive unpacks to more than {} MiB", UNPACKED >> 20)
            } else {
                format!("unpacks to more than {RATIO} times its size, as in archives made to flood")
            };
            return Err(ReadError::OverLimit { path: member.to_owned(), what });
        }
        read.map_err(|error| refused(&format!("is broken in the archive: {error}")))?;
        self.left = left - bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The archive's path.
    pub(super) fn path(&self) -> &str {
        self.path
    }
}

fn too_many(path: &str, entries: usize) -> ReadError {
    ReadError::OverLimit {
        path: path.to_owned(),
        what: format!("the archive has {entries} entries; expected at most {ENTRIES}"),
    }
}

fn broken(path: &str, error: &ZipError) -> ReadError {
    let why = match error {
        ZipError::UnsupportedArchive(what) if *what == ZipError::PASSWORD_REQUIRED => {
            "is locked with a password".to_owned()
        }
        other => format!("the archive is broken: {other}"),
    };
    ReadError::Refused { path: path.to_owned(), why }
}

/// The number of entries that the end of the directory gives; 65,535 stands for "more".
fn declared_entries(bytes: &[u8]) -> Option<usize> {
    let tail = bytes.get(bytes.len().saturating_sub(22 + 65_535)..)?;
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let count = tail.get(end + 10..end + 12)?;
    Some(usize::from(u16::from_le_bytes([*count.first()?, *count.get(1)?])))
}
