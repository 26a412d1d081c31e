//! `factum review`: the queue of doubts, and what people decide about them.

use std::env;
use std::io::{self, BufWriter, Write};

use anyhow::{Context, Result, bail};
use factum::casebook::{Casebook, Decision, FactRow, Scope, Target};
use factum::record::{Ask, Doubt};

use crate::arguments::{Deciding, Review};
use crate::{show, terminal};

/// Prints the queue, or keeps a decision.
pub(crate) fn run(arguments: &Review) -> Result<bool> {
    let mut casebook = Casebook::open(&arguments.book.path)?;
    let Some(what) = &arguments.what else { return queue(&casebook) };
    if matches!(what, Deciding::Log) {
        return log(&casebook);
    }
    let decision = decision(&casebook, what)?;
    let by = by(arguments.by.as_deref())?;
    let number = casebook.decide(&decision, &by, &super::add::pen(arguments.when.now)?)?;
    println!("decision {number} by {by}; `factum review undo {number}` takes it back");
    Ok(false)
}

/// Who decides: the name that was given, else the user's.
pub(crate) fn by(given: Option<&str>) -> Result<String> {
    let user = || ["USER", "USERNAME"].iter().find_map(|name| env::var(name).ok());
    given.map(str::to_owned).or_else(user).context("who decides? give a name with --by")
}

fn decision(casebook: &Casebook, what: &Deciding) -> Result<Decision> {
    Ok(match what {
        Deciding::Accept { fact } => Decision::Accept { fact: target(casebook, fact)? },
        Deciding::Reject { fact, why } => {
            Decision::Reject { fact: target(casebook, fact)?, why: why.clone() }
        }
        Deciding::Edit { fact, set } => {
            let pair = |text: &String| {
                let (field, value) = text.split_once('=').context("expected FIELD=VALUE")?;
                Ok((field.trim().to_owned(), value.trim().to_owned()))
            };
            Decision::Edit {
                fact: target(casebook, fact)?,
                set: set.iter().map(pair).collect::<Result<_>>()?,
            }
        }
        Deciding::Add { document, words, person, offence, status, date } => {
            let held = casebook.document_at(document)?;
            let mut places = held.document.text.match_indices(words.as_str());
            let (start, _) =
                places.next().with_context(|| format!("these words do not stand in {document}"))?;
            if places.next().is_some() {
                bail!("these words stand in {document} more than once; give more of them");
            }
            Decision::Add {
                source: held.document.id.clone(),
                person: person.clone(),
                offence: offence.clone(),
                status: status.to_string(),
                date: date.map(|d| d.to_string()),
                words: words.clone(),
                start: u32::try_from(start)?,
                stop: u32::try_from(start + words.len())?,
            }
        }
        Deciding::Join { a, b } => Decision::Join { a: party(casebook, a)?, b: party(casebook, b)? },
        Deciding::Split { a, b } => Decision::Split { a: party(casebook, a)?, b: party(casebook, b)? },
        Deciding::Undo { decision } => Decision::Undo { decision: *decision },
        Deciding::Log => bail!("the list of decisions is no decision"),
    })
}

fn target(casebook: &Casebook, name: &str) -> Result<Target> {
    let facts = casebook.fact(name)?;
    let fact = facts.first().with_context(|| format!("{} has no fact {name}", casebook.path().display()))?;
    Ok(Target::of(fact))
}

/// A party as NAME@DOCUMENT.
fn party(casebook: &Casebook, text: &str) -> Result<(String, String)> {
    let (name, document) = text.rsplit_once('@').context("expected NAME@DOCUMENT")?;
    let held = casebook.document_at(document)?;
    if !held.record.parties.iter().any(|p| p.name == name) {
        let known: Vec<&str> = held.record.parties.iter().map(|p| p.name.as_str()).collect();
        bail!("{document} names no “{name}”; it names {}", known.join(", "));
    }
    Ok((held.document.id, name.to_owned()))
}

fn queue(casebook: &Casebook) -> Result<bool> {
    let view = casebook.case(&Scope::default())?.view(Ask::default());
    let open = factum::review::open(casebook, &view)?;
    let (doubts, named): (Vec<Doubt>, Vec<Vec<FactRow>>) =
        open.into_iter().map(|o| (o.doubt, o.facts)).unzip();
    let mut out = BufWriter::new(io::stdout().lock());
    show::doubts(&doubts, &named, &mut out, terminal::style())?;
    for kept in casebook.adrift()? {
        writeln!(out, "  decision {} finds its fact no longer: {}", kept.number, kept.decision)?;
    }
    out.flush()?;
    Ok(false)
}

fn log(casebook: &Casebook) -> Result<bool> {
    let mut out = BufWriter::new(io::stdout().lock());
    for kept in casebook.decisions(None)? {
        let state = if kept.holds { "" } else { " (taken back)" };
        writeln!(out, "{} {} {}: {}{state}", kept.number, kept.at, kept.who, kept.decision)?;
    }
    out.flush()?;
    Ok(false)
}
