//! What the document itself tells in two ways: its own word against its own word, never a statement's. Neither way is
//! preferred. Each comparison says why two tellings of it cannot both hold; what may be explained is no variance.

mod ages;
mod amounts;
mod circumstances;
mod counts;
mod days;
mod number;
mod tolls;

use factum_types::{BlockKind, Evidence, Finding, Modality, Record, Span, Statement, Telling, Variance};

use crate::clauses::is_according;
use crate::people::People;
use crate::scene::Scene;

/// All variances of a record, by the place of their first words.
pub(crate) fn variances(scene: &Scene<'_>, people: &mut People<'_, '_>, record: &Record) -> Vec<Variance> {
    let own = Own { scene, statements: &record.statements };
    // to ask who a phrase means notes that it was said; what is only compared adds no mention to the record
    let asked = &mut people.clone();
    let mut found = circumstances::circumstances(&own, asked, record);
    found.extend(number::number(&own, asked, record));
    found.extend(counts::counts(&own, asked, record));
    found.extend(ages::ages(&own, asked));
    found.extend(days::days(&own, asked, record));
    found.extend(tolls::tolls(&own, record));
    found.extend(amounts::amounts(&own, asked, record));
    for variance in &mut found {
        variance.sides.sort_by_key(|s| s.evidence.span.start);
    }
    // "Jane Doe" or "a man" in two places may be two people
    let may_be_two = |party: usize| {
        people.all.get(party).is_none_or(|k| {
            let mut words = k.name.split_whitespace();
            k.unnamed || words.any(|word| scene.listed("stand-in-names", &word.to_lowercase()))
        })
    };
    found.retain(|v| v.sides.len() > 1 && !v.person.is_some_and(may_be_two));
    found.sort_by_key(|v| v.sides.first().map(|s| s.evidence.span.start));
    found.iter().filter_map(|v| v.person).for_each(|p| people.use_party(p));
    found
}

/// What the document says as its own word.
struct Own<'o, 'a> {
    scene: &'o Scene<'a>,
    statements: &'o [Statement],
}

impl Own<'_, '_> {
    /// Whether a token is told by the writer: in no statement or quotation, under no verb of saying, and in no headline,
    /// which rounds what the story tells exactly.
    fn tells(&self, token: usize) -> bool {
        let scene = self.scene;
        let span = scene.token(token).span;
        let said = self.statements.iter().any(|s| s.content.iter().any(|c| c.overlaps(span)));
        let furniture = matches!(scene.block(token), BlockKind::Title | BlockKind::Heading | BlockKind::Form);
        if said || furniture || scene.quotation_at(span).is_some() {
            return false;
        }
        // a cue that gave no statement still makes the words somebody's
        let sentence = scene.sentence(token);
        let reports = |i: usize| {
            is_according(scene, i)
                || i != token
                    && scene.is_verb(i)
                    && scene.listed("reporting-verbs", &scene.lemma(i))
                    && scene.children(i).any(|c| {
                        matches!(scene.token(c).dep, factum_types::Dep::Ccomp)
                            && crate::clauses::below(scene, token, c)
                    })
        };
        !sentence.clone().any(reports)
    }

    /// Whether a finding is asserted by the writer.
    fn asserts(&self, finding: &Finding) -> bool {
        finding.claim.modality == Modality::Asserted
            && finding.claim.speaker.is_none()
            && finding.claim.hedge.is_none()
            && self.tells(finding.anchor)
    }

    /// Whether a word of a list stands in the sentence of a token.
    fn has_word(&self, token: usize, list: &str) -> bool {
        self.scene.sentence(token).any(|i| self.scene.listed(list, self.scene.lower(i)))
    }
}

/// A side of a variance.
fn side(says: String, span: Span, rule: &str) -> Telling {
    Telling { says, evidence: Evidence { span, rule: rule.to_owned() } }
}
