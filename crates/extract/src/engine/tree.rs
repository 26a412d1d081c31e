//! A tree pattern against one token.

use std::sync::Arc;

use factum_types::{Binding, Dep, Pos, Span, Tag};

use super::Text;
use super::person::{is_person, is_pronoun, organization_word};
use super::relations::{Relations, verbal};
use crate::language::{Constraint, FactKind, Key, Label, Line, RoleKind, Step, TreePattern};
use crate::layers::{Layers, OffenceMention, left_edge, phrase};
use crate::words::{CHARGE_WORDS, Words};

/// Where a pattern stopped: the line that found no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Failed {
    pub(crate) line: usize,
}

/// A match: what it captured, and every token that one of its lines stands for.
#[derive(Clone, Debug)]
pub(crate) struct Matched {
    pub(crate) bindings: Vec<Binding>,
    pub(crate) tokens: Vec<usize>,
}

/// What a match sees of the document.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'s, 'a> {
    pub(crate) text: &'s Text<'a>,
    pub(crate) words: &'s Words,
    pub(crate) layers: &'s Layers,
}

/// Matches a pattern whose anchor stands at a token.
pub(crate) fn match_tree(
    scene: Scene<'_, '_>,
    pattern: &TreePattern,
    fact: &FactKind,
    anchor: usize,
) -> Result<Matched, Failed> {
    let mut heads: Vec<Option<usize>> = Vec::with_capacity(pattern.lines.len());
    let mut bindings = Vec::new();
    for (index, line) in pattern.lines.iter().enumerate() {
        let fits = |constraints: &[Constraint], i: usize| constraints.iter().all(|c| holds(scene, c, i));
        if index == 0 {
            if !fits(&line.constraints, anchor) {
                return Err(Failed { line: 0 });
            }
            heads.push(Some(anchor));
            continue;
        }
        let found = line.ways.iter().find_map(|way| {
            let start = heads.get(way.from).copied().flatten()?;
            walk(scene, start, &way.steps).into_iter().find(|i| fits(&way.constraints, *i))
        });
        if line.name == "no" {
            if found.is_some() {
                return Err(Failed { line: index });
            }
            heads.push(None);
            continue;
        }
        match found {
            None if !line.optional => return Err(Failed { line: index }),
            None => heads.push(None),
            Some(token) => {
                if !bind(scene, line, fact, (anchor, token), &mut bindings) && !line.optional {
                    return Err(Failed { line: index });
                }
                heads.push(Some(token));
            }
        }
    }
    bindings.sort_by_key(|b: &Binding| (b.span.start, b.head));
    bindings.dedup_by(|a, b| a.role == b.role && a.span == b.span);
    Ok(Matched { bindings, tokens: heads.into_iter().flatten().collect() })
}

/// Adds what a line captures; whether it captured what its role asks for. A line whose name is no role only
/// tests.
fn bind(
    scene: Scene<'_, '_>,
    line: &Line,
    fact: &FactKind,
    (anchor, token): (usize, usize),
    bindings: &mut Vec<Binding>,
) -> bool {
    let Some(kind) = fact.roles.get(&line.name) else { return true };
    let before = bindings.len();
    let heads = match line.conjuncts {
        true if *kind == RoleKind::Clause => clauses(scene.text, token),
        true if *kind == RoleKind::Person => people_joined(scene.text, token),
        true => Relations::new(scene.text).conjuncts(token),
        false => vec![token],
    };
    let role: Arc<str> = line.name.as_str().into();
    // "Ann Roe, who was hurt, and Tom Bell": the relative clause tells nothing of whom the sentence goes on to.
    let clause =
        matches!(scene.text.dep(anchor), Dep::Relcl | Dep::Acl) && scene.text.head(anchor) == Some(token);
    for head in heads {
        if head != token && (!fills(scene, *kind, head) || clause && head > anchor) {
            continue;
        }
        if *kind == RoleKind::Offence {
            // The word that the rule hangs on is no part of the offence: not the "arrest" of "resisting arrest".
            let apart = |m: &&OffenceMention| !m.cover.contains(&anchor);
            for mention in scene.layers.offences_from(head, line.list).into_iter().filter(apart) {
                bindings.push(Binding {
                    role: Arc::clone(&role),
                    head: mention.head,
                    span: mention.span,
                    counts: mention.counts,
                    code: mention.code.clone(),
                });
            }
            continue;
        }
        let span = phrase(scene, *kind, head);
        bindings.push(Binding { role: Arc::clone(&role), head, span, counts: None, code: None });
    }
    bindings.len() > before
}

/// A person and those whom the sentence joins to him, also where the parse takes the next name for an apposition:
/// "Quill; a cousin, Tom Roe; and Ann Bell", "Quill, both of Dorn, as well as Roe".
fn people_joined(text: &Text<'_>, first: usize) -> Vec<usize> {
    let mut found = Relations::new(text).conjuncts(first);
    // Behind a semicolon the parse may hang the next of the list on the verb: "charged Quill; a cousin, Tom Roe".
    if let Some(verb) = text.head(first).filter(|h| verbal(text, *h) && *h < first) {
        let behind = |c: &usize| {
            let start = left_edge(text, *c);
            *c > first && start > 0 && text.lower(start - 1) == ";"
        };
        found.extend(text.children_by(verb, Dep::Dep).filter(behind));
    }
    let mut at = 0;
    while let Some(person) = found.get(at).copied() {
        at += 1;
        let coordinated: Vec<usize> = text.children_by(person, Dep::Cc).collect();
        for beside in text.children(person).filter(|c| *c > person) {
            if !matches!(text.dep(beside), Dep::Appos | Dep::Dep) || verbal(text, beside) {
                continue;
            }
            let start = left_edge(text, beside);
            let parted = start > 0 && text.lower(start - 1) == ";";
            if parted || coordinated.iter().any(|cc| (person..beside).contains(cc)) {
                found.extend(Relations::new(text).conjuncts(beside));
            } else if named_person(text, beside) {
                // The apposition names him; what is coordinated with the name is coordinated with him.
                found.extend(text.children_by(beside, Dep::Conj).filter(|c| named_person(text, *c)));
            }
        }
        if at > 32 {
            break;
        }
    }
    found.extend(listed_names(text, first));
    found.sort_unstable();
    found.dedup();
    found
}

/// The people of a list that stands between commas with ages and places, whatever the parse makes of it: "Ann Roe, 22,
/// Tom Bell, 21, and Eve Lane, 23, all of Dorn".
fn listed_names(text: &Text<'_>, first: usize) -> Vec<usize> {
    let sentence = text.sentence(first);
    let lists = |i: usize| {
        let token = text.token(i);
        text.name(i).is_some()
            || matches!(token.pos, Pos::PROPN | Pos::NUM | Pos::SPACE)
            || token.tag == Tag::CC
            || matches!(text.lower(i), "," | ";" | "of" | "both" | "all" | "from" | "each" | "(" | ")")
    };
    // "Co-defendants Tom Bell, 45, and Ann Roe, 25": the names behind the noun that counts them.
    let noun = text.token(first).tag == Tag::NNS && text.name(first).is_none();
    let from = match noun {
        true => first + 1,
        false => (sentence.start..first).rev().take_while(|i| lists(*i)).last().unwrap_or(first),
    };
    let to = (from.max(first)..sentence.end).take_while(|i| lists(*i)).last().unwrap_or(first);
    let aged = |i: usize| {
        let age = text.lower(i + 2);
        text.lower(i + 1) == "," && age.len() == 2 && age.bytes().all(|b| b.is_ascii_digit())
    };
    let people: Vec<usize> =
        (from..=to).filter(|i| *i + 2 < text.len() && named_person(text, *i) && aged(*i)).collect();
    if people.len() > 1 && (noun || people.contains(&first)) { people } else { Vec::new() }
}

fn named_person(text: &Text<'_>, i: usize) -> bool {
    text.name(i).is_some_and(|(tokens, kind)| kind == factum_types::EntityKind::Person && tokens.len() > 1)
}

/// A clause and those coordinated with it that have a subject of their own: "that the gun went off and that he did
/// not pull the trigger" are two.
fn clauses(text: &Text<'_>, first: usize) -> Vec<usize> {
    let mut found = vec![first];
    let mut at = 0;
    while let Some(clause) = found.get(at).copied() {
        found.extend(text.children_by(clause, Dep::Conj).filter(|c| own_clause(text, *c)));
        at += 1;
    }
    found
}

/// Whether a token is a coordinated verb with a subject of its own.
pub(crate) fn own_clause(text: &Text<'_>, token: usize) -> bool {
    text.dep(token) == Dep::Conj
        && verbal(text, token)
        && text.children(token).any(|c| matches!(text.dep(c), Dep::Nsubj | Dep::Nsubjpass | Dep::Expl))
}

/// Whether a coordinated token is the kind of thing that the role takes.
fn fills(scene: Scene<'_, '_>, kind: RoleKind, head: usize) -> bool {
    match kind {
        RoleKind::Person => is_person(scene.text, scene.words, head),
        _ => true,
    }
}

fn walk(scene: Scene<'_, '_>, start: usize, steps: &[Step]) -> Vec<usize> {
    let mut at = vec![start];
    for step in steps {
        let mut next = Vec::new();
        for token in at {
            for label in &step.labels {
                next.extend(follow(scene, token, *label, step.down));
            }
        }
        next.sort_unstable();
        next.dedup();
        if !step.lemmas.is_empty() {
            next.retain(|i| {
                let (lemma, lower) = (scene.text.lemma(*i), scene.text.lower(*i));
                step.lemmas.iter().any(|l| l == lemma || l == lower)
            });
        }
        at = next;
    }
    at
}

fn follow(scene: Scene<'_, '_>, token: usize, label: Label, down: bool) -> Vec<usize> {
    let text = scene.text;
    if !down {
        let by_label = match label {
            Label::Dep(dep) => text.dep(token) == dep,
            _ => true,
        };
        return if by_label { text.head(token).into_iter().collect() } else { Vec::new() };
    }
    let relations = Relations::new(text);
    match label {
        Label::Dep(dep) => text.children_by(token, dep).collect(),
        Label::Any => text.children(token).collect(),
        Label::Agent => relations.agent(token).into_iter().collect(),
        Label::Patient => relations.patient(token).into_iter().collect(),
        Label::Subject => relations.subject(token).into_iter().collect(),
        Label::When => scene.layers.whens_of(text, scene.words, token),
        Label::Within => within(text, token),
        Label::After => after(text, token),
        Label::Next => next(scene, token).into_iter().collect(),
        Label::Below => below(scene, token).into_iter().collect(),
    }
}

/// The tokens to the right that can still belong to a verb's list: up to a contrast ("but not guilty of") or to
/// the next verb that is coordinated with it and has its own objects.
fn after(text: &Text<'_>, token: usize) -> Vec<usize> {
    let ends = |i: &usize| {
        matches!(text.lower(*i), "but" | "not" | "while" | "whereas" | "though" | "although" | "however")
            || (text.dep(*i) == Dep::Conj && text.head(*i) == Some(token) && verbal(text, *i))
    };
    (token + 1..text.sentence(token).end).take_while(|i| !ends(i)).collect()
}

/// The offence mention that begins behind a word, past article and possessive; else the next word.
fn next(scene: Scene<'_, '_>, token: usize) -> Option<usize> {
    let text = scene.text;
    let end = text.sentence(token).end;
    let mut at = token + 1;
    while at < end && at < token + 5 {
        if let Some(mention) = scene.layers.offence_at(at) {
            return (text.tokens_in(mention.span).start > token).then_some(mention.head);
        }
        // "for a 2009 robbery"
        let year = text.token(at).tag == Tag::CD && text.lower(at).len() == 4;
        if !(year || matches!(text.token(at).pos, Pos::DET | Pos::PRON | Pos::PART | Pos::SPACE)) {
            break;
        }
        at += 1;
    }
    (token + 1 < end).then_some(token + 1)
}

/// The offence that opens the next line, where the line of a word ends in a colon or a preposition: "Found guilty by a
/// jury of:".
fn below(scene: Scene<'_, '_>, token: usize) -> Option<usize> {
    let text = scene.text;
    let line = (token + 1..text.len().min(token + 24)).find(|i| text.breaks_line(*i))?;
    let last = (token..line).rev().find(|i| text.token(*i).pos != Pos::SPACE)?;
    let open = text.lower(last) == ":" || matches!(text.token(last).pos, Pos::ADP | Pos::PART);
    let opens = |i: &usize| text.opens_line(*i) && scene.layers.offence_at(*i).is_some_and(|o| o.named);
    let first = (line..text.len().min(line + 4)).find(opens).filter(|_| open)?;
    scene.layers.offence_at(first).map(|mention| mention.head)
}

/// The tokens below, down to embedded finite clauses, in text order.
fn within(text: &Text<'_>, token: usize) -> Vec<usize> {
    let mut found = Vec::new();
    let mut open = vec![token];
    while let Some(at) = open.pop() {
        for child in text.children(at) {
            found.push(child);
            if !matches!(text.dep(child), Dep::Ccomp | Dep::Advcl | Dep::Relcl | Dep::Parataxis)
                && found.len() < 200
            {
                open.push(child);
            }
        }
    }
    found.sort_unstable();
    found
}

fn holds(scene: Scene<'_, '_>, constraint: &Constraint, i: usize) -> bool {
    let text = scene.text;
    let any = |test: &dyn Fn(&str) -> bool| constraint.values.iter().any(|v| test(v));
    let held = match constraint.key {
        Key::Lemma => any(&|v| v == text.lemma(i)),
        Key::Lower => any(&|v| v == text.lower(i)),
        Key::Pos => any(&|v| v.parse::<Pos>() == Ok(text.token(i).pos)),
        Key::Tag => any(&|v| v.parse::<Tag>() == Ok(text.token(i).tag)),
        Key::Dep => any(&|v| v.parse::<Dep>() == Ok(text.dep(i))),
        Key::Voice => {
            let passive = Relations::new(text).passive(i);
            any(&|v| (v == "passive") == passive)
        }
        Key::Tense => {
            let tense = Relations::new(text).tense(i).unwrap_or("none");
            any(&|v| v == tense)
        }
        Key::Has => any(&|v| text.children(i).any(|c| text.lemma(c) == v || text.lower(c) == v)),
        Key::In => any(&|v| scene.words.holds(v, text.lemma(i)) || scene.words.holds(v, text.lower(i))),
        Key::Is => any(&|v| is(scene, v, i)),
    };
    held != constraint.negated
}

fn is(scene: Scene<'_, '_>, what: &str, i: usize) -> bool {
    let text = scene.text;
    match what {
        "person" => is_person(text, scene.words, i),
        "pronoun" => is_pronoun(text, i),
        "name" => text.token(i).pos == Pos::PROPN,
        "organization" => {
            organization_word(text, scene.words, i)
                || text.name(i).is_some_and(|(_, kind)| kind == factum_types::EntityKind::Org)
        }
        "party" => is(scene, "person", i) || is(scene, "organization", i) || text.token(i).pos == Pos::PROPN,
        "offence" => scene.layers.offence_at(i).is_some_and(|o| o.named),
        "charge" => CHARGE_WORDS.contains(&text.lemma(i)),
        "when" => scene.layers.when_at(text.token(i).span).is_some(),
        "amount" => scene.layers.amount_at(i).is_some(),
        "money" => scene.layers.amount_at(i).is_some_and(|a| a.money),
        _ => false,
    }
}

/// The words that a match rests on: from its first captured token or anchor to its last, widened to whole
/// phrases.
pub(crate) fn span_of(text: &Text<'_>, anchor: usize, bindings: &[Binding]) -> Span {
    bindings.iter().fold(text.token(anchor).span, |span, b| span.cover(b.span))
}
