//! Who is reported to say a finding.

use factum_types::{Finding, Pos, Span};

use crate::people::People;
use crate::scene::Scene;

/// The words for who says it, where the finding stands inside reported speech; the party's name where it is
/// known.
pub(crate) fn said_by(scene: &Scene<'_>, people: &People<'_, '_>, finding: &Finding) -> Option<String> {
    let speaker = finding.claim.speaker?;
    Some(match people.at(speaker) {
        Some(party) => people.all.get(party)?.name.clone(),
        None => phrase(scene, speaker),
    })
}

/// A noun phrase by its head: determiner and modifiers before it, and an of-phrase or for-phrase behind.
pub(crate) fn phrase(scene: &Scene<'_>, head: usize) -> String {
    scene.folded(phrase_span(scene, head))
}

pub(crate) fn phrase_span(scene: &Scene<'_>, head: usize) -> Span {
    use factum_types::Dep;
    let mut from = head;
    let mut to = head + 1;
    for child in scene.children(head) {
        match scene.token(child).dep {
            Dep::Det | Dep::Amod | Dep::Compound | Dep::Nummod | Dep::Poss | Dep::Nmod if child < head => {
                from = from.min(edge(scene, child, true));
            }
            // "Channel 6"
            Dep::Nummod if child == head + 1 => to = child + 1,
            Dep::Prep
                if child == to
                    && matches!(scene.lower(child), "of" | "for" | "with" | "in" | "from" | "by") =>
            {
                to = to.max(edge(scene, child, false) + 1);
            }
            _ => {}
        }
    }
    // "ex-wife", "co-worker": a word parted at its hyphen is whole
    let joined = |hyphen: usize| {
        scene.word(hyphen) == "-" && scene.token(hyphen).span.start == scene.token(hyphen - 1).span.end
    };
    while from > 1 && joined(from - 1) {
        from -= 2;
    }
    while to + 1 < scene.len() && joined(to) && scene.token(to + 1).span.start == scene.token(to).span.end {
        to += 2;
    }
    scene.span(&(from..to))
}

/// A description without the time that the parse hung on its end: "a mother of two Friday evening".
pub(crate) fn without_time(scene: &Scene<'_>, head: usize, span: Span) -> Span {
    let tokens = scene.tokens_in(span);
    let dated = |i: usize| {
        let at = scene.token(i).span;
        scene.findings.whens.iter().any(|w| w.said.is_date() && w.span.contains(at))
    };
    let Some(mut end) = (head + 1..tokens.end).find(|i| dated(*i)) else { return span };
    while end > head + 1 && matches!(scene.token(end - 1).pos, Pos::ADP | Pos::PUNCT | Pos::DET) {
        end -= 1;
    }
    scene.span(&(tokens.start..end))
}

fn edge(scene: &Scene<'_>, at: usize, left: bool) -> usize {
    let mut edge = at;
    for _ in 0..50 {
        let next = if left {
            scene.children(edge).next().filter(|c| *c < edge)
        } else {
            scene.children(edge).next_back().filter(|c| *c > edge)
        };
        match next {
            Some(next) => edge = next,
            None => break,
        }
    }
    edge
}
