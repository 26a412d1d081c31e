//! Whole texts and the blocks that they are cut into.

use factum_types::BlockKind::{self, *};

use super::*;

#[track_caller]
fn check(text: &str, expected: &[(BlockKind, &str)]) -> Cut {
    let cut = cut(text, &Context::default());
    let found: Vec<_> = cut.blocks.iter().map(|b| (b.kind, b.span.of(text))).collect();
    assert_eq!(found, expected);
    cut
}

#[test]
fn a_news_story() {
    let text = "Clerk gets two years for theft\n\n2019-07-08\n\nBy Jane Doe, The Elmford Courier\n\n\
                Clerk Robin Sample leaves court. (Photo: Elm News)\n\n\
                ELMFORD, Ore. (AP) — A former clerk was sentenced on Monday to two years.\n\n\
                She had pleaded guilty.\n\nEarlier case dismissed\n\nA charge of fraud was dropped in May.\n\n\
                Read or Share this story: https://example.org/a\n";
    let cut = check(
        text,
        &[
            (Title, "Clerk gets two years for theft"),
            (Dateline, "2019-07-08"),
            (Byline, "By Jane Doe, The Elmford Courier"),
            (Caption, "Clerk Robin Sample leaves court."),
            (Credit, "(Photo: Elm News)"),
            (Dateline, "ELMFORD, Ore. (AP) —"),
            (Paragraph, "A former clerk was sentenced on Monday to two years."),
            (Paragraph, "She had pleaded guilty."),
            (Heading, "Earlier case dismissed"),
            (Paragraph, "A charge of fraud was dropped in May."),
            (Chrome, "Read or Share this story: https://example.org/a"),
        ],
    );
    let published = cut.published.unwrap();
    assert_eq!((published.date.to_string().as_str(), published.origin), ("2019-07-08", DateOrigin::Dateline));
}

#[test]
fn a_leading_date_and_a_caption_on_the_first_line() {
    let text = " date 2023-04-20 The charge against Robin Sample has been dropped. Photo / Elm Images\n\n\
                Charges against Robin Sample over the fire have been dropped.\n\n- Additional reporting by Elm Herald";
    let cut = check(
        text,
        &[
            (Dateline, "date 2023-04-20"),
            (Caption, "The charge against Robin Sample has been dropped."),
            (Credit, "Photo / Elm Images"),
            (Paragraph, "Charges against Robin Sample over the fire have been dropped."),
            (Credit, "- Additional reporting by Elm Herald"),
        ],
    );
    assert_eq!(cut.published.unwrap().origin, DateOrigin::Leading);
    assert_eq!(cut.title, None);
}

#[test]
fn a_release_copied_from_a_page() {
    let text = "Clerk Sentenced to Two Years - Elm County Attorney\nSkip to content\nHome\nAbout Us\nVictim Services\n\
                Contact Us\nNewsroom\nClerk Sentenced to Two Years\nFor Immediate Release\nThursday, August 22, 2019\n\
                Robin Doe\nPublic Affairs\nOffice: 555-555-0134\n\
                A former clerk was sentenced today to two years in prison for theft.\n\
                Latest News\nJune 3, 2026\nBaker Pleads Guilty\nMay 29, 2026\nMason Charged With Murder\n";
    let cut = check(
        text,
        &[
            (Title, "Clerk Sentenced to Two Years - Elm County Attorney"),
            (Chrome, "Skip to content"),
            (Chrome, "Home"),
            (Chrome, "About Us"),
            (Chrome, "Victim Services"),
            (Chrome, "Contact Us"),
            (Chrome, "Newsroom"),
            (Chrome, "Clerk Sentenced to Two Years"),
            (Chrome, "For Immediate Release"),
            (Dateline, "Thursday, August 22, 2019"),
            (Chrome, "Robin Doe"),
            (Chrome, "Public Affairs"),
            (Chrome, "Office: 555-555-0134"),
            (Paragraph, "A former clerk was sentenced today to two years in prison for theft."),
            (Chrome, "Latest News"),
            (Chrome, "June 3, 2026"),
            (Chrome, "Baker Pleads Guilty"),
            (Chrome, "May 29, 2026"),
            (Chrome, "Mason Charged With Murder"),
        ],
    );
    assert_eq!(cut.published.unwrap().date.to_string(), "2019-08-22");
}

#[test]
fn a_release_put_up_later_keeps_its_own_day() {
    check_date(
        "Clerk Sentenced to Two Years\n\n2019-08-26\n\nNewsroom\nPublished\nAugust 26, 2019\nFor Immediate Release\n\
         Case # 19CF0001\nAugust 22, 2019\nRobin Doe\nPublic Affairs\n\
         A former clerk was sentenced today to two years in prison for theft.\n",
        Some("2019-08-22"),
    );
}

#[test]
fn items_of_a_list_are_blocks_and_paragraphs() {
    check(
        "He was convicted of:\n\n• Theft\n• Fraud\n\nThe court will sentence him in May.",
        &[
            (Heading, "He was convicted of:"),
            (Paragraph, "• Theft"),
            (Paragraph, "• Fraud"),
            (Paragraph, "The court will sentence him in May."),
        ],
    );
}

#[test]
fn a_single_line_is_a_paragraph() {
    check("The clerk was cleared", &[(Paragraph, "The clerk was cleared")]);
    check("Robin Sample was charged with theft.", &[(Paragraph, "Robin Sample was charged with theft.")]);
}

#[track_caller]
fn check_date(text: &str, expected: Option<&str>) {
    let found = cut(text, &Context::default()).published.map(|p| p.date.to_string());
    assert_eq!(found.as_deref(), expected, "{text}");
}

#[test]
fn the_date_of_publication() {
    let story = "A jury cleared the clerk of all charges.";
    check_date(&format!("Updated: May 13, 2019\n\nPublished: May 12, 2019\n\n{story}"), Some("2019-05-12"));
    check_date(&format!("Updated: May 13, 2019 Published: May 12, 2019\n\n{story}"), Some("2019-05-12"));
    check_date(&format!("{story}\n\nPublished 12 May 2019"), Some("2019-05-12"));
    check_date(&format!("{story}\n\nUpdated 13 May 2019"), Some("2019-05-13"));
    check_date(&format!("ELMFORD, May 12, 2019 (EC) - {story}"), Some("2019-05-12"));
    check_date(&format!("ELMFORD, May 12 - {story}"), None);
    // the head of a part of the story
    check_date(&format!("{story}\n\nMay 3, 2018\n\nThe clerk was arrested at her home."), None);
    check_date(story, None);
}

#[test]
fn hidden_words_stay_hidden_whatever_they_look_like() {
    for words in [
        "2019-05-12",
        "By Jane Doe",
        "The clerk at court. Photo / Elm Images",
        "Robin Sample, 19, shown in a jail booking photo released by the sheriff.",
        "ELMFORD, May 12, 2019 (EC) - The clerk was convicted.",
        "Clerk Convicted Of Theft",
    ] {
        let group = Group { span: Span::new(0, words.len()), lines: 1, gap: true, given: Some(Hidden) };
        let cut = classify(words, &[group], &Context::default());
        assert_eq!(cut.blocks.iter().map(|block| block.kind).collect::<Vec<_>>(), [Hidden], "{words}");
        assert!(cut.published.is_none() && cut.title.is_none(), "{words}");
    }
}

#[track_caller]
fn published_on(text: &str, expected: Option<&str>) {
    let found = cut(text, &Context::default()).published.map(|p| p.date.to_string());
    assert_eq!(found.as_deref(), expected, "{text}");
}

#[test]
fn a_magazine_s_month_and_a_paper_s_date_are_its_own() {
    let story =
        "Robin Sample was sentenced to two years for theft, and she has always said that she was at home.";
    published_on(&format!("The night clerk\n\nOctober 2023\n\n{story}\n"), Some("2023-10"));
    published_on(&format!("The night clerk\n\n{story}\n\nOctober 2023\n\n{story}\n"), None);
    let paper = |above: &str, below: &str| {
        format!(
            "{above}UNITED STATES DISTRICT COURT\nDISTRICT OF ELMWOOD\n\nUNITED STATES OF AMERICA\nv.\nROBIN SAMPLE,\nDefendant.\n\n\
             Criminal No. 22-cr-00451\n\nINDICTMENT\n\n{below}1. At all times the defendant Robin Sample was employed by the \
             bank as a clerk, and she took money that was not hers.\n"
        )
    };
    published_on(&paper("UNITED STATES v. SAMPLE\n\nNovember 9, 2022\n\n", ""), Some("2022-11-09"));
    published_on(&paper("", "Filed October 3, 2023\n\n"), Some("2023-10-03"));
    published_on(&paper("", "Trial date\n\nOctober 3, 2023\n\n"), None);
}
