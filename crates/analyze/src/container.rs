//! The file that a model is converted into: named sections, aligned so that they are used where they lie.
//!
//! All numbers are little-endian:
//!
//! | bytes | what |
//! | --- | --- |
//! | 0–8 | `FACTUMLM` |
//! | 8–12 | format version |
//! | 12–16 | number of sections |
//! | 16–24 | length of the file |
//! | 24–56 | sha256 of the wheel |
//! | 56–64 | checksum of the bytes 0–56 and of the section table |
//! | 64– | the section table: per section a name (24 bytes, zero-padded), offset, length, checksum (8 each) |
//!
//! Each section begins at a multiple of 64 bytes. A checksum is MurmurHash64A.

use std::ops::Range;
use std::path::{Path, PathBuf};

use memmap2::Mmap;

use crate::hash::murmur64a;
use crate::{ModelError, map};

const MAGIC: &[u8; 8] = b"FACTUMLM";
/// Raised whenever the sections or their contents change.
const VERSION: u32 = 1;
const HEADER: usize = 64;
const ENTRY: usize = 48;
const NAME: usize = 24;
const ALIGN: usize = 64;

/// Sections on their way into a file.
#[derive(Default)]
pub(crate) struct Sections {
    named: Vec<(String, Vec<u8>)>,
}

impl Sections {
    /// Adds a section of bytes.
    pub(crate) fn bytes(&mut self, name: &str, bytes: Vec<u8>) {
        debug_assert!(name.len() <= NAME, "`{name}` is too long for a section's name");
        self.named.push((name.to_owned(), bytes));
    }

    /// Adds a section of numbers.
    pub(crate) fn floats(&mut self, name: &str, values: &[f32]) {
        self.bytes(name, values.iter().flat_map(|v| v.to_le_bytes()).collect());
    }

    /// Adds a table that finds a number by a 64-bit key, as three sections.
    ///
    /// `starts[b]..starts[b + 1]` is where the keys with the leading bits `b` lie.
    pub(crate) fn index(&mut self, name: &str, mut pairs: Vec<(u64, u32)>) {
        pairs.sort_unstable();
        pairs.dedup_by_key(|p| p.0);
        let bits = (pairs.len() / 8).max(2).next_power_of_two().trailing_zeros();
        let starts: Vec<u32> = (0..=1u64 << bits)
            .map(|b| pairs.partition_point(|p| u128::from(p.0) < u128::from(b) << (64 - bits)) as u32)
            .collect();
        self.bytes(&format!("{name}.starts"), starts.iter().flat_map(|v| v.to_le_bytes()).collect());
        self.bytes(&format!("{name}.keys"), pairs.iter().flat_map(|p| p.0.to_le_bytes()).collect());
        self.bytes(&format!("{name}.values"), pairs.iter().flat_map(|p| p.1.to_le_bytes()).collect());
    }

    /// The whole file.
    pub(crate) fn into_file(self, wheel_sha256: [u8; 32]) -> Vec<u8> {
        let mut at = (HEADER + ENTRY * self.named.len()).next_multiple_of(ALIGN);
        let mut table = Vec::new();
        for (name, bytes) in &self.named {
            let mut padded = [0; NAME];
            padded.iter_mut().zip(name.bytes()).for_each(|(to, from)| *to = from);
            table.extend(padded);
            for number in [at as u64, bytes.len() as u64, murmur64a(bytes)] {
                table.extend(number.to_le_bytes());
            }
            at = (at + bytes.len()).next_multiple_of(ALIGN);
        }
        let mut file = Vec::with_capacity(at);
        file.extend(MAGIC);
        file.extend(VERSION.to_le_bytes());
        file.extend((self.named.len() as u32).to_le_bytes());
        file.extend((at as u64).to_le_bytes());
        file.extend(wheel_sha256);
        let mut summed = file.clone();
        summed.extend(&table);
        file.extend(murmur64a(&summed).to_le_bytes());
        file.extend(&table);
        for (_, bytes) in &self.named {
            file.resize(file.len().next_multiple_of(ALIGN), 0);
            file.extend(bytes);
        }
        file.resize(at, 0);
        file
    }
}

/// A converted model in memory.
#[derive(Debug)]
pub(crate) struct Container {
    path: PathBuf,
    map: Mmap,
    sections: Vec<Section>,
}

#[derive(Debug)]
struct Section {
    name: String,
    bytes: Range<usize>,
    checksum: u64,
}

impl Container {
    /// Maps a file and checks its header and its length, not the contents of the sections.
    pub(crate) fn open(path: &Path) -> Result<Container, ModelError> {
        if cfg!(target_endian = "big") {
            return Err(ModelError::Endianness);
        }
        let path = path.to_owned();
        let map = match map::map(&path) {
            Ok(map) => map,
            Err(source) => return Err(ModelError::Io { path, source }),
        };
        if map.get(..8) != Some(MAGIC) {
            return Err(ModelError::NotAModel { path });
        }
        let too_short = |expected: usize| ModelError::Truncated {
            path: path.clone(),
            got: map.len() as u64,
            expected: expected as u64,
        };
        let header = map.get(..HEADER).ok_or_else(|| too_short(HEADER))?;
        let (version, count, length) = (u32_at(header, 8), u32_at(header, 12), u64_at(header, 16));
        if version != VERSION {
            return Err(ModelError::Version { path, got: version, expected: VERSION });
        }
        let table_end = HEADER + ENTRY * count as usize;
        let table = map.get(HEADER..table_end).ok_or_else(|| too_short(table_end))?;
        let mut summed = header.get(..56).unwrap_or_default().to_vec();
        summed.extend(table);
        if murmur64a(&summed) != u64_at(header, 56) {
            return Err(ModelError::Corrupt { path, section: "header".to_owned() });
        }
        if map.len() as u64 != length {
            return Err(ModelError::Truncated { path, got: map.len() as u64, expected: length });
        }
        let sections = table.chunks_exact(ENTRY).map(section).collect();
        Ok(Container { path, map, sections })
    }

    /// The sha256 of the wheel that the file was made from, 64 hexadecimal digits.
    pub(crate) fn wheel_sha256(&self) -> String {
        self.map.get(24..56).unwrap_or_default().iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Compares the contents of one section with its checksum.
    pub(crate) fn check(&self, name: &str) -> Result<(), ModelError> {
        match murmur64a(self.bytes(name)?) == self.section(name)?.checksum {
            true => Ok(()),
            false => Err(self.corrupt(name)),
        }
    }

    /// Compares every section with its checksum; reads the whole file.
    pub(crate) fn check_all(&self) -> Result<(), ModelError> {
        self.sections.iter().try_for_each(|s| self.check(&s.name))
    }

    /// A section's bytes.
    pub(crate) fn bytes(&self, name: &str) -> Result<&[u8], ModelError> {
        self.map.get(self.section(name)?.bytes.clone()).ok_or_else(|| self.corrupt(name))
    }

    /// A section of numbers, of the length that the model's shape asks for.
    pub(crate) fn floats(&self, name: &str, length: usize) -> Result<&[f32], ModelError> {
        let floats: &[f32] = bytemuck::try_cast_slice(self.bytes(name)?).map_err(|_| self.corrupt(name))?;
        if floats.len() == length { Ok(floats) } else { Err(self.corrupt(name)) }
    }

    /// A table written by [`Sections::index`].
    pub(crate) fn index(&self, name: &str) -> Result<Index<'_>, ModelError> {
        let bad = |_| self.corrupt(name);
        let starts: &[u32] = bytemuck::try_cast_slice(self.bytes(&format!("{name}.starts"))?).map_err(bad)?;
        let keys = bytemuck::try_cast_slice(self.bytes(&format!("{name}.keys"))?).map_err(bad)?;
        let values = bytemuck::try_cast_slice(self.bytes(&format!("{name}.values"))?).map_err(bad)?;
        let bits = starts.len().saturating_sub(1).checked_ilog2().filter(|b| (1..64).contains(b));
        let bits = bits.filter(|b| starts.len() == (1 << b) + 1 && keys.len() == values.len());
        Ok(Index { starts, keys, values, bits: bits.ok_or_else(|| self.corrupt(name))? })
    }

    /// The error for a section that does not hold what it should.
    pub(crate) fn corrupt(&self, section: &str) -> ModelError {
        ModelError::Corrupt { path: self.path.clone(), section: section.to_owned() }
    }

    fn section(&self, name: &str) -> Result<&Section, ModelError> {
        self.sections.iter().find(|s| s.name == name).ok_or_else(|| self.corrupt(name))
    }
}

/// A table that finds a number by a 64-bit key without being built at start-up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Index<'a> {
    starts: &'a [u32],
    keys: &'a [u64],
    values: &'a [u32],
    bits: u32,
}

impl Index<'_> {
    /// The number that stands beside a key.
    pub(crate) fn get(&self, key: u64) -> Option<u32> {
        let bucket = (key >> (64 - self.bits)) as usize;
        let (start, end) = (*self.starts.get(bucket)? as usize, *self.starts.get(bucket + 1)? as usize);
        let at = self.keys.get(start..end)?.binary_search(&key).ok()?;
        self.values.get(start + at).copied()
    }

    /// Whether a key is there.
    pub(crate) fn contains(&self, key: u64) -> bool {
        self.get(key).is_some()
    }
}

fn section(entry: &[u8]) -> Section {
    let name = entry.get(..NAME).unwrap_or_default();
    let name = name.iter().copied().take_while(|b| *b != 0).collect();
    let start = u64_at(entry, NAME) as usize;
    Section {
        name: String::from_utf8(name).unwrap_or_default(),
        bytes: start..start.saturating_add(u64_at(entry, NAME + 8) as usize),
        checksum: u64_at(entry, NAME + 16),
    }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
