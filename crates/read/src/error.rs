//! Why a file or a member of it could not be read.

/// Why a file or a member of it could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// There is nothing but white space.
    #[error("{path}: holds no text; expected a text, an HTML page or JSONL")]
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
    #[error("{path}: looks like {looks_like}, which Factum cannot read; expected text, HTML or JSONL")]
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
    /// A line of a JSONL file has no words in its `text`.
    #[error("{path}, line {line}: the field `text` holds no words")]
    EmptyLine {
        /// The file.
        path: String,
        /// The line; the first is 1.
        line: usize,
    },
}

fn place(line: Option<usize>) -> String {
    line.map_or_else(|| "the file".to_owned(), |line| format!("line {line}"))
}
