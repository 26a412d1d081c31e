//! What a statement claims: acts, whereabouts, qualities, things there are and how many, each claimed or denied.

use std::collections::BTreeSet;

use factum_types::{Act, Dep, Pos, Tag, TokenRange};

use super::acts::phrase;
use super::clash::{Claim, What};
use super::elsewhere::Times;
use super::first::first;
use super::hidden::{heads, is_hidden};
use super::juries::split;
use super::numbers::{counted, speed};
use super::settings::setting;
use super::whom::{Said, Whom};
use crate::clauses::extent;
use crate::scene::Scene;
use crate::speakers::subject_of;

/// Verbs too light to name an act.
const LIGHT: [&str; 7] = ["have", "be", "do", "make", "take", "give", "get"];

/// Everything that a statement claims.
pub(super) fn claims(said: &Said<'_, '_, '_>) -> Vec<Claim> {
    let (scene, statement) = (said.scene, said.statement);
    let denies = statement
        .cue
        .is_some_and(|cue| scene.tokens_in(cue).any(|i| scene.act_of_verb(&scene.lemma(i)) == Some("deny")));
    let mut found = Vec::new();
    for span in &statement.content {
        let tokens = scene.tokens_in(*span);
        // what is asked is not claimed
        if scene.words_of(*span).trim_end().ends_with('?') {
            continue;
        }
        found.extend(split(scene, &tokens).filter(|_| !denies));
        for verb in tokens.clone().filter(|i| scene.is_verb(*i) || scene.token(*i).pos == Pos::AUX) {
            if is_hidden(scene, verb, &tokens) {
                continue;
            }
            let top = heads(scene, verb, &tokens);
            let is_top = top.iter().all(|v| scene.token(*v).dep == Dep::Conj);
            // "denied that he lied when he fired the gun" denies the lie; the rest may be so or not
            if denies && !is_top {
                continue;
            }
            // "Shooting dice.", said by itself, claims nothing; "denied shooting Bell" and "accused her of shooting" do
            let bare = scene.token(verb).tag == Tag::VBG
                && scene.children(verb).all(|c| !matches!(scene.token(c).dep, Dep::Aux | Dep::Nsubj));
            if bare && top.is_empty() && !denies && statement.act != Act::Allege {
                continue;
            }
            let own = Clause { said, verb, within: &tokens, denies }.claims();
            found.extend(own.into_iter().map(|claim| Claim { denied: claim.denied != denies, ..claim }));
        }
    }
    found
}

/// A verb with what hangs on it within a statement.
pub(super) struct Clause<'c, 't, 's, 'a> {
    pub(super) said: &'c Said<'t, 's, 'a>,
    pub(super) verb: usize,
    pub(super) within: &'c TokenRange,
    /// Whether the statement denies: "denied that anyone warned him".
    pub(super) denies: bool,
}

impl Clause<'_, '_, '_, '_> {
    fn claims(&self) -> Vec<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let lemma = self.lemma();
        let subject = subject_of(scene, verb).filter(|s| self.within.contains(s));
        // "you never point a gun": a rule of conduct
        if subject.is_some_and(|s| {
            let anyone = matches!(scene.lower(s), "anyone" | "anybody") && self.denies;
            matches!(
                scene.lower(s),
                "you" | "one" | "nobody" | "anyone" | "anybody" | "everyone" | "none" | "whoever"
            ) && !anyone
                && !self.is_nobody(s)
        }) {
            return Vec::new();
        }
        let almost = |c: usize| {
            matches!(scene.lower(c), "almost" | "nearly" | "barely" | "hardly" | "scarcely" | "only")
        };
        if scene.children_by(verb, Dep::Advmod).any(almost) {
            return Vec::new();
        }
        let mut found = self.first(subject);
        found.extend(self.happened(subject));
        if scene.lemma(verb) == "be" && scene.token(verb).dep != Dep::Auxpass {
            found.extend(self.states(subject));
            found.extend(self.known(subject));
            found.extend(self.posture(subject));
            return found;
        }
        found.extend(self.unfired(subject));
        let driven = self.driven(subject);
        let is_driven = driven.is_some();
        found.extend(driven);
        found.extend(self.posture(subject));
        found.extend(self.known(subject));
        if let Some(stood) = self.stood(subject) {
            found.push(stood);
            return found;
        }
        let light = LIGHT.contains(&lemma.as_str());
        let passive = scene.children_by(verb, Dep::Auxpass).next().is_some();
        let object = if passive {
            subject.filter(|s| scene.token(*s).dep == Dep::Nsubjpass)
        } else {
            scene.children(verb).find(|c| self.within.contains(c) && scene.token(*c).dep == Dep::Dobj)
        };
        let agent = self.agent(subject, passive);
        found.extend(self.planted(object));
        found.extend(self.aimed(&agent, object.filter(|_| !passive)));
        let phrased =
            phrase(scene, verb).filter(|p| !passive && p.words.iter().all(|w| self.within.contains(w)));
        let (lemma, object) = match &phrased {
            Some(phrase) => (phrase.act.clone(), phrase.object),
            None => (lemma, object),
        };
        let how = scene.lower(verb);
        // "the gun was loaded", "he was armed": a state, by nobody's act
        let state = passive && agent == Whom::Missing && scene.listed("opposites", how);
        if let Some(of) = subject.filter(|_| state) {
            found.push(Claim {
                about: self.who(of),
                what: What::Quality { word: how.to_owned() },
                denied: self.is_denied(),
                setting: self.setting(&[verb]),
                words: how.to_owned(),
            });
            return found;
        }
        if let Some(who) = subject.filter(|s| !light && scene.token(*s).dep == Dep::Nsubj) {
            let object = object.map(|o| self.said.object(o, &Whom::Missing));
            found.extend(self.number(who, Whom::Missing, object));
        }
        let meant = scene.children_by(verb, Dep::Xcomp).find(|_| matches!(lemma.as_str(), "mean" | "want"));
        let told = scene
            .children(verb)
            .any(|c| matches!(scene.token(c).dep, Dep::Ccomp | Dep::Xcomp) && Some(c) != meant);
        // "had no gun", "had a gun"
        let had = lemma == "have" && object.is_some_and(|o| scene.listed("weapons", &scene.lemma(o)));
        if light && !had {
            return found;
        }
        let (acted_on, head) = match (object, meant) {
            (Some(object), _) if self.is_it(object) => (Some(Whom::It), object),
            (Some(object), _) => (Some(self.said.object(object, &agent)), object),
            (None, Some(doing)) => (Some(Whom::Doing(scene.lemma(doing))), doing),
            // "said that he knew that", "was charged": what it is about is not here
            (None, None) if told || passive => return found,
            (None, None) => (None, verb),
        };
        // what a reporting verb tells is another's statement; "confessed" is an act
        if acted_on.is_none() && scene.listed("reporting-verbs", &lemma) && lemma != "confess" {
            return found;
        }
        // "did not fire more than two shots" may have fired two
        let counts = |o: usize| scene.children_by(o, Dep::Nummod).next().is_some();
        if self.is_denied() && object.is_some_and(counts) {
            return found;
        }
        let mut own = vec![verb];
        own.extend(object.filter(|_| !passive));
        own.extend(phrased.into_iter().flat_map(|p| p.words));
        own.sort_unstable();
        own.dedup();
        found.extend(self.where_done(&agent, &own, acted_on.is_some() && !passive));
        found.extend(self.armed(&agent, &lemma, acted_on.as_ref(), &own));
        let heard = lemma == "hear" && object.is_some();
        if let Some(object) = object {
            let who = if heard { Whom::Missing } else { agent.clone() };
            found.extend(self.number(object, who, None).filter(|_| !is_driven));
        }
        found.push(Claim {
            about: agent,
            what: What::Act { verb: lemma.clone(), object: acted_on },
            denied: self.is_denied() || object.is_some_and(|o| has_no(scene, o)),
            setting: self.setting(&own),
            words: match (object, meant) {
                (Some(o), _) => format!("{lemma} {}", scene.words_of(scene.span(&noun_phrase(scene, o)))),
                (None, Some(doing)) => format!("{lemma} to {}", scene.lemma(doing)),
                (None, None) => match scene.children_by(head, Dep::Prep).next() {
                    Some(beside) => format!("{lemma} {}", scene.folded(scene.span(&extent(scene, beside)))),
                    None => lemma.clone(),
                },
            },
        });
        found
    }

    /// The verb by lemma, with its particle: "go off"; meaning and intending are one.
    fn lemma(&self) -> String {
        let scene = self.said.scene;
        let lemma = match scene.lemma(self.verb).as_str() {
            "intend" => "mean".to_owned(),
            other => other.to_owned(),
        };
        match scene.children_by(self.verb, Dep::Prt).next() {
            Some(particle) => format!("{lemma} {}", scene.lower(particle)),
            None => lemma,
        }
    }

    pub(super) fn setting(&self, of: &[usize]) -> BTreeSet<String> {
        setting(self.said.scene, self.said.people, of)
    }

    /// Who does what the verb says.
    fn agent(&self, subject: Option<usize>, passive: bool) -> Whom {
        let scene = self.said.scene;
        if passive {
            let by = scene.children_by(self.verb, Dep::Agent).next();
            let by = by.map(|by| scene.children_by(by, Dep::Pobj).next());
            return by.map_or(Whom::Missing, |who| who.map_or(Whom::Unknown, |w| self.who(w)));
        }
        if let Some(subject) = subject {
            return self.who(subject);
        }
        let inside = |i: &usize| self.within.contains(i);
        let Some(head) = scene.head(self.verb).filter(inside) else {
            let cue = self.said.statement.cue.and_then(|c| scene.tokens_in(c).next());
            return match self.said.statement.act {
                Act::Deny => self.said.speaker(),
                // "accused Quill of shooting Bell"
                Act::Allege => {
                    let accused = cue.and_then(|c| scene.children_by(c, Dep::Dobj).next());
                    accused.map_or(Whom::Unknown, |a| self.who(a))
                }
                _ => Whom::Unknown,
            };
        };
        // "failed to lock the door", "left without paying"
        let above = if scene.token(self.verb).dep == Dep::Pcomp {
            scene.head(head).filter(inside)
        } else {
            Some(head)
        };
        let shared = above.and_then(|v| scene.subject(v)).filter(inside);
        match shared {
            Some(shared) => self.who(shared),
            None if scene.token(self.verb).dep == Dep::Conj && self.said.statement.act == Act::Deny => {
                self.said.speaker()
            }
            None => Whom::Unknown,
        }
    }

    /// Who a subject is; "a man" and "another officer" may be anybody.
    pub(super) fn who(&self, subject: usize) -> Whom {
        let scene = self.said.scene;
        if self.is_nobody(subject) {
            return Whom::Anyone;
        }
        let anybody = |c: usize| matches!(scene.lower(c), "a" | "an" | "some" | "another" | "any" | "no");
        if scene.children(subject).any(anybody) {
            return Whom::Unknown;
        }
        // "his van"
        let owned = scene.children_by(subject, Dep::Poss).any(|c| scene.token(c).pos == Pos::PRON);
        if owned && scene.token(subject).pos == Pos::NOUN && self.said.people.at(subject).is_none() {
            return self.said.object(subject, &Whom::Missing);
        }
        self.said.of(subject, None)
    }

    /// "nobody hit Hale", "no one did"; not "nobody else".
    fn is_nobody(&self, subject: usize) -> bool {
        let scene = self.said.scene;
        let no = |c: usize| scene.lower(c) == "no";
        let alone = scene.children(subject).all(no);
        let none = scene.lower(subject) == "nobody"
            || scene.lower(subject) == "one" && scene.children(subject).any(no);
        none && alone && scene.token(subject).dep == Dep::Nsubj
    }

    /// "Krall fired first", "Lund started the fight": of one alone.
    fn first(&self, subject: Option<usize>) -> Vec<Claim> {
        let scene = self.said.scene;
        let alone = |s: &usize| scene.children_by(*s, Dep::Conj).next().is_none();
        let Some(first) = first(scene, self.verb) else { return Vec::new() };
        let Some(who) = subject.filter(alone).map(|s| self.who(s)) else { return Vec::new() };
        let of = first.of.map(|o| match scene.lower(o) {
            "it" => Whom::It,
            _ => self.said.object(o, &Whom::Missing),
        });
        let from = first.words.iter().copied().min().unwrap_or(self.verb);
        let to = first.words.iter().copied().max().unwrap_or(self.verb) + 1;
        vec![Claim {
            about: who,
            what: What::First { act: first.act, of },
            denied: self.is_denied(),
            setting: self.setting(&first.words),
            words: scene.folded(scene.span(&(from..to))),
        }]
    }

    /// Whoever hurts somebody at a place is there: "shot Bell at the bar".
    fn where_done(&self, agent: &Whom, own: &[usize], acts: bool) -> Option<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let harms = acts && !self.is_denied() && scene.listed("harm-verbs", &scene.lemma(verb));
        let at = own
            .iter()
            .flat_map(|i| scene.children_by(*i, Dep::Prep))
            .find(|p| harms && self.within.contains(p) && matches!(scene.lower(*p), "at" | "inside"))?;
        let noun = scene.children_by(at, Dep::Pobj).next().filter(|n| is_place(scene, *n))?;
        let mut of = own.to_vec();
        of.push(at);
        Some(Claim {
            about: agent.clone(),
            what: What::Place {
                whereabouts: self.said.object(noun, agent),
                times: Times::of_an_act(scene, self.said.people, verb, own),
            },
            denied: false,
            setting: self.setting(&of),
            words: scene.folded(scene.span(&(at..noun + 1))),
        })
    }

    /// What something was, where somebody was, and what there was.
    fn states(&self, subject: Option<usize>) -> Vec<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let mut found = Vec::new();
        let about = subject.map_or_else(|| self.agent(None, false), |s| self.who(s));
        let there = scene.children_by(verb, Dep::Expl).next().is_some();
        for c in scene.children(verb).filter(|c| self.within.contains(c)) {
            let mut words = scene.lower(c).to_owned();
            if there && scene.token(c).dep == Dep::Attr {
                found.extend(self.numbered(&[verb, c], c, "be".to_owned(), (Whom::Missing, None)));
            }
            let what = match scene.token(c).dep {
                Dep::Attr if there => {
                    words = scene.lemma(c);
                    What::Existence { thing: self.said.object(c, &Whom::Missing) }
                }
                Dep::Attr if called(scene, c).is_some() => {
                    words = called(scene, c).unwrap_or_default();
                    What::Quality { word: words.clone() }
                }
                Dep::Acomp if !is_colour(scene.lower(c)) || subject.is_some_and(|s| is_light(scene, s)) => {
                    What::Quality { word: words.clone() }
                }
                // "was home all night"
                Dep::Advmod if scene.lower(c) == "home" => {
                    What::Place { whereabouts: self.said.noun(c), times: self.times(&[verb, c]) }
                }
                Dep::Prep if matches!(scene.lower(c), "at" | "in" | "inside" | "near") => {
                    let noun = scene.children_by(c, Dep::Pobj).next().filter(|n| is_place(scene, *n));
                    let Some(noun) = noun else { continue };
                    words = scene.folded(scene.span(&(c..noun + 1)));
                    What::Place {
                        whereabouts: self.whereabouts(noun, &about),
                        times: self.times(&[verb, c, noun]),
                    }
                }
                _ => continue,
            };
            found.push(Claim {
                about: about.clone(),
                what,
                denied: self.is_denied() || has_no(scene, c),
                setting: self.setting(&[verb, c]),
                words,
            });
        }
        found
    }

    /// "The gun went off by itself", and "could not fire unless the trigger was pulled".
    fn unfired(&self, subject: Option<usize>) -> Vec<Claim> {
        let (scene, verb) = (self.said.scene, self.verb);
        let mut found = Vec::new();
        let claim = |denied, words: &str| Claim {
            about: Whom::Missing,
            what: What::ByItself,
            denied,
            setting: BTreeSet::new(),
            words: words.to_owned(),
        };
        let lemma = self.lemma();
        let unless = scene.children_by(verb, Dep::Mark).any(|m| scene.lower(m) == "unless");
        if unless && lemma == "pull" {
            found.push(claim(true, "went off"));
        }
        let gun = subject.is_some_and(|s| scene.listed("weapons", &scene.lemma(s)));
        // "went off accidentally" leaves open that somebody pulled the trigger without meaning to
        let by_itself = scene.children(verb).any(|c| {
            let of = |noun: &str| scene.children_by(c, Dep::Pobj).any(|p| scene.lower(p) == noun);
            scene.lower(c) == "by" && of("itself") || scene.lower(c) == "on" && of("own")
        });
        if gun && by_itself && !self.is_denied() && matches!(lemma.as_str(), "go off" | "fire" | "discharge")
        {
            found.push(claim(false, "went off"));
        }
        found
    }

    /// "three shots", "at least six shots"; nothing of how many there were not.
    fn number(&self, noun: usize, about: Whom, object: Option<Whom>) -> Option<Claim> {
        let scene = self.said.scene;
        self.numbered(&[self.verb, noun], noun, scene.lemma(self.verb), (about, object))
    }

    fn numbered(
        &self,
        own: &[usize],
        noun: usize,
        verb: String,
        (about, object): (Whom, Option<Whom>),
    ) -> Option<Claim> {
        let scene = self.said.scene;
        let counted = counted(scene, noun).filter(|_| !self.is_denied())?;
        let what = What::Number { verb, noun: scene.lemma(noun), range: counted.range, object };
        let words = scene.folded(scene.span(&(counted.from..noun + 1)));
        Some(Claim { about, what, denied: false, setting: self.setting(own), words })
    }

    /// "was doing 50 mph", "drove at 90 mph".
    fn driven(&self, subject: Option<usize>) -> Option<Claim> {
        let (own, noun) = speed(self.said.scene, self.verb)?;
        let who = subject.map_or(Whom::Unknown, |s| self.who(s));
        self.numbered(&own, noun, "drive".to_owned(), (who, None))
    }

    /// "did not", "never", "failed to", "without firing"; "did not enter or take" denies both.
    pub(super) fn is_denied(&self) -> bool {
        let (scene, verb) = (self.said.scene, self.verb);
        let lemma_above = || scene.head(verb).map(|h| scene.lemma(h)).unwrap_or_default();
        let negated = |v: usize| scene.children_by(v, Dep::Neg).next().is_some();
        let failed = scene.token(verb).dep == Dep::Xcomp
            && matches!(lemma_above().as_str(), "fail" | "refuse" | "forget" | "neglect");
        let without = scene.token(verb).dep == Dep::Pcomp
            && scene.head(verb).is_some_and(|h| scene.lower(h) == "without");
        let shared = scene.token(verb).dep == Dep::Conj
            && scene.token(verb).tag == Tag::VB
            && scene.head(verb).is_some_and(negated);
        let nobody = subject_of(scene, verb).is_some_and(|s| self.within.contains(&s) && self.is_nobody(s));
        (negated(verb) || shared || nobody) != (failed || without)
    }
}

/// "no struggle", "no force".
fn has_no(scene: &Scene<'_>, noun: usize) -> bool {
    scene.children_by(noun, Dep::Det).any(|d| scene.lower(d) == "no")
}

/// "an accident", "self-defense": what an act is called.
fn called(scene: &Scene<'_>, noun: usize) -> Option<String> {
    let list = scene.words.list("characterizations")?;
    let hyphened = noun > 1 && scene.word(noun - 1) == "-";
    let word = match hyphened {
        true => format!("{} {}", scene.lower(noun - 2), scene.lower(noun)),
        false => scene.lemma(noun),
    };
    list.contains(&word).then(|| word.replace(' ', "-"))
}

fn is_colour(word: &str) -> bool {
    matches!(word, "red" | "green" | "yellow" | "amber")
}

/// What shows one colour at a time.
fn is_light(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.lemma(noun).as_str(), "light" | "signal" | "arrow")
}

/// A place that somebody can be at; "in custody", "at fault" and "in 2023" are none.
pub(super) fn is_place(scene: &Scene<'_>, noun: usize) -> bool {
    scene.listed("place-nouns", &scene.lemma(noun)) && !crate::clauses::is_time(scene, noun)
}

fn noun_phrase(scene: &Scene<'_>, head: usize) -> TokenRange {
    let from = scene
        .children(head)
        .find(|c| matches!(scene.token(*c).dep, Dep::Det | Dep::Amod | Dep::Compound))
        .unwrap_or(head);
    from.min(head)..head + 1
}
