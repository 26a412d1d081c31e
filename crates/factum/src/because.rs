//! Why a record says what it says: for each fact the words, the rule that read them, and what was inferred.

use factum_resolve::{How, Placed};
use factum_types::{Evidence, Finding, Record, Span, Step, Tense};

use crate::Told;
use crate::wire::ids::{Part, id};

/// One piece of evidence of a part of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Because {
    /// What it shows, in words: "dismissed; 2023-04-20; by prosecution".
    pub shows: String,
    /// The words and the rule's name.
    pub evidence: Evidence,
    /// The sentence in which the words begin; none where they stand outside every sentence.
    pub sentence: Option<Span>,
    /// What the rule captured there, as role and words.
    pub captured: Vec<(String, Span)>,
    /// The times that the sentence says, each with what was made of it.
    pub times: Vec<Time>,
    /// What was concluded beyond the words.
    pub inferred: Vec<String>,
}

/// A time as said, and as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Time {
    /// The words.
    pub said: Span,
    /// The rule that read them.
    pub rule: String,
    /// When that was, in EDTF; none where it is on no calendar.
    pub edtf: Option<String>,
    /// What the answer rests on besides the words, in words.
    pub how: Vec<String>,
}

/// What a part of the record is, in a line.
pub fn headline(record: &Record, part: Part) -> String {
    let name = |party: usize| record.parties.get(party).map_or("somebody", |p| p.name.as_str());
    let offence = |charge: usize| {
        let offence = record.charges.get(charge).and_then(|c| c.offence.as_ref());
        offence.map_or("an offence that is not named", |o| o.text.as_str())
    };
    let what = match part {
        Part::Party(p) => name(p).to_owned(),
        Part::Charge(c) => record.charges.get(c).map_or_else(String::new, |charge| {
            format!("{}, {}: {}", name(charge.defendant), offence(c), charge.current)
        }),
        Part::Penalty(p) => record.penalties.get(p).map_or_else(String::new, |penalty| {
            let whom = penalty.person.map_or("nobody named", name);
            let amount = penalty.amount.as_deref().unwrap_or("amount not stated");
            let charge = penalty.charge.map_or_else(String::new, |c| format!(", for {}", offence(c)));
            format!("{} {}, {amount}, on {whom}{charge}", penalty.kind.as_str(), penalty.state.as_str())
        }),
        Part::Event(e) => record.events.get(e).map_or_else(String::new, |event| {
            let date = event.date.map_or_else(|| "date not stated".to_owned(), |d| d.to_string());
            format!("{}, {date}", event.kind)
        }),
        Part::Statement(s) => record.statements.get(s).map_or_else(String::new, |statement| {
            let speaker = statement.speaker.map_or(statement.speaker_text.as_str(), name);
            format!("{} by {speaker}, {}", statement.act.as_str(), statement.mode.as_str())
        }),
        Part::Variance(v) => record.variances.get(v).map_or_else(String::new, |variance| {
            format!("{} ({}): the document says both", variance.about, variance.what)
        }),
    };
    format!("{}: {what}", id(record, part))
}

/// All evidence of a part of the record, in the record's order.
pub fn because(told: &Told, part: Part) -> Vec<Because> {
    let record = &told.record;
    let placed = factum_resolve::dates(&told.document, &told.findings);
    let one = |shows: String, evidence: &Evidence, inferred: &[String]| {
        let sentence = sentence(told, evidence.span);
        Because {
            shows,
            sentence,
            times: sentence.map_or_else(Vec::new, |sentence| times(told, &placed, sentence)),
            captured: captured(told, evidence),
            evidence: evidence.clone(),
            inferred: inferred.to_vec(),
        }
    };
    match part {
        Part::Party(p) => record.parties.get(p).map_or_else(Vec::new, |party| {
            let roles = party.roles.iter().map(|r| one(format!("role: {}", r.role), &r.evidence, &[]));
            let age = party.age.iter().map(|a| one(format!("age: {}", a.years), &a.evidence, &[]));
            let mentions = party.mentions.iter().map(|m| one("mention".to_owned(), &m.evidence, &[]));
            roles.chain(age).chain(mentions).collect()
        }),
        Part::Charge(c) => record.charges.get(c).map_or_else(Vec::new, |charge| {
            charge.history.iter().map(|s| one(step(s), &s.evidence, &s.inferred)).collect()
        }),
        Part::Penalty(p) => {
            let penalty = record.penalties.get(p);
            penalty.map(|p| one("punishment".to_owned(), &p.evidence, &[])).into_iter().collect()
        }
        Part::Event(e) => {
            let event = record.events.get(e);
            event.map(|e| one("event".to_owned(), &e.evidence, &[])).into_iter().collect()
        }
        Part::Statement(s) => {
            let statement = record.statements.get(s);
            statement.map(|s| one("statement".to_owned(), &s.evidence, &[])).into_iter().collect()
        }
        Part::Variance(v) => record.variances.get(v).map_or_else(Vec::new, |variance| {
            variance.sides.iter().map(|s| one(s.says.clone(), &s.evidence, &[])).collect()
        }),
    }
}

/// A step in words: what it came to, when, by whom, and how far the source vouches for it.
fn step(step: &Step) -> String {
    let when = match (step.date, &step.window) {
        (Some(date), _) => date.to_string(),
        (None, Some(window)) => format!("date not stated, within {window}"),
        (None, None) => "date not stated".to_owned(),
    };
    let mut parts = vec![step.status.to_string().replace('_', " "), when];
    if step.by != "not_stated" {
        parts.push(format!("by {}", step.by));
    }
    if step.prejudice != "not_stated" {
        parts.push(format!("{} prejudice", step.prejudice));
    }
    if let Some(speaker) = &step.said_by {
        parts.push(format!("as said by {speaker}"));
    }
    parts.push(step.modality.to_string());
    parts.join("; ")
}

fn sentence(told: &Told, span: Span) -> Option<Span> {
    let tokens = &told.analysis.tokens;
    let spans = told.analysis.sentences.iter().filter_map(|s| {
        let first = tokens.get(s.tokens.start)?;
        let last = tokens.get(s.tokens.end.checked_sub(1)?)?;
        Some(first.span.cover(last.span))
    });
    spans.into_iter().find(|s| s.start <= span.start && span.start < s.end)
}

/// The times that a sentence says.
fn times(told: &Told, placed: &[Placed], sentence: Span) -> Vec<Time> {
    let here = told.findings.whens.iter().zip(placed).filter(|(when, _)| sentence.contains(when.span));
    let read = here.map(|(when, placed)| Time {
        said: when.span,
        rule: when.rule.to_string(),
        edtf: placed.edtf(),
        how: placed.how.iter().map(|how| rests_on(told, *how)).collect(),
    });
    read.collect()
}

/// What a resolved time rests on, in words.
fn rests_on(told: &Told, how: How) -> String {
    let words = |span: Span| span.of(&told.document.text).to_owned();
    match how {
        How::Publication(day) => format!("the day of publication, {day}"),
        How::Tense(Tense::Open) => "its clause, which has no verb".to_owned(),
        How::Tense(Tense::Past) => "the past tense of its clause".to_owned(),
        How::Tense(Tense::Present) => "the present tense of its clause".to_owned(),
        How::Tense(Tense::Future) => "its clause looks ahead".to_owned(),
        How::Told(span) => format!("the time told before, \u{201c}{}\u{201d}", words(span)),
        How::Order => "the order of day and month in the document's other dates".to_owned(),
        How::Event(span) => format!("the day of the event that it names, \u{201c}{}\u{201d}", words(span)),
    }
}

/// The finding that gave the evidence, if a rule file did; names and links come from elsewhere.
fn captured(told: &Told, evidence: &Evidence) -> Vec<(String, Span)> {
    let here = |f: &&Finding| *f.rule == *evidence.rule && f.span.overlaps(evidence.span);
    let finding = told.findings.findings.iter().find(here);
    finding.map_or_else(Vec::new, |f| f.bindings.iter().map(|b| (b.role.to_string(), b.span)).collect())
}
