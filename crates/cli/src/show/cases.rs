//! Matters and the cases that they hold.

use std::io;

use factum::record::View;

use super::paper::{Ink, Paper, count};

/// Each matter with its cases, each charge with its outcome, and why the charges are one matter.
pub(super) fn cases(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    let matters = view.matters();
    paper.section("Cases", &count(matters.len(), "matter", "matters"))?;
    for (n, matter) in matters.iter().enumerate() {
        paper.text(2, Some(Ink::Strong), &format!("matter {}", n + 1))?;
        for case in &matter.cases {
            let name = view.people.get(case.person).map_or("", |p| p.name.as_str());
            let numbers = match case.numbers.as_slice() {
                [] => "case number not stated".to_owned(),
                [one] => format!("case number {one}"),
                several => format!("case numbers {}", several.join(", ")),
            };
            paper.text(4, None, &format!("{name}, {numbers}"))?;
            for outcome in case.charges.iter().filter_map(|&at| view.outcome(at)) {
                paper.text(6, None, &format!("{}: {}", outcome.offence(), outcome.standing()))?;
            }
        }
        for why in &matter.evidence {
            paper.text(4, Some(Ink::Faint), why)?;
        }
    }
    Ok(())
}
