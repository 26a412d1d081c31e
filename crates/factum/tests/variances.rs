//! What one document tells in two ways, of small invented stories read with the real model: for each kind what is a
//! variance, and what only looks like one.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::types::Differing;
use factum::{Hint, Told};

fn told(paragraphs: &[&str]) -> Told {
    let text = format!("2023-05-20\n\n{}\n", paragraphs.join("\n\n"));
    let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
    support::engine().session().told(document)
}

/// Each variance as what differs and what its sides say.
fn found(paragraphs: &[&str]) -> Vec<(Differing, Vec<String>)> {
    let told = told(paragraphs);
    for side in told.record.variances.iter().flat_map(|v| &v.sides) {
        assert!(!side.evidence.span.of(&told.document.text).trim().is_empty(), "{side:?}");
    }
    let one = |v: &factum::types::Variance| (v.what, v.sides.iter().map(|s| s.says.clone()).collect());
    told.record.variances.iter().map(one).collect()
}

#[track_caller]
fn differs(what: Differing, says: [&str; 2], paragraphs: &[&str]) {
    assert_eq!(found(paragraphs), [(what, says.map(str::to_owned).to_vec())], "{paragraphs:?}");
}

#[track_caller]
fn agrees(paragraphs: &[&str]) {
    assert_eq!(found(paragraphs), [], "{paragraphs:?}");
}

const SHOT: &str = "Bram Holt was charged with manslaughter over the shooting of Ida Fenn on May 3, 2023.";

#[test]
fn one_thing_handled_on_two_occasions_of_one_course_varies() {
    differs(
        Differing::Circumstance,
        ["for a scene", "during a rehearsal"],
        &[
            SHOT,
            "A revolver that he was using for a scene went off.",
            "Holt was holding the revolver during a rehearsal when it fired.",
        ],
    );
    differs(
        Differing::Circumstance,
        ["during a drill", "in the middle of a firefight"],
        &[
            SHOT,
            "Holt fired the rifle during a drill.",
            "Holt had raised the rifle in the middle of a firefight.",
        ],
    );
    differs(
        Differing::Circumstance,
        ["while rehearsing", "during the performance"],
        &[
            SHOT,
            "Holt pointed the pistol at Fenn while rehearsing.",
            "Holt aimed the pistol during the performance.",
        ],
    );
}

/// Sentences that no rule asks for are parsed for the occasion that they tell.
#[test]
fn what_varies_is_the_same_however_little_is_parsed() {
    let text = format!(
        "{SHOT}\n\nA revolver that he was using for a scene went off.\n\nHe was holding the revolver during a rehearsal.\n"
    );
    let read = |engine: factum::Engine| {
        let document = factum::read::read(text.as_bytes(), &Hint::new("story.txt")).pop().unwrap().unwrap();
        engine.session().told(document).record.variances
    };
    let lazy = read(support::engine());
    assert_eq!((lazy.len(), &lazy), (1, &read(support::engine().eager())));
}

#[test]
fn one_person_killed_on_two_occasions_of_one_course_varies() {
    differs(
        Differing::Circumstance,
        ["during a robbery", "during an argument"],
        &[
            SHOT,
            "Ida Fenn was killed during a robbery.",
            "Fenn was fatally shot during an argument, and Holt fled.",
        ],
    );
    differs(
        Differing::Circumstance,
        ["during a traffic stop", "during a welfare check"],
        &[
            SHOT,
            "Holt killed Ida Fenn during a traffic stop.",
            "Fenn was killed during a welfare check at her home.",
        ],
    );
}

#[test]
fn occasions_that_go_together_are_no_variance() {
    // a fight at a party is both
    agrees(&[SHOT, "Ida Fenn was killed during a fight.", "Fenn was killed at a party."]);
    // a rehearsal of a scene is both
    agrees(&[
        SHOT,
        "A revolver that he was using for a scene went off.",
        "Holt was holding the revolver during a rehearsal of the scene.",
    ]);
    // the same in other words
    agrees(&[SHOT, "Holt was holding the revolver for a scene.", "Holt raised the revolver during a take."]);
}

#[test]
fn occasions_of_two_acts_are_no_variance() {
    // another thing
    agrees(&[SHOT, "Holt was holding a knife for a scene.", "Holt raised the revolver during a rehearsal."]);
    // another person
    agrees(&[
        SHOT,
        "Holt was holding the revolver for a scene.",
        "Ida Fenn had held the revolver during a rehearsal.",
    ]);
    // another day
    agrees(&[
        SHOT,
        "Holt used the revolver for a scene on May 3.",
        "On May 2 Holt used the revolver during a rehearsal.",
    ]);
    // another time, as the word says
    agrees(&[
        SHOT,
        "Holt was holding the revolver for a scene.",
        "Holt had dropped the revolver during an earlier rehearsal.",
    ]);
    agrees(&[
        SHOT,
        "Holt was holding the revolver for a scene.",
        "Holt would use the revolver during rehearsals.",
    ]);
    agrees(&[
        SHOT,
        "Holt was holding the revolver for a scene.",
        "Holt did not hold the revolver during the rehearsal.",
    ]);
    // two people killed
    agrees(&[SHOT, "Ida Fenn was killed during a robbery.", "Olin Marsh was killed during an argument."]);
    // the scene of a crime is a place
    agrees(&[SHOT, "Ida Fenn was killed at the scene.", "Fenn was killed during a rehearsal."]);
    // a reason or a charge is no occasion
    agrees(&[
        SHOT,
        "Holt was holding the revolver during an argument.",
        "Holt bought the revolver for a robbery.",
    ]);
}

#[test]
fn what_somebody_says_is_no_telling_of_the_document() {
    agrees(&[
        SHOT,
        "A revolver that he was using for a scene went off.",
        "Police said Holt was holding the revolver during a rehearsal.",
    ]);
    agrees(&[
        SHOT,
        "A revolver that he was using for a scene went off.",
        "“Holt was holding the revolver during a rehearsal,” said Dana Reed.",
    ]);
    agrees(&[
        SHOT,
        "A revolver that he was using for a scene went off.",
        "Holt was holding the revolver during a rehearsal, according to police.",
    ]);
}

#[test]
fn the_charge_and_the_charges_against_one_person_vary_with_what_is_itemized() {
    let story = told(&[
        "The charge against Bram Holt was dropped.",
        "Criminal charges against Bram Holt were dropped on Friday.",
        "Holt was charged with manslaughter and arson.",
    ]);
    let [variance] = &story.record.variances[..] else { panic!("{:?}", story.record.variances) };
    assert_eq!(variance.what, Differing::Number);
    assert_eq!(variance.about, "Bram Holt: one charge or several; the document itemizes 2");
    assert_eq!(variance.charges.len(), 2);
    let text = &story.document.text;
    let quotes: Vec<&str> = variance.sides.iter().map(|s| s.evidence.span.of(text)).collect();
    assert!(
        quotes[0].starts_with("The charge against") && quotes[1].starts_with("Criminal charges"),
        "{quotes:?}"
    );
}

#[test]
fn a_charge_among_charges_is_no_variance() {
    let both = "Bram Holt was charged with manslaughter and arson.";
    // a named one of several
    agrees(&[both, "The arson charge against Holt was dropped.", "The charges against Holt were dropped."]);
    // one of several, as the article or the numeral says
    agrees(&[both, "A charge against Holt was dropped.", "The charges against Holt were dropped."]);
    agrees(&[both, "One charge against Holt was dropped.", "The charges against Holt were dropped."]);
    agrees(&[
        both,
        "The first charge against Holt was dropped.",
        "The remaining charges against Holt were dropped.",
    ]);
    // of several people
    agrees(&[
        both,
        "The charge against Bram Holt was dropped.",
        "Charges against Bram Holt and Ida Fenn were dropped.",
    ]);
    agrees(&[both, "The charge against Ida Fenn was dropped.", "Charges against Bram Holt were dropped."]);
    // another step
    agrees(&[
        both,
        "The charge against Holt was dropped.",
        "Holt is still facing charges.",
        "Holt pleaded not guilty to the charges.",
    ]);
    // another day
    agrees(&[
        both,
        "The charge against Holt was dropped on May 3, 2023.",
        "Charges against Holt were dropped on March 1, 2022.",
    ]);
    // somebody's word
    agrees(&[
        both,
        "The charge against Holt was dropped.",
        "Lawyers said charges against Holt were dropped.",
    ]);
}

#[test]
fn two_numbers_of_counts_of_one_charge_vary() {
    differs(
        Differing::Counts,
        ["3 counts", "4 counts"],
        &[
            "Bram Holt was charged with three counts of arson.",
            "Holt, 40, lives in Dover.",
            "Holt was charged with four counts of arson.",
        ],
    );
}

#[test]
fn counts_that_are_parts_or_of_another_step_are_no_variance() {
    agrees(&[
        "Bram Holt was charged with three counts of arson.",
        "Holt was convicted of two counts of arson.",
    ]);
    agrees(&[
        "Bram Holt was charged with three counts of arson.",
        "Holt was charged with two additional counts of arson.",
    ]);
    agrees(&[
        "Bram Holt was charged with three counts of arson and four counts of theft.",
        "Holt was charged with four counts of theft.",
    ]);
    agrees(&[
        "Bram Holt was charged with three counts of arson.",
        "Ida Fenn was charged with four counts of arson.",
    ]);
    agrees(&[
        "Bram Holt was charged with three counts of arson on May 3, 2023.",
        "On March 1, 2023, Holt was charged with four counts of arson.",
    ]);
    agrees(&[
        "Bram Holt was charged with five counts of arson.",
        "Holt was charged with two counts of arson for the barn.",
        "Holt was charged with three counts of arson for the mill.",
    ]);
    agrees(&[
        "Bram Holt was charged with three counts of arson.",
        "Prosecutors dropped one count of arson.",
        "Holt was charged with two counts of arson.",
    ]);
}

#[test]
fn two_ages_of_one_person_vary() {
    differs(
        Differing::Age,
        ["age 34", "age 36"],
        &[
            "Bram Holt, 34, was charged with arson on May 3, 2023.",
            "Police arrested 36-year-old Bram Holt on Tuesday.",
        ],
    );
}

#[test]
fn ages_that_time_or_kinship_explains_are_no_variance() {
    // a birthday
    agrees(&[
        "Bram Holt, 34, was charged with arson on May 3, 2023.",
        "Police arrested 35-year-old Bram Holt on Tuesday.",
    ]);
    // years in between
    agrees(&[
        "Bram Holt, 34, was charged with arson on May 3, 2023.",
        "In 2008 Bram Holt, 19, was convicted of theft.",
    ]);
    agrees(&["Bram Holt, 34, was charged with murder.", "Bram Holt, then 15, was at the house at the time."]);
    // a name that courts give to several
    agrees(&[
        "Bram Holt was charged with assaulting 12-year-old Jane Doe on May 3, 2023.",
        "Holt was charged with assaulting 17-year-old Jane Doe on May 4, 2023.",
    ]);
    // somebody's word
    agrees(&[
        "Bram Holt, 34, was charged with arson on May 3, 2023.",
        "Police said Bram Holt, 36, lives in Dover.",
    ]);
    // a relative
    agrees(&[
        "Bram Holt, 34, was charged with arson on May 3, 2023.",
        "His son, Bram Holt Jr., 12, was at school.",
    ]);
    agrees(&["Bram Holt, 34, was charged with arson on May 3, 2023.", "Holt, 62, of Dover, is his father."]);
}

#[test]
fn two_days_of_one_killing_vary() {
    differs(
        Differing::Date,
        ["killed 2023-05-03", "killed 2023-05-04"],
        &[
            "Bram Holt was charged with murder.",
            "Ida Fenn was killed on May 3, 2023.",
            "Holt was in Dover when Ida Fenn was killed on May 4, 2023.",
        ],
    );
}

#[test]
fn days_of_two_things_are_no_variance() {
    agrees(&[
        "Bram Holt was charged with murder.",
        "Ida Fenn was shot on May 3, 2023.",
        "Ida Fenn died on May 4, 2023.",
    ]);
    agrees(&[
        "Bram Holt was charged with murder.",
        "Ida Fenn was killed on May 3, 2023.",
        "Olin Marsh was killed on May 4, 2023.",
    ]);
    agrees(&[
        "Bram Holt was charged with murder.",
        "Ida Fenn was killed on May 3, 2023.",
        "Her body was found on May 4, 2023.",
    ]);
    agrees(&[
        "Bram Holt was charged with murder.",
        "Ida Fenn was killed in May 2023.",
        "Ida Fenn was killed on May 4, 2023.",
    ]);
}

#[test]
fn two_days_of_one_verdict_vary() {
    differs(
        Differing::Date,
        ["convicted 2023-05-03", "convicted 2023-05-05"],
        &[
            "Bram Holt was convicted of arson on May 3, 2023.",
            "Holt lives in Dover.",
            "On May 5, 2023, Bram Holt was convicted of arson.",
        ],
    );
    agrees(&[
        "Bram Holt was convicted of arson on May 3, 2023.",
        "The conviction was overturned.",
        "On May 5, 2023, Bram Holt was convicted of arson.",
    ]);
    agrees(&[
        "Bram Holt was convicted of arson on May 3, 2023.",
        "On May 5, 2023, Bram Holt was convicted of theft.",
    ]);
    agrees(&[
        "Bram Holt was convicted of arson on May 3, 2011.",
        "On May 5, 2023, Bram Holt was convicted of arson.",
    ]);
}

#[test]
fn two_tolls_of_one_incident_vary() {
    differs(
        Differing::Killed,
        ["2 killed", "3 killed"],
        &[
            "Bram Holt was charged with murder.",
            "Two people were killed in the shooting at the mill.",
            "The shooting at the mill killed three people.",
        ],
    );
    differs(
        Differing::Injured,
        ["4 injured", "5 injured"],
        &[
            "Bram Holt was charged with assault.",
            "Four people were wounded in the shooting.",
            "The shooting injured five people.",
        ],
    );
}

#[test]
fn a_headline_and_its_story_may_differ_in_their_toll() {
    differs(
        Differing::Injured,
        ["1 injured", "2 injured"],
        &[
            "One injured in mill robbery",
            "DOVER — Two people were injured in a robbery at the mill.",
            "Bram Holt was charged with robbery.",
        ],
    );
    agrees(&[
        "Two dead in mill fire",
        "DOVER — Two people were killed in a fire at the mill.",
        "Bram Holt was charged with arson.",
    ]);
    agrees(&[
        "One dead, one injured in mill robbery",
        "DOVER — At least two people were killed in a robbery at the mill.",
        "Bram Holt was charged with robbery.",
    ]);
}

#[test]
fn what_an_incident_left_is_its_toll() {
    differs(
        Differing::Killed,
        ["2 killed", "3 killed"],
        &[
            "Bram Holt was charged with murder.",
            "The shooting at the mill left two people dead.",
            "Three people were killed in the shooting, which lasted a minute.",
        ],
    );
    agrees(&[
        "Bram Holt was charged with murder.",
        "The shooting at the mill left two people dead.",
        "It came after a crash that left three people injured.",
    ]);
}

#[test]
fn tolls_that_are_parts_bounds_or_of_another_incident_are_no_variance() {
    let charged = "Bram Holt was charged with murder.";
    agrees(&[
        charged,
        "Two people were killed in the shooting.",
        "At least three people were killed in the shooting.",
    ]);
    agrees(&[
        charged,
        "Two people were killed in the shooting.",
        "Three people were killed, including the gunman.",
    ]);
    agrees(&[
        charged,
        "Two people were killed in the shooting.",
        "One person died later at a hospital.",
        "The shooting killed three people.",
    ]);
    agrees(&[
        charged,
        "The gunman shot himself.",
        "Two people were killed in the shooting.",
        "The shooting killed three people.",
    ]);
    agrees(&[
        charged,
        "Two people were killed in the shooting on May 3, 2023.",
        "Three people were killed in a crash on May 1, 2023.",
    ]);
    agrees(&[charged, "Two people were killed in the shooting.", "Three other people were wounded."]);
    agrees(&[charged, "Two people were killed in the shooting.", "Police said three people were killed."]);
}

#[test]
fn two_amounts_of_one_sentence_vary() {
    differs(
        Differing::Amount,
        ["prison P5Y", "prison P6Y"],
        &[
            "Bram Holt was sentenced to five years in prison for arson.",
            "Holt lives in Dover.",
            "A judge sentenced Holt to six years in prison on Friday.",
        ],
    );
}

#[test]
fn the_sentence_of_a_lead_may_differ_from_that_of_the_story() {
    differs(
        Differing::Amount,
        ["prison P3Y", "prison P5Y"],
        &[
            "A woman was sentenced to three years in state prison on Friday for pandering.",
            "Mara Quill, 21, of Dover, pleaded guilty to one felony count of pandering and was sentenced to five years in state prison.",
        ],
    );
}

#[test]
fn amounts_of_parts_are_no_variance() {
    // two men without names
    agrees(&[
        "A man was sentenced to seven years in prison on Friday for assault.",
        "The mill closed.",
        "A man was sentenced to six years in prison today for assault.",
    ]);
    let five = "Bram Holt was sentenced to five years in prison for arson.";
    agrees(&[five, "Holt faced up to ten years in prison."]);
    agrees(&[five, "Holt was sentenced to six years in prison for theft."]);
    agrees(&[five, "Holt was sentenced to six years in prison with one suspended."]);
    agrees(&[five, "Holt must serve at least three years in prison."]);
    agrees(&[five, "Ida Fenn was sentenced to six years in prison for arson."]);
    agrees(&[five, "Holt was sentenced to five years of probation."]);
}
