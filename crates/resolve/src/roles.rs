//! What part each person has: by title, by apposition, by what happens to them.

mod kin;
mod settle;

use factum_types::{BlockKind, Charge, Dep, Event, Finding, MarkKind, Modality, PartyId, Role, Span};

use crate::links::denoted;
use crate::people::People;
use crate::people::described::{self, Harm};
use crate::scene::Scene;

pub(crate) fn roles(scene: &Scene<'_>, people: &mut People<'_, '_>, charges: &[Charge], events: &[Event]) {
    for event in events {
        for participant in event.participants.iter().filter(|p| p.role == "victim") {
            if !only_by_police(scene, people, participant.party) {
                people.add_role(participant.party, Role::Victim, event.evidence.span, &event.evidence.rule);
                if event.kind == "sexual_assault" {
                    let mark = MarkKind::SexualOffenceVictim;
                    people.add_mark(participant.party, mark, event.evidence.span, &event.evidence.rule);
                }
            }
        }
    }
    harm(people, events);
    for party in 0..people.all.len() {
        if people.is_person(party) {
            by_words(scene, people, party);
        }
    }
    for finding in scene.of_kind("role") {
        by_rule(scene, people, finding);
    }
    kin::kin(scene, people);
    settle::settle(people, charges);
}

/// Marks who was killed and who was hurt; who died of it is not marked as hurt as well.
fn harm(people: &mut People<'_, '_>, events: &[Event]) {
    let mut told = described::harmed(people);
    for event in events.iter().filter(|e| e.kind == "death") {
        // Of whom the words tell by themselves, the event that they were gathered into says nothing more.
        let said = |p: PartyId| told.iter().any(|h: &Harm| people.now(h.party) == p);
        let victims: Vec<_> =
            event.participants.iter().filter(|p| p.role == "victim" && !said(p.party)).collect();
        for victim in victims {
            let (party, evidence) = (victim.party, event.evidence.clone());
            told.push(Harm { party, kind: MarkKind::Killed, evidence });
        }
    }
    told.iter_mut().for_each(|harm| harm.party = people.now(harm.party));
    let dead: Vec<PartyId> = told.iter().filter(|h| h.kind == MarkKind::Killed).map(|h| h.party).collect();
    for Harm { party, kind, evidence } in told {
        if kind == MarkKind::Killed || !dead.contains(&party) {
            people.add_mark(party, kind, evidence.span, &evidence.rule);
        }
    }
}

/// The role that a rule gives, where the text claims it itself.
fn by_rule(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) {
    let Some(role) = finding.set("role").and_then(|r| r.parse::<Role>().ok()) else { return };
    let claimed = match finding.claim.modality {
        Modality::Asserted | Modality::Alleged => true,
        Modality::Planned => role != Role::Victim,
        Modality::Conditional | Modality::Denied => false,
    };
    if !claimed || scene.quotation_at(scene.token(finding.anchor).span).is_some() {
        return;
    }
    // Whom prosecutors mean to charge is not charged yet.
    let role = match (role, finding.claim.modality) {
        (Role::Defendant, Modality::Planned) => Role::Suspect,
        (role, _) => role,
    };
    for binding in finding.all("who").cloned().collect::<Vec<_>>() {
        for denoted in denoted(scene, people, &binding) {
            // Who was wronged is not accused by a word that only seems to mean him.
            let accused = matches!(role, Role::Defendant | Role::Suspect);
            if accused && denoted.inferred.is_some() && people.victims.contains(&denoted.party) {
                continue;
            }
            people.add_role(denoted.party, role, finding.span, &finding.rule);
            if let Some(mark) = finding.set("mark").and_then(|m| m.parse::<MarkKind>().ok()) {
                people.add_mark(denoted.party, mark, finding.span, &finding.rule);
            }
        }
    }
}

/// Whether all that makes somebody a victim of an event was done by the police.
fn only_by_police(scene: &Scene<'_>, people: &People<'_, '_>, party: PartyId) -> bool {
    let hurt = |f: &&Finding| f.all("victim").any(|b| people.at(b.head) == Some(party));
    let mut found = scene.of_kind("event").filter(hurt).peekable();
    found.peek().is_some()
        && found.all(|f| {
            f.all("agent").any(|a| {
                matches!(
                    scene.lemma(a.head).as_str(),
                    "police" | "officer" | "deputy" | "trooper" | "authority"
                )
            })
        })
}

/// Roles by the words beside a name: title before it, apposition behind it, predicate.
fn by_words(scene: &Scene<'_>, people: &mut People<'_, '_>, party: PartyId) {
    let spans: Vec<Span> =
        people.all[party].mentions.iter().filter(|m| m.is_name()).map(|m| m.evidence.span).collect();
    for span in spans {
        let tokens = scene.tokens_in(span);
        let Some(head) = tokens.clone().next_back() else { continue };
        let head = tokens
            .clone()
            .rev()
            .find(|i| scene.head(*i).is_none_or(|h| !tokens.contains(&h)))
            .unwrap_or(head);
        // "Quill's lawyers Ann Lee and Tom Roe": a plural title is shared by all that are coordinated.
        let first = first_conjunct(scene, people, head);
        let shared_by = first.filter(|(start, _)| *start < tokens.start);
        for (start, head) in [Some((tokens.start, head)), shared_by].into_iter().flatten() {
            for (role, words) in titles_before(scene, start, head) {
                let shared = start != tokens.start;
                let plural = scene.words_of(words).trim_end().trim_end_matches("’s").ends_with('s');
                if !shared || plural {
                    let rule = if is_partner(scene, start - 1) { "role.title-partner" } else { "role.title" };
                    people.add_role(party, role, words.cover(span), rule);
                }
            }
        }
        let beside: Vec<usize> = scene
            .children(head)
            .filter(|c| scene.token(*c).dep == Dep::Appos)
            .chain((scene.token(head).dep == Dep::Appos).then(|| scene.head(head)).flatten())
            .chain(predicate(scene, head))
            .collect();
        for noun in beside {
            if people.at(noun).is_some_and(|p| p != party) {
                continue;
            }
            if let Some(role) = role_of_phrase(scene, noun) {
                let rule = if is_partner(scene, noun) { "role.apposed-partner" } else { "role.apposed" };
                people.add_role(party, role, scene.token(noun).span.cover(span), rule);
            }
        }
    }
}

/// Whether a noun is for a partner, who is no kin.
fn is_partner(scene: &Scene<'_>, noun: usize) -> bool {
    let note = scene.words.list("roles").and_then(|l| l.value(&scene.lemma(noun), "note"));
    note.is_some_and(|n| n.starts_with("partner"))
}

/// The first token and the head of the name that a name is coordinated with.
fn first_conjunct(scene: &Scene<'_>, people: &People<'_, '_>, head: usize) -> Option<(usize, usize)> {
    let mut at = head;
    while scene.token(at).dep == Dep::Conj {
        at = scene.head(at)?;
    }
    let party = people.at(at).filter(|_| at != head)?;
    (scene.sentence(at).start..=at)
        .rev()
        .take_while(|i| people.at(*i) == Some(party) && scene.token(*i).pos != factum_types::Pos::NOUN)
        .last()
        .map(|start| (start, at))
}

/// "X is a prosecutor", "X, who is a prosecutor": the noun of the predicate.
fn predicate(scene: &Scene<'_>, head: usize) -> Option<usize> {
    let clause = scene.children_by(head, Dep::Relcl).next();
    let main = scene.head(head).filter(|_| scene.token(head).dep == Dep::Nsubj);
    let verb = main.or(clause)?;
    (scene.lemma(verb) == "be").then(|| scene.children_by(verb, Dep::Attr).next()).flatten()
}

/// The roles that the words before a name show: "police prosecutor Sergeant" shows two.
fn titles_before(scene: &Scene<'_>, start: usize, head: usize) -> Vec<(Role, Span)> {
    let nearest = title_before(scene, start, start, head);
    let further = nearest.and_then(|(_, words)| {
        let at = scene.tokens_in(words).start;
        title_before(scene, at, start, head)
    });
    nearest.into_iter().chain(further).collect()
}

/// The role that the words directly before a token show, of a name that begins at `start`: up to six words, the
/// longest phrase of the list first.
fn title_before(scene: &Scene<'_>, before: usize, start: usize, head: usize) -> Option<(Role, Span)> {
    let from = scene.sentence(start).start;
    let roles = scene.words.list("roles")?;
    let titles = scene.words.list("titles");
    // Take off plain honorifics and hyphens next to the name.
    let mut end = before;
    while end > from
        && matches!(scene.lower(end - 1), "mr." | "mr" | "mrs." | "ms." | "dr." | "ms" | "mrs" | "dr")
    {
        end -= 1;
    }
    // "Assistant State Attorney's Ann Roe": a plural with a stray apostrophe.
    if end > from + 1 && scene.lower(end - 1) == "'s" && scene.head(end - 2) == Some(head) {
        end -= 1;
    }
    if end == from || !belongs_to(scene, end - 1, start, head) {
        return None;
    }
    for length in (1..=6.min(end - from)).rev() {
        let tokens = end - length..end;
        let phrase = phrase_key(scene, tokens.clone());
        // "lawyers" before two names is "lawyer" in the list.
        let singular = phrase.strip_suffix('s').filter(|p| roles.contains(p)).map(str::to_owned);
        let phrase = if roles.contains(&phrase) { phrase } else { singular.unwrap_or(phrase) };
        let role = roles
            .value(&phrase, "role")
            .or_else(|| (length == 1).then(|| titles.and_then(|t| t.value(&phrase, "role"))).flatten());
        if let Some(role) = role.and_then(|r| r.parse::<Role>().ok()) {
            let owned = role != Role::Relative
                || has_owner(scene, end - 1)
                || has_owner(scene, head)
                || phrase == "relative";
            return owned.then(|| (role, scene.span(&tokens)));
        }
    }
    None
}

/// Whether the word before a name is part of its phrase: "investigators" in "told investigators Quill had left" is not.
fn belongs_to(scene: &Scene<'_>, title: usize, start: usize, head: usize) -> bool {
    let up = scene.head(title);
    let below = up.is_some_and(|h| (start..=head).contains(&h));
    let above = scene.head(head) == Some(title) || (start..=head).any(|i| scene.head(i) == Some(title));
    let beside = up.is_some() && up == scene.head(head) && scene.token(title).dep == Dep::Compound;
    let loose = matches!(scene.block(start), BlockKind::Title | BlockKind::Heading | BlockKind::Caption);
    let bound = matches!(
        scene.token(title).dep,
        Dep::Compound | Dep::Nmod | Dep::Amod | Dep::Poss | Dep::Appos | Dep::Dep | Dep::Nummod
    );
    below || above || beside || (bound && up.is_some_and(|h| h >= start)) || loose
}

/// "his brother", "the boy's mother", "mother of two": a word for kin needs somebody whose kin it is.
fn has_owner(scene: &Scene<'_>, noun: usize) -> bool {
    scene.children(noun).any(|c| {
        scene.token(c).dep == Dep::Poss
            || (scene.token(c).dep == Dep::Prep && matches!(scene.lower(c), "of" | "to"))
    })
}

/// The role that a noun phrase shows: its longest phrase that ends at the head.
fn role_of_phrase(scene: &Scene<'_>, head: usize) -> Option<Role> {
    let roles = scene.words.list("roles")?;
    let from = scene.sentence(head).start;
    let checked = |role: Role| {
        let generic = matches!(scene.lemma(head).as_str(), "relative" | "member");
        (role != Role::Relative || generic || has_owner(scene, head)).then_some(role)
    };
    for length in (1..=6.min(head + 1 - from)).rev() {
        let phrase = phrase_key(scene, head + 1 - length..head + 1);
        if let Some(role) = roles.value(&phrase, "role").and_then(|r| r.parse().ok()) {
            return checked(role);
        }
    }
    roles.value(&scene.lemma(head), "role").and_then(|r| r.parse().ok()).and_then(checked)
}

fn phrase_key(scene: &Scene<'_>, tokens: std::ops::Range<usize>) -> String {
    let words: Vec<String> =
        tokens.map(|i| scene.lower(i).to_owned()).filter(|w| !matches!(w.as_str(), "-" | "–")).collect();
    words.join(" ")
}
