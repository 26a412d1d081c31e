//! Numbers within single words: days, years, decades, times on the clock.

pub(super) fn number(word: &str) -> Option<u32> {
    word.parse().ok()
}

/// "21", "21st".
pub(super) fn day(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..).unwrap_or("");
    let n: u32 = digits.parse().ok()?;
    (matches!(suffix, "" | "st" | "nd" | "rd" | "th") && digits.len() <= 2 && (1..=31).contains(&n))
        .then(|| n.to_string())
}

pub(super) fn year(word: &str) -> Option<String> {
    let n: i16 = (word.len() == 4).then(|| word.parse().ok()).flatten()?;
    (1700..=2100).contains(&n).then(|| n.to_string())
}

/// "10/8/84", "06/03/2026": three numbers of which the last is a year; which of the others is the month is for
/// `resolve`.
pub(super) fn slash_date(word: &str) -> Option<String> {
    let parts: Vec<&str> = word.split('/').collect();
    let [a, b, year] = parts.as_slice() else { return None };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let (first, second): (u8, u8) = (a.parse().ok()?, b.parse().ok()?);
    let day_and_month = (1..=31).contains(&first) && (1..=31).contains(&second) && first.min(second) <= 12;
    (day_and_month && digits(year) && matches!(year.len(), 2 | 4)).then(|| word.to_owned())
}

/// "1980s", "1980's": the digits, and their number.
fn plural_number(word: &str) -> Option<(&str, u16)> {
    let digits = word.strip_suffix('s').map(|w| w.trim_end_matches('\''))?;
    Some((digits, digits.parse().ok()?))
}

/// "1980s", "80s": the first year of ten; two digits where no more are said.
pub(super) fn decade(word: &str) -> Option<String> {
    let (digits, number) = plural_number(word)?;
    // "the 1800s" are a century.
    let whole =
        digits.len() == 4 && (1500..2100).contains(&number) && !(number < 1900 && number.is_multiple_of(100));
    ((whole || digits.len() == 2) && number.is_multiple_of(10)).then(|| digits.to_owned())
}

/// "1800s": the first year of a hundred.
pub(super) fn century_years(word: &str) -> Option<String> {
    let (digits, number) = plural_number(word).filter(|(digits, _)| digits.len() == 4)?;
    ((1000..1900).contains(&number) && number.is_multiple_of(100)).then(|| digits.to_owned())
}

/// "10:35", "22:30", "6:30pm": hours and minutes of 24.
pub(super) fn clock(word: &str) -> Option<String> {
    let half = ["am", "pm", "a.m.", "p.m."].into_iter().find(|h| word.ends_with(h));
    let digits = half.map_or(word, |h| word.get(..word.len() - h.len()).unwrap_or(word));
    let (hour, minute) = match digits.split_once([':', '.']) {
        Some((hour, minute)) if minute.len() == 2 && (word.contains(':') || half.is_some()) => (hour, minute),
        None if half.is_some() => (digits, "00"),
        _ => return None,
    };
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match (half.map(|h| h.starts_with('p')), hour) {
        (Some(true), 1..=11) => hour + 12,
        (Some(false), 12) => 0,
        _ => hour,
    };
    (hour < 24 && minute < 60).then(|| format!("{hour}:{minute:02}"))
}

/// "0415": hours and minutes as logs write them.
pub(super) fn four_digits(word: &str) -> Option<String> {
    let (hour, minute) = (word.len() == 4).then(|| word.split_at_checked(2)).flatten()?;
    let (h, m): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    (h < 24 && m < 60).then(|| format!("{h}:{m:02}"))
}
