//! Web archives: each page that a server answered with, as a file of its own.

mod http;
mod record;

use factum_types::Document;

use super::inflate::{self, End};
use super::{Format, Input, Sample, members};
use crate::ReadError;
use record::Record;

/// Web archives, also with each record packed by gzip.
pub(super) const WARC: Format = Format { name: "warc", extensions: &["warc"], jailed: true, sniff, read };

/// How many records an archive may have.
const RECORDS: usize = 1_000_000;

fn sniff(sample: &Sample) -> bool {
    sample.binary == Some(super::signatures::WARC)
}

fn read(input: &Input<'_>) -> Vec<Result<Document, ReadError>> {
    let mut reading = Reading { input, results: Vec::new(), records: 0 };
    if input.bytes.starts_with(b"\x1f\x8b") {
        reading.packed();
    } else {
        reading.records(input.bytes);
    }
    if reading.results.is_empty() {
        reading.refuse("", "the web archive holds no page");
    }
    reading.results
}

struct Reading<'i> {
    input: &'i Input<'i>,
    results: Vec<Result<Document, ReadError>>,
    records: usize,
}

impl Reading<'_> {
    /// Records that are packed one by one.
    fn packed(&mut self) {
        let mut rest = self.input.bytes;
        while !rest.is_empty() {
            let unpacked = inflate::gzip(rest);
            match unpacked.end {
                End::Whole => self.records(&unpacked.bytes),
                End::Broken if unpacked.bytes.is_empty() => {
                    return self.refuse("", "the rest of the archive is broken");
                }
                // what came before the cut is read, and says that it is cut
                End::Broken => self.records(&unpacked.bytes),
                End::Flood => {
                    let what = format!("a record {}; what follows is not read", inflate::flood());
                    return self.results.push(Err(ReadError::OverLimit { path: self.path(""), what }));
                }
            }
            rest = rest.get(unpacked.taken.max(1)..).unwrap_or_default();
        }
    }

    /// Records that stand one after another; after a broken one the next is looked for.
    fn records(&mut self, bytes: &[u8]) {
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.trim_ascii().is_empty()) {
            self.records += 1;
            if self.records > RECORDS {
                let what = format!("the archive has more than {RECORDS} records");
                return self.results.push(Err(ReadError::OverLimit { path: self.path(""), what }));
            }
            let skipped = rest.len() - rest.trim_ascii_start().len();
            match record::parse(rest.get(skipped..).unwrap_or_default()) {
                Ok(record) => {
                    let end = skipped + record.len;
                    let next = rest.get(end..).unwrap_or_default().trim_ascii_start();
                    let whole = next.is_empty() || next.starts_with(b"WARC/");
                    if whole {
                        self.page(&record, &[]);
                        at += end;
                    } else {
                        self.page(&record, &["the record is longer than it says; its end is left out"]);
                        at += end + record::next(rest.get(end..).unwrap_or_default());
                    }
                }
                Err(why) => {
                    self.refuse("", why);
                    at += skipped + 1 + record::next(rest.get(skipped + 1..).unwrap_or_default());
                }
            }
        }
    }

    /// The page of a record, where it has one: what was asked and how the crawl went is no page.
    fn page(&mut self, record: &Record<'_>, notes: &[&str]) {
        let uri = record.field("warc-target-uri").unwrap_or_default().trim_matches(['<', '>']).to_owned();
        let mut notes: Vec<String> = notes.iter().map(|&note| note.to_owned()).collect();
        if record.is_cut {
            notes.push("the record is cut off".to_owned());
        }
        if let Some(wrong) = record.wrong_digest() {
            notes.push(wrong);
        }
        let is_http = record.field("content-type").is_some_and(|t| t.contains("application/http"));
        let body = match record.field("warc-type").unwrap_or_default() {
            "response" if is_http => match http::body(record.block) {
                Ok((body, note)) => {
                    notes.extend(note);
                    body
                }
                Err(http::NoBody::Refused(why)) => return self.refuse(&uri, &why),
                Err(http::NoBody::OverLimit(what)) => {
                    return self.results.push(Err(ReadError::OverLimit { path: self.path(&uri), what }));
                }
            },
            "response" | "resource" | "conversion" => record.block.to_vec(),
            "revisit" => return self.refuse(&uri, "is only a note that an earlier page had not changed"),
            _ => return,
        };
        let mut read = members::read(&body, self.path(&uri), self.input);
        let fetched = record.field("warc-date").map(|date| format!("fetched {}", date.trim()));
        for document in read.iter_mut().flatten() {
            document.notes.extend(notes.iter().cloned());
            document.notes.extend(fetched.iter().filter(|f| f.len() < 60).cloned());
            document.given = record.field("warc-record-id").map(|id| id.trim().to_owned());
        }
        self.results.extend(read);
    }

    fn refuse(&mut self, uri: &str, why: &str) {
        self.results.push(Err(ReadError::Refused { path: self.path(uri), why: why.to_owned() }));
    }

    fn path(&self, uri: &str) -> String {
        let uri: String = uri.chars().filter(|c| !c.is_control()).take(2000).collect();
        let path = &self.input.hint.path;
        if uri.is_empty() { path.clone() } else { members::path(path, &uri) }
    }
}
