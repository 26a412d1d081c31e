//! Dates of lines, datelines and fields.

use super::*;

#[track_caller]
fn line_is(text: &str, expected: Option<&str>) {
    let read = line(text).and_then(|read| read.period).map(|period| period.to_string());
    assert_eq!(read.as_deref(), expected, "{text}");
}

#[test]
fn a_line_that_holds_a_date_alone() {
    for text in [
        "2016-10-26",
        "October 26, 2016",
        "Wednesday, October 26, 2016",
        "Wed Oct. 26 2016",
        "26 October 2016",
        "26th of October, 2016",
        "Published: Wednesday, October 26, 2016 @ 4:07 PM",
        "Posted: October 26, 2016, 4:07 p.m. EDT Updated: Thursday, October 27, 2016 11:49 AM EDT",
        "Last updated on 26 Oct 2016 at 16:07",
        "10/26/2016",
        "2016-10-26T16:07:00+02:00",
        "26.10.2016",
        "Thursday,\u{a0}October 26, 2016",
    ] {
        line_is(text, Some("2016-10-26"));
    }
}

#[test]
fn a_line_that_says_more_is_no_date_line() {
    for text in [
        "October 26, 2016 was a Wednesday",
        "May he rest in peace",
        "Sept. 11 memorial",
        "UPDATE @ 4:04 p.m. (Oct. 26):",
        "26",
        "4/5/2016/7",
        "2016-02-30",
        "Date of birth: unknown",
    ] {
        assert_eq!(line(text), None, "{text}");
    }
}

#[test]
fn a_month_alone_on_its_line() {
    for text in ["October 2016", "Oct. 2016", " October, 2016 "] {
        let read = month_line(text).and_then(|read| read.period).map(|period| period.to_string());
        assert_eq!(read.as_deref(), Some("2016-10"), "{text}");
    }
    for text in ["October 2016 was dry", "October", "October 26", "March 12", "May 20165", "2016"] {
        assert_eq!(month_line(text), None, "{text}");
    }
}

#[test]
fn what_is_not_given_in_full_gives_no_day() {
    assert_eq!(line("Sunday, August 2").map(|read| read.period), Some(None));
    assert_eq!(line("4/5/2016").map(|read| read.period), Some(None), "April or May");
    line_is("5/5/2016", Some("2016-05-05"));
}

#[test]
fn fields_of_metadata() {
    for text in ["2016-10-26", "20161026", "2016-10-26T04:07:11Z", "Wed, 26 Oct 2016 04:07:11 +0000"] {
        assert_eq!(field(text).map(|p| p.to_string()).as_deref(), Some("2016-10-26"), "{text}");
    }
    assert_eq!(field("2016-10").map(|p| p.to_string()).as_deref(), Some("2016-10"));
    assert_eq!(field("yesterday"), None);
}

#[test]
fn a_date_at_the_start_tells_its_length() {
    let read = at_start("May 3, 2019 (Reuters) - Text").unwrap();
    assert_eq!((read.len, read.period.map(|p| p.to_string()).as_deref()), (11, Some("2019-05-03")));
    assert_eq!(at_start("May 3 - Text").map(|read| (read.len, read.period)), Some((5, None)));
}
