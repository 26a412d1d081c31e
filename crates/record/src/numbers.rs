//! What ties a person to a case beside the name, as documents print it: the case's number, the day of birth.

use factum_types::{Document, Party, PartyKind, Record, Span};
use jiff::civil::Date;

use crate::case::Told;
use crate::{Cite, Procedure};

/// What one document prints of these.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Printed {
    /// Numbers of cases, each once.
    pub(crate) numbers: Vec<Number>,
    /// For each party the day of birth.
    pub(crate) births: Vec<Option<Birth>>,
}

/// A day of birth as it is printed: figures with slashes may be two days, and are one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Birth(Vec<Date>);

impl Birth {
    /// Whether the two may be one day.
    pub(crate) fn may_be(&self, other: &Birth) -> bool {
        self.0.iter().any(|day| other.0.contains(day))
    }

    /// The day, as far as it is printed: "1971-05-03", or both that it may be.
    #[cfg(test)]
    fn words(&self) -> String {
        self.0.iter().map(Date::to_string).collect::<Vec<_>>().join(" or ")
    }
}

/// The number of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Number {
    /// Its letters and digits: "D-101-CR-2023-39" is the same with and without hyphens.
    pub(crate) key: String,
    /// As it is printed.
    pub(crate) span: Span,
}

/// A case number as documents print it, each with the words that give it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseNumber {
    /// As it is printed first.
    pub number: String,
    /// Where it stands, once a document.
    pub cites: Vec<Cite>,
}

/// The numbers that documents print, in the order of the documents.
pub(crate) fn case_numbers(told: &[&Told]) -> Vec<CaseNumber> {
    let mut found: Vec<(String, CaseNumber)> = Vec::new();
    for told in told {
        for number in &told.printed.numbers {
            let cite = told.pages.cite_span(number.span, "case-number");
            match found.iter_mut().find(|(key, _)| *key == number.key) {
                Some((_, known)) => known.cites.push(cite),
                None => found
                    .push((number.key.clone(), CaseNumber { number: cite.quote.clone(), cites: vec![cite] })),
            }
        }
    }
    found.into_iter().map(|(_, number)| number).collect()
}

/// What of a number counts: letters and digits; of a federal one ("2:23-cr-00117-MJK-1") what stands before the
/// letters of its judge and the number of a defendant.
pub(crate) fn key(number: &str) -> String {
    let mut parts = number.split('-');
    let federal = match (parts.next(), parts.next(), parts.next()) {
        (Some(year), Some(kind), Some(serial)) => {
            let (office, year) = year.split_once(':').unwrap_or(("", year));
            let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
            digits(office)
                && digits(year)
                && year.len() == 2
                && kind.len() == 2
                && digits(serial)
                && serial.len() >= 3
        }
        _ => false,
    };
    let end = number.match_indices('-').nth(2).filter(|_| federal).map_or(number.len(), |(at, _)| at);
    let number = number.get(..end).unwrap_or(number);
    number.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_uppercase()
}

/// How many digits a number of a case has at least: "Case No. 5" of a list is none.
const DIGITS: usize = 4;

impl Printed {
    pub(crate) fn of(document: &Document, record: &Record, procedure: &Procedure) -> Printed {
        // the same number of bytes, so that places stay
        let lower = document.text.to_ascii_lowercase();
        let mut printed = Printed { numbers: Vec::new(), births: vec![None; record.parties.len()] };
        for end in marked(&lower, &procedure.case_numbers) {
            for span in numbers_at(&document.text, end) {
                let number = Number { key: key(span.of(&document.text)), span };
                if !printed.numbers.iter().any(|n| n.key == number.key) {
                    printed.numbers.push(number);
                }
            }
        }
        printed.numbers.sort_by_key(|n| n.span);
        for end in marked(&lower, &procedure.born) {
            let day = date_at(document.text.get(end..).unwrap_or_default(), &procedure.months);
            let place = day.and_then(|day| Some((day, whose(record, end)?)));
            if let Some((day, born)) = place.and_then(|(day, at)| Some((day, printed.births.get_mut(at)?))) {
                *born = Some(day);
            }
        }
        printed
    }
}

/// Where the words that stand before a number end, each as a word of its own.
fn marked<'t>(lower: &'t str, markers: &'t [String]) -> impl Iterator<Item = usize> + 't {
    let free = |at: usize| !lower.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric());
    // every document of a case is looked through for each of them
    let places = |m: &'t String| {
        memchr::memmem::find_iter(lower.as_bytes(), m.as_str()).map(move |at| (at, at + m.len()))
    };
    let ends = markers.iter().flat_map(places);
    ends.filter(move |(at, _)| free(*at)).map(|(_, end)| end)
}

/// The numbers from a place on: one, or several with commas and "and" between them.
fn numbers_at(text: &str, from: usize) -> Vec<Span> {
    let mut found = Vec::new();
    let mut at = from;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let start = at + (rest.len() - rest.trim_start_matches([' ', ':', '#', '\u{a0}']).len());
        let rest = text.get(start..).unwrap_or_default();
        let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '/' | ':' | '.');
        let token = rest.find(|c| !is_part(c)).and_then(|end| rest.get(..end)).unwrap_or(rest);
        let token = token.trim_end_matches(['-', '/', ':', '.']);
        if token.bytes().filter(u8::is_ascii_digit).count() < DIGITS {
            return found;
        }
        let end = start + token.len();
        found.push(Span::new(start, end));
        let rest = text.get(end..).unwrap_or_default();
        let Some(next) = [", and ", " and ", " & ", ", ", "; "].iter().find(|b| rest.starts_with(**b)) else {
            return found;
        };
        at = end + next.len();
    }
}

/// How long words are that stand alone before a day of birth: "Date of Birth: ".
const LABEL: u32 = 20;

/// How far above such a line the name may stand, in bytes.
const ABOVE: u32 = 120;

/// The party that a day of birth belongs to: whom the sentence names last before it; where it has a line of its own,
/// whom the lines above name last.
fn whose(record: &Record, at: usize) -> Option<usize> {
    let at = u32::try_from(at).ok()?;
    let sentence = record.coverage.iter().map(|c| c.span).find(|s| s.start <= at && at <= s.end)?;
    let is_person = |(_, party): &(usize, &Party)| party.kind == PartyKind::Person;
    let before = |(n, party): (usize, &Party)| {
        let spans = party.mentions.iter().map(|m| m.evidence.span);
        let from =
            if at - sentence.start <= LABEL { sentence.start.saturating_sub(ABOVE) } else { sentence.start };
        let within = spans.filter(|s| s.start >= from && s.start < at);
        within.map(|s| (s.start, n)).max()
    };
    record.parties.iter().enumerate().filter(is_person).filter_map(before).max().map(|(_, n)| n)
}

/// A date in full: 1971-05-03, May 3, 1971, 3 May 1971; 05/03/1971 may be either way round.
fn date_at(text: &str, months: &[Vec<String>]) -> Option<Birth> {
    let text = text.trim_start_matches([' ', ':', ',', '(', '\u{a0}']);
    if let Some(day) = text.get(..10).and_then(|iso| iso.parse().ok()) {
        return Some(Birth(vec![day]));
    }
    if let Some(birth) = slashed(text) {
        return Some(birth);
    }
    let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    let (a, b, year) = (words.next()?, words.next()?, words.next()?);
    let month = |word: &str| {
        let named = |names: &Vec<String>| names.iter().any(|name| word.eq_ignore_ascii_case(name));
        months.iter().position(named).map(|at| at + 1)
    };
    let (month, day) = match (month(a), month(b)) {
        (Some(month), _) => (month, b),
        (None, Some(month)) => (month, a),
        (None, None) => return None,
    };
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic()).parse().ok()?;
    let year = Some(year).filter(|y| y.len() == 4)?.parse().ok()?;
    Some(Birth(vec![Date::new(year, i8::try_from(month).ok()?, day).ok()?]))
}

/// "03/05/1971": the days that the figures may be.
fn slashed(text: &str) -> Option<Birth> {
    let token = text.split(|c: char| !c.is_ascii_digit() && c != '/').next()?;
    let mut figures = token.split('/');
    let (a, b, year) = (figures.next()?, figures.next()?, figures.next()?);
    let year = Some(year).filter(|y| y.len() == 4 && figures.next().is_none())?.parse().ok()?;
    let (a, b) = (a.parse::<i8>().ok()?, b.parse::<i8>().ok()?);
    let mut days: Vec<Date> =
        [(a, b), (b, a)].iter().filter_map(|(m, d)| Date::new(year, *m, *d).ok()).collect();
    days.dedup();
    (!days.is_empty()).then_some(Birth(days))
}

#[cfg(test)]
mod tests {
    use factum_types::{Coverage, Evidence, Mention};

    use super::*;

    fn printed(text: &str, names: &[&str]) -> Printed {
        let document = Document { text: text.to_owned(), ..Document::default() };
        let party = |name: &&str| {
            let at = text.find(name).unwrap();
            let evidence = Evidence { span: Span::new(at, at + name.len()), rule: String::new() };
            Party {
                kind: PartyKind::Person,
                name: (*name).to_owned(),
                aliases: Vec::new(),
                roles: Vec::new(),
                marks: Vec::new(),
                age: None,
                mentions: vec![Mention { evidence }],
            }
        };
        let sentence = Coverage { span: Span::new(0, text.len()), facts: 0, parsed: true };
        let parties = names.iter().map(party).collect();
        let record = Record { parties, coverage: vec![sentence], ..Record::default() };
        Printed::of(&document, &record, &Procedure::shipped())
    }

    #[track_caller]
    fn numbers(text: &str, expect: &[&str]) {
        let found = printed(text, &[]).numbers;
        assert_eq!(found.iter().map(|n| n.key.as_str()).collect::<Vec<_>>(), expect, "{text}");
    }

    #[test]
    fn numbers_are_read_behind_the_words_that_announce_them() {
        numbers("Case # 21CF0417", &["21CF0417"]);
        numbers("Case No. D-101-CR-2023-0039, filed on Monday.", &["D101CR20230039"]);
        numbers("(Docket No.: 1:21-cr-00123)", &["121CR00123"]);
        numbers("Case Nos. 22-1234, 22-1235 and 22-1240 were joined.", &["221234", "221235", "221240"]);
        numbers("case no. 21CF0417 is Case Number: 21-CF-0417", &["21CF0417"]);
        numbers("In case no. 5 of the list, a case number is missing; the showcase no. 12345 is none.", &[]);
        numbers("He was in the case 2021 times.", &[]);
    }

    #[test]
    fn a_federal_number_is_one_case_with_and_without_its_judge() {
        for number in ["3:23-cr-00117-MJK-2", "3:23-cr-00117-MJK", "3:23-cr-00117", "3:23-CR-00117"] {
            assert_eq!(key(number), "323CR00117", "{number}");
        }
        assert_eq!(key("2022-CF-004417"), "2022CF004417");
        assert_eq!(key("D-101-CR-2023-39"), "D101CR202339");
    }

    #[test]
    fn figures_that_may_be_one_day_are_no_clash() {
        let born = |said: &str| slashed(said).unwrap();
        assert!(born("03/05/1971").may_be(&born("5/3/1971")));
        assert!(!born("03/05/1971").may_be(&born("03/06/1971")));
        assert!(!born("03/25/1971").may_be(&born("03/24/1971")));
    }

    #[test]
    fn a_day_of_birth_belongs_to_whom_the_sentence_names_before_it() {
        let names = ["Ada Quill", "Leo Fenn"];
        let births = |text: &str| -> Vec<Option<String>> {
            printed(text, &names).births.iter().map(|b| b.as_ref().map(Birth::words)).collect()
        };
        let day = || Some("1971-05-03".to_owned());
        assert_eq!(births("Ada Quill, born on May 3, 1971, met Leo Fenn."), [day(), None]);
        assert_eq!(births("Ada Quill met Leo Fenn (DOB: 1971-05-03)."), [None, day()]);
        assert_eq!(births("Ada Quill and Leo Fenn, date of birth 3rd May 1971."), [None, day()]);
        let either = || Some("1971-03-05 or 1971-05-03".to_owned());
        assert_eq!(births("Ada Quill, born 03/05/1971, met Leo Fenn."), [either(), None]);
        assert_eq!(births("Ada Quill (DOB 05/23/1971) met Leo Fenn."), [Some("1971-05-23".to_owned()), None]);
        assert_eq!(births("Ada Quill (DOB 31/31/1971) met Leo Fenn."), [None, None]);
        assert_eq!(births("A stubborn May 3, 1971 for Ada Quill and Leo Fenn."), [None, None]);
    }
}
