//! Everything that a case can say at two times, as plain values.

use std::sync::Arc;

use crate::case::{Told, coverage, reprints, sources};
use crate::charges::{charges, exposures};
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
    /// How many of these documents are accounts of their own, reprints of one text counted once.
    pub fn independent<'c>(&self, cites: impl Iterator<Item = &'c Cite>) -> usize {
        let at = |cite: &Cite| self.sources.iter().position(|s| s.id == cite.source.id);
        let originals = cites.filter_map(at).filter_map(|at| self.originals.get(at));
        originals.collect::<std::collections::BTreeSet<_>>().len()
    }
}
