//! `factum reread` and `factum changes`: what other rules make of the same documents.

use std::io::{self, BufWriter, Write};

use anyhow::Result;
use factum::casebook::{Added, Addition, Casebook, Change, Difference, Scope};
use factum::record::Ask;

use crate::arguments::{Changes, Reread};
use crate::progress::Progress;
use crate::{files, show, terminal};

/// Reads documents again; whether some could not be.
pub(crate) fn run(arguments: &Reread) -> Result<bool> {
    let mut casebook = Casebook::open(&arguments.book.path)?;
    let engine = super::engine(&arguments.run)?;
    let (identity, worker) = (engine.identity(), files::worker());
    let mut session = engine.session();
    let addresses = match arguments.documents.as_slice() {
        [] => casebook.addresses()?,
        some => some.to_vec(),
    };
    let progress = Progress::new(addresses.len());
    let (mut anew, mut same, mut failed) = (Vec::new(), 0, false);
    for address in &addresses {
        progress.step(address);
        let held = casebook.document_at(address)?;
        let bytes = casebook.bytes(&held.document.id)?;
        let told = match factum::reread(&mut session, worker.as_ref(), &held.document, bytes) {
            Ok(told) => told,
            Err(why) => {
                failed = true;
                progress.say(&format!("factum: {why}"));
                continue;
            }
        };
        let addition = Addition {
            document: &told.document,
            record: &told.record,
            bytes: &told.bytes,
            engine: &identity,
        };
        match casebook.add(addition, &super::add::pen(arguments.when.now)?)? {
            Added::Known => same += 1,
            _ => anew.push(told.document.path),
        }
    }
    progress.end();
    let mut differences = Vec::new();
    for address in &anew {
        differences.extend(casebook.differences(Some(address))?);
    }
    print(&casebook, &differences)?;
    println!("{} read anew with other facts, {same} with the same", anew.len());
    Ok(failed)
}

/// Prints what the last two readings of each document differ in.
pub(crate) fn changes(arguments: &Changes) -> Result<bool> {
    let casebook = Casebook::open(&arguments.book.path)?;
    let differences = casebook.differences(arguments.document.as_deref())?;
    if arguments.json {
        let mut out = BufWriter::new(io::stdout().lock());
        serde_json::to_writer_pretty(&mut out, &factum::wire::differences(&differences))?;
        out.write_all(b"\n")?;
        out.flush()?;
    } else {
        print(&casebook, &differences)?;
    }
    Ok(false)
}

fn print(casebook: &Casebook, differences: &[Difference]) -> Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    let now = differences.iter().map(|d| now(casebook, d)).collect::<Result<Vec<_>>>()?;
    show::differences(differences, &now, &mut out, terminal::style())?;
    out.flush()?;
    Ok(())
}

/// Where the charges of everybody stand whose charge a change is about: no charge is shown without its outcome.
fn now(casebook: &Casebook, difference: &Difference) -> Result<Vec<String>> {
    let mut people: Vec<String> = Vec::new();
    for change in &difference.changes {
        let rows = match change {
            Change::Gone(row) | Change::Come(row) => [Some(row), None],
            Change::Altered { before, after, .. } => [Some(&**before), Some(&**after)],
        };
        let of_charges = rows
            .into_iter()
            .flatten()
            .filter(|row| ["charge", "step", "penalty"].contains(&row.kind.as_str()));
        people.extend(of_charges.filter_map(|row| row.who.clone()));
    }
    people.sort();
    people.dedup();
    let mut words = Vec::new();
    for person in people {
        let scope = Scope { person: Some(person.clone()), ..Scope::default() };
        let view = casebook.case(&scope)?.view(Ask::default());
        for at in view.named(&person) {
            words.extend(view.outcomes(at).iter().map(ToString::to_string));
        }
    }
    words.sort();
    words.dedup();
    Ok(words)
}
