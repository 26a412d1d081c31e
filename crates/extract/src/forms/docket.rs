//! Dockets: the sheet of a federal case, the register of a state's, row by row.

use factum_types::{CountId, FormCount, FormPenalty, FormStep, NameId, PenaltyKind, Role, Span, Status};

use super::cells::{self, Cell};
use super::paper::prejudice;
use super::{Reader, counts, names};
use crate::rules::Rules;

/// What the rows of a docket are, by the heading above them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Head,
    Pending,
    Ended,
    Complaints,
    Charges,
    Entries,
    Level,
    Prosecution,
}

/// Where the reading stands.
struct At {
    section: Section,
    /// The defendant whose block this is.
    defendant: Option<NameId>,
    /// What the next cell is.
    next: Option<Next>,
    /// The count that dispositions belong to.
    count: Option<CountId>,
    /// Where the count's disposition has been seen.
    settled: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Defendant,
    Counsel,
}

/// Whether cells are a docket's.
pub(super) fn is_docket(rules: &Rules, cells: &[Cell<'_>]) -> bool {
    let heads = |cell: &Cell<'_>| {
        let section =
            rules.lines().find("sections", cell.text).and_then(|r| r.says("section").map(str::to_owned));
        cell.form && matches!(section.as_deref(), Some("pending" | "entries"))
    };
    cells.iter().any(heads)
}

impl Reader<'_> {
    pub(super) fn docket(&mut self, cells: &[Cell<'_>]) {
        let head = (0..cells.len()).find(|at| self.section_at(cells, *at).is_some()).unwrap_or(cells.len());
        self.caption(cells.get(..head).unwrap_or_default());
        self.labels(cells.get(..head).unwrap_or_default());
        // a sheet with blocks names its defendants there; "USA v. Quill et al" names one in part
        let blocks = cells.iter().any(|c| is_block(c.text));
        if blocks {
            self.filing.names.retain(|n| n.role != Role::Defendant);
        }
        let defendant = match self.defendants().as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        let mut at = At { section: Section::Head, defendant, next: None, count: None, settled: false };
        let mut from = cells.len();
        for (nth, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.form) {
            if let Some(section) = self.section_at(cells, nth) {
                self.leave(&at);
                at.section = section;
                at.count = None;
                if section == Section::Entries {
                    from = nth + 1;
                    break;
                }
                continue;
            }
            self.cell(cell, &mut at);
        }
        self.leave(&at);
        self.drop_complaints();
        self.entries(cells.get(from..).unwrap_or_default());
    }

    /// The section that a cell heads. "Register of Actions" above the whole sheet heads no entries.
    fn section_at(&self, cells: &[Cell<'_>], at: usize) -> Option<Section> {
        let rule = self.line("sections", cells.get(at)?.text)?;
        let dated = || {
            let below = cells.get(at + 1..).unwrap_or_default().iter().take(4);
            below
                .filter_map(|c| Some((date_in(self.text, c.span)?, c)))
                .any(|(day, c)| day.start == c.span.start)
        };
        Some(match rule.says("section")? {
            "entries" if !dated() => return None,
            "pending" => Section::Pending,
            "ended" => Section::Ended,
            "complaints" => Section::Complaints,
            "charges" => Section::Charges,
            "entries" => Section::Entries,
            "level" => Section::Level,
            _ => Section::Prosecution,
        })
    }

    fn cell(&mut self, cell: &Cell<'_>, at: &mut At) {
        if is_block(cell.text) {
            self.leave(at);
            *at = At {
                section: Section::Head,
                defendant: None,
                next: Some(Next::Defendant),
                count: None,
                settled: false,
            };
            return;
        }
        let folded = super::lines::fold(cell.text);
        if folded == "represented by" {
            at.next = Some(Next::Counsel);
            return;
        }
        match at.next.take() {
            Some(Next::Defendant) => {
                let line = cells::lines(self.text, cell.span).first().copied().unwrap_or(cell.span);
                let written = names::alone(self.rules.words(), self.text, line.of(self.text));
                at.defendant = written.map(|w| self.name(w, Role::Defendant, line, "form.docket-defendant"));
                return;
            }
            Some(Next::Counsel) => {
                let role = match at.section {
                    Section::Prosecution => Role::Prosecutor,
                    _ => Role::DefenceCounsel,
                };
                return self.counsel(cell, role);
            }
            None => {}
        }
        match at.section {
            Section::Pending | Section::Ended | Section::Complaints => self.sheet_row(cell, at),
            Section::Charges => self.register_row(cell, at),
            _ => {}
        }
    }

    /// Lawyers of one party: each name stands above an address and below another's last line.
    fn counsel(&mut self, cell: &Cell<'_>, role: Role) {
        let mut begins = true;
        for line in cells::lines(self.text, cell.span) {
            let said = line.of(self.text);
            if begins && let Some(written) = names::alone(self.rules.words(), self.text, said) {
                self.name(written, role, line, "form.docket-counsel");
            }
            let lower = said.to_lowercase();
            begins = lower.starts_with("designation") || lower.starts_with("attorney to be noticed");
        }
    }

    /// A count of a federal sheet, or the disposition of the one before.
    fn sheet_row(&mut self, cell: &Cell<'_>, at: &mut At) {
        let folded = super::lines::fold(cell.text);
        if matches!(folded.as_str(), "none" | "disposition" | "") {
            return;
        }
        let Some(who) = at.defendant else { return };
        let named = counts::named(self.rules.words(), self.text, cell.span);
        let numbers = row_numbers(cell.text);
        let begins_with_law = named.statute.is_some_and(|law| law.start == cell.span.start);
        if numbers.is_empty() && !begins_with_law {
            if let Some(count) = at.count {
                at.settled = true;
                self.disposition(cell.span, count, who, at.section);
            }
            return;
        }
        self.leave(at);
        at.count = self.counted(named.count(cell.span, numbers, vec![who]));
        at.settled = false;
    }

    /// Adds a count, if there is one.
    fn counted(&mut self, count: Option<FormCount>) -> Option<CountId> {
        self.filing.counts.push(count?);
        Some(self.filing.counts.len() - 1)
    }

    /// A count that has been read to its end: one that nothing settled is open, or its end is not known.
    fn leave(&mut self, at: &At) {
        let (Some(count), Some(who), false) = (at.count, at.defendant, at.settled) else { return };
        let Some(span) = self.filing.counts.get(count).map(|c| c.span) else { return };
        let status = match at.section {
            Section::Pending => Status::Pending,
            Section::Complaints => Status::Charged,
            _ => return,
        };
        self.push(status, span, None, who, count, "not_stated", "form.pending-counts");
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a step")]
    fn push(
        &mut self,
        status: Status,
        span: Span,
        date: Option<Span>,
        who: NameId,
        count: CountId,
        by: &str,
        rule: &str,
    ) {
        self.filing.steps.push(FormStep {
            status,
            span,
            date,
            who: vec![who],
            counts: vec![count],
            by: by.to_owned(),
            prejudice: prejudice(span.of(self.text)),
            rule: rule.into(),
        });
    }

    fn disposition(&mut self, span: Span, count: CountId, who: NameId, section: Section) {
        let Some(rule) = self.line("dispositions", span.of(self.text)) else { return };
        let Some(status) = rule.status() else { return };
        // what a sheet lists as ended has no sentence; a complaint's end is that of its counts
        if section == Section::Ended && matches!(status, Status::Sentenced | Status::Convicted) {
            return;
        }
        let (by, id) = (rule.by().to_owned(), rule.id.clone());
        let row = self.filing.counts.get(count).map_or(span, |c| c.span.cover(span));
        self.push(status, row, date_in(self.text, span), who, count, &by, &id);
        if status == Status::Sentenced {
            self.punishments(span, who, Some(count));
        }
    }

    /// "Imprisonment: 30 months; Supervised release: 3 years": a kind and its amount each.
    fn punishments(&mut self, span: Span, who: NameId, count: Option<CountId>) {
        let said = span.of(self.text);
        let mut start = span.start as usize;
        for part in said.split_inclusive([';', '\n']) {
            let part_span = Span::new(start, start + part.len());
            start += part.len();
            let folded = super::lines::fold(part);
            let has = |words: &[&str]| words.iter().any(|word| folded.contains(word));
            let kind = match () {
                () if has(&["supervised release", "tsr"]) => PenaltyKind::Supervision,
                () if has(&["probation"]) => PenaltyKind::Probation,
                () if has(&["restitution"]) => PenaltyKind::Restitution,
                () if has(&["forfeiture"]) => PenaltyKind::Forfeiture,
                () if has(&["assessment"]) => continue,
                () if has(&["fine"]) => PenaltyKind::Fine,
                () if has(&["community service"]) => PenaltyKind::CommunityService,
                () if has(&["jail"]) => PenaltyKind::Jail,
                () if has(&["imprisonment", "prison", "bop", "custody", "incarceration"]) => {
                    PenaltyKind::Prison
                }
                () => continue,
            };
            if part.bytes().any(|b| b.is_ascii_digit()) {
                let rule = "form.sentence".into();
                self.filing.penalties.push(FormPenalty { who, count, kind, span: part_span, rule });
            }
        }
    }

    /// A row of a state's register: a count, its plea, its disposition, its sentence.
    fn register_row(&mut self, cell: &Cell<'_>, at: &mut At) {
        let Some(who) = at.defendant else { return };
        if let Some((numbers, from)) = counts::heading(cell.text) {
            let rest = Span { start: cell.span.start + from as u32, end: cell.span.end };
            let named = counts::named(self.rules.words(), self.text, rest);
            at.count = self.counted(named.count(cell.span, numbers, vec![who]));
            let Some(count) = at.count else { return };
            at.settled = true;
            self.push(Status::Charged, cell.span, None, who, count, "prosecution", "form.charges");
            return;
        }
        let Some(count) = at.count else { return };
        let folded = super::lines::fold(cell.text);
        let date = date_in(self.text, cell.span);
        let last = |reader: &mut Self| {
            let dated = date.filter(|_| cell.right || folded.starts_with("filed"));
            let step = reader.filing.steps.iter_mut().rev().find(|s| s.counts.contains(&count));
            if let Some(step) = step.filter(|s| s.date.is_none() && dated.is_some()) {
                step.date = dated;
            }
        };
        if folded.starts_with("sentence:") {
            self.punishments(cell.span, who, Some(count));
            let judged =
                self.filing.steps.iter().rev().find(|s| s.counts.contains(&count)).and_then(|s| s.date);
            self.push(Status::Sentenced, cell.span, judged, who, count, "court", "form.sentence");
        } else if folded.starts_with("plea:")
            || folded.starts_with("disposition:")
            || folded.starts_with("verdict:")
        {
            self.disposition(cell.span, count, who, Section::Charges);
        } else {
            last(self);
        }
    }

    /// An indictment's counts take the place of the complaint's.
    fn drop_complaints(&mut self) {
        let filing = &mut self.filing;
        let complained: Vec<CountId> =
            (0..filing.counts.len()).filter(|c| filing.counts[*c].numbers.is_empty()).collect();
        for count in complained {
            let who = filing.counts[count].defendants.clone();
            let replaced = filing.counts.iter().any(|c| !c.numbers.is_empty() && c.defendants == who);
            if replaced {
                filing.steps.retain(|s| !s.counts.contains(&count));
                filing.counts[count].defendants.clear();
            }
        }
    }
}

/// "Defendant (1)": the head of a defendant's block.
fn is_block(text: &str) -> bool {
    let folded = super::lines::fold(text);
    folded.strip_prefix("defendant").is_some_and(|rest| {
        let rest = rest.trim();
        !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit()) && text.contains('(')
    })
}

/// The numbers of the counts that end a row: "(1)", "(2-3)", "(1s-3s)".
fn row_numbers(text: &str) -> Vec<u32> {
    let text = text.trim_end();
    let Some(open) = text.strip_suffix(')').and_then(|inner| inner.rfind('(')) else { return Vec::new() };
    let inner = text.get(open + 1..text.len() - 1).unwrap_or_default();
    if !inner.starts_with(|c: char| c.is_ascii_digit()) || inner.len() > 80 {
        return Vec::new();
    }
    counts::numbers(inner, 0).0
}

/// The day in figures that a cell holds.
pub(super) fn date_in(text: &str, span: Span) -> Option<Span> {
    let said = span.of(text);
    said.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')')).find_map(|word| {
        let figures =
            word.split(['/', '-']).filter(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit())).count();
        (figures == 3 && word.split(['/', '-']).count() == 3).then(|| cells::span_of(text, word))
    })
}
