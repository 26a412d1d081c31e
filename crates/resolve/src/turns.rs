//! The turns of a transcript: "THE COURT: How do you plead?", "Ann Roe: I was there.", "Q. Were you there?" and "A. Yes.".
//!
//! A label is no verb, so no rule of English sees who speaks; and in a turn "he" is never the one whose turn it is. Lines
//! with labels are a transcript where two labels come at least twice, or where an "A" answers a "Q", and where what stands
//! behind them are sentences; a form's fields ("CASE NO:", "DATE:") come once, a list of titles has no full stops.

use factum_types::{EntityKind, Name, PartyId, Span};

use crate::people::People;
use crate::scene::Scene;

/// What one person says in a transcript before another does.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    /// The label, without its colon.
    pub(crate) label: Span,
    /// The words said.
    pub(crate) words: Span,
    /// Whom the label names, where it is one.
    pub(crate) speaker: Option<PartyId>,
}

/// Labels are no longer than this, in bytes.
const LABEL: usize = 48;

/// All turns of a document, in text order; none where it is no transcript. Without people the labels name nobody.
pub(crate) fn turns(scene: &Scene<'_>, people: Option<&People<'_, '_>>) -> Vec<Turn> {
    let mut found: Vec<Turn> = Vec::new();
    let mut hearing = Hearing::default();
    for block in &scene.document.blocks {
        let mut open = false;
        for line in lines(scene, block.span) {
            let text = scene.words_of(line);
            match label(text).or_else(|| name(scene, people, text)) {
                // "BY MS. ROE:" says who examines
                Some(end) if text.get(end + 1..).is_some_and(|t| t.trim().is_empty()) => {
                    hearing.examiner = text.get(..end).and_then(|l| named(people, l)).or(hearing.examiner);
                    open = false;
                }
                Some(end) => {
                    let words = Span::new(line.start as usize + end + 1, line.end as usize);
                    let label = Span::new(line.start as usize, line.start as usize + end);
                    let speaker = match scene.words_of(label) {
                        "Q" => hearing.examiner,
                        "A" => hearing.witness,
                        name => named(people, name),
                    };
                    found.push(Turn { label, words: words.trimmed(&scene.document.text), speaker });
                    open = true;
                }
                None => match found.last_mut().filter(|_| open) {
                    Some(turn) => turn.words = turn.words.cover(line),
                    None => hearing.witness = sworn(people, text).or(hearing.witness),
                },
            }
        }
    }
    found.retain(|t| !t.words.is_empty());
    if is_transcript(scene, &found) { found } else { Vec::new() }
}

/// Who asks and who answers where the labels say no more than "Q" and "A".
#[derive(Default)]
struct Hearing {
    examiner: Option<PartyId>,
    witness: Option<PartyId>,
}

fn lines(scene: &Scene<'_>, block: Span) -> Vec<Span> {
    let mut at = block.start as usize;
    let mut found = Vec::new();
    for line in scene.words_of(block).split('\n') {
        let span = Span::new(at, at + line.len()).trimmed(&scene.document.text);
        if !span.is_empty() {
            found.push(span);
        }
        at += line.len() + 1;
    }
    found
}

/// Where a line's label ends: a name or an office in capitals before a colon, or the letter of a question or an answer
/// before a colon or a full stop.
fn label(line: &str) -> Option<usize> {
    let letter = line.starts_with(['Q', 'A']) && line.get(1..2).is_some_and(|c| matches!(c, ":" | "."));
    if letter && line.get(2..).is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return Some(1);
    }
    let end = line.find(':').filter(|end| *end <= LABEL)?;
    let words = line.get(..end)?;
    let fits = |c: char| c.is_uppercase() || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’' | '-');
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    (letters > 1 && words.chars().all(fits) && words.split_whitespace().count() <= 6).then_some(end)
}

/// Where a name that the text knows as one, set as names are, ends before a colon: "Ann Roe: I was there."
fn name(scene: &Scene<'_>, people: Option<&People<'_, '_>>, line: &str) -> Option<usize> {
    let end = line.find(": ").filter(|end| *end <= LABEL)?;
    let words: Vec<&str> = line.get(..end)?.split(' ').collect();
    let set = words.iter().all(|w| {
        w.starts_with(char::is_uppercase) && w.chars().all(|c| c.is_alphabetic() || "-'’.".contains(c))
    });
    let last = words.last().filter(|_| set && words.len() <= 4)?;
    let bears = |n: &Name| {
        n.kind == EntityKind::Person && n.tokens.end.checked_sub(1).is_some_and(|i| scene.word(i) == *last)
    };
    let known = people.is_some_and(|p| p.all.iter().any(|k| k.is_person() && k.name.ends_with(*last)));
    (known || scene.analysis.names.iter().any(bears)).then_some(end)
}

/// The last word of a label, by which "MARCUS DELL" and "DELL" are one.
fn key<'t>(scene: &Scene<'t>, turn: &Turn) -> &'t str {
    scene.words_of(turn.label).split_whitespace().next_back().unwrap_or("")
}

fn is_transcript(scene: &Scene<'_>, turns: &[Turn]) -> bool {
    let keys: Vec<&str> = turns.iter().map(|t| key(scene, t)).collect();
    let mut often: Vec<&str> =
        keys.iter().copied().filter(|k| keys.iter().filter(|other| *other == k).count() > 1).collect();
    often.sort_unstable();
    often.dedup();
    let ends = |t: &&Turn| scene.words_of(t.words).ends_with(['.', '?', '!', '…', '"', '”', '—', '-', ')']);
    let sentences = turns.iter().filter(ends).count() * 4 >= turns.len() * 3;
    sentences && (often.len() > 1 || keys.windows(2).any(|pair| pair == ["Q", "A"]))
}

/// The one person whom a label names, by all its words but titles and offices before a comma.
pub(crate) fn named(people: Option<&People<'_, '_>>, label: &str) -> Option<PartyId> {
    let people = people?;
    let name = label.rsplit(',').next().unwrap_or(label);
    let name = name.trim().trim_start_matches("BY ");
    let words: Vec<&str> = name.split_whitespace().filter(|w| !w.ends_with('.')).collect();
    let bears = |party: PartyId| {
        people.all.get(party).is_some_and(|known| {
            let own: Vec<&str> = known.name.split_whitespace().collect();
            let last = own.last().zip(words.last()).is_some_and(|(a, b)| same(a, b));
            known.is_person()
                && !known.unnamed
                && last
                && words.iter().all(|w| own.iter().any(|o| same(o, w)))
        })
    };
    let mut fitting = (0..people.all.len()).filter(|p| bears(*p));
    let first = fitting.next().filter(|_| !words.is_empty())?;
    fitting.next().is_none().then_some(first)
}

fn same(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

/// "LEO ROE, called as a witness, having been duly sworn": the one person whom the line names.
fn sworn(people: Option<&People<'_, '_>>, line: &str) -> Option<PartyId> {
    let people = people?;
    let lower = line.to_lowercase();
    if !["duly sworn", "first sworn", "as a witness"].iter().any(|w| lower.contains(w)) {
        return None;
    }
    let mut fitting = (0..people.all.len()).filter(|p| {
        people.all.get(*p).is_some_and(|k| {
            k.is_person() && !k.unnamed && k.name.contains(' ') && lower.contains(&k.name.to_lowercase())
        })
    });
    let first = fitting.next()?;
    fitting.next().is_none().then_some(first)
}
