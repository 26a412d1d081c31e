//! Which blocks are worth the networks.
//!
//! A document gives facts only where a rule for charges, penalties or incidents matches, and each such rule needs
//! certain words within one block: those that it hangs on, and those that its other lines ask for. So a document
//! in which no block has them, whatever their part of speech, gives nothing and needs no parse. In a document that
//! may give facts, a block is read where some rule can match, where somebody may be named (a capital letter that
//! does not open a sentence with a function word), or where somebody is quoted.

use std::collections::BTreeSet;

use factum_analyze::{Session, Tokens};
use factum_extract::{Need, Needs, Rule, Rules, Words};
use factum_types::Document;

/// What the rules cannot match without.
#[derive(Debug)]
pub(crate) struct Triggers {
    /// Of the rules without whose facts a document is no case's.
    case: Vec<Needs>,
    /// Of all other rules.
    other: Vec<Needs>,
    /// The lists, for what words could be.
    words: Words,
}

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
#[derive(Default)]
struct Forms {
    /// Lower-case words and every lemma that they could have.
    words: BTreeSet<String>,
    offence: bool,
    amount: bool,
    names_or_quotes: bool,
}

impl Triggers {
    pub(crate) fn of(rules: &Rules) -> Triggers {
        Triggers {
            case: rules.needs(makes_a_case),
            other: rules.needs(|rule| !makes_a_case(rule)),
            words: rules.words().clone(),
        }
    }

    /// For each block of a document, whether it is to be parsed.
    pub(crate) fn blocks(&self, session: &mut Session<'_>, document: &Document) -> Vec<bool> {
        let mut case = false;
        let worth: Vec<bool> = document
            .blocks
            .iter()
            .map(|block| {
                if !block.kind.can_hold_facts() {
                    return false;
                }
                let tokens = session.tokenize(block.span.of(&document.text));
                let forms = self.forms(&tokens);
                let makes_case = self.case.iter().any(|n| forms.meet(n));
                case |= makes_case;
                makes_case || forms.names_or_quotes || self.other.iter().any(|n| forms.meet(n))
            })
            .collect();
        if case { worth } else { vec![false; worth.len()] }
    }

    fn forms(&self, tokens: &Tokens<'_>) -> Forms {
        let mut forms = Forms::default();
        let all: Vec<Vec<String>> = (0..tokens.len()).map(|t| self.forms_of(tokens, t)).collect();
        for (token, own) in all.iter().enumerate() {
            let text = tokens.text(token);
            forms.names_or_quotes |= names_or_quotes(text);
            forms.amount |= own.iter().any(|f| self.words.may_be_amount(f));
            if !forms.offence {
                // A hyphen may stand between the words of an offence.
                let next = all.iter().skip(token + 1).find(|n| n.iter().all(|f| f != "-" && f != "–"));
                let own: Vec<&str> = own.iter().map(String::as_str).collect();
                let next: Vec<&str> = next.into_iter().flatten().map(String::as_str).collect();
                forms.offence = self.words.may_name_offence(&own, &next);
            }
        }
        forms.words = all.into_iter().flatten().collect();
        forms
    }

    /// The lower-case word, its mended lemma, and every lemma that the model could give it.
    fn forms_of(&self, tokens: &Tokens<'_>, token: usize) -> Vec<String> {
        let lower = tokens.text(token).to_lowercase().replace('’', "'");
        let mut forms: Vec<String> = tokens.lemmas(token).iter().map(|l| l.to_lowercase()).collect();
        forms.extend(self.words.mended(&lower).map(str::to_owned));
        forms.push(lower);
        forms
    }
}

impl Forms {
    fn meet(&self, needs: &Needs) -> bool {
        let any = |words: &BTreeSet<String>| {
            if words.len() < self.words.len() {
                words.iter().any(|w| self.words.contains(w))
            } else {
                self.words.iter().any(|w| words.contains(w))
            }
        };
        let met =
            |need: &Need| (need.offence && self.offence) || (need.amount && self.amount) || any(&need.words);
        any(&needs.anchors) && needs.lines.iter().all(met)
    }
}

fn names_or_quotes(text: &str) -> bool {
    if text.contains(['"', '“', '”', '„', '«']) {
        return true;
    }
    let capital = text.chars().next().is_some_and(char::is_uppercase);
    capital && !OPENERS.contains(&text.to_lowercase().as_str())
}
