//! The layer `attributions`: whatever the text gives as somebody's words, belief, wish, plan or judgment, with
//! the words for whose it is (the source), the words that attribute it (the cue) and what is attributed (the
//! content). It is wider than a record's statements, which are made of the same parts ([`crate::clauses`],
//! [`crate::quotes`]) but keep to what was said.

mod complements;
mod cues;
mod doers;
mod feelings;
mod idioms;
mod polls;
mod sources;
mod viewpoints;

use std::collections::{BTreeMap, BTreeSet};

use factum_extract::Words;
use factum_types::{Analysis, Dep, Document, Findings, Span, Tag};

use crate::quotes::{Speech, speeches};
use crate::scene::Scene;
use crate::turns::{Turn, turns};
use cues::Cue;

/// Somebody's words or thoughts, as spans of the text; each part may be broken, and the source may be missing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The phrase for whose they are.
    pub source: Vec<Span>,
    /// The words that attribute.
    pub cue: Vec<Span>,
    /// What is attributed.
    pub content: Vec<Span>,
}

/// All attributions of a document, in text order.
pub fn attributions(
    words: &Words,
    document: &Document,
    analysis: &Analysis,
    findings: &Findings,
) -> Vec<Attribution> {
    let scene = Scene::new(words, document, analysis, findings);
    let speeches = speeches(&scene);
    let mut found: Vec<Attribution> = Vec::new();
    // verbs by which the speaker of another speaks on, with that other
    let mut spoken_on: BTreeMap<usize, usize> = BTreeMap::new();
    let mut cues = cues::cues(&scene);
    cues.extend(by_place(&cues, &speeches));
    cues.retain(|c| !is_own(&scene, c) && !is_saw(&scene, c.token));
    let nouns = cues.iter().filter(|c| c.sort == cues::Sort::Noun && c.light.is_some());
    let holds = |c: &&Cue<'_>| complements::complement(&scene, c, &[]).is_some();
    let light: BTreeSet<usize> = nouns.filter(holds).filter_map(|c| c.light).collect();
    for cue in cues {
        if cue.sort == cues::Sort::Verb && light.contains(&cue.token) {
            continue;
        }
        let quoted = quoted_by(&scene, &speeches, |s| s.cue == Some(cue.token));
        let Some(complement) = complements::complement(&scene, &cue, &quoted) else { continue };
        let first = spoken_on.get(&cue.token).copied().unwrap_or(cue.token);
        let source = sources::source(&scene, &cue, first);
        let mut content = complements::told_behind(&scene, cue.token, complement.content);
        for words in &mut content {
            *words = without_source(&scene, *words, source);
        }
        // nobody's words hold the phrase for whose they are; "what she wants to hear" holds all
        let verb = scene.token(cue.token).span;
        let source = source.filter(|s| !content.iter().any(|c| c.contains(*s) && !c.contains(verb)));
        if source.is_none() && held_by_nobody(&scene, &cue, complement.preposition) {
            continue;
        }
        spoken_on.extend(complement.next.map(|next| (next, first)));
        found.push(Attribution {
            cue: vec![cues::span(&scene, &cue, complement.preposition)],
            source: source.into_iter().collect(),
            content,
        });
    }
    let named: Vec<Attribution> = speeches.iter().filter_map(|s| of_named(&scene, &speeches, s)).collect();
    found.extend(cues::before_colons(&scene).into_iter().filter(|a| named.iter().all(|n| n.cue != a.cue)));
    found.extend(named);
    found.extend(viewpoints::viewpoints(&scene));
    found.extend(polls::polls(&scene));
    found.extend(idioms::made_clear(&scene));
    found.extend(feelings::feelings(&scene, &found));
    // "Q" and "A" name nobody
    let labelled: Vec<Attribution> =
        turns(&scene, None).iter().filter(|t| t.label.len() > 1).map(of_turn).collect();
    found.retain(|a| labelled.iter().all(|l| l.source != a.source));
    found.extend(labelled);
    // what somebody quoted says of others is of the quotation
    found.retain(|a| a.cue.first().is_none_or(|cue| scene.quotation_at(*cue).is_none()));
    let inner: Vec<bool> = found.iter().map(|a| is_inside(&scene, a, &found)).collect();
    take_up(&scene, &mut found, &inner);
    let mut inner = inner.into_iter();
    found.retain(|_| !inner.next().unwrap_or(false));
    found.sort_by_key(|a| a.cue.iter().chain(&a.content).map(|s| s.start).min());
    found
}

/// A turn of a transcript: the label, the mark behind it, the words.
fn of_turn(turn: &Turn) -> Attribution {
    let mark = Span { start: turn.label.end, end: turn.label.end + 1 };
    Attribution { source: vec![turn.label], cue: vec![mark], content: vec![turn.words] }
}

/// The verbs that say something of a thing with words in quotation marks ("called the sentence “harsh”"), each with
/// what it says.
pub(crate) fn told_in_marks(scene: &Scene<'_>) -> Vec<(usize, Vec<Span>)> {
    // words of a sentence, set small: “Larry” within a name is a nickname
    let lower = |words: Span| scene.words_of(words).chars().next().is_some_and(char::is_lowercase);
    let marked: Vec<Span> =
        scene.findings.quotations.iter().filter(|q| lower(q.inside)).map(|q| q.span).collect();
    let mut found = Vec::new();
    if marked.is_empty() {
        return found;
    }
    for cue in cues::cues(scene).into_iter().filter(|c| c.sort == cues::Sort::Verb && c.takes("np")) {
        let speaks = speaks(scene, cue.token) || scene.listed("reporting-verbs", &scene.lemma(cue.token));
        if !speaks || scene.quotation_at(scene.token(cue.token).span).is_some() {
            continue;
        }
        let Some(complement) = complements::complement(scene, &cue, &[]) else { continue };
        if complement.content.iter().any(|span| marked.iter().any(|q| q.overlaps(*span))) {
            found.push((cue.token, complement.content));
        }
    }
    found
}

/// "announced his support for the ban", "stated her interest in it": the verb says what somebody has, and the noun is part
/// of what it says; a claim or a statement is made by saying it.
fn is_own(scene: &Scene<'_>, noun: &Cue<'_>) -> bool {
    let Some(verb) = noun.light else { return false };
    let owned = scene.children_by(noun.token, Dep::Poss).next().is_some();
    owned && takes_object(scene, verb) && !scene.is_speech(&scene.lemma(noun.token))
}

/// Whether the object of a verb can be what somebody says or holds.
fn takes_object(scene: &Scene<'_>, verb: usize) -> bool {
    let frame = |list: &str| scene.words.list(list).and_then(|l| l.value(&scene.lemma(verb), "frame"));
    let mut frames = ["reporting-verbs", "stance-verbs"].into_iter().filter_map(frame);
    frames.any(|f| f.split(',').any(|f| f == "np"))
}

/// "All told, twelve left.", "That said, the gate was open.": a way of speaking in which nothing is told.
fn is_saw(scene: &Scene<'_>, verb: usize) -> bool {
    let Some(before) = verb.checked_sub(1) else { return false };
    let phrase = (scene.lower(before), scene.lower(verb));
    matches!(phrase, ("all", "told") | ("that", "said"))
        && scene.sentence(verb).start == before
        && verb + 1 < scene.len()
        && scene.lower(verb + 1) == ","
}

/// "support for the ban", "Support the ban!", "a chance to praise her", "a club known as the Hats": where nobody is named
/// who does it.
fn held_by_nobody(scene: &Scene<'_>, cue: &Cue<'_>, preposition: Option<usize>) -> bool {
    let named = || preposition.is_some_and(|p| matches!(scene.lower(p), "as" | "for" | "with"));
    match cue.sort {
        cues::Sort::Noun => preposition.is_some(),
        cues::Sort::Verb
            if scene.token(cue.token).dep == Dep::Acl && scene.token(cue.token).tag == Tag::VBN =>
        {
            named()
        }
        _ => scene.token(cue.token).tag == Tag::VB && !crate::speakers::is_passive(scene, cue.token),
    }
}

/// Whether a verb of stance says something aloud: it approves, disapproves, describes, asks.
pub(crate) fn speaks(scene: &Scene<'_>, verb: usize) -> bool {
    let sense = scene.words.list("stance-verbs").and_then(|l| l.value(&scene.lemma(verb), "sense"));
    sense.is_some_and(|sense| {
        matches!(sense, "approval" | "disapproval" | "description" | "speech" | "request")
    })
}

/// "“We will stay,” Dorn, the chairman, said": the words of the content without the source, where the parse gives it both.
fn without_source(scene: &Scene<'_>, words: Span, source: Option<Span>) -> Span {
    let Some(source) = source.filter(|s| words.overlaps(*s) && words.start < s.start) else { return words };
    let behind = Span { start: source.end.min(words.end), end: words.end };
    let told = Span { start: words.start, end: source.start };
    let end = told.start + scene.words_of(told).trim_end().len() as u32;
    let quoted = scene.findings.quotations.iter().any(|q| q.closed && q.span.end == end);
    match quoted && !scene.words_of(behind).contains(char::is_alphanumeric) {
        true => Span { end, ..words },
        false => words,
    }
}

/// Whether an attribution is not the writer's own but stands in words that are attributed already: what a source
/// says of others is part of its content.
fn is_inside(scene: &Scene<'_>, one: &Attribution, all: &[Attribution]) -> bool {
    let holds = |outer: &Attribution, inner: &Attribution| {
        inner.cue.first().is_some_and(|cue| outer.content.iter().any(|c| c.contains(*cue)))
    };
    // "said that the gate was open, according to Quill": where each would hold the other, the one that holds more
    // beside the other's words does, and of two that hold as much the latter
    let letters = |span: Span| scene.words_of(span).chars().filter(|c| c.is_alphanumeric()).count();
    let length = |a: &Attribution, beside: &Attribution| {
        let own = |c: &Span| -> usize {
            let parts = beside.cue.iter().chain(&beside.source).filter(|s| c.contains(**s));
            parts.map(|s| letters(*s)).sum()
        };
        a.content.iter().map(|c| letters(*c).saturating_sub(own(c))).sum::<usize>()
    };
    let after =
        |a: &Attribution, b: &Attribution| a.cue.first().map(|c| c.start) > b.cue.first().map(|c| c.start);
    all.iter().any(|other| {
        let wider = || {
            let (mine, its) = (length(one, other), length(other, one));
            holds(one, other) && (mine > its || mine == its && after(one, other))
        };
        other != one && holds(other, one) && !wider()
    })
}

/// "“It was dark,” Roe said, according to the Courier. “And it rained.”": what the one within goes on with is the outer
/// one's too.
fn take_up(scene: &Scene<'_>, found: &mut [Attribution], inner: &[bool]) {
    let is_quoted = |words: Span| scene.findings.quotations.iter().any(|q| q.span == words);
    for at in (0..found.len()).filter(|at| inner.get(*at) == Some(&true)) {
        let Some(one) = found.get(at).cloned() else { continue };
        let Some(cue) = one.cue.first() else { continue };
        let holds = |a: &Attribution| a.content.iter().any(|c| c.contains(*cue));
        let outer = found.iter_mut().zip(inner).find(|(a, inner)| !**inner && holds(a));
        let Some((outer, _)) = outer else { continue };
        // "Ann said Roe yelled, “Stop! Go!”": a quotation that the clause holds in part is held whole
        for content in one.content.iter().filter(|c| is_quoted(**c)) {
            match outer.content.iter_mut().find(|o| o.overlaps(*content)) {
                Some(held) => *held = held.cover(*content),
                None => outer.content.push(*content),
            }
        }
        outer.content.sort_by_key(|c| c.start);
    }
}

/// The quotations of a speech, marks included; those that carry on in the next paragraphs are its own too.
fn quoted_by(scene: &Scene<'_>, speeches: &[Speech], is: impl Fn(&Speech) -> bool) -> Vec<Span> {
    let Some(first) = speeches.iter().position(is) else { return Vec::new() };
    let on = speeches.iter().skip(first + 1).take_while(|s| s.continues);
    let speech = speeches.get(first).into_iter().chain(on);
    speech.flat_map(|s| &s.quotes).filter_map(|q| scene.findings.quotations.get(*q)).map(|q| q.span).collect()
}

/// A quotation with the name of whose it is beside it, and the colon or dash between.
fn of_named(scene: &Scene<'_>, speeches: &[Speech], speech: &Speech) -> Option<Attribution> {
    let by = speech.by?;
    let content = quoted_by(scene, speeches, |s| s.by.is_some_and(|b| b.mark == by.mark));
    // the parse may take in the dash of a signature, or what stands behind the colon
    let whole = sources::named(scene, by.head);
    let source = match scene.token(by.head).span.start < by.mark.start {
        true => Span { end: whole.end.min(by.mark.start), ..whole },
        false => Span { start: whole.start.max(by.mark.end), ..whole },
    };
    let source = source.trimmed(&scene.document.text);
    Some(Attribution { source: vec![source], cue: vec![by.mark], content })
}

/// The verbs that report a quotation by where they stand and that no list knows.
fn by_place(cues: &[Cue<'_>], speeches: &[Speech]) -> Vec<Cue<'static>> {
    let known = |verb: &usize| cues.iter().any(|c| c.token == *verb);
    let mut verbs: Vec<usize> = speeches.iter().filter_map(|s| s.cue).filter(|v| !known(v)).collect();
    verbs.dedup();
    verbs
        .into_iter()
        .map(|token| Cue {
            token,
            sort: cues::Sort::Verb,
            frames: vec!["quote"],
            particle: None,
            light: None,
        })
        .collect()
}

impl Cue<'_> {
    /// Whether the cue takes a complement of this kind.
    fn takes(&self, frame: &str) -> bool {
        self.frames.iter().any(|f| f.split(',').any(|f| f == frame))
    }
}
