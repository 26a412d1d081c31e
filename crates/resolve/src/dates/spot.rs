//! A place on the calendar at the grain of its unit, with its name in TIMEX3.

use factum_types::{Period, Season, Unit};
use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::{Span, ToSpan};

/// A place on the calendar: the period, the unit that names it, and its TIMEX3 value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Spot {
    pub(crate) period: Period,
    pub(crate) unit: Unit,
    pub(crate) value: String,
}

impl Spot {
    fn new(period: Option<Period>, unit: Unit, value: String) -> Option<Spot> {
        Some(Spot { period: period?, unit, value })
    }

    pub(crate) fn day(date: Date) -> Spot {
        let period = Period::day(date);
        Spot { value: period.to_string(), period, unit: Unit::Day }
    }

    /// A day, month or year by its numbers.
    pub(crate) fn of(year: i16, month: Option<i8>, day: Option<i8>) -> Option<Spot> {
        let unit = match (month, day) {
            (_, Some(_)) => Unit::Day,
            (Some(_), None) => Unit::Month,
            (None, None) => Unit::Year,
        };
        let period = Period::new(year, month, day)?;
        Some(Spot { value: period.to_string(), period, unit })
    }

    /// The week from Monday to Sunday that a day stands in, as ISO 8601 counts them.
    pub(crate) fn week(date: Date) -> Option<Spot> {
        let (monday, week) = week_of(date)?;
        let period = Period::span(monday, monday.checked_add(6.days()).ok()?);
        Spot::new(period, Unit::Week, format!("{:04}-W{:02}", week.year(), week.week()))
    }

    /// The Saturday and Sunday of a day's week.
    pub(crate) fn weekend(date: Date) -> Option<Spot> {
        let (monday, week) = week_of(date)?;
        let day = |n: i64| monday.checked_add(n.days()).ok();
        let period = Period::span(day(5)?, day(6)?);
        Spot::new(period, Unit::Weekend, format!("{:04}-W{:02}-WE", week.year(), week.week()))
    }

    /// A quarter, 1 to 4, of a calendar year.
    pub(crate) fn quarter(year: i16, quarter: i8) -> Option<Spot> {
        let first = Date::new(year, (quarter - 1).checked_mul(3)? + 1, 1).ok()?;
        let last = first.checked_add(2.months()).ok()?.last_of_month();
        Spot::new(Period::span(first, last), Unit::Quarter, format!("{year:04}-Q{quarter}"))
    }

    /// A half, 1 or 2, of a calendar year.
    pub(crate) fn half(year: i16, half: i8) -> Option<Spot> {
        let first = Date::new(year, (half - 1).checked_mul(6)? + 1, 1).ok()?;
        let last = first.checked_add(5.months()).ok()?.last_of_month();
        Spot::new(Period::span(first, last), Unit::Quarter, format!("{year:04}-H{half}"))
    }

    pub(crate) fn season(year: i16, season: Season) -> Option<Spot> {
        Spot::new(Period::season(year, season), Unit::Quarter, format!("{year:04}-{}", season.timex()))
    }

    /// The ten years that begin with one that ends in 0.
    pub(crate) fn decade(year: i16) -> Option<Spot> {
        Spot::new(Period::decade(year), Unit::Decade, format!("{:03}", year / 10))
    }

    /// The hundred years that share their first two digits.
    pub(crate) fn century(year: i16) -> Option<Spot> {
        Spot::new(Period::century(year), Unit::Century, format!("{:02}", year / 100))
    }

    /// The unit that a day stands in.
    pub(crate) fn around(date: Date, unit: Unit) -> Option<Spot> {
        let (year, month) = (date.year(), date.month());
        match unit {
            Unit::Minute | Unit::Hour | Unit::Day => Some(Spot::day(date)),
            Unit::Weekend => Spot::weekend(date),
            Unit::Week => Spot::week(date),
            Unit::Month => Spot::of(year, Some(month), None),
            Unit::Quarter => Spot::quarter(year, (month - 1) / 3 + 1),
            Unit::Year => Spot::of(year, None, None),
            Unit::Decade => Spot::decade(year - year.rem_euclid(10)),
            Unit::Century => Spot::century(year - year.rem_euclid(100)),
        }
    }

    /// The unit so many units from the one that a day stands in.
    pub(crate) fn counted(date: Date, by: i32, unit: Unit) -> Option<Spot> {
        Spot::around(moved(date, by, unit)?, unit)
    }
}

/// A day so many units from another; the last of a shorter month where it has no such day.
pub(crate) fn moved(date: Date, by: i32, unit: Unit) -> Option<Date> {
    let by = i64::from(by);
    // A span over its unit's limit is an error, not a panic.
    let span = match unit {
        Unit::Minute | Unit::Hour => return Some(date),
        Unit::Day => Span::new().try_days(by),
        Unit::Weekend | Unit::Week => Span::new().try_weeks(by),
        Unit::Month => Span::new().try_months(by),
        Unit::Quarter => Span::new().try_months(by.checked_mul(3)?),
        Unit::Year => Span::new().try_years(by),
        Unit::Decade => Span::new().try_years(by.checked_mul(10)?),
        Unit::Century => Span::new().try_years(by.checked_mul(100)?),
    };
    date.checked_add(span.ok()?).ok().filter(|d| d.year() >= 0)
}

fn week_of(date: Date) -> Option<(Date, ISOWeekDate)> {
    let week = date.iso_week_date();
    let monday = ISOWeekDate::new(week.year(), week.week(), Weekday::Monday).ok()?;
    Some((monday.date(), week))
}
