//! ZIP archives of documents: each member is read as its own format.

use factum_types::Document;

use super::archive::Archive;
use super::{Format, Input, Sample, members};
use crate::ReadError;

/// ZIP archives.
pub(super) const ZIP: Format = Format { name: "zip", extensions: &["zip"], jailed: true, sniff, read };

fn sniff(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::ZIP)
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let mut archive = match Archive::open(input.bytes, &input.hint.path) {
        Ok(archive) => archive,
        Err(error) => return vec![Err(error)],
    };
    let mut results = Vec::new();
    for (index, name) in archive.names() {
        // what an operating system leaves beside the files is nobody's document
        if name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") {
            continue;
        }
        let member = members::path(archive.path(), &name);
        match archive.unpack(index, &member) {
            Ok(Some(bytes)) => results.extend(members::read(&bytes, member, input)),
            Ok(None) => {}
            Err(error) => results.push(Err(error)),
        }
    }
    results
}
