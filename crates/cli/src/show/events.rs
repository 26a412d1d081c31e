//! What happened and what was said, in order.

use std::io;

use factum::record::{Entry, Saying, View, What};
use factum::types::Status;
use factum::words::{act, fold, mode, participant};

use super::paper::{Paper, count, cut};
use super::sources::small;

/// What happened, by date; the undated last.
pub(super) fn timeline(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Timeline", &count(view.timeline.len(), "entry", "entries"))?;
    for entry in &view.timeline {
        paper.text(2, None, &format!("{}: {}", entry.held, what(view, entry)))?;
        paper.first_quote(6, view, &entry.witnesses)?;
    }
    if view.timeline.is_empty() {
        paper.text(2, None, "Nothing.")?;
    }
    Ok(())
}

fn what(view: &View, entry: &Entry) -> String {
    let name = |p: usize| view.people.get(p).map_or("", |p| p.name.as_str());
    match &entry.what {
        What::Event { kind, place, people } => {
            let kind = kind.replace('_', " ");
            let place = place.as_deref().map(|p| format!(", {}", fold(p))).unwrap_or_default();
            let who: Vec<String> =
                people.iter().map(|(p, role)| participant(&kind, name(*p), role)).collect();
            match who.is_empty() {
                true => format!("{kind}{place}"),
                false => format!("{kind}{place}: {}", who.join(", ")),
            }
        }
        What::Step { charge, step } => {
            let Some(standing) = view.charges.get(*charge) else { return String::new() };
            let status = standing.history.get(*step).map_or(Status::Pending, |s| s.status);
            let offence = standing.offence.as_deref().unwrap_or("offence not stated");
            let words = &view.procedure.row(status).words;
            // no charge without its outcome: the latest status stands beside an earlier step
            let latest = standing.latest.filter(|at| at != step).and_then(|at| standing.history.get(at));
            let now = match latest {
                _ if standing.outcome_not_found() => " [outcome not found]".to_owned(),
                Some(latest) => {
                    format!(" [now: {}, {}]", view.procedure.row(latest.status).words, latest.held)
                }
                None => String::new(),
            };
            format!("{}, {offence}: {words}{now}", name(standing.person))
        }
    }
}

/// What was said, in the order of documents and text.
pub(super) fn statements(view: &View, paper: &mut Paper<'_>) -> io::Result<()> {
    paper.section("Statements", &count(view.statements.len(), "statement", "statements"))?;
    for saying in &view.statements {
        paper.text(2, None, &spoken(view, saying))?;
        for cite in &saying.content {
            paper.quote(6, cite)?;
        }
        if saying.content.is_empty()
            && let Some(cite) = saying.witnesses.first()
        {
            paper.quote(6, cite)?;
        }
        if let [_, more @ ..] = saying.witnesses.as_slice()
            && !more.is_empty()
        {
            let places: Vec<String> = more.iter().map(|c| paper.path(&c.place())).collect();
            small(paper, 6, &format!("the same words in {}", places.join(", ")))?;
        }
    }
    if view.statements.is_empty() {
        paper.text(2, None, "None.")?;
    }
    Ok(())
}

/// Who did what in which way: "Ulla Berg denied (reported), through a court filing".
fn spoken(view: &View, saying: &Saying) -> String {
    let name = |p: usize| view.people.get(p).map(|p| p.name.clone());
    let text = fold(&saying.speaker_text);
    let speaker = saying.speaker.and_then(name).unwrap_or_else(|| match text.as_str() {
        "" => "Speaker not stated".to_owned(),
        text => cut(text, 60),
    });
    let mut speakers = vec![speaker];
    speakers.extend(saying.joint.iter().filter_map(|&p| name(p)));
    let act = act(saying);
    let mode = match mode(saying) {
        "" => String::new(),
        mode => format!(" ({mode})"),
    };
    let hands: Vec<String> = saying.hands().map(fold).collect();
    let through =
        if hands.is_empty() { String::new() } else { format!("; through: {}", hands.join(" → ")) };
    format!("{} {act}{mode}{through}", speakers.join(" and "))
}
