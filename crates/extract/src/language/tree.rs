//! Patterns over the dependency tree: a line a token, each found from one named before it.

use std::ops::Range;

use factum_types::{Dep, Pos, Tag};

/// A tree pattern: the first line is the anchor.
#[derive(Clone, Debug)]
pub struct TreePattern {
    /// The lines in order; the first has no way.
    pub lines: Vec<Line>,
}

/// One line of a pattern.
#[derive(Clone, Debug)]
pub struct Line {
    /// What the token is called; `no` for one that must not be there.
    pub name: String,
    /// How to get there; the first that leads somewhere counts. Empty for the anchor.
    pub ways: Vec<Way>,
    /// What must hold of the anchor; other lines have theirs on each way.
    pub constraints: Vec<Constraint>,
    /// Whether the line may fail.
    pub optional: bool,
    /// Whether all conjuncts are taken.
    pub conjuncts: bool,
    /// Whether all members of the list that the mention begins are taken.
    pub list: bool,
}

/// A path through the tree from a named token.
#[derive(Clone, Debug)]
pub struct Way {
    /// The line that it starts from.
    pub from: usize,
    /// The steps; none for the token itself under further conditions.
    pub steps: Vec<Step>,
    /// What must hold of the token reached.
    pub constraints: Vec<Constraint>,
}

/// One step of a path.
#[derive(Clone, Debug)]
pub struct Step {
    /// Down to a dependent (`>`) or up to the head (`<`).
    pub down: bool,
    /// Labels of the arc, or relations.
    pub labels: Vec<Label>,
    /// Lemmas that the token reached must have; empty for any.
    pub lemmas: Vec<String>,
}

/// What ties two tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// An arc of the tree.
    Dep(Dep),
    /// Any arc.
    Any,
    /// Who does it, whatever the construction.
    Agent,
    /// To whom it is done, whatever the construction.
    Patient,
    /// The grammatical subject, found through coordination, relative clauses and control.
    Subject,
    /// A time expression that belongs to the verb.
    When,
    /// Any token of the clause below.
    Within,
    /// Any token to the right in the same sentence: for lists, where the parse is at its weakest.
    After,
    /// The offence that begins right behind a word, whatever the tree makes of it; else the word behind it.
    Next,
    /// The offence that opens the line below, where the word's own line ends in a colon or a preposition: for tables.
    Below,
}

/// A condition on a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Constraint {
    /// What is looked at.
    pub key: Key,
    /// The values allowed (or forbidden).
    pub values: Vec<String>,
    /// Whether the values are forbidden instead.
    pub negated: bool,
}

/// What a constraint looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// The lemma.
    Lemma,
    /// The word in lower case.
    Lower,
    /// Universal part of speech.
    Pos,
    /// Penn tag.
    Tag,
    /// The label of the arc to the head.
    Dep,
    /// `active` or `passive`.
    Voice,
    /// What the phrase is: `person`, `organization`, `party`, `offence`, `charge`, `when`, `amount`, `pronoun`.
    Is,
    /// A word list under `rules/words`: `kinship`, or one column's value of it, `procedure-nouns.status:charged`.
    In,
    /// Lemma of some dependent (`has=not`).
    Has,
    /// `past`, `present`, `future` or `none`.
    Tense,
}

type At = (Range<usize>, String);

impl TreePattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The byte range in `text` of the first mistake, and what was expected there.
    pub fn parse(text: &str) -> Result<TreePattern, At> {
        let mut lines: Vec<Line> = Vec::new();
        for (start, source) in lines_of(text) {
            let line = line(source, start, &lines)?;
            lines.push(line);
        }
        if lines.is_empty() {
            return Err((0..text.len(), "expected a first line `act [lemma=…]`".to_owned()));
        }
        let anchored = lines.first().is_some_and(|l| {
            l.constraints.iter().any(|c| matches!(c.key, Key::Lemma | Key::Lower | Key::In) && !c.negated)
        });
        if !anchored {
            let message = "the first line must say which words it hangs on: [lemma=…], [lower=…] or [in=…]";
            return Err((0..text.lines().next().map_or(0, str::len), message.to_owned()));
        }
        Ok(TreePattern { lines })
    }

    /// The names that the pattern captures.
    pub fn roles(&self) -> Vec<&String> {
        self.lines.iter().map(|l| &l.name).filter(|n| *n != "no").collect()
    }

    /// The constraint that says which words the anchor may be: the first of `lemma`, `lower` or `in`.
    pub fn anchor(&self) -> Option<&Constraint> {
        let named =
            |key: Key| self.lines.first()?.constraints.iter().find(move |c| c.key == key && !c.negated);
        named(Key::Lemma).or_else(|| named(Key::Lower)).or_else(|| named(Key::In))
    }
}

fn lines_of(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').filter_map(move |line| {
        let start = at;
        at += line.len();
        let trimmed = line.trim();
        (!trimmed.is_empty() && !trimmed.starts_with('#'))
            .then(|| (start + line.find(trimmed).unwrap_or(0), trimmed))
    })
}

fn line(source: &str, start: usize, before: &[Line]) -> Result<Line, At> {
    let whole = || start..start + source.len();
    let (mut optional, mut conjuncts, mut list) = (false, false, false);
    let mut name = String::new();
    let mut anchored = Vec::new();
    let mut ways = Vec::new();
    for (index, part) in source.split(" or ").enumerate() {
        let at = start + (part.as_ptr() as usize - source.as_ptr() as usize);
        let (outside, constraints) = bracketed(part, at)?;
        let mut words: Vec<&str> = outside.split_whitespace().collect();
        for (flag, word) in [(&mut optional, "?"), (&mut conjuncts, "+conj"), (&mut list, "+list")] {
            let length = words.len();
            words.retain(|w| *w != word);
            *flag |= words.len() != length;
        }
        if index == 0 {
            let Some((first, rest)) = words.split_first() else {
                return Err((whole(), "expected a name first, as `who`".to_owned()));
            };
            name = (*first).to_owned();
            words = rest.to_vec();
        }
        if before.is_empty() {
            if !words.is_empty() {
                let message = "the first line has no path: it is the token that the rule hangs on";
                return Err((whole(), message.to_owned()));
            }
            anchored = constraints;
        } else {
            ways.push(way(&words, constraints, before).map_err(|message| (at..at + part.len(), message))?);
        }
    }
    Ok(Line { name, ways, constraints: anchored, optional, conjuncts, list })
}

/// The words outside a part's brackets, and the constraints within.
fn bracketed(part: &str, at: usize) -> Result<(String, Vec<Constraint>), At> {
    let Some(open) = part.find('[') else { return Ok((part.to_owned(), Vec::new())) };
    let close = part
        .rfind(']')
        .filter(|c| *c > open)
        .ok_or_else(|| (at + open..at + part.len(), "expected a closing `]`".to_owned()))?;
    let inside = part.get(open + 1..close).unwrap_or("");
    let outside = format!("{} {}", part.get(..open).unwrap_or(""), part.get(close + 1..).unwrap_or(""));
    Ok((outside, constraints(inside, at + open + 1)?))
}

fn way(words: &[&str], constraints: Vec<Constraint>, before: &[Line]) -> Result<Way, String> {
    let Some((from, steps)) = words.split_first() else {
        return Err("expected a path, as `act > nsubj`".to_owned());
    };
    let Some(index) = before.iter().position(|l| l.name == *from) else {
        let known: Vec<&str> = before.iter().map(|l| l.name.as_str()).collect();
        return Err(format!("`{from}` is not named above; there are {}", known.join(", ")));
    };
    if !steps.len().is_multiple_of(2) {
        return Err("expected steps as `> label` or `< label`".to_owned());
    }
    let steps = steps
        .chunks_exact(2)
        .map(|pair| match pair {
            [">", what] => step(true, what),
            ["<", what] => step(false, what),
            [other, _] => Err(format!("expected `>` or `<`, found `{other}`")),
            _ => Err("expected steps as `> label`".to_owned()),
        })
        .collect::<Result<Vec<_>, _>>()?;
    Ok(Way { from: index, steps, constraints })
}

fn step(down: bool, what: &str) -> Result<Step, String> {
    let (labels, lemmas) = match what.split_once('(') {
        Some((labels, rest)) => {
            let inside =
                rest.strip_suffix(')').ok_or_else(|| format!("expected `)` at the end of `{what}`"))?;
            (labels, inside.split('|').map(str::to_owned).collect())
        }
        None => (what, Vec::new()),
    };
    let labels = labels.split('|').map(label).collect::<Result<Vec<_>, _>>()?;
    Ok(Step { down, labels, lemmas })
}

fn label(name: &str) -> Result<Label, String> {
    Ok(match name {
        "any" => Label::Any,
        "agent" => Label::Agent,
        "patient" => Label::Patient,
        "subject" => Label::Subject,
        "when" => Label::When,
        "within" => Label::Within,
        "after" => Label::After,
        "next" => Label::Next,
        "below" => Label::Below,
        // The by-phrase itself, for rules that need the arc and not the relation.
        "agent-arc" => Label::Dep(Dep::Agent),
        other => Label::Dep(other.parse().map_err(|_| {
            format!("`{other}` is neither a ClearNLP label nor one of any, agent, patient, subject, when, within, after, next, below")
        })?),
    })
}

fn constraints(inside: &str, start: usize) -> Result<Vec<Constraint>, At> {
    let mut found = Vec::new();
    for word in inside.split_whitespace() {
        let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
        let place = at..at + word.len();
        let Some((key, values)) = word.split_once('=') else {
            return Err((place, format!("expected `key=value`, found `{word}`")));
        };
        let (negated, key) = match key.strip_prefix("not-") {
            Some(rest) => (true, rest),
            None => (false, key),
        };
        let values: Vec<String> = values.split('|').map(str::to_owned).collect();
        let key = match key {
            "lemma" => Key::Lemma,
            "lower" => Key::Lower,
            "pos" => {
                check(&values, |v| v.parse::<Pos>().is_ok(), Key::Pos).map_err(|m| (place.clone(), m))?
            }
            "tag" => {
                check(&values, |v| v.parse::<Tag>().is_ok(), Key::Tag).map_err(|m| (place.clone(), m))?
            }
            "dep" => {
                check(&values, |v| v.parse::<Dep>().is_ok(), Key::Dep).map_err(|m| (place.clone(), m))?
            }
            "voice" => check(&values, |v| matches!(v, "active" | "passive"), Key::Voice)
                .map_err(|m| (place.clone(), m))?,
            "tense" => check(&values, |v| matches!(v, "past" | "present" | "future" | "none"), Key::Tense)
                .map_err(|m| (place.clone(), m))?,
            "is" => check(&values, |v| IS.contains(&v), Key::Is).map_err(|m| (place.clone(), m))?,
            "in" => Key::In,
            "has" => Key::Has,
            other => {
                let message = format!(
                    "`{other}` is not a key; expected lemma, lower, pos, tag, dep, voice, tense, is, in or has"
                );
                return Err((place, message));
            }
        };
        found.push(Constraint { key, values, negated });
    }
    Ok(found)
}

/// What a phrase can be asked to be.
const IS: &[&str] =
    &["person", "organization", "party", "offence", "charge", "when", "amount", "money", "pronoun", "name"];

fn check(values: &[String], known: impl Fn(&str) -> bool, key: Key) -> Result<Key, String> {
    match values.iter().find(|v| !known(v)) {
        Some(wrong) => Err(format!("`{wrong}` is no value of {key:?}").to_lowercase()),
        None => Ok(key),
    }
}
