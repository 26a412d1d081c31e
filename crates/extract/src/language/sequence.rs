//! Patterns over neighbouring tokens: `month:{months} day:{day} ,? year:{year}`, built from named parts.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A pattern over neighbouring tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The items in order.
    pub items: Vec<Item>,
}

/// One item of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The name that it is captured under.
    pub capture: Option<String>,
    /// What may stand here, in order of preference.
    pub elements: Vec<Element>,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it only surrounds the match (`&`): it must stand there, but its words are not part of it.
    pub around: bool,
    /// Whether it must not stand there (`!`); it takes no words.
    pub absent: bool,
    /// Whether the word itself must stand in the list, and not only its lemma (`=`).
    pub exact: bool,
}

/// What an item looks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Element {
    /// A word, in lower case, or its lemma.
    Word(String),
    /// A word of a list under `rules/words`; the capture's value is the list's second column.
    List(String),
    /// A class that the engine knows: `day`, `year`, `number`, `ordinal`, `iso-date`, `name`, `amount` …
    Class(String),
    /// A part by name (`<day>`): any of its patterns, in order of preference.
    Part(Arc<[Sequence]>),
}

/// Classes of tokens that need arithmetic and not a list.
pub(crate) const CLASSES: &[&str] = &[
    "day",
    "year",
    "decade",
    "short-decade",
    "number",
    "iso-date",
    "slash-date",
    "clock",
    "hour",
    "age",
    "name",
    "person",
    "money",
    "month",
    "sure-month",
    "weekday-plural",
    "bare-year",
    "mid-year",
    "mid-decade",
    "century-years",
    "brackets",
    "spelled-year",
    "four-digits",
    "weekday",
    "any-weekday",
];

/// The named parts that sequence patterns may use, as text: of each its patterns.
#[derive(Clone, Debug, Default)]
pub(crate) struct Parts(pub(crate) BTreeMap<String, Vec<String>>);

/// How deep parts may stand within parts; deeper can only be a part within itself.
const DEEPEST: usize = 12;

/// The place of a mistake within a pattern, and what was expected.
type Mistake = (Range<usize>, String);

impl Sequence {
    /// Reads a pattern without parts.
    ///
    /// # Errors
    /// The byte range in `text` of the first mistake, and what was expected there.
    pub fn parse(text: &str) -> Result<Sequence, Mistake> {
        Sequence::parse_with(text, &Parts::default())
    }

    /// Reads a pattern that may use parts.
    pub(crate) fn parse_with(text: &str, parts: &Parts) -> Result<Sequence, Mistake> {
        let sequence = Sequence::nested(text, parts, 0)?;
        if sequence.items.iter().all(|i| i.optional || i.around || i.absent) {
            let message = "at least one item must be neither optional nor around (`&`, `!`)";
            return Err((0..text.len(), message.to_owned()));
        }
        Ok(sequence)
    }

    fn nested(text: &str, parts: &Parts, depth: usize) -> Result<Sequence, Mistake> {
        let mut items = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            let item = item(word, parts, depth);
            items.push(item.map_err(|message| (start..start + word.len(), message))?);
        }
        Ok(Sequence { items })
    }

    /// The names that the pattern captures, its parts' included.
    pub fn roles(&self) -> Vec<&String> {
        let mut roles = Vec::new();
        for item in &self.items {
            roles.extend(item.capture.as_ref());
            for element in &item.elements {
                if let Element::Part(choices) = element {
                    roles.extend(choices.iter().flat_map(Sequence::roles));
                }
            }
        }
        roles
    }

    /// The word lists that the pattern names, its parts' included.
    pub(crate) fn lists(&self) -> Vec<&String> {
        let mut lists = Vec::new();
        for element in self.items.iter().flat_map(|i| &i.elements) {
            match element {
                Element::List(name) => lists.push(name),
                Element::Part(choices) => lists.extend(choices.iter().flat_map(Sequence::lists)),
                _ => {}
            }
        }
        lists
    }
}

fn item(word: &str, parts: &Parts, depth: usize) -> Result<Item, String> {
    let (word, around) = stripped(word, |w| w.strip_prefix('&'));
    let (word, absent) = stripped(word, |w| w.strip_prefix('!'));
    let (word, optional) = stripped(word, |w| w.strip_suffix('?'));
    let (capture, body) = match word.split_once(':') {
        Some((name, body)) if !name.is_empty() && !body.is_empty() => (Some(name.to_owned()), body),
        _ => (None, word),
    };
    let (body, exact) = stripped(body, |b| b.strip_prefix('='));
    let body = match (body.strip_prefix('('), body.strip_suffix(')')) {
        (Some(rest), Some(_)) if body.len() > 2 => rest.trim_end_matches(')'),
        (None, None) => body,
        _ if body.len() == 1 => body,
        _ => return Err("a choice in parentheses has no spaces: `(a|b)`".to_owned()),
    };
    let elements = body.split('|').map(|e| element(e, parts, depth)).collect::<Result<Vec<_>, _>>()?;
    Ok(Item { capture, elements, optional, around, absent, exact })
}

/// A word without a mark, and whether it had it; a word that is nothing but the mark is a word.
fn stripped<'w>(word: &'w str, mark: impl Fn(&'w str) -> Option<&'w str>) -> (&'w str, bool) {
    match mark(word) {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (word, false),
    }
}

fn element(text: &str, parts: &Parts, depth: usize) -> Result<Element, String> {
    if let Some(name) = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')) {
        return part(name, parts, depth);
    }
    let Some(inside) = text.strip_prefix('{') else { return Ok(Element::Word(text.to_owned())) };
    let name = inside.strip_suffix('}').ok_or_else(|| format!("expected `}}` at the end of `{text}`"))?;
    Ok(if CLASSES.contains(&name) { Element::Class(name.to_owned()) } else { Element::List(name.to_owned()) })
}

fn part(name: &str, parts: &Parts, depth: usize) -> Result<Element, String> {
    let choices = parts.0.get(name).ok_or_else(|| {
        let known: Vec<&str> = parts.0.keys().map(String::as_str).collect();
        format!("there is no part `{name}`; the parts are {}", known.join(", "))
    })?;
    if depth >= DEEPEST {
        return Err(format!("the part `{name}` stands within itself"));
    }
    let read = |text: &String| {
        Sequence::nested(text, parts, depth + 1)
            .map_err(|(_, message)| format!("in the part `{name}`, `{text}`: {message}"))
    };
    Ok(Element::Part(choices.iter().map(read).collect::<Result<Vec<_>, _>>()?.into()))
}
