//! Words under pictures and the credits that end them.

use factum_types::{BlockKind, Span};

use super::shape;

/// Words that a picture credit begins with.
const MARKERS: &[&str] = &[
    "Photo",
    "Photos",
    "PHOTO",
    "Photograph",
    "Photography",
    "Image",
    "Images",
    "IMAGE",
    "Picture",
    "Pictures",
    "Video",
    "VIDEO",
    "Illustration",
    "Courtesy",
    "COURTESY",
    "Credit",
    "CREDIT",
    "AP Photo",
    "File photo",
    "File Photo",
    "FILE PHOTO",
    "File image",
    "Source",
    "SOURCE",
    "Getty Images",
];
/// What may follow the word: `Photo / X`, `Photo: X`, `Photo by X`.
const LINKS: &[&str] = &["/", ":", "|", "by ", "courtesy ", "credit", "via ", "from ", "of ", "provided "];
/// Words one of which a credit in brackets holds.
const PICTURE_WORDS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "image",
    "images",
    "picture",
    "video",
    "courtesy",
    "credit",
    "source",
    "handout",
    "getty",
    "mugshot",
];
/// How many words a credit has at most.
const LONGEST_CREDIT: usize = 14;

/// The caption and the credit that a piece of text is made of; `None` where it is neither.
///
/// `above` says that no sentence of the story has come yet, which is where pictures stand.
pub(super) fn split(text: &str, span: Span, above: bool) -> Option<Vec<(BlockKind, Span)>> {
    let words = span.of(text);
    if let Some(at) = bracketed_caption(words) {
        let (start, end) = (span.start as usize, span.end as usize);
        let caption = Span::new(start, start + at).trimmed(text);
        let credit = Span::new(start + at, end).trimmed(text);
        let parts = [(BlockKind::Caption, caption), (BlockKind::Credit, credit)];
        return Some(parts.into_iter().filter(|(_, span)| !span.is_empty()).collect());
    }
    if let Some(at) = credit_start(words) {
        let (start, end) = (span.start as usize, span.end as usize);
        let caption = Span::new(start, start + at).trimmed(text);
        let credit = Span::new(start + at, end);
        return Some(match caption.is_empty() {
            true => vec![(BlockKind::Credit, credit)],
            false => vec![(BlockKind::Caption, caption), (BlockKind::Credit, credit)],
        });
    }
    (is_caption(words) || above && describes_picture(words)).then(|| vec![(BlockKind::Caption, span)])
}

/// Where the credit begins in a caption that stands in brackets as a whole and begins with a picture word: "(Photo:
/// The clerk at court. Jane Doe / The Elmford Courier)"; its end where it has none.
fn bracketed_caption(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('(')?.trim_end_matches('.').strip_suffix(')')?;
    let marker = MARKERS.iter().find_map(|marker| inside.strip_prefix(marker))?;
    let said = marker.trim_start().strip_prefix(':')?;
    // a bracket within the brackets is the text's own; what is only a name is a credit
    if inside.contains(')') || shape::more_words_than(inside, 80) || !shape::more_words_than(said, 5) {
        return None;
    }
    let last = said.rmatch_indices(". ").find(|(at, _)| shape::ends_sentence(said.get(..=*at).unwrap_or("")));
    let Some((at, _)) = last else {
        return if shape::is_story(inside) { Some(text.len()) } else { None };
    };
    let after = said.get(at + 2..).unwrap_or("");
    let maker = after.contains(['/', '|']) || shape::begins_upper(after) && !shape::more_words_than(after, 6);
    Some(if maker { text.find(after)? } else { text.len() })
}

/// Where the credit begins that a piece of text ends with.
fn credit_start(text: &str) -> Option<usize> {
    bracketed(text).or_else(|| marked(text))
}

/// `… (Photo: Family photo)`, `(AP Photo/Jane Doe)`.
fn bracketed(text: &str) -> Option<usize> {
    let inner = text.trim_end_matches('.').strip_suffix(')')?;
    let open = inner.rfind('(')?;
    let inside = inner.get(open + 1..)?;
    if !shape::begins_upper(inside) || shape::more_words_than(inside, LONGEST_CREDIT) {
        return None;
    }
    let is_picture_word = |word: &str| PICTURE_WORDS.contains(&word.to_lowercase().as_str());
    let has = inside.split(|c: char| !c.is_alphanumeric()).any(is_picture_word);
    (has && !shape::is_story(inside)).then_some(open)
}

/// `Photo / X` and the like at the beginning, after a sentence's end or on a line of its own.
fn marked(text: &str) -> Option<usize> {
    let mut previous = '\n';
    for (at, c) in text.char_indices() {
        let begins_word = c.is_ascii_uppercase() && previous.is_whitespace();
        let before = text.get(..at)?;
        if begins_word
            && (previous == '\n' || shape::ends_sentence(before))
            && MARKERS.iter().any(|marker| is_credit(marker, before.is_empty(), text.get(at..).unwrap_or("")))
        {
            return Some(at);
        }
        previous = c;
    }
    None
}

/// Whether a text is a marker and the name of who made the picture. `alone` where nothing stands before:
/// then "File photo" is one without a name.
fn is_credit(marker: &str, alone: bool, text: &str) -> bool {
    let Some(after) = text.strip_prefix(marker).map(str::trim_start) else { return false };
    if after.is_empty() {
        return alone && marker.to_lowercase().contains("photo");
    }
    // "Image of a clerk" is a caption; "Source: a clerk said …" a sentence
    LINKS.iter().any(|link| after.starts_with(link))
        && !shape::more_words_than(after, LONGEST_CREDIT)
        && !holds_sentence(after)
        && names_maker(marker, after)
}

/// Whether what follows a marker names a maker, not a thing: a capital, a handle or an agency.
fn names_maker(marker: &str, after: &str) -> bool {
    let of = after.starts_with("of ");
    let name = LINKS.iter().find_map(|link| after.strip_prefix(link)).unwrap_or(after);
    let name = name.trim_start_matches([':', '/', '|', ' ']);
    let name =
        ["by ", "of ", "courtesy of ", "via "].iter().find_map(|s| name.strip_prefix(s)).unwrap_or(name);
    let lower = marker.to_lowercase();
    if of && lower != "courtesy" {
        return false;
    }
    let short = !shape::more_words_than(name, 8);
    name.is_empty()
        || (short && (shape::begins_upper(name) || name.starts_with('@')))
        || name.strip_prefix("the ").is_some_and(|name| short && shape::begins_upper(name))
}

/// Whether a sentence ends within a text and another begins.
fn holds_sentence(text: &str) -> bool {
    shape::ends_with_full_stop(text) && shape::more_words_than(text, 6)
        || text.match_indices(". ").any(|(at, _)| {
            let before = text.get(..=at).unwrap_or("");
            shape::ends_with_full_stop(before)
                && before.split_whitespace().next_back().is_some_and(|w| w.len() > 3)
        })
}

/// "FILE - In this Jan. 3 photo, …", "Pictured: …", "File photo of …", "Caption: …".
fn is_caption(text: &str) -> bool {
    const BEGINNINGS: &[&str] = &[
        "FILE - ",
        "FILE – ",
        "FILE — ",
        "FILE -- ",
        "Pictured:",
        "PICTURED:",
        "Pictured above",
        "Caption:",
        "CAPTION:",
        "File photo of",
        "File image of",
        "Image:",
        "IMAGE:",
        "Photo:",
        "PHOTO:",
        "Mugshot of",
        "Booking photo of",
    ];
    if shape::more_words_than(text, 80) {
        return false;
    }
    let begins = BEGINNINGS.iter().any(|start| text.starts_with(start));
    let in_this_photo = ["In this ", "In an undated ", "This undated "]
        .iter()
        .any(|start| text.starts_with(start))
        && text.split_whitespace().take(9).any(|word| word.starts_with("photo") || word.starts_with("image"));
    begins || in_this_photo
}

/// "Robin Sample, 19, shown in a jail booking photo released by …".
fn describes_picture(text: &str) -> bool {
    if shape::more_words_than(text, 40) {
        return false;
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).enumerate().any(|(i, pair)| {
        matches!(pair, ["shown" | "seen" | "pictured" | "appears", "in" | "here"])
            && words.iter().skip(i + 2).take(6).any(|word| {
                let word = word.trim_matches(|c: char| !c.is_alphanumeric());
                matches!(word, "photo" | "photograph" | "picture" | "image" | "mugshot" | "still")
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(BlockKind, &str)]) {
        let found = split(text, Span::new(0, text.len()), true).unwrap_or_default();
        let found: Vec<_> = found.into_iter().map(|(kind, span)| (kind, span.of(text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn captions_and_their_credits() {
        use BlockKind::{Caption, Credit};
        check(
            "The charge has been dropped. Photo / Elm Images",
            &[(Caption, "The charge has been dropped."), (Credit, "Photo / Elm Images")],
        );
        check(
            "Clerk Robin Sample at court. Photo / Instagram @robinsample",
            &[(Caption, "Clerk Robin Sample at court."), (Credit, "Photo / Instagram @robinsample")],
        );
        check(
            "Robin Sample (Photo: Elm County Jail)",
            &[(Caption, "Robin Sample"), (Credit, "(Photo: Elm County Jail)")],
        );
        check(
            "(Photo: Robin Sample at the defence\ntable in Elmford. Jane Doe / The Elmford Courier)",
            &[
                (Caption, "(Photo: Robin Sample at the defence\ntable in Elmford."),
                (Credit, "Jane Doe / The Elmford Courier)"),
            ],
        );
        check("(AP Photo/Jane Doe)", &[(Credit, "(AP Photo/Jane Doe)")]);
        check("Photo by Jane Doe", &[(Credit, "Photo by Jane Doe")]);
        check("Credit: Elmford Police", &[(Credit, "Credit: Elmford Police")]);
        check("File photo", &[(Credit, "File photo")]);
        check("Photo courtesy of Elmford Police", &[(Credit, "Photo courtesy of Elmford Police")]);
        let text = "FILE - In this Jan. 3, 2019 photo, clerk Robin Sample leaves court.";
        check(text, &[(Caption, text)]);
        let text = "Robin Sample, 19, shown in a jail booking photo released by the sheriff.";
        check(text, &[(Caption, text)]);
        let text = "Image: the court house at Elmford, where the clerk was tried";
        check(text, &[(Caption, text)]);
    }

    #[test]
    fn sentences_about_pictures_are_none() {
        for text in [
            "Police showed her a photo of the clerk.",
            "Prosecutors played a video. Video from the store shows the clerk taking money, the complaint says.",
            "He was charged after a photo surfaced (see below).",
            "The film was shown in court.",
            "Source of the money: a bribe paid to the clerk in 2019, according to the indictment.",
        ] {
            check(text, &[]);
        }
    }
}
