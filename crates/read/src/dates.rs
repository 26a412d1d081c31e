//! Dates as mastheads, datelines and metadata give them; only those that are given in full.
//!
//! What a sentence of the story says about time is read by `extract`, with the rules of `rules/dates`.

mod cursor;

use factum_types::Period;

use cursor::Cursor;

/// Names of months, by their first three letters.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
/// Names of days of the week.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
/// What may stand before a date of publication on a line of its own.
const LABELS: &[&str] = &[
    "published",
    "posted",
    "updated",
    "last updated",
    "last modified",
    "first published",
    "originally published",
    "released",
    "release date",
    "date",
    "dated",
    "created",
    "modified",
    "last revised",
];

/// A date at the head of a text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct DateRead {
    /// The day; `None` where the year is not given ("May 3") or the figures could mean two days.
    pub(crate) period: Option<Period>,
    /// How many bytes it takes.
    pub(crate) len: usize,
    /// What stands before it on a line of its own.
    pub(crate) label: Label,
}

/// What stands before a date on a line of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Label {
    /// Nothing.
    #[default]
    None,
    /// "Published", "Posted" and the like.
    Published,
    /// "Updated", "Last modified" and the like.
    Updated,
}

/// The date that a text begins with: `2019-07-08`, `July 8, 2019`, `Thursday, July 8`, `8 July 2019`,
/// `7/18/2019`.
pub(crate) fn at_start(text: &str) -> Option<DateRead> {
    let mut cursor = Cursor::new(text);
    let period = date(&mut cursor)?;
    Some(DateRead { period, len: text.len() - cursor.rest().len(), label: Label::None })
}

/// Whether a text begins as a time does, so that "By" before it makes no byline: a weekday, a year, or a
/// month that is not a first name ("By April Roe").
pub(crate) fn begins_with_time(text: &str) -> bool {
    let mut cursor = Cursor::new(text);
    if text.starts_with(|c: char| c.is_ascii_digit()) || cursor.name(&WEEKDAYS).is_some() {
        return true;
    }
    cursor.name(&MONTHS).is_some() && !cursor.rest().trim_start().starts_with(char::is_alphabetic)
}

/// The date that a line of its own holds, with its label and the time of day: "Published: Wednesday,
/// October 26, 2016 @ 4:07 PM". `None` where the line says anything more.
pub(crate) fn line(text: &str) -> Option<DateRead> {
    let mut cursor = Cursor::new(text);
    let mut found: Option<DateRead> = None;
    loop {
        cursor.skip(|c| c.is_whitespace() || matches!(c, '|' | '•' | '·' | ',' | '(' | '-' | '–' | '—'));
        let label = cursor.label(LABELS).map_or(Label::None, |label| {
            let later = ["updated", "modified", "revised"].iter().any(|word| label.ends_with(word));
            if later { Label::Updated } else { Label::Published }
        });
        if cursor.rest().is_empty() {
            break;
        }
        let period = date(&mut cursor)?;
        cursor.time_of_day();
        cursor.skip(|c| c.is_whitespace() || matches!(c, ')' | '.'));
        // of "Updated: … Published: …" the second is the publication's
        if found.is_none_or(|found| found.label == Label::Updated && label == Label::Published) {
            found = Some(DateRead { period, len: text.len(), label });
        }
        if cursor.rest().is_empty() {
            break;
        }
    }
    found
}

/// The month that a line of its own holds, as magazines date themselves: "October 2023".
pub(crate) fn month_line(text: &str) -> Option<DateRead> {
    let mut cursor = Cursor::new(text.trim());
    let month = cursor.name(&MONTHS)?;
    cursor.skip(|c| c.is_whitespace() || matches!(c, '.' | ','));
    let (year, digits) = cursor.number()?;
    let alone = cursor.rest().is_empty() && digits == 4 && (1500..2200).contains(&year);
    let period = Period::new(year, Some(month as i8 + 1), None).filter(|_| alone)?;
    Some(DateRead { period: Some(period), len: text.len(), label: Label::None })
}

/// A date of a metadata field: ISO 8601 with or without the time, RFC 2822, or any form of [`line`].
pub(crate) fn field(text: &str) -> Option<Period> {
    let text = text.trim();
    if text.len() >= 8 && text.bytes().take(8).all(|b| b.is_ascii_digit()) {
        let number = |a: usize, b: usize| text.get(a..b).and_then(|s| s.parse::<i16>().ok());
        return Period::new(number(0, 4)?, Some(number(4, 6)? as i8), Some(number(6, 8)? as i8));
    }
    if let Ok(period) = text.parse::<Period>() {
        return Some(period);
    }
    at_start(text).and_then(|read| read.period)
}

/// `None`: no date here. `Some(None)`: a date without a year.
fn date(cursor: &mut Cursor<'_>) -> Option<Option<Period>> {
    let start = *cursor;
    let found = numeric(cursor).or_else(|| {
        *cursor = start;
        if cursor.name(&WEEKDAYS).is_some() {
            cursor.skip(|c| c.is_whitespace() || matches!(c, ',' | '.'));
        }
        let after_weekday = *cursor;
        month_first(cursor).or_else(|| {
            *cursor = after_weekday;
            day_first(cursor)
        })
    });
    if found.is_none() {
        *cursor = start;
    }
    found
}

/// `2019-07-08`, `2019/07/08`, `7/18/2019`, `18.7.2019`.
fn numeric(cursor: &mut Cursor<'_>) -> Option<Option<Period>> {
    let (first, digits) = cursor.number()?;
    let separator = cursor.one_of(&['-', '/', '.'])?;
    let (second, second_digits) = cursor.number()?;
    cursor.exactly(separator)?;
    let (third, third_digits) = cursor.number()?;
    if cursor.rest().starts_with(|c: char| c.is_alphanumeric() && c != 'T') {
        return None;
    }
    let two = |n: usize| n == 1 || n == 2;
    if digits == 4 && two(second_digits) && two(third_digits) {
        return Period::new(first, Some(second as i8), Some(third as i8)).map(Some);
    }
    if !(two(digits) && two(second_digits) && third_digits == 4) || first > 31 || second > 31 {
        return None;
    }
    // 4/5/2023 is a day in April here and in May there; only one reading counts
    let month_first = Period::new(third, Some(first as i8), Some(second as i8));
    let day_first = Period::new(third, Some(second as i8), Some(first as i8));
    match (month_first, day_first) {
        (Some(a), Some(b)) if a != b => Some(None),
        (a, b) => a.or(b).map(Some),
    }
}

/// `July 8, 2019`, `Jul. 8th 2019`, `July 8`.
fn month_first(cursor: &mut Cursor<'_>) -> Option<Option<Period>> {
    let month = cursor.name(&MONTHS)?;
    cursor.skip(|c| c.is_whitespace() || c == '.');
    let day = cursor.day()?;
    Some(with_year(cursor, month, day))
}

/// `8 July 2019`, `8th of July, 2019`, `8-Jul-2019`.
fn day_first(cursor: &mut Cursor<'_>) -> Option<Option<Period>> {
    let day = cursor.day()?;
    cursor.skip(|c| c.is_whitespace() || c == '-');
    cursor.word("of");
    cursor.skip(char::is_whitespace);
    let month = cursor.name(&MONTHS)?;
    cursor.skip(|c| matches!(c, '.' | '-'));
    Some(with_year(cursor, month, day))
}

fn with_year(cursor: &mut Cursor<'_>, month: usize, day: i8) -> Option<Period> {
    let before = *cursor;
    cursor.skip(|c| c.is_whitespace() || c == ',');
    match cursor.number() {
        Some((year, 4)) if (1500..2200).contains(&year) => {
            Period::new(year, Some(month as i8 + 1), Some(day))
        }
        _ => {
            *cursor = before;
            None
        }
    }
}

#[cfg(test)]
mod tests;
