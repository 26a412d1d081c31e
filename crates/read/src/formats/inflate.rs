//! Unpacking gzip with a limit.

use std::io::Read;

use flate2::bufread::{DeflateDecoder, GzDecoder, ZlibDecoder};

/// How many bytes one stream may unpack to.
const UNPACKED: u64 = 64 << 20;
/// How many times its packed size a stream may unpack to, beyond the first [`SMALL`] bytes.
const RATIO: u64 = 100;
/// Streams that unpack to no more than this may be as empty as they like.
const SMALL: u64 = 4 << 20;

/// What a packed stream gave.
#[derive(Debug, Default)]
pub(super) struct Unpacked {
    /// As much as could be unpacked.
    pub(super) bytes: Vec<u8>,
    /// How many packed bytes that took; all of them where the end was not found.
    pub(super) taken: usize,
    pub(super) end: End,
}

/// How the unpacking ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum End {
    /// The stream is whole.
    #[default]
    Whole,
    /// It is cut off or broken.
    Broken,
    /// It gives more than a document may have.
    Flood,
}

/// The first member of a gzip file.
pub(super) fn gzip(packed: &[u8]) -> Unpacked {
    let mut decoder = GzDecoder::new(packed);
    let (bytes, end) = limited(&mut decoder, packed.len());
    let rest = if end == End::Whole { decoder.into_inner().len() } else { 0 };
    Unpacked { bytes, taken: packed.len() - rest, end }
}

/// A body with the content encoding `deflate`: zlib by the standard, bare by some servers.
pub(super) fn deflate(packed: &[u8]) -> Unpacked {
    let (bytes, end) = limited(&mut ZlibDecoder::new(packed), packed.len());
    let (bytes, end) = if bytes.is_empty() && end == End::Broken {
        limited(&mut DeflateDecoder::new(packed), packed.len())
    } else {
        (bytes, end)
    };
    Unpacked { bytes, taken: packed.len(), end }
}

/// The first few bytes that a gzip file unpacks to.
pub(super) fn peek(packed: &[u8]) -> Vec<u8> {
    let mut head = Vec::new();
    // a file too broken to look into is told by what it was read as
    let _ = GzDecoder::new(packed).take(64).read_to_end(&mut head);
    head
}

/// Why a flood is refused.
pub(super) fn flood() -> String {
    format!("unpacks to more than {RATIO} times its size or {} MiB", UNPACKED >> 20)
}

fn limited(decoder: &mut dyn Read, packed: usize) -> (Vec<u8>, End) {
    let most = UNPACKED.min(SMALL.max((packed as u64).saturating_mul(RATIO)));
    let mut bytes = Vec::new();
    let read = decoder.take(most + 1).read_to_end(&mut bytes);
    if bytes.len() as u64 > most {
        return (bytes, End::Flood);
    }
    (bytes, if read.is_ok() { End::Whole } else { End::Broken })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn members_cut_files_and_floods_are_told_apart() {
        let one = packed(b"A clerk was charged.");
        let two = [one.clone(), packed(b"Another.")].concat();
        let first = gzip(&two);
        assert_eq!(
            (first.bytes.as_slice(), first.taken, first.end),
            (b"A clerk was charged.".as_slice(), one.len(), End::Whole)
        );
        assert_eq!(gzip(&one[..one.len() - 9]).end, End::Broken);
        assert_eq!(gzip(&packed(&vec![b' '; 8 << 20])).end, End::Flood);
        assert_eq!(peek(&one), b"A clerk was charged.");
    }
}
