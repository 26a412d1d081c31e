//! Quotations, with the words of their sentence that the speaker says without marks.

use factum_types::{BlockKind, Dep, Pos, Span, TokenRange};

use super::around;
use super::clausal::clause;
use super::nominal::object;
use crate::attributions::Cue;
use crate::attributions::cues::first_helper;
use crate::clauses::{extent, within};
use crate::quotes::starts_as_sentence;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// "Marsh writes: // The town forgot her. It will again.": the paragraph without marks that a colon leads to.
pub(super) fn led_to(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Span> {
    let sentence = scene.sentence(cue.token);
    let last = sentence.clone().rev().find(|i| scene.token(*i).pos != Pos::SPACE)?;
    let block = scene.block_index(last);
    let then = (last + 1..scene.len()).find(|i| scene.token(*i).pos != Pos::SPACE)?;
    let ends = scene.word(last) == ":" && scene.block_index(then) == block + 1;
    let main = crate::quotes::is_main(scene, cue.token, sentence.start..last);
    let next = scene.document.blocks.get(block as usize + 1)?;
    let bare = next.kind == BlockKind::Paragraph
        && !scene.findings.quotations.iter().any(|q| q.span.start == scene.token(then).span.start);
    // "Voters: They want a say.": a list
    let label = (then..scene.len().min(then + 5)).any(|i| scene.word(i) == ":");
    (cue.takes("quote") && ends && main && bare && !label).then(|| next.span.trimmed(&scene.document.text))
}

/// The quotations, the first with the words of its clause that stand outside the marks: "said the door “was open”".
pub(super) fn with_quotations(scene: &Scene<'_>, cue: &Cue<'_>, quoted: &[Span]) -> Vec<Span> {
    let mut content = quoted.to_vec();
    let own = clause(scene, cue, &[Dep::Ccomp]).or_else(|| object(scene, cue));
    let ends = |at: u32, mark: &[char]| {
        scene.document.text.get(..at as usize).is_some_and(|text| text.trim_end().ends_with(mark))
    };
    // "He spoke in a spot on TV: “…,” the sheriff says": what leads up to the marks is the writer's
    let leads = |words: &Span| quoted.iter().any(|q| words.end <= q.start && ends(q.start, &[':']));
    for words in own.map_or_else(|| around(scene, cue), |c| c.content).into_iter().filter(|w| !leads(w)) {
        // Words of the clause that stand outside the marks belong to what is said, unless the clause is the
        // quotation's own, which the marks measure better than the parse.
        let Some(quote) = content.iter_mut().find(|q| q.overlaps(words)) else {
            // "said the door was open. The key was “in place”": the marks are not of this clause.
            let first = content.first().copied().unwrap_or_default();
            if let Some(rest) = behind_parenthesis(scene, cue, words, first) {
                content.insert(0, words);
                content.get_mut(1).into_iter().for_each(|quote| *quote = rest.cover(*quote));
            } else if quoted.first().is_some_and(|first| words.end <= first.start) {
                content.retain(|q| !quoted.contains(q) || starts_as_sentence(scene, *q));
                content.insert(0, words);
            }
            continue;
        };
        let told_apart = scene
            .document
            .text
            .get(words.start as usize..quote.start.max(words.start) as usize)
            .is_some_and(|lead| lead.trim_end().ends_with([',', ':']));
        if !starts_as_sentence(scene, *quote) || (words.start < quote.start && !told_apart) {
            *quote = words.cover(*quote);
        }
    }
    for quote in &mut content {
        *quote = with_words_around(scene, cue, *quote);
    }
    content.sort_by_key(|s| s.start);
    let mut joined: Vec<Span> = Vec::new();
    for span in content {
        match joined.last_mut().filter(|last| span.start <= last.end) {
            Some(last) => *last = last.cover(span),
            None => joined.push(span),
        }
    }
    joined
}

/// "“She was flown out. She is well,” according to police. “It is unknown how she fell.”": the quotations whole, and what of
/// the clause around stands outside of them.
pub(super) fn with_clause(clause: Vec<Span>, quotes: &[Span]) -> Vec<Span> {
    let mut content = clause;
    for quote in quotes {
        let held = content.iter().position(|c| c.overlaps(*quote));
        match held.and_then(|at| content.get_mut(at)) {
            Some(part) => *part = part.cover(*quote),
            None => content.push(*quote),
        }
    }
    content.sort_by_key(|c| c.start);
    content.dedup_by(|next, last| {
        let joined = next.overlaps(*last);
        if joined {
            *last = last.cover(*next);
        }
        joined
    });
    content
}

/// "The trade, Quill said, is “doing well”": the words between a verb within a clause and the marks that open there.
fn behind_parenthesis(scene: &Scene<'_>, cue: &Cue<'_>, words: Span, quote: Span) -> Option<Span> {
    let verb = scene.token(cue.token).span;
    let open = scene.tokens_in(quote).start;
    let parts = words.end <= verb.start && verb.end <= quote.start && !starts_as_sentence(scene, quote);
    if !parts || !scene.sentence(cue.token).contains(&open) {
        return None;
    }
    let speaker = speaker_head(scene, cue.token).map_or(0, |who| extent(scene, who).end);
    let rest = within(scene, speaker.max(cue.token + 1).min(open)..open);
    Some(if rest.is_empty() { quote } else { rest })
}

/// A quotation with the words of its sentence that the speaker says without marks: "The gate “was open and the lamp was
/// lit” on the day, Quill said.", "said “I was there” on behalf of the council".
fn with_words_around(scene: &Scene<'_>, cue: &Cue<'_>, quote: Span) -> Span {
    let tokens = scene.tokens_in(quote);
    let sentence = scene.sentence(cue.token);
    if tokens.is_empty() || !sentence.contains(&(tokens.end - 1)) {
        return quote;
    }
    if tokens.start > cue.token {
        // a preposition right behind the closing mark that hangs on the words within
        let behind = tokens.end;
        let hangs = behind < sentence.end
            && scene.token(behind).dep == Dep::Prep
            && scene.head(behind).is_some_and(|h| tokens.contains(&h));
        return if hangs { quote.cover(within(scene, extent(scene, behind))) } else { quote };
    }
    let own = first_helper(scene, cue.token);
    let speaker = speaker_head(scene, cue.token).map_or(own, |who| extent(scene, who).start);
    let end = if speaker >= tokens.end { speaker.min(own) } else { own };
    let worded = |range: TokenRange| {
        range.clone().any(|i| !matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE))
            && range.into_iter().all(|i| scene.quotation_at(scene.token(i).span).is_none())
    };
    let mut whole = quote;
    let ended = scene.words_of(quote).trim_end_matches(['”', '"', '\'', '’']).ends_with([',', '?', '!']);
    if !ended && tokens.end < end && worded(tokens.end..end) && scene.lower(end - 1) == "," {
        whole = whole.cover(within(scene, tokens.end..end));
    }
    if !starts_as_sentence(scene, quote) && worded(sentence.start..tokens.start) {
        let lead = within(scene, sentence.start..tokens.start);
        whole = if lead.is_empty() { whole } else { lead.cover(whole) };
    }
    whole
}
