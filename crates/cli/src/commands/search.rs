//! `factum search`: words in the sources, each passage with the outcome of the charges that it speaks of.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::casebook::{Casebook, Search as Query};
use factum::wire;

use crate::arguments::Search;
use crate::{show, terminal};

/// Prints the passages found.
pub(crate) fn run(arguments: &Search) -> Result<bool> {
    let casebook = Casebook::open(&arguments.book.path)?;
    // a shell takes the quotation marks away: an argument of several words is a phrase
    let word = |w: &String| {
        if w.contains(char::is_whitespace) && !w.contains('"') { format!("\"{w}\"") } else { w.clone() }
    };
    let query = Query {
        words: arguments.words.iter().map(word).collect::<Vec<_>>().join(" "),
        person: arguments.person.clone(),
        offence: arguments.offence.clone(),
        status: arguments.status.map(|s| s.to_string()),
        publisher: arguments.publisher.clone(),
        from: arguments.from.map(|p| p.first()),
        to: arguments.to.map(|p| p.last()),
        limit: arguments.limit,
    };
    let hits = casebook.search(&query)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &wire::hits(&hits))?;
        out.write_all(b"\n")?;
    } else {
        show::hits(&hits, &mut out, terminal::style())?;
    }
    out.flush()?;
    Ok(false)
}
