//! The append-only log: an entry for each row, a tree head for each transaction.

use rusqlite::{OptionalExtension, Transaction};
use sha2::{Digest, Sha256};

use crate::file::Pen;
use crate::tree::{Edge, Hash, leaf};
use crate::{CasebookError, canonical};

/// The bytes under a row's secret that make its content unguessable once it is withheld.
pub(crate) type Salt = [u8; 16];

/// The log within one transaction.
pub(crate) struct Log<'t> {
    tx: &'t Transaction<'t>,
    edge: Edge,
    dice: [u8; 32],
}

/// What a row keeps of its entry.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Entry {
    pub(crate) seq: i64,
    pub(crate) salt: Salt,
}

impl<'t> Log<'t> {
    /// The log as the last transaction left it.
    pub(crate) fn open(tx: &'t Transaction<'t>, pen: &Pen) -> Result<Log<'t>, CasebookError> {
        let last = "SELECT size, edge FROM head ORDER BY size DESC LIMIT 1";
        let last: Option<(i64, Vec<u8>)> =
            tx.prepare_cached(last)?.query_row([], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        let edge = match last {
            None => Edge::default(),
            Some((size, bytes)) => {
                Edge::from_bytes(size as u64, &bytes).ok_or_else(|| CasebookError::Damaged {
                    what: format!("tree head {size}"),
                    why: "its edge does not fit its size".to_owned(),
                })?
            }
        };
        Ok(Log { tx, edge, dice: pen.dice })
    }

    /// Enters a row by its canonical text.
    pub(crate) fn enter(&mut self, kind: &str, text: &str) -> Result<Entry, CasebookError> {
        let seq = self.edge.size() as i64 + 1;
        let salt = self.salt(seq);
        let hash = commitment(&salt, text);
        let mut insert = self.tx.prepare_cached("INSERT INTO log (seq, kind, hash) VALUES (?1, ?2, ?3)")?;
        insert.execute((seq, kind, hash.as_slice()))?;
        self.edge.push(entry_leaf(kind, &hash));
        Ok(Entry { seq, salt })
    }

    /// Enters a decision and keeps its row; its number.
    pub(crate) fn decision(&mut self, at: &str, who: &str, body: &str) -> Result<i64, CasebookError> {
        let entry = self.enter("decision", &canonical::decision(at, who, body))?;
        let insert = "INSERT INTO decision (at, who, body, salt, seq) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.tx.prepare_cached(insert)?.execute((at, who, body, entry.salt.as_slice(), entry.seq))?;
        Ok(self.tx.last_insert_rowid())
    }

    /// Writes the tree head; the transaction is complete with it.
    pub(crate) fn seal(self) -> Result<(), CasebookError> {
        let mut insert = self.tx.prepare_cached("INSERT INTO head (size, root, edge) VALUES (?1, ?2, ?3)")?;
        insert.execute((self.edge.size() as i64, self.edge.root().as_slice(), self.edge.to_bytes()))?;
        Ok(())
    }

    fn salt(&self, seq: i64) -> Salt {
        let mut hasher = Sha256::new();
        hasher.update(self.dice);
        hasher.update(seq.to_be_bytes());
        let hash: Hash = hasher.finalize().into();
        let mut salt = Salt::default();
        salt.iter_mut().zip(hash).for_each(|(to, from)| *to = from);
        salt
    }
}

/// The salted hash that the log holds of a row.
pub(crate) fn commitment(salt: &[u8], text: &str) -> Hash {
    let mut hasher = Sha256::new();
    hasher.update(salt);
    hasher.update(text);
    hasher.finalize().into()
}

/// The tree's leaf for an entry: a line that says the kind and the salted hash.
pub(crate) fn entry_leaf(kind: &str, hash: &[u8]) -> Hash {
    leaf(format!("factum {kind} {}\n", crate::hex(hash)).as_bytes())
}
