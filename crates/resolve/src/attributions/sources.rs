//! Whose words they are: the phrase that is the cue's subject, agent, owner or object.

use factum_types::{Dep, Pos, Span, Tag, TokenRange};

use super::cues::{Cue, Sort};
use super::doers::{controller, doer, owner};
use crate::clauses::{below, extent};
use crate::scene::Scene;
use crate::speakers::{is_passive, speaker_head, subject_of};

/// The phrase for whose words or thoughts they are; none where the text does not say. `first` is the verb that the
/// speaker spoke with before, or the cue itself.
pub(super) fn source(scene: &Scene<'_>, cue: &Cue<'_>, first: usize) -> Option<Span> {
    let head = match cue.sort {
        Sort::Verb => {
            doer(scene, first).or_else(|| speaker_head(scene, first)).or_else(|| moved(scene, first))
        }
        Sort::According => speaker_head(scene, cue.token),
        Sort::Adjective => {
            let be = scene.head(cue.token);
            be.and_then(|be| {
                scene.subject(be).or_else(|| doer(scene, be)).or_else(|| speaker_head(scene, be))
            })
        }
        Sort::Noun => cue.light.and_then(|v| speaker_head(scene, v)).or_else(|| owner(scene, cue.token)),
    }
    .or_else(|| controller(scene, cue.token))?;
    // "The court seems divided", "there is a fear": nobody.
    let empty = scene.token(head).dep == Dep::Expl
        || (cue.sort == Sort::Verb && matches!(scene.lemma(cue.token).as_str(), "seem" | "appear"))
        || cue.sort == Sort::Verb && subject_of(scene, first).is_none() && is_empty_it(scene, head)
        || found_dead(scene, cue.token);
    (!empty).then(|| phrase(scene, head, cue.token))
}

/// "Jurors were convinced that he lied": who is brought to hold something holds it.
fn moved(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let lemma = scene.lemma(verb);
    // "witnesses are encouraged to call", "the cause was determined": these tell what others did
    let done =
        matches!(lemma.as_str(), "determine" | "commit" | "encourage" | "honor" | "honour" | "open" | "set");
    let brought = matches!(lemma.as_str(), "convince" | "persuade" | "reassure" | "satisfy")
        || scene.listed("stance-adjectives", scene.lower(verb)) && !done;
    (brought && is_passive(scene, verb)).then(|| scene.children_by(verb, Dep::Nsubjpass).next()).flatten()
}

/// The phrase of a name beside a quotation that no verb reports.
pub(super) fn named(scene: &Scene<'_>, head: usize) -> Span {
    phrase(scene, head, scene.len())
}

/// "The boy, 15, pronounced dead at the hospital": a headline leaves out that he was.
fn found_dead(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(scene.lower(verb), "pronounced" | "declared")
        && verb + 1 < scene.len()
        && matches!(scene.lower(verb + 1), "dead" | "deceased" | "brain" | "brain-dead")
}

/// "It is easy to judge them": "it" judges nobody.
fn is_empty_it(scene: &Scene<'_>, subject: usize) -> bool {
    let be = scene.head(subject).map(|verb| scene.lemma(verb));
    scene.lower(subject) == "it"
        && be.is_some_and(|be| matches!(be.as_str(), "be" | "seem" | "become" | "take"))
}

/// A noun phrase with all that belongs to it, appositions and relative clauses too; a comma that ends one of these
/// before the cue is part of it.
pub(super) fn phrase(scene: &Scene<'_>, head: usize, cue: usize) -> Span {
    let mut range = extent(scene, head);
    if scene.token(head).pos == Pos::PRON && scene.children(head).next().is_none() {
        return scene.token(head).span;
    }
    if range.contains(&cue) {
        range = around(scene, range, head, cue);
    }
    range = without_what_is_not_of_it(scene, range, head, cue);
    if scene.token(range.end - 1).tag == Tag::POS {
        // "Quill's claim": with its ending.
        return scene.span(&range);
    }
    let same_block = |i: usize| i < scene.len() && scene.block_index(i) == scene.block_index(head);
    // "the clerk known as “Bo,” said": the mark closes what opens within
    let last = scene.token(range.end - 1).span;
    let opened =
        scene.findings.quotations.iter().find(|q| {
            q.closed && q.inside.contains(last) && q.span.start > scene.token(range.start).span.start
        });
    if let Some(quotation) = opened {
        let end = scene.tokens_in(quotation.span).end;
        let marks = (range.end..end).all(|i| scene.token(i).pos == Pos::PUNCT);
        if marks && same_block(end - 1) {
            return scene.span(&(range.start..end));
        }
    }
    // "Quill, a clerk, said", "some of them - two or three - said": a mark that ends an aside is of the phrase
    let mark = |i: usize, marks: &[&str]| same_block(i) && marks.contains(&scene.word(i));
    let within = |marks: &[&str]| range.clone().any(|i| i > range.start && mark(i, marks));
    let goes_on = range.end < cue
        || range.start > cue
            && same_block(range.end + 1)
            && scene.word(range.end + 1).starts_with(char::is_lowercase);
    let commas = [","];
    let dashes = ["-", "–", "—", "―", "--"];
    let bracketed = scene.word(range.end - 1) == ")";
    if goes_on && mark(range.end, &commas) && (within(&commas) || bracketed && range.end < cue)
        || range.end < cue && mark(range.end, &dashes) && within(&dashes)
    {
        range.end += 1;
    }
    scene.span(&range)
}

/// A phrase without the marks at its ends and without what the parse hangs on it although it tells when, how or on what
/// occasion the words were said: "Roe on Friday said", "Roe, writing for the court, said", "At the door, Roe said";
/// "even Roe" is Roe.
fn without_what_is_not_of_it(scene: &Scene<'_>, range: TokenRange, head: usize, cue: usize) -> TokenRange {
    let mut range = range;
    let stop = |i: usize| {
        matches!(scene.lower(i), "," | ";" | ":" | "." | "-" | "–" | "—" | "―" | "--" | "(")
            || scene.token(i).pos == Pos::SPACE
    };
    // what the parse takes in of the quotation before is not of the phrase
    let quote = |i: usize| matches!(scene.word(i), "”" | "\"" | "''") && !opens(scene, i);
    let own = |i: usize| scene.head(i) == Some(head);
    let dash = |i: usize| matches!(scene.word(i), "-" | "–" | "—" | "―" | "--");
    let behind = (head + 1..range.end).find(|i| {
        let starts = extent(scene, *i);
        let ends = starts.end >= range.end || (starts.end..range.end).all(stop);
        let day = scene.lower(*i) == "on"
            && scene.children_by(*i, Dep::Pobj).any(|day| scene.listed("weekdays", scene.lower(day)));
        let aside = scene.token(*i).dep == Dep::Acl
            && scene.token(*i).tag == Tag::VBG
            && scene.word(starts.start.saturating_sub(1)) == ",";
        // "some of them - who were there - said": an aside between dashes stands outside the sentence
        let dashed = scene.token(*i).dep == Dep::Relcl && dash(starts.start.saturating_sub(1));
        // "Roe and Fenn both said"
        let both = scene.lower(*i) == "both";
        own(*i) && ends && starts.start > head && (day || aside || dashed || both)
    });
    if let Some(behind) = behind.filter(|_| range.end <= cue) {
        range.end = extent(scene, behind).start;
    }
    // "The court of claims in Dorn reversed and said": a verb in the past tells what it did
    let did = (head + 1..range.end).find(|i| {
        let bare = |c: usize| !matches!(scene.token(c).dep, Dep::Mark | Dep::Nsubj | Dep::Nsubjpass);
        scene.token(*i).dep == Dep::Acl
            && matches!(scene.token(*i).tag, Tag::VBD | Tag::VBZ)
            && scene.children(*i).all(bare)
    });
    if let Some(did) = did.filter(|_| range.end <= cue) {
        range.end = extent(scene, did).start.max(head + 1);
    }
    let links = |i: usize| matches!(scene.lower(i), "and" | "but" | "or") && scene.token(i).pos == Pos::CCONJ;
    while range.end > range.start + 1 && (stop(range.end - 1) || links(range.end - 1)) {
        range.end -= 1;
    }
    let before = (range.start..head).rev().find(|i| {
        let opening = matches!(scene.token(*i).dep, Dep::Advcl | Dep::Prep | Dep::Mark | Dep::Npadvmod);
        own(*i) && opening && scene.word(extent(scene, *i).end) == ","
    });
    if let Some(before) = before {
        range.start = extent(scene, before).end;
    }
    let focus = |i: usize| matches!(scene.lower(i), "even" | "only") && scene.token(i).pos == Pos::ADV;
    while range.start < head
        && (stop(range.start) || quote(range.start) || focus(range.start) || links(range.start))
    {
        range.start += 1;
    }
    range
}

/// Whether a mark opens a quotation.
fn opens(scene: &Scene<'_>, mark: usize) -> bool {
    let span = scene.token(mark).span;
    scene.findings.quotations.iter().any(|q| q.span.start == span.start)
}

/// The part of a phrase on its head's side of a cue that stands inside it: "a statement saying that …".
fn around(scene: &Scene<'_>, range: TokenRange, head: usize, cue: usize) -> TokenRange {
    if cue < head {
        return (cue + 1).max(range.start)..range.end;
    }
    // What stands below the cue, its own auxiliaries and relative pronoun included, is not of the phrase.
    let mut end = cue;
    while end > head + 1 && (below(scene, end - 1, cue) || scene.word(end - 1) == ",") {
        end -= 1;
    }
    // "The men helping to defend it say": what tells more of the head begins before the cue
    let mut more = cue;
    while let Some(above) = scene.head(more).filter(|h| *h != head && *h > head) {
        more = above;
    }
    if more > head && matches!(scene.token(more).dep, Dep::Acl | Dep::Relcl) {
        end = end.min(extent(scene, more).start);
    }
    range.start..end.max(head + 1)
}
