//! Where the words of an earlier version stand in a later one: at their place, moved, or lost, never at a lookalike.

use factum_types::Span;

/// A fact of the version before and where its words stand now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchor {
    /// The fact's name.
    pub fact: String,
    /// Its words.
    pub quote: String,
    /// Where they are.
    pub place: Anchored,
}

/// Where words are found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchored {
    /// At the same place.
    Exact,
    /// Somewhere else, between the same neighbours or long enough to be none but themselves.
    Moved(Span),
    /// Nowhere for certain.
    Lost,
}

/// How many characters on either side tell words from the same words elsewhere.
const NEIGHBOURS: usize = 32;

/// How many words are their own proof where they stand once in both versions.
const LONG: usize = 8;

/// Looks up the facts of an old text in a new one.
pub(crate) fn anchors(facts: &[(String, Span)], old: &str, new: &str) -> Vec<Anchor> {
    let of = |(fact, span): &(String, Span)| Anchor {
        fact: fact.clone(),
        quote: span.of(old).to_owned(),
        place: anchor(*span, old, new),
    };
    facts.iter().filter(|(_, span)| !span.is_empty()).map(of).collect()
}

fn anchor(span: Span, old: &str, new: &str) -> Anchored {
    let quote = span.of(old);
    let around = around(span, old);
    if new.get(span.range()) == Some(quote) && self::around(span, new) == around {
        return Anchored::Exact;
    }
    let places: Vec<Span> = new.match_indices(quote).map(|(at, _)| Span::new(at, at + quote.len())).collect();
    let mut alike = places.iter().filter(|place| self::around(**place, new) == around);
    match (alike.next(), alike.next(), places.as_slice()) {
        (Some(place), None, _) => Anchored::Moved(*place),
        (None, _, [only]) if is_long(quote) && old.matches(quote).count() == 1 => Anchored::Moved(*only),
        _ => Anchored::Lost,
    }
}

/// Where words stand in a text that has them once; nowhere for certain where it has them more often.
pub(crate) fn anchor_of(quote: &str, text: &str) -> Anchored {
    let mut places = text.match_indices(quote).filter(|_| !quote.is_empty());
    match (places.next(), places.next()) {
        (Some((at, _)), None) => Anchored::Moved(Span::new(at, at + quote.len())),
        _ => Anchored::Lost,
    }
}

fn is_long(quote: &str) -> bool {
    quote.split_whitespace().count() >= LONG
}

/// The neighbours of words on both sides, white space apart.
fn around(span: Span, text: &str) -> (String, String) {
    let (start, end) = (span.start as usize, span.end as usize);
    let letters = |c: &char| !c.is_whitespace();
    let before = text.get(..start).unwrap_or("").chars().rev().filter(letters).take(NEIGHBOURS).collect();
    let after = text.get(end..).unwrap_or("").chars().filter(letters).take(NEIGHBOURS).collect();
    (before, after)
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "Mara Quill was charged. She denies it. Leo Fenn was charged. He denies it.\n";

    #[track_caller]
    fn check(words: &str, nth: usize, new: &str, expected: Option<&str>) {
        let at = OLD.match_indices(words).nth(nth).unwrap().0;
        let span = Span::new(at, at + words.len());
        let found = anchor(span, OLD, new);
        let text = match found {
            Anchored::Exact => Some("exact".to_owned()),
            Anchored::Moved(to) => {
                assert_eq!(to.of(new), words);
                Some(new.get(..to.start as usize).unwrap().to_owned())
            }
            Anchored::Lost => None,
        };
        assert_eq!(text.as_deref(), expected);
    }

    #[test]
    fn words_are_found_at_their_place_or_between_their_neighbours() {
        check("was charged", 1, OLD, Some("exact"));
        check("was charged", 0, &format!("Updated. {OLD}"), None); // its neighbours have changed
        let longer = format!("{}Updated.\n", OLD);
        check("was charged", 0, &longer, Some("exact"));
        let moved = format!("A correction has been made to this report since it was printed.\n{OLD}");
        check(
            "was charged",
            1,
            &moved,
            Some(
                "A correction has been made to this report since it was printed.\nMara Quill was charged. She denies it. Leo Fenn ",
            ),
        );
    }

    #[test]
    fn the_same_words_of_somebody_else_are_no_anchor() {
        check("was charged", 0, "Leo Fenn was charged. He denies it.\n", None);
        check("was charged", 1, "Mara Quill was charged. She denies it.\n", None);
    }
}
