//! The steps of one charge: their order, their bounds, who took them.

use factum_types::{Charge, Finding, Period, Role, Status, Step};

use crate::people::People;
use crate::scene::Scene;

/// Steps in the order of procedure; dated steps among themselves by date.
pub(super) fn order(history: &mut [Step]) {
    // What ends a charge comes after the conviction was lifted, where the charge had one.
    let lifted = history.iter().any(|s| s.status == Status::Vacated);
    let again = |s: &Step| {
        lifted && matches!(s.status, Status::Dismissed | Status::Mistrial | Status::Acquitted) && !s.earlier
    };
    // "was charged with murder, but a grand jury declined to indict him": told in that order, it ends the charge.
    let brought = history
        .iter()
        .filter(|s| matches!(s.status, Status::Charged | Status::Arraigned))
        .map(|s| s.evidence.span.start)
        .min();
    let ends = |s: &Step| {
        s.status == Status::Declined && !s.earlier && brought.is_some_and(|b| b < s.evidence.span.start)
    };
    history.sort_by_key(|s| (!s.earlier && s.status == Status::Pending, again(s) || ends(s), s.status));
    let places: Vec<usize> = (0..history.len()).filter(|i| history[*i].date.is_some()).collect();
    let mut dated: Vec<Step> = places.iter().map(|i| history[*i].clone()).collect();
    dated.sort_by_key(|s| s.date.map(|d| d.first()));
    for (place, step) in places.into_iter().zip(dated) {
        history[place] = step;
    }
}

/// The status that holds at the end: the last step, but an arrest on a charge leaves it charged.
pub(super) fn current(history: &[Step]) -> Status {
    let moves = |s: &&Step| s.status != Status::Arrested;
    let last = history.iter().rev().find(moves).or_else(|| history.last());
    last.map_or(Status::Charged, |s| s.status)
}

/// Orders a charge's steps, gives those without a day their bounds, and says where it stands.
pub(crate) fn settle(scene: &Scene<'_>, charge: &mut Charge) {
    order(&mut charge.history);
    let published = scene.document.published.map(|p| p.date);
    for step in charge.history.iter_mut().filter(|s| s.date.is_none()) {
        step.window = window(None, published);
    }
    charge.current = current(&charge.history);
}

/// The day from which a step without one can be, beside the others of its charge: what lifts a conviction, told as
/// news, comes after the older appeals that left it standing.
pub(super) fn not_before(history: &[Step], step: &Step, published: Option<Period>) -> Option<Period> {
    let lifted = history.iter().any(|s| s.status == Status::Vacated);
    let lifts = step.status == Status::Vacated || lifted && step.status == Status::Dismissed;
    if !lifts || step.earlier {
        return None;
    }
    let upheld = history.iter().filter(|s| matches!(s.status, Status::Affirmed | Status::Appealed));
    let last = upheld.filter_map(|s| s.date).map(Period::last).max()?;
    let old = published.is_some_and(|day| day.first().year() > last.year());
    last.tomorrow().ok().filter(|_| old).map(Period::day)
}

/// Whether a step can have followed an incident before the text was printed: nobody is convicted within a fortnight, so
/// that such a step is of an older case, and the incident no bound for it.
pub(super) fn can_follow(incident: Period, status: Status, published: Option<Period>) -> bool {
    let late = matches!(
        status,
        Status::PleadedGuilty
            | Status::PleadedNoContest
            | Status::Mistrial
            | Status::Acquitted
            | Status::Convicted
            | Status::Sentenced
            | Status::Appealed
            | Status::Affirmed
            | Status::Vacated
    );
    let soon = published
        .and_then(|day| day.last().checked_sub(jiff::Span::new().days(14)).ok())
        .is_some_and(|day| incident.first() > day);
    !(late && soon)
}

/// EDTF bounds of a step without a date: not before the incident, not after publication.
pub(super) fn window(incident: Option<Period>, published: Option<Period>) -> Option<String> {
    match (incident, published) {
        (Some(a), Some(b)) if a.first() <= b.last() => Some(format!("[{a}..{b}]")),
        (_, Some(b)) => Some(format!("[..{b}]")),
        _ => None,
    }
}

/// Who took a step, by the words: prosecution, court or jury.
pub(super) fn by(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    finding: &Finding,
    status: Status,
) -> String {
    if let Some(fixed) = finding.set("by") {
        return fixed.to_owned();
    }
    let Some(binding) = finding.one("by") else {
        return if status == Status::Indicted { "jury" } else { "not_stated" }.to_owned();
    };
    let words = scene.words_of(binding.span).to_lowercase();
    let party = people.at(binding.head);
    if let Some(party) = party {
        people.use_party(party);
    }
    let has = |list: &[&str]| list.iter().any(|w| words.contains(w));
    let by_role = |role| party.is_some_and(|p| people.has_role(p, role));
    if has(&["jury", "juror"]) {
        "jury"
    } else if has(&[
        "prosecut",
        "attorney",
        "district attorney",
        "crown",
        "fiscal",
        "state",
        "government",
        " da",
        "da ",
    ]) || by_role(Role::Prosecutor)
    {
        "prosecution"
    } else if has(&["judge", "court", "justice", "magistrate", "sheriff"]) || by_role(Role::Judge) {
        "court"
    } else {
        "not_stated"
    }
    .to_owned()
}

/// Whether the words put a step before the others: "had already been", "the earlier charge".
pub(super) fn told_as_earlier(scene: &Scene<'_>, finding: &Finding) -> bool {
    let says = |i: usize| {
        matches!(
            scene.lower(i),
            "already" | "previously" | "earlier" | "originally" | "original" | "previous" | "initially"
        )
    };
    scene.children(finding.anchor).any(says)
        || finding.all("offence").any(|o| scene.children(o.head).any(says))
}

/// With or without prejudice, where the words say.
pub(super) fn prejudice(scene: &Scene<'_>, finding: &Finding) -> String {
    let sentence = scene.sentence(finding.anchor);
    let place = sentence.clone().find(|i| *i > 0 && scene.lower(*i) == "prejudice");
    match place.map(|i| scene.lower(i - 1)) {
        Some("with") => "with",
        Some("without") => "without",
        _ => "not_stated",
    }
    .to_owned()
}
