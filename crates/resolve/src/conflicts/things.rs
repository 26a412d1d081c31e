//! What was done with things: one that is said not to have been there, a weapon in somebody's hand, one that was planted,
//! and where a thing stood.

use factum_types::{Dep, Pos};

use super::acts::is_kind_of;
use super::claims::{Clause, is_place};
use super::clash::{Claim, What};
use super::elsewhere::Times;
use super::whom::Whom;
use crate::clauses::extent;
use crate::scene::Scene;

/// Whether nobody can do this with a thing that is not there: sending a letter, but not asking for one.
pub(super) fn handles(scene: &Scene<'_>, verb: &str) -> bool {
    scene.listed("handling", verb)
}

/// Whether a verb puts a weapon into its doer's hand.
pub(super) fn has_in_hand(scene: &Scene<'_>, verb: &str) -> bool {
    is_kind_of(scene, verb, "have")
}

impl Clause<'_, '_, '_, '_> {
    /// "it" behind a verb, where no other thing is told of before it: the thing of the statement before.
    pub(super) fn is_it(&self, object: usize) -> bool {
        let scene = self.said.scene;
        let subject = scene.subject(self.verb).map(|s| extent(scene, s));
        let owned = |i: &usize| subject.as_ref().is_some_and(|s| s.contains(i));
        scene.lower(object) == "it"
            && scene.token(object).dep == Dep::Dobj
            && !(self.within.start..object).any(|i| {
                let told =
                    matches!(scene.token(i).pos, Pos::NOUN | Pos::PROPN) && scene.token(i).dep != Dep::Attr;
                told && !owned(&i)
            })
    }

    /// Whoever holds a weapon is armed.
    pub(super) fn armed(
        &self,
        agent: &Whom,
        lemma: &str,
        object: Option<&Whom>,
        own: &[usize],
    ) -> Option<Claim> {
        let scene = self.said.scene;
        let weapon = object.is_some_and(|o| o.is_weapon(scene));
        let aims = |s: &String| s.starts_with("at ") || s.starts_with("toward");
        (weapon && has_in_hand(scene, lemma) && !self.is_denied() && !self.denies).then(|| Claim {
            about: agent.clone(),
            what: What::Quality { word: "armed".to_owned() },
            denied: false,
            setting: self.setting(own).into_iter().filter(|s| !aims(s)).collect(),
            words: "armed".to_owned(),
        })
    }

    /// "the hammer was planted": nobody had used it.
    pub(super) fn planted(&self, object: Option<usize>) -> Option<Claim> {
        let scene = self.said.scene;
        let object = object.filter(|o| scene.listed("weapons", &scene.lemma(*o)))?;
        (scene.lemma(self.verb) == "plant" && !self.is_denied()).then(|| Claim {
            about: Whom::Missing,
            what: What::Planted { weapon: scene.lemma(object) },
            denied: true,
            setting: self.setting(&[self.verb, object]),
            words: format!("plant {}", scene.lemma(object)),
        })
    }

    /// "his van was parked in his driveway", "the car stood at the gate".
    pub(super) fn stood(&self, subject: Option<usize>) -> Option<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let thing = subject.filter(|s| scene.token(*s).pos == Pos::NOUN)?;
        let passive = scene.children_by(verb, Dep::Auxpass).next().is_some();
        let stands = match scene.lemma(verb).as_str() {
            "park" => true,
            "leave" | "lock" => passive,
            "stand" | "sit" => !passive,
            _ => false,
        };
        let at = scene.children_by(verb, Dep::Prep).find(|p| {
            stands && matches!(scene.lower(*p), "in" | "at" | "on" | "inside" | "outside" | "near")
        })?;
        let place = scene.children_by(at, Dep::Pobj).next().filter(|n| is_place(scene, *n))?;
        if scene.children_by(verb, Dep::Dobj).next().is_some() {
            return None;
        }
        let about = self.who(thing);
        Some(Claim {
            what: What::Place {
                whereabouts: self.whereabouts(place, &about),
                times: Times::beside(scene, self.said.people, &[verb, at, place]),
            },
            about,
            denied: self.is_denied(),
            setting: self.setting(&[verb, at, place]),
            words: scene.folded(scene.span(&(at..place + 1))),
        })
    }

    /// A place, without its owner where the thing that stands there is the same one's.
    pub(super) fn whereabouts(&self, place: usize, about: &Whom) -> Whom {
        self.said.object(place, about.owner().unwrap_or(about))
    }
}
