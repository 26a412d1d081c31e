//! Formats that Factum does not read, told by their first bytes or their first line.

use super::inflate;

/// What PDF files look like.
pub(super) const PDF: &str = "a PDF file";
/// What ZIP archives look like that are nothing else.
pub(super) const ZIP: &str = "a ZIP archive";
/// What Word files look like.
pub(super) const DOCX: &str = "a Word file";
/// What files packed by gzip look like.
pub(super) const GZIP: &str = "a gzip file";
/// What web archives look like.
pub(super) const WARC: &str = "a web archive";
/// What messages look like.
pub(super) const MAIL: &str = "an e-mail message";
/// What mailboxes look like.
pub(super) const MAILBOX: &str = "a mailbox";

/// Parts that tell what a ZIP archive holds.
const PACKAGES: &[(&[u8], &str)] = &[
    (b"word/document.xml", DOCX),
    (b"xl/workbook.xml", "a spreadsheet"),
    (b"ppt/presentation.xml", "a presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument", "an OpenDocument file"),
    (b"mimetypeapplication/epub", "an electronic book"),
];

/// First bytes and what has them.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF-", PDF),
    (b"PK\x05\x06", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document, or a new one that is locked"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\0", "an xz file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd file"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"RIFF", "a sound, film or WebP image"),
    (b"OggS", "a sound or film"),
    (b"ID3", "a sound"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "an SQLite file"),
    (b"{\\rtf", "an RTF document"),
    (b"WARC/", WARC),
    (b"%!PS", "a PostScript file"),
];

/// What binary or structured format a file is in, where Factum cannot read it.
pub(super) fn looks_like(bytes: &[u8], head: &str, extension: &str) -> Option<&'static str> {
    let found = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start));
    if let Some((_, name)) = found {
        return Some(name);
    }
    let start = head.trim_start();
    if bytes.starts_with(b"PK\x03\x04") {
        Some(package(bytes, extension))
    } else if bytes.starts_with(b"\x1f\x8b") {
        Some(if inflate::peek(bytes).starts_with(b"WARC/") { WARC } else { GZIP })
    } else if bytes.get(4..8) == Some(b"ftyp") {
        Some("a film or HEIF image")
    } else if start.starts_with("%PDF-") {
        Some(PDF)
    } else if start.starts_with("<?xml") && !head.to_ascii_lowercase().contains("<html") {
        Some("an XML file")
    } else if is_mailbox(head, extension) {
        Some(MAILBOX)
    } else if is_mail(head, extension) {
        Some(MAIL)
    } else {
        None
    }
}

/// What a ZIP archive holds, by the names at its beginning and in its directory at the end.
fn package(bytes: &[u8], extension: &str) -> &'static str {
    let first = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let last = bytes.get(bytes.len().saturating_sub(1 << 20)..).unwrap_or_default();
    let holds = |name: &[u8]| [first, last].iter().any(|part| part.windows(name.len()).any(|w| w == name));
    match PACKAGES.iter().find(|(name, _)| holds(name)) {
        Some((_, what)) => what,
        None if extension == "docx" => DOCX,
        None => ZIP,
    }
}

/// Whether the head is a mailbox: a line that begins with `From `, and the headers of a message.
fn is_mailbox(head: &str, extension: &str) -> bool {
    let Some((line, rest)) = head.split_once('\n') else { return false };
    line.starts_with("From ") && is_mail(rest, if extension == "mbox" { "eml" } else { "" })
}

/// Whether the head begins with a mail header; a story may begin with "From:" too, so one line that only
/// mail has, or the extension, is asked for.
fn is_mail(head: &str, extension: &str) -> bool {
    let mut fields = 0;
    let mut sure = extension == "eml";
    for line in head.lines().take(40) {
        if line.starts_with([' ', '\t']) && fields > 0 {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { break };
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            break;
        }
        fields += 1;
        let name = name.to_ascii_lowercase();
        sure |= matches!(name.as_str(), "mime-version" | "message-id" | "received" | "return-path");
    }
    fields > 0 && sure
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], extension: &str, expected: Option<&str>) {
        assert_eq!(looks_like(bytes, &String::from_utf8_lossy(bytes), extension), expected);
    }

    #[test]
    fn binaries_are_named_and_text_is_not() {
        check(b"%PDF-1.7\n", "txt", Some("a PDF file"));
        check(b"PK\x03\x04....", "docx", Some(DOCX));
        check(b"<?xml version='1.0'?><feed/>", "xml", Some("an XML file"));
        check(b"<?xml version='1.0'?><html><p>Text", "html", None);
        check(b"The PDF was filed on Monday.", "pdf", None);
    }

    #[test]
    fn mail_is_told_from_a_story_that_begins_with_a_label() {
        check(b"Message-ID: <1@x>\nSubject: x\n\nText", "txt", Some("an e-mail message"));
        check(b"Subject: x\nTo: y\n\nText", "eml", Some("an e-mail message"));
        check(b"From: The Elmford Courier\n\nA clerk was charged.", "txt", None);
        check(b"A clerk was charged.", "eml", None);
    }
}
