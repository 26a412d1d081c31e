//! Papers that are filed: complaint, information, indictment, judgment, nolle prosequi.

use factum_types::{FormCount, FormStep, NameId, Role, Span};

use super::cells::Cell;
use super::{Reader, counts, names};

/// How many cells below a count's heading may name its offence.
const BELOW: usize = 3;

impl Reader<'_> {
    pub(super) fn paper(&mut self, cells: &[Cell<'_>]) {
        let prose = cells.iter().position(|cell| !cell.form || counts::heading(cell.text).is_some());
        let head = cells.get(..prose.unwrap_or(cells.len())).unwrap_or_default();
        let prosecuted = self.caption(head);
        self.labels(cells);
        let labelled = !self.defendants().is_empty();
        let title = head.iter().find_map(|cell| Some((self.line("titles", cell.text)?.clone(), cell.span)));
        let Some((rule, shown)) = title.filter(|_| prosecuted || labelled) else { return };
        let paper = rule.says("paper").unwrap_or("other");
        if paper == "judgment" {
            self.judgment(cells, shown);
            return;
        }
        let Some(status) = rule.status() else { return };
        self.headed(cells);
        if self.filing.counts.is_empty() {
            self.rows(cells);
        }
        let prejudice = prejudice(shown.of(self.text));
        let date = self.filed(cells);
        let step = |who: Vec<NameId>, counts: Vec<usize>, span: Span| FormStep {
            status,
            span,
            date,
            who,
            counts,
            by: rule.by().to_owned(),
            prejudice: prejudice.clone(),
            rule: rule.id.clone(),
        };
        let mut steps: Vec<FormStep> = Vec::new();
        for (at, count) in self.filing.counts.iter().enumerate() {
            steps.push(step(count.defendants.clone(), vec![at], count.span));
        }
        // a paper that ends a case without naming its counts ends them all
        if steps.is_empty() && paper == "ending" {
            steps.push(step(self.defendants(), Vec::new(), shown));
        }
        self.filing.steps = steps;
    }

    /// Counts under headings of their own, each with its defendants.
    fn headed(&mut self, cells: &[Cell<'_>]) {
        let heads: Vec<usize> = (0..cells.len())
            .filter(|at| cells.get(*at).is_some_and(|c| c.form && counts::heading(c.text).is_some()))
            .collect();
        for (nth, at) in heads.iter().enumerate() {
            let Some(cell) = cells.get(*at) else { continue };
            let Some((numbers, from)) = counts::heading(cell.text) else { continue };
            let next = heads.get(nth + 1).copied().unwrap_or(cells.len());
            let rest = Span { start: cell.span.start + from as u32, end: cell.span.end };
            let mut named = counts::named(self.rules.words(), self.text, rest);
            let mut span = cell.span;
            let below = cells.get(at + 1..next).unwrap_or_default().iter();
            let mut words = rest;
            for cell in below.take_while(|cell| cell.form).take(BELOW) {
                let goes_on =
                    cell.right || cell.text.starts_with(['(', '[', '–', '—']) || named.offence.is_none();
                if !goes_on || named.offence.is_some() && named.statute.is_some() {
                    break;
                }
                words = words.cover(cell.span);
                named = counts::named(self.rules.words(), self.text, words);
                if named.offence.is_some() || named.statute.is_some() {
                    span = span.cover(cell.span);
                }
            }
            let body =
                Span { start: cell.span.start, end: cells.get(next - 1).map_or(span.end, |c| c.span.end) };
            if named.offence.is_none() && named.statute.is_none() {
                named = in_violation(self, body).unwrap_or(named);
            }
            let defendants = self.charged_by(body.of(self.text));
            self.filing.counts.extend(named.count(span, numbers, defendants));
        }
    }

    /// Rows of a table of offences: statute, then what it is called; on a judgment the number of the count comes last.
    pub(super) fn rows(&mut self, cells: &[Cell<'_>]) {
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.form && !cell.right) {
            let statute = counts::named(self.rules.words(), self.text, cell.span);
            let beside: Vec<&Cell<'_>> =
                cells.get(at + 1..).unwrap_or_default().iter().take_while(|c| c.form && c.right).collect();
            let (Some(law), None, Some(next)) = (statute.statute, statute.offence, beside.first()) else {
                continue;
            };
            let offence = counts::named(self.rules.words(), self.text, next.span).offence;
            let cites = law.start == cell.span.start && law.of(self.text).bytes().any(|b| b.is_ascii_digit());
            let Some(offence) = offence.filter(|_| cites) else { continue };
            let last = beside.last().filter(|last| beside.len() > 1 && last.text.len() < 24);
            let numbers = last.map(|last| counts::numbers(last.text, 0).0).unwrap_or_default();
            let span = beside.last().map_or(cell.span, |last| cell.span.cover(last.span));
            let defendants = match self.defendants().as_slice() {
                [only] => vec![*only],
                _ => Vec::new(), // a table does not say whose
            };
            let offence = Some(offence);
            self.filing.counts.push(FormCount {
                span,
                numbers,
                offence,
                called: None,
                defendants,
                bare: false,
            });
        }
    }

    /// Names beside labels and above offices.
    pub(super) fn labels(&mut self, cells: &[Cell<'_>]) {
        let form: Vec<&Cell<'_>> = cells.iter().filter(|cell| cell.form).collect();
        for (at, cell) in form.iter().enumerate() {
            for line in super::cells::lines(self.text, cell.span) {
                self.label(line, at, &form);
            }
        }
    }

    fn label(&mut self, line: Span, at: usize, form: &[&Cell<'_>]) {
        let said = line.of(self.text);
        let list = self.rules.words();
        // "Dennis Harrow, Special Agent, FBI"
        if let Some((name, office)) = said.split_once(',')
            && let Some(rule) =
                self.line("people", office.trim()).filter(|r| r.says("where") == Some("before"))
            && let Some(written) = names::alone(list, self.text, name)
        {
            let (role, id) = (role_of(rule), rule.id.clone());
            self.name(written, role, line, &id);
            return;
        }
        let Some(rule) = self.line("people", said) else { return };
        let (role, id) = (role_of(rule), rule.id.clone());
        let found = match rule.says("where") {
            Some("after") => {
                let value = said.split_once(':').map_or_else(|| after_title(said), |(_, value)| value.trim());
                match value.is_empty() {
                    false => names::alone(list, self.text, value).map(|w| (w, line)),
                    true => form.get(at + 1).and_then(|next| {
                        Some((names::alone(list, self.text, next.text)?, line.cover(next.span)))
                    }),
                }
            }
            _ => {
                let above = (1..=2).filter_map(|up| form.get(at.checked_sub(up)?));
                above.take(2).find_map(|c| {
                    let last = c.text.lines().last().unwrap_or_default();
                    Some((names::alone(list, self.text, last)?, c.span.cover(line)))
                })
            }
        };
        if let Some((written, shown)) = found.filter(|(w, _)| !w.organization) {
            self.name(written, role, shown, &id);
        }
    }

    /// The day that a paper was filed on, or else bears.
    fn filed(&self, cells: &[Cell<'_>]) -> Option<Span> {
        let labelled = |labels: &[&str]| {
            let form = cells.iter().enumerate().filter(|(_, cell)| cell.form);
            form.filter_map(|(at, cell)| {
                let folded = super::lines::fold(cell.text);
                let label = labels.iter().find(|label| {
                    folded
                        .strip_prefix(**label)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':']))
                })?;
                let rest = cell.text.get(label.len()..).unwrap_or_default();
                if rest.bytes().any(|b| b.is_ascii_digit()) {
                    let start = cell.span.start + label.len() as u32;
                    return Some(Span { start, end: cell.span.end });
                }
                let next = cells.get(at + 1).filter(|next| next.form && next.text.len() < 40)?;
                (rest.trim_matches([':', ' ']).is_empty() && next.text.bytes().any(|b| b.is_ascii_digit()))
                    .then_some(next.span)
            })
            .next()
        };
        labelled(&["filed on", "filed", "date filed", "charged on"])
            .or_else(|| labelled(&["dated this", "dated", "date"]))
    }
}

/// "all in violation of Title 18, United States Code, Section 1349", at the end of a count.
fn in_violation(reader: &Reader<'_>, body: Span) -> Option<counts::Named> {
    let words = body.of(reader.text);
    let at = words.rfind("violation of ")? + "violation of ".len();
    let end = words.get(at..)?.find(". ").map_or(words.len(), |end| at + end);
    let start = body.start as usize;
    let found =
        counts::named(reader.rules.words(), reader.text, Span::new(start + at, start + end.min(at + 120)));
    found.statute.map(|statute| counts::Named { offence: None, statute: Some(statute), called: found.called })
}

/// "Hon. Miriam Kessel" has its name behind the title.
fn after_title(said: &str) -> &str {
    said.split_once(' ').map_or("", |(_, rest)| rest.trim())
}

fn role_of(rule: &super::lines::LineRule) -> Role {
    rule.says("role").and_then(|role| role.parse().ok()).unwrap_or(Role::Other)
}

/// With or without prejudice, where the words say.
pub(super) fn prejudice(words: &str) -> String {
    let folded = super::lines::fold(words);
    match (folded.contains("without prejudice"), folded.contains("with prejudice")) {
        (true, _) => "without",
        (_, true) => "with",
        _ => "not_stated",
    }
    .to_owned()
}
