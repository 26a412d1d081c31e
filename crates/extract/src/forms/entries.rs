//! Entries of a docket: what was filed and done, each on its day, and for whom and which counts.

use factum_types::{CountId, FormStep, NameId, Span, Status};

use super::cells::Cell;
use super::docket::date_in;
use super::{Reader, counts};

/// An entry: its day and its words.
struct Entry {
    date: Span,
    words: Span,
}

impl Reader<'_> {
    pub(super) fn entries(&mut self, cells: &[Cell<'_>]) {
        let entries = self.list(cells);
        let indicted = entries.iter().any(|e| {
            self.line("entries", e.words.of(self.text)).is_some_and(|r| r.says("status") == Some("indicted"))
        });
        let charged = |reader: &Self, e: &Entry| {
            reader
                .line("entries", e.words.of(reader.text))
                .is_some_and(|r| r.says("status") == Some("charged"))
        };
        let times = entries.iter().filter(|e| charged(self, e)).count();
        for entry in &entries {
            // which counts an earlier paper had, a docket does not say
            if charged(self, entry) && (indicted || times > 1) {
                continue;
            }
            self.entry(entry);
        }
    }

    fn list(&self, cells: &[Cell<'_>]) -> Vec<Entry> {
        let mut found: Vec<Entry> = Vec::new();
        for cell in cells.iter().filter(|cell| cell.form) {
            let date = date_in(self.text, cell.span).filter(|d| d.start == cell.span.start);
            match (date, found.last_mut()) {
                (Some(date), _) => {
                    let words = super::cells::words(self.text, Span { start: date.end, end: cell.span.end });
                    found.push(Entry { date, words });
                }
                (None, Some(last)) if cell.text.bytes().all(|b| b.is_ascii_digit()) => {
                    last.words = Span { start: cell.span.end, end: cell.span.end };
                }
                (None, Some(last)) => {
                    let begun = !last.words.is_empty();
                    last.words = if begun { last.words.cover(cell.span) } else { cell.span };
                }
                (None, None) => {}
            }
        }
        found.retain(|entry| !entry.words.is_empty());
        found
    }

    fn entry(&mut self, entry: &Entry) {
        let whole = entry.words.of(self.text);
        let status = |reader: &Self, words: &str| {
            let rule = reader.line("entries", words)?;
            Some((rule.status()?, rule.by().to_owned(), rule.id.clone()))
        };
        if let Some((Status::Sentenced, by, rule)) = status(self, whole) {
            return self.judged(entry, &by, &rule);
        }
        for part in sentences(whole) {
            let Some((status, by, rule)) = status(self, part) else { continue };
            for (who, counts, span) in self.meant(part, whole) {
                let all = self.counts_of(who);
                // a plea, verdict or dismissal that names no count is for the only one, or for nobody knows which
                let opens = matches!(
                    status,
                    Status::Charged | Status::Indicted | Status::Arraigned | Status::PleadedNotGuilty
                );
                let counts = match counts.is_empty() {
                    false => all.iter().copied().filter(|c| self.has_number(*c, &counts)).collect(),
                    true if opens || all.len() == 1 => all,
                    true => Vec::new(),
                };
                if counts.is_empty() {
                    continue;
                }
                self.filing.steps.push(FormStep {
                    status,
                    span,
                    date: Some(entry.date),
                    who: vec![who],
                    counts,
                    by: by.clone(),
                    prejudice: super::paper::prejudice(part),
                    rule: rule.clone(),
                });
            }
        }
    }

    /// "JUDGMENT as to Quill (1), Count(s) 1, Imprisonment: 30 months; Count(s) 2-3, Dismissed".
    fn judged(&mut self, entry: &Entry, by: &str, rule: &str) {
        let whole = entry.words.of(self.text);
        let defendants = self.defendants();
        let who = match self.named_in(whole, &defendants).as_slice() {
            [only] => *only,
            [] if defendants.len() == 1 => defendants[0],
            _ => return,
        };
        let all = self.counts_of(who);
        let labels = counts::labels(whole);
        for (nth, (at, end)) in labels.iter().enumerate() {
            let (numbers, from) = counts::numbers(whole, *end);
            let to = labels.get(nth + 1).map_or(whole.len(), |(next, _)| *next);
            let words = whole.get(from..to).unwrap_or_default();
            let counts: Vec<CountId> =
                all.iter().copied().filter(|c| self.has_number(*c, &numbers)).collect();
            let Some(told) = self.line("dispositions", words).filter(|_| !counts.is_empty()) else {
                continue;
            };
            let Some(status) = told.status() else { continue };
            let by = told.says("by").unwrap_or(by).to_owned();
            let start = entry.words.start as usize;
            self.filing.steps.push(FormStep {
                status,
                span: Span::new(start + at, start + from.max(to)),
                date: Some(entry.date),
                who: vec![who],
                counts,
                by,
                prejudice: super::paper::prejudice(words),
                rule: rule.into(),
            });
        }
        if labels.is_empty() && all.len() == 1 {
            self.filing.steps.push(FormStep {
                status: Status::Sentenced,
                span: entry.words,
                date: Some(entry.date),
                who: vec![who],
                counts: all,
                by: by.to_owned(),
                prejudice: "not_stated".to_owned(),
                rule: rule.into(),
            });
        }
    }

    /// For whom a sentence of an entry is, with the numbers of the counts behind each name.
    fn meant(&self, part: &str, whole: &str) -> Vec<(NameId, Vec<u32>, Span)> {
        let defendants = self.defendants();
        let mut places: Vec<(usize, NameId)> =
            defendants.iter().filter_map(|name| Some((self.place_of(*name, part)?, *name))).collect();
        places.sort_unstable();
        let start = super::cells::span_of(self.text, part).start as usize;
        if places.is_empty() {
            let named = self.named_in(whole, &defendants);
            let only = match (named.as_slice(), defendants.as_slice()) {
                ([only], _) | ([], [only]) => *only,
                _ => return Vec::new(),
            };
            return vec![(only, numbers_in(part), Span::new(start, start + part.trim_end().len()))];
        }
        let ends = places.iter().skip(1).map(|(at, _)| *at).chain([part.len()]);
        let several = places.len() > 1;
        places
            .iter()
            .zip(ends)
            .map(|((at, name), end)| {
                let own = part.get(*at..end).unwrap_or_default().trim_end();
                let span = match several {
                    true => Span::new(start, start + at + own.len()),
                    false => Span::new(start, start + part.trim_end().len()),
                };
                (*name, numbers_in(own), span)
            })
            .collect()
    }

    /// The counts of a defendant, those that a later paper replaced left out.
    fn counts_of(&self, who: NameId) -> Vec<CountId> {
        let told =
            |c: &CountId| self.filing.steps.iter().any(|s| s.counts.contains(c) && s.who.contains(&who));
        let own = |c: &CountId| self.filing.counts.get(*c).is_some_and(|c| c.defendants.contains(&who));
        (0..self.filing.counts.len()).filter(own).filter(told).collect()
    }

    fn has_number(&self, count: CountId, numbers: &[u32]) -> bool {
        self.filing.counts.get(count).is_some_and(|c| c.numbers.iter().any(|n| numbers.contains(n)))
    }
}

/// The numbers behind "count", "counts", "count(s)".
fn numbers_in(words: &str) -> Vec<u32> {
    counts::labels(words).into_iter().flat_map(|(_, end)| counts::numbers(words, end).0).collect()
}

/// The sentences of an entry; what stands before a colon ("Minute Entry for proceedings held before …:") is one, too.
fn sentences(entry: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, _) in entry.match_indices(['.', ':', ';']) {
        let next = entry.get(at + 1..).and_then(|rest| rest.chars().next());
        if next.is_none_or(char::is_whitespace) {
            found.push(entry.get(start..at).unwrap_or_default().trim());
            start = at + 1;
        }
    }
    found.push(entry.get(start..).unwrap_or_default().trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}
