//! What a statement does: say, accuse, deny, find, give no answer.

use factum_types::{Act, Finding, Silence};

use crate::scene::Scene;

/// The act of a reporting word, by its row; a paper that brings or supports a charge alleges what it says.
pub(super) fn act_of(scene: &Scene<'_>, cue: usize, speaker: Option<usize>) -> Act {
    let listed = scene.act_of_verb(&scene.lemma(cue)).and_then(|a| a.parse().ok());
    let paper = speaker.is_some_and(|s| {
        matches!(
            scene.lemma(s).as_str(),
            "complaint"
                | "indictment"
                | "affidavit"
                | "warrant"
                | "filing"
                | "charge"
                | "lawsuit"
                | "suit"
                | "petition"
                | "pleading"
        )
    });
    // "charging documents state"
    let charging = speaker.is_some_and(|s| scene.children(s).any(|c| scene.lower(c) == "charging"));
    let paper = paper || charging;
    // "the autopsy revealed that": what an inquiry brings to light is its finding.
    let inquiry = speaker.is_some_and(|s| scene.listed("finders", &scene.lemma(s)));
    if inquiry && matches!(scene.lemma(cue).as_str(), "reveal" | "indicate" | "confirm" | "suggest") {
        return Act::Find;
    }
    match listed {
        Some(Act::Say) | None if paper => Act::Allege,
        Some(act) => act,
        None => Act::Say,
    }
}

/// Which kind of no answer a rule found.
pub(super) fn silence(finding: &Finding) -> Option<Silence> {
    match finding.set("answer")? {
        "declined" => Some(Silence::Declined),
        "did_not_respond" => Some(Silence::DidNotRespond),
        "did_not_immediately_respond" => Some(Silence::DidNotImmediatelyRespond),
        "could_not_be_reached" => Some(Silence::CouldNotBeReached),
        _ => None,
    }
}
