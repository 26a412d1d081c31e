//! From the model's span to the name: titles, marks and stray words taken off, what was cut off put back.

use factum_types::{Dep, PartyKind, Pos, TokenRange};

use super::parts::{is_particle, is_suffix};
use super::{NameMention, name_words};
use crate::scene::Scene;

/// A person's name from the model's span.
pub(super) fn person(scene: &Scene<'_>, tokens: TokenRange) -> Option<NameMention> {
    let (mut from, mut to) = (tokens.start, tokens.end);
    // "12:40 a.m. — Mara Quill": the dash of an entry is no part of a name
    while from + 1 < to && matches!(scene.word(from), "-" | "–" | "—" | "--" | "•" | "·" | "*" | "|" | ":")
    {
        from += 1;
    }
    to = without_tail(scene, from, to);
    to = with_head(scene, from, to);
    // A name has no small words but its particles: "Quill for Conviction" is a name and something else.
    let hyphened = |i: usize| matches!(scene.word(i - 1), "-" | "‑");
    let small = |i: &usize| is_small_word(scene, *i) && !in_nickname(scene, *i) && !hyphened(*i);
    if let Some(small) = (from + 1..to).find(small) {
        to = small;
    }
    to = without_tail(scene, from, to);
    let title_start = from;
    while from + 1 < to && is_title(scene, from) && !listed_given(scene, from, to) {
        from += 1;
        while from + 1 < to && matches!(scene.lower(from), "." | "-") {
            from += 1;
        }
    }
    if from == title_start && to - from == 1 {
        from = with_given(scene, from);
    }
    from = over_space(scene, from);
    let title = title_start.min(from)..from;
    let nickname = nickname(scene, from, &mut to);
    to = with_suffix(scene, to);
    to = with_number(scene, to);
    let words = name_words(scene, from..to, nickname.as_ref());
    if !could_be_a_name(scene, from..to, &words) || runs_into_a_place(scene, from..to) {
        return None;
    }
    let nickname = nickname.map(|n| name_words(scene, n, None).join(" "));
    Some(NameMention { kind: PartyKind::Person, tokens: from..to, words, title, nickname })
}

/// An organization's name from the model's span.
pub(super) fn organization(scene: &Scene<'_>, tokens: TokenRange) -> Option<NameMention> {
    let (mut from, mut to) = (tokens.start, tokens.end);
    while to > from && matches!(scene.lower(to - 1), "'s" | "'" | ",") {
        to -= 1;
    }
    if from < to && matches!(scene.lower(from), "the" | "a") {
        from += 1;
    }
    // "the Attorney" stands before what the tagger took for "General's Office".
    let general = scene.lower(from) == "general" && from > 0;
    if general && matches!(scene.lower(from - 1), "attorney" | "inspector" | "solicitor" | "surgeon") {
        from -= 1;
    }
    // The tagger cuts titles short: "the Santa Fe District" goes on with "Attorney".
    while to < scene.len()
        && matches!(scene.lower(to), "attorney" | "attorneys" | "court" | "police" | "department" | "office")
        && scene.token(to).pos == Pos::PROPN
    {
        to += 1;
    }
    let words = name_words(scene, from..to, None);
    (!words.is_empty()).then_some(NameMention {
        kind: PartyKind::Organization,
        tokens: from..to,
        words,
        title: from..from,
        nickname: None,
    })
}

fn without_tail(scene: &Scene<'_>, from: usize, mut to: usize) -> usize {
    while to > from && !ends_name(scene, to - 1) {
        to -= 1;
    }
    to
}

/// The model cuts names short: "Mary Marlowe" goes on with the head that both depend on, and an initial is never the
/// end of a name.
fn with_head(scene: &Scene<'_>, from: usize, mut to: usize) -> usize {
    while to > from && to < scene.len() && scene.sentence(from).contains(&to) {
        let capital = starts_with_capital(scene, to) && scene.token(to).pos == Pos::PROPN;
        let compound = scene.token(to - 1).dep == Dep::Compound && scene.head(to - 1) == Some(to);
        let initial = is_initial(scene.word(to - 1)) && to - from > 1;
        let free = scene.analysis.names.iter().all(|n| !n.tokens.contains(&to));
        let generic = is_organization_word(scene, to) || is_place_word(scene, to);
        if !(capital && !generic && ((compound && free) || initial)) {
            break;
        }
        to += 1;
    }
    to
}

/// A given name that a stray space parted from the rest, so that the model took it for something else.
fn over_space(scene: &Scene<'_>, from: usize) -> usize {
    let Some(before) = from.checked_sub(2).filter(|b| scene.sentence(from).contains(b)) else { return from };
    let parted = scene.token(from - 1).pos == Pos::SPACE && !scene.word(from - 1).contains('\n');
    let belongs = scene.token(before).dep == Dep::Compound && scene.head(before).is_some_and(|h| h >= from);
    let capital = starts_with_capital(scene, before) && scene.token(before).pos == Pos::PROPN;
    if parted && belongs && capital && !is_title(scene, before) { before } else { from }
}

/// The given name before a lone surname that the model took for all: "Braylon" before "Quill".
fn with_given(scene: &Scene<'_>, at: usize) -> usize {
    let sentence = scene.sentence(at);
    let mut from = at;
    while from > sentence.start && is_particle(scene, scene.word(from - 1)) && from - 1 > sentence.start {
        from -= 1;
    }
    while from > sentence.start {
        let before = from - 1;
        let kind = scene.analysis.names.iter().find(|n| n.tokens.contains(&before)).map(|n| n.kind);
        let common = scene.listed("first-names", scene.lower(before)) || is_initial(scene.word(before));
        let fits = scene.token(before).pos == Pos::PROPN
            && starts_with_capital(scene, before)
            && scene.head(before) == Some(at)
            && scene.token(before).dep == Dep::Compound
            && !is_title(scene, before)
            && !is_place_word(scene, before)
            && (common || (kind.is_none() && before > sentence.start));
        if !fits {
            break;
        }
        from = before;
    }
    // Particles without a given name before them stay with the surname.
    from
}

/// "Edward 'Ned' Quill": the nickname's tokens; the name goes on behind it.
fn nickname(scene: &Scene<'_>, from: usize, to: &mut usize) -> Option<TokenRange> {
    let opens = |i: usize| matches!(scene.word(i), "“" | "\"" | "'" | "‘" | "``" | "(");
    let closes = |i: usize| matches!(scene.word(i), "”" | "\"" | "'" | "’" | "''" | ")");
    let sentence = scene.sentence(from);
    let open = (from + 1..(*to + 1).min(sentence.end)).find(|i| opens(*i))?;
    let close = (open + 2..(open + 4).min(sentence.end)).find(|i| closes(*i))?;
    let inside = open + 1..close;
    let bracket = scene.word(open) == "(";
    let named = inside.clone().all(|i| starts_with_capital(scene, i))
        && (!bracket || inside.clone().all(|i| scene.listed("first-names", scene.lower(i))));
    let goes_on = close + 1 < sentence.end
        && starts_with_capital(scene, close + 1)
        && scene.token(close + 1).pos == Pos::PROPN
        && !is_title(scene, close + 1);
    if !named || !goes_on {
        return None;
    }
    let mut end = (close + 2).max(*to);
    while end < sentence.end
        && scene.token(end).pos == Pos::PROPN
        && scene.token(end - 1).dep == Dep::Compound
        && scene.head(end - 1) == Some(end)
    {
        end += 1;
    }
    *to = end;
    Some(inside)
}

fn in_nickname(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.word(i), "“" | "”" | "\"" | "'" | "‘" | "’" | "``" | "''" | "(" | ")")
}

/// "Quill Jr.", "Quill, Jr."
fn with_suffix(scene: &Scene<'_>, to: usize) -> usize {
    let suffix = |i: usize| i < scene.len() && is_suffix(scene.word(i)) && starts_with_capital(scene, i);
    if suffix(to) {
        return to + 1;
    }
    if to < scene.len() && scene.word(to) == "," && suffix(to + 1) {
        return to + 2;
    }
    to
}

/// "Jane Doe #2": the number tells her from the others whom a court's papers call so.
fn with_number(scene: &Scene<'_>, to: usize) -> usize {
    let doe = to > 0 && scene.listed("stand-in-names", scene.lower(to - 1));
    if !doe || to >= scene.len() {
        return to;
    }
    let number = |i: usize| i < scene.len() && scene.word(i).parse::<u8>().is_ok();
    match scene.word(to) {
        "#" if number(to + 1) => to + 2,
        word if word.strip_prefix('#').is_some_and(|n| n.parse::<u8>().is_ok()) => to + 1,
        word if word.parse::<u8>().is_ok() && scene.lower(to + 1) != "years" => to + 1,
        _ => to,
    }
}

fn could_be_a_name(scene: &Scene<'_>, tokens: TokenRange, words: &[String]) -> bool {
    let (from, length) = (tokens.start, words.len());
    let proper = words.iter().any(|w| w.chars().next().is_some_and(char::is_uppercase));
    let alphabetic = words.iter().any(|w| w.chars().any(char::is_alphabetic));
    let vehicle = length > 1 && scene.listed("vehicles", scene.lower(tokens.end - 1));
    let numbered = |w: &String| w.starts_with('#');
    let odd = |w: &String| {
        !numbered(w) && (w.contains('@') || w.contains('/') || w.chars().any(|c| c.is_ascii_digit()))
    };
    let organization = length > 1 && tokens.clone().any(|i| is_organization_word(scene, i));
    let ends_place = |i: usize| is_place_word(scene, i) || is_street_sign(scene, i);
    let place = length > 1 && tokens.clone().next_back().is_some_and(ends_place);
    let last = tokens.end - 1;
    let noun = length > 1
        && (scene.listed("person-nouns", scene.lower(last)) || scene.listed("kinship", scene.lower(last)))
        && scene.words.list("person-nouns").and_then(|l| l.value(scene.lower(last), "name")) != Some("name");
    // "Tim Major" has a surname that is a rank as well; "Dallas Sheriff" is an office.
    let office = |i: usize| {
        let role =
            scene.words.list("titles").and_then(|l| l.value(scene.lower(i).trim_end_matches('.'), "role"));
        role.is_some_and(|r| r != "-") || !scene.listed("first-names", scene.lower(from))
    };
    let rank = length > 1 && scene.listed("titles", scene.lower(last).trim_end_matches('.')) && office(last);
    let lone = length == 1
        && (is_title(scene, from)
            || scene.token(from).pos != Pos::PROPN
            || scene.listed("person-nouns", &scene.lemma(from))
            || scene.listed("titles", scene.lower(from).trim_end_matches('s')));
    proper
        && alphabetic
        && !organization
        && !place
        && !vehicle
        && !noun
        && !rank
        && !lone
        && !words.iter().any(odd)
}

/// "Ann Quill" in "Ann Quill Hospital", "Quill Law Firm": the name belongs to a place or a body.
fn runs_into_a_place(scene: &Scene<'_>, tokens: TokenRange) -> bool {
    let sentence = scene.sentence(tokens.start);
    let mut at = tokens.end;
    while at < sentence.end && starts_with_capital(scene, at) && scene.token(at).pos == Pos::PROPN {
        let bound = scene.token(at - 1).dep == Dep::Compound || scene.token(at - 1).dep == Dep::Nmod;
        if bound && (is_organization_word(scene, at) || is_place_word(scene, at)) {
            return true;
        }
        at += 1;
    }
    false
}

/// A word in small letters that is no particle of a surname.
fn is_small_word(scene: &Scene<'_>, i: usize) -> bool {
    let word = scene.word(i);
    word.chars().all(char::is_lowercase) && !is_particle(scene, word)
}

/// Whether a token can end a name.
fn ends_name(scene: &Scene<'_>, i: usize) -> bool {
    let token = scene.token(i);
    !matches!(scene.lower(i), "'s" | "'" | "," | "." | "-" | "(" | ")")
        && matches!(token.pos, Pos::PROPN | Pos::NOUN | Pos::ADJ | Pos::X | Pos::VERB)
        && starts_with_capital(scene, i)
}

/// "Buddy" before a surname is a given name though "buddy" is a noun for a person; titles stay titles.
fn listed_given(scene: &Scene<'_>, from: usize, to: usize) -> bool {
    let lower = scene.lower(from);
    to - from > 1
        && !scene.listed("titles", lower)
        && scene.words.list("person-nouns").and_then(|l| l.value(lower, "name")) == Some("name")
}

/// A word of office, rank, occupation or address that stands before a name.
pub(super) fn is_title(scene: &Scene<'_>, i: usize) -> bool {
    let lower = scene.lower(i).trim_end_matches('.');
    let listed = |list: &str| scene.listed(list, lower);
    listed("titles")
        || listed("person-nouns")
        || listed("kinship")
        || listed("organization-words")
        || listed("roles")
        || listed("title-parts")
}

pub(super) fn is_organization_word(scene: &Scene<'_>, i: usize) -> bool {
    scene.listed("organization-words", scene.lower(i))
}

/// A word that ends a place's name and is no surname.
pub(super) fn is_place_word(scene: &Scene<'_>, i: usize) -> bool {
    let kind = scene.words.list("place-words").and_then(|l| l.second(scene.lower(i).trim_end_matches('.')));
    kind == Some("sure")
}

/// "St.", "Rd.": what ends the name of a street and no person's, though a person's may hold it.
fn is_street_sign(scene: &Scene<'_>, i: usize) -> bool {
    let kind = scene.words.list("place-words").and_then(|l| l.second(scene.lower(i).trim_end_matches('.')));
    kind == Some("sign")
}

pub(super) fn starts_with_capital(scene: &Scene<'_>, i: usize) -> bool {
    scene.word(i).chars().next().is_some_and(char::is_uppercase)
}

fn is_initial(word: &str) -> bool {
    let letters = word.trim_end_matches('.');
    letters.chars().count() == 1 && letters.chars().all(char::is_uppercase)
}
