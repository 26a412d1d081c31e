//! Times as said: what the words of a time expression say, with what they leave open left open.

use std::sync::Arc;

use crate::{Season, Span};

/// A time expression as said; see [`Period`](crate::Period) for one that is resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct When {
    /// Its words.
    pub span: Span,
    /// The rule that read them.
    pub rule: Arc<str>,
    /// What they say.
    pub said: Said,
    /// The tense of the clause that it stands in.
    pub tense: Tense,
}

/// Whether a clause tells of what was, is or will be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tense {
    /// "was charged", "has been charged".
    Past,
    /// "faces".
    Present,
    /// "will appear", "is scheduled to appear".
    Future,
    /// No verb says: a headline, a list, a participle.
    #[default]
    Open,
}

/// What a time expression says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Year of the common era.
    pub year: Option<i16>,
    /// First year of a decade: 1980 for "the 1980s".
    pub decade: Option<i16>,
    /// First year of a hundred: 1900 for "the 20th century", as TIMEX3 counts them.
    pub century: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31.
    pub day: Option<i8>,
    /// Last day of a range within the month: 5 in "March 3-5".
    pub last_day: Option<i8>,
    /// Monday is 1, Sunday 7.
    pub weekday: Option<i8>,
    /// Spring, summer, autumn, winter.
    pub season: Option<Season>,
    /// 1 to 4.
    pub quarter: Option<i8>,
    /// 1 or 2.
    pub half: Option<i8>,
    /// A day that the year names, by its rule: `12-25`, `11-4-4` (the fourth Thursday of November), `easter-2`.
    pub holiday: Option<String>,
    /// A numeric date whose order of day and month depends on the country: `03/04/2024`.
    pub slashes: Option<[i16; 3]>,
    /// Whether the year is a fiscal one, which need not be the calendar's.
    pub fiscal: bool,
    /// A distance from an anchor, or a unit that is so far from it: "two weeks ago", "last month".
    pub counted: Option<Counted>,
    /// "last", "this" or "next" before a named day, month or season: -1, 0, 1; "a week from" a weekday: 2, the weekday
    /// "before last": -2.
    pub toward: Option<i8>,
    /// A unit named without more: "the quarter".
    pub same: Option<Unit>,
    /// The unit that is meant by a day that it holds: the week in "the week of March 6", the quarter in "the quarter
    /// ended July 31".
    pub within: Option<Unit>,
    /// A time of the day.
    pub clock: Option<Clock>,
    /// A part of the day by its TIMEX3 code: `MO`, `MI`, `AF`, `EV`, `NI`.
    pub part: Option<String>,
    /// Minutes east of Greenwich.
    pub zone: Option<i16>,
    /// A length of time, as TIMEX3 writes it: `P18M`, `PXD`.
    pub length: Option<String>,
    /// How often: the TIMEX3 value of a set (`P1D`, `XXXX-WXX-2`).
    pub every: Option<String>,
    /// `PAST_REF`, `PRESENT_REF` or `FUTURE_REF`.
    pub reference: Option<String>,
    /// TIMEX3's `mod`: `START`, `MID`, `END`, `APPROX`, `LESS_THAN`, `MORE_THAN`, `EQUAL_OR_LESS`, `EQUAL_OR_MORE`.
    pub modifier: Option<String>,
    /// Whether the word before it says that it has been: "since Monday", "ended Oct. 31".
    pub over: bool,
    /// What the preposition before it makes of it.
    pub bound: Option<Bound>,
    /// The noun of an event that dates it: "shooting" in "the day of the shooting".
    pub event: Option<String>,
}

/// A distance in time from an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// How many units: before the anchor when negative; `None` for "several".
    pub by: Option<i32>,
    /// The sign of the distance, for "several years ago".
    pub sign: i8,
    /// The unit.
    pub unit: Unit,
    /// What it is counted from.
    pub from: Anchor,
    /// Whether a length was counted off ("a year ago") and not a unit named ("last year").
    pub length: bool,
}

/// What a distance is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The day that the document was published: "ago", "last month".
    Publication,
    /// The time that was told before: "later", "the following day".
    Told,
    /// The time that the same words name: "the day before Christmas".
    Named,
}

/// What stands before a time expression and makes it a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// "before", "by", "until", "no later than".
    Before,
    /// "after", "since", "from … on".
    After,
}

/// A time on the clock, as said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// 0 to 24; 24 only as the end of a day.
    pub hour: i8,
    /// 0 to 59; `None` where only the hour is said.
    pub minute: Option<i8>,
}

/// A unit of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Sixty seconds.
    Minute,
    /// Sixty minutes.
    Hour,
    /// From midnight to midnight.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
    /// Three months from January, April, July or October.
    Quarter,
    /// A calendar year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Unit {
    /// The unit with a code of `rules/words/calendar-units.tsv`.
    pub fn of(code: &str) -> Option<Unit> {
        Some(match code {
            "TM" => Unit::Minute,
            "TH" => Unit::Hour,
            "D" => Unit::Day,
            "WE" => Unit::Weekend,
            "W" => Unit::Week,
            "M" => Unit::Month,
            "Q" => Unit::Quarter,
            "Y" => Unit::Year,
            "DE" => Unit::Decade,
            "CE" => Unit::Century,
            _ => return None,
        })
    }

    /// The unit with an English name, in the singular.
    pub fn named(name: &str) -> Option<Unit> {
        Some(match name {
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "weekend" => Unit::Weekend,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" => Unit::Century,
            _ => return None,
        })
    }

    /// A length of so many of it as ISO 8601 and TIMEX3 write it; `n` may be `X`, for "several".
    pub fn length(self, n: &str) -> String {
        let times = |k: i64, letter: char| match n.parse::<i64>() {
            Ok(n) => format!("P{}{letter}", n * k),
            Err(_) => format!("P{n}{letter}"),
        };
        match self {
            Unit::Minute => format!("PT{n}M"),
            Unit::Hour => format!("PT{n}H"),
            Unit::Day => times(1, 'D'),
            Unit::Weekend => format!("P{n}WE"),
            Unit::Week => times(1, 'W'),
            Unit::Month => times(1, 'M'),
            Unit::Quarter => times(3, 'M'),
            Unit::Year => times(1, 'Y'),
            Unit::Decade => times(10, 'Y'),
            Unit::Century => times(100, 'Y'),
        }
    }
}

impl Said {
    /// Whether it names a day, a month, a year …: what may date an event. Lengths, sets and "now" may not.
    pub fn is_date(&self) -> bool {
        self.length.is_none() && self.every.is_none() && self.reference.is_none()
    }

    /// Whether it names a day and nothing longer: "Monday", "March 3", "yesterday", "Christmas Eve".
    pub fn is_of_a_day(&self) -> bool {
        let counted = self.counted.is_some_and(|c| c.unit <= Unit::Day);
        self.is_date()
            && self.within.is_none()
            && (self.day.is_some()
                || self.slashes.is_some()
                || self.holiday.is_some()
                || counted
                || self.weekday.is_some())
    }

    /// Whether the words alone fix it on the calendar.
    pub fn is_absolute(&self) -> bool {
        // "the same quarter" looks back; "the 1999 quarter" names its year.
        let same = self.same.is_some() && self.year.is_none();
        let open = self.counted.is_some() || self.toward.is_some() || same;
        (self.year.is_some() || self.decade.is_some() || self.century.is_some()) && !open
    }
}
