//! Times as said, from the sequence rules of kind `when`.

use std::sync::Arc;

use factum_types::{Anchor, Bound, Clock, Counted, Pos, Said, Season, Tense, TokenRange, Unit, When};

use super::SequenceMatch;
use super::tense::tense_of;
use crate::engine::Text;
use crate::words::Words;

/// The times of a text, in text order.
pub(super) fn whens(matches: &[SequenceMatch<'_>], text: &Text<'_>, words: &Words) -> Vec<When> {
    let mut found: Vec<When> = matches
        .iter()
        .filter(|m| &*m.rule.fact.name == "when" && !is_title(text, &m.tokens))
        .filter_map(|m| {
            let mut said = Reader { m }.said()?;
            let dated = said.is_date();
            // "after 11 p.m. Saturday" is on that Saturday all the same.
            said.bound = (dated && said.clock.is_none()).then(|| bound(text, m.tokens.start)).flatten();
            said.over = dated && is_over(text, m.tokens.start);
            // Only what the calendar leaves open asks for the tense.
            let tense = match dated && !said.is_absolute() {
                true if said.over => Tense::Past,
                true => tense_of(text, words, &m.tokens),
                false => Tense::Open,
            };
            Some(When { span: text.span(&m.tokens), rule: Arc::clone(&m.rule.id), said, tense })
        })
        .collect();
    found.sort_by_key(|w| w.span);
    found
}

/// "on '60 Minutes'", "told 'This Week'", "the Today show": capitalized words that open or fill quotation marks, and
/// "Today" behind a name, are a title.
fn is_title(text: &Text<'_>, tokens: &TokenRange) -> bool {
    let mark = |i: usize| {
        i < text.len() && matches!(text.lower(i), "\"" | "''" | "``" | "“" | "”" | "‘" | "’" | "'")
    };
    let stop = |i: usize| i < text.len() && matches!(text.lower(i), "." | "," | "?");
    let word = |i: usize| text.token(i).span.of(&text.document.text);
    let capitals = |i: usize| word(i).starts_with(|c: char| !c.is_lowercase());
    let closed = mark(tokens.end) || stop(tokens.end) && mark(tokens.end + 1);
    let before = tokens.start.checked_sub(1);
    // A mark with a space behind it closes what stood before.
    let opens = |i: &usize| mark(*i) && text.token(*i).span.end == text.token(tokens.start).span.start;
    let quoted = before.filter(opens).is_some() && (closed || tokens.len() > 1);
    let named =
        before.is_some_and(|i| text.token(i).pos == Pos::PROPN || matches!(text.lower(i), "'s" | "’s"));
    let show = named && tokens.len() == 1 && matches!(word(tokens.start), "Today" | "Tonight");
    show || quoted && tokens.clone().all(capitals)
}

/// "has been held since Monday", "the quarter ended Oct. 31"
fn is_over(text: &Text<'_>, start: usize) -> bool {
    start.checked_sub(1).is_some_and(|before| matches!(text.lower(before), "since" | "ended"))
}

/// What the words before a time make of it.
fn bound(text: &Text<'_>, start: usize) -> Option<Bound> {
    let before = start.checked_sub(1)?;
    match (text.lower(before), before.checked_sub(1).map(|i| text.lower(i))) {
        ("before" | "by" | "until" | "till" | "til", _) | ("than", Some("later")) | ("to", Some("prior")) => {
            Some(Bound::Before)
        }
        ("after" | "since", _) | ("than", Some("earlier")) => Some(Bound::After),
        _ => None,
    }
}

/// One match, read.
struct Reader<'m, 'r> {
    m: &'m SequenceMatch<'r>,
}

impl Reader<'_, '_> {
    /// What was captured under a name, or what the rule sets for it.
    fn get(&self, name: &str) -> Option<&str> {
        let captured = self.m.captures.iter().find(|c| c.name == name);
        captured.map(|c| c.value.as_str()).or_else(|| self.set(name))
    }

    fn set(&self, name: &str) -> Option<&str> {
        self.m.rule.set.get(name).map(String::as_str)
    }

    fn number<N: std::str::FromStr>(&self, name: &str) -> Option<N> {
        self.get(name)?.parse().ok()
    }

    /// What the captures say; `None` where a part is no number, which no list should allow.
    fn said(&self) -> Option<Said> {
        // "USA Today": a name that only looks like a time.
        if self.set("time") == Some("no") {
            return None;
        }
        let iso = self.get("iso").map(numbers);
        let iso = |at: usize| iso.as_ref().and_then(|parts| parts.get(at).copied());
        let mut said = Said {
            year: self.number("year").or(iso(0)),
            decade: self.number("decade"),
            century: self.number("century"),
            month: self.number("month").or(iso(1).map(|m| m as i8)),
            day: self.number("day").or(iso(2).map(|d| d as i8)),
            last_day: self.number("last-day"),
            weekday: self.number("weekday"),
            season: self.get("season").and_then(Season::of),
            quarter: self.number("quarter"),
            half: self.number("half-of-year"),
            holiday: self.get("holiday").map(str::to_owned),
            slashes: self.get("slashes").and_then(|s| numbers(s).try_into().ok()),
            fiscal: self.set("fiscal").is_some(),
            toward: self.number("toward"),
            same: self.get("same").and_then(unit),
            within: self.get("within").and_then(unit),
            part: self.part(),
            zone: self.number("zone"),
            reference: self.get("reference").map(str::to_owned),
            modifier: self.get("modifier").or(self.get("mod")).map(str::to_owned),
            event: self.get("event").map(str::to_owned),
            ..Said::default()
        };
        if self.get("clock").is_some() {
            said.clock = Some(self.clock()?);
        }
        // "on a Monday" is some Monday.
        if self.set("any").is_some() {
            said.reference = Some(format!("XXXX-WXX-{}", said.weekday.take()?));
            return Some(said);
        }
        match (self.set("length"), self.set("set").is_some()) {
            (Some("yes"), _) => said.length = Some(self.length()?),
            (Some(fixed), _) => said.length = Some(fixed.to_owned()),
            (None, true) => said.every = Some(self.every()?),
            (None, false) => {
                said.every = self.get("every").map(str::to_owned);
                said.counted = self.counted();
            }
        }
        Some(said)
    }

    fn part(&self) -> Option<String> {
        let set = self.set("part");
        set.or_else(|| self.get("part")).filter(|p| !p.is_empty()).map(str::to_owned)
    }

    fn counted(&self) -> Option<Counted> {
        if let Some(days) = self.number::<i32>("days") {
            let sign = days.signum() as i8;
            return Some(Counted {
                by: Some(days),
                sign,
                unit: Unit::Day,
                from: Anchor::Publication,
                length: false,
            });
        }
        let from = match self.set("from")? {
            "told" => Anchor::Told,
            "named" => Anchor::Named,
            _ => Anchor::Publication,
        };
        let unit = unit(self.get("unit").unwrap_or("D"))?;
        if let Some(by) = self.number::<i32>("by") {
            return Some(Counted { by: Some(by), sign: by.signum() as i8, unit, from, length: false });
        }
        let sign: i8 = match self.get("sign")? {
            "before" | "-1" => -1,
            _ => 1,
        };
        let n = self.get("n")?;
        Some(Counted {
            by: n.parse::<i32>().ok().map(|n| n * i32::from(sign)),
            sign,
            unit,
            from,
            length: true,
        })
    }

    /// A length as TIMEX3 writes it; a half is said in the next smaller unit: `P2Y6M`.
    fn length(&self) -> Option<String> {
        let unit = unit(self.get("unit")?)?;
        let n = self.get("n").unwrap_or("0");
        if self.m.captures.iter().any(|c| c.name == "half") {
            let n: i64 = n.parse().ok()?;
            return Some(match unit {
                Unit::Minute => with_half("PT", n, "M", "30S"),
                Unit::Hour => with_half("PT", n, "H", "30M"),
                Unit::Day => with_half("P", n, "D", "T12H"),
                Unit::Year => with_half("P", n, "Y", "6M"),
                Unit::Decade => format!("P{}Y", n * 10 + 5),
                Unit::Century => format!("P{}Y", n * 100 + 50),
                other => other.length(&format!("{n}.5")),
            });
        }
        // "2 1/2 years", "2.5 hours"
        if let Some(whole) = n.strip_suffix(".5").and_then(|n| n.parse::<i64>().ok()) {
            match unit {
                Unit::Minute => return Some(with_half("PT", whole, "M", "30S")),
                Unit::Hour => return Some(with_half("PT", whole, "H", "30M")),
                Unit::Day => return Some(with_half("P", whole, "D", "T12H")),
                Unit::Year => return Some(with_half("P", whole, "Y", "6M")),
                _ => {}
            }
        }
        let n = match (n.parse::<f64>(), unit) {
            // "2.5 years" has no whole unit: in months.
            (Ok(years), Unit::Year) if n.contains('.') => return Some(format!("P{:.0}M", years * 12.0)),
            _ => n,
        };
        Some(match self.get("n2") {
            Some(n2) => format!("{}/{}", unit.length(n), unit.length(n2)),
            None => unit.length(n),
        })
    }

    fn every(&self) -> Option<String> {
        let part = self.part();
        let time = part.map_or_else(String::new, |p| format!("T{p}"));
        if let Some(weekday) = self.number::<i8>("weekday") {
            return Some(format!("XXXX-WXX-{weekday}{time}"));
        }
        if !time.is_empty() {
            return Some(format!("XXXX-XX-XX{time}"));
        }
        if let Some(month) = self.number::<i8>("month") {
            return Some(format!("XXXX-{month:02}"));
        }
        if let Some(season) = self.get("season") {
            return Some(format!("XXXX-{season}"));
        }
        Some(unit(self.get("unit")?)?.length(self.get("n").unwrap_or("1")))
    }

    /// The clock in hours from 0 to 24. "12 a.m." is midnight, "12 p.m." noon.
    fn clock(&self) -> Option<Clock> {
        let said = self.get("clock")?;
        let (hour, minute) = match said.split_once(':') {
            Some((hour, minute)) => (hour, Some(minute.parse::<i8>().ok()?)),
            None => (said, None),
        };
        let hour: i8 = hour.parse().ok()?;
        let hour = match (self.get("half-day"), hour) {
            (Some("AM"), 12) => 0,
            (Some("PM"), 1..=11) => hour + 12,
            _ => hour,
        };
        let valid = (0..=24).contains(&hour) && minute.is_none_or(|m| (0..60).contains(&m));
        valid.then_some(Clock { hour, minute })
    }
}

/// A length and a half: `P2Y6M`; the half alone where there is no whole: `PT30M`.
fn with_half(prefix: &str, n: i64, unit: &str, half: &str) -> String {
    match n {
        0 => format!("{prefix}{half}"),
        n => format!("{prefix}{n}{unit}{half}"),
    }
}

/// A unit by its code, or by its name where a pattern names it as a word.
fn unit(code: &str) -> Option<Unit> {
    Unit::of(code).or_else(|| Unit::named(code))
}

/// The numbers of a numeric date, in their order.
fn numbers(date: &str) -> Vec<i16> {
    date.split(['-', '/', '.']).filter_map(|part| part.parse().ok()).collect()
}
