//! The documents of a case, and what in them gave no fact.

use std::io;

use factum::record::{Source, View};

use super::paper::{Ink, Paper, count};

/// What was asked of how many documents.
pub(super) fn head(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    let dates: Vec<String> = view.sources.iter().filter_map(|s| Some(s.published?.to_string())).collect();
    let range = match (dates.first(), dates.last()) {
        (Some(first), Some(last)) if first != last => format!(", published {first} to {last}"),
        (Some(first), _) => format!(", published {first}"),
        _ => String::new(),
    };
    let own = view.originals.iter().enumerate().filter(|(at, of)| at == *of).count();
    let reprints = match view.sources.len().saturating_sub(own) {
        0 => String::new(),
        n => format!(", {} of another", count(n, "reprint", "reprints")),
    };
    let documents = count(view.sources.len(), "document", "documents");
    paper.section("Case", &format!("{documents}{reprints}{range}"))?;
    let folder = shared_folder(view);
    if !folder.is_empty() {
        paper.text(2, None, &format!("Sources are in {folder}"))?;
    }
    paper.within(folder);
    if let Some(day) = view.ask.as_of {
        paper.text(2, None, &format!("As of {day}: what had happened by the end of that day."))?;
    }
    if let Some(day) = view.ask.known_by {
        paper.text(2, None, &format!("Known by {day}: only documents published by then."))?;
    }
    for number in &view.case_numbers {
        let at = number.cites.iter().map(|cite| paper.path(&cite.place())).collect::<Vec<_>>().join(", ");
        paper.text(2, None, &format!("Case number {} ({at})", number.number))?;
    }
    for left_out in &view.left_out {
        paper.text(2, Some(Ink::Note), &format!("Not in it: {left_out}"))?;
    }
    Ok(())
}

/// The longest folder that holds every source; empty where they share none.
fn shared_folder(view: &View) -> String {
    let mut paths = view.sources.iter().map(|s| s.path.as_str());
    let Some(first) = paths.next() else { return String::new() };
    let mut shared = first.rfind('/').and_then(|end| first.get(..=end)).unwrap_or("");
    for path in paths {
        while !path.starts_with(shared) {
            let above = shared.trim_end_matches('/');
            shared = above.rfind('/').and_then(|end| above.get(..=end)).unwrap_or("");
        }
    }
    shared.to_owned()
}

/// For each document the sentences that gave no fact.
pub(super) fn coverage(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    let all: usize = view.coverage.iter().map(|c| c.n_sentences).sum();
    let silent: usize = view.coverage.iter().map(|c| c.silent.len()).sum();
    let sentences = count(all, "sentence", "sentences");
    paper.section("Coverage", &format!("{silent} of {sentences} gave no fact"))?;
    for coverage in &view.coverage {
        let n = coverage.silent.len();
        let source = label(paper, &coverage.source);
        let line = format!("{source}: {n} of {} gave no fact", coverage.n_sentences);
        paper.text(2, None, &line)?;
        for cite in &coverage.silent {
            paper.quote(6, cite)?;
        }
    }
    if view.coverage.is_empty() {
        paper.text(2, None, "No document was read.")?;
    }
    Ok(())
}

/// A document's path with its publisher and date.
fn label(paper: &Paper<'_>, source: &Source) -> String {
    let mut parts = vec![paper.path(&source.path)];
    parts.extend(source.publisher.clone());
    parts.push(source.published.map_or_else(|| "no publication date".to_owned(), |p| p.to_string()));
    parts.join(", ")
}

/// When a source was published, in words.
pub(super) fn published(source: &Source) -> String {
    source.published.map_or_else(|| "no publication date".to_owned(), |p| p.to_string())
}

/// Small print.
pub(super) fn small(paper: &mut Paper<'_>, indent: usize, text: &str) -> io::Result<()> {
    paper.text(indent, Some(Ink::Faint), text)
}
