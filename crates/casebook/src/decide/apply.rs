//! Decisions about single facts, applied to a record as it is loaded.

use factum_types::{
    Charge, Document, Evidence, Mention, Modality, Offence, Party, PartyKind, Period, Record, Span, Status,
    Step,
};

use super::{Decision, Kept, Target};
use crate::CasebookError;
use crate::anchor::{Anchored, anchor_of};
use crate::facts::key;

/// The rule's name of what was added by hand.
const HAND: &str = "hand";

/// The fields that can be set on a fact of a kind.
pub(super) fn fields(kind: &str) -> &'static [&'static str] {
    match kind {
        "step" => &["status", "date", "by", "prejudice", "modality"],
        "charge" => &["offence", "counts"],
        "penalty" => &["amount"],
        "event" => &["type", "date", "place"],
        "statement" => &["act", "channel"],
        _ => &[],
    }
}

/// Whether these fields can be set on a fact of this kind.
pub(super) fn check(kind: &str, set: &[(String, String)]) -> Result<(), CasebookError> {
    let fields = fields(kind);
    let refused = |why: String| Err(CasebookError::Refused(why));
    for (field, value) in set {
        if !fields.contains(&field.as_str()) {
            return refused(format!("a {kind} has no field `{field}` to set; it has: {}", fields.join(", ")));
        }
        let is_fine = match field.as_str() {
            "status" => value.parse::<Status>().is_ok(),
            "date" => value.is_empty() || value.parse::<Period>().is_ok(),
            "modality" => value.parse::<Modality>().is_ok(),
            "act" => value.parse::<factum_types::Act>().is_ok(),
            "counts" => value.is_empty() || value.parse::<u32>().is_ok(),
            "prejudice" => ["with", "without", "not_stated"].contains(&value.as_str()),
            _ => true,
        };
        if !is_fine {
            return refused(format!("`{value}` is no {field}"));
        }
    }
    Ok(())
}

/// Applies what was decided about the facts of a document; whatever a decision was about is found again by its
/// name, else by kind, person, status and words.
pub(crate) fn apply(document: &Document, record: &mut Record, kept: &[Kept]) {
    for kept in kept.iter().filter(|k| k.holds) {
        match &kept.decision {
            Decision::Reject { fact, .. } if fact.is_of(document) => reject(document, record, fact),
            Decision::Edit { fact, set } if fact.is_of(document) => edit(document, record, fact, set),
            Decision::Add { source, start, stop, .. } if *source == document.id => {
                add(record, &kept.decision, Span { start: *start, end: *stop });
            }
            _ => {}
        }
    }
}

/// Whether a fact of a record is the one that was decided about.
struct Is<'a> {
    document: &'a Document,
    target: &'a Target,
    /// Where its words stand in this text.
    place: Option<Span>,
}

impl<'a> Is<'a> {
    fn new(document: &'a Document, target: &'a Target) -> Is<'a> {
        let span = Span { start: target.start, end: target.stop };
        let place = match span.of(&document.text) == target.quote {
            true => Some(span),
            // another version: only where the words stand once
            false => match anchor_of(&target.quote, &document.text) {
                Anchored::Moved(span) => Some(span),
                _ => None,
            },
        };
        Is { document, target, place }
    }

    fn it(&self, kind: &str, about: [Option<&str>; 3], span: Span) -> bool {
        if self.target.kind != kind {
            return false;
        }
        let named = key(&self.document.id, kind, span, about) == self.target.name;
        let [who, _, status] = about;
        let alike = self.place.is_some_and(|place| place.overlaps(span))
            && self.target.who.as_deref() == who
            && self.target.status.as_deref() == status;
        named || alike
    }
}

fn who(record: &Record, party: Option<usize>) -> Option<String> {
    record.parties.get(party?).map(|p| p.name.clone())
}

/// The steps of a record that a decision is about: charge and step.
fn steps(record: &Record, is: &Is<'_>) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (at, charge) in record.charges.iter().enumerate() {
        let name = who(record, Some(charge.defendant));
        let what = charge.offence.as_ref().map(|o| o.text.as_str());
        for (n, step) in charge.history.iter().enumerate() {
            if is.it("step", [name.as_deref(), what, Some(step.status.as_str())], step.evidence.span) {
                found.push((at, n));
            }
        }
    }
    found
}

fn charges(record: &Record, is: &Is<'_>) -> Vec<usize> {
    let first = |c: &Charge| c.history.first().map_or_else(Span::default, |s| s.evidence.span);
    let it = |c: &Charge| {
        let what = c.offence.as_ref().map(|o| o.text.as_str());
        is.it("charge", [who(record, Some(c.defendant)).as_deref(), what, None], first(c))
    };
    record.charges.iter().enumerate().filter(|(_, c)| it(c)).map(|(at, _)| at).collect()
}

/// Whether a record has a fact that a decision is about.
pub(crate) fn finds(document: &Document, record: &Record, target: &Target) -> bool {
    let is = Is::new(document, target);
    match target.kind.as_str() {
        "party" => record.parties.iter().any(|p| Some(&p.name) == target.who.as_ref()),
        "step" => !steps(record, &is).is_empty(),
        "charge" => !charges(record, &is).is_empty(),
        "penalty" => !penalties(record, &is).is_empty(),
        "event" => !events(record, &is).is_empty(),
        "statement" => !statements(record, &is).is_empty(),
        "conflict" => record.conflicts.iter().any(|c| {
            let first = record.statements.get(c.a).map_or_else(Span::default, |s| s.evidence.span);
            is.it("conflict", [None, Some(&c.about), None], first)
        }),
        "variance" => !variances(record, &is).is_empty(),
        _ => false,
    }
}

/// The places of a list's items that a decision is about.
fn places<T>(items: &[T], is_it: impl Fn(&T) -> bool) -> Vec<usize> {
    items.iter().enumerate().filter(|(_, item)| is_it(item)).map(|(at, _)| at).collect()
}

fn penalties(record: &Record, is: &Is<'_>) -> Vec<usize> {
    places(&record.penalties, |p| {
        let what = format!("{} {}", p.state, p.kind);
        is.it("penalty", [who(record, p.person).as_deref(), Some(&what), None], p.evidence.span)
    })
}

fn events(record: &Record, is: &Is<'_>) -> Vec<usize> {
    places(&record.events, |e| {
        let first = who(record, e.participants.first().map(|p| p.party));
        is.it("event", [first.as_deref(), Some(&e.kind), None], e.evidence.span)
    })
}

fn statements(record: &Record, is: &Is<'_>) -> Vec<usize> {
    places(&record.statements, |s| {
        let by = who(record, s.speaker).or_else(|| Some(s.speaker_text.clone()).filter(|t| !t.is_empty()));
        is.it("statement", [by.as_deref(), Some(s.act.as_str()), None], s.evidence.span)
    })
}

fn variances(record: &Record, is: &Is<'_>) -> Vec<usize> {
    places(&record.variances, |v| {
        let first = v.sides.first().map_or_else(Span::default, |s| s.evidence.span);
        is.it("variance", [who(record, v.person).as_deref(), Some(v.what.as_str()), None], first)
    })
}

/// Takes items out by their places.
fn take_out<T>(items: &mut Vec<T>, gone: &[usize]) {
    let mut at = 0;
    items.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

fn reject(document: &Document, record: &mut Record, target: &Target) {
    let is = Is::new(document, target);
    // what a variance sets against other words goes with the fact that was read in them
    if let Some(place) = is.place.filter(|_| matches!(target.kind.as_str(), "step" | "penalty" | "event")) {
        record.variances.retain(|v| v.sides.iter().all(|s| s.evidence.span != place));
    }
    match target.kind.as_str() {
        "step" => {
            for (charge, step) in steps(record, &is).into_iter().rev() {
                if let Some(charge) = record.charges.get_mut(charge) {
                    charge.history.remove(step);
                    settle(charge);
                }
            }
            let empty = |c: &Charge| c.history.is_empty();
            let gone: Vec<usize> =
                record.charges.iter().enumerate().filter(|(_, c)| empty(c)).map(|(at, _)| at).collect();
            drop_charges(record, &gone);
        }
        "charge" => {
            let gone = charges(record, &is);
            drop_charges(record, &gone);
        }
        "penalty" => {
            let gone = penalties(record, &is);
            take_out(&mut record.penalties, &gone);
        }
        "event" => {
            let gone = events(record, &is);
            take_out(&mut record.events, &gone);
        }
        "variance" => {
            let gone = variances(record, &is);
            take_out(&mut record.variances, &gone);
        }
        "statement" => reject_statement(record, &is),
        _ => {}
    }
}

fn reject_statement(record: &mut Record, is: &Is<'_>) {
    let which = statements(record, is);
    let gone: Vec<bool> = (0..record.statements.len()).map(|at| which.contains(&at)).collect();
    let to = renumbered(&gone);
    let mut each = gone.iter();
    record.statements.retain(|_| !each.next().copied().unwrap_or(false));
    record.conflicts.retain_mut(|c| match (to.get(c.a).copied().flatten(), to.get(c.b).copied().flatten()) {
        (Some(a), Some(b)) => {
            (c.a, c.b) = (a, b);
            true
        }
        _ => false,
    });
}

/// For each place its new number, or that it is gone.
fn renumbered(gone: &[bool]) -> Vec<Option<usize>> {
    let mut next = 0;
    let number = |gone: &bool| {
        let to = (!gone).then_some(next);
        next += usize::from(!gone);
        to
    };
    gone.iter().map(number).collect()
}

fn drop_charges(record: &mut Record, which: &[usize]) {
    if which.is_empty() {
        return;
    }
    let gone: Vec<bool> = (0..record.charges.len()).map(|at| which.contains(&at)).collect();
    let to = renumbered(&gone);
    let mut each = gone.iter();
    record.charges.retain(|_| !each.next().copied().unwrap_or(false));
    let new = |charge: usize| to.get(charge).copied().flatten();
    for charge in &mut record.charges {
        charge.enhances = charge.enhances.and_then(new);
    }
    // a variance that is about a charge goes with it; those that only count it count the others
    record.variances.retain_mut(|v| {
        let counted = v.charges.len();
        v.charges = v.charges.iter().filter_map(|c| new(*c)).collect();
        v.charges.len() == counted || !v.charges.is_empty()
    });
    record.penalties.retain_mut(|p| match p.charge {
        None => true,
        Some(charge) => {
            p.charge = new(charge);
            p.charge.is_some()
        }
    });
}

/// The document's own last status, after its steps have changed.
fn settle(charge: &mut Charge) {
    let asserted = charge.history.iter().rev().find(|s| s.modality == Modality::Asserted);
    if let Some(step) = asserted {
        charge.current = step.status;
    }
}

fn edit(document: &Document, record: &mut Record, target: &Target, set: &[(String, String)]) {
    let is = Is::new(document, target);
    match target.kind.as_str() {
        "step" => {
            for (at, n) in steps(record, &is) {
                let Some(charge) = record.charges.get_mut(at) else { continue };
                if let Some(step) = charge.history.get_mut(n) {
                    set.iter().for_each(|(field, value)| set_step(step, field, value));
                    step.inferred.push("edited by hand".to_owned());
                }
                settle(charge);
            }
        }
        "charge" => {
            for at in charges(record, &is) {
                let Some(charge) = record.charges.get_mut(at) else { continue };
                for (field, value) in set {
                    match field.as_str() {
                        "offence" => charge.offence = Some(Offence { text: value.clone(), code: None }),
                        _ => charge.counts = value.parse().ok(),
                    }
                }
            }
        }
        "penalty" => {
            for at in penalties(record, &is) {
                let Some(penalty) = record.penalties.get_mut(at) else { continue };
                penalty.amount = set.last().map(|(_, value)| value.clone()).filter(|v| !v.is_empty());
            }
        }
        "event" => {
            for at in events(record, &is) {
                let Some(event) = record.events.get_mut(at) else { continue };
                for (field, value) in set {
                    match field.as_str() {
                        "type" => event.kind.clone_from(value),
                        "date" => event.date = value.parse().ok(),
                        _ => event.place = Some(value.clone()).filter(|v| !v.is_empty()),
                    }
                }
            }
        }
        "statement" => edit_statement(record, &is, set),
        _ => {}
    }
}

fn edit_statement(record: &mut Record, is: &Is<'_>, set: &[(String, String)]) {
    for at in statements(record, is) {
        let Some(statement) = record.statements.get_mut(at) else { continue };
        for (field, value) in set {
            match field.as_str() {
                "act" => statement.act = value.parse().unwrap_or(statement.act),
                _ => statement.channel = Some(value.clone()).filter(|v| !v.is_empty()),
            }
        }
    }
}

fn set_step(step: &mut Step, field: &str, value: &str) {
    match field {
        "status" => step.status = value.parse().unwrap_or(step.status),
        "date" => {
            step.date = value.parse().ok();
            step.window = None;
        }
        "by" => value.clone_into(&mut step.by),
        "prejudice" => value.clone_into(&mut step.prejudice),
        _ => step.modality = value.parse().unwrap_or(step.modality),
    }
}

/// Adds a step by hand, to the charge of that person and offence, else to a new one.
fn add(record: &mut Record, decision: &Decision, span: Span) {
    let Decision::Add { person, offence, status, date, .. } = decision else { return };
    let Ok(status) = status.parse::<Status>() else { return };
    let evidence = Evidence { span, rule: HAND.to_owned() };
    let is_named = |p: &Party| p.name == *person || p.aliases.contains(person);
    let defendant = record.parties.iter().position(is_named).unwrap_or_else(|| {
        record.parties.push(Party {
            kind: PartyKind::Person,
            name: person.clone(),
            aliases: Vec::new(),
            roles: Vec::new(),
            marks: Vec::new(),
            age: None,
            mentions: vec![Mention { evidence: evidence.clone() }],
        });
        record.parties.len() - 1
    });
    let same =
        |c: &Charge| c.defendant == defendant && c.offence.as_ref().map(|o| &o.text) == offence.as_ref();
    let at = record.charges.iter().position(same).unwrap_or_else(|| {
        record.charges.push(Charge {
            defendant,
            offence: offence.clone().map(|text| Offence { text, code: None }),
            counts: None,
            numbers: Vec::new(),
            history: Vec::new(),
            current: status,
            enhances: None,
        });
        record.charges.len() - 1
    });
    let Some(charge) = record.charges.get_mut(at) else { return };
    charge.history.push(Step {
        date: date.as_deref().and_then(|d| d.parse().ok()),
        inferred: vec!["added by hand".to_owned()],
        ..Step::asserted(status, evidence)
    });
    settle(charge);
}
