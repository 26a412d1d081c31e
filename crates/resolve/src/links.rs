//! What a phrase that is no name stands for: pronouns, nominals, appositions. Precision first: one candidate
//! or none.

mod group;

use factum_types::{Binding, Dep, PartyId, Pos, Span, Tag};

use crate::clauses::{below, extent};
use crate::people::People;
use crate::scene::Scene;

/// Who a phrase denotes, and what had to be inferred.
#[derive(Clone, Debug)]
pub(crate) struct Denoted {
    pub(crate) party: PartyId,
    pub(crate) inferred: Option<String>,
}

/// What is inferred of "the men", "the pair".
pub(crate) const PLURAL: &str = "a description in the plural stands for the people";

impl Denoted {
    fn sure(party: PartyId) -> Denoted {
        Denoted { party, inferred: None }
    }

    fn by(party: PartyId, why: &str) -> Denoted {
        Denoted { party, inferred: Some(why.to_owned()) }
    }
}

/// The people that the phrase at a place denotes, where no rule has captured it.
pub(crate) fn denoted_at(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    head: usize,
    span: Span,
) -> Vec<Denoted> {
    denoted(scene, people, &Binding { role: "who".into(), head, span, counts: None, code: None })
}

/// The people that a phrase denotes: one, or several for "they" and "both"; none where nothing says who.
pub(crate) fn denoted(scene: &Scene<'_>, people: &mut People<'_, '_>, binding: &Binding) -> Vec<Denoted> {
    let head = binding.head;
    if let Some(party) = people.at(head).filter(|p| people.is_person(*p)) {
        return vec![Denoted::sure(party)];
    }
    if people.at(head).is_some() {
        return Vec::new(); // an organization
    }
    if let Some(found) = by_apposition(scene, people, head) {
        people.link(found, head, binding.span, "nominal.apposed");
        let mut all = vec![Denoted::sure(found)];
        for party in joined_to_apposed(scene, people, head) {
            if party != found {
                all.push(Denoted::sure(party));
            }
        }
        return all;
    }
    match scene.lower(head) {
        "he" | "him" | "his" | "she" | "her" => {
            let found = pronoun(scene, people, head);
            if let Some(party) = found {
                people.link(party, head, binding.span, "pronoun.subject");
            }
            return found.map(|p| Denoted::by(p, "a pronoun stands for the person")).into_iter().collect();
        }
        "they" | "them" | "both" | "each" | "all" | "two" | "three" | "four" => {
            return group::spoken_of(scene, people, head)
                .into_iter()
                .map(|p| Denoted::by(p, "a plural pronoun stands for the people"))
                .collect();
        }
        "who" | "whom" | "another" | "others" => return Vec::new(),
        _ => {}
    }
    if group::is_named(scene, head) {
        let found = group::spoken_of(scene, people, head);
        if !found.is_empty() {
            return found.into_iter().map(|p| Denoted::by(p, PLURAL)).collect();
        }
    }
    if let Some(party) = nominal(scene, people, head) {
        people.link(party, head, binding.span, "nominal.unique");
        return vec![Denoted::by(party, "a description stands for the person")];
    }
    Vec::new()
}

/// "Both brothers, Tom and Ned Roe": whom the name behind a noun in the plural is joined with.
fn joined_to_apposed(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Vec<PartyId> {
    if scene.token(head).tag != Tag::NNS {
        return Vec::new();
    }
    let mut open: Vec<usize> = scene.children_by(head, Dep::Appos).collect();
    let mut found = Vec::new();
    while let Some(name) = open.pop() {
        for next in scene.children_by(name, Dep::Conj) {
            found.extend(people.at(next).filter(|p| people.is_person(*p)));
            open.push(next);
        }
    }
    found
}

/// "A second person charged …, the film's former armourer Ann Lee": name and phrase in apposition, or a name
/// that the phrase modifies.
pub(crate) fn by_apposition(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    let person = |i: usize| people.at(i).filter(|p| people.is_person(*p));
    if let Some(found) = strayed(scene, people, head).or_else(|| before_its_verb(scene, people, head)) {
        return Some(found);
    }
    let below = scene.children(head).filter(|c| match scene.token(*c).dep {
        Dep::Appos => stands_beside(scene, head, *c),
        Dep::Nmod | Dep::Compound => scene.token(*c).pos == Pos::PROPN,
        _ => false,
    });
    for child in below.collect::<Vec<_>>() {
        if let Some(found) = person(child) {
            return Some(found);
        }
        if scene.token(child).dep == Dep::Appos {
            let deeper = scene.children(child).find_map(|c| {
                matches!(scene.token(c).dep, Dep::Appos | Dep::Compound | Dep::Nmod)
                    .then(|| person(c))
                    .flatten()
            });
            if deeper.is_some() {
                return deeper;
            }
        }
    }
    // "his wife of two years, Ann Lee": the name hangs on the years.
    let through = scene.children_by(head, Dep::Prep).find(|p| scene.lower(*p) == "of").and_then(|of| {
        let years = scene
            .children_by(of, Dep::Pobj)
            .find(|y| matches!(scene.lemma(*y).as_str(), "year" | "month"))?;
        scene.children_by(years, Dep::Appos).find_map(person)
    });
    if through.is_some() {
        return through;
    }
    if let Some(found) = apposed_to_another(scene, people, head) {
        return Some(found);
    }
    let above = scene.head(head)?;
    if matches!(scene.token(head).dep, Dep::Appos | Dep::Compound | Dep::Nmod) {
        return person(above);
    }
    // "Mara Quill is a teacher charged with": the predicate noun is the subject.
    if scene.token(head).dep == Dep::Attr {
        return scene.subject(above).and_then(person);
    }
    None
}

/// Whether nothing but a noun's own words stands between it and an apposition. Over a verb or another noun the parse
/// ties a name to whom it does not name: "A man was charged with stabbing his uncle, Leo Fenn" hangs Fenn on the man.
fn stands_beside(scene: &Scene<'_>, head: usize, apposed: usize) -> bool {
    let own = |i: usize| {
        matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE)
            || below(scene, i, head)
            || below(scene, i, apposed)
    };
    (head.min(apposed) + 1..head.max(apposed)).all(own)
}

/// The name right behind a noun and its comma that the parse hangs on another noun far before.
fn strayed(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    let own = extent(scene, head);
    let sentence = scene.sentence(head);
    if own.end + 1 >= sentence.end || scene.lower(own.end) != "," || scene.token(head).pos != Pos::NOUN {
        return None;
    }
    let name = (own.end + 1..sentence.end.min(own.end + 8)).find(|i| scene.token(*i).dep == Dep::Appos)?;
    let above = scene.head(name)?;
    let opens = (own.end + 1..name).all(|i| below(scene, i, name));
    let party = people.at(name).filter(|p| people.is_person(*p))?;
    // "the charges against the cook, Ann Roe": nobody's name stands beside a charge.
    let thing = matches!(
        scene.lemma(above).as_str(),
        "charge" | "count" | "case" | "indictment" | "allegation" | "complaint" | "conviction" | "warrant"
    );
    (opens && above < own.start && (thing || !stands_beside(scene, above, name))).then_some(party)
}

/// "The nurse who loaded the cabinet, Ann Roe, was charged": a name between commas right before a subject's verb, which
/// the parse hangs on a thing of the relative clause. Where it can be the name of another person of that clause it is
/// nobody's.
fn before_its_verb(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    if scene.token(head).pos != Pos::NOUN || !is_subject(scene, head) {
        return None;
    }
    let relative = scene.children_by(head, Dep::Relcl).next().filter(|r| *r > head)?;
    let verb = scene.head(head).filter(|v| *v > relative)?;
    let own = |i: usize| matches!(scene.token(i).dep, Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod);
    let comma = (relative..verb).rev().find(|i| !own(*i)).filter(|i| scene.lower(*i) == ",")?;
    let party = people.at(comma - 1).filter(|p| people.is_person(*p))?;
    let first = (relative..comma).rev().take_while(|i| people.at(*i) == Some(party)).last()?;
    let top = phrase_top(scene, comma - 1);
    let of_another = |i: usize| {
        let lemma = scene.lemma(i);
        people.at(i).is_some() || scene.listed("person-nouns", &lemma) || scene.listed("kinship", &lemma)
    };
    let hangs_on = std::iter::successors(Some(comma - 1), |t| scene.head(*t)).take(4).find(|t| *t < first)?;
    (scene.lower(first - 1) == "," && top < verb && !of_another(hangs_on)).then_some(party)
}

/// "A second person charged alongside Quill, the bookkeeper Ann Roe, is …": a name that the parse hangs on another
/// person's is the subject's, since nobody is called by two names.
fn apposed_to_another(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    let person = |i: usize| people.at(i).filter(|p| people.is_person(*p));
    let verb = scene.head(head).filter(|v| is_subject(scene, head) && *v > head)?;
    let mut found: Vec<PartyId> = Vec::new();
    for token in head + 1..verb {
        let Some(party) = person(token).filter(|_| scene.token(token).dep == Dep::Appos) else { continue };
        let mut at = token;
        while let Some(above) = scene.head(at).filter(|_| scene.token(at).dep == Dep::Appos) {
            at = above;
        }
        if person(at).is_some_and(|other| other != party) && !found.contains(&party) {
            found.push(party);
        }
    }
    match found.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// He and she: the nearest person before it that its gender allows, subjects first; within the sentence, then
/// the two sentences before.
fn pronoun(scene: &Scene<'_>, people: &People<'_, '_>, at: usize) -> Option<PartyId> {
    let gender = scene.gender_of_pronoun(scene.lower(at))?;
    let fits = |party: PartyId| people.gender(party).is_none_or(|g| g == gender);
    let sentence = scene.sentence_index(at);
    let object = matches!(scene.token(at).dep, Dep::Dobj | Dep::Pobj | Dep::Dative);
    // The subject of the verb whose object the pronoun is, also where several verbs share it.
    let subject = scene.head(at).filter(|_| object).and_then(|verb| match scene.is_verb(verb) {
        true => scene.subject(verb),
        false => scene.head(verb).filter(|v| scene.is_verb(*v)).and_then(|v| scene.subject(v)),
    });
    let own = subject.and_then(|s| people.at(s));
    // "A judge vacated his conviction": not the judge's.
    let of_accused = scene.token(at).dep == Dep::Poss
        && scene.head(at).is_some_and(|noun| {
            matches!(scene.lemma(noun).as_str(), "conviction" | "sentence" | "charge" | "indictment" | "plea")
        });
    let mut stranger = false;
    // Back over sentences without people, at most into the second block before: what lies farther is not "he".
    for back in 0..=sentence {
        let index = sentence - back;
        let reached = scene.analysis.sentences.get(index)?;
        if reached.block + 2 < scene.block_index(at) {
            break;
        }
        let tokens = reached.tokens.clone();
        let upto = if back == 0 { at } else { tokens.end };
        let mut subjects: Vec<PartyId> = Vec::new();
        let mut others: Vec<PartyId> = Vec::new();
        for token in tokens.start..upto {
            let is_subject = is_subject(scene, token);
            let described = back == 0
                && !(of_accused
                    && matches!(scene.part_of(&scene.lemma(token)), Some("judge" | "prosecutor")))
                && is_subject
                && people.at(token).is_none()
                && is_one_person(scene, people, token, gender);
            let linked = match described {
                true => holder_of_part(scene, people, &scene.lemma(token)),
                false => people.at(token),
            };
            let linked = linked.filter(|p| people.is_person(*p) && fits(*p) && own != Some(*p));
            // A verb's own subject cannot be its "him": "Smith shot him", "Smith came up and shot him".
            if back == 0 && is_subject && subject.is_some_and(|s| s == token) {
                continue;
            }
            let Some(party) = linked else {
                // "The driver fled, and he": the last subject is somebody whom nothing identifies.
                if described {
                    subjects.clear();
                    stranger = true;
                }
                continue;
            };
            stranger &= !is_subject;
            let list = if is_subject { &mut subjects } else { &mut others };
            list.retain(|p| *p != party);
            list.push(party);
        }
        if stranger {
            return None;
        }
        if let Some(found) = only_or_last(&subjects) {
            return Some(found);
        }
        match others.as_slice() {
            [] => {}
            [only] => return Some(*only),
            _ => return None,
        }
    }
    None
}

/// Whether a noun is for one person of a sex that does not clash.
fn is_one_person(scene: &Scene<'_>, people: &People<'_, '_>, token: usize, gender: char) -> bool {
    let lemma = scene.lemma(token);
    scene.token(token).tag == Tag::NN
        && (scene.listed("person-nouns", &lemma) || scene.listed("kinship", &lemma))
        && people.gender_of_words(&lemma).is_none_or(|g| g == gender)
}

fn is_subject(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.token(phrase_top(scene, token)).dep, Dep::Nsubj | Dep::Nsubjpass)
}

/// The head of the whole phrase that a word of a name belongs to.
fn phrase_top(scene: &Scene<'_>, token: usize) -> usize {
    let mut at = token;
    let inside = |at: usize| matches!(scene.token(at).dep, Dep::Compound | Dep::Appos | Dep::Nmod);
    while let Some(head) = scene.head(at).filter(|_| inside(at)) {
        at = head;
    }
    at
}

/// The main subject of a sentence is its first; where an embedded clause has another the pronoun is open, but
/// news prose keeps to the first.
fn only_or_last(subjects: &[PartyId]) -> Option<PartyId> {
    match subjects {
        [] => None,
        [only] => Some(*only),
        several => several.first().copied(),
    }
}

/// A definite description that fits exactly one person: "the defendant" where one is charged, "the
/// cinematographer" where one person is called so.
fn nominal(scene: &Scene<'_>, people: &mut People<'_, '_>, head: usize) -> Option<PartyId> {
    let definite = scene
        .children(head)
        .any(|c| matches!(scene.lower(c), "the" | "this" | "that") && scene.token(c).tag == Tag::DT);
    if !definite {
        return None;
    }
    let noun = scene.lemma(head);
    let called: Vec<PartyId> = (0..people.all.len())
        .filter(|p| people.is_person(*p) && !people.all[*p].unnamed && is_called(scene, people, *p, &noun))
        .collect();
    match called.as_slice() {
        [only] => {
            if let Some(years) = age_before(scene, head) {
                people.set_age(*only, years.0, years.1, "age.of-description");
            }
            Some(*only)
        }
        [] => holder_of_part(scene, people, &noun).or_else(|| sole_person_before(scene, people, head, &noun)),
        _ => None,
    }
}

/// "The defendant", "the victim" where the document has one: whom findings charge, or hurt.
fn holder_of_part(scene: &Scene<'_>, people: &People<'_, '_>, noun: &str) -> Option<PartyId> {
    let role = scene.part_of(noun)?;
    let holders = match role {
        "defendant" | "suspect" => &people.accused,
        "victim" => &people.victims,
        _ => return None,
    };
    match holders.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}

/// "The actor" where nobody is called so: the one person of the sentence before, in the same paragraph. Nouns
/// that name another part in the story ("the victim", "the officer") bring in somebody else.
fn sole_person_before(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    head: usize,
    noun: &str,
) -> Option<PartyId> {
    let part = scene.part_of(noun);
    if part.is_some_and(|role| !matches!(role, "defendant" | "suspect"))
        || !scene.listed("person-nouns", noun)
    {
        return None;
    }
    if scene.token(head).tag != Tag::NN {
        return None;
    }
    let sentence = scene.sentence_index(head).checked_sub(1)?;
    let before = scene.analysis.sentences.get(sentence).filter(|s| s.block == scene.block_index(head))?;
    let named: Vec<PartyId> = people.in_sentence(sentence);
    // "The 17-year-old" is nobody whose age the text gives otherwise or not at all.
    let years = age_before(scene, head).map(|(years, _)| years);
    let fits = |p: PartyId| years.is_none() || people.all[p].age.as_ref().map(|a| a.years) == years;
    match named.as_slice() {
        [only] if before.tokens.end <= head && fits(*only) => Some(*only),
        _ => None,
    }
}

/// Whether some mention of a person has a noun beside it: before the name, in apposition or as predicate.
pub(crate) fn is_called(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId, noun: &str) -> bool {
    let Some(known) = people.all.get(party) else { return false };
    if known.titles.iter().any(|t| t.split_whitespace().any(|w| w.eq_ignore_ascii_case(noun))) {
        return true;
    }
    known.mentions.iter().filter(|m| m.is_name()).any(|m| {
        let Some(token) = scene.tokens_in(m.evidence.span).next_back() else { return false };
        let beside = |i: usize| scene.lemma(i) == noun;
        scene
            .children(token)
            .any(|c| matches!(scene.token(c).dep, Dep::Appos | Dep::Compound | Dep::Nmod) && beside(c))
            || (scene.token(token).dep == Dep::Appos && scene.head(token).is_some_and(beside))
    })
}

/// "the 45-year-old cinematographer": the age among a noun's modifiers.
pub(crate) fn age_before(scene: &Scene<'_>, head: usize) -> Option<(u16, Span)> {
    let from = scene.sentence(head).start;
    let old = (head.saturating_sub(4).max(from)..=head).rev().find(|i| scene.lower(*i) == "old")?;
    let number = old.checked_sub(4).filter(|n| *n >= from)?;
    let years = scene.lower(number).parse::<u16>().ok().filter(|y| (1..=115).contains(y))?;
    (scene.lower(old - 2) == "year").then(|| (years, scene.span(&(number..head + 1))))
}
