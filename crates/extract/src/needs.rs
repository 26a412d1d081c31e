//! What a rule cannot match without: a text that lacks it need not be parsed for that rule.

use std::collections::BTreeSet;

use crate::language::{Constraint, Key, Line, Pattern, Rule, Way};
use crate::words::Words;

/// The needs of one tree rule: all of them must be met within one block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needs {
    /// The words that it hangs on.
    pub anchors: BTreeSet<String>,
    /// What its required lines ask for.
    pub lines: Vec<Need>,
}

/// What one line asks for; more than one part where it has several ways.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// Lemmas or lower-case words, one of which must stand there.
    pub words: BTreeSet<String>,
    /// Or an offence (see [`Words::may_name_offence`] and [`Words::offence_may_begin`]) or a word for a charge.
    pub offence: bool,
    /// Or a length of time or a sum of money (see [`Words::may_be_amount`]).
    pub amount: bool,
}

impl Needs {
    pub(crate) fn of(rule: &Rule, anchors: Vec<String>, words: &Words) -> Option<Needs> {
        let Pattern::Tree(tree) = &rule.pattern else { return None };
        let required = tree.lines.iter().skip(1).filter(|l| !l.optional && l.name != "no");
        Some(Needs {
            anchors: anchors.into_iter().collect(),
            lines: required.filter_map(|line| need_of(line, words)).collect(),
        })
    }
}

/// The union of what a line's ways ask for; `None` where one of them takes any word.
fn need_of(line: &Line, words: &Words) -> Option<Need> {
    let mut need = Need::default();
    for way in &line.ways {
        let part = need_of_way(way, words)?;
        need.words.extend(part.words);
        need.offence |= part.offence;
        need.amount |= part.amount;
    }
    Some(need)
}

fn need_of_way(way: &Way, words: &Words) -> Option<Need> {
    let by_constraint =
        way.constraints.iter().filter(|c| !c.negated).find_map(|c| need_of_constraint(c, words));
    by_constraint.or_else(|| {
        let lemmas = way.steps.iter().rev().map(|s| &s.lemmas).find(|l| !l.is_empty())?;
        Some(Need { words: lemmas.iter().cloned().collect(), ..Need::default() })
    })
}

fn need_of_constraint(constraint: &Constraint, words: &Words) -> Option<Need> {
    let values = &constraint.values;
    match constraint.key {
        Key::Lemma | Key::Lower => Some(Need { words: values.iter().cloned().collect(), ..Need::default() }),
        Key::In => {
            Some(Need { words: values.iter().flat_map(|v| words.words_of(v)).collect(), ..Need::default() })
        }
        Key::Is if values.iter().all(|v| matches!(v.as_str(), "offence" | "charge" | "amount" | "money")) => {
            let any = |names: &[&str]| values.iter().any(|v| names.contains(&v.as_str()));
            Some(Need {
                offence: any(&["offence", "charge"]),
                amount: any(&["amount", "money"]),
                ..Need::default()
            })
        }
        _ => None,
    }
}
