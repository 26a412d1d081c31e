//! Whose words they are: the phrase that is the cue's subject, agent, owner or object.

use factum_types::{Dep, Pos, Span, Tag, TokenRange};

use super::cues::{Cue, Sort};
use crate::clauses::{below, extent};
use crate::scene::Scene;
use crate::speakers::{speaker_head, subject_of};

/// The phrase for whose words or thoughts they are; none where the text does not say. `first` is the verb that the
/// speaker spoke with before, or the cue itself.
pub(super) fn source(scene: &Scene<'_>, cue: &Cue<'_>, first: usize) -> Option<Span> {
    let head = match cue.sort {
        Sort::Verb => by_speech(scene, first).or_else(|| speaker_head(scene, first)),
        Sort::According => speaker_head(scene, cue.token),
        Sort::Adjective => scene.head(cue.token).and_then(|be| scene.subject(be)),
        Sort::Noun => cue.light.and_then(|v| speaker_head(scene, v)).or_else(|| owner(scene, cue.token)),
    }
    .or_else(|| controller(scene, cue.token))?;
    // "The court seems divided", "there is a fear": nobody.
    let empty = scene.token(head).dep == Dep::Expl
        || (cue.sort == Sort::Verb && matches!(scene.lemma(cue.token).as_str(), "seem" | "appear"));
    (!empty).then(|| phrase(scene, head, cue.token))
}

/// The phrase of a name beside a quotation that no verb reports.
pub(super) fn named(scene: &Scene<'_>, head: usize) -> Span {
    phrase(scene, head, scene.len())
}

/// "made a statement saying", "her speech attacking": who speaks is the one who gives or owns the speech.
fn by_speech(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let noun = scene
        .head(verb)
        .filter(|_| scene.token(verb).tag == Tag::VBG && scene.token(verb).dep == Dep::Acl)?;
    if !scene.is_speech(&scene.lemma(noun)) {
        return None;
    }
    if let Some(owner) = scene.children_by(noun, Dep::Poss).next() {
        return Some(owner);
    }
    let mut at = scene.head(noun)?;
    for _ in 0..6 {
        if scene.is_verb(at) {
            return scene.subject(at).filter(|who| *who < noun);
        }
        at = scene.head(at)?;
    }
    None
}

/// "Quill has a long history of blaming others", "his strategy of attacking her", "they acted in the hope that": who does
/// what a verb without a subject of its own, or a noun behind a preposition, says.
fn controller(scene: &Scene<'_>, cue: usize) -> Option<usize> {
    let open = match scene.token(cue).pos {
        Pos::NOUN => scene.token(cue).dep == Dep::Pobj,
        _ => match scene.token(cue).tag {
            Tag::VBG => scene.token(cue).dep == Dep::Pcomp,
            Tag::VB => scene.token(cue).dep == Dep::Xcomp,
            _ => false,
        },
    };
    let mut at = cue;
    for _ in 0..8 {
        if !open {
            return None;
        }
        let own = if scene.is_verb(at) || at != cue && scene.token(at).pos == Pos::AUX {
            subject_of(scene, at)
        } else {
            scene.children_by(at, Dep::Poss).next().filter(|_| at != cue)
        };
        if own.is_some() {
            return own;
        }
        let goes_up = matches!(
            scene.token(at).dep,
            Dep::Pcomp
                | Dep::Prep
                | Dep::Xcomp
                | Dep::Acomp
                | Dep::Dobj
                | Dep::Pobj
                | Dep::Attr
                | Dep::Conj
                | Dep::Dative
                | Dep::Advcl
        );
        at = scene.head(at).filter(|_| goes_up)?;
    }
    None
}

/// "Quill's claim", "their plan", "criticism by Quill", "Quill made the claim".
fn owner(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    if let Some(owner) = scene.children_by(noun, Dep::Poss).next() {
        return Some(owner);
    }
    let behind = |words: &[&str]| {
        let preposition = scene.children(noun).find(|c| {
            *c > noun
                && matches!(scene.token(*c).dep, Dep::Prep | Dep::Agent)
                && words.contains(&scene.lower(*c))
        })?;
        scene.children_by(preposition, Dep::Pobj).next()
    };
    if let Some(by) = behind(&["by", "from", "among"]) {
        return Some(by);
    }
    let verb = scene.head(noun).filter(|h| scene.is_verb(*h))?;
    let gives = scene.listed("light-verbs", &scene.lemma(verb))
        || matches!(scene.lemma(verb).as_str(), "reach" | "lead" | "draw");
    (gives && scene.token(noun).dep == Dep::Dobj).then(|| scene.subject(verb)).flatten()
}

/// A noun phrase with all that belongs to it, appositions and relative clauses too; a comma that ends one of these
/// before the cue is part of it.
fn phrase(scene: &Scene<'_>, head: usize, cue: usize) -> Span {
    let mut range = extent(scene, head);
    if scene.token(head).pos == Pos::PRON && scene.children(head).next().is_none() {
        return scene.token(head).span;
    }
    if range.contains(&cue) {
        range = around(scene, range, head, cue);
    }
    let stop = |i: usize| matches!(scene.lower(i), "," | ";" | ":" | "." | "-" | "–" | "—" | "--" | "(");
    while range.end > range.start + 1 && (stop(range.end - 1) || scene.token(range.end - 1).pos == Pos::SPACE)
    {
        range.end -= 1;
    }
    // what the parse takes in of the quotation before is not of the phrase
    let quote = |i: usize| matches!(scene.word(i), "”" | "\"" | "''") && !opens(scene, i);
    while range.start + 1 < range.end
        && (stop(range.start) || quote(range.start) || scene.token(range.start).pos == Pos::SPACE)
    {
        range.start += 1;
    }
    if scene.token(range.end - 1).tag == Tag::POS {
        // "Quill's claim": with its ending.
        return scene.span(&range);
    }
    let aside = range.clone().any(|i| {
        scene.head(i) == Some(head)
            && matches!(scene.token(i).dep, Dep::Appos | Dep::Relcl | Dep::Acl)
            && i > head
            && range.clone().take_while(|k| *k < i).any(|k| k > head && scene.word(k) == ",")
    });
    if aside
        && range.end < cue
        && scene.word(range.end) == ","
        && scene.block_index(range.end) == scene.block_index(head)
    {
        range.end += 1;
    }
    scene.span(&range)
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
    range.start..end
}
