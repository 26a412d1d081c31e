//! A record as rows: each fact with the words that show it, and the way back from rows to the record.

use factum_types::{Evidence, Record, Span};

use crate::forms::{self, Wrong};
use crate::hex;
use crate::tree::digest;

/// What a row is: also the order of facts within a reading, steps standing behind their charge.
pub(crate) const KINDS: [&str; 8] =
    ["party", "charge", "step", "penalty", "event", "statement", "conflict", "variance"];

/// A fact as a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) kind: &'static str,
    pub(crate) body: String,
    /// The fact's name, the same whenever the same is read from the same words of the same bytes.
    pub(crate) key: String,
    /// Whom it is about, as the document names them.
    pub(crate) who: Option<String>,
    /// The offence, the kind of event or penalty, what the statement does.
    pub(crate) what: Option<String>,
    /// For steps, the status.
    pub(crate) status: Option<String>,
    pub(crate) span: Span,
}

/// The name of a fact: from the document's bytes, the kind, the place of the words, and whom and what it is about.
pub(crate) fn key(document: &str, kind: &str, span: Span, about: [Option<&str>; 3]) -> String {
    let [who, what, status] = about.map(Option::unwrap_or_default);
    let text = [document, kind, &span.to_string(), who, what, status].join("\n");
    format!("f{}", hex(digest(text.as_bytes()).get(..6).unwrap_or_default()))
}

struct Rows<'a> {
    document: &'a str,
    record: &'a Record,
    rows: Vec<Row>,
}

/// The rows of a record, in order.
pub(crate) fn rows(document: &str, record: &Record) -> Result<Vec<Row>, serde_json::Error> {
    let mut rows = Rows { document, record, rows: Vec::new() };
    rows.parties()?;
    rows.charges()?;
    rows.others()?;
    Ok(rows.rows)
}

impl Rows<'_> {
    fn push(
        &mut self,
        kind: &'static str,
        body: &impl serde::Serialize,
        about: About,
    ) -> Result<(), serde_json::Error> {
        let About { who, what, status, span } = about;
        let key = key(self.document, kind, span, [who.as_deref(), what.as_deref(), status.as_deref()]);
        let body = serde_json::to_string(body)?;
        self.rows.push(Row { kind, body, key, who, what, status, span });
        Ok(())
    }

    fn name(&self, party: Option<usize>) -> Option<String> {
        self.record.parties.get(party?).map(|p| p.name.clone())
    }

    fn parties(&mut self) -> Result<(), serde_json::Error> {
        for party in &self.record.parties {
            let first = party.mentions.first().map(|m| &m.evidence);
            let first = first.or_else(|| party.roles.first().map(|r| &r.evidence));
            let roles: Vec<&str> = party.roles.iter().map(|r| r.role.as_str()).collect();
            let about = About {
                who: Some(party.name.clone()),
                what: Some(roles.join(" ")).filter(|r| !r.is_empty()),
                status: None,
                span: first.map_or_else(Span::default, |e| e.span),
            };
            self.push("party", &forms::Party::from(party), about)?;
        }
        Ok(())
    }

    fn charges(&mut self) -> Result<(), serde_json::Error> {
        for (at, charge) in self.record.charges.iter().enumerate() {
            let about = |status: Option<String>, evidence: Option<&Evidence>| About {
                who: self.record.parties.get(charge.defendant).map(|p| p.name.clone()),
                what: charge.offence.as_ref().map(|o| o.text.clone()),
                status,
                span: evidence.map_or_else(Span::default, |e| e.span),
            };
            let whole = about(None, charge.history.first().map(|s| &s.evidence));
            let steps: Vec<About> =
                charge.history.iter().map(|s| about(Some(s.status.to_string()), Some(&s.evidence))).collect();
            self.push("charge", &forms::Charge::from(charge), whole)?;
            for (step, about) in charge.history.iter().zip(steps) {
                self.push("step", &forms::Step::new(at, step), about)?;
            }
        }
        Ok(())
    }

    fn others(&mut self) -> Result<(), serde_json::Error> {
        for penalty in &self.record.penalties {
            let what = Some(format!("{} {}", penalty.state, penalty.kind));
            let about =
                About { who: self.name(penalty.person), what, status: None, span: penalty.evidence.span };
            self.push("penalty", &forms::Penalty::from(penalty), about)?;
        }
        for event in &self.record.events {
            let who = self.name(event.participants.first().map(|p| p.party));
            let about =
                About { who, what: Some(event.kind.clone()), status: None, span: event.evidence.span };
            self.push("event", &forms::Event::from(event), about)?;
        }
        for statement in &self.record.statements {
            let who = self.name(statement.speaker);
            let who = who.or_else(|| Some(statement.speaker_text.clone()).filter(|s| !s.is_empty()));
            let about = About {
                who,
                what: Some(statement.act.to_string()),
                status: None,
                span: statement.evidence.span,
            };
            self.push("statement", &forms::Statement::from(statement), about)?;
        }
        for conflict in &self.record.conflicts {
            let first = self.record.statements.get(conflict.a);
            let about = About {
                who: None,
                what: Some(conflict.about.clone()),
                status: None,
                span: first.map_or_else(Span::default, |s| s.evidence.span),
            };
            self.push("conflict", &forms::Conflict::from(conflict), about)?;
        }
        for variance in &self.record.variances {
            let about = About {
                who: self.name(variance.person),
                what: Some(variance.what.to_string()),
                status: None,
                span: variance.sides.first().map_or_else(Span::default, |s| s.evidence.span),
            };
            self.push("variance", &forms::Variance::from(variance), about)?;
        }
        Ok(())
    }
}

/// What of a fact becomes columns.
struct About {
    who: Option<String>,
    what: Option<String>,
    status: Option<String>,
    span: Span,
}

/// Adds a row to a record; rows come in their order.
pub(crate) fn put(record: &mut Record, kind: &str, body: &str) -> Result<(), Wrong> {
    match kind {
        "party" => record.parties.push(serde_json::from_str::<forms::Party>(body)?.noun()?),
        "charge" => record.charges.push(serde_json::from_str::<forms::Charge>(body)?.noun()?),
        "step" => {
            let step: forms::Step = serde_json::from_str(body)?;
            let at = step.charge;
            let charge = record.charges.get_mut(at);
            let charge = charge.ok_or_else(|| Wrong(format!("a step of charge {at}, which is not there")))?;
            charge.history.push(step.noun()?);
        }
        "penalty" => record.penalties.push(serde_json::from_str::<forms::Penalty>(body)?.noun()?),
        "event" => record.events.push(serde_json::from_str::<forms::Event>(body)?.noun()?),
        "statement" => record.statements.push(serde_json::from_str::<forms::Statement>(body)?.noun()?),
        "conflict" => record.conflicts.push(serde_json::from_str::<forms::Conflict>(body)?.noun()?),
        "variance" => record.variances.push(serde_json::from_str::<forms::Variance>(body)?.noun()?),
        other => {
            return Err(Wrong(format!("`{other}` is no kind of fact; expected one of {}", KINDS.join(", "))));
        }
    }
    Ok(())
}
