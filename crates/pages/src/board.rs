//! The board: people down, their charges across, each with its status on the chosen day and its latest outcome.

use factum::record::{Part, Standing, View};

use crate::asked::Asked;
use crate::desk::Seen;
use crate::words::{Chip, Latest, count, when};

/// A person with charges.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) href: String,
    /// Parts in the case, in words.
    pub(crate) roles: String,
    pub(crate) cards: Vec<Card>,
}

/// A charge.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub(crate) href: String,
    pub(crate) offence: String,
    /// Counts, and what it has to do with other charges.
    pub(crate) notes: String,
    /// The status on the day that was asked.
    pub(crate) chip: Chip,
    /// Since when; empty where nothing had happened.
    pub(crate) when: String,
    /// Steps that may have happened by the day.
    pub(crate) may_have: Vec<Chip>,
    /// Whether the latest outcome is another than the status on the day.
    pub(crate) moved: bool,
    /// The latest outcome by what was known then.
    pub(crate) latest: Latest,
    /// The outcome by all documents, where it is another.
    pub(crate) beyond: Option<Latest>,
}

/// The board of a view; `all` is the view by all documents, `of` leaves the others out.
pub(crate) fn board(seen: &Seen, all: &Seen, asked: &Asked, of: Option<usize>) -> Vec<Row> {
    let view = &seen.view;
    let mut rows: Vec<Row> = Vec::new();
    for (at, person) in view.people.iter().enumerate().filter(|(at, _)| of.is_none_or(|of| of == *at)) {
        let of = view.charges.iter().enumerate().filter(|(_, s)| s.person == at);
        let cards: Vec<Card> = of.filter_map(|(charge, s)| card(seen, all, asked, charge, s)).collect();
        if cards.is_empty() {
            continue;
        }
        let roles: Vec<String> =
            person.roles.iter().map(|(role, _)| role.as_str().replace('_', " ")).collect();
        let key = seen.keys().people.get(at).cloned().unwrap_or_default();
        rows.push(Row {
            name: person.name.clone(),
            href: asked.to(&format!("/people/{key}")),
            roles: roles.join(", "),
            cards,
        });
    }
    rows
}

/// A charge as a card.
pub(crate) fn card(seen: &Seen, all: &Seen, asked: &Asked, at: usize, standing: &Standing) -> Option<Card> {
    let view = &seen.view;
    let outcome = view.outcome(at)?;
    let key = seen.keys().charges.get(at)?;
    let now = standing.step();
    let chip = match (now, view.ask.as_of) {
        (Some(step), _) => Chip::of(view, step.status),
        (None, Some(day)) => Chip::new(None, format!("nothing known by {day}")),
        (None, None) => Chip::new(None, "no source vouches for any step"),
    };
    let beyond = all.keys().charge(key).and_then(|at| all.view.outcome(at));
    let beyond = beyond.filter(|o| (o.status, o.held) != (outcome.status, outcome.held));
    let may_have = standing.history.iter().zip(&standing.parts).filter(|(_, part)| **part == Part::MayHave);
    Some(Card {
        href: asked.to(&format!("/charges/{key}")),
        offence: outcome.offence().to_owned(),
        notes: notes(view, standing),
        when: now.map(|step| when(&step.held)).unwrap_or_default(),
        chip,
        may_have: may_have.map(|(step, _)| Chip::of(view, step.status)).collect(),
        moved: standing.now != standing.latest,
        latest: Latest::of(&outcome),
        beyond: beyond.as_ref().map(Latest::of),
    })
}

/// Counts, "brought anew", "enhances".
pub(crate) fn notes(view: &View, standing: &Standing) -> String {
    let mut notes = Vec::new();
    if let [(n, _)] = standing.counts.as_slice() {
        notes.push(count(*n as usize, "count", "counts"));
    }
    if standing.again > 0 {
        notes.push("brought anew after the first charge was over for good".to_owned());
    }
    if let Some(base) = standing.enhances.and_then(|base| view.charges.get(base)) {
        notes.push(format!("enhances {}", base.offence.as_deref().unwrap_or("another charge")));
    }
    notes.join("; ")
}

/// The days that can be asked: a slider, and the days on which something changed.
#[derive(Clone, Debug)]
pub(crate) struct Slider {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) help: &'static str,
    /// The day asked; empty for none.
    pub(crate) value: String,
    pub(crate) first: String,
    pub(crate) last: String,
    /// The days of change, for the slider's marks.
    pub(crate) days: String,
    /// The change before and after the day asked, with its address.
    pub(crate) before: Option<(String, String)>,
    pub(crate) after: Option<(String, String)>,
    /// The address without this limit.
    pub(crate) clear: String,
}

/// The sliders of a page: the day in the world, and the day of knowledge.
pub(crate) fn sliders(all: &Seen, asked: &Asked, path: &str) -> Vec<Slider> {
    let steps = all.view.charges.iter().flat_map(|s| &s.history).filter_map(|s| s.held.latest);
    let events = all.view.timeline.iter().filter_map(|e| e.held.latest);
    let world: Vec<_> = steps.chain(events).collect();
    let known: Vec<_> = all.view.sources.iter().filter_map(|s| s.published).map(|p| p.last()).collect();
    let slider = |name, label, help, mut days: Vec<jiff::civil::Date>, value: Option<jiff::civil::Date>| {
        days.sort_unstable();
        days.dedup();
        let (first, last) = (*days.first()?, *days.last()?);
        let link = |day: jiff::civil::Date| (day.to_string(), asked.with(path, name, &day.to_string()));
        let before = days.iter().rev().copied().find(|day| value.is_none_or(|v| *day < v));
        let before = before.filter(|day| value.is_some() || *day < last);
        let before = before.or_else(|| days.iter().rev().copied().nth(1).filter(|_| value.is_none()));
        Some(Slider {
            name,
            label,
            help,
            value: value.map(|v| v.to_string()).unwrap_or_default(),
            first: first.to_string(),
            last: last.to_string(),
            days: days.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            before: before.map(link),
            after: value.and_then(|v| days.iter().copied().find(|day| *day > v)).map(link),
            clear: asked.with(path, name, ""),
        })
    };
    let both = [
        slider("as_of", "As of", "what had happened by the end of this day", world, asked.as_of),
        slider(
            "known_by",
            "Known by",
            "only what was published by the end of this day",
            known,
            asked.known_by,
        ),
    ];
    both.into_iter().flatten().collect()
}
