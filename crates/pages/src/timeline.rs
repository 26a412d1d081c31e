//! The timeline drawn to scale: exact days as points, windows as bars, lanes by person or by source.

use factum::record::{Entry, Held, View, What};
use factum::types::Period;
use jiff::civil::Date;

use crate::asked::Asked;
use crate::desk::Seen;
use crate::words::{Latest, class, publication, when, words_path};

/// The width of the drawing, in its own units.
const WIDTH: f64 = 1200.0;
/// Left and right of the days.
const MARGIN: f64 = 16.0;
/// The height of one row of marks, and of a lane's name.
const ROW: f64 = 22.0;
const NAME: f64 = 24.0;
/// Above the first lane: the axis.
const TOP: f64 = 30.0;
/// How wide a letter is drawn.
const LETTER: f64 = 6.4;
/// So many rows of a lane have their words beside the mark; further marks stand without.
const WORDED: usize = 8;

/// The whole drawing.
#[derive(Clone, Debug)]
pub(crate) struct Timeline {
    pub(crate) height: f64,
    /// Where each line stands, where its words, and the words.
    pub(crate) ticks: Vec<(f64, f64, String)>,
    pub(crate) lanes: Vec<Lane>,
    /// Where the day asked stands.
    pub(crate) day: Option<f64>,
    /// What has no day, in its order.
    pub(crate) undated: Vec<Undated>,
    /// Names and addresses of what can be chosen: lanes, and parts of the time.
    pub(crate) by: Vec<(&'static str, String, bool)>,
    pub(crate) zoom: Vec<(&'static str, &'static str, String)>,
    pub(crate) range: String,
    /// How many entries lie outside of the part that is drawn.
    pub(crate) outside: usize,
}

/// A person's or a source's own line.
#[derive(Clone, Debug)]
pub(crate) struct Lane {
    pub(crate) name: String,
    /// The name as far as there is room for it.
    pub(crate) short: String,
    pub(crate) y: f64,
    pub(crate) marks: Vec<Mark>,
}

/// A day or a window.
#[derive(Clone, Debug)]
pub(crate) struct Mark {
    pub(crate) x: f64,
    pub(crate) y: f64,
    /// 0 for a point.
    pub(crate) width: f64,
    pub(crate) class: &'static str,
    /// The words beside it; empty where there is no room.
    pub(crate) label: String,
    /// Whether they stand left of it.
    pub(crate) left: bool,
    pub(crate) label_x: f64,
    /// All of it in words: when, what, and the charge's outcome.
    pub(crate) title: String,
    pub(crate) href: String,
}

/// An entry without a day.
#[derive(Clone, Debug)]
pub(crate) struct Undated {
    pub(crate) words: String,
    pub(crate) href: String,
    pub(crate) latest: Option<Latest>,
}

/// What will be a mark.
struct Item {
    lane: String,
    held: Held,
    label: String,
    class: &'static str,
    title: String,
    href: String,
}

/// Draws a view's timeline.
pub(crate) fn draw(seen: &Seen, asked: &Asked, path: &str, all: &[Held]) -> Option<Timeline> {
    let by_source = asked.text("by") == Some("source");
    let mut items = Vec::new();
    let mut undated = Vec::new();
    for entry in &seen.view.timeline {
        match days(&entry.held) {
            None => undated.push(self::undated(&seen.view, entry, asked)),
            Some(_) if by_source => items.extend(by_sources(&seen.view, entry, asked)),
            Some(_) => items.push(item(&seen.view, entry, asked, lane(&seen.view, entry))),
        }
    }
    let whole = all.iter().filter_map(days).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (first, last) = chosen(asked, whole);
    let scale = Scale { first, days: f64::from((last - first).get_days()).max(1.0) };
    let n = items.len();
    items.retain(|i| days(&i.held).is_some_and(|(a, b)| b >= first && a <= last));
    let outside = n - items.len();
    let mut y = TOP;
    let mut lanes = Vec::new();
    let names = match by_source {
        true => published(&seen.view, &items),
        false => order(&items),
    };
    for name in names {
        let of: Vec<&Item> = items.iter().filter(|i| i.lane == name).collect();
        let (marks, rows) = place(&of, &scale, y + NAME);
        let height = NAME + rows as f64 * ROW + 6.0;
        lanes.push(Lane { short: cut(&name), name, y, marks });
        y += height;
    }
    let day = asked.as_of.filter(|day| (first..=last).contains(day)).map(|day| scale.x(day));
    let lanes_by = |name, value: &str, here| (name, asked.with(path, "by", value), here);
    Some(Timeline {
        height: y + 8.0,
        ticks: ticks(first, last, &scale),
        lanes,
        day,
        undated,
        by: vec![lanes_by("person", "", !by_source), lanes_by("source", "source", by_source)],
        zoom: zoom(asked, path, (first, last), whole),
        range: format!("{first} to {last}"),
        outside,
    })
}

/// The first and last day that an entry may have been.
fn days(held: &Held) -> Option<(Date, Date)> {
    match (held.earliest, held.latest) {
        (Some(a), Some(b)) => Some((a, b)),
        (a, b) => a.or(b).map(|day| (day, day)),
    }
}

/// The part of the time that is drawn: as asked, within the whole, and a little room on both sides.
fn chosen(asked: &Asked, whole: (Date, Date)) -> (Date, Date) {
    let day = |name: &str| asked.day(name).ok().flatten();
    match (day("from"), day("to")) {
        (Some(from), Some(to)) if from < to => (from, to),
        _ => {
            let room = i64::from((whole.1 - whole.0).get_days() / 40 + 2);
            (moved(whole.0, -room), moved(whole.1, room * 3))
        }
    }
}

fn moved(day: Date, by: i64) -> Date {
    day.checked_add(jiff::Span::new().try_days(by).unwrap_or_default()).unwrap_or(day)
}

fn zoom(
    asked: &Asked,
    path: &str,
    (first, last): (Date, Date),
    whole: (Date, Date),
) -> Vec<(&'static str, &'static str, String)> {
    let days = i64::from((last - first).get_days());
    let part = |from: i64, to: i64| {
        let address = asked.with(path, "from", &moved(first, from).to_string());
        let rest = Asked::parse(address.split_once('?').map_or("", |(_, query)| query));
        rest.map(|rest| rest.with(path, "to", &moved(last, to).to_string())).unwrap_or(address)
    };
    let mut zoom = vec![
        ("Earlier", "←", part(-days / 3, -days / 3)),
        ("Later", "→", part(days / 3, days / 3)),
        ("Closer", "+", part(days / 4, -days / 4)),
        ("Wider", "−", part(-days / 2, days / 2)),
    ];
    if asked.text("from").is_some() && whole.0 != whole.1 {
        let rest = asked.with(path, "from", "");
        let rest = Asked::parse(rest.split_once('?').map_or("", |(_, query)| query));
        zoom.push(("Whole", "⇔", rest.map(|rest| rest.with(path, "to", "")).unwrap_or_default()));
    }
    if days < 8 {
        zoom.remove(2);
    }
    zoom
}

/// Days to units of the drawing.
struct Scale {
    first: Date,
    days: f64,
}

impl Scale {
    fn x(&self, day: Date) -> f64 {
        let at = f64::from((day - self.first).get_days()) / self.days;
        let x = MARGIN + at.clamp(0.0, 1.0) * (WIDTH - 2.0 * MARGIN);
        (x * 10.0).round() / 10.0
    }
}

/// Whose lane an entry stands in.
fn lane(view: &View, entry: &Entry) -> String {
    let person = match &entry.what {
        What::Step { charge, .. } => view.charges.get(*charge).map(|s| s.person),
        What::Event { people, .. } => people.first().map(|(person, _)| *person),
    };
    person.and_then(|p| view.people.get(p)).map_or_else(|| "Nobody named".to_owned(), |p| p.name.clone())
}

fn label(view: &View, entry: &Entry) -> (String, &'static str) {
    match &entry.what {
        What::Event { kind, .. } => (crate::words::kind(kind), "event"),
        What::Step { charge, step } => {
            let step = view.charges.get(*charge).and_then(|s| s.history.get(*step));
            step.map_or((String::new(), "unknown"), |s| {
                let row = view.procedure.row(s.status);
                (row.words.split(':').next().unwrap_or_default().to_owned(), class(Some(row.state)))
            })
        }
    }
}

/// The outcome of the charge that an entry is a step of.
pub(crate) fn latest(view: &View, entry: &Entry) -> Option<Latest> {
    match &entry.what {
        What::Step { charge, .. } => view.outcome(*charge).as_ref().map(Latest::of),
        What::Event { .. } => None,
    }
}

fn item(view: &View, entry: &Entry, asked: &Asked, lane: String) -> Item {
    let (label, class) = label(view, entry);
    let latest = latest(view, entry).map(|l| format!(" [latest: {}, {}]", l.chip.words, l.rest));
    let title =
        format!("{}: {}{}", entry.held, crate::words::entry(view, &entry.what), latest.unwrap_or_default());
    let href = entry.witnesses.first().map(|cite| asked.to(&words_path(cite))).unwrap_or_default();
    Item { lane, held: entry.held, label, class, title, href }
}

/// One item for each source that tells of an entry.
fn by_sources<'v>(view: &'v View, entry: &'v Entry, asked: &'v Asked) -> impl Iterator<Item = Item> + 'v {
    entry.witnesses.iter().map(move |cite| Item {
        href: asked.to(&words_path(cite)),
        ..item(view, entry, asked, publication(&cite.source))
    })
}

fn undated(view: &View, entry: &Entry, asked: &Asked) -> Undated {
    Undated {
        words: crate::words::entry(view, &entry.what),
        href: entry.witnesses.first().map(|cite| asked.to(&words_path(cite))).unwrap_or_default(),
        latest: latest(view, entry),
    }
}

/// A name as far as a lane has room for it.
fn cut(name: &str) -> String {
    let most = ((WIDTH - 2.0 * MARGIN) / (LETTER * 1.25)) as usize;
    match name.chars().count() > most {
        true => name.chars().take(most - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}

/// The lanes in the order of their first entry.
fn order(items: &[Item]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for item in items {
        if !names.contains(&item.lane) {
            names.push(item.lane.clone());
        }
    }
    names
}

/// The sources' lanes in the order of publication, as everywhere.
fn published(view: &View, items: &[Item]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in view.sources.iter().map(|source| publication(source)) {
        if !names.contains(&name) && items.iter().any(|item| item.lane == name) {
            names.push(name);
        }
    }
    names
}

/// Puts a lane's items into rows so that neither marks nor words overlap.
fn place(items: &[&Item], scale: &Scale, y: f64) -> (Vec<Mark>, usize) {
    let mut rows: Vec<f64> = Vec::new();
    let mut marks: Vec<(Mark, Held, usize)> = Vec::new();
    for item in items {
        let Some((first, last)) = days(&item.held) else { continue };
        // the same step of several charges on one day is one mark with all its words
        let same = |(mark, held, _): &&mut (Mark, Held, usize)| {
            *held == item.held && mark.class == item.class && stem(&mark.label) == item.label
        };
        if let Some((mark, _, n)) = marks.iter_mut().find(same) {
            *n += 1;
            mark.label = format!("{} ×{n}", item.label);
            mark.title = format!("{}\n{}", mark.title, item.title);
            continue;
        }
        let is_point = item.held.date.and_then(Period::as_day).is_some() || first == last;
        let (x, end) = (scale.x(first), scale.x(last));
        let width = if is_point { 0.0 } else { (end - x).max(10.0) };
        let room = 14.0 + (item.label.chars().count() + 3) as f64 * LETTER;
        let left = x + width + room > WIDTH;
        let (from, to) = match left {
            true => (x - room, x + width + 8.0),
            false => (x - 8.0, x + width + room),
        };
        let free = rows.iter().take(WORDED).position(|end| *end <= from);
        let (row, label) = match (free, rows.len()) {
            (Some(row), _) => (row, item.label.clone()),
            (None, n) if n < WORDED => (n, item.label.clone()),
            // no room for words: the mark alone, wherever it fits
            _ => (rows.iter().position(|end| *end <= x - 8.0).unwrap_or(rows.len()), String::new()),
        };
        let to = if label.is_empty() { x + width + 8.0 } else { to };
        match rows.get_mut(row) {
            Some(end) => *end = end.max(to),
            None => rows.push(to),
        }
        let label_x = if left { x - 9.0 } else { x + width + if is_point { 9.0 } else { 5.0 } };
        let mark = Mark {
            x,
            y: y + row as f64 * ROW + ROW / 2.0,
            width,
            class: item.class,
            label,
            left,
            label_x,
            title: item.title.clone(),
            href: item.href.clone(),
        };
        marks.push((mark, item.held, 1));
    }
    (marks.into_iter().map(|(mark, ..)| mark).collect(), rows.len().max(1))
}

/// A label without its number.
fn stem(label: &str) -> &str {
    label.split(" ×").next().unwrap_or(label)
}

/// Years, months or days, at most a dozen or so.
fn ticks(first: Date, last: Date, scale: &Scale) -> Vec<(f64, f64, String)> {
    let days = (last - first).get_days();
    type Unit = fn(i64) -> Result<jiff::Span, jiff::Error>;
    let (step, unit): (i64, Unit) = match days {
        0..=16 => (1, |n| jiff::Span::new().try_days(n)),
        17..=100 => (7, |n| jiff::Span::new().try_days(n)),
        101..=420 => (1, |n| jiff::Span::new().try_months(n)),
        421..=1300 => (3, |n| jiff::Span::new().try_months(n)),
        1301..=5000 => (12, |n| jiff::Span::new().try_months(n)),
        _ => (i64::from(days / 4000) * 12, |n| jiff::Span::new().try_months(n)),
    };
    let start = if days <= 100 { first } else { first.first_of_month() };
    let start = if days > 420 { start.first_of_year() } else { start };
    // the calendar of the program ends somewhere, and so do the ticks
    let marks = (0..200).map_while(|n| start.checked_add(unit(n * step).ok()?).ok());
    let marks = marks.take_while(|day| *day <= last).filter(|day| *day >= first);
    let name = |day: &Date| match days {
        0..=100 => day.to_string(),
        101..=1300 => format!("{}-{:02}", day.year(), day.month()),
        _ => day.year().to_string(),
    };
    // the words of the first and the last tick must not run over the edge
    let shown = |day: Date| (scale.x(day), scale.x(day).clamp(36.0, WIDTH - 36.0), name(&day));
    marks.map(shown).collect()
}

/// An entry of the list below the drawing.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) when: String,
    pub(crate) exact: bool,
    pub(crate) words: String,
    pub(crate) latest: Option<Latest>,
    pub(crate) quote: Option<crate::words::Quote>,
    /// How many further sources tell of it.
    pub(crate) more: usize,
}

/// The timeline as a list.
pub(crate) fn lines(view: &View, asked: &Asked) -> Vec<Line> {
    let line = |entry: &Entry| Line {
        when: when(&entry.held),
        exact: entry.held.date.and_then(Period::as_day).is_some(),
        words: crate::words::entry(view, &entry.what),
        latest: latest(view, entry),
        quote: entry.witnesses.first().map(|cite| crate::words::quote(cite, asked)),
        more: entry.witnesses.len().saturating_sub(1),
    };
    view.timeline.iter().map(line).collect()
}
