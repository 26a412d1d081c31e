//! A date as resolved: EDTF (ISO 8601-2:2019) level 1 as far as the record needs it.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;

/// A stretch of days on the Gregorian calendar as EDTF writes it; about when, with `approximate`.
///
/// A day, a month, a season (21 to 24), a year, a decade (`198X`), a century (`19XX`), or an interval of such,
/// open on one side with `..`.
///
/// ```
/// use factum_types::Period;
/// let day: Period = "2021-10-21".parse().unwrap();
/// assert_eq!(day.to_string(), "2021-10-21");
/// assert_eq!("2021-10~".parse::<Period>().unwrap().last().to_string(), "2021-10-31");
/// assert_eq!("2021-07/2021-09".parse::<Period>().unwrap().last().to_string(), "2021-09-30");
/// assert!("2021-02-29".parse::<Period>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    first: Date,
    last: Date,
    grain: Grain,
    /// Whether the source says "about".
    pub approximate: bool,
}

/// How finely a period is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Grain {
    /// One day.
    Day,
    /// A month of a year.
    Month,
    /// A season of a year.
    Season(Season),
    /// A year.
    Year,
    /// Ten years, from one that ends in 0.
    Decade,
    /// A hundred years that share their first two digits.
    Century,
    /// From one day to another: a week, a quarter, "from … to …", "before …".
    Span,
}

/// A season of the northern year; the number is EDTF's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to June.
    Spring = 21,
    /// June to September.
    Summer = 22,
    /// September to December.
    Autumn = 23,
    /// December to March, at either end of the year: "the winter of 1994" leaves open which.
    Winter = 24,
}

impl Season {
    /// The code of TIMEX3: `SP`, `SU`, `FA`, `WI`.
    pub fn timex(self) -> &'static str {
        match self {
            Season::Spring => "SP",
            Season::Summer => "SU",
            Season::Autumn => "FA",
            Season::Winter => "WI",
        }
    }

    /// The season with one of these codes, or with EDTF's number.
    pub fn of(code: &str) -> Option<Season> {
        [Season::Spring, Season::Summer, Season::Autumn, Season::Winter]
            .into_iter()
            .find(|s| s.timex() == code || (*s as i8).to_string() == code)
    }
}

impl Period {
    /// One day.
    pub fn day(date: Date) -> Period {
        Period { first: date, last: date, grain: Grain::Day, approximate: false }
    }

    /// A day, a month or a year; `None` where the calendar has no such day, or a day has no month.
    pub fn new(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Period> {
        let date = |month, day| Date::new(year, month, day).ok();
        let (first, last, grain) = match (month, day) {
            (Some(month), Some(day)) => (date(month, day)?, date(month, day)?, Grain::Day),
            (Some(month), None) => (date(month, 1)?, date(month, 1)?.last_of_month(), Grain::Month),
            (None, None) => (date(1, 1)?, date(12, 31)?, Grain::Year),
            (None, Some(_)) => return None,
        };
        (year >= 0).then_some(Period { first, last, grain, approximate: false })
    }

    /// A season; its days are bounds that no usage of the word exceeds.
    pub fn season(year: i16, season: Season) -> Option<Period> {
        let date = |year, month, day| Date::new(year, month, day).ok();
        let (first, last) = match season {
            Season::Spring => (date(year, 3, 1)?, date(year, 6, 21)?),
            Season::Summer => (date(year, 6, 1)?, date(year, 9, 23)?),
            Season::Autumn => (date(year, 9, 1)?, date(year, 12, 21)?),
            Season::Winter => (date(year - 1, 12, 1)?, date(year + 1, 3, 21)?),
        };
        (year >= 0).then_some(Period { first, last, grain: Grain::Season(season), approximate: false })
    }

    /// The ten years from `year`, which ends in 0.
    pub fn decade(year: i16) -> Option<Period> {
        let whole = Period::years(year, 9)?;
        (year % 10 == 0).then_some(Period { grain: Grain::Decade, ..whole })
    }

    /// The hundred years from `year`, which ends in 00.
    pub fn century(year: i16) -> Option<Period> {
        let whole = Period::years(year, 99)?;
        (year % 100 == 0).then_some(Period { grain: Grain::Century, ..whole })
    }

    fn years(year: i16, more: i16) -> Option<Period> {
        let last = Date::new(year.checked_add(more)?, 12, 31).ok()?;
        (year >= 0).then_some(Period::span(Date::new(year, 1, 1).ok()?, last)?)
    }

    /// All days from one to another; `None` where they are out of order.
    pub fn span(first: Date, last: Date) -> Option<Period> {
        let grain = if first == last { Grain::Day } else { Grain::Span };
        (first <= last).then_some(Period { first, last, grain, approximate: false })
    }

    /// From this period's first day to another's last.
    pub fn to(self, other: Period) -> Option<Period> {
        let span = Period::span(self.first, other.last)?;
        Some(Period { approximate: self.approximate || other.approximate, ..span })
    }

    /// Up to this period's last day: "by March", "no later than March".
    #[must_use]
    pub fn or_before(self) -> Period {
        Period { first: Date::MIN, grain: Grain::Span, ..self }
    }

    /// From this period's first day on: "since March".
    #[must_use]
    pub fn or_after(self) -> Period {
        Period { last: Date::MAX, grain: Grain::Span, ..self }
    }

    /// The first day that it may be; `Date::MIN` where nothing bounds it.
    pub fn first(self) -> Date {
        self.first
    }

    /// The last day that it may be; `Date::MAX` where nothing bounds it.
    pub fn last(self) -> Date {
        self.last
    }

    /// How finely it is given.
    pub fn grain(self) -> Grain {
        self.grain
    }

    /// As people read it: seasons, decades and centuries in words, everything else as EDTF writes it.
    ///
    /// ```
    /// use factum_types::Period;
    /// assert_eq!("2021-21".parse::<Period>().unwrap().said(), "spring 2021");
    /// assert_eq!("198X".parse::<Period>().unwrap().said(), "1980s");
    /// assert_eq!("2021-10".parse::<Period>().unwrap().said(), "2021-10");
    /// ```
    pub fn said(self) -> String {
        let year = self.first.year();
        let words = match self.grain {
            // the winter of a year is named by the year that it begins in, or by both
            Grain::Season(Season::Winter) => format!("winter {}", self.last.year() - 1),
            Grain::Season(Season::Spring) => format!("spring {year}"),
            Grain::Season(Season::Summer) => format!("summer {year}"),
            Grain::Season(Season::Autumn) => format!("fall {year}"),
            Grain::Decade | Grain::Century => format!("{year}s"),
            _ => return self.to_string(),
        };
        if self.approximate { format!("about {words}") } else { words }
    }

    /// The date, where it is one exact day.
    pub fn as_day(self) -> Option<Date> {
        (self.grain == Grain::Day).then_some(self.first)
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (self.first, self.last);
        let mut text = match self.grain {
            Grain::Day => day(first),
            Grain::Month => month(first),
            Grain::Season(Season::Winter) => format!("{:04}-24", last.year() - 1),
            Grain::Season(season) => format!("{:04}-{}", first.year(), season as i8),
            Grain::Year => format!("{:04}", first.year()),
            Grain::Decade => format!("{:03}X", first.year() / 10),
            Grain::Century => format!("{:02}XX", first.year() / 100),
            Grain::Span => interval(first, last),
        };
        if self.approximate {
            text.push('~');
        }
        f.pad(&text)
    }
}

fn day(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

fn month(date: Date) -> String {
    format!("{:04}-{:02}", date.year(), date.month())
}

/// An interval with its ends as coarse as they can be: whole years, whole months, or days.
fn interval(first: Date, last: Date) -> String {
    let open = (first == Date::MIN, last == Date::MAX);
    let months = (open.0 || first.day() == 1) && (open.1 || last == last.last_of_month());
    let years = months && (open.0 || first.month() == 1) && (open.1 || last.month() == 12);
    let write = |date: Date| match (years, months) {
        (true, _) => format!("{:04}", date.year()),
        (false, true) => month(date),
        (false, false) => day(date),
    };
    let end = |open: bool, date: Date| if open { "..".to_owned() } else { write(date) };
    format!("{}/{}", end(open.0, first), end(open.1, last))
}

/// A text that is no EDTF date of the kinds that a [`Period`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePeriodError {
    /// What was given.
    pub text: String,
}

impl fmt::Display for ParsePeriodError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is not a date; expected 2023, 2023-04, 2023-04-20, 2023-21 (spring), 202X, 20XX, or two of them \
             with a slash between",
            self.text
        )
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
        let period = match exact.split_once('/') {
            None => single(exact),
            Some(("..", last)) => single(last).map(Period::or_before),
            Some((first, "..")) => single(first).map(Period::or_after),
            Some((first, last)) => single(first).zip(single(last)).and_then(|(a, b)| {
                let span = Period::span(a.first, b.last)?;
                Some(Period { grain: Grain::Span, ..span })
            }),
        };
        let mut period = period.ok_or_else(wrong)?;
        period.approximate = approximate;
        Ok(period)
    }
}

/// One end of an interval, or a date that is none.
fn single(text: &str) -> Option<Period> {
    if let Some(digits) = text.strip_suffix("XX") {
        return Period::century(number(digits, 2)?.checked_mul(100)?);
    }
    if let Some(digits) = text.strip_suffix('X') {
        return Period::decade(number(digits, 3)?.checked_mul(10)?);
    }
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4)?;
    let second = parts.next().map(|p| number(p, 2)).map_or(Some(None), |n| n.map(Some))?;
    let third = parts.next().map(|p| number(p, 2)).map_or(Some(None), |n| n.map(Some))?;
    match (second, third, parts.next()) {
        (Some(season @ 21..=24), None, None) => Period::season(year, Season::of(&season.to_string())?),
        (month, day, None) => Period::new(year, month.map(|m| m as i8), day.map(|d| d as i8)),
        _ => None,
    }
}

fn number(text: &str, digits: usize) -> Option<i16> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}
