//! A folder that anybody can check: every log entry, the texts and sources, the tree head, and the program that
//! checks them.

use std::collections::BTreeSet;

use rusqlite::Connection;
use serde_json::{Value, json};

use crate::canonical::{self, Place};
use crate::decide::removals;
use crate::remove::Removal;
use crate::{Casebook, CasebookError, checkpoint, hex};

/// The program that checks the folder: Python, its standard library, no network.
pub const VERIFIER: &str = include_str!("sealed/verify.py");

const README: &str = "This folder holds the record of a Factum casebook, sealed.\n\n\
    python3 verify.py\n\n\
    checks every entry against its hash, every quote against its text, and the whole against `checkpoint`, the head of\n\
    the Merkle tree (RFC 6962) over all entries. It needs Python 3.8 or newer and nothing else, and opens no network.\n\
    Entries without a text were withheld, those marked `removed` lost their content by the decision of that number;\n\
    their place in the tree stays. That the checkpoint is the one that was\n\
    published at the time, nobody but its keeper can tell: compare it with a copy that was kept elsewhere.\n";

/// What `verify.py` checks signatures with.
const SIGNATURE: &str = include_str!("sealed/signature.py");

/// A folder in the making.
struct Folder<'c> {
    db: &'c Connection,
    withhold: &'c dyn Fn(&str) -> bool,
    files: Vec<(String, Vec<u8>)>,
    texts: BTreeSet<i64>,
    /// Removals, with the numbers of their entries.
    removals: Vec<(i64, Removal)>,
}

/// An entry's own side: its salt and its canonical text, where it is not withheld.
type Own = Option<(Vec<u8>, String)>;

impl Casebook {
    /// The files of the folder, by name. What `withhold` holds for is left out, and only its hash is given.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn sealed(&self, withhold: &dyn Fn(&str) -> bool) -> Result<Vec<(String, Vec<u8>)>, CasebookError> {
        // one state of the file throughout
        let _state = self.db.unchecked_transaction()?;
        let removals = self.removal_entries()?;
        let mut folder =
            Folder { db: &self.db, withhold, files: Vec::new(), texts: BTreeSet::new(), removals };
        let entries = folder.entries()?;
        let mut files = vec![
            ("README.txt".to_owned(), README.as_bytes().to_vec()),
            ("checkpoint".to_owned(), checkpoint(&self.head()?).into_bytes()),
            ("entries.jsonl".to_owned(), entries.into_bytes()),
            ("signature.py".to_owned(), SIGNATURE.as_bytes().to_vec()),
            ("verify.py".to_owned(), VERIFIER.as_bytes().to_vec()),
        ];
        files.append(&mut folder.files);
        Ok(files)
    }
}

impl Casebook {
    fn removal_entries(&self) -> Result<Vec<(i64, Removal)>, CasebookError> {
        let mut entry = self.db.prepare_cached("SELECT seq FROM decision WHERE id = ?1")?;
        let kept = self.decisions(None)?;
        let each = removals(&kept)
            .map(|(kept, removal)| Ok((entry.query_row([kept.number], |row| row.get(0))?, removal.clone())));
        each.collect()
    }
}

impl Folder<'_> {
    fn entries(&mut self) -> Result<String, CasebookError> {
        let db = self.db;
        let mut out = String::new();
        let mut all = db.prepare("SELECT seq, kind, hash FROM log ORDER BY seq")?;
        let mut rows = all.query([])?;
        while let Some(row) = rows.next()? {
            let (seq, kind, hash): (i64, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let own = match kind.as_str() {
                "source" => self.source(seq)?,
                "document" => self.document(seq)?,
                "reading" => self.reading(seq)?,
                "fact" => self.fact(seq)?,
                _ => self.decision(seq)?,
            };
            let own = own.filter(|(_, text)| !(self.withhold)(text));
            let mut entry = json!({"seq": seq, "kind": kind, "hash": hex(&hash)});
            let removed =
                self.removals.iter().find(|(_, removal)| removal.holds(seq)).map(|(number, _)| number);
            if let Value::Object(fields) = &mut entry {
                match (own, removed) {
                    (Some((salt, text)), _) => {
                        fields.insert("salt".to_owned(), json!(hex(&salt)));
                        fields.insert("text".to_owned(), json!(text));
                    }
                    (None, Some(by)) => {
                        fields.insert("removed".to_owned(), json!(by));
                    }
                    (None, None) => {}
                }
            }
            out.push_str(&entry.to_string());
            out.push('\n');
        }
        Ok(out)
    }

    fn source(&mut self, seq: i64) -> Result<Own, CasebookError> {
        let sql = "SELECT source.hash, source.size, source.bytes, source.salt FROM source WHERE seq = ?1";
        let (hash, size, bytes, salt): (String, i64, Option<Vec<u8>>, Option<Vec<u8>>) = self
            .db
            .prepare_cached(sql)?
            .query_row([seq], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))?;
        if let Some(bytes) = bytes.filter(|bytes| !(self.withhold)(&String::from_utf8_lossy(bytes))) {
            self.file("source", &hash, bytes);
        }
        Ok(salt.map(|salt| (salt, canonical::source(&hash, size))))
    }

    fn document(&mut self, seq: i64) -> Result<Own, CasebookError> {
        let sql = "SELECT source.hash, address, version, about, added, document.salt FROM document
                   JOIN source ON source.id = document.source WHERE document.seq = ?1";
        self.db
            .prepare_cached(sql)?
            .query_row([seq], |r| {
                let (source, address, version): (String, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
                let (about, added, salt): (Option<String>, String, Option<Vec<u8>>) =
                    (r.get(3)?, r.get(4)?, r.get(5)?);
                let text = about.map(|about| canonical::document(&source, &address, version, &about, &added));
                Ok(salt.zip(text))
            })
            .map_err(Into::into)
    }

    fn reading(&mut self, seq: i64) -> Result<Own, CasebookError> {
        let sql = "SELECT document.seq, text.id, text.hash, text.body, engine, frame, read, reading.salt FROM reading
                   JOIN document ON document.id = reading.document JOIN text ON text.id = reading.text
                   WHERE reading.seq = ?1";
        let mut one = self.db.prepare_cached(sql)?;
        let mut rows = one.query([seq])?;
        let r = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let (document, id, hash): (i64, i64, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let body: Option<String> = r.get(3)?;
        let (engine, frame, read): (String, Option<String>, String) = (r.get(4)?, r.get(5)?, r.get(6)?);
        let salt: Option<Vec<u8>> = r.get(7)?;
        if let Some(body) = body.filter(|body| !(self.withhold)(body))
            && self.texts.insert(id)
        {
            self.file("text", &hash, body.into_bytes());
        }
        let text = frame.map(|frame| canonical::reading(document, &hash, &engine, &frame, &read));
        Ok(salt.zip(text))
    }

    fn fact(&mut self, seq: i64) -> Result<Own, CasebookError> {
        let sql = "SELECT source.hash, reading.seq, fact.n, fact.kind, fact.start, fact.stop, text.body, fact.body, fact.salt
                   FROM fact JOIN reading ON reading.id = fact.reading JOIN document ON document.id = reading.document
                   JOIN source ON source.id = document.source JOIN text ON text.id = reading.text WHERE fact.seq = ?1";
        self.db
            .prepare_cached(sql)?
            .query_row([seq], |r| {
                let (source, kind): (String, String) = (r.get(0)?, r.get(3)?);
                let place = Place { source: &source, reading: r.get(1)?, n: r.get(2)? };
                let span = factum_types::Span { start: r.get(4)?, end: r.get(5)? };
                let quote = r.get_ref(6)?.as_str().map(|text| span.of(text)).unwrap_or_default();
                let (body, salt): (Option<String>, Option<Vec<u8>>) = (r.get(7)?, r.get(8)?);
                Ok(salt.zip(body.map(|body| canonical::fact(place, &kind, span, quote, &body))))
            })
            .map_err(Into::into)
    }

    fn decision(&mut self, seq: i64) -> Result<Own, CasebookError> {
        let sql = "SELECT at, who, body, salt FROM decision WHERE seq = ?1";
        self.db
            .prepare_cached(sql)?
            .query_row([seq], |r| {
                let (at, who): (String, String) = (r.get(0)?, r.get(1)?);
                let (body, salt): (Option<String>, Option<Vec<u8>>) = (r.get(2)?, r.get(3)?);
                Ok(salt.zip(body.map(|body| canonical::decision(&at, &who, &body))))
            })
            .map_err(Into::into)
    }

    /// A file that is named by its kind and the hash of its bytes.
    fn file(&mut self, kind: &str, hash: &str, bytes: Vec<u8>) {
        let digits = hash.strip_prefix("sha256:").unwrap_or(hash);
        self.files.push((format!("{kind}-{digits}"), bytes));
    }
}
