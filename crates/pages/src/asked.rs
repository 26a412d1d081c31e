//! What an address asks: the times, the person, and what a single page needs besides.

use std::fmt::Write as _;

use factum::casebook::Scope;
use factum::record::Ask;
use factum::types::Period;
use jiff::civil::Date;

use crate::problem::Problem;

/// The parameters that go along from page to page.
const KEPT: [&str; 4] = ["as_of", "known_by", "added_by", "person"];

/// The longest text of a parameter, in bytes.
const LONGEST: usize = 512;

/// The parameters of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Asked {
    pairs: Vec<(String, String)>,
    /// Where things stood at the end of this day.
    pub(crate) as_of: Option<Date>,
    /// Only what was published by the end of this day.
    pub(crate) known_by: Option<Date>,
    /// Only what the casebook held at the end of this day.
    pub(crate) added_by: Option<Date>,
}

impl Asked {
    /// Reads the part of an address behind the question mark.
    pub(crate) fn parse(query: &str) -> Result<Asked, Problem> {
        let mut asked = Asked { pairs: pairs(query), ..Asked::default() };
        if let Some((name, _)) = asked.pairs.iter().find(|(_, value)| value.len() > LONGEST) {
            return Err(Problem::wrong(format!("`{name}` is too long; {LONGEST} bytes are read")));
        }
        asked.pairs.retain(|(_, value)| !value.trim().is_empty());
        asked.as_of = asked.day("as_of")?;
        asked.known_by = asked.day("known_by")?;
        asked.added_by = asked.day("added_by")?;
        Ok(asked)
    }

    /// The text of a parameter, where it has one.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// The text of a parameter, or nothing: for form fields.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.text(name).unwrap_or_default()
    }

    /// A day: the last of what was written, as 2023, 2023-04 or 2023-04-20.
    pub(crate) fn day(&self, name: &str) -> Result<Option<Date>, Problem> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let period = text.parse::<Period>();
        let period = period.map_err(|_| {
            Problem::wrong(format!(
                "`{name}={text}` is no day; expected one like 2023-04-20, 2023-04 or 2023"
            ))
        })?;
        Ok(Some(period.last()))
    }

    /// The words in a person's name that narrow the view.
    pub(crate) fn person(&self) -> Option<&str> {
        self.text("person")
    }

    pub(crate) fn ask(&self) -> Ask {
        Ask { as_of: self.as_of, known_by: self.known_by }
    }

    pub(crate) fn scope(&self) -> Scope {
        Scope { added_by: self.added_by, person: self.person().map(str::to_owned) }
    }

    /// The same without its times: the latest of all.
    pub(crate) fn latest(&self) -> Asked {
        Asked { as_of: None, known_by: None, added_by: None, ..self.clone() }
    }

    /// An address of ours with the times and the person of this one.
    pub(crate) fn to(&self, path: &str) -> String {
        address(path, self.pairs.iter().filter(|(name, _)| KEPT.contains(&name.as_str())))
    }

    /// The same address with another value of a parameter; without it where the value is empty.
    pub(crate) fn with(&self, path: &str, name: &str, value: &str) -> String {
        let mut pairs: Vec<(String, String)> =
            self.pairs.iter().filter(|(n, _)| n != name).cloned().collect();
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        address(path, pairs.iter())
    }

    /// The address of the same page as JSON.
    pub(crate) fn twin(&self, path: &str) -> String {
        address(&format!("{path}.json"), self.pairs.iter())
    }

    /// Parameters other than these, to be carried along by a form.
    pub(crate) fn others(&self, without: &[&str]) -> Vec<(String, String)> {
        self.pairs.iter().filter(|(name, _)| !without.contains(&name.as_str())).cloned().collect()
    }
}

fn address<'p>(path: &str, pairs: impl Iterator<Item = &'p (String, String)>) -> String {
    let mut out = path.to_owned();
    let mut mark = '?';
    for (name, value) in pairs {
        let _ = write!(out, "{mark}{}={}", encoded(name), encoded(value));
        mark = '&';
    }
    out
}

/// Text as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(char::from(byte)),
            other => {
                let _ = write!(out, "%{other:02X}");
            }
        }
    }
    out
}

/// The pairs of a query or of a form, as `application/x-www-form-urlencoded` has them.
pub(crate) fn pairs(query: &str) -> Vec<(String, String)> {
    let pieces = query.split('&').filter(|piece| !piece.is_empty());
    pieces
        .map(|piece| piece.split_once('=').unwrap_or((piece, "")))
        .map(|(n, v)| (decoded(n), decoded(v)))
        .collect()
}

fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|d| std::str::from_utf8(d).ok());
        match (byte, digits.and_then(|d| u8::from_str_radix(d, 16).ok())) {
            (b'%', Some(value)) => {
                out.push(value);
                at += 2;
            }
            (b'+', _) => out.push(b' '),
            _ => out.push(byte),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_go_along_and_the_rest_does_not() {
        let asked = Asked::parse("as_of=2023-04&person=Zo%C3%AB+Quill&q=x%26y&known_by=").unwrap();
        assert_eq!(asked.as_of, "2023-04-30".parse().ok());
        assert_eq!((asked.person(), asked.text("q"), asked.known_by), (Some("Zoë Quill"), Some("x&y"), None));
        assert_eq!(asked.to("/people"), "/people?as_of=2023-04&person=Zo%C3%AB%20Quill");
        assert_eq!(asked.with("/case", "as_of", ""), "/case?person=Zo%C3%AB%20Quill&q=x%26y");
        assert_eq!(Asked::parse(asked.twin("/a").trim_start_matches("/a.json?")).unwrap(), asked);
    }

    #[test]
    fn a_day_that_is_none_says_what_was_expected() {
        let wrong = Asked::parse("as_of=soon").unwrap_err();
        assert_eq!(wrong.words, "`as_of=soon` is no day; expected one like 2023-04-20, 2023-04 or 2023");
        assert!(Asked::parse(&format!("q={}", "x".repeat(LONGEST + 1))).is_err());
    }
}
