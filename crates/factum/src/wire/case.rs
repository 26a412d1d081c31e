//! The record of a case as JSON, version 1: every view's `--json`.
//!
//! One object: `asked`, `sources`, `parties`, `not_joined`, `charges`, `unbound`, `penalties`, `timeline`,
//! `statements`, `conflicts`, `stale`, `coverage`, `matters`, `case_numbers`, `left_out` (documents that are damaged or were removed). People are `p1`, `p2`, …; charges `c1`, `c2`, …; sources are
//! named by their `sha256:` id. Every fact has `witnesses`: `source`, `path`, `line`, `start`, `end` (Unicode
//! scalar values, end excluded), `quote` (exactly that slice), `rule`, `block` (`caption`, `title` or `heading`; null
//! in the story's own text) and `origin` (bytes, part of a package, page and box in the source). Dates are EDTF; null
//! where nothing is said. Nothing is cut.

use factum_record::{
    Ask, Cite, Clash, Coverage, Entry, Exposure, HistoryStep, LeftOut, NotJoined, Part, Person, Saying,
    Source, Stale, Standing, Unbound, View, What, Witness,
};
use serde_json::{Value, json};

use super::whence;

/// The version of this form; it rises when a field changes its meaning or goes.
pub const VERSION: u32 = 1;

/// The whole view.
pub fn case(view: &View) -> Value {
    json!({
        "version": VERSION,
        "asked": asked(view.ask),
        "sources": sources(view),
        "parties": numbered(&view.people, person),
        "not_joined": list(&view.not_joined, not_joined),
        "charges": charges(view),
        "unbound": list(&view.unbound, unbound),
        "penalties": list(&view.exposures, |e| penalty(view, e)),
        "timeline": timeline(view),
        "statements": list(&view.statements, statement),
        "conflicts": list(&view.conflicts, conflict),
        "stale": list(&view.stale, |s| stale(view, s)),
        "coverage": list(&view.coverage, coverage),
        "matters": matters(view),
        "case_numbers": list(&view.case_numbers, |n| json!({"number": n.number, "witnesses": list(&n.cites, cite)})),
        "left_out": left_out(&view.left_out),
    })
}

/// What a record does not stand on: documents that are damaged or were removed.
pub fn left_out(all: &[LeftOut]) -> Value {
    list(all, |l| json!({"what": l.what, "why": l.why, "removed": l.removed}))
}

/// The matters: each with its cases (`party`, `charges`, `numbers`) and why its charges are one.
pub fn matters(view: &View) -> Value {
    let case = |c: &factum_record::CaseOf| {
        let charges: Vec<String> = c.charges.iter().copied().map(charge_id).collect();
        json!({"party": party_id(c.person), "charges": charges, "numbers": c.numbers})
    };
    list(&view.matters(), |m| json!({"cases": list(&m.cases, case), "evidence": m.evidence}))
}

/// Some parts of the whole view, with what was asked of which documents.
pub fn parts(view: &View, parts: &[&str]) -> Value {
    let Value::Object(fields) = case(view) else { return Value::Null };
    let kept = |name: &str| ["version", "asked", "sources"].contains(&name) || parts.contains(&name);
    Value::Object(fields.into_iter().filter(|(name, _)| kept(name)).collect())
}

/// The charges alone: `factum status --json`.
pub fn charges(view: &View) -> Value {
    numbered(&view.charges, |at, standing| charge(view, at, standing))
}

/// The timeline alone: `factum timeline --json`.
pub fn timeline(view: &View) -> Value {
    list(&view.timeline, |entry| entry_of(view, entry))
}

fn list<T>(items: &[T], one: impl Fn(&T) -> Value) -> Value {
    Value::Array(items.iter().map(one).collect())
}

fn numbered<T>(items: &[T], one: impl Fn(usize, &T) -> Value) -> Value {
    Value::Array(items.iter().enumerate().map(|(at, item)| one(at, item)).collect())
}

fn party_id(person: usize) -> String {
    format!("p{}", person + 1)
}

fn charge_id(charge: usize) -> String {
    format!("c{}", charge + 1)
}

fn asked(ask: Ask) -> Value {
    json!({
        "as_of": ask.as_of.map(|d| d.to_string()),
        "known_by": ask.known_by.map(|d| d.to_string()),
    })
}

/// The sources, each with the id of the one that it is a reprint of.
fn sources(view: &View) -> Value {
    let of = |at: usize| view.originals.get(at).filter(|&&of| of != at).and_then(|&of| view.sources.get(of));
    numbered(&view.sources, |at, s| {
        let mut value = source(s);
        if let Value::Object(fields) = &mut value {
            fields.insert("reprint_of".to_owned(), json!(of(at).map(|original| original.id.clone())));
        }
        value
    })
}

fn source(source: &Source) -> Value {
    json!({
        "id": source.id,
        "path": source.path,
        "title": source.title,
        "publisher": source.publisher,
        "published": source.published.map(|p| p.to_string()),
        "author": source.author,
        "updated": source.updated.map(|p| p.to_string()),
    })
}

/// Words of a source: where they stand and by which rule they were read.
pub fn cite(cite: &Cite) -> Value {
    json!({
        "source": cite.source.id,
        "path": cite.source.path,
        "published": cite.source.published.map(|p| p.to_string()),
        "line": cite.line,
        "start": cite.chars.0,
        "end": cite.chars.1,
        "quote": cite.quote,
        "said_by": cite.said_by,
        "rule": cite.rule,
        "block": whence::block(&cite.whence),
        "origin": whence::origin(&cite.whence),
    })
}

fn person(at: usize, person: &Person) -> Value {
    json!({
        "id": party_id(at),
        "kind": person.kind.as_str(),
        "name": person.name,
        "aliases": person.aliases,
        "roles": list(&person.roles, |(role, words)| json!({"role": role.as_str(), "witness": cite(words)})),
        "ages": list(&person.ages, |(years, words)| json!({"years": years, "witness": cite(words)})),
        "members": list(&person.members, |m| json!({
            "source": m.source.id,
            "name": m.name,
            "witness": m.cite.as_ref().map(cite),
        })),
        "joins": list(&person.joins, |j| json!({"members": [j.a, j.b], "evidence": j.evidence})),
    })
}

fn not_joined(pair: &NotJoined) -> Value {
    json!({"parties": [party_id(pair.a), party_id(pair.b)], "why": pair.why})
}

fn charge(view: &View, at: usize, standing: &Standing) -> Value {
    json!({
        "id": charge_id(at),
        "defendant": party_id(standing.person),
        "offence": standing.offence,
        "code": standing.code,
        "counts": list(&standing.counts, |(n, words)| json!({"counts": n, "witness": cite(words)})),
        "again": standing.again,
        "enhances": standing.enhances.map(charge_id),
        "status": standing.status().map(|s| s.as_str()),
        "state": standing.state.map(|s| s.as_str()),
        "status_words": standing.status().map(|s| view.procedure.row(s).words.clone()),
        "status_date": standing.step().and_then(|s| s.held.edtf()),
        "latest_status": standing.latest.and_then(|l| standing.history.get(l)).map(|s| s.status.as_str()),
        "latest_status_date": standing.latest.and_then(|l| standing.history.get(l)).and_then(|s| s.held.edtf()),
        "outcome": match standing.outcome_not_found() {
            true => "not found",
            false => "found",
        },
        "outcome_words": view.outcome(at).map(|o| o.standing()),
        "last_source": standing.last_source.as_ref().map(cite),
        "history": Value::Array(
            standing.history.iter().zip(&standing.parts).map(|(s, p)| step(view, s, Some(*p))).collect()
        ),
        "apart": list(&standing.apart, |s| step(view, s, None)),
        "loose": list(&standing.loose, |l| json!({
            "status": l.status.as_str(),
            "why": l.why,
            "witness": witness(&l.witness),
        })),
    })
}

fn step(view: &View, step: &HistoryStep, part: Option<Part>) -> Value {
    let (part, why) = match part {
        None => (None, None),
        Some(Part::Now) => (Some("now"), None),
        Some(Part::Past) => (Some("past"), None),
        Some(Part::Unmoved(why)) => (Some("unmoved"), Some(why)),
        Some(Part::MayHave) => (Some("may_have"), None),
        Some(Part::Later) => (Some("later"), None),
    };
    json!({
        "status": step.status.as_str(),
        "date": step.held.date.map(|d| d.to_string()),
        "window": step.held.date.is_none().then(|| step.held.edtf()).flatten(),
        "by": step.by,
        "prejudice": step.prejudice,
        "modality": step.modality.as_str(),
        "part": part,
        "why": why,
        "accounts": view.accounts(step.witnesses.iter().map(|w| &w.cite)),
        "witnesses": list(&step.witnesses, witness),
    })
}

fn witness(witness: &Witness) -> Value {
    let mut value = cite(&witness.cite);
    let more = json!({
        "surface": witness.surface,
        "date": witness.date.map(|d| d.to_string()),
        "confidence": (f64::from(witness.confidence) * 1000.0).round() / 1000.0,
        "inferred": witness.inferred,
    });
    if let (Some(value), Value::Object(more)) = (value.as_object_mut(), more) {
        value.extend(more);
    }
    value
}

fn unbound(unbound: &Unbound) -> Value {
    json!({
        "defendant": party_id(unbound.person),
        "status": unbound.status.as_str(),
        "date": unbound.held.date.map(|d| d.to_string()),
        "window": unbound.held.date.is_none().then(|| unbound.held.edtf()).flatten(),
        "modality": unbound.modality.as_str(),
        "witnesses": [witness(&unbound.witness)],
        "why": unbound.why,
    })
}

fn penalty(view: &View, exposure: &Exposure) -> Value {
    json!({
        "person": exposure.person.map(party_id),
        "charge": exposure.charge.map(charge_id),
        "kind": exposure.kind.as_str(),
        "amount": exposure.amount,
        "state": exposure.state.as_str(),
        "moot": exposure.moot,
        "inferred": exposure.inferred,
        "accounts": view.accounts(&exposure.witnesses),
        "witnesses": list(&exposure.witnesses, cite),
    })
}

fn entry_of(view: &View, entry: &Entry) -> Value {
    let what = match &entry.what {
        What::Event { kind, place, people } => json!({
            "event": kind,
            "place": place,
            "participants": list(people, |(p, role)| json!({"party": party_id(*p), "role": role})),
        }),
        What::Step { charge, step } => {
            let standing = view.charges.get(*charge);
            let latest = standing.and_then(|s| s.history.get(s.latest?));
            json!({
                "charge": charge_id(*charge),
                "status": standing.and_then(|s| s.history.get(*step)).map(|s| s.status.as_str()),
                // no charge without its outcome
                "latest_status": latest.map(|s| s.status.as_str()),
                "outcome": match standing.is_none_or(Standing::outcome_not_found) {
                    true => "not found",
                    false => "found",
                },
            })
        }
    };
    json!({
        "date": entry.held.date.map(|d| d.to_string()),
        "window": entry.held.date.is_none().then(|| entry.held.edtf()).flatten(),
        "what": what,
        "accounts": view.accounts(&entry.witnesses),
        "witnesses": list(&entry.witnesses, cite),
    })
}

fn statement(saying: &Saying) -> Value {
    json!({
        "speaker": saying.speaker.map(party_id),
        "speaker_text": saying.speaker_text,
        "joint": saying.joint.iter().map(|&p| party_id(p)).collect::<Vec<_>>(),
        "mode": saying.mode.as_str(),
        "act": saying.act.as_str(),
        "channel": saying.channel,
        "relay": saying.relay,
        "hedge": saying.hedge,
        "words": saying.words,
        "content": list(&saying.content, cite),
        "answer": saying.answer.map(|a| a.as_str()),
        "witnesses": list(&saying.witnesses, cite),
    })
}

fn conflict(clash: &Clash) -> Value {
    json!({
        "kind": clash.kind.as_str(),
        "what": clash.what,
        "about": clash.about,
        "person": clash.person.map(party_id),
        "charge": clash.charge.map(charge_id),
        "sides": list(&clash.sides, |s| json!({"says": s.says, "witnesses": list(&s.cites, cite)})),
        "pairs": clash.pairs,
    })
}

fn stale(view: &View, stale: &Stale) -> Value {
    let standing = view.charges.get(stale.charge);
    let at = |at: usize| {
        let step = standing.and_then(|s| s.history.get(at))?;
        Some(json!({
            "status": step.status.as_str(),
            "date": step.held.date.map(|d| d.to_string()),
            "window": step.held.date.is_none().then(|| step.held.edtf()).flatten(),
        }))
    };
    json!({
        "claim": cite(&stale.claim),
        "kind": stale.kind.as_str(),
        "charge": charge_id(stale.charge),
        "overtaken_by": at(stale.by),
        "witness": cite(&stale.by_source),
        "again": stale.again.and_then(at),
    })
}

fn coverage(coverage: &Coverage) -> Value {
    json!({
        "source": coverage.source.id,
        "path": coverage.source.path,
        "sentences": coverage.n_sentences,
        "unparsed": coverage.n_unparsed,
        "silent": list(&coverage.silent, cite),
    })
}

#[cfg(test)]
mod tests {
    use factum_record::Case;
    use factum_types::{Charge, Document, Evidence, Offence, Party, PartyKind, Record, Span, Status, Step};

    use super::*;

    fn told() -> Case {
        let text = "“Zoë” Quill\nwas charged with arson.";
        let evidence = Evidence { span: Span::new(0, text.len()), rule: "charge.passive".to_owned() };
        let party = Party {
            kind: PartyKind::Person,
            name: "Zoë Quill".to_owned(),
            aliases: Vec::new(),
            roles: Vec::new(),
            marks: Vec::new(),
            age: None,
            mentions: Vec::new(),
        };
        let step = Step {
            surface: "charged".to_owned(),
            date: "2021-03-10".parse().ok(),
            confidence: 0.9,
            ..Step::asserted(Status::Charged, evidence)
        };
        let charge = Charge {
            defendant: 0,
            offence: Some(Offence { text: "arson".to_owned(), code: Some("200".to_owned()) }),
            counts: None,
            numbers: Vec::new(),
            history: vec![step],
            current: Status::Charged,
            enhances: None,
        };
        let record = Record { parties: vec![party], charges: vec![charge], ..Record::default() };
        let mut case = Case::default();
        let document = Document { id: "sha256:1".to_owned(), text: text.to_owned(), ..Document::default() };
        case.learn(&document, record);
        case
    }

    #[test]
    fn a_charge_carries_its_outcome_and_the_exact_words() {
        let value = case(&told().view(Ask::default()));
        let charge = &value["charges"][0];
        assert_eq!(charge["status"], "charged");
        assert_eq!(charge["outcome"], "not found");
        assert_eq!(charge["defendant"], value["parties"][0]["id"]);
        let witness = &charge["history"][0]["witnesses"][0];
        // scalar values, not bytes: two curly marks and a diaeresis are one each
        assert_eq!((&witness["start"], &witness["end"]), (&json!(0), &json!(35)));
        assert_eq!(witness["quote"], "“Zoë” Quill\nwas charged with arson.", "not folded, not cut");
        assert_eq!(witness["confidence"], 0.9);
        assert_eq!(value["timeline"][0]["what"]["outcome"], "not found");
    }

    #[test]
    fn every_part_of_the_view_is_there() {
        let value = case(&told().view(Ask::default()));
        let keys: Vec<&str> = value.as_object().unwrap().keys().map(String::as_str).collect();
        let expect = [
            "asked",
            "case_numbers",
            "charges",
            "conflicts",
            "coverage",
            "left_out",
            "matters",
            "not_joined",
            "parties",
            "penalties",
            "sources",
            "stale",
            "statements",
            "timeline",
            "unbound",
            "version",
        ];
        let mut keys = keys;
        keys.sort_unstable();
        assert_eq!(keys, expect);
    }
}
