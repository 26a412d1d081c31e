//! Patterns over neighbouring tokens: `month:{months} day:{day} ,? year:{year}`.

use std::ops::Range;

/// A pattern over neighbouring tokens.
#[derive(Clone, Debug)]
pub struct Sequence {
    /// The items in order.
    pub items: Vec<Item>,
}

/// One item of a sequence.
#[derive(Clone, Debug)]
pub struct Item {
    /// The name that it is captured under.
    pub capture: Option<String>,
    /// What may stand here, in order of preference.
    pub elements: Vec<Element>,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether it only surrounds the match (`&`): it must stand there, but its words are not part of it.
    pub around: bool,
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
}

/// Classes of tokens that need arithmetic and not a list.
pub(crate) const CLASSES: &[&str] = &[
    "day",
    "year",
    "number",
    "iso-date",
    "slash-date",
    "age",
    "name",
    "person",
    "money",
    "month",
    "weekday",
];

impl Sequence {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The byte range in `text` of the first mistake, and what was expected there.
    pub fn parse(text: &str) -> Result<Sequence, (Range<usize>, String)> {
        let mut items = Vec::new();
        for word in text.split_whitespace() {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            items.push(item(word).map_err(|message| (start..start + word.len(), message))?);
        }
        if items.iter().all(|i| i.optional || i.around) {
            return Err((
                0..text.len(),
                "at least one item must be neither optional nor around (`&`)".to_owned(),
            ));
        }
        Ok(Sequence { items })
    }

    /// The names that the pattern captures.
    pub fn roles(&self) -> Vec<&String> {
        self.items.iter().filter_map(|i| i.capture.as_ref()).collect()
    }
}

fn item(word: &str) -> Result<Item, String> {
    let (word, around) = match word.strip_prefix('&') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (word, false),
    };
    let (word, optional) = match word.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (word, false),
    };
    let (capture, body) = match word.split_once(':') {
        Some((name, body)) if !name.is_empty() && !body.is_empty() => (Some(name.to_owned()), body),
        _ => (None, word),
    };
    let body = body.strip_prefix('(').and_then(|b| b.strip_suffix(')')).unwrap_or(body);
    let elements = body.split('|').map(element).collect::<Result<Vec<_>, _>>()?;
    Ok(Item { capture, elements, optional, around })
}

fn element(text: &str) -> Result<Element, String> {
    let Some(inside) = text.strip_prefix('{') else { return Ok(Element::Word(text.to_owned())) };
    let name = inside.strip_suffix('}').ok_or_else(|| format!("expected `}}` at the end of `{text}`"))?;
    Ok(if CLASSES.contains(&name) { Element::Class(name.to_owned()) } else { Element::List(name.to_owned()) })
}
