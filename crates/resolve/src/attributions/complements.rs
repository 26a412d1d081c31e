//! What a cue attributes: its quotation, its clause, its object or the phrase behind its preposition.

mod asides;
mod clausal;
mod ends;
mod nominal;
mod quoted;

use factum_types::{Dep, Pos, Span, Tag};

use super::Cue;
use super::cues::Sort;
use crate::clauses::{clause_around, extent, within};
use crate::quotes::starts_as_sentence;
use crate::scene::Scene;
use asides::{antecedent, fronted, past_colon, relative};
use clausal::{clause, gerund, infinitive, torn};
use nominal::{noun, object, prepositional, seeming, sets_the_scene};

/// The content of an attribution.
pub(super) struct Complement {
    pub(super) content: Vec<Span>,
    /// The preposition behind which it stands.
    pub(super) preposition: Option<usize>,
    /// The verb behind it with which the same speaker speaks on.
    pub(super) next: Option<usize>,
}

impl Complement {
    fn of(content: Vec<Span>) -> Option<Complement> {
        let content: Vec<Span> = content.into_iter().filter(|s| !s.is_empty()).collect();
        (!content.is_empty()).then_some(Complement { content, preposition: None, next: None })
    }
}

/// What stands as the content of a cue; `quotes` are the quotations that it reports.
pub(super) fn complement(scene: &Scene<'_>, cue: &Cue<'_>, quotes: &[Span]) -> Option<Complement> {
    match cue.sort {
        Sort::According => Complement::of(quoted::with_clause(clause_around(scene, cue.token), quotes)),
        Sort::Verb if !quotes.is_empty() && (cue.takes("quote") || verb(scene, cue).is_none()) => {
            worded(scene, cue, quotes).or_else(|| Complement::of(quoted::with_quotations(scene, cue, quotes)))
        }
        // "Tamber thanked the patrol. // “I want to thank the dispatchers, too.”"
        Sort::Verb if !quotes.is_empty() => verb(scene, cue)
            .map(|found| Complement { content: quoted::with_clause(found.content, quotes), ..found }),
        Sort::Verb => verb(scene, cue)
            .map(|found| completed(scene, cue, found))
            .or_else(|| Complement::of(quoted::led_to(scene, cue).into_iter().collect())),
        Sort::Noun => noun(scene, cue),
        Sort::Adjective => {
            clause(scene, cue, &[Dep::Ccomp, Dep::Xcomp]).or_else(|| prepositional(scene, cue))
        }
    }
}

/// "Quill, helping there, noted that he left": where the parse gives the words before a verb as what is said although
/// "that" follows it, it is what stands behind.
pub(super) fn told_behind(scene: &Scene<'_>, cue: usize, content: Vec<Span>) -> Vec<Span> {
    let verb = scene.token(cue).span;
    let before = content.iter().all(|c| c.end <= verb.start);
    let told = scene.lower(cue + 1) == "that" && scene.token(cue + 1).pos == Pos::SCONJ;
    if !before || !told {
        return content;
    }
    let rest = within(scene, cue + 1..scene.sentence(cue).end);
    if rest.start < verb.end { content } else { vec![rest] }
}

/// The clause that a parenthetical verb stands in: "the gate, Quill said, was open", "As Quill reported, it was open".
fn around(scene: &Scene<'_>, cue: &Cue<'_>) -> Vec<Span> {
    let as_clause = || {
        scene.token(cue.token).dep == Dep::Advcl
            && cue.takes("that-clause")
            && scene.lower(extent(scene, cue.token).start) == "as"
            && !scene.children(cue.token).any(|c| {
                matches!(scene.token(c).dep, Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Acomp | Dep::Oprd)
            })
    };
    let aside = scene.token(cue.token).dep == Dep::Parataxis || as_clause();
    let mut content = if aside { clause_around(scene, cue.token) } else { Vec::new() };
    // "Asked what she wanted, Roe said, “A bridge.”": the question is nobody's answer
    let first = scene.sentence(cue.token).start;
    let asked = matches!(scene.token(first).tag, Tag::VBN | Tag::VBD)
        && scene.token(first).dep == Dep::Advcl
        && scene.act_of_verb(&scene.lemma(first)).is_some()
        && scene.children_by(first, Dep::Nsubj).next().is_none();
    let verb = scene.token(cue.token).span;
    if asked && content.len() > 1 {
        content.retain(|c| c.start != scene.token(first).span.start || c.end > verb.start);
    }
    content
}

/// "vowed to “end the toll” for good", "spoke about “a new start”": quotations within an infinitive or a phrase that the
/// verb takes.
fn worded(scene: &Scene<'_>, cue: &Cue<'_>, quotes: &[Span]) -> Option<Complement> {
    if clause(scene, cue, &[Dep::Ccomp]).is_some() {
        return None;
    }
    let phrase = || prepositional(scene, cue).filter(|_| object(scene, cue).is_none());
    let own = infinitive(scene, cue).or_else(phrase)?;
    let (first, rest) = quotes.split_first()?;
    let [words] = own.content[..] else { return None };
    let lead = scene.document.text.get(words.start as usize..first.start.max(words.start) as usize)?;
    let within = words.start > scene.token(cue.token).span.start
        && words.overlaps(*first)
        && !lead.trim_end().ends_with([',', ':'])
        && (words.start < first.start || !starts_as_sentence(scene, *first));
    let content = std::iter::once(words.cover(*first)).chain(rest.iter().copied()).collect();
    within.then_some(Complement { content, ..own })
}

/// A complement with what is told before the verb and behind a colon.
fn completed(scene: &Scene<'_>, cue: &Cue<'_>, found: Complement) -> Complement {
    let mut content = found.content;
    let lead = fronted(scene, cue, &content);
    if let Some(last) = content.last_mut() {
        *last = past_colon(scene, cue, *last);
    }
    let held = scene.children(cue.token).any(|c| c > cue.token && scene.token(c).dep == Dep::Dobj);
    let behind = content.first().is_some_and(|c| c.start > scene.token(cue.token).span.start);
    let lead =
        lead.or_else(|| relative(scene, cue).filter(|_| behind && !held && found.preposition.is_none()));
    content.splice(0..0, lead);
    Complement { content, ..found }
}

fn verb(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    // "Quill, as she put it, was there", "the court overruled it, and the mayor cited the ruling"
    let has_own = scene.children(cue.token).any(|c| {
        c > cue.token
            && match scene.token(c).dep {
                Dep::Ccomp => true,
                Dep::Dobj => cue.takes("np"),
                Dep::Xcomp => cue.takes("to-infinitive"),
                Dep::Prep => cue.takes(scene.lower(c)) && !sets_the_scene(scene, c),
                _ => false,
            }
    });
    if !has_own && let Some(found) = Complement::of(around(scene, cue)) {
        return Some(found);
    }
    clause(scene, cue, &[Dep::Ccomp])
        .or_else(|| infinitive(scene, cue))
        .or_else(|| gerund(scene, cue))
        .or_else(|| seeming(scene, cue))
        .or_else(|| object(scene, cue))
        .or_else(|| prepositional(scene, cue))
        .or_else(|| torn(scene, cue))
        .or_else(|| antecedent(scene, cue).and_then(|what| Complement::of(vec![what])))
}
