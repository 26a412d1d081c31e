//! How many an incident killed or hurt, told with two numbers: in the story, or in its headline and the story.
//!
//! Stories count differently for good reasons: the gunman is counted or not, somebody dies later, "two others" come on top,
//! "at least" is no number. So only whole numbers of people are compared ("two people", "three victims"), where the
//! document tells of one incident, of nobody who died later or by the own hand, and neither sentence has a word that
//! makes its number a part, a bound or a sum.

use std::collections::BTreeSet;

use factum_types::{BlockKind, Dep, Differing, EntityKind, Record, Span, Tag, Telling, Variance};

use super::{Own, side};
use crate::scene::Scene;

/// Words that make a number a part, a bound, a sum, or that of another time or place.
const NOT_WHOLE: &[&str] = &[
    "least",
    "most",
    "more",
    "than",
    "nearly",
    "almost",
    "about",
    "around",
    "approximately",
    "some",
    "other",
    "others",
    "another",
    "including",
    "of",
    "also",
    "later",
    "since",
    "total",
    "year",
    "years",
    "previous",
    "previously",
    "earlier",
    "initially",
    "originally",
    "additional",
    "dozens",
    "fewer",
    "up",
    "statewide",
    "nationwide",
    "bringing",
    "both",
    "separate",
    "similar",
    "incidents",
    "shootings",
    "homicides",
    "crashes",
    "attacks",
    "apart",
    "besides",
    "not",
];

/// A number of people, told once.
struct Told {
    what: Differing,
    n: u32,
    sentence: usize,
    side: Telling,
}

pub(super) fn tolls(own: &Own<'_, '_>, record: &Record) -> Vec<Variance> {
    let scene = own.scene;
    let days: BTreeSet<String> =
        record.events.iter().filter(|e| is_act(&e.kind)).filter_map(|e| Some(e.date?.to_string())).collect();
    if days.len() > 1 || someone_died_later(scene) {
        return Vec::new();
    }
    let told: Vec<Told> = (0..scene.len()).filter_map(|i| at(own, i)).collect();
    let mut found: Vec<Variance> = Vec::new();
    for (at, a) in told.iter().enumerate() {
        let other = told.iter().skip(at + 1).find(|b| {
            a.what == b.what
                && a.n != b.n
                && a.sentence != b.sentence
                && is_of_one(scene, a.sentence, b.sentence)
        });
        if let Some(b) = other.filter(|_| found.iter().all(|v| v.what != a.what)) {
            found.push(Variance {
                what: a.what,
                about: format!("how many were {}", a.what),
                person: None,
                charges: Vec::new(),
                sides: vec![a.side.clone(), b.side.clone()],
            });
        }
    }
    found
}

fn is_act(kind: &str) -> bool {
    !matches!(
        kind,
        "hearing" | "ruling" | "verdict" | "arrest" | "search" | "resignation" | "appointment" | "other"
    )
}

/// A number of people that a verb tells to have been killed or hurt, or that opens a headline: "Two dead in mill fire".
fn at(own: &Own<'_, '_>, token: usize) -> Option<Told> {
    let (what, numeral, last) = headlined(own, token).or_else(|| told_by_verb(own, token))?;
    let scene = own.scene;
    let list = scene.words.list("numbers")?;
    let word = scene.lower(numeral);
    let n: u32 = list.value(word, "value").unwrap_or(word).parse().ok()?;
    if n == 0 || has_part(scene, token) {
        return None;
    }
    let span = scene.span(&(numeral.min(last)..token.max(last) + 1));
    let says = format!("{n} {what}");
    Some(Told { what, n, sentence: scene.sentence_index(token), side: side(says, span, "toll") })
}

/// What it is, the numeral, and the verb.
fn told_by_verb(own: &Own<'_, '_>, token: usize) -> Option<(Differing, usize, usize)> {
    let scene = own.scene;
    if !is_people(scene, token) || !own.tells(token) {
        return None;
    }
    let mut children = scene.children(token).filter(|c| *c < token);
    let numeral =
        children.next().filter(|c| scene.token(*c).dep == Dep::Nummod && children.next().is_none())?;
    let coordinated = scene.children_by(token, Dep::Conj).next().is_some();
    // "left two people dead", "the crash that left three people injured"
    if let Some(what) = became(scene, token + 1).filter(|_| !coordinated && leaves(scene, token)) {
        return Some((what, numeral, token + 1));
    }
    let verb = scene.head(token).filter(|v| scene.is_verb(*v))?;
    let done_to = matches!(scene.token(token).dep, Dep::Nsubjpass | Dep::Dobj);
    let what = match scene.lemma(verb).as_str() {
        "kill" | "slay" | "murder" if done_to => Differing::Killed,
        "die" if scene.token(token).dep == Dep::Nsubj => Differing::Killed,
        "wound" | "injure" | "hurt" if done_to => Differing::Injured,
        _ => return None,
    };
    let undone = |c: usize| scene.token(c).dep == Dep::Neg || scene.token(c).tag == Tag::MD;
    (!coordinated && !scene.children(verb).any(undone)).then_some((what, numeral, verb))
}

/// What a word says that people are in the end.
fn became(scene: &Scene<'_>, token: usize) -> Option<Differing> {
    match scene.lower(token) {
        "dead" => Some(Differing::Killed),
        "wounded" | "injured" | "hurt" => Some(Differing::Injured),
        _ => None,
    }
}

/// Whether a verb of leaving has people, or what is said of them, for its object.
fn leaves(scene: &Scene<'_>, token: usize) -> bool {
    let above = scene.head(token);
    let next = above.and_then(|a| scene.head(a)).filter(|_| above == Some(token + 1));
    above.into_iter().chain(next).any(|v| scene.is_verb(v) && scene.lemma(v) == "leave")
}

fn is_people(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.lower(token), "people" | "persons" | "person" | "victims" | "victim")
}

/// The first words of a headline: a number, "people" or nothing, and what became of them.
fn headlined(own: &Own<'_, '_>, token: usize) -> Option<(Differing, usize, usize)> {
    let scene = own.scene;
    if scene.block(token) != BlockKind::Title || scene.sentence(token).start != token {
        return None;
    }
    let next = token + 1 + usize::from(is_people(scene, token + 1));
    let killed = matches!(scene.lower(next), "killed" | "slain").then_some(Differing::Killed);
    became(scene, next).or(killed).map(|what| (what, token, next))
}

/// Whether a sentence has a word that makes a number of it a part. The "of" of a name or a place is none.
fn has_part(scene: &Scene<'_>, token: usize) -> bool {
    let mut sentence = scene.sentence(token);
    sentence.any(|i| match scene.lower(i) {
        "of" => {
            scene.head(i) == Some(token)
                || i + 1 < scene.len() && matches!(scene.lower(i + 1), "them" | "whom" | "those")
        }
        word => NOT_WHOLE.contains(&word),
    })
}

/// Whether two sentences can be of one incident: no other day, no other place.
fn is_of_one(scene: &Scene<'_>, a: usize, b: usize) -> bool {
    let span =
        |s: usize| scene.analysis.sentences.get(s).map_or_else(Span::default, |s| scene.span(&s.tokens));
    let days = |s: usize| scene.dates.told_in(scene.findings, span(s), &[]);
    let places = |s: usize| -> BTreeSet<String> {
        let names = scene.analysis.names.iter();
        let of = names.filter(|n| n.kind == EntityKind::Gpe && span(s).contains(scene.span(&n.tokens)));
        of.map(|n| scene.folded(scene.span(&n.tokens))).collect()
    };
    let (of_a, of_b) = (days(a), days(b));
    let (in_a, in_b) = (places(a), places(b));
    (of_a.is_empty() || of_b.is_empty() || of_a.iter().any(|d| of_b.contains(d)))
        && (in_a.is_empty() || in_b.is_empty() || !in_a.is_disjoint(&in_b))
}

/// Whether somebody died after the others or by the own hand: then both numbers may be right.
fn someone_died_later(scene: &Scene<'_>) -> bool {
    (0..scene.len()).any(|i| {
        let own_hand = || {
            matches!(scene.lower(i), "himself" | "herself" | "themselves")
                && scene
                    .head(i)
                    .is_some_and(|h| matches!(scene.lemma(h).as_str(), "kill" | "shoot" | "stab" | "hang"))
        };
        let later = || {
            matches!(scene.lemma(i).as_str(), "die" | "pronounce")
                && scene.sentence(i).any(|w| {
                    matches!(
                        scene.lower(w),
                        "later" | "hospital" | "injuries" | "wounds" | "after" | "days" | "following"
                    )
                })
        };
        matches!(scene.lower(i), "suicide" | "succumbed") || own_hand() || later()
    })
}
