//! Who speaks: the head of the phrase behind a reporting word.

use factum_types::{Dep, Pos, Tag};

use crate::clauses::{extent, is_according, is_time};
use crate::quotes::{can_speak, is_nominal};
use crate::scene::Scene;

/// The head of the phrase that speaks: the verb's subject, also behind it ("said Smith"), the agent of a passive,
/// the noun that a participle hangs on ("a statement saying"), or what "according to" names.
pub(crate) fn speaker_head(scene: &Scene<'_>, cue: usize) -> Option<usize> {
    if is_according(scene, cue) {
        let to = scene.children(cue).find(|c| scene.lower(*c) == "to")?;
        return scene.children_by(to, Dep::Pobj).next();
    }
    if is_passive(scene, cue) {
        return agent(scene, cue);
    }
    let mut at = cue;
    for _ in 0..8 {
        if let Some(own) = subject_of(scene, at) {
            if !is_of_what_is_said(scene, cue, at, own) {
                return Some(own);
            }
            at = scene.head(at)?;
            continue;
        }
        if at == cue
            && let Some(beside) =
                behind(scene, cue).or_else(|| before(scene, cue)).or_else(|| behind_marks(scene, cue))
        {
            return Some(beside);
        }
        let head = scene.head(at)?;
        match scene.token(at).dep {
            // "urged the court to say": who is to say it is the object.
            Dep::Xcomp if at != cue || scene.token(at).tag == Tag::VB => {
                let told = scene.children_by(head, Dep::Dobj).find(|o| *o < at && orders(scene, head));
                if told.is_some() {
                    return told;
                }
            }
            // "That moved the coroner to say": the coroner says
            Dep::Advcl if at == cue && scene.token(at).tag == Tag::VB => {
                if let Some(moved) = moved(scene, head, at) {
                    return Some(moved);
                }
            }
            // "Fenn quoted her as saying": she said it
            Dep::Pcomp if scene.lower(head) == "as" => {
                let quotes =
                    scene.head(head).filter(|v| matches!(scene.lemma(*v).as_str(), "quote" | "cite"));
                let whom = quotes.and_then(|v| {
                    let passive = is_passive(scene, v);
                    let dep = if passive { Dep::Nsubjpass } else { Dep::Dobj };
                    scene.children_by(v, dep).next()
                });
                if whom.is_some() {
                    return whom;
                }
            }
            Dep::Acl => return (scene.token(at).tag != Tag::VBN && !scene.is_verb(head)).then_some(head),
            Dep::Xcomp
            | Dep::Advcl
            | Dep::Aux
            | Dep::Auxpass
            | Dep::Pcomp
            | Dep::Prep
            | Dep::Dep
            | Dep::Ccomp => {}
            // "said he was ill but denied that he drank": what the parse hangs on the illness is said by who spoke.
            Dep::Conj if takes_up(scene, at, head) => {
                at = scene.head(head)?;
                continue;
            }
            // "called the death a loss and rejected": what the parse hangs on the loss is said by who called it so.
            Dep::Conj if scene.token(head).dep == Dep::Ccomp && !scene.is_verb(head) => {
                at = scene.head(head)?;
                continue;
            }
            Dep::Conj if of_another_time(scene, at, head).is_some() => {
                at = of_another_time(scene, at, head)?;
                continue;
            }
            // "The court of appeals overruled and said"
            Dep::Conj
                if matches!(scene.token(head).pos, Pos::NOUN | Pos::PROPN)
                    && scene.head(head).is_none()
                    && matches!(scene.token(at).tag, Tag::VBD | Tag::VBZ | Tag::VBP) =>
            {
                return Some(head);
            }
            Dep::Conj => {
                if is_passive(scene, head) && !is_passive(scene, at) {
                    // A participle's subject is the passive's.
                    return subject_of(scene, head);
                }
            }
            _ => return None,
        }
        // What stands in a clause of its own with "that" or a question word shares no subject.
        if scene.token(at).dep == Dep::Ccomp && scene.token(at).tag != Tag::VBG {
            return None;
        }
        at = head;
        if !scene.is_verb(at) && !matches!(scene.token(at).pos, Pos::ADP | Pos::SCONJ | Pos::ADJ | Pos::ADV) {
            return None;
        }
    }
    None
}

/// Whether a verb without a subject of its own that the parse coordinates with a reported clause goes on with the
/// speaker's denials or additions.
pub(crate) fn takes_up(scene: &Scene<'_>, verb: usize, clause: usize) -> bool {
    let lemma = scene.lemma(verb);
    let act = scene.act_of_verb(&lemma);
    let reported = scene.token(clause).dep == Dep::Ccomp
        && scene.head(clause).is_some_and(|v| scene.listed("reporting-verbs", &scene.lemma(v)));
    // "said his client is innocent and accused the officer": the tense is the speaker's
    let tense = scene.head(clause).is_some_and(|cue| {
        scene.token(verb).tag == scene.token(cue).tag && scene.token(verb).tag != scene.token(clause).tag
    });
    let owns = matches!(lemma.as_str(), "admit" | "acknowledge" | "concede")
        && scene.children_by(clause, Dep::Cc).any(|c| scene.lower(c) == "but");
    reported
        && (act == Some("deny") || lemma == "add" || act == Some("allege") && tense || owns)
        && scene.children_by(verb, Dep::Nsubj).next().is_none()
}

/// "relied on her wish to win the case and accused him", "blamed him for the rules that have failed and called it a farce":
/// a verb in the past goes on from one in the past, not from the infinitive or the present that the parse coordinates it
/// with. The verb above that it goes on from.
fn of_another_time(scene: &Scene<'_>, verb: usize, beside: usize) -> Option<usize> {
    let tag = |i: usize| scene.token(i).tag;
    let bare = scene.children_by(beside, Dep::Aux).any(|a| matches!(tag(a), Tag::TO | Tag::MD));
    let infinitive = bare && tag(beside) == Tag::VB;
    let apart = match tag(verb) {
        Tag::VBD => infinitive || matches!(tag(beside), Tag::VBZ | Tag::VBP),
        Tag::VBZ => infinitive,
        _ => false,
    };
    let helped =
        scene.children(verb).any(|c| matches!(scene.token(c).dep, Dep::Aux | Dep::Auxpass) && c < verb);
    if !apart
        || helped
        || !matches!(scene.token(beside).dep, Dep::Acl | Dep::Relcl | Dep::Xcomp | Dep::Advcl | Dep::Ccomp)
    {
        return None;
    }
    let mut at = scene.head(beside)?;
    for _ in 0..10 {
        if scene.is_verb(at) && tag(at) == tag(verb) {
            return subject_of(scene, at).is_some_and(|s| s < at).then_some(at);
        }
        at = scene.head(at)?;
    }
    None
}

/// "Roe insisted the arrest was lawful while adding": a participle that the parse hangs on what is said goes on with who
/// said it, where what is said is of a thing.
fn is_of_what_is_said(scene: &Scene<'_>, cue: usize, clause: usize, subject: usize) -> bool {
    let said = scene.token(clause).dep == Dep::Ccomp
        && scene.head(clause).is_some_and(|v| scene.listed("reporting-verbs", &scene.lemma(v)));
    clause != cue && said && scene.token(cue).tag == Tag::VBG && !can_speak(scene, subject)
}

/// "moved the coroner to say", "led Roe to say": the object of a verb that makes somebody do something.
fn moved(scene: &Scene<'_>, verb: usize, infinitive: usize) -> Option<usize> {
    let makes = matches!(
        scene.lemma(verb).as_str(),
        "move"
            | "lead"
            | "cause"
            | "prompt"
            | "force"
            | "drive"
            | "push"
            | "inspire"
            | "spur"
            | "compel"
            | "get"
            | "provoke"
    );
    scene.children_by(verb, Dep::Dobj).find(|o| makes && *o > verb && *o < infinitive)
}

/// Verbs whose object does what the infinitive says.
fn orders(scene: &Scene<'_>, verb: usize) -> bool {
    !matches!(
        scene.lemma(verb).as_str(),
        "promise"
            | "use"
            | "take"
            | "have"
            | "make"
            | "call"
            | "phone"
            | "dial"
            | "contact"
            | "text"
            | "email"
    )
}

/// The subject that hangs on the verb itself; "Friday evening" is none.
pub(crate) fn subject_of(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let subject = |c: &usize| {
        matches!(scene.token(*c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj)
            && (scene.token(*c).pos == Pos::PRON && *c < verb || !is_time(scene, *c))
            && !is_quoted(scene, verb, *c)
    };
    let first = scene.children(verb).find(subject)?;
    Some(second_subject(scene, verb).filter(|_| first < verb).unwrap_or(first))
}

/// "The boy, Roe said, was cold", "The boy was cold, said Roe": where the parse gives a verb two subjects, the one next to
/// it is its own.
pub(crate) fn second_subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let before = |c: &usize| {
        scene.token(*c).dep == Dep::Nsubj
            && *c < verb
            && (scene.token(*c).pos == Pos::PRON || !is_time(scene, *c))
            && !is_quoted(scene, verb, *c)
    };
    let mut found = scene.children(verb).filter(before);
    let first = found.next()?;
    // "Judge Quill, not the bailiff, said": the other is denied
    let denied = |who: usize| {
        let start = extent(scene, who).start;
        scene.lower(start) == "not" || start > 0 && scene.lower(start - 1) == "not"
    };
    let last =
        found.next_back().filter(|last| (first..*last).any(|i| scene.lower(i) == ",") && !denied(*last));
    // "Roe, 54, of Dorn, said outside court": the comma ends an aside
    let aside = || extent(scene, first).filter(|i| *i + 1 < verb).any(|i| scene.lower(i) == ",");
    last.or_else(|| {
        let apart = verb.checked_sub(1).is_some_and(|i| scene.lower(i) == ",") && !aside();
        let who = scene.children_by(verb, Dep::Nsubj).find(|c| apart && *c > verb && !is_time(scene, *c))?;
        (extent(scene, who).start == verb + 1 && scene.token(verb + 1).tag != Tag::IN).then_some(who)
    })
}

/// Whether a noun stands within what somebody is quoted as saying and the verb does not.
fn is_quoted(scene: &Scene<'_>, verb: usize, noun: usize) -> bool {
    let of = |token: usize| scene.quotation_at(scene.token(token).span);
    let long = |q: usize| {
        scene.findings.quotations.get(q).is_some_and(|q| {
            // "“Justice,” said her mother"
            let all = noun < verb && scene.words_of(q.inside).trim_end().ends_with([',', '?', '!']);
            q.inside.len() > 30 || all
        })
    };
    of(noun).is_some_and(long) && of(noun) != of(verb)
}

/// "said Friday evening Smith", "said Smith": the first noun phrase right behind a verb that has no subject.
fn behind(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    // Only where the words stand before the verb.
    let before = verb.checked_sub(1).map(|i| scene.lower(i));
    let inverted = before.is_some_and(|b| matches!(b, "," | "\"" | "”" | "''" | "’" | "'"));
    if !inverted || scene.token(verb).tag == Tag::VBG {
        return None;
    }
    let sentence = scene.sentence(verb);
    let mut i = verb + 1;
    while i < sentence.end && (is_time(scene, i) || matches!(scene.lower(i), "on" | "late" | "early")) {
        i += 1;
    }
    let named = |i: usize| matches!(scene.token(i).pos, Pos::PROPN | Pos::NOUN | Pos::PRON);
    // "The audit, made public Tuesday, says Roe wrote nine checks": Roe does what the audit says.
    let acts = |head: &usize| {
        scene.head(*head).is_some_and(|v| {
            let quoted = |i: usize| scene.quotation_at(scene.token(i).span);
            v > *head
                && v != verb
                && scene.is_verb(v)
                && scene.token(*head).dep == Dep::Nsubj
                // "said Ann X. “He had no weapon.”": the parse reads on into the marks
                && quoted(v) == quoted(*head)
        })
    };
    let first = (i..sentence.end.min(i + 8))
        .take_while(|k| !matches!(scene.lower(*k), "," | "." | "that") && scene.token(*k).pos != Pos::ADP)
        .find(|k| named(*k))?;
    // Up to the head of the phrase.
    let mut head = first;
    while let Some(above) = scene.head(head) {
        if above == verb || above < first || !named(above) || scene.token(head).dep == Dep::Appos {
            break;
        }
        head = above;
    }
    // "Roe spoke of the trial, praised the jury": nothing is said before the comma
    let object = before == Some(",") && scene.token(head).dep == Dep::Dobj && scene.lemma(verb) != "say";
    Some(head).filter(|head| !acts(head) && !object)
}

/// "…,” Ann Quill, said Friday evening": the name right before a verb whose subject the parse did not see.
fn before(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    // "Fenn left for Dorn, telling her": a participle's speaker is the subject's
    if scene.token(verb).tag == Tag::VBG {
        return None;
    }
    let sentence = scene.sentence(verb);
    let outside = |i: usize| scene.quotation_at(scene.token(i).span).is_none();
    let last = (sentence.start..verb)
        .rev()
        .find(|i| !matches!(scene.word(*i), "," | "also" | "later" | "then" | "has" | "had"))?;
    let named = scene.token(last).pos == Pos::PROPN && outside(last) && !is_time(scene, last);
    if !named || scene.quotation_ends_before(last).is_none() {
        return None;
    }
    let mut head = last;
    while let Some(above) = scene.head(head).filter(|h| outside(*h) && *h < verb && !scene.is_verb(*h)) {
        if matches!(scene.token(above).pos, Pos::ADP | Pos::PUNCT) {
            break;
        }
        head = above;
    }
    Some(head)
}

/// "“…,” Ann Roe, the county's chief prosecutor for ten years, said when asked": the phrase right behind the marks, parted
/// from the verb by what is added to it between commas.
fn behind_marks(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let sentence = scene.sentence(verb);
    let start = scene.token(verb).span.start;
    let closed = scene.findings.quotations.iter().rfind(|q| q.closed && q.span.end <= start)?;
    let mark = |i: &usize| matches!(scene.token(*i).pos, Pos::PUNCT | Pos::SPACE);
    let first = scene.tokens_in(closed.span).end;
    let first = (first..verb).find(|i| !mark(i)).filter(|i| sentence.contains(i))?;
    let end = (first..verb).find(|i| !is_nominal(scene, *i))?;
    let head = end.checked_sub(1).filter(|head| *head >= first)?;
    let ended = scene.words_of(closed.inside).trim_end().ends_with([',', '?', '!']);
    let apart = scene.lower(end) == "," && scene.lower(verb - 1) == "," && verb > end + 1;
    let finite = matches!(scene.token(verb).tag, Tag::VBD | Tag::VBZ);
    let noun = matches!(scene.token(head).pos, Pos::NOUN | Pos::PROPN) && !is_time(scene, head);
    (ended && apart && finite && noun).then_some(head)
}

/// Whether a verb is passive: with its auxiliary, or a participle behind a noun.
pub(crate) fn is_passive(scene: &Scene<'_>, verb: usize) -> bool {
    scene.children_by(verb, Dep::Auxpass).next().is_some()
        || (scene.token(verb).tag == Tag::VBN
            && matches!(scene.token(verb).dep, Dep::Acl | Dep::Amod | Dep::Advcl)
            && scene.children_by(verb, Dep::Aux).next().is_none())
}

/// "was told by police": who did it.
fn agent(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let by = scene.children(verb).find(|c| {
        scene.token(*c).dep == Dep::Agent || (scene.token(*c).dep == Dep::Prep && scene.lower(*c) == "by")
    })?;
    scene.children_by(by, Dep::Pobj).next().filter(|o| !is_time(scene, *o))
}
