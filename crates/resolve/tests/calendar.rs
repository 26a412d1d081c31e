//! Whatever is said, the answer is on the calendar, and rests on what it says that it rests on.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::sync::LazyLock;

use factum_extract::{Rules, extract};
use factum_resolve::{How, Placed, dates};
use factum_types::{
    Analysis, Block, BlockKind, DateOrigin, Dep, Document, Period, Pos, Published, Sentence, Span, Tag,
    Token, When,
};
use jiff::civil::Date;
use proptest::prelude::*;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(factum_rules::FILES).unwrap());

/// Words that times are made of, and some that they are not.
const WORDS: [&str; 68] = [
    "January",
    "Feb.",
    "March",
    "May",
    "Sept",
    "December",
    "Monday",
    "Tues",
    "Sunday",
    "1",
    "2",
    "3rd",
    "12",
    "28",
    "29",
    "30",
    "31",
    "32",
    "99",
    "1899",
    "1900",
    "2000",
    "2023",
    "2024",
    "9999",
    "2023-02-30",
    "2/29/2023",
    "13/13/13",
    "12:00",
    "25:61",
    "a.m.",
    "p.m.",
    "EST",
    "GMT",
    "noon",
    "midnight",
    "today",
    "yesterday",
    "tomorrow",
    "last",
    "next",
    "this",
    "previous",
    "following",
    "the",
    "of",
    "in",
    "on",
    "year",
    "years",
    "month",
    "weeks",
    "day",
    "quarter",
    "decade",
    "century",
    "ago",
    "later",
    "earlier",
    "first",
    "second",
    "fiscal",
    "Easter",
    "Christmas",
    "every",
    "early",
    "'",
    "½",
];

/// A document of bare words, as where no network read it.
fn document(text: &str, published: Option<Date>) -> (Document, Analysis) {
    let mut tokens = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let span = Span::new(at, at + word.len());
        at += word.len() + 1;
        if !word.is_empty() {
            let head = tokens.len() as u32;
            tokens.push(Token {
                span,
                space_after: true,
                tag: Tag::XX,
                pos: Pos::X,
                dep: Dep::Dep,
                head,
                lemma: Span::default(),
                morph: Span::default(),
            });
        }
    }
    let count = tokens.len();
    let sentences = match count {
        0 => Vec::new(),
        _ => vec![Sentence { tokens: 0..count, block: 0, parsed: false }],
    };
    let document = Document {
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        published: published.map(|d| Published { date: Period::day(d), origin: DateOrigin::Metadata }),
        ..Document::default()
    };
    (document, Analysis { tokens, sentences, ..Analysis::default() })
}

fn read(text: &str, published: Option<Date>) -> Vec<(When, Placed)> {
    let (document, analysis) = document(text, published);
    let findings = extract(&RULES, &document, &analysis);
    let placed = dates(&document, &findings);
    findings.whens.into_iter().zip(placed).collect()
}

/// The value of the only time in a text.
fn value(text: &str, published: Option<Date>) -> String {
    let found = read(text, published);
    match found.as_slice() {
        [(_, placed)] => placed.value.clone(),
        other => panic!("{text}: {other:?}"),
    }
}

fn day() -> impl Strategy<Value = Date> {
    (1700i16..2300, 1i8..=12, 1i8..=31)
        .prop_filter_map("a day of the calendar", |(y, m, d)| Date::new(y, m, d).ok())
}

fn words() -> impl Strategy<Value = String> {
    proptest::collection::vec(proptest::sample::select(&WORDS[..]), 1..12).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn times_of_random_words_are_on_the_calendar(text in words(), published in proptest::option::of(day())) {
        for (_, placed) in read(&text, published) {
            for period in &placed.readings {
                prop_assert!(period.first() <= period.last(), "{text}: {period}");
                let again: Period = period.to_string().parse().unwrap();
                prop_assert_eq!(again.to_string(), period.to_string());
                prop_assert_eq!((again.first(), again.last()), (period.first(), period.last()), "{}", text);
            }
        }
    }

    #[test]
    fn random_text_never_panics(text in "\\PC{0,60}", published in proptest::option::of(day())) {
        read(&text, published);
    }

    #[test]
    fn without_a_day_of_publication_only_what_is_absolute_is_placed(text in words()) {
        let found = read(&text, None);
        for (when, placed) in &found {
            prop_assert!(!placed.how.iter().any(|h| matches!(h, How::Publication(_))), "{text}: {placed:?}");
            let told = placed.how.iter().any(|h| matches!(h, How::Told(_)));
            let slashes = when.said.slashes.is_some_and(|[_, _, year]| year > 99);
            prop_assert!(
                placed.readings.is_empty() || told || slashes || when.said.is_absolute(),
                "{text}: {when:?} {placed:?}"
            );
        }
    }

    #[test]
    fn the_29th_of_february_is_a_day_of_leap_years(year in 1800i16..2100) {
        let leap = Date::new(year, 2, 29).is_ok();
        let found = read(&format!("on February 29 , {year} he left"), None);
        let placed = found.iter().any(|(_, p)| p.value == format!("{year}-02-29") && p.readings.len() == 1);
        prop_assert_eq!(placed, leap);
    }

    #[test]
    fn neighbouring_days_cross_months_and_years(today in day()) {
        prop_assert_eq!(value("yesterday", Some(today)), today.yesterday().unwrap().to_string());
        prop_assert_eq!(value("today", Some(today)), today.to_string());
        prop_assert_eq!(value("tomorrow", Some(today)), today.tomorrow().unwrap().to_string());
        let month = today.first_of_month().yesterday().unwrap();
        prop_assert_eq!(value("last month", Some(today)), format!("{:04}-{:02}", month.year(), month.month()));
        prop_assert_eq!(value("next year", Some(today)), format!("{:04}", today.year() + 1));
    }

    #[test]
    fn a_weekday_is_one_of_the_seven_days_up_to_publication(today in day()) {
        for (number, name) in
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"].into_iter().enumerate()
        {
            let day: Date = value(name, Some(today)).parse().unwrap();
            prop_assert_eq!(day.weekday().to_monday_one_offset(), number as i8 + 1);
            prop_assert!((0..7).contains(&(today - day).get_days()), "{name} {today} {day}");
        }
    }

    #[test]
    fn a_time_zone_moves_no_day(zone in proptest::sample::select(vec!["EST", "PDT", "GMT"]), today in day()) {
        let text = format!("at 11 p.m. {zone} on Dec. 31 , 2019");
        prop_assert_eq!(value(&text, Some(today)), "2019-12-31T23:00");
    }
}

#[test]
fn a_month_of_publication_places_no_yesterday() {
    let (mut document, analysis) = document("he left yesterday", None);
    document.published = Some(Published { date: "2023-04".parse().unwrap(), origin: DateOrigin::Dateline });
    let findings = extract(&RULES, &document, &analysis);
    let placed = dates(&document, &findings);
    assert_eq!(placed.len(), 1);
    assert!(placed.iter().all(|p| p.readings.is_empty()), "{placed:?}");
}
