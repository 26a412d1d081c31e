//! Which blocks are worth the networks.
//!
//! A document gives facts only where a rule for charges, penalties or incidents matches, and each such rule needs
//! certain words within one block: those that it hangs on, and those that its other lines ask for. So a document
//! in which no block has them, whatever their part of speech, gives nothing and needs no parse. In a document that
//! may give facts, a block is read where some rule can match, where somebody may be named (a capital letter that
//! does not open a sentence with a function word), or where somebody is quoted.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use factum_analyze::{Session, Tokens};
use factum_extract::{Need, Needs, Rule, Rules, Words, lower};
use factum_types::{BlockKind, Document};

/// What the rules cannot match without, with every word that they ask for numbered.
#[derive(Debug)]
pub(crate) struct Triggers {
    /// Of the rules without whose facts a document is no case's.
    case: Vec<Numbered>,
    /// Of all other rules.
    other: Vec<Numbered>,
    numbers: HashMap<String, usize>,
    words: Words,
}

/// The needs of one rule.
#[derive(Debug)]
struct Numbered {
    anchors: Vec<usize>,
    lines: Vec<(Vec<usize>, Need)>,
}

/// What has been found of words so far; it is bounded, and no answer depends on it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    kinds: HashMap<String, Rc<Kind>>,
}

/// How many words are remembered.
const REMEMBERED: usize = 1 << 16;

/// What a word could be, whatever its part of speech.
#[derive(Debug)]
struct Kind {
    /// Lower-case word and every lemma that it could have.
    forms: Vec<String>,
    /// Those of them that rules ask for.
    numbers: Vec<usize>,
    offence: bool,
    begins_offence: bool,
    amount: bool,
    name_or_quote: bool,
}

/// How many tokens a cell of a table has at most.
const CELL: usize = 24;

/// Words that open sentences with a capital and name nobody.
const OPENERS: &[&str] = &[
    "a", "after", "all", "also", "an", "and", "another", "any", "as", "at", "before", "both", "but", "by",
    "during", "each", "for", "from", "he", "her", "here", "his", "how", "i", "if", "in", "it", "its", "many",
    "most", "no", "not", "of", "on", "one", "or", "our", "she", "so", "some", "such", "that", "the", "their",
    "then", "there", "these", "they", "this", "those", "to", "two", "under", "until", "we", "what", "when",
    "where", "which", "while", "who", "with", "you", "your",
];

/// Whether a rule's facts make a document a case's.
fn makes_a_case(rule: &Rule) -> bool {
    matches!(&*rule.fact.name, "charge" | "penalty" | "event")
        && rule.set.get("alone").is_none_or(|a| a != "no")
}

/// What the words of one block could be.
struct Block {
    has: Vec<bool>,
    offence: bool,
    amount: bool,
    names_or_quotes: bool,
}

impl Triggers {
    pub(crate) fn of(rules: &Rules) -> Triggers {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |words: &BTreeSet<String>| -> Vec<usize> {
            words
                .iter()
                .map(|w| {
                    let next = numbers.len();
                    *numbers.entry(w.clone()).or_insert(next)
                })
                .collect()
        };
        let mut numbered = |needs: Vec<Needs>| -> Vec<Numbered> {
            needs
                .into_iter()
                .map(|n| Numbered {
                    anchors: number(&n.anchors),
                    lines: n.lines.into_iter().map(|need| (number(&need.words), need)).collect(),
                })
                .collect()
        };
        let case = numbered(rules.needs(makes_a_case));
        let mut other = numbered(rules.needs(|rule| !makes_a_case(rule)));
        // what was going on when something happened is told by a noun that no rule asks for
        let occasions = rules.words().list("occasions").map(|list| list.last_words());
        let anchors = occasions.into_iter().flatten().map(str::to_owned).collect();
        other.extend(numbered(vec![Needs { anchors, lines: Vec::new() }]));
        Triggers { case, other, numbers, words: rules.words().clone() }
    }

    /// For each block of a document, whether it is to be parsed.
    pub(crate) fn blocks(
        &self,
        session: &mut Session<'_>,
        memory: &mut Memory,
        document: &Document,
    ) -> Vec<bool> {
        if memory.kinds.len() > REMEMBERED {
            memory.kinds.clear();
        }
        // a court's paper is some case's, whatever its sentences say
        let mut case = document.blocks.iter().any(|block| block.kind == BlockKind::Form);
        let mut cells: Vec<bool> = Vec::with_capacity(document.blocks.len());
        let mut worth: Vec<bool> = document
            .blocks
            .iter()
            .map(|block| {
                if !block.kind.can_hold_facts() {
                    cells.push(false);
                    return false;
                }
                let tokens = session.tokenize(block.span.of(&document.text));
                let block = self.block(&tokens, memory);
                cells.push(tokens.len() <= CELL && (block.offence || block.amount));
                let makes_case = self.case.iter().any(|n| block.meets(n));
                case |= makes_case;
                makes_case || block.names_or_quotes || self.other.iter().any(|n| block.meets(n))
            })
            .collect();
        // A table goes on from line to line: "Found guilty of:" and below it "Two felony counts of forgery".
        for at in 1..worth.len() {
            worth[at] |= cells[at] && worth[at - 1];
        }
        if case { worth } else { vec![false; worth.len()] }
    }

    fn block(&self, tokens: &Tokens<'_>, memory: &mut Memory) -> Block {
        let mut block = Block {
            has: vec![false; self.numbers.len()],
            offence: false,
            amount: false,
            names_or_quotes: false,
        };
        // The word before, where an offence of several words may have begun; a hyphen may stand between them.
        let mut begun: Option<Rc<Kind>> = None;
        for token in 0..tokens.len() {
            let kind = self.kind(tokens, token, memory);
            for number in &kind.numbers {
                if let Some(has) = block.has.get_mut(*number) {
                    *has = true;
                }
            }
            block.offence |= kind.offence
                || begun
                    .as_ref()
                    .is_some_and(|first| self.words.offence_may_begin(&first.forms, &kind.forms));
            block.amount |= kind.amount;
            block.names_or_quotes |= kind.name_or_quote;
            if !matches!(tokens.text(token), "-" | "–") {
                begun = Some(kind).filter(|k| k.begins_offence);
            }
        }
        block
    }

    fn kind(&self, tokens: &Tokens<'_>, token: usize, memory: &mut Memory) -> Rc<Kind> {
        let text = tokens.text(token);
        if let Some(known) = memory.kinds.get(text) {
            return Rc::clone(known);
        }
        let lower = lower(text);
        let mut forms: Vec<String> = tokens.lemmas(token).iter().map(|l| l.to_lowercase()).collect();
        forms.extend(self.words.mended(&lower).map(str::to_owned));
        forms.push(lower);
        forms.sort_unstable();
        forms.dedup();
        let kind = Rc::new(Kind {
            numbers: forms.iter().filter_map(|f| self.numbers.get(f)).copied().collect(),
            offence: self.words.may_name_offence(&forms),
            begins_offence: self.words.may_begin_offence(&forms),
            amount: forms.iter().any(|f| self.words.may_be_amount(f)),
            name_or_quote: name_or_quote(text),
            forms,
        });
        memory.kinds.insert(text.to_owned(), Rc::clone(&kind));
        kind
    }
}

impl Block {
    fn meets(&self, needs: &Numbered) -> bool {
        let any = |numbers: &[usize]| numbers.iter().any(|n| self.has.get(*n).copied().unwrap_or(false));
        let met = |(numbers, need): &(Vec<usize>, Need)| {
            (need.offence && self.offence) || (need.amount && self.amount) || any(numbers)
        };
        any(&needs.anchors) && needs.lines.iter().all(met)
    }
}

fn name_or_quote(text: &str) -> bool {
    if text.contains(['"', '“', '”', '„', '«']) {
        return true;
    }
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    capital && !OPENERS.contains(&text.to_lowercase().as_str())
}
