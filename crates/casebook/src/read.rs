//! Single facts: by their name, or by the place of their words.

use factum_types::Span;
use rusqlite::Row;

use crate::load::READING;
use crate::{Casebook, CasebookError};

/// A fact with all that is kept about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactRow {
    /// Its name: `f` and twelve digits.
    pub name: String,
    /// Party, charge, step, penalty, event, statement, conflict or variance.
    pub kind: String,
    /// Whom it is about, as the document names them.
    pub who: Option<String>,
    /// The offence, the kind of event or penalty, what the statement does.
    pub what: Option<String>,
    /// For steps, the status.
    pub status: Option<String>,
    /// The fact itself, as kept: JSON.
    pub body: String,
    /// The exact words.
    pub quote: String,
    /// Where they are, in bytes of the text.
    pub span: Span,
    /// The same in Unicode scalar values: start and end.
    pub chars: (usize, usize),
    /// What stands before and after them on their lines.
    pub around: (String, String),
    /// Their line, from 1.
    pub line: usize,
    /// The document's hash.
    pub source: String,
    /// Its address.
    pub address: String,
    /// Its version at that address.
    pub version: i64,
    /// Who published it.
    pub publisher: Option<String>,
    /// When it was published.
    pub published: Option<String>,
    /// When it was added.
    pub added: String,
    /// What read the fact.
    pub engine: String,
    /// Its number in the log.
    pub seq: i64,
    /// Whether a later version or reading has taken the place of this one.
    pub superseded: bool,
}

impl FactRow {
    /// The rules that are named in the fact.
    pub fn rules(&self) -> Vec<String> {
        fn collect(value: &serde_json::Value, found: &mut Vec<String>) {
            match value {
                // words are kept as start, stop and rule
                serde_json::Value::Array(items) => match items.as_slice() {
                    [a, b, serde_json::Value::String(rule)] if a.is_u64() && b.is_u64() => {
                        found.push(rule.clone())
                    }
                    items => items.iter().for_each(|item| collect(item, found)),
                },
                serde_json::Value::Object(fields) => fields.values().for_each(|value| collect(value, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        if let Ok(value) = serde_json::from_str(&self.body) {
            collect(&value, &mut found);
        }
        found.sort();
        found.dedup();
        found
    }
}

const COLUMNS: &str =
    "fact.key, fact.kind, fact.who, fact.what, fact.status, fact.body, fact.start, fact.stop, text.body,
    source.hash, document.address, document.version, document.publisher, document.published, document.added,
    reading.engine, fact.seq, shelf.reading IS NULL";

fn fact(row: &Row<'_>) -> rusqlite::Result<FactRow> {
    let text: Option<String> = row.get(8)?;
    let text = text.unwrap_or_default();
    let span = Span { start: row.get(6)?, end: row.get(7)? };
    let before = text.get(..span.start as usize).unwrap_or_default();
    let chars = before.chars().count();
    Ok(FactRow {
        name: row.get(0)?,
        kind: row.get(1)?,
        who: row.get(2)?,
        what: row.get(3)?,
        status: row.get(4)?,
        body: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
        quote: span.of(&text).to_owned(),
        span,
        chars: (chars, chars + span.of(&text).chars().count()),
        around: around(&text, span),
        line: before.matches('\n').count() + 1,
        source: row.get(9)?,
        address: row.get(10)?,
        version: row.get(11)?,
        publisher: row.get(12)?,
        published: row.get(13)?,
        added: row.get(14)?,
        engine: row.get(15)?,
        seq: row.get(16)?,
        superseded: row.get(17)?,
    })
}

/// The rest of the lines that words stand on.
fn around(text: &str, span: Span) -> (String, String) {
    let before = text.get(..span.start as usize).unwrap_or_default();
    let after = text.get(span.end as usize..).unwrap_or_default();
    let before = before.rsplit('\n').next().unwrap_or_default();
    (before.to_owned(), after.split('\n').next().unwrap_or_default().to_owned())
}

impl Casebook {
    /// The facts of a name, the current first; more than one where several readings or addresses have it.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn fact(&self, name: &str) -> Result<Vec<FactRow>, CasebookError> {
        self.facts_where("WHERE fact.key = ?1 ORDER BY shelf.reading IS NULL, fact.seq", [name])
    }

    /// The current facts whose words touch a line, as `path:line` names it; the path may leave out leading folders.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn facts_at(&self, path: &str, line: usize) -> Result<Vec<FactRow>, CasebookError> {
        let whole = "WHERE shelf.reading IS NOT NULL AND (document.address = ?1
                       OR substr(document.address, -length(?1) - 1) = '/' || ?1) ORDER BY document.address, fact.n";
        let mut facts = self.facts_where(whole, [path])?;
        facts.retain(|f| f.line <= line && line <= f.line + f.quote.trim_end().matches('\n').count());
        Ok(facts)
    }

    /// The current facts of one document, by its hash.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn facts_of(&self, source: &str) -> Result<Vec<FactRow>, CasebookError> {
        self.facts_where("WHERE shelf.reading IS NOT NULL AND source.hash = ?1 ORDER BY fact.n", [source])
    }

    /// The facts of one reading, in order.
    pub(crate) fn facts_of_reading(&self, reading: i64) -> Result<Vec<FactRow>, CasebookError> {
        self.facts_where("WHERE reading.id = ?1 ORDER BY fact.n", [reading])
    }

    fn facts_where(&self, filter: &str, with: impl rusqlite::Params) -> Result<Vec<FactRow>, CasebookError> {
        let sql = format!(
            "SELECT {COLUMNS} FROM {READING} JOIN fact ON fact.reading = reading.id
             LEFT JOIN shelf ON shelf.reading = reading.id {filter}"
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let facts = all.query_map(with, fact)?.collect::<Result<_, _>>();
        Ok(facts?)
    }

    /// The number of the newest entry of the log: while it stays, every answer stays.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn newest(&self) -> Result<i64, CasebookError> {
        let newest: Option<i64> =
            self.db.prepare_cached("SELECT max(seq) FROM log")?.query_row([], |row| row.get(0))?;
        Ok(newest.unwrap_or(0))
    }
}
