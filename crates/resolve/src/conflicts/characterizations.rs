//! Statements that call one act by names that exclude each other: an accident and somebody's fault, self-defence and an
//! attack, a suicide and a homicide, consent and force.

use std::collections::BTreeSet;

use factum_types::{Act, Conflict, ConflictKind, Dep, Pos, Statement};

use crate::clauses::{extent, is_time};
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// What excludes each other: the kind that takes the blame off, and the one that lays it on.
const PAIRS: [(&str, &str); 4] =
    [("accident", "fault"), ("defence", "attack"), ("suicide", "homicide"), ("consent", "force")];

/// Pairs of statements by different speakers about the same people, one a pair of speakers.
pub(super) fn characterizations(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut speakers: BTreeSet<(String, String)> = BTreeSet::new();
    let named: Vec<BTreeSet<String>> = statements.iter().map(|s| people_in(scene, people, s)).collect();
    let mild = |(mild, harsh): (&'static str, &'static str)| {
        let calls = move |(a, s): (usize, &Statement)| Some((a, calls_it(scene, s, mild)?, harsh));
        statements.iter().enumerate().filter(|(_, s)| s.act != Act::Deny).filter_map(calls)
    };
    for (a, word, kind) in PAIRS.into_iter().flat_map(mild) {
        let Some(mild) = statements.get(a) else { continue };
        for (b, harsh) in statements.iter().enumerate() {
            let same_speaker = mild.speaker_text == harsh.speaker_text
                || (mild.speaker.is_some() && mild.speaker == harsh.speaker);
            let about_one = matches!((named.get(a), named.get(b)), (Some(x), Some(y)) if !x.is_disjoint(y));
            if same_speaker || !about_one || harsh.act == Act::Deny {
                continue;
            }
            let Some(other) = calls_it(scene, harsh, kind) else { continue };
            if speakers.insert((mild.speaker_text.clone(), harsh.speaker_text.clone())) {
                let about = format!("{word} / {other}");
                found.push(Conflict {
                    a: a.min(b),
                    b: a.max(b),
                    about,
                    kind: ConflictKind::Characterization,
                });
            }
        }
    }
    found
}

/// The word by which a statement calls an act so; not where it is denied, and not in the name of an offence
/// ("reckless driving") or of a kind of event ("a car accident").
fn calls_it(scene: &Scene<'_>, statement: &Statement, kind: &str) -> Option<String> {
    let list = scene.words.list("characterizations")?;
    let tokens = statement.content.iter().flat_map(|span| scene.tokens_in(*span));
    let mut calls = tokens.filter(|i| {
        let of = |word: &str| list.value(word, "kind") == Some(kind);
        let head = scene.head(*i).unwrap_or(*i);
        let negated = [*i, head].iter().any(|h| {
            scene
                .children(*h)
                .any(|c| scene.token(c).dep == Dep::Neg || matches!(scene.lower(c), "no" | "never"))
        });
        let offence = scene.token(*i).dep == Dep::Amod && scene.listed("offence-heads", &scene.lemma(head));
        // "self-defense" is three tokens, and a list's word has a space for its hyphen
        let hyphened = *i > 1
            && scene.word(*i - 1) == "-"
            && of(&format!("{} {}", scene.lower(*i - 2), scene.lower(*i)));
        let event = !hyphened && scene.children_by(*i, Dep::Compound).next().is_some();
        let calls = of(scene.lower(*i)) || of(&scene.lemma(*i)) || hyphened;
        calls && !negated && !offence && !event && !is_charged(scene, *i)
    });
    let called = calls.next().map(|i| {
        let hyphened = i > 1 && scene.word(i - 1) == "-";
        let from = if hyphened { i - 2 } else { i };
        (from..i + 1).map(|k| scene.lower(k)).collect()
    });
    called.or_else(|| meant(scene, statement, kind))
}

/// "did not mean to kill" calls it an accident, "intended to kill" somebody's fault.
fn meant(scene: &Scene<'_>, statement: &Statement, kind: &str) -> Option<String> {
    let tokens = statement.content.iter().flat_map(|span| scene.tokens_in(*span));
    let mut verbs = tokens.filter(|i| {
        matches!(scene.lemma(*i).as_str(), "mean" | "intend")
            && scene.is_verb(*i)
            && scene.children_by(*i, Dep::Aux).all(|a| matches!(scene.lemma(a).as_str(), "do" | "have"))
    });
    verbs.find_map(|verb| {
        let doing =
            scene.children_by(verb, Dep::Xcomp).find(|x| scene.listed("harm-verbs", &scene.lemma(*x)))?;
        let denied = scene.children_by(verb, Dep::Neg).next().is_some();
        let calls = if denied { "accident" } else { "fault" };
        let to = if denied { "not mean to" } else { "mean to" };
        (kind == calls).then(|| format!("{to} {}", scene.lemma(doing)))
    })
}

/// "charged with homicide", "guilty of rape", "the homicide case": an offence, not what the speaker
/// calls an act.
fn is_charged(scene: &Scene<'_>, token: usize) -> bool {
    let mut at = token;
    for _ in 0..4 {
        let Some(head) = scene.head(at) else { return false };
        let charges = matches!(
            scene.lemma(head).as_str(),
            "charge"
                | "count"
                | "convict"
                | "indict"
                | "accuse"
                | "acquit"
                | "plead"
                | "guilty"
                | "sentence"
                | "arrest"
                | "case"
                | "trial"
        );
        if charges {
            return true;
        }
        at = head;
    }
    false
}

/// Who is named in a statement's words and in the phrase that speaks: parties where they are known, so that two people of
/// one surname are two, and names else.
fn people_in(scene: &Scene<'_>, people: &People<'_, '_>, statement: &Statement) -> BTreeSet<String> {
    let cue = statement.cue.and_then(|c| scene.tokens_in(c).next());
    // "Quill's lawyer said it was an accident" is about Quill
    let speaks = cue.and_then(|c| speaker_head(scene, c)).map(|head| extent(scene, head));
    let inside = statement.content.iter().map(|span| scene.tokens_in(*span)).chain(speaks).flatten();
    let name = |i: usize| {
        let title =
            ["titles", "title-words", "weekdays", "months"].iter().any(|l| scene.listed(l, scene.lower(i)));
        let plain = scene.token(i).pos == Pos::PROPN && !title && !is_time(scene, i);
        people.at(i).map(|p| format!("#{p}")).or_else(|| plain.then(|| scene.lower(i).to_owned()))
    };
    let mut names: BTreeSet<String> = inside.filter_map(name).collect();
    names.extend(statement.speaker.map(|p| format!("#{p}")));
    names
}
