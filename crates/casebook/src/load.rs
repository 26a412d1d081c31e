//! From rows back to a case: the same fold as over documents just read.

use std::collections::BTreeSet;

use factum_record::{Case, Decided, LeftOut};
use factum_types::{Document, Record};
use jiff::civil::Date;
use rusqlite::{OptionalExtension, Row};

use crate::decide::{apply, joins, removals};
use crate::facts::put;
use crate::forms::{About, Frame, Wrong};
use crate::remove::removed_words;
use crate::tree::digest;
use crate::{Casebook, CasebookError, Decision, Kept, hex};

/// Which documents are asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only what this casebook held at the end of this day, as it was read then. `None`: all, as read last.
    pub added_by: Option<Date>,
    /// Only documents that name somebody with these words in the name.
    pub person: Option<String>,
}

/// A document as the casebook holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// The document; its own bytes are [`Casebook::bytes`].
    pub document: Document,
    /// What it says.
    pub record: Record,
    /// Its version at its address.
    pub version: i64,
    /// When it was added.
    pub added: String,
    /// What read it.
    pub engine: String,
    /// The reading's row.
    pub(crate) reading: i64,
}

/// How much of a reading is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    All,
    /// What charges and the joining of people rest on.
    Charges,
}

/// A reading with its document, its bytes' row and its text.
pub(crate) const READING: &str = "reading JOIN document ON document.id = reading.document
     JOIN source ON source.id = document.source JOIN text ON text.id = reading.text";

struct Stored {
    reading: i64,
    hash: String,
    address: String,
    version: i64,
    about: Option<String>,
    added: String,
    engine: String,
    frame: Option<String>,
    text: Option<String>,
}

fn stored(row: &Row<'_>) -> rusqlite::Result<Stored> {
    Ok(Stored {
        reading: row.get(0)?,
        hash: row.get(1)?,
        address: row.get(2)?,
        version: row.get(3)?,
        about: row.get(4)?,
        added: row.get(5)?,
        engine: row.get(6)?,
        frame: row.get(7)?,
        text: row.get(8)?,
    })
}

impl Casebook {
    /// The case by these documents. What cannot be read back is left out, and the case names it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn case(&self, scope: &Scope) -> Result<Case, CasebookError> {
        let kept = self.decisions(scope.added_by)?;
        let joins = joins(&kept);
        let readings = self.readings(scope, &joins, &kept)?;
        self.case_of(readings, &kept, joins, Part::All)
    }

    /// The case by these readings: charges, and what people are joined by; less to read than [`Casebook::case`] where only
    /// an outcome is wanted.
    pub(crate) fn charges_by(
        &self,
        readings: &[i64],
        kept: &[Kept],
        joins: Vec<Decided>,
    ) -> Result<Case, CasebookError> {
        self.case_of(readings.iter().copied(), kept, joins, Part::Charges)
    }

    fn case_of(
        &self,
        readings: impl IntoIterator<Item = i64>,
        kept: &[Kept],
        joins: Vec<Decided>,
        part: Part,
    ) -> Result<Case, CasebookError> {
        let mut case = Case::default();
        for id in readings {
            match self.read_back(id, part) {
                Ok(mut held) => {
                    apply(&held.document, &mut held.record, kept);
                    case.learn(&held.document, held.record);
                }
                Err(error) => case.leave_out(damaged(id, error)?),
            }
        }
        for (kept, removal) in removals(kept) {
            let documents = if removal.documents == 1 { "document" } else { "documents" };
            case.leave_out(LeftOut {
                what: format!("{} {documents}", removal.documents),
                why: removed_words(kept, removal),
                removed: true,
            });
        }
        case.decide(joins);
        Ok(case)
    }

    /// How many documents the casebook holds now.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn documents(&self) -> Result<usize, CasebookError> {
        let n: i64 = self.db.query_row("SELECT count(*) FROM shelf", [], |row| row.get(0))?;
        Ok(n as usize)
    }

    /// How many facts the casebook holds, those of earlier versions and readings included.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn facts_held(&self) -> Result<usize, CasebookError> {
        let n: Option<i64> = self.db.query_row("SELECT max(id) FROM fact", [], |row| row.get(0))?;
        Ok(n.unwrap_or(0) as usize)
    }

    /// The readings within a scope, in the order of their addresses.
    pub(crate) fn readings(
        &self,
        scope: &Scope,
        joins: &[Decided],
        kept: &[Kept],
    ) -> Result<Vec<i64>, CasebookError> {
        let all = || match scope.added_by {
            None => self.ids("SELECT reading FROM shelf ORDER BY address", []),
            Some(day) => self.readings_by(day),
        };
        let Some(words) = &scope.person else { return all() };
        let mut of = self.readings_of(words)?;
        // whoever was joined by hand may be named otherwise elsewhere
        for other in joined_to(words, joins) {
            of.extend(self.readings_of(&other)?);
        }
        // whoever was added by hand stands in no reading by name
        for source in added_to(words, kept) {
            let sql = "SELECT reading.id FROM reading JOIN document ON document.id = reading.document
                       JOIN source ON source.id = document.source WHERE source.hash = ?1";
            of.extend(self.ids(sql, [source])?);
        }
        of.sort_unstable();
        of.dedup();
        if scope.added_by.is_some() {
            return Ok(all()?.into_iter().filter(|id| of.binary_search(id).is_ok()).collect());
        }
        // one look at the shelf for each, and not the whole shelf for a few
        let mut shelf = self.db.prepare_cached("SELECT 1 FROM shelf WHERE reading = ?1")?;
        let mut there = Vec::new();
        for id in of {
            if shelf.exists([id])? {
                there.push(id);
            }
        }
        Ok(there)
    }

    /// The last reading of the last version of each address, as both stood at the end of a day.
    fn readings_by(&self, day: Date) -> Result<Vec<i64>, CasebookError> {
        let end = format!("{day}T23:59:59Z");
        let sql = "SELECT max(reading.id) FROM reading JOIN document ON document.id = reading.document
                   WHERE reading.read <= ?1 AND document.added <= ?1 AND document.salt IS NOT NULL
                     AND document.version =
                     (SELECT max(version) FROM document AS other
                      WHERE other.address = document.address AND other.added <= ?1)
                   GROUP BY document.address ORDER BY document.address";
        self.ids(sql, [end])
    }

    /// The readings that name somebody so, sorted: by the words, then all that share a full name with those found,
    /// since they are what a join must be decided among.
    fn readings_of(&self, words: &str) -> Result<Vec<i64>, CasebookError> {
        let query = query(words);
        if query.is_empty() {
            return Ok(Vec::new());
        }
        let sql = "WITH found AS MATERIALIZED
                     (SELECT name.reading, name.key FROM name_words JOIN name ON name.id = name_words.rowid
                      WHERE name_words MATCH ?1)
                   SELECT reading FROM found
                   UNION SELECT name.reading FROM name
                     WHERE name.key IN (SELECT DISTINCT key FROM found WHERE key IS NOT NULL)
                   ORDER BY 1";
        self.ids(sql, [query])
    }

    fn ids(&self, sql: &str, with: impl rusqlite::Params) -> Result<Vec<i64>, CasebookError> {
        let mut all = self.db.prepare_cached(sql)?;
        let ids = all.query_map(with, |row| row.get(0))?.collect::<Result<_, _>>();
        Ok(ids?)
    }

    /// The document at an address, as it was read last; leading folders of the address may be left out.
    ///
    /// # Errors
    /// Where there is none, or more than one.
    pub fn document_at(&self, address: &str) -> Result<Held, CasebookError> {
        // whoever gives a hash must not wait until every address was looked at
        let sql = match address.strip_prefix("sha256:") {
            Some(_) => {
                "SELECT DISTINCT shelf.reading FROM source CROSS JOIN document ON document.source = source.id
                 CROSS JOIN reading ON reading.document = document.id
                 CROSS JOIN shelf ON shelf.reading = reading.id WHERE source.hash = ?1"
            }
            None => {
                "SELECT reading FROM shelf WHERE address = ?1
                 UNION SELECT reading FROM shelf WHERE substr(address, -length(?1) - 1) = '/' || ?1"
            }
        };
        match self.ids(sql, [address])?.as_slice() {
            [only] => self.as_read(*only),
            [] => Err(CasebookError::Refused(format!("the casebook has no document {address}"))),
            _ => Err(CasebookError::Refused(format!(
                "{address} may be any of several documents; give more of its path"
            ))),
        }
    }

    /// The addresses of all documents on the shelf, sorted.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn addresses(&self) -> Result<Vec<String>, CasebookError> {
        let mut all = self.db.prepare_cached("SELECT address FROM shelf ORDER BY address")?;
        let addresses = all.query_map([], |row| row.get(0))?.collect::<Result<_, _>>();
        Ok(addresses?)
    }

    /// The bytes of a source, by its hash, as they came.
    ///
    /// # Errors
    /// Where there is no such source, or its bytes are not what its hash says.
    pub fn bytes(&self, source: &str) -> Result<Vec<u8>, CasebookError> {
        let sql = "SELECT coalesce(source.bytes, CAST(text.body AS BLOB)) FROM source
                   LEFT JOIN text ON text.id = source.text WHERE source.hash = ?1";
        let bytes: Option<Option<Vec<u8>>> =
            self.db.prepare_cached(sql)?.query_row([source], |row| row.get(0)).optional()?;
        let bytes = bytes.flatten().ok_or_else(|| {
            CasebookError::Refused(format!("the casebook has no bytes of the source {source}"))
        })?;
        match format!("sha256:{}", hex(&digest(&bytes))) == source {
            true => Ok(bytes),
            false => Err(CasebookError::Damaged {
                what: format!("source {source}"),
                why: "its bytes are not those that came".to_owned(),
            }),
        }
    }

    /// One reading with its document, without what people decided about its facts.
    pub(crate) fn as_read(&self, reading: i64) -> Result<Held, CasebookError> {
        self.read_back(reading, Part::All)
    }

    fn read_back(&self, reading: i64, part: Part) -> Result<Held, CasebookError> {
        let sql = format!(
            "SELECT reading.id, source.hash, document.address, document.version, document.about, document.added,
               reading.engine, reading.frame, text.body FROM {READING} WHERE reading.id = ?1"
        );
        let stored = self.db.prepare_cached(&sql)?.query_row([reading], stored)?;
        let address = stored.address.clone();
        self.open_stored(stored, part).map_err(|Wrong(why)| CasebookError::Damaged { what: address, why })
    }

    fn open_stored(&self, stored: Stored, part: Part) -> Result<Held, Wrong> {
        let gone = || Wrong("its content was removed".to_owned());
        let mut document = Document {
            id: stored.hash,
            path: stored.address,
            text: stored.text.ok_or_else(gone)?,
            ..Document::default()
        };
        let mut record = Record::default();
        serde_json::from_str::<About>(&stored.about.ok_or_else(gone)?)?.into(&mut document)?;
        serde_json::from_str::<Frame>(&stored.frame.ok_or_else(gone)?)?.into(&mut document, &mut record)?;
        self.put_facts(stored.reading, &mut record, part)?;
        Ok(Held {
            document,
            record,
            version: stored.version,
            added: stored.added,
            engine: stored.engine,
            reading: stored.reading,
        })
    }

    fn put_facts(&self, reading: i64, record: &mut Record, part: Part) -> Result<(), Wrong> {
        let failed = |error: rusqlite::Error| Wrong(error.to_string());
        let sql = match part {
            Part::All => "SELECT kind, body FROM fact WHERE reading = ?1 ORDER BY n",
            Part::Charges => {
                "SELECT kind, body FROM fact
                 WHERE reading = ?1 AND kind IN ('party', 'charge', 'step', 'event') ORDER BY n"
            }
        };
        let mut facts = self.db.prepare_cached(sql).map_err(failed)?;
        let mut rows = facts.query([reading]).map_err(failed)?;
        while let Some(row) = rows.next().map_err(failed)? {
            let text = |at| row.get_ref(at).ok().and_then(|v| v.as_str().ok());
            match (text(0), text(1)) {
                (Some(kind), Some(body)) => put(record, kind, body)?,
                _ => return Err(Wrong("a fact's content was removed".to_owned())),
            }
        }
        Ok(())
    }
}

/// A reading that cannot be read back, so that the others can be; other errors stay errors.
fn damaged(reading: i64, error: CasebookError) -> Result<LeftOut, CasebookError> {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    let (what, why) = match error {
        CasebookError::Damaged { what, why } => (what, why),
        CasebookError::Sqlite(error) => match error.sqlite_error_code() {
            Some(DatabaseCorrupt | NotADatabase) => (format!("reading {reading}"), error.to_string()),
            // a value of another type than was written, a row that is gone
            None => (format!("reading {reading}"), error.to_string()),
            Some(_) => return Err(error.into()),
        },
        other => return Err(other),
    };
    Ok(LeftOut { what, why: format!("{why}; `factum verify` names all that is damaged"), removed: false })
}

/// The documents to which a step of somebody so named was added by hand.
fn added_to<'k>(words: &str, kept: &'k [Kept]) -> BTreeSet<&'k str> {
    let words = words.to_lowercase();
    let holds = |person: &str| {
        let person = person.to_lowercase();
        words.split_whitespace().all(|word| person.contains(word))
    };
    let added = kept.iter().filter(|k| k.holds).filter_map(|k| match &k.decision {
        Decision::Add { source, person, .. } if holds(person) => Some(source.as_str()),
        _ => None,
    });
    added.collect()
}

/// Other names that people joined to a name by hand.
fn joined_to(words: &str, joins: &[Decided]) -> Vec<String> {
    let mut names = vec![words.to_lowercase()];
    let has = |names: &[String], name: &str| {
        let name = name.to_lowercase();
        names.iter().any(|n| n.split_whitespace().all(|word| name.contains(word)))
    };
    let mut more: Vec<String> = Vec::new();
    loop {
        let found = joins.iter().filter(|d| d.together).find_map(|d| {
            let other = match (has(&names, &d.a.name), has(&names, &d.b.name)) {
                (true, false) => &d.b.name,
                (false, true) => &d.a.name,
                _ => return None,
            };
            Some(other.clone())
        });
        let Some(other) = found else { return more };
        names.push(other.to_lowercase());
        more.push(other);
    }
}

/// Words as a query for SQLite's full-text index: all of them, each as it stands.
pub(crate) fn query(words: &str) -> String {
    let word = |w: &str| format!("\"{}\"", w.replace('"', "\"\""));
    let has_letters = |w: &&str| w.chars().any(char::is_alphanumeric);
    words.split_whitespace().filter(has_letters).map(word).collect::<Vec<_>>().join(" ")
}
