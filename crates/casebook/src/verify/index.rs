//! The indices of words against what they were made from, word by word.
//!
//! SQLite's own check of such an index adds up a hash that is nearly linear, so that two changes can cancel: one flipped
//! bit that made a word of two documents another word went unnoticed. So each index is made anew beside it and compared.

use rusqlite::{Connection, Rows};

use super::Found;
use crate::CasebookError;

/// An index: its name, its column, and the rows that it stands over.
const INDICES: [(&str, &str, &str); 2] = [
    ("words", "body", "SELECT id, body FROM passage_text ORDER BY id"),
    ("name_words", "text", "SELECT id, text FROM name ORDER BY id"),
];

pub(super) fn check(db: &Connection, found: &mut Found) {
    for (table, column, rows) in INDICES {
        found.check(&format!("the index {table}"), |found| compare(db, table, column, rows, found));
    }
}

fn compare(
    db: &Connection,
    table: &str,
    column: &str,
    rows: &str,
    found: &mut Found,
) -> Result<(), CasebookError> {
    db.execute_batch(&format!(
        "DROP TABLE IF EXISTS temp.kept_{table}; DROP TABLE IF EXISTS temp.anew_{table};
         DROP TABLE IF EXISTS temp.made_{table};
         CREATE VIRTUAL TABLE temp.made_{table} USING fts5 ({column}, content = '', tokenize = 'unicode61 remove_diacritics 2');
         INSERT INTO temp.made_{table} (rowid, {column}) {rows};
         CREATE VIRTUAL TABLE temp.kept_{table} USING fts5vocab (main, {table}, instance);
         CREATE VIRTUAL TABLE temp.anew_{table} USING fts5vocab (temp, made_{table}, instance);"
    ))?;
    let of = |which: &str| db.prepare(&format!("SELECT term, doc, col, offset FROM temp.{which}_{table}"));
    let (mut kept, mut anew) = (of("kept")?, of("anew")?);
    if let Some(word) = first_difference(kept.query([])?, anew.query([])?)? {
        found.fault(format!("the index {table}"), format!("is not that of its rows, at the word `{word}`"));
    }
    drop((kept, anew));
    db.execute_batch(&format!(
        "DROP TABLE temp.kept_{table}; DROP TABLE temp.anew_{table}; DROP TABLE temp.made_{table};"
    ))?;
    Ok(())
}

/// The first word at which two indices differ.
fn first_difference(mut a: Rows<'_>, mut b: Rows<'_>) -> Result<Option<String>, CasebookError> {
    loop {
        match (a.next()?, b.next()?) {
            (None, None) => return Ok(None),
            (Some(x), Some(y)) => {
                for column in 0..4 {
                    if x.get_ref(column)? != y.get_ref(column)? {
                        let word = x.get_ref(0)?.as_bytes().unwrap_or_default();
                        return Ok(Some(String::from_utf8_lossy(word).into_owned()));
                    }
                }
            }
            (Some(one), None) | (None, Some(one)) => {
                let word = one.get_ref(0)?.as_bytes().unwrap_or_default();
                return Ok(Some(String::from_utf8_lossy(word).into_owned()));
            }
        }
    }
}

/// What SQLite itself finds in the indices.
pub(super) fn structure(db: &Connection, found: &mut Found) -> Result<(), CasebookError> {
    for (table, ..) in INDICES {
        let check = format!("INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)");
        if let Err(error) = db.execute(&check, []) {
            found.fault(
                format!("the index {table}"),
                format!("does not fit the rows it was made from: {error}"),
            );
        }
    }
    Ok(())
}
