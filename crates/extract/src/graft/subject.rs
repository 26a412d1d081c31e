//! The subject of a verb that says or holds something, where the parse hung it elsewhere: a finite verb has one.

use factum_types::{Dep, Pos, Tag, TokenRange};

use super::{Arc, Tree};

/// The subject of a finite verb that has none, where the words before the verb show it.
pub(super) fn strayed(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    if !is_finite(tree, verb) || matches!(tree.dep(verb), Dep::Conj) {
        return None;
    }
    // "Making her way to the door, Roe thanked": the parse takes the participle for the subject
    if let Some(subject) = tree.subject(verb) {
        let opening = tree.dep(subject) == Dep::Csubj && tree.tag(subject) == Tag::VBG;
        let mut arcs = opening.then(|| behind_opening(tree, verb)).flatten()?;
        arcs.push(Arc::new(subject, verb, Dep::Advcl));
        return Some(arcs);
    }
    on_auxiliary(tree, verb)
        .or_else(|| with_participle(tree, verb))
        .or_else(|| behind_opening(tree, verb))
        .or_else(|| as_adverb(tree, verb))
        .or_else(|| goes_on(tree, verb))
}

/// "he's said nothing", "who's argued that": the parse takes the verb for a passive although it has an object or tells
/// what is said.
pub(super) fn has_done(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let has = tree
        .children_by(verb, Dep::Auxpass)
        .find(|a| matches!(tree.lower(*a).as_str(), "'s" | "’s") && tree.tag(verb) == Tag::VBN)?;
    let subject = tree.children_by(verb, Dep::Nsubjpass).next()?;
    // "she's told that", "he's given a chance": these take two objects, and the passive keeps one
    let two = matches!(
        tree.lemma(verb).as_str(),
        "tell"
            | "ask"
            | "give"
            | "offer"
            | "teach"
            | "promise"
            | "assure"
            | "inform"
            | "advise"
            | "warn"
            | "allow"
            | "deny"
            | "grant"
            | "pay"
            | "remind"
            | "convince"
            | "persuade"
    );
    let clausal = |c: usize| {
        tree.dep(c) == Dep::Ccomp
            && tree.subject(c).is_some()
            && !tree.children(c).any(|m| tree.tag(m) == Tag::TO && m < c)
    };
    let full = tree.children(verb).any(|c| c > verb && (tree.dep(c) == Dep::Dobj || clausal(c)));
    let passive = tree.children(verb).any(|c| matches!(tree.dep(c), Dep::Agent | Dep::Oprd | Dep::Xcomp));
    (full && !passive && !two)
        .then(|| vec![Arc::new(has, verb, Dep::Aux), Arc::new(subject, verb, Dep::Nsubj)])
}

/// "laws that the court said were void", "whom Roe on Friday called a liar": the noun between a relative pronoun and the
/// verb does what the verb says; the pronoun belongs to what is said, or is the object.
pub(super) fn behind_relative(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let relative = tree
        .children(verb)
        .find(|c| *c < verb && tree.dep(*c) == Dep::Nsubj && matches!(tree.tag(*c), Tag::WDT | Tag::WP))?;
    let who = tree.children(verb).find(|c| {
        *c > relative
            && *c < verb
            && tree.extent(*c).start == relative + 1
            && match tree.dep(*c) {
                Dep::Nsubj => true,
                Dep::Npadvmod => tree.pos(*c) == Pos::PROPN && !is_time(tree, *c),
                _ => false,
            }
    })?;
    let told = tree.children_by(verb, Dep::Ccomp).find(|c| {
        *c > verb && tree.subject(*c).is_none() && (is_finite(tree, *c) || tree.tag(*c) == Tag::VBN)
    });
    let role = match told {
        Some(told) if is_passive(tree, told) => Dep::Nsubjpass,
        Some(_) => Dep::Nsubj,
        None => Dep::Dobj,
    };
    Some(vec![Arc::new(who, verb, Dep::Nsubj), Arc::new(relative, told.unwrap_or(verb), role)])
}

/// "Campaign chair Paul Roe said", "A study by the watchdog group Fair Courts found", "What was seen before the trial's end
/// shows": the parse takes two parts of one phrase for two subjects.
pub(super) fn twins(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let subjects = |i: &usize| matches!(tree.dep(*i), Dep::Nsubj | Dep::Nsubjpass) && *i < verb;
    let mut both = tree.children(verb).filter(subjects);
    let (first, second) = (both.next()?, both.next()?);
    let start = tree.extent(second).start;
    let noun = |i: usize| matches!(tree.pos(i), Pos::NOUN | Pos::PROPN);
    let pronoun = matches!(tree.tag(first), Tag::WP | Tag::WDT | Tag::PRP);
    if both.next().is_some() || pronoun || !noun(second) || tree.extent(first).end != start {
        return None;
    }
    let last = start - 1;
    if tree.pos(last) == Pos::ADP {
        let empty = tree.children(last).next().is_none() && tree.below(last, first);
        return empty.then(|| vec![Arc::new(second, last, Dep::Pobj)]);
    }
    let told = || tree.extent(first).any(|i| matches!(tree.tag(i), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
    if tree.pos(last) == Pos::CCONJ && tree.head(last) == Some(first) && !told() {
        return Some(vec![Arc::new(second, first, Dep::Conj)]);
    }
    // "the things Roe has said": one name is no "things"
    let many = matches!(tree.tag(last), Tag::NNS | Tag::NNPS);
    let agree = many == tree.children_by(second, Dep::Conj).next().is_some();
    let named = tree.pos(second) == Pos::PROPN && noun(last) && agree;
    match last == first {
        true if named => {
            let mut arcs = vec![Arc::new(first, second, Dep::Compound)];
            arcs.extend(tree.children(first).map(|c| Arc::new(c, second, tree.dep(c))));
            Some(arcs)
        }
        false if named => Some(vec![Arc::new(second, last, Dep::Appos)]),
        _ => None,
    }
}

/// "her friends have in the past said": the subject hangs on the auxiliary.
fn on_auxiliary(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let aux = tree.children(verb).find(|a| *a < verb && matches!(tree.dep(*a), Dep::Aux | Dep::Auxpass))?;
    let subject = tree.subject(aux).filter(|s| *s < aux)?;
    Some(vec![Arc::new(subject, verb, subject_of(tree, verb))])
}

/// "The men helping to move the boat say", "a study to be released today shows", "Roe, who was there, was critical": the
/// parse makes a clause of the subject and what only tells more of it.
fn with_participle(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let clause = tree.children(verb).find(|c| {
        *c < verb && matches!(tree.dep(*c), Dep::Ccomp | Dep::Advcl) && tree.subject(*c).is_some()
    })?;
    let subject =
        tree.subject(clause).filter(|s| *s < clause && matches!(tree.pos(*s), Pos::NOUN | Pos::PROPN))?;
    let range = tree.extent(clause);
    let reaches = range.end == end_of_subject(tree, verb);
    let marked = tree.children(clause).any(|m| tree.dep(m) == Dep::Mark);
    if !reaches || marked || within_marks(tree, &range) {
        return None;
    }
    let behind = (subject + 1..clause).find(|i| tree.lower(*i) != ",");
    let pronoun = behind.filter(|i| matches!(tree.tag(*i), Tag::WP | Tag::WDT));
    let participle = matches!(tree.tag(clause), Tag::VBG | Tag::VBN)
        && !tree.children(clause).any(|a| {
            matches!(tree.dep(a), Dep::Aux | Dep::Auxpass)
                && matches!(tree.tag(a), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD)
        });
    let dep = if pronoun.is_some() {
        Dep::Relcl
    } else if participle {
        Dep::Acl
    } else {
        return None;
    };
    let mut arcs = vec![Arc::new(subject, verb, subject_of(tree, verb)), Arc::new(clause, subject, dep)];
    let first = tree.extent(subject).start;
    arcs.extend(tree.children(clause).filter(|c| *c < first).map(|c| Arc::new(c, verb, tree.dep(c))));
    if let Some(pronoun) = pronoun {
        arcs.push(Arc::new(pronoun, clause, subject_of(tree, clause)));
    }
    Some(arcs)
}

/// "In a letter to the Courier, her adviser, Leo Fenn, said", "At a rally in Dorn, Ohio, 60-year-old Ann Roe called": the
/// parse takes the subject for one more noun of the phrase that opens the sentence.
fn behind_opening(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let start = tree.sentence(verb).start;
    let end = end_of_subject(tree, verb);
    let comma = end < verb && tree.lower(end) == ",";
    let noun = |n: &usize| {
        matches!(tree.dep(*n), Dep::Appos | Dep::Conj | Dep::Npadvmod)
            && matches!(tree.pos(*n), Pos::NOUN | Pos::PROPN)
            && !is_time(tree, *n)
    };
    let subject = (start + 1..end).filter(noun).find(|n| {
        let range = tree.extent(*n);
        // "In Dorn, Ohio, said": only what has an aside of its own ends at a comma
        let aside = (*n..range.end).any(|i| tree.lower(i) == ",");
        (range.end == end || comma && range.end == end + 1)
            && range.start > start
            && matches!(tree.lower(range.start - 1).as_str(), "," | "--" | "—" | "–")
            && tree.head(*n).is_some_and(|h| h < range.start && h != verb)
            && tree.below(*n, verb)
            && (!comma || aside)
            && !within_marks(tree, &(start..range.end))
    })?;
    let mut top = tree.head(subject)?;
    while let Some(above) = tree.head(top).filter(|h| *h != verb) {
        top = above;
    }
    let opens = matches!(tree.dep(top), Dep::Prep | Dep::Advcl | Dep::Csubj | Dep::Punct) && top < subject;
    opens.then(|| vec![Arc::new(subject, verb, subject_of(tree, verb))])
}

/// "Roe praised Fenn in May": the name right before a verb that the parse takes for an adverbial.
fn as_adverb(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let end = end_of_subject(tree, verb);
    let name = tree.children_by(verb, Dep::Npadvmod).find(|n| {
        *n < verb && tree.extent(*n).end == end && tree.pos(*n) == Pos::PROPN && !is_time(tree, *n)
    })?;
    let apart = end < verb && tree.lower(end) == ",";
    (!apart).then(|| vec![Arc::new(name, verb, subject_of(tree, verb))])
}

/// "Roe rose and, citing the law, praised Fenn", "She left, then denied it": the parse takes what she did first for what is
/// said, although "and" or "then" goes on from it.
fn goes_on(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let first = tree
        .children_by(verb, Dep::Ccomp)
        .find(|c| *c < verb && is_finite(tree, *c) && tree.subject(*c).is_some_and(|s| s < *c))?;
    let end = end_of_subject(tree, verb);
    let range = tree.extent(first);
    let last = |dep: Dep| tree.children_by(first, dep).next_back();
    let open = last(Dep::Cc).is_some_and(|and| and > first && last(Dep::Conj).is_none_or(|c| c < and));
    let then = (end..verb).any(|i| tree.lower(i) == "then");
    let full = tree
        .children(verb)
        .any(|c| c > verb && matches!(tree.dep(c), Dep::Dobj | Dep::Ccomp | Dep::Xcomp | Dep::Prep));
    let reaches = range.end == end || range.end == end + 1;
    if !(open || then) || !full || !reaches || within_marks(tree, &range) {
        return None;
    }
    let above =
        tree.head(verb).map_or(Arc::new(first, first, Dep::Root), |h| Arc::new(first, h, tree.dep(verb)));
    Some(vec![above, Arc::new(verb, first, Dep::Conj)])
}

/// Where a subject right before a verb ends: before its auxiliaries, adverbs and a comma.
fn end_of_subject(tree: &Tree<'_>, verb: usize) -> usize {
    let helps = |i: usize| {
        tree.head(i) == Some(verb) && matches!(tree.dep(i), Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod)
    };
    let mut end = verb;
    while end > 0 && helps(end - 1) {
        end -= 1;
    }
    if end > 0 && tree.lower(end - 1) == "," { end - 1 } else { end }
}

/// Whether a quotation opens or closes within a stretch.
fn within_marks(tree: &Tree<'_>, range: &TokenRange) -> bool {
    range.clone().any(|i| matches!(tree.lower(i).as_str(), "\"" | "“" | "”" | "''" | "``"))
}

fn is_finite(tree: &Tree<'_>, verb: usize) -> bool {
    let tense = |i: usize| matches!(tree.tag(i), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    tense(verb)
        || tree.children(verb).any(|a| matches!(tree.dep(a), Dep::Aux | Dep::Auxpass) && a < verb && tense(a))
}

fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children_by(verb, Dep::Auxpass).next().is_some()
}

/// What a verb's subject is.
fn subject_of(tree: &Tree<'_>, verb: usize) -> Dep {
    if is_passive(tree, verb) { Dep::Nsubjpass } else { Dep::Nsubj }
}

fn is_time(tree: &Tree<'_>, noun: usize) -> bool {
    ["day-parts", "time-units", "weekdays", "months", "day-words"]
        .into_iter()
        .any(|list| tree.listed(list, noun))
}

/// "Roe was charged with murder and Fenn, 31, pleaded guilty": a name behind "and" that the parse takes for one more thing
/// charged does what the verb right behind it says, which has no other subject.
pub(super) fn of_next_clause(tree: &Tree<'_>, verb: usize) -> Option<Vec<Arc>> {
    let upper = tree.head(verb).filter(|upper| *upper < verb && tree.dep(verb) == Dep::Conj)?;
    let helper =
        |c: &usize| matches!(tree.dep(*c), Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod) && *c < verb;
    let first = tree.children(verb).find(helper).unwrap_or(verb);
    let finite = matches!(tree.tag(verb), Tag::VBD | Tag::VBZ | Tag::VBP)
        || tree
            .children(verb)
            .any(|c| c < verb && matches!(tree.tag(c), Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD));
    if !finite || tree.subject(verb).is_some() {
        return None;
    }
    // past an age between commas
    let aside = |i: &usize| tree.pos(*i) == Pos::PUNCT && tree.lower(*i) == "," || tree.tag(*i) == Tag::CD;
    let name = (upper + 1..first).rev().find(|i| !aside(i)).filter(|i| tree.pos(*i) == Pos::PROPN)?;
    let beside = tree.head(name).filter(|h| tree.dep(name) == Dep::Conj && *h > upper && *h < name)?;
    let start = tree.extent(name).start;
    let joint = start.checked_sub(1).filter(|i| matches!(tree.lower(*i).as_str(), "and" | "but"))?;
    if first > name + 4 || !tree.below(beside, upper) {
        return None;
    }
    let passive = tree.children_by(verb, Dep::Auxpass).next().is_some();
    let mut arcs = vec![
        Arc::new(name, verb, if passive { Dep::Nsubjpass } else { Dep::Nsubj }),
        Arc::new(joint, upper, Dep::Cc),
    ];
    arcs.extend((name + 1..first).filter(|i| tree.tag(*i) == Tag::CD).map(|i| Arc::new(i, name, Dep::Appos)));
    Some(arcs)
}
