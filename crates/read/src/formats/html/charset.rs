//! The encoding that a page declares.

use encoding_rs::Encoding;

/// How far into a page the declaration may stand; browsers look at 1,024 bytes.
const HEAD: usize = 4096;

/// The encoding of `<meta charset=…>` or `<meta http-equiv … content="text/html; charset=…">`.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD))?;
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    head.match_indices("charset").find_map(|(at, word)| {
        let after = head.get(at + word.len()..)?.trim_start().strip_prefix('=')?;
        let label = after.trim_start().trim_start_matches(['"', '\'']);
        let end = label.find(|c: char| matches!(c, '"' | '\'' | '>' | ';' | '/') || c.is_whitespace());
        Encoding::for_label(label.get(..end.unwrap_or(label.len()))?.as_bytes())
    })
}

#[cfg(test)]
mod tests {
    use super::declared;

    #[test]
    fn both_forms_are_read() {
        let name = |page: &str| declared(page.as_bytes()).map(|e| e.name());
        assert_eq!(name("<meta charset=\"iso-8859-2\">"), Some("ISO-8859-2"));
        assert_eq!(name("<META content='text/html; charset=latin1'>"), Some("windows-1252"));
        assert_eq!(name("<meta charset=\"made-up\"><p>"), None);
    }
}
