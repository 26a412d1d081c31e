//! A tree head as a text that can be kept anywhere: the body of a C2SP checkpoint.

use crate::verify::Head;
use crate::{CasebookError, tree::Hash};

/// The name of the log in the text's first line.
const ORIGIN: &str = "factum casebook";

/// The three lines: whose log, how many entries, the root in base 64.
pub fn checkpoint(head: &Head) -> String {
    format!("{ORIGIN}\n{}\n{}\n", head.size, base64(&head.root))
}

/// Reads a checkpoint back; lines after the third (signatures) are not looked at.
///
/// # Errors
/// Where the text is none.
pub fn parse_checkpoint(text: &str) -> Result<Head, CasebookError> {
    let wrong = |why: &str| CasebookError::Refused(format!("not a checkpoint of a casebook: {why}"));
    // what `verify` prints has the checkpoint at its end
    let mut lines = text.lines().skip_while(|line| *line != ORIGIN).skip(1);
    let size = lines.next().ok_or_else(|| wrong(&format!("no line says `{ORIGIN}`")))?;
    let size = size.parse().map_err(|_| wrong("the second line is no number of entries"))?;
    let root =
        lines.next().and_then(unbase64).ok_or_else(|| wrong("the third line is no root in base 64"))?;
    Ok(Head { size, root })
}

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64(bytes: &[u8]) -> String {
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group.iter().fold(0_u32, |bits, b| bits << 8 | u32::from(*b)) << (8 * (3 - group.len()));
        for at in 0..4 {
            let letter = LETTERS.get((bits >> (18 - 6 * at) & 63) as usize).copied();
            text.push(letter.filter(|_| at <= group.len()).map_or('=', char::from));
        }
    }
    text
}

fn unbase64(text: &str) -> Option<Hash> {
    let text = text.strip_suffix('=').filter(|text| text.len() == 43)?;
    let (mut bits, mut n, mut bytes) = (0_u32, 0, Vec::new());
    for letter in text.bytes() {
        bits = bits << 6 | LETTERS.iter().position(|l| *l == letter)? as u32;
        n += 6;
        if n >= 8 {
            n -= 8;
            bytes.push((bits >> n & 255) as u8);
        }
    }
    bytes.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_checkpoint_is_read_back() {
        for root in [[0; 32], [255; 32], crate::digest(b"a")] {
            let head = Head { size: 42, root };
            assert_eq!(parse_checkpoint(&checkpoint(&head)).unwrap(), head);
        }
        assert_eq!(base64(b"any carnal pleas"), "YW55IGNhcm5hbCBwbGVhcw==");
        assert!(parse_checkpoint("factum casebook\n1\nnonsense\n").is_err());
        assert!(parse_checkpoint("").is_err());
    }
}
