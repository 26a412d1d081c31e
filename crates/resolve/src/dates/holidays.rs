//! The day of a holiday in a year, by the rules of `rules/words/holidays.tsv`.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day on which a holiday falls: `12-25`, `11-4-4` (the fourth Thursday of November), `05-last-1`,
/// `easter-2`, `election`. `None` for a rule of no such form, or a year outside 1583 to 9999.
pub(crate) fn holiday(rule: &str, year: i16) -> Option<Date> {
    if !(1583..=9999).contains(&year) {
        return None;
    }
    if let Some(days) = rule.strip_prefix("easter") {
        return easter(year)?.checked_add(days.parse::<i64>().ok()?.days()).ok();
    }
    if rule == "election" {
        // The Tuesday after the first Monday of November (2 U.S.C. § 7).
        return Date::new(year, 11, 1).ok()?.nth_weekday_of_month(1, Weekday::Monday).ok()?.tomorrow().ok();
    }
    let parts: Vec<&str> = rule.split('-').collect();
    let month: i8 = parts.first()?.parse().ok()?;
    match parts.as_slice() {
        [_, day] => Date::new(year, month, day.parse().ok()?).ok(),
        [_, which, weekday] => {
            let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
            let nth = if *which == "last" { -1 } else { which.parse().ok()? };
            Date::new(year, month, 1).ok()?.nth_weekday_of_month(nth, weekday).ok()
        }
        _ => None,
    }
}

/// Easter Sunday of the Western churches, by the algorithm of Meeus, Jones and Butcher ("A New York
/// correspondent", Nature, 1876).
fn easter(year: i16) -> Option<Date> {
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, (n / 31) as i8, (n % 31 + 1) as i8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holidays_fall_where_the_calendar_puts_them() {
        let cases = [
            ("12-25", 2023, "2023-12-25"),
            ("11-4-4", 2021, "2021-11-25"),
            ("05-last-1", 2024, "2024-05-27"),
            ("easter+0", 2024, "2024-03-31"),
            ("easter+0", 1943, "1943-04-25"),
            ("easter-2", 2019, "2019-04-19"),
            ("election", 2020, "2020-11-03"),
            ("election", 1988, "1988-11-08"),
        ];
        for (rule, year, day) in cases {
            assert_eq!(holiday(rule, year).map(|d| d.to_string()).as_deref(), Some(day), "{rule} {year}");
        }
        assert_eq!(holiday("02-30", 2024), None);
        assert_eq!(holiday("easter", 1500), None);
    }
}
