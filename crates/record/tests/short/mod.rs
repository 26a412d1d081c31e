//! The short form of documents and their records, so that a test reads like the story it tells.
//!
//! ```text
//! document ledger.txt 2023-01-20
//! > Ada Quill, 44, was charged with arson on Thursday.
//!   person Ada Quill | defendant | 44
//!   charge Ada Quill | arson | charged 2023-01-19
//! ask charges as-of 2023-02-01
//! ----
//! the answer, up to an empty line
//! ```
//!
//! A `>` line is a sentence of the document, a line of its text. The facts below it cite it. `-` stands for none.
//! A charge line may add `window=[a..b]`, `earlier`, `by=court`, `prejudice=with`, `modality=planned`,
//! `rule=NAME`, `counts=2`, `enhances=OFFENCE`, `current=STATUS`, `matter=2` (a second charge of the same name).

use std::collections::BTreeMap;

use factum_record::Ask;
use factum_types::{
    Age, Charge, Conflict, ConflictKind, Coverage, DateOrigin, Document, Event, Evidence, Mention, Offence,
    Participant, Party, PartyKind, PartyRole, Penalty, Published, Record, Silence, Span, Statement, Status,
    Step, Telling, Variance,
};

/// A document and its record.
pub(crate) struct Told {
    pub(crate) document: Document,
    pub(crate) record: Record,
}

/// A question and its answer.
pub(crate) struct Asked {
    pub(crate) line: usize,
    pub(crate) what: String,
    pub(crate) ask: Ask,
    pub(crate) expect: String,
}

/// Reads a file in short form.
pub(crate) fn parse(text: &str, file: &str) -> (Vec<Told>, Vec<Asked>) {
    let (mut told, mut asked): (Vec<Told>, Vec<Asked>) = (Vec::new(), Vec::new());
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let wrong = |what: &str| -> ! { panic!("{file}:{}: {what}: `{line}`", at + 1) };
        let (word, rest) = line.trim().split_once(' ').unwrap_or((line.trim(), ""));
        match word {
            "" | "#" => {}
            "document" => told.push(document(rest)),
            "ask" => {
                assert_eq!(lines.next().map(|l| l.1), Some("----"), "{file}:{}", at + 2);
                let expect = lines.by_ref().map(|l| l.1).take_while(|l| !l.is_empty());
                asked.push(question(rest, at + 1, expect.map(|l| format!("{l}\n")).collect()));
            }
            _ => match told.last_mut() {
                Some(t) if word == ">" => sentence(t, rest),
                Some(t) => fact(t, word, rest).unwrap_or_else(|| wrong("not understood")),
                None => wrong("no document yet"),
            },
        }
    }
    (told, asked)
}

fn document(rest: &str) -> Told {
    let (path, date) = rest.split_once(' ').unwrap();
    let published = date.parse().ok().map(|date| Published { date, origin: DateOrigin::Metadata });
    // an id whose order is neither that of the path nor that of learning
    let id = format!("sha256:{}", path.chars().rev().collect::<String>());
    let document = Document { id, path: path.to_owned(), published, ..Document::default() };
    Told { document, record: Record::default() }
}

fn question(rest: &str, line: usize, expect: String) -> Asked {
    let words: Vec<&str> = rest.split(' ').collect();
    let day = |key: &str| {
        let at = words.iter().position(|w| *w == key)?;
        Some(words[at + 1].parse().unwrap())
    };
    let ask = Ask { as_of: day("as-of"), known_by: day("known-by") };
    Asked { line, what: words[0].to_owned(), ask, expect }
}

fn sentence(told: &mut Told, text: &str) {
    let start = told.document.text.len();
    told.document.text.push_str(text);
    let span = Span::new(start, told.document.text.len());
    told.document.text.push('\n');
    told.record.coverage.push(Coverage { span, facts: 0, parsed: true });
}

fn fact(told: &mut Told, word: &str, rest: &str) -> Option<()> {
    let coverage = told.record.coverage.last_mut()?;
    coverage.facts += 1;
    let evidence = Evidence { span: coverage.span, rule: format!("{word}.test") };
    let fields: Vec<&str> = rest.split('|').map(str::trim).collect();
    let field = |at: usize| fields.get(at).copied().filter(|f| *f != "-" && !f.is_empty());
    let text = told.document.text.as_str();
    let record = &mut told.record;
    match word {
        "person" | "organization" => {
            let party = party(record, field(0)?, word == "person", &evidence);
            let party = &mut record.parties[party];
            if !party.mentions.iter().any(|m| m.evidence.span == evidence.span) {
                party.mentions.push(Mention { evidence: evidence.clone() });
            }
            for role in field(1).unwrap_or("").split_whitespace() {
                party.roles.push(PartyRole { role: role.parse().ok()?, evidence: evidence.clone() });
            }
            if let Some(age) = field(2) {
                party.age = Some(Age { years: age.parse().ok()?, evidence: evidence.clone() });
            }
            party.aliases.extend(field(3).map(str::to_owned));
        }
        "charge" => charge(record, &fields, &evidence)?,
        "penalty" => {
            let person = party(record, field(0)?, true, &evidence);
            let charge = field(1).and_then(|o| find_charge(record, person, Some(o)));
            let words: Vec<&str> = field(2)?.split(' ').collect();
            record.penalties.push(Penalty {
                person: Some(person),
                charge,
                kind: words[0].parse().ok()?,
                amount: Some(words[1].to_owned()).filter(|a| a != "-"),
                state: words[2].parse().ok()?,
                terms: Vec::new(),
                said_by: None,
                evidence,
            });
        }
        "event" => {
            let (kind, date) = field(0)?.split_once(' ').unwrap_or((field(0)?, ""));
            let mut participants = Vec::new();
            for one in field(1).unwrap_or("").split(',').filter(|p| !p.is_empty()) {
                let (name, role) = one.trim().split_once(':')?;
                participants
                    .push(Participant { party: party(record, name, true, &evidence), role: role.to_owned() });
            }
            let (kind, date) = (kind.to_owned(), date.parse().ok());
            record.events.push(Event {
                kind,
                date,
                place: None,
                participants,
                weapon: None,
                said_by: None,
                evidence,
            });
        }
        "say" => {
            let content = match field(2) {
                Some(words) => {
                    let at =
                        evidence.span.of(&told.document.text).find(words)? + evidence.span.start as usize;
                    vec![Span::new(at, at + words.len())]
                }
                None => Vec::new(),
            };
            let (act, mode) = field(1)?.split_once(' ')?;
            let speaker = record.parties.iter().position(|p| Some(p.name.as_str()) == field(0));
            record.statements.push(Statement {
                speaker,
                speaker_text: field(0).unwrap_or("").to_owned(),
                joint: Vec::new(),
                mode: mode.parse().ok()?,
                act: act.parse().ok()?,
                cue: None,
                hedge: None,
                modality: factum_types::Modality::Asserted,
                relay: Vec::new(),
                channel: None,
                answer: content.is_empty().then_some(Silence::DidNotImmediatelyRespond),
                content,
                evidence,
            });
        }
        "conflict" => {
            let (a, b) = (field(0)?.parse().ok()?, field(1)?.parse().ok()?);
            let about = field(2)?.to_owned();
            record.conflicts.push(Conflict { a, b, about, kind: ConflictKind::Characterization });
        }
        // what | about | person | offence | says "words" | says "words"
        "variance" => {
            let person = field(2).map(|name| party(record, name, true, &evidence));
            let side = |told: &str| {
                let (says, words) = told.strip_suffix('"')?.split_once(" \"")?;
                let at = text.find(words)?;
                let span = Span::new(at, at + words.len());
                Some(Telling { says: says.to_owned(), evidence: Evidence { span, ..evidence.clone() } })
            };
            record.variances.push(Variance {
                what: field(0)?.parse().ok()?,
                about: field(1)?.to_owned(),
                person,
                charges: field(3).and_then(|o| find_charge(record, person?, Some(o))).into_iter().collect(),
                sides: fields.get(4..)?.iter().map(|f| side(f)).collect::<Option<_>>()?,
            });
        }
        _ => return None,
    }
    Some(())
}

/// The party of a name, made where it is new.
fn party(record: &mut Record, name: &str, is_person: bool, evidence: &Evidence) -> usize {
    if let Some(at) = record.parties.iter().position(|p| p.name == name) {
        return at;
    }
    record.parties.push(Party {
        kind: if is_person { PartyKind::Person } else { PartyKind::Organization },
        name: name.to_owned(),
        aliases: Vec::new(),
        roles: Vec::new(),
        marks: Vec::new(),
        age: None,
        mentions: vec![Mention { evidence: evidence.clone() }],
    });
    record.parties.len() - 1
}

fn find_charge(record: &Record, defendant: usize, offence: Option<&str>) -> Option<usize> {
    let is_it =
        |c: &Charge| c.defendant == defendant && c.offence.as_ref().map(|o| o.text.as_str()) == offence;
    record.charges.iter().position(is_it)
}

fn charge(record: &mut Record, fields: &[&str], evidence: &Evidence) -> Option<()> {
    let defendant = party(record, fields.first()?, true, evidence);
    let offence = Some(*fields.get(1)?).filter(|o| *o != "-");
    let words: Vec<&str> = fields.get(2)?.split_whitespace().collect();
    let mut options: BTreeMap<&str, String> = BTreeMap::new();
    for (at, option) in words.iter().enumerate() {
        if let Some((key, value)) = option.split_once('=') {
            let rest: Vec<&str> = std::iter::once(value)
                .chain(
                    words.iter().skip(at + 1).copied().take_while(|w| key == "enhances" && !w.contains('=')),
                )
                .collect();
            options.insert(key, rest.join(" "));
        }
    }
    let status: Status = words.first()?.parse().ok()?;
    let option = |key: &str| options.get(key).cloned();
    let rule = option("rule").unwrap_or_else(|| evidence.rule.clone());
    let step = Step {
        status,
        surface: status.as_str().to_owned(),
        date: words.get(1).and_then(|w| w.parse().ok()),
        window: option("window"),
        earlier: words.contains(&"earlier"),
        by: option("by").unwrap_or_else(|| "not_stated".to_owned()),
        prejudice: option("prejudice").unwrap_or_else(|| "not_stated".to_owned()),
        modality: option("modality").as_deref().unwrap_or("asserted").parse().ok()?,
        said_by: None,
        evidence: Evidence { span: evidence.span, rule },
        confidence: 0.9,
        inferred: Vec::new(),
    };
    let enhances = option("enhances").and_then(|o| find_charge(record, defendant, Some(&o)));
    // `matter=2`: the second charge of this name in this document
    let matter: usize = option("matter").and_then(|n| n.parse().ok()).unwrap_or(1);
    let is_it =
        |c: &Charge| c.defendant == defendant && c.offence.as_ref().map(|o| o.text.as_str()) == offence;
    let mut same = (0..record.charges.len()).filter(|&at| is_it(&record.charges[at]));
    let at = same.nth(matter - 1).unwrap_or(record.charges.len());
    if at == record.charges.len() {
        let offence = offence.map(|o| Offence { text: o.to_owned(), code: None });
        let history = Vec::new();
        record.charges.push(Charge {
            defendant,
            offence,
            counts: None,
            numbers: Vec::new(),
            history,
            current: status,
            enhances,
        });
    }
    let charge = record.charges.get_mut(at)?;
    charge.counts = option("counts").and_then(|n| n.parse().ok()).or(charge.counts);
    charge.enhances = enhances.or(charge.enhances);
    charge.current = match option("current") {
        Some(current) => current.parse().ok()?,
        None => status,
    };
    charge.history.push(step);
    Some(())
}
