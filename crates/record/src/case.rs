//! The case: an append-only list of what documents said, and the view that folds over it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, LazyLock};

use factum_types::{Document, Record};
use jiff::civil::Date;

use crate::cite::{Pages, Source};
use crate::numbers::Printed;
use crate::reprints::{Sketch, originals};
use crate::{Coverage, Decided, LeftOut, Procedure, View};

/// What a document said, with the document.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    pub(crate) pages: Pages,
    pub(crate) record: Record,
    pub(crate) printed: Printed,
}

impl Told {
    /// The last day on which it may have been published.
    pub(crate) fn published(&self) -> Option<Date> {
        self.pages.source.published.map(|p| p.last())
    }

    /// The order of documents in every answer: by publication, then by content, never by when learned.
    fn order(&self) -> (bool, Option<(Date, Date)>, &str) {
        let published = self.pages.source.published.map(|p| (p.first(), p.last()));
        (published.is_none(), published, &self.pages.source.id)
    }
}

/// The documents of a case and what each said.
///
/// Nothing that was learned is ever changed; every answer is computed from all of it when asked.
#[derive(Clone, Debug)]
pub struct Case {
    procedure: Arc<Procedure>,
    told: BTreeMap<String, Told>,
    decided: Vec<Decided>,
    left_out: Vec<LeftOut>,
}

/// The two times of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ask {
    /// The day in the world: what had happened by its end. `None`: as far as the documents reach.
    pub as_of: Option<Date>,
    /// The day of knowledge: only documents published by its end. `None`: all documents, also those without
    /// a publication date.
    pub known_by: Option<Date>,
}

impl Default for Case {
    fn default() -> Case {
        // a casebook is asked often, and the table is always the same
        static SHIPPED: LazyLock<Arc<Procedure>> = LazyLock::new(|| Arc::new(Procedure::shipped()));
        Case {
            procedure: Arc::clone(&SHIPPED),
            told: BTreeMap::new(),
            decided: Vec::new(),
            left_out: Vec::new(),
        }
    }
}

impl Case {
    /// A case of which nothing is known.
    pub fn new(procedure: Procedure) -> Case {
        Case {
            procedure: Arc::new(procedure),
            told: BTreeMap::new(),
            decided: Vec::new(),
            left_out: Vec::new(),
        }
    }

    /// Adds what one document said, by the document's `id`; `false` where a document of the same bytes was already learned.
    ///
    /// The order of learning changes no answer.
    pub fn learn(&mut self, document: &Document, record: Record) -> bool {
        let printed = Printed::of(document, &record, &self.procedure);
        let told = Told { pages: Pages::new(document), record, printed };
        match self.told.entry(document.id.clone()) {
            Entry::Vacant(free) => {
                free.insert(told);
                true
            }
            Entry::Occupied(mut other) => {
                // of two copies of the same bytes the one with the first path is kept, so that order is nothing
                if told.pages.source.path < other.get().pages.source.path {
                    other.insert(told);
                }
                false
            }
        }
    }

    /// Takes over what people decided about who is who; it goes before what the documents suggest, and replaces what
    /// was taken over before.
    pub fn decide(&mut self, decided: Vec<Decided>) {
        self.decided = decided;
    }

    /// Notes that the case does not stand on something; every view says so.
    pub fn leave_out(&mut self, left_out: LeftOut) {
        self.left_out.push(left_out);
        self.left_out.sort();
    }

    /// How many documents were learned.
    pub fn len(&self) -> usize {
        self.told.len()
    }

    /// Whether nothing was learned.
    pub fn is_empty(&self) -> bool {
        self.told.is_empty()
    }

    /// Everything that can be said at these two times.
    pub fn view(&self, ask: Ask) -> View {
        let told = self.known(ask);
        let view = View::of(&told, ask, &self.procedure, &self.decided);
        View { left_out: self.left_out.clone(), ..view }
    }

    /// The people and their charges alone, the same as in [`Case::view`]; all other lists of the view are empty. For what
    /// shows an outcome beside something else.
    pub fn charges(&self, ask: Ask) -> View {
        View::of_charges(&self.known(ask), ask, &self.procedure, &self.decided)
    }

    /// What was published by the day of knowledge, in order.
    fn known(&self, ask: Ask) -> Vec<&Told> {
        let known = |told: &&Told| match ask.known_by {
            Some(day) => told.published().is_some_and(|published| published <= day),
            None => true,
        };
        let mut told: Vec<&Told> = self.told.values().filter(known).collect();
        told.sort_by(|a, b| a.order().cmp(&b.order()));
        told
    }
}

/// The sentences of each document that gave no fact.
pub(crate) fn coverage(told: &[&Told]) -> Vec<Coverage> {
    let of = |told: &&Told| {
        let sentences = &told.record.coverage;
        let silent = sentences.iter().filter(|s| s.facts == 0);
        Coverage {
            source: Arc::clone(&told.pages.source),
            n_sentences: sentences.len(),
            n_unparsed: sentences.iter().filter(|s| !s.parsed).count(),
            silent: silent.map(|s| told.pages.cite_span(s.span, "")).collect(),
        }
    };
    told.iter().map(of).collect()
}

/// The sources of a view, in order.
pub(crate) fn sources(told: &[&Told]) -> Vec<Arc<Source>> {
    told.iter().map(|t| Arc::clone(&t.pages.source)).collect()
}

/// For each source of a view the first that it is a reprint of, or itself.
pub(crate) fn reprints(told: &[&Told]) -> Vec<usize> {
    let sketches: Vec<Sketch> = told.iter().map(|t| Sketch::of(t.pages.text())).collect();
    originals(&sketches.iter().collect::<Vec<_>>())
}
