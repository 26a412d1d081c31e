//! Maps a file into memory; one of the two files of this crate that need `unsafe`.
#![allow(unsafe_code, reason = "a map is unsound if another process shortens the file; see `map`")]
#![allow(clippy::disallowed_methods, reason = "the weights are mapped here, not read by the doors")]

use std::fs::File;
use std::io;
use std::path::Path;

use memmap2::Mmap;

/// Maps a file for reading.
///
/// Models are written to another name and renamed into place, and never written to again, so that no
/// map is ever changed or cut under its readers.
pub(crate) fn map(path: &Path) -> io::Result<Mmap> {
    let file = File::open(path)?;
    // SAFETY: the file is mapped for reading only and is never modified in place (see above).
    unsafe { Mmap::map(&file) }
}
