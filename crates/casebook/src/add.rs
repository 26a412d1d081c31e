//! Adding a document: one transaction, all or nothing.

use factum_types::{Document, Record, Span};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior};

use crate::anchor::{Anchor, anchors};
use crate::canonical::{self, Place};
use crate::facts::{Row, rows};
use crate::file::waited;
use crate::forms::{About, Frame};
use crate::log::Log;
use crate::remove::admit;
use crate::tree::digest;
use crate::{Casebook, CasebookError, Pen, hex};

/// A document with what was read in it.
#[derive(Clone, Copy, Debug)]
pub struct Addition<'a> {
    /// The document as read.
    pub document: &'a Document,
    /// What it says.
    pub record: &'a Record,
    /// Its bytes, of which [`Document::id`] is the hash.
    pub bytes: &'a [u8],
    /// What read it: rules and model by their hash.
    pub engine: &'a str,
}

/// What became of an addition.
#[derive(Clone, Debug, PartialEq)]
pub enum Added {
    /// The casebook held the same already; nothing was written.
    Known,
    /// A document of a new address.
    New {
        /// Its facts.
        facts: usize,
    },
    /// The document of a known address has changed.
    Changed {
        /// 2 for the first change.
        version: i64,
        /// Its facts.
        facts: usize,
        /// Where the facts of the version before stand now.
        anchors: Vec<Anchor>,
    },
    /// The same document, in which other rules or another model read other facts.
    ReadAnew {
        /// Its facts.
        facts: usize,
        /// Names of facts that only the reading before has.
        gone: Vec<String>,
        /// Names of facts that only this reading has.
        come: Vec<String>,
    },
}

/// The document that stands for an address now.
struct Standing {
    document: i64,
    source: String,
    version: i64,
    about: String,
    reading: i64,
    text: String,
}

impl Casebook {
    /// Adds a document and what it says. The same again adds nothing.
    ///
    /// # Errors
    /// Where the bytes are not the document's, a fact has no words, or the file cannot be written; nothing is
    /// added then.
    pub fn add(&mut self, addition: Addition<'_>, pen: &Pen) -> Result<Added, CasebookError> {
        let Addition { document, bytes, .. } = addition;
        let found = format!("sha256:{}", hex(&digest(bytes)));
        if found != document.id {
            return Err(CasebookError::OtherBytes {
                path: document.path.clone(),
                expected: document.id.clone(),
                found,
            });
        }
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = match tx {
            Ok(tx) => tx,
            Err(error) => return Err(waited(&self.path, error)),
        };
        admit(&tx, &document.path, &document.id)?;
        let added = Adding { tx: &tx, addition, pen }.add()?;
        if added != Added::Known {
            tx.commit()?;
        }
        Ok(added)
    }
}

struct Adding<'t> {
    tx: &'t Transaction<'t>,
    addition: Addition<'t>,
    pen: &'t Pen,
}

impl Adding<'_> {
    fn add(&self) -> Result<Added, CasebookError> {
        let Addition { document, record, .. } = self.addition;
        let about = serde_json::to_string(&About::new(document))?;
        let before = self.before()?;
        let rows = rows(&document.id, record)?;
        // what an older casebook did not keep makes no new version
        let older = serde_json::to_string(&About::new(document).without_author())?;
        let known = |b: &&Standing| b.source == document.id && (b.about == about || b.about == older);
        let same = before.as_ref().filter(known);
        if let Some(b) = same
            && b.text == document.text
            && bodies(self.tx, b.reading)? == rows.iter().map(|r| r.body.as_str()).collect::<Vec<_>>()
        {
            return Ok(Added::Known);
        }
        let same = same.map(|b| b.document);
        let mut log = Log::open(self.tx, self.pen)?;
        let text = self.text()?;
        let (row, seq) = match same {
            Some(row) => (row, self.seq("document", row)?),
            None => {
                let source = self.source(&mut log, text)?;
                let version = before.as_ref().map_or(1, |b| b.version + 1);
                self.document(&mut log, source, version, &about)?
            }
        };
        let reading = self.reading(&mut log, (row, seq), text)?;
        self.facts(&mut log, reading, &rows)?;
        self.names(reading.0)?;
        self.passages(reading.0)?;
        let shelve = "INSERT INTO shelf (address, reading) VALUES (?1, ?2)
                      ON CONFLICT (address) DO UPDATE SET reading = excluded.reading";
        self.tx.prepare_cached(shelve)?.execute((&document.path, reading.0))?;
        log.seal()?;
        let facts = rows.len();
        match (before, same.is_some()) {
            (None, _) => Ok(Added::New { facts }),
            (Some(b), true) => {
                let old = keys(self.tx, b.reading)?;
                let new: Vec<String> = rows.into_iter().map(|r| r.key).collect();
                let without =
                    |a: &[String], b: &[String]| a.iter().filter(|k| !b.contains(k)).cloned().collect();
                Ok(Added::ReadAnew { facts, gone: without(&old, &new), come: without(&new, &old) })
            }
            (Some(b), false) => {
                let anchors = anchors(&spans(self.tx, b.reading)?, &b.text, &document.text);
                Ok(Added::Changed { version: b.version + 1, facts, anchors })
            }
        }
    }

    fn before(&self) -> Result<Option<Standing>, CasebookError> {
        let sql = "SELECT document.id, source.hash, document.version, document.about, reading.id, text.body
                   FROM shelf JOIN reading ON reading.id = shelf.reading JOIN document ON document.id = reading.document
                   JOIN source ON source.id = document.source JOIN text ON text.id = reading.text
                   WHERE shelf.address = ?1";
        let standing = |row: &rusqlite::Row<'_>| {
            Ok(Standing {
                document: row.get(0)?,
                source: row.get(1)?,
                version: row.get(2)?,
                about: row.get::<_, Option<String>>(3)?.unwrap_or_default(),
                reading: row.get(4)?,
                text: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
            })
        };
        Ok(self.tx.prepare_cached(sql)?.query_row([&self.addition.document.path], standing).optional()?)
    }

    fn seq(&self, table: &str, id: i64) -> Result<i64, CasebookError> {
        let sql = format!("SELECT seq FROM {table} WHERE id = ?1");
        Ok(self.tx.prepare_cached(&sql)?.query_row([id], |row| row.get(0))?)
    }

    /// The row of the document's text.
    fn text(&self) -> Result<i64, CasebookError> {
        let body = &self.addition.document.text;
        let hash = format!("sha256:{}", hex(&digest(body.as_bytes())));
        let find = "SELECT id FROM text WHERE hash = ?1 AND body IS NOT NULL";
        let known = self.tx.prepare_cached(find)?.query_row([&hash], |row| row.get(0)).optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        self.tx.prepare_cached("INSERT INTO text (hash, body) VALUES (?1, ?2)")?.execute((&hash, body))?;
        Ok(self.tx.last_insert_rowid())
    }

    /// The row of the document's bytes.
    fn source(&self, log: &mut Log<'_>, text: i64) -> Result<i64, CasebookError> {
        let Addition { document, bytes, .. } = self.addition;
        let find = "SELECT id FROM source WHERE hash = ?1";
        let known = self.tx.prepare_cached(find)?.query_row([&document.id], |row| row.get(0)).optional()?;
        if let Some(id) = known {
            return Ok(id);
        }
        let size = bytes.len() as i64;
        let entry = log.enter("source", &canonical::source(&document.id, size))?;
        let is_text = bytes == document.text.as_bytes();
        let kept = if is_text { "text" } else { "bytes" };
        let insert = "INSERT INTO source (hash, size, kept, bytes, text, salt, seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let (blob, text) = if is_text { (None, Some(text)) } else { (Some(bytes), None) };
        let row = (&document.id, size, kept, blob, text, entry.salt.as_slice(), entry.seq);
        self.tx.prepare_cached(insert)?.execute(row)?;
        Ok(self.tx.last_insert_rowid())
    }

    fn document(
        &self,
        log: &mut Log<'_>,
        source: i64,
        version: i64,
        about: &str,
    ) -> Result<(i64, i64), CasebookError> {
        let document = self.addition.document;
        let added = canonical::stamp(self.pen.now);
        let text = canonical::document(&document.id, &document.path, version, about, &added);
        let entry = log.enter("document", &text)?;
        let insert =
            "INSERT INTO document (source, address, version, about, published, publisher, added, salt, seq)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let published = document.published.map(|p| p.date.to_string());
        let row = (
            source,
            &document.path,
            version,
            about,
            published,
            &document.publisher,
            added,
            entry.salt.as_slice(),
            entry.seq,
        );
        self.tx.prepare_cached(insert)?.execute(row)?;
        Ok((self.tx.last_insert_rowid(), entry.seq))
    }

    fn reading(
        &self,
        log: &mut Log<'_>,
        document: (i64, i64),
        text: i64,
    ) -> Result<(i64, i64), CasebookError> {
        let Addition { document: of, record, engine, .. } = self.addition;
        let frame = serde_json::to_string(&Frame::new(of, record))?;
        let hash = format!("sha256:{}", hex(&digest(of.text.as_bytes())));
        let read = canonical::stamp(self.pen.now);
        let entry = log.enter("reading", &canonical::reading(document.1, &hash, engine, &frame, &read))?;
        let insert = "INSERT INTO reading (document, text, engine, read, frame, salt, seq)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let row = (document.0, text, engine, read, frame, entry.salt.as_slice(), entry.seq);
        self.tx.prepare_cached(insert)?.execute(row)?;
        Ok((self.tx.last_insert_rowid(), entry.seq))
    }

    fn facts(
        &self,
        log: &mut Log<'_>,
        (reading, seq): (i64, i64),
        rows: &[Row],
    ) -> Result<(), CasebookError> {
        let document = self.addition.document;
        let insert =
            "INSERT INTO fact (reading, n, kind, body, key, who, what, status, start, stop, salt, seq)
                      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
        let mut insert = self.tx.prepare_cached(insert)?;
        for (n, row) in rows.iter().enumerate() {
            let quote = quote(document, row)?;
            let place = Place { source: &document.id, reading: seq, n: n as i64 };
            let entry = log.enter("fact", &canonical::fact(place, row.kind, row.span, quote, &row.body))?;
            insert.execute(rusqlite::params![
                reading,
                n as i64,
                row.kind,
                row.body,
                row.key,
                row.who,
                row.what,
                row.status,
                row.span.start,
                row.span.end,
                entry.salt.as_slice(),
                entry.seq
            ])?;
        }
        Ok(())
    }

    fn names(&self, reading: i64) -> Result<(), CasebookError> {
        let mut name = self.tx.prepare_cached("INSERT INTO name (reading, key, text) VALUES (?1, ?2, ?3)")?;
        let mut words = self.tx.prepare_cached("INSERT INTO name_words (rowid, text) VALUES (?1, ?2)")?;
        for (key, text) in names(self.addition.record) {
            name.execute((reading, key, &text))?;
            words.execute((self.tx.last_insert_rowid(), &text))?;
        }
        Ok(())
    }

    fn passages(&self, reading: i64) -> Result<(), CasebookError> {
        let mut passage =
            self.tx.prepare_cached("INSERT INTO passage (reading, start, stop) VALUES (?1, ?2, ?3)")?;
        let mut words = self.tx.prepare_cached("INSERT INTO words (rowid, body) VALUES (?1, ?2)")?;
        for span in passages(self.addition.document) {
            passage.execute((reading, span.start, span.end))?;
            words.execute((self.tx.last_insert_rowid(), span.of(&self.addition.document.text)))?;
        }
        Ok(())
    }
}

/// The words of a fact; a step, a penalty, an event and a statement have some, or the document is refused.
fn quote<'a>(document: &'a Document, row: &Row) -> Result<&'a str, CasebookError> {
    let is_bare = matches!(row.kind, "party" | "charge" | "conflict") && row.span.is_empty();
    let words = document.text.get(row.span.range()).filter(|words| is_bare || !words.trim().is_empty());
    words.ok_or_else(|| CasebookError::NoWords {
        path: document.path.clone(),
        kind: row.kind,
        start: row.span.start,
        end: row.span.end,
    })
}

/// The names that a reading is found by: every party's, with given name and surname as the key where it has both.
pub(crate) fn names(record: &Record) -> Vec<(Option<String>, String)> {
    let mut names = Vec::new();
    for party in &record.parties {
        let all = std::iter::once(&party.name).chain(&party.aliases);
        names.extend(all.map(|text| (factum_record::name_key(text), text.clone())));
    }
    names.sort();
    names.dedup();
    names
}

/// The places of a text that search looks in.
pub(crate) fn passages(document: &Document) -> Vec<Span> {
    let blocks = document.blocks.iter().filter(|b| b.kind.can_hold_facts());
    blocks.map(|b| b.span).collect()
}

fn bodies(tx: &Transaction<'_>, reading: i64) -> Result<Vec<String>, CasebookError> {
    let mut all = tx.prepare_cached("SELECT coalesce(body, '') FROM fact WHERE reading = ?1 ORDER BY n")?;
    let bodies = all.query_map([reading], |row| row.get(0))?.collect::<Result<_, _>>();
    Ok(bodies?)
}

fn keys(tx: &Transaction<'_>, reading: i64) -> Result<Vec<String>, CasebookError> {
    let mut all = tx.prepare_cached("SELECT key FROM fact WHERE reading = ?1 ORDER BY n")?;
    let keys = all.query_map([reading], |row| row.get(0))?.collect::<Result<_, _>>();
    Ok(keys?)
}

/// The named places of a reading's facts.
fn spans(tx: &Transaction<'_>, reading: i64) -> Result<Vec<(String, Span)>, CasebookError> {
    let mut all = tx.prepare_cached("SELECT key, start, stop FROM fact WHERE reading = ?1 ORDER BY n")?;
    let one = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Span { start: row.get(1)?, end: row.get(2)? }));
    let spans = all.query_map([reading], one)?.collect::<Result<_, _>>();
    Ok(spans?)
}
