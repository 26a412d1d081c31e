//! The words that stand on pages: statuses, outcomes, dates, places of words; each made in one place.

use std::sync::LazyLock;

use factum::record::{Cite, Held, Outcome, Part, Procedure, Saying, State, View, What};
use factum::types::{Modality, PenaltyState, Status};
use factum::words::{details, fold, participant};

use crate::asked::Asked;

/// How a status looks: its state chooses the class, and only a conviction in force is drawn in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Chip {
    pub(crate) class: &'static str,
    pub(crate) words: String,
}

impl Chip {
    pub(crate) fn new(state: Option<State>, words: impl Into<String>) -> Chip {
        Chip { class: class(state), words: words.into() }
    }

    /// Of a status, by what procedure says of it.
    pub(crate) fn of(view: &View, status: Status) -> Chip {
        let row = view.procedure.row(status);
        Chip::new(Some(row.state), row.words.clone())
    }
}

/// What procedure says of each status.
pub(crate) fn procedure() -> &'static Procedure {
    static SHIPPED: LazyLock<Procedure> = LazyLock::new(Procedure::shipped);
    &SHIPPED
}

pub(crate) fn class(state: Option<State>) -> &'static str {
    state.map_or("unknown", State::as_str)
}

/// The outcome of a charge as it stands beside every mention.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Latest {
    pub(crate) person: String,
    pub(crate) offence: String,
    pub(crate) chip: Chip,
    /// What follows the status in [`Outcome::standing`]: the day, and the day of that knowledge.
    pub(crate) rest: String,
}

impl Latest {
    pub(crate) fn of(outcome: &Outcome) -> Latest {
        let standing = outcome.standing();
        let rest = standing.strip_prefix(&outcome.words).unwrap_or(&standing);
        Latest {
            person: outcome.person.clone(),
            offence: outcome.offence().to_owned(),
            chip: Chip::new(outcome.state.filter(|_| outcome.status.is_some()), outcome.words.clone()),
            rest: rest.trim_start_matches([',', ';', ' ']).to_owned(),
        }
    }
}

/// Words of a source, as a page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Quote {
    pub(crate) words: String,
    pub(crate) href: String,
    /// Who published it and when, else its path.
    pub(crate) source: String,
    pub(crate) place: String,
    pub(crate) rule: String,
}

/// The last part of a path.
pub(crate) fn short(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The digits of a source's id, for addresses.
pub(crate) fn digits(id: &str) -> &str {
    id.strip_prefix("sha256:").unwrap_or(id)
}

/// The address of the words of a cite, without the times.
pub(crate) fn words_path(cite: &Cite) -> String {
    format!("/words/{}/{}-{}", digits(&cite.source.id), cite.chars.0, cite.chars.1)
}

/// Publisher and day of a source; its file's name where it has no publisher.
pub(crate) fn publication(source: &factum::record::Source) -> String {
    let who = source.publisher.clone().unwrap_or_else(|| short(&source.path).to_owned());
    match source.published {
        Some(day) => format!("{who}, {day}"),
        None => format!("{who}, no publication date"),
    }
}

/// What a step is to the day that was asked.
pub(crate) fn part(part: Part) -> String {
    match part {
        Part::Now => "gives the status".to_owned(),
        Part::Past => String::new(),
        Part::Unmoved(why) => format!("does not change the status: {why}"),
        Part::MayHave => "may have happened by then".to_owned(),
        Part::Later => "later".to_owned(),
    }
}

/// How far a source vouches for a step.
pub(crate) fn aside(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "said",
        Modality::Alleged => "only alleged",
        Modality::Planned => "only planned",
        Modality::Conditional => "only if something else comes",
        Modality::Denied => "denied",
    }
}

pub(crate) fn penalty_state(state: PenaltyState) -> &'static str {
    match state {
        PenaltyState::Possible => "possible punishment",
        PenaltyState::Expected => "expected punishment",
        PenaltyState::Sought => "punishment sought",
        PenaltyState::Imposed => "punishment imposed",
    }
}

/// Who spoke, by name or in the source's words.
pub(crate) fn speaker(view: &View, saying: &Saying) -> String {
    let name = |p: usize| view.people.get(p).map(|p| p.name.clone());
    let first = saying.speaker.and_then(name).unwrap_or_else(|| match fold(&saying.speaker_text) {
        text if text.is_empty() => "Speaker not stated".to_owned(),
        text => text,
    });
    let joint = saying.joint.iter().filter_map(|&p| name(p));
    std::iter::once(first).chain(joint).collect::<Vec<_>>().join(" and ")
}

/// A day, bounds, or that none is stated; short, for a narrow column.
pub(crate) fn when(held: &Held) -> String {
    match (held.date, held.earliest, held.latest) {
        (Some(date), _, _) => date.said(),
        (None, Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (None, None, Some(b)) => format!("by {b}"),
        (None, Some(a), None) => format!("from {a}"),
        _ => held.to_string(),
    }
}

/// A text in pieces, and whether each is a day or a month: those are not broken over two lines.
pub(crate) fn pieces(text: &str) -> Vec<(&str, bool)> {
    let is_day = |at: usize| {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let digits = |from: usize, n: usize| {
            rest.get(from..from + n).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
        };
        let dash = |at: usize| rest.get(at) == Some(&b'-');
        let ends = |long: usize| (!digits(long, 1)).then_some(long);
        let inside = at > 0 && text.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
        match (!inside && digits(0, 4) && dash(4) && digits(5, 2), dash(7) && digits(8, 2)) {
            (true, true) => ends(10),
            (true, false) => ends(7),
            (false, _) => None,
        }
    };
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        match is_day(at) {
            Some(long) => {
                pieces.push((text.get(from..at).unwrap_or_default(), false));
                pieces.push((text.get(at..at + long).unwrap_or_default(), true));
                at += long;
                from = at;
            }
            None => at += 1,
        }
    }
    pieces.push((text.get(from..).unwrap_or_default(), false));
    pieces.retain(|(piece, _)| !piece.is_empty());
    pieces
}

/// "1 charge", "2 charges".
pub(crate) fn count(n: usize, one: &str, more: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {more}") }
}

/// What kind of thing happened, in words.
pub(crate) fn kind(kind: &str) -> String {
    match kind {
        "other" => "event".to_owned(),
        named => named.replace('_', " "),
    }
}

/// What an entry of the timeline is, without the charge's outcome, which stands beside it.
pub(crate) fn entry(view: &View, what: &What) -> String {
    let name = |p: usize| view.people.get(p).map_or("", |p| p.name.as_str());
    match what {
        What::Event { kind, place, people } => {
            let place = place.as_deref().map(|p| format!(", {}", fold(p))).unwrap_or_default();
            let who: Vec<String> = people.iter().map(|(p, role)| participant(kind, name(*p), role)).collect();
            let who = if who.is_empty() { String::new() } else { format!(": {}", who.join(", ")) };
            format!("{}{place}{who}", self::kind(kind))
        }
        What::Step { charge, step } => {
            let Some(standing) = view.charges.get(*charge) else { return String::new() };
            let step = standing.history.get(*step);
            let words = step.map_or("", |s| view.procedure.row(s.status).words.as_str());
            let details = step.map(details).unwrap_or_default();
            let offence = standing.offence.as_deref().unwrap_or("offence not stated");
            format!("{}, {offence}: {words}{details}", name(standing.person))
        }
    }
}

/// Words of a source with the way to them.
pub(crate) fn quote(cite: &Cite, asked: &Asked) -> Quote {
    Quote {
        words: fold(&cite.quote),
        href: asked.to(&words_path(cite)),
        source: publication(&cite.source),
        place: cite.told(),
        rule: cite.rule.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_from_what_only_looks_like_one() {
        let days = |text: &str| -> Vec<String> {
            let found = pieces(text);
            assert_eq!(found.iter().map(|(p, _)| *p).collect::<String>(), text);
            found.into_iter().filter(|(_, is_day)| *is_day).map(|(p, _)| p.to_owned()).collect()
        };
        assert_eq!(days("2024-07-12; as known on 2024-07"), ["2024-07-12", "2024-07"]);
        assert_eq!(days("Žé 2023, D-101-CR-2023-00040, 12023-01-02"), Vec::<String>::new());
    }
}
