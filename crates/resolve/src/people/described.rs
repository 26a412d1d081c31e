//! People by description: "a man has been charged … Quill, 40, is accused", and those whom the text never names.
//!
//! Before facts are read, each description that a finding takes for its person is tied to the one person whom it can
//! mean, or stands for an unnamed one.

use factum_types::{Binding, BlockKind, Dep, Evidence, Finding, MarkKind, Modality, PartyId, Pos, Tag};

use super::{People, apart};
use crate::events;
use crate::links::{age_before, by_apposition, is_called};
use crate::scene::Scene;

/// Who has what part by the findings so far.
pub(super) fn parts(people: &mut People<'_, '_>) {
    let (mut accused, mut victims, mut dead) = (Vec::new(), Vec::new(), Vec::new());
    // Whether somebody's death was anybody's doing depends on who is accused.
    for finding in claimed(people).filter(|f| part_of(f) == Some("accused")) {
        let known = finding.all("who").filter_map(|b| people.at(b.head)).filter(|p| people.is_person(*p));
        accused.extend(known.filter(|p| !accused.contains(p)).collect::<Vec<_>>());
    }
    people.accused.clone_from(&accused);
    for finding in claimed(people) {
        let take = |list: &mut Vec<PartyId>, role: &str| {
            for binding in finding.all(role) {
                if let Some(party) =
                    people.at(binding.head).filter(|p| people.is_person(*p) && !list.contains(p))
                {
                    list.push(party);
                }
            }
        };
        match part_of(finding) {
            Some("victim") if is_of_itself(people, finding) => {}
            Some("victim") => {
                take(&mut victims, "victim");
                take(&mut victims, "who");
                if tells_of_death(people, finding) {
                    take(&mut dead, "victim");
                    take(&mut dead, "who");
                }
            }
            _ => {}
        }
    }
    (people.accused, people.victims, people.dead) = (accused, victims, dead);
}

/// Ties descriptions to people.
pub(super) fn describe(people: &mut People<'_, '_>) {
    let scene = people.scene;
    let mut open: Vec<(Binding, bool, bool)> = Vec::new();
    for finding in claimed(people) {
        let accused = match part_of(finding) {
            Some("accused") => true,
            Some("victim") => false,
            _ => continue,
        };
        let roles: &[&str] = if accused { &["who"] } else { &["victim", "who"] };
        for binding in roles.iter().flat_map(|r| finding.all(r)) {
            let died = tells_of_death(people, finding);
            match open.iter_mut().find(|(b, _, _)| b.head == binding.head) {
                Some((_, _, already)) => *already |= died,
                None => open.push((binding.clone(), accused, died)),
            }
        }
    }
    open.sort_by_key(|(b, _, _)| b.head);
    for (binding, accused, died) in open {
        let head = binding.head;
        if people.at(head).is_some() || !is_description(people, head) {
            continue;
        }
        if let Some(found) = by_apposition(scene, people, head) {
            people.link(found, head, binding.span, "nominal.apposed");
            continue;
        }
        match meant(people, head, accused) {
            Some((party, rule)) => {
                people.link(party, head, binding.span, rule);
                if rule == "nominal.the-victim" {
                    people.victims.push(party);
                }
                if let Some((years, span)) = age_before(scene, head) {
                    people.set_age(party, years, span, "age.of-description");
                }
            }
            None if !accused && can_stand_alone(people, head) => {
                let span = crate::speech::phrase_span(scene, head);
                let party = people.add_unnamed(head, span);
                people.victims.push(party);
                if died {
                    people.dead.push(party);
                }
                if let Some((years, span)) = age_before(scene, head) {
                    people.set_age(party, years, span, "age.of-description");
                }
            }
            None => {}
        }
    }
    join_announced(people);
}

/// "A man was sentenced for killing a neighbor … Roe had lived next door to Ann Lee": the one victim whom the story
/// names is the one whom the lead announced, where nothing parts them.
fn join_announced(people: &mut People<'_, '_>) {
    let fits = |people: &People<'_, '_>, unnamed: PartyId, named: PartyId| {
        let (a, b) = (&people.all[unnamed], &people.all[named]);
        let years = |k: &super::Known| k.age.as_ref().map(|a| a.years);
        let same_age = match (years(a), years(b)) {
            (Some(x), Some(y)) => x == y,
            _ => true,
        };
        let same_gender = match (people.gender(unnamed), people.gender(named)) {
            (Some(x), Some(y)) => x == y,
            _ => true,
        };
        b.at > a.at && same_age && same_gender
    };
    let of = |people: &People<'_, '_>, unnamed: bool| -> Vec<PartyId> {
        people.victims.iter().copied().filter(|p| people.all[*p].unnamed == unnamed).collect()
    };
    for unnamed in of(people, true) {
        let (scene, all) = (people.scene, of(people, false));
        let at = people.all[unnamed].at;
        // A lead's victim is named soon, before the story has gone on to others.
        let near = |p: &PartyId| {
            scene.block_index(people.all[*p].at) <= scene.block_index(at) + 4
                || scene.sentence_index(people.all[*p].at) <= scene.sentence_index(at) + 8
        };
        let fitting: Vec<PartyId> =
            all.iter().copied().filter(|p| near(p) && fits(people, unnamed, *p)).collect();
        let noun = scene.lemma(at);
        let called: Vec<PartyId> =
            fitting.iter().copied().filter(|p| is_called(scene, people, *p, &noun)).collect();
        let died: Vec<PartyId> = fitting.iter().copied().filter(|p| people.dead.contains(p)).collect();
        let others = of(people, true);
        let only_dead =
            people.dead.contains(&unnamed) && others.iter().filter(|p| people.dead.contains(p)).count() == 1;
        let one = match (called.as_slice(), died.as_slice(), fitting.as_slice()) {
            ([only], _, _) => Some(*only),
            ([], [only], _) if only_dead => Some(*only),
            ([], _, [only]) if others.len() == 1 && all.len() == 1 => Some(*only),
            _ => None,
        };
        if let Some(one) = one.filter(|_| !says_other(people, at)) {
            people.join(unnamed, one);
            people.victims.retain(|v| *v != unnamed);
        }
    }
}

/// "the victim" where nobody is known as one: the only person named so far who is neither accused nor there by
/// office.
fn only_other(people: &People<'_, '_>, head: usize) -> Option<PartyId> {
    let scene = people.scene;
    if scene.lemma(head) != "victim" || !is_definite(people, head) {
        return None;
    }
    let by_office = |title: &String| {
        let title = title.to_lowercase();
        ["roles", "titles"].iter().any(|list| {
            let value = |t: &str| scene.words.list(list).and_then(|l| l.value(t, "role").map(str::to_owned));
            title.split_whitespace().any(|w| {
                value(w.trim_end_matches('.'))
                    .is_some_and(|r| !matches!(r.as_str(), "victim" | "relative" | "-"))
            })
        })
    };
    let others: Vec<PartyId> = (0..people.all.len())
        .filter(|p| people.is_person(*p) && people.all[*p].at < head && !people.accused.contains(p))
        .filter(|p| !people.all[*p].titles.iter().any(by_office))
        .collect();
    let [only] = others.as_slice() else { return None };
    let near = scene.block_index(people.all[*only].at) + 2 >= scene.block_index(head);
    let known = &people.all[*only];
    let plain = known.titles.is_empty() && known.name.contains(' ');
    // Kin of somebody, and who calls, tells or finds, is in the story for that.
    let beside = known.mentions.iter().any(|m| {
        let Some(token) = scene.tokens_in(m.evidence.span).next_back() else { return false };
        let kin = |i: usize| scene.listed("kinship", &scene.lemma(i));
        let apposed = scene.token(token).dep == Dep::Appos && scene.head(token).is_some_and(kin)
            || scene.children_by(token, Dep::Appos).any(kin);
        let acts = |verb: usize| {
            let lemma = scene.lemma(verb);
            scene.listed("reporting-verbs", &lemma)
                || matches!(lemma.as_str(), "call" | "find" | "see" | "discover" | "hear" | "witness")
        };
        apposed || scene.token(token).dep == Dep::Nsubj && scene.head(token).is_some_and(acts)
    });
    (near && plain && !beside).then_some(*only)
}

/// Findings that claim what they say, outside quotations.
fn claimed<'a>(people: &People<'_, 'a>) -> impl Iterator<Item = &'a Finding> + use<'a> {
    let scene = people.scene;
    let quoted: Vec<factum_types::Span> = scene.findings.quotations.iter().map(|q| q.inside).collect();
    let analysis = scene.analysis;
    scene.findings.findings.iter().filter(move |f| {
        let at = analysis.tokens.get(f.anchor).map(|t| t.span);
        matches!(f.claim.modality, Modality::Asserted | Modality::Alleged | Modality::Planned)
            && at.is_some_and(|at| !quoted.iter().any(|q| q.contains(at)))
    })
}

fn part_of(finding: &Finding) -> Option<&'static str> {
    match &*finding.kind {
        "charge" => Some("accused"),
        "event" => Some("victim"),
        "role" => match finding.set("role") {
            Some("defendant" | "suspect") => Some("accused"),
            Some("victim") => Some("victim"),
            _ => None,
        },
        _ => None,
    }
}

/// What was done to somebody, with the words that say so.
pub(crate) struct Harm {
    pub(crate) party: PartyId,
    pub(crate) kind: MarkKind,
    pub(crate) evidence: Evidence,
}

/// Who died or was hurt by the words of the findings: what was only tried, planned or asked harmed nobody.
pub(crate) fn harmed(people: &People<'_, '_>) -> Vec<Harm> {
    let scene = people.scene;
    let mut found = Vec::new();
    for finding in claimed(people).filter(|f| f.claim.modality != Modality::Planned) {
        let anchor = finding.anchor;
        let tried = events::is_attempt(scene, anchor) || events::is_asked(scene, anchor);
        // "shot at", and "wounded in the fatal shooting of": of whom the noun tells, the verb does not.
        let aims = scene
            .children_by(anchor, Dep::Prep)
            .any(|p| scene.lower(p) == "at" && aims_at_somebody(people, p));
        let other = aims || finding.set("harm") == Some("none");
        if part_of(finding) != Some("victim") || tried || other {
            continue;
        }
        for binding in finding.all("victim").chain(finding.all("who")) {
            let Some(party) = people.at(binding.head).filter(|p| people.is_person(*p)) else { continue };
            if events::is_natural(scene, people, finding, party) {
                continue;
            }
            let fatal = events::is_fatal(scene, anchor) && !kills_another(scene, anchor, binding.head);
            let hurt = scene.is_verb(anchor)
                && matches!(kind_of(people, finding), Some("shooting" | "stabbing" | "injury"));
            let kind = match (fatal || tells_of_death(people, finding), hurt) {
                (true, _) => MarkKind::Killed,
                (false, true) => MarkKind::Injured,
                (false, false) => continue,
            };
            let evidence = Evidence { span: finding.span, rule: finding.rule.to_string() };
            found.push(Harm { party, kind, evidence });
        }
    }
    found
}

/// A death that nobody brought about, of everybody whom the finding tells of.
fn is_of_itself(people: &People<'_, '_>, finding: &Finding) -> bool {
    let mut named = finding.all("victim").filter_map(|b| people.at(b.head)).peekable();
    named.peek().is_some() && named.all(|p| events::is_natural(people.scene, people, finding, p))
}

/// "shot at officers": nobody is hurt by that, whoever the parse makes of the one who shot.
fn aims_at_somebody(people: &People<'_, '_>, at: usize) -> bool {
    let scene = people.scene;
    let shoots = scene.head(at).is_some_and(|v| matches!(scene.lemma(v).as_str(), "shoot" | "fire"));
    let somebody = |i: usize| {
        people.at(i).is_some_and(|p| people.is_person(p)) || scene.listed("person-nouns", &scene.lemma(i))
    };
    shoots && scene.children_by(at, Dep::Pobj).any(somebody)
}

/// "struck Bell, killing Ann Roe", "wounded him and killed his dog": the second verb has an object of its own.
fn kills_another(scene: &Scene<'_>, anchor: usize, victim: usize) -> bool {
    scene
        .children(anchor)
        .filter(|i| events::kills(scene, *i))
        .any(|i| scene.children_by(i, Dep::Dobj).any(|o| o != victim && scene.token(o).pos != Pos::PRON))
}

/// The type of the event that a finding tells of.
fn kind_of<'a>(people: &People<'_, 'a>, finding: &'a Finding) -> Option<&'a str> {
    let verb = people.scene.lemma(finding.anchor);
    let by_verb = finding.set("types").and_then(|t| people.scene.words.list(t)?.value(&verb, "type"));
    finding.set("type").or(by_verb)
}

fn tells_of_death(people: &People<'_, '_>, finding: &Finding) -> bool {
    // "lost her life"
    let lost = people.scene.lemma(finding.anchor) == "lose";
    lost || kind_of(people, finding) == Some("death")
        || ["died", "dead", "death", "body"].iter().any(|word| finding.rule.contains(word))
}

/// A noun for a person, or an age that stands for one.
fn is_description(people: &People<'_, '_>, head: usize) -> bool {
    let scene = people.scene;
    let lemma = scene.lemma(head);
    let noun = scene.listed("person-nouns", &lemma) || scene.listed("kinship", &lemma) || lemma == "victim";
    (matches!(scene.token(head).pos, Pos::NOUN | Pos::PROPN) && noun)
        || scene.lower(head) == "old"
        || is_counted_group(people, head)
}

/// "four other people", "two men": several people of whom the text says how many.
fn is_counted_group(people: &People<'_, '_>, head: usize) -> bool {
    let scene = people.scene;
    let lemma = scene.lemma(head);
    let noun = scene.listed("person-nouns", &lemma) || matches!(scene.lower(head), "people" | "others");
    let number = |c: usize| scene.token(c).tag == Tag::CD && scene.token(c).dep == Dep::Nummod;
    scene.token(head).tag == Tag::NNS && noun && scene.children(head).any(number)
}

/// "another man", "a second suspect": somebody else than those before.
fn says_other(people: &People<'_, '_>, head: usize) -> bool {
    let scene = people.scene;
    scene.children(head).any(|c| scene.listed("other-ones", scene.lower(c)))
}

fn is_definite(people: &People<'_, '_>, head: usize) -> bool {
    people.scene.children(head).any(|c| matches!(people.scene.lower(c), "the" | "this" | "that"))
}

/// Whom a description means: the one person of its age, else the one person of its part whom it can describe.
fn meant(people: &People<'_, '_>, head: usize, accused: bool) -> Option<(PartyId, &'static str)> {
    let scene = people.scene;
    let years = age_before(scene, head).map(|(y, _)| y);
    let gender = people.gender_of_words(&scene.lemma(head));
    let plural = scene.token(head).tag == Tag::NNS;
    if plural {
        return None;
    }
    let age_of = |p: PartyId| people.all[p].age.as_ref().map(|a| a.years);
    let compatible = |p: PartyId| {
        people.is_person(p)
            && !apart::is_several(people, p)
            && (accused || !apart::is_of_another_time(people, p, head))
            && gender.is_none_or(|g| people.gender(p).is_none_or(|h| h == g))
            && match (years, age_of(p)) {
                (Some(a), Some(b)) => a == b,
                _ => true,
            }
            && !shares_clause(people, p, head)
    };
    let compatible_or_beside =
        |p: PartyId| holders_fit(people, p) && gender.is_none_or(|g| people.gender(p).is_none_or(|h| h == g));
    if let Some(years) = years {
        let hurt = |p: &PartyId| accused && people.victims.contains(p);
        let same: Vec<PartyId> = (0..people.all.len())
            .filter(|p| age_of(*p) == Some(years) && compatible(*p) && !hurt(p))
            .collect();
        match same.as_slice() {
            [only] => return Some((*only, "nominal.same-age")),
            [] => {}
            _ => return None,
        }
    }
    // "his son … Head's son, Daylen": the one person whom the text calls so.
    let noun = scene.lemma(head);
    if scene.listed("kinship", &noun) {
        let called: Vec<PartyId> = (0..people.all.len())
            .filter(|p| !people.all[*p].unnamed && compatible(*p) && is_called(scene, people, *p, &noun))
            .filter(|p| !apart::is_of_another(people, *p, head))
            .collect();
        if let [only] = called.as_slice() {
            return Some((*only, "nominal.same-kin"));
        }
    }
    let holders = if accused { &people.accused } else { &people.victims };
    let others = if accused { &people.victims } else { &people.accused };
    // "her infant son", long after somebody was harmed whom nothing calls kin, is somebody else.
    let kin_of_another = |p: PartyId| {
        !accused
            && scene.listed("kinship", &noun)
            && apart::is_long_known(people, p, head)
            && !is_called(scene, people, p, &noun)
    };
    let fit: Vec<PartyId> = holders
        .iter()
        .copied()
        .filter(|p| compatible(*p) && !others.contains(p) && !kin_of_another(*p))
        .collect();
    if says_other(people, head) {
        return apart::of_same_number(people, head).map(|p| (p, "nominal.same-number"));
    }
    let nobody_yet = !accused && holders.iter().all(|h| people.all[*h].unnamed);
    if let Some(only) = only_other(people, head).filter(|p| nobody_yet && compatible_or_beside(*p)) {
        return Some((only, "nominal.the-victim"));
    }
    match fit.as_slice() {
        [only]
            if holders.iter().filter(|h| !people.all[**h].unnamed).count() <= 1
                || is_definite(people, head) =>
        {
            Some((*only, "nominal.introduced"))
        }
        // "The 2-year-old girl" behind a sentence that names one person.
        [] if !accused && is_definite(people, head) && years.is_some() => {
            let before = scene.sentence_index(head).checked_sub(1).map(|s| people.in_sentence(s));
            match before.as_deref() {
                Some([only]) if compatible(*only) && age_of(*only).is_none() => {
                    Some((*only, "nominal.after-name"))
                }
                _ => None,
            }
        }
        [] | [_] => None,
        several => {
            let called: Vec<PartyId> =
                several.iter().copied().filter(|p| is_called(scene, people, *p, &noun)).collect();
            match called.as_slice() {
                [only] => Some((*only, "nominal.same-noun")),
                _ => None,
            }
        }
    }
}

/// Whether somebody may be the one whom the lead calls a victim without a name: nothing that it says of sex or age is
/// against it.
fn holders_fit(people: &People<'_, '_>, party: PartyId) -> bool {
    let years = |p: PartyId| people.all[p].age.as_ref().map(|a| a.years);
    people.victims.iter().filter(|v| people.all[**v].unnamed).all(|v| {
        let gender = match (people.gender(*v), people.gender(party)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        let age = match (years(*v), years(party)) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        gender && age
    })
}

/// Whether a person is named in the same sentence as a description: two phrases of one sentence are two people,
/// unless one is apposed to the other.
fn shares_clause(people: &People<'_, '_>, party: PartyId, head: usize) -> bool {
    people.in_sentence(people.scene.sentence_index(head)).contains(&party)
}

/// Whether a description may stand for a victim of its own: one person, brought in by an indefinite article or an age,
/// in the story's own text, and no victim named later whom it may announce.
fn can_stand_alone(people: &People<'_, '_>, head: usize) -> bool {
    let scene = people.scene;
    if matches!(scene.block(head), BlockKind::Title | BlockKind::Heading) {
        return false;
    }
    if scene.token(head).tag == Tag::NNS {
        // "Four other people" are beside those named; "two men" are themselves where the text tells of no other victim.
        let named = !people.victims.is_empty();
        let beside = scene.lower(head) == "others" || scene.children(head).any(|c| scene.lower(c) == "other");
        return is_counted_group(people, head) && (beside || !named);
    }
    let by_age = age_before(scene, head).is_some();
    let indefinite = scene.children(head).any(|c| matches!(scene.lower(c), "a" | "an" | "another"));
    let gender = people.gender_of_words(&scene.lemma(head));
    let years = age_before(scene, head).map(|(y, _)| y);
    let announced = people.victims.iter().any(|p| {
        let known = &people.all[*p];
        !known.unnamed
            && known.at > head
            && gender.is_none_or(|g| people.gender(*p).is_none_or(|h| h == g))
            && years.is_none_or(|y| known.age.as_ref().is_none_or(|a| a.years == y))
    });
    (indefinite || by_age) && !announced
}
