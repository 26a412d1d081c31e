//! Counts that stand line under line, as in the tables of releases: "Found guilty by a jury of:" and below it
//! "Two felony counts of forgery", "One felony count of theft".

use factum_types::Pos;

use super::{OffenceMention, Scan};

impl Scan<'_, '_> {
    /// Joins counts that are each a line of its own into one list.
    pub(super) fn join_lines(&self, found: &mut [OffenceMention]) {
        let text = self.text;
        for at in 1..found.len() {
            let (mention, next) = (&found[at - 1], &found[at]);
            let gap = mention.cover.end..next.cover.start;
            let listed = mention.list_end == usize::MAX && mention.named && next.named && gap.len() <= 16;
            // Between them the end of the one line and the mark before the other, and no third line.
            let lines = || text.opens_line(mention.cover.start) && text.opens_line(next.cover.start);
            let breaks = || {
                (gap.start..next.cover.start + 1)
                    .filter(|i| text.breaks_line(*i) && text.token(*i).pos != Pos::SPACE)
                    .count()
            };
            let whole = |m: &OffenceMention| self.is_counted(m) || self.fills_line(m);
            // "Misdemeanor" on a line of its own heads the rest of the list.
            let headed = || {
                let graded = |i: usize| is_grade(text.lower(i)) || is_grade(text.lemma(i));
                let bare =
                    |i: usize| matches!(text.token(i).pos, Pos::PUNCT | Pos::SPACE | Pos::NUM | Pos::SYM);
                gap.clone().any(graded) && gap.clone().all(|i| graded(i) || bare(i))
            };
            let next_line = || breaks() == 1 || breaks() == 2 && headed();
            if listed && lines() && next_line() && whole(mention) && whole(next) {
                found[at - 1].list_end = next.cover.start;
            }
        }
    }

    /// The words of a line of a table before the offence: "(2)", "Felony", and the number that they give.
    pub(super) fn line_words(&self, start: usize, end: usize) -> (Option<u32>, usize) {
        if !self.text.opens_line(start) {
            return (None, start);
        }
        let lower = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let bracketed = lower(start) == "(" && lower(start + 2) == ")";
        let counts = if bracketed { lower(start + 1).parse().ok().filter(|n| *n < 1000) } else { None };
        let at = if counts.is_some() { start + 3 } else { start };
        let grade = is_grade(lower(at));
        (counts, at + usize::from(grade))
    }

    /// Whether words are all that a line holds beside its count and grade: "Kidnapping", "(2) Felony stalking". What
    /// the parse makes of a lone gerund is nothing to go by.
    pub(super) fn is_cell(&self, first: usize, last: usize) -> bool {
        let text = self.text;
        let ends = last + 1 >= text.len() || text.breaks_line(last + 1);
        let Some(start) = (0..=first).rev().take(6).find(|i| text.breaks_line(*i)).filter(|_| ends) else {
            return false;
        };
        (start..first).all(|i| {
            matches!(text.token(i).pos, Pos::PUNCT | Pos::SPACE | Pos::SYM | Pos::X | Pos::NUM)
                || is_grade(text.lower(i))
        })
    }

    /// Whether a mention is all that its line holds.
    fn fills_line(&self, mention: &OffenceMention) -> bool {
        let text = self.text;
        let ends = (mention.cover.end..text.len().min(mention.cover.end + 3))
            .find(|i| text.breaks_line(*i) || !matches!(text.token(*i).pos, Pos::PUNCT | Pos::SPACE));
        ends.is_none_or(|i| text.breaks_line(i))
    }

    /// Whether words of counting introduce a mention: "two felony counts of".
    fn is_counted(&self, mention: &OffenceMention) -> bool {
        self.count_words(mention.cover.start, mention.cover.end).1 > mention.cover.start
    }
}

/// The grade of an offence, which is no part of its name.
pub(super) fn is_grade(word: &str) -> bool {
    matches!(word, "felony" | "misdemeanor" | "misdemeanour")
}
