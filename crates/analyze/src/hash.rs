//! The three hash functions of spaCy and thinc: strings, string ids and embedding rows.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// MurmurHash64A with seed 1: spaCy's hash of a string.
pub(crate) fn murmur64a(data: &[u8]) -> u64 {
    const M: u64 = 0xc6a4_a793_5bd1_e995;
    const R: u32 = 47;
    let mut h = 1 ^ (data.len() as u64).wrapping_mul(M);
    let (words, tail) = data.as_chunks::<8>();
    for word in words {
        let mut k = u64::from_le_bytes(*word).wrapping_mul(M);
        k = (k ^ (k >> R)).wrapping_mul(M);
        h = (h ^ k).wrapping_mul(M);
    }
    if !tail.is_empty() {
        let last = tail.iter().rev().fold(0, |word, byte| word << 8 | u64::from(*byte));
        h = (h ^ last).wrapping_mul(M);
    }
    h = (h ^ (h >> R)).wrapping_mul(M);
    h ^ (h >> R)
}

/// spaCy's id of a string: 0 for none, a small number for a reserved name, else its hash.
///
/// The reserved names are no corner case: the shape of "I" is `X`, which is also a part of speech.
pub(crate) fn string_id(s: &str) -> u64 {
    if s.is_empty() {
        return 0;
    }
    // The longest reserved name has 24 bytes; most words end the search here.
    if s.len() <= 24
        && let Some(id) = symbols().get(s)
    {
        return *id;
    }
    murmur64a(s.as_bytes())
}

fn symbols() -> &'static FxHashMap<&'static str, u64> {
    static SYMBOLS: OnceLock<FxHashMap<&'static str, u64>> = OnceLock::new();
    SYMBOLS.get_or_init(|| {
        let lines = include_str!("data/symbols.txt").lines();
        lines
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(s, n)| Some((s, n.parse().ok()?)))
            .collect()
    })
}

/// The four rows of an embedding table that stand for a key (thinc's HashEmbed), each below `rows`.
///
/// This is thinc's `MurmurHash3_x86_128_uint64`, which is not a standard Murmur3 call: the key is one
/// 64-bit word, both lanes start from the seed, and the length enters as the constant 8.
pub(crate) fn embedding_rows(key: u64, seed: u32, rows: u32) -> [u32; 4] {
    let start = u64::from(seed) ^ 8;
    let mut h1 =
        key.wrapping_mul(0x87c3_7b91_1142_53d5).rotate_left(31).wrapping_mul(0x4cf5_ad43_2745_937f) ^ start;
    let mut h2 = start;
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    h1 = finish(h1);
    h2 = finish(h2);
    h1 = h1.wrapping_add(h2);
    h2 = h2.wrapping_add(h1);
    [h1 as u32 % rows, (h1 >> 32) as u32 % rows, h2 as u32 % rows, (h2 >> 32) as u32 % rows]
}

fn finish(mut h: u64) -> u64 {
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_hash_as_in_spacy() {
        assert_eq!(murmur64a(b"apple"), 8_566_208_034_543_834_098);
        assert_eq!(string_id(""), 0);
        assert_eq!(string_id("X"), 101);
        assert_eq!(string_id("_"), 456);
        assert_eq!(string_id("apple"), 8_566_208_034_543_834_098);
        assert_eq!(symbols().len(), 456);
        assert!(symbols().keys().all(|s| s.len() <= 24));
    }

    #[test]
    fn keys_fall_on_the_rows_of_thinc() {
        assert_eq!(embedding_rows(string_id("the"), 8, 5000), [2498, 2909, 2599, 4364]);
    }
}
