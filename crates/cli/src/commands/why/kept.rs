//! What shows a fact of the casebook: its words, its source, its rules, and what became of the charge since.

use std::io::{self, Write};
use std::path::Path;

use anyhow::{Result, bail};
use factum::casebook::{Casebook, FactRow, Scope};
use factum::extract::Rules;
use factum::record::{Ask, Outcome};
use factum::words::fold;

use crate::arguments::Why;

/// The facts of the casebook that were asked for; `None` where a sentence or a file was given.
pub(super) fn facts(arguments: &Why) -> Result<Option<Vec<FactRow>>> {
    let text = arguments.text.as_str();
    let is_name = |digits: &str| digits.len() == 12 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if text.strip_prefix('f').is_some_and(is_name) {
        let facts = Casebook::open(&arguments.book.path)?.fact(text)?;
        if facts.is_empty() {
            bail!("{} has no fact {text}", arguments.book.path.display());
        }
        return Ok(Some(facts));
    }
    let place = text.rsplit_once(':').and_then(|(path, line)| Some((path, line.parse::<usize>().ok()?)));
    let Some((path, line)) = place.filter(|_| !text.contains(' ') && !Path::new(text).is_file()) else {
        return Ok(None);
    };
    let facts = Casebook::open(&arguments.book.path)?.facts_at(path, line)?;
    if facts.is_empty() {
        bail!("no fact of {} has words at {text}", arguments.book.path.display());
    }
    Ok(Some(facts))
}

/// Each fact with its words, its source, the rules that read it, and what became of the charge since.
pub(super) fn tell(facts: &[FactRow], arguments: &Why) -> Result<bool> {
    let rules = Rules::load(factum::rule_files());
    let mut out = io::stdout().lock();
    for fact in facts {
        let parts = [fact.who.as_deref(), fact.what.as_deref(), fact.status.as_deref()];
        let parts: Vec<&str> = parts.into_iter().flatten().filter(|p| !p.is_empty()).collect();
        writeln!(out, "{} {}: {}", fact.name, fact.kind, parts.join(", "))?;
        writeln!(out, "    \u{201c}{}\u{201d}", fold(&fact.quote))?;
        let published = fact.published.as_deref().unwrap_or("on a day that it does not give");
        let publisher = fact.publisher.as_deref().map(|p| format!(" by {p}")).unwrap_or_default();
        writeln!(out, "    {}:{}, published{publisher} {published}", fact.address, fact.line)?;
        writeln!(out, "    source {}, version {}, added {}", fact.source, fact.version, fact.added)?;
        writeln!(out, "    read by {}; log entry {}", fact.engine, fact.seq)?;
        if fact.superseded {
            writeln!(out, "    a later version or reading of the document has taken its place")?;
        }
        for rule in fact.rules() {
            let known = rules.as_ref().ok().and_then(|rules| rules.rule(&rule));
            let why =
                known.map_or_else(String::new, |r| format!(": {} (rules/{}:{})", r.why, r.file, r.line));
            writeln!(out, "    rule {rule}{why}")?;
        }
        if fact.kind == "step" || fact.kind == "charge" {
            for outcome in outcomes(fact, arguments)? {
                writeln!(out, "    now: {outcome}")?;
            }
        }
    }
    Ok(false)
}

/// How the charges of a fact's person stand by all documents.
fn outcomes(fact: &FactRow, arguments: &Why) -> Result<Vec<Outcome>> {
    let Some(who) = &fact.who else { return Ok(Vec::new()) };
    let scope = Scope { person: Some(who.clone()), ..Scope::default() };
    let view = Casebook::open(&arguments.book.path)?.case(&scope)?.view(Ask::default());
    let is_it =
        |p: &factum::record::Person| p.members.iter().any(|m| m.source.id == fact.source && m.name == *who);
    let mut found = view.people.iter().position(is_it).map(|at| view.outcomes(at)).unwrap_or_default();
    if found.iter().any(|o| o.offence == fact.what) {
        found.retain(|o| o.offence == fact.what);
    }
    Ok(found)
}
