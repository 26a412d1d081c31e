//! How many of what: "three shots", "at least six shots", "no more than 30 mph"; and which numbers exclude each other.

use factum_types::Dep;

use crate::scene::Scene;

/// All the numbers that a statement leaves open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Range {
    low: u64,
    high: u64,
}

impl Range {
    pub(super) fn excludes(&self, other: &Range) -> bool {
        self.high < other.low || other.high < self.low
    }
}

/// A number with what bounds it.
pub(super) struct Counted {
    pub(super) range: Range,
    /// Its first word: of "at least six", "at".
    pub(super) from: usize,
}

/// The number of a noun; none of "about five", "another three", nor of lengths, sums and counts of a charge.
pub(super) fn counted(scene: &Scene<'_>, noun: usize) -> Option<Counted> {
    let lemma = scene.lemma(noun);
    let measured = scene.listed("time-units", &lemma)
        || matches!(
            lemma.as_str(),
            "count" | "charge" | "dollar" | "percent" | "mile" | "foot" | "$" | "%" | "time"
        );
    let mut numbers = scene.children_by(noun, Dep::Nummod);
    let number = numbers.next().filter(|_| !measured)?;
    if numbers.next().is_some() {
        return None;
    }
    let value = whole(scene, number)?;
    let before = |back: usize| number.checked_sub(back).map(|i| scene.lower(i)).unwrap_or_default();
    // "three to five shots", "between three and five shots"
    let span = matches!(before(1), "to" | "or" | "and" | "-" | "–");
    let (low, first) = if span {
        let first = number.checked_sub(2)?;
        let between = before(3) == "between";
        if before(1) == "and" && !between {
            return None;
        }
        (whole(scene, first).filter(|low| *low < value)?, if between { first - 1 } else { first })
    } else {
        (value, number)
    };
    let behind = |forward: usize| {
        let at = number + forward;
        if at < scene.len() { scene.lower(at) } else { "" }
    };
    let exact = Range { low, high: value };
    let after = if behind(1) == "or" {
        2
    } else if noun == number + 1 && behind(2) == "or" {
        3
    } else {
        0
    };
    if after > 0 {
        return match behind(after) {
            "more" => Some(Counted { range: Range { low, high: u64::MAX }, from: first }),
            "fewer" | "less" => Some(Counted { range: Range { low: 0, high: value }, from: first }),
            _ => None,
        };
    }
    if let Some((words, bound)) = bound(scene, first) {
        let range = match bound.as_str() {
            "exact" => exact,
            "least" => Range { low, high: u64::MAX },
            "most" => Range { low: 0, high: value },
            "above" => Range { low: value.checked_add(1)?, high: u64::MAX },
            "below" => Range { low: 0, high: low.checked_sub(1)? },
            _ => return None,
        };
        let again = bounded_again(scene, first - words);
        return (!again).then_some(Counted { range, from: first - words });
    }
    let alone = span || scene.children(number).next().is_none();
    let vague = scene.children(noun).any(|c| {
        c < number
            && matches!(
                scene.lower(c),
                "about" | "least" | "than" | "some" | "nearly" | "another" | "other" | "first" | "last"
            )
    });
    (alone && !vague).then_some(Counted { range: exact, from: first })
}

/// The words right before a number that bound it, the most of them.
fn bound(scene: &Scene<'_>, first: usize) -> Option<(usize, String)> {
    let list = scene.words.list("bounds")?;
    (1..=3).rev().find_map(|count| {
        let from = first.checked_sub(count)?;
        let words: Vec<&str> = (from..first).map(|i| scene.lower(i)).collect();
        let bound = list.value(&words.join(" "), "bound")?;
        // "fired over two cars"
        let place = count == 1 && matches!(scene.lower(from), "over" | "under" | "above" | "below");
        let of_number = scene.head(from).is_some_and(|h| h == first);
        (!place || of_number).then(|| (count, bound.to_owned()))
    })
}

/// "perhaps no more than three" says nothing, nor does "not only three".
fn bounded_again(scene: &Scene<'_>, from: usize) -> bool {
    from.checked_sub(1).is_some_and(|i| {
        let vague = bound(scene, from).is_some_and(|(_, b)| b == "none");
        vague || matches!(scene.lower(i), "not" | "n't" | "another" | "other" | "the")
    })
}

pub(super) fn whole(scene: &Scene<'_>, number: usize) -> Option<u64> {
    let word = scene.lower(number);
    let value = scene.words.list("numbers").and_then(|l| l.value(word, "value")).unwrap_or(word);
    value.replace(',', "").parse().ok()
}

/// What a verb of driving gives as the speed: "was doing 50 mph", "drove at 90 mph".
pub(super) fn speed(scene: &Scene<'_>, verb: usize) -> Option<(Vec<usize>, usize)> {
    let drives = matches!(scene.lemma(verb).as_str(), "drive" | "go" | "do" | "travel" | "move" | "speed");
    let at = scene.children_by(verb, Dep::Prep).filter(|p| scene.lower(*p) == "at");
    let behind =
        at.flat_map(|p| scene.children_by(p, Dep::Pobj).map(move |noun| (vec![verb, p, noun], noun)));
    let own = scene.children(verb).map(|noun| (vec![verb, noun], noun));
    let mut all = own.chain(behind);
    all.find(|(_, noun)| drives && *noun > verb && matches!(scene.lower(*noun), "mph" | "kph" | "km/h"))
}
