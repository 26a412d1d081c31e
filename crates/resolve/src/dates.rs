//! When it was: times as said become places on the calendar by a stated policy, or stay open.
//!
//! What is absolute stands. Everything else needs an anchor, and each answer says which it took ([`How`]):
//! the day of publication ("yesterday", "last month"), the time that was told before in the paragraph or the one
//! before it ("the following day"), the tense of the clause ("will appear Tuesday"), or the event that is named
//! ("the day of the shooting"). Where two readings remain, both are kept and none is the record's; without an
//! anchor nothing is resolved. The publication date is never an event's date by itself.

mod entries;
mod holidays;
mod near;
mod older;
mod place;
mod spot;

use factum_types::{Bound, Document, Finding, Findings, Modality, Period, Span, Tense, Unit, When};
use jiff::civil::Date;

use crate::scene::Scene;
pub(crate) use older::is_of_older_case;
use place::{Anchors, place};
pub(crate) use spot::Spot;

/// A time expression as resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// `DATE`, `TIME`, `DURATION` or `SET`.
    pub kind: &'static str,
    /// The TIMEX3 value; `X` stands for what the document leaves open.
    pub value: String,
    /// When it was: one period, several where several readings remain, none where it is on no calendar.
    pub readings: Vec<Period>,
    /// What the answer rests on besides the words, in the order in which it was asked.
    pub how: Vec<How>,
}

/// What a resolved time rests on besides its own words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The day of publication.
    Publication(Date),
    /// The tense of the clause, which says on which side of publication to look.
    Tense(Tense),
    /// The time expression that was told before.
    Told(Span),
    /// The other numeric dates of the document, which show the order of day and month.
    Order,
    /// The time of the event that it names.
    Event(Span),
}

impl Placed {
    /// When it was, if one reading remains.
    pub fn period(&self) -> Option<Period> {
        match self.readings.as_slice() {
            [period] => Some(*period),
            _ => None,
        }
    }

    /// As EDTF: the one period, or the set of which it is one (`[2024-03-04,2024-04-03]`).
    pub fn edtf(&self) -> Option<String> {
        match self.readings.as_slice() {
            [] => None,
            [period] => Some(period.to_string()),
            several => {
                let all: Vec<String> = several.iter().map(Period::to_string).collect();
                Some(format!("[{}]", all.join(",")))
            }
        }
    }
}

/// Every time expression of a document, resolved, in the order of `findings.whens`.
pub fn dates(document: &Document, findings: &Findings) -> Vec<Placed> {
    Dates::of(document, findings).placed.into_iter().map(|(placed, _)| placed).collect()
}

/// The times of a document as resolved, each with the anchors that it was resolved by.
pub(crate) struct Dates {
    placed: Vec<(Placed, Anchors)>,
}

impl Dates {
    pub(crate) fn of(document: &Document, findings: &Findings) -> Dates {
        let mut anchors = Anchors {
            // "yesterday" in a text of "May 2020" is on no known day.
            published: document.published.and_then(|p| p.date.as_day()),
            day_first: day_first(findings),
            ..Anchors::default()
        };
        let mut placed: Vec<(Placed, Anchors)> = Vec::new();
        let entries = entries::Entries::of(document, findings);
        for (index, when) in findings.whens.iter().enumerate() {
            anchors.forget_far(document, when.span);
            if entries.opens(index) {
                anchors.begin_entry(document, when.span, &entries);
            }
            let (answer, spot) = place(when, when.tense, &anchors);
            placed.push((answer, anchors.clone()));
            anchors.leave_quarter(when);
            // What a report compares itself with is not what it is on.
            if entries.heads(index) {
                anchors.heading = spot.clone().map(|s| (when.span, s));
            }
            if let Some(spot) = spot.filter(|_| !is_compared_with(when)) {
                anchors.tell(document, when.span, spot);
            }
        }
        let mut dates = Dates { placed };
        dates.by_events(document, findings);
        dates
    }

    /// "the day of the shooting": the day that the document gives a finding of that event.
    fn by_events(&mut self, document: &Document, findings: &Findings) {
        for (index, when) in findings.whens.iter().enumerate() {
            let Some(event) = &when.said.event else { continue };
            let told = findings.findings.iter().find_map(|f| {
                let anchor = f.span.of(&document.text).to_lowercase();
                let same = f.kind.as_ref() == "event" && anchor.contains(event.as_str());
                let at = same.then(|| self.index_of(findings, f)).flatten()?;
                let period = self.placed.get(at)?.0.period()?.as_day()?;
                Some((findings.whens.get(at)?.span, Spot::day(period)))
            });
            if let (Some((span, spot)), Some((placed, _))) = (told, self.placed.get_mut(index)) {
                placed.value = spot.value;
                placed.readings = vec![spot.period];
                placed.how = vec![How::Event(span)];
            }
        }
    }

    fn index_of(&self, findings: &Findings, finding: &Finding) -> Option<usize> {
        let binding = finding.one("when")?;
        findings.whens.iter().position(|w| w.span.overlaps(binding.span))
    }

    /// When a finding says that it was: its `when`, or none. What has happened is sought before publication and
    /// what is planned after it, whatever the tense.
    pub(crate) fn of_finding(&self, scene: &Scene<'_>, finding: &Finding) -> Option<Period> {
        let index = self.index_of(scene.findings, finding)?;
        let when = scene.findings.whens.get(index)?;
        let (placed, anchors) = self.placed.get(index)?;
        let tense = match finding.claim.modality {
            Modality::Planned => Tense::Future,
            _ => Tense::Past,
        };
        let settled = when.said.event.is_some() || placed.how.contains(&How::Event(when.span));
        let period = match settled {
            true => placed.period()?,
            false => place(when, tense, anchors).0.period()?,
        };
        // What has happened was not after publication: such a time was read wrongly, or is none of the finding's.
        if tense == Tense::Past && anchors.published.is_some_and(|p| period.first() > p) {
            return None;
        }
        let period = self.to_end_of_range(scene, index, period).unwrap_or(period);
        Some(match when.said.bound {
            Some(Bound::Before) => period.or_before(),
            Some(Bound::After) => period.or_after(),
            None => period,
        })
    }

    /// When the times in a stretch of text are, as far as they are on the calendar, but for some.
    pub(crate) fn told_in(&self, findings: &Findings, span: Span, but: &[Span]) -> Vec<Period> {
        let left_out = |w: &When| but.iter().any(|b| b.overlaps(w.span));
        let told =
            findings.whens.iter().zip(&self.placed).filter(|(w, _)| span.contains(w.span) && !left_out(w));
        told.filter(|(w, _)| w.said.is_date()).filter_map(|(_, (placed, _))| placed.period()).collect()
    }

    /// "from March 3 to March 5", "between May and July": all from the one to the other.
    fn to_end_of_range(&self, scene: &Scene<'_>, index: usize, first: Period) -> Option<Period> {
        let (a, b) = (scene.findings.whens.get(index)?, scene.findings.whens.get(index + 1)?);
        let text = &scene.document.text;
        let between = text.get(a.span.end as usize..b.span.start as usize)?.trim();
        let before = text.get(..a.span.start as usize)?.trim_end();
        let opened = |word: &str| before.to_lowercase().ends_with(word);
        let range = match between {
            "to" | "through" | "until" => true,
            "-" | "–" => true,
            "and" => opened("between"),
            _ => false,
        };
        range.then(|| first.to(self.placed.get(index + 1)?.0.period()?)).flatten()
    }
}

/// Whether the document's numeric dates put the day first: one that can be read in no other way shows it.
fn day_first(findings: &Findings) -> Option<bool> {
    findings.whens.iter().filter_map(|w| w.said.slashes).find_map(|[a, b, _]| match (a > 12, b > 12) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    })
}

/// "from a year earlier", "in the 2020 period": a report's other term, and not what it goes on to tell of.
fn is_compared_with(when: &When) -> bool {
    when.said.counted.is_some_and(|c| c.length && c.unit == Unit::Year)
        || (when.said.year.is_some() && when.said.same.is_some())
}

impl Anchors {
    /// "In the first nine months": what is compared from here on is compared with the year before, and with no
    /// quarter.
    fn leave_quarter(&mut self, when: &When) {
        let months = matches!(when.said.length.as_deref(), Some("P6M" | "P9M"));
        if let (true, Some(_), Some(published)) = (months, &self.quarter, self.published) {
            self.quarter = None;
            self.year = Spot::around(published, Unit::Year).map(|spot| (when.span, spot));
        }
    }

    /// Notes a time that was told; a coarse one does not push out a finer one of the same stretch.
    fn tell(&mut self, document: &Document, span: Span, spot: Spot) {
        self.block = block(document, span);
        if spot.unit == Unit::Quarter && spot.value.contains("-Q") {
            self.quarter = Some((span, spot.clone()));
            self.year = None;
        }
        // "police said on Tuesday": what is told next happened on no such day.
        if !is_of_saying(document, span) || self.day.is_none() {
            self.day = Some((span, spot.clone()));
        }
        self.told = Some((span, spot));
    }

    /// "3:15 p.m. — A man was": an entry of a log is of the day that heads it, in a blog of the day that it is of, and
    /// never of a day that the entry before spoke of.
    fn begin_entry(&mut self, document: &Document, span: Span, entries: &entries::Entries) {
        let blog = || {
            let day = document.published.and_then(|p| p.date.as_day()).filter(|_| entries.are_many())?;
            Some((span, Spot::day(day)))
        };
        let day = self.heading.clone().or_else(|| blog().filter(|_| !entries.have_headings()));
        self.block = block(document, span);
        self.day.clone_from(&day);
        self.told = day;
    }

    /// What was told two paragraphs ago is no anchor any more.
    fn forget_far(&mut self, document: &Document, span: Span) {
        if let (Some(here), Some(there)) = (block(document, span), self.block)
            && here > there + 1
        {
            self.told = None;
            self.day = None;
        }
        self.sentence_starts_after = document
            .text
            .get(..span.start as usize)
            .map_or(0, |t| t.rfind(['.', '\n', '?', '!']).unwrap_or(0))
            as u32;
    }
}

/// Whether a time stands right behind a word for saying: "said on Tuesday", "announced Tuesday".
fn is_of_saying(document: &Document, span: Span) -> bool {
    let before = document.text.get(..span.start as usize).unwrap_or_default();
    let mut words = before.split_whitespace().rev().filter(|w| !matches!(*w, "on" | "late" | "early"));
    words
        .next()
        .is_some_and(|w| matches!(w, "said" | "says" | "announced" | "told" | "reported" | "confirmed"))
}

fn block(document: &Document, span: Span) -> Option<usize> {
    document.blocks.iter().position(|b| b.span.contains(span))
}
