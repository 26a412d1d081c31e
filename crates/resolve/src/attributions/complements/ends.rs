//! Where what is said ends: what the parse tears off it, the next words of the speaker, and what the writer adds.

use factum_types::{Dep, Pos, Tag, TokenRange};

use crate::attributions::{Cue, speaks};
use crate::clauses::{extent, is_time};
use crate::scene::Scene;
use crate::speakers::subject_of;

/// The words of a complement without what is not its own, and the verb with which the speaker speaks on: "praised the
/// port, calling it safe", "vowed to sell it and denied that it was old", "refused to sell it, which the mayor opposed".
pub(super) fn own_words(
    scene: &Scene<'_>,
    cue: &Cue<'_>,
    range: TokenRange,
    head: usize,
) -> (TokenRange, Option<usize>) {
    let mut range = range;
    let from = head.max(cue.token) + 1;
    let goes_on = |i: usize| match scene.token(i).dep {
        Dep::Acl => scene.token(i).tag == Tag::VBG && says(scene, i) && stands_apart(scene, i),
        // "has called on him to resign and proposed a ban": hung on the infinitive, in the form of the cue
        Dep::Conj => {
            let above = scene.head(i).map_or(Tag::XX, |h| scene.token(h).tag);
            // the parse often takes one of "has called … and proposed" for the other
            let form = |i: usize| match scene.token(i).tag {
                Tag::VBN => Tag::VBD,
                tag => tag,
            };
            form(i) == form(cue.token)
                && matches!(form(i), Tag::VBD | Tag::VBZ)
                && scene.lower(i) != scene.lemma(i)
                && matches!(above, Tag::VB | Tag::NN | Tag::NNS | Tag::NNP)
                && subject_of(scene, i).is_none()
        }
        _ => false,
    };
    let on = (from..range.end).find(|i| goes_on(*i) && scene.quotation_at(scene.token(*i).span).is_none());
    // "no proof that Roe knew or approved it": what goes on is the clause, not the speaker
    let of_speaker = |i: &usize| {
        scene.token(*i).dep != Dep::Conj || scene.head(*i).is_none_or(|h| subject_of(scene, h).is_none())
    };
    let saying = next_saying(scene, cue.token, from..range.end).filter(of_speaker);
    let next = match (saying, on) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    if let Some(next) = next {
        range.end = extent(scene, next).start.max(range.start);
    }
    let next = next.filter(|i| says(scene, *i));
    (without_answer(scene, range, head.max(cue.token)), next)
}

/// "said he left because he was ill", "said that he left and that he was ill", "said it was cheap, compared to that",
/// "found Roe ahead, 46 percent to 44": the parts of what is said that the parse hangs on the verb of saying.
pub(super) fn with_rest(scene: &Scene<'_>, cue: usize, clause: usize, end: usize) -> usize {
    let marked =
        |i: usize, words: &[&str]| scene.children_by(i, Dep::Mark).any(|m| words.contains(&scene.lower(m)));
    let is_said = |i: usize| match scene.token(i).dep {
        Dep::Advcl => marked(i, &["because", "if", "unless"]),
        Dep::Conj if marked(i, &["that"]) => true,
        Dep::Ccomp => subject_of(scene, i).is_some(),
        Dep::Prep => matches!(scene.lower(i), "compared" | "including"),
        Dep::Npadvmod | Dep::Dobj | Dep::Dep => {
            scene.token(extent(scene, i).start).pos == Pos::NUM && !is_time(scene, i)
        }
        _ => false,
    };
    let mut end = end;
    for part in scene.children(cue).filter(|i| *i > clause && is_said(*i)) {
        let own = extent(scene, part);
        let joins = (end..own.start).all(|i| matches!(scene.lower(i), "," | "and" | "but" | "or"));
        if own.start >= end && joins {
            end = own.end;
        }
    }
    let kind =
        |i: usize| matches!(scene.lower(i), "that" | "whether" | "how" | "why").then(|| scene.lower(i));
    let own = kind(extent(scene, clause).start);
    let last = scene.sentence(cue).end;
    // "eager to prove that she heard them, and that she can win": hung on whatever stands before
    while let Some(next) = (end..last)
        .find(|i| !matches!(scene.lower(*i), "," | "and" | "but" | "or"))
        .filter(|i| *i > end && own.is_some() && kind(*i) == own && scene.token(*i).pos == Pos::SCONJ)
    {
        let Some(verb) = scene.head(next).filter(|v| *v > next) else { break };
        end = extent(scene, verb).end;
    }
    end
}

/// "the claim that people crossing the river are thieves": a clause that the parse ends before its verb, with that verb and
/// what follows it.
pub(super) fn with_verb(scene: &Scene<'_>, range: TokenRange, clause: usize) -> TokenRange {
    let finite = |i: usize| matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    let own = |i: usize| {
        let mut at = i;
        while at != clause {
            match scene.head(at).filter(|_| scene.token(at).dep != Dep::Relcl) {
                Some(head) => at = head,
                None => return false,
            }
        }
        true
    };
    let that = scene.children_by(clause, Dep::Mark).any(|m| scene.lower(m) == "that");
    let helped = scene.children(clause).any(|c| matches!(scene.token(c).dep, Dep::Aux | Dep::Auxpass));
    let participle = scene.token(clause).tag == Tag::VBN && subject_of(scene, clause).is_some() && !helped;
    let last = scene.sentence(clause).end;
    let next = (range.end..last).find(|i| scene.token(*i).pos != Pos::ADV);
    let broken = (that || participle) && !range.clone().any(|i| finite(i) && own(i));
    let Some(next) = next.filter(|i| broken && finite(*i)) else { return range };
    let apart = |i: &usize| {
        matches!(scene.lower(*i), ";" | ":" | "-" | "–" | "—" | "--")
            || scene.lower(*i) == "," && i + 1 < last && scene.token(i + 1).pos == Pos::CCONJ
    };
    range.start..(next..last).find(apart).unwrap_or(last)
}

/// Whether a verb says something aloud and has no subject of its own.
fn says(scene: &Scene<'_>, verb: usize) -> bool {
    let act = scene.act_of_verb(&scene.lemma(verb)).is_some_and(|a| a != "find");
    (act || speaks(scene, verb)) && subject_of(scene, verb).is_none()
}

/// Whether a comma, a dash or "while" stands before a phrase.
fn stands_apart(scene: &Scene<'_>, head: usize) -> bool {
    let from = extent(scene, head).start;
    matches!(scene.lower(from.saturating_sub(1)), "," | "-" | "–" | "—" | "--" | "while")
}

/// "said the gate was open, adding that it was old", "said the gate was open and denied that it was old": the parse
/// hangs the second verb of saying on what is said, but the speaker speaks on. That verb, where it is so.
pub(super) fn next_saying(scene: &Scene<'_>, cue: usize, mut range: TokenRange) -> Option<usize> {
    range.find(|i| {
        if !says(scene, *i) || scene.quotation_at(scene.token(*i).span).is_some() {
            return false;
        }
        match scene.token(*i).dep {
            Dep::Advcl => scene.token(*i).tag == Tag::VBG && stands_apart(scene, *i),
            Dep::Conj => {
                scene.token(*i).tag == scene.token(cue).tag
                    && scene.token(*i).tag != Tag::VB
                    && scene.head(*i).is_some_and(|h| scene.is_verb(h))
            }
            _ => false,
        }
    })
}

/// Reported words without what the writer adds to their last name or thing: ", who leads the council", ", a member of
/// the council", ", which Fenn denies".
pub(super) fn without_gloss(scene: &Scene<'_>, range: TokenRange, clause: usize) -> TokenRange {
    let is_gloss = |i: usize| {
        let named = scene.head(i).is_some_and(|h| scene.token(h).pos == Pos::PROPN);
        let first = scene.lower(extent(scene, i).start);
        match scene.token(i).dep {
            Dep::Relcl => named && matches!(first, "who" | "where"),
            Dep::Appos => named && matches!(first, "a" | "an"),
            _ => false,
        }
    };
    let gloss = |i: &usize| is_gloss(*i) || is_answer(scene, *i);
    without_last(scene, range, clause, gloss)
}

/// Words without what others hold of them: "to sell the ferry, which the mayor opposes".
pub(super) fn without_answer(scene: &Scene<'_>, range: TokenRange, head: usize) -> TokenRange {
    without_last(scene, range, head, |i| is_answer(scene, *i))
}

/// Whether a phrase tells what somebody holds of the words before it: ", which Fenn denies", ", a charge that Fenn
/// denies", ", even as she admits that it is old".
fn is_answer(scene: &Scene<'_>, head: usize) -> bool {
    let holds = |i: usize| {
        let lemma = scene.lemma(i);
        scene.listed("reporting-verbs", &lemma) || scene.listed("stance-verbs", &lemma)
    };
    let tells = |i: usize| {
        holds(i) && subject_of(scene, i).is_some_and(|s| !matches!(scene.lower(s), "who" | "which" | "that"))
    };
    match scene.token(head).dep {
        Dep::Relcl => tells(head) || scene.lower(extent(scene, head).start) == "where",
        Dep::Appos => scene.children_by(head, Dep::Relcl).any(tells),
        // "said that he left, a claim that Fenn denies": the parse often makes it an object
        Dep::Dobj | Dep::Npadvmod | Dep::Conj => {
            matches!(scene.lower(extent(scene, head).start), "a" | "an")
                && scene
                    .children(head)
                    .any(|c| matches!(scene.token(c).dep, Dep::Relcl | Dep::Acl) && tells(c))
        }
        Dep::Advcl => {
            let mut own = extent(scene, head);
            scene.lower(own.start) == "even"
                && matches!(scene.lower(own.start + 1), "as" | "though")
                && own.any(holds)
        }
        _ => false,
    }
}

/// A range up to the first phrase of a sort that stands behind a comma or dash and closes it.
fn without_last(
    scene: &Scene<'_>,
    range: TokenRange,
    head: usize,
    of_sort: impl Fn(&usize) -> bool,
) -> TokenRange {
    let ends = (head + 1..range.end).filter(of_sort).find(|i| {
        let own = extent(scene, *i);
        (matches!(scene.lower(own.start - 1), "," | "-" | "–" | "—" | "--")
            || scene.lower(own.start) == "even" && scene.lower(own.start + 1) == "as")
            && own.start > head + 1
            && (own.end..range.end).all(|k| matches!(scene.token(k).pos, Pos::PUNCT | Pos::SPACE))
            && scene.quotation_at(scene.token(own.start).span).is_none()
    });
    range.start..ends.map_or(range.end, |i| extent(scene, i).start)
}
