//! Of whom and what a claim is: the party where the document shows it, else a name, a noun with what tells it from
//! others, or nobody who can be told.

use std::collections::BTreeSet;

use factum_types::{Act, Dep, Mode, PartyId, Pos, Role, Statement, Tag};

use crate::links::is_called;
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// Who or what a phrase means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    /// The text leaves it out: "the gun was fired".
    Missing,
    /// Somebody whom nothing tells: "he" of two, "whoever", "a man".
    Unknown,
    Party(PartyId),
    /// The last word of a name that is no party's.
    Name(String),
    /// "it was an accident".
    It,
    /// "did not stab anyone".
    Anyone,
    /// "the money", "$40,000".
    Money,
    /// What somebody meant to do: "to kill".
    Doing(String),
    Thing(Thing),
}

/// A noun with what tells it from others that bear its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Thing {
    lemma: String,
    /// "other", "loaded", "toy", "in car".
    words: BTreeSet<String>,
    owner: Option<Box<Whom>>,
    definite: bool,
}

/// One statement, and whoever it may speak of.
#[derive(Clone, Copy)]
pub(super) struct Said<'t, 's, 'a> {
    pub(super) scene: &'s Scene<'a>,
    pub(super) people: &'t People<'s, 'a>,
    pub(super) statement: &'t Statement,
    /// The statement before, where it stands close by.
    pub(super) before: Option<&'t Statement>,
}

impl Said<'_, '_, '_> {
    /// The head of the phrase that speaks, and its verb.
    fn cue(&self) -> Option<(usize, usize)> {
        let cue = self.scene.tokens_in(self.statement.cue?).next()?;
        Some((cue, speaker_head(self.scene, cue)?))
    }

    pub(super) fn speaker(&self) -> Whom {
        let alone = self.statement.joint.is_empty();
        if let Some(party) = self.statement.speaker {
            return if alone { Whom::Party(party) } else { Whom::Unknown };
        }
        let head = self.cue().map(|(_, head)| head);
        head.filter(|h| self.scene.token(*h).pos != Pos::PRON).map_or(Whom::Unknown, |h| self.noun(h))
    }

    /// The speaker, where it is a person who speaks for nobody but itself.
    fn private(&self) -> Option<Whom> {
        let scene = self.scene;
        let Some(party) = self.statement.speaker else {
            let (_, head) = self.cue()?;
            let named = scene.token(head).pos == Pos::PROPN && scene.children(head).next().is_none();
            return named.then(|| self.noun(head));
        };
        let known = self.people.all.get(party).filter(|k| k.is_person())?;
        let office = |r: &Role| {
            !matches!(r, Role::Defendant | Role::Suspect | Role::Victim | Role::Witness | Role::Relative)
        };
        let by_office = !known.titles.is_empty() || known.roles.iter().any(|r| office(&r.role));
        (!by_office && self.whose().is_none()).then_some(Whom::Party(party))
    }

    /// Whose lawyer, mother or friend speaks.
    pub(super) fn whose(&self) -> Option<PartyId> {
        let scene = self.scene;
        let (_, head) = self.cue()?;
        let above = scene.head(head).filter(|_| scene.token(head).dep == Dep::Appos);
        let names: Vec<usize> =
            [Some(head), above].into_iter().flatten().chain(scene.children_by(head, Dep::Appos)).collect();
        let owner = names.iter().find_map(|n| scene.children_by(*n, Dep::Poss).next());
        let client = || {
            let of = names.iter().flat_map(|n| scene.children_by(*n, Dep::Prep));
            of.filter(|p| scene.lower(*p) == "for").find_map(|p| scene.children_by(p, Dep::Pobj).next())
        };
        let owner = owner.or_else(client)?;
        self.people.at(owner).filter(|p| self.people.is_person(*p)).or_else(|| {
            let fits: Vec<PartyId> =
                self.spoken_of(head).into_iter().filter(|p| self.fits(owner, *p)).collect();
            scene
                .gender_of_pronoun(scene.lower(owner))
                .and(<[PartyId; 1]>::try_from(fits).ok())
                .map(|[only]| only)
        })
    }

    /// The people of the statement before, or of the sentence before where it tells what nobody says.
    fn spoken_of(&self, until: usize) -> Vec<PartyId> {
        let scene = self.scene;
        if let Some(before) = self.before {
            let tokens = before.content.iter().flat_map(|c| scene.tokens_in(*c));
            let mut found: Vec<PartyId> =
                tokens.filter_map(|t| self.people.at(t)).filter(|p| self.people.is_person(*p)).collect();
            found.sort_unstable();
            found.dedup();
            return found;
        }
        let sentence = scene.sentence_index(until).checked_sub(1);
        sentence.map(|s| self.people.in_sentence(s)).unwrap_or_default()
    }

    /// Whether a pronoun may stand for a person.
    fn fits(&self, pronoun: usize, party: PartyId) -> bool {
        let wanted = self.scene.gender_of_pronoun(self.scene.lower(pronoun));
        wanted.is_some_and(|w| self.people.gender(party).is_none_or(|g| g == w))
    }

    /// Who "he" is behind this account of somebody: its doer, where the pronoun fits nobody else there and not the speaker.
    pub(super) fn only(&self, doer: &Whom, behind: &Said<'_, '_, '_>, pronoun: usize) -> Whom {
        let Whom::Party(party) = *doer else { return Whom::Unknown };
        let known = |p: PartyId| self.people.gender(p);
        let wanted = self.scene.gender_of_pronoun(self.scene.lower(pronoun));
        let speaks = match behind.speaker() {
            Whom::Party(speaker) if self.people.is_person(speaker) => {
                known(speaker).is_none_or(|g| Some(g) == wanted)
            }
            Whom::Party(_) | Whom::Thing(_) => false,
            _ => true,
        };
        let others = behind.spoken_of(pronoun).into_iter().any(|p| p != party && self.fits(pronoun, p));
        let fits = wanted.is_some() && known(party) == wanted;
        if fits && !speaks && !others { doer.clone() } else { Whom::Unknown }
    }

    /// Whom the subject, object or owner at a token means; `subject` is its clause's, where it is no subject itself.
    pub(super) fn of(&self, token: usize, subject: Option<&Whom>) -> Whom {
        let scene = self.scene;
        let lower = scene.lower(token);
        let direct = self.statement.mode == Mode::Direct;
        match lower {
            "i" | "me" | "my" | "myself" if direct => return self.speaker(),
            "he" | "she" | "him" | "her" | "his" => return self.he(token, subject),
            "it" | "this" | "that" if subject.is_none() && scene.token(token).dep != Dep::Poss => {
                return if scene.head(token).is_some_and(|v| scene.token(v).dep == Dep::Relcl) {
                    self.antecedent(token)
                } else {
                    Whom::It
                };
            }
            "who" | "which" => return self.antecedent(token),
            "they" | "them" => return self.they(),
            "anyone" | "anybody" => return Whom::Anyone,
            _ => {}
        }
        match scene.token(token).pos {
            Pos::PROPN | Pos::NOUN | Pos::NUM | Pos::SYM => self.noun(token),
            _ => Whom::Unknown,
        }
    }

    /// "the man who fired"
    fn antecedent(&self, token: usize) -> Whom {
        let verb = self.scene.head(token).filter(|v| self.scene.token(*v).dep == Dep::Relcl);
        verb.and_then(|v| self.scene.head(v)).map_or(Whom::Unknown, |noun| self.noun(noun))
    }

    /// He and she: the speaker right below its verb of saying, whom the record knows, whose lawyer or mother speaks, or the
    /// one person just spoken of.
    fn he(&self, token: usize, subject: Option<&Whom>) -> Whom {
        let scene = self.scene;
        let gender = |w: &Whom| match w {
            Whom::Party(p) => self.fits(token, *p),
            _ => true,
        };
        let owns = scene.token(token).dep == Dep::Poss;
        let other = |w: &Whom| (owns || subject != Some(w)) && gender(w);
        let speaker = self.private().filter(|_| self.statement.mode != Mode::Direct).filter(other);
        // "Krall shot his wife": whose act it is, unless the speaker's
        if let Some(own) = subject.filter(|s| owns && matches!(s, Whom::Party(_) | Whom::Name(_))) {
            let fits = gender(own) && speaker.as_ref().is_none_or(|s| s == own);
            return if fits { own.clone() } else { Whom::Unknown };
        }
        let cue = self.cue().map(|(cue, _)| cue);
        let told = |v: usize| matches!(scene.token(v).dep, Dep::Ccomp) && scene.head(v) == cue;
        let directly = subject.is_none() && scene.head(token).is_some_and(told);
        if let Some(speaker) = speaker.as_ref().filter(|_| directly) {
            return speaker.clone();
        }
        if let Some(known) = self.people.at(token).map(Whom::Party).filter(other) {
            return known;
        }
        let client = self.whose().map(Whom::Party).filter(|_| self.statement.mode != Mode::Direct);
        if let Some(client) = client.filter(other) {
            return client;
        }
        let mut named = self.spoken_of(token);
        // "Krall denied having hidden it. Reed found that he had hidden it."
        if let Some(denier) = self.before.filter(|b| named.is_empty() && b.act == Act::Deny) {
            named.extend(denier.speaker.filter(|p| self.people.is_person(*p)));
        }
        let mut fits: Vec<Whom> = named.into_iter().map(Whom::Party).filter(other).collect();
        fits.extend(speaker.filter(|p| !fits.contains(p)));
        <[Whom; 1]>::try_from(fits).map_or(Whom::Unknown, |[only]| only)
    }

    /// "They hit me" behind "deputies hit Krall".
    fn they(&self) -> Whom {
        let Some(before) = self.before else { return Whom::Unknown };
        let tokens = before.content.iter().flat_map(|c| self.scene.tokens_in(*c));
        let many =
            tokens.filter(|t| self.scene.token(*t).tag == Tag::NNS || self.scene.lower(*t) == "police");
        match many.collect::<Vec<_>>().as_slice() {
            [only] => self.noun(*only),
            _ => Whom::Unknown,
        }
    }

    /// A name or a noun with its words.
    pub(super) fn noun(&self, head: usize) -> Whom {
        let scene = self.scene;
        let article = |c: usize| matches!(scene.lower(c), "a" | "an" | "some" | "another" | "any" | "other");
        let indefinite = scene.children(head).any(article);
        // "the defendants" are not the one whom the record knows
        let small = scene.word(head).chars().next().is_some_and(char::is_lowercase);
        let one = |p: &PartyId| !small || scene.token(head).tag != Tag::NNS || !self.people.is_person(*p);
        if let Some(party) = self.people.at(head).filter(one).filter(|_| !indefinite) {
            return Whom::Party(party);
        }
        if let Some(only) = self.defendant(head).filter(|_| !indefinite) {
            return Whom::Party(only);
        }
        // "the defendant's van": a small letter is no name's
        if scene.token(head).pos == Pos::PROPN && !small {
            return Whom::Name(scene.lower(head).to_owned());
        }
        let sum = scene.lower(head) == "$" || scene.children(head).any(|c| scene.lower(c) == "$");
        if sum || matches!(scene.lemma(head).as_str(), "money" | "cash") {
            return Whom::Money;
        }
        if scene.children(head).any(|c| scene.lower(c) == "any")
            && scene.listed("person-nouns", &scene.lemma(head))
        {
            return Whom::Anyone;
        }
        let mut words = BTreeSet::new();
        let mut owner = None;
        let mut definite = false;
        for c in scene.children(head) {
            match scene.token(c).dep {
                Dep::Poss => {
                    let whom = match scene.token(c).pos {
                        Pos::PRON => None,
                        _ => Some(self.noun(c)),
                    };
                    owner = Some(Box::new(whom.unwrap_or(Whom::Unknown)));
                    definite = true;
                }
                Dep::Det => definite |= matches!(scene.lower(c), "the" | "this" | "that" | "these" | "those"),
                Dep::Amod | Dep::Compound | Dep::Nmod => {
                    words.insert(scene.lower(c).to_owned());
                }
                Dep::Prep if matches!(scene.token(head).dep, Dep::Nsubj | Dep::Nsubjpass) => {
                    let pobj = scene.children_by(c, Dep::Pobj).next();
                    words.insert(format!(
                        "{} {}",
                        scene.lower(c),
                        pobj.map_or(String::new(), |p| scene.lemma(p))
                    ));
                }
                Dep::Acl | Dep::Relcl => {
                    words.insert(scene.lemma(c));
                }
                _ => {}
            }
        }
        Whom::Thing(Thing { lemma: scene.lemma(head), words, owner, definite })
    }

    /// "the defendant" of a document that has one.
    fn defendant(&self, head: usize) -> Option<PartyId> {
        let scene = self.scene;
        let plain = scene.token(head).tag == Tag::NN
            && scene.children(head).all(|c| matches!(scene.token(c).dep, Dep::Det | Dep::Case | Dep::Punct));
        let named = scene.lower(head) == "defendant" && scene.children(head).any(|c| scene.lower(c) == "the");
        if !plain || !named {
            return None;
        }
        let accused = |p: &PartyId| {
            let known = self.people.all.get(*p);
            known.is_some_and(|k| k.roles.iter().any(|r| matches!(r.role, Role::Defendant | Role::Suspect)))
        };
        let mut all = (0..self.people.all.len()).filter(accused);
        let only = all.next().filter(|p| self.people.is_person(*p))?;
        all.next().is_none().then_some(only)
    }

    /// What somebody acts on, with whose it is: "his wife" is the wife of whom the sentence shows.
    pub(super) fn object(&self, token: usize, subject: &Whom) -> Whom {
        let mut found = self.of(token, Some(subject));
        if let Whom::Thing(thing) = &mut found {
            let pronoun =
                self.scene.children_by(token, Dep::Poss).find(|c| self.scene.token(*c).pos == Pos::PRON);
            if let Some(pronoun) = pronoun {
                thing.owner = Some(Box::new(self.of(pronoun, Some(subject))));
            }
            // "fired his gun" is "fired the gun"
            let person = ["person-nouns", "kinship"].iter().any(|l| self.scene.listed(l, &thing.lemma));
            if thing.owner.as_deref() == Some(subject) && !person {
                thing.owner = None;
            }
        }
        found
    }
}

impl Whom {
    /// Whether two phrases are certain to mean one.
    pub(super) fn is(&self, other: &Whom, people: &People<'_, '_>) -> bool {
        match (self, other) {
            (Whom::Unknown | Whom::Missing | Whom::It | Whom::Anyone, _) => false,
            (Whom::Party(party), Whom::Name(name)) | (Whom::Name(name), Whom::Party(party)) => {
                let last = |p: &PartyId| {
                    let known = people.all.get(*p);
                    known
                        .and_then(|k| k.name.split_whitespace().last())
                        .is_some_and(|w| w.to_lowercase() == *name)
                };
                last(party) && (0..people.all.len()).filter(last).count() == 1
            }
            (Whom::Thing(one), Whom::Thing(two)) => {
                one.lemma == two.lemma
                    && one.words == two.words
                    && one.definite == two.definite
                    && one.owned(two, people)
            }
            _ => self == other,
        }
    }

    /// Whether what is denied of one is what is claimed of the other: "did not fire a gun", "fired a black gun".
    pub(super) fn covers(&self, claimed: &Whom, people: &People<'_, '_>) -> bool {
        match (self, claimed) {
            (Whom::Anyone, Whom::Party(p)) => people.is_person(*p),
            (Whom::Anyone, Whom::Name(_)) => true,
            (Whom::Thing(denied), Whom::Thing(claimed)) => {
                let apart =
                    |w: &String| matches!(w.as_str(), "other" | "second" | "first" | "last" | "next" | "new");
                let lemma = denied.lemma == claimed.lemma
                    || !denied.definite && is_kind(&denied.lemma, &claimed.lemma);
                lemma
                    && denied.words.is_subset(&claimed.words)
                    && !claimed.words.iter().any(apart)
                    && (claimed.definite || !denied.definite)
                    && denied.owned(claimed, people)
            }
            _ => self.is(claimed, people),
        }
    }

    /// Whether two phrases are certain to mean two people.
    pub(super) fn is_other(&self, other: &Whom, scene: &Scene<'_>, people: &People<'_, '_>) -> bool {
        match (self, other) {
            (Whom::Party(a), Whom::Party(b)) => {
                let name =
                    |p: &PartyId| people.all.get(*p).map(|k| k.name.to_lowercase()).unwrap_or_default();
                let (one, two) = (name(a), name(b));
                let within = |x: &str, y: &str| x.split(' ').all(|w| y.split(' ').any(|v| v == w));
                a != b
                    && people.is_person(*a)
                    && people.is_person(*b)
                    && !within(&one, &two)
                    && !within(&two, &one)
            }
            (Whom::Party(p), Whom::Name(n)) | (Whom::Name(n), Whom::Party(p)) => {
                let known = people.all.get(*p).filter(|k| k.is_person());
                known.is_some_and(|k| !k.name.to_lowercase().split(' ').any(|w| w == n))
            }
            // "officers fired first": not somebody whom nothing shows to be one
            (Whom::Thing(thing), Whom::Party(p)) | (Whom::Party(p), Whom::Thing(thing)) => {
                let office = scene.part_of(&thing.lemma) == Some("investigator");
                let private = people.all.get(*p).is_some_and(|k| k.is_person() && k.titles.is_empty());
                office && private && !is_called(scene, people, *p, &thing.lemma)
            }
            _ => false,
        }
    }

    /// "at home", and a place that nobody lives in.
    pub(super) fn is_elsewhere_than(&self, other: &Whom, scene: &Scene<'_>) -> bool {
        let home = |w: &Whom| matches!(w, Whom::Thing(t) if t.lemma == "home" && t.words.is_empty() && t.owner.is_none());
        let venue = |w: &Whom| matches!(w, Whom::Thing(t) if scene.listed("venues", &t.lemma));
        home(self) && venue(other) || venue(self) && home(other)
    }

    /// A person, as far as the words show.
    pub(super) fn is_somebody(&self, scene: &Scene<'_>, people: &People<'_, '_>) -> bool {
        match self {
            Whom::Party(p) => people.is_person(*p),
            Whom::Name(_) | Whom::Anyone => true,
            Whom::Thing(t) => ["person-nouns", "kinship"].iter().any(|l| scene.listed(l, &t.lemma)),
            _ => false,
        }
    }

    /// Whose it is.
    pub(super) fn owner(&self) -> Option<&Whom> {
        match self {
            Whom::Thing(thing) => thing.owner.as_deref(),
            _ => None,
        }
    }

    pub(super) fn is_called(&self, lemma: &str) -> bool {
        matches!(self, Whom::Thing(thing) if thing.lemma == lemma)
    }

    pub(super) fn is_weapon(&self, scene: &Scene<'_>) -> bool {
        matches!(self, Whom::Thing(thing) if scene.listed("weapons", &thing.lemma))
    }

    /// Something that one person has in hand: what nobody else can have done with it.
    pub(super) fn is_held(&self, scene: &Scene<'_>) -> bool {
        matches!(self, Whom::Thing(thing) if thing.lemma == "trigger") || self.is_weapon(scene)
    }
}

/// "no weapon", "no gun": nor a knife, nor a rifle.
fn is_kind(wide: &str, narrow: &str) -> bool {
    let gun = matches!(narrow, "gun" | "firearm" | "pistol" | "handgun" | "revolver" | "rifle" | "shotgun");
    match wide {
        "gun" | "firearm" => gun,
        "weapon" => gun || matches!(narrow, "knife" | "machete" | "dagger" | "bat" | "hammer" | "axe"),
        _ => false,
    }
}

impl Thing {
    fn owned(&self, other: &Thing, people: &People<'_, '_>) -> bool {
        match (&self.owner, &other.owner) {
            (None, None) => true,
            (Some(a), Some(b)) => a.is(b, people),
            _ => false,
        }
    }
}
