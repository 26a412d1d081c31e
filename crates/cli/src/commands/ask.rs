//! `factum status`, `timeline`, `people`, `statements`, `conflicts`, `stale`: what a casebook says at two times.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};
use factum::casebook::{Casebook, Scope};
use factum::record::{Ask, View};
use factum::wire;
use serde_json::Value;

use crate::arguments::Asking;
use crate::show::{self, Section, Selection};
use crate::terminal;

/// Prints one section of the record.
pub(crate) fn run(arguments: &Asking, section: Section) -> Result<bool> {
    let (view, people) = view(arguments)?;
    let mut out = BufWriter::new(io::stdout().lock());
    if arguments.json {
        serde_json::to_writer_pretty(&mut out, &json(&view, section))?;
        out.write_all(b"\n")?;
    } else {
        let select = Selection { only: vec![section], person: None, people };
        show::case(&view, &select, &mut out, terminal::style())?;
    }
    out.flush()?;
    Ok(false)
}

/// What was asked, and of whom where somebody was named.
pub(crate) fn view(arguments: &Asking) -> Result<(View, Option<Vec<usize>>)> {
    let casebook = Casebook::open(&arguments.book.path)?;
    let scope = Scope { added_by: arguments.added_by.map(|p| p.last()), person: arguments.person.clone() };
    let ask =
        Ask { as_of: arguments.as_of.map(|p| p.last()), known_by: arguments.known_by.map(|p| p.last()) };
    let view = casebook.case(&scope)?.view(ask);
    let path = casebook.path().display();
    let (mut view, mut people) = match &arguments.person {
        None => (view, None),
        Some(words) => {
            let people = view.named(words);
            if people.is_empty() {
                bail!("{path} names nobody with “{words}” in the name, at the times asked");
            }
            (view.about(&people), Some(people))
        }
    };
    if let Some(number) = &arguments.case {
        view = view.in_case(number);
        if view.charges.is_empty() {
            bail!(
                "{path} has no charge that a document with the case number {number} tells of, at the times asked"
            );
        }
    }
    if let Some(offence) = &arguments.offence {
        view = view.for_offence(offence);
        if view.charges.is_empty() {
            bail!("{path} has no charge for “{offence}”, at the times asked");
        }
    }
    if arguments.case.is_some() || arguments.offence.is_some() {
        let mut charged: Vec<usize> = view.charges.iter().map(|s| s.person).collect();
        charged.sort_unstable();
        charged.dedup();
        people = Some(charged);
    }
    Ok((view, people))
}

fn json(view: &View, section: Section) -> Value {
    let whole = wire::case(view);
    let part = match section {
        Section::Parties => ["parties", "not_joined"].as_slice(),
        Section::Charges => &["parties", "charges", "unbound", "penalties"],
        Section::Cases => &["parties", "charges", "matters"],
        Section::Timeline => &["parties", "charges", "timeline"],
        Section::Statements => &["parties", "statements"],
        Section::Conflicts => &["parties", "charges", "conflicts"],
        Section::Stale => &["parties", "charges", "stale"],
        Section::Coverage => &["coverage"],
    };
    // an index of one list into another must lead somewhere, and no charge is named without its status
    let Value::Object(fields) = whole else { return whole };
    let keep = |name: &str| {
        ["version", "asked", "sources", "case_numbers", "left_out"].contains(&name) || part.contains(&name)
    };
    Value::Object(fields.into_iter().filter(|(name, _)| keep(name)).collect())
}
