//! Each row against its entry in the log, each source against its hash, each fact against its words.

use factum_types::Span;
use rusqlite::{Connection, Row};

use super::{Found, Verified};
use crate::canonical::{self, Place};
use crate::log::commitment;
use crate::tree::digest;
use crate::{CasebookError, hex};

/// The tables whose rows have an entry.
const TABLES: [&str; 5] = ["source", "document", "reading", "fact", "decision"];

pub(super) fn check(db: &Connection, verified: &mut Verified, found: &mut Found) {
    for table in TABLES {
        found.check(table, |found| entries(db, table, found));
    }
    found.check("texts", |found| texts(db, found));
    found.check("sources", |found| sources(db, verified, found));
    found.check("documents", |found| documents(db, verified, found));
    found.check("readings", |found| readings(db, verified, found));
    found.check("facts", |found| facts(db, verified, found));
    found.check("decisions", |found| decisions(db, verified, found));
}

/// Entries without a row and rows without an entry.
fn entries(db: &Connection, table: &str, found: &mut Found) -> Result<(), CasebookError> {
    let sql = format!(
        "SELECT log.seq FROM log LEFT JOIN {table} ON {table}.seq = log.seq WHERE log.kind = ?1 AND {table}.seq IS NULL"
    );
    let mut gone = db.prepare(&sql)?;
    let mut gone = gone.query([table])?;
    while let Some(row) = gone.next()? {
        found.fault(format!("log entry {}", row.get::<_, i64>(0)?), format!("its {table} is gone"));
    }
    let sql = format!(
        "SELECT {table}.id FROM {table} LEFT JOIN log ON log.seq = {table}.seq WHERE log.kind IS NULL OR log.kind <> ?1"
    );
    let mut strange = db.prepare(&sql)?;
    let mut strange = strange.query([table])?;
    while let Some(row) = strange.next()? {
        found.fault(
            format!("{table} {}", row.get::<_, i64>(0)?),
            "has no entry in the log: it was put in by hand",
        );
    }
    Ok(())
}

/// A row's own side of the comparison: its name, its canonical text, and the column of its salt, behind which stand
/// the hash and the number of its entry.
struct Mine {
    what: String,
    text: Option<String>,
    salt_at: usize,
}

fn compare(
    row: &Row<'_>,
    mine: Mine,
    verified: &mut Verified,
    found: &mut Found,
) -> Result<(), CasebookError> {
    let salt: Option<Vec<u8>> = row.get(mine.salt_at)?;
    let hash: Option<Vec<u8>> = row.get(mine.salt_at + 1)?;
    match (salt, mine.text, hash) {
        (Some(salt), Some(text), Some(hash)) => {
            if commitment(&salt, &text).as_slice() != hash {
                found.fault(mine.what, "is not what was written: it does not fit its entry in the log");
            }
        }
        (None, None, Some(_)) => {
            verified.removed += 1;
            found.emptied(mine.what, row.get(mine.salt_at + 2)?);
        }
        (_, _, None) => {} // named as a row without an entry
        _ => found.fault(mine.what, "half of its content was removed"),
    }
    Ok(())
}

fn texts(db: &Connection, found: &mut Found) -> Result<(), CasebookError> {
    let mut all = db.prepare("SELECT id, hash, body FROM text WHERE body IS NOT NULL ORDER BY id")?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, hash): (i64, String) = (row.get(0)?, row.get(1)?);
        let body = row.get_ref(2)?.as_bytes().unwrap_or_default();
        if format!("sha256:{}", hex(&digest(body))) != hash {
            found.fault(format!("text {id} ({})", of_text(db, id)), "its words are not those that were read");
        }
    }
    Ok(())
}

/// The addresses that a text is read from.
fn of_text(db: &Connection, text: i64) -> String {
    let sql = "SELECT group_concat(DISTINCT document.address) FROM reading
               JOIN document ON document.id = reading.document WHERE reading.text = ?1";
    let of = db.query_row(sql, [text], |row| row.get::<_, Option<String>>(0));
    of.ok().flatten().unwrap_or_else(|| "of no document".to_owned())
}

fn sources(db: &Connection, verified: &mut Verified, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "SELECT source.id, source.hash, source.size, source.kept, source.bytes, text.body, source.salt, log.hash, log.seq
               FROM source LEFT JOIN text ON text.id = source.text LEFT JOIN log ON log.seq = source.seq ORDER BY source.id";
    let mut all = db.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, hash, size): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let what = format!("source {id} ({hash})");
        let kept: String = row.get(3)?;
        let at = if kept == "text" { 5 } else { 4 };
        let bytes = row.get_ref(at)?.as_bytes_or_null().unwrap_or_default();
        let is_removed = row.get_ref(6)?.as_bytes_or_null().unwrap_or_default().is_none();
        match bytes {
            Some(bytes)
                if format!("sha256:{}", hex(&digest(bytes))) != hash || bytes.len() as i64 != size =>
            {
                found.fault(&what, "its bytes are not those that came");
            }
            None if !is_removed => found.fault(&what, "its bytes are gone"),
            _ => {}
        }
        let text = (!is_removed).then(|| canonical::source(&hash, size));
        compare(row, Mine { what, text, salt_at: 6 }, verified, found)?;
        verified.sources += 1;
    }
    Ok(())
}

fn documents(db: &Connection, verified: &mut Verified, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "SELECT document.address, document.version, source.hash, document.about, document.added,
                 document.salt, log.hash, log.seq
               FROM document LEFT JOIN source ON source.id = document.source LEFT JOIN log ON log.seq = document.seq
               ORDER BY document.id";
    let mut all = db.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (address, version): (String, i64) = (row.get(0)?, row.get(1)?);
        let source: Option<String> = row.get(2)?;
        let (about, added): (Option<String>, String) = (row.get(3)?, row.get(4)?);
        let text = about.map(|about| {
            canonical::document(source.as_deref().unwrap_or(""), &address, version, &about, &added)
        });
        let what = format!("document {address} (version {version})");
        compare(row, Mine { what, text, salt_at: 5 }, verified, found)?;
    }
    Ok(())
}

fn readings(db: &Connection, verified: &mut Verified, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "SELECT reading.id, document.address, document.seq, text.hash, reading.engine, reading.frame, reading.read,
                 reading.salt, log.hash, log.seq
               FROM reading LEFT JOIN document ON document.id = reading.document LEFT JOIN text ON text.id = reading.text
               LEFT JOIN log ON log.seq = reading.seq ORDER BY reading.id";
    let mut all = db.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let address: Option<String> = row.get(1)?;
        let (document, text): (Option<i64>, Option<String>) = (row.get(2)?, row.get(3)?);
        let (engine, frame, read): (String, Option<String>, String) = (row.get(4)?, row.get(5)?, row.get(6)?);
        let canonical = frame.map(|frame| {
            canonical::reading(document.unwrap_or(0), text.as_deref().unwrap_or(""), &engine, &frame, &read)
        });
        let what = format!("reading {id} of {}", address.unwrap_or_default());
        compare(row, Mine { what, text: canonical, salt_at: 7 }, verified, found)?;
    }
    Ok(())
}

fn facts(db: &Connection, verified: &mut Verified, found: &mut Found) -> Result<(), CasebookError> {
    // by reading, so that each text is fetched once
    let sql = "SELECT reading.id, reading.seq, source.hash, document.address, text.body
               FROM reading LEFT JOIN document ON document.id = reading.document
               LEFT JOIN source ON source.id = document.source LEFT JOIN text ON text.id = reading.text ORDER BY reading.id";
    let mut all = db.prepare(sql)?;
    let mut readings = all.query([])?;
    while let Some(reading) = readings.next()? {
        let (id, seq): (i64, i64) = (reading.get(0)?, reading.get(1)?);
        let (source, address): (Option<String>, Option<String>) = (reading.get(2)?, reading.get(3)?);
        let text = reading.get_ref(4)?.as_bytes_or_null().unwrap_or_default().unwrap_or_default();
        let text = String::from_utf8_lossy(text);
        let of = Of {
            reading: seq,
            source: source.unwrap_or_default(),
            address: address.unwrap_or_default(),
            text,
        };
        facts_of(db, id, &of, verified, found)?;
    }
    Ok(())
}

/// What the facts of a reading share.
struct Of<'t> {
    reading: i64,
    source: String,
    address: String,
    text: std::borrow::Cow<'t, str>,
}

fn facts_of(
    db: &Connection,
    reading: i64,
    of: &Of<'_>,
    verified: &mut Verified,
    found: &mut Found,
) -> Result<(), CasebookError> {
    let sql =
        "SELECT fact.n, fact.kind, fact.key, fact.start, fact.stop, fact.body, fact.salt, log.hash, log.seq
               FROM fact LEFT JOIN log ON log.seq = fact.seq WHERE fact.reading = ?1 ORDER BY fact.n";
    let mut all = db.prepare_cached(sql)?;
    let mut rows = all.query([reading])?;
    while let Some(row) = rows.next()? {
        let (n, kind, key): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let what = format!("fact {key} ({kind} {n} of {})", of.address);
        let (start, stop): (i64, i64) = (row.get(3)?, row.get(4)?);
        let span = Span { start: start as u32, end: stop as u32 };
        let body: Option<String> = row.get(5)?;
        let text = body.map(|body| {
            let place = Place { source: &of.source, reading: of.reading, n };
            canonical::fact(place, &kind, span, span.of(&of.text), &body)
        });
        compare(row, Mine { what, text, salt_at: 6 }, verified, found)?;
        verified.facts += 1;
    }
    Ok(())
}

fn decisions(db: &Connection, verified: &mut Verified, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "SELECT decision.id, decision.at, decision.who, decision.body, decision.salt, log.hash, log.seq
               FROM decision LEFT JOIN log ON log.seq = decision.seq ORDER BY decision.id";
    let mut all = db.prepare(sql)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let (id, at, who): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let body: Option<String> = row.get(3)?;
        let text = body.map(|body| canonical::decision(&at, &who, &body));
        compare(row, Mine { what: format!("decision {id}"), text, salt_at: 4 }, verified, found)?;
    }
    Ok(())
}
