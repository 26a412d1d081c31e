//! Runs `asks/*.txt`: documents in short form, questions, and the answers that they must get, in every order of
//! learning.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::panic, reason = "tests")]

mod short;

use std::fmt::Write as _;
use std::path::Path;

use factum_record::{Case, Cite, Part, Standing, View, What};
use short::{Told, parse};

#[test]
fn every_ask_gets_its_answer() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/asks");
    let mut files: Vec<_> = std::fs::read_dir(&folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    assert!(files.len() >= 8, "the asks are gone from {}", folder.display());
    let mut wrong = String::new();
    for file in files {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let (told, asked) = parse(&std::fs::read_to_string(&file).unwrap(), &name);
        assert!(!asked.is_empty(), "{name} asks nothing");
        let orders = orders(&told);
        for ask in &asked {
            let given = answer(&orders[0].1.view(ask.ask), &ask.what);
            if given.trim_end() != ask.expect.trim_end() {
                write!(wrong, "\n=== {name}:{}\n{}", ask.line, difference(&ask.expect, &given)).unwrap();
            }
            let (alone, whole) = (orders[0].1.charges(ask.ask), orders[0].1.view(ask.ask));
            assert_eq!(
                (&alone.people, &alone.charges),
                (&whole.people, &whole.charges),
                "{name}:{}: charges alone are others",
                ask.line
            );
            for (how, case) in &orders[1..] {
                let view = case.view(ask.ask);
                assert_eq!(
                    view,
                    orders[0].1.view(ask.ask),
                    "{name}:{} {how}: the order changed the view",
                    ask.line
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// The lines that differ, `-` expected and `+` found.
fn difference(expect: &str, found: &str) -> String {
    let (expect, found): (Vec<&str>, Vec<&str>) = (expect.lines().collect(), found.lines().collect());
    let mut out = String::new();
    for line in expect.iter().filter(|l| !found.contains(l)) {
        writeln!(out, "- {line}").unwrap();
    }
    for line in found.iter().filter(|l| !expect.contains(l)) {
        writeln!(out, "+ {line}").unwrap();
    }
    if out.is_empty() { "the lines are in another order\n".to_owned() + &found.join("\n") } else { out }
}

/// The same documents learned in several orders, and one twice.
fn orders(told: &[Told]) -> Vec<(&'static str, Case)> {
    let learn = |order: &[&Told]| {
        let mut case = Case::default();
        for t in order {
            case.learn(&t.document, t.record.clone());
        }
        case
    };
    let given: Vec<&Told> = told.iter().collect();
    let mut reversed = given.clone();
    reversed.reverse();
    let mut turned = given.clone();
    turned.rotate_left(told.len() / 2);
    let (odd, even): (Vec<_>, Vec<_>) = given.iter().enumerate().partition(|(at, _)| at % 2 == 1);
    let mixed: Vec<&Told> = odd.into_iter().chain(even).map(|(_, t)| *t).collect();
    let twice: Vec<&Told> = given.iter().chain(&reversed).copied().collect();
    vec![
        ("as given", learn(&given)),
        ("reversed", learn(&reversed)),
        ("turned", learn(&turned)),
        ("mixed", learn(&mixed)),
        ("twice", learn(&twice)),
    ]
}

fn answer(view: &View, what: &str) -> String {
    match what {
        "charges" => view.charges.iter().map(|s| charge(view, s)).collect::<String>() + &unbound(view),
        "people" => people(view),
        "timeline" => timeline(view),
        "matters" => matters(view),
        "statements" => statements(view),
        "conflicts" => conflicts(view),
        "stale" => stale(view),
        "exposures" => exposures(view),
        "coverage" => coverage(view),
        other => panic!("nobody answers `ask {other}`"),
    }
}

fn places<'a>(cites: impl IntoIterator<Item = &'a Cite>) -> String {
    let all: Vec<String> = cites.into_iter().map(Cite::place).collect();
    format!("[{}]", all.join(" "))
}

fn name(view: &View, person: usize) -> &str {
    &view.people[person].name
}

fn charge(view: &View, standing: &Standing) -> String {
    let offence = |s: &Standing| s.offence.clone().unwrap_or_else(|| "-".to_owned());
    let mut out = format!("{} | {}", name(view, standing.person), offence(standing));
    if standing.again > 0 {
        write!(out, " ({})", standing.again + 1).unwrap();
    }
    match (standing.step(), standing.state) {
        (Some(step), Some(state)) => write!(out, " | {} {} | {}", step.status, step.held, state.as_str()),
        _ => write!(out, " | nothing known by then"),
    }
    .unwrap();
    if let Some(since) = standing.since() {
        write!(out, " | since: {} {}", since.status, since.held).unwrap();
    }
    if standing.outcome_not_found() {
        write!(out, " | outcome not found; last source {}", standing.last_source.as_ref().unwrap().place())
            .unwrap();
    }
    if let Some(base) = standing.enhances {
        write!(out, " | enhances {}", offence(&view.charges[base])).unwrap();
    }
    out.push('\n');
    for (step, part) in standing.history.iter().zip(&standing.parts) {
        let cites = places(step.witnesses.iter().map(|w| &w.cite));
        let mark = match part {
            Part::Now => " now".to_owned(),
            Part::Past => String::new(),
            Part::Unmoved(why) => format!(" unmoved: {why}"),
            Part::MayHave => " may have".to_owned(),
            Part::Later => " later".to_owned(),
        };
        writeln!(out, "  {} {} {cites}{mark}", step.status, step.held).unwrap();
    }
    for step in &standing.apart {
        let cites = places(step.witnesses.iter().map(|w| &w.cite));
        writeln!(out, "  apart: {} {} {cites}", step.modality, step.status).unwrap();
    }
    for loose in &standing.loose {
        writeln!(out, "  loose: {} {}", loose.status, loose.witness.cite.place()).unwrap();
    }
    out
}

fn unbound(view: &View) -> String {
    let line = |u: &factum_record::Unbound| {
        format!("unbound: {} {} {} {}\n", name(view, u.person), u.status, u.witness.cite.place(), u.why)
    };
    view.unbound.iter().map(line).collect()
}

fn people(view: &View) -> String {
    let mut out = String::new();
    for person in &view.people {
        let roles: Vec<&str> = person.roles.iter().map(|(role, _)| role.as_str()).collect();
        let sources: Vec<&str> = person.members.iter().map(|m| m.source.path.as_str()).collect();
        writeln!(out, "{} | {} | {}", person.name, roles.join(" "), sources.join(" ")).unwrap();
        assert_eq!(person.joins.len() + 1, person.members.len(), "{}: a join without evidence", person.name);
        for join in &person.joins {
            assert!(!join.evidence.is_empty());
            writeln!(out, "  joined: {}", join.evidence.join("; ")).unwrap();
        }
    }
    for not in &view.not_joined {
        let place = |p: usize| view.people[p].members[0].source.path.as_str();
        let (a, b) = (format!("{} ({})", name(view, not.a), place(not.a)), name(view, not.b));
        writeln!(out, "not joined: {a} and {b} ({}): {}", place(not.b), not.why).unwrap();
    }
    out
}

fn timeline(view: &View) -> String {
    let mut out = String::new();
    for entry in &view.timeline {
        let what = match &entry.what {
            What::Event { kind, people, .. } => {
                let who: Vec<String> =
                    people.iter().map(|(p, r)| format!("{} {r}", name(view, *p))).collect();
                format!("{kind} ({})", who.join(", "))
            }
            What::Step { charge, step } => {
                let standing = &view.charges[*charge];
                let offence = standing.offence.as_deref().unwrap_or("-");
                format!("{} {} {offence}", name(view, standing.person), standing.history[*step].status)
            }
        };
        writeln!(out, "{} | {what} {}", entry.held, places(&entry.witnesses)).unwrap();
    }
    out
}

fn matters(view: &View) -> String {
    let mut out = String::new();
    for matter in view.matters() {
        let or_none = |text: String| if text.is_empty() { "-".to_owned() } else { text };
        writeln!(out, "matter: {}", or_none(matter.evidence.join("; "))).unwrap();
        for case in &matter.cases {
            let offences: Vec<&str> =
                case.charges.iter().map(|c| view.charges[*c].offence.as_deref().unwrap_or("-")).collect();
            let numbers = or_none(case.numbers.join(" "));
            writeln!(out, "  {} | {} | {numbers}", name(view, case.person), offences.join(", ")).unwrap();
        }
    }
    out
}

fn statements(view: &View) -> String {
    let mut out = String::new();
    for saying in &view.statements {
        let speaker = saying.speaker.map_or(saying.speaker_text.as_str(), |p| name(view, p));
        write!(out, "{speaker} | {} {} | {}", saying.act, saying.mode, saying.words).unwrap();
        if let Some(answer) = saying.answer {
            write!(out, "{}", answer.as_str()).unwrap();
        }
        writeln!(out, " {}", places(&saying.witnesses)).unwrap();
    }
    out
}

fn conflicts(view: &View) -> String {
    let mut out = String::new();
    for clash in &view.conflicts {
        writeln!(out, "{} {} | {}", clash.kind.as_str(), clash.what, clash.about).unwrap();
        for side in &clash.sides {
            writeln!(out, "  {} {}", side.says, places(&side.cites)).unwrap();
        }
        let heaps = clash.heaps();
        if heaps.len() < clash.sides.len() {
            let pairs: Vec<String> = clash.pairs.iter().map(|(a, b)| format!("{a}-{b}")).collect();
            let first = heaps[0].len();
            writeln!(out, "  one of the first {first} against one of the others: {}", pairs.join(" "))
                .unwrap();
        }
    }
    out
}

fn stale(view: &View) -> String {
    let mut out = String::new();
    for stale in &view.stale {
        let standing = &view.charges[stale.charge];
        let by = &standing.history[stale.by];
        write!(out, "{} {} | {} | ", stale.claim.place(), stale.kind.as_str(), stale.claim.quote).unwrap();
        write!(out, "{} {} {}", by.status, by.held, stale.by_source.place()).unwrap();
        if let Some(again) = stale.again {
            let again = &standing.history[again];
            write!(out, " | again {} {}", again.status, again.held).unwrap();
        }
        out.push('\n');
    }
    out
}

fn exposures(view: &View) -> String {
    let mut out = String::new();
    for e in &view.exposures {
        let who = e.person.map_or("-", |p| name(view, p));
        let offence = e.charge.and_then(|c| view.charges[c].offence.as_deref()).unwrap_or("-");
        let amount = e.amount.as_deref().unwrap_or("-");
        write!(out, "{who} | {offence} | {} {amount} {} {}", e.kind, e.state, places(&e.witnesses)).unwrap();
        if let Some(moot) = &e.moot {
            write!(out, " | moot: {moot}").unwrap();
        }
        out.push('\n');
    }
    out
}

fn coverage(view: &View) -> String {
    let mut out = String::new();
    for c in &view.coverage {
        let silent: Vec<&str> = c.silent.iter().map(|s| s.quote.as_str()).collect();
        writeln!(
            out,
            "{} | {} of {} silent | {}",
            c.source.path,
            c.silent.len(),
            c.n_sentences,
            silent.join(" / ")
        )
        .unwrap();
    }
    out
}
