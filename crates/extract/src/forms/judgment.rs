//! The judgment in a criminal case: counts pleaded to, found and dismissed, and the sentence.

use factum_types::{CountId, FormCount, FormPenalty, FormStep, NameId, PenaltyKind, Span, Status};

use super::cells::Cell;
use super::paper::prejudice;
use super::{Reader, counts};

impl Reader<'_> {
    pub(super) fn judgment(&mut self, cells: &[Cell<'_>], title: Span) {
        let [who] = self.defendants()[..] else { return };
        self.rows(cells);
        let judged: Vec<CountId> = (0..self.filing.counts.len()).collect();
        for cell in cells.iter().filter(|cell| cell.form) {
            self.checked(cell, who);
        }
        if judged.is_empty() {
            return;
        }
        let date = cells.windows(2).find_map(|pair| {
            let [day, label] = pair else { return None };
            super::lines::fold(label.text).starts_with("date of imposition").then_some(day.span)
        });
        self.filing.steps.push(FormStep {
            status: Status::Sentenced,
            span: title,
            date,
            who: vec![who],
            counts: judged.clone(),
            by: "court".to_owned(),
            prejudice: "not_stated".to_owned(),
            rule: "form.judgment".into(),
        });
        let count = match judged.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        self.terms(who, count);
        self.monetary(cells, who, count);
    }

    /// "[X] pleaded guilty to count(s) 1": a line whose box is ticked, or that has no box and names its counts.
    fn checked(&mut self, cell: &Cell<'_>, who: NameId) {
        let said = cell.text;
        if ["[ ]", "[]", "☐"].iter().any(|open| said.starts_with(open)) {
            return;
        }
        let lower = said.to_ascii_lowercase();
        let Some((at, label)) = ["count(s)", "counts", "count"]
            .iter()
            .filter_map(|label| lower.find(label).map(|at| (at, *label)))
            .min_by_key(|(at, label)| (*at, std::cmp::Reverse(label.len())))
        else {
            return;
        };
        let (numbers, _) = counts::numbers(said, at + label.len());
        let words = said.trim_start_matches(['[', ']', 'X', 'x', '☒', ' ']);
        let Some(rule) = self.line("dispositions", words).filter(|_| !numbers.is_empty()) else { return };
        let Some(status) = rule.status() else { return };
        let (by, id) = (rule.by().to_owned(), rule.id.clone());
        let counts = numbers.iter().map(|number| self.numbered(*number, who, cell.span)).collect();
        self.filing.steps.push(FormStep {
            status,
            span: cell.span,
            date: None,
            who: vec![who],
            counts,
            by,
            prejudice: prejudice(said),
            rule: id,
        });
    }

    /// The count of a number; one that is known by nothing else is named by it.
    pub(super) fn numbered(&mut self, number: u32, who: NameId, span: Span) -> CountId {
        let is_it = |c: &FormCount| c.numbers.contains(&number) && c.defendants.contains(&who);
        self.filing.counts.iter().position(is_it).unwrap_or_else(|| {
            self.filing.counts.push(FormCount {
                span,
                numbers: vec![number],
                offence: None,
                called: None,
                defendants: vec![who],
                bare: true,
            });
            self.filing.counts.len() - 1
        })
    }

    /// "imprisoned for a total term of: 30 months", "supervised release for a term of: 3 years".
    fn terms(&mut self, who: NameId, count: Option<CountId>) {
        let lower = self.text.to_ascii_lowercase();
        for (words, kind) in [
            ("imprisoned for a total term of", PenaltyKind::Prison),
            ("imprisoned for a term of", PenaltyKind::Prison),
            ("supervised release for a term of", PenaltyKind::Supervision),
            ("supervised release for a total term of", PenaltyKind::Supervision),
            ("probation for a term of", PenaltyKind::Probation),
        ] {
            // words of a form are broken over its lines
            let spaced: Vec<&str> = words.split(' ').collect();
            let Some(end) = find_spaced(&lower, &spaced) else { continue };
            let rest = self.text.get(end..).unwrap_or_default();
            let len = rest.char_indices().nth(60).map_or(rest.len(), |(at, _)| at);
            let span = Span::new(end, end + len);
            self.filing.penalties.push(FormPenalty { who, count, kind, span, rule: "form.judgment".into() });
        }
    }

    /// The row of totals below "Assessment", "Restitution" and "Fine".
    fn monetary(&mut self, cells: &[Cell<'_>], who: NameId, count: Option<CountId>) {
        let Some(at) = cells.iter().position(|c| c.form && super::lines::fold(c.text) == "totals") else {
            return;
        };
        let sums: Vec<&Cell<'_>> =
            cells.get(at + 1..).unwrap_or_default().iter().take_while(|c| c.form && c.right).collect();
        let heads: Vec<&Cell<'_>> =
            cells.get(..at).unwrap_or_default().iter().rev().take(sums.len()).collect();
        for (head, sum) in heads.iter().rev().zip(&sums) {
            let kind = match super::lines::fold(head.text).as_str() {
                "fine" => PenaltyKind::Fine,
                "restitution" => PenaltyKind::Restitution,
                _ => continue,
            };
            if sum.text.bytes().any(|b| matches!(b, b'1'..=b'9')) {
                let rule = "form.judgment".into();
                self.filing.penalties.push(FormPenalty { who, count, kind, span: sum.span, rule });
            }
        }
    }
}

/// Where words end that stand one after the other with any white space between.
fn find_spaced(lower: &str, words: &[&str]) -> Option<usize> {
    let first = words.first()?;
    lower.match_indices(first).find_map(|(at, _)| {
        let mut end = at + first.len();
        for word in words.get(1..)? {
            let rest = lower.get(end..)?;
            let blank = rest.len() - rest.trim_start().len();
            if blank == 0 || !rest.get(blank..)?.starts_with(word) {
                return None;
            }
            end += blank + word.len();
        }
        Some(end)
    })
}
