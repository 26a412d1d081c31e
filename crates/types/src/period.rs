//! A date as resolved: EDTF (ISO 8601-2) level 1 as far as the record needs it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A day, a month or a year on the Gregorian calendar; about when, with `approximate`.
///
/// ```
/// use factum_types::Period;
/// let day: Period = "2021-10-21".parse().unwrap();
/// assert_eq!(day.to_string(), "2021-10-21");
/// assert_eq!("2021-10~".parse::<Period>().unwrap().last().to_string(), "2021-10-31");
/// assert!("2021-02-29".parse::<Period>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
    /// Whether the source says "about".
    pub approximate: bool,
}

impl Period {
    /// One day.
    pub fn day(date: Date) -> Period {
        Period { year: date.year(), month: Some(date.month()), day: Some(date.day()), approximate: false }
    }

    /// A day, a month or a year; `None` where the calendar has no such day, or a day has no month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Period> {
        if month.is_none() && day.is_some() {
            return None;
        }
        Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
        Some(Period { year, month, day, approximate: false })
    }

    /// The first day that it may be.
    pub fn first(self) -> Date {
        Date::constant(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day that it may be.
    pub fn last(self) -> Date {
        match (self.month, self.day) {
            (None, _) => Date::constant(self.year, 12, 31),
            (Some(month), None) => Date::constant(self.year, month, 1).last_of_month(),
            (Some(month), Some(day)) => Date::constant(self.year, month, day),
        }
    }

    /// The date, where it is one exact day.
    pub fn as_day(self) -> Option<Date> {
        self.day.map(|_| self.first())
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = format!("{:04}", self.year);
        for part in [self.month, self.day].into_iter().flatten() {
            text.push_str(&format!("-{part:02}"));
        }
        if self.approximate {
            text.push('~');
        }
        f.pad(&text)
    }
}

/// A text that is no EDTF day, month or year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePeriodError {
    /// What was given.
    pub text: String,
}

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a date; expected 2023, 2023-04 or 2023-04-20", self.text)
    }
}

impl std::error::Error for ParsePeriodError {}

impl FromStr for Period {
    type Err = ParsePeriodError;

    fn from_str(s: &str) -> Result<Period, ParsePeriodError> {
        let wrong = || ParsePeriodError { text: s.to_owned() };
        let (exact, approximate) = match s.strip_suffix('~') {
            Some(rest) => (rest, true),
            None => (s, false),
        };
        let mut parts = exact.split('-');
        let mut number = |digits: usize| -> Result<Option<i16>, ParsePeriodError> {
            let Some(part) = parts.next() else { return Ok(None) };
            if part.len() != digits || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(wrong());
            }
            part.parse().map(Some).map_err(|_| wrong())
        };
        let year = number(4)?.ok_or_else(wrong)?;
        let (month, day) = (number(2)?, number(2)?);
        if parts.next().is_some() {
            return Err(wrong());
        }
        let mut period = Period::new(year, month.map(|m| m as i8), day.map(|d| d as i8)).ok_or_else(wrong)?;
        period.approximate = approximate;
        Ok(period)
    }
}
