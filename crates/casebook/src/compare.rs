//! Two readings of one document, fact by fact: what other rules or another model made of the same words.

use factum_types::Span;
use serde_json::Value;

use crate::decide::{Decision, finds};
use crate::{Casebook, CasebookError, FactRow, Kept};

/// What one engine made of a document, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadBy {
    /// Rules and model by their hash.
    pub engine: String,
    /// When, in UTC.
    pub read: String,
}

/// What two readings of one document differ in.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The document's address.
    pub address: String,
    /// Its version there.
    pub version: i64,
    /// The reading before.
    pub before: ReadBy,
    /// The reading after it.
    pub after: ReadBy,
    /// How many facts are the same in both.
    pub same: usize,
    /// What differs, in the order of the words.
    pub changes: Vec<Change>,
    /// Decisions about facts of this document that still hold.
    pub decisions: Vec<Met>,
}

/// A fact that differs.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Only the reading before has it.
    Gone(FactRow),
    /// Only the reading after has it.
    Come(FactRow),
    /// Both have it, not alike.
    Altered {
        /// As it was read before.
        before: Box<FactRow>,
        /// As it is read after.
        after: Box<FactRow>,
        /// In which fields.
        fields: Vec<Altered>,
    },
}

/// A field of a fact that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Altered {
    /// Its name: `status`, `date`, `words`, `rule`.
    pub field: String,
    /// Its value before; nothing where it had none.
    pub before: Option<String>,
    /// Its value after.
    pub after: Option<String>,
}

/// A decision, and whether the reading after still has a fact that it is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Met {
    /// The decision.
    pub kept: Kept,
    /// Whether it still finds its fact.
    pub finds: bool,
}

impl Change {
    fn place(&self) -> Span {
        match self {
            Change::Gone(fact) | Change::Come(fact) => fact.span,
            Change::Altered { after, .. } => after.span,
        }
    }
}

impl Casebook {
    /// The last two readings of each document on the shelf that was read more than once, or of one of them, with what
    /// differs. Leading folders of the address may be left out.
    ///
    /// # Errors
    /// Where the file cannot be read, or there is no such document.
    pub fn differences(&self, address: Option<&str>) -> Result<Vec<Difference>, CasebookError> {
        let of = match address {
            None => None,
            Some(address) => Some(self.document_at(address)?.document.path),
        };
        let sql = "SELECT document.address, document.version, reading.id,
                     (SELECT max(id) FROM reading AS r WHERE r.document = reading.document AND r.id < reading.id)
                   FROM shelf JOIN reading ON reading.id = shelf.reading
                   JOIN document ON document.id = reading.document ORDER BY document.address";
        let mut all = self.db.prepare_cached(sql)?;
        let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
        let rows: Vec<(String, i64, i64, Option<i64>)> = rows.collect::<Result<_, _>>()?;
        let kept = self.decisions(None)?;
        let mut found = Vec::new();
        for (address, version, after, before) in rows {
            let (true, Some(before)) = (of.as_ref().is_none_or(|of| *of == address), before) else {
                continue;
            };
            found.push(self.difference(address, version, (before, after), &kept)?);
        }
        Ok(found)
    }

    fn difference(
        &self,
        address: String,
        version: i64,
        (before, after): (i64, i64),
        kept: &[Kept],
    ) -> Result<Difference, CasebookError> {
        let (a, b) = (self.facts_of_reading(before)?, self.facts_of_reading(after)?);
        let (same, mut changes) = changes(a, b);
        changes.sort_by_key(Change::place);
        let held = self.as_read(after)?;
        let about = kept.iter().filter(|k| k.holds).filter_map(|k| Some((k, k.decision.target()?)));
        let about = about.filter(|(_, target)| target.is_of(&held.document));
        let met = about.map(|(kept, target)| Met {
            kept: kept.clone(),
            finds: finds(&held.document, &held.record, target),
        });
        let decisions = met.collect();
        let by = |id: i64| {
            let sql = "SELECT engine, read FROM reading WHERE id = ?1";
            self.db.query_row(sql, [id], |row| Ok(ReadBy { engine: row.get(0)?, read: row.get(1)? }))
        };
        Ok(Difference { address, version, before: by(before)?, after: by(after)?, same, changes, decisions })
    }

    /// Decisions that hold and are about a fact which no current reading has any more: somebody should look.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn adrift(&self) -> Result<Vec<Kept>, CasebookError> {
        let mut adrift = Vec::new();
        for kept in self.decisions(None)?.into_iter().filter(|k| k.holds) {
            let Some(target) = kept.decision.target() else { continue };
            let sql = "SELECT shelf.reading FROM shelf JOIN reading ON reading.id = shelf.reading
                       JOIN document ON document.id = reading.document JOIN source ON source.id = document.source
                       WHERE shelf.address = ?1 OR source.hash = ?2";
            let mut all = self.db.prepare_cached(sql)?;
            let readings: Vec<i64> = all
                .query_map([&target.address, &target.source], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            let mut is_there = false;
            for id in readings {
                let Ok(held) = self.as_read(id) else { continue };
                is_there |= finds(&held.document, &held.record, target);
            }
            if !is_there {
                adrift.push(kept);
            }
        }
        Ok(adrift)
    }
}

impl Decision {
    /// The fact that it is about, where it is about one that a rule read.
    pub(crate) fn target(&self) -> Option<&crate::Target> {
        match self {
            Decision::Accept { fact } | Decision::Reject { fact, .. } | Decision::Edit { fact, .. } => {
                Some(fact)
            }
            _ => None,
        }
    }
}

/// How many facts are alike, and which are not.
fn changes(before: Vec<FactRow>, after: Vec<FactRow>) -> (usize, Vec<Change>) {
    let (told_before, told_after) = (Plain::of(&before), Plain::of(&after));
    let mut left: Vec<Option<usize>> = (0..after.len()).map(Some).collect();
    let mut partner: Vec<Option<usize>> = vec![None; before.len()];
    // the same name first, then the same kind of fact about the same person from words that overlap
    let by_name = |a: &FactRow, b: &FactRow| a.name == b.name;
    let by_words = |a: &FactRow, b: &FactRow| a.kind == b.kind && a.who == b.who && a.span.overlaps(b.span);
    for is_partner in [&by_name as &dyn Fn(&FactRow, &FactRow) -> bool, &by_words] {
        for (at, fact) in before.iter().enumerate() {
            if partner.get(at).is_some_and(Option::is_some) {
                continue;
            }
            let fits = |n: &&Option<usize>| n.and_then(|n| after.get(n)).is_some_and(|b| is_partner(fact, b));
            let found = left.iter().find(fits).copied().flatten();
            if let (Some(found), Some(place)) = (found, partner.get_mut(at)) {
                *place = Some(found);
                left.iter_mut().filter(|n| **n == Some(found)).for_each(|n| *n = None);
            }
        }
    }
    let (mut same, mut changes) = (0, Vec::new());
    for (at, fact) in before.into_iter().enumerate() {
        let other = partner.get(at).copied().flatten();
        let Some((n, other)) = other.and_then(|n| Some((n, after.get(n)?))) else {
            changes.push(Change::Gone(fact));
            continue;
        };
        let fields = altered(told_before.get(at), told_after.get(n));
        match fields.is_empty() {
            true => same += 1,
            false => changes.push(Change::Altered {
                before: Box::new(fact),
                after: Box::new(other.clone()),
                fields,
            }),
        }
    }
    let come = left.into_iter().flatten().filter_map(|n| after.get(n).cloned());
    changes.extend(come.map(Change::Come));
    (same, changes)
}

fn altered(before: Option<&Plain>, after: Option<&Plain>) -> Vec<Altered> {
    let (Some(Plain(a)), Some(Plain(b))) = (before, after) else { return Vec::new() };
    let value = |of: &[(String, String)], name: &str| of.iter().find(|f| f.0 == name).map(|f| f.1.clone());
    let mut names: Vec<&String> = a.iter().chain(b).map(|f| &f.0).collect();
    names.sort();
    names.dedup();
    let differs = |name: &String| {
        let (before, after) = (value(a, name), value(b, name));
        (before != after).then(|| Altered { field: name.clone(), before, after })
    };
    names.into_iter().filter_map(differs).collect()
}

/// A fact's fields as a reader names them: people and charges by their names, words by themselves.
struct Plain(Vec<(String, String)>);

impl Plain {
    /// The facts of one reading.
    fn of(facts: &[FactRow]) -> Vec<Plain> {
        let named = |kind: &str, name: fn(&FactRow) -> Option<String>| -> Vec<Option<String>> {
            facts.iter().filter(|f| f.kind == kind).map(name).collect()
        };
        let index = Index {
            parties: named("party", |f| f.who.clone()),
            charges: named("charge", |f| f.what.clone()),
            statements: named("statement", |f| Some(f.quote.clone())),
        };
        facts.iter().map(|fact| index.plain(fact)).collect()
    }
}

/// What the numbers in a reading's facts stand for.
struct Index {
    parties: Vec<Option<String>>,
    charges: Vec<Option<String>>,
    statements: Vec<Option<String>>,
}

impl Index {
    fn plain(&self, fact: &FactRow) -> Plain {
        let mut fields = vec![("words".to_owned(), fact.quote.clone())];
        let body = serde_json::from_str(&fact.body);
        let Ok(Value::Object(body)) = body else { return Plain(fields) };
        for (name, value) in body {
            let at = |of: &[Option<String>], value: &Value| {
                let at = value.as_u64().and_then(|n| usize::try_from(n).ok());
                at.and_then(|at| of.get(at).cloned().flatten()).unwrap_or_default()
            };
            let text = match (name.as_str(), &value) {
                ("words", Value::Array(parts)) => {
                    let rule = parts.get(2).and_then(Value::as_str).unwrap_or_default();
                    fields.push(("rule".to_owned(), rule.to_owned()));
                    continue;
                }
                // how often and where else somebody is named is no change of a fact
                ("mentions", _) => continue,
                ("defendant" | "person" | "speaker", one) => at(&self.parties, one),
                ("charge" | "enhances", one) => at(&self.charges, one),
                ("a" | "b", one) => at(&self.statements, one),
                ("joint", Value::Array(all)) => {
                    all.iter().map(|one| at(&self.parties, one)).collect::<Vec<_>>().join(", ")
                }
                ("participants", Value::Array(all)) => {
                    let part = |one: &Value| match one.as_array().map(Vec::as_slice) {
                        Some([who, role]) => {
                            format!("{} ({})", at(&self.parties, who), role.as_str().unwrap_or_default())
                        }
                        _ => String::new(),
                    };
                    all.iter().map(part).collect::<Vec<_>>().join(", ")
                }
                // spans of other words of the document: those that matter are within the fact's own
                ("cue" | "hedge" | "content", _) => continue,
                (_, Value::String(text)) => text.clone(),
                (_, other) => other.to_string(),
            };
            fields.push((name, text));
        }
        Plain(fields)
    }
}

#[cfg(test)]
mod tests {
    use factum_types::Status;

    use super::*;
    use crate::tests::{charged, dismissed, pen};
    use crate::{Added, Addition, Target};

    /// The same document read by other rules.
    fn read_again(casebook: &mut Casebook, change: impl Fn(&mut factum_types::Record)) {
        let mut story = charged();
        change(&mut story.record);
        let bytes = story.document.text.as_bytes();
        let addition = Addition { document: &story.document, record: &story.record, bytes, engine: "test 2" };
        assert!(matches!(casebook.add(addition, &pen("2026-01-05")).unwrap(), Added::ReadAnew { .. }));
    }

    #[test]
    fn a_fact_that_is_read_otherwise_is_shown_field_by_field() {
        let mut casebook = Casebook::in_memory().unwrap();
        charged().add(&mut casebook, "2026-01-02");
        dismissed().add(&mut casebook, "2026-01-02");
        assert_eq!(casebook.differences(None).unwrap(), [], "nothing was read twice");
        let facts = casebook.facts_of(&charged().document.id).unwrap();
        let step = Target::of(facts.iter().find(|f| f.kind == "step").unwrap());
        casebook.decide(&Decision::Accept { fact: step }, "Tess Lane", &pen("2026-01-03")).unwrap();
        read_again(&mut casebook, |record| {
            let step = &mut record.charges[0].history[0];
            step.date = "2021-03-11".parse().ok();
            step.evidence.rule = "test.newer".to_owned();
        });
        let [difference] = &casebook.differences(Some("1.txt")).unwrap()[..] else { panic!() };
        assert_eq!(
            (difference.before.engine.as_str(), difference.after.engine.as_str()),
            ("test 1", "test 2")
        );
        let [Change::Altered { fields, .. }] = &difference.changes[..] else {
            panic!("{:?}", difference.changes)
        };
        let said: Vec<String> = fields
            .iter()
            .map(|f| {
                let value = |v: &Option<String>| v.clone().unwrap_or_else(|| "-".to_owned());
                format!("{}: {} > {}", f.field, value(&f.before), value(&f.after))
            })
            .collect();
        assert_eq!(said, ["date: - > 2021-03-11", "rule: test.step > test.newer"]);
        assert_eq!(difference.same, 2);
        assert!(difference.decisions.len() == 1 && difference.decisions[0].finds);
        assert_eq!(casebook.adrift().unwrap(), []);
    }

    #[test]
    fn a_decision_whose_fact_is_gone_is_named() {
        let mut casebook = Casebook::in_memory().unwrap();
        charged().add(&mut casebook, "2026-01-02");
        let facts = casebook.facts_of(&charged().document.id).unwrap();
        let step = Target::of(facts.iter().find(|f| f.kind == "step").unwrap());
        let reject = Decision::Reject { fact: step, why: String::new() };
        casebook.decide(&reject, "Tess Lane", &pen("2026-01-03")).unwrap();
        read_again(&mut casebook, |record| record.charges.clear());
        let [difference] = &casebook.differences(None).unwrap()[..] else { panic!() };
        let kinds: Vec<&str> = difference
            .changes
            .iter()
            .map(|c| match c {
                Change::Gone(f) => f.kind.as_str(),
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(kinds, ["charge", "step"]);
        assert!(!difference.decisions[0].finds);
        assert_eq!(casebook.adrift().unwrap().len(), 1);
    }

    #[test]
    fn the_same_step_from_other_words_is_one_that_was_altered() {
        let mut casebook = Casebook::in_memory().unwrap();
        charged().add(&mut casebook, "2026-01-02");
        read_again(&mut casebook, |record| {
            let step = &mut record.charges[0].history[0];
            step.evidence.span.start += 4;
            step.status = Status::Indicted;
        });
        let [difference] = &casebook.differences(None).unwrap()[..] else { panic!() };
        let altered = difference.changes.iter().filter(|c| matches!(c, Change::Altered { .. })).count();
        assert_eq!(
            (altered, difference.changes.len(), difference.same),
            (2, 2, 1),
            "{:?}",
            difference.changes
        );
    }
}
