//! What happened: the incidents, with their date, place and people.

use factum_types::{BlockKind, Event, Evidence, Finding, Modality, Participant};

use crate::links::denoted;
use crate::people::People;
use crate::scene::Scene;

pub(crate) fn events(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<Event> {
    let mut found: Vec<Event> = Vec::new();
    for finding in scene.of_kind("event") {
        let inside_quote = scene.quotation_at(scene.token(finding.anchor).span).is_some();
        let claimed = matches!(finding.claim.modality, Modality::Asserted | Modality::Alleged);
        if !claimed || inside_quote || scene.block(finding.anchor) == BlockKind::Title {
            continue;
        }
        let event = one(scene, people, finding);
        if event.participants.is_empty() && event.date.is_none() {
            continue; // a noun that only mentions it
        }
        merge(&mut found, event);
    }
    found
}

/// Whether some event is of a crime by itself: people also die, are hurt and resign without one.
pub(crate) fn make_a_case(scene: &Scene<'_>, events: &[Event]) -> bool {
    let crime = |e: &Event| {
        scene.of_kind("event").any(|f| f.set("type") == Some(e.kind.as_str()) && f.set("alone") != Some("no"))
    };
    events.iter().any(crime)
}

fn one(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) -> Event {
    let mut participants = Vec::new();
    for role in ["victim", "agent"] {
        for binding in finding.all(role).cloned().collect::<Vec<_>>() {
            for denoted in denoted(scene, people, &binding) {
                people.use_party(denoted.party);
                if participants.iter().all(|p: &Participant| p.party != denoted.party) {
                    participants.push(Participant { party: denoted.party, role: role.to_owned() });
                }
            }
        }
    }
    Event {
        kind: finding.set("type").unwrap_or("other").to_owned(),
        date: scene.dates.of_finding(scene, finding),
        place: finding.one("place").map(|b| scene.words_of(b.span).to_owned()),
        participants,
        evidence: Evidence { span: finding.span, rule: finding.rule.to_string() },
    }
}

/// The same incident told again adds what it did not have: same type, and dates and victims that do not clash.
fn merge(found: &mut Vec<Event>, event: Event) {
    let victims = |e: &Event| -> Vec<usize> {
        e.participants.iter().filter(|p| p.role == "victim").map(|p| p.party).collect()
    };
    let twin = found.iter_mut().find(|e| {
        let dates = e.date.is_none() || event.date.is_none() || e.date == event.date;
        let (a, b) = (victims(e), victims(&event));
        let people = a.is_empty() || b.is_empty() || a.iter().any(|v| b.contains(v));
        e.kind == event.kind && dates && people
    });
    match twin {
        Some(twin) => {
            twin.date = twin.date.or(event.date);
            twin.place = twin.place.take().or(event.place);
            for participant in event.participants {
                if twin.participants.iter().all(|p| p.party != participant.party) {
                    twin.participants.push(participant);
                }
            }
        }
        None => found.push(event),
    }
}
