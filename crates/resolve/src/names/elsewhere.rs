//! A name known from one place is that name in every other, whatever the model took it for.

use factum_types::{Dep, PartyKind, Pos};

use super::NameMention;
use super::cut::{is_title, starts_with_capital};
use super::parts::Parts;
use crate::scene::Scene;

/// A surname or a given name of somebody named in full is that person, whatever the model took it for.
pub(super) fn surnames(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let mut known: Vec<(Vec<String>, bool)> = Vec::new();
    for mention in found.iter().filter(|m| m.kind == PartyKind::Person && m.is_full()) {
        let parts = Parts::of(scene, &mention.words);
        known.push((pieces(&parts.surname), true));
        known.push((pieces(parts.bare()), true));
        known.push((pieces(&parts.given), false));
        known.extend(mention.nickname.iter().map(|n| (pieces(n), false)));
    }
    known.retain(|(k, _)| !k.is_empty() && k.iter().all(|p| p.chars().count() > 1));
    known.sort_by_key(|(k, surname)| (std::cmp::Reverse(k.len()), k.clone(), !*surname));
    known.dedup_by(|a, b| a.0 == b.0);
    let taken = |found: &[NameMention], i: usize| {
        found.iter().any(|m| m.kind == PartyKind::Person && m.tokens.contains(&i))
    };
    let mut added: Vec<NameMention> = Vec::new();
    for (pieces, surname) in &known {
        for start in 0..scene.len().saturating_sub(pieces.len() - 1) {
            let tokens = start..start + pieces.len();
            let fits = pieces.iter().zip(tokens.clone()).all(|(p, i)| scene.word(i) == p);
            if !fits || tokens.clone().any(|i| taken(found, i) || taken(&added, i)) {
                continue;
            }
            if part_of_more(scene, found, &tokens) || !stands_as_name(scene, start, *surname) {
                continue;
            }
            added.push(NameMention {
                kind: PartyKind::Person,
                words: super::name_words(scene, tokens.clone(), None),
                tokens,
                title: start..start,
                nickname: None,
            });
        }
    }
    // A lone word that the model took for a firm or place gives way to the person.
    found.retain(|m| {
        m.kind == PartyKind::Person
            || !added.iter().any(|a| a.tokens.start <= m.tokens.start && m.tokens.end <= a.tokens.end)
    });
    found.extend(added);
}

/// "Gutierrez-Reed" is three tokens to the tokenizer, "de la Cruz" three.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        for (i, part) in word.split('-').enumerate() {
            if i > 0 {
                pieces.push("-".to_owned());
            }
            pieces.push(part.to_owned());
        }
    }
    pieces.retain(|p| !p.is_empty());
    pieces
}

/// Part of a longer proper name ("Quill Street"; "the Quill case" is fine), or of an organization's.
fn part_of_more(scene: &Scene<'_>, found: &[NameMention], tokens: &factum_types::TokenRange) -> bool {
    let last = tokens.end - 1;
    let longer = scene.token(last).dep == Dep::Compound
        && scene.head(last).is_some_and(|h| scene.token(h).pos == Pos::PROPN && !is_title(scene, h));
    longer
        || found.iter().any(|m| {
            m.kind == PartyKind::Organization && m.tokens.len() > 1 && m.tokens.contains(&tokens.start)
        })
}

/// Where a capital says nothing (at the head of a sentence, in a headline), the tagger must have seen a name; a
/// lone given name it must have seen everywhere, since "May", "Summer" and "Will" are words as well.
fn stands_as_name(scene: &Scene<'_>, start: usize, surname: bool) -> bool {
    let opens = scene.sentence(start).start == start || super::headlines::is_headline(scene, start);
    let proper = scene.token(start).pos == Pos::PROPN;
    // "Piazza pleaded guilty": a noun for one thing has an article before it, even at the head of a sentence.
    let bare = matches!(scene.token(start).dep, Dep::Nsubj | Dep::Nsubjpass)
        && scene.token(start).tag == factum_types::Tag::NN
        && scene.children(start).next().is_none()
        && scene.block(start) == factum_types::BlockKind::Paragraph;
    starts_with_capital(scene, start) && (proper || (surname && (!opens || bare)))
        || (scene.word(start).contains(char::is_lowercase) && surname && proper)
}
