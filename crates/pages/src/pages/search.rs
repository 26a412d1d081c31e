//! Search: passages as one types, each with the outcome of the charges that it speaks of.

use askama::Template;
use factum::casebook::{CasebookError, Hit, Search as Query};
use factum::types::Span;
use factum::wire;
use factum::words::fold;
use serde_json::Value;

use super::{Made, Page, Question};
use crate::frame::Frame;
use crate::problem::Problem;
use crate::words::{Latest, digits, publication, short};

/// How many passages are shown at most.
const SHOWN: usize = 50;

#[derive(Template)]
#[template(path = "search.html")]
struct Search {
    f: Frame,
    q: String,
    shown: Vec<Passage>,
    more: bool,
    hits: Vec<Hit>,
}

/// A passage.
struct Passage {
    title: String,
    href: String,
    source: String,
    /// Its text in pieces; those that were looked for are marked.
    pieces: Vec<(String, bool)>,
    latest: Vec<Latest>,
}

pub(super) fn page(q: &Question<'_>) -> Made {
    let words = q.asked.field("q").to_owned();
    let f = q.frame("Search");
    if words.is_empty() {
        return Ok(Box::new(Search { f, q: words, shown: Vec::new(), more: false, hits: Vec::new() }));
    }
    let own = |name: &str| q.asked.text(name).map(str::to_owned);
    let query = Query {
        words: words.clone(),
        person: q.asked.person().map(str::to_owned),
        offence: own("offence"),
        status: own("status"),
        publisher: own("publisher"),
        from: q.asked.day("from")?,
        to: q.asked.day("to")?.or(q.asked.known_by),
        limit: SHOWN + 1,
    };
    let mut hits = q.desk.ask(|casebook| match casebook.search_beside(&query, &q.desk.outcomes) {
        // marks without letters are nothing to look for, and no mistake while somebody types
        Err(CasebookError::Refused(_)) => Ok(Vec::new()),
        found => found.map_err(Problem::from),
    })?;
    let more = hits.len() > SHOWN;
    hits.truncate(SHOWN);
    let shown = if q.is_json { Vec::new() } else { hits.iter().map(|hit| passage(q, hit)).collect() };
    Ok(Box::new(Search { f, q: words, shown, more, hits }))
}

fn passage(q: &Question<'_>, hit: &Hit) -> Passage {
    let start = u32::try_from(hit.text.len()).unwrap_or(u32::MAX);
    let mut pieces = Vec::new();
    let mut at = 0;
    let mut put = |from: u32, to: u32, found: bool| {
        let text = Span { start: from, end: to }.of(&hit.text);
        if !text.is_empty() {
            pieces.push((text.to_owned(), found));
        }
    };
    for span in &hit.found {
        if span.start >= at {
            put(at, span.start, false);
            put(span.start, span.end, true);
            at = span.end;
        }
    }
    put(at, start, false);
    Passage {
        title: hit.source.title.as_deref().map_or_else(|| short(&hit.source.path).to_owned(), fold),
        href: q.asked.to(&format!("/sources/{}", digits(&hit.source.id))),
        source: format!("{}, line {}", publication(&hit.source), hit.line),
        pieces,
        latest: hit.outcomes.iter().map(|o| Latest::of(o)).collect(),
    }
}

impl Page for Search {
    fn html(&self) -> Result<String, askama::Error> {
        self.render()
    }

    fn json(&self) -> Value {
        wire::hits(&self.hits)
    }

    fn json_text(&self) -> String {
        // many passages make a long answer, which need not be built twice
        wire::hits_text(&self.hits)
    }
}
