//! The parties that speak.

use factum_types::{Dep, PartyId, Pos, Span, Statement, Tag};

use super::pronouns::{self, Meant};
use crate::links::{by_apposition, denoted_at, is_called};
use crate::people::People;
use crate::quotes::issues;
use crate::scene::Scene;
use crate::speech::{phrase, phrase_span};

/// Who speaks, and who speaks with them.
#[derive(Clone, Debug, Default)]
pub(super) struct Who {
    pub(super) party: Option<PartyId>,
    pub(super) joint: Vec<PartyId>,
    /// In the text's words.
    pub(super) text: String,
    /// The paper that speaks for them: "a statement from the company".
    pub(super) paper: Option<String>,
}

/// The speakers that a phrase with this head names.
pub(super) fn speakers(scene: &Scene<'_>, people: &mut People<'_, '_>, head: usize) -> Who {
    let head = antecedent(scene, behind_title(scene, head));
    let head = those(scene, people, head).unwrap_or(head);
    let head = match pronouns::meant(scene, people, head) {
        Meant::AsTaken => head,
        Meant::This(head) => head,
        Meant::Nobody => return Who { text: phrase(scene, head), ..Who::default() },
    };
    if let Some(of_two) = of_two(scene, people, head) {
        return Who { party: of_two, text: phrase(scene, head), ..Who::default() };
    }
    let issuer = issuer(scene, people, head);
    let paper = issuer.map(|_| phrase(scene, head));
    let head = issuer.unwrap_or(head);
    let span = phrase_span(scene, head);
    let mut parties: Vec<PartyId> = Vec::new();
    if !is_another(scene, people, head) {
        parties.extend(denoted_at(scene, people, head, span).into_iter().map(|d| d.party));
    }
    if parties.is_empty() {
        parties.extend(people.at(head));
    }
    // "A lawyer for Fenn, Ann Roe, said": the parse gives the name to Fenn.
    if parties.is_empty() && ["roles", "person-nouns"].iter().any(|l| scene.listed(l, &scene.lemma(head))) {
        let whose = scene.children_by(head, Dep::Prep).find_map(|p| scene.children_by(p, Dep::Pobj).next());
        let named = whose.and_then(|w| scene.children_by(w, Dep::Appos).next());
        parties.extend(named.and_then(|n| people.at(n)).filter(|p| people.is_person(*p)));
    }
    // "the Roe family" bears the name of one of them and speaks for all.
    if scene.lemma(head) == "family" && scene.token(head).pos == Pos::NOUN {
        parties.clear();
    }
    // Those coordinated with the speaker, or with the name that the speaker's phrase is given.
    for start in [Some(head), scene.children_by(head, Dep::Appos).next()].into_iter().flatten() {
        let mut open = vec![start];
        while let Some(at) = open.pop() {
            for next in scene.children_by(at, Dep::Conj).collect::<Vec<_>>() {
                parties.extend(people.at(next).filter(|p| people.is_person(*p) && !parties.contains(p)));
                open.push(next);
            }
        }
    }
    // "Sheriff Ann Roe and prosecutor Bo Fenn said": the parse may take the first for a modifier of the second.
    let beside: Vec<usize> = scene
        .children(head)
        .filter(|c| matches!(scene.token(*c).dep, Dep::Nmod) && *c + 1 < head && scene.lower(*c + 1) == "and")
        .collect();
    for first in beside {
        if let Some(party) = people.at(first).filter(|p| people.is_person(*p) && !parties.contains(p)) {
            parties.insert(0, party);
        }
    }
    let text = match parties.len() {
        0 => scene.folded(together(scene, head)),
        _ => phrase(scene, head),
    };
    let mut rest = parties.into_iter();
    Who { party: rest.next(), joint: rest.collect(), text, paper }
}

/// "The elder Roe", "the younger Quill": which of two who bear one name, by the ages that the text gives them; nobody
/// where it gives none.
fn of_two(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<Option<PartyId>> {
    let which = scene.children(head).find_map(|c| match scene.lower(c) {
        "elder" | "older" | "senior" => Some(true),
        "younger" | "junior" => Some(false),
        _ => None,
    });
    let elder = which.filter(|_| scene.token(head).pos == Pos::PROPN)?;
    let surname = scene.lower(head);
    let mut bearers: Vec<(Option<u16>, PartyId)> = (0..people.all.len())
        .filter(|p| people.is_person(*p))
        .filter_map(|p| people.all.get(p).map(|known| (known, p)))
        .filter(|(known, _)| {
            known.name.split_whitespace().next_back().is_some_and(|n| n.to_lowercase() == surname)
        })
        .map(|(known, p)| (known.age.as_ref().map(|a| a.years), p))
        .collect();
    if bearers.len() < 2 {
        return None;
    }
    bearers.sort_unstable();
    let known = bearers.iter().all(|(age, _)| age.is_some());
    let chosen = if elder { bearers.last() } else { bearers.first() };
    Some(chosen.filter(|_| known).map(|(_, party)| *party))
}

/// "Roe fled. The owner told police": somebody of a calling speaks as another, unless the text calls Roe so. Words for
/// anybody ("the man") and for a part in the case stand for whoever was spoken of.
fn is_another(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> bool {
    let noun = scene.lemma(head);
    let anybody =
        ["man", "woman", "boy", "girl", "teen", "teenager", "youth", "child", "person", "pair", "couple"];
    let calling = scene.token(head).pos == Pos::NOUN
        && !anybody.contains(&noun.as_str())
        && scene.part_of(&noun).is_none();
    calling
        && people.at(head).is_none()
        && by_apposition(scene, people, head).is_none()
        && !(0..people.all.len()).any(|p| people.is_person(p) && is_called(scene, people, p, &noun))
}

/// "When the family heard of it, they said", "The company fired him. It said": those who act before in the same sentence
/// or in the one before.
fn those(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<usize> {
    let pronoun = scene.lower(head);
    if !matches!(pronoun, "they" | "it") || people.at(head).is_some() {
        return None;
    }
    let bodies = [
        "department",
        "office",
        "company",
        "agency",
        "school",
        "district",
        "court",
        "jury",
        "board",
        "panel",
    ];
    let body = |i: usize| {
        let lemma = scene.lemma(i);
        bodies.contains(&lemma.as_str()) || scene.listed("organization-words", &lemma)
    };
    let paper = |i: usize| ["reporting-nouns", "finders"].iter().any(|l| scene.listed(l, &scene.lemma(i)));
    let plural = |i: usize| matches!(scene.token(i).tag, Tag::NNS | Tag::NNPS);
    let many = |i: usize| {
        plural(i) && !paper(i)
            || matches!(
                scene.lemma(i).as_str(),
                "family" | "police" | "couple" | "jury" | "department" | "defense"
            )
    };
    let fits = |i: &usize| if pronoun == "they" { many(*i) } else { !plural(*i) && (body(*i) || paper(*i)) };
    let subject = |i: &usize| matches!(scene.token(*i).dep, Dep::Nsubj | Dep::Nsubjpass);
    let own = scene.sentence(head);
    let here = (own.start..head).rev().find(|i| subject(i) && fits(i));
    if here.is_some() || own.start != head {
        return here;
    }
    let at = scene.sentence_index(head);
    let before = scene.analysis.sentences.get(at.checked_sub(1)?)?;
    let near = scene.analysis.sentences.get(at).is_some_and(|s| s.block == before.block);
    let main = |i: &usize| subject(i) && scene.head(*i).is_some_and(|v| scene.token(v).dep == Dep::Root);
    before.tokens.clone().find(main).filter(|i| near && fits(i))
}

/// "said Sgt. Ann Reed": where the parse ends a sentence at the title's full stop, the name is behind it; "said Special
/// Agent in Charge Ann Reed": the parse takes the name for what the agent is in.
fn behind_title(scene: &Scene<'_>, head: usize) -> usize {
    let word = |i: usize| if i < scene.len() { scene.lower(i) } else { "" };
    let charge = word(head + 1) == "in" && word(head + 2) == "charge";
    let stop = word(head + 1) == "." && scene.listed("titles", scene.lower(head));
    let name = if charge { head + 3 } else { head + 2 };
    let named = |i: usize| i < scene.len() && scene.token(i).pos == Pos::PROPN;
    if !(charge || stop) || !named(name) {
        return head;
    }
    let last = (name..scene.len()).take_while(|i| named(*i)).last().unwrap_or(name);
    (name..=last).rev().find(|i| scene.head(*i).is_none_or(|h| !(name..=last).contains(&h))).unwrap_or(last)
}

/// "authorities and court documents": a phrase with those that are coordinated with it.
fn together(scene: &Scene<'_>, head: usize) -> Span {
    let mut span = phrase_span(scene, head);
    let mut at = head;
    for _ in 0..8 {
        let next =
            scene.children_by(at, Dep::Conj).find(|c| matches!(scene.token(*c).pos, Pos::NOUN | Pos::PROPN));
        let Some(next) = next else { break };
        span = span.cover(phrase_span(scene, next));
        at = next;
    }
    span
}

/// "a statement from the company that said", "the company released a statement saying": whoever issued the words
/// speaks, not the paper.
fn issuer(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<usize> {
    if !scene.is_speech(&scene.lemma(head)) {
        return None;
    }
    let from = scene
        .children_by(head, Dep::Prep)
        .filter(|p| matches!(scene.lower(*p), "from" | "by"))
        .find_map(|p| scene.children_by(p, Dep::Pobj).next());
    // "a statement made by Roe"
    let made = || {
        let acl = scene.children_by(head, Dep::Acl).find(|v| scene.token(*v).tag == Tag::VBN)?;
        let by = scene.children_by(acl, Dep::Agent).next()?;
        scene.children_by(by, Dep::Pobj).next().filter(|o| people.at(*o).is_some())
    };
    let known = |o: &usize| people.at(*o).is_some();
    let owner = || scene.children_by(head, Dep::Poss).next().filter(known);
    let issued = || {
        let verb = scene.head(head).filter(|_| scene.token(head).dep == Dep::Dobj)?;
        issues(scene, verb).then(|| scene.subject(verb)).flatten()
    };
    from.or_else(made).or_else(owner).or_else(issued)
}

/// "a neighbour, who said": the noun that a relative pronoun stands for.
fn antecedent(scene: &Scene<'_>, head: usize) -> usize {
    if !matches!(scene.lower(head), "who" | "which" | "that") {
        return head;
    }
    let mut clause = scene.head(head);
    while let Some(at) = clause {
        match scene.token(at).dep {
            Dep::Relcl => return scene.head(at).unwrap_or(head),
            Dep::Conj | Dep::Xcomp | Dep::Ccomp | Dep::Aux => clause = scene.head(at),
            _ => return head,
        }
    }
    head
}

/// A pronoun that names no party yet, right behind another statement, goes on with its speaker: "A neighbour said …
/// She added …", "The indictment says … It alleges …".
pub(super) fn carry_on(scene: &Scene<'_>, people: &People<'_, '_>, statements: &mut [Statement]) {
    for at in 1..statements.len() {
        let (before, rest) = statements.split_at_mut(at);
        let (Some(last), Some(this)) = (before.last(), rest.first_mut()) else { continue };
        if let Some(issued) = same_paper(before, this) {
            this.channel = Some(std::mem::take(&mut this.speaker_text));
            this.speaker = issued.speaker;
            this.speaker_text.clone_from(&issued.speaker_text);
            this.joint.clone_from(&issued.joint);
            continue;
        }
        if this.speaker.is_some() || last.speaker_text.is_empty() {
            continue;
        }
        let person = last.speaker.map(|p| people.is_person(p));
        let gender = last.speaker.and_then(|p| people.gender(p));
        let pronoun = this.speaker_text.to_lowercase();
        let fits = match pronoun.as_str() {
            "he" | "she" => {
                person != Some(false) && gender.is_none_or(|g| scene.gender_of_pronoun(&pronoun) == Some(g))
            }
            "it" => person != Some(true) && !last.joint.iter().any(|p| people.is_person(*p)),
            "they" => person != Some(true) || !last.joint.is_empty(),
            _ => false,
        };
        let block = |s: &Statement| s.content.first().map(|c| scene.block_index(scene.tokens_in(*c).start));
        let near = matches!((block(last), block(this)), (Some(a), Some(b)) if b <= a + 1);
        if fits && near {
            this.speaker = last.speaker;
            this.speaker_text.clone_from(&last.speaker_text);
            this.joint.clone_from(&last.joint);
        }
    }
}

/// "in a statement. … the statement read": the paper is the one that somebody spoke through just before.
fn same_paper<'s>(before: &'s [Statement], this: &Statement) -> Option<&'s Statement> {
    let text = this.speaker_text.to_lowercase();
    let noun = text.strip_prefix("the ").filter(|_| this.speaker.is_none())?;
    let papers = ["statement", "release", "letter", "email", "message", "post", "tweet", "note"];
    let noun = papers.into_iter().find(|p| noun.split(' ').next_back() == Some(p))?;
    let through = |s: &&Statement| {
        s.speaker.is_some()
            && s.channel.as_ref().is_some_and(|c| c.to_lowercase().split(' ').any(|w| w == noun))
    };
    before.iter().rev().take(4).find(through)
}
