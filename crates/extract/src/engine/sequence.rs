//! Sequence patterns against neighbouring tokens: the longest match from the left.

use factum_types::{Pos, TokenRange};

use super::Text;
use crate::language::{Element, Item, Sequence};
use crate::words::Words;

/// A match of a sequence: its tokens and what was captured, as (name, tokens, value).
#[derive(Clone, Debug)]
pub(crate) struct Match {
    pub(crate) tokens: TokenRange,
    pub(crate) captures: Vec<Capture>,
}

/// A captured item and the value that its list or class gives.
#[derive(Clone, Debug)]
pub(crate) struct Capture {
    pub(crate) name: String,
    pub(crate) tokens: TokenRange,
    pub(crate) value: String,
}

/// A search under way.
struct Search {
    end: usize,
    captures: Vec<Capture>,
    best: Option<Match>,
}

/// The tokens of one text and the lists, for matching sequences.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'t, 'a> {
    pub(crate) text: &'t Text<'a>,
    pub(crate) words: &'t Words,
}

impl Matcher<'_, '_> {
    /// The longest match that begins at a token and ends before `end`.
    pub(crate) fn at(&self, sequence: &Sequence, start: usize, end: usize) -> Option<Match> {
        let mut search = Search { end, captures: Vec::new(), best: None };
        self.items(&sequence.items, start, start..start, &mut search);
        search.best.filter(|m| m.tokens.end > m.tokens.start)
    }

    fn items(&self, items: &[Item], at: usize, inside: TokenRange, search: &mut Search) {
        let Some((item, rest)) = items.split_first() else {
            if search.best.as_ref().is_none_or(|best| inside.end > best.tokens.end) {
                search.best = Some(Match { tokens: inside, captures: search.captures.clone() });
            }
            return;
        };
        for element in &item.elements {
            let Some((length, value)) = self.element(element, at, search.end) else { continue };
            let next = at + length;
            let inside = match item.around {
                true if inside.is_empty() => next..next,
                true => inside.clone(),
                false => inside.start..next,
            };
            if let Some(name) = &item.capture {
                search.captures.push(Capture { name: name.clone(), tokens: at..next, value });
            }
            self.items(rest, next, inside, search);
            if item.capture.is_some() {
                search.captures.pop();
            }
        }
        if item.optional {
            self.items(rest, at, inside, search);
        }
    }

    /// How many tokens an element takes here, and its value.
    fn element(&self, element: &Element, at: usize, end: usize) -> Option<(usize, String)> {
        if at >= end {
            return None;
        }
        let lower = self.text.lower(at);
        match element {
            Element::Word(word) => {
                (word == lower || word == self.text.lemma(at)).then(|| (1, lower.to_owned()))
            }
            Element::List(name) => {
                let list = self.words.list(name)?;
                (1..=5.min(end - at)).rev().find_map(|length| {
                    let words = self.text.words(at..at + length);
                    let phrase = match list.contains(&words) {
                        true => words,
                        false if length == 1 && list.contains(self.text.lemma(at)) => {
                            self.text.lemma(at).to_owned()
                        }
                        false => return None,
                    };
                    Some((length, list.second(&phrase).unwrap_or("").to_owned()))
                })
            }
            Element::Class(name) => self.class(name, at, end),
        }
    }

    fn class(&self, name: &str, at: usize, end: usize) -> Option<(usize, String)> {
        let word = self.text.lower(at);
        let one = |value: Option<String>| value.map(|v| (1, v));
        match name {
            "day" => one(day(word)),
            "year" => one(year(word)),
            "age" => one(number(word).filter(|n| (1..=115).contains(n)).map(|n| n.to_string())),
            "iso-date" => self.iso_date(at, end),
            "slash-date" => one(slash_date(word)),
            // "May" and "March" are months, "may" and "march" are verbs: the capital decides.
            "month" => one(self.capitalized("months", at)),
            "weekday" => one(self.capitalized("weekdays", at)),
            "number" => self.number(at, end),
            "money" => self.money(at, end),
            "name" => (self.text.token(at).pos == Pos::PROPN)
                .then(|| (1, self.text.token(at).span.of(&self.text.document.text).to_owned())),
            "person" => {
                let (tokens, kind) = self.text.name(at)?;
                (kind == factum_types::EntityKind::Person && tokens.start == at && tokens.end <= end)
                    .then(|| (tokens.len(), self.text.words(tokens.clone())))
            }
            _ => None,
        }
    }

    /// The value of a capitalized word in a list.
    fn capitalized(&self, list: &str, at: usize) -> Option<String> {
        let word = self.text.token(at).span.of(&self.text.document.text);
        let capital = word.chars().next().is_some_and(char::is_uppercase);
        let value = self.words.list(list)?.second(self.text.lower(at).trim_end_matches('.'));
        value.filter(|_| capital).map(str::to_owned)
    }

    /// A number in digits ("18", "1,500", "2.5") or words ("eighteen", "twenty-five").
    fn number(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let word = self.text.lower(at);
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        if digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            let digits = digits.trim_end_matches('.').to_owned();
            return Some((1, digits));
        }
        let list = self.words.list("numbers")?;
        let cardinal = |w: &str| {
            (list.value(w, "kind") == Some("cardinal"))
                .then(|| list.value(w, "value")?.parse::<u64>().ok())
                .flatten()
        };
        let first = cardinal(word)?;
        // "twenty-five" is three tokens to the tokenizer.
        let tens = (20..100).contains(&first) && first.is_multiple_of(10);
        let unit = (tens && at + 2 < end && self.text.lower(at + 1) == "-")
            .then(|| cardinal(self.text.lower(at + 2)).filter(|u| *u < 10))
            .flatten();
        if let Some(unit) = unit {
            return Some((3, (first + unit).to_string()));
        }
        Some((1, first.to_string()))
    }

    /// A sum of money: "$5,000", "£2 million", "US$ 1.5m" is left to later.
    fn money(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let currency = match self.text.lower(at) {
            "$" | "us$" => "USD",
            "c$" => "CAD",
            "a$" => "AUD",
            "nz$" => "NZD",
            "£" => "GBP",
            "€" => "EUR",
            _ => return None,
        };
        let (length, value) = self.number(at + 1, end)?;
        let scale = match (at + 1 + length < end).then(|| self.text.lower(at + 1 + length)) {
            Some("million" | "m") => 1_000_000.0,
            Some("billion" | "bn") => 1_000_000_000.0,
            Some("thousand") => 1_000.0,
            _ => return Some((1 + length, format!("{currency} {value}"))),
        };
        let total = value.parse::<f64>().ok()? * scale;
        Some((2 + length, format!("{currency} {total:.0}")))
    }

    /// "2023-04-20": one token or five, as the tokenizer will have it.
    fn iso_date(&self, at: usize, end: usize) -> Option<(usize, String)> {
        for length in [1, 5] {
            if at + length > end {
                continue;
            }
            let joined: String = (at..at + length).map(|i| self.text.lower(i)).collect();
            let shape: String = joined.chars().map(|c| if c.is_ascii_digit() { 'd' } else { c }).collect();
            if shape == "dddd-dd-dd" {
                return Some((length, joined));
            }
        }
        None
    }
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok()
}

/// "21", "21st".
fn day(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or("");
    let n: u32 = digits.parse().ok()?;
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2 && (1..=31).contains(&n))
        .then(|| n.to_string())
}

fn year(word: &str) -> Option<String> {
    let n: i16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1700..=2100).contains(&n).then(|| n.to_string())
}

/// "10/8/84", "06/03/2026": month, day, year as the United States write them; resolved by the caller.
fn slash_date(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('/').collect();
    let [month, day, year] = parts.as_slice() else { return None };
    let (month, day): (u8, u8) = (month.parse().ok()?, day.parse().ok()?);
    let full: i16 = match year.len() {
        4 => year.parse().ok()?,
        _ => return None,
    };
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then(|| format!("{full:04}-{month:02}-{day:02}"))
}
