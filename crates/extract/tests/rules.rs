//! Every `yes` and `no` of every rule file is a test with its own name, run on pinned analyses.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
#![allow(clippy::print_stdout, clippy::disallowed_methods, reason = "a test harness reads files and prints")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use factum_extract::language::Rule;
use factum_extract::pins::{self, Pin};
use factum_extract::{Rules, explain, matches_of};
use factum_types::Modality;
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let rules = match Rules::load(factum_rules::FILES) {
        Ok(rules) => Arc::new(rules),
        Err(errors) => {
            for error in errors {
                println!("{error}\n");
            }
            std::process::exit(101);
        }
    };
    let pins = Arc::new(pinned());
    let mut trials = Vec::new();
    for rule in rules.all() {
        for (number, example) in rule.yes.iter().enumerate() {
            let (rules, pins, rule, example) =
                (Arc::clone(&rules), Arc::clone(&pins), Arc::clone(rule), example.clone());
            trials.push(Trial::test(format!("{}::yes{}", rule.id, number + 1), move || {
                let pin = pin(&pins, &rule, &example.text)?;
                let found = matches(&rules, &rule, pin);
                let mut wanted: BTreeMap<&str, Vec<&str>> =
                    example.gives.iter().map(|(role, words)| (role.as_str(), words.words())).collect();
                let modality = wanted.remove("modality").map_or("asserted", |words| words[0]);
                match found.iter().find(|m| {
                    m.modality.as_str() == modality && wanted.iter().all(|(r, w)| m.gives.get(*r) == Some(w))
                }) {
                    Some(_) => Ok(()),
                    None => Err(wrong(&rules, &rule, pin, &format!("wanted {wanted:?}, found {found:?}"))),
                }
            }));
        }
        for (number, text) in rule.no.iter().enumerate() {
            let (rules, pins, rule, text) =
                (Arc::clone(&rules), Arc::clone(&pins), Arc::clone(rule), text.clone());
            trials.push(Trial::test(format!("{}::no{}", rule.id, number + 1), move || {
                let pin = pin(&pins, &rule, &text)?;
                let found = matches(&rules, &rule, pin);
                match found.iter().find(|m| m.modality == Modality::Asserted) {
                    None => Ok(()),
                    Some(m) => {
                        Err(wrong(&rules, &rule, pin, &format!("must not match, but gives {:?}", m.gives)))
                    }
                }
            }));
        }
    }
    for (file, lines) in rules.lines().files() {
        for line in lines {
            let examples = line.yes.iter().map(|e| (e, true)).chain(line.no.iter().map(|e| (e, false)));
            for (number, (example, wanted)) in examples.enumerate() {
                let (rules, file, id, example) =
                    (Arc::clone(&rules), file.to_owned(), Arc::clone(&line.id), example.clone());
                let kind = if wanted { "yes" } else { "no" };
                trials.push(Trial::test(format!("{id}::{kind}{}", number + 1), move || {
                    let found = rules.lines().find(&file, &example).map(|l| Arc::clone(&l.id));
                    match (found.as_deref() == Some(&*id)) == wanted {
                        true => Ok(()),
                        false => Err(format!("forms/{file}.toml: {example:?} is read by {found:?}").into()),
                    }
                }));
            }
        }
    }
    libtest_mimic::run(&arguments, trials).exit();
}

fn pinned() -> BTreeMap<String, Pin> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rules/parses");
    let mut all = BTreeMap::new();
    let mut open = vec![root];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let text = std::fs::read_to_string(&path).unwrap();
                all.extend(pins::parse(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())));
            }
        }
    }
    all
}

fn pin<'p>(pins: &'p BTreeMap<String, Pin>, rule: &Rule, text: &str) -> Result<&'p Pin, Failed> {
    pins.get(text).ok_or_else(|| {
        format!("{}:{}: no pinned analysis of {text:?}; run `cargo xtask rules`", rule.file, rule.line).into()
    })
}

#[derive(Debug)]
struct Found<'p> {
    modality: Modality,
    gives: BTreeMap<String, Vec<&'p str>>,
}

/// What a rule makes of a text.
fn matches<'p>(rules: &Rules, rule: &Rule, pin: &'p Pin) -> Vec<Found<'p>> {
    matches_of(rules, &pin.document, &pin.analysis, rule)
        .into_iter()
        .map(|m| {
            let mut gives: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for (role, span) in m.captured {
                gives.entry(role).or_default().push(span.of(&pin.document.text));
            }
            Found { modality: m.modality, gives }
        })
        .collect()
}

/// A message that shows where the rule stands, what went wrong, and how far the pattern came.
fn wrong(rules: &Rules, rule: &Rule, pin: &Pin, what: &str) -> Failed {
    let mut message = format!("{}:{} {}\n  {}\n  {what}", rule.file, rule.line, rule.id, pin.document.text);
    for explanation in explain(rules, &pin.document, &pin.analysis, Some(&rule.id)) {
        message.push_str(&format!("\n  at {:?}: {:?}", explanation.word, explanation.outcome));
    }
    message.into()
}
