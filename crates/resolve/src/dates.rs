//! When it was: times as said become periods by a stated policy, or stay open.
//!
//! Policy: what is absolute stands; a month and day without a year, and a weekday, are the latest such day up
//! to the day of publication (for what has happened) or the next (for what is to come); "yesterday" and "today"
//! count from publication. Without a publication date only what is absolute is resolved. The publication date
//! is never an event's date by itself.

use factum_types::{Binding, Document, Finding, Modality, Period, Said, When};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::scene::Scene;

/// The date that a finding gives, by its `when` or by the one time expression of its clause.
pub(crate) fn date_of(scene: &Scene<'_>, finding: &Finding) -> Option<Period> {
    let binding: &Binding = finding.one("when")?;
    let when = scene.findings.whens.iter().find(|w| w.span.overlaps(binding.span))?;
    period(scene.document, when, finding.claim.modality == Modality::Planned)
}

/// Places a time expression of a document, as something that has happened.
pub fn place(document: &Document, when: &When) -> Option<Period> {
    period(document, when, false)
}

fn period(document: &Document, when: &When, ahead: bool) -> Option<Period> {
    let published = document.published.map(|p| p.date.first());
    let mut period = on_calendar(&when.said, published, ahead)?;
    period.approximate = when.said.approximate;
    Some(period)
}

fn on_calendar(said: &Said, published: Option<Date>, ahead: bool) -> Option<Period> {
    if let Some(offset) = said.days_from_publication {
        return published?.checked_add(i64::from(offset).days()).ok().map(Period::day);
    }
    match (said.year, said.month, said.day, said.weekday) {
        (Some(year), month, day, _) => Period::new(year, month, day),
        (None, Some(month), Some(day), _) => {
            let published = published?;
            nearest_year(published, ahead, |year| Period::new(year, Some(month), Some(day)))
        }
        (None, Some(month), None, _) => {
            let published = published?;
            nearest_year(published, ahead, |year| Period::new(year, Some(month), None))
        }
        (None, None, _, Some(weekday)) => weekday_near(published?, weekday, ahead).map(Period::day),
        _ => None,
    }
}

/// The year that puts a day (or month) at or before publication, or after it for what is to come.
fn nearest_year(published: Date, ahead: bool, of: impl Fn(i16) -> Option<Period>) -> Option<Period> {
    let year = published.year();
    let candidates = if ahead { [year, year + 1] } else { [year, year - 1] };
    candidates
        .into_iter()
        .filter_map(of)
        .find(|p| if ahead { p.last() >= published } else { p.first() <= published })
}

fn weekday_near(published: Date, weekday: i8, ahead: bool) -> Option<Date> {
    let today = published.weekday().to_monday_one_offset();
    let back = i64::from((today - weekday).rem_euclid(7));
    match ahead {
        false => published.checked_sub(back.days()).ok(),
        true if back == 0 => Some(published),
        true => published.checked_add((7 - back).days()).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(said: Said, published: &str, ahead: bool, expected: Option<&str>) {
        let published: Period = published.parse().unwrap();
        let found = on_calendar(&said, Some(published.first()), ahead).map(|p| p.to_string());
        assert_eq!(found.as_deref(), expected, "{said:?}");
    }

    #[test]
    fn a_day_without_a_year_is_the_latest_up_to_publication() {
        let july = Said { month: Some(7), day: Some(7), ..Said::default() };
        check(july.clone(), "2016-07-25", false, Some("2016-07-07"));
        check(july.clone(), "2016-03-01", false, Some("2015-07-07"));
        check(july, "2016-08-01", true, Some("2017-07-07"));
        // The day of publication itself counts; a leap day is sought in the years that have one.
        let leap = Said { month: Some(2), day: Some(29), ..Said::default() };
        check(leap.clone(), "2024-02-29", false, Some("2024-02-29"));
        check(leap, "2023-03-05", false, None);
    }

    #[test]
    fn a_weekday_is_the_latest_or_the_next() {
        // 2016-07-25 was a Monday.
        let monday = Said { weekday: Some(1), ..Said::default() };
        check(monday.clone(), "2016-07-25", false, Some("2016-07-25"));
        check(monday.clone(), "2016-07-26", false, Some("2016-07-25"));
        check(monday, "2016-07-26", true, Some("2016-08-01"));
    }

    #[test]
    fn nothing_relative_is_placed_without_a_publication_date() {
        let yesterday = Said { days_from_publication: Some(-1), ..Said::default() };
        assert_eq!(on_calendar(&yesterday, None, false), None);
        let full = Said { year: Some(2021), month: Some(10), day: Some(21), ..Said::default() };
        assert_eq!(on_calendar(&full, None, false).map(|p| p.to_string()).as_deref(), Some("2021-10-21"));
    }
}
