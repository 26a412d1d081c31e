//! Why a file or a member of it could not be read.

use factum_types::Ending;

/// Why a file or a member of it could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing but white space.
    #[error("{path}: holds no text; expected a document with words in it")]
    Empty {
        /// The file.
        path: String,
    },
    /// The file, or one line of it, is larger than the limit.
    #[error("{path}: {place} has {bytes} bytes; expected at most {limit}", place = place(*line))]
    TooLarge {
        /// The file.
        path: String,
        /// The line (the first is 1), or `None` for the file as a whole.
        line: Option<usize>,
        /// How large it is.
        bytes: u64,
        /// How large it may be.
        limit: u64,
    },
    /// The bytes are of a kind that Factum does not read yet.
    #[error("{path}: looks like {looks_like}, which Factum does not read")]
    Unsupported {
        /// The file.
        path: String,
        /// What the bytes look like: "a PDF file".
        looks_like: &'static str,
    },
    /// The bytes are no text in any encoding.
    #[error("{path}: is not text: {bad} of {characters} characters are control characters or unreadable")]
    NotText {
        /// The file.
        path: String,
        /// Control characters and undecodable bytes.
        bad: usize,
        /// All characters.
        characters: usize,
    },
    /// A line of a JSONL file is not UTF-8.
    #[error("{path}, line {line}: byte {at} is not UTF-8; expected JSON in UTF-8")]
    NotUtf8 {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
        /// The first offending byte of the line, from 0.
        at: usize,
    },
    /// A line of a JSONL file is no JSON object of the expected shape.
    #[error("{path}, line {line}: {source}; expected an object with a `text` field")]
    Json {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
        /// What the JSON parser says.
        source: serde_json::Error,
    },
    /// A line of a JSONL file lacks a field.
    #[error("{path}, line {line}: has no field `{field}`; expected the document's text there")]
    MissingField {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
        /// The field that is missing.
        field: &'static str,
    },
    /// A field of a line of a JSONL file has the wrong type.
    #[error("{path}, line {line}: the field `{field}` is not a string")]
    NotAString {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
        /// The field.
        field: &'static str,
    },
    /// The file could not be opened.
    #[error("{path}: {why}")]
    NotOpened {
        /// The file.
        path: String,
        /// What the system says.
        why: String,
    },
    /// The file is broken, locked, or made to mislead.
    #[error("{path}: {why}")]
    Refused {
        /// The file or member.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Something in the file is larger, deeper or more than one document may hold.
    #[error("{path}: {what}")]
    OverLimit {
        /// The file or member.
        path: String,
        /// What there is too much of, and how much may be.
        what: String,
    },
    /// The pages are pictures.
    #[error("{path}: has no text, only pictures of it; expected a text layer")]
    NeedsOcr {
        /// The file or member.
        path: String,
    },
    /// The text is in another language.
    #[error("{path}: is not in English: {what}")]
    Language {
        /// The file or member.
        path: String,
        /// What shows it.
        what: String,
    },
    /// What a process of its own said of a document that it read.
    #[error("{path}: {said}")]
    Told {
        /// The file or member.
        path: String,
        /// How it ended.
        ending: Ending,
        /// Why.
        said: String,
    },
    /// A line of a JSONL file has no words in its `text`.
    #[error("{path}, line {line}: the field `text` holds no words")]
    EmptyLine {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
    },
}

impl ReadError {
    /// Which of the stated endings this is.
    pub fn ending(&self) -> Ending {
        match self {
            ReadError::TooLarge { .. } | ReadError::OverLimit { .. } => Ending::OverLimit,
            ReadError::Unsupported { .. } | ReadError::Language { .. } => Ending::Unsupported,
            ReadError::NeedsOcr { .. } => Ending::NeedsOcr,
            ReadError::Told { ending, .. } => *ending,
            ReadError::Empty { .. }
            | ReadError::NotText { .. }
            | ReadError::NotUtf8 { .. }
            | ReadError::Json { .. }
            | ReadError::MissingField { .. }
            | ReadError::NotAString { .. }
            | ReadError::EmptyLine { .. }
            | ReadError::NotOpened { .. }
            | ReadError::Refused { .. } => Ending::Refused,
        }
    }

    /// The file, or the member of a file.
    pub fn path(&self) -> &str {
        match self {
            ReadError::Empty { path }
            | ReadError::TooLarge { path, .. }
            | ReadError::Unsupported { path, .. }
            | ReadError::NotText { path, .. }
            | ReadError::NotUtf8 { path, .. }
            | ReadError::Json { path, .. }
            | ReadError::MissingField { path, .. }
            | ReadError::NotAString { path, .. }
            | ReadError::EmptyLine { path, .. }
            | ReadError::NotOpened { path, .. }
            | ReadError::Refused { path, .. }
            | ReadError::OverLimit { path, .. }
            | ReadError::NeedsOcr { path }
            | ReadError::Language { path, .. }
            | ReadError::Told { path, .. } => path,
        }
    }

    /// Why, without the path.
    pub fn reason(&self) -> String {
        let whole = self.to_string();
        let rest = whole.strip_prefix(self.path()).unwrap_or(&whole);
        rest.trim_start_matches([':', ',', ' ']).to_owned()
    }
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(|| "the file".to_owned(), |line| format!("line {line}"))
}
