//! Which two claims cannot both hold.

use std::collections::BTreeSet;

use crate::people::People;
use crate::scene::Scene;

use super::acts::takes_in;
use super::bodies::apart;
use super::elsewhere::Times;
use super::juries::Split;
use super::numbers::Range;
use super::things::{done_with, handles, has_in_hand, said_in};
use super::whom::Whom;

/// One thing that a statement says is so or is not so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    /// Who or what it is said of; of an act, who did it.
    pub(super) about: Whom,
    pub(super) what: What,
    pub(super) denied: bool,
    /// When, where and how.
    pub(super) setting: BTreeSet<String>,
    /// In the text's words, the verb and what it governs.
    pub(super) words: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    /// A verb, by lemma, and what it was done to, where that is said.
    Act { verb: String, object: Option<Whom> },
    /// Where somebody was, and when: "at the house that night".
    Place { whereabouts: Whom, times: Times },
    /// What was done before anybody else did it, and the quarrel that was started by it.
    First { act: String, of: Option<Whom> },
    /// How something was: "loaded", "legal", "an accident".
    Quality { word: String },
    /// Something that there was: "a struggle".
    Existence { thing: Whom },
    /// How many of what: "three shots"; and what they did it to, where they did something.
    Number { verb: String, noun: String, range: Range, object: Option<Whom> },
    /// How a jury was divided.
    Split(Split),
    /// What somebody's body was at: "surrender", "reach".
    Posture { posture: String },
    /// What somebody knew of, or was told of, and whether before.
    Known { topic: Whom, told: bool, before: bool },
    /// A weapon was put there by others.
    Planted { weapon: String },
    /// A gun went off without anybody's pull.
    ByItself,
}

/// How two claims stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clash {
    /// One says what the other denies, or its opposite.
    Direct,
    /// They give other numbers.
    Variance,
}

impl Claim {
    /// Whether two claims cannot both hold. What is denied of one time, place or manner is not denied of another.
    pub(super) fn clash(&self, other: &Claim, scene: &Scene<'_>, people: &People<'_, '_>) -> Option<Clash> {
        let same = self.about.is(&other.about, people);
        let at_once = self.setting == other.setting;
        let contrary = self.denied != other.denied;
        let (denied, claimed) = if self.denied { (self, other) } else { (other, self) };
        match (&denied.what, &claimed.what) {
            (What::Quality { word: a }, What::Quality { word: b }) => {
                // "it was an accident", "it was no accident": what two statements in a row speak of
                let about = same || self.about == Whom::It && other.about == Whom::It;
                let clash = about
                    && at_once
                    && (a == b && contrary || excludes(scene, a, b) && !self.denied && !other.denied);
                clash.then_some(Clash::Direct)
            }
            (
                What::Number { verb: v, noun: n, range: a, object: x },
                What::Number { verb: w, noun: m, range: b, object: y },
            ) => {
                let shots = matches!(n.as_str(), "shot" | "round" | "bullet" | "gunshot");
                let heard = |verb: &str| matches!(verb, "fire" | "hear");
                let one_act = v == w || shots && heard(v) && heard(w);
                let agents = same || self.about == Whom::Missing && other.about == Whom::Missing;
                let objects = match (x, y) {
                    (None, None) => true,
                    (Some(x), Some(y)) => x.is(y, people),
                    _ => false,
                };
                let clash = agents && at_once && objects && n == m && a.excludes(b) && one_act;
                (clash && !self.denied && !other.denied).then_some(Clash::Variance)
            }
            (What::Place { whereabouts: a, times: s }, What::Place { whereabouts: b, times: t }) => {
                let (then, now) = match (&denied.what, &claimed.what) {
                    (What::Place { times: t, .. }, What::Place { times: s, .. }) => (t, s),
                    _ => (s, t),
                };
                let meets = at_once || now.take_in(then) && self.on_one_day(other);
                let denied = contrary && meets && a.is(b, people);
                let elsewhere = a.is_elsewhere_than(b, scene) && s.meet(t) && self.on_one_day(other);
                let both = !self.denied && !other.denied;
                (same && (denied || both && elsewhere)).then_some(Clash::Direct)
            }
            (What::First { act: a, of: x }, What::First { act: b, of: y }) => {
                let one = match (x, y) {
                    (None, None) => true,
                    (Some(Whom::It), Some(Whom::It)) => true,
                    (Some(x), Some(y)) => x.is(y, people),
                    _ => false,
                };
                let both = !self.denied && !other.denied && self.about.is_other(&other.about, scene, people);
                (a == b && one && at_once && (both || contrary && same)).then_some(Clash::Direct)
            }
            (What::Existence { thing: a }, What::Existence { thing: b }) => {
                (contrary && a.covers(b, people) && denied.within(claimed)).then_some(Clash::Direct)
            }
            // "there was no letter", "sent the letter"
            (What::Existence { thing: a }, What::Act { verb, object: Some(b) }) => {
                let one = a.covers(b, people) || *b == Whom::It && matches!(a, Whom::Thing(_));
                (contrary && one && handles(scene, verb) && denied.within(claimed)).then_some(Clash::Direct)
            }
            (What::Posture { posture: a }, What::Posture { posture: b }) => {
                (same && apart(a, b)).then_some(Clash::Direct)
            }
            (What::Known { topic: a, told: x, .. }, What::Known { topic: b, told: y, before }) => {
                // "did not know", "was told": perhaps later
                let then = x == y || *before;
                (contrary && same && then && a.covers(b, people) && denied.within(claimed))
                    .then_some(Clash::Direct)
            }
            (What::Planted { weapon }, What::Act { verb, object }) => {
                let held = object.as_ref().is_some_and(|o| o.is_called(weapon)) && has_in_hand(scene, verb);
                let with = claimed.setting.contains(&format!("with {weapon}"));
                (contrary && claimed.about != Whom::Missing && (held || with)).then_some(Clash::Direct)
            }
            (What::Act { verb: v, object: x }, What::Act { verb: w, object: y }) => {
                let agents = match (x, y) {
                    (None, None) => same,
                    (Some(x), Some(y)) if x.covers(y, people) => {
                        // "did not pull the trigger", "the trigger was pulled": nobody else can have
                        let hidden = claimed.about == Whom::Missing
                            && (denied.about == Whom::Missing
                                || x.is_held(scene) && denied.about != Whom::Unknown);
                        let nobody = denied.about == Whom::Missing && claimed.about != Whom::Unknown;
                        let none = denied.about == Whom::Anyone
                            && (claimed.about == Whom::Missing || claimed.about.is_somebody(scene, people));
                        same || hidden || nobody || none
                    }
                    // "withheld a report", "withheld it"
                    (Some(Whom::It), Some(Whom::Thing(_))) | (Some(Whom::Thing(_)), Some(Whom::It)) => same,
                    _ => false,
                };
                // "denied leaving the voicemail", "told her in a voicemail that"
                let other_words = said_in((v, x.as_ref()), w, &claimed.setting)
                    || done_with((v, x.as_ref()), w, &claimed.setting) && denied.setting.is_empty();
                if other_words {
                    return (contrary && same).then_some(Clash::Direct);
                }
                let one_act = takes_in(scene, people, (v, x.as_ref()), (w, y.as_ref()));
                (contrary && one_act && agents && denied.within(claimed)).then_some(Clash::Direct)
            }
            (What::Split(a), What::Split(b)) => a.excludes(b).then_some(Clash::Variance),
            (What::ByItself, What::ByItself) => contrary.then_some(Clash::Direct),
            _ => None,
        }
    }

    /// What is said of "it", of one moment or of a thing planted is told by the statement right before.
    pub(super) fn needs_a_row(&self) -> bool {
        self.about == Whom::It
            || matches!(
                self.what,
                What::First { of: Some(Whom::It), .. }
                    | What::Act { object: Some(Whom::It), .. }
                    | What::Posture { .. }
                    | What::Planted { .. }
                    | What::Split(_)
            )
    }

    /// Whether neither is told of another day than the other.
    fn on_one_day(&self, other: &Claim) -> bool {
        let days = |c: &Claim| c.setting.iter().filter(|s| s.starts_with("on ")).cloned().collect::<Vec<_>>();
        let (one, two) = (days(self), days(other));
        one.is_empty() || two.is_empty() || one == two
    }

    /// Whether what is denied takes in what is claimed: "did not fire", "fired at the door", but not the other way round.
    fn within(&self, claimed: &Claim) -> bool {
        let about = |s: &String| s.starts_with("about ") || s.starts_with("to ");
        let told =
            matches!(&self.what, What::Act { verb, .. } if matches!(verb.as_str(), "tell" | "lie" | "give"));
        let long_after = |s: &String| s.starts_with("for ");
        let at_once = |s: &String| matches!(s.as_str(), "immediately" | "promptly" | "once" | "right away");
        self.setting.is_subset(&claimed.setting) && !(told && claimed.setting.difference(&self.setting).any(about))
            // "did not call for two hours", "called at once"
            || !self.setting.is_empty() && self.setting.iter().all(long_after) && claimed.setting.iter().any(at_once)
    }
}

/// Whether two words for how something was exclude each other.
fn excludes(scene: &Scene<'_>, one: &str, other: &str) -> bool {
    scene.words.list("opposites").and_then(|l| l.value(one, "opposite")) == Some(other)
}
