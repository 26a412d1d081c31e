//! What happened: the incidents, with their date, place and people, each once however often it is told.

mod narrative;
mod natural;
mod place;
mod rumour;
mod telling;
mod words;

pub(crate) use natural::is_natural;
pub(crate) use words::{is_asked, is_attempt, is_fatal, kills};

use factum_types::{BlockKind, Event, Evidence, Finding, Modality, Participant, PartyId, Period, Span};

use crate::links::age_before;
use crate::people::People;
use crate::scene::Scene;
use telling::{Telling, kind_of};

/// A record tells a case's main events; those beyond this many are minor ones.
const MOST: usize = 8;

/// An event while its tellings are gathered.
struct Gathered {
    kind: String,
    date: Option<Period>,
    place: Option<String>,
    weapon: Option<String>,
    participants: Vec<Participant>,
    unnamed: Option<(usize, Span)>,
    /// Whether the text ties it to another event ("in connection with the shooting").
    linked: bool,
    /// Whether it is told as the next thing that happened.
    in_order: bool,
    /// The type of the event that it is told to be a part of: "wounded in the shooting".
    within: Option<String>,
    /// Whether it is a death that nobody brought about.
    natural: bool,
    /// Whether a noun with a time of its own brought it in, without anybody's name: "a 2001 murder".
    new: bool,
    /// Whether some telling says what killed, and when that was.
    killed: bool,
    day_of_killing: Option<Period>,
    /// The fullest telling's words and rule, and how full it is.
    span: Span,
    rule: String,
    said_by: Option<String>,
    fullness: usize,
    sentence: usize,
    tellings: usize,
}

pub(crate) fn events(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<Event> {
    let mut found: Vec<Gathered> = Vec::new();
    let narrative = narrative::Narrative::of(scene);
    for finding in scene.of_kind("event").filter(|f| is_told(scene, f)) {
        let Some(mut telling) = telling::of(scene, people, finding) else { continue };
        if telling.date.is_none() && telling.in_order && is_act(&telling.kind, telling.killed) {
            telling.date = narrative.day_at(scene, finding.anchor);
        }
        // "was arrested at the scene", "later that morning": on the day that the story has come to.
        if telling.date.is_none() && telling.kind == "arrest" && words::is_same_day(scene, finding.anchor) {
            telling.date = narrative.day_at(scene, finding.anchor);
        }
        match telling.kind.as_str() {
            "incident" => add_to_last(&mut found, telling),
            "victim" => add_victims(&mut found, &telling),
            _ => {
                if telling.fatal && telling.kind != "death" {
                    merge(&mut found, Telling { kind: "death".to_owned(), killed: true, ..telling.clone() });
                }
                merge(&mut found, telling);
            }
        }
    }
    share_dates(&mut found);
    go_on_in_time(&mut found);
    let named = sole_victim(&found);
    for event in &mut found {
        let called = event.unnamed.is_some_and(|(head, _)| scene.lemma(head) == "victim");
        if let Some(party) =
            named.filter(|_| called && of_role(&event.participants, "victim").next().is_none())
        {
            event.participants.push(Participant { party, role: "victim".to_owned() });
        }
    }
    if found.iter().all(|e| of_role(&e.participants, "victim").next().is_none()) {
        found.iter_mut().for_each(|e| name_the_unnamed(scene, people, e));
    }
    found.retain(is_important);
    while found.len() > MOST {
        let least = found.iter().enumerate().min_by_key(|(i, e)| (weight(e), std::cmp::Reverse(*i)));
        let Some(least) = least.map(|(i, _)| i) else { break };
        found.remove(least);
    }
    for event in &found {
        event.participants.iter().for_each(|p| people.use_party(p.party));
    }
    found.into_iter().map(event).collect()
}

/// The only victim that the story names, if it is one.
fn sole_victim(found: &[Gathered]) -> Option<PartyId> {
    let mut victims = found.iter().flat_map(|e| of_role(&e.participants, "victim"));
    let first = victims.next()?;
    victims.all(|v| v == first).then_some(first)
}

/// What is neither dated nor anybody's is a mere mention; an arrest without day, place or cause belongs to a charge.
fn is_important(event: &Gathered) -> bool {
    match event.kind.as_str() {
        "arrest" => event.date.is_some() || event.place.is_some() || event.linked,
        // "the first special prosecutor resigned": who it was is told by the office.
        "resignation" if event.unnamed.is_some() => true,
        // "a 2001 murder in another state", of nobody, is a mention of another case.
        _ if event.new && is_coarse(event.date) && event.tellings == 1 => !event.participants.is_empty(),
        _ => event.date.is_some() || !event.participants.is_empty(),
    }
}

/// A victim whom the text gives no name is a party all the same, where it names no other: that of a sexual offence,
/// and one whose age it gives.
fn name_the_unnamed(scene: &Scene<'_>, people: &mut People<'_, '_>, event: &mut Gathered) {
    let violent = matches!(event.kind.as_str(), "shooting" | "stabbing" | "death" | "kidnapping");
    let aged = event.unnamed.is_some_and(|(head, _)| age_before(scene, head).is_some());
    let known = event.kind == "sexual_assault" || violent && aged;
    if let Some((head, span)) = event.unnamed.filter(|_| known)
        && of_role(&event.participants, "victim").next().is_none()
    {
        let party = people.add_unnamed(head, span);
        event.participants.push(Participant { party, role: "victim".to_owned() });
    }
}

/// Whether an event is important to the case: told more than once, dated, with people.
fn weight(event: &Gathered) -> usize {
    event.tellings.min(3) + 2 * usize::from(event.date.is_some()) + event.participants.len().min(2)
}

fn event(gathered: Gathered) -> Event {
    Event {
        kind: gathered.kind,
        date: gathered.date,
        place: gathered.place,
        participants: gathered.participants,
        weapon: gathered.weapon,
        said_by: gathered.said_by,
        evidence: Evidence { span: gathered.span, rule: gathered.rule },
    }
}

/// Whether the narration claims an event: not denied, not conditional, not inside a quotation, not in a headline
/// that the story tells again; only a day in court may be still to come.
fn is_told(scene: &Scene<'_>, finding: &Finding) -> bool {
    let claimed = match finding.claim.modality {
        Modality::Asserted | Modality::Alleged => true,
        Modality::Planned if finding.set("type") == Some("hearing") => true,
        // "could face 40 years in the shooting of X": what a definite noun tells has happened, whatever is said of it.
        Modality::Planned | Modality::Conditional => words::is_presupposed(scene, finding.anchor),
        Modality::Denied => false,
    };
    let quoted = scene.quotation_at(scene.token(finding.anchor).span).is_some();
    claimed && !quoted && scene.block(finding.anchor) != BlockKind::Title
}

/// Whether some event is of a crime by itself: people also die, are hurt and resign without one.
pub(crate) fn make_a_case(scene: &Scene<'_>, events: &[Event]) -> bool {
    let crime = |e: &Event| {
        scene.of_kind("event").any(|f| kind_of(scene, f) == e.kind && f.set("alone") != Some("no"))
    };
    events.iter().any(crime)
}

/// What courts and police do later, or a death without a doer, is not what a document is about.
pub(crate) fn is_of_the_story(event: &Event) -> bool {
    let natural = event.kind == "death" && event.participants.iter().any(|p| p.role == "subject");
    let later =
        matches!(event.kind.as_str(), "hearing" | "ruling" | "verdict" | "arrest" | "search" | "other");
    !natural && !later
}

fn of_role<'e>(participants: &'e [Participant], role: &'e str) -> impl Iterator<Item = PartyId> + 'e {
    participants.iter().filter(move |p| p.role == role).map(|p| p.party)
}

/// Whether two tellings can be of one event: the same type, dates that do not clash, and for what the court and the
/// police do the same day and people. An incident is one for the whole story, unless dates tell two apart.
fn same(event: &Gathered, telling: &Telling) -> bool {
    let meets = |role: &str| {
        let a: Vec<PartyId> = of_role(&event.participants, role).collect();
        let b: Vec<PartyId> = of_role(&telling.participants, role).collect();
        a.is_empty() || b.is_empty() || a.iter().any(|p| b.contains(p))
    };
    if event.kind != telling.kind || turned_round(&event.participants, &telling.participants) {
        return false;
    }
    // Who dies by himself does so alone, and without a doer.
    if event.natural || telling.natural {
        let subject = |p: PartyId| of_role(&event.participants, "subject").any(|s| s == p);
        return event.natural && of_role(&telling.participants, "subject").any(subject);
    }
    if is_another(event, telling) {
        return false;
    }
    // Nobody dies twice: the day that a body was found is not another death.
    if event.kind == "death"
        && of_role(&event.participants, "victim")
            .any(|v| of_role(&telling.participants, "victim").any(|t| t == v))
    {
        return true;
    }
    if !agree(event.date, telling.date) {
        return false;
    }
    match event.kind.as_str() {
        "hearing" | "ruling" => event.date.is_some() && event.date == telling.date,
        "arrest" | "search" | "resignation" | "appointment" => meets("subject") && meets("agent"),
        _ => {
            // A year or a month that a day lies in does not make two people's harm one event.
            let dated = event.date.is_some()
                && telling.date.is_some()
                && (meets("victim") || event.date == telling.date);
            // "In 2013 another driver was killed", right behind somebody's death of now.
            if event.kind == "death"
                && !meets("victim")
                && !dated
                && [event.date, telling.date].iter().any(|d| is_coarse(*d))
            {
                return false;
            }
            let fight = matches!(event.kind.as_str(), "shooting" | "stabbing" | "robbery");
            dated
                || meets("victim")
                || event.sentence + 2 >= telling.sentence
                || (fight && telling.date.is_none())
        }
    }
}

/// Whether a telling brings in somebody or something beside an event, far from it: "convicted of killing her infant
/// son" by somebody who has no part in it, "a 2001 murder in another state".
fn is_another(event: &Gathered, telling: &Telling) -> bool {
    if of_role(&telling.participants, "victim").next().is_some() || event.sentence == telling.sentence {
        return false;
    }
    let far = event.sentence.abs_diff(telling.sentence) > 2;
    let known = of_role(&event.participants, "victim").next().is_some();
    let dated_apart = known && telling.new && is_coarse(telling.date) && event.date.is_none();
    let takes_part = |p: PartyId| event.participants.iter().any(|e| e.party == p);
    let mut agents = of_role(&telling.participants, "agent").peekable();
    let of_others = agents.peek().is_some() && !agents.any(takes_part);
    let killing = event.kind == "death" && (known || event.new);
    dated_apart || far && killing && telling.stranger && of_others
}

/// Whether somebody does in the one what is done to him in the other: who was tried for a death and then died himself.
fn turned_round(a: &[Participant], b: &[Participant]) -> bool {
    let crossed = |x: &[Participant], y: &[Participant]| {
        of_role(x, "agent").any(|agent| of_role(y, "victim").any(|victim| victim == agent))
    };
    crossed(a, b) || crossed(b, a)
}

/// Whether two dates can be one: one is open, or lies within the other.
fn agree(a: Option<Period>, b: Option<Period>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => {
            (a.first() <= b.first() && b.last() <= a.last())
                || (b.first() <= a.first() && a.last() <= b.last())
        }
        _ => true,
    }
}

/// Whether a date is no finer than a year.
fn is_coarse(date: Option<Period>) -> bool {
    date.is_some_and(|d| {
        d.as_day().is_none() && d.first().year() < d.last().year() || d.to_string().len() == 4
    })
}

/// The finer of two dates.
fn finer(a: Option<Period>, b: Option<Period>) -> Option<Period> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a.first() <= b.first() && b.last() <= a.last() { b } else { a }),
        (a, b) => a.or(b),
    }
}

fn merge(found: &mut Vec<Gathered>, telling: Telling) {
    let best = (0..found.len()).filter(|i| same(&found[*i], &telling)).max_by_key(|i| {
        let shared = found[*i].participants.iter().filter(|p| telling.participants.contains(p)).count();
        let dated = found[*i].date.is_some() && found[*i].date == telling.date;
        (usize::from(dated), shared, std::cmp::Reverse(*i))
    });
    match best {
        Some(at) => add(&mut found[at], telling),
        None => {
            let fullness = telling.fullness();
            found.push(Gathered {
                kind: telling.kind,
                date: telling.date,
                place: telling.place,
                weapon: telling.weapon,
                participants: telling.participants,
                unnamed: telling.unnamed,
                linked: telling.linked,
                in_order: telling.in_order,
                within: telling.within,
                natural: telling.natural,
                new: telling.new && telling.date.is_some(),
                day_of_killing: telling.date.filter(|_| telling.killed),
                killed: telling.killed,
                span: telling.span,
                rule: telling.rule,
                said_by: telling.said_by,
                fullness,
                sentence: telling.sentence,
                tellings: 1,
            });
        }
    }
}

/// The same event told again adds what it did not have; the fullest telling is its evidence.
fn add(event: &mut Gathered, telling: Telling) {
    let fullness = telling.fullness();
    event.tellings += 1;
    event.killed |= telling.killed;
    event.day_of_killing = event.day_of_killing.or(telling.date.filter(|_| telling.killed));
    event.linked |= telling.linked;
    event.within = event.within.take().or(telling.within);
    event.date = match agree(event.date, telling.date) {
        true => finer(event.date, telling.date),
        false => event.day_of_killing.or(event.date),
    };
    event.place = event.place.take().or(telling.place);
    event.weapon = event.weapon.take().or(telling.weapon);
    event.unnamed = event.unnamed.or(telling.unnamed);
    for participant in telling.participants {
        if event.participants.iter().all(|p| p.party != participant.party) {
            event.participants.push(participant);
        }
    }
    if fullness > event.fullness {
        event.span = telling.span;
        event.rule = telling.rule;
        event.said_by = telling.said_by;
        event.fullness = fullness;
    }
}

/// "It happened on Monday at a bar": the time and place of the incident told last.
fn add_to_last(found: &mut [Gathered], telling: Telling) {
    let court = ["hearing", "ruling", "arrest", "search", "resignation", "appointment"];
    let last = found.iter_mut().rev().find(|e| !court.contains(&e.kind.as_str()));
    if let Some(last) = last.filter(|e| agree(e.date, telling.date) && e.sentence + 4 >= telling.sentence) {
        last.date = finer(last.date, telling.date);
        last.place = last.place.take().or(telling.place);
    }
}

/// How many sentences behind a dated event its day still holds for what is told to have happened next.
const SAME_DAY: usize = 10;

/// A story that has named the day of what happened goes on in that day: "On May 3 Quill broke into a shop. The owner
/// came in. Quill stabbed him." What is told out of order ("had stabbed", "who stabbed") or with a time of its own
/// takes no day from others.
fn go_on_in_time(found: &mut [Gathered]) {
    let acts = |e: &Gathered| is_act(&e.kind, e.killed);
    for next in 0..found.len() {
        if found[next].date.is_some() || !found[next].in_order || !acts(&found[next]) {
            continue;
        }
        let at = found[next].sentence;
        let before = found
            .iter()
            .filter(|e| acts(e) && e.sentence <= at && at - e.sentence <= SAME_DAY)
            .filter(|e| e.date.is_some_and(|d| d.as_day().is_some()))
            .max_by_key(|e| e.sentence);
        found[next].date = before.and_then(|e| e.date);
    }
}

/// Whether an event is an act that a narration tells in its order; a death is one where it is told as a killing.
fn is_act(kind: &str, killed: bool) -> bool {
    matches!(
        kind,
        "shooting"
            | "stabbing"
            | "assault"
            | "sexual_assault"
            | "robbery"
            | "theft"
            | "kidnapping"
            | "crash"
            | "injury"
            | "threat"
            | "fire"
    ) || kind == "death" && killed
}

/// "The victim was identified as X": of the violence told before that has nobody's name yet, X is the victim.
fn add_victims(found: &mut [Gathered], telling: &Telling) {
    for kind in ["death", "shooting", "stabbing", "assault", "crash"] {
        let last = found.iter_mut().rev().find(|e| e.kind == kind);
        if let Some(last) = last.filter(|e| of_role(&e.participants, "victim").next().is_none()) {
            last.participants.extend(telling.participants.iter().filter(|p| p.role == "victim").cloned());
        }
    }
}

/// What killed somebody and the death that it brought have one day, where only one of the two is dated and the text
/// tells them as one ("was shot to death").
fn share_dates(found: &mut [Gathered]) {
    for part in 0..found.len() {
        let whole = found[part].within.clone().filter(|_| found[part].date.is_none());
        let mut of_kind = found.iter().filter(|e| whole.as_ref() == Some(&e.kind) && e.date.is_some());
        if let (Some(whole), None) = (of_kind.next(), of_kind.next()) {
            found[part].date = whole.date;
        }
    }
    let violent = |e: &Gathered| {
        matches!(
            e.kind.as_str(),
            "shooting" | "stabbing" | "assault" | "crash" | "fire" | "robbery" | "kidnapping"
        )
    };
    for death in 0..found.len() {
        if found[death].kind != "death" || !found[death].killed {
            continue;
        }
        let victims: Vec<PartyId> = of_role(&found[death].participants, "victim").collect();
        let cause = (0..found.len()).find(|i| {
            violent(&found[*i])
                && (victims.is_empty()
                    || of_role(&found[*i].participants, "victim").any(|v| victims.contains(&v)))
        });
        let Some(cause) = cause else { continue };
        // The day that somebody was pronounced dead says nothing of the day of the shots.
        let (death_date, day, cause_date) =
            (found[death].date, found[death].day_of_killing, found[cause].date);
        if agree(day, cause_date) {
            found[cause].date = finer(day, cause_date);
        }
        if death_date.is_none() || (death_date == day && agree(day, cause_date)) {
            found[death].date = found[cause].date;
        }
    }
}
