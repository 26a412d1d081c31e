//! Every bit and row against the log: what is not what was written is named.

mod derived;
mod index;
mod rows;

use std::collections::BTreeSet;

use rusqlite::Connection;

use crate::decide::removals;
use crate::file::SCHEMA;
use crate::log::entry_leaf;
use crate::remove::Removal;
use crate::tree::{Edge, Hash};
use crate::{Casebook, CasebookError, hex};

/// Something that is not what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which row or part of the file.
    pub what: String,
    /// What is wrong with it.
    pub why: String,
}

/// What was checked and what was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// Entries of the log.
    pub entries: u64,
    /// The root of the tree over them.
    pub root: Hash,
    /// Sources whose bytes were hashed.
    pub sources: usize,
    /// Facts whose words were looked up in their source.
    pub facts: usize,
    /// Rows whose content was removed on purpose; the log still has their place.
    pub removed: usize,
    /// What is not what was written.
    pub faults: Vec<Fault>,
}

/// A tree head that somebody kept outside of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// How many entries it stands over.
    pub size: u64,
    /// Its root.
    pub root: Hash,
}

/// What a check has found so far.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) faults: Vec<Fault>,
    /// What somebody removed on purpose.
    pub(crate) removals: Vec<Removal>,
    /// Entries whose rows have no content any more.
    pub(crate) emptied: BTreeSet<i64>,
}

impl Found {
    pub(crate) fn fault(&mut self, what: impl Into<String>, why: impl Into<String>) {
        self.faults.push(Fault { what: what.into(), why: why.into() });
    }

    /// A row without content: fine where a removal says so.
    fn emptied(&mut self, what: String, seq: i64) {
        self.emptied.insert(seq);
        if !self.removals.iter().any(|removal| removal.holds(seq)) {
            self.fault(what, "its content is gone, and no removal says so");
        }
    }

    /// What was to be removed and was not.
    fn still_there(&mut self) {
        let all =
            self.removals.iter().flat_map(|r| r.emptied.iter().flat_map(|(first, last)| *first..=*last));
        let left: Vec<i64> = all.filter(|seq| !self.emptied.contains(seq)).collect();
        for seq in left {
            self.fault(
                format!("log entry {seq}"),
                "a removal says that its content is gone, and it is there",
            );
        }
    }

    /// Runs a check that itself may fail on a damaged file.
    fn check(&mut self, what: &str, check: impl FnOnce(&mut Found) -> Result<(), CasebookError>) {
        if let Err(error) = check(self) {
            self.fault(what, format!("cannot be read: {error}"));
        }
    }
}

impl Casebook {
    /// Checks everything, against `outside` too where a tree head was kept elsewhere.
    ///
    /// A file that was wholly rewritten, log and all, can only be told by a head from outside.
    ///
    /// # Errors
    /// Only where nothing can be read at all.
    pub fn verify(&self, outside: &[Head]) -> Result<Verified, CasebookError> {
        let mut found = Found::default();
        let mut verified = Verified::default();
        // one state of the file throughout, also while others write
        self.db.execute_batch("BEGIN")?;
        found.check("the file", |found| structure(&self.db, found));
        found.check("the file's tables", |found| schema(&self.db, found));
        found.check("the log", |found| log(&self.db, outside, &mut verified, found));
        found.check("decisions", |found| {
            let kept = self.decisions(None)?;
            found.removals = removals(&kept).map(|(_, removal)| removal.clone()).collect();
            Ok(())
        });
        rows::check(&self.db, &mut verified, &mut found);
        found.still_there();
        derived::check(self, &mut found);
        index::check(&self.db, &mut found);
        self.db.execute_batch("COMMIT")?;
        found.check("the search index", |found| index::structure(&self.db, found));
        verified.faults = found.faults;
        Ok(verified)
    }

    /// The last tree head.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn head(&self) -> Result<Head, CasebookError> {
        let mut edge = Edge::default();
        let last = "SELECT size, edge FROM head ORDER BY size DESC LIMIT 1";
        let mut last = self.db.prepare(last)?;
        let mut last = last.query([])?;
        if let Some(row) = last.next()? {
            let (size, bytes): (i64, Vec<u8>) = (row.get(0)?, row.get(1)?);
            edge = Edge::from_bytes(size as u64, &bytes).unwrap_or_default();
        }
        Ok(Head { size: edge.size(), root: edge.root() })
    }
}

/// What SQLite itself finds.
fn structure(db: &Connection, found: &mut Found) -> Result<(), CasebookError> {
    let mut check = db.prepare("PRAGMA integrity_check(1000)")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            found.fault("the file", said);
        }
    }
    let mut check = db.prepare("PRAGMA foreign_key_check")?;
    let mut rows = check.query([])?;
    while let Some(row) = rows.next()? {
        let (table, id, to): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        found.fault(
            format!("{table} {}", id.unwrap_or(0)),
            format!("points to a row of {to} that is not there"),
        );
    }
    Ok(())
}

/// Tables, indices and triggers, against those of a new file.
fn schema(db: &Connection, found: &mut Found) -> Result<(), CasebookError> {
    let fresh = Connection::open_in_memory()?;
    fresh.execute_batch(SCHEMA)?;
    let (wanted, there) = (parts(&fresh)?, parts(db)?);
    for part in wanted.iter().filter(|p| !there.contains(p)) {
        let why = match there.iter().any(|p| p.0 == part.0 && p.1 == part.1) {
            true => "is not as it was made",
            false => "is missing",
        };
        found.fault(format!("{} {}", part.0, part.1), why);
    }
    for part in there.iter().filter(|p| !wanted.iter().any(|w| w.0 == p.0 && w.1 == p.1)) {
        found.fault(format!("{} {}", part.0, part.1), "was added by somebody else");
    }
    Ok(())
}

/// Kind, name and text of everything that a file is made of.
fn parts(db: &Connection) -> Result<Vec<(String, String, Option<String>)>, CasebookError> {
    let mut all = db.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name")?;
    let parts =
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>();
    Ok(parts?)
}

/// The entries in order, the tree over them at every head, and the heads kept outside.
fn log(
    db: &Connection,
    outside: &[Head],
    verified: &mut Verified,
    found: &mut Found,
) -> Result<(), CasebookError> {
    let mut heads = db.prepare("SELECT size, root, edge FROM head ORDER BY size")?;
    let heads: Vec<(i64, Vec<u8>, Vec<u8>)> =
        heads.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?.collect::<Result<_, _>>()?;
    let mut heads = heads.into_iter().peekable();
    let mut outside: Vec<Head> = outside.to_vec();
    outside.sort_by_key(|h| h.size);
    let mut outside = outside.into_iter().peekable();
    let mut edge = Edge::default();
    let mut entries = db.prepare("SELECT seq, kind, hash FROM log ORDER BY seq")?;
    let mut entries = entries.query([])?;
    loop {
        let size = edge.size();
        while let Some((_, root, kept)) = heads.next_if(|h| h.0 as u64 <= size) {
            if root != edge.root() || kept != edge.to_bytes() {
                found.fault(format!("tree head {size}"), "the log's entries do not lead to it");
            }
        }
        while let Some(head) = outside.next_if(|h| h.size <= size) {
            if head.size == size && head.root != edge.root() {
                let (given, here) = (hex(&head.root), hex(&edge.root()));
                let why = format!("the log had the root {given} then, and has {here}: it was rewritten");
                found.fault(format!("the checkpoint of {size} entries"), why);
            }
        }
        let Some(row) = entries.next()? else { break };
        let (seq, kind, hash): (i64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let expected = size as i64 + 1;
        if seq != expected {
            found.fault(format!("log entry {expected}"), "is missing");
        }
        edge.push(entry_leaf(&kind, &hash));
    }
    for (size, ..) in heads {
        found.fault(format!("tree head {size}"), format!("the log ends at entry {}", edge.size()));
    }
    for head in outside {
        let why = format!("the log ends at entry {}: the file was set back", edge.size());
        found.fault(format!("the checkpoint of {} entries", head.size), why);
    }
    let last: Option<i64> = db.query_row("SELECT max(size) FROM head", [], |row| row.get(0))?;
    if last.unwrap_or(0) as u64 != edge.size() {
        found.fault(
            "the log",
            format!("has {} entries, its last tree head stands over {}", edge.size(), last.unwrap_or(0)),
        );
    }
    verified.entries = edge.size();
    verified.root = edge.root();
    Ok(())
}
