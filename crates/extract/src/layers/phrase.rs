//! The words of a phrase, from its head.

use factum_types::{Dep, EntityKind, Pos, Span, TokenRange};

use crate::engine::{Scene, Text, own_clause};
use crate::language::RoleKind;

/// The words that fill a role.
pub(crate) fn phrase(scene: Scene<'_, '_>, kind: RoleKind, head: usize) -> Span {
    let text = scene.text;
    match kind {
        RoleKind::Word => text.token(head).span,
        RoleKind::When => {
            scene.layers.when_at(text.token(head).span).map_or(text.token(head).span, |w| w.span)
        }
        RoleKind::Amount => scene.layers.amount_at(head).map_or(text.token(head).span, |a| a.span),
        RoleKind::Clause => text.span(&clause(text, head)),
        RoleKind::Person => text.span(&person(text, head)),
        RoleKind::Organization | RoleKind::Party | RoleKind::Offence => text.span(&noun_phrase(text, head)),
        RoleKind::Text => text.span(&whole_phrase(text, head)),
    }
}

/// A person's name without its titles, or the noun phrase.
fn person(text: &Text<'_>, head: usize) -> TokenRange {
    match text.name(head) {
        Some((tokens, EntityKind::Person)) => {
            let clitic = tokens.end > tokens.start + 1 && text.dep(tokens.end - 1) == Dep::Case;
            tokens.start..tokens.end - usize::from(clitic)
        }
        _ if text.token(head).pos == Pos::PROPN => {
            let mut from = head;
            while from > 0 && text.token(from - 1).pos == Pos::PROPN && text.head(from - 1) == Some(head) {
                from -= 1;
            }
            from..head + 1
        }
        _ => noun_phrase(text, head),
    }
}

/// A head with its determiner and the modifiers before it.
pub(crate) fn noun_phrase(text: &Text<'_>, head: usize) -> TokenRange {
    let mut from = head;
    for child in text.children(head).filter(|c| *c < head).collect::<Vec<_>>().into_iter().rev() {
        let modifies = matches!(
            text.dep(child),
            Dep::Det
                | Dep::Amod
                | Dep::Compound
                | Dep::Nummod
                | Dep::Poss
                | Dep::Nmod
                | Dep::Quantmod
                | Dep::Predet
                | Dep::Npadvmod
        );
        if modifies {
            from = from.min(left_edge(text, child));
        }
    }
    from..head + 1
}

/// A head with all that depends on it, but for relative clauses and appositions.
fn whole_phrase(text: &Text<'_>, head: usize) -> TokenRange {
    let mut to = head + 1;
    for child in text.children(head).filter(|c| *c > head) {
        if matches!(text.dep(child), Dep::Prep | Dep::Acl | Dep::Pcomp | Dep::Prt) && child == to {
            to = to.max(right_edge(text, child) + 1);
        }
    }
    trim(text, noun_phrase(text, head).start..to)
}

/// A clause: all that depends on its verb, up to a coordinated clause with a subject of its own.
fn clause(text: &Text<'_>, head: usize) -> TokenRange {
    let next = text.children(head).find(|c| *c > head && own_clause(text, *c));
    let end = next.map_or(right_edge(text, head) + 1, |n| left_edge(text, n));
    trim(text, left_edge(text, head)..end.max(head + 1))
}

pub(crate) fn left_edge(text: &Text<'_>, at: usize) -> usize {
    let mut edge = at;
    let mut depth = 0;
    while let Some(child) = text.children(edge).next().filter(|c| *c < edge) {
        edge = child;
        depth += 1;
        if depth > 200 {
            break;
        }
    }
    edge
}

pub(crate) fn right_edge(text: &Text<'_>, at: usize) -> usize {
    let mut edge = at;
    let mut depth = 0;
    while let Some(child) = text.children(edge).next_back().filter(|c| *c > edge) {
        edge = child;
        depth += 1;
        if depth > 200 {
            break;
        }
    }
    edge
}

fn trim(text: &Text<'_>, mut range: TokenRange) -> TokenRange {
    let skip = |i: usize| {
        matches!(text.token(i).pos, Pos::PUNCT | Pos::SPACE)
            && !matches!(text.lower(i), "“" | "”" | "\"" | ")" | "(")
    };
    while range.end > range.start && skip(range.end - 1) {
        range.end -= 1;
    }
    while range.start < range.end && skip(range.start) {
        range.start += 1;
    }
    range
}
