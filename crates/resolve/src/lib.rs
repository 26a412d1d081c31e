//! Findings become a record: who is who, when it was, what stands.
//!
//! ```
//! use factum_resolve::resolve;
//! use factum_types::{Analysis, Document, Findings};
//! let rules = factum_extract::Rules::default();
//! let record = resolve(rules.words(), &Document::default(), &Analysis::default(), &Findings::default());
//! assert!(record.parties.is_empty() && record.charges.is_empty());
//! ```
//!
//! This crate never guesses: one candidate or none. It sees no model, no clock and no file.

mod attributions;
mod charges;
mod clauses;
mod conflicts;
mod coverage;
mod dates;
mod elsewhere;
mod events;
mod filings;
mod links;
mod names;
mod offence;
mod penalties;
mod people;
mod quotes;
mod retold;
mod roles;
mod scene;
mod speakers;
mod speech;
mod statements;
mod turns;
mod variances;

use factum_extract::Words;
use factum_types::{Analysis, Document, Findings, Modality, Record};

pub use attributions::{Attribution, attributions};
pub use dates::{How, Placed, dates};
use scene::Scene;

/// What a document says of a case. Cannot fail; what is not clear stays out.
pub fn resolve(words: &Words, document: &Document, analysis: &Analysis, findings: &Findings) -> Record {
    let scene = Scene::new(words, document, analysis, findings);
    let mut people = people::people(&scene);
    let mut events = events::events(&scene, &mut people);
    let formed = filings::formed(&scene, &mut people);
    let told = charges::charges(&scene, &mut people, &events);
    // Whom the charges showed to be somebody whom the events knew by description only.
    for event in &mut events {
        event.participants.iter_mut().for_each(|p| p.party = people.now(p.party));
        event.participants.dedup_by(|a, b| a.party == b.party && a.role == b.role);
    }
    let charges = filings::join(&scene, &formed, told);
    let mut penalties = filings::penalties(&scene, &people, &formed);
    let told = penalties::penalties(&scene, &mut people, &charges);
    let known: Vec<_> = penalties.iter().map(|p| (p.person, p.kind)).collect();
    penalties.extend(told.into_iter().filter(|p| !known.contains(&(p.person, p.kind))));
    let statements = statements::statements(&scene, &mut people);
    roles::roles(&scene, &mut people, &charges, &events);
    let is_case = formed.is_case()
        || !charges.is_empty()
        || !penalties.is_empty()
        || events::make_a_case(&scene, &events)
        || (!statements.is_empty()
            && scene
                .of_kind("charge")
                .any(|f| matches!(f.claim.modality, Modality::Asserted | Modality::Denied)));
    if !is_case {
        // A document that tells of no charge, penalty or incident is no case's, however much is said in it.
        return Record { coverage: coverage::coverage(&scene, &Record::default()), ..Record::default() };
    }
    let mut record = Record { charges, penalties, events, statements, ..Record::default() };
    record.variances = variances::variances(&scene, &mut people, &record);
    let name = |p: factum_types::PartyId| people.all.get(p).map(|p| p.name.clone());
    statements::attribute(&record.statements, name, &mut record.events, &mut record.penalties);
    record.conflicts = conflicts::conflicts(&scene, &people, &record.statements);
    people.into_parties(&mut record);
    record.coverage = coverage::coverage(&scene, &record);
    record
}
