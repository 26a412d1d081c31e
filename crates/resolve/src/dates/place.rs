//! The policy, one time expression at a time.

use factum_types::{Anchor, Clock, Counted, Period, Said, Span, Tense, Unit, When};
use jiff::civil::{Date, Weekday};

use super::holidays::holiday;
use super::spot::{Spot, moved};
use super::{How, Placed};

/// What a time expression may be counted from.
#[derive(Clone, Debug, Default)]
pub(super) struct Anchors {
    /// The day of publication.
    pub(super) published: Option<Date>,
    /// The last time that was told, with its place.
    pub(super) told: Option<(Span, Spot)>,
    /// The last time that was told of what happened, and not of when it was said.
    pub(super) day: Option<(Span, Spot)>,
    /// The day that heads the entries of a log.
    pub(super) heading: Option<(Span, Spot)>,
    /// The year that a report goes on to compare, after "the first nine months".
    pub(super) year: Option<(Span, Spot)>,
    /// The last quarter that was told.
    pub(super) quarter: Option<(Span, Spot)>,
    /// The block of what was told last.
    pub(super) block: Option<usize>,
    /// Where the sentence begins, about: the last full stop before the expression.
    pub(super) sentence_starts_after: u32,
    /// Whether numeric dates put the day first, where the document shows it.
    pub(super) day_first: Option<bool>,
}

/// Resolves a time expression; also gives its place as an anchor for what follows.
pub(super) fn place(when: &When, tense: Tense, anchors: &Anchors) -> (Placed, Option<Spot>) {
    let said = &when.said;
    let fixed = |kind, value: &str| {
        (Placed { kind, value: value.to_owned(), readings: Vec::new(), how: Vec::new() }, None)
    };
    if let Some(length) = &said.length {
        return fixed("DURATION", length);
    }
    if let Some(every) = &said.every {
        return fixed("SET", every);
    }
    if let Some(reference) = &said.reference {
        return fixed("DATE", reference);
    }
    if let Some(Counted { by: None, unit, from: Anchor::Told, .. }) = said.counted {
        return fixed("DURATION", &unit.length("X"));
    }
    if let Some(Counted { by: None, sign, .. }) = said.counted {
        return fixed("DATE", if sign < 0 { "PAST_REF" } else { "FUTURE_REF" });
    }
    let mut placing = Placing { said, tense, anchors, how: Vec::new() };
    let mut spots = placing.spots();
    if spots.len() > 1 && spots.iter().all(|s| s.period == spots[0].period) {
        spots.truncate(1);
    }
    let value = match spots.as_slice() {
        [] => open_value(said),
        [spot] => spot.value.clone(),
        several => several.first().map_or_else(String::new, |s| match said.slashes {
            Some([_, _, year]) => format!("{year:04}-XX-XX"),
            None => s.value.clone(),
        }),
    };
    let readings = spots.iter().map(|s| shaded(said, s.period, anchors.published)).collect();
    let spot = if spots.len() == 1 { spots.pop() } else { None };
    if let Some(length) = length_from_told(said) {
        return (Placed { kind: "DURATION", value: length, readings, how: placing.how }, spot);
    }
    let time = time_of(said);
    let kind = if time.is_some() { "TIME" } else { "DATE" };
    let placed = Placed { kind, value: value + &time.unwrap_or_default(), readings, how: placing.how };
    (placed, spot)
}

/// "two days later" is to TIMEX3 a length that is anchored at what was told; a year earlier is the time itself.
fn length_from_told(said: &Said) -> Option<String> {
    let counted = said.counted.filter(|c| c.length && c.from == Anchor::Told)?;
    let by = counted.by?;
    (by > 0 || counted.unit != Unit::Year).then(|| counted.unit.length(&by.abs().to_string()))
}

/// The time of the day, as TIMEX3 writes it behind the day.
fn time_of(said: &Said) -> Option<String> {
    match (said.clock, &said.part) {
        // Midnight is the end of the day that it is said of.
        (Some(Clock { hour: 24, minute: None }), _) => Some("T24".to_owned()),
        (Some(clock), _) => Some(format!("T{:02}:{:02}", clock.hour, clock.minute.unwrap_or(0))),
        (None, Some(part)) => Some(format!("T{part}")),
        (None, None) => None,
    }
}

/// What "about", "earlier this month" and a fiscal year make of a period.
fn shaded(said: &Said, period: Period, published: Option<Date>) -> Period {
    let counted_roughly = said.counted.is_some_and(|c| {
        c.length
            && c.by.is_some_and(|by| by.abs() > 1)
            && !matches!(c.unit, Unit::Day | Unit::Hour | Unit::Minute)
    });
    let about = matches!(
        said.modifier.as_deref(),
        Some("APPROX" | "LESS_THAN" | "MORE_THAN" | "EQUAL_OR_LESS" | "EQUAL_OR_MORE")
    );
    let mut shaded = match (said.modifier.as_deref(), published) {
        (Some("BEFORE"), Some(day)) if period.first() <= day && day <= period.last() => {
            Period::span(period.first(), day).unwrap_or(period)
        }
        (Some("AFTER"), Some(day)) if period.first() <= day && day <= period.last() => {
            Period::span(day, period.last()).unwrap_or(period)
        }
        _ => period,
    };
    shaded.approximate |= said.fiscal || counted_roughly || about;
    shaded
}

/// The value of what is on no calendar: what is said, and X for the rest.
fn open_value(said: &Said) -> String {
    let number = |n: Option<i8>| n.map_or_else(|| "XX".to_owned(), |n| format!("{n:02}"));
    if let Some(weekday) = said.weekday {
        return format!("XXXX-WXX-{weekday}");
    }
    if let Some(season) = said.season {
        return format!("XXXX-{}", season.timex());
    }
    if let Some(quarter) = said.quarter {
        return format!("XXXX-Q{quarter}");
    }
    match (said.month, said.day) {
        (month, Some(day)) => format!("XXXX-{}-{day:02}", number(month)),
        (Some(month), None) => format!("XXXX-{month:02}"),
        (None, None) => match said.counted.map(|c| c.unit).or(said.same) {
            Some(Unit::Year | Unit::Decade | Unit::Century) => "XXXX".to_owned(),
            Some(Unit::Quarter) => "XXXX-QX".to_owned(),
            Some(Unit::Month) => "XXXX-XX".to_owned(),
            Some(Unit::Week) => "XXXX-WXX".to_owned(),
            Some(Unit::Weekend) => "XXXX-WXX-WE".to_owned(),
            _ => "XXXX-XX-XX".to_owned(),
        },
    }
}

/// A time expression while its place is sought.
pub(super) struct Placing<'a> {
    pub(super) said: &'a Said,
    pub(super) tense: Tense,
    pub(super) anchors: &'a Anchors,
    how: Vec<How>,
}

impl Placing<'_> {
    /// Every reading that remains.
    fn spots(&mut self) -> Vec<Spot> {
        let said = self.said;
        if let Some([a, b, year]) = said.slashes {
            return self.by_slashes(a, b, year);
        }
        if let (Some(1), Some(weekday), None) = (said.toward, said.weekday, said.day) {
            return self.next_weekday(weekday);
        }
        self.one().into_iter().collect()
    }

    fn one(&mut self) -> Option<Spot> {
        let said = self.said;
        if said.within.is_some() || said.counted.is_some_and(|c| c.from == Anchor::Named) {
            return self.beside_named();
        }
        if let Some(century) = said.century {
            return Spot::century(century);
        }
        if let Some(decade) = said.decade {
            return self.decade(decade);
        }
        if let Some(counted) = said.counted {
            let base = self.counted(counted)?;
            return self.within(base);
        }
        if let Some(year) = said.year {
            return self.same_quarter_of(year).or_else(|| self.named(year));
        }
        if let Some(unit) = said.same {
            return self.same(unit);
        }
        if let (Some(weekday), None) = (said.weekday, said.day) {
            return self.weekday(weekday);
        }
        if said.month.is_some() || said.season.is_some() || said.quarter.is_some() || said.holiday.is_some() {
            return self.of_some_year();
        }
        if said.clock.is_some() || said.part.is_some() {
            return self.told_day();
        }
        None
    }

    /// "the week of March 6", "the day before Christmas": from the day that the same words name.
    fn beside_named(&mut self) -> Option<Spot> {
        // A report's own quarter, however its fiscal year counts it.
        if self.said.within == Some(Unit::Quarter)
            && let Some(spot) = self.report_quarter()
        {
            return Some(spot);
        }
        let named = Said { within: None, counted: None, ..self.said.clone() };
        let mut inner = Placing {
            said: &named,
            tense: self.tense,
            anchors: self.anchors,
            how: std::mem::take(&mut self.how),
        };
        let spot = inner.one();
        self.how = inner.how;
        let spot = spot?;
        let (first, last) = (spot.period.first(), spot.period.last());
        match (self.said.within, self.said.counted) {
            // A quarter that ends with July has more of the second than of the third.
            (Some(Unit::Quarter), _) => Spot::around(moved(last, -45, Unit::Day)?, Unit::Quarter),
            // A holiday on a Monday makes a long weekend of the days before it.
            (Some(Unit::Weekend), _) => Spot::weekend(moved(first, -2, Unit::Day)?),
            (Some(unit), _) => Spot::around(first, unit),
            (None, Some(Counted { by: Some(by), unit, .. })) => {
                Spot::counted(if by < 0 { first } else { last }, by, unit)
            }
            (None, _) => Some(spot),
        }
    }

    /// What is named, in a year.
    pub(super) fn named(&self, year: i16) -> Option<Spot> {
        let said = self.said;
        if let Some(season) = said.season {
            return Spot::season(year, season);
        }
        if let Some(quarter) = said.quarter {
            return Spot::quarter(year, quarter);
        }
        if let Some(half) = said.half {
            return Spot::half(year, half);
        }
        if let Some(rule) = &said.holiday {
            return holiday(rule, year).map(Spot::day);
        }
        match (said.month, said.day, said.last_day) {
            (month, Some(first), Some(last)) => {
                let (a, b) = (Spot::of(year, month, Some(first))?, Spot::of(year, month, Some(last))?);
                let period = a.period.to(b.period)?;
                Some(Spot { value: period.to_string(), period, unit: Unit::Week })
            }
            (month, day, _) => Spot::of(year, month, day),
        }
    }

    /// The quarter that the report is on.
    fn report_quarter(&mut self) -> Option<Spot> {
        let (span, spot) = self.anchors.quarter.clone()?;
        self.note(How::Told(span));
        Some(spot)
    }

    /// "the 2020 period": of the quarter that the report is on, the one of that year.
    fn same_quarter_of(&mut self, year: i16) -> Option<Spot> {
        self.said.same.filter(|unit| *unit == Unit::Quarter)?;
        let spot = self.report_quarter()?;
        Spot::quarter(year, (spot.period.first().month() - 1) / 3 + 1)
    }

    pub(super) fn published(&mut self) -> Option<Date> {
        let published = self.anchors.published?;
        self.note(How::Publication(published));
        Some(published)
    }

    fn told(&mut self) -> Option<Spot> {
        let (span, spot) = self.anchors.told.clone()?;
        self.note(How::Told(span));
        Some(spot)
    }

    fn note(&mut self, how: How) {
        if !self.how.contains(&how) {
            self.how.push(how);
        }
    }

    /// "two weeks ago", "last month", "a year later".
    fn counted(&mut self, counted: Counted) -> Option<Spot> {
        let by = counted.by?;
        if let Some(spot) = self.compared(counted) {
            return Some(spot);
        }
        match (counted.from, counted.unit, by) {
            // "this quarter", in a report on one
            (Anchor::Publication, Unit::Quarter, 0) if self.anchors.quarter.is_some() => {
                self.same(Unit::Quarter)
            }
            (Anchor::Publication, ..) => {
                let published = self.published()?;
                match (counted.length, counted.unit) {
                    // "a decade ago" is about that year, and not the decade before this one.
                    (true, Unit::Decade) => Spot::counted(published, by.checked_mul(10)?, Unit::Year),
                    (true, Unit::Century) => Spot::counted(published, by.checked_mul(100)?, Unit::Year),
                    (_, unit) => Spot::counted(published, by, unit),
                }
            }
            (Anchor::Told, ..) => {
                let told = self.told()?;
                self.moved_from_told(&told, by, counted.unit)
            }
            (Anchor::Named, ..) => self.beside_named(),
        }
    }

    /// "net fell from $5 million a year earlier": a count of years compares the quarter that the report is on, or
    /// the month of the same sentence, with the same one of another year.
    fn compared(&mut self, counted: Counted) -> Option<Spot> {
        // "41 years ago" compares nothing.
        if !(counted.length && counted.unit == Unit::Year && counted.by? == -1) {
            return None;
        }
        let here = |(span, spot): &&(Span, Spot)| {
            span.start > self.anchors.sentence_starts_after && spot.unit == Unit::Month
        };
        let report = self.anchors.quarter.as_ref().or(self.anchors.year.as_ref());
        let (span, spot) = report.or(self.anchors.told.as_ref().filter(here)).cloned()?;
        self.note(How::Told(span));
        same_of_year(&spot, counted.by?)
    }

    /// A distance from what was told. A day can only be counted from a day; coarser units from anything as fine.
    fn moved_from_told(&self, told: &Spot, by: i32, unit: Unit) -> Option<Spot> {
        let start = told.period.first();
        if unit == Unit::Year && by < 0 {
            return same_of_year(told, by);
        }
        if told.unit > unit {
            return None;
        }
        Spot::counted(start, by, unit)
    }

    /// What is named within a counted unit: "June last year", "Tuesday of last week", "the following Friday".
    fn within(&mut self, base: Spot) -> Option<Spot> {
        let said = self.said;
        let first = base.period.first();
        if let Some(weekday) = said.weekday {
            return match said.counted {
                Some(Counted { unit: Unit::Week, .. }) => {
                    moved(first, i32::from(weekday) - 1, Unit::Day).map(Spot::day)
                }
                // "the previous Friday": from the day told, which `base` is moved from by a day.
                Some(Counted { by: Some(by), .. }) => {
                    let told = self.anchors.told.as_ref()?.1.period.as_day()?;
                    let weekday = Weekday::from_monday_one_offset(weekday).ok()?;
                    told.nth_weekday(if by < 0 { -1 } else { 1 }, weekday).ok().map(Spot::day)
                }
                _ => None,
            };
        }
        // "the 18th of last month"
        if let (Some(day), None, Some(Counted { unit: Unit::Month, .. })) =
            (said.day, said.month, said.counted)
        {
            return Spot::of(first.year(), Some(first.month()), Some(day));
        }
        if said.month.is_some() || said.quarter.is_some() || said.half.is_some() || said.season.is_some() {
            return self.named(first.year());
        }
        Some(base)
    }

    /// "the quarter", "the weekend": the unit that is meant without more.
    fn same(&mut self, unit: Unit) -> Option<Spot> {
        if unit == Unit::Quarter
            && let Some(spot) = self.report_quarter()
        {
            return Some(spot);
        }
        let published = self.published()?;
        match unit {
            Unit::Quarter => Spot::counted(published, -1, unit),
            Unit::Weekend => {
                let this = Spot::weekend(published)?;
                let ahead = self.ahead();
                match (ahead, this.period.first() > published, this.period.last() < published) {
                    (false, true, _) => Spot::counted(published, -1, unit),
                    (true, _, true) => Spot::counted(published, 1, unit),
                    _ => Some(this),
                }
            }
            _ => Spot::around(published, unit),
        }
    }

    /// Whether to look ahead of publication; the answer rests on the tense.
    pub(super) fn ahead(&mut self) -> bool {
        if self.tense != Tense::Open {
            self.note(How::Tense(self.tense));
        }
        self.tense == Tense::Future
    }

    /// A weekday: the latest up to publication, or the next from it on.
    fn weekday(&mut self, weekday: i8) -> Option<Spot> {
        let published = self.published()?;
        let today = published.weekday().to_monday_one_offset();
        let back = i32::from((today - weekday).rem_euclid(7));
        let toward = self.said.toward;
        // "has until Friday", "they meet Monday": what was is not told in the present, but in headlines.
        let ahead = toward.is_none() && (self.ahead() || self.tense == Tense::Present);
        let days = match toward {
            // "last Friday" on a Friday is a week ago.
            Some(-1) => -(if back == 0 { 7 } else { back }),
            // "the Tuesday before last"
            Some(-2) => -(if back == 0 { 7 } else { back }) - 7,
            // "a week from Friday"
            Some(2) => i32::from((weekday - today).rem_euclid(7)) + 7,
            Some(_) => i32::from(weekday - today),
            None if ahead => i32::from((weekday - today).rem_euclid(7)),
            None => -back,
        };
        moved(published, days, Unit::Day).map(Spot::day)
    }

    /// "next Friday": the first to come, or that of the week to come; both where they are two.
    fn next_weekday(&mut self, weekday: i8) -> Vec<Spot> {
        let Some(published) = self.published() else { return Vec::new() };
        let today = published.weekday().to_monday_one_offset();
        let first = match (weekday - today).rem_euclid(7) {
            0 => 7,
            days => days,
        };
        [i32::from(first), i32::from(weekday - today) + 7]
            .into_iter()
            .filter_map(|days| moved(published, days, Unit::Day).map(Spot::day))
            .collect()
    }

    /// "the 1980s" stands; "the '80s" are those of the century nearest before publication.
    fn decade(&mut self, decade: i16) -> Option<Spot> {
        if decade >= 100 {
            return Spot::decade(decade);
        }
        let published = self.published()?;
        let century = published.year() - published.year().rem_euclid(100);
        [century, century - 100]
            .into_iter()
            .map(|c| c + decade)
            .find(|d| *d <= published.year())
            .and_then(Spot::decade)
    }

    /// The day that a time of the day without one belongs to: the one that was told.
    fn told_day(&mut self) -> Option<Spot> {
        let (span, spot) = self.anchors.day.clone().filter(|(_, spot)| spot.unit == Unit::Day)?;
        self.note(How::Told(span));
        Some(spot)
    }

    /// Numeric dates: by the order that the document shows; else every order that the calendar allows.
    fn by_slashes(&mut self, a: i16, b: i16, year: i16) -> Vec<Spot> {
        let year = match year {
            // Two digits: the latest such year up to publication.
            0..=99 => match self.published() {
                Some(published) => {
                    let century = published.year() - published.year().rem_euclid(100);
                    if century + year > published.year() { century - 100 + year } else { century + year }
                }
                None => return Vec::new(),
            },
            year => year,
        };
        let month_first = Spot::of(year, i8::try_from(a).ok(), i8::try_from(b).ok());
        let day_first = Spot::of(year, i8::try_from(b).ok(), i8::try_from(a).ok());
        if month_first.is_some() && day_first.is_some() && a != b && self.anchors.day_first.is_some() {
            self.note(How::Order);
        }
        match self.anchors.day_first {
            Some(true) => day_first.into_iter().collect(),
            Some(false) => month_first.into_iter().collect(),
            None => month_first.into_iter().chain(day_first).collect(),
        }
    }
}

/// The same month, quarter or day of another year.
fn same_of_year(spot: &Spot, by: i32) -> Option<Spot> {
    let first = moved(spot.period.first(), by, Unit::Year)?;
    match spot.unit {
        Unit::Quarter if !spot.value.contains("-Q") => Spot::around(first, Unit::Year),
        unit => Spot::around(first, unit),
    }
}
