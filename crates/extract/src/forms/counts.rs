//! Counts: their headings, their numbers, what offence and which statute they name.

use factum_types::{COUNT_LABELS, FormCount, NUMBER_WORDS, NameId, Span};

use super::cells::{balanced, span_of, words};
use crate::words::Words;

/// The heading of one or more counts: its numbers, and where the words behind them begin.
pub(super) fn heading(line: &str) -> Option<(Vec<u32>, usize)> {
    let label = line.split_whitespace().next()?;
    let bare = label.trim_end_matches(':').to_lowercase();
    if !COUNT_LABELS.contains(&bare.as_str()) || label.ends_with(':') || !line.starts_with(char::is_uppercase)
    {
        return None;
    }
    let (numbers, end) = numbers(line, label.len());
    (!numbers.is_empty()).then_some((numbers, end))
}

/// The numbers that stand from a place on: "1, 2-3", "TWO AND THREE", "TWO THROUGH FIVE", "IV"; and where they end.
pub(super) fn numbers(line: &str, from: usize) -> (Vec<u32>, usize) {
    let mut found: Vec<u32> = Vec::new();
    let (mut at, mut end) = (from, from);
    let mut through = false;
    while let Some(rest) = line.get(at..) {
        let start = at + (rest.len() - rest.trim_start_matches([' ', '\u{a0}', ',', '\n']).len());
        let rest = line.get(start..).unwrap_or_default();
        let token = rest.find(|c: char| !c.is_alphanumeric()).and_then(|e| rest.get(..e)).unwrap_or(rest);
        if token.is_empty() {
            // "2-5", "2–5"
            let Some(dash) = rest.chars().next().filter(|c| matches!(c, '-' | '–') && !found.is_empty())
            else {
                break;
            };
            let next = rest.get(dash.len_utf8()..).and_then(|r| r.chars().next());
            if !next.is_some_and(|c| c.is_alphanumeric()) {
                break;
            }
            through = true;
            at = start + dash.len_utf8();
            continue;
        }
        let lower = token.to_lowercase();
        if !found.is_empty() && matches!(lower.as_str(), "and" | "through" | "to" | "thru") {
            through = lower != "and";
            at = start + token.len();
            continue;
        }
        let Some(number) = number(&lower, token) else { break };
        match found.last().copied().filter(|last| through && *last < number && number - last < 200) {
            Some(last) => found.extend(last + 1..=number),
            None => found.push(number),
        }
        through = false;
        at = start + token.len();
        end = at;
    }
    (found, end)
}

/// Where words say "count", "counts" or "count(s)", and where their numbers begin.
pub(super) fn labels(words: &str) -> Vec<(usize, usize)> {
    let lower = words.to_ascii_lowercase();
    let label = |(at, said): (usize, &str)| {
        let rest = lower.get(at + said.len()..).unwrap_or_default();
        let tail = ["(s)", "s"].iter().find(|t| rest.starts_with(**t)).map_or(0, |t| t.len());
        (at, at + said.len() + tail)
    };
    lower.match_indices("count").map(label).collect()
}

fn number(lower: &str, token: &str) -> Option<u32> {
    // "1s" is the first count of a superseding indictment
    let digits = lower.trim_end_matches(|c: char| c.is_ascii_lowercase());
    if let Ok(number) = digits.parse::<u32>()
        && lower.len() - digits.len() <= 3
    {
        return (number < 1000).then_some(number);
    }
    if let Some(at) = NUMBER_WORDS.iter().position(|n| *n == lower) {
        return u32::try_from(at + 1).ok();
    }
    roman(token)
}

fn roman(token: &str) -> Option<u32> {
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    let digits: Vec<u32> = token.chars().map(value).collect::<Option<_>>()?;
    let mut sum = 0;
    for (at, digit) in digits.iter().enumerate() {
        let less = digits.get(at + 1).is_some_and(|next| next > digit);
        sum = if less { sum - i64::from(*digit) } else { sum + i64::from(*digit) };
    }
    u32::try_from(sum).ok().filter(|sum| *sum > 0)
}

/// What the words behind a count's number name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Named {
    pub(super) offence: Option<Span>,
    /// The first statute.
    pub(super) statute: Option<Span>,
    /// What the statute is called.
    pub(super) called: Option<String>,
}

impl Named {
    /// A count of that; none where neither an offence nor a statute is named, which is no charge of anything.
    pub(super) fn count(self, span: Span, numbers: Vec<u32>, defendants: Vec<NameId>) -> Option<FormCount> {
        let offence = Some(self.offence.or(self.statute)?);
        let called = self.called.filter(|_| self.offence.is_none());
        Some(FormCount { span, numbers, offence, called, defendants, bare: false })
    }
}

/// The offence and the statute that a span names: "PC 187(a) MURDER, a Felony", "(Wire Fraud, 18 U.S.C. § 1343)".
pub(super) fn named(list: &Words, text: &str, span: Span) -> Named {
    let said = span.of(text);
    let tokens: Vec<&str> = said.split_whitespace().collect();
    let mut law: Vec<bool> = tokens.iter().map(|token| is_law(token)).collect();
    for at in 1..law.len().saturating_sub(1) {
        // "§§ 1343 and 2", "Title 18, United States Code, Section 1343"
        let joins = matches!(tokens.get(at), Some(&("and" | "or" | "&" | "United" | "of")));
        let around = law.get(at - 1) == Some(&true)
            && (law.get(at + 1) == Some(&true)
                || law.get(at + 2) == Some(&true) && tokens.get(at) == Some(&"United"));
        let states = tokens.get(at) == Some(&"States") && tokens.get(at - 1) == Some(&"United");
        if (joins && around) || (states && law.get(at - 1) == Some(&true)) {
            law[at] = true;
        }
    }
    let run = |wanted: bool, from: usize| -> Option<(usize, usize)> {
        let start = law.iter().skip(from).position(|l| *l == wanted)? + from;
        let len = law.iter().skip(start).take_while(|l| **l == wanted).count();
        Some((start, start + len))
    };
    let cover = |(start, end): (usize, usize)| -> Option<Span> {
        let (first, last) = (tokens.get(start)?, tokens.get(end.checked_sub(1)?)?);
        Some(span_of(text, first).cover(span_of(text, last)))
    };
    let statute = run(true, 0).and_then(cover).map(|s| trimmed(text, s)).filter(|s| s.of(text).len() > 2);
    let mut from = 0;
    let mut offence = None;
    while let Some(found) = run(false, from) {
        offence = cover(found).and_then(|s| offence_in(text, s));
        if offence.is_some() {
            break;
        }
        from = found.1;
    }
    let called = statute.and_then(|s| called(list, s.of(text)));
    Named { offence, statute, called }
}

fn trimmed(text: &str, span: Span) -> Span {
    let said = span.of(text);
    let edge =
        |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '.' | '-' | '–' | '—' | '[' | ']');
    let mut kept = said.trim_matches(edge);
    if kept.starts_with('(') && !kept.contains(')') {
        kept = kept.get(1..).unwrap_or_default();
    }
    kept = balanced(kept, edge);
    if kept.is_empty() { Span::new(span.start as usize, span.start as usize) } else { span_of(text, kept) }
}

/// Words behind which no more of an offence's name stands.
const ENDS: &[&str] = &[
    "contrary to",
    "in violation of",
    "a felony",
    "a class",
    "a misdemeanor",
    "an offense",
    "felony",
    "misdemeanor",
    "class a",
    "class b",
    "class c",
    "class d",
    "all defendants",
    "defendant ",
    "defendants ",
    "all in violation",
    "(class",
    "infraction",
    "f1",
    "f2",
    "f3",
    "m1",
    "m2",
];

/// The offence's own words within a run without statutes; nothing where none is left.
fn offence_in(text: &str, span: Span) -> Option<Span> {
    let said = span.of(text);
    let lower = said.to_ascii_lowercase();
    let free = |at: usize| !lower.get(..at).unwrap_or_default().ends_with(|c: char| c.is_alphanumeric());
    let end = ENDS.iter().filter_map(|e| lower.match_indices(e).map(|(at, _)| at).find(|at| free(*at))).min();
    let said = said.get(..end.unwrap_or(said.len())).unwrap_or(said);
    // "(1-2)" closes a row of a docket
    let said = match said.rfind('(') {
        Some(at) if said.get(at + 1..).is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit())) => {
            said.get(..at).unwrap_or(said)
        }
        _ => said,
    };
    let kept = words(text, trimmed(text, span_of(text, said)));
    let kept = trimmed(text, kept);
    let kept = match kept.of(text).strip_prefix('(') {
        Some(inner) => trimmed(text, span_of(text, inner)),
        None => kept,
    };
    let letters = kept.of(text).chars().filter(|c| c.is_alphabetic()).count();
    let lower = kept.of(text).to_ascii_lowercase();
    let empty =
        matches!(lower.as_str(), "and" | "the" | "conspiracy to" | "violation" | "violations" | "see" | "of");
    (letters >= 3 && !empty).then_some(kept)
}

/// Whether a word belongs to a citation of a statute.
fn is_law(token: &str) -> bool {
    let bare = token.trim_matches(|c: char| matches!(c, ',' | ';' | '(' | ')' | '[' | ']' | ':' | '.'));
    let upper = bare.to_ascii_uppercase();
    let listed = matches!(
        upper.as_str(),
        "U.S.C"
            | "USC"
            | "U"
            | "S"
            | "C"
            | "PC"
            | "P.C"
            | "VC"
            | "HS"
            | "H&S"
            | "BP"
            | "PL"
            | "RCW"
            | "ORS"
            | "ARS"
            | "A.R.S"
            | "F.S"
            | "C.R.S"
            | "STAT"
            | "STAT."
            | "CODE"
            | "SECTION"
            | "SECTIONS"
            | "SEC"
            | "TITLE"
            | "ART"
            | "ARTICLE"
            | "CHAPTER"
            | "O.C.G.A"
            | "M.G.L"
            | "ILCS"
            | "NRS"
            | "CC"
            | "MINN"
            | "ANN"
            | "ET"
            | "SEQ"
    );
    let numbered = bare.starts_with(|c: char| c.is_ascii_digit() || c == '§')
        || bare.contains('§')
        || bare.bytes().filter(u8::is_ascii_digit).count() * 2 > bare.len();
    let shout = !bare.chars().any(char::is_lowercase)
        || !listed
        || matches!(
            bare,
            "Section"
                | "Sections"
                | "Title"
                | "Code"
                | "Stat"
                | "Sec"
                | "Ann"
                | "Minn"
                | "Article"
                | "Chapter"
        );
    !bare.is_empty() && (numbered || listed && shout) || token.contains('§')
}

/// What a statute is called: by title and section of the federal code, by label and section of a state's.
fn called(list: &Words, statute: &str) -> Option<String> {
    let statutes = list.list("statutes")?;
    key(statute).iter().find_map(|key| statutes.second(key)).map(str::to_owned)
}

/// How the list names a statute, the fuller name first.
fn key(statute: &str) -> Vec<String> {
    let lower = statute.to_lowercase().replace(['§', ',', ';', '.'], " ").replace("u s c", "usc");
    let lower = lower.replace("united states code", "usc").replace("h&s", "hs").replace("p c ", "pc ");
    let mut tokens: Vec<String> = Vec::new();
    for token in lower.split_whitespace() {
        match token.split_once(':') {
            // "18:1343" of a docket
            Some((title, section)) if title.parse::<u8>().is_ok() => {
                tokens.extend([title.to_owned(), "usc".to_owned(), section.to_owned()]);
            }
            _ if matches!(token, "title" | "section" | "sections" | "sec") => {}
            _ => tokens.push(token.to_owned()),
        }
    }
    let section = |token: &String| {
        let bare = token.split(['(', '/']).next().unwrap_or_default().to_owned();
        bare.starts_with(|c: char| c.is_ascii_digit()).then_some(bare)
    };
    for (at, token) in tokens.iter().enumerate() {
        let label = match token.as_str() {
            "usc" => at.checked_sub(1).and_then(|b| tokens.get(b)).map(|title| format!("{title} usc")),
            "pc" | "vc" | "hs" => Some(token.clone()),
            _ => None,
        };
        if let (Some(label), Some(section)) = (label, tokens.get(at + 1).and_then(section)) {
            return vec![format!("{label} {section}")];
        }
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_and_their_numbers() {
        for (line, expected) in [
            ("COUNT ONE", vec![1]),
            ("COUNTS TWO AND THREE", vec![2, 3]),
            ("Counts Two through Five", vec![2, 3, 4, 5]),
            ("COUNT 1: PC 187(a) MURDER", vec![1]),
            ("Count IV – Forgery", vec![4]),
            ("COUNTS 1, 2-3", vec![1, 2, 3]),
        ] {
            assert_eq!(heading(line).map(|h| h.0), Some(expected), "{line}");
        }
        for line in ["Counsel for Defendant", "CHARGES", "COUNTY OF OSTRANDER", "Count me in"] {
            assert_eq!(heading(line).map(|h| h.0), None, "{line}");
        }
    }

    #[track_caller]
    fn check(said: &str, offence: Option<&str>, called: Option<&str>) {
        let mut list = Words::default();
        let rows = "statute\toffence\n18 usc 1343\twire fraud\npc 187\tmurder\nvc 10851\tunlawful taking of a vehicle\n";
        list.add("words/statutes.tsv", rows).unwrap();
        let found = named(&list, said, Span::new(0, said.len()));
        assert_eq!(found.offence.map(|s| s.of(said)), offence, "{said}");
        assert_eq!(found.called.as_deref(), called, "{said}");
    }

    #[test]
    fn what_a_count_names() {
        check("(Wire Fraud, 18 U.S.C. § 1343)", Some("Wire Fraud"), Some("wire fraud"));
        check("PC 187(a) MURDER, a Felony", Some("MURDER"), Some("murder"));
        check("VC 10851(a), a Felony", None, Some("unlawful taking of a vehicle"));
        check(
            "18:1343 and 2 FRAUD BY WIRE, RADIO, OR TELEVISION\n(2-3)",
            Some("FRAUD BY WIRE, RADIO, OR TELEVISION"),
            Some("wire fraud"),
        );
        check("Title 18, United States Code, Sections 1343 and 2", None, Some("wire fraud"));
        check(
            "Dangerous driving, contrary to section 2 of the Road Traffic Act 1988",
            Some("Dangerous driving"),
            None,
        );
        check("812.014 GRAND THEFT", Some("GRAND THEFT"), None);
        check("Burglary of a Dwelling", Some("Burglary of a Dwelling"), None);
        check("§ 30-2-3", None, None);
    }
}
