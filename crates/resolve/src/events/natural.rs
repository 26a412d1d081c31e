//! Deaths without a doer: an illness, old age, the end of somebody who had another part in the case. Whoever died so
//! is nobody's victim.

use factum_types::{Dep, Finding, Modality, PartyId};

use super::words::subtree;
use crate::people::People;
use crate::scene::Scene;

/// The rule for the bare verb; every other one tells of a death by what was found or done.
pub(super) const DIED: &str = "incident.died";

/// Years before publication beyond which a bare "died" of somebody's kin belongs to no news.
const LONG_AGO: i16 = 1;

/// Whether the words tell of a party's death as one that nobody brought about.
pub(crate) fn is_natural(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    finding: &Finding,
    party: PartyId,
) -> bool {
    if &*finding.rule != DIED || is_harmed(scene, people, finding, party) {
        return false;
    }
    // What is said of the dead ("known for the murder trial") is no cause.
    let dead = scene.subject(finding.anchor).map_or(0..0, |s| subtree(scene, s));
    let cause = subtree(scene, finding.anchor).filter(|i| !dead.contains(i));
    let wounds =
        |i: usize| scene.listed("harm-nouns", &scene.lemma(i)) || scene.listed("weapons", &scene.lemma(i));
    let violent =
        cause.clone().any(|i| wounds(i) || matches!(scene.lemma(i).as_str(), "wound" | "injury" | "shoot"));
    if violent {
        return false;
    }
    let mut cause = cause;
    let ill = cause.any(|i| scene.listed("natural-causes", scene.lower(i)));
    ill || is_accused(scene, people, party)
        || by_office(scene, people, party)
        || is_kin(scene, people, party) && is_long_ago(scene, finding)
}

/// Whether the party is charged, also by a description that stands for it.
fn is_accused(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId) -> bool {
    let of_charge = |f: &Finding| f.all("who").any(|b| people.at(b.head) == Some(party));
    people.accused.contains(&party) || scene.of_kind("charge").any(of_charge)
}

/// Whether some other finding tells that harm was done to the party.
fn is_harmed(scene: &Scene<'_>, people: &People<'_, '_>, own: &Finding, party: PartyId) -> bool {
    scene.findings.findings.iter().any(|f| {
        let of_harm = match &*f.kind {
            "event" => &*f.rule != DIED || f.anchor == own.anchor && f.rule != own.rule,
            "role" => f.set("role") == Some("victim"),
            _ => false,
        };
        let told = matches!(f.claim.modality, Modality::Asserted | Modality::Alleged);
        let same = |b: &factum_types::Binding| people.at(b.head) == Some(party);
        of_harm && told && (f.all("victim").any(same) || (&*f.kind == "role" && f.all("who").any(same)))
    })
}

/// Whether a title, a noun beside the name or what somebody did shows a part by office or as a witness.
fn by_office(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId) -> bool {
    let office = |noun: &str| {
        matches!(
            scene.part_of(noun),
            Some("judge" | "prosecutor" | "defence_counsel" | "witness" | "official")
        )
    };
    let known = &people.all[party];
    let testified = scene
        .of_kind("role")
        .any(|f| f.set("role") == Some("witness") && f.all("who").any(|b| people.at(b.head) == Some(party)));
    // "Judge Ann Roe", where the model took the name alone for one
    let before = |span: factum_types::Span| {
        let start = scene.tokens_in(span).start;
        start > scene.sentence(start).start && office(scene.lower(start - 1))
    };
    testified
        || known.mentions.iter().filter(|m| m.is_name()).any(|m| before(m.evidence.span))
        || known.titles.iter().flat_map(|t| t.split_whitespace()).any(|w| office(&w.to_lowercase()))
        || beside(scene, people, party).into_iter().any(|i| office(&scene.lemma(i)))
}

fn is_kin(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId) -> bool {
    beside(scene, people, party).into_iter().any(|i| scene.listed("kinship", &scene.lemma(i)))
}

/// The nouns in apposition to a party's name.
fn beside(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId) -> Vec<usize> {
    let mut found = Vec::new();
    for mention in people.all[party].mentions.iter().filter(|m| m.is_name()) {
        for token in scene.tokens_in(mention.evidence.span) {
            found.extend(scene.children_by(token, Dep::Appos));
            if scene.token(token).dep == Dep::Appos {
                found.extend(scene.head(token));
            }
        }
    }
    found.retain(|i| people.at(*i) != Some(party) || scene.token(*i).pos == factum_types::Pos::NOUN);
    found
}

fn is_long_ago(scene: &Scene<'_>, finding: &Finding) -> bool {
    let Some(published) = scene.document.published else { return false };
    let died = scene.dates.of_finding(scene, finding);
    died.is_some_and(|d| d.last().year() + LONG_AGO < published.date.first().year())
}
