//! People, charges and penalties of small invented stories, read with the real model: the traps that the project's
//! first story sets, and those that other stories set since, each in words of our own.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::{MarkKind, Party, PenaltyState, Record, Role, Status};
use factum::{Engine, Hint};

const PUBLISHED: &str = "2023-05-05";

fn read(engine: &Engine, text: &str) -> Record {
    let mut hint = Hint::new("story.txt");
    hint.published = PUBLISHED.parse().ok();
    let document = factum::read::read(text.as_bytes(), &hint).pop().unwrap().unwrap();
    engine.session().told(document).record
}

fn story(paragraphs: &[&str]) -> Record {
    read(&support::engine(), &format!("{}\n", paragraphs.join("\n\n")))
}

fn person<'r>(record: &'r Record, name: &str) -> &'r Party {
    let found: Vec<&Party> = record.parties.iter().filter(|p| p.name == name).collect();
    let names: Vec<&str> = record.parties.iter().map(|p| p.name.as_str()).collect();
    let [only] = found.as_slice() else { panic!("{name} is not one of {names:?}") };
    only
}

fn has(party: &Party, role: Role) -> bool {
    party.roles.iter().any(|r| r.role == role)
}

/// Surname, offence and statuses of each charge, in the order of the alphabet.
fn charges(record: &Record) -> Vec<String> {
    let mut all: Vec<String> = record
        .charges
        .iter()
        .map(|c| {
            let name = record.parties[c.defendant].name.rsplit(' ').next().unwrap_or("").to_owned();
            let offence = c.offence.as_ref().map_or("-", |o| o.text.as_str());
            let counts = c.counts.map_or(String::new(), |n| format!(" x{n}"));
            let steps: Vec<&str> = c.history.iter().map(|s| s.status.as_str()).collect();
            format!("{name}: {offence}{counts}: {}", steps.join(", "))
        })
        .collect();
    all.sort();
    all
}

#[test]
fn a_description_and_its_age_are_the_person_who_is_named_later() {
    let record = story(&[
        "Mara Quill, 65, was charged with involuntary manslaughter after the May 1, 2021, shooting of the 45-year-old \
         electrician at a theatre in Dorn.",
        "Quill was pointing a pistol at electrician Ann Bellweather when it went off, killing Bellweather.",
    ]);
    let victim = person(&record, "Ann Bellweather");
    assert_eq!(victim.age.as_ref().map(|a| a.years), Some(45));
    assert!(has(victim, Role::Victim));
    assert_eq!(person(&record, "Mara Quill").age.as_ref().map(|a| a.years), Some(65));
}

#[test]
fn he_in_the_next_paragraph_is_the_defendant_and_his_plea_is_to_what_he_is_charged_with() {
    let record = story(&[
        "Tom Quill, 65, was charged with involuntary manslaughter.",
        "He had long said that he was innocent and pleaded not guilty to the charges, brought by the Dorn District \
         Attorney.",
    ]);
    assert_eq!(charges(&record), ["Quill: involuntary manslaughter: charged, pleaded_not_guilty"]);
}

#[test]
fn what_is_dropped_for_one_stays_open_for_the_other_charged_alongside() {
    let record = story(&[
        "The manslaughter charge against Tom Quill has been dropped.",
        "A second person charged with manslaughter alongside Quill, the firm's former bookkeeper Ann Roe, is still facing \
         charges over the fall.",
    ]);
    assert_eq!(charges(&record), ["Quill: manslaughter: dismissed", "Roe: manslaughter: charged, pending"]);
}

#[test]
fn an_earlier_dismissal_is_of_its_own_charge_and_whose_it_was_is_marked_as_inferred() {
    let record = story(&[
        "The manslaughter charge against Tom Quill has been dropped, the court said.",
        "The case against Quill had already been shrinking. A weapons charge that carried a far longer \
         sentence had already been dismissed and the first special prosecutor resigned.",
    ]);
    assert_eq!(charges(&record), ["Quill: manslaughter: dismissed", "Quill: weapons charge: dismissed"]);
    let weapons =
        record.charges.iter().find(|c| c.offence.as_ref().unwrap().text == "weapons charge").unwrap();
    assert!(!weapons.history[0].inferred.is_empty() && weapons.history[0].earlier);
    // A longer sentence without a number is no penalty; who resigned is told by the office.
    assert!(record.penalties.is_empty(), "{:?}", record.penalties);
    assert!(record.events.iter().any(|e| e.kind == "resignation" && e.date.is_none()));
}

#[test]
fn law_in_general_charges_nobody_and_what_could_have_been_is_exposure() {
    let record = story(&[
        "Mara Quill was charged with involuntary manslaughter on May 3, 2023.",
        "Involuntary manslaughter can involve a death that somebody brings about by doing something lawful without \
         due caution.",
        "If found guilty Quill could have faced at most 18 months in prison.",
    ]);
    assert_eq!(charges(&record), ["Quill: involuntary manslaughter: charged"]);
    let [exposure] = record.penalties.as_slice() else { panic!("{:?}", record.penalties) };
    assert_eq!((exposure.state, exposure.amount.as_deref()), (PenaltyState::Possible, Some("P18M")));
}

#[test]
fn credits_are_no_parties() {
    let record = story(&[
        "The charge against Tom Quill has been dropped. Photo / Wenda Pix",
        "Criminal charges of arson against Tom Quill over the fire at a mill have been dropped.",
        "Additional reporting by Dorn Herald",
    ]);
    let names: Vec<&str> = record.parties.iter().map(|p| p.name.as_str()).collect();
    assert!(!names.iter().any(|n| n.contains("Pix") || n.contains("Herald")), "{names:?}");
}

#[test]
fn a_pronouns_penalty_is_nobodys_where_the_pronoun_is_not_the_defendants() {
    let record = story(&[
        "Ann Quill was charged with theft on Monday.",
        "The shop is owned by the city. It said he was sentenced to five years in prison.",
    ]);
    let quill = record.parties.iter().position(|p| p.name == "Ann Quill").unwrap();
    assert!(record.penalties.iter().all(|p| p.person != Some(quill)), "{:?}", record.penalties);
    assert!(record.charges.iter().all(|c| c.current != Status::Sentenced), "{:?}", charges(&record));
}

#[test]
fn whom_prosecutors_mean_to_charge_is_not_charged() {
    let record = story(&[
        "Prosecutors to charge Mara Quill with manslaughter over death on farm",
        "Prosecutors said on Monday that they would charge Mara Quill with manslaughter. Tom Roe was charged with theft.",
    ]);
    assert_eq!(charges(&record), ["Roe: theft: charged"]);
    assert!(!has(person(&record, "Mara Quill"), Role::Defendant));
}

#[test]
fn who_is_quoted_before_an_unnamed_suspect_is_never_charged_for_him() {
    let record = story(&[
        "Tim Dent, 16, was shot by a friend on Friday at a house in Dorn.",
        "“He made everybody laugh,” said Jo Venn.",
        "The 15-year-old suspect is facing charges of reckless homicide and theft.",
    ]);
    assert!(
        record.charges.iter().all(|c| record.parties[c.defendant].name.contains("suspect")),
        "{:?}",
        charges(&record)
    );
    assert!(!has(person(&record, "Jo Venn"), Role::Defendant));
}

#[test]
fn a_long_list_of_counts_is_read_to_its_end() {
    let record = story(&[
        "Tom Quill, 29, Dorn, was convicted on Monday of four felony counts of forcible rape, three felony \
         counts of assault with intent to commit rape during the commission of a burglary, and one felony count each of \
         sodomy by force, kidnapping to commit rape, lewd acts on a child under 14, and first degree residential \
         burglary with a sentencing enhancement for tying up a person.",
    ]);
    assert_eq!(
        charges(&record),
        [
            "Quill: assault with intent to commit rape during the commission of a burglary x3: convicted",
            "Quill: first degree residential burglary x1: convicted",
            "Quill: forcible rape x4: convicted",
            "Quill: kidnapping to commit rape x1: convicted",
            "Quill: lewd acts on a child under 14 x1: convicted",
            "Quill: sodomy by force x1: convicted",
        ]
    );
    let names: Vec<&str> = record.parties.iter().map(|p| p.name.as_str()).collect();
    assert_eq!(names, ["Tom Quill"], "the residence behind the age is nobody");
}

#[test]
fn what_a_lead_says_was_done_is_what_the_story_counts() {
    let record = story(&[
        "DORN – A broker was sentenced today to 15 years in state prison for stealing $6.9 million from investors. Mark \
         Alan Quill, 53, Dorn, pleaded guilty Oct. 3, 2022, to 55 felony counts of grand theft and six felony counts of \
         elder financial exploitation.",
    ]);
    assert_eq!(
        charges(&record),
        [
            "Quill: elder financial exploitation x6: pleaded_guilty, sentenced",
            "Quill: grand theft x55: pleaded_guilty, sentenced",
        ]
    );
}

#[test]
fn an_arraignment_to_come_says_that_the_counts_are_charged() {
    let record =
        story(&["Ann Quill, 37, will be arraigned on one felony count of hit and run with injury and one \
         misdemeanor count of driving without a valid license."]);
    assert_eq!(
        charges(&record),
        ["Quill: driving without a valid license x1: charged", "Quill: hit and run with injury x1: charged"]
    );
}

#[test]
fn degrees_that_share_a_word_are_two_offences() {
    let record =
        story(&["Kirk Quill was indicted on Monday on charges of third- and fourth-degree insurance fraud."]);
    assert_eq!(
        charges(&record),
        ["Quill: fourth-degree insurance fraud: indicted", "Quill: third-degree insurance fraud: indicted",]
    );
}

#[test]
fn convictions_of_other_cases_stay_apart_and_keep_their_years() {
    let record = story(&[
        "Joe Quill, 39, was found guilty on Monday of one felony count of first degree murder. The \
         defendant has prior strike convictions for kidnapping in 1994 and burglary in 2002. He was \
         sentenced to 51 years to life in state prison.",
    ]);
    assert_eq!(
        charges(&record),
        [
            "Quill: burglary: convicted",
            "Quill: first degree murder x1: convicted, sentenced",
            "Quill: kidnapping: convicted",
        ]
    );
    let year = |offence: &str| {
        let charge = record.charges.iter().find(|c| c.offence.as_ref().unwrap().text == offence).unwrap();
        charge.history[0].date.map(|d| d.to_string())
    };
    assert_eq!(year("kidnapping").as_deref(), Some("1994"));
    assert_eq!(year("burglary").as_deref(), Some("2002"));
}

#[test]
fn nobody_stabs_himself_by_a_pronoun() {
    let record = story(&[
        "Joe Quill, 31, was found guilty of second degree murder on Monday.",
        "On December 21, 2021, Paul Robbins was playing cards with friends at a bar and Quill joined the game. Quill came up \
         to Robbins, stabbed him three times in the chest, and fled.",
    ]);
    assert!(!has(person(&record, "Joe Quill"), Role::Victim));
    assert!(has(person(&record, "Paul Robbins"), Role::Victim));
    let stabbing = record.events.iter().find(|e| e.kind == "stabbing").unwrap();
    assert_eq!(
        stabbing.date.map(|d| d.to_string()).as_deref(),
        Some("2021-12-21"),
        "the day of the narration"
    );
}

#[test]
fn stand_in_names_are_told_apart_by_their_numbers_and_their_bearers_marked() {
    let record = story(&[
        "Al Quill, 54, is charged with two felony counts of lewd acts upon a child.",
        "On June 2, 2020, Quill is accused of sexually assaulting 15-year-old Jane Doe #1. He is accused of raping 40-year-old \
         Jane Doe #2.",
    ]);
    let (first, second) = (person(&record, "Jane Doe #1"), person(&record, "Jane Doe #2"));
    assert!(has(first, Role::Victim) && has(second, Role::Victim));
    let marked = |p: &Party, kind| p.marks.iter().any(|m| m.kind == kind);
    assert!(marked(first, MarkKind::Minor) && !marked(second, MarkKind::Minor));
    assert!(marked(first, MarkKind::SexualOffenceVictim) && marked(second, MarkKind::SexualOffenceVictim));
}

#[test]
fn a_name_in_the_headline_of_a_list_owns_the_charges_of_the_line_below() {
    let record = story(&[
        "Police arrested two people on Monday.",
        "Dev Quill, 28, of Dorn",
        "Charged with attempted robbery and wearing a mask in public",
        "Al Roe, 22, of Dorn",
        "Charged with conspiracy to commit burglary",
    ]);
    assert_eq!(
        charges(&record),
        [
            "Quill: attempted robbery: charged",
            "Quill: wearing a mask in public: charged",
            "Roe: conspiracy to commit burglary: charged",
        ]
    );
}

#[test]
fn two_people_of_one_surname_are_kept_apart() {
    let record = story(&[
        "Ray Quill, 50, was charged with murder on Monday in the death of his brother, Sam Quill, 47.",
        "Sam Quill was found dead in a barn. His brother was arrested at a motel.",
    ]);
    assert!(has(person(&record, "Ray Quill"), Role::Defendant));
    let victim = person(&record, "Sam Quill");
    assert!(has(victim, Role::Victim) && !has(victim, Role::Defendant));
    assert_eq!(charges(&record), ["Quill: murder: charged"]);
    assert_eq!(record.parties[record.charges[0].defendant].name, "Ray Quill");
}

#[test]
fn whom_an_accused_is_said_to_have_stabbed_is_not_the_accused() {
    let record = story(&[
        "A man was charged today with murder, accused of fatally stabbing his mother's elderly boyfriend, singer Leo \
         Fenn, outside a Tarnley home.",
        "Mark Quill, 33, is expected to be arraigned today in Department 100 of the Tarnley courthouse.",
    ]);
    assert!(charges(&record).iter().all(|c| c.starts_with("Quill")), "{:?}", charges(&record));
    assert!(!charges(&record).is_empty() && has(person(&record, "Leo Fenn"), Role::Victim));
    assert!(!has(person(&record, "Leo Fenn"), Role::Defendant));
}

#[test]
fn a_hospital_named_after_somebody_is_nobody() {
    let record = story(&[
        "Mara Quill was charged with assault on Monday.",
        "Ida Bell, whom she had pushed, was taken to Anna Reed hospital, where she was pronounced dead.",
    ]);
    assert!(record.parties.iter().all(|p| !p.name.contains("Reed")), "{:?}", record.parties);
}

/// Editors and phones write the apostrophe in many ways, and pages break words with marks that nobody sees.
#[test]
fn an_apostrophe_of_any_shape_denies_and_an_invisible_mark_hides_no_charge() {
    let engine = support::engine();
    for mark in ["'", "’", "‘", "ʼ", "´", "`", "′", "＇"] {
        let story = format!(
            "Leo Roe was charged with theft.\n\nAnn Fenn wasn{mark}t charged with arson.\n\n\
             Prosecutors didn{mark}t charge Karl Quill with murder.\n\n\
             The jury didn{mark}t convict Leo Roe of theft.\n"
        );
        assert_eq!(charges(&read(&engine, &story)), ["Roe: theft: charged"], "{mark}");
    }
    for hidden in ["\u{ad}", "\u{200b}", "\u{2060}"] {
        let story = format!("Leo Roe was char{hidden}ged with theft.\n");
        let record = read(&engine, &story);
        assert_eq!(charges(&record), ["Roe: theft: charged"], "{hidden:?}");
        let [charge] = &record.charges[..] else { panic!("one charge") };
        let words = charge.history[0].evidence.span.of(&story);
        assert!(words.contains(&format!("char{hidden}ged")), "the source's own words: {words:?}");
    }
}
