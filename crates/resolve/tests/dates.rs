//! Every `value` that a rule on time gives is a test with its own name: said on that day, the words mean that time.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a test harness reads files and prints")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use factum_extract::pins::{self, Pin};
use factum_extract::{Rules, extract};
use factum_resolve::dates;
use factum_types::{DateOrigin, Published};
use libtest_mimic::{Arguments, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let rules = Arc::new(Rules::load(factum_rules::FILES).unwrap_or_else(|e| panic!("{e:?}")));
    let pins = Arc::new(pinned());
    let mut trials = Vec::new();
    for rule in rules.all() {
        for (number, example) in rule.yes.iter().enumerate() {
            let Some(places) = example.places.clone() else { continue };
            let (rules, pins, id) = (Arc::clone(&rules), Arc::clone(&pins), Arc::clone(&rule.id));
            let text = example.text.clone();
            trials.push(Trial::test(format!("{id}::yes{}", number + 1), move || {
                let pin: &Pin = pins.get(&text).ok_or("no pinned analysis; run `cargo xtask rules`")?;
                let mut document = pin.document.clone();
                document.published = places.published.as_deref().map(|day| Published {
                    date: day.parse().unwrap_or_else(|e| panic!("{id}: {e}")),
                    origin: DateOrigin::Metadata,
                });
                let findings = extract(&rules, &document, &pin.analysis);
                let placed = dates(&document, &findings);
                let found: Vec<(&str, String, Option<String>)> = findings
                    .whens
                    .iter()
                    .zip(&placed)
                    .map(|(w, p)| (&*w.rule, p.value.clone(), p.edtf()))
                    .collect();
                // What TIMEX3 calls a length, "two days later", is on the calendar all the same.
                let right =
                    |value: &str, edtf: Option<&str>| value == places.value || edtf == Some(&places.value);
                match found.iter().any(|(rule, value, edtf)| **rule == *id && right(value, edtf.as_deref())) {
                    true => Ok(()),
                    false => Err(format!("{text}\n  wanted {id} {}, found {found:?}", places.value).into()),
                }
            }));
        }
    }
    assert!(!trials.is_empty(), "the rules on time give values");
    libtest_mimic::run(&arguments, trials).exit();
}

fn pinned() -> BTreeMap<String, Pin> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/parses/dates");
    let files = std::fs::read_dir(folder).unwrap();
    files
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            pins::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
        })
        .collect()
}
