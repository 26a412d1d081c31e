//! The story that the project began with: its charges, and the traps that it sets. Skipped, with a message,
//! where ../shared is absent, since its text may not enter the repository.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]
#![allow(clippy::print_stderr, reason = "a test that cannot run here says so")]

mod support;

use std::path::Path;

use factum::types::{Record, Status};
use factum::{Hint, Told};

fn told() -> Option<Told> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let Some(file) = std::fs::read_dir(&path).ok().and_then(|mut d| d.next()).and_then(Result::ok) else {
        eprintln!("../shared is absent: the seed's story is not read");
        return None;
    };
    let bytes = std::fs::read(file.path()).unwrap();
    let document = factum::read::read(&bytes, &Hint::new("seed.txt")).pop().unwrap().unwrap();
    Some(support::engine().session().told(document))
}

/// Surname of the defendant, offence, statuses in order, current status.
fn charges(record: &Record) -> Vec<(String, String, Vec<Status>, Status)> {
    record
        .charges
        .iter()
        .map(|c| {
            let name = &record.parties[c.defendant].name;
            let offence = c.offence.as_ref().map_or(String::new(), |o| o.text.clone());
            let last = name.split_whitespace().last().unwrap_or("").to_owned();
            (last, offence, c.history.iter().map(|s| s.status).collect(), c.current)
        })
        .collect()
}

#[test]
fn every_charge_has_its_status_and_nobody_else_is_charged() {
    let Some(told) = told() else { return };
    let found = charges(&told.record);
    let mut shapes: Vec<(usize, &str, Status)> =
        found.iter().map(|(_, offence, steps, current)| (steps.len(), offence.as_str(), *current)).collect();
    shapes.sort_by_key(|s| std::cmp::Reverse(s.0));
    assert_eq!(
        shapes,
        [
            (3, "involuntary manslaughter", Status::Dismissed),
            (2, "involuntary manslaughter", Status::Pending),
            (1, "weapons charge", Status::Dismissed),
        ]
    );
    let defendants: std::collections::BTreeSet<&str> = found.iter().map(|c| c.0.as_str()).collect();
    assert_eq!(defendants.len(), 2, "two people are charged and no more");
    // The charge whose defendant the sentence does not name is tied to a person by inference, and says so.
    let weapons =
        told.record.charges.iter().find(|c| c.offence.as_ref().is_some_and(|o| o.text.starts_with("weapon")));
    let step = &weapons.unwrap().history[0];
    assert!(!step.inferred.is_empty() && step.earlier);
    // What was dropped for one is still open for the other.
    let main = found.iter().find(|c| c.2.len() == 3).unwrap();
    let other = found.iter().find(|c| c.2.len() == 2).unwrap();
    assert_ne!(main.0, other.0);
    assert_eq!(main.2, [Status::Charged, Status::PleadedNotGuilty, Status::Dismissed]);
    assert_eq!(other.2, [Status::Charged, Status::Pending]);
}

#[test]
fn no_date_is_invented_and_exposure_is_no_sentence() {
    let Some(told) = told() else { return };
    let published = told.document.published.unwrap().date;
    for charge in &told.record.charges {
        for step in &charge.history {
            match step.status {
                Status::Pending => assert_eq!(step.date, Some(published)),
                _ => assert!(step.date.is_none() && step.window.is_some(), "{step:?}"),
            }
        }
    }
    assert_eq!(told.record.penalties.len(), 1);
    assert_eq!(told.record.penalties[0].state.as_str(), "possible");
    assert_eq!(told.record.penalties[0].amount.as_deref(), Some("P18M"));
}

#[test]
fn the_shooting_is_one_event_with_its_day_place_and_weapon() {
    let Some(told) = told() else { return };
    let events = &told.record.events;
    let of = |kind: &str| -> Vec<_> { events.iter().filter(|e| e.kind == kind).collect() };
    let day = |e: &factum::types::Event| e.date.map(|d| d.to_string());
    let victims = |e: &factum::types::Event| e.participants.iter().filter(|p| p.role == "victim").count();
    let shooting = of("shooting");
    assert_eq!(shooting.len(), 1, "told five times, it is one event");
    assert_eq!(day(shooting[0]).as_deref(), Some("2021-10-21"));
    assert!(
        shooting[0].place.as_deref().is_some_and(|p| p.contains("set of the")),
        "{:?}",
        shooting[0].place
    );
    assert!(shooting[0].weapon.as_deref().is_some_and(|w| w.ends_with("gun")), "{:?}", shooting[0].weapon);
    // Who died and who was wounded are two events of the same day.
    let (death, injury) = (of("death"), of("injury"));
    assert_eq!((death.len(), injury.len()), (1, 1));
    assert_eq!((day(death[0]), day(injury[0])), (day(shooting[0]), day(shooting[0])));
    assert_eq!((victims(death[0]), victims(injury[0])), (1, 1));
    assert_ne!(death[0].participants[0].party, injury[0].participants[0].party);
    // An office changed hands; the text says no day, and none is made up.
    let resignation = of("resignation");
    assert_eq!(resignation.len(), 1);
    assert!(resignation[0].date.is_none());
    // What was threatened, argued or said of the law in general is no event.
    assert_eq!(events.len(), 4, "{events:?}");
}

#[test]
fn the_age_belongs_to_the_description_that_is_named_later() {
    let Some(told) = told() else { return };
    let ages: Vec<u16> = told.record.parties.iter().filter_map(|p| p.age.as_ref().map(|a| a.years)).collect();
    assert_eq!(ages.len(), 2, "the defendant's beside his name, the victim's in a description");
    let credits = ["Getty", "Instagram", "Herald"];
    assert!(told.record.parties.iter().all(|p| !credits.iter().any(|c| p.name.contains(c))));
}

#[test]
fn a_denial_and_a_finding_about_one_act_clash_and_silence_is_no_denial() {
    let Some(told) = told() else { return };
    let record = &told.record;
    let of = |kind| record.conflicts.iter().filter(move |c| c.kind == kind).collect::<Vec<_>>();
    let direct = of(factum::types::ConflictKind::Direct);
    assert_eq!(direct.len(), 1);
    // The defence calls it an accident, the filing recklessness.
    assert!(!of(factum::types::ConflictKind::Characterization).is_empty());
    let (a, b) = (&record.statements[direct[0].a], &record.statements[direct[0].b]);
    assert_eq!((a.act.as_str(), b.act.as_str()), ("deny", "find"));
    let silent: Vec<_> = record.statements.iter().filter_map(|s| s.answer).collect();
    assert_eq!(silent, [factum::types::Silence::DidNotImmediatelyRespond]);
}

/// A casebook of the story and of an earlier one in our own words about the same people, who stay unnamed here.
fn casebook() -> Option<(factum::casebook::Casebook, [String; 2])> {
    let told = told()?;
    let name = |current: Status| {
        let of = told.record.charges.iter().find(|c| c.current == current && c.history.len() > 1).unwrap();
        told.record.parties[of.defendant].name.clone()
    };
    let names = [name(Status::Dismissed), name(Status::Pending)];
    let early = format!(
        "{0} faces a charge of involuntary manslaughter.\n\n{1} faces a charge of involuntary manslaughter.\n\n\
         {0} was charged with involuntary manslaughter.\n\nIf convicted of involuntary manslaughter, {0} faces up to \
         18 months in prison.\n\n{0} also faces a weapons charge.\n",
        names[0], names[1]
    );
    let mut hint = Hint::new("early.txt");
    hint.published = "2023-02-01".parse().ok();
    let document = factum::read::read(early.as_bytes(), &hint).pop().unwrap().unwrap();
    let early_told = support::engine().session().told(document);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/seeds");
    let file = std::fs::read_dir(path).unwrap().next().unwrap().unwrap();
    let mut casebook = factum::casebook::Casebook::in_memory().unwrap();
    let pen = factum::casebook::Pen { now: "2026-01-02".parse().unwrap(), dice: [1; 32] };
    let bytes = std::fs::read(file.path()).unwrap();
    for (told, bytes) in [(&told, bytes.as_slice()), (&early_told, early.as_bytes())] {
        let (document, record) = (&told.document, &told.record);
        casebook.add(factum::casebook::Addition { document, record, bytes, engine: "test" }, &pen).unwrap();
    }
    assert_eq!(casebook.verify(&[]).unwrap().faults, []);
    Some((casebook, names))
}

/// Rows X05 to X10 of the seed's table: order without invented days, status at both ends, what is stale and what is
/// not, and what the story does not tell.
#[test]
fn the_seed_can_be_asked_about_any_day() {
    use factum::record::{Ask, StaleKind};
    let Some((casebook, [first, second])) = casebook() else { return };
    let case = casebook.case(&factum::casebook::Scope::default()).unwrap();
    let ask = |as_of: &str| case.view(Ask { as_of: as_of.parse().ok(), ..Ask::default() });
    let then = ask("2023-04-20");
    let of = |view: &factum::record::View, name: &str| -> Vec<(String, Option<Status>)> {
        let people = view.named(name);
        let charges = view.charges.iter().filter(|s| people.contains(&s.person));
        charges.map(|s| (s.offence.clone().unwrap_or_default(), s.status())).collect()
    };
    // X06: as of the story's day, and as of the day of the event
    let manslaughter = |status| ("involuntary manslaughter".to_owned(), Some(status));
    assert!(of(&then, &first).contains(&manslaughter(Status::Dismissed)), "{:?}", of(&then, &first));
    assert!(of(&then, &first).iter().any(|(o, s)| o.starts_with("weapon") && *s == Some(Status::Dismissed)));
    assert_eq!(of(&then, &second), [manslaughter(Status::Pending)]);
    assert!(
        ask("2021-10-21").charges.iter().all(|s| s.status().is_none()),
        "nothing can be claimed of that day"
    );
    // X05: charged before dismissed, and no day invented for either
    let dropped =
        then.charges.iter().find(|s| s.status() == Some(Status::Dismissed) && s.history.len() > 2).unwrap();
    let statuses: Vec<Status> = dropped.history.iter().map(|s| s.status).collect();
    let at = |status: Status| statuses.iter().position(|s| *s == status);
    assert!(at(Status::Charged) < at(Status::PleadedNotGuilty), "{statuses:?}");
    assert!(at(Status::PleadedNotGuilty) < at(Status::Dismissed), "{statuses:?}");
    assert!(dropped.history.iter().all(|s| s.held.date.and_then(factum::types::Period::as_day).is_none()));
    // X07 and X09: the first sentence of the early story is out of date, the second is still current
    let stale: Vec<&factum::record::Stale> =
        then.stale.iter().filter(|s| s.claim.source.path == "early.txt").collect();
    assert!(stale.iter().any(|s| s.kind == StaleKind::Open && s.claim.quote.contains(&first)), "{stale:?}");
    assert!(!stale.iter().any(|s| s.claim.quote.contains(&second)), "{stale:?}");
    assert!(then.note(stale[0]).unwrap().contains("dismissed"));
    let said = |words: &str| stale.iter().filter(|s| s.claim.quote.contains(words)).collect::<Vec<_>>();
    assert!(said("18 months").iter().any(|s| s.kind == StaleKind::Exposure), "{stale:?}");
    assert!(said("was charged").is_empty(), "it stays true: {stale:?}");
    // X08: the charge that was dismissed before the other
    assert!(!said("weapons charge").is_empty(), "{stale:?}");
    // the order of the two dismissals without a day for either: the weapons charge was not the later one
    let ended = |standing: &factum::record::Standing| {
        standing.history.iter().find(|s| s.status == Status::Dismissed).map(|s| s.held)
    };
    let weapons =
        then.charges.iter().find(|s| s.offence.as_ref().is_some_and(|o| o.starts_with("weapon"))).unwrap();
    assert!(ended(weapons).unwrap().latest <= ended(dropped).unwrap().latest);
    // X10: what the story does not tell
    let gaps: std::collections::BTreeSet<&str> = then.gaps().iter().map(|g| g.what).collect();
    for what in ["day", "by whom", "prejudice", "court", "judge", "case number", "outcome"] {
        assert!(gaps.contains(what), "{what} is not told, and is no gap: {gaps:?}");
    }
}
