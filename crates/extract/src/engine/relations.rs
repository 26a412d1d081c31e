//! Who does what to whom, whatever the construction: the relations that rules name.
//!
//! The tree says "nsubjpass", "relcl", "conj"; a rule about procedure wants to say "the patient of *charge*"
//! and mean "X was charged", "they charged X", "X, charged with …", "a man who was charged" alike.

use factum_types::{Dep, EntityKind, Pos, Tag};

use super::Text;
use crate::layers::left_edge;

/// The grammatical relations of a text.
pub(crate) struct Relations<'t, 'a> {
    text: &'t Text<'a>,
}

/// How far subjects are sought through coordination, control and participles.
const DEPTH: usize = 6;

impl<'t, 'a> Relations<'t, 'a> {
    pub(crate) fn new(text: &'t Text<'a>) -> Relations<'t, 'a> {
        Relations { text }
    }

    /// Whether a verb is passive: it has a passive auxiliary, shares one by coordination, or is a bare
    /// participle that follows its noun.
    pub(crate) fn passive(&self, verb: usize) -> bool {
        self.passive_within(verb, DEPTH)
    }

    fn passive_within(&self, verb: usize, depth: usize) -> bool {
        let text = self.text;
        let token = text.token(verb);
        if depth == 0 || !matches!(token.tag, Tag::VBN | Tag::VBD) {
            return false;
        }
        if text.children(verb).any(|c| matches!(text.dep(c), Dep::Auxpass | Dep::Nsubjpass)) {
            return true;
        }
        // "was booked and charged with one count of A, B": coordinated with a passive it is passive, whatever the
        // parse makes an object of it.
        if token.tag == Tag::VBN && text.dep(verb) == Dep::Conj && !self.has_own_subject(verb) {
            let head = text.head(verb);
            if head.is_some_and(|h| self.passive_within(h, depth - 1))
                && text.children_by(verb, Dep::Aux).next().is_none()
            {
                return true;
            }
        }
        if text.children_by(verb, Dep::Dobj).next().is_some() {
            return false;
        }
        if text.children_by(verb, Dep::Aux).any(|c| text.lemma(c) == "have") {
            return false;
        }
        match text.dep(verb) {
            Dep::Acl => true,
            Dep::Advcl if !self.has_own_subject(verb) => true,
            Dep::Conj if !self.has_own_subject(verb) && token.tag == Tag::VBN => {
                text.head(verb).is_some_and(|h| self.passive_within(h, depth - 1) || self.copula(h))
            }
            _ => false,
        }
    }

    /// "is accused and charged": a participle after a form of *be* that the tagger called an adjective.
    fn copula(&self, head: usize) -> bool {
        self.text.lemma(head) == "be"
    }

    fn has_own_subject(&self, verb: usize) -> bool {
        self.text.children(verb).any(|c| {
            matches!(self.text.dep(c), Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj | Dep::Csubjpass | Dep::Expl)
        })
    }

    /// The subject of a verb, passive or active, found through coordination, relative clauses, participles
    /// and control.
    pub(crate) fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, DEPTH)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<usize> {
        let text = self.text;
        if depth == 0 {
            return None;
        }
        let subjects = || {
            text.children(verb)
                .filter(|c| matches!(text.dep(*c), Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj | Dep::Csubjpass))
        };
        // "The co-defendant in this case, Tom Roe, pleaded": of two subjects the name behind the comma is who the other
        // describes.
        let named = |c: &usize| {
            let whole = text.name(*c).filter(|(_, kind)| *kind == EntityKind::Person);
            whole.is_some_and(|(t, _)| t.len() > 1 && t.start > 0 && text.lower(t.start - 1) == ",")
        };
        let own = subjects().skip(1).find(named).or_else(|| subjects().next());
        if let Some(own) = own {
            return self.antecedent(self.meant(own), verb);
        }
        // "Also charged with theft were Ann Roe, 30, and Tom Bell": the participle in front, who it is about behind.
        let behind = text.children_by(verb, Dep::Auxpass).find(|aux| *aux > verb);
        if let Some(own) = behind.and_then(|aux| {
            text.children(aux).find(|c| *c > aux && matches!(text.dep(*c), Dep::Nsubj | Dep::Attr))
        }) {
            return Some(own);
        }
        let head = text.head(verb)?;
        match text.dep(verb) {
            Dep::Conj | Dep::Dep | Dep::Parataxis | Dep::Advcl if verbal(text, head) => {
                self.subject_within(head, depth - 1)
            }
            Dep::Xcomp | Dep::Ccomp | Dep::Oprd => match text.children_by(head, Dep::Dobj).next() {
                // "ordered him to pay": the object controls; "agreed to pay": the subject does.
                Some(object) if text.dep(verb) == Dep::Xcomp || text.dep(verb) == Dep::Ccomp => Some(object),
                _ if text.dep(verb) == Dep::Ccomp => None,
                _ => self.subject_within(head, depth - 1),
            },
            Dep::Acl | Dep::Relcl if !verbal(text, head) => match self.light_noun(head) {
                true => self.subject_within_noun(head, depth - 1),
                false => Some(head),
            },
            Dep::Pcomp => {
                // "was accused of killing", "after pleading": up from the preposition.
                let above = text.head(head)?;
                match verbal(text, above) {
                    // "murdered her by stabbing": the means, the cause and the time are the subject's.
                    true if matches!(
                        text.lower(head),
                        "by" | "after" | "before" | "while" | "when" | "without"
                    ) =>
                    {
                        self.subject_within(above, depth - 1)
                    }
                    true => {
                        match self.passive(above) || text.children_by(above, Dep::Dobj).next().is_none() {
                            true => self.subject_within(above, depth - 1),
                            false => text.children_by(above, Dep::Dobj).next(),
                        }
                    }
                    false => None,
                }
            }
            Dep::Aux | Dep::Auxpass => self.subject_within(head, depth - 1),
            _ => None,
        }
    }

    /// "Roe, 38, of Dorn, originally was charged": where the parse takes the age for the subject, the name before it;
    /// where it takes the "ex" of "ex-wife", the noun.
    fn meant(&self, subject: usize) -> usize {
        let text = self.text;
        let age = text.token(subject).tag == Tag::CD && subject > 1 && text.lower(subject - 1) == ",";
        let name = |i: usize| text.token(i).pos == Pos::PROPN || text.name(i).is_some();
        // "His ex-wife", "the co-defendant": the prefix is no person.
        let prefix =
            matches!(text.lower(subject), "ex" | "co") && matches!(text.lower(subject + 1), "-" | "–");
        match (age && name(subject - 2), prefix && subject + 2 < text.len()) {
            (true, _) => subject - 2,
            (_, true) => subject + 2,
            _ => subject,
        }
    }

    /// Nouns that stand for an act of their owner: "his decision to plead".
    fn light_noun(&self, noun: usize) -> bool {
        matches!(
            self.text.lemma(noun),
            "decision"
                | "plan"
                | "effort"
                | "bid"
                | "attempt"
                | "agreement"
                | "deal"
                | "intention"
                | "right"
                | "offer"
        )
    }

    fn subject_within_noun(&self, noun: usize, depth: usize) -> Option<usize> {
        let text = self.text;
        if let Some(owner) = text.children_by(noun, Dep::Poss).next() {
            return Some(owner);
        }
        let head = text.head(noun)?;
        (text.dep(noun) == Dep::Dobj).then(|| self.subject_within(head, depth)).flatten()
    }

    /// The noun that a relative pronoun stands for; any other token is its own.
    fn antecedent(&self, subject: usize, verb: usize) -> Option<usize> {
        let text = self.text;
        if !matches!(text.token(subject).tag, Tag::WDT | Tag::WP) && text.lower(subject) != "that" {
            return Some(subject);
        }
        // The relative clause hangs on its noun; a conjoined verb of the clause shares it.
        let mut at = verb;
        for _ in 0..DEPTH {
            let head = text.head(at)?;
            match text.dep(at) {
                Dep::Relcl | Dep::Acl => return Some(head),
                Dep::Conj | Dep::Xcomp | Dep::Ccomp => at = head,
                _ => return None,
            }
        }
        None
    }

    /// To whom a verb is done.
    pub(crate) fn patient(&self, verb: usize) -> Option<usize> {
        let text = self.text;
        if !verbal(text, verb) {
            return None;
        }
        if self.passive(verb) {
            return self.subject(verb);
        }
        if let Some(object) = text.children(verb).find(|c| matches!(text.dep(*c), Dep::Dobj)) {
            return match text.token(object).tag {
                Tag::WDT | Tag::WP => self.antecedent(object, verb),
                _ => Some(object),
            };
        }
        // "shot and killed her": two verbs side by side share the object.
        let beside = text.children_by(verb, Dep::Conj).find(|c| *c <= verb + 2 && verbal(text, *c));
        if let Some(object) =
            beside.filter(|c| !self.has_own_subject(*c)).and_then(|c| text.children_by(c, Dep::Dobj).next())
        {
            return Some(object);
        }
        // Headlines and captions leave the auxiliary out: "Man charged with murder".
        let bare = matches!(text.token(verb).tag, Tag::VBD | Tag::VBN)
            && !text
                .children(verb)
                .any(|c| matches!(text.dep(c), Dep::Aux | Dep::Ccomp | Dep::Xcomp | Dep::Dative));
        if bare {
            return self.subject(verb);
        }
        // A gerund that the parse hung on an auxiliary: "is being charged".
        None
    }

    /// Who does a verb.
    pub(crate) fn agent(&self, verb: usize) -> Option<usize> {
        let text = self.text;
        if self.passive(verb) {
            let by = text.children(verb).find(|c| {
                text.dep(*c) == Dep::Agent || (text.dep(*c) == Dep::Prep && text.lower(*c) == "by")
            })?;
            return text.children_by(by, Dep::Pobj).next();
        }
        if text.children_by(verb, Dep::Dobj).next().is_none() && self.patient(verb).is_some() {
            return None;
        }
        self.subject(verb)
    }

    /// A token and those coordinated with it, in text order.
    pub(crate) fn conjuncts(&self, first: usize) -> Vec<usize> {
        let text = self.text;
        let mut found = vec![first];
        let mut at = 0;
        while let Some(token) = found.get(at).copied() {
            // "Roe rather than Fenn", "Roe but not Fenn": the other is left out
            let left_out = |c: usize| {
                let before = left_edge(text, c).checked_sub(1).map_or("", |i| text.lower(i));
                matches!(before, "than" | "not") || text.children(c).any(|n| text.lower(n) == "not" && n < c)
            };
            let joined = text.children_by(token, Dep::Conj).filter(|c| !verbal(text, *c) && !left_out(*c));
            found.extend(joined);
            at += 1;
            if at > 64 {
                break;
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Past, present or future, by the verb and its auxiliaries; `None` for participles and infinitives.
    pub(crate) fn tense(&self, verb: usize) -> Option<&'static str> {
        let text = self.text;
        let finite = |i: usize| match text.token(i).tag {
            Tag::VBD => Some("past"),
            Tag::VBZ | Tag::VBP => Some("present"),
            _ => None,
        };
        let aux = text.children(verb).find(|c| matches!(text.dep(*c), Dep::Aux | Dep::Auxpass));
        let own = match aux {
            Some(aux) if matches!(text.lower(aux), "will" | "shall" | "'ll" | "wo") => Some("future"),
            // The perfect tells of what has happened: "has been charged".
            Some(aux) if text.lemma(aux) == "have" => Some("past"),
            Some(aux) => finite(aux),
            None => finite(verb),
        };
        own.or_else(|| match text.dep(verb) {
            Dep::Conj if !self.has_own_subject(verb) => text.head(verb).and_then(|h| self.tense(h)),
            _ => None,
        })
    }
}

/// Whether a token is a verb or auxiliary.
pub(crate) fn verbal(text: &Text<'_>, i: usize) -> bool {
    matches!(text.token(i).pos, Pos::VERB | Pos::AUX)
}
