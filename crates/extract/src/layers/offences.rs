//! Offences as named: the lexicon's phrases, widened by degree and complement, with the counts before them.
//!
//! The scan is linear and not over the tree: in lists of charges the parse is at its weakest, and the order of
//! words is all that is needed.

mod complement;
mod counts;
mod lines;
mod lists;

use std::sync::Arc;

use factum_types::{Dep, EntityKind, Pos, Span, Tag, TokenRange};

use crate::engine::Text;
use crate::words::{WordList, Words, normal};

/// An offence as named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OffenceMention {
    /// The tokens of the offence with its count words: "two counts of first-degree murder charges".
    pub(crate) cover: TokenRange,
    /// The offence's own words.
    pub(crate) span: Span,
    /// Its head token.
    pub(crate) head: usize,
    pub(crate) counts: Option<u32>,
    pub(crate) code: Option<Arc<str>>,
    /// Whether the offence is named; "the charges" is a mention that names none.
    pub(crate) named: bool,
    /// Where the next member of a list would begin: after the comma or "and".
    pub(crate) list_end: usize,
}

pub(super) fn offences(text: &Text<'_>, words: &Words) -> Vec<OffenceMention> {
    let (none, no_words) = (WordList::default(), WordList::default());
    let scan = Scan {
        text,
        words,
        lexicon: words.list("offences").unwrap_or(&none),
        modifiers: words.list("offence-modifiers").unwrap_or(&no_words),
    };
    let mut found = Vec::new();
    for sentence in &text.analysis.sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            match scan.mention(at, &sentence.tokens) {
                Some(mention) => {
                    at = mention.cover.end.max(at + 1);
                    found.push(mention);
                }
                None => at += 1,
            }
        }
    }
    found.iter_mut().for_each(|mention| scan.with_alternative(mention));
    scan.fill_lists(&mut found);
    let starts: Vec<usize> = found.iter().map(|m: &OffenceMention| m.cover.start).collect();
    for mention in &mut found {
        mention.list_end = scan.list_end(mention.cover.end, &starts);
    }
    scan.bridge_counts(&mut found);
    scan.absorb_tails(&mut found);
    scan.join_lines(&mut found);
    scan.absorb_circumstances(&mut found);
    scan.count_each(&mut found);
    found
}

struct Scan<'s, 'a> {
    text: &'s Text<'a>,
    words: &'s Words,
    lexicon: &'s WordList,
    modifiers: &'s WordList,
}

impl Scan<'_, '_> {
    /// The mention that begins at a token (count words first), if one does.
    fn mention(&self, start: usize, sentence: &TokenRange) -> Option<OffenceMention> {
        let (counts, body) = self.count_words(start, sentence.end);
        let (counts, body) =
            if body == start { self.line_words(start, sentence.end) } else { (counts, body) };
        let body = self.last_degree(body, sentence.end);
        if let Some(mention) = self.named(start, body, counts, sentence) {
            return Some(mention);
        }
        if body != start && self.text.lower(body - 1) == "of" && !self.grade_noun(body - 2, body) {
            return self.counted(start, body, counts, sentence);
        }
        self.unnamed(start, sentence).or_else(|| self.formally_named(start, sentence))
    }

    /// Nouns that stand for the charge behind an offence's name: "murder charge", "arson case".
    fn charge_noun(&self, at: usize) -> bool {
        matches!(
            self.text.lemma(at),
            "charge" | "count" | "case" | "conviction" | "indictment" | "offense" | "offence" | "allegation"
        ) && self.text.token(at).pos == Pos::NOUN
    }

    fn named(
        &self,
        start: usize,
        body: usize,
        counts: Option<u32>,
        sentence: &TokenRange,
    ) -> Option<OffenceMention> {
        let mut at = body;
        // "being an accessory to murder": what one is accused of being.
        let being = at + 2 < sentence.end
            && self.text.lower(at) == "being"
            && matches!(self.text.lower(at + 1), "a" | "an");
        at += usize::from(being);
        if at < sentence.end && matches!(self.text.lower(at), "a" | "an" | "the") {
            at += 1;
        }
        // "sexually assaulting a child"
        let manner = at + 1 < sentence.end
            && self.text.token(at).tag == Tag::RB
            && self.text.token(at + 1).tag == Tag::VBG
            && matches!(self.text.lower(at), "sexually" | "indecently" | "physically" | "unlawfully");
        at = self.over_space(at, sentence.end);
        let begin = at;
        at += usize::from(manner);
        // Words of degree and kind, up to the lexicon's phrase.
        let mut steps = 0;
        let (from, to, key) = loop {
            if let Some((to, key)) = self.phrase(at, sentence.end) {
                break (begin, to, key);
            }
            if let Some(to) = self.gerund_object(at, sentence.end) {
                break (begin, to, String::new());
            }
            at = self.over_space(at + self.modifier(at, sentence.end)?, sentence.end);
            steps += 1;
            if steps > 6 {
                return None;
            }
        };
        if start == body && begin != start && !being {
            // An article before an offence that no count word introduces belongs to no mention.
            return None;
        }
        let bare = to;
        let to = self.object_of_act(at, to, sentence.end);
        let mut to = self.complement(to, &key, sentence.end);
        if body > start && self.text.lower(body - 1) == "of" {
            to = self.drafted_end(to, sentence.end);
        }
        if to == bare && !key.is_empty() && !self.lexicon.contains(&key) {
            return None; // "use", "possession": no offence without what it is of
        }
        let mut cover_end = to;
        let mut counts = counts;
        if cover_end < sentence.end && self.charge_noun(cover_end) {
            cover_end += 1;
            if counts.is_none() && start > sentence.start {
                counts = self.number(start - 1);
            }
        }
        if let Some((behind, number)) = self.bracketed_counts(cover_end, sentence.end) {
            cover_end = behind;
            counts = counts.or(number);
        }
        let tokens = from..to;
        Some(OffenceMention {
            span: self.text.span(&tokens),
            head: self.head_of(&tokens),
            cover: start..cover_end,
            counts,
            code: self.lexicon.value(&key, "code").filter(|c| *c != "-").map(Arc::from),
            named: true,
            list_end: 0,
        })
    }

    /// The longest phrase of the lexicon that begins at a token: where it ends, and its key.
    fn phrase(&self, at: usize, end: usize) -> Option<(usize, String)> {
        let text = self.text;
        if at >= end || text.name(at).is_some_and(|(_, k)| matches!(k, EntityKind::Person | EntityKind::Gpe))
        {
            return None;
        }
        let units = units(text, at, end);
        let (first_lower, first_lemma) = (text.lower(at), text.lemma(at));
        for first in [first_lower, first_lemma] {
            for length in self.lexicon.lengths(first) {
                let Some(used) = units.get(..*length) else { continue };
                let last = used.last().copied().unwrap_or(at);
                for lemmas in [false, true] {
                    let key = self.key(used, lemmas);
                    if self.lexicon.contains(&key) && self.may_be(at, last, *length) {
                        return Some((last + 1, key));
                    }
                }
            }
        }
        // Heads that name an offence only with a complement: "use of a firearm".
        let heads = self.words.list("offence-heads")?;
        let needs = |word: &str| heads.value(word, "needs") == Some("complement");
        let noun = matches!(text.token(at).pos, Pos::NOUN) || text.token(at).tag == Tag::VBG;
        [first_lower, first_lemma]
            .into_iter()
            .find(|w| noun && needs(w))
            .map(|word| (at + 1, word.to_owned()))
    }

    /// The words of a phrase as the lexicon writes them: inflected, or with the last word's lemma.
    fn key(&self, units: &[usize], lemmas: bool) -> String {
        let count = units.len();
        let word = |(i, unit): (usize, &usize)| match lemmas && (count == 1 || i + 1 == count || i == 0) {
            true => self.text.lemma(*unit),
            false => self.text.lower(*unit),
        };
        normal(&units.iter().enumerate().map(word).collect::<Vec<_>>().join(" "))
    }

    /// A single verb is an act, not the name of an offence, unless it is a gerund after a preposition.
    fn may_be(&self, first: usize, last: usize, length: usize) -> bool {
        let token = self.text.token(first);
        if self.is_cell(first, last) {
            return true;
        }
        match token.pos {
            Pos::VERB | Pos::AUX => {
                // "burglary and assault with a knife": in a list the parse takes the noun for a verb.
                let before = first.checked_sub(1).map_or("", |i| self.text.lower(i));
                let next = self.text.lower(last + 1);
                let joins = matches!(next, "," | ";" | "and" | "." | "or");
                let listed = matches!(before, "," | "and" | "or" | "of" | "for")
                    && (token.tag == Tag::VB && matches!(next, "with" | "on" | "of" | "by")
                        || matches!(token.tag, Tag::VB | Tag::VBG) && joins);
                // "pleaded guilty to robbery": behind "to" the tagger takes the noun for an infinitive.
                let answered = first >= 2
                    && before == "to"
                    && matches!(
                        self.text.lower(first - 2),
                        "guilty" | "contest" | "contendere" | "innocent" | "plea" | "pleas"
                    );
                // "denies murdering his wife": what a plea answers is the offence.
                let denied = self.text.dep(first) == Dep::Xcomp
                    && self.text.head(first).is_some_and(|h| self.text.lemma(h) == "deny")
                    && token.tag == Tag::VBG;
                listed
                    || answered
                    || denied
                    || token.tag == Tag::VBG && (length > 1 || self.text.dep(first) == Dep::Pcomp)
            }
            Pos::ADJ | Pos::ADV if length == 1 => false,
            _ => last >= first,
        }
    }

    /// How many tokens a modifier of degree or kind takes here.
    fn modifier(&self, at: usize, end: usize) -> Option<usize> {
        if at >= end {
            return None;
        }
        let units = units(self.text, at, end);
        for length in (1..=3).rev() {
            let Some(used) = units.get(..length) else { continue };
            let last = used.last().copied()?;
            if self.modifiers.contains(&self.key(used, false))
                || self.modifiers.contains(&self.key(used, true))
            {
                return Some(self.skip_hyphen(last + 1, end) - at);
            }
        }
        // A word that the parse hangs on an offence's head, as "capital drug trafficking".
        let token = self.text.token(at);
        let hangs = matches!(self.text.dep(at), Dep::Compound | Dep::Amod | Dep::Nmod)
            && matches!(token.pos, Pos::NOUN | Pos::ADJ)
            && !self.words.list("no-modifiers").is_some_and(|l| l.contains(self.text.lower(at)));
        let head = self.text.head(at)?;
        (hangs && head > at && head < end && self.phrase(head, end).is_some())
            .then(|| self.skip_hyphen(at + 1, end) - at)
    }

    /// "third- and fourth-degree fraud" is read from its last degree on; who reads the record gives the others theirs.
    fn last_degree(&self, body: usize, end: usize) -> usize {
        let listed = |w: &str| self.words.list("ordinals").is_some_and(|l| l.contains(w)) || w == "fifth";
        let joins = |i: usize| matches!(self.text.lower(i), "and" | "or" | "," | "&");
        let mut at = body;
        // The tokenizer keeps "third-" whole before a space.
        while at + 2 < end
            && self.text.lower(at).strip_suffix('-').is_some_and(listed)
            && joins(at + 1)
            && listed(self.text.lower(at + 2).trim_end_matches('-'))
        {
            at += 2;
        }
        at
    }

    /// Past the end of a line.
    fn over_space(&self, mut at: usize, end: usize) -> usize {
        while at < end && self.text.token(at).pos == Pos::SPACE {
            at += 1;
        }
        at
    }

    fn skip_hyphen(&self, at: usize, end: usize) -> usize {
        if at < end && matches!(self.text.lower(at), "-" | "–") { at + 1 } else { at }
    }

    /// "the charges", "a weapons charge": charge words whose offence the lexicon does not name.
    fn unnamed(&self, start: usize, sentence: &TokenRange) -> Option<OffenceMention> {
        let mut at = start;
        while at < sentence.end
            && at - start < 4
            && !matches!(
                self.text.lemma(at),
                "charge" | "count" | "offense" | "offence" | "allegation" | "enhancement" | "specification"
            )
        {
            if !self.kind_word(at) {
                return None;
            }
            at = self.skip_hyphen(at + 1, sentence.end);
        }
        if at >= sentence.end
            || !matches!(
                self.text.lemma(at),
                "charge" | "count" | "offense" | "offence" | "allegation" | "enhancement" | "specification"
            )
            || self.text.token(at).pos != Pos::NOUN && !(at > start && self.shown(start))
        {
            return None;
        }
        let named = at > start;
        let tokens = start..at + 1;
        let counts = (start > sentence.start).then(|| self.number(start - 1)).flatten();
        Some(OffenceMention {
            span: self.text.span(&tokens),
            head: at,
            cover: tokens,
            counts,
            code: None,
            named,
            list_end: 0,
        })
    }

    /// Whether an article shows that a noun follows: the tagger takes "the firearms count" for a noun and a verb.
    fn shown(&self, start: usize) -> bool {
        start > 0 && matches!(self.text.lower(start - 1), "the" | "a" | "that" | "this")
    }

    /// Words that say what sort of charge: "weapons", "drug", "firearms".
    fn kind_word(&self, at: usize) -> bool {
        self.words
            .list("charge-kinds")
            .is_some_and(|l| l.contains(self.text.lower(at)) || l.contains(self.text.lemma(at)))
    }

    fn head_of(&self, tokens: &TokenRange) -> usize {
        tokens
            .clone()
            .find(|i| {
                self.text.head(*i).is_none_or(|h| !tokens.contains(&h))
                    && self.text.token(*i).pos != Pos::PUNCT
            })
            .unwrap_or(tokens.start)
    }

    /// Where the next member of a list may begin: after ",", "and", "as well as".
    fn list_end(&self, end: usize, starts: &[usize]) -> usize {
        let lower = |i: usize| if i < self.text.len() { self.text.lower(i) } else { "" };
        let mut at = self.behind_grade(self.behind_date(end));
        let end = at;
        loop {
            if starts.binary_search(&at).is_ok() && at > end {
                return at;
            }
            let space = at < self.text.len() && self.text.token(at).pos == Pos::SPACE;
            // "pleaded guilty to theft and to arson": the preposition is said again.
            let again = at > end && lower(at - 1) == "and" && matches!(lower(at), "to" | "with" | "of");
            let joins = space
                || again
                || matches!(lower(at), "," | ";" | "&" | "/")
                || self.words.list("list-joiners").is_some_and(|l| l.contains(lower(at)));
            if !joins || at > end + 5 {
                return usize::MAX;
            }
            at += 1;
        }
    }
}

/// Word tokens from a place on; hyphens between words are passed over, any other mark ends them.
fn units(text: &Text<'_>, at: usize, end: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut i = at;
    while i < end && found.len() < 12 {
        // Hyphens, and the ends of lines that were broken by hand, are within a name.
        if i > at && (matches!(text.lower(i), "-" | "–") || text.token(i).pos == Pos::SPACE) {
            i += 1;
            continue;
        }
        if text.token(i).pos == Pos::SPACE || (text.token(i).pos == Pos::PUNCT && text.lower(i) != "/") {
            break;
        }
        found.push(i);
        i += 1;
    }
    found
}
