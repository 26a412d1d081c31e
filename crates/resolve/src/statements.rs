//! Who is reported to have said what: quotations with their speakers, and reported clauses.

use factum_types::{
    Act, Binding, BlockKind, Dep, Evidence, Finding, Mode, Pos, Quotation, Silence, Span, Statement,
    TokenRange,
};

use crate::links::denoted;
use crate::people::People;
use crate::scene::Scene;
use crate::speech::{phrase, phrase_span};

pub(crate) fn statements(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<Statement> {
    let mut found = direct(scene, people);
    let reported: Vec<Statement> =
        scene.of_kind("statement").flat_map(|f| indirect(scene, people, f, &found)).collect();
    found.extend(reported);
    found.sort_by_key(|s| s.content.first().copied());
    for statement in &found {
        statement
            .speaker
            .into_iter()
            .chain(statement.joint.iter().copied())
            .for_each(|p| people.use_party(p));
    }
    found
}

/// Where a quotation's cue stands.
struct Cue {
    verb: usize,
}

fn direct(scene: &Scene<'_>, people: &mut People<'_, '_>) -> Vec<Statement> {
    let mut found: Vec<Statement> = Vec::new();
    let mut last_block = None;
    for quotation in &scene.findings.quotations {
        let tokens = scene.tokens_in(quotation.inside);
        if tokens.is_empty() {
            continue;
        }
        let block = scene.block_index(tokens.start);
        // "Adding, “…”" has no speaker of its own: it carries on.
        let cue = cue_of(scene, quotation)
            .filter(|c| !opens_block(scene, quotation) || speaker_head(scene, c.verb).is_some());
        let previous = found.last_mut().filter(|s| s.mode == Mode::Direct);
        match (cue, previous) {
            (Some(cue), Some(previous)) if previous.cue == Some(scene.token(cue.verb).span) => {
                previous.content.push(content(scene, quotation));
            }
            (Some(cue), _) if is_speech(scene, quotation, &cue) => {
                found.push(with_cue(scene, people, quotation, &cue));
                last_block = Some(block);
            }
            (Some(_), _) => {}
            (None, Some(previous)) if last_block == Some(block) && whole_sentence(scene, quotation) => {
                previous.content.push(content(scene, quotation));
            }
            (None, Some(previous))
                if last_block.is_some_and(|l| l + 1 == block)
                    && opens_block(scene, quotation)
                    && whole_sentence(scene, quotation) =>
            {
                let continued = Statement {
                    content: vec![content(scene, quotation)],
                    cue: None,
                    channel: None,
                    evidence: Evidence { span: quotation.span, rule: "quotation.continued".to_owned() },
                    ..previous.clone()
                };
                found.push(continued);
                last_block = Some(block);
            }
            _ => {}
        }
    }
    found
}

/// The words inside the marks, without the comma that English puts before the closing mark.
fn content(scene: &Scene<'_>, quotation: &Quotation) -> Span {
    let text = scene.words_of(quotation.inside);
    let trimmed = text.trim();
    let start = quotation.inside.start as usize + (text.len() - text.trim_start().len());
    Span::new(start, start + trimmed.len())
}

/// A quotation is speech where it is long enough for a clause or stands as a sentence; a word or two in marks
/// is a title or a word held at arm's length.
fn is_speech(scene: &Scene<'_>, quotation: &Quotation, cue: &Cue) -> bool {
    let tokens = scene.tokens_in(quotation.inside);
    let verb = tokens.clone().any(|i| scene.is_verb(i));
    let governed = tokens.clone().any(|i| {
        scene.head(i) == Some(cue.verb)
            && matches!(scene.token(i).dep, Dep::Ccomp | Dep::Parataxis | Dep::Dobj)
    });
    tokens.len() >= 4 && verb
        || tokens.len() >= 6
        || (governed && tokens.len() >= 2 && whole_sentence(scene, quotation))
}

/// Whether the words end as a sentence or clause of speech does.
fn whole_sentence(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let text = scene.words_of(quotation.inside).trim_end();
    let capital = text.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
    capital && (!quotation.closed || text.ends_with(['.', ',', '!', '?', '…', ';']))
}

fn opens_block(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start) as usize;
    let Some(block) = scene.document.blocks.get(block) else { return false };
    let lead = Span::new(block.span.start as usize, quotation.span.start as usize);
    // "Adding, “…" carries on as well.
    let words: Vec<&str> = scene.words_of(lead).split_whitespace().collect();
    words.is_empty() || (words.len() <= 2 && words.iter().any(|w| w.to_lowercase().starts_with("adding")))
}

/// The reporting verb of a quotation: behind it first ("…," she said), then before it (she said: "…").
fn cue_of(scene: &Scene<'_>, quotation: &Quotation) -> Option<Cue> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let inside_quote = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    let ends_comma = scene.words_of(quotation.inside).trim_end().ends_with([',', '?', '!', '—', '-']);
    let behind = (tokens.end..scene.len().min(tokens.end + 14))
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !inside_quote(*i))
        .find(|i| reports(scene, *i));
    if let Some(verb) = behind.filter(|_| ends_comma) {
        return Some(Cue { verb });
    }
    let before = (tokens.start.saturating_sub(40)..tokens.start)
        .rev()
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !inside_quote(*i))
        .find(|i| reports(scene, *i));
    before.or(behind).map(|verb| Cue { verb })
}

fn stops(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.word(i), "." | "!" | "?")
        || scene.token(i).pos == Pos::SPACE && scene.word(i).contains("\n\n")
}

fn reports(scene: &Scene<'_>, i: usize) -> bool {
    (scene.is_verb(i) && scene.listed("reporting-verbs", &scene.lemma(i)))
        || (scene.lower(i) == "according" && i + 1 < scene.len() && scene.lower(i + 1) == "to")
}

fn with_cue(scene: &Scene<'_>, people: &mut People<'_, '_>, quotation: &Quotation, cue: &Cue) -> Statement {
    let head = speaker_head(scene, cue.verb);
    let (speaker, joint, speaker_text) = match head {
        Some(head) => speakers(scene, people, head),
        None => (None, Vec::new(), String::new()),
    };
    let verb = scene.token(cue.verb).span;
    Statement {
        speaker,
        speaker_text,
        joint,
        mode: Mode::Direct,
        act: act_of(scene, cue.verb, head),
        cue: Some(verb),
        channel: channel(scene, cue.verb),
        content: vec![content(scene, quotation)],
        answer: None,
        evidence: Evidence { span: quotation.span.cover(verb), rule: "quotation.cued".to_owned() },
    }
}

/// The head of the phrase that speaks: the verb's subject, also behind it ("said Smith"), or what "according
/// to" names.
fn speaker_head(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    if scene.lower(verb) == "according" {
        let to = scene.children(verb).find(|c| scene.lower(*c) == "to")?;
        return scene.children_by(to, Dep::Pobj).next();
    }
    scene.subject(verb)
}

type Speakers = (Option<usize>, Vec<usize>, String);

fn speakers(scene: &Scene<'_>, people: &mut People<'_, '_>, head: usize) -> Speakers {
    let span = phrase_span(scene, head);
    let binding = Binding { role: "who".into(), head, span, counts: None, code: None };
    let mut parties: Vec<usize> = denoted(scene, people, &binding).into_iter().map(|d| d.party).collect();
    if parties.is_empty() {
        parties.extend(people.at(head));
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
    let mut rest = parties.into_iter();
    (rest.next(), rest.collect(), phrase(scene, head))
}

fn act_of(scene: &Scene<'_>, verb: usize, speaker: Option<usize>) -> Act {
    let listed = scene
        .words
        .list("reporting-verbs")
        .and_then(|l| l.value(&scene.lemma(verb), "act"))
        .and_then(|a| a.parse().ok());
    let paper = speaker.is_some_and(|s| {
        matches!(
            scene.lemma(s).as_str(),
            "complaint" | "indictment" | "affidavit" | "statement" | "warrant" | "filing" | "charge"
        )
    });
    match listed {
        Some(Act::Say) | None if paper => Act::Allege,
        Some(act) => act,
        None => Act::Say,
    }
}

/// "in a statement to the Post", "at a news conference": how the words reached the reader, where the sentence
/// says.
fn channel(scene: &Scene<'_>, verb: usize) -> Option<String> {
    let sentence = scene.sentence(verb);
    let noun = |i: usize| {
        matches!(
            scene.lemma(i).as_str(),
            "statement"
                | "release"
                | "interview"
                | "conference"
                | "email"
                | "e-mail"
                | "letter"
                | "tweet"
                | "post"
                | "filing"
                | "affidavit"
                | "complaint"
                | "document"
                | "motion"
                | "testimony"
                | "hearing"
        )
    };
    for i in sentence.clone() {
        if !matches!(scene.lower(i), "in" | "at" | "on" | "during")
            || scene.quotation_at(scene.token(i).span).is_some()
        {
            continue;
        }
        let object =
            scene.children_by(i, Dep::Pobj).next().filter(|o| noun(*o) && scene.is_clause_of(i, verb));
        if let Some(object) = object {
            let mut to = object + 1;
            for child in scene.children(object).filter(|c| *c > object) {
                let word = scene.lower(child);
                if matches!(word, "to" | "with" | "by" | "from" | "on") || scene.token(child).dep == Dep::Acl
                {
                    to = to.max(last_below(scene, child) + 1);
                }
            }
            let from = scene.children(object).next().map_or(object, |c| c.min(object));
            return Some(
                scene.words_of(scene.span(&(from..to))).split_whitespace().collect::<Vec<_>>().join(" "),
            );
        }
    }
    None
}

fn last_below(scene: &Scene<'_>, at: usize) -> usize {
    scene.children(at).map(|c| if c > at { last_below(scene, c) } else { at }).max().unwrap_or(at).max(at)
}

impl Scene<'_> {
    /// Whether a preposition hangs, directly or through auxiliaries and conjuncts, on a verb or its clause.
    fn is_clause_of(&self, preposition: usize, verb: usize) -> bool {
        let mut at = preposition;
        for _ in 0..4 {
            let Some(head) = self.head(at) else { return false };
            if head == verb {
                return true;
            }
            at = head;
        }
        false
    }
}

/// The reported clauses of a finding. What overlaps a quotation that is told already is not told twice.
fn indirect(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    finding: &Finding,
    direct: &[Statement],
) -> Vec<Statement> {
    let in_quotes = scene.quotation_at(scene.token(finding.anchor).span).is_some();
    if scene.block(finding.anchor) == BlockKind::Title || in_quotes {
        return Vec::new();
    }
    let clauses: Vec<&Binding> = finding.all("what").collect();
    match clauses.as_slice() {
        [] => reported(scene, people, finding, None).into_iter().collect(),
        several => {
            let told: Vec<Statement> =
                several.iter().filter_map(|what| reported(scene, people, finding, Some(what))).collect();
            told.into_iter().filter(|s| !already_told(s, direct)).collect()
        }
    }
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

fn reported(
    scene: &Scene<'_>,
    people: &mut People<'_, '_>,
    finding: &Finding,
    what: Option<&Binding>,
) -> Option<Statement> {
    let content = what.map_or_else(|| predicate(scene, finding.anchor), |what| clause(scene, finding, what));
    if content.is_empty() {
        return None;
    }
    let head = finding.one("who").map(|b| b.head);
    let (speaker, joint, speaker_text) = match head {
        Some(head) => speakers(scene, people, head),
        None => (None, Vec::new(), String::new()),
    };
    let quoted = scene.findings.quotations.iter().any(|q| content.overlaps(q.span));
    let fixed = finding.set("act").and_then(|a| a.parse().ok());
    let act = fixed.unwrap_or_else(|| act_of(scene, finding.anchor, head));
    let denies = what.is_some_and(|what| {
        scene.children_by(what.head, Dep::Neg).next().is_some() && own_act(scene, people, what, speaker)
    });
    Some(Statement {
        speaker,
        speaker_text,
        joint,
        mode: if quoted { Mode::Mixed } else { Mode::Indirect },
        // "has said that he did not": to say that something is not so of oneself is to deny it.
        act: if act == Act::Say && denies { Act::Deny } else { act },
        cue: Some(scene.token(finding.anchor).span),
        channel: channel(scene, finding.anchor),
        content: vec![content],
        answer: silence(finding),
        evidence: Evidence { span: finding.span.cover(content), rule: finding.rule.to_string() },
    })
}

/// A verb with its auxiliaries, negation and all that follows: "did not respond to a request for comment".
fn predicate(scene: &Scene<'_>, verb: usize) -> Span {
    let helps = |c: &usize| matches!(scene.token(*c).dep, Dep::Aux | Dep::Auxpass | Dep::Neg) && *c < verb;
    let from = scene.children(verb).find(helps).unwrap_or(verb);
    let mut to = last_below(scene, verb);
    while to > verb && matches!(scene.token(to).pos, Pos::PUNCT | Pos::SPACE) {
        to -= 1;
    }
    scene.span(&(from..to + 1))
}

/// Whether the reported clause is about its own speaker.
fn own_act(scene: &Scene<'_>, people: &People<'_, '_>, what: &Binding, speaker: Option<usize>) -> bool {
    let Some(subject) = scene.subject(what.head) else { return false };
    speaker.is_some()
        && (people.at(subject) == speaker || matches!(scene.lower(subject), "he" | "she" | "they"))
}

/// The words of a reported clause: without "that", the marks at its ends, and the reporting clause itself.
fn clause(scene: &Scene<'_>, finding: &Finding, what: &Binding) -> Span {
    let mut tokens: TokenRange = scene.tokens_in(what.span);
    // The reporting verb may stand inside: "The gun, he said, was loaded".
    let cue = finding.anchor;
    if tokens.contains(&cue) {
        // "according to a report, …" ends with the report.
        let ends = if scene.lower(cue) == "according" { last_below(scene, cue) } else { cue };
        let after: TokenRange = ends + 1..tokens.end;
        let before: TokenRange = tokens.start..cue;
        tokens = if what.head > cue { after } else { before };
    }
    while tokens.start < tokens.end
        && (matches!(scene.lower(tokens.start), "that" | "," | ":" | ";" | "and")
            || scene.token(tokens.start).pos == Pos::SPACE)
    {
        tokens.start += 1;
    }
    while tokens.end > tokens.start && matches!(scene.lower(tokens.end - 1), "," | ";" | ":" | "." | "and") {
        tokens.end -= 1;
    }
    scene.span(&tokens)
}

fn silence(finding: &Finding) -> Option<Silence> {
    match finding.set("answer")? {
        "declined" => Some(Silence::Declined),
        "did_not_respond" => Some(Silence::DidNotRespond),
        "did_not_immediately_respond" => Some(Silence::DidNotImmediatelyRespond),
        "could_not_be_reached" => Some(Silence::CouldNotBeReached),
        _ => None,
    }
}
