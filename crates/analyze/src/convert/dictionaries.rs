//! Turns the model's dictionaries into tables: tokenizer, moves, attribute ruler, norms, lemmas.

use serde_json::Value as Json;

use crate::ModelError;
use crate::container::Sections;
use crate::convert::msgpack::{Value, decode};
use crate::convert::weights::unsupported;
use crate::hash::{murmur64a, string_id};
use crate::lemmas::CLASSES;
use crate::records::Writer;
use crate::ruler::{Attribute, Condition, Pattern, Rule, Test};
use crate::tables::{Exception, Move, Patterns};
use crate::tokens::url;

/// Numbers of the attributes ORTH and NORM, which stand as keys in the tokenizer's exceptions.
const ORTH: u64 = 65;
const NORM: u64 = 67;

/// The tokenizer's patterns and exceptions.
pub(crate) fn tokenizer(bytes: &[u8]) -> Result<(Patterns, Vec<Exception>), ModelError> {
    let member = "tokenizer";
    let root = decode(member, bytes)?;
    let text = |name: &str| {
        let found = root.get(name).and_then(Value::text).map(str::to_owned);
        found.ok_or_else(|| unsupported(member, &format!("a pattern `{name}`")))
    };
    if root.get("token_match").is_some_and(|v| *v != Value::Nil) {
        return Err(unsupported(member, "an empty `token_match`"));
    }
    let address = text("url_match")?;
    let domain = url::domain_of(&address)
        .ok_or_else(|| unsupported(member, "the `url_match` that this version knows"))?;
    let patterns = Patterns {
        prefix: text("prefix_search")?,
        suffix: text("suffix_search")?,
        infix: text("infix_finditer")?,
        domain: domain.to_owned(),
    };
    let bad = || unsupported(member, "exceptions as lists of ORTH and NORM");
    let exceptions = root.get("exceptions").and_then(Value::map).ok_or_else(bad)?;
    let attribute = |token: &Value<'_>, id: u64| {
        let found = token.map()?.iter().find(|(k, _)| k.natural() == Some(id));
        found.and_then(|(_, v)| v.text()).map(str::to_owned)
    };
    let token = |t: &Value<'_>| Some((attribute(t, ORTH)?, attribute(t, NORM).unwrap_or_default()));
    let exception = |(text, tokens): &(Value<'_>, Value<'_>)| {
        let tokens = tokens.list()?.iter().map(token).collect::<Option<_>>()?;
        Some(Exception { text: text.text()?.to_owned(), tokens })
    };
    let exceptions = exceptions.iter().map(|e| exception(e).ok_or_else(bad)).collect::<Result<_, _>>()?;
    Ok((patterns, exceptions))
}

/// The moves of a transition system in class order: actions by the string that is their key, labels by
/// frequency and then by name, both descending.
pub(crate) fn moves(member: &str, bytes: &[u8]) -> Result<Vec<Move>, ModelError> {
    let root = decode(member, bytes)?;
    let bad = || unsupported(member, "JSON of moves and frequencies");
    let json = root.get("moves").and_then(Value::text).ok_or_else(bad)?;
    let json: Json = serde_json::from_str(json).map_err(|_| bad())?;
    let mut actions: Vec<_> = json.as_object().ok_or_else(bad)?.iter().collect();
    actions.sort_by_key(|(action, _)| action.as_str());
    let mut moves = Vec::new();
    for (action, labels) in actions {
        let action = action.parse().map_err(|_| bad())?;
        let labels = labels.as_object().ok_or_else(bad)?.iter();
        let mut labels: Vec<_> =
            labels.map(|(label, n)| Some((n.as_i64()?, label))).collect::<Option<_>>().ok_or_else(bad)?;
        labels.sort_by(|a, b| b.cmp(a));
        moves.extend(labels.into_iter().map(|(_, label)| Move { action, label: label.clone() }));
    }
    Ok(moves)
}

/// The labels of a component's `cfg`.
pub(crate) fn labels(member: &str, bytes: &[u8]) -> Result<Vec<String>, ModelError> {
    let json: Option<Json> = serde_json::from_slice(bytes).ok();
    let labels = json.as_ref().and_then(|j| j.get("labels")?.as_array());
    let labels = labels.and_then(|l| l.iter().map(|v| v.as_str().map(str::to_owned)).collect());
    labels.ok_or_else(|| unsupported(member, "JSON with `labels`"))
}

/// Name and version of the model, from `meta.json`.
pub(crate) fn model_name(bytes: &[u8]) -> Result<String, ModelError> {
    let json: Option<Json> = serde_json::from_slice(bytes).ok();
    let field = |name: &str| json.as_ref()?.get(name)?.as_str();
    match (field("lang"), field("name"), field("version")) {
        (Some(lang), Some(name), Some(version)) => Ok(format!("{lang}_{name} {version}")),
        _ => Err(unsupported("meta.json", "`lang`, `name` and `version`")),
    }
}

/// The rules of the attribute ruler, in the order in which later ones win.
pub(crate) fn rules(bytes: &[u8]) -> Result<Vec<Rule>, ModelError> {
    let member = "attribute_ruler/patterns";
    let root = decode(member, bytes)?;
    let items = root.list().ok_or_else(|| unsupported(member, "a list of rules"))?;
    let read = |(at, item): (usize, &Value<'_>)| {
        rule(item)
            .ok_or_else(|| unsupported(member, &format!("a rule that this version can run as rule {at}")))
    };
    items.iter().enumerate().map(read).collect()
}

fn rule(item: &Value<'_>) -> Option<Rule> {
    let patterns = item.get("patterns")?.list()?.iter().map(pattern).collect::<Option<Vec<_>>>()?;
    let sets = |(k, v): &(Value<'_>, Value<'_>)| Some((k.text()?.parse().ok()?, v.text()?.to_owned()));
    let attributes = item.get("attrs")?.map()?.iter().map(sets).collect::<Option<_>>()?;
    let index = item.get("index")?.natural()? as usize;
    let one_or_two = |p: &Pattern| (1..=2).contains(&p.len()) && index < p.len();
    patterns.iter().all(one_or_two).then_some(Rule { patterns, attributes, index })
}

fn pattern(value: &Value<'_>) -> Option<Pattern> {
    let token = |t: &Value<'_>| t.map()?.iter().map(condition).collect::<Option<Vec<_>>>();
    value.list()?.iter().map(token).collect()
}

fn condition((key, value): &(Value<'_>, Value<'_>)) -> Option<Condition> {
    let attribute: Attribute = key.text()?.parse().ok()?;
    let strings = |v: &Value<'_>| -> Option<Vec<String>> {
        v.list()?.iter().map(|s| s.text().map(str::to_owned)).collect()
    };
    let (test, operands) = match value {
        Value::Bool(b) => (Test::In, vec![b.to_string()]),
        Value::String(s) => (Test::In, vec![(*s).to_owned()]),
        Value::Map(pairs) => match pairs.as_slice() {
            [(k, v)] if k.text() == Some("IN") => (Test::In, strings(v)?),
            [(k, v)] if k.text() == Some("NOT_IN") => (Test::NotIn, strings(v)?),
            [(k, v)] if k.text() == Some("REGEX") => (Test::Regex, vec![v.text()?.to_owned()]),
            _ => return None,
        },
        _ => return None,
    };
    Some(Condition { attribute, test, operands })
}

/// Writes the norms that differ from the lower-cased word.
pub(crate) fn norms(bytes: &[u8], strings: &mut Writer, sections: &mut Sections) -> Result<(), ModelError> {
    let member = "vocab/lookups.bin";
    let root = decode(member, bytes)?;
    let bad = || unsupported(member, "a table `lexeme_norm`");
    let pairs = root.get("lexeme_norm").and_then(Value::map).ok_or_else(bad)?;
    let mut index = Vec::new();
    for (key, norm) in pairs {
        index.push((key.natural().ok_or_else(bad)?, strings.len() as u32));
        strings.string(norm.text().ok_or_else(bad)?);
    }
    sections.index("norms", index);
    Ok(())
}

/// Writes which row of the vectors a word has.
pub(crate) fn vector_rows(bytes: &[u8], sections: &mut Sections) -> Result<(), ModelError> {
    let member = "vocab/key2row";
    let root = decode(member, bytes)?;
    let bad = || unsupported(member, "a map from hashes to rows");
    let pair = |(k, v): &(Value<'_>, Value<'_>)| Some((k.natural()?, u32::try_from(v.natural()?).ok()?));
    let pairs = root.map().ok_or_else(bad)?.iter().map(pair).collect::<Option<_>>().ok_or_else(bad)?;
    sections.index("vectors", pairs);
    Ok(())
}

/// Writes the lemmatizer's words and exceptions; returns its suffix rules.
pub(crate) fn lemmas(
    bytes: &[u8],
    strings: &mut Writer,
    sections: &mut Sections,
) -> Result<Vec<Vec<(String, String)>>, ModelError> {
    let member = "lemmatizer/lookups/lookups.bin";
    let root = decode(member, bytes)?;
    let bad = |what: &str| unsupported(member, what);
    let mut endings = Vec::new();
    for (at, class) in CLASSES.iter().enumerate() {
        let part = |table: &str| class_of(root.get(table)?, class);
        let rules = part("lemma_rules").and_then(Value::list).unwrap_or_default().iter();
        let rules = rules.map(|rule| match rule.list()? {
            [old, new] => Some((old.text()?.to_owned(), new.text()?.to_owned())),
            _ => None,
        });
        endings.push(rules.collect::<Option<_>>().ok_or_else(|| bad("pairs of endings"))?);
        let words = part("lemma_index").and_then(Value::list).unwrap_or_default().iter();
        let words = words.map(|w| Some((murmur64a(w.text()?.as_bytes()), 0))).collect::<Option<_>>();
        sections.index(&format!("lemmas{at}"), words.ok_or_else(|| bad("lists of words"))?);
        let mut exceptions = Vec::new();
        for (word, forms) in part("lemma_exc").and_then(Value::map).unwrap_or_default() {
            let word = word.text().ok_or_else(|| bad("exceptions by word"))?;
            let forms = forms.list().unwrap_or_default().iter().map(Value::text).collect::<Option<Vec<_>>>();
            exceptions.push((murmur64a(word.as_bytes()), strings.len() as u32));
            strings.list(&forms.ok_or_else(|| bad("lists of lemmas"))?, |w, form| w.string(form));
        }
        sections.index(&format!("irregular{at}"), exceptions);
    }
    Ok(endings)
}

/// A part of speech's share of a table; keys are hashes, or the number of a reserved name.
fn class_of<'v, 'a>(table: &'v Value<'a>, class: &str) -> Option<&'v Value<'a>> {
    let keys = [murmur64a(class.as_bytes()), string_id(class)];
    let found = table.map()?.iter().find(|(k, _)| k.natural().is_some_and(|k| keys.contains(&k)));
    found.map(|(_, v)| v)
}
