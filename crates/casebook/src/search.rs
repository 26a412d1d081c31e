//! Words and phrases in the sources; beside each hit the charges that it speaks of, with their outcome.

use std::collections::BTreeMap;
use std::sync::Arc;

use factum_record::{Outcome, Source};
use factum_types::{Period, Span};
use jiff::civil::Date;
use rusqlite::params_from_iter;
use rusqlite::types::Value;

use crate::load::{READING, query};
use crate::{Casebook, CasebookError, Outcomes};

/// What is looked for; every filter narrows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Search {
    /// Words that must all stand in a passage; those in double quotes as a phrase.
    pub words: String,
    /// Only documents that name somebody with these words in the name.
    pub person: Option<String>,
    /// Only passages in which a step of a charge for such an offence is read.
    pub offence: Option<String>,
    /// Only passages in which a step with this status is read.
    pub status: Option<String>,
    /// Only documents of a publisher with these words in the name.
    pub publisher: Option<String>,
    /// Only documents published on or after this day.
    pub from: Option<Date>,
    /// Only documents published on or before this day.
    pub to: Option<Date>,
    /// How many hits at most.
    pub limit: usize,
}

impl Default for Search {
    fn default() -> Search {
        Search {
            words: String::new(),
            person: None,
            offence: None,
            status: None,
            publisher: None,
            from: None,
            to: None,
            limit: 20,
        }
    }
}

/// A passage of a source.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document.
    pub source: Arc<Source>,
    /// Where the passage stands, in bytes of the document's text.
    pub span: Span,
    /// Its first line, from 1.
    pub line: usize,
    /// The passage.
    pub text: String,
    /// The words that were looked for, in bytes of `text`.
    pub found: Vec<Span>,
    /// The charges that the passage speaks of, as they stand by all documents.
    pub outcomes: Vec<Arc<Outcome>>,
}

/// How many matches are ranked; of more the newest documents come first, since ranking looks at every match.
const RANKED: usize = 100;

struct Found {
    reading: i64,
    span: Span,
}

/// What all passages of one reading need.
struct Read {
    source: Arc<Source>,
    body: String,
    /// Whose steps and charges are read in it, and where; whether it is a step.
    told: Vec<(String, bool, Span)>,
}

impl Read {
    /// Those whose steps are read in a passage; where there are none, everybody whom the document has charged, since the
    /// passage may speak of them by "he" or "the case".
    fn people(&self, span: Span) -> Vec<&str> {
        let is_here = |(_, is_step, at): &&(String, bool, Span)| *is_step && at.overlaps(span);
        let mut people: Vec<&str> = self.told.iter().filter(is_here).map(|(who, ..)| who.as_str()).collect();
        if people.is_empty() {
            people = self.told.iter().map(|(who, ..)| who.as_str()).collect();
        }
        people.sort_unstable();
        people.dedup();
        people
    }
}

impl Casebook {
    /// Looks for words. The best hits come first, or the newest where there are very many.
    ///
    /// # Errors
    /// Where nothing is asked for or the file cannot be read.
    pub fn search(&self, search: &Search) -> Result<Vec<Hit>, CasebookError> {
        self.search_beside(search, &Outcomes::default())
    }

    /// The same, with the outcomes that earlier questions had folded.
    ///
    /// # Errors
    /// As [`Casebook::search`].
    pub fn search_beside(&self, search: &Search, outcomes: &Outcomes) -> Result<Vec<Hit>, CasebookError> {
        let phrase = phrases(&search.words);
        if phrase.is_empty() {
            return Err(CasebookError::Refused(
                "nothing to search for; expected at least one word".to_owned(),
            ));
        }
        let _snapshot = self.snapshot()?;
        let (newest, found) = (self.newest()?, self.matches(&phrase, search)?);
        let mut read: BTreeMap<i64, Read> = BTreeMap::new();
        for f in &found {
            if let std::collections::btree_map::Entry::Vacant(free) = read.entry(f.reading) {
                free.insert(self.read_for_hits(f.reading)?);
            }
        }
        let hit = |f: &Found| Some(self.hit(f, read.get(&f.reading)?, &search.words, (newest, outcomes)));
        found.iter().filter_map(hit).collect()
    }

    fn matches(&self, phrase: &str, search: &Search) -> Result<Vec<Found>, CasebookError> {
        let mut filters: Vec<&str> = Vec::new();
        let mut with: Vec<Value> = vec![Value::from(phrase.to_owned())];
        let mut filter = |sql: &'static str, value: Option<String>, with: &mut Vec<Value>| {
            if let Some(value) = value {
                filters.push(sql);
                with.push(Value::from(value));
            }
        };
        let like = |words: &Option<String>| {
            words.as_ref().map(|w| format!("%{}%", w.replace(['%', '_', '\\'], " ").trim()))
        };
        let names = search.person.as_deref().map(query);
        filter(
            "reading.id IN (SELECT name.reading FROM name_words JOIN name ON name.id = name_words.rowid WHERE name_words MATCH ?)",
            names,
            &mut with,
        );
        filter("document.publisher LIKE ?", like(&search.publisher), &mut with);
        filter("document.published >= ?", search.from.map(|d| d.to_string()), &mut with);
        // a month is within a day's bound where its last day is; EDTF sorts so for all but open intervals
        filter("document.published <= ?", search.to.map(|d| d.to_string()), &mut with);
        const STEP: &str = "SELECT 1 FROM fact WHERE fact.reading = reading.id AND fact.kind = 'step'
             AND fact.start < passage.stop AND fact.stop > passage.start";
        let offence = format!("EXISTS ({STEP} AND fact.what LIKE ?)");
        let status = format!("EXISTS ({STEP} AND fact.status = ?)");
        let mut tests: Vec<String> = filters.into_iter().map(str::to_owned).collect();
        for (sql, value) in [(offence, like(&search.offence)), (status, search.status.clone())] {
            if let Some(value) = value {
                tests.push(sql);
                with.push(Value::from(value));
            }
        }
        let many = "SELECT count(*) FROM (SELECT 1 FROM words WHERE words MATCH ?1 LIMIT ?2)";
        let many: i64 = self.db.prepare_cached(many)?.query_row((phrase, RANKED as i64), |row| row.get(0))?;
        let order = if many < RANKED as i64 { "words.rank, words.rowid" } else { "words.rowid DESC" };
        // CROSS JOIN: from the matches to their documents, so that the order of the index is the order of the answer
        let tests: String = tests.iter().map(|t| format!(" AND {t}")).collect();
        let sql = format!(
            "SELECT reading.id, passage.start, passage.stop FROM words CROSS JOIN passage ON passage.id = words.rowid
             CROSS JOIN reading ON reading.id = passage.reading CROSS JOIN shelf ON shelf.reading = reading.id
             CROSS JOIN document ON document.id = reading.document
             WHERE words MATCH ?{tests} ORDER BY {order} LIMIT {}",
            search.limit
        );
        let mut all = self.db.prepare_cached(&sql)?;
        let one = |row: &rusqlite::Row<'_>| {
            let span = Span { start: row.get(1)?, end: row.get(2)? };
            Ok(Found { reading: row.get(0)?, span })
        };
        let found = all.query_map(params_from_iter(with), one)?.collect::<Result<_, _>>();
        Ok(found?)
    }

    /// What the passages of a reading need.
    fn read_for_hits(&self, reading: i64) -> Result<Read, CasebookError> {
        let sql = format!(
            "SELECT source.hash, document.address, document.about, document.publisher, document.published, text.body
             FROM {READING} WHERE reading.id = ?1"
        );
        let mut one = self.db.prepare_cached(&sql)?;
        let mut rows = one.query([reading])?;
        let row = rows.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?;
        let about: Option<String> = row.get(2)?;
        let about: serde_json::Value = serde_json::from_str(about.as_deref().unwrap_or("{}"))?;
        let published: Option<String> = row.get(4)?;
        let told = |key: &str| about.get(key).and_then(|t| t.as_str()).map(str::to_owned);
        let source = Source {
            id: row.get(0)?,
            path: row.get(1)?,
            title: told("title"),
            publisher: row.get(3)?,
            published: published.and_then(|p| p.parse::<Period>().ok()),
            author: told("byline"),
            updated: told("updated").and_then(|p| p.parse().ok()),
        };
        let body = row.get_ref(5)?.as_str().unwrap_or_default().to_owned();
        let sql = "SELECT who, kind = 'step', start, stop FROM fact
                   WHERE reading = ?1 AND kind IN ('step', 'charge') AND who IS NOT NULL";
        let mut all = self.db.prepare_cached(sql)?;
        let one = |row: &rusqlite::Row<'_>| {
            Ok((row.get(0)?, row.get(1)?, Span { start: row.get(2)?, end: row.get(3)? }))
        };
        let told = all.query_map([reading], one)?.collect::<Result<_, _>>()?;
        Ok(Read { source: Arc::new(source), body, told })
    }

    fn hit(
        &self,
        found: &Found,
        read: &Read,
        words: &str,
        (newest, outcomes): (i64, &Outcomes),
    ) -> Result<Hit, CasebookError> {
        let text = found.span.of(&read.body).to_owned();
        let before = read.body.get(..found.span.start as usize).unwrap_or_default();
        let mut beside = Vec::new();
        for who in read.people(found.span) {
            beside.extend(self.outcomes_at(newest, &read.source.id, who, outcomes)?.iter().cloned());
        }
        Ok(Hit {
            source: Arc::clone(&read.source),
            span: found.span,
            line: before.matches('\n').count() + 1,
            found: places(&text, words),
            text,
            outcomes: beside,
        })
    }
}

/// The parts of a query: words, and phrases in double quotes.
fn parts(words: &str) -> Vec<String> {
    let pieces = words.split('"').enumerate();
    let parts = pieces.flat_map(|(at, piece)| match at % 2 {
        1 => vec![piece.to_owned()],
        _ => piece.split_whitespace().map(str::to_owned).collect(),
    });
    parts.filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// The query for the full-text index: nothing that the user types is an operator.
fn phrases(words: &str) -> String {
    parts(words).iter().map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" ")
}

/// Where the words looked for stand in a passage, letter by letter, whatever their case.
fn places(text: &str, words: &str) -> Vec<Span> {
    let tokens = |text: &str| -> Vec<(usize, usize, String)> {
        let mut found: Vec<(usize, usize, String)> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            match found.last_mut() {
                Some((_, end, word)) if *end == at => {
                    *end = at + c.len_utf8();
                    word.extend(c.to_lowercase());
                }
                _ => found.push((at, at + c.len_utf8(), c.to_lowercase().collect())),
            }
        }
        found
    };
    let there = tokens(text);
    let mut found = Vec::new();
    for part in parts(words) {
        let wanted: Vec<String> = tokens(&part).into_iter().map(|t| t.2).collect();
        for window in there.windows(wanted.len().max(1)) {
            let same = window.iter().map(|t| &t.2).eq(wanted.iter());
            if let (true, Some(first), Some(last)) = (same, window.first(), window.last()) {
                found.push(Span::new(first.0, last.1));
            }
        }
    }
    found.sort();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{charged, dismissed};

    #[test]
    fn a_hit_shows_the_outcome_that_a_later_document_tells() {
        let mut casebook = Casebook::in_memory().unwrap();
        charged().add(&mut casebook, "2026-01-02");
        dismissed().add(&mut casebook, "2026-01-03");
        let search = |words: &str| Search { words: words.to_owned(), ..Search::default() };
        let hits = casebook.search(&search("\"old mill\"")).unwrap();
        let [hit] = hits.as_slice() else { panic!("{hits:?}") };
        assert_eq!((hit.source.path.as_str(), hit.line), ("echo/1.txt", 1));
        assert_eq!(hit.found.iter().map(|s| s.of(&hit.text)).collect::<Vec<_>>(), ["old mill"]);
        let outcomes: Vec<String> = hit.outcomes.iter().map(ToString::to_string).collect();
        assert_eq!(
            outcomes,
            ["Ada Quill, arson: dismissed, not later than 2021-06-20; as known on 2021-06-20"]
        );
        assert_eq!(casebook.search(&search("\"mill old\"")).unwrap(), []);
        assert_eq!(casebook.search(&search("quill AND")).unwrap(), [], "no operators");
        assert!(casebook.search(&search(" \" ")).is_err());
    }

    #[test]
    fn filters_narrow() {
        let mut casebook = Casebook::in_memory().unwrap();
        charged().add(&mut casebook, "2026-01-02");
        dismissed().add(&mut casebook, "2026-01-03");
        let n = |change: fn(&mut Search)| {
            let mut search = Search { words: "arson".to_owned(), ..Search::default() };
            change(&mut search);
            casebook.search(&search).unwrap().len()
        };
        assert_eq!(n(|_| ()), 2);
        assert_eq!(n(|s| s.status = Some("dismissed".to_owned())), 1);
        assert_eq!(n(|s| s.offence = Some("arson".to_owned())), 2);
        assert_eq!(n(|s| s.offence = Some("theft".to_owned())), 0);
        assert_eq!(n(|s| s.person = Some("quill".to_owned())), 2);
        assert_eq!(n(|s| s.person = Some("tolley".to_owned())), 0);
        assert_eq!(n(|s| s.publisher = Some("echo".to_owned())), 2);
        assert_eq!(n(|s| s.to = "2021-04-01".parse().ok()), 1);
        assert_eq!(n(|s| s.from = "2021-04-01".parse().ok()), 1);
        assert_eq!(n(|s| s.limit = 1), 1);
    }
}
