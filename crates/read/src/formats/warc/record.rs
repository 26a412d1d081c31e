//! One record of a web archive: its fields and its block.

use sha1::{Digest, Sha1};

/// How many bytes the fields of a record may have.
const HEAD: usize = 64 << 10;

/// A record.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Names in lower case, and values.
    fields: Vec<(String, String)>,
    pub(super) block: &'a [u8],
    /// How many bytes the record has with its fields.
    pub(super) len: usize,
    /// Whether the block is shorter than the record says.
    pub(super) is_cut: bool,
}

impl Record<'_> {
    /// The first value of a field; its name in lower case.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// What is wrong with the digest that the record gives of its payload or its block.
    pub(super) fn wrong_digest(&self) -> Option<String> {
        let payload = super::http::payload(self.block);
        let of = [("warc-block-digest", self.block), ("warc-payload-digest", payload.unwrap_or(self.block))];
        of.into_iter().find_map(|(name, bytes)| {
            let expected = self.field(name)?.trim().strip_prefix("sha1:")?;
            let found = Sha1::digest(bytes);
            let hexadecimal: String = found.iter().map(|byte| format!("{byte:02x}")).collect();
            let right =
                expected.eq_ignore_ascii_case(&base32(&found)) || expected.eq_ignore_ascii_case(&hexadecimal);
            (!right).then(|| format!("the bytes are not those that the archive's {name} was made of"))
        })
    }
}

/// The record that the bytes begin with.
pub(super) fn parse(bytes: &[u8]) -> Result<Record<'_>, &'static str> {
    if !bytes.starts_with(b"WARC/") {
        return Err("bytes between records are no record");
    }
    let head = bytes.get(..bytes.len().min(HEAD)).unwrap_or_default();
    let (fields_end, start) = end_of_fields(head).ok_or("the fields of a record do not end")?;
    let text = String::from_utf8_lossy(head.get(..fields_end).unwrap_or_default()).into_owned();
    let mut fields: Vec<(String, String)> = Vec::new();
    for line in text.lines().skip(1) {
        if line.starts_with([' ', '\t'])
            && let Some((_, value)) = fields.last_mut()
        {
            value.push_str(line);
            continue;
        }
        let (name, value) = line.split_once(':').ok_or("a field of a record has no colon")?;
        fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
    let length = fields.iter().find(|(name, _)| name == "content-length").map(|(_, value)| value.as_str());
    let length: usize = length
        .ok_or("a record does not give its length")?
        .parse()
        .map_err(|_| "a record's length is no number that can be")?;
    let there = bytes.len() - start;
    if length > there.saturating_mul(1000).max(1 << 30) {
        return Err("a record's length is no number that can be");
    }
    let block = bytes.get(start..start + length.min(there)).unwrap_or_default();
    Ok(Record { fields, block, len: start + block.len(), is_cut: length > there })
}

/// Where the fields end and where the block begins.
fn end_of_fields(head: &[u8]) -> Option<(usize, usize)> {
    let crlf = head.windows(4).position(|four| four == b"\r\n\r\n").map(|at| (at, at + 4));
    // the other form is looked for no further: an archive of small records must not be searched over and over
    let before = head.get(..crlf.map_or(head.len(), |(at, _)| at)).unwrap_or_default();
    let lf = before.windows(2).position(|two| two == b"\n\n").map(|at| (at, at + 2));
    lf.or(crlf)
}

/// How many bytes stand before the next record.
pub(super) fn next(bytes: &[u8]) -> usize {
    bytes.windows(7).position(|seven| seven == b"\nWARC/1").map_or(bytes.len(), |at| at + 1)
}

fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::new();
    for five in bytes.chunks(5) {
        let held =
            five.iter().fold(0u64, |held, byte| held << 8 | u64::from(*byte)) << (8 * (5 - five.len()));
        for n in (0..8).take((five.len() * 8).div_ceil(5)) {
            let letter = ALPHABET.get((held >> (35 - 5 * n)) as usize & 31).copied().unwrap_or(b'=');
            out.push(char::from(letter));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_gives_its_fields_and_its_block() {
        let bytes = b"WARC/1.0\r\nWARC-Type: response\r\nX: a\r\n b\r\nContent-Length: 5\r\n\r\nclerk\r\n\r\nWARC/1.0";
        let record = parse(bytes).unwrap();
        assert_eq!(record.field("warc-type"), Some("response"));
        assert_eq!(record.field("x"), Some("a b"));
        assert_eq!(record.block, b"clerk");
        assert!(!record.is_cut);
        assert_eq!(next(&bytes[record.len..]), 4);
        assert!(parse(b"WARC/1.0\r\nContent-Length: 9\r\n\r\nclerk").unwrap().is_cut);
    }

    #[test]
    fn lengths_that_cannot_be_are_refused() {
        for length in ["-1", "4611686018427387904", "x", ""] {
            let bytes = format!("WARC/1.0\r\nContent-Length: {length}\r\n\r\nclerk");
            assert!(parse(bytes.as_bytes()).is_err(), "{length}");
        }
        assert!(parse(b"WARC/1.0\r\nno colon\r\n\r\n").is_err());
    }

    #[test]
    fn digests_are_held_against_the_bytes() {
        // the SHA-1 of "abc" is a9993e36…, in base32 VGMT4NSH…
        let with = |digest: &str| {
            format!("WARC/1.0\r\nWARC-Block-Digest: sha1:{digest}\r\nContent-Length: 3\r\n\r\nabc")
        };
        for right in ["VGMT4NSHA2AWVOR6EVYXQUGCNSONBWE5", "a9993e364706816aba3e25717850c26c9cd0d89d"] {
            assert_eq!(parse(with(right).as_bytes()).unwrap().wrong_digest(), None, "{right}");
        }
        assert!(parse(with("AAAA").as_bytes()).unwrap().wrong_digest().is_some());
    }
}
