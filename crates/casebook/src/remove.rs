//! Taking documents out: their content goes from every part of the file, their places in the log remain.

use std::collections::BTreeSet;

use rusqlite::{Connection, Transaction, TransactionBehavior, params_from_iter};
use serde::{Deserialize, Serialize};

use crate::decide::{Decision, Kept, kept};
use crate::file::waited;
use crate::log::Log;
use crate::tree::digest;
use crate::{Casebook, CasebookError, Pen, canonical, hex};

/// What was taken out and by which bytes it is known again, should somebody add it anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Removal {
    /// Why, in the words of who decided: a court's order, a privileged page.
    pub why: String,
    /// How many documents (versions at an address) lost their content.
    pub documents: usize,
    /// Entries of the log whose rows lost their content: first and last of each run.
    pub(crate) emptied: Vec<(i64, i64)>,
    /// Goes before each source's hash in `known`.
    pub(crate) salt: String,
    /// SHA-256 over salt and hash of each source that was removed.
    pub(crate) known: Vec<String>,
}

/// What became of a removal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removed {
    /// The number of the decision.
    pub decision: i64,
    /// Addresses whose documents are gone, sorted: all that held these bytes.
    pub addresses: Vec<String>,
    /// Rows that lost their content.
    pub rows: usize,
    /// Decisions about what is gone; their content is gone with it.
    pub decisions: usize,
    /// Addresses of documents whose words are the same, from other bytes; they stay.
    pub same_text: Vec<String>,
}

impl Removal {
    /// Whether a row's entry is one of those that were emptied.
    pub(crate) fn holds(&self, seq: i64) -> bool {
        self.emptied.iter().any(|(first, last)| (*first..=*last).contains(&seq))
    }

    /// Whether these are bytes that were removed.
    fn knows(&self, source: &str) -> bool {
        self.known.contains(&known(&self.salt, source))
    }
}

fn known(salt: &str, source: &str) -> String {
    hex(&digest(format!("{salt} {source}").as_bytes()))
}

/// What goes, by the rows' numbers.
#[derive(Default)]
struct Going {
    addresses: BTreeSet<String>,
    hashes: BTreeSet<String>,
    sources: Vec<i64>,
    documents: Vec<i64>,
    readings: Vec<i64>,
    texts: Vec<i64>,
    decisions: Vec<i64>,
    same_text: BTreeSet<String>,
}

impl Casebook {
    /// Takes out the documents at an address (leading folders may be left out) or of a hash: bytes, text, everything
    /// read in them, and the decisions about them, in all versions and wherever the same bytes stand. The log keeps
    /// their salted hashes, so that all else can still be proved.
    ///
    /// # Errors
    /// Where there is no such document or more than one may be meant, or the file cannot be written: nothing is
    /// removed then. Where the file could not be scrubbed, [`CasebookError::Unscrubbed`]: the content is out of the
    /// record, and [`Casebook::scrub`] must be tried again.
    pub fn remove(
        &mut self,
        address: &str,
        who: &str,
        why: &str,
        pen: &Pen,
    ) -> Result<Removed, CasebookError> {
        let (who, why) = (who.trim(), why.trim());
        if who.is_empty() || why.is_empty() {
            let what = "a removal needs a name and a reason: who decides, and why?";
            return Err(CasebookError::Refused(what.to_owned()));
        }
        self.db.pragma_update(None, "secure_delete", "ON")?;
        let path = self.path.clone();
        let tx = self.db.transaction_with_behavior(TransactionBehavior::Immediate);
        let tx = tx.map_err(|error| waited(&path, error))?;
        let going = Going::of(&tx, address, &kept(&tx, None)?)?;
        let emptied = going.empty(&tx)?;
        let salt = hex(digest(&[&pen.dice[..], b"removed"].concat()).get(..16).unwrap_or_default());
        let removal = Removal {
            why: why.to_owned(),
            documents: going.documents.len(),
            emptied: runs(&emptied),
            known: going.hashes.iter().map(|hash| known(&salt, hash)).collect(),
            salt,
        };
        let decision = Decision::Remove { removal };
        let (body, at) = (serde_json::to_string(&decision)?, canonical::stamp(pen.now));
        let mut log = Log::open(&tx, pen)?;
        let number = log.decision(&at, who, &body)?;
        log.seal()?;
        tx.commit()?;
        self.scrub()?;
        Ok(Removed {
            decision: number,
            addresses: going.addresses.into_iter().collect(),
            rows: emptied.len(),
            decisions: going.decisions.len(),
            same_text: going.same_text.into_iter().collect(),
        })
    }

    /// Writes the file anew without what was removed, and empties the write-ahead log, so that no unused room holds
    /// any of it. The disk below the file, its copies and exports made before are out of reach.
    ///
    /// # Errors
    /// Where another program reads meanwhile, or there is no room for a copy of the file.
    pub fn scrub(&mut self) -> Result<(), CasebookError> {
        let why = |error: rusqlite::Error| CasebookError::Unscrubbed { why: error.to_string() };
        self.db.execute_batch("VACUUM").map_err(why)?;
        let busy: i64 =
            self.db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0)).map_err(why)?;
        if busy != 0 {
            let why = "another program is reading the casebook".to_owned();
            return Err(CasebookError::Unscrubbed { why });
        }
        Ok(())
    }
}

/// Refuses bytes that were removed, for as long as that decision holds.
pub(crate) fn admit(db: &Connection, path: &str, source: &str) -> Result<(), CasebookError> {
    // most casebooks have none, and every addition asks
    let any = "SELECT 1 FROM decision WHERE body LIKE '{\"do\":\"remove\"%'";
    if !db.prepare_cached(any)?.exists([])? {
        return Ok(());
    }
    for kept in kept(db, None)?.iter().filter(|k| k.holds) {
        if let Decision::Remove { removal } = &kept.decision
            && removal.knows(source)
        {
            return Err(CasebookError::WasRemoved {
                path: path.to_owned(),
                decision: kept.number,
                words: removed_words(kept, removal),
            });
        }
    }
    Ok(())
}

/// Who removed when and why.
pub(crate) fn removed_words(kept: &Kept, removal: &Removal) -> String {
    format!("removed by {} on {}: {}", kept.who, kept.at, removal.why)
}

/// Numbers in runs: first and last of each.
fn runs(numbers: &BTreeSet<i64>) -> Vec<(i64, i64)> {
    let mut runs: Vec<(i64, i64)> = Vec::new();
    for &n in numbers {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == n => *last = n,
            _ => runs.push((n, n)),
        }
    }
    runs
}

fn ids(tx: &Transaction<'_>, sql: &str, of: &[i64]) -> Result<Vec<i64>, CasebookError> {
    let mut one = tx.prepare_cached(sql)?;
    let mut found = BTreeSet::new();
    for id in of {
        let rows = one.query_map([id], |row| row.get(0))?;
        for row in rows {
            found.insert(row?);
        }
    }
    Ok(found.into_iter().collect())
}

fn words(tx: &Transaction<'_>, sql: &str, of: &[i64]) -> Result<BTreeSet<String>, CasebookError> {
    let mut one = tx.prepare_cached(sql)?;
    let mut found = BTreeSet::new();
    for id in of {
        for row in one.query_map([id], |row| row.get(0))? {
            found.insert(row?);
        }
    }
    Ok(found)
}

/// The address that was meant: as it stands, or the only one that ends so or has these bytes.
fn address_of(tx: &Transaction<'_>, given: &str) -> Result<String, CasebookError> {
    let exact = "SELECT DISTINCT address FROM document WHERE salt IS NOT NULL AND address = ?1";
    let alike = "SELECT DISTINCT address FROM document JOIN source ON source.id = document.source
                 WHERE document.salt IS NOT NULL
                   AND (source.hash = ?1 OR substr(address, -length(?1) - 1) = '/' || ?1) ORDER BY address";
    for sql in [exact, alike] {
        let mut all = tx.prepare_cached(sql)?;
        let found: Vec<String> = all.query_map([given], |row| row.get(0))?.collect::<Result<_, _>>()?;
        match found.as_slice() {
            [] => {}
            [first, ..] if found.len() == 1 || given.starts_with("sha256:") => return Ok(first.clone()),
            _ => {
                let why = format!("{given} may be any of several documents: {}", found.join(", "));
                return Err(CasebookError::Refused(why));
            }
        }
    }
    Err(CasebookError::Refused(format!("the casebook has no document {given}")))
}

impl Going {
    fn of(tx: &Transaction<'_>, given: &str, kept: &[Kept]) -> Result<Going, CasebookError> {
        let address = address_of(tx, given)?;
        let mut at =
            tx.prepare_cached("SELECT DISTINCT source FROM document WHERE address = ?1 ORDER BY source")?;
        let sources: Vec<i64> = at.query_map([&address], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let documents = ids(tx, "SELECT id FROM document WHERE source = ?1 AND salt IS NOT NULL", &sources)?;
        let readings = ids(tx, "SELECT id FROM reading WHERE document = ?1", &documents)?;
        let mut texts = ids(tx, "SELECT text FROM reading WHERE id = ?1", &readings)?;
        texts.extend(ids(tx, "SELECT text FROM source WHERE id = ?1 AND text IS NOT NULL", &sources)?);
        texts.sort_unstable();
        texts.dedup();
        let mut going = Going {
            addresses: words(tx, "SELECT address FROM document WHERE id = ?1", &documents)?,
            hashes: words(tx, "SELECT hash FROM source WHERE id = ?1", &sources)?,
            sources,
            documents,
            readings,
            ..Going::default()
        };
        going.keep_shared(tx, texts)?;
        let concerned = kept.iter().filter(|k| k.decision.concerns(&going.hashes, &going.addresses));
        going.decisions = concerned.map(|k| k.number).collect();
        Ok(going)
    }

    /// Texts that documents of other bytes hold, too, stay.
    fn keep_shared(&mut self, tx: &Transaction<'_>, texts: Vec<i64>) -> Result<(), CasebookError> {
        let sql =
            "SELECT reading.id, document.address FROM reading JOIN document ON document.id = reading.document
                   WHERE reading.text = ?1";
        let mut holders = tx.prepare_cached(sql)?;
        for text in texts {
            let rows = holders.query_map([text], |row| Ok((row.get(0)?, row.get(1)?)))?;
            let all: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
            let others: Vec<String> = all
                .into_iter()
                .filter(|(reading, _)| !self.readings.contains(reading))
                .map(|r| r.1)
                .collect();
            if others.is_empty() {
                self.texts.push(text);
            }
            self.same_text.extend(others);
        }
        Ok(())
    }

    /// Empties the rows; the numbers of their entries.
    fn empty(&self, tx: &Transaction<'_>) -> Result<BTreeSet<i64>, CasebookError> {
        tx.execute_batch(
            "INSERT INTO words (words, rank) VALUES ('secure-delete', 1);
             INSERT INTO name_words (name_words, rank) VALUES ('secure-delete', 1);",
        )?;
        // the indices of words first, while what they were made from is there
        self.each(
            tx,
            &self.readings,
            &[
                "INSERT INTO words (words, rowid, body) SELECT 'delete', passage_text.id, passage_text.body
                 FROM passage JOIN passage_text ON passage_text.id = passage.id WHERE passage.reading = ?1",
                "INSERT INTO name_words (name_words, rowid, text) SELECT 'delete', id, text FROM name WHERE reading = ?1",
                "DELETE FROM passage WHERE reading = ?1",
                "DELETE FROM name WHERE reading = ?1",
                "DELETE FROM shelf WHERE reading = ?1",
            ],
        )?;
        let mut emptied = BTreeSet::new();
        for (sql, of) in [
            ("SELECT seq FROM source WHERE id = ?1", &self.sources),
            ("SELECT seq FROM document WHERE id = ?1", &self.documents),
            ("SELECT seq FROM reading WHERE id = ?1", &self.readings),
            ("SELECT seq FROM fact WHERE reading = ?1", &self.readings),
            ("SELECT seq FROM decision WHERE id = ?1", &self.decisions),
        ] {
            emptied.extend(ids(tx, sql, of)?);
        }
        self.each(
            tx,
            &self.readings,
            &[
                "UPDATE fact SET body = NULL, salt = NULL, key = 'removed', who = NULL, what = NULL, status = NULL,
                 start = 0, stop = 0 WHERE reading = ?1",
                "UPDATE reading SET frame = NULL, salt = NULL WHERE id = ?1",
            ],
        )?;
        let document = "UPDATE document SET about = NULL, salt = NULL, published = NULL, publisher = NULL,
                        address = 'removed:' || seq WHERE id = ?1";
        self.each(tx, &self.documents, &[document])?;
        let source = "UPDATE source SET bytes = NULL, text = NULL, salt = NULL, size = 0, hash = 'removed:' || seq WHERE id = ?1";
        self.each(tx, &self.sources, &[source])?;
        self.each(tx, &self.texts, &["UPDATE text SET body = NULL, hash = 'removed:' || id WHERE id = ?1"])?;
        self.each(tx, &self.decisions, &["UPDATE decision SET body = NULL, salt = NULL WHERE id = ?1"])?;
        Ok(emptied)
    }

    fn each(&self, tx: &Transaction<'_>, of: &[i64], all: &[&str]) -> Result<(), CasebookError> {
        for id in of {
            for sql in all {
                tx.prepare_cached(sql)?.execute(params_from_iter([id]))?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
