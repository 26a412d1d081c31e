//! The shipped example against the truth that a careful reader wrote by hand: where every charge stands, on four
//! days and at the end, and that nobody else is charged.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

mod support;

use std::collections::BTreeSet;

use factum::Hint;
use factum::record::{Ask, Case, View};
use factum::types::Period;
use serde_json::Value;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/rust-set-shooting");

fn case() -> Case {
    let engine = support::engine();
    let mut session = engine.session();
    let mut case = Case::default();
    for (path, bytes) in support::documents().into_iter().filter(|(p, _)| p.contains("rust-set-shooting")) {
        for document in factum::read::read(&bytes, &Hint::new(path)) {
            let told = session.told(document.unwrap());
            case.learn(&told.document, told.record);
        }
    }
    case
}

/// Person, offence and status of every charge of a view.
fn standings(view: &View) -> BTreeSet<(String, String, String)> {
    view.charges
        .iter()
        .filter_map(|c| {
            let person = view.people[c.person].name.clone();
            let offence = c.offence.clone().unwrap_or_default();
            Some((person, offence, c.status()?.to_string()))
        })
        .collect()
}

fn expected() -> Value {
    serde_json::from_str(&std::fs::read_to_string(format!("{FOLDER}/expected.json")).unwrap()).unwrap()
}

/// Every charge of the truth: person, offence, and the row itself.
fn charges(expected: &Value) -> Vec<(String, String, Value)> {
    let text = |v: &Value, key: &str| v[key].as_str().unwrap().to_owned();
    expected["people"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|p| {
            let charges = p["charges"].as_array().unwrap();
            charges.iter().map(|c| (text(p, "name"), text(c, "offence"), c.clone())).collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn every_charge_ends_as_the_documents_say_and_nobody_else_is_charged() {
    let found = standings(&case().view(Ask::default()));
    let wanted: BTreeSet<(String, String, String)> = charges(&expected())
        .into_iter()
        .map(|(person, offence, row)| (person, offence, row["final"]["status"].as_str().unwrap().to_owned()))
        .collect();
    assert_eq!(found, wanted);
}

#[test]
fn every_charge_stands_on_each_day_as_the_documents_say() {
    let case = case();
    let mut wrong = Vec::new();
    for (person, offence, row) in charges(&expected()) {
        for (day, wanted) in row["as_of"].as_object().unwrap() {
            let ask = Ask { as_of: Some(day.parse::<Period>().unwrap().last()), known_by: None };
            let found = standings(&case.view(ask))
                .into_iter()
                .find(|(p, o, _)| *p == person && *o == offence)
                .map(|(_, _, status)| status);
            let also = row["also_right"].get(day).and_then(Value::as_array);
            let right = found.as_deref() == wanted.as_str()
                || also.is_some_and(|a| a.iter().any(|s| s.as_str() == found.as_deref()));
            if !right {
                wrong.push(format!("{person}, {offence}, {day}: {found:?}, wanted {wanted}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "the example's charges as of each day");
}
