//! What somebody's body and mind were at: hands in the air and a hand at the waistband, knowing of something and not.

use factum_types::{Dep, Tag};

use super::claims::Clause;
use super::clash::{Claim, What};
use super::whom::Whom;
use crate::scene::Scene;

/// Postures that exclude each other at one moment.
const APART: [(&str, &str); 3] = [("surrender", "reach"), ("away", "toward"), ("down", "toward")];

/// Whether nobody can be in both at once.
pub(super) fn apart(one: &str, other: &str) -> bool {
    APART.contains(&(one, other)) || APART.contains(&(other, one))
}

impl Clause<'_, '_, '_, '_> {
    /// "had his hands in the air", "reached for his waistband"; nothing of what was done first or then.
    pub(super) fn posture(&self, subject: Option<usize>) -> Option<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let subject = subject.filter(|s| scene.token(*s).dep == Dep::Nsubj)?;
        let in_a_row = |c: usize| {
            matches!(
                scene.lower(c),
                "then" | "first" | "later" | "next" | "before" | "after" | "until" | "once"
            )
        };
        let linked = scene.children(verb).any(|c| in_a_row(c) || scene.children(c).any(in_a_row));
        let many = scene.token(verb).dep == Dep::Conj
            || scene.children_by(verb, Dep::Conj).any(|c| scene.is_verb(c));
        if linked || many || self.is_denied() {
            return None;
        }
        let list = scene.words.list("postures")?;
        let phrase = phrases(scene, verb, subject).into_iter().find(|p| list.contains(p))?;
        let posture = list.value(&phrase, "posture")?.to_owned();
        // whoever put his hands up may have reached for a gun before; whoever had them up did not
        let lasts = matches!(scene.lemma(verb).as_str(), "have" | "be" | "hold" | "keep")
            || scene.token(verb).tag == Tag::VBG;
        if posture != "reach" && posture != "toward" && !lasts {
            return None;
        }
        let who = match scene.lemma(subject).as_str() {
            "hand" | "arm" => scene.children_by(subject, Dep::Poss).next()?,
            _ => subject,
        };
        let told = |c: &usize| matches!(scene.token(*c).dep, Dep::Dobj | Dep::Prep | Dep::Prt);
        let to = scene.children(verb).filter(told).map(|c| crate::clauses::extent(scene, c).end).max();
        Some(Claim {
            about: self.who(who),
            what: What::Posture { posture },
            denied: false,
            setting: Default::default(),
            words: scene.folded(scene.span(&(verb..to.unwrap_or(verb + 1).max(verb + 1)))),
        })
    }

    /// "knew nothing about the leak", "had told Krall of the leak", "Krall was warned about the leak".
    pub(super) fn known(&self, subject: Option<usize>) -> Option<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let subject = subject?;
        let passive = scene.token(subject).dep == Dep::Nsubjpass;
        let object = scene.children_by(verb, Dep::Dobj).next();
        let lemma = scene.lemma(verb);
        let nothing = object.is_some_and(|o| scene.lower(o) == "nothing");
        let aware =
            scene.children_by(verb, Dep::Acomp).find(|c| matches!(scene.lower(*c), "aware" | "unaware"));
        let who = match lemma.as_str() {
            "know" if object.is_none() || nothing => self.who(subject),
            "learn" | "hear" if object.is_none() => self.who(subject),
            "be" if aware.is_some() => self.who(subject),
            "tell" | "warn" | "inform" | "alert" | "notify" | "brief" if passive => self.who(subject),
            "tell" | "warn" | "inform" | "alert" | "notify" | "brief" => self.who(object?),
            _ => return None,
        };
        let from = [Some(verb), object, aware].into_iter().flatten();
        let of = from
            .flat_map(|i| scene.children_by(i, Dep::Prep))
            .find(|p| matches!(scene.lower(*p), "of" | "about"))?;
        let topic = scene.children_by(of, Dep::Pobj).next()?;
        let mut own = vec![verb, of, topic];
        own.extend(object);
        own.extend(aware);
        let told = !matches!(lemma.as_str(), "know" | "be");
        let before = scene.children_by(verb, Dep::Aux).any(|a| scene.lower(a) == "had");
        let unaware = aware.is_some_and(|a| scene.lower(a) == "unaware");
        Some(Claim {
            about: who,
            what: What::Known { topic: self.said.object(topic, &Whom::Missing), told, before },
            denied: self.is_denied() != (nothing || unaware),
            setting: self.setting(&own),
            words: format!("know {}", scene.folded(scene.span(&crate::clauses::extent(scene, of)))),
        })
    }
}

/// The ways in which a list may name what a verb tells: "have hand in air", "reach for weapon", "run away".
fn phrases(scene: &Scene<'_>, verb: usize, subject: usize) -> Vec<String> {
    let lemma = scene.lemma(verb);
    let noun = |i: usize| {
        let lemma = scene.lemma(i);
        if scene.listed("weapons", &lemma) { "weapon".to_owned() } else { lemma }
    };
    let mut starts = vec![lemma.clone()];
    if matches!(scene.lemma(subject).as_str(), "hand" | "arm") {
        starts = vec![format!("hand {lemma}")];
    }
    let object = scene.children_by(verb, Dep::Dobj).next();
    if let Some(object) = object {
        let named = noun(object);
        let named = if named == "arm" { "hand".to_owned() } else { named };
        // "raised his hand" asks or strikes
        if named == "hand" && scene.token(object).tag != Tag::NNS {
            return Vec::new();
        }
        starts = starts.iter().map(|s| format!("{s} {named}")).collect();
    }
    let from: Vec<usize> = [Some(verb), object].into_iter().flatten().collect();
    let mut found = Vec::new();
    for start in &starts {
        for c in from.iter().flat_map(|i| scene.children(*i)) {
            match scene.token(c).dep {
                Dep::Prt | Dep::Advmod => found.push(format!("{start} {}", scene.lower(c))),
                Dep::Prep => {
                    let word = scene.lower(c);
                    found.extend(
                        scene.children_by(c, Dep::Pobj).map(|p| format!("{start} {word} {}", noun(p))),
                    );
                    found.push(format!("{start} {word}"));
                }
                _ => {}
            }
        }
        found.push(start.clone());
    }
    found
}
