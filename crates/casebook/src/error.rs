//! Why a casebook could not be opened, read or written.

use std::path::PathBuf;

/// What went wrong with a casebook; each says which file and what was expected.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CasebookError {
    /// There is no such file.
    #[error("there is no casebook {}; `factum add FILES` makes one", .path.display())]
    Missing {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// The file is something else.
    #[error("{} is not a casebook: {why}", .path.display())]
    NotACasebook {
        /// The file.
        path: PathBuf,
        /// What it is instead, as far as can be told.
        why: String,
    },
    /// The file was made by a newer program.
    #[error("{} has form {found}; this program knows forms up to {known}: use a newer factum", .path.display())]
    TooNew {
        /// The file.
        path: PathBuf,
        /// Its form.
        found: i64,
        /// The newest form that this program knows.
        known: i64,
    },
    /// SQLite is one that may lose what was written.
    #[error("SQLite {found} may lose committed writes; expected 3.51.3 or newer")]
    OldSqlite {
        /// The version that is linked.
        found: String,
    },
    /// Somebody else is writing and does not end.
    #[error("another program has been writing to {} for {seconds} seconds; try again when it is done", .path.display())]
    Busy {
        /// The file.
        path: PathBuf,
        /// How long it was waited for.
        seconds: u64,
    },
    /// What stands in the file cannot be what this program wrote.
    #[error("{what} is damaged: {why}; `factum verify` names all that is")]
    Damaged {
        /// Which part: a document's path, a table.
        what: String,
        /// What is wrong with it.
        why: String,
    },
    /// The bytes of a document are not those that its name is the hash of.
    #[error("{path}: its bytes have the hash {found}, expected {expected}: nothing was added")]
    OtherBytes {
        /// The document.
        path: String,
        /// The document's id.
        expected: String,
        /// The hash of the bytes that came with it.
        found: String,
    },
    /// A fact whose words do not stand in the text.
    #[error("{path}: a fact of kind {kind} cites bytes {start} to {end}, which are no words of the text")]
    NoWords {
        /// The document.
        path: String,
        /// The fact's kind.
        kind: &'static str,
        /// First byte.
        start: u32,
        /// One past the last byte.
        end: u32,
    },
    /// The bytes were taken out by a decision that still holds.
    #[error("{path}: not added: it was {words}; `factum review undo {decision}` lets it be added again")]
    WasRemoved {
        /// Where it comes from now.
        path: String,
        /// The number of the decision.
        decision: i64,
        /// Who removed it when and why.
        words: String,
    },
    /// What was removed may still stand in unused room of the file.
    #[error(
        "the content is out of the record, but unused room of the file may still hold it: {why}; \
         `factum remove --scrub` tries again"
    )]
    Unscrubbed {
        /// What was in the way.
        why: String,
    },
    /// A decision about something that is not there, or that makes no sense of it.
    #[error("{0}")]
    Refused(String),
    /// Whoever asked stopped the question.
    #[error("the question took too long and was stopped; ask for less")]
    Stopped,
    /// The database failed: a full disk, a file that may not be written.
    #[error("the casebook could not be read or written: {0}")]
    Sqlite(rusqlite::Error),
    /// A stored value could not be read back.
    #[error("a stored value could not be read: {0}")]
    Form(#[from] serde_json::Error),
}

impl From<rusqlite::Error> for CasebookError {
    fn from(error: rusqlite::Error) -> CasebookError {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => CasebookError::Stopped,
            _ => CasebookError::Sqlite(error),
        }
    }
}
