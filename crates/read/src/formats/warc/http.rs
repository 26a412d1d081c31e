//! The answer of a web server, as a web archive keeps it.

use super::inflate::{self, End, Unpacked};

/// Why there is no page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NoBody {
    Refused(String),
    OverLimit(String),
}

/// The bytes after the fields; `None` where the block is no answer.
pub(super) fn payload(block: &[u8]) -> Option<&[u8]> {
    if !block.starts_with(b"HTTP/") {
        return None;
    }
    let crlf = block.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4);
    let start = crlf.or_else(|| block.windows(2).position(|two| two == b"\n\n").map(|at| at + 2))?;
    block.get(start..)
}

/// The page that a server answered with, whole and unpacked, and what is to be said of it.
pub(super) fn body(block: &[u8]) -> Result<(Vec<u8>, Option<String>), NoBody> {
    let refused = |why: &str| NoBody::Refused(why.to_owned());
    let payload = payload(block).ok_or_else(|| refused("the server's answer has no body"))?;
    let head =
        String::from_utf8_lossy(block.get(..block.len() - payload.len()).unwrap_or_default()).into_owned();
    let status = head.split_whitespace().nth(1).unwrap_or_default();
    if !matches!(status, "200" | "203" | "206") {
        let status: String = status.chars().take(3).filter(char::is_ascii_digit).collect();
        return Err(NoBody::Refused(format!("the server answered {status}: this is not the page")));
    }
    let field = |wanted: &str| {
        let named = |line: &str| {
            let (name, value) = line.split_once(':')?;
            name.trim().eq_ignore_ascii_case(wanted).then(|| value.trim().to_ascii_lowercase())
        };
        head.lines().skip(1).find_map(named).unwrap_or_default()
    };
    let (bytes, whole) = if field("transfer-encoding").contains("chunked") {
        unchunked(payload)
    } else {
        (payload.to_vec(), true)
    };
    let note = (!whole).then(|| "the page's chunks are broken; what came before is read".to_owned());
    match field("content-encoding").as_str() {
        "" | "identity" => Ok((bytes, note)),
        "gzip" | "x-gzip" if !bytes.starts_with(b"\x1f\x8b") => Ok((bytes, note)), // unpacked by the crawler
        "gzip" | "x-gzip" => unpacked(inflate::gzip(&bytes), note),
        "deflate" => unpacked(inflate::deflate(&bytes), note),
        other => {
            let other: String = other.chars().filter(char::is_ascii_alphanumeric).take(20).collect();
            Err(NoBody::Refused(format!("the page is packed by {other}, which Factum does not read")))
        }
    }
}

fn unpacked(unpacked: Unpacked, note: Option<String>) -> Result<(Vec<u8>, Option<String>), NoBody> {
    match unpacked.end {
        End::Whole => Ok((unpacked.bytes, note)),
        End::Broken => Ok((unpacked.bytes, Some("the page's packed body is cut off".to_owned()))),
        End::Flood => Err(NoBody::OverLimit(format!("the page {}", inflate::flood()))),
    }
}

/// A body that came in chunks, and whether it is whole.
fn unchunked(body: &[u8]) -> (Vec<u8>, bool) {
    let mut out = Vec::new();
    let mut rest = body;
    while let Some(end) = rest.iter().take(64).position(|b| *b == b'\n') {
        let line = String::from_utf8_lossy(rest.get(..end).unwrap_or_default()).into_owned();
        let size = line.split(';').next().unwrap_or_default().trim();
        let Ok(size) = usize::from_str_radix(size, 16) else { break };
        if size == 0 {
            return (out, true);
        }
        let chunk = rest.get(end + 1..).unwrap_or_default();
        let there = chunk.get(..size.min(chunk.len())).unwrap_or_default();
        out.extend_from_slice(there);
        if there.len() < size {
            return (out, false);
        }
        let after = chunk.get(size..).unwrap_or_default();
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n")).unwrap_or(after);
    }
    // some crawlers write the body whole and leave the field
    if out.is_empty() { (body.to_vec(), false) } else { (out, false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chunks_are_joined() {
        let answer =
            b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nclerk\r\n3;x\r\n fr\r\n0\r\n\r\n";
        assert_eq!(body(answer), Ok((b"clerk fr".to_vec(), None)));
        assert_eq!(unchunked(b"FFFFFFFF\r\nabc"), (b"abc".to_vec(), false));
    }

    #[test]
    fn only_a_page_is_a_page() {
        for answer in ["HTTP/1.1 404 Not Found\r\n\r\n<p>Gone", "HTTP/1.1 200 OK\r\n", "no answer"] {
            assert!(matches!(body(answer.as_bytes()), Err(NoBody::Refused(_))), "{answer}");
        }
        assert_eq!(body(b"HTTP/1.0 200 OK\n\n<p>Here"), Ok((b"<p>Here".to_vec(), None)));
    }
}
