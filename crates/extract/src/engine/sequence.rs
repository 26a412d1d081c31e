//! Sequence patterns against neighbouring tokens: the longest match from the left.

use std::cell::RefCell;

use factum_types::{Dep, Pos, Tag, TokenRange};
use rustc_hash::FxHashMap;

use super::Text;
use super::numerals::{century_years, clock, day, decade, four_digits, number, slash_date, year};
use crate::language::{Element, Item, Sequence};
use crate::words::{WordList, Words};

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

/// How many tokens a phrase of a list may have; hyphens and possessives count.
const LONGEST: usize = 7;

/// A capture while the search goes on: names are copied only for what is found.
type Held<'p> = (&'p str, TokenRange, String);

/// A search under way.
struct Search<'p> {
    end: usize,
    captures: Vec<Held<'p>>,
    best: Option<(TokenRange, Vec<Held<'p>>)>,
}

/// What is still to be matched: the items of a sequence, and then those behind the part that it stands in.
#[derive(Clone, Copy)]
struct Rest<'a, 'p> {
    items: &'p [Item],
    then: Option<&'a Rest<'a, 'p>>,
}

/// The tokens of one text and the lists, for matching sequences.
#[derive(Clone, Copy)]
pub(crate) struct Matcher<'t, 'a> {
    pub(crate) text: &'t Text<'a>,
    pub(crate) words: &'t Words,
    /// The phrases of lists that were looked up already.
    pub(crate) phrases: &'t Phrases,
}

/// For a list, by its place in memory, and a token: the phrase that begins there, as its length and value.
pub(crate) type Phrases = RefCell<FxHashMap<(usize, usize), Option<(usize, String)>>>;

impl Matcher<'_, '_> {
    /// The longest match that begins at a token and ends before `end`.
    pub(crate) fn at(&self, sequence: &Sequence, start: usize, end: usize) -> Option<Match> {
        let mut search = Search { end, captures: Vec::new(), best: None };
        self.rest(Rest { items: &sequence.items, then: None }, start, start..start, &mut search);
        let (tokens, held) = search.best.filter(|(tokens, _)| !tokens.is_empty())?;
        let captures =
            held.into_iter().map(|(name, tokens, value)| Capture { name: name.to_owned(), tokens, value });
        Some(Match { tokens, captures: captures.collect() })
    }

    fn rest<'p>(&self, rest: Rest<'_, 'p>, at: usize, inside: TokenRange, search: &mut Search<'p>) {
        let Some((item, items)) = rest.items.split_first() else {
            match rest.then {
                Some(then) => self.rest(*then, at, inside, search),
                None if search.best.as_ref().is_none_or(|(best, _)| inside.end > best.end) => {
                    search.best = Some((inside, search.captures.clone()));
                }
                None => {}
            }
            return;
        };
        let behind = Rest { items, then: rest.then };
        if item.absent {
            let there = item.elements.iter().any(|e| self.element(item, e, at, search.end).is_some());
            if !there {
                self.rest(behind, at, inside, search);
            }
            return;
        }
        for element in &item.elements {
            if let Element::Part(choices) = element {
                for choice in choices.iter() {
                    let part = Rest { items: &choice.items, then: Some(&behind) };
                    self.rest(part, at, inside.clone(), search);
                }
                continue;
            }
            let Some((length, value)) = self.element(item, element, at, search.end) else { continue };
            let next = at + length;
            let inside = match item.around {
                true if inside.is_empty() => next..next,
                true => inside.clone(),
                false => inside.start..next,
            };
            if let Some(name) = &item.capture {
                search.captures.push((name.as_str(), at..next, value));
            }
            self.rest(behind, next, inside, search);
            if item.capture.is_some() {
                search.captures.pop();
            }
        }
        if item.optional {
            self.rest(behind, at, inside, search);
        }
    }

    /// How many tokens an element takes here, and its value.
    fn element(&self, item: &Item, element: &Element, at: usize, end: usize) -> Option<(usize, String)> {
        if at >= end {
            return None;
        }
        // The line may break anywhere: "15 years" and "to life" on the next.
        if self.text.token(at).pos == Pos::SPACE {
            return self.element(item, element, at + 1, end).map(|(length, value)| (length + 1, value));
        }
        let lower = self.text.lower(at);
        match element {
            // A part stands for items of its own; the search opens it.
            Element::Part(_) => None,
            Element::Word(word) => {
                let lemma = !item.exact && word == self.text.lemma(at);
                let value = || if item.capture.is_some() { lower.to_owned() } else { String::new() };
                (word == lower || lemma).then(|| (1, value()))
            }
            Element::List(name) => {
                let list = self.words.list(name)?;
                self.phrase(list, at, end).or_else(|| {
                    let lemma = self.text.lemma(at);
                    if item.exact { None } else { Some((1, list.second(lemma)?.to_owned())) }
                })
            }
            Element::Class(name) => self.class(name, at, end),
        }
    }

    /// The longest phrase of a list that begins at a token; looked up once, however many patterns ask.
    fn phrase(&self, list: &WordList, at: usize, end: usize) -> Option<(usize, String)> {
        let words = list.lengths(self.text.lower(at)).first()?;
        let key = (std::ptr::from_ref(list).addr(), at);
        if let Some(known) = self.phrases.borrow().get(&key)
            && known.as_ref().is_none_or(|(length, _)| at + length <= end)
        {
            return known.clone();
        }
        // Hyphens and possessives are tokens too.
        let longest = match self.goes_on(list, at, end) {
            true => (2 * words).saturating_sub(1).min(LONGEST).min(end - at),
            false => 1,
        };
        let found = (1..=longest).rev().find_map(|length| {
            if !self.text.lower(at + length - 1).contains(char::is_alphanumeric) {
                return None; // hyphens count as spaces within a phrase, not behind it
            }
            let words = self.text.words_as_written(at..at + length);
            Some((length, list.second(&words)?.to_owned()))
        });
        self.phrases.borrow_mut().insert(key, found.clone());
        found
    }

    /// Whether a phrase of more than one token may begin at a token, by what stands behind it.
    fn goes_on(&self, list: &WordList, at: usize, end: usize) -> bool {
        let behind = (at + 1..end).map(|i| self.text.lower(i));
        let mut behind = behind.skip_while(|w| !w.contains(char::is_alphanumeric));
        // A possessive is one word with the token before it.
        behind.next().is_some_and(|w| w.starts_with('\'') || list.goes_on(self.text.lower(at), w))
    }

    fn class(&self, name: &str, at: usize, end: usize) -> Option<(usize, String)> {
        let word = self.text.lower(at);
        let one = |value: Option<String>| value.map(|v| (1, v));
        match name {
            "day" => one(day(word)),
            "year" => one(year(word)),
            "bare-year" => one(self.bare_year(at, end)),
            "mid-year" => one(word.strip_prefix("mid-").and_then(year)),
            "mid-decade" => one(word.strip_prefix("mid-").and_then(decade).filter(|d| d.len() == 4)),
            "decade" => one(decade(word).filter(|d| d.len() == 4)),
            "brackets" => one(matches!(word, "(" | ")" | "[" | "]").then(|| word.to_owned())),
            "century-years" => one(century_years(word)),
            "short-decade" => one(decade(word).filter(|d| d.len() == 2)),
            "spelled-year" => self.spelled_year(at, end),
            "clock" => one(clock(word)),
            "hour" => one(number(word).filter(|n| (1..=12).contains(n)).map(|n| n.to_string())),
            "four-digits" => one(four_digits(word)),
            "age" => one(number(word).filter(|n| (1..=115).contains(n)).map(|n| n.to_string())),
            "iso-date" => self.iso_date(at, end),
            "slash-date" => one(slash_date(word)),
            // "May" and "March" are months, "may" and "march" are verbs: the capital decides.
            "month" => one(self.capitalized("months", at)),
            "sure-month" => one(self.capitalized("sure-months", at)),
            "any-weekday" => one(self.capitalized("weekdays", at)),
            // "Sun", "Wed" and "Sat" are other words too, if no full stop or date stands with them.
            "weekday" if word.ends_with("day") || word.ends_with('.') => {
                one(self.capitalized("weekdays", at))
            }
            "weekday-plural" => {
                let singular = word.strip_suffix('s').filter(|w| w.len() > 5);
                one(singular.and_then(|w| self.words.list("weekdays")?.second(w)).map(str::to_owned))
            }
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
        let list = self.words.list(list)?;
        let lower = self.text.lower(at);
        let value = list.second(lower).or_else(|| list.second(lower.trim_end_matches('.')));
        value.filter(|_| capital).map(str::to_owned)
    }

    /// A year that counts nothing and is no price, house number or case number.
    fn bare_year(&self, at: usize, end: usize) -> Option<String> {
        let text = self.text;
        let year = year(text.lower(at)).filter(|y| ("1800".."2100").contains(&y.as_str()))?;
        let before = at.checked_sub(1).map_or("", |i| text.lower(i));
        let numbers =
            ["$", "£", "€", "#", "no.", "number", "nos.", "room", "flight", "route", "/", "-", "–", "."];
        let behind = if at + 1 < end { text.lower(at + 1) } else { "" };
        let counted = text.dep(at) == Dep::Nummod && text.head(at).is_some_and(|h| plural(text.token(h).tag));
        let address = text.dep(at) == Dep::Nummod
            && text.head(at).is_some_and(|h| h > at && text.token(h).pos == Pos::PROPN);
        let joined = ["-", "/", "%", "percent", "a.m.", "p.m.", "hours", "dollars"].contains(&behind);
        // "records show 2014 of them", but "convicted in 2012 of theft"
        let counted =
            counted || behind == "of" && !["in", "since", "during", "until", "by"].contains(&before);
        // "the 2012 elections", "a 2014 arrest": with an article the number names and does not count.
        let named =
            ["the", "a", "an", "his", "her", "its", "their", "that", "this", "'s", "’s"].contains(&before);
        (!numbers.contains(&before) && !joined && (named || !counted && !address)).then_some(year)
    }

    /// A number in digits ("18", "1,500", "2.5") or words ("eighteen", "twenty-five").
    fn number(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let word = self.text.lower(at);
        let digits: String = word.chars().filter(|c| *c != ',').collect();
        if digits.starts_with(|c: char| c.is_ascii_digit())
            && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        {
            let digits = digits.trim_end_matches('.').to_owned();
            return Some(match self.fraction(at + 1, end).filter(|_| !digits.contains('.')) {
                Some((length, part)) => (1 + length, format!("{digits}{part}")),
                None => (1, digits),
            });
        }
        // "11½"
        if let Some((whole, part)) = word.char_indices().next_back().and_then(|(i, c)| {
            let part = part_of(c.encode_utf8(&mut [0; 4]))?;
            Some((word.get(..i)?, part)).filter(|(w, _)| w.bytes().all(|b| b.is_ascii_digit()))
        }) {
            return Some((1, format!("{}{part}", if whole.is_empty() { "0" } else { whole })));
        }
        self.hundreds(at, end)
    }

    /// A number in words below ten thousand: "twenty-five", "two hundred", "one hundred and eighty".
    fn hundreds(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let word = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let (length, first) = self.below_hundred(at, end)?;
        if word(at + length) != "hundred" || first >= 100 {
            return Some((length, first.to_string()));
        }
        let behind = at + length + 1;
        let and = usize::from(word(behind) == "and");
        let rest = self.below_hundred(behind + and, end).filter(|(_, n)| (1..100).contains(n));
        // "two hundred and a fine": an article counts nothing here.
        let rest = rest.filter(|_| !matches!(word(behind + and), "a" | "an" | "both"));
        Some(match rest {
            Some((more, rest)) => (length + 1 + and + more, (first * 100 + rest).to_string()),
            None => (length + 1, (first * 100).to_string()),
        })
    }

    /// "twenty-five" and "twenty five"; but "twenty five-year terms" are twenty.
    fn below_hundred(&self, at: usize, end: usize) -> Option<(usize, u64)> {
        let list = self.words.list("numbers")?;
        let word = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let cardinal = |i: usize| -> Option<u64> {
            let value =
                list.value(word(i), "value").filter(|_| list.value(word(i), "kind") == Some("cardinal"));
            value?.parse().ok()
        };
        let first = cardinal(at).filter(|_| at < end)?;
        let tens = (20..100).contains(&first) && first.is_multiple_of(10);
        let unit =
            |i: usize| cardinal(i).filter(|u| tens && (1..10).contains(u) && !matches!(word(i), "a" | "an"));
        if let Some(unit) = unit(at + 2).filter(|_| word(at + 1) == "-") {
            return Some((3, first + unit));
        }
        if let Some(unit) = unit(at + 1).filter(|_| word(at + 2) != "-") {
            return Some((2, first + unit));
        }
        Some((1, first))
    }

    /// "½", "1/2", "-1/2" behind a whole number: the tokens that it takes, and its decimals.
    fn fraction(&self, at: usize, end: usize) -> Option<(usize, &'static str)> {
        let skipped = usize::from(at < end && self.text.lower(at) == "-");
        let at = at + skipped;
        let word = (at < end).then(|| self.text.lower(at))?;
        if let Some(part) = part_of(word) {
            return Some((skipped + 1, part));
        }
        // The slash of fractions stays with the number before it.
        let joined = format!("{word}{}", if at + 1 < end { self.text.lower(at + 1) } else { "" });
        part_of(&joined).filter(|_| word.ends_with('⁄')).map(|part| (skipped + 2, part))
    }

    /// "nineteen ninety-six", "two thousand", "two thousand and four": as transcripts of speech write years.
    fn spelled_year(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let value = |at: usize| -> Option<(usize, u32)> {
            let word =
                (at < end).then(|| self.text.lower(at)).filter(|w| w.starts_with(char::is_alphabetic))?;
            let (length, value) = self.number(at, end)?;
            (word != "both").then_some((length, value.parse().ok()?))
        };
        let (length, first) = value(at)?;
        let behind = at + length;
        if (17..=20).contains(&first) {
            let (more, rest) = value(behind).filter(|(_, n)| (10..100).contains(n))?;
            return Some((length + more, (first * 100 + rest).to_string()));
        }
        if first != 2 || behind >= end || self.text.lower(behind) != "thousand" {
            return None;
        }
        let and = usize::from(behind + 1 < end && self.text.lower(behind + 1) == "and");
        match value(behind + 1 + and).filter(|(_, n)| *n < 100) {
            Some((more, rest)) => Some((length + 1 + and + more, (2000 + rest).to_string())),
            None => Some((length + 1, "2000".to_owned())),
        }
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

/// The decimals of a fraction that lengths of time are told with.
fn part_of(word: &str) -> Option<&'static str> {
    match word {
        "½" | "1/2" | "1⁄2" => Some(".5"),
        "¼" | "1/4" | "1⁄4" => Some(".25"),
        "¾" | "3/4" | "3⁄4" => Some(".75"),
        _ => None,
    }
}

fn plural(tag: Tag) -> bool {
    matches!(tag, Tag::NNS | Tag::NNPS)
}
