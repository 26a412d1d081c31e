//! Where somebody was at a time: at home all night, and at the bar that night.

use std::collections::BTreeSet;

use factum_types::Dep;

use crate::clauses::extent;
use crate::people::People;
use crate::scene::Scene;

/// The times at which somebody is told to have been somewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Times {
    /// "all night": every moment of it.
    whole: BTreeSet<String>,
    /// "that night", "at the time", "when Bell was shot", "at 9 p.m.".
    points: BTreeSet<String>,
}

impl Times {
    /// What stands beside any of these words.
    pub(super) fn beside(scene: &Scene<'_>, people: &People<'_, '_>, of: &[usize]) -> Times {
        let mut found = Times::default();
        for c in of.iter().flat_map(|i| scene.children(*i)).filter(|c| !of.contains(c)) {
            match scene.token(c).dep {
                Dep::Npadvmod | Dep::Dobj | Dep::Attr => found.noun(scene, c),
                Dep::Prep => {
                    for noun in scene.children_by(c, Dep::Pobj) {
                        found.noun(scene, noun);
                        found.clock(scene, c, noun);
                    }
                }
                Dep::Advcl => {
                    let when = |m: usize| matches!(scene.lower(m), "when" | "while" | "as");
                    if scene.children(c).any(when) {
                        // "when Lund left at 4:30 a.m."
                        for at in scene.children_by(c, Dep::Prep) {
                            for noun in scene.children_by(at, Dep::Pobj) {
                                found.clock(scene, at, noun);
                            }
                        }
                        found.points.insert(when_done(scene, people, c));
                    }
                }
                _ => {}
            }
        }
        found
    }

    /// Whoever does something is there when it is done.
    pub(super) fn of_an_act(scene: &Scene<'_>, people: &People<'_, '_>, verb: usize, of: &[usize]) -> Times {
        let mut found = Times::beside(scene, people, of);
        found.points.insert(when_done(scene, people, verb));
        found
    }

    /// "all night", "that night", "at the time", "the night of the shooting".
    fn noun(&mut self, scene: &Scene<'_>, noun: usize) {
        let lemma = scene.lemma(noun);
        if !matches!(
            lemma.as_str(),
            "night" | "evening" | "morning" | "afternoon" | "day" | "weekend" | "time"
        ) {
            return;
        }
        let has = |words: &[&str]| scene.children(noun).any(|c| words.contains(&scene.lower(c)));
        if has(&["all", "whole", "entire"]) && lemma != "time" {
            self.whole.insert(lemma);
        } else if has(&["that", "this", "same", "of"]) || lemma == "time" && has(&["the"]) {
            self.points.insert(lemma);
        }
    }

    fn clock(&mut self, scene: &Scene<'_>, preposition: usize, noun: usize) {
        let words = scene.folded(scene.span(&extent(scene, noun))).to_lowercase();
        let half = noun + 1 < scene.len() && matches!(scene.lower(noun + 1), "a.m." | "p.m." | "am" | "pm");
        let words =
            if half && !words.contains(".m") { format!("{words} {}", scene.lower(noun + 1)) } else { words };
        let hour = ["p.m", "a.m", "noon", "midnight", "o'clock"].iter().any(|w| words.contains(w));
        if hour && scene.lower(preposition) == "at" {
            self.points.insert(format!("at {}", words.trim_end_matches('.')));
        }
    }

    /// Without the moments.
    pub(super) fn whole_only(self) -> Times {
        Times { points: BTreeSet::new(), ..self }
    }

    /// Whether these times hold a moment of the others: "all night", "at 4:30 a.m.".
    pub(super) fn take_in(&self, moments: &Times) -> bool {
        let of_clock = |p: &String| p.strip_prefix("at ").and_then(part_of_day);
        moments.points.iter().any(|p| {
            let moment = p == "time" || p.starts_with("when ") || p.starts_with("at ");
            let within = of_clock(p).is_some_and(|part| self.whole.contains(part));
            moment && self.points.contains(p) || self.whole.contains(p) || within
        })
    }

    /// Whether who was there at these times was there at some time of the others.
    pub(super) fn meet(&self, other: &Times) -> bool {
        // two times of one night may be two
        let moment = |p: &&String| *p == "time" || p.starts_with("when ") || p.starts_with("at ");
        !self.whole.is_disjoint(&other.points)
            || !other.whole.is_disjoint(&self.points)
            || !self.whole.is_disjoint(&other.whole)
            || self.points.iter().filter(moment).any(|p| other.points.contains(p))
    }
}

/// The part of the day that an hour is certain to be of: "4:30 a.m.".
fn part_of_day(clock: &str) -> Option<&'static str> {
    let hour: u32 = clock.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    let morning = clock.contains("a.m") || clock.ends_with("am");
    let evening = clock.contains("p.m") || clock.ends_with("pm");
    match (hour, morning, evening) {
        (12 | 1..=4, true, false) | (10 | 11, false, true) => Some("night"),
        (7..=11, true, false) => Some("morning"),
        (1..=4, false, true) => Some("afternoon"),
        (6..=8, false, true) => Some("evening"),
        _ => None,
    }
}

/// "when shoot Bell": an act with whom it was done to, or who did it.
fn when_done(scene: &Scene<'_>, people: &People<'_, '_>, verb: usize) -> String {
    let by = |dep| scene.children_by(verb, dep).next();
    let whom = by(Dep::Nsubjpass).or_else(|| by(Dep::Dobj)).or_else(|| by(Dep::Nsubj));
    let named = whom.map(|w| people.at(w).map_or_else(|| scene.lemma(w), |p| format!("#{p}")));
    format!("when {} {}", scene.lemma(verb), named.unwrap_or_default())
}
