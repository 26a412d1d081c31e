//! The words that count and introduce offences: "two felony counts of", "guilty of".

use factum_types::{Dep, Pos, Tag, TokenRange};

use super::{OffenceMention, Scan};

impl Scan<'_, '_> {
    /// What follows "counts of" is an offence, whether or not the lexicon has it.
    pub(super) fn counted(
        &self,
        start: usize,
        body: usize,
        counts: Option<u32>,
        sentence: &TokenRange,
    ) -> Option<OffenceMention> {
        let from = body + usize::from(matches!(self.text.lower(body), "a" | "an" | "the"));
        let ends = |i: usize| {
            let next =
                i + 1 < sentence.end && (self.number(i + 1).is_some() || self.text.lower(i + 1) == "a");
            matches!(
                self.text.lower(i),
                "," | ";"
                    | "."
                    | ":"
                    | "("
                    | "in"
                    | "after"
                    | "for"
                    | "on"
                    | "against"
                    | "stemming"
                    | "related"
            ) || (self.text.lower(i) == "and" && next)
                || matches!(
                    self.text.token(i).tag,
                    Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::WDT | Tag::WP
                )
        };
        let to =
            (from..sentence.end.min(from + 16)).find(|i| ends(*i)).unwrap_or(sentence.end.min(from + 16));
        let to = self.before_name(from, to);
        let joins = |i: &usize| self.text.token(*i).pos == Pos::CCONJ;
        let to = (from..to).rev().find(|i| !joins(i)).map_or(from, |i| i + 1);
        let tokens = from..to;
        let noun = tokens.clone().any(|i| matches!(self.text.token(i).pos, Pos::NOUN | Pos::VERB));
        (noun && !self.has_name(&tokens)).then(|| OffenceMention {
            span: self.text.span(&tokens),
            head: self.head_of(&tokens),
            cover: start..to,
            counts,
            code: None,
            named: true,
            list_end: 0,
        })
    }

    /// The end before the phrase that a name stands in: "misrepresenting facts to the Dorn Insurance Fund".
    fn before_name(&self, from: usize, to: usize) -> usize {
        let named = |i: &usize| self.has_name(&(*i..*i + 1));
        let Some(name) = (from..to).find(named) else { return to };
        let preposition = (from + 1..name)
            .rev()
            .find(|i| self.text.token(*i).pos == Pos::ADP || self.text.lower(*i) == "to");
        preposition.unwrap_or(to)
    }

    /// What somebody is convicted of, acquitted of, or guilty of is an offence, whether or not the lexicon has it:
    /// "not guilty of indignity to human remains". A word for what happened ("the shooting") names none.
    pub(super) fn formally_named(&self, start: usize, sentence: &TokenRange) -> Option<OffenceMention> {
        let lower = |i: usize| self.text.lower(i);
        let formal = start >= sentence.start + 2
            && matches!(lower(start - 1), "of" | "to")
            && matches!(lower(start - 2), "guilty" | "convicted" | "acquitted")
            && !(lower(start - 1) == "to" && lower(start - 2) != "guilty");
        let from = start + usize::from(matches!(lower(start), "a" | "an"));
        let noun = from < sentence.end && matches!(self.text.token(from).pos, Pos::NOUN | Pos::ADJ);
        if !formal || !noun || self.text.token(from).tag == Tag::VBG {
            return None;
        }
        let to = self.formal_end(from, sentence.end);
        let says_nothing =
            |i: usize| self.words.list("no-offences").is_some_and(|l| l.contains(self.text.lemma(i)));
        let tokens = from..to;
        // "convicted of bomb and weapons charges": what only describes the charges is no offence.
        let describes = to > from
            && matches!(self.text.dep(self.head_of(&tokens)), Dep::Nmod | Dep::Compound | Dep::Amod);
        (to > from && !describes && !tokens.clone().any(says_nothing) && !self.has_name(&tokens)).then(|| {
            OffenceMention {
                span: self.text.span(&tokens),
                head: self.head_of(&tokens),
                cover: start..to,
                counts: None,
                code: None,
                named: true,
                list_end: 0,
            }
        })
    }

    /// The end of an offence's name by its form alone: nouns, with an "of" or "to" phrase.
    fn formal_end(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end && at < from + 9 {
            let inside = matches!(self.text.token(at).pos, Pos::NOUN | Pos::ADJ)
                || (at > from
                    && (matches!(self.text.lower(at), "of" | "to" | "-" | "'s")
                        || self.text.token(at).pos == Pos::DET));
            if !inside || self.text.token(at).tag == Tag::VB {
                break;
            }
            at += 1;
        }
        while at > from
            && matches!(
                self.text.token(at - 1).pos,
                Pos::ADP | Pos::DET | Pos::PUNCT | Pos::PART | Pos::CCONJ
            )
        {
            at -= 1;
        }
        at
    }

    /// "two felony counts of", "one count each of", "charges of": their number and where the offence begins.
    pub(super) fn count_words(&self, start: usize, end: usize) -> (Option<u32>, usize) {
        let lower = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let mut at = start;
        // A table writes "(3) felony counts of".
        let bracketed = lower(start) == "(" && lower(start + 2) == ")";
        let mut counts = self.number(start + usize::from(bracketed));
        if counts.is_some() {
            at += if bracketed { 3 } else { 1 };
        } else if matches!(lower(at), "a" | "an" | "the" | "several" | "multiple" | "numerous") {
            if matches!(lower(at), "a" | "an") {
                counts = Some(1);
            }
            at += 1;
        }
        at = self.over_space(at, end);
        let modifies = |at: usize| self.words.list("count-modifiers").is_some_and(|l| l.contains(lower(at)));
        // "the felony of": there the grade is the noun.
        while modifies(at) && !matches!(lower(at + 1), "of" | ",") {
            at = self.over_space(at + 1, end);
        }
        // "four charges of fraud and one of theft": the second number shares the word of the first.
        let shares = counts.is_some() && at == start + 1 && start > 0 && lower(at) == "of";
        if shares
            && matches!(lower(start - 1), "and" | "," | "plus")
            && !matches!(lower(at + 1), "the" | "his")
        {
            return (counts, at + 1);
        }
        if self.grade_noun(at, end) {
            // "the felonies of A and B", "two felonies, A and B": only what the lexicon names is an offence there.
            let opens = match lower(at + 1) {
                "of" => true,
                "," | ":" | "-" | "\u{2013}" | "\u{2014}" => counts.is_some_and(|n| n > 1),
                _ => false,
            };
            // How many there are in all is no count of the first.
            let counts = counts.filter(|n| *n == 1);
            return if opens { (counts, self.over_space(at + 2, end)) } else { (None, start) };
        }
        if !matches!(lower(at), "count" | "counts" | "charge" | "charges") {
            return (None, start);
        }
        at = self.over_space(at + 1, end);
        if lower(at) == "each" || lower(at) == "apiece" {
            at = self.over_space(at + 1, end);
        }
        if !matches!(lower(at), "of" | "for") {
            return (None, start);
        }
        let from = self.over_space(at + 1, end);
        // "other charges for a drive-by shooting": what happened, not what it is charged as.
        if lower(at) == "for" && matches!(lower(from), "a" | "an" | "the" | "his" | "her" | "their") {
            return (None, start);
        }
        // "on charges of four felony counts of": the inner number counts.
        match self.count_words(from, end) {
            (inner, to) if to > from && counts.is_none() => (inner, to),
            _ => (counts, from),
        }
    }

    /// "(two counts)", "(felony)", "(x3)" behind an offence: where the bracket ends, and the number in it.
    pub(super) fn bracketed_counts(&self, at: usize, end: usize) -> Option<(usize, Option<u32>)> {
        if at >= end || self.text.lower(at) != "(" {
            return None;
        }
        let close = (at + 1..end.min(at + 7)).find(|i| self.text.lower(*i) == ")")?;
        let counts = |i: usize| {
            matches!(self.text.lower(i), "count" | "counts")
                || self.grade_noun(i, end)
                || self.text.lower(i).strip_prefix('x').is_some_and(|n| n.parse::<u8>().is_ok())
        };
        let times = |i: usize| self.text.lower(i).strip_prefix('x')?.parse().ok();
        let number = (at + 1..close).find_map(|i| self.number(i).or_else(|| times(i)));
        (at + 1..close).any(counts).then_some((close + 1, number))
    }

    /// The nouns by which an offence is graded or classed: "the felony of", "the crimes of".
    pub(super) fn grade_noun(&self, at: usize, end: usize) -> bool {
        at < end
            && self
                .words
                .list("grades")
                .is_some_and(|l| l.contains(self.text.lower(at)) || l.contains(self.text.lemma(at)))
    }

    pub(super) fn number(&self, at: usize) -> Option<u32> {
        let word = self.text.lower(at);
        if self.text.token(at).tag != Tag::CD {
            return None;
        }
        let list = self.words.list("numbers");
        word.parse().ok().or_else(|| list?.value(word, "value")?.parse().ok()).filter(|n| *n < 1000)
    }
}
