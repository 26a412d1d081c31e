//! Which words are said: the reported clause without what introduces it and what the parse hangs on it.

use factum_types::{Dep, Finding, Pos, Span, Tag, TokenRange};

use super::reported::Part;
use crate::clauses::{clause_around, cut_out, extent, is_according, within};
use crate::scene::Scene;
use crate::speakers::takes_up;

/// A verb with its auxiliaries, negation and all that follows: "did not respond to a request for comment"; of a finding
/// in the passive all but by whom: "the death was ruled a homicide".
pub(super) fn predicate(scene: &Scene<'_>, verb: usize) -> Span {
    let by = scene.children_by(verb, Dep::Agent).next();
    if let (Some(by), Some(done_to)) = (by, scene.children_by(verb, Dep::Nsubjpass).next()) {
        return within(scene, extent(scene, done_to).start..by);
    }
    let helps = |c: &usize| matches!(scene.token(*c).dep, Dep::Aux | Dep::Auxpass | Dep::Neg) && *c < verb;
    let from = scene.children(verb).find(helps).unwrap_or(verb);
    // "declined to comment, and prosecutors did not call back": somebody else's answer is his own
    let others = scene.children_by(verb, Dep::Conj).find(|c| {
        let own = scene.children(*c).any(|s| matches!(scene.token(s).dep, Dep::Nsubj | Dep::Nsubjpass));
        *c > verb && (own || scene.listed("reporting-verbs", &scene.lemma(*c)))
    });
    let end = others.map_or(usize::MAX, |c| {
        let start = extent(scene, c).start;
        let link = |i: &usize| matches!(scene.lower(*i), "," | "and" | "but" | "while" | ";");
        (verb + 1..start).rev().find(|i| !link(i)).map_or(start, |i| i + 1)
    });
    let mut to = extent(scene, verb).end.min(end).max(verb + 1);
    while to > verb + 1 && matches!(scene.token(to - 1).pos, Pos::PUNCT | Pos::SPACE) {
        to -= 1;
    }
    scene.span(&(from..to))
}

/// The words of a reported clause: without "that", the marks at its ends, and the reporting clause itself.
pub(super) fn clause(scene: &Scene<'_>, finding: &Finding, part: Part<'_>) -> Vec<Span> {
    let cue = finding.anchor;
    let head = part.what.head;
    let stands = finding.set("stands");
    // "It is a lie, Roe said, that he fled": the clause behind belongs to the one around
    let parts_it = scene.token(cue).dep == Dep::Parataxis && head > cue && scene.head(head) == Some(cue);
    let stretches = if is_according(scene, cue) || stands == Some("around") {
        clause_around(scene, cue)
    } else if parts_it {
        clause_around(scene, cue).into_iter().chain([within(scene, extent(scene, head))]).collect()
    } else if stands == Some("to the end") && head < cue {
        Vec::new()
    } else if stands == Some("to the end") {
        let other = scene.children_by(cue, Dep::Conj).find(|v| *v > head).map(|v| extent(scene, v).start);
        let end = other.unwrap_or(extent(scene, cue).end);
        vec![within(scene, extent(scene, head).start..end.max(head + 1))]
    } else {
        let mut range = extent(scene, head);
        if head > cue {
            range.end = range.end.max(extent(scene, part.last).end);
        }
        let ends =
            part.until.into_iter().chain(speaks_on(scene, head)).chain(according_behind(scene, head, &range));
        let ends = ends.chain(another_view(scene, head)).chain(in_truth(scene, &range));
        range.end = range.end.min(ends.min().unwrap_or(range.end).max(head + 1));
        cut_out(scene, range, cue, head)
    };
    let told = stretches.into_iter().filter(|span| !goes_on(scene, cue, head, *span));
    let whole = |span| if parts_it { span } else { without_that(scene, span) };
    told.map(whole).map(|s| to_the_hour(scene, s)).filter(|s| !s.is_empty()).collect()
}

/// "found her at about 6 a.m. He told": the parse may end the sentence before "a.m.".
fn to_the_hour(scene: &Scene<'_>, span: Span) -> Span {
    let end = scene.tokens_in(span).end;
    let half = end < scene.len() && matches!(scene.lower(end), "a.m." | "p.m." | "am" | "pm");
    let number = scene.words_of(span).ends_with(|c: char| c.is_ascii_digit());
    if half && number { span.cover(scene.token(end).span) } else { span }
}

/// "He is missing, police say, and a warrant is out": behind the verb that stands between, a clause with "and" and a
/// subject of its own is the writer's.
fn goes_on(scene: &Scene<'_>, cue: usize, clause: usize, span: Span) -> bool {
    let start = scene.tokens_in(span).start;
    let joined = start > cue
        && clause < cue
        && start.checked_sub(1).is_some_and(|i| matches!(scene.lower(i), "and" | "but"));
    let own = scene.tokens_in(span).any(|i| {
        matches!(scene.token(i).dep, Dep::Nsubj | Dep::Nsubjpass)
            && scene.head(i).is_some_and(|v| scene.token(v).dep == Dep::Conj && v >= start)
    });
    joined && own
}

/// "allege that he set it, while his lawyer says he did not": where somebody else's account sets in.
fn another_view(scene: &Scene<'_>, clause: usize) -> Option<usize> {
    let contrast = |v: usize| {
        let mark = scene
            .children_by(v, Dep::Mark)
            .any(|m| matches!(scene.lower(m), "while" | "whereas" | "although" | "though"));
        mark && scene.listed("reporting-verbs", &scene.lemma(v))
    };
    scene
        .children_by(clause, Dep::Advcl)
        .find(|v| *v > clause && contrast(*v))
        .map(|v| extent(scene, v).start)
}

/// "told agents that he had met them all, whereas in truth he had met none", "when in fact": the pleader's own words.
fn in_truth(scene: &Scene<'_>, range: &TokenRange) -> Option<usize> {
    let truth = |i: usize| i < range.end && matches!(scene.lower(i), "truth" | "fact" | "reality");
    range
        .clone()
        .find(|i| {
            let contrast = matches!(scene.lower(*i), "whereas" | "when");
            let from = if scene.lower(*i + 1) == "," { *i + 2 } else { *i + 1 };
            contrast && scene.lower(from) == "in" && truth(from + 1)
        })
        .filter(|i| *i > range.start + 1)
}

/// "told a friend it was him, according to the complaint": what closes a reported clause is the writer's source.
fn according_behind(scene: &Scene<'_>, clause: usize, range: &TokenRange) -> Option<usize> {
    let mut behind = (clause + 1..range.end).filter(|i| is_according(scene, *i));
    behind.find(|i| extent(scene, *i).end >= range.end)
}

/// Where what the speaker then denies or adds begins: "said he was asleep but denied that he drank".
fn speaks_on(scene: &Scene<'_>, clause: usize) -> Option<usize> {
    let mut on = scene.children_by(clause, Dep::Conj).filter(|v| takes_up(scene, *v, clause));
    on.next().map(|v| extent(scene, v).start)
}

/// Without the "that" of a clause, or the pronoun of a relative one ("the man, who police said was armed").
fn without_that(scene: &Scene<'_>, span: Span) -> Span {
    let mut tokens = scene.tokens_in(span);
    // "said only that"
    if tokens.len() > 2 && scene.lower(tokens.start) == "only" && scene.lower(tokens.start + 1) == "that" {
        tokens.start += 1;
    }
    let first = scene.token(tokens.start);
    let opens = scene.lower(tokens.start) == "that" && matches!(first.tag, Tag::IN | Tag::WDT)
        || matches!(scene.lower(tokens.start), "who" | "which" | "whom") && first.dep != Dep::Attr;
    if opens { within(scene, tokens.start + 1..tokens.end) } else { span }
}
