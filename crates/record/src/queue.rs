//! What a person should look at first: the doubts of a record, by what hangs on them.

use factum_types::{ConflictKind, Modality};

use crate::{Cite, Part, View};

/// Something that only a person can settle.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// What kind it is; the kinds stand in the order in which they matter.
    pub kind: DoubtKind,
    /// What is in doubt, in words.
    pub words: String,
    /// The words that it hangs on.
    pub cites: Vec<Cite>,
    /// For two who share a name: each as document and name there, to be joined or set apart.
    pub parties: Option<(Named, Named)>,
}

/// A party of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// The document's id.
    pub document: String,
    /// Where it was read from.
    pub path: String,
    /// The name there.
    pub name: String,
}

/// Kinds of doubt, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DoubtKind {
    /// Sources differ on how a charge stands.
    Status,
    /// Two of one name, at least one of them charged, who may be one person.
    Person,
    /// A step that fits no charge for certain.
    Unbound,
    /// A status that rests on an inference alone.
    Inferred,
    /// A step that is only alleged, though nothing firm is known.
    Alleged,
    /// Sources, or the words of one, differ in a day, an age, a number or a circumstance.
    Variance,
}

impl View {
    /// The doubts, the weightiest first.
    pub fn queue(&self) -> Vec<Doubt> {
        let mut doubts = Vec::new();
        for clash in &self.conflicts {
            let kind = match (clash.kind, clash.what) {
                (ConflictKind::Direct, "status") => DoubtKind::Status,
                (ConflictKind::Variance, _) => DoubtKind::Variance,
                _ => continue,
            };
            let sides: Vec<&str> = clash.sides.iter().map(|s| s.says.as_str()).collect();
            let words = format!("{}: {}", clash.about, sides.join(" / "));
            let cites = clash.sides.iter().flat_map(|s| s.cites.clone()).collect();
            doubts.push(Doubt { kind, words, cites, parties: None });
        }
        for pair in &self.not_joined {
            let is_charged = |person: usize| self.charges.iter().any(|s| s.person == person);
            if !is_charged(pair.a) && !is_charged(pair.b) {
                continue;
            }
            let (Some(a), Some(b)) = (self.named_first(pair.a), self.named_first(pair.b)) else { continue };
            let words = format!("one person or two? {} and {}: {}", a.name, b.name, pair.why);
            let cites = [pair.a, pair.b];
            let cites = cites.iter().filter_map(|p| self.people.get(*p)?.members.first()?.cite.clone());
            doubts.push(Doubt {
                kind: DoubtKind::Person,
                words,
                cites: cites.collect(),
                parties: Some((a, b)),
            });
        }
        for unbound in &self.unbound {
            let name = self.people.get(unbound.person).map_or("", |p| p.name.as_str());
            let words = format!("{name}: {}; {}", self.procedure.row(unbound.status).words, unbound.why);
            let cites = vec![unbound.witness.cite.clone()];
            doubts.push(Doubt { kind: DoubtKind::Unbound, words, cites, parties: None });
        }
        for (at, standing) in self.charges.iter().enumerate() {
            let Some(outcome) = self.outcome(at) else { continue };
            let now = standing.history.iter().zip(&standing.parts).find(|(_, part)| **part == Part::Now);
            let inferred = now.filter(|(step, _)| step.witnesses.iter().all(|w| !w.inferred.is_empty()));
            if let Some((step, _)) = inferred {
                let why: Vec<&str> = step
                    .witnesses
                    .first()
                    .into_iter()
                    .flat_map(|w| w.inferred.iter().map(String::as_str))
                    .collect();
                let cites = step.witnesses.iter().map(|w| w.cite.clone()).collect();
                let words = format!("{outcome} ({})", why.join("; "));
                doubts.push(Doubt { kind: DoubtKind::Inferred, words, cites, parties: None });
            }
            if standing.now.is_none() {
                let cites: Vec<Cite> = standing
                    .apart
                    .iter()
                    .filter(|s| s.modality == Modality::Alleged)
                    .flat_map(|s| s.witnesses.iter().map(|w| w.cite.clone()))
                    .collect();
                if !cites.is_empty() {
                    let words = outcome.to_string();
                    doubts.push(Doubt { kind: DoubtKind::Alleged, words, cites, parties: None });
                }
            }
        }
        // stable: within a kind the order of the view
        doubts.sort_by_key(|d| d.kind);
        doubts
    }

    fn named_first(&self, person: usize) -> Option<Named> {
        let member = self.people.get(person)?.members.first()?;
        let (document, path) = (member.source.id.clone(), member.source.path.clone());
        Some(Named { document, path, name: member.name.clone() })
    }
}
