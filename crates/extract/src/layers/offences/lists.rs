//! Members of a list of offences that the lexicon does not have: between two that it has, or as a gerund at the end.

use factum_types::{Pos, Tag, TokenRange};

use super::{OffenceMention, Scan};

/// Verbs whose gerund behind "and" goes on with the story and not with the list: "and facing trial".
const STORY: &[&str] =
    &["face", "await", "hold", "remain", "go", "say", "have", "plead", "serve", "order", "seek", "claim"];

impl Scan<'_, '_> {
    /// Puts the unknown members of lists among the mentions.
    pub(super) fn fill_lists(&self, found: &mut Vec<OffenceMention>) {
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
            && (2..=10).contains(&member.len())
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
