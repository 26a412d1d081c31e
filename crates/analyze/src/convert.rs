//! Turns a spaCy model wheel into the file that [`Analyzer::open`](crate::Analyzer::open) maps.

mod dictionaries;
mod msgpack;
mod weights;

use std::io::{Cursor, Read};

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use crate::ModelError;
use crate::container::Sections;
use crate::convert::weights::{Nodes, Vectors};
use crate::names::FEATURES as NAME_FEATURES;
use crate::parser::FEATURES as PARSER_FEATURES;
use crate::records::Writer;
use crate::tables::{SECTION, Tables};

/// Converts the bytes of a wheel (`en_core_web_md` or `_sm` 3.8) whose sha256 is `expected_sha256` (64
/// hexadecimal digits) into the bytes of a model file.
///
/// The same wheel gives the same bytes on every machine.
/// Write them to another name and rename it into place: an open model is mapped, so its file must never
/// change.
///
/// # Errors
/// [`ModelError::Hash`] before anything is unpacked; then the member that is missing, damaged or of a kind
/// that this version cannot run.
pub fn convert(wheel: &[u8], expected_sha256: &str) -> Result<Vec<u8>, ModelError> {
    let sha256: [u8; 32] = Sha256::digest(wheel).into();
    let got: String = sha256.iter().map(|b| format!("{b:02x}")).collect();
    if got != expected_sha256.to_ascii_lowercase() {
        return Err(ModelError::Hash { expected: expected_sha256.to_owned(), got });
    }
    let mut members = Members::open(wheel)?;
    let mut sections = Sections::default();
    let mut strings = Writer::default();
    let vectors = vectors("vocab/vectors", &members.read("vocab/vectors")?)?;
    dictionaries::vector_rows(&members.read("vocab/key2row")?, &mut sections)?;
    dictionaries::norms(&members.read("vocab/lookups.bin")?, &mut strings, &mut sections)?;
    let lookups = members.read("lemmatizer/lookups/lookups.bin")?;
    let endings = dictionaries::lemmas(&lookups, &mut strings, &mut sections)?;
    let (patterns, exceptions) = dictionaries::tokenizer(&members.read("tokenizer")?)?;
    let tags = dictionaries::labels("tagger/cfg", &members.read("tagger/cfg")?)?;
    let parser_moves = dictionaries::moves("parser/moves", &members.read("parser/moves")?)?;
    let name_moves = dictionaries::moves("ner/moves", &members.read("ner/moves")?)?;

    let bytes = members.read("tok2vec/model")?;
    let nodes = Nodes::decode("tok2vec/model", &bytes)?;
    let encoder = weights::encoder(&nodes, &vectors, "tok2vec", &mut sections)?;
    let bytes = members.read("tagger/model")?;
    weights::tagger(&Nodes::decode("tagger/model", &bytes)?, tags.len(), &mut sections)?;
    let bytes = members.read("parser/model")?;
    let nodes = Nodes::decode("parser/model", &bytes)?;
    weights::scorer(&nodes, "parser", PARSER_FEATURES, parser_moves.len(), &mut sections)?;
    let bytes = members.read("ner/model")?;
    let nodes = Nodes::decode("ner/model", &bytes)?;
    let name_encoder = weights::encoder(&nodes, &vectors, "names", &mut sections)?;
    weights::scorer(&nodes, "names", NAME_FEATURES, name_moves.len(), &mut sections)?;

    let tables = Tables {
        model: dictionaries::model_name(&members.read("meta.json")?)?,
        tags,
        parser_moves,
        name_moves,
        encoder,
        name_encoder,
        patterns,
        exceptions,
        rules: dictionaries::rules(&members.read("attribute_ruler/patterns")?)?,
        endings,
    };
    sections.bytes("strings", strings.into_bytes());
    sections.bytes(SECTION, tables.to_bytes());
    Ok(sections.into_file(sha256))
}

/// The files of the model directory inside a wheel.
struct Members<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    folder: String,
}

impl<'a> Members<'a> {
    /// Finds the directory by its files, since each packager names it differently.
    fn open(wheel: &'a [u8]) -> Result<Members<'a>, ModelError> {
        let archive = ZipArchive::new(Cursor::new(wheel)).map_err(ModelError::NotAWheel)?;
        let names = archive.file_names().flatten();
        let folder = names.filter_map(|name| name.strip_suffix("ner/model").map(str::to_owned)).next();
        match folder {
            Some(folder) => Ok(Members { archive, folder }),
            None => Err(ModelError::Member { member: "ner/model".to_owned() }),
        }
    }

    fn read(&mut self, member: &str) -> Result<Vec<u8>, ModelError> {
        let missing = || ModelError::Member { member: member.to_owned() };
        let mut file = self.archive.by_name(&format!("{}{member}", self.folder)).map_err(|_| missing())?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|_| missing())?;
        Ok(bytes)
    }
}

/// Word vectors in numpy's `.npy` form, version 1.
fn vectors(member: &str, bytes: &[u8]) -> Result<Vectors, ModelError> {
    let bad = || weights::unsupported(member, "an .npy array of little-endian f32 with two dimensions");
    let start = 10 + bytes.get(8..10).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes) as usize;
    let header = bytes.get(10..start).and_then(|h| std::str::from_utf8(h).ok()).ok_or_else(bad)?;
    if !bytes.starts_with(b"\x93NUMPY\x01")
        || !header.contains("'<f4'")
        || header.contains("'fortran_order': True")
    {
        return Err(bad());
    }
    let shape = header.split_once("'shape': (").and_then(|(_, s)| s.split_once(')')).ok_or_else(bad)?.0;
    let columns = shape.split(',').nth(1).and_then(|n| n.trim().parse().ok()).unwrap_or(0);
    Ok(Vectors { values: weights::floats(bytes.get(start..).unwrap_or_default()), columns })
}
