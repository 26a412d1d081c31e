//! What a statement claims: acts, whereabouts, qualities, things there are and how many, each claimed or denied.

use factum_types::{Act, Dep, Party, Pos, Statement, Tag, TokenRange};

use crate::scene::Scene;
use crate::speakers::subject_of;

/// One thing that a statement says is so or is not so.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    /// Who or what it is said of, by the last word of a name or the lemma of a noun; none where a pronoun hides it or
    /// the text leaves it out.
    about: Option<About>,
    what: What,
    denied: bool,
    /// In the text's words, the verb and what it governs.
    pub(super) words: String,
}

#[derive(Clone, Debug, PartialEq)]
enum About {
    Name(String),
    Noun(String),
}

#[derive(Clone, Debug, PartialEq)]
enum What {
    /// A verb and the head of its object, by lemma.
    Act { verb: String, object: String },
    /// Where somebody was: "at the house".
    Place { noun: String },
    /// How something was: "loaded", "legal".
    Quality { word: String },
    /// Something that there was: "a struggle".
    Existence { noun: String },
    /// How many of what: "three shots".
    Number { verb: String, noun: String, value: String },
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
    /// Whether two claims cannot both hold.
    pub(super) fn clash(&self, other: &Claim, scene: &Scene<'_>) -> Option<Clash> {
        let compatible = match (&self.about, &other.about) {
            (Some(About::Name(a)), Some(About::Name(b))) | (Some(About::Noun(a)), Some(About::Noun(b))) => {
                a == b
            }
            _ => true,
        };
        // of a quality the thing has to be named on both sides
        let same = self.about.is_some() && self.about == other.about;
        match (&self.what, &other.what) {
            (What::Quality { word: a }, What::Quality { word: b }) => {
                let opposite =
                    scene.words.list("opposites").and_then(|l| l.value(a, "opposite")) == Some(b.as_str());
                let clash = same
                    && (a == b && self.denied != other.denied || opposite && self.denied == other.denied);
                clash.then_some(Clash::Direct)
            }
            (What::Number { verb: v, noun: n, value: a }, What::Number { verb: w, noun: m, value: b }) => {
                let one_act = v == w || matches!(n.as_str(), "shot" | "round" | "bullet" | "gunshot");
                let clash = compatible && n == m && a != b && one_act && !self.denied && !other.denied;
                clash.then_some(Clash::Variance)
            }
            (a, b) => (compatible && a == b && self.denied != other.denied).then_some(Clash::Direct),
        }
    }
}

/// Everything that a statement claims.
pub(super) fn claims(scene: &Scene<'_>, parties: &[Party], statement: &Statement) -> Vec<Claim> {
    let denies = statement.cue.is_some_and(|cue| {
        let acts =
            |i: usize| scene.words.list("reporting-verbs").and_then(|l| l.value(&scene.lemma(i), "act"));
        scene.tokens_in(cue).any(|i| acts(i) == Some("deny"))
    });
    let name = statement.speaker.and_then(|p| parties.get(p)).and_then(|p| p.name.split_whitespace().last());
    let speaker = name.map(str::to_lowercase);
    let mut found = Vec::new();
    for span in &statement.content {
        let tokens = scene.tokens_in(*span);
        for verb in tokens.clone().filter(|i| scene.is_verb(*i) || scene.token(*i).pos == Pos::AUX) {
            if is_hidden(scene, verb, &tokens) {
                continue;
            }
            let is_top = scene.head(verb).is_none_or(|h| !tokens.contains(&h));
            // "Shooting dice.", said by itself, claims nothing; "denied shooting Bell" and "accused her of shooting" do
            let bare = scene.token(verb).tag == Tag::VBG
                && scene.children(verb).all(|c| !matches!(scene.token(c).dep, Dep::Aux | Dep::Nsubj));
            if bare && is_top && !denies && statement.act != Act::Allege {
                continue;
            }
            let flipped = denies && is_top;
            let own = of_verb(scene, verb, &tokens, speaker.as_deref());
            found.extend(own.into_iter().map(|claim| Claim { denied: claim.denied != flipped, ..claim }));
        }
    }
    found
}

/// Words that say how it might be, ask, set a condition or tell what others say.
fn is_hidden(scene: &Scene<'_>, verb: usize, within: &TokenRange) -> bool {
    let mut at = verb;
    for _ in 0..12 {
        let modal = scene.children_by(at, Dep::Aux).any(|a| {
            scene.token(a).tag == Tag::MD
                || (scene.token(a).tag == Tag::TO && scene.token(at).dep != Dep::Xcomp)
        });
        let conditional = scene.children(at).any(|c| {
            matches!(scene.token(c).dep, Dep::Mark | Dep::Advmod)
                && matches!(scene.lower(c), "if" | "whether")
        });
        // "could not have fired unless the trigger was pulled" says that it was
        let unless = scene.children_by(at, Dep::Mark).any(|m| scene.lower(m) == "unless");
        if modal || conditional {
            return true;
        }
        if unless {
            return false;
        }
        let Some(head) = scene.head(at).filter(|h| within.contains(h)) else { return false };
        let told = matches!(scene.token(at).dep, Dep::Ccomp | Dep::Xcomp)
            && scene.listed("reporting-verbs", &scene.lemma(head));
        if told {
            return true;
        }
        at = head;
    }
    false
}

/// The claims of one verb.
fn of_verb(scene: &Scene<'_>, verb: usize, within: &TokenRange, speaker: Option<&str>) -> Vec<Claim> {
    let mut found = Vec::new();
    let is_in = |c: &usize| within.contains(c);
    let lemma = scene.lemma(verb);
    let denied = is_denied(scene, verb);
    let subject = subject_of(scene, verb).filter(is_in);
    // "you never point a gun": a rule of conduct
    if subject.is_some_and(|s| matches!(scene.lower(s), "you" | "one" | "nobody" | "anyone" | "everyone")) {
        return found;
    }
    let about = subject.and_then(|s| about(scene, s, speaker));
    let passive = scene.children_by(verb, Dep::Auxpass).next().is_some();
    if lemma == "be" && scene.token(verb).dep != Dep::Auxpass {
        let there = scene.children_by(verb, Dep::Expl).next().is_some();
        for c in scene.children(verb).filter(is_in) {
            let what = match scene.token(c).dep {
                Dep::Attr if there => What::Existence { noun: scene.lemma(c) },
                Dep::Acomp => What::Quality { word: scene.lower(c).to_owned() },
                Dep::Prep if matches!(scene.lower(c), "at" | "in" | "inside" | "near") => {
                    let noun = scene.children_by(c, Dep::Pobj).next().filter(|n| is_place(scene, *n));
                    let Some(noun) = noun else { continue };
                    What::Place { noun: scene.lemma(noun) }
                }
                _ => continue,
            };
            let negated = denied || has_no(scene, c);
            let words = match &what {
                What::Place { .. } => scene.folded(scene.span(&(c..noun_end(scene, c)))),
                What::Existence { noun } => noun.clone(),
                _ => scene.lower(c).to_owned(),
            };
            found.push(Claim { about: about.clone(), what, denied: negated, words });
        }
        return found;
    }
    // verbs too light to name an act
    let light = matches!(lemma.as_str(), "have" | "be" | "do" | "make" | "take" | "give" | "get");
    let actors = subject.filter(|s| !light && scene.token(*s).dep == Dep::Nsubj);
    found.extend(actors.and_then(|who| number(scene, &lemma, who)));
    let object =
        scene.children(verb).find(|c| is_in(c) && matches!(scene.token(*c).dep, Dep::Dobj | Dep::Nsubjpass));
    let Some(object) = object.filter(|o| !light && scene.token(*o).pos != Pos::PRON) else { return found };
    if passive && let Some(thing) = subject.filter(|s| scene.token(*s).dep == Dep::Nsubjpass) {
        // "the gun was loaded": by whom is not said
        let agent =
            scene.children_by(verb, Dep::Agent).next().and_then(|by| scene.children_by(by, Dep::Pobj).next());
        let by = agent.and_then(|a| self::about(scene, a, speaker));
        found.push(act(scene, &lemma, thing, by, denied));
    } else {
        found.push(act(scene, &lemma, object, about, denied));
    }
    found.extend(number(scene, &lemma, object));
    found
}

fn act(scene: &Scene<'_>, verb: &str, object: usize, about: Option<About>, denied: bool) -> Claim {
    Claim {
        about,
        what: What::Act { verb: verb.to_owned(), object: scene.lemma(object) },
        denied: denied || has_no(scene, object),
        words: format!("{verb} {}", scene.words_of(scene.span(&noun_phrase(scene, object)))),
    }
}

/// "three shots", "5 shots"; not "at least three", "about five", and no lengths, sums or counts of a charge.
fn number(scene: &Scene<'_>, verb: &str, noun: usize) -> Option<Claim> {
    let lemma = scene.lemma(noun);
    let measured = scene.listed("time-units", &lemma)
        || matches!(lemma.as_str(), "count" | "charge" | "dollar" | "percent" | "mile" | "foot" | "$" | "%");
    let mut numbers = scene.children_by(noun, Dep::Nummod);
    let number = numbers.next().filter(|n| !measured && scene.children(*n).next().is_none())?;
    let vague = scene.children(noun).any(|c| {
        c < number
            && matches!(
                scene.lower(c),
                "about" | "least" | "than" | "some" | "nearly" | "another" | "other" | "first" | "last"
            )
    });
    let word = scene.lower(number);
    let value = scene.words.list("numbers").and_then(|l| l.value(word, "value")).unwrap_or(word).to_owned();
    let whole = value.chars().all(|c| c.is_ascii_digit());
    (whole && !vague && numbers.next().is_none()).then(|| Claim {
        about: None,
        what: What::Number { verb: verb.to_owned(), noun: lemma, value },
        denied: false,
        words: scene.folded(scene.span(&(number..noun + 1))),
    })
}

/// "did not", "never", "failed to", "without firing".
fn is_denied(scene: &Scene<'_>, verb: usize) -> bool {
    let negated = scene.children_by(verb, Dep::Neg).next().is_some();
    let failed = scene.token(verb).dep == Dep::Xcomp
        && scene
            .head(verb)
            .is_some_and(|h| matches!(scene.lemma(h).as_str(), "fail" | "refuse" | "forget" | "neglect"));
    let without =
        scene.token(verb).dep == Dep::Pcomp && scene.head(verb).is_some_and(|h| scene.lower(h) == "without");
    negated != (failed || without)
}

/// "no struggle", "no force".
fn has_no(scene: &Scene<'_>, noun: usize) -> bool {
    scene.children_by(noun, Dep::Det).any(|d| scene.lower(d) == "no")
}

/// A place that somebody can be at; "in custody", "at fault" and "in 2023" are none.
fn is_place(scene: &Scene<'_>, noun: usize) -> bool {
    scene.listed("place-nouns", &scene.lemma(noun)) && !crate::clauses::is_time(scene, noun)
}

/// Of whom or what a claim is: a name, a noun; "I" is the speaker.
fn about(scene: &Scene<'_>, subject: usize, speaker: Option<&str>) -> Option<About> {
    match scene.token(subject).pos {
        Pos::PROPN => Some(About::Name(scene.lower(subject).to_owned())),
        Pos::PRON if scene.lower(subject) == "i" => speaker.map(|s| About::Name(s.to_owned())),
        Pos::NOUN => Some(About::Noun(scene.lemma(subject))),
        _ => None,
    }
}

/// Where the noun behind a preposition ends.
fn noun_end(scene: &Scene<'_>, preposition: usize) -> usize {
    scene.children_by(preposition, Dep::Pobj).next().map_or(preposition, |noun| noun) + 1
}

fn noun_phrase(scene: &Scene<'_>, head: usize) -> TokenRange {
    let from = scene
        .children(head)
        .find(|c| matches!(scene.token(*c).dep, Dep::Det | Dep::Amod | Dep::Compound))
        .unwrap_or(head);
    from.min(head)..head + 1
}
