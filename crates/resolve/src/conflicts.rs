//! Statements that clash: one says an act was not done, another that it was. Neither is preferred.

mod characterizations;
mod claims;

use factum_types::{Conflict, ConflictKind, Party, Statement};

use crate::scene::Scene;
use claims::{Claim, Clash};

pub(crate) fn conflicts(scene: &Scene<'_>, parties: &[Party], statements: &[Statement]) -> Vec<Conflict> {
    let all: Vec<Vec<Claim>> = statements.iter().map(|s| claims::claims(scene, parties, s)).collect();
    let mut found = Vec::new();
    for (a, (one, mine)) in statements.iter().zip(&all).enumerate() {
        for (b, (other, theirs)) in statements.iter().zip(&all).enumerate().skip(a + 1) {
            if one.speaker_text == other.speaker_text && one.speaker == other.speaker {
                continue;
            }
            let mut pairs = mine.iter().flat_map(|x| theirs.iter().map(move |y| (x, y)));
            let clash = pairs.find_map(|(x, y)| Some((x, y, x.clash(y, scene)?)));
            if let Some((x, y, clash)) = clash {
                found.push(match clash {
                    Clash::Direct => Conflict { a, b, about: x.words.clone(), kind: ConflictKind::Direct },
                    Clash::Variance => {
                        let about = format!("{} / {}", x.words, y.words);
                        Conflict { a, b, about, kind: ConflictKind::Variance }
                    }
                });
            }
        }
    }
    found.extend(characterizations::characterizations(scene, parties, statements));
    found.sort_by_key(|c| (c.a, c.b));
    found
}
