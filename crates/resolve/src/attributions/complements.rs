//! What a cue attributes: its quotation, its clause, its object or the phrase behind its preposition.

use factum_types::{Dep, Pos, Span, Tag, TokenRange};

use super::cues::{Sort, first_helper};
use super::{Cue, speaks};
use crate::clauses::{clause_around, cut_out, extent, is_time, within};
use crate::quotes::starts_as_sentence;
use crate::scene::Scene;
use crate::speakers::{is_passive, speaker_head, subject_of};

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

/// What stands as the content of a cue; `quoted` are the quotations that it reports.
pub(super) fn complement(scene: &Scene<'_>, cue: &Cue<'_>, quoted: &[Span]) -> Option<Complement> {
    match cue.sort {
        Sort::According => Complement::of(clause_around(scene, cue.token)),
        Sort::Verb if !quoted.is_empty() && (cue.takes("quote") || verb(scene, cue).is_none()) => {
            Complement::of(with_quotations(scene, cue, quoted))
        }
        Sort::Verb => verb(scene, cue),
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
            if let Some(rest) = behind_parenthesis(scene, cue, words, first) {
                content.insert(0, words);
                content.get_mut(1).into_iter().for_each(|quote| *quote = rest.cover(*quote));
            } else if words.end <= first.start {
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

/// "The trade, Quill said, is “doing well”": the words between a verb within a clause and the marks that open there.
fn behind_parenthesis(scene: &Scene<'_>, cue: &Cue<'_>, words: Span, quote: Span) -> Option<Span> {
    let verb = scene.token(cue.token).span;
    let open = scene.tokens_in(quote).start;
    let parts = words.end <= verb.start && verb.end <= quote.start && !starts_as_sentence(scene, quote);
    if !parts || !scene.sentence(cue.token).contains(&open) {
        return None;
    }
    let speaker = speaker_head(scene, cue.token).map_or(0, |who| extent(scene, who).end);
    let rest = within(scene, speaker.max(cue.token + 1)..open);
    (!rest.is_empty()).then_some(rest)
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
    if tokens.end < end && worded(tokens.end..end) && scene.lower(end - 1) == "," {
        whole = whole.cover(within(scene, tokens.end..end));
    }
    if !starts_as_sentence(scene, quote) && worded(sentence.start..tokens.start) {
        let lead = within(scene, sentence.start..tokens.start);
        whole = if lead.is_empty() { whole } else { lead.cover(whole) };
    }
    whole
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
    if aside { clause_around(scene, cue.token) } else { Vec::new() }
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
    // "wrote in her book that the door was open": the parse may take it for an adverbial
    let told = |c: &usize| {
        *c > cue.token
            && scene.token(*c).dep == Dep::Advcl
            && cue.takes("that-clause")
            && scene
                .children_by(*c, Dep::Mark)
                .any(|m| scene.lower(m) == "that" && scene.lower(m - 1) != "so")
    };
    // "Helping with the boat, Quill said it was old": where the parse hangs both on the verb, the latter is said
    let behind = |c: &usize| *c > cue.token && asks(c);
    let mut below = scene.children(cue.token);
    let clause = below
        .find(behind)
        .or_else(|| scene.children(cue.token).find(asks))
        .or_else(|| scene.children(cue.token).find(asks_if))
        .or_else(|| scene.children(cue.token).find(told))?;
    let mut range = extent(scene, clause);
    range.start = range.start.min(torn_subject(scene, cue.token, clause).unwrap_or(range.start));
    let next = next_saying(scene, cue.token, clause);
    if let Some(next) = next {
        range.end = extent(scene, next).start;
    }
    if next.is_none() && clause > cue.token {
        range.end = with_reason(scene, cue.token, range.end);
    }
    range = without_gloss(scene, range, clause);
    let content = Complement::of(cut_out(scene, range, cue.token, clause))?;
    Some(Complement { next, ..content })
}

/// "said life for the next generation would be worse": where the parse tears the subject from what is said and hangs it
/// on the verb of saying, the first word of it.
fn torn_subject(scene: &Scene<'_>, cue: usize, clause: usize) -> Option<usize> {
    if clause < cue || subject_of(scene, clause).is_some() || scene.token(clause).tag == Tag::VBG {
        return None;
    }
    let torn = scene.children(cue).find(|c| {
        *c > cue
            && *c < clause
            && matches!(scene.token(*c).dep, Dep::Dobj | Dep::Npadvmod | Dep::Nsubj | Dep::Dep | Dep::Oprd)
            && !is_time(scene, *c)
    })?;
    Some(extent(scene, torn).start)
}

/// "said he left because he was ill": the reason that the parse hangs on the verb of saying is part of what is said.
fn with_reason(scene: &Scene<'_>, cue: usize, end: usize) -> usize {
    let reason = scene.children_by(cue, Dep::Advcl).find(|a| {
        let start = extent(scene, *a).start;
        let mark =
            scene.children_by(*a, Dep::Mark).any(|m| matches!(scene.lower(m), "because" | "if" | "unless"));
        let joins = start == end || start == end + 1 && scene.lower(end) == ",";
        mark && joins
    });
    reason.map_or(end, |a| extent(scene, a).end)
}

/// "said the gate was open, adding that it was old", "said the gate was open and denied that it was old": the parse
/// hangs the second verb of saying on what is said, but the speaker speaks on. That verb, where it is so.
fn next_saying(scene: &Scene<'_>, cue: usize, clause: usize) -> Option<usize> {
    if clause < cue {
        return None;
    }
    let says = |i: usize| {
        let act = scene.words.list("reporting-verbs").and_then(|l| l.value(&scene.lemma(i), "act"));
        (act.is_some_and(|a| a != "find") || speaks(scene, i)) && subject_of(scene, i).is_none()
    };
    let range = extent(scene, clause);
    (clause + 1..range.end).find(|i| {
        if !says(*i) || scene.quotation_at(scene.token(*i).span).is_some() {
            return false;
        }
        let from = extent(scene, *i).start;
        let before = scene.lower(from.saturating_sub(1));
        match scene.token(*i).dep {
            Dep::Advcl => {
                scene.token(*i).tag == Tag::VBG && matches!(before, "," | "-" | "–" | "—" | "--" | "while")
            }
            Dep::Conj => {
                scene.token(*i).tag == scene.token(cue).tag
                    && scene.token(*i).tag != Tag::VB
                    && scene.head(*i).is_some_and(|h| scene.is_verb(h))
            }
            _ => false,
        }
    })
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
    // "called for the court to act"
    let for_others = |c: &usize| {
        *c > cue.token
            && cue.takes("for")
            && matches!(scene.token(*c).dep, Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Advcl)
            && scene.lower(extent(scene, *c).start) == "for"
    };
    if let Some(clause) = scene.children(cue.token).find(for_others) {
        let range = extent(scene, clause);
        let content = Complement::of(vec![within(scene, range.start + 1..range.end)])?;
        return Some(Complement { preposition: Some(range.start), ..content });
    }
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

/// "considered selling the boat", "ruled out making a bid": the act that is the verb's object.
fn gerund(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let act = scene.children_by(cue.token, Dep::Xcomp).find(|c| {
        *c > cue.token
            && cue.takes("np")
            && scene.token(*c).tag == Tag::VBG
            && scene.children_by(cue.token, Dep::Dobj).all(|o| o > *c)
    })?;
    Complement::of(vec![within(scene, extent(scene, act))])
}

/// "The court seemed divided", "it appears like a trick": what seems, and how.
fn seeming(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    if !matches!(scene.lemma(cue.token).as_str(), "seem" | "appear") {
        return None;
    }
    let how = scene.children(cue.token).find(|c| {
        *c > cue.token
            && (matches!(scene.token(*c).dep, Dep::Acomp | Dep::Oprd | Dep::Attr)
                || scene.token(*c).dep == Dep::Prep && matches!(scene.lower(*c), "like" | "as"))
    })?;
    let what = scene.subject(cue.token).filter(|s| *s < cue.token)?;
    Complement::of(vec![within(scene, extent(scene, what)), within(scene, extent(scene, how))])
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
        // "was criticized by Quill for leaving", "was declared the winner": what is said of it stands behind the verb
        let behind = scene
            .children_by(cue.token, Dep::Agent)
            .find(|a| *a > cue.token)
            .map_or(cue.token + 1, |agent| extent(scene, agent).end);
        let said = behind..what_is_said_of(scene, cue, behind);
        return Complement::of(vec![within(scene, without_aside(scene, range)), within(scene, said)]);
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
                    && scene.children_by(k, Dep::Conj).next().is_none()
                    && scene.head(k).is_some_and(|h| h < *i && range.contains(&h))
                    && extent(scene, k).start == i + 1
                    && extent(scene, k).end + 1 >= range.end
            })
    });
    range.start..comma.unwrap_or(range.end)
}

/// Reported words without what the writer adds to their last name or thing: ", who leads the council", ", a member of
/// the council", ", which Fenn denies".
fn without_gloss(scene: &Scene<'_>, range: TokenRange, clause: usize) -> TokenRange {
    let tells = |i: usize| {
        (scene.listed("reporting-verbs", &scene.lemma(i)) || scene.listed("stance-verbs", &scene.lemma(i)))
            && subject_of(scene, i).is_some_and(|s| !matches!(scene.lower(s), "who" | "which" | "that"))
    };
    let is_gloss = |i: usize| {
        let named = scene.head(i).is_some_and(|h| scene.token(h).pos == Pos::PROPN);
        let first = scene.lower(extent(scene, i).start);
        match scene.token(i).dep {
            Dep::Relcl => named && matches!(first, "who" | "where") || tells(i),
            Dep::Appos => named && matches!(first, "a" | "an"),
            _ => false,
        }
    };
    let ends = (clause + 1..range.end).find(|i| {
        let own = extent(scene, *i);
        is_gloss(*i)
            && matches!(scene.lower(own.start - 1), "," | "-" | "–" | "—" | "--")
            && own.start > clause + 1
            && (own.end..range.end).all(|k| matches!(scene.token(k).pos, Pos::PUNCT | Pos::SPACE))
            && scene.quotation_at(scene.token(own.start).span).is_none()
    });
    range.start..ends.map_or(range.end, |i| extent(scene, i).start - 1)
}

/// How far the complements of the same verb go that stand unbroken behind its object.
fn what_is_said_of(scene: &Scene<'_>, cue: &Cue<'_>, from: usize) -> usize {
    let mut to = from;
    let last = scene.sentence(cue.token).end;
    loop {
        // "called that report on Friday “a lie”"
        let from = (to..last).find(|i| !is_time(scene, *i) && !is_mark(scene, *i)).unwrap_or(last);
        // the marks may hang on what they open: “harsh” begins at its mark
        let Some(next) =
            scene.children(cue.token).find(|c| *c >= from && (to..=from).contains(&extent(scene, *c).start))
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
    (!content.is_empty()).then_some(Complement {
        content: vec![content],
        preposition: Some(preposition),
        next: None,
    })
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
        None => predicate(scene, cue).or_else(|| prepositional(scene, cue)).or_else(|| beside(scene, cue)),
    }
}

/// "made the claim on Friday that the gate was open", "raised doubts about it": what the parse hangs on the light verb.
fn beside(scene: &Scene<'_>, cue: &Cue<'_>) -> Option<Complement> {
    let verb = cue.light?;
    let clause = scene.children(verb).find(|c| {
        *c > cue.token
            && matches!(scene.token(*c).dep, Dep::Ccomp | Dep::Advcl | Dep::Acl)
            && cue.takes("that-clause")
            && scene.children_by(*c, Dep::Mark).any(|m| scene.lower(m) == "that")
    });
    if let Some(clause) = clause {
        return Complement::of(vec![within(scene, extent(scene, clause))]);
    }
    let preposition = scene
        .children_by(verb, Dep::Prep)
        .find(|c| *c > cue.token && cue.takes(scene.lower(*c)) && !sets_the_scene(scene, *c))?;
    let object = scene
        .children(preposition)
        .find(|c| matches!(scene.token(*c).dep, Dep::Pobj | Dep::Pcomp) && *c > preposition)?;
    let content = within(scene, extent(scene, object));
    (!content.is_empty()).then_some(Complement {
        content: vec![content],
        preposition: Some(preposition),
        next: None,
    })
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
