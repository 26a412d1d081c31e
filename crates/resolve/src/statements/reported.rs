//! Reported speech: the clauses, refusals and quoted words that the rules of `statement.toml` find.

use factum_types::{
    Act, Binding, BlockKind, Dep, Evidence, Finding, Modality, Mode, Pos, Span, Statement, Tag,
};

use super::act::{act_of, silence};
use super::channel::{channel, relay};
use super::closing::{Closing, closing};
use super::content::{clause, predicate};
use super::performed::is_performed;
use super::who::{Who, speakers};
use super::{told, told_by_cue, unsaid};
use crate::attributions::told_in_marks;
use crate::clauses::{extent, is_according, is_time};
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::{second_subject, speaker_head};

/// What is reported, where it is not told already as a quotation.
pub(super) fn reported(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    direct: &[Statement],
) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    for finding in scene.of_kind("statement") {
        for statement in of_finding(scene, people, finding, direct) {
            // Two rules may know one wording.
            let same =
                |f: &Statement| f.content == statement.content && f.speaker_text == statement.speaker_text;
            if !found.iter().any(|f| f.cue == statement.cue && overlap(f, &statement) || same(f)) {
                found.push(statement);
            }
        }
    }
    rest_on(scene, people, &mut found);
    // "said it would have no comment" is what was said.
    let within: Vec<Span> =
        found.iter().filter(|s| s.answer.is_none()).flat_map(|s| s.content.clone()).collect();
    found.retain(|s| s.answer.is_none() || !s.cue.is_some_and(|cue| within.iter().any(|w| w.contains(cue))));
    for Closing { cue, head, phrase, said: content } in closing(scene) {
        // "told detectives he was ill, the affidavit states": what he told ends where the affidavit comes in.
        for last in found.iter_mut().filter_map(|s| s.content.last_mut()) {
            if last.contains(scene.token(cue).span) && last.start < content.end {
                last.end = content.end;
            }
        }
        let known = |s: &Statement| s.cue == Some(scene.token(cue).span);
        if !direct.iter().chain(&found).any(known) {
            let evidence =
                Evidence { span: content.cover(scene.token(cue).span), rule: "statement.closing".to_owned() };
            let mut statement =
                told(scene, people, (cue, Some(head)), (Mode::Indirect, vec![content]), evidence);
            if let Some(phrase) = phrase.filter(|_| statement.speaker.is_none()) {
                statement.speaker_text = scene.folded(phrase);
            }
            found.push(statement);
        }
    }
    for (cue, content) in told_in_marks(scene) {
        let statement = in_marks(scene, people, cue, content);
        let known = |s: &Statement| {
            overlap(s, &statement)
                || s.content.iter().any(|c| statement.cue.is_some_and(|cue| c.contains(cue)))
        };
        let spoken = !statement.speaker_text.is_empty();
        if spoken && !heads(scene, cue) && !direct.iter().chain(&found).any(known) {
            found.push(statement);
        }
    }
    found.retain(|s| !direct.iter().any(|d| is_beside(scene, s, d)));
    found
}

/// "… to his followers. “Some deserve it,” he wrote.", "said “You cost me all” and fired": what the verb of a quotation
/// seems to report besides, before another sentence's end or from the opening mark on, is the parse's.
fn is_beside(scene: &Scene<'_>, reported: &Statement, direct: &Statement) -> bool {
    let (Some(first), Some(quoted)) = (reported.content.first(), direct.content.first()) else {
        return false;
    };
    let Some(cue) = reported.cue.filter(|_| reported.cue == direct.cue) else { return false };
    let lead = Span { start: first.start.min(quoted.start), end: quoted.start };
    let ended = scene.words_of(lead).trim_end_matches(['“', '"', '\'', ' ', '\n']).ends_with(['.', ':']);
    let before = quoted.end <= cue.start && ended;
    let from_mark = first.start < quoted.start && quoted.start - first.start <= 3;
    before || from_mark
}

/// "Roe said that, according to the inquiry, the gate was open": where only "according to" was understood, Roe says it
/// still, and rests it on the inquiry.
fn rest_on(scene: &Scene<'_>, people: &mut People<'_, '_>, found: &mut [Statement]) {
    let cues: Vec<Option<Span>> = found.iter().map(|s| s.cue).collect();
    for statement in found {
        let Some(at) = statement.cue.map(|cue| scene.tokens_in(cue).start) else { continue };
        let verb = (scene.sentence(at).start..at).rev().find(|i| !matches!(scene.lower(*i), "," | "that"));
        let Some(verb) = verb.filter(|v| is_according(scene, at) && *v + 2 < at && scene.is_verb(*v)) else {
            continue;
        };
        let unheard = !cues.contains(&Some(scene.token(verb).span));
        let head = speaker_head(scene, verb)
            .filter(|_| unheard && scene.listed("reporting-verbs", &scene.lemma(verb)));
        let Some(head) = head else { continue };
        let who = speakers(scene, people, head);
        statement.relay.push(std::mem::replace(&mut statement.speaker_text, who.text));
        (statement.speaker, statement.joint) = (who.party, who.joint);
    }
}

/// Headlines and headings tell in short what the story tells.
fn heads(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.block(token), BlockKind::Title | BlockKind::Heading)
}

/// Whether two statements share words.
fn overlap(a: &Statement, b: &Statement) -> bool {
    a.content.iter().any(|a| b.content.iter().any(|b| a.overlaps(*b)))
}

/// "called the sentence “harsh”": words in marks that the speaker used of a thing.
fn in_marks(scene: &Scene<'_>, people: &mut People<'_, '_>, cue: usize, content: Vec<Span>) -> Statement {
    let span = content.iter().copied().fold(scene.token(cue).span, Span::cover);
    let evidence = Evidence { span, rule: "quotation.said-of".to_owned() };
    told_by_cue(scene, people, cue, (Mode::Mixed, content), evidence)
}

fn of_finding(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    finding: &Finding,
    direct: &[Statement],
) -> Vec<Statement> {
    let anchor = scene.token(finding.anchor).span;
    let in_quotes = scene.quotation_at(anchor).is_some()
        || direct.iter().any(|s| s.content.iter().any(|c| c.contains(anchor)));
    if heads(scene, finding.anchor) || in_quotes {
        return Vec::new();
    }
    let answer = silence(finding).is_some();
    if !answer && (unsaid::leaves_unsaid(scene, finding) || is_performed(scene, people, finding.anchor)) {
        return Vec::new();
    }
    let clauses: Vec<&Binding> = finding.all("what").filter(|w| tells(scene, finding, w)).collect();
    if clauses.is_empty() && finding.one("what").is_some() {
        return Vec::new();
    }
    let Some(teller) = teller(scene, people, finding) else { return Vec::new() };
    if clauses.is_empty() {
        return one(scene, finding, teller, None).into_iter().collect();
    }
    let parts = parts(scene, people, &clauses, &teller);
    let told = parts.iter().enumerate().filter_map(|(at, part)| {
        let part = Part { until: parts.get(at + 1).map(|p| extent(scene, p.what.head).start), ..*part };
        one(scene, finding, teller.clone(), Some(part))
    });
    told.filter(|s| !already_told(s, direct)).collect()
}

/// Who tells, and the head of the phrase.
#[derive(Clone, Debug)]
struct Teller {
    head: Option<usize>,
    who: Who,
}

/// Whoever tells; nothing where the words are only passed on ("it was reported that", "was told that").
fn teller(scene: &Scene<'_>, people: &mut People<'_, '_>, finding: &Finding) -> Option<Teller> {
    let answer = silence(finding).is_some();
    let is_told = |head: usize| !answer && scene.token(head).dep == Dep::Nsubjpass;
    let head = match finding.one("who") {
        Some(who)
            if !is_time(scene, who.head)
                && !is_told(who.head)
                && !unsaid::is_told_by_call(scene, finding.anchor) =>
        {
            second_subject(scene, finding.anchor).or(Some(who.head))
        }
        _ => speaker_head(scene, finding.anchor),
    };
    let who = head.map(|head| speakers(scene, people, head)).unwrap_or_default();
    // "the crowd that left after the shooting said": what happened says nothing, nor does an "I" outside of marks.
    let mute = head.is_some_and(|head| {
        let noun = scene.lemma(head);
        let happened =
            (noun == "incident" || scene.listed("event-nouns", &noun)) && scene.token(head).pos == Pos::NOUN;
        let tells = ["reporting-nouns", "finders"].iter().any(|l| scene.listed(l, &noun));
        // "suffice it to say", "it goes without saying"
        let nobody =
            scene.lower(head) == "it" && matches!(scene.token(finding.anchor).tag, Tag::VB | Tag::VBG);
        nobody
            || happened && !tells && !answer
            || matches!(scene.lower(head), "i" | "we" | "you" | "me" | "us")
    });
    (who.text.contains(char::is_alphanumeric) && !mute).then_some(Teller { head, who })
}

/// One or more of the clauses that a verb reports, up to where the next is told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'f> {
    pub(super) what: &'f Binding,
    /// The head of the last clause.
    pub(super) last: usize,
    denies: bool,
    pub(super) until: Option<usize>,
}

/// "said the gun was loaded and that he did not fire it": what one verb reports is one statement, save where a clause
/// with a "that" of its own denies behind one that does not.
fn parts<'f>(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    clauses: &[&'f Binding],
    teller: &Teller,
) -> Vec<Part<'f>> {
    let mut found: Vec<Part<'f>> = Vec::new();
    for what in clauses {
        // "said he could not discuss it", "would not have fired unless" deny nothing, nor does what one cannot recall.
        let modal = scene.children_by(what.head, Dep::Aux).any(|a| scene.token(a).tag == Tag::MD);
        let one = scene.children_by(what.head, Dep::Aux).count() == 1;
        let condition = scene.children_by(what.head, Dep::Advcl).next().is_some();
        let mind = matches!(
            scene.lemma(what.head).as_str(),
            "remember" | "recall" | "understand" | "think" | "expect"
        );
        let able = modal && (one || condition) || mind;
        let negated = !able && scene.children_by(what.head, Dep::Neg).next().is_some();
        let denies = negated && own_act(scene, people, what, teller.who.party);
        if found.last().is_none_or(|last| has_that(scene, what.head) && denies && !last.denies) {
            found.push(Part { what, last: what.head, denies, until: None });
        } else if let Some(part) = found.last_mut() {
            part.last = part.last.max(what.head);
        }
    }
    found
}

/// "The jury heard the call: “My wife is not breathing.”": whose the words behind the colon are, the quotation says or
/// nobody does.
fn is_behind_colon(scene: &Scene<'_>, cue: usize, what: usize) -> bool {
    let quoted = |i: usize| scene.quotation_at(scene.token(i).span);
    let inside =
        quoted(what).and_then(|q| scene.findings.quotations.get(q)).filter(|_| quoted(cue).is_none());
    inside.is_some_and(|q| {
        let open = scene.tokens_in(q.span).start;
        open > cue && open.checked_sub(1).is_some_and(|lead| scene.word(lead) == ":")
    })
}

/// Whether a clause says something: it is finite, and no open question ("whether", "how") save one that was asked.
fn tells(scene: &Scene<'_>, finding: &Finding, what: &Binding) -> bool {
    if is_behind_colon(scene, finding.anchor, what.head) {
        return false;
    }
    if announces_a_step(scene, finding, what) || lies_beyond_a_semicolon(scene, finding.anchor, what.head) {
        return false;
    }
    if is_according(scene, finding.anchor) {
        return true;
    }
    let opens = |i: usize| {
        matches!(scene.lower(i), "whether" | "if") || matches!(scene.token(i).tag, Tag::WRB | Tag::WP)
    };
    // "a man who police said was armed": the pronoun is the relative clause's.
    let relative = scene.token(finding.anchor).dep == Dep::Relcl;
    let question = !relative && scene.children(what.head).any(|c| c < what.head && opens(c));
    if finding.set("act").is_some() {
        return !(question && scene.token(what.head).dep == Dep::Ccomp);
    }
    // "Impossible, their stepfather said."
    let fragment = what.head < finding.anchor
        && !scene.is_verb(what.head)
        && scene.sentence(finding.anchor).end <= finding.anchor + 3;
    (is_finite(scene, what.head) || fragment) && !question
}

fn is_finite(scene: &Scene<'_>, verb: usize) -> bool {
    let finite = |i: usize| matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    finite(verb)
        || scene.children(verb).any(|c| matches!(scene.token(c).dep, Dep::Aux | Dep::Auxpass) && finite(c))
        || scene
            .children(verb)
            .any(|c| matches!(scene.token(c).dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Csubj))
            && scene.token(verb).tag == Tag::VBN
}

/// "said that Quill was charged with theft", "was indicted, according to": the clause is a step of a charge, which the
/// charge's history tells, with who said it. An arrest is told as a statement, too, and so is what is still to come.
fn announces_a_step(scene: &Scene<'_>, finding: &Finding, what: &Binding) -> bool {
    let is_step = |verb: usize| {
        let lemma = scene.lemma(verb);
        let brought =
            matches!(lemma.as_str(), "charge" | "indict" | "arraign" | "convict" | "sentence" | "plead");
        let open = |m: Modality| matches!(m, Modality::Planned | Modality::Conditional);
        let faces = lemma == "face";
        (brought || faces)
            && scene.of_kind("charge").any(|f| f.anchor == verb && (faces || !open(f.claim.modality)))
    };
    // What "according to" closes is the whole sentence, wherever the parse hangs it.
    let root = || scene.sentence(finding.anchor).find(|i| scene.token(*i).dep == Dep::Root);
    is_step(what.head) || is_according(scene, finding.anchor) && root().is_some_and(is_step)
}

/// "He said he was ill; his wife said he was not": what stands before a semicolon is not what the verb behind it reports.
fn lies_beyond_a_semicolon(scene: &Scene<'_>, cue: usize, clause: usize) -> bool {
    clause < cue && (clause..cue).any(|i| scene.lower(i) == ";")
}

fn has_that(scene: &Scene<'_>, verb: usize) -> bool {
    scene.children_by(verb, Dep::Mark).any(|m| scene.lower(m) == "that")
}

/// Whether most of a statement's words stand in a quotation that has been told.
fn already_told(statement: &Statement, direct: &[Statement]) -> bool {
    let Some(content) = statement.content.first() else { return true };
    direct.iter().any(|d| {
        let shared: usize =
            d.content.iter().filter(|c| c.overlaps(*content)).map(|c| c.len().min(content.len())).sum();
        shared * 2 > content.len()
    })
}

fn one(scene: &Scene<'_>, finding: &Finding, teller: Teller, part: Option<Part<'_>>) -> Option<Statement> {
    let content = match part {
        None => vec![predicate(scene, finding.anchor)],
        Some(part) => clause(scene, finding, part),
    };
    let whole = content.iter().copied().reduce(Span::cover).filter(|s| !s.is_empty())?;
    let Teller { head, who } = teller;
    let channel = who.paper.or_else(|| channel(scene, finding.anchor).filter(|c| *c != who.text));
    let what = part.map(|p| p.what);
    let quoted = scene.findings.quotations.iter().any(|q| whole.overlaps(q.span));
    let fixed = finding.set("act").and_then(|a| a.parse().ok());
    let act = fixed.unwrap_or_else(|| act_of(scene, finding.anchor, head));
    Some(Statement {
        speaker: who.party,
        speaker_text: who.text,
        joint: who.joint,
        mode: if quoted { Mode::Mixed } else { Mode::Indirect },
        // "has said that he did not": to say that something is not so of oneself is to deny it.
        act: if act == Act::Say && part.is_some_and(|p| p.denies) { Act::Deny } else { act },
        cue: Some(scene.token(finding.anchor).span),
        hedge: hedge(scene, finding, what),
        modality: modality(scene, act, what),
        channel,
        relay: relay(scene, finding.anchor),
        content,
        answer: silence(finding),
        evidence: Evidence { span: finding.span.cover(whole), rule: finding.rule.to_string() },
    })
}

/// How far the speaker vouches for what is said, by the clause's own negation, auxiliaries and adverbs.
fn modality(scene: &Scene<'_>, act: Act, what: Option<&Binding>) -> Modality {
    let Some(what) = what else { return Modality::Asserted };
    let aux = |words: &[&str]| {
        scene
            .children(what.head)
            .any(|c| matches!(scene.token(c).dep, Dep::Aux) && words.contains(&scene.lower(c)))
    };
    if act == Act::Deny || scene.children_by(what.head, Dep::Neg).next().is_some() {
        Modality::Denied
    } else if aux(&["could", "would", "might", "may"]) {
        Modality::Conditional
    } else if aux(&["will", "shall", "'ll"]) {
        Modality::Planned
    } else if act == Act::Allege {
        Modality::Alleged
    } else {
        Modality::Asserted
    }
}

/// "allegedly", "reportedly", "appears to", "may have": the word that keeps a distance, in the reported clause or
/// beside the reporting verb.
fn hedge(scene: &Scene<'_>, finding: &Finding, what: Option<&Binding>) -> Option<Span> {
    let hedges = |i: &usize| *i != finding.anchor && scene.listed("hedges", scene.lower(*i));
    let own = what.and_then(|what| scene.children(what.head).chain([what.head]).find(hedges));
    own.or_else(|| scene.children(finding.anchor).find(hedges)).map(|i| scene.token(i).span)
}

/// Whether the reported clause is about its own speaker; what one admits one does not deny.
fn own_act(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    what: &Binding,
    speaker: Option<factum_types::PartyId>,
) -> bool {
    let (Some(subject), Some(speaker)) = (scene.subject(what.head), speaker) else { return false };
    let own = match people.at(subject) {
        Some(party) => party == speaker,
        None => matches!(scene.lower(subject), "he" | "she" | "they"),
    };
    // "admitted that he had not locked the door"
    let owns_up = scene.head(what.head).is_some_and(|cue| {
        matches!(scene.lemma(cue).as_str(), "admit" | "acknowledge" | "concede" | "agree" | "confess")
    });
    own && !owns_up
}
