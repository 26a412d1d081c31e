//! What a cue attributes: its quotation, its clause, its object or the phrase behind its preposition.

use factum_types::{Dep, Pos, Span, Tag, TokenRange};

use super::Cue;
use super::cues::Sort;
use crate::clauses::{clause_around, cut_out, extent, is_time, within};
use crate::scene::Scene;
use crate::speakers::is_passive;

/// The content of an attribution.
pub(super) struct Complement {
    pub(super) content: Vec<Span>,
    /// The preposition behind which it stands.
    pub(super) preposition: Option<usize>,
}

impl Complement {
    fn of(content: Vec<Span>) -> Option<Complement> {
        let content: Vec<Span> = content.into_iter().filter(|s| !s.is_empty()).collect();
        (!content.is_empty()).then_some(Complement { content, preposition: None })
    }
}

/// What stands as the content of a cue; `quoted` are the quotations that it reports.
pub(super) fn complement(scene: &Scene<'_>, cue: &Cue<'_>, quoted: &[Span]) -> Option<Complement> {
    match cue.sort {
        Sort::According => Complement::of(clause_around(scene, cue.token)),
        Sort::Verb if !quoted.is_empty() => Complement::of(with_quotations(scene, cue, quoted)),
        Sort::Verb => verb(scene, cue),
        Sort::Noun => noun(scene, cue),
        Sort::Adjective => {
            clause(scene, cue, &[Dep::Ccomp, Dep::Xcomp]).or_else(|| prepositional(scene, cue))
        }
    }
}

/// The quotations, the first with the words of its clause that stand outside the marks: "said the door “was open”".
fn with_quotations(scene: &Scene<'_>, cue: &Cue<'_>, quoted: &[Span]) -> Vec<Span> {
    let mut content = quoted.to_vec();
    let own = clause(scene, cue, &[Dep::Ccomp]).or_else(|| object(scene, cue));
    for words in own.map_or_else(|| around(scene, cue), |c| c.content) {
        // Words of the clause that stand outside the marks belong to what is said, unless the clause is the
        // quotation's own, which the marks measure better than the parse.
        let Some(quote) = content.iter_mut().find(|q| q.overlaps(words)) else {
            // "said the door was open. The key was “in place”": the marks are not of this clause.
            let first = content.first().copied().unwrap_or_default();
            if words.end <= first.start {
                content.retain(|q| starts_as_sentence(scene, *q));
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

fn starts_as_sentence(scene: &Scene<'_>, quote: Span) -> bool {
    scene.words_of(quote).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// The clause that a parenthetical verb stands in.
fn around(scene: &Scene<'_>, cue: &Cue<'_>) -> Vec<Span> {
    let aside = scene.token(cue.token).dep == Dep::Parataxis;
    if aside { clause_around(scene, cue.token) } else { Vec::new() }
}

fn verb(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if scene.children_by(cue.token, Dep::Ccomp).next().is_none()
        && let Some(found) = Complement::of(around(scene, cue))
    {
        return Some(found);
    }
    clause(scene, cue, &[Dep::Ccomp])
        .or_else(|| infinitive(scene, cue))
        .or_else(|| object(scene, cue))
        .or_else(|| prepositional(scene, cue))
}

/// The clause below the cue.
fn clause(scene: &Scene<'_>, cue: &Cue<'_>, deps: &[Dep]) -> Option<Complement> {
    let asks = |c: &usize| {
        scene.token(*c).pos != Pos::PUNCT
            && deps.contains(&scene.token(*c).dep)
            && (cue.takes("that-clause") || cue.takes("wh-clause") || cue.takes("quote"))
            && (scene.token(*c).dep != Dep::Xcomp || cue.takes("to-infinitive"))
    };
    // "asked if the door was open": the parse often takes it for a condition.
    let asks_if = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Advcl
            && cue.takes("wh-clause")
            && scene.children_by(*c, Dep::Mark).any(|m| matches!(scene.lower(m), "if" | "whether"))
    };
    let clause = scene.children(cue.token).find(asks).or_else(|| scene.children(cue.token).find(asks_if))?;
    Complement::of(cut_out(scene, extent(scene, clause), cue.token, clause))
}

/// "promised to go", "urged the court to go": the infinitive, with the one who is to do it.
fn infinitive(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !cue.takes("to-infinitive") {
        return None;
    }
    let of_infinitive = |c: &usize| {
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Advcl)
            && scene.children_by(*c, Dep::Aux).any(|a| scene.token(a).tag == Tag::TO)
            && (scene.token(*c).dep != Dep::Advcl || !cue.takes("np"))
    };
    let clause = scene.children(cue.token).find(of_infinitive)?;
    let mut range = extent(scene, clause);
    // "Quill is expected to resign", "the plan seems to work": who is to do it stands before.
    let of_others =
        is_passive(scene, cue.token) || matches!(scene.lemma(cue.token).as_str(), "seem" | "appear");
    if let Some(subject) = scene.subject(cue.token).filter(|s| of_others && *s < cue.token) {
        return Complement::of(vec![within(scene, extent(scene, subject)), within(scene, range)]);
    }
    if let Some(object) = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token && *o < clause) {
        range = range.start.min(extent(scene, object).start)..range.end;
    }
    Complement::of(vec![within(scene, range)])
}

/// The object, with what the verb says of it: "accused Quill of theft", "called it a farce".
fn object(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !cue.takes("np") {
        return None;
    }
    let passive = is_passive(scene, cue.token);
    let object = match passive {
        true => scene.children_by(cue.token, Dep::Nsubjpass).next()?,
        false => scene
            .children(cue.token)
            .find(|c| matches!(scene.token(*c).dep, Dep::Dobj | Dep::Oprd | Dep::Ccomp) && *c > cue.token)?,
    };
    if is_time(scene, object)
        || (scene.token(object).pos == Pos::PRON && scene.lower(object).ends_with("self"))
    {
        return None;
    }
    let range = extent(scene, object);
    if passive {
        return Complement::of(vec![within(scene, range)]);
    }
    Complement::of(vec![within(
        scene,
        without_aside(scene, range.start..what_is_said_of(scene, cue, range.end)),
    )])
}

/// A phrase without what is only added to its last noun behind a comma: ", who was there", ", a teacher".
fn without_aside(scene: &Scene<'_>, range: TokenRange) -> TokenRange {
    let comma = (range.start + 1..range.end).find(|i| {
        scene.word(*i) == ","
            && (i + 1..range.end).any(|k| {
                matches!(scene.token(k).dep, Dep::Relcl | Dep::Appos)
                    && scene.head(k).is_some_and(|h| h < *i && range.contains(&h))
                    && extent(scene, k).start == i + 1
                    && extent(scene, k).end + 1 >= range.end
            })
    });
    range.start..comma.unwrap_or(range.end)
}

/// How far the complements of the same verb go that stand unbroken behind its object.
fn what_is_said_of(scene: &Scene<'_>, cue: &Cue<'_>, from: usize) -> usize {
    let mut to = from;
    let last = scene.sentence(cue.token).end;
    loop {
        // "called that report on Friday “a lie”"
        let from = (to..last).find(|i| !is_time(scene, *i) && !is_mark(scene, *i)).unwrap_or(last);
        let Some(next) = scene.children(cue.token).find(|c| *c >= from && extent(scene, *c).start == from)
        else {
            break;
        };
        let belongs = match scene.token(next).dep {
            Dep::Prep => !sets_the_scene(scene, next),
            Dep::Oprd | Dep::Acomp | Dep::Xcomp | Dep::Ccomp | Dep::Dobj | Dep::Dative => true,
            _ => false,
        };
        if !belongs {
            break;
        }
        to = extent(scene, next).end;
    }
    to
}

fn is_mark(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.word(token), "\"" | "“" | "''" | "``" | "‘")
}

/// "on Tuesday", "in a statement", "at a rally", "during an interview": when and where it was said.
fn sets_the_scene(scene: &Scene<'_>, preposition: usize) -> bool {
    let object = scene.children_by(preposition, Dep::Pobj).next();
    object.is_some_and(|o| is_time(scene, o))
        || matches!(scene.lower(preposition), "during" | "after" | "before" | "since" | "until" | "by")
        || (matches!(scene.lower(preposition), "in" | "on" | "at" | "via" | "through")
            && object.is_some_and(|o| {
                scene.listed("reporting-nouns", &scene.lemma(o)) || scene.token(o).pos == Pos::PROPN
            }))
}

/// The phrase behind the cue's preposition: "called for a ban", "spoke about guns".
fn prepositional(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let fits = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Prep
            && cue.takes(scene.lower(*c))
            && !sets_the_scene(scene, *c)
    };
    let preposition = scene.children(cue.token).find(fits)?;
    let object = scene
        .children(preposition)
        .find(|c| matches!(scene.token(*c).dep, Dep::Pobj | Dep::Pcomp | Dep::Prep) && *c > preposition)?;
    let range = extent(scene, object);
    let to = match cue.sort {
        Sort::Verb => what_is_said_of(scene, cue, range.end),
        _ => range.end,
    };
    // "cast the vote as a choice": what it is cast as is said of the object.
    let object = scene.children_by(cue.token, Dep::Dobj).find(|o| *o > cue.token && *o < preposition);
    if let Some(object) = object.filter(|_| matches!(scene.lower(preposition), "as" | "to" | "with" | "for"))
    {
        return Complement::of(vec![within(scene, extent(scene, object).start..to)]);
    }
    if object.is_some() {
        return None;
    }
    let content = within(scene, without_aside(scene, range.start..to));
    (!content.is_empty()).then_some(Complement { content: vec![content], preposition: Some(preposition) })
}

/// "her claim that the gate was open", "a plan to leave", "criticism of the court".
fn noun(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let clause = scene.children(cue.token).find(|c| {
        let has = |lower: &str| scene.children(*c).any(|m| scene.lower(m) == lower && m < *c);
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Acl | Dep::Ccomp | Dep::Relcl)
            && (cue.takes("that-clause")
                && scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that")
                || cue.takes("to-infinitive") && has("to"))
    });
    match clause {
        Some(clause) => Complement::of(vec![within(scene, extent(scene, clause))]),
        None => predicate(scene, cue).or_else(|| prepositional(scene, cue)),
    }
}

/// "The best defence is that the gate was open".
fn predicate(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let be = scene.head(cue.token).filter(|h| {
        scene.token(cue.token).dep == Dep::Nsubj && scene.lemma(*h) == "be" && cue.takes("that-clause")
    })?;
    let clause = scene
        .children_by(be, Dep::Ccomp)
        .find(|c| scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that"))?;
    Complement::of(vec![within(scene, extent(scene, clause))])
}
