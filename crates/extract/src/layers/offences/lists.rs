//! Members of a list of offences that the lexicon does not have: between two that it has, or as a gerund at the end.

use factum_types::{Pos, Tag, TokenRange};

use super::lines::is_grade;
use super::{OffenceMention, Scan};

/// Verbs whose gerund behind "and" goes on with the story and not with the list: "and facing trial".
const STORY: &[&str] =
    &["face", "await", "hold", "remain", "go", "say", "have", "plead", "serve", "order", "seek", "claim"];

impl Scan<'_, '_> {
    /// "one count each of A, contacting a child with intent to commit B, and C": each part between the commas is a
    /// member, whatever offences are named within it.
    fn split_each(&self, found: &mut Vec<OffenceMention>) {
        let says_each = |m: &OffenceMention| {
            let words = m.cover.start..self.text.tokens_in(m.span).start;
            m.named && words.clone().any(|i| matches!(self.text.lower(i), "each" | "apiece"))
        };
        let firsts: Vec<(usize, usize)> =
            found.iter().filter(|m| says_each(m)).map(|m| (m.cover.end, m.head)).collect();
        for (start, head) in firsts {
            let sentence = self.text.sentence(head);
            let closes = |i: &usize| {
                let adds = self.text.lower(*i) == "with"
                    && (*i + 1..sentence.end.min(*i + 4)).any(|i| self.adds_to_punishment(i));
                let counted = self.count_words(*i, sentence.end).1 > *i;
                self.begins_clause(*i) || adds || counted
            };
            let end = (start..sentence.end).find(closes).unwrap_or(sentence.end);
            let mut at = start;
            while at < end && self.parts(at) {
                let mut from = at;
                while from < end && self.parts(from) {
                    from += 1;
                }
                // A comma parts two members; "and" does behind a comma or before a gerund.
                let ends = |i: &usize| {
                    self.text.lower(*i) == ","
                        || self.text.lower(*i) == "and"
                            && self.text.token((*i + 1).min(end - 1)).tag == Tag::VBG
                };
                let to = (from..end).find(ends).unwrap_or(end);
                let known = found.iter().any(|m| m.cover.start == from && m.cover.end + 2 >= to);
                let gerund = from < end && self.text.token(from).tag == Tag::VBG;
                if !known && gerund && self.may_be_member(&(from..to)) {
                    found.retain(|m| m.cover.start < from || m.cover.start >= to);
                    found.push(self.member(from..to));
                }
                at = to;
            }
        }
        found.sort_by_key(|m| m.cover.start);
    }

    /// "leading/assisting a criminal street gang": what stands before the stroke belongs to the name.
    pub(super) fn with_alternative(&self, mention: &mut OffenceMention) {
        let start = mention.cover.start;
        let own = self.text.tokens_in(mention.span);
        let stroke = start >= 2 && own.start == start && self.text.lower(start - 1) == "/";
        if stroke
            && (self.text.token(start - 2).tag == Tag::VBG || self.text.token(start - 2).pos == Pos::NOUN)
        {
            mention.cover.start = start - 2;
            mention.span = self.text.span(&(start - 2..own.end));
        }
    }

    /// Puts the unknown members of lists among the mentions.
    pub(super) fn fill_lists(&self, found: &mut Vec<OffenceMention>) {
        self.split_each(found);
        let mut added: Vec<OffenceMention> = Vec::new();
        for (at, mention) in found.iter().enumerate() {
            let sentence = self.text.sentence(mention.head);
            if !mention.named || !self.introduced(mention, &sentence) {
                continue;
            }
            match found.get(at + 1).filter(|n| n.cover.start < sentence.end) {
                Some(next) => added.extend(self.between(mention.cover.end..next.cover.start)),
                None => added.extend(self.at_the_end(mention.cover.end, sentence.end)),
            }
        }
        found.extend(added);
        found.sort_by_key(|m| m.cover.start);
    }

    /// Whether the words before an offence say that a list of charges begins.
    fn introduced(&self, mention: &OffenceMention, sentence: &TokenRange) -> bool {
        (sentence.start..mention.head).any(|i| {
            matches!(
                self.text.lower(i),
                "charged"
                    | "charge"
                    | "charges"
                    | "count"
                    | "counts"
                    | "guilty"
                    | "convicted"
                    | "indicted"
                    | "suspicion"
            )
        })
    }

    /// Joins the members of a list of counts over what no rule of naming reads: behind "one count of A in whatever
    /// words, two counts of" the list goes on, unless a clause begins between.
    pub(super) fn bridge_counts(&self, found: &mut [OffenceMention]) {
        for at in 0..found.len().saturating_sub(1) {
            let (mention, next) = (&found[at], &found[at + 1]);
            let gap = mention.cover.end..next.cover.start;
            let open = mention.list_end == usize::MAX && mention.named && next.named;
            let counted = |m: &OffenceMention| self.count_words(m.cover.start, m.cover.end).1 > m.cover.start;
            let near = self.text.sentence(mention.head).contains(&next.head) && gap.len() <= 25;
            if !(open && near && counted(next)) {
                continue;
            }
            let parted = gap.clone().next_back().is_some_and(|i| self.parts(i));
            if parted && !gap.clone().any(|i| self.begins_clause(i)) {
                found[at].list_end = next.cover.start;
            }
        }
    }

    /// Behind the grade of one member: "robbery, a first-degree felony; and theft", "robbery (a Class B felony)".
    pub(super) fn behind_grade(&self, end: usize) -> usize {
        let lower = |i: usize| if i < self.text.len() { self.text.lower(i) } else { "" };
        if !matches!(lower(end), "," | "(") {
            return end;
        }
        let grade = |i: &usize| is_grade(lower(*i));
        let Some(last) = (end + 1..end + 8).take_while(|i| !self.parts(*i)).find(grade) else { return end };
        let opens = matches!(lower(end + 1), "a" | "an" | "both" | "all" | "each") || lower(end) == "(";
        let closes = matches!(lower(last + 1), "," | ";" | "." | ")" | "and");
        match (opens && closes, lower(last + 1)) {
            (true, ")") => last + 2,
            (true, _) => last + 1,
            _ => end,
        }
    }

    /// Joins the members of a list over words that go on with the one before: "kidnapping child under 14 years old,
    /// child abuse". What stands behind a preposition of circumstance ("in the death of") is no part of its name.
    pub(super) fn absorb_tails(&self, found: &mut [OffenceMention]) {
        for at in 0..found.len().saturating_sub(1) {
            let (mention, next) = (&found[at], &found[at + 1]);
            let sentence = self.text.sentence(mention.head);
            let gap = mention.cover.end..next.cover.start;
            let open = mention.list_end == usize::MAX && mention.named && next.named;
            let near = sentence.contains(&next.head) && (2..=9).contains(&gap.len());
            if !(open && near && self.introduced(mention, &sentence)) {
                continue;
            }
            let Some(tail) = (gap.start..gap.end).rev().find(|i| !self.parts(*i)).map(|i| gap.start..i + 1)
            else {
                continue;
            };
            // "by force or threat, kidnapping": a second noun of the same phrase.
            let joined = tail.start + usize::from(self.text.lower(tail.start) == "or");
            let whole = tail.end < gap.end
                && !(joined..tail.end).any(|i| self.parts(i))
                && !tail.clone().any(|i| self.begins_clause(i));
            let told =
                tail.clone().any(|i| self.adds_to_punishment(i) || self.text.token(i).pos == Pos::PRON);
            if !whole || told {
                continue;
            }
            found[at].list_end = next.cover.start;
            let first = self.text.token(tail.start);
            let names = matches!(first.pos, Pos::NOUN | Pos::ADJ | Pos::NUM)
                || joined > tail.start
                || matches!(self.text.lower(tail.start), "of" | "upon" | "with" | "to" | "from" | "by");
            if names && !self.has_name(&tail) {
                let words = self.text.tokens_in(found[at].span).start..tail.end;
                found[at].span = self.text.span(&words);
                found[at].cover.end = tail.end;
            }
        }
    }

    /// Behind the time of one member: "identity fraud in the 1990s and armed robbery in 2010".
    pub(super) fn behind_date(&self, end: usize) -> usize {
        let dated = |i: usize| {
            i < self.text.len()
                && self.text.name(i).is_some_and(|(_, kind)| kind == factum_types::EntityKind::Date)
        };
        let dated = |i: usize| {
            dated(i) || i < self.text.len() && self.text.lower(i).parse::<u16>().is_ok_and(|y| y > 1900)
        };
        let preposition = end < self.text.len() && matches!(self.text.lower(end), "in" | "on");
        let mut at = end + 1;
        while preposition && (dated(at) || at == end + 1 && matches!(self.text.lower(at), "the" | "early")) {
            at += 1;
        }
        if preposition && at > end + 1 && dated(at - 1) { at } else { end }
    }

    /// "special circumstances murder in the course of a robbery, murder for gain": the further murders are
    /// circumstances of the one.
    pub(super) fn absorb_circumstances(&self, found: &mut [OffenceMention]) {
        for at in 0..found.len() {
            let words = self.text.tokens_in(found[at].span);
            let special = self.text.lower(words.start) == "special"
                && self.text.lower(words.start + 1).starts_with("circumstance");
            if !special {
                continue;
            }
            for next in at + 1..found.len() {
                let own = self.text.tokens_in(found[next].span).start;
                let listed = found[at].list_end == found[next].cover.start;
                if !listed || found[next].cover.start != own || self.text.lower(own) != "murder" {
                    break;
                }
                found[at].list_end = found[next].list_end;
                found[next].named = false;
                found[next].list_end = usize::MAX;
            }
        }
    }

    /// "one count each of A, B and C": each member has the number that stands before the first.
    pub(super) fn count_each(&self, found: &mut [OffenceMention]) {
        let mut each: Option<(usize, u32)> = None;
        for mention in found {
            let words = mention.cover.start..self.text.tokens_in(mention.span).start;
            let says_each = words.clone().any(|i| matches!(self.text.lower(i), "each" | "apiece"));
            match each {
                _ if says_each => each = mention.counts.map(|n| (mention.list_end, n)),
                Some((next, number)) if next == mention.cover.start && words.is_empty() => {
                    mention.counts = mention.counts.or(Some(number));
                    each = Some((mention.list_end, number));
                }
                _ => each = None,
            }
        }
    }

    /// Whether a token shows that a clause with a subject and a verb of its own has begun, or another part of the
    /// sentence than the list.
    fn begins_clause(&self, i: usize) -> bool {
        matches!(
            self.text.token(i).tag,
            Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::WDT | Tag::WP | Tag::PRP
        ) || matches!(
            self.text.lower(i),
            "." | ";" | "after" | "when" | "against" | "not" | "but" | "guilty" | "acquitted" | "dismissed"
        )
    }

    /// The end of a counted offence whose name goes on up to the next count: "one count of A in the sale of B and one
    /// count of C". What stands between two counts is the first one's name, however it was drafted.
    pub(super) fn drafted_end(&self, to: usize, end: usize) -> usize {
        // "failure to pay insurance and training tax, nine counts of": behind a count the name may have two nouns.
        let two = to + 1 < end
            && self.text.lower(to) == "and"
            && self.text.token(to + 1).pos == Pos::NOUN
            && self.count_words(to + 1, end).1 == to + 1
            && (to + 1..end.min(to + 5)).all(|i| self.phrase(i, end).is_none());
        let opens = to < end
            && (two
                || matches!(self.text.token(to).pos, Pos::ADP | Pos::NOUN | Pos::ADJ)
                || self.text.token(to).tag == Tag::VBG
                || self.text.lower(to) == "or");
        if !opens {
            return to;
        }
        for i in to..end.min(to + 14) {
            let counted = |i: usize| i < end && self.count_words(i, end).1 > i;
            if self.parts(i) && (counted(i + 1) || self.parts(i + 1) && counted(i + 2)) {
                let name = to..i;
                let told = name.clone().any(|i| {
                    let lemma = self.text.lemma(i);
                    self.begins_clause(i)
                        || self.words.list("event-nouns").is_some_and(|l| l.contains(lemma))
                        || lemma == "connection"
                        || self.adds_to_punishment(i)
                });
                return if told || self.has_name(&name) { to } else { i };
            }
            if matches!(self.text.lower(i), "," | ";" | ".") {
                return to;
            }
        }
        to
    }

    fn parts(&self, i: usize) -> bool {
        matches!(self.text.lower(i), "," | ";" | "and" | "or")
    }

    /// The unknown members between two known ones, where all that stands there is a list.
    fn between(&self, gap: TokenRange) -> Vec<OffenceMention> {
        if gap.len() < 3 || !self.parts(gap.start) || !self.parts(gap.end - 1) {
            return Vec::new();
        }
        let mut members: Vec<TokenRange> = Vec::new();
        let mut from = gap.start;
        for i in gap.clone() {
            if self.parts(i) {
                if i > from {
                    members.push(from..i);
                }
                from = i + 1;
            }
        }
        match members.iter().all(|m| self.may_be_member(m)) {
            true => members.into_iter().map(|m| self.member(m)).collect(),
            false => Vec::new(),
        }
    }

    /// A gerund behind the last "and": "and leading a street gang".
    fn at_the_end(&self, after: usize, end: usize) -> Option<OffenceMention> {
        let from = (after..end.min(after + 3)).find(|i| !self.parts(*i))?;
        let joined = from > after && self.text.lower(from - 1) == "and";
        let gerund = self.text.token(from).tag == Tag::VBG && !STORY.contains(&self.text.lemma(from));
        let stops = |i: &usize| {
            matches!(self.text.lower(*i), "," | ";" | "." | "after" | "for" | "during" | "when" | "stemming")
        };
        let to = (from..end).find(stops).unwrap_or(end);
        let member = from..to;
        (joined && gerund && self.may_be_member(&member)).then(|| self.member(member))
    }

    fn may_be_member(&self, member: &TokenRange) -> bool {
        let first = self.text.token(member.start);
        let begins = matches!(first.pos, Pos::NOUN | Pos::ADJ) || first.tag == Tag::VBG;
        let tells = |i: usize| {
            matches!(self.text.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::WDT | Tag::WP)
                || self.text.token(i).pos == Pos::PRON
        };
        begins
            && (2..=14).contains(&member.len())
            && !self.has_name(member)
            && !member.clone().any(tells)
            && !matches!(self.text.lemma(member.start), "other" | "related" | "several" | "multiple" | "be")
            || (member.len() > 3
                && self.text.lower(member.start) == "being"
                && matches!(self.text.lower(member.start + 1), "a" | "an")
                && !self.has_name(member)
                && !member.clone().any(tells))
    }

    fn member(&self, member: TokenRange) -> OffenceMention {
        OffenceMention {
            span: self.text.span(&member),
            head: self.head_of(&member),
            cover: member,
            counts: None,
            code: None,
            named: true,
            list_end: 0,
        }
    }
}
