//! "was angered by the verdict", "neighbors puzzled about what he said": a participle that tells a feeling, which the parse
//! takes for a verb's passive.

use factum_types::{Dep, Pos, Tag};

use super::Attribution;
use super::cues::first_helper;
use super::sources::phrase;
use crate::clauses::{extent, is_time, within};
use crate::scene::Scene;
use crate::speakers::subject_of;

/// What somebody is said to feel about something, beyond the cues already `found`.
pub(super) fn feelings(scene: &Scene<'_>, found: &[Attribution]) -> Vec<Attribution> {
    let feels = |i: &usize| {
        matches!(scene.token(*i).tag, Tag::VBN | Tag::VBD | Tag::JJ)
            && tells_feeling(scene, *i)
            && scene.quotation_at(scene.token(*i).span).is_none()
    };
    let felt = (0..scene.len()).filter(feels).filter_map(|i| feeling(scene, i));
    felt.filter(|a| !found.iter().any(|b| b.cue.iter().any(|c| a.cue.iter().any(|own| own.overlaps(*c)))))
        .collect()
}

fn feeling(scene: &Scene<'_>, participle: usize) -> Option<Attribution> {
    let about = |p: &usize| matches!(scene.lower(*p), "by" | "with" | "about" | "at" | "over" | "of");
    let preposition = scene
        .children(participle)
        .find(|p| *p > participle && matches!(scene.token(*p).dep, Dep::Prep | Dep::Agent) && about(p))?;
    let object = scene
        .children(preposition)
        .find(|o| matches!(scene.token(*o).dep, Dep::Pobj | Dep::Pcomp) && !is_time(scene, *o))?;
    // "were surprised and dismayed at"
    let both = scene
        .head(participle)
        .filter(|h| scene.token(participle).dep == Dep::Conj && tells_feeling(scene, *h));
    let first = both.unwrap_or(participle);
    let head = scene.head(first);
    let who = match scene.token(first).dep {
        Dep::Acl => head.filter(|h| matches!(scene.token(*h).pos, Pos::NOUN | Pos::PROPN | Pos::PRON)),
        Dep::Advcl if subject_of(scene, first).is_none() => head.and_then(|h| subject_of(scene, h)),
        Dep::Acomp | Dep::Oprd => head.and_then(|h| subject_of(scene, h)),
        Dep::Amod => None,
        _ => subject_of(scene, first),
    }?;
    let passive = scene.children_by(first, Dep::Auxpass).next().is_some();
    let adjectival = matches!(scene.token(first).dep, Dep::Acl | Dep::Advcl | Dep::Acomp | Dep::Oprd);
    if !(passive || adjectival) || scene.lower(who) == "it" {
        return None;
    }
    let end = if preposition == participle + 1 { preposition + 1 } else { participle + 1 };
    let be = head.filter(|be| {
        matches!(scene.token(first).dep, Dep::Acomp | Dep::Oprd) && *be < first && first - be <= 3
    });
    let content = within(scene, extent(scene, object));
    (!content.is_empty()).then(|| Attribution {
        source: vec![phrase(scene, who, first)],
        cue: vec![scene.span(&(first_helper(scene, be.unwrap_or(first))..end))],
        content: vec![content],
    })
}

fn tells_feeling(scene: &Scene<'_>, participle: usize) -> bool {
    let lower = scene.lower(participle);
    let listed = scene.listed("stance-adjectives", lower)
        && lower.ends_with("ed")
        && !matches!(
            lower,
            "committed" | "determined" | "encouraged" | "honored" | "honoured" | "opposed" | "tired"
        );
    listed
        || matches!(
            lower,
            "puzzled"
                | "scared"
                | "irritated"
                | "shaken"
                | "dismayed"
                | "stunned"
                | "baffled"
                | "disturbed"
                | "unnerved"
                | "heartened"
                | "frightened"
                | "disgusted"
                | "infuriated"
                | "enraged"
                | "perplexed"
                | "intrigued"
                | "fascinated"
                | "mystified"
                | "distressed"
                | "devastated"
                | "embarrassed"
                | "persuaded"
        )
}
