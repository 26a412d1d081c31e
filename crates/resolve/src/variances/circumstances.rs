//! One act told with two occasions that exclude each other: "for a scene", and "during a rehearsal".
//!
//! It is one act where one person does it with one instrument, or where it killed one person, since nobody is killed
//! twice; and where nothing tells the two tellings apart in time. The occasions exclude each other by the list of
//! occasions alone: of one course of things, another part of it.

use std::collections::BTreeSet;

use factum_types::{Dep, Differing, PartyId, Pos, Record, Span, Tag, Variance};

use super::{Own, side};
use crate::clauses::below;
use crate::events::{is_fatal, kills};
use crate::links::denoted_at;
use crate::people::People;
use crate::scene::Scene;

/// An occasion of an act, told once.
struct Told {
    line: String,
    part: String,
    /// All parts of the line that the sentence names: "a rehearsal of the scene" is both.
    parts: BTreeSet<String>,
    act: Act,
    sentence: usize,
    /// From the act's first word to the occasion.
    span: Span,
    says: String,
}

/// What was done.
#[derive(PartialEq, Eq)]
enum Act {
    /// Somebody handled a thing.
    With(PartyId, String),
    /// Somebody was killed.
    Killed(PartyId),
}

pub(super) fn circumstances(
    own: &Own<'_, '_>,
    people: &mut People<'_, '_>,
    record: &Record,
) -> Vec<Variance> {
    let scene = own.scene;
    let lasts = scene.words.list("occasions").map(|list| list.last_words()).unwrap_or_default();
    let mut told: Vec<Told> = Vec::new();
    for token in 0..scene.len() {
        let may = match scene.token(token).tag {
            Tag::NN => lasts.contains(scene.lower(token)),
            Tag::VBG => lasts.contains(scene.lemma(token).as_str()),
            _ => false,
        };
        if may && scene.analysis.sentence_of(token).is_some_and(|s| s.parsed) {
            told.extend(at(own, people, token));
        }
    }
    let mut found: Vec<Variance> = Vec::new();
    for (at, a) in told.iter().enumerate() {
        for b in told.iter().skip(at + 1) {
            let differ = a.line == b.line && a.part != b.part && a.parts.is_disjoint(&b.parts);
            if !differ || a.act != b.act || a.sentence == b.sentence || !is_one_time(own.scene, record, a, b)
            {
                continue;
            }
            let (person, thing) = match &a.act {
                Act::With(person, thing) => (*person, thing.as_str()),
                Act::Killed(person) => (*person, "killed"),
            };
            let name = people.all.get(person).map_or("", |k| k.name.as_str());
            let about = format!("{name}: {thing}");
            // a third telling of the same act adds nothing that the first two do not show
            if found.iter().any(|v| v.person == Some(person) && v.about == about) {
                continue;
            }
            found.push(Variance {
                what: Differing::Circumstance,
                about,
                person: Some(person),
                charges: Vec::new(),
                sides: [a, b].map(|t| side(t.says.clone(), t.span, "occasion")).into(),
            });
        }
    }
    found
}

/// The occasion that a noun or verb tells, with its act.
fn at(own: &Own<'_, '_>, people: &mut People<'_, '_>, token: usize) -> Option<Told> {
    let scene = own.scene;
    let (first, row) = listed(scene, token)?;
    let list = scene.words.list("occasions")?;
    let cell = |column| list.value(&row, column);
    let link = link(scene, token, cell("with").unwrap_or_default())?;
    let verb = act_of(scene, people, if scene.is_verb(token) { token } else { link })?;
    if !own.tells(verb) || !own.tells(token) || !happened_once(scene, verb, token) {
        return None;
    }
    let act = act(scene, people, verb)?;
    let subject = scene.subject(verb).filter(|s| scene.sentence(verb).contains(s));
    let from = scene.children(verb).map(|c| c.min(verb)).chain(subject).min().unwrap_or(verb);
    let from = if from < first { from } else { verb };
    let line = cell("line")?.to_owned();
    let others = scene.sentence(token).filter_map(|i| {
        let (_, row) = listed(scene, i)?;
        (list.value(&row, "line") == Some(line.as_str())).then(|| list.value(&row, "part")).flatten()
    });
    Some(Told {
        part: cell("part")?.to_owned(),
        parts: others.map(str::to_owned).collect(),
        line,
        act,
        sentence: scene.sentence_index(token),
        span: scene.span(&(start_of(scene, from, verb)..token + 1)),
        says: scene.folded(scene.span(&(link..token + 1))),
    })
}

/// The first word of the noun phrase that a clause begins with, where it stands before the verb.
fn start_of(scene: &Scene<'_>, from: usize, verb: usize) -> usize {
    let head = scene.subject(verb).filter(|s| *s < verb);
    let first = head.and_then(|h| (scene.sentence(verb).start..=h).find(|i| below(scene, *i, h)));
    // "a pistol he was using": the clause is the relative one, which begins with "he"
    match first {
        Some(first) if scene.token(verb).dep == Dep::Relcl || first <= from => first,
        Some(_) | None => from.min(verb),
    }
}

/// The row of the list that the words up to a token are, the longest; and their first token.
fn listed(scene: &Scene<'_>, token: usize) -> Option<(usize, String)> {
    let list = scene.words.list("occasions")?;
    let tag = scene.token(token).tag;
    // "rehearsals", "games": several occasions are no one circumstance
    if !matches!(tag, Tag::NN | Tag::VBG) {
        return None;
    }
    let start = scene.sentence(token).start.max(token.saturating_sub(4));
    let phrase = |from: usize| {
        let before = (from..token).filter(|i| scene.lower(*i) != "-").map(|i| scene.lower(i).to_owned());
        let last = if tag == Tag::NN { scene.lower(token).to_owned() } else { scene.lemma(token) };
        before.chain([last]).collect::<Vec<_>>().join(" ")
    };
    (start..=token)
        .filter(|f| scene.lower(*f) != "-")
        .map(|from| (from, phrase(from)))
        .find(|(_, p)| list.contains(p))
}

/// The word that makes an occasion of it: "during a rehearsal", "in the middle of a drill", "while rehearsing"; `with` are
/// those besides that the list gives it.
fn link(scene: &Scene<'_>, token: usize, with: &str) -> Option<usize> {
    if scene.token(token).tag == Tag::VBG && scene.token(token).pos == Pos::VERB {
        return scene.children_by(token, Dep::Mark).find(|m| matches!(scene.lower(*m), "while" | "as"));
    }
    let prep = scene.head(token).filter(|_| scene.token(token).dep == Dep::Pobj)?;
    match scene.lower(prep) {
        "during" | "in" | "amid" => Some(prep),
        "of" => {
            let middle = scene.head(prep)?;
            let is_middle = matches!(scene.lower(middle), "middle" | "midst" | "course" | "heat");
            let outer = scene.head(middle).filter(|_| is_middle && scene.token(middle).dep == Dep::Pobj)?;
            matches!(scene.lower(outer), "in" | "during").then_some(outer)
        }
        word => with.split(' ').any(|w| w == word).then_some(prep),
    }
}

/// The verb that an occasion's preposition or its own verb hangs on. A noun between the two is passed only where it is a person or a thing handled:
/// "charges for a robbery" tells of no act.
fn act_of(scene: &Scene<'_>, people: &People<'_, '_>, below: usize) -> Option<usize> {
    let mut at = scene.head(below)?;
    for _ in 0..6 {
        if scene.is_verb(at) {
            return Some(at);
        }
        let passes = scene.token(at).pos == Pos::ADP || people.at(at).is_some() || is_thing(scene, at);
        at = scene.head(at).filter(|_| passes)?;
    }
    None
}

fn is_thing(scene: &Scene<'_>, token: usize) -> bool {
    scene.listed("weapons", &scene.lemma(token)) || scene.listed("vehicles", &scene.lemma(token))
}

/// Told as one thing that took place: not what may be, is not, is done again and again, or is another.
fn happened_once(scene: &Scene<'_>, verb: usize, occasion: usize) -> bool {
    let undone = scene.children(verb).any(|c| {
        scene.token(c).dep == Dep::Neg
            || scene.token(c).tag == Tag::MD
            || matches!(
                scene.lower(c),
                "often"
                    | "regularly"
                    | "usually"
                    | "sometimes"
                    | "always"
                    | "repeatedly"
                    | "twice"
                    | "later"
                    | "again"
            )
    });
    let other = scene.children(occasion).any(|c| {
        matches!(
            scene.lower(c),
            "another"
                | "other"
                | "earlier"
                | "previous"
                | "second"
                | "later"
                | "every"
                | "each"
                | "any"
                | "no"
                | "separate"
                | "similar"
        )
    });
    let habit =
        scene.head(verb).is_some_and(|h| scene.lower(h) == "used" && scene.token(verb).dep == Dep::Xcomp);
    !undone && !other && !habit
}

/// What a verb tells to have been done.
fn act(scene: &Scene<'_>, people: &mut People<'_, '_>, verb: usize) -> Option<Act> {
    let mut one = |token: usize| match denoted_at(scene, people, token, scene.token(token).span).as_slice() {
        [only] => Some(only.party),
        _ => None,
    };
    // the "that" of "the pistol that he was using" stands for what is before it
    let relative = |i: &usize| matches!(scene.lower(*i), "that" | "which" | "who" | "whom");
    let object = scene.children_by(verb, Dep::Dobj).find(|o| !relative(o));
    let passive = scene.children_by(verb, Dep::Nsubjpass).next();
    if kills(scene, verb) || is_fatal(scene, verb) {
        return passive.or(object).and_then(one).map(Act::Killed);
    }
    // "the pistol that he was using": the clause leaves its object out
    let trace = || scene.head(verb).filter(|_| scene.token(verb).dep == Dep::Relcl && object.is_none());
    let thing = object.or_else(trace).filter(|o| is_thing(scene, *o))?;
    let agent = scene.subject(verb).filter(|s| *s != thing && passive.is_none())?;
    let lemma = scene.lemma(thing);
    one(agent).map(|agent| Act::With(agent, lemma))
}

/// Whether nothing tells two tellings apart in time: each names no day that the other does not, and the document tells
/// of no acts on several days.
fn is_one_time(scene: &Scene<'_>, record: &Record, a: &Told, b: &Told) -> bool {
    let whole = |t: &Told| {
        scene.analysis.sentences.get(t.sentence).map(|s| scene.span(&s.tokens)).unwrap_or_default()
    };
    let days = |t: &Told| scene.dates.told_in(scene.findings, whole(t), &[]);
    let (of_a, of_b) = (days(a), days(b));
    let meets = of_a.is_empty() || of_b.is_empty() || of_a.iter().any(|x| of_b.contains(x));
    let acts = record.events.iter().filter(|e| {
        !matches!(
            e.kind.as_str(),
            "hearing" | "ruling" | "verdict" | "arrest" | "search" | "resignation" | "appointment" | "other"
        )
    });
    let dates: BTreeSet<String> = acts.filter_map(|e| Some(e.date?.to_string())).collect();
    meets && (dates.len() < 2 || matches!(a.act, Act::Killed(_)))
}
