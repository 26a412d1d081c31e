//! A step that is told twice is dated by the telling that says when.
//!
//! News tells a step in its first sentence with its day and without a name ("A Dover man was sentenced Monday"), and
//! again with the name and the offences and without the day. Where all dated tellings of a step agree, the undated
//! one is the same occasion; where they differ, or the words speak of another time, it stays undated.

use factum_types::{Binding, Charge, Finding, Modality, PartyId, Period, Span, Status, Step, Tag};

use crate::people::People;
use crate::scene::Scene;

/// A dated telling of a step.
struct Telling<'a> {
    finding: &'a Finding,
    status: Status,
    date: Period,
    /// Whose steps the same words gave; none for a telling that names nobody.
    of: Vec<PartyId>,
}

/// Dates the steps that the document dates where it tells of them again.
pub(crate) fn date_retold(scene: &Scene<'_>, people: &People<'_, '_>, charges: &mut [Charge]) {
    let tellings = tellings(scene, people, charges);
    let dated: Vec<(usize, usize, Period, String)> = charges
        .iter()
        .enumerate()
        .flat_map(|(c, charge)| (0..charge.history.len()).map(move |s| (c, s)))
        .filter_map(|(c, s)| {
            let (date, why) = date_of(scene, charges, c, s, &tellings)?;
            Some((c, s, date, why))
        })
        .collect();
    for (c, s, date, why) in dated {
        if let Some(step) = charges.get_mut(c).and_then(|c| c.history.get_mut(s)) {
            step.date = Some(date);
            step.inferred.push(why);
        }
    }
}

fn tellings<'a>(scene: &Scene<'a>, people: &People<'_, '_>, charges: &[Charge]) -> Vec<Telling<'a>> {
    scene
        .of_kind("charge")
        .filter(|f| matches!(f.claim.modality, Modality::Asserted | Modality::Alleged))
        // "A charge of theft was added on Friday": of that charge alone.
        .filter(|f| f.set("scope") != Some("added"))
        .filter_map(|finding| {
            let status = finding.set("status")?.parse().ok()?;
            let date = scene.dates.of_finding(scene, finding)?;
            let told =
                |c: &&Charge| c.history.iter().any(|s| s.evidence.span == finding.span && s.status == status);
            let of_steps = charges.iter().filter(told).map(|c| c.defendant);
            // A telling that names the person and no offence need give no step of its own.
            let named = finding.all("who").filter_map(|w| people.at(w.head));
            let of = distinct(of_steps.chain(named));
            Some(Telling { finding, status, date, of })
        })
        .collect()
}

/// The date that the other tellings of a step give it.
fn date_of(
    scene: &Scene<'_>,
    charges: &[Charge],
    charge: usize,
    step: usize,
    tellings: &[Telling<'_>],
) -> Option<(Period, String)> {
    let charge = charges.get(charge)?;
    let step = charge.history.get(step)?;
    if step.date.is_some() || step.status == Status::Pending {
        return None;
    }
    let person = charge.defendant;
    // Who pleads guilty is convicted by that: where no verdict is told, "was convicted today" is the day of the plea.
    let by_plea = step.status == Status::PleadedGuilty && !has(charges, person, Status::Convicted);
    let same: Vec<&Telling<'_>> = tellings
        .iter()
        .filter(|t| t.status == step.status || by_plea && t.status == Status::Convicted)
        .filter(|t| is_of_the_whole_case(t.status) || !names_offence(scene, t.finding))
        .collect();
    if let Some(date) = of_sentence_before(scene, step.evidence.span, &same) {
        return Some((date, "dated by the next sentence, which speaks of the same step".to_owned()));
    }
    // A charge with a dated past of its own, and a sentence that speaks of another time, are another occasion.
    if step.earlier
        || tells_of_the_past(scene, step.evidence.span)
        || charge.history.iter().any(|s| is_coarse(s.date))
    {
        return None;
    }
    let persons = named_with(scene, charges, step.status);
    let about = |t: &&&Telling<'_>| match is_unnamed(scene, t.finding) {
        false => t.of.contains(&person),
        true => persons.as_slice() == [person] || t.of == [person] || is_of_several(scene, t.finding),
    };
    let own: Vec<Period> = same.iter().filter(about).map(|t| t.date).collect();
    let (first, rest) = own.split_first()?;
    let agreed = rest.iter().all(|d| d == first) && !is_coarse(Some(*first));
    let fits = times_in(scene, step).iter().all(|t| t == first);
    (agreed && fits).then(|| (*first, "dated where the document tells of the same step".to_owned()))
}

/// "X was charged with theft. The charges were filed in May.": a sentence whose subject points back dates the step
/// of the sentence before.
fn of_sentence_before(scene: &Scene<'_>, step: Span, same: &[&Telling<'_>]) -> Option<Period> {
    let sentence = scene.sentence_index(scene.tokens_in(step).start);
    let mut dates = same
        .iter()
        .filter(|t| t.of.is_empty() && t.finding.sentence == sentence + 1 && t.finding.one("who").is_none())
        .map(|t| t.date);
    let first = dates.next()?;
    dates.next().is_none().then_some(first)
}

/// Whether a step is commonly taken on all charges at once. One of several may be dropped or acquitted of on a day of
/// its own.
fn is_of_the_whole_case(status: Status) -> bool {
    matches!(
        status,
        Status::Arrested
            | Status::Charged
            | Status::Indicted
            | Status::Arraigned
            | Status::PleadedGuilty
            | Status::PleadedNotGuilty
            | Status::PleadedNoContest
            | Status::Convicted
            | Status::Sentenced
    )
}

/// Whether a telling is of an offence that it names, and not of "the charges".
fn names_offence(scene: &Scene<'_>, finding: &Finding) -> bool {
    let generic =
        |o: &Binding| matches!(scene.lemma(o.head).as_str(), "charge" | "count" | "case" | "complaint");
    finding.all("offence").any(|o| !generic(o))
}

fn has(charges: &[Charge], person: PartyId, status: Status) -> bool {
    let mut own = charges.iter().filter(|c| c.defendant == person);
    own.any(|c| c.history.iter().any(|s| s.status == status))
}

/// The people of a step whom the document names.
fn named_with(scene: &Scene<'_>, charges: &[Charge], status: Status) -> Vec<PartyId> {
    let by_name = |span: Span| scene.of_kind("charge").any(|f| f.span == span && !is_unnamed(scene, f));
    let steps_of = |c: &Charge| {
        let mut steps = c.history.iter().filter(|s| s.status == status);
        steps.any(|s| by_name(s.evidence.span))
    };
    distinct(charges.iter().filter(|c| steps_of(c)).map(|c| c.defendant))
}

fn distinct(parties: impl Iterator<Item = PartyId>) -> Vec<PartyId> {
    let mut found: Vec<PartyId> = parties.collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a telling names nobody: "A Dover man was sentenced", or no person at all.
fn is_unnamed(scene: &Scene<'_>, finding: &Finding) -> bool {
    let named = |w: &Binding| matches!(scene.token(w.head).tag, Tag::NNP | Tag::NNPS | Tag::PRP);
    !finding.all("who").any(named)
}

/// Whether it speaks of several: "Two men were sentenced", "A couple was convicted".
fn is_of_several(scene: &Scene<'_>, finding: &Finding) -> bool {
    let several = |w: &Binding| {
        let word = scene.lower(w.head);
        scene.token(w.head).tag == Tag::NNS || matches!(word, "couple" | "pair" | "duo" | "trio" | "group")
    };
    finding.all("who").any(several)
}

/// A year says too little of an occasion.
fn is_coarse(date: Option<Period>) -> bool {
    date.is_some_and(|d| d.last().duration_since(d.first()).as_hours() > 31 * 24)
}

/// Whether a step's sentence looks back to another case: "previously", "his record".
fn tells_of_the_past(scene: &Scene<'_>, step: Span) -> bool {
    let tokens = scene.tokens_in(step);
    scene.sentence(tokens.start).any(|i| scene.listed("looking-back", scene.lower(i)))
}

/// The times in the sentence of a step, but for those of other steps: "Today he was sentenced after being found guilty".
fn times_in(scene: &Scene<'_>, step: &Step) -> Vec<Period> {
    let at = scene.tokens_in(step.evidence.span).start;
    let sentence = scene.sentence_index(at);
    let others: Vec<Span> = scene
        .of_kind("charge")
        .filter(|f| {
            f.sentence == sentence && f.set("status").and_then(|s| s.parse().ok()) != Some(step.status)
        })
        .filter_map(|f| Some(f.one("when")?.span))
        .collect();
    scene.dates.told_in(scene.findings, scene.span(&scene.sentence(at)), &others)
}
