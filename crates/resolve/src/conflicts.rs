//! Statements that clash: one says an act was not done, another that it was. Neither is preferred.

mod acts;
mod bodies;
mod characterizations;
mod claims;
mod clash;
mod denials;
mod elsewhere;
mod first;
mod hidden;
mod juries;
mod numbers;
mod rebuttals;
mod settings;
mod things;
mod whom;

use factum_types::{Conflict, ConflictKind, Statement};

use crate::people::People;
use crate::scene::Scene;
use clash::{Claim, Clash, What};
use whom::Said;

/// All clashes of a document's statements, while its people are still known by their mentions.
pub(crate) fn conflicts(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
) -> Vec<Conflict> {
    let said = |at: usize, statement| {
        let before =
            at.checked_sub(1).and_then(|b| statements.get(b)).filter(|b| follows(scene, b, statement));
        claims::claims(&Said { scene, people, statement, before })
    };
    let mut all: Vec<Vec<Claim>> = statements.iter().enumerate().map(|(at, s)| said(at, s)).collect();
    let denials = denials::denials(scene, people, statements, &mut all);
    let rebuttals = rebuttals::rebuttals(scene, people, statements, &mut all);
    let mut found = Vec::new();
    for (a, (one, mine)) in statements.iter().zip(&all).enumerate() {
        for (b, (other, theirs)) in statements.iter().zip(&all).enumerate().skip(a + 1) {
            let nested = one.content.iter().any(|x| other.content.iter().any(|y| x.overlaps(*y)));
            if nested || one.speaker_text == other.speaker_text && one.speaker == other.speaker {
                continue;
            }
            // what "it" is, only the statement right before can say
            let in_a_row = b == a + 1 && follows(scene, one, other);
            let apart = |x: &Claim| x.needs_a_row() && !in_a_row;
            let mut pairs = mine.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
            let clash = pairs.find_map(|(x, y)| {
                let clash = x.clash(y, scene, people).filter(|_| !apart(x) && !apart(y))?;
                Some((x, y, clash))
            });
            if let Some((x, y, clash)) = clash {
                found.push(match clash {
                    Clash::Direct => Conflict { a, b, about: x.words.clone(), kind: kind(scene, x) },
                    Clash::Variance => {
                        let about = format!("{} / {}", x.words, y.words);
                        Conflict { a, b, about, kind: ConflictKind::Variance }
                    }
                });
            }
        }
    }
    let called = characterizations::characterizations(scene, people, statements);
    for one in denials.into_iter().chain(rebuttals).chain(called) {
        if !found.iter().any(|f| (f.a, f.b) == (one.a, one.b)) {
            found.push(one);
        }
    }
    found.sort_by_key(|c| (c.a, c.b));
    found
}

/// Whether a statement follows another close by.
fn follows(scene: &Scene<'_>, before: &Statement, after: &Statement) -> bool {
    let sentence =
        |s: Option<&factum_types::Span>| s.map(|c| scene.sentence_index(scene.tokens_in(*c).start));
    match (sentence(before.content.last()), sentence(after.content.first())) {
        (Some(x), Some(y)) => y <= x + 2,
        _ => false,
    }
}

/// A denial of what an act is called is about its name.
fn kind(scene: &Scene<'_>, claim: &Claim) -> ConflictKind {
    match &claim.what {
        What::Quality { word } if scene.listed("characterizations", &word.replace('-', " ")) => {
            ConflictKind::Characterization
        }
        _ => ConflictKind::Direct,
    }
}
