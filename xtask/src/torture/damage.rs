//! Flipped bits and forged rows: everything that changes what is kept must be named.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use factum::casebook::{Casebook, Head, digest};
use rusqlite::Connection;

use super::{add, whole};
use crate::invented::Numbers;

/// A casebook of some stories in one file, without a write-ahead log beside it.
fn made(path: &Path, stories: u64) -> Result<()> {
    let mut casebook = Casebook::open_or_create(path)?;
    for n in 0..stories {
        add(&mut casebook, n)?;
    }
    drop(casebook);
    whole(path)?;
    Ok(())
}

/// For each table a hash over every value; `None` where the file cannot be read.
///
/// Of the indices of words what they answer, term by term and place by place: how they are packed has bits that mean
/// nothing.
fn contents(path: &Path) -> Option<BTreeMap<String, [u8; 32]>> {
    let db = Connection::open(path).ok()?;
    let mut tables = db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").ok()?;
    let tables: Vec<String> = tables.query_map([], |row| row.get(0)).ok()?.collect::<Result<_, _>>().ok()?;
    let mut found = BTreeMap::new();
    for table in tables.into_iter().filter(|t| !t.starts_with("words_") && !t.starts_with("name_words_")) {
        let from = match table.as_str() {
            "words" | "name_words" => {
                let vocabulary =
                    format!("CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, instance)");
                db.execute_batch(&vocabulary).ok()?;
                format!("temp.v_{table}")
            }
            _ => table.clone(),
        };
        found.insert(table, values(&db, &from)?);
    }
    Some(found)
}

fn values(db: &Connection, table: &str) -> Option<[u8; 32]> {
    let mut all = Vec::new();
    let mut rows = db.prepare(&format!("SELECT * FROM {table}")).ok()?;
    let columns = rows.column_count();
    let mut rows = rows.query([]).ok()?;
    while let Some(row) = rows.next().ok()? {
        for column in 0..columns {
            all.extend_from_slice(format!("{:?}|", row.get_ref(column).ok()?).as_bytes());
        }
        all.push(b'\n');
    }
    Some(digest(&all))
}

/// Flips single bits all over the file.
pub(super) fn flip(n: u64) -> Result<String> {
    let folder = tempfile::tempdir()?;
    let (path, copy) = (folder.path().join("flip.factum"), folder.path().join("copy.factum"));
    made(&path, 12)?;
    let bytes = fs::read(&path)?;
    let original = contents(&path).context("the file cannot be read")?;
    let mut numbers = Numbers(11);
    let (mut named, mut without_meaning, mut by_sqlite, mut changed) = (0, 0, 0, 0);
    for _ in 0..n {
        let (at, bit) = (numbers.below(bytes.len() as u64) as usize, numbers.below(8));
        let mut flipped = bytes.clone();
        if let Some(byte) = flipped.get_mut(at) {
            *byte ^= 1 << bit;
        }
        fs::write(&copy, &flipped)?;
        let faults = match Casebook::open(&copy).and_then(|c| c.verify(&[])) {
            Ok(verified) => verified.faults,
            Err(_) => vec![factum::casebook::Fault {
                what: "the file".to_owned(),
                why: "cannot be opened".to_owned(),
            }],
        };
        let now = contents(&copy);
        let is_changed = now.as_ref() != Some(&original);
        changed += u64::from(is_changed);
        if faults.is_empty() {
            let of = |tables: &BTreeMap<String, [u8; 32]>| {
                let other = tables.iter().filter(|(t, hash)| original.get(*t) != Some(*hash));
                other.map(|(t, _)| t.clone()).collect::<Vec<_>>().join(", ")
            };
            ensure!(
                !is_changed,
                "bit {bit} of byte {at} changed a value of {}, and nothing was named",
                now.as_ref().map(of).unwrap_or_default()
            );
            without_meaning += 1;
        } else {
            named += 1;
            by_sqlite += u64::from(faults.iter().any(|f| f.what == "the file") && is_changed);
        }
        for more in ["factum-wal", "factum-shm"] {
            let _ = fs::remove_file(copy.with_extension(more));
        }
    }
    ensure!(
        changed > by_sqlite,
        "the control, SQLite's own check, saw all that changed: this test cannot fail"
    );
    Ok(format!(
        "{n} flips: {named} named, {without_meaning} in room that holds nothing; of the {changed} that changed what is \
         kept all were named, by SQLite's own check {by_sqlite}"
    ))
}

/// What lifts the triggers, as a forger would.
const UNLOCK: &str = "DROP TRIGGER log_stays; DROP TRIGGER log_is_kept; DROP TRIGGER head_stays; DROP TRIGGER head_is_kept;
    DROP TRIGGER fact_stays; DROP TRIGGER fact_is_kept; DROP TRIGGER document_stays; DROP TRIGGER source_stays;
    DROP TRIGGER reading_stays; DROP TRIGGER text_stays; DROP TRIGGER text_is_kept;";

/// What puts them back is in the schema; a forger who forgets is named for that alone, so each forgery is also made
/// with the triggers in place again.
const FORGERIES: [(&str, &str); 18] = [
    ("a word of a text", "UPDATE text SET body = replace(body, 'not guilty', 'guilty now') WHERE id = 1"),
    (
        "a status",
        "UPDATE fact SET body = replace(body, 'charged', 'convicted') WHERE kind = 'step' AND n < 6",
    ),
    (
        "a status in the index",
        "UPDATE fact SET status = 'convicted' WHERE id = (SELECT min(id) FROM fact WHERE kind = 'step')",
    ),
    ("the place of a quote", "UPDATE fact SET start = start + 1 WHERE id = 3"),
    ("a date", "UPDATE fact SET body = replace(body, '-01-01', '-01-02') WHERE kind = 'step'"),
    ("a deleted fact", "DELETE FROM fact WHERE id = 4"),
    (
        "an inserted fact",
        "INSERT INTO fact SELECT max(id) + 1, reading, 999, kind, body, key, who, what, status, start, stop, salt, seq + 100000 FROM fact",
    ),
    (
        "two facts in each other's place",
        "UPDATE fact SET n = -n WHERE id IN (1, 2); UPDATE fact SET n = 1 + n WHERE id IN (1, 2)",
    ),
    ("two sources in each other's place", "UPDATE document SET source = 3 - source WHERE id IN (1, 2)"),
    ("a cut log", "DELETE FROM head WHERE size = (SELECT max(size) FROM head)"),
    ("a dropped trigger", "DROP TRIGGER decision_stays"),
    ("a document added earlier", "UPDATE document SET added = '2020-01-01T00:00:00Z' WHERE id = 2"),
    ("an entry of the log", "UPDATE log SET hash = zeroblob(32) WHERE seq = 5"),
    ("a salt", "UPDATE fact SET salt = zeroblob(16) WHERE id = 6"),
    ("a tree head", "UPDATE head SET root = zeroblob(32) WHERE size = (SELECT min(size) FROM head)"),
    ("a fact emptied as if it had been removed", "UPDATE fact SET body = NULL, salt = NULL WHERE id = 5"),
    (
        "a text emptied as if it had been removed",
        "UPDATE text SET body = NULL WHERE id = 2; UPDATE reading SET frame = NULL, salt = NULL WHERE text = 2",
    ),
    ("another reading on the shelf", "UPDATE shelf SET reading = 2 WHERE reading = 1"),
];

/// Forges rows with raw SQL, the triggers back in their place after it.
pub(super) fn forge() -> Result<String> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("forge.factum");
    made(&path, 4)?;
    let bytes = fs::read(&path)?;
    let early = Casebook::open(&path)?.head()?;
    let copy = folder.path().join("copy.factum");
    for (what, sql) in FORGERIES {
        fs::write(&copy, &bytes)?;
        {
            let db = Connection::open(&copy)?;
            let mut triggers = db.prepare("SELECT sql FROM sqlite_schema WHERE type = 'trigger'")?;
            let triggers: Vec<String> =
                triggers.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            db.execute_batch("PRAGMA foreign_keys = OFF; BEGIN")?;
            db.execute_batch(UNLOCK)?;
            db.execute_batch(sql).with_context(|| what.to_owned())?;
            for trigger in
                triggers.iter().filter(|t| !sql.contains("DROP TRIGGER") || !t.contains("decision_stays"))
            {
                let again = trigger.replacen("CREATE TRIGGER", "CREATE TRIGGER IF NOT EXISTS", 1);
                let is_there = "SELECT count(*) FROM sqlite_schema WHERE sql = ?1";
                if db.query_row(is_there, [trigger], |row| row.get::<_, i64>(0))? == 0 {
                    db.execute_batch(&again.replacen(" IF NOT EXISTS", "", 1))?;
                }
            }
            db.execute_batch("COMMIT")?;
        }
        let faults = Casebook::open(&copy)?.verify(&[])?.faults;
        ensure!(!faults.is_empty(), "{what}: nothing was named");
    }
    // set back to an earlier state, which is whole in itself: seen with a head from outside, and not without
    fs::write(&copy, &bytes)?;
    let mut casebook = Casebook::open(&copy)?;
    add(&mut casebook, 100)?;
    let late = casebook.head()?;
    let outside =
        |heads: &[Head]| -> Result<usize> { Ok(Casebook::open(&path)?.verify(heads)?.faults.len()) };
    ensure!(outside(&[late])? > 0, "a file that was set back was not named beside a later head");
    ensure!(
        outside(&[])? == 0 && casebook.verify(&[early, late])?.faults.is_empty(),
        "an honest file was named: the control"
    );
    Ok(format!("{} forgeries and a file set back, all named; the honest file was not", FORGERIES.len()))
}
