//! Where every charge stands: no charge without its outcome, no step without its words.

use std::io;

use factum::amount;
use factum::record::{Exposure, HistoryStep, Part, Standing, State, Unbound, View};
use factum::types::{Modality, PenaltyState, Status};
use factum::words::details;

use super::paper::{Ink, Paper, count};
use super::sources::{published, small};

/// The charges, by person; with `of`, of the people whose name holds these words.
pub(super) fn charges(view: &View, paper: &mut Paper<'_>, of: Option<&str>) -> io::Result<()> {
    let wanted = |person: usize| match (of, view.people.get(person)) {
        (None, _) => true,
        (Some(words), Some(p)) => p.name.to_lowercase().contains(&words.to_lowercase()),
        (Some(_), None) => false,
    };
    let of: Vec<(usize, &Standing)> =
        view.charges.iter().enumerate().filter(|(_, s)| wanted(s.person)).collect();
    let open = of.iter().filter(|(_, s)| s.outcome_not_found()).count();
    paper.section(
        "Charges",
        &format!("{}, outcome not found for {open}", count(of.len(), "charge", "charges")),
    )?;
    let mut last = None;
    for (at, standing) in &of {
        if last != Some(standing.person) {
            let name = view.people.get(standing.person).map_or("", |p| p.name.as_str());
            if last.is_some() {
                paper.gap()?;
            }
            paper.text(2, Some(Ink::Strong), name)?;
            last = Some(standing.person);
        }
        charge(view, *at, standing, paper)?;
    }
    for exposure in view.exposures.iter().filter(|e| e.charge.is_none() && e.person.is_none_or(&wanted)) {
        let name =
            exposure.person.and_then(|p| view.people.get(p)).map_or("Nobody named", |p| p.name.as_str());
        paper.text(2, None, &format!("{name}, for no charge that the source names:"))?;
        penalty(view, exposure, 4, paper)?;
    }
    for unbound in view.unbound.iter().filter(|u| wanted(u.person)) {
        not_bound(view, unbound, paper)?;
    }
    if of.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}

fn charge(view: &View, at: usize, standing: &Standing, paper: &mut Paper<'_>) -> io::Result<()> {
    let offence = standing.offence.as_deref().unwrap_or("offence not stated");
    let mut title = offence.to_owned();
    if let [(n, _)] = standing.counts.as_slice() {
        title.push_str(&format!(" ({})", count(*n as usize, "count", "counts")));
    }
    if standing.again > 0 {
        title.push_str(", brought anew after the first charge was over for good");
    }
    if let Some(base) = standing.enhances.and_then(|base| view.charges.get(base)) {
        title.push_str(&format!(", enhances {}", base.offence.as_deref().unwrap_or("another charge")));
    }
    paper.text(4, Some(Ink::Strong), &title)?;
    let (line, ink) = status(view, standing, paper);
    paper.text(6, Some(ink), &line)?;
    for (step, part) in standing.history.iter().zip(&standing.parts) {
        history(view, step, *part, paper)?;
    }
    for step in &standing.apart {
        let line = format!("{}: {} {}", aside(step.modality), words(view, step.status), when(step));
        paper.text(8, None, line.trim_end())?;
        for witness in &step.witnesses {
            paper.quote(12, &witness.cite)?;
        }
    }
    for loose in &standing.loose {
        let line = format!("also told: {} ({})", words(view, loose.status), loose.why);
        paper.text(8, None, &line)?;
        paper.quote(12, &loose.witness.cite)?;
    }
    for exposure in view.exposures.iter().filter(|e| e.charge == Some(at)) {
        penalty(view, exposure, 8, paper)?;
    }
    Ok(())
}

/// The status line: what holds, since when, as known when; and the outcome, or that it was not found.
fn status(view: &View, standing: &Standing, paper: &Paper<'_>) -> (String, Ink) {
    let mut words = match (view.ask.as_of, standing.step()) {
        (Some(day), Some(step)) => format!("On {day}: {}", said(view, step)),
        (Some(day), None) => format!("On {day}: no step is known to have been taken by then"),
        (None, Some(step)) => said(view, step),
        (None, None) => "No source vouches for any step".to_owned(),
    };
    if let Some(since) = standing.since() {
        words.push_str(&format!("; since then {}", said(view, since)));
    }
    let source = standing.last_source.as_ref();
    let source = source.map(|c| format!("{} ({})", published(&c.source), paper.path(&c.place())));
    let is_open = standing.latest_state == Some(State::Open);
    match (standing.outcome_not_found(), source) {
        (true, Some(source)) if is_open => {
            words.push_str(&format!("; open as of {source}; outcome not found"))
        }
        (true, Some(source)) => words.push_str(&format!("; last source {source}; outcome not found")),
        (true, None) => words.push_str("; outcome not found"),
        (false, Some(source)) => words.push_str(&format!("; as known on {source}")),
        (false, None) => {}
    }
    let ink = if standing.outcome_not_found() { Ink::Note } else { Ink::Strong };
    (words, ink)
}

fn said(view: &View, step: &HistoryStep) -> String {
    let details = details(step);
    format!("{}{details}, {}", words(view, step.status), step.held)
}

fn words(view: &View, status: Status) -> &str {
    &view.procedure.row(status).words
}

fn when(step: &HistoryStep) -> String {
    match step.held.edtf() {
        Some(_) => format!("({})", step.held),
        None => String::new(),
    }
}

fn history(view: &View, step: &HistoryStep, part: Part, paper: &mut Paper<'_>) -> io::Result<()> {
    let note = match part {
        Part::Now | Part::Past => String::new(),
        Part::Unmoved(why) => format!(" (does not change the status: {why})"),
        Part::MayHave => " (may have happened by then)".to_owned(),
        Part::Later => " (later)".to_owned(),
    };
    let line = match step.status {
        Status::Pending => format!("{}: still open, by a report of that day{note}", step.held),
        _ => format!("{}: {}{}{note}", step.held, words(view, step.status), details(step)),
    };
    paper.text(8, None, &line)?;
    for witness in &step.witnesses {
        paper.quote(12, &witness.cite)?;
        for why in &witness.inferred {
            small(paper, 14, &format!("inferred: {why}"))?;
        }
    }
    Ok(())
}

fn aside(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "said",
        Modality::Alleged => "only alleged",
        Modality::Planned => "only planned",
        Modality::Conditional => "only if something else comes",
        Modality::Denied => "denied",
    }
}

fn penalty(view: &View, exposure: &Exposure, indent: usize, paper: &mut Paper<'_>) -> io::Result<()> {
    let state = match exposure.state {
        PenaltyState::Possible => "possible punishment",
        PenaltyState::Expected => "expected punishment",
        PenaltyState::Sought => "punishment sought",
        PenaltyState::Imposed => "punishment imposed",
    };
    let kind = exposure.kind.as_str().replace('_', " ");
    let amount = exposure.amount.as_deref().map(|a| format!(", {}", amount(a))).unwrap_or_default();
    let moot = exposure.moot.as_deref().map(|why| format!("; moot: {why}")).unwrap_or_default();
    paper.text(indent, None, &format!("{state}: {kind}{amount}{moot}"))?;
    paper.first_quote(indent + 4, view, &exposure.witnesses)?;
    for why in &exposure.inferred {
        small(paper, indent + 6, &format!("inferred: {why}"))?;
    }
    Ok(())
}

fn not_bound(view: &View, unbound: &Unbound, paper: &mut Paper<'_>) -> io::Result<()> {
    let name = view.people.get(unbound.person).map_or("", |p| p.name.as_str());
    let words = words(view, unbound.status);
    let aside = match unbound.modality {
        Modality::Asserted => String::new(),
        modality => format!(" ({})", aside(modality)),
    };
    let line = format!("{name}, {}: {words}{aside}; bound to no charge: {}", unbound.held, unbound.why);
    paper.text(2, Some(Ink::Note), &line)?;
    paper.quote(6, &unbound.witness.cite)
}
