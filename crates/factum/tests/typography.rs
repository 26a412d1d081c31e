//! A story says the same however it is set: with curly marks, broken lines, fixed spaces, soft hyphens or two spaces
//! behind a full stop. Every story of the tables of charges and sayings is read in each of these dresses.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read files and say what is absent"
)]

mod support;

use factum::Engine;
use factum::types::Record;

const TABLES: [&str; 3] =
    [include_str!("wordings.txt"), include_str!("sayings.txt"), include_str!("hazards.txt")];

/// Stands behind each story, so that there are lines enough to see their width.
const COUNTRY: &str = "Dorn lies on the left bank of the river, below a row of low hills that are planted with \
    apple trees and some plums. The road from the coast comes down to the bridge in three long bends and then runs \
    along the water for a mile or more, past the old mill, the school and two rows of brick houses. On market days \
    the square is full from early in the morning, and the bread of the place is known for its dark crust. In winter \
    the fog stays for weeks.";

/// What of a record a reader would see, in plain letters.
fn seen(record: &Record, text: &str) -> Vec<String> {
    let name = |p: usize| plain(&record.parties[p].name);
    let mut seen = Vec::new();
    for charge in &record.charges {
        let offence = charge.offence.as_ref().map_or("-", |o| o.text.as_str());
        let steps: Vec<String> = charge.history.iter().map(|s| s.status.to_string()).collect();
        seen.push(format!("{}: {}: {}", name(charge.defendant), plain(offence), steps.join(", ")));
    }
    for said in &record.statements {
        let words: Vec<String> = said.content.iter().map(|c| plain(c.of(text))).collect();
        let who = said.speaker.map_or_else(|| plain(&said.speaker_text), name);
        seen.push(format!("{who}: {}: {}", said.act, words.join(" … ")));
    }
    seen
}

/// Words with straight marks and single spaces, without invisible marks.
fn plain(words: &str) -> String {
    let straight: String = words
        .chars()
        .filter(|c| *c != '\u{ad}')
        .map(|c| match c {
            '’' => '\'',
            '“' | '”' => '"',
            c => c,
        })
        .collect();
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Apostrophes and quotation marks as printers set them.
fn curly(story: &str) -> String {
    let letters: Vec<char> = story.chars().collect();
    let mut open = false;
    let mut found = String::new();
    for (at, c) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|i| letters.get(i)).copied().unwrap_or(' ');
        let after = letters.get(at + 1).copied().unwrap_or(' ');
        found.push(match c {
            '\'' if before.is_alphabetic() && after.is_alphabetic() => '’',
            '"' => {
                open = !open;
                if open { '“' } else { '”' }
            }
            c => *c,
        });
    }
    found
}

/// Lines of some sixty letters.
fn wrapped(story: &str) -> String {
    let mut width = 0;
    let mut found = String::new();
    let parts: Vec<&str> = story.split(' ').collect();
    for (at, word) in parts.iter().enumerate() {
        let next_to_break = *word == "//" || parts.get(at + 1) == Some(&"//");
        found.push_str(word);
        width += word.chars().count() + 1;
        let breaks = width > 60 && !next_to_break;
        found.push(if breaks { '\n' } else { ' ' });
        width = if breaks || *word == "//" { 0 } else { width };
    }
    found.trim_end().to_owned()
}

/// A fixed space behind numbers and short words, where printers put them.
fn fixed(story: &str) -> String {
    let words: Vec<&str> = story.split(' ').collect();
    let mut found = String::new();
    for (at, word) in words.iter().enumerate() {
        found.push_str(word);
        let binds =
            word.chars().all(|c| c.is_ascii_digit()) || matches!(*word, "a" | "Mr." | "Dr." | "of" | "not");
        let paragraph = words.get(at + 1).is_some_and(|w| *w == "//");
        found.push(if binds && !paragraph { '\u{a0}' } else { ' ' });
    }
    found.trim_end().to_owned()
}

/// A soft hyphen in every long word.
fn hyphened(story: &str) -> String {
    let word = |w: &str| {
        let letters: Vec<char> = w.chars().collect();
        if letters.len() < 8 || !letters.iter().all(char::is_ascii_alphabetic) {
            return w.to_owned();
        }
        let (head, tail) = letters.split_at(4);
        format!("{}\u{ad}{}", head.iter().collect::<String>(), tail.iter().collect::<String>())
    };
    story.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn spaced(story: &str) -> String {
    story.replace(". ", ".  ")
}

/// How a story may be set.
type Dress = fn(&str) -> String;

/// The stories that a dress changes, with what is seen before and after.
fn changed(engine: &Engine, dress: impl Fn(&str) -> String) -> Vec<String> {
    let mut session = engine.session();
    let mut wrong = Vec::new();
    for table in TABLES {
        for entry in table.split("\n\n").filter(|s| !s.trim().is_empty() && !s.trim().starts_with('#')) {
            let story = &format!("{} // {COUNTRY}", entry.trim().lines().next().unwrap());
            let mut read = |story: &str| {
                let told = session.told(support::story(story));
                seen(&told.record, &told.document.text)
            };
            let (bare, dressed) = (read(story), read(&dress(story)));
            if bare != dressed {
                wrong.push(format!("{story}\n  bare {bare:#?}\n  dressed {dressed:#?}"));
            }
        }
    }
    wrong
}

#[test]
fn a_story_says_the_same_in_every_dress() {
    let engine = support::engine();
    let dresses: [(&str, Dress); 5] = [
        ("curly", curly),
        ("wrapped", wrapped),
        ("fixed", fixed),
        ("hyphened", hyphened),
        ("spaced", spaced),
    ];
    for (name, dress) in dresses {
        let wrong = changed(&engine, dress);
        assert!(wrong.is_empty(), "{name} changes {} stories:\n{}", wrong.len(), wrong.join("\n"));
    }
}
