//! `factum rules`: what Factum knows, with its reasons.

use std::io::{self, BufWriter, Write};

use anyhow::{Result, bail};
use factum::extract::Rules as AllRules;
use factum::rule_files;

use crate::arguments::Rules;

/// Prints every rule with its reason; with a name, its examples too.
pub(crate) fn run(arguments: &Rules) -> Result<bool> {
    let rules = AllRules::load(rule_files()).map_err(factum::RulesError)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let wanted = arguments.name.as_deref().unwrap_or("");
    let mut found = false;
    for rule in rules.all().iter().filter(|r| r.id.starts_with(wanted)) {
        found = true;
        writeln!(out, "{:36} {}", rule.id, rule.why)?;
        if !wanted.is_empty() {
            writeln!(out, "    rules/{}:{}", rule.file, rule.line)?;
            for example in &rule.yes {
                writeln!(out, "    yes: {}", example.text)?;
            }
            for example in &rule.no {
                writeln!(out, "    no:  {example}")?;
            }
        }
    }
    out.flush()?;
    if !found {
        bail!("no rule's name begins with {wanted}");
    }
    Ok(false)
}
