//! Who does what a verb without a subject of its own says, and who owns what a noun says.

use factum_types::{Dep, Pos, Tag};

use crate::clauses::extent;
use crate::scene::Scene;
use crate::speakers::{is_passive, speaker_head, subject_of};

/// Who does what a verb says that hangs on a noun or behind another verb, where the words around show that it is not the
/// noun itself nor the other's subject.
pub(super) fn doer(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    if subject_of(scene, verb).is_some() {
        return None;
    }
    match scene.token(verb).tag {
        Tag::VBG => spends(scene, verb)
            .or_else(|| by_speech(scene, verb))
            .or_else(|| with_whom(scene, verb))
            .or_else(|| made_to(scene, verb))
            .or_else(|| blamed_for(scene, verb)),
        Tag::VB => has_chance(scene, verb).or_else(|| made_to(scene, verb)),
        _ => None,
    }
}

/// "spent the hearing attacking her", "took turns praising him", "had trouble believing it": who spends the time does it.
fn spends(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let noun =
        scene.head(verb).filter(|_| matches!(scene.token(verb).dep, Dep::Acl | Dep::Advcl | Dep::Xcomp))?;
    let mut at = noun;
    let spending = loop {
        if scene.is_verb(at) {
            break at;
        }
        let on = matches!(scene.token(at).dep, Dep::Dobj | Dep::Pobj | Dep::Prep | Dep::Npadvmod);
        at = scene.head(at).filter(|_| on)?;
    };
    let time = scene.token(noun).dep == Dep::Dobj
        && matches!(
            scene.lemma(noun).as_str(),
            "turn" | "trouble" | "difficulty" | "time" | "fun" | "problem"
        );
    let spent = at != verb && matches!(scene.lemma(spending).as_str(), "spend" | "waste") && noun != spending;
    (time || spent).then(|| speaker_head(scene, spending)).flatten()
}

/// "The hearing began with Fenn accusing him": the one whom the preposition brings in.
fn with_whom(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let first = extent(scene, verb).start;
    let above = scene.head(verb)?;
    let with = scene.children_by(above, Dep::Prep).find(|p| {
        *p < verb && matches!(scene.lower(*p), "with" | "without") && extent(scene, *p).end == first
    })?;
    scene.children_by(with, Dep::Pobj).next().filter(|who| is_somebody(scene, *who))
}

/// "led some to doubt it", "left many wondering", "prevented her from telling him": who is made to do it is the object.
fn made_to(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let above = scene.head(verb)?;
    let lemma = scene.lemma(above);
    let gerund = scene.token(verb).tag == Tag::VBG;
    let to = scene.children_by(verb, Dep::Aux).any(|a| scene.token(a).tag == Tag::TO);
    let clausal = matches!(scene.token(verb).dep, Dep::Advcl | Dep::Xcomp | Dep::Ccomp | Dep::Acl);
    let moves = matches!(
        lemma.as_str(),
        "lead"
            | "leave"
            | "cause"
            | "force"
            | "drive"
            | "push"
            | "prompt"
            | "get"
            | "allow"
            | "enable"
            | "encourage"
            | "move"
            | "inspire"
            | "spur"
            | "tempt"
            | "compel"
            | "provoke"
            | "free"
    );
    let finds =
        matches!(lemma.as_str(), "leave" | "keep" | "catch" | "find" | "hear" | "see" | "watch" | "send");
    if !clausal || !(to && moves || gerund && finds) || is_passive(scene, above) {
        return None;
    }
    let object = scene.children_by(above, Dep::Dobj).find(|o| *o < verb && scene.lower(*o) != "it")?;
    let range = extent(scene, object);
    let first = extent(scene, verb).start;
    let aside = range.clone().any(|i| scene.lower(i) == ",");
    let joins = (range.end..first).all(|i| aside && scene.lower(i) == ",");
    joins.then_some(object)
}

/// "criticized her for saying", "barred her from telling", "accused her of calling": the object did or is to do it.
fn blamed_for(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let preposition = scene.head(verb).filter(|_| scene.token(verb).dep == Dep::Pcomp)?;
    let above = scene.head(preposition).filter(|v| scene.is_verb(*v) && !is_passive(scene, *v))?;
    let object = scene.children_by(above, Dep::Dobj).find(|o| *o < preposition)?;
    let lemma = scene.lemma(above);
    let fits = match scene.lower(preposition) {
        "for" | "into" => is_somebody(scene, object),
        "from" => matches!(
            lemma.as_str(),
            "prevent"
                | "stop"
                | "keep"
                | "bar"
                | "ban"
                | "block"
                | "prohibit"
                | "discourage"
                | "dissuade"
                | "deter"
        ),
        "of" => matches!(lemma.as_str(), "accuse" | "suspect" | "convict" | "acquit" | "clear" | "absolve"),
        _ => false,
    };
    fits.then_some(object)
}

pub(super) fn is_somebody(scene: &Scene<'_>, noun: usize) -> bool {
    let lemma = scene.lemma(noun);
    match scene.token(noun).pos {
        Pos::PROPN => true,
        Pos::PRON => !matches!(scene.lower(noun), "it" | "this" | "that" | "which" | "what"),
        _ => ["person-nouns", "roles", "kinship"].into_iter().any(|list| scene.listed(list, &lemma)),
    }
}

/// "had a chance to deny it", "gave her reason to doubt it", "is under pressure to say": the noun does nothing itself.
fn has_chance(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let to = scene.children_by(verb, Dep::Aux).any(|a| scene.token(a).tag == Tag::TO);
    let clausal = matches!(scene.token(verb).dep, Dep::Acl | Dep::Relcl | Dep::Xcomp | Dep::Advcl);
    let mut noun = scene.head(verb).filter(|_| to && clausal)?;
    // "plenty of reason to"
    if !is_chance(scene, noun) && !is_effort(scene, noun) {
        noun = scene
            .children_by(noun, Dep::Prep)
            .filter(|p| scene.lower(*p) == "of")
            .find_map(|p| scene.children_by(p, Dep::Pobj).next())
            .filter(|n| is_chance(scene, *n))?;
    }
    if let Some(owner) = scene.children_by(noun, Dep::Poss).next() {
        return Some(owner);
    }
    // "the right of tenants to refuse"
    let of = scene.children_by(noun, Dep::Prep).find(|p| *p < verb && scene.lower(*p) == "of");
    if let Some(of) = of {
        return scene.children_by(of, Dep::Pobj).next();
    }
    let mut at = noun;
    while !scene.is_verb(at) {
        let on = matches!(scene.token(at).dep, Dep::Dobj | Dep::Pobj | Dep::Prep);
        at = scene.head(at).filter(|_| on)?;
    }
    // "Quill led an effort to paint him as a thief"
    let undertakes = matches!(
        scene.lemma(at).as_str(),
        "make"
            | "launch"
            | "lead"
            | "spearhead"
            | "mount"
            | "begin"
            | "start"
            | "continue"
            | "join"
            | "run"
            | "undertake"
    );
    if is_effort(scene, noun) && !undertakes {
        return None;
    }
    let given = scene.children_by(at, Dep::Dative).find(|o| *o < noun);
    given.or_else(|| speaker_head(scene, at))
}

fn is_effort(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(
        scene.lemma(noun).as_str(),
        "effort" | "attempt" | "bid" | "push" | "drive" | "campaign" | "move"
    )
}

fn is_chance(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(
        scene.lemma(noun).as_str(),
        "chance"
            | "opportunity"
            | "reason"
            | "right"
            | "power"
            | "pressure"
            | "impetus"
            | "incentive"
            | "time"
            | "way"
            | "room"
            | "need"
            | "freedom"
            | "courage"
            | "nerve"
            | "authority"
            | "ability"
            | "duty"
            | "cause"
            | "occasion"
            | "platform"
            | "urge"
            | "willingness"
            | "means"
            | "moment"
            | "step"
    )
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
pub(super) fn controller(scene: &Scene<'_>, cue: usize) -> Option<usize> {
    let open = match scene.token(cue).pos {
        // "amid reports that", "faced questions after claims that": they are of others
        Pos::NOUN => {
            let joins = |p: usize| {
                matches!(
                    scene.lower(p),
                    "in" | "with" | "on" | "under" | "out" | "of" | "from" | "for" | "at" | "to" | "through"
                )
            };
            let of_others = matches!(
                scene.lemma(cue).as_str(),
                "allegation" | "accusation" | "claim" | "report" | "revelation"
            );
            scene.token(cue).dep == Dep::Pobj && !of_others && scene.head(cue).is_some_and(joins)
        }
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
            subject_of(scene, at).or_else(|| doer(scene, at).filter(|_| at != cue))
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

/// "Quill's claim", "their plan", "criticism by Quill", "the view of Quill that", "Quill made the claim".
pub(super) fn owner(scene: &Scene<'_>, noun: usize) -> Option<usize> {
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
    if let Some(by) = behind(&["by", "from", "among", "within"]) {
        return Some(by);
    }
    // "the wish of the family to leave": the clause is what is held, so the phrase behind "of" tells who holds it
    let held = |c: usize| {
        let opens = |i: usize| scene.token(i).tag == Tag::TO || scene.token(i).dep == Dep::Mark;
        c > noun
            && matches!(scene.token(c).dep, Dep::Acl | Dep::Ccomp | Dep::Relcl)
            && scene.children(c).any(|i| i < c && opens(i))
    };
    let predicate = scene
        .head(noun)
        .filter(|be| scene.token(noun).dep == Dep::Nsubj && scene.lemma(*be) == "be")
        .is_some_and(|be| scene.children_by(be, Dep::Ccomp).any(|c| c > be));
    if let Some(of) =
        behind(&["of"]).filter(|of| (predicate || scene.children(noun).any(held)) && is_somebody(scene, *of))
    {
        return Some(of);
    }
    let verb = scene.head(noun).filter(|h| scene.is_verb(*h))?;
    let gives = scene.listed("light-verbs", &scene.lemma(verb))
        || matches!(scene.lemma(verb).as_str(), "reach" | "lead" | "draw");
    (gives && scene.token(noun).dep == Dep::Dobj).then(|| scene.subject(verb)).flatten()
}
