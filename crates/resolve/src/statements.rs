//! Who is reported to have said what: quotations with their speakers, reported clauses, and kinds of no answer.
//!
//! The parts are those of the layer `attributions` ([`crate::quotes`], [`crate::clauses`], [`crate::speakers`]); the
//! record keeps what was said, and leaves out what is only thought, planned or seen.

mod act;
mod argued;
mod attributed;
mod channel;
mod closing;
mod content;
mod performed;
mod pointing;
mod pronouns;
mod reported;
mod unclosed;
mod unsaid;
mod who;

use factum_types::{Act, Dep, Evidence, Modality, Mode, Quotation, Sentence, Span, Statement};

use crate::clauses::{clause_around, extent, is_according};
use crate::people::People;
use crate::quotes::{is_person, speeches};
use crate::scene::Scene;
use crate::speakers::{is_passive, speaker_head};
use crate::turns::{Turn, named, turns};
use act::act_of;
pub(crate) use attributed::attribute;
use channel::{according, channel, relay};
pub(crate) use pointing::denied;
use who::speakers;

pub(crate) fn statements(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<Statement> {
    let turns = turns(scene, Some(people));
    let mut found = direct(scene, people, &turns);
    found.extend(turns.iter().filter(|t| tells(scene, t)).map(|t| of_turn(scene, t)));
    let reported = reported::reported(scene, people, &found);
    let in_turn = |s: &Statement| s.content.iter().any(|c| turns.iter().any(|t| t.words.contains(*c)));
    found.extend(reported.into_iter().filter(|s| !in_turn(s)));
    found.sort_by_key(|s| s.content.first().copied());
    who::carry_on(scene, people, &mut found);
    pointing::denials(scene, people, &mut found);
    argued::leave_to_counsel(scene, people, &mut found);
    channel::through_others(scene, people, &mut found);
    for statement in &found {
        statement
            .speaker
            .into_iter()
            .chain(statement.joint.iter().copied())
            .for_each(|p| people.use_party(p));
    }
    found
}

/// Whether a turn says something: a question does not, nor do the words of a "Q" or an "A" whom nothing names.
fn tells(scene: &Scene<'_>, turn: &Turn) -> bool {
    let tokens = scene.tokens_in(turn.words);
    let is_question = |words: &str| words.trim_end().ends_with('?');
    let whole = |s: &&Sentence| s.tokens.start >= tokens.start && s.tokens.end <= tokens.end;
    let mut sentences = scene.analysis.sentences.iter().filter(whole);
    let asks = is_question(scene.words_of(turn.words))
        && sentences.all(|s| is_question(scene.words_of(scene.span(&s.tokens))));
    !asks && (turn.speaker.is_some() || turn.label.len() > 1)
}

/// What somebody says in a turn of a transcript.
fn of_turn(scene: &Scene<'_>, turn: &Turn) -> Statement {
    Statement {
        speaker: turn.speaker,
        speaker_text: scene.folded(turn.label),
        joint: Vec::new(),
        mode: Mode::Direct,
        act: Act::Say,
        cue: None,
        hedge: None,
        modality: Modality::Asserted,
        channel: None,
        relay: Vec::new(),
        content: vec![turn.words],
        answer: None,
        evidence: Evidence { span: turn.label.cover(turn.words), rule: "turn.labelled".to_owned() },
    }
}

fn direct(scene: &Scene<'_>, people: &mut People<'_, '_>, turns: &[Turn]) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut silent = false;
    for speech in speeches(scene) {
        let quotations: Vec<&Quotation> =
            speech.quotes.iter().filter_map(|q| scene.findings.quotations.get(*q)).collect();
        let Some(first) = quotations.first() else { continue };
        if turns.iter().any(|t| t.words.overlaps(first.span)) {
            continue;
        }
        let mut content: Vec<Span> = quotations.iter().map(|q| inside(scene, q)).collect();
        let mut open = quotations.last().map(|q| unclosed::runs_on(scene, q)).unwrap_or_default().into_iter();
        if let (Some(whole), Some(last)) = (open.next(), content.last_mut()) {
            *last = whole;
        }
        let sung = |cue| performed::is_performed(scene, people, cue);
        match speech.cue.or(speech.by.map(|by| by.head)) {
            Some(cue) => silent = unsaid::is_unsaid(scene, cue) && speech.by.is_none() || sung(cue),
            // what goes on with words of a song, or that nobody said, is none either
            None if silent => continue,
            None => {}
        }
        if silent || speech.cue.is_some_and(|cue| quotes_a_part(scene, first, cue)) {
            continue;
        }
        if let Some(by) = speech.by {
            let evidence = Evidence { span: first.span, rule: "quotation.named".to_owned() };
            let statement = told(scene, people, (by.head, Some(by.head)), (Mode::Direct, content), evidence);
            // "Roe: “…”": a lone surname that the parse takes for no name
            let known = statement.speaker.or_else(|| named(Some(people), &statement.speaker_text));
            found.push(Statement { cue: None, speaker: known, ..statement });
            continue;
        }
        match (speech.cue, found.last()) {
            (Some(cue), _) => found.push(with_cue(scene, people, first, cue, content)),
            (None, Some(previous)) => found.push(Statement {
                content,
                cue: None,
                evidence: Evidence { span: first.span, rule: "quotation.continued".to_owned() },
                ..previous.clone()
            }),
            (None, None) => continue,
        }
        for span in open {
            let previous = found.last().cloned();
            found.extend(previous.map(|s| Statement {
                content: vec![span],
                cue: None,
                evidence: Evidence { span, rule: "quotation.open".to_owned() },
                ..s
            }));
        }
    }
    found
}

/// "said he was “sorry for what I did”": the marks stand within the reported clause, which is told whole.
fn quotes_a_part(scene: &Scene<'_>, quotation: &Quotation, cue: usize) -> bool {
    let lower = scene.words_of(quotation.inside).trim_start().chars().next().is_some_and(char::is_lowercase);
    let start = scene.tokens_in(quotation.inside).start;
    if lower && is_according(scene, cue) {
        let around = clause_around(scene, cue);
        return around.first().is_some_and(|c| scene.tokens_in(*c).start + 1 < start);
    }
    // "It was, Roe said, “the worst I saw.”": the clause is around the cue.
    let around = (scene.token(cue).dep == Dep::Parataxis).then(|| scene.head(cue)).flatten();
    let within = |c: usize| extent(scene, c).contains(&start) && extent(scene, c).start + 1 < start;
    // "said in a statement that it “stands by” him": the parse hangs the clause on the paper.
    let that = (cue + 1..start).rev().take(8).any(|i| scene.lower(i) == "that");
    let led_up =
        start.checked_sub(2).is_some_and(|i| i != cue && !matches!(scene.lower(i), "," | ":" | "that"));
    if lower && that && led_up && cue < start && scene.sentence(cue).contains(&start) {
        return true;
    }
    lower && scene.children_by(cue, Dep::Ccomp).chain(around).any(within)
}

/// The words inside the marks, without the space at their ends.
fn inside(scene: &Scene<'_>, quotation: &Quotation) -> Span {
    quotation.inside.trimmed(&scene.document.text)
}

fn with_cue(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    quotation: &Quotation,
    cue: usize,
    content: Vec<Span>,
) -> Statement {
    let span = quotation.span.cover(scene.token(cue).span);
    let evidence = Evidence { span, rule: "quotation.cued".to_owned() };
    told_by_cue(scene, people, cue, (Mode::Direct, content), evidence)
}

/// A statement whose cue says who made it, through what, and what it does.
fn told_by_cue(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    cue: usize,
    (mode, content): (Mode, Vec<Span>),
    evidence: Evidence,
) -> Statement {
    let quoted = || whose_answer(scene, people, cue).filter(|_| mode == Mode::Direct);
    let head = quoted().or_else(|| speaker_head(scene, cue));
    let mut statement = told(scene, people, (cue, head), (mode, content), evidence);
    if mode == Mode::Direct {
        statement.relay.extend(according(scene, cue));
    }
    statement
}

/// "The complaint quotes Fenn: “…”", "Fenn was asked about the plea: “…”": the words are theirs.
fn whose_answer(scene: &Scene<'_>, people: &People<'_, '_>, cue: usize) -> Option<usize> {
    let passive = is_passive(scene, cue);
    let (verb, dep) = match scene.lemma(cue).as_str() {
        "quote" | "cite" => (!passive, Dep::Dobj),
        "ask" | "press" | "quiz" => (passive, Dep::Nsubjpass),
        _ => return None,
    };
    let person =
        |o: &usize| people.at(*o).is_some_and(|party| people.is_person(party)) || is_person(scene, *o);
    scene.children_by(cue, dep).find(|o| verb && person(o))
}

/// A statement by its cue and the head of the phrase that speaks.
fn told(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    (cue, head): (usize, Option<usize>),
    (mode, content): (Mode, Vec<Span>),
    evidence: Evidence,
) -> Statement {
    let who = head.map(|head| speakers(scene, people, head)).unwrap_or_default();
    let act = act_of(scene, cue, head);
    Statement {
        speaker: who.party,
        speaker_text: who.text,
        joint: who.joint,
        mode,
        act,
        cue: Some(scene.token(cue).span),
        hedge: None,
        modality: if act == Act::Allege { Modality::Alleged } else { Modality::Asserted },
        channel: who.paper.or_else(|| channel(scene, cue)),
        relay: relay(scene, cue),
        content,
        answer: None,
        evidence,
    }
}
