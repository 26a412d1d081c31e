//! `cargo xtask bench casebook`: how fast a casebook is written and asked, and how large it is.
//!
//! Stories and people are invented; the raw side inserts the same rows into the same tables, indices of words
//! included, in the same transactions, without forming, hashing or checking anything.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use factum::casebook::{Casebook, Scope, Search};
use factum::record::Ask;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use crate::invented::{Numbers, name, people, story};
use crate::torture::add;

/// How many questions of each kind are asked.
const QUESTIONS: u64 = 200;

/// How many stories the speed of writing is measured on.
const WRITTEN: u64 = 2_000;

/// The tables that a story's rows go to, in the order of their references; each with the word index that follows it.
const TABLES: [&str; 10] =
    ["log", "text", "source", "document", "reading", "fact", "name", "passage", "shelf", "head"];

/// Measures and prints; false where a goal is missed.
pub(crate) fn run(facts: u64) -> Result<bool> {
    let folder = tempfile::tempdir()?;
    let mut well = write_speed(folder.path())?;
    // asking does not touch the disk once the file was read, and making it should not take an hour of syncs
    let memory = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir())?;
    let path = memory.path().join("large.factum");
    let (documents, n, took) = large(&path, facts)?;
    let size = fs::metadata(&path)?.len();
    println!(
        "{documents} documents with {n} facts: {:.0} facts/s, {} bytes a document, of which {} are its own text",
        n as f64 / took.as_secs_f64(),
        size / documents,
        (0..50).map(|n| story(n).document.text.len() as u64).sum::<u64>() / 50,
    );
    let casebook = Casebook::open(&path)?;
    let mut numbers = Numbers(3);
    let mut anybody = || name(people(numbers.below(documents)).0);
    let view = |who: &str| -> Result<_> {
        let scope = Scope { person: Some(who.to_owned()), ..Scope::default() };
        let view = casebook.case(&scope)?.view(Ask::default());
        let of = view.named(who);
        Ok(view.about(&of))
    };
    well &= asked("status of a person", || Ok(view(&anybody())?.charges.len()))?;
    let mut numbers = Numbers(5);
    let mut anybody = || name(people(numbers.below(documents)).1);
    well &= asked("timeline of a person", || Ok(view(&anybody())?.timeline.len()))?;
    let mut numbers = Numbers(9);
    let mut search = |words: &dyn Fn(u64) -> String| -> Result<usize> {
        let words = words(numbers.below(documents));
        Ok(casebook.search(&Search { words, ..Search::default() })?.len())
    };
    well &= asked("search for a name", || search(&|n| name(people(n).0)))?;
    well &= asked("search for a number", || search(&|n| format!("number {n}")))?;
    well &= asked("search for a phrase of many", || search(&|n| format!("\"in report {}\"", n % 8)))?;
    well &= asked("search for a very common word", || search(&|_| "charged".to_owned()))?;
    Ok(well)
}

/// Asks many times and prints the median and the 95th of a hundred; false where a goal is missed.
fn asked(what: &str, mut ask: impl FnMut() -> Result<usize>) -> Result<bool> {
    let (mut times, mut own) = (Vec::new(), Vec::new());
    let mut answers = 0;
    for _ in 0..QUESTIONS {
        let (started, before) = (Instant::now(), processor());
        answers += usize::from(ask()? > 0);
        times.push(started.elapsed());
        own.push(processor().saturating_sub(before));
    }
    let share = |times: &mut Vec<Duration>, share: u64| {
        times.sort();
        times.get((QUESTIONS * share / 100) as usize).copied().unwrap_or_default()
    };
    let (median, late) = (share(&mut times, 50), share(&mut times, 95));
    let well = median < Duration::from_millis(10) && late < Duration::from_millis(50);
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    let note = if well { "" } else { "  (the goal is 10 and 50)" };
    println!(
        "{what}: median {:.1} ms, p95 {:.1} ms (the processor's share {:.1} and {:.1}), {answers} of {QUESTIONS} with an \
         answer{note}",
        ms(median),
        ms(late),
        ms(share(&mut own, 50)),
        ms(share(&mut own, 95)),
    );
    Ok(well)
}

/// What this thread has had of the processor; nothing where the system does not say. On a machine that others use, too,
/// it is the steadier figure.
fn processor() -> Duration {
    let said = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = said.split(' ').next().and_then(|n| n.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// A casebook with so many facts.
fn large(path: &Path, facts: u64) -> Result<(u64, u64, Duration)> {
    let mut casebook = Casebook::open_or_create(path)?;
    let started = Instant::now();
    let (mut n, mut documents) = (0, 0);
    while n < facts {
        add(&mut casebook, documents)?;
        documents += 1;
        n = casebook.facts_held()? as u64;
    }
    Ok((documents, n, started.elapsed()))
}

/// Writing by the casebook against writing the same rows by hand, turn and turn about, so that whatever else the machine
/// does meets both.
fn write_speed(folder: &Path) -> Result<bool> {
    let stories: Vec<_> = (0..WRITTEN).map(story).collect();
    let (ours, raw) = (folder.join("ours.factum"), folder.join("raw.factum"));
    let model = folder.join("model.factum");
    drop(Casebook::open_or_create(&ours)?);
    fs::copy(&ours, &raw)?;
    // what the rows are, from a casebook that was written before
    {
        let mut casebook = Casebook::open_or_create(&model)?;
        for (n, story) in stories.iter().enumerate() {
            crate::torture::add_story(&mut casebook, story, n as u64)?;
        }
    }
    let rows = rows(&model)?;
    let mut casebook = Casebook::open(&ours)?;
    let mut by_hand = ByHand::open(&raw)?;
    let mut took = [Duration::ZERO; 2];
    for n in 0..WRITTEN as usize {
        let (Some(story), Some(rows)) = (stories.get(n), rows.get(n)) else { continue };
        let started = Instant::now();
        crate::torture::add_story(&mut casebook, story, n as u64)?;
        let between = Instant::now();
        by_hand.insert(rows)?;
        took[0] += between - started;
        took[1] += between.elapsed();
    }
    let [took, raw_took] = took.map(|t| t.as_secs_f64());
    let share = raw_took / took * 100.0;
    println!(
        "writing {WRITTEN} documents, one transaction each: {:.0}/s; the same rows by hand {:.0}/s: {share:.0} % of raw SQLite",
        WRITTEN as f64 / took,
        WRITTEN as f64 / raw_took,
    );
    Ok(share >= 70.0)
}

/// A row for a table, and the transaction that it belongs to.
struct Row {
    table: usize,
    values: Vec<Value>,
}

/// The rows of a casebook by document, in the order of writing.
fn rows(path: &Path) -> Result<Vec<Vec<Row>>> {
    let db = Connection::open(path)?;
    let mut of: Vec<Vec<Row>> = (0..WRITTEN).map(|_| Vec::new()).collect();
    // which document a row belongs to: by the heads for the log, else by the reading or the document
    for (at, table) in TABLES.iter().enumerate() {
        let owner = match *table {
            "log" => "(SELECT count(*) FROM head WHERE head.size < log.seq)",
            "head" => "(SELECT count(*) FROM head AS h WHERE h.size < head.size)",
            "fact" | "name" | "passage" | "shelf" => "reading - 1",
            _ => "id - 1",
        };
        let mut all = db.prepare(&format!("SELECT {owner}, * FROM {table} ORDER BY 1, 2"))?;
        let columns = all.column_count();
        let mut found = all.query([])?;
        while let Some(row) = found.next()? {
            let document: i64 = row.get(0)?;
            let values = (1..columns).map(|c| row.get(c)).collect::<Result<Vec<Value>, _>>()?;
            if let Some(rows) = of.get_mut(document as usize) {
                rows.push(Row { table: at, values });
            }
        }
    }
    Ok(of)
}

/// Plain inserts into the same tables under the same settings.
struct ByHand {
    db: Connection,
    sql: Vec<String>,
}

impl ByHand {
    fn open(path: &Path) -> Result<ByHand> {
        let db = Connection::open(path)?;
        db.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -64000")?;
        let insert = |table: &&str| -> Result<String> {
            let n = db.prepare(&format!("SELECT * FROM {table}"))?.column_count();
            let marks: Vec<String> = (1..=n).map(|n| format!("?{n}")).collect();
            Ok(format!("INSERT INTO {table} VALUES ({})", marks.join(", ")))
        };
        let sql = TABLES.iter().map(insert).collect::<Result<_>>()?;
        Ok(ByHand { db, sql })
    }

    /// The rows of one document, in one transaction.
    fn insert(&mut self, rows: &[Row]) -> Result<()> {
        let tx = self.db.transaction()?;
        let mut text = String::new();
        for row in rows {
            if let Some(sql) = self.sql.get(row.table) {
                tx.prepare_cached(sql)?.execute(params_from_iter(&row.values))?;
            }
            match (TABLES.get(row.table), row.values.as_slice()) {
                (Some(&"text"), [_, _, Value::Text(body)]) => text.clone_from(body),
                (Some(&"name"), [id, _, _, words]) => {
                    tx.prepare_cached("INSERT INTO name_words (rowid, text) VALUES (?1, ?2)")?
                        .execute([id, words])?;
                }
                (Some(&"passage"), [id, _, Value::Integer(start), Value::Integer(stop)]) => {
                    let words = text.get(*start as usize..*stop as usize).unwrap_or_default();
                    let index = "INSERT INTO words (rowid, body) VALUES (?1, ?2)";
                    tx.prepare_cached(index)?.execute((id, words))?;
                }
                _ => {}
            }
        }
        tx.commit()?;
        Ok(())
    }
}
