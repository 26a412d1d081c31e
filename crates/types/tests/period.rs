//! A date printed and read again is itself.

#![allow(clippy::unwrap_used, reason = "tests")]

use factum_types::{Period, Season};
use jiff::civil::Date;
use proptest::prelude::*;

fn day() -> impl Strategy<Value = Date> {
    (1i16..9990, 1i8..=12, 1i8..=31)
        .prop_filter_map("a day of the calendar", |(y, m, d)| Date::new(y, m, d).ok())
}

fn period() -> impl Strategy<Value = Period> {
    let season =
        proptest::sample::select(vec![Season::Spring, Season::Summer, Season::Autumn, Season::Winter]);
    let exact = prop_oneof![
        day().prop_map(Period::day),
        (1i16..9990, 1i8..=12).prop_filter_map("a month", |(y, m)| Period::new(y, Some(m), None)),
        (1i16..9990).prop_filter_map("a year", |y| Period::new(y, None, None)),
        (1i16..9990, season).prop_filter_map("a season", |(y, s)| Period::season(y, s)),
        (1i16..999).prop_filter_map("a decade", |y| Period::decade(y * 10)),
        (1i16..99).prop_filter_map("a century", |y| Period::century(y * 100)),
        (day(), day()).prop_filter_map("days in order", |(a, b)| Period::span(a, b)),
        day().prop_map(|d| Period::day(d).or_before()),
        day().prop_map(|d| Period::day(d).or_after()),
    ];
    (exact, any::<bool>()).prop_map(|(mut period, about)| {
        period.approximate = about;
        period
    })
}

proptest! {
    #[test]
    fn printed_and_read_again(period in period()) {
        let again: Period = period.to_string().parse().unwrap();
        prop_assert_eq!(again.to_string(), period.to_string());
        prop_assert_eq!((again.first(), again.last()), (period.first(), period.last()));
        prop_assert_eq!(again.approximate, period.approximate);
    }

    #[test]
    fn random_text_is_a_date_or_an_error(text in "[0-9X./~-]{0,24}|\\PC{0,12}") {
        if let Ok(period) = text.parse::<Period>() {
            prop_assert!(period.first() <= period.last());
        }
    }

    #[test]
    fn no_date_is_outside_the_calendar(y in 0i16..=9999, m in -1i8..=14, d in -1i8..=33) {
        let text = format!("{y:04}-{m:02}-{d:02}");
        prop_assert_eq!(text.parse::<Period>().is_ok(), Date::new(y, m, d).is_ok(), "{}", text);
    }
}
