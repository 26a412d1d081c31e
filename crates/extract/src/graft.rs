//! Parts of the tree that the parse hangs in a wrong place although the words show the right one, hung there before any
//! rule looks: "said in an interview that the gate was open", where the clause is no part of the interview.
//!
//! Only verbs of saying are looked at (`reporting-verbs`), and for their subject those of thought and feeling
//! (`stance-verbs`), since who said what hangs on them. Each graft is a wording that allows one reading; where two are
//! possible, the parse stands. `crates/factum/tests/grafts.txt` shows them.

mod inverted;
mod papers;
mod saying;
mod subject;

use factum_types::{Analysis, Dep, Document, Pos, Tag, TokenRange};

use crate::words::{Words, normal};

/// The analysis with the parts of its trees where the words put them.
pub fn grafted(words: &Words, document: &Document, analysis: Analysis) -> Analysis {
    let mut tree = Tree { words, document, analysis };
    for i in 0..tree.analysis.tokens.len() {
        let paper = papers::states(&tree, i).or_else(|| papers::charging(&tree, i));
        paper.into_iter().flatten().for_each(|arc| tree.hang(arc));
        let graft = match tree.analysis.tokens.get(i).map(|t| t.pos) {
            Some(Pos::VERB) if tree.says(i) => inverted::aside_read_as_noun(&tree, i)
                .or_else(|| inverted::speaker_amid(&tree, i))
                .or_else(|| saying::told_in(&tree, i))
                .or_else(|| saying::asked_if(&tree, i))
                .or_else(|| saying::opens_as_participle(&tree, i))
                .or_else(|| inverted::speaker_behind(&tree, i)),
            Some(Pos::NOUN) => {
                inverted::verb_read_as_noun(&tree, i).or_else(|| inverted::aside_read_as_noun(&tree, i))
            }
            _ => None,
        };
        graft.into_iter().flatten().for_each(|arc| tree.hang(arc));
        if tree.analysis.tokens.get(i).is_some_and(|t| t.pos == Pos::VERB && t.dep == Dep::Conj) {
            subject::of_next_clause(&tree, i).into_iter().flatten().for_each(|arc| tree.hang(arc));
        }
        if tree.holds(i) {
            for mend in [subject::has_done, subject::behind_relative, subject::twins, subject::strayed] {
                mend(&tree, i).into_iter().flatten().for_each(|arc| tree.hang(arc));
            }
        }
    }
    tree.analysis
}

/// A token hung elsewhere.
struct Arc {
    token: usize,
    head: usize,
    dep: Dep,
    /// The tag, where the parse took the word for another part of speech.
    tag: Option<Tag>,
}

impl Arc {
    fn new(token: usize, head: usize, dep: Dep) -> Arc {
        Arc { token, head, dep, tag: None }
    }
}

/// An analysis whose arcs may change.
struct Tree<'a> {
    words: &'a Words,
    document: &'a Document,
    analysis: Analysis,
}

impl Tree<'_> {
    fn hang(&mut self, arc: Arc) {
        if let Some(token) = self.analysis.tokens.get_mut(arc.token) {
            token.head = arc.head as u32;
            token.dep = arc.dep;
            if let Some(tag) = arc.tag {
                token.tag = tag;
                token.pos = if matches!(tag, Tag::NN | Tag::NNS) { Pos::NOUN } else { Pos::VERB };
            }
        }
    }

    fn dep(&self, i: usize) -> Dep {
        self.analysis.tokens[i].dep
    }

    fn tag(&self, i: usize) -> Tag {
        self.analysis.tokens[i].tag
    }

    fn pos(&self, i: usize) -> Pos {
        self.analysis.tokens[i].pos
    }

    /// The head; none for a root.
    fn head(&self, i: usize) -> Option<usize> {
        let head = self.analysis.tokens[i].head as usize;
        (head != i).then_some(head)
    }

    fn text(&self, i: usize) -> &str {
        self.analysis.tokens.get(i).map_or("", |t| t.span.of(&self.document.text))
    }

    fn lower(&self, i: usize) -> String {
        normal(self.text(i))
    }

    fn lemma(&self, i: usize) -> String {
        let mended = self.words.mended(&self.lower(i)).map(str::to_owned);
        mended.unwrap_or_else(|| self.analysis.lemma(i).to_lowercase())
    }

    fn sentence(&self, i: usize) -> TokenRange {
        self.analysis.sentence_of(i).map_or(i..i + 1, |s| s.tokens.clone())
    }

    /// Dependents in text order.
    fn children(&self, i: usize) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.sentence(i).filter(move |c| *c != i && self.head(*c) == Some(i))
    }

    fn children_by(&self, i: usize, dep: Dep) -> impl DoubleEndedIterator<Item = usize> + '_ {
        self.children(i).filter(move |c| self.dep(*c) == dep)
    }

    /// The subject that hangs on a verb itself.
    fn subject(&self, verb: usize) -> Option<usize> {
        self.children(verb)
            .find(|c| matches!(self.dep(*c), Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj | Dep::Expl))
    }

    /// Whether a token is another or hangs below it.
    fn below(&self, token: usize, head: usize) -> bool {
        let mut at = token;
        for _ in 0..60 {
            if at == head {
                return true;
            }
            let Some(next) = self.head(at) else { return false };
            at = next;
        }
        false
    }

    /// From the first token below a head to the last.
    fn extent(&self, head: usize) -> TokenRange {
        let sentence = self.sentence(head);
        let from = (sentence.start..head).find(|i| self.below(*i, head)).unwrap_or(head);
        let to = (head + 1..sentence.end).rev().find(|i| self.below(*i, head)).unwrap_or(head);
        from..to + 1
    }

    fn listed(&self, list: &str, i: usize) -> bool {
        self.words.holds(list, &self.lemma(i))
    }

    /// Whether a word is a reporting verb by its letters and takes one of these.
    fn takes(&self, verb: usize, wanted: &[&str]) -> bool {
        let row = self.words.list("reporting-verbs").and_then(|l| l.value(&self.lemma(verb), "frame"));
        row.is_some_and(|frames| frames.split(',').any(|frame| wanted.contains(&frame)))
    }

    /// Whether a verb says what somebody says, thinks, wishes or feels; "is" does where an adjective tells it.
    fn holds(&self, verb: usize) -> bool {
        let lemma = self.lemma(verb);
        match self.pos(verb) {
            Pos::VERB => ["reporting-verbs", "stance-verbs"].into_iter().any(|l| self.words.holds(l, &lemma)),
            Pos::AUX => lemma == "be" && self.children_by(verb, Dep::Acomp).next().is_some(),
            _ => false,
        }
    }

    /// Whether a verb is one of saying that takes a clause.
    fn says(&self, verb: usize) -> bool {
        self.takes(verb, &["that-clause", "wh-clause", "quote"])
    }
}
