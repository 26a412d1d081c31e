//! Who is charged with what, and every step that the document tells of.

mod binding;
mod builder;
mod chain;
mod conduct;
mod doubles;
mod doubts;
mod history;
mod lead;
mod nature;
mod original;
mod together;
mod told;

use factum_types::{Binding, Charge, Dep, Event, Finding, Modality, PartyId};

use crate::elsewhere::{Cited, is_nobodys};
use crate::links::{Denoted, denoted};
use crate::people::People;
use crate::scene::Scene;
use builder::Builder;
pub(crate) use history::settle;

/// Builds the charges: steps that name an offence first, then steps that speak of "the charges".
pub(crate) fn charges(scene: &Scene<'_>, people: &mut People<'_, '_>, events: &[Event]) -> Vec<Charge> {
    let mut builder = Builder::new(scene, events);
    builder.accusations = accusations(scene, people);
    let findings: Vec<&Finding> = scene
        .of_kind("charge")
        .filter(|f| matches!(f.claim.modality, Modality::Asserted | Modality::Alleged))
        .filter(|f| scene.quotation_at(scene.token(f.anchor).span).is_none())
        .filter(|f| !is_nobodys(scene, f))
        .collect();
    let cited = Cited::of(scene);
    let mut later: Vec<(&Finding, Vec<Denoted>)> = Vec::new();
    let mut on_record: Vec<(&Finding, Vec<Denoted>)> = Vec::new();
    let mut named_before: Vec<&Binding> = Vec::new();
    for finding in findings {
        let mut who = match finding.set("scope") {
            Some("line") => lead::owner_of_line(scene, people, finding.anchor).into_iter().collect(),
            _ => who(scene, people, finding),
        };
        let parties: Vec<PartyId> = who.iter().map(|d| d.party).collect();
        if cited.tells_of(scene, people, finding, &parties) {
            continue;
        }
        if who.is_empty() {
            let spoken = later.iter().flat_map(|(_, who)| who.iter().map(|d| d.party));
            who = builder.both(people, finding, spoken.collect());
        }
        let mut offences: Vec<&Binding> =
            finding.all("offence").filter(|b| builder.text_of(b).is_some()).collect();
        let same = offences.is_empty() && finding.all("offence").any(|b| says_same(scene, b));
        if same {
            offences.clone_from(&named_before);
        }
        if who.is_empty() && (finding.one("who").is_some() || finding.set("scope") == Some("line")) {
            continue; // somebody is named whom nothing identifies: never somebody else
        }
        who.retain(|d| match d.inferred.as_deref() {
            None | Some(lead::NEXT) => true,
            Some(_) => !is_victim(scene, people, events, d.party),
        });
        if who.is_empty() && finding.one("who").is_some() {
            continue;
        }
        if finding.set("scope") == Some(told::ON_RECORD) {
            on_record.push((finding, who));
            continue;
        }
        if offences.is_empty() || who.is_empty() {
            later.push((finding, who));
            continue;
        }
        for denoted in &who {
            let mut denoted = denoted.clone();
            if same {
                denoted.inferred = Some("“the same” offence is the one named before".to_owned());
            }
            for offence in &offences {
                builder.step(people, finding, &denoted, offence);
            }
        }
        named_before = offences;
    }
    for (finding, who) in on_record {
        builder.if_charged(people, finding, who, &mut later);
    }
    let mut joined = lead::joined(scene, people, &builder, later.iter().flat_map(|(_, who)| who));
    builder.join(people, &joined);
    for (finding, mut who) in later {
        for denoted in &mut who {
            denoted.party = joined.get(&denoted.party).map_or(denoted.party, |same| same.party);
        }
        builder.unnamed(people, finding, who);
    }
    // What the steps without an offence added may show it of somebody else.
    joined = lead::joined(scene, people, &builder, std::iter::empty());
    builder.join(people, &joined);
    builder.finish(people)
}

/// What people are accused of by words that bring no charge, for the steps that name no offence.
fn accusations(scene: &Scene<'_>, people: &People<'_, '_>) -> Vec<(PartyId, Vec<Binding>)> {
    let told = |f: &&Finding| {
        matches!(f.claim.modality, Modality::Asserted | Modality::Alleged)
            && scene.quotation_at(scene.token(f.anchor).span).is_none()
    };
    scene
        .of_kind("accusation")
        .filter(told)
        .filter_map(|f| {
            let party = people.at(f.one("who")?.head).filter(|p| people.is_person(*p))?;
            Some((party, f.all("offence").cloned().collect()))
        })
        .collect()
}

/// "the same offense", "the same two charges": what was named for somebody else before.
fn says_same(scene: &Scene<'_>, offence: &Binding) -> bool {
    scene.children(offence.head).any(|c| scene.lower(c) == "same")
}

/// Whether a person is the one to whom it was done: a pronoun that seems to make a defendant of a victim is
/// somebody else's.
fn is_victim(scene: &Scene<'_>, people: &People<'_, '_>, events: &[Event], party: PartyId) -> bool {
    let part =
        |role: &str| events.iter().any(|e| e.participants.iter().any(|p| p.party == party && p.role == role));
    // A gunman whom the police shot is hurt as well.
    if part("agent") {
        return false;
    }
    if part("victim") {
        return true;
    }
    let harm = |i: usize| {
        scene.listed("offences", &scene.lemma(i))
            || matches!(&*scene.lemma(i), "death" | "killing" | "slaying" | "shooting" | "stabbing" | "body")
    };
    people.all.get(party).is_some_and(|known| {
        known.mentions.iter().filter(|m| m.is_name()).any(|m| {
            let Some(head) = scene.tokens_in(m.evidence.span).next_back() else { return false };
            let (dep, above) = (scene.token(head).dep, scene.head(head));
            match (dep, above) {
                (Dep::Poss, Some(noun)) => harm(noun) && scene.lemma(noun) != "body",
                (Dep::Pobj, Some(of)) if scene.lower(of) == "of" => scene.head(of).is_some_and(harm),
                _ => false,
            }
        })
    })
}

/// Whom a finding is about.
fn who(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) -> Vec<Denoted> {
    let mut found: Vec<Denoted> = Vec::new();
    for binding in finding.all("who").cloned().collect::<Vec<_>>() {
        let mut denoted = match chain::goes_on_about(scene, people, &binding) {
            Some(same) => vec![same],
            None => denoted(scene, people, &binding),
        };
        denoted.retain(|d| !was_another(scene, people, binding.head, d.party));
        if denoted.is_empty() && can_stay_unnamed(scene, people, &binding, finding) {
            let party = people.add_unnamed(binding.head, binding.span);
            denoted = vec![Denoted { party, inferred: None }];
        }
        if denoted.is_empty() {
            denoted = only_accused(scene, people, &binding, finding).into_iter().collect();
        }
        if denoted.is_empty() {
            let why = || Some(lead::NEXT.to_owned());
            denoted = lead::group_next(scene, people, binding.head)
                .into_iter()
                .map(|party| Denoted { party, inferred: why() })
                .collect();
        }
        for d in denoted {
            if found.iter().all(|f| f.party != d.party) {
                found.push(d);
            }
        }
    }
    found
}

/// "Mara Quill was arrested. An earlier suspect was charged with murder": whom the words bring in behind a name is
/// somebody else. "Ex-pastor admits abuse" of whom the text calls the pastor: a former holder is not the one of today.
fn was_another(scene: &Scene<'_>, people: &People<'_, '_>, head: usize, party: PartyId) -> bool {
    let says = |i: usize| matches!(scene.lower(i), "ex" | "former") || scene.lower(i).starts_with("ex-");
    let noun = scene.token(head).pos != factum_types::Pos::PROPN && !people.all[party].unnamed;
    let from = head.saturating_sub(4).max(scene.sentence(head).start);
    let here = scene.sentence_index(head);
    let brings_in = scene.children(head).any(|c| matches!(scene.lower(c), "a" | "an" | "another"));
    let told = |m: &factum_types::Mention| {
        let at = scene.tokens_in(m.evidence.span).start;
        m.is_name() && scene.block_index(at) == scene.block_index(head) && scene.sentence_index(at) < here
    };
    let before = people.all[party].mentions.iter().any(told);
    let named_here = |m: &factum_types::Mention| {
        m.is_name() && scene.sentence_index(scene.tokens_in(m.evidence.span).start) == here
    };
    if noun && brings_in && before && !people.all[party].mentions.iter().any(named_here) {
        return true;
    }
    let mut names = people.all[party].mentions.iter().filter(|m| m.is_name());
    noun && (from..=head).any(says)
        && !names.any(|m| scene.sentence(scene.tokens_in(m.evidence.span).start).any(says))
}

/// Whether a finding names an offence, and not only "the charges".
fn names_offence(scene: &Scene<'_>, finding: &Finding) -> bool {
    finding.all("offence").any(|o| {
        let lemma = scene.lemma(o.head);
        crate::offence::named(scene.words, &scene.document.text, o.span, &lemma).is_some()
    })
}

/// "The teen is charged with theft" in a story that accuses nobody by name: the one person whom it accuses, or, where
/// it has told of none, somebody whom it leaves unnamed.
fn only_accused(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    binding: &Binding,
    finding: &Finding,
) -> Option<Denoted> {
    let head = binding.head;
    let noun = scene.token(head).tag == factum_types::Tag::NN
        && scene.listed("person-nouns", &scene.lemma(head))
        && scene.children(head).any(|c| scene.lower(c) == "the");
    // "His ex-wife was charged with theft": one of her own, whoever else is accused.
    let left = if head > 1 && scene.lower(head - 1) == "-" { head - 2 } else { head };
    let kin = scene.listed("kinship", &scene.lemma(head))
        && scene.lemma(head) != "friend"
        && finding.all("who").count() == 1
        && [head, left].iter().any(|i| scene.children_by(*i, Dep::Poss).next().is_some());
    if !(noun || kin) || !names_offence(scene, finding) {
        return None;
    }
    if kin {
        let span = scene.span(&(left.min(head)..head + 1)).cover(binding.span);
        let owner = scene.children_by(left, Dep::Poss).next().unwrap_or(left);
        let party = people.add_unnamed(head, scene.span(&(owner.min(left)..head + 1)).cover(span));
        return Some(Denoted { party, inferred: None });
    }
    match people.accused.clone().as_slice() {
        [] => {
            let party = people.add_unnamed(head, binding.span);
            people.accused.push(party);
            Some(Denoted { party, inferred: None })
        }
        [only] if people.all[*only].unnamed => {
            let why = Some("the only person in the document who is accused".to_owned());
            Some(Denoted { party: *only, inferred: why })
        }
        _ => None,
    }
}

/// "a second man", "the 17-year-old": a noun for a person that the text does not name. Pronouns, and words for
/// people in general ("suspects", "felons"), stay out.
fn can_stay_unnamed(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    binding: &Binding,
    finding: &Finding,
) -> bool {
    let head = binding.head;
    let tag = scene.token(head).tag;
    // "Two boys were charged with theft": a counted group, where the offence is named.
    let counted = tag == factum_types::Tag::NNS
        && scene.children_by(head, Dep::Nummod).next().is_some()
        && names_offence(scene, finding)
        && lead::group_next(scene, people, head).is_empty();
    let singular =
        counted || matches!(tag, factum_types::Tag::NN | factum_types::Tag::JJ | factum_types::Tag::NNP);
    let determined = scene.children(head).any(|c| {
        matches!(scene.token(c).dep, Dep::Det | Dep::Poss | Dep::Nummod | Dep::Amod | Dep::Compound)
    });
    // "the man" speaks of somebody whom the text has brought in; who that is, nothing here says.
    let definite =
        scene.children(head).any(|c| matches!(scene.lower(c), "the" | "this" | "that" | "his" | "her"));
    let by_age = scene.lower(head) == "old" || crate::links::age_before(scene, head).is_some();
    singular
        && (!definite || by_age)
        && determined
        && (scene.token(head).pos == factum_types::Pos::NOUN || scene.lower(head) == "old")
        && (finding.all("offence").next().is_some() || !definite)
        && scene.listed("person-nouns", &scene.lemma(head)) | (scene.lower(head) == "old")
}
