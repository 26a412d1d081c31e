//! Names in headlines, where every word has a capital: the story says where they end.

use factum_types::{BlockKind, PartyKind, Pos};

use super::cut::is_title;
use super::{NameMention, name_words};
use crate::scene::Scene;

/// Whether a token stands where every word may have a capital: in a headline or a heading, or in a line without a
/// full stop in which nearly every long word has one.
pub(super) fn is_headline(scene: &Scene<'_>, token: usize) -> bool {
    if matches!(scene.block(token), BlockKind::Title | BlockKind::Heading) {
        return true;
    }
    let sentence = scene.sentence(token);
    let ends =
        sentence.clone().next_back().is_some_and(|i| matches!(scene.word(i), "." | "?" | "!" | "”" | "\""));
    let long: Vec<usize> = sentence
        .filter(|i| scene.word(*i).chars().count() > 3 && scene.word(*i).chars().all(char::is_alphabetic))
        .collect();
    let capital = long.iter().filter(|i| super::cut::starts_with_capital(scene, **i)).count();
    !ends && long.len() > 3 && capital * 10 >= long.len() * 9
}

/// A name in a headline ends where the story's name ends; one that the story does not have must begin with a common
/// given name and hold no other word.
pub(super) fn mend(scene: &Scene<'_>, found: &mut Vec<NameMention>) {
    let body: Vec<Vec<String>> = found
        .iter()
        .filter(|m| m.kind == PartyKind::Person && m.is_full() && !is_headline(scene, m.tokens.start))
        .map(|m| m.words.clone())
        .collect();
    let all: Vec<(usize, Vec<String>)> = found
        .iter()
        .filter(|m| m.kind == PartyKind::Person && m.is_full())
        .map(|m| (m.tokens.start, m.words.clone()))
        .collect();
    let story_has = |words: &[String]| body.iter().any(|b| b.iter().any(|w| words.contains(w)));
    found.retain_mut(|mention| {
        let person = mention.kind == PartyKind::Person;
        if !person || !is_headline(scene, mention.tokens.start) {
            return true;
        }
        // A line of a list: "Mara Quill, 28, of Dorn".
        let next = mention.tokens.end;
        if scene.lower(next) == "," && scene.lower(next + 1).parse::<u8>().is_ok_and(|years| years < 110) {
            return true;
        }
        if mention.words.len() == 1 {
            return story_has(&mention.words) && scene.token(mention.tokens.start).pos == Pos::PROPN;
        }
        for tokens in stretches(mention) {
            let words = name_words(scene, tokens.clone(), None);
            if body.contains(&words) {
                mention.tokens = tokens;
                mention.words = words;
                return true;
            }
        }
        // "Ann Roe Regarding" where "Ann Roe" stands elsewhere; "Ann Ro" where the headline was cut off.
        let elsewhere = |test: &dyn Fn(&[String]) -> bool| {
            all.iter()
                .find(|(at, w)| *at != mention.tokens.start && w.len() > 1 && test(w))
                .map(|(_, w)| w.clone())
        };
        let own = mention.words.clone();
        if let Some(begun) = elsewhere(&|w| w.len() < own.len() && own.starts_with(w)) {
            let length = begun.len();
            if let Some(tokens) = stretches(mention).into_iter().find(|t| {
                t.start == mention.tokens.start && name_words(scene, t.clone(), None).len() == length
            }) {
                mention.tokens = tokens;
                mention.words = begun;
                return true;
            }
        }
        let cut_off = |w: &[String]| match (w.split_last(), own.split_last()) {
            (Some((a, before)), Some((b, own))) => {
                before == own && a.len() > b.len() && a.starts_with(b.as_str())
            }
            _ => false,
        };
        if let Some(whole) = elsewhere(&cut_off) {
            mention.words = whole;
            return true;
        }
        let given = scene.listed("first-names", scene.lower(mention.tokens.start));
        let odd = mention.tokens.clone().skip(1).any(|i| {
            is_title(scene, i) || !matches!(scene.token(i).pos, Pos::PROPN | Pos::PUNCT | Pos::PART)
        });
        given && !odd
    });
}

/// All stretches of a mention's tokens, the longest first.
fn stretches(mention: &NameMention) -> Vec<factum_types::TokenRange> {
    let (start, end) = (mention.tokens.start, mention.tokens.end);
    let mut all: Vec<factum_types::TokenRange> =
        (start..end).flat_map(|a| (a + 2..=end).map(move |b| a..b)).collect();
    all.sort_by_key(|r| std::cmp::Reverse(r.len()));
    all
}
