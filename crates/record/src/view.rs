//! Everything that a case can say at two times, as plain values.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::case::{Told, coverage, reprints, sources};
use crate::charges::{charges, exposures};
use crate::names::plain;
use crate::people::people;
use crate::{
    Ask, CaseNumber, Cite, Clash, Decided, Entry, Exposure, LeftOut, NotJoined, Person, Procedure, Saying,
    Source, Stale, Standing, Unbound,
};

/// The answer to a question: all that a case says at the two times of an [`Ask`].
///
/// Indices (`person`, `charge`) point into this view's own lists. Order is by content and dates, never by when
/// a document was learned.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// What was asked.
    pub ask: Ask,
    /// What procedure says of each status: its words, its state.
    pub procedure: Arc<Procedure>,
    /// The documents, by publication.
    pub sources: Vec<Arc<Source>>,
    /// For each source the first source that it is a reprint of, by their texts; its own index where it is of none.
    pub originals: Vec<usize>,
    /// People and organizations, in the order of their first appearance.
    pub people: Vec<Person>,
    /// Pairs that share a name and were not joined.
    pub not_joined: Vec<NotJoined>,
    /// Charges, by person.
    pub charges: Vec<Standing>,
    /// Steps that could not be bound to a charge.
    pub unbound: Vec<Unbound>,
    /// Punishments possible, expected, sought or imposed.
    pub exposures: Vec<Exposure>,
    /// What happened, in order.
    pub timeline: Vec<Entry>,
    /// What was said, in order.
    pub statements: Vec<Saying>,
    /// What cannot both hold; nothing is preferred.
    pub conflicts: Vec<Clash>,
    /// Published sentences that a later step overtook.
    pub stale: Vec<Stale>,
    /// For each document, what gave no fact.
    pub coverage: Vec<Coverage>,
    /// Numbers of cases that the documents print.
    pub case_numbers: Vec<CaseNumber>,
    /// What this view does not stand on: documents that are damaged or were removed.
    pub left_out: Vec<LeftOut>,
}

/// How much of a document gave facts.
#[derive(Clone, Debug, PartialEq)]
pub struct Coverage {
    /// The document.
    pub source: Arc<Source>,
    /// Its sentences.
    pub n_sentences: usize,
    /// Sentences that no rule can match, so that they were not parsed.
    pub n_unparsed: usize,
    /// Sentences that gave no fact; their rule is empty.
    pub silent: Vec<Cite>,
}

impl View {
    /// People and charges; nothing else.
    pub(crate) fn of_charges(
        told: &[&Told],
        ask: Ask,
        procedure: &Arc<Procedure>,
        decided: &[Decided],
    ) -> View {
        let people = people(told, procedure, decided);
        let charges = charges(told, &people, ask, procedure);
        View {
            ask,
            procedure: Arc::clone(procedure),
            sources: sources(told),
            originals: (0..told.len()).collect(),
            people: people.persons,
            not_joined: people.not_joined,
            charges: charges.standings,
            unbound: charges.unbound,
            exposures: Vec::new(),
            timeline: Vec::new(),
            statements: Vec::new(),
            conflicts: Vec::new(),
            stale: Vec::new(),
            coverage: Vec::new(),
            case_numbers: Vec::new(),
            left_out: Vec::new(),
        }
    }

    pub(crate) fn of(told: &[&Told], ask: Ask, procedure: &Arc<Procedure>, decided: &[Decided]) -> View {
        let people = people(told, procedure, decided);
        let charges = charges(told, &people, ask, procedure);
        let exposures = exposures(told, &people, &charges);
        let timeline = crate::timeline::timeline(told, &people, &charges.standings, ask);
        let (statements, places) = crate::statements::statements(told, &people);
        let conflicts = crate::conflicts::conflicts(
            told,
            &crate::conflicts::Known { people: &people, standings: &charges.standings, procedure },
            &statements,
            &places,
        );
        let claims = crate::claims::claims(told, &people, procedure);
        let stale = crate::stale::stale(&charges.standings, &exposures, &claims, ask, procedure);
        View {
            ask,
            procedure: Arc::clone(procedure),
            sources: sources(told),
            originals: reprints(told),
            not_joined: people.not_joined,
            people: people.persons,
            charges: charges.standings,
            unbound: charges.unbound,
            exposures,
            timeline,
            statements,
            conflicts,
            stale,
            coverage: coverage(told),
            case_numbers: crate::numbers::case_numbers(told),
            left_out: Vec::new(),
        }
    }
}

impl View {
    /// How many accounts stand behind these words: reprints of one text are one, and so are all documents that only
    /// give the word of the same speaker.
    pub fn accounts<'c>(&self, cites: impl IntoIterator<Item = &'c Cite>) -> usize {
        let account = |cite: &Cite| match &cite.said_by {
            Some(who) => Some(Account::Voice(voice(who))),
            None => {
                let at = self.sources.iter().position(|s| s.id == cite.source.id)?;
                self.originals.get(at).copied().map(Account::Text)
            }
        };
        // most facts have one witness, and a view may have thousands of sources to look through
        let cites: Vec<&Cite> = cites.into_iter().collect();
        match cites.as_slice() {
            [_] => 1,
            several => several.iter().copied().filter_map(account).collect::<BTreeSet<_>>().len(),
        }
    }
}

/// Whose account a fact is: that of a text and its reprints, or of somebody whom texts let speak.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Account {
    Text(usize),
    Voice(String),
}

/// A speaker as documents may name one differently: by the last word, which is the surname or the office. Two of one
/// surname count as one, so that no fact seems to stand on more than it does.
fn voice(who: &str) -> String {
    let mut words =
        who.split_whitespace().map(|word| plain(word.trim_matches(|c: char| !c.is_alphanumeric())));
    words.rfind(|word| !word.is_empty()).unwrap_or_default()
}
