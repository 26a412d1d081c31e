//! What the caller knows of a file besides its bytes.

use factum_types::Period;

/// What the caller knows of a file besides its bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct Hint {
    /// The file's name as the user gave it; errors and documents carry it, and its extension helps to
    /// tell formats apart.
    pub path: String,
    /// The date of publication from the command line; it goes before any date that the file gives.
    pub published: Option<Period>,
    /// The publisher from the command line; it goes before any that the file gives.
    pub publisher: Option<String>,
    /// How much is read before a file is refused.
    pub limits: Limits,
}

/// How much is read before a file is refused as [`TooLarge`](crate::ReadError::TooLarge).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file; never more than 4 GiB, since spans are 32 bits wide.
    pub file: u64,
    /// Bytes of one line of a text or JSONL file.
    pub line: u64,
}

impl Default for Limits {
    /// 64 MiB a file, 16 MiB a line: a long court filing holds under 2 MiB of text.
    fn default() -> Limits {
        Limits { file: 64 << 20, line: 16 << 20 }
    }
}

impl Hint {
    /// A hint that knows the path only.
    pub fn new(path: impl Into<String>) -> Hint {
        Hint { path: path.into(), published: None, publisher: None, limits: Limits::default() }
    }

    /// The path's extension in lower case, without the dot; empty where it has none.
    pub fn extension(&self) -> String {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or("");
        match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => extension.to_ascii_lowercase(),
            _ => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_extension_is_the_last_part_of_the_name() {
        for (path, expected) in
            [("a/b.TXT", "txt"), ("a.d/b", ""), (".html", ""), ("x.tar.gz", "gz"), ("c:\\d\\e.htm", "htm")]
        {
            assert_eq!(Hint::new(path).extension(), expected, "{path}");
        }
    }
}
