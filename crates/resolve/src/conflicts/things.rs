//! What was done with things: one that is said not to have been there, a weapon in somebody's hand, one that was planted,
//! and where a thing stood.

use std::collections::BTreeSet;

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

/// Whether an act is done with a weapon that its doer is said not to have had: "stabbed her with a knife".
pub(super) fn done_with(denied: (&str, Option<&Whom>), claimed: &str, setting: &BTreeSet<String>) -> bool {
    let wounds = matches!(claimed, "stab" | "slash" | "cut" | "attack" | "threaten");
    let with = |s: &String| s.strip_prefix("with ").is_some_and(|l| denied.1.is_some_and(|w| w.is_called(l)));
    denied.0 == "have" && wounds && setting.iter().any(with)
}

/// Whether saying something in a message is what is denied by denying to have sent it.
pub(super) fn said_in(denied: (&str, Option<&Whom>), claimed: &str, setting: &BTreeSet<String>) -> bool {
    let sends = matches!(denied.0, "leave" | "send" | "write");
    let says = matches!(claimed, "tell" | "threaten" | "warn" | "promise");
    let message = ["voicemail", "letter", "email", "e-mail", "text", "note", "message"]
        .into_iter()
        .find(|m| denied.1.is_some_and(|w| w.is_called(m)));
    sends && says && message.is_some_and(|m| setting.contains(&format!("in {m}")))
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
                times: self.times(&[verb, at, place]),
            },
            about,
            denied: self.is_denied(),
            setting: self.setting(&[verb, at, place]),
            words: scene.folded(scene.span(&(at..place + 1))),
        })
    }

    /// The times beside these words; "he was home all night and his van was in the yard": all night.
    pub(super) fn times(&self, of: &[usize]) -> Times {
        let (scene, people) = (self.said.scene, self.said.people);
        let own = Times::beside(scene, people, of);
        let before = scene.head(self.verb).filter(|_| scene.token(self.verb).dep == Dep::Conj);
        let lasts = before.filter(|v| own == Times::default() && scene.lemma(*v) == "be");
        let mut of: Vec<usize> = Vec::new();
        of.extend(lasts);
        for at in lasts.into_iter().flat_map(|v| scene.children_by(v, Dep::Prep)) {
            of.push(at);
            of.extend(scene.children_by(at, Dep::Pobj));
        }
        if lasts.is_some() { Times::beside(scene, people, &of).whole_only() } else { own }
    }

    /// "the meeting never happened": there was none.
    pub(super) fn happened(&self, subject: Option<usize>) -> Option<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let subject = subject.filter(|s| scene.token(*s).pos == Pos::NOUN)?;
        let place = scene.children_by(verb, Dep::Dobj).find(|o| scene.lower(*o) == "place");
        let happens = match scene.lemma(verb).as_str() {
            "happen" | "occur" => true,
            "take" => place.is_some(),
            _ => false,
        };
        let no = scene.children_by(subject, Dep::Det).any(|d| scene.lower(d) == "no");
        let mut own = vec![verb, subject];
        own.extend(place);
        happens.then(|| Claim {
            about: Whom::Missing,
            what: What::Existence { thing: self.said.object(subject, &Whom::Missing) },
            denied: self.is_denied() != no,
            setting: self.setting(&own),
            words: scene.lemma(subject),
        })
    }

    /// "pointed the gun at Bell", "turned the gun toward him".
    pub(super) fn aimed(&self, agent: &Whom, weapon: Option<usize>) -> Option<Claim> {
        let scene = self.said.scene;
        let aims = matches!(scene.lemma(self.verb).as_str(), "point" | "aim" | "turn" | "train" | "level");
        let weapon = weapon.filter(|w| aims && scene.listed("weapons", &scene.lemma(*w)))?;
        let at = [self.verb, weapon]
            .into_iter()
            .flat_map(|i| scene.children_by(i, Dep::Prep))
            .find(|p| matches!(scene.lower(*p), "at" | "toward" | "towards" | "on"))?;
        let whom = scene.children_by(at, Dep::Pobj).next()?;
        let words = scene.folded(scene.span(&(self.verb..extent(scene, at).end)));
        Some(Claim {
            about: agent.clone(),
            what: What::Act {
                verb: format!("point {}", scene.lemma(weapon)),
                object: Some(self.said.object(whom, agent)),
            },
            denied: self.is_denied(),
            setting: self.setting(&[self.verb, weapon, at, whom]),
            words,
        })
    }

    /// A place, without its owner where the thing that stands there is the same one's.
    pub(super) fn whereabouts(&self, place: usize, about: &Whom) -> Whom {
        self.said.object(place, about.owner().unwrap_or(about))
    }
}
