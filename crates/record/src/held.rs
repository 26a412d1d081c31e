//! When something held in the world: a day, a coarser date, or bounds; never a guess.

use std::fmt;

use factum_types::Period;
use jiff::civil::Date;

/// When a step or event was: a date as far as any source gives one, else the bounds that the sources leave.
///
/// ```
/// use factum_record::Held;
/// let dropped = Held::within(Some("2023-01-31".parse().unwrap()), Some("2023-04-20".parse().unwrap()));
/// assert_eq!(dropped.to_string(), "between 2023-01-31 and 2023-04-20");
/// assert_eq!(dropped.edtf().unwrap(), "[2023-01-31..2023-04-20]");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// The date, where a source gives one.
    pub date: Option<Period>,
    /// The first day that it may have been.
    pub earliest: Option<Date>,
    /// The last day that it may have been.
    pub latest: Option<Date>,
}

impl Held {
    /// On a date that a source gives.
    pub fn on(date: Period) -> Held {
        Held { date: Some(date), earliest: Some(date.first()), latest: Some(date.last()) }
    }

    /// On one unknown day within bounds; bounds that contradict each other are dropped, the later one first.
    pub fn within(earliest: Option<Date>, latest: Option<Date>) -> Held {
        match (earliest, latest) {
            (Some(a), Some(b)) if a > b => Held { date: None, earliest: None, latest },
            _ => Held { date: None, earliest, latest },
        }
    }

    /// What both say together: the date that one of them gives, within the bounds of both. Bounds that would leave
    /// no day are not taken over.
    pub(crate) fn narrowed(self, other: Held) -> Held {
        let date = self.date.or(other.date);
        let (earliest, latest) = (later(self.earliest, other.earliest), sooner(self.latest, other.latest));
        match (earliest, latest) {
            (Some(a), Some(b)) if a > b => match self.date.is_some() || other.date.is_none() {
                true => self,
                false => other,
            },
            _ => Held { date, earliest, latest },
        }
    }

    /// Whether it had certainly happened by the end of this day.
    pub fn certain_by(&self, day: Date) -> bool {
        self.latest.is_some_and(|latest| latest <= day)
    }

    /// Whether it may have happened by the end of this day.
    pub fn possible_by(&self, day: Date) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= day)
    }

    /// Whether one and the same day could be meant.
    pub fn meets(&self, other: &Held) -> bool {
        let before = |a: Option<Date>, b: Option<Date>| matches!((a, b), (Some(a), Some(b)) if a < b);
        !before(self.latest, other.earliest) && !before(other.latest, self.earliest)
    }

    /// As an EDTF value: `2021-10-21`, `[2021-10-21..2023-04-20]`, `[..2023-04-20]`; `None` for no bound.
    pub fn edtf(&self) -> Option<String> {
        match (self.date, self.earliest, self.latest) {
            (Some(date), _, _) => Some(date.to_string()),
            (None, None, None) => None,
            (None, earliest, latest) => {
                let say = |day: Option<Date>| day.map(|d| d.to_string()).unwrap_or_default();
                Some(format!("[{}..{}]", say(earliest), say(latest)))
            }
        }
    }

    /// Reads the bounds of `[a..b]`, `[..b]`, `[a..]`; anything else has none.
    pub(crate) fn bounds(edtf: &str) -> (Option<Date>, Option<Date>) {
        let inside = edtf.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        let Some((a, b)) = inside.and_then(|inside| inside.split_once("..")) else { return (None, None) };
        let period = |text: &str| text.trim().parse::<Period>().ok();
        (period(a).map(Period::first), period(b).map(Period::last))
    }
}

impl fmt::Display for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match (self.date, self.earliest, self.latest) {
            (Some(date), _, _) => date.said(),
            (None, Some(a), Some(b)) if a == b => format!("by {b}"),
            (None, Some(a), Some(b)) => format!("between {a} and {b}"),
            (None, None, Some(b)) => format!("not later than {b}"),
            (None, Some(a), None) => format!("not before {a}"),
            (None, None, None) => "date not stated".to_owned(),
        };
        f.pad(&text)
    }
}

/// The later of two optional bounds.
pub(crate) fn later(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.max(b)),
        (a, b) => a.or(b),
    }
}

/// The sooner of two optional bounds.
pub(crate) fn sooner(a: Option<Date>, b: Option<Date>) -> Option<Date> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_coarse_date_is_narrowed_by_who_told_of_it_and_when() {
        let in_2023 = Held::on("2023".parse().unwrap());
        let told = Held::within(Some(day("2023-01-31")), Some(day("2023-03-31")));
        let both = Held { earliest: told.earliest, latest: told.latest, ..in_2023 };
        assert_eq!(in_2023.narrowed(told), both);
        assert_eq!(told.narrowed(in_2023), both);
        assert!(both.certain_by(day("2023-03-31")) && !both.certain_by(day("2023-03-30")));
        // bounds that leave no day: the date that a source gives stands
        let later = Held::within(Some(day("2024-01-01")), None);
        assert_eq!(in_2023.narrowed(later), in_2023);
        assert_eq!(later.narrowed(in_2023), in_2023);
    }

    #[test]
    fn bounds_are_read_back() {
        for text in ["[2021-10-21..2023-04-20]", "[..2023-04-20]", "[2021-10-21..]"] {
            let (earliest, latest) = Held::bounds(text);
            assert_eq!(Held::within(earliest, latest).edtf().as_deref(), Some(text));
        }
        assert_eq!(Held::bounds("[2021-10..2023]"), (Some(day("2021-10-01")), Some(day("2023-12-31"))));
        assert_eq!(Held::bounds("2021-10-21"), (None, None));
    }

    #[test]
    fn certain_is_not_possible() {
        let held = Held::within(Some(day("2023-01-31")), Some(day("2023-04-20")));
        assert!(held.possible_by(day("2023-02-01")) && !held.certain_by(day("2023-02-01")));
        assert!(held.certain_by(day("2023-04-20")));
        assert!(!held.possible_by(day("2023-01-30")));
        assert!(!Held::default().certain_by(day("2023-01-30")));
    }

    #[test]
    fn a_month_meets_its_days_only() {
        let month = Held::on("2023-01".parse().unwrap());
        assert!(month.meets(&Held::on("2023-01-31".parse().unwrap())));
        assert!(!month.meets(&Held::on("2023-02-01".parse().unwrap())));
        assert!(month.meets(&Held::within(None, Some(day("2023-01-05")))));
    }
}
