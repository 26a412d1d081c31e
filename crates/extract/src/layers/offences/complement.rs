//! What follows an offence's head and belongs to its name: "with intent to kill", "of a firearm".

use factum_types::{EntityKind, Pos, Tag, TokenRange};

use super::Scan;

impl Scan<'_, '_> {
    /// The end of the complement that names the offence further: "with intent to kill", "of a firearm", "in the
    /// first degree".
    pub(super) fn complement(&self, end_of_phrase: usize, key: &str, end: usize) -> usize {
        let heads = self.words.list("offence-heads");
        let last_word = key.rsplit(' ').next().unwrap_or(key);
        let needs = heads.and_then(|l| l.value(last_word, "needs")) == Some("complement")
            || heads.and_then(|l| l.value(key, "needs")) == Some("complement");
        let mut to = end_of_phrase;
        let mut first = true;
        while let Some(next) = self.one_complement(to, end, needs && first).filter(|_| to > 0) {
            to = next;
            first = false;
        }
        to
    }

    fn one_complement(&self, at: usize, end: usize, needed: bool) -> Option<usize> {
        let lower = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let at = self.over_space(at, end);
        match lower(at) {
            // "murder while committing a robbery and burglary"
            "while" if matches!(lower(at + 1), "committing" | "attempting" | "perpetrating") => {
                let to = self.phrase_end(at + 2, end);
                (to > at + 2).then(|| self.underlying(to, end))
            }
            "while" | "causing" | "resulting" | "involving" => {
                let from = at + 1 + usize::from(lower(at + 1) == "in");
                let to = self.phrase_end(from, end);
                // "was charged with murder while Ann Roe was charged with fraud": another clause
                let finite =
                    |i: usize| matches!(self.text.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
                let clause = lower(at) == "while"
                    && from < end
                    && (self.text.token(from).pos == Pos::PROPN || to < end && finite(to));
                (to > from && !clause).then_some(to)
            }
            // "murder during the commission of a robbery"
            "during" | "in" if self.commission(at, end).is_some() => {
                let from = self.commission(at, end)?;
                let to = self.phrase_end(from, end);
                (to > from).then(|| self.underlying(to, end))
            }
            // "a child under 14", "under the age of 14", "cocaine over 2 kilograms", ".08 percent or more"
            "under" | "over" if at > 0 && self.text.token(at - 1).pos == Pos::NOUN => {
                self.measured(at + 1, end)
            }
            // "possession and control of child pornography"
            "and" | "or" if needed && lower(at + 2) == "of" && self.text.token(at + 1).pos == Pos::NOUN => {
                self.one_complement(at + 2, end, needed)
            }
            // "a child 10 years old or younger"
            _ if at > 0 && at < end && self.text.token(at).tag == Tag::CD && lower(at + 1) == "years" => {
                let old = at + 2 + usize::from(matches!(lower(at + 2), "old" | "of"));
                let age = old + usize::from(lower(old) == "age");
                let or =
                    lower(age) == "or" && matches!(lower(age + 1), "younger" | "older" | "under" | "less");
                or.then_some(age + 2)
            }
            "by" if lower(at + 1) == "lying" && lower(at + 3) == "wait" => Some(at + 4),
            "by" if at + 1 < end && self.text.token(at + 1).tag == Tag::VBG => {
                Some(self.phrase_end(at + 1, end))
            }
            "to" if lower(at + 1) == "commit" => Some(self.phrase_end(at + 1, end)),
            "or" if matches!(lower(at + 1), "more" | "greater" | "higher" | "above" | "less") => Some(at + 2),
            // "manslaughter by an unlawful act that might cause death without malice, …"
            "that" | "which" if at + 1 < end && matches!(self.text.token(at + 1).tag, Tag::MD | Tag::VBZ) => {
                let closes = |i: &usize| matches!(lower(*i), "," | ";" | ".");
                let to = (at + 2..end.min(at + 14)).find(closes)?;
                let tells = (at..to)
                    .any(|i| matches!(self.text.token(i).tag, Tag::PRP | Tag::CC) || lower(i) == "who");
                (!tells && !self.has_name(&(at..to))).then_some(to)
            }
            // "endangerment likely to cause great bodily injury or death"
            "likely" if lower(at + 1) == "to" => {
                let to = self.phrase_end(at + 3, end);
                let or = lower(to) == "or" && to + 1 < end && self.text.token(to + 1).pos == Pos::NOUN;
                (to > at + 3).then_some(if or { to + 2 } else { to })
            }
            "to" => {
                let named = needed || matches!(lower(at - 1), "intent" | "conspiracy" | "attempt");
                (named && at + 1 < end && self.text.token(at + 1).tag == Tag::VB)
                    .then(|| self.phrase_end(at + 1, end))
            }
            "in" if matches!(lower(at + 1), "the" | "first" | "second" | "third" | "fourth") => {
                let degree = (at + 1..end.min(at + 5)).find(|i| lower(*i) == "degree")?;
                Some(degree + 1)
            }
            "of" | "with" | "by" | "on" | "upon" | "under" | "against" | "from" | "without" | "in"
            | "into" | "at" | "as" | "for" | "toward" | "towards" | "through" => {
                let to = self.phrase_end(at + 1, end);
                let object = at + 1..to;
                // "with a sentencing enhancement for": what adds to the punishment is no part of the name.
                let adds = object.clone().any(|i| self.adds_to_punishment(i));
                // "Possession for sale" is a name; "assault for the injury", "murder in connection with" are none.
                let aims = lower(at) != "for" || object.clone().any(|i| self.is_aim(i));
                let about = matches!(lower(at + 1), "connection" | "relation" | "relationship");
                let fits = needed && !matches!(lower(at), "for" | "at") || self.known_complement(&object);
                (to > at + 1 && fits && aims && !about && !adds && !self.has_name(&object)).then_some(to)
            }
            _ => None,
        }
    }

    /// Whether a noun of a complement says what for: "sale", "gain".
    fn is_aim(&self, at: usize) -> bool {
        let list = self.words.list("offence-complements");
        list.is_some_and(|l| l.value(self.text.lemma(at), "kind") == Some("purpose"))
    }

    /// Whether a word announces what only adds to the punishment: "enhancement", "allegation".
    pub(super) fn adds_to_punishment(&self, at: usize) -> bool {
        self.words.list("punishment-adders").is_some_and(|l| l.contains(self.text.lemma(at)))
    }

    /// Behind "during the commission of", "in the course of".
    fn commission(&self, at: usize, end: usize) -> Option<usize> {
        let lower = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let noun = at + 1 + usize::from(matches!(lower(at + 1), "the" | "a"));
        (matches!(lower(noun), "commission" | "course") && lower(noun + 1) == "of").then_some(noun + 2)
    }

    /// The end of an age, weight or sum: "14", "the age of 14", "14 years of age", "$500,000".
    fn measured(&self, from: usize, end: usize) -> Option<usize> {
        let lower = |i: usize| if i < end { self.text.lower(i) } else { "" };
        let mut at = from;
        if lower(at) == "the" && lower(at + 1) == "age" && lower(at + 2) == "of" {
            at += 3;
        }
        at += usize::from(matches!(lower(at), "$" | "£" | "€"));
        if at >= end || self.text.token(at).tag != Tag::CD {
            return None;
        }
        while at < end && self.text.token(at).tag == Tag::CD {
            at += 1;
        }
        if lower(at) == "years" && matches!(lower(at + 1), "of" | "old") {
            at += if lower(at + 1) == "of" { 3 } else { 2 };
        }
        Some(at.min(end))
    }

    /// The end of the bare nouns that go on behind the crime during which another was committed: "a robbery,
    /// burglary and kidnapping". A member with words of its own ("assault with a knife") is a charge again.
    fn underlying(&self, end_of_first: usize, end: usize) -> usize {
        let mut to = end_of_first;
        loop {
            let parts = |i: &usize| *i < end && matches!(self.text.lower(*i), "," | "and" | "or");
            let mut at = to;
            while parts(&at) && at < to + 2 {
                at += 1;
            }
            if at == to {
                return to;
            }
            at += usize::from(at < end && matches!(self.text.lower(at), "a" | "an"));
            let bare = at < end && self.text.token(at).pos == Pos::NOUN;
            let alone = at + 1 >= end || parts(&(at + 1)) || self.text.token(at + 1).pos == Pos::PUNCT;
            if !(bare && alone) {
                return to;
            }
            to = at + 1;
        }
    }

    /// Whether the complement's nouns are of those that name offences: weapon, intent, minor, officer …
    pub(super) fn known_complement(&self, object: &TokenRange) -> bool {
        let Some(list) = self.words.list("offence-complements") else { return false };
        object.clone().any(|i| list.contains(self.text.lemma(i)) || list.contains(self.text.lower(i)))
    }

    /// Whether a name or a day stands in a stretch. "An elder over 65" is no day, whatever the model says.
    pub(super) fn has_name(&self, range: &TokenRange) -> bool {
        range.clone().any(|i| {
            let token = self.text.token(i);
            let year = || token.tag == Tag::CD && self.text.lower(i).len() == 4;
            token.pos == Pos::PROPN
                || self.text.name(i).is_some_and(|(_, kind)| match kind {
                    EntityKind::Date => year(),
                    kind => matches!(kind, EntityKind::Person | EntityKind::Gpe),
                })
        })
    }

    /// The end of a short phrase: its words up to a comma, a conjunction, a verb's subject or another preposition
    /// that does not belong.
    pub(super) fn phrase_end(&self, from: usize, end: usize) -> usize {
        let mut at = from;
        while at < end {
            let lower = self.text.lower(at);
            let token = self.text.token(at);
            let age = token.tag == Tag::CD && at > from && at + 1 < end && self.text.lower(at + 1) == "years";
            // "for gain with a sentencing enhancement": what adds to the punishment begins another phrase.
            let adds = lower == "with" && (at + 1..end.min(at + 4)).any(|i| self.adds_to_punishment(i));
            let stop = age
                || adds
                || matches!(token.pos, Pos::PUNCT | Pos::CCONJ | Pos::PRON | Pos::SCONJ) && lower != "-"
                || matches!(token.tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD | Tag::WDT | Tag::WP)
                || (token.pos == Pos::ADP && at > from && lower != "with" && !matches!(lower, "of"))
                || matches!(
                    lower,
                    "after"
                        | "in"
                        | "during"
                        | "for"
                        | "over"
                        | "and"
                        | "or"
                        | "on"
                        | "at"
                        | "when"
                        | "who"
                        | "that"
                )
                || at - from > 9;
            if stop {
                break;
            }
            at += 1;
        }
        // No name ends in a preposition or an article: "fraud with" is cut to "fraud".
        while at > from && matches!(self.text.token(at - 1).pos, Pos::ADP | Pos::DET | Pos::SPACE) {
            at -= 1;
        }
        at
    }

    /// The end of the person whom an act was done to, where the law knows the act by it: "assaulting a child",
    /// "impersonating a police officer". Whoever else it was done to is no part of the name.
    pub(super) fn object_of_act(&self, act: usize, to: usize, end: usize) -> usize {
        let lone = to == act + 1 && self.text.token(act).tag == Tag::VBG;
        let object =
            |i: &usize| self.words.list("objects-of-acts").is_some_and(|l| l.contains(self.text.lemma(*i)));
        let opens = |i: usize| matches!(self.text.lower(i), "a" | "an" | "the") || object(&i);
        let noun = to == act + 1 && self.text.token(act).pos == Pos::NOUN && to < end && object(&to);
        if !(lone || noun) || to >= end || !opens(to) {
            return to;
        }
        let stops = self.phrase_end(to, end).min(to + 5);
        let head = (to..stops).find(object);
        head.filter(|h| !self.has_name(&(to..*h + 1))).map_or(to, |h| h + 1)
    }

    /// The object that makes an offence of a gerund: "falsifying a business record", where a noun of the object is
    /// one of those that name offences, or itself an offence ("inciting a riot").
    pub(super) fn gerund_object(&self, at: usize, end: usize) -> Option<usize> {
        let heads = self.words.list("offence-heads")?;
        let gerund = at < end && self.text.token(at).tag == Tag::VBG;
        if !gerund || heads.value(self.text.lower(at), "needs") != Some("object") {
            return None;
        }
        let to = self.phrase_end(at + 1, end);
        let object = at + 1..to;
        let offence = object.clone().any(|i| self.phrase(i, end).is_some());
        (to > at + 1 && (offence || self.known_complement(&object)) && !self.has_name(&object)).then_some(to)
    }
}
