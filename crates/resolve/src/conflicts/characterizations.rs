//! Statements that call one act by names that exclude each other: an accident, and somebody's fault.

use std::collections::BTreeSet;

use factum_types::{Act, Conflict, ConflictKind, Dep, Party, Pos, Statement};

use crate::scene::Scene;

/// Pairs of statements by different speakers about the same people, one a pair of speakers.
pub(super) fn characterizations(
    scene: &Scene<'_>,
    parties: &[Party],
    statements: &[Statement],
) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = Vec::new();
    let mut speakers: BTreeSet<(String, String)> = BTreeSet::new();
    let named: Vec<BTreeSet<String>> = statements.iter().map(|s| people_in(scene, parties, s)).collect();
    for (a, mild) in statements.iter().enumerate() {
        let Some(word) = calls_it(scene, mild, "accident") else { continue };
        for (b, harsh) in statements.iter().enumerate() {
            let same_speaker = mild.speaker_text == harsh.speaker_text
                || (mild.speaker.is_some() && mild.speaker == harsh.speaker);
            let about_one = matches!((named.get(a), named.get(b)), (Some(x), Some(y)) if !x.is_disjoint(y));
            if same_speaker || !about_one || harsh.act == Act::Deny {
                continue;
            }
            let Some(other) = calls_it(scene, harsh, "fault") else { continue };
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
        let event = scene.children_by(*i, Dep::Compound).next().is_some();
        (of(scene.lower(*i)) || of(&scene.lemma(*i))) && !negated && !offence && !event
    });
    calls.next().map(|i| scene.lower(i).to_owned())
}

/// The names in a statement's words, and its speaker's.
fn people_in(scene: &Scene<'_>, parties: &[Party], statement: &Statement) -> BTreeSet<String> {
    let inside = statement.content.iter().flat_map(|span| scene.tokens_in(*span));
    let mut names: BTreeSet<String> =
        inside.filter(|i| scene.token(*i).pos == Pos::PROPN).map(|i| scene.lower(i).to_owned()).collect();
    let speaker = statement.speaker.and_then(|p| parties.get(p));
    names.extend(speaker.and_then(|p| p.name.split_whitespace().last()).map(str::to_lowercase));
    names
}
