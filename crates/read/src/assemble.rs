//! Putting a document together from what its bytes, its metadata and the caller say.

use factum_types::{BlockKind, DateOrigin, Document, Period, Published, Span};
use sha2::{Digest, Sha256};

use crate::Hint;
use crate::decode::Decoded;
use crate::layout::Cut;

/// What is known of a document besides its text.
#[derive(Debug, Default)]
pub(crate) struct Known {
    pub(crate) id: String,
    pub(crate) given: Option<String>,
    /// Empty for the whole file.
    pub(crate) within: Span,
    pub(crate) path: String,
    pub(crate) title: Option<String>,
    pub(crate) publisher: Option<String>,
    /// From the command line.
    pub(crate) published: Option<Period>,
    /// From a field of the file.
    pub(crate) metadata: Option<Period>,
    pub(crate) updated: Option<Period>,
    pub(crate) byline: Option<String>,
}

impl Known {
    /// What the caller knows.
    pub(crate) fn from_hint(hint: &Hint) -> Known {
        Known {
            path: hint.path.clone(),
            publisher: hint.publisher.clone(),
            published: hint.published,
            ..Known::default()
        }
    }
}

/// `sha256:` and the hexadecimal hash of the bytes.
pub(crate) fn id(bytes: &[u8]) -> String {
    let mut id = String::from("sha256:");
    for byte in Sha256::digest(bytes) {
        id.push_str(&format!("{byte:02x}"));
    }
    id
}

/// A byline without what stands before the names.
fn written_by(byline: &str) -> String {
    let words: Vec<&str> = byline.split_whitespace().collect();
    let first = words.iter().take_while(|word| {
        matches!(word.trim_end_matches(':').to_lowercase().as_str(), "by" | "written" | "story" | "-" | "(by")
    });
    let names = words.get(first.count()..).unwrap_or_default().join(" ");
    names.trim_end_matches([',', '|', '•', ')', ' ']).to_owned()
}

/// The document; its date of publication is the caller's, else the metadata's, else the page's.
pub(crate) fn document(known: Known, decoded: Decoded, cut: Cut) -> Document {
    let published = [
        known.published.map(|date| Published { date, origin: DateOrigin::CommandLine }),
        known.metadata.map(|date| Published { date, origin: DateOrigin::Metadata }),
        cut.published,
    ];
    let byline = cut.blocks.iter().find(|block| block.kind == BlockKind::Byline);
    let byline = byline.map(|block| written_by(block.span.of(&decoded.text)));
    let title = cut.title.map(|span| span.of(&decoded.text).split_whitespace().collect::<Vec<_>>().join(" "));
    Document {
        id: known.id,
        given: known.given,
        within: known.within,
        own: Vec::new(),
        path: known.path,
        title: known.title.or(title),
        publisher: known.publisher,
        published: published.into_iter().flatten().next(),
        updated: known.updated.or(cut.updated),
        byline: known.byline.or(byline).filter(|byline| !byline.is_empty()),
        text: decoded.text,
        blocks: cut.blocks,
        origin: decoded.origin,
        parts: decoded.parts,
        places: decoded.places,
        notes: decoded.notes,
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_id_is_the_hash_of_the_bytes() {
        let empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::id(b""), empty);
    }
}
