//! Days, months, seasons and quarters whose year is not said: the one near publication, by tense.

use factum_types::{Bound, Tense};
use jiff::civil::Date;

use super::place::Placing;
use super::spot::Spot;

impl Placing<'_> {
    /// A day, month, season or quarter whose year is not said.
    pub(super) fn of_some_year(&mut self) -> Option<Spot> {
        let published = self.published()?;
        let year = published.year();
        let mut near: Vec<Spot> = (year - 4..=year + 4).filter_map(|y| self.named(y)).collect();
        // "Monday, Oct. 26": only some years have that day on a Monday.
        let on_weekday =
            |s: &Spot| Some(s.period.first().weekday().to_monday_one_offset()) == self.said.weekday;
        if near.iter().any(on_weekday) {
            near.retain(on_weekday);
        }
        let month = published.first_of_month();
        let toward = self.said.toward;
        // No verb says on which side a day is; and a quarter is the nearest one, whatever the tense of the report.
        let said = self.said;
        let until = said.bound == Some(Bound::Before) && self.tense != Tense::Future;
        let unsure = matches!(self.tense, Tense::Open | Tense::Present) || until;
        // Reports look back even where they look ahead: a quarter to come is the nearest one.
        let report = said.quarter.is_some() && self.tense == Tense::Future;
        let nearest =
            unsure && (said.day.is_some() || said.month.is_some() || said.holiday.is_some()) || report;
        let nearest = nearest && !said.over;
        let sides = toward.is_none() && !nearest;
        let ahead = sides && self.ahead();
        match toward {
            Some(-1) => near.iter().rev().find(|s| s.period.last() < month),
            Some(0) => near.iter().find(|s| s.period.last().year() == year),
            Some(_) => near.iter().find(|s| s.period.first() > published.last_of_month()),
            None => {
                let past = near.iter().rev().find(|s| s.period.first() <= published);
                let future = near.iter().find(|s| s.period.last() >= published);
                let side = match sides {
                    true if said.over => Side::Before,
                    true if ahead => Side::Future,
                    true if said.day.is_some() || said.holiday.is_some() => Side::Past,
                    // "in September", told in August, is that of last year.
                    true => Side::Before,
                    false => Side::Unsure,
                };
                side.of(past, future, published)
            }
        }
        .cloned()
    }
}

/// On which side of publication a day without its year is sought.
enum Side {
    Before,
    Past,
    Future,
    Unsure,
}

impl Side {
    /// The place on that side. A writer leaves the year out where the reader cannot miss it: a day that would lie
    /// most of a year off on its side, and lies near on the other, is on the other. Where no verb says, news tells
    /// rather of what was.
    fn of<'s>(&self, past: Option<&'s Spot>, future: Option<&'s Spot>, published: Date) -> Option<&'s Spot> {
        let away = |spot: Option<&Spot>| spot.map_or(i32::MAX, |s| days_between(s.period.first(), published));
        let (back, on) = (away(past), away(future));
        let to_future = match self {
            Side::Before => false,
            Side::Past => back > FAR && on < NEAR,
            Side::Future => !(on > FAR && back < NEAR),
            Side::Unsure => on < back / 2,
        };
        if to_future { future.or(past) } else { past.or(future) }
    }
}

/// Days beyond which a writer says the year, and within which none does.
const FAR: i32 = 300;
const NEAR: i32 = 65;

fn days_between(a: Date, b: Date) -> i32 {
    a.since((jiff::Unit::Day, b)).map_or(i32::MAX, |span| span.get_days().abs())
}
