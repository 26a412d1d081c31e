//! `factum why FILE --fact c1`: the words, the sentence, its parse, the rule and the inferences behind a fact.

use std::io::{self, Write};

use anyhow::{Result, bail};
use factum::types::{Document, Span};
use factum::wire::ids::{self, Part};
use factum::words::fold;
use factum::{Because, Engine, Told, because, headline};

/// Prints the evidence of the part of the record that has this id, or of all parts.
pub(super) fn print(engine: &Engine, document: Document, id: &str) -> Result<bool> {
    let told = engine.session().told(document);
    let parts: Vec<Part> = match id {
        "all" => ids::all(&told.record).collect(),
        _ => ids::part(&told.record, id).into_iter().collect(),
    };
    if parts.is_empty() {
        let known: Vec<String> = ids::all(&told.record).map(|p| ids::id(&told.record, p)).collect();
        match known.is_empty() {
            true => bail!("the record of this document holds no facts"),
            false => bail!("the record of this document holds no {id}; it holds {}", known.join(", ")),
        }
    }
    let mut out = io::stdout().lock();
    for part in parts {
        writeln!(out, "{}", headline(&told.record, part))?;
        for piece in because(&told, part) {
            one(&mut out, engine, &told, &piece)?;
        }
    }
    Ok(false)
}

fn one(out: &mut impl Write, engine: &Engine, told: &Told, piece: &Because) -> Result<()> {
    let text = &told.document.text;
    writeln!(out, "\n  {}", piece.shows)?;
    let (start, end) = (scalars(text, piece.evidence.span.start), scalars(text, piece.evidence.span.end));
    writeln!(
        out,
        "    words     \u{201c}{}\u{201d} (characters {start} to {end})",
        words(text, piece.evidence.span)
    )?;
    let rule = &piece.evidence.rule;
    match engine.rules().rule(rule) {
        Some(found) => {
            writeln!(out, "    rule      {rule} ({})", super::place(engine, rule))?;
            writeln!(out, "              {}", found.why)?;
        }
        None => writeln!(out, "    rule      {rule}")?,
    }
    for (role, span) in &piece.captured {
        writeln!(out, "    captured  {role}: {}", words(text, *span))?;
    }
    for time in piece.times.iter().filter(|_| !piece.captured.is_empty()) {
        let said = words(text, time.said);
        let read = time.edtf.as_deref().unwrap_or("no day on the calendar");
        let how =
            if time.how.is_empty() { String::new() } else { format!(", by {}", time.how.join(" and ")) };
        writeln!(out, "    time      \u{201c}{said}\u{201d} is {read} ({}){how}", time.rule)?;
    }
    for inferred in &piece.inferred {
        writeln!(out, "    inferred  {inferred}")?;
    }
    if let Some(sentence) = piece.sentence {
        writeln!(out, "    sentence  {}", words(text, sentence))?;
        if !piece.captured.is_empty() {
            for line in parse(told, sentence).lines() {
                writeln!(out, "      {line}")?;
            }
        }
    }
    Ok(())
}

/// The words of a span on one line.
fn words(text: &str, span: Span) -> String {
    fold(span.of(text))
}

/// The parse of a sentence: each word with its tag and what it is to which other word.
fn parse(told: &Told, sentence: Span) -> String {
    let tokens = &told.analysis.tokens;
    let word = |at: usize| tokens.get(at).map_or("", |t| t.span.of(&told.document.text));
    let mut lines = String::new();
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| sentence.contains(t.span)) {
        let head = token.head as usize;
        let link =
            if head == at { token.dep.to_string() } else { format!("{} of {}", token.dep, word(head)) };
        lines.push_str(&format!("{:<20} {:<5} {link}\n", word(at), token.tag.to_string()));
    }
    lines
}

fn scalars(text: &str, at: u32) -> usize {
    text.char_indices().take_while(|(i, _)| *i < at as usize).count()
}
