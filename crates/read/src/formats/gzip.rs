//! A packed file: read as what it unpacks to.

use factum_types::Document;

use super::inflate::{self, End};
use super::{Format, Input, Sample, members};
use crate::ReadError;

/// Files packed by gzip, but for web archives.
pub(super) const GZIP: Format = Format { name: "gzip", extensions: &["gz"], jailed: true, sniff, read };

fn sniff(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::GZIP)
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let path = &input.hint.path;
    let unpacked = inflate::gzip(input.bytes);
    match unpacked.end {
        End::Flood => vec![Err(ReadError::OverLimit { path: path.clone(), what: inflate::flood() })],
        End::Broken => {
            let why = "the packed file is cut off or broken".to_owned();
            vec![Err(ReadError::Refused { path: path.clone(), why })]
        }
        End::Whole => {
            let name = path.rsplit(['/', '\\', '#']).next().unwrap_or_default();
            let name = name.strip_suffix(".gz").filter(|name| !name.is_empty()).unwrap_or("unpacked");
            members::read(&unpacked.bytes, members::path(path, name), input)
        }
    }
}
