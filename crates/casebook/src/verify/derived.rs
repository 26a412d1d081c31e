//! What is found again from the rest: columns, names, passages, the shelf.

use rusqlite::Connection;

use super::Found;
use crate::add::{names, passages};
use crate::facts::rows;
use crate::load::Held;
use crate::{Casebook, CasebookError};

pub(super) fn check(casebook: &Casebook, found: &mut Found) {
    found.check("the shelf", |found| shelf(&casebook.db, found));
    found.check("readings", |found| readings(casebook, found));
}

/// Which reading stands for an address.
fn shelf(db: &Connection, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "WITH last AS (SELECT document.address, max(reading.id) AS reading FROM reading
                 JOIN document ON document.id = reading.document
                 WHERE document.salt IS NOT NULL AND document.version = (SELECT max(version) FROM document AS o WHERE o.address = document.address)
                 GROUP BY document.address)
               SELECT last.address FROM last LEFT JOIN shelf USING (address) WHERE shelf.reading IS NOT last.reading
               UNION SELECT shelf.address FROM shelf LEFT JOIN last USING (address) WHERE last.reading IS NULL";
    let mut wrong = db.prepare(sql)?;
    let mut wrong = wrong.query([])?;
    while let Some(row) = wrong.next()? {
        found.fault(
            format!("the shelf at {}", row.get::<_, String>(0)?),
            "names another reading than the last one",
        );
    }
    Ok(())
}

fn readings(casebook: &Casebook, found: &mut Found) -> Result<(), CasebookError> {
    let sql = "SELECT id FROM reading WHERE salt IS NOT NULL
               AND NOT EXISTS (SELECT 1 FROM fact WHERE fact.reading = reading.id AND fact.salt IS NULL) ORDER BY id";
    let mut all = casebook.db.prepare(sql)?;
    let ids: Vec<i64> = all.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for id in ids {
        match casebook.as_read(id) {
            Ok(held) => reading(&casebook.db, &held, found)?,
            Err(error) => found.fault(format!("reading {id}"), error.to_string()),
        }
    }
    Ok(())
}

fn reading(db: &Connection, held: &Held, found: &mut Found) -> Result<(), CasebookError> {
    let id = held.reading;
    let address = &held.document.path;
    columns(db, held, found)?;
    let mut known: Vec<(Option<String>, String)> =
        listed(db, "SELECT key, text FROM name WHERE reading = ?1", id)?;
    known.sort();
    if known != names(&held.record) {
        found.fault(format!("the names of reading {id} of {address}"), "are not those of its record");
    }
    let known: Vec<(u32, u32)> =
        listed(db, "SELECT start, stop FROM passage WHERE reading = ?1 ORDER BY id", id)?;
    let wanted: Vec<(u32, u32)> = passages(&held.document).iter().map(|s| (s.start, s.end)).collect();
    if known != wanted {
        found.fault(format!("the passages of reading {id} of {address}"), "are not those of its text");
    }
    let sql = "SELECT published, publisher FROM document JOIN reading ON reading.document = document.id WHERE reading.id = ?1";
    let known: Vec<(Option<String>, Option<String>)> = listed(db, sql, id)?;
    let published = held.document.published.map(|p| p.date.to_string());
    if known != [(published, held.document.publisher.clone())] {
        found.fault(format!("document {address}"), "its date or publisher was changed in the index");
    }
    Ok(())
}

fn listed<T: FromRow>(db: &Connection, sql: &str, id: i64) -> Result<Vec<T>, CasebookError> {
    let mut all = db.prepare_cached(sql)?;
    let rows = all.query_map([id], |row| T::from_row(row))?.collect::<Result<_, _>>();
    Ok(rows?)
}

/// Two columns as a pair.
trait FromRow: Sized {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self>;
}

impl<A: rusqlite::types::FromSql, B: rusqlite::types::FromSql> FromRow for (A, B) {
    fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        Ok((row.get(0)?, row.get(1)?))
    }
}

/// The columns of facts, against their bodies.
fn columns(db: &Connection, held: &Held, found: &mut Found) -> Result<(), CasebookError> {
    let wanted = rows(&held.document.id, &held.record)?;
    let sql = "SELECT key, who, what, status, start, stop FROM fact WHERE reading = ?1 ORDER BY n";
    let mut all = db.prepare_cached(sql)?;
    let mut known = all.query([held.reading])?;
    let mut wanted = wanted.into_iter();
    while let Some(row) = known.next()? {
        let key: String = row.get(0)?;
        let Some(want) = wanted.next() else { break };
        let (who, what): (Option<String>, Option<String>) = (row.get(1)?, row.get(2)?);
        let (status, start, stop): (Option<String>, u32, u32) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let same = key == want.key
            && (who, what, status) == (want.who, want.what, want.status)
            && (start, stop) == (want.span.start, want.span.end);
        if !same {
            found
                .fault(format!("fact {key} of {}", held.document.path), "its columns do not fit its content");
        }
    }
    Ok(())
}
