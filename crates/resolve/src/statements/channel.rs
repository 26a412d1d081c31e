//! How words reached the reader: the occasion or paper ("in a statement to the Post"), and through whose hands
//! ("in documents obtained by", "the Post reported that police said").

use factum_types::{Dep, Pos, Span, Statement, Tag};

use crate::clauses::{below, extent, is_according};
use crate::people::People;
use crate::scene::Scene;
use crate::speech::phrase;

/// "in a statement to the Post", "at a news conference", where the sentence says.
pub(super) fn channel(scene: &Scene<'_>, verb: usize) -> Option<String> {
    let object = channel_noun(scene, verb)?;
    let mut to = object + 1;
    for child in scene.children(object).filter(|c| *c > object) {
        let word = scene.lower(child);
        let thing = || scene.children_by(child, Dep::Pobj).next().is_some();
        if matches!(word, "to" | "with" | "by" | "from" | "on") && thing()
            || scene.token(child).dep == Dep::Acl && scene.token(child).tag == Tag::VBN
        {
            to = to.max(extent(scene, child).end);
        }
    }
    let from = scene.children(object).next().map_or(object, |c| c.min(object));
    Some(scene.folded(scene.span(&(from..to))))
}

/// The noun of the occasion or paper in which a verb's words were said.
fn channel_noun(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    scene.sentence(verb).find_map(|i| {
        let before = matches!(scene.lower(i), "in" | "at" | "on" | "during" | "through" | "via")
            && scene.quotation_at(scene.token(i).span).is_none();
        let object = before.then(|| scene.children_by(i, Dep::Pobj).next()).flatten()?;
        (scene.listed("channels", &scene.lemma(object)) && is_of(scene, i, verb)).then_some(object)
    })
}

/// Whether a preposition hangs, directly or through auxiliaries and conjuncts, on a verb or its clause.
fn is_of(scene: &Scene<'_>, preposition: usize, verb: usize) -> bool {
    let mut at = preposition;
    for _ in 0..4 {
        let Some(head) = scene.head(at) else { return false };
        if head == verb {
            return true;
        }
        // "The prosecutor at the trial said": not the evidence, but somebody of that occasion.
        let paper = ["finders", "reporting-nouns"].iter().any(|l| scene.listed(l, &scene.lemma(head)));
        if !paper && matches!(scene.token(head).dep, Dep::Nsubj | Dep::Nsubjpass) {
            return false;
        }
        // Another clause has its own occasions: "ruled that it could not be used at trial".
        if scene.is_verb(head) && !matches!(scene.token(head).dep, Dep::Aux | Dep::Auxpass | Dep::Conj) {
            return false;
        }
        at = head;
    }
    false
}

/// Through whose hands the words came: whoever obtained or published the paper, and whom the speaker told, where
/// that is an organization; nearest source first.
pub(super) fn relay(scene: &Scene<'_>, verb: usize) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(paper) = channel_noun(scene, verb) {
        for child in scene.children(paper).filter(|c| *c > paper) {
            let hands = match scene.token(child).dep {
                // "obtained by KRQE", "shared with the Post"
                Dep::Acl if scene.token(child).tag == Tag::VBN => scene.children(child).find(|c| {
                    matches!(scene.token(*c).dep, Dep::Agent | Dep::Prep)
                        && matches!(scene.lower(*c), "by" | "with" | "to")
                }),
                Dep::Prep | Dep::Dative if matches!(scene.lower(child), "to" | "with") => Some(child),
                _ => None,
            };
            found.extend(hands.and_then(|h| scene.children_by(h, Dep::Pobj).next()));
        }
    }
    let told = scene.children(verb).find(|c| {
        *c > verb && matches!(scene.token(*c).dep, Dep::Dobj | Dep::Dative) && scene.lemma(verb) == "tell"
    });
    found.extend(told.filter(|t| is_outlet(scene, *t)));
    found.retain(|head| scene.token(*head).pos == Pos::PROPN);
    let hands = found.into_iter().map(|head| phrase(scene, head));
    hands.chain(told_of(scene, verb).map(|head| phrase(scene, head))).collect()
}

/// "“I know what you did,” Fenn joked, according to her sister": through whom a quotation came.
pub(super) fn according(scene: &Scene<'_>, verb: usize) -> Option<String> {
    let sentence = scene.sentence(verb);
    let says = |i: &usize| scene.is_verb(*i) && scene.listed("reporting-verbs", &scene.lemma(*i));
    let by = (verb + 1..sentence.end).find(|i| is_according(scene, *i) || says(i))?;
    let who = is_according(scene, by).then(|| crate::speakers::speaker_head(scene, by)).flatten()?;
    scene.quotation_at(scene.token(by).span).is_none().then(|| phrase(scene, who))
}

/// "Deputies said Roe told them": whoever is told to say that somebody said it.
fn told_of(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let outer = scene.head(verb).filter(|o| *o < verb && scene.token(verb).dep == Dep::Ccomp)?;
    let reports = scene.is_verb(outer) && scene.listed("reporting-verbs", &scene.lemma(outer));
    let who = crate::speakers::subject_of(scene, outer).filter(|_| reports)?;
    (scene.token(who).pos != Pos::PRON).then_some(who)
}

/// "told the Associated Press": the model's name for an organization.
fn is_outlet(scene: &Scene<'_>, token: usize) -> bool {
    let names = &scene.analysis.names;
    names.iter().any(|n| n.tokens.contains(&token) && n.kind == factum_types::EntityKind::Org)
}

/// "the Post reported that police said …", "police said, according to the Post": a report that stands inside
/// another came through its speaker, and one whose clause is itself a report is no statement but the way it came.
pub(super) fn through_others(scene: &Scene<'_>, people: &People<'_, '_>, statements: &mut Vec<Statement>) {
    let mut gone = Vec::new();
    for outer in 0..statements.len() {
        for inner in 0..statements.len() {
            if outer == inner {
                continue;
            }
            let (a, b) = (&statements[outer], &statements[inner]);
            if rests_on(scene, a, b) {
                gone.push(inner);
                let (name, content) = (by_name(people, b), b.content.clone());
                let whole = !a.cue.is_some_and(|cue| content.iter().any(|c| c.contains(cue)));
                if let Some(a) = statements.get_mut(outer) {
                    pass_through(a, name);
                    if whole {
                        a.content = content;
                    }
                }
                continue;
            }
            let Some(cue) = b.cue.filter(|cue| a.content.iter().any(|c| c.contains(*cue))) else { continue };
            let same = a.speaker.is_some() && a.speaker == b.speaker || a.speaker_text == b.speaker_text;
            if a.speaker_text.is_empty() || same {
                continue;
            }
            let known = b.relay.contains(&a.speaker_text);
            let name = by_name(people, a);
            if merely_passes_on(scene, people, a, cue) {
                gone.push(outer);
            }
            if let Some(b) = statements.get_mut(inner).filter(|_| !known) {
                pass_through(b, name);
            }
        }
    }
    let mut at = 0;
    statements.retain(|_| {
        at += 1;
        !gone.contains(&(at - 1))
    });
}

/// One more through whose hands a statement came, once.
fn pass_through(statement: &mut Statement, name: String) {
    if !statement.relay.contains(&name) {
        statement.relay.push(name);
    }
}

/// The text's words for a speaker; of "she" or "the victim", which say nothing away from their place, the name.
fn by_name(people: &People<'_, '_>, statement: &Statement) -> String {
    let known = statement.speaker.and_then(|p| people.all.get(people.now(p)));
    match known.filter(|k| k.is_person() && !k.unnamed && statement.joint.is_empty()) {
        Some(known) if !statement.speaker_text.contains(&known.name) => known.name.clone(),
        _ => statement.speaker_text.clone(),
    }
}

/// "Roe said that, according to the inquiry, the gate was open": Roe says what the inquiry is said to hold.
fn rests_on(scene: &Scene<'_>, outer: &Statement, inner: &Statement) -> bool {
    let (Some(cue), Some(according)) = (outer.cue, inner.cue) else { return false };
    if !is_according(scene, scene.tokens_in(according).start) || outer.speaker_text.is_empty() {
        return false;
    }
    let (verb, according) = (scene.tokens_in(cue).start, scene.tokens_in(according).start);
    let that = (verb + 1..according).all(|i| matches!(scene.lower(i), "that" | ","));
    verb < according && that && scene.sentence(verb).contains(&according)
}

/// Whether a report only passes on another: "Roe said, according to the Post", "The Post reported that Roe said".
fn merely_passes_on(scene: &Scene<'_>, people: &People<'_, '_>, outer: &Statement, cue: Span) -> bool {
    let Some(word) = outer.cue else { return false };
    if is_according(scene, scene.tokens_in(word).start) {
        return governs(scene, cue, outer.cue) && !is_confession(scene, cue);
    }
    let verb = scene.tokens_in(word).start;
    // "Officers said they found it, records state"
    let main = matches!(scene.token(scene.tokens_in(cue).start).dep, Dep::Root | Dep::Ccomp);
    if outer.evidence.rule == "statement.closing" && outer.speaker.is_none() && !scene.is_verb(verb) {
        return main && !is_confession(scene, cue);
    }
    let told = scene.head(scene.tokens_in(cue).start) == Some(verb);
    told && scene.lemma(verb) == "report"
        && outer.speaker.is_some_and(|p| !people.is_person(p))
        && !["police", "office", "department", "sheriff", "attorney", "court", "fbi", "bureau", "agency"]
            .iter()
            .any(|w| outer.speaker_text.to_lowercase().contains(w))
}

/// "confessed to the killing, according to police": that somebody confessed or denied is itself what police say.
fn is_confession(scene: &Scene<'_>, verb: Span) -> bool {
    let verb = scene.tokens_in(verb).start;
    matches!(scene.lemma(verb).as_str(), "confess" | "admit" | "acknowledge" | "deny" | "accuse")
}

/// Whether a reporting verb is the one that "according to" hangs on, or stands above it.
fn governs(scene: &Scene<'_>, verb: Span, according: Option<Span>) -> bool {
    let Some(according) = according else { return false };
    let (verb, according) = (scene.tokens_in(verb).start, scene.tokens_in(according).start);
    below(scene, according, verb)
}
