//! What shows a person where the model saw a firm, a place or nothing: an age, a title, a charge, a companion.

use factum_types::{BlockKind, Dep, EntityKind, PartyKind, Pos, TokenRange};

use super::cut::{self, is_organization_word, is_place_word, is_title, starts_with_capital};
use super::{NameMention, name_words};
use crate::scene::Scene;

/// Whether a name that the model took for something else is a person's: it looks like one, and its surroundings
/// speak of a person. A common given name needs less.
pub(super) fn of_a_person(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let to = (tokens.start..tokens.end)
        .rev()
        .find(|i| !matches!(scene.lower(*i), "'s" | "'" | ","))
        .map_or(0, |i| i + 1);
    let mut tokens = tokens.start..to;
    if tokens.len() == 1 && is_behind_rank(scene, tokens.start) {
        return true;
    }
    let mut titled = false;
    while tokens.len() > 2 && is_rank(scene, tokens.start) {
        titled = true;
        tokens.start += 1 + usize::from(scene.lower(tokens.start + 1) == ".");
    }
    if tokens.is_empty() || !looks_like_a_name(scene, &tokens) {
        return false;
    }
    let given = scene.listed("first-names", scene.lower(tokens.start));
    // Only people have nicknames in the middle of their names: 'Ezra "Junior" Quill'.
    let nicknamed = tokens.len() > 3
        && tokens
            .clone()
            .skip(1)
            .take(tokens.len() - 2)
            .any(|i| matches!(scene.word(i), "“" | "\"" | "‘" | "``"))
        && scene.token(tokens.end - 1).pos == Pos::PROPN;
    let sure = nicknamed
        || titled
        || has_age(scene, &tokens)
        || has_title(scene, &tokens)
        || is_apposed_to_kin(scene, &tokens)
        || is_apposed_to_person(scene, &tokens);
    let accused_or_hurt = is_captured(scene, &tokens, &["charge", "penalty", "role", "event"]);
    sure || (given && accused_or_hurt) || ((given || accused_or_hurt) && has_companion(scene, &tokens))
}

/// Two to four capitalized words, none of which is generic.
fn looks_like_a_name(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let words = name_words(scene, tokens.clone(), None);
    let plain = |w: &String| {
        w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
            && w.chars().next().is_some_and(char::is_uppercase)
    };
    let acronym = |w: &String| w.len() > 1 && w.chars().all(char::is_uppercase);
    (2..=4).contains(&words.len())
        && words.iter().all(|w| plain(w) && !acronym(w))
        && tokens
            .clone()
            .all(|i| !is_organization_word(scene, i) && !is_place_word(scene, i) && !is_title(scene, i))
}

fn has_age(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let age = |i: usize| i < scene.len() && scene.lower(i).parse::<u8>().is_ok_and(|y| y < 110);
    let closes =
        |i: usize| i >= scene.len() || matches!(scene.lower(i), "," | "." | ";" | ")" | "and" | "was" | "of");
    let behind = tokens.end < scene.len()
        && matches!(scene.lower(tokens.end), "," | "(")
        && age(tokens.end + 1)
        && closes(tokens.end + 2);
    let before = tokens.start >= 5
        && scene.lower(tokens.start - 1) == "old"
        && scene.lower(tokens.start - 3) == "year";
    behind || before
}

fn has_title(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let Some(before) = tokens.start.checked_sub(1).filter(|b| scene.sentence(tokens.start).contains(b))
    else {
        return false;
    };
    let word = scene.lower(before).trim_end_matches('.');
    starts_with_capital(scene, before)
        && (scene.listed("titles", word) || scene.listed("titles", scene.lower(before)))
        && scene.head(before).is_some_and(|h| tokens.contains(&h))
}

/// A title of one use: "Judge", "Detective". Words that begin names of bodies as well are none.
fn is_rank(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.lower(i).trim_end_matches('.');
    scene.listed("titles", word) && !is_organization_word(scene, i) && !scene.listed("first-names", word)
}

/// "the boy's mother, Ann": apposed to a word for kin.
fn is_apposed_to_kin(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    tokens.clone().any(|i| {
        scene.token(i).dep == Dep::Appos
            && scene.head(i).is_some_and(|h| scene.listed("kinship", &scene.lemma(h)))
    })
}

/// "the owner, Jin-ah Dent": apposed to a word for what somebody is or does. What firms are as well (an owner, a
/// maker) shows nothing but with a given name in two parts.
fn is_apposed_to_person(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let firm = |noun: &str| {
        matches!(
            noun,
            "owner"
                | "operator"
                | "employer"
                | "contractor"
                | "developer"
                | "landlord"
                | "maker"
                | "manufacturer"
                | "supplier"
                | "seller"
                | "buyer"
                | "provider"
                | "sponsor"
                | "publisher"
                | "victim"
                | "defendant"
                | "plaintiff"
                | "partner"
        )
    };
    let two_parts = tokens.len() > 3
        && scene.word(tokens.start + 1) == "-"
        && scene.word(tokens.start + 2).chars().all(char::is_lowercase);
    let given = scene.listed("first-names", scene.lower(tokens.start));
    tokens.clone().any(|i| {
        let noun = (scene.token(i).dep == Dep::Appos).then(|| scene.head(i)).flatten();
        noun.filter(|h| scene.token(*h).pos == Pos::NOUN).is_some_and(|h| {
            let lemma = scene.lemma(h);
            scene.listed("person-nouns", &lemma) && (two_parts || given && !firm(&lemma))
        })
    })
}

/// "Police Chief Ardis Quillan", of which the model saw "Moore" alone: a rank and a name between hang on it.
fn is_behind_rank(scene: &Scene<'_>, at: usize) -> bool {
    let sentence = scene.sentence(at);
    let hangs = |i: usize| {
        scene.token(i).pos == Pos::PROPN && starts_with_capital(scene, i) && scene.head(i) == Some(at)
    };
    let mut first = at;
    while first > sentence.start && hangs(first - 1) {
        first -= 1;
    }
    (first..at).any(|i| is_rank(scene, i)) && !is_organization_word(scene, at) && !is_place_word(scene, at)
}

/// Whether a finding of these kinds takes the name for its person.
fn is_captured(scene: &Scene<'_>, tokens: &TokenRange, kinds: &[&str]) -> bool {
    scene
        .findings
        .findings
        .iter()
        .filter(|f| kinds.contains(&&*f.kind))
        .any(|f| ["who", "victim"].iter().any(|role| f.all(role).any(|b| tokens.contains(&b.head))))
}

/// Coordinated with somebody whom the model took for a person.
fn has_companion(scene: &Scene<'_>, tokens: &TokenRange) -> bool {
    let Some(head) = tokens.clone().next_back() else { return false };
    let person =
        |i: usize| scene.analysis.names.iter().any(|n| n.kind == EntityKind::Person && n.tokens.contains(&i));
    let above = (scene.token(head).dep == Dep::Conj).then(|| scene.head(head)).flatten();
    above.is_some_and(person) || scene.children_by(head, Dep::Conj).any(person)
}

/// A proper name that is charged, sentenced, hurt or given an age is a person's, where the model saw no name or only a
/// part of it. A name that the model took whole for a firm or a place stays that.
pub(super) fn by_role(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    for finding in &scene.findings.findings {
        let certain = matches!(&*finding.kind, "charge" | "penalty" | "age");
        let likely = matches!(&*finding.kind, "role" | "event" | "alias");
        if !certain && !likely {
            continue;
        }
        for binding in finding.all("who").chain(finding.all("victim")) {
            let head = binding.head;
            let headline = matches!(scene.block(head), BlockKind::Title | BlockKind::Heading);
            let named = found.iter().any(|m| m.kind == PartyKind::Person && m.tokens.contains(&head));
            if headline || named || scene.token(head).pos != Pos::PROPN || is_title(scene, head) {
                continue;
            }
            let mut from = head;
            while from > 0
                && scene.token(from - 1).pos == Pos::PROPN
                && scene.head(from - 1) == Some(head)
                && !is_title(scene, from - 1)
            {
                from -= 1;
            }
            let taken_whole =
                scene.analysis.names.iter().any(|n| n.tokens.start <= from && head < n.tokens.end);
            let given = scene.listed("first-names", scene.lower(from));
            let kin = finding.rule.starts_with("role.relative");
            let enough = match head > from {
                true => certain || given,
                false => kin && finding.claim.modality == factum_types::Modality::Asserted,
            };
            if enough && !taken_whole {
                found.retain(|m| m.tokens.end <= from || m.tokens.start > head);
                found.extend(cut::person(scene, from..head + 1));
            }
        }
    }
}
