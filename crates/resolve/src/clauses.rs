//! The words of a clause or phrase: all that hangs below its head, without the marks and links at its ends.

use factum_types::{Dep, Pos, Span, TokenRange};

use crate::quotes::in_whole_quotation;
use crate::scene::Scene;
use crate::speakers::second_subject;

/// Whether a token is another or hangs below it.
pub(crate) fn below(scene: &Scene<'_>, token: usize, head: usize) -> bool {
    let mut at = token;
    for _ in 0..40 {
        if at == head {
            return true;
        }
        match scene.head(at) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// From the first token below a head to the last.
pub(crate) fn extent(scene: &Scene<'_>, head: usize) -> TokenRange {
    let sentence = scene.sentence(head);
    let is_below = |i: &usize| below(scene, *i, head);
    let from = (sentence.start..head).find(is_below).unwrap_or(head);
    let to = (head + 1..sentence.end).rev().find(is_below).unwrap_or(head);
    from..to + 1
}

/// "according to", also with a capital.
pub(crate) fn is_according(scene: &Scene<'_>, token: usize) -> bool {
    scene.lower(token) == "according" && token + 1 < scene.len() && scene.lower(token + 1) == "to"
}

/// Whether a token belongs to a time expression.
pub(crate) fn is_time(scene: &Scene<'_>, token: usize) -> bool {
    let span = scene.token(token).span;
    let at = scene.findings.whens.partition_point(|w| w.span.end <= span.start);
    scene.findings.whens.get(at).is_some_and(|w| w.span.contains(span))
}

/// The words of a range, without the marks and links at its ends; quotation marks that hold its words stay.
pub(crate) fn within(scene: &Scene<'_>, range: TokenRange) -> Span {
    let mut tokens = range;
    let links = |i: usize| matches!(scene.lower(i), "," | ";" | ":" | "-" | "–" | "—" | "--" | "." | ")");
    while tokens.start < tokens.end
        && (links(tokens.start)
            || matches!(scene.lower(tokens.start), "and" | "but" | "or")
            || scene.token(tokens.start).pos == Pos::SPACE)
    {
        tokens.start += 1;
    }
    while tokens.end > tokens.start
        && ((links(tokens.end - 1) && scene.lower(tokens.end - 1) != ")"
            || matches!(scene.lower(tokens.end - 1), "(" | "and" | "but" | "or"))
            || scene.token(tokens.end - 1).pos == Pos::SPACE)
        && !closes_with_stop(scene, tokens.end - 1)
    {
        tokens.end -= 1;
    }
    // "counter-terrorism": the parse cuts what a hyphen joins
    let joins = |i: usize| {
        scene.lower(i) == "-"
            && i > tokens.start
            && i + 1 < scene.len()
            && scene.token(i - 1).span.end == scene.token(i).span.start
            && scene.token(i).span.end == scene.token(i + 1).span.start
    };
    if tokens.end < scene.len() && tokens.start < tokens.end && joins(tokens.end) {
        tokens.end += 2;
    }
    to_the_marks(scene, scene.span(&tokens))
}

/// A full stop or comma right before a closing mark belongs to the quotation.
fn closes_with_stop(scene: &Scene<'_>, token: usize) -> bool {
    let end = scene.token(token).span.end;
    scene.findings.quotations.iter().any(|q| q.inside.end == end && q.closed)
}

/// Takes in the quotation marks that stand at the ends of a stretch and hold words of it, and leaves out those
/// that hold none.
fn to_the_marks(scene: &Scene<'_>, span: Span) -> Span {
    let mut span = span;
    for quotation in &scene.findings.quotations {
        if !quotation.inside.overlaps(span) {
            continue;
        }
        if quotation.span.start < span.start && quotation.inside.start >= span.start {
            span.start = quotation.span.start;
        }
        // The rest of what is quoted in the same breath: a stop or a mark, or all of one clause.
        let rest = Span { start: span.end.min(quotation.span.end), end: quotation.span.end };
        let one_clause = || {
            let inside = scene.words_of(quotation.inside);
            quotation.closed && !inside.contains(". ") && !inside.contains("? ") && !inside.contains("! ")
        };
        if quotation.span.start >= span.start
            && span.end < quotation.span.end
            && (rest.len() <= 4 || one_clause())
        {
            span.end = quotation.span.end;
        }
    }
    span
}

/// The stretches of a clause without the words below a cue that stands inside it and is not above it:
/// "The gun, he said, was loaded".
pub(crate) fn cut_out(scene: &Scene<'_>, range: TokenRange, cue: usize, clause: usize) -> Vec<Span> {
    if !range.contains(&cue) {
        return vec![within(scene, range)];
    }
    // Where the parse hangs the cue on the clause, all below the cue is the cue's.
    let hangs = below(scene, cue, clause);
    // "The boy, Roe said, was cold": the subject that the parse hangs on the cue is the clause's.
    let astray = second_subject(scene, cue).and_then(|_| scene.children_by(cue, Dep::Nsubj).next());
    let keeps = |i: usize| {
        !below(scene, i, cue)
            || !hangs && below(scene, i, clause)
            || astray.is_some_and(|s| below(scene, i, s))
    };
    stretches(scene, range, keeps)
}

/// The clause that a parenthetical cue ("…, he said, …", "according to police") stands in, without the cue's own.
pub(crate) fn clause_around(scene: &Scene<'_>, cue: usize) -> Vec<Span> {
    if let Some(sentence) = closed_by(scene, cue) {
        return stretches(scene, sentence, |i| !below(scene, i, cue));
    }
    let Some(mut above) = scene.head(cue) else { return Vec::new() };
    for _ in 0..8 {
        let clausal = scene.is_verb(above) && !matches!(scene.token(above).dep, Dep::Aux | Dep::Auxpass);
        match scene.head(above).filter(|_| !clausal) {
            Some(next) => above = next,
            None => break,
        }
    }
    // "Fenn said that, according to the report, the gun was loaded": the report says what Fenn says.
    let told = scene.children_by(above, Dep::Ccomp).find(|c| *c > cue);
    let reports = above < cue && scene.listed("reporting-verbs", &scene.lemma(above));
    if let Some(told) = told.filter(|_| reports) {
        above = told;
    } else if reports && (above + 1..cue).all(|i| matches!(scene.lower(i), "that" | ",")) {
        // "“It was open,” Fenn said, according to the report": nothing is said behind
        let rest = extent(scene, cue).end..scene.sentence(cue).end;
        let that = scene.lower(above + 1) == "that";
        if that || rest.clone().any(|i| !matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE)) {
            return stretches(scene, rest, |i| !below(scene, i, cue));
        }
    }
    stretches(scene, extent(scene, above), |i| !below(scene, i, cue))
}

/// "The man fell after the rail gave way, according to police": what closes a sentence behind a comma vouches for all
/// of it, whichever of its verbs the parse hangs it on. The sentence, where it is so.
fn closed_by(scene: &Scene<'_>, cue: usize) -> Option<TokenRange> {
    let sentence = scene.sentence(cue);
    let own = extent(scene, cue);
    let mark = |i: usize| matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE);
    let comma = own.start.checked_sub(1).is_some_and(|i| i > sentence.start && scene.lower(i) == ",");
    let closes = comma && is_according(scene, cue) && (own.end..sentence.end).all(mark);
    // a quotation of a sentence has its own words; a few words in marks are the source's
    let spoken = (sentence.start..own.start).any(|i| in_whole_quotation(scene, i));
    (closes && !spoken).then_some(sentence)
}

fn stretches(scene: &Scene<'_>, range: TokenRange, keeps: impl Fn(usize) -> bool) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = None;
    for i in range.clone() {
        match (keeps(i), from) {
            (true, None) => from = Some(i),
            (false, Some(start)) => {
                found.push(within(scene, start..i));
                from = None;
            }
            _ => {}
        }
    }
    found.extend(from.map(|start| within(scene, start..range.end)));
    found.retain(|s| scene.words_of(*s).chars().any(char::is_alphanumeric));
    found
}
