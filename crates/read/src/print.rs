//! A document as `factum read` prints it.

use std::fmt::Write;

use factum_types::{Document, Span};

/// How many characters of a block are printed.
const SHOWN: usize = 72;

/// A document in a plain form for people and snapshots: what is known of it, then one line a block with
/// its span in bytes, its kind and its first words.
///
/// Control characters and characters that do not show are printed as `\u{..}`, so the output is safe in
/// a terminal.
pub fn print(document: &Document) -> String {
    let mut out = String::new();
    let mut line = |label: &str, value: &str| {
        let _ = writeln!(out, "{label:<10} {}", escape(value));
    };
    line("path", &document.path);
    line("id", &document.id);
    if let Some(title) = &document.title {
        line("title", title);
    }
    if let Some(publisher) = &document.publisher {
        line("publisher", publisher);
    }
    if let Some(published) = &document.published {
        line("published", &format!("{} ({})", published.date, published.origin.as_str()));
    }
    if let Some(updated) = &document.updated {
        line("updated", &updated.to_string());
    }
    if let Some(byline) = &document.byline {
        line("byline", byline);
    }
    line("bytes", &document.text.len().to_string());
    for note in &document.notes {
        line("note", note);
    }
    for block in &document.blocks {
        let _ = writeln!(
            out,
            "{:>6}..{:<6} {:<9} {}",
            block.span.start,
            block.span.end,
            block.kind.as_str(),
            first_words(&document.text, block.span)
        );
    }
    out
}

fn first_words(text: &str, span: Span) -> String {
    let words = escape(&span.of(text).split_whitespace().collect::<Vec<_>>().join(" "));
    match words.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or(&words)),
        None => words,
    }
}

fn escape(text: &str) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
                | '\u{feff}' | '\u{e0000}'..='\u{e007f}')
    };
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_a_terminal_would_obey_is_escaped() {
        assert_eq!(super::escape("a\u{1b}[2J\u{202e}é"), "a\\u{1b}[2J\\u{202e}é");
    }
}
