//! What cannot be answered, in words, with the status that fits.

use axum::http::StatusCode;
use factum::casebook::CasebookError;

/// Why a page cannot be shown.
#[derive(Debug)]
pub(crate) struct Problem {
    pub(crate) status: StatusCode,
    pub(crate) words: String,
    /// Whether naming a person would help: the casebook is too large for one view.
    pub(crate) choose: bool,
}

impl Problem {
    fn new(status: StatusCode, words: impl Into<String>) -> Problem {
        Problem { status, words: words.into(), choose: false }
    }

    /// What the page is headed by.
    pub(crate) fn title(&self) -> &'static str {
        match self.status {
            StatusCode::NOT_FOUND => "Not found",
            StatusCode::BAD_REQUEST => "Not understood",
            StatusCode::UNPROCESSABLE_ENTITY => "Too much for one page",
            StatusCode::SERVICE_UNAVAILABLE => "Not now",
            StatusCode::PAYLOAD_TOO_LARGE => "Too large",
            _ => "A fault of Factum",
        }
    }

    /// Its words in pieces, and whether each is something typed, as `as_of=soon`.
    pub(crate) fn parts(&self) -> Vec<(&str, bool)> {
        let typed = self.words.split('`').enumerate();
        typed.map(|(n, part)| (part, n % 2 == 1)).filter(|(part, _)| !part.is_empty()).collect()
    }

    /// What was asked for is not there.
    pub(crate) fn missing(words: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, words)
    }

    /// What was asked makes no sense: which parameter, and what was expected.
    pub(crate) fn wrong(words: impl Into<String>) -> Problem {
        Problem::new(StatusCode::BAD_REQUEST, words)
    }

    /// More documents than one view holds.
    pub(crate) fn large(documents: usize, most: usize) -> Problem {
        let words = format!(
            "This casebook holds {documents} documents; a page shows the record of at most {most} at once. Name a person."
        );
        Problem { choose: true, ..Problem::new(StatusCode::UNPROCESSABLE_ENTITY, words) }
    }

    /// Somebody else asked for the same, and it is not done.
    pub(crate) fn later() -> Problem {
        Problem::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "This is still being put together; ask again in a moment.",
        )
    }

    /// A fault of ours.
    pub(crate) fn ours(words: impl std::fmt::Display) -> Problem {
        Problem::new(StatusCode::INTERNAL_SERVER_ERROR, words.to_string())
    }
}

impl From<CasebookError> for Problem {
    fn from(error: CasebookError) -> Problem {
        let status = match error {
            CasebookError::Refused(_) => StatusCode::BAD_REQUEST,
            CasebookError::Stopped | CasebookError::Busy { .. } => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        Problem::new(status, error.to_string())
    }
}

impl From<askama::Error> for Problem {
    fn from(error: askama::Error) -> Problem {
        Problem::ours(error)
    }
}
