//! The place, agency and date at the head of a story: "SANTA FE, N.M. (AP) —".

use super::shape;
use super::words::{Words, fold};
use crate::dates::{self, DateRead};

/// A dateline found at the head of a paragraph.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Dateline {
    /// Its length in bytes, the dash included.
    pub(super) len: usize,
    /// The date in it.
    pub(super) date: Option<DateRead>,
}

/// Words in capitals that begin a paragraph before a dash without being a place.
const NO_PLACES: &[&str] = &[
    "UPDATE",
    "UPDATED",
    "NEW",
    "BREAKING",
    "FILE",
    "WARNING",
    "WATCH",
    "NOTE",
    "EDITOR’S NOTE",
    "EDITOR'S NOTE",
    "VIDEO",
    "PHOTO",
    "PHOTOS",
    "CORRECTION",
    "RELATED",
    "MORE",
    "ALERT",
    "EXCLUSIVE",
    "LIVE",
    "FACT",
    "YES",
    "NO",
    "I",
    "A",
];
/// How long a dateline may be.
const LONGEST: usize = 110;

/// The dateline that a paragraph begins with: a place in capitals, or one with its state or an agency, a
/// date where there is one, and a dash.
pub(super) fn at_start(text: &str, words: &Words) -> Option<Dateline> {
    let (head, len) = up_to_dash(text)?;
    let mut rest = head.trim();
    let mut agency = false;
    if let Some((before, inside)) = rest.strip_suffix(')').and_then(|r| r.rsplit_once('('))
        && !before.trim().is_empty()
    {
        agency = is_agency(inside);
        if !agency {
            return None;
        }
        rest = before.trim();
    } else if let Some(inside) = rest.strip_prefix('(').and_then(|r| r.strip_suffix(')')) {
        // "(Elmford, Texas) –"
        return is_place(inside, true, words).then_some(Dateline { len, date: None });
    }
    let (place, date) = split_date(rest);
    is_place(place.trim_end_matches([',', ' ', ':']), agency || date.is_some(), words)
        .then_some(Dateline { len, date })
}

/// What stands before the first dash that has a space after it, and where that dash ends.
fn up_to_dash(text: &str) -> Option<(&str, usize)> {
    for (at, c) in text.char_indices().take_while(|(at, _)| *at < LONGEST) {
        if !matches!(c, '-' | '–' | '—' | '―') {
            continue;
        }
        let head = text.get(..at)?;
        let tail = text.get(at..)?.trim_start_matches(['-', '–', '—', '―']);
        let spaced = head.ends_with([' ', '\u{a0}', ')', '.']) || matches!(c, '—' | '–');
        let ends = tail.is_empty()
            || tail.starts_with(char::is_whitespace)
            || (c == '—' && head.ends_with([' ', ')']));
        // "SPRING-HILL —": a hyphen within a name is no dash
        if spaced && ends {
            return Some((head, text.len() - tail.len()));
        }
    }
    None
}

/// "AP", "KOIN", "Elmford Courier": one to four words without small ones.
fn is_agency(text: &str) -> bool {
    text.len() > 1
        && shape::words(text) <= 4
        && text.split_whitespace().all(shape::begins_upper)
        && !text.chars().next().is_some_and(|c| c.is_ascii_digit())
}

/// The place and the date that follows it: "LONDON, May 3", "ELMFORD, Texas, May 3, 2019".
fn split_date(text: &str) -> (&str, Option<DateRead>) {
    for (at, _) in text.match_indices([',', ' ', ':']) {
        let Some(tail) = text.get(at + 1..).map(str::trim_start) else { continue };
        if let Some(read) = dates::at_start(tail)
            && tail.get(read.len..).unwrap_or("").trim_matches([' ', ',', '.', ':']).is_empty()
        {
            return (text.get(..at).unwrap_or(text), Some(read));
        }
    }
    (text, None)
}

/// Whether words name a place as datelines do. `sure` where an agency or a date stands with them, so that
/// a place need not be in capitals.
fn is_place(text: &str, sure: bool, words: &Words) -> bool {
    let text = text.trim();
    if text.is_empty() || NO_PLACES.contains(&text) || shape::more_words_than(text, 7) {
        return false;
    }
    let (town, region) = text.split_once(',').map_or((text, None), |(t, r)| (t.trim(), Some(r.trim())));
    let capitals =
        |part: &str| !part.chars().any(char::is_lowercase) && !part.chars().any(|c| c.is_ascii_digit());
    let letters = town.chars().filter(|c| c.is_alphabetic()).count();
    let postal = |region: &str| region.len() == 2 && region.bytes().all(|b| b.is_ascii_uppercase());
    let state = region.is_some_and(|region| postal(region) || words.states.has(&fold(region)));
    let title =
        town.split_whitespace().all(|w| shape::begins_upper(w) || matches!(w, "of" | "the" | "on" | "de"));
    let town_ok = capitals(town) && letters >= if sure || state { 2 } else { 4 };
    // "MAN CONVICTED OF MURDER -" is a headline
    let named = !town.contains(['!', '?', '"', '“']) && (sure || shape::words(town) <= 4);
    match region {
        _ if !named => false,
        None => town_ok || sure && title && shape::words(town) <= 4,
        Some(region) => (town_ok && (state || sure || capitals(region))) || (title && state),
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::Words;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let found = super::at_start(text, &Words::load()).and_then(|d| text.get(..d.len));
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn datelines() {
        for (text, expected) in [
            ("ELMFORD (WXYZ) – Two clerks", "ELMFORD (WXYZ) –"),
            ("SANTA FE, N.M. (AP) — A clerk", "SANTA FE, N.M. (AP) —"),
            ("ELM CITY — It was", "ELM CITY —"),
            ("ELMFORD, ELM COUNTY -", "ELMFORD, ELM COUNTY -"),
            ("ELMFORD - A clerk", "ELMFORD -"),
            ("(Elmford, TX) - Today", "(Elmford, TX) -"),
            ("(Elmford, Texas) – The office", "(Elmford, Texas) –"),
            ("Elmford, Ohio (AP) -- A clerk", "Elmford, Ohio (AP) --"),
            ("LONDON, May 3 - A clerk", "LONDON, May 3 -"),
            ("ELM COUNTY, MO. - At school", "ELM COUNTY, MO. -"),
            ("ELMFORD, Ore. (WXYZ) – Police", "ELMFORD, Ore. (WXYZ) –"),
            ("LONDON (Elm News/AP) —A clerk", "LONDON (Elm News/AP) —"),
        ] {
            check(text, Some(expected));
        }
        let read = super::at_start("LONDON, May 3, 2019 (Elm News) - Text", &Words::load()).unwrap();
        assert_eq!(read.date.unwrap().period.unwrap().to_string(), "2019-05-03");
    }

    #[test]
    fn other_dashes_are_no_datelines() {
        for text in [
            "DNA – the evidence that convicted him – was lost.",
            "UPDATE – The clerk was freed.",
            "The clerk – a father of two – was freed.",
            "Smith — who denies it — was charged.",
            "Jones (D) – the mayor – was charged",
            "37-year-old Robin Sample was charged.",
            "FILE - In this photo",
            "WELL-KNOWN CLERK CHARGED",
            "CLERK CONVICTED OF STABBING NEIGHBOR - The clerk",
        ] {
            check(text, None);
        }
    }
}
