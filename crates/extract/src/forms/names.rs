//! Names in forms: who stands in a caption, behind a label, above an office.

use factum_types::Span;

use super::cells::span_of;
use crate::words::Words;

/// A name and how it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Written {
    pub(super) span: Span,
    pub(super) organization: bool,
    pub(super) surname_first: bool,
}

/// Words that no name of a person holds.
const NO_NAME: &[&str] = &[
    "defendant",
    "defendants",
    "plaintiff",
    "plaintiffs",
    "respondent",
    "petitioner",
    "appellant",
    "appellee",
    "the",
    "of",
    "for",
    "court",
    "county",
    "state",
    "district",
    "case",
    "no",
    "et",
    "al",
    "attorney",
    "judge",
    "counsel",
    "indictment",
    "information",
    "complaint",
    "order",
    "motion",
    "notice",
    "to",
    "in",
    "at",
    "on",
    "his",
    "her",
    "street",
    "avenue",
    "suite",
    "office",
    "division",
    "unknown",
    "none",
    "name",
    "title",
    "signature",
    "date",
    "crown",
    "service",
    "department",
    "police",
    "criminal",
    "civil",
    "clerk",
    "filed",
    "deputy",
    "magistrate",
    "united",
    "states",
    "america",
    "retained",
    "appointed",
    "pro",
    "se",
    "counts",
    "count",
    "hon",
    "accused",
];

/// Words of firms and bodies.
const BODIES: &[&str] = &[
    "inc",
    "llc",
    "ltd",
    "corp",
    "corporation",
    "company",
    "co",
    "lp",
    "llp",
    "plc",
    "bank",
    "partners",
    "trust",
];

/// The names of a list, as a caption or a count has it: "MARA QUILL, a/k/a “Magpie,” TOBIAS FERN, and LEO MARSH, JR."
pub(super) fn listed(words: &Words, text: &str, span: Span) -> Vec<Written> {
    let mut found: Vec<Written> = Vec::new();
    let mut other_name = false;
    for part in pieces(span.of(text)) {
        let lower = part.to_lowercase();
        let aka =
            ["a/k/a", "aka", "a.k.a.", "also known as", "d/b/a", "f/k/a", "alias"].iter().find_map(|aka| {
                lower.find(aka).filter(|at| *at == 0 || lower.as_bytes().get(at - 1) == Some(&b' '))
            });
        let name = part.get(..aka.unwrap_or(part.len())).unwrap_or(part).trim();
        if is_suffix(name) {
            if let Some(last) = found.last_mut().filter(|_| !other_name) {
                last.span = last.span.cover(span_of(text, name));
            }
            continue;
        }
        // what follows "a/k/a" within quotation marks is another name of the same person
        let quoted = part.starts_with(['“', '"', '\'', '‘']);
        if !(name.is_empty() || other_name && quoted) {
            found.extend(one(words, text, name));
        }
        other_name = aka.is_some() || other_name && quoted;
    }
    found
}

/// The one name that a line holds beside a label or above an office.
pub(super) fn alone(words: &Words, text: &str, line: &str) -> Option<Written> {
    let mut name = line.trim().trim_start_matches("/s/").trim();
    for title in [
        "judge ",
        "hon. ",
        "honorable ",
        "magistrate judge ",
        "by: ",
        "by ",
        "chief judge ",
        "the honorable ",
    ] {
        let begins = name.get(..title.len()).is_some_and(|head| head.eq_ignore_ascii_case(title));
        name = if begins { name.get(title.len()..).unwrap_or_default().trim() } else { name };
    }
    name = name.trim_start_matches("/s/").trim();
    let name =
        name.split(['(', ';', '\n']).next().unwrap_or_default().trim().trim_end_matches(['.', ',', ':']);
    match name.split_once(',') {
        None => one(words, text, name),
        Some((before, after)) if is_suffix(after.trim()) && is_name(words, before.trim()) => {
            one(words, text, before.trim()).map(|w| Written { span: span_of(text, name), ..w })
        }
        // "Kessel, Ronan"
        Some((before, after)) => {
            let (surname, given) = (before.trim(), after.trim());
            let few = surname.split_whitespace().count() <= 3 && given.split_whitespace().count() <= 3;
            let first = given.split_whitespace().next().unwrap_or_default().to_lowercase();
            let listed = words.list("first-names").is_some_and(|list| list.contains(&first));
            let whole = format!("{given} {surname}");
            let turned = few && !surname.is_empty() && is_name(words, &whole);
            if turned && (listed || surname.split_whitespace().count() == 1) && !given.contains(',') {
                let span = span_of(text, name);
                return Some(Written { span, organization: false, surname_first: true });
            }
            // "Dennis Harrow, Special Agent"
            one(words, text, surname)
        }
    }
}

fn one(words: &Words, text: &str, name: &str) -> Option<Written> {
    let name = name.trim().trim_end_matches([',', ';', ':']).trim();
    let is_body = name.split_whitespace().any(|word| {
        BODIES.contains(&word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().as_str())
    });
    let upper = name.chars().next().is_some_and(char::is_uppercase);
    if is_body && upper && name.split_whitespace().count() <= 8 {
        return Some(Written { span: span_of(text, name), organization: true, surname_first: false });
    }
    is_name(words, name).then(|| Written {
        span: span_of(text, name),
        organization: false,
        surname_first: false,
    })
}

/// Two to six words that begin with a capital and hold nothing but letters; small particles may stand between.
fn is_name(words: &Words, name: &str) -> bool {
    let all: Vec<&str> = name.split_whitespace().collect();
    let particle = |w: &str| words.list("name-particles").is_some_and(|l| l.contains(&w.to_lowercase()));
    let is_part = |w: &&str| {
        let bare = w.trim_matches(|c: char| matches!(c, '.' | ',' | '"' | '“' | '”'));
        let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        let capital = bare.chars().next().is_some_and(char::is_uppercase) || particle(bare);
        letters && capital && !bare.is_empty() && !NO_NAME.contains(&bare.to_lowercase().as_str())
    };
    let long = |w: &&&str| w.chars().filter(|c| c.is_alphabetic()).count() > 1;
    (2..=6).contains(&all.len()) && all.iter().all(is_part) && all.iter().filter(long).count() >= 2
}

fn is_suffix(name: &str) -> bool {
    let bare = name.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    matches!(bare.as_str(), "jr" | "sr" | "ii" | "iii" | "iv")
}

/// The pieces of a list of names, brackets left out.
fn pieces(list: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut depth, mut at) = (0, 0usize, 0);
    let mut cut = |start: usize, end: usize| {
        let edge = |c: char| c.is_whitespace() || matches!(c, ')' | '|' | '_' | ',' | ';');
        let piece = list.get(start..end).unwrap_or_default().trim_matches(edge);
        if !piece.is_empty() {
            found.push(piece);
        }
    };
    while let Some(c) = list.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = list.get(at..).unwrap_or_default();
        let joint = [" and ", " AND ", " & ", "\nand ", "\nAND "].iter().find(|and| rest.starts_with(**and));
        let bracketed = c == '(' && rest.contains(')');
        if depth == 0 && (matches!(c, ',' | ';' | '\n') || bracketed || joint.is_some()) {
            cut(start, at);
            at += joint.map_or(c.len_utf8(), |and| and.len());
            start = at;
            depth = usize::from(bracketed);
            continue;
        }
        if depth > 0 && c == ')' {
            depth = 0;
            start = at + 1;
        }
        at += c.len_utf8();
    }
    if depth == 0 {
        cut(start, list.len());
    }
    found
}
