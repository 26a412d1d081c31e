//! Pages of invented words are read in order.

use super::*;

/// A piece of words, each letter half as wide as it is high.
fn piece(text: &str, left: f64, bottom: f64, size: f64) -> Piece {
    let mut words = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let area = Area {
            left: left + at as f64 * size / 2.0,
            top: bottom - size,
            right: left + (at + word.len()) as f64 * size / 2.0,
            bottom,
        };
        words.push(Word { start: at, end: at + word.len(), area });
        at += word.len() + 1;
    }
    let area = words.iter().map(|word| word.area).reduce(Area::with).unwrap();
    Piece { text: text.to_owned(), words, area, size, turned: false, hidden: None }
}

fn page(number: u32, pieces: Vec<Piece>) -> Page {
    Page { number, size: (612.0, 792.0), pieces, ..Page::default() }
}

#[track_caller]
fn check(pages: &[Page], expected: &[(&str, Option<BlockKind>)]) -> Laid {
    let laid = lay(pages);
    let found: Vec<(&str, Option<BlockKind>)> =
        laid.groups.iter().map(|g| (g.span.of(&laid.text), g.given)).collect();
    assert_eq!(found, expected);
    laid
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let mut pieces =
        vec![piece("A Notice Of The County Court Over Both The Columns Of It", 60.0, 60.0, 14.0)];
    for (i, (left, right)) in [
        ("The clerk of the county fair was", "May. The jury heard nine witnesses"),
        ("charged with theft on Monday and", "over four days before it cleared her"),
        ("released that evening. Her trial was", "of all three counts. The prosecutor"),
        ("then set for the second week of", "said that the office would not appeal."),
    ]
    .iter()
    .enumerate()
    {
        let bottom = 100.0 + 12.0 * i as f64;
        pieces.push(piece(left, 60.0, bottom, 10.0));
        pieces.push(piece(right, 320.0, bottom, 10.0));
    }
    let laid = lay(&[page(1, pieces)]);
    assert!(laid.text.contains("the second week of"), "{}", laid.text);
    let (left, right) = (laid.text.find("second week of").unwrap(), laid.text.find("May. The jury").unwrap());
    assert!(left < right && laid.text.find("no witnesses").is_none(), "{}", laid.text);
}

#[test]
fn the_rows_of_a_table_stay_rows() {
    let rows = [
        ("Count 1", "Theft", "Dismissed"),
        ("Count 2", "Fraud", "Not guilty"),
        ("Count 3", "Arson", "Guilty"),
    ];
    let pieces = rows.iter().enumerate().flat_map(|(i, (a, b, c))| {
        let bottom = 100.0 + 14.0 * i as f64;
        [piece(a, 60.0, bottom, 10.0), piece(b, 200.0, bottom, 10.0), piece(c, 400.0, bottom, 10.0)]
    });
    let laid = lay(&[page(1, pieces.collect())]);
    assert!(laid.text.contains("Count 2  Fraud  Not guilty"), "{}", laid.text);
}

#[test]
fn a_sentence_goes_on_over_a_page_with_its_header_and_footnote() {
    let first = page(
        1,
        vec![
            piece("State v. Quill", 60.0, 40.0, 10.0),
            piece(
                "The court finds that the clerk of the county fair was charged by an offi-",
                60.0,
                300.0,
                12.0,
            ),
            piece("1 The fair is held in May and in September of every second year here.", 60.0, 700.0, 9.0),
            piece("1", 300.0, 770.0, 10.0),
        ],
    );
    let second = page(
        2,
        vec![
            piece("State v. Quill", 60.0, 40.0, 10.0),
            piece("cer of the county who had never asked her for the books.", 60.0, 100.0, 12.0),
            piece("2", 300.0, 770.0, 10.0),
        ],
    );
    let laid = check(
        &[first, second],
        &[
            (
                "The court finds that the clerk of the county fair was charged by an officer of the county who had \
                 never asked her for the books.",
                None,
            ),
            ("State v. Quill", Some(BlockKind::Chrome)),
            ("1", Some(BlockKind::Chrome)),
            ("1 The fair is held in May and in September of every second year here.", None),
            ("State v. Quill", Some(BlockKind::Chrome)),
            ("2", Some(BlockKind::Chrome)),
        ],
    );
    // the parted word stands in two places
    let officer = laid.text.find("officer").unwrap();
    let word = Span::new(officer, officer + "officer".len());
    let places: Vec<u32> = laid
        .places
        .iter()
        .filter(|place| place.text.start < word.end && place.text.end > word.start)
        .map(|place| place.page)
        .collect();
    assert_eq!(places, [1, 2]);
}

#[test]
fn line_numbers_of_a_pleading_are_furniture() {
    let pieces = (1..=14).flat_map(|n: u32| {
        let bottom = 100.0 + 24.0 * f64::from(n);
        [
            piece(&n.to_string(), if n < 10 { 46.0 } else { 40.0 }, bottom, 12.0),
            piece("the county clerk of Elmford was cleared of every one", 90.0, bottom, 12.0),
        ]
    });
    let laid = lay(&[page(1, pieces.collect())]);
    let chrome: Vec<&Group> = laid.groups.iter().filter(|g| g.given == Some(BlockKind::Chrome)).collect();
    assert_eq!(chrome.len(), 1);
    assert_eq!(chrome[0].span.of(&laid.text), "1 2 3 4 5 6 7 8 9 10 11 12 13 14");
}

#[test]
fn what_nobody_sees_is_kept_apart() {
    let mut unseen = piece("The clerk was convicted of murder.", 60.0, 200.0, 12.0);
    unseen.hidden = Some(Why::Colour);
    let pages =
        [page(1, vec![piece("The clerk was cleared of theft on Monday.", 60.0, 100.0, 12.0), unseen])];
    let laid = check(
        &pages,
        &[
            ("The clerk was cleared of theft on Monday.", None),
            ("The clerk was convicted of murder.", Some(BlockKind::Hidden)),
        ],
    );
    assert_eq!(laid.hidden.get(&Why::Colour), Some(&34));
}
