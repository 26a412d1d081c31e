//! The verb that reports a quotation.

use factum_types::{Dep, Pos, Quotation, Tag};

use super::shape::{ends_in_comma, starts_as_sentence};
use super::{named, place};
use crate::clauses::{extent, is_according};
use crate::scene::Scene;

/// The reporting verb of a quotation: behind it first ("…," she said), then before it (she said: "…").
pub(super) fn cue_of(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let inside_quote = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    let behind = (tokens.end..scene.len().min(tokens.end + 18))
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !in_speech(scene, *i))
        .find(|i| reports(scene, *i) && !inside_quote(*i) && !is_of_speaker(scene, *i, tokens.end))
        .or_else(|| place::far_behind(scene, tokens.end));
    let lead = lead_of(scene, quotation);
    let before = lead.and_then(|lead| {
        let block = scene.block_index(lead);
        (lead.saturating_sub(39)..=lead)
            .rev()
            .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !inside_quote(*i))
            .find(|i| reports(scene, *i) && !is_aside(scene, *i, lead + 1) && !finds_words(scene, *i, lead))
            .map(|verb| place::put_it(scene, verb, lead).unwrap_or(verb))
    });
    // "They chanted “Free him!” and held signs": the verb right before the marks
    if let Some(lead) =
        lead.filter(|lead| scene.is_verb(*lead) && scene.listed("voicing-verbs", &scene.lemma(*lead)))
        && let Some(voiced) = place::before(scene, quotation, lead)
    {
        return Some(voiced);
    }
    // "said it was “in place,” adding that …": words that carry on a clause are its verb's
    let carries_on = before.is_some() && !starts_as_sentence(scene, quotation.inside);
    // "Roe shouted, “Stop!” Fenn shouted back", "told a friend, “It was me,” according to the complaint"
    if let Some(lead) = lead
        && before.is_some_and(|b| introduces(scene, b, lead))
    {
        // "Roe defended herself on TV: “…,” the sheriff said": what the comma leads on to is nearer
        let nearer = place::far_behind(scene, tokens.end)
            .filter(|_| scene.word(lead) == ":" && ends_in_comma(scene, quotation));
        // "Police say he left a message: “…”": the words are the message's
        let inner = issued(scene, lead).filter(|verb| before.is_some_and(|b| b < *verb));
        return inner.or(nearer).or(before);
    }
    let fits = |v: &usize| ends_in_comma(scene, quotation) && !starts_anew(scene, tokens.end, *v);
    if let Some(verb) = behind.filter(|v| !carries_on && fits(v)) {
        return Some(verb);
    }
    let behind = behind.filter(|verb| !reports_anew(scene, quotation, *verb) && takes_words(scene, *verb));
    // a verb in the paragraph before counts only where its colon leads here; "Hours after she was charged, her last post
    // was still up: “…”": one in a clause of its own does not lead up to a colon
    let apart = |b: usize| matches!(scene.token(b).dep, Dep::Advcl | Dep::Pcomp);
    let aside = |b: usize| lead.is_some_and(|l| scene.word(l) == ":") && apart(b);
    let before = before.filter(|b| scene.block_index(*b) == block && !aside(*b));
    if let Some(verb) = place::behind(scene, quotation).filter(|_| before.is_none() || !carries_on) {
        return Some(verb);
    }
    let unnamed = || named::before(scene, quotation).is_none();
    before
        .or(behind)
        .or_else(|| issued(scene, lead?))
        .or_else(|| place::before(scene, quotation, lead.filter(|_| unnamed())?))
}

/// Whether a token stands in quoted speech; “Truth” on a tie is none.
fn in_speech(scene: &Scene<'_>, token: usize) -> bool {
    let quotation =
        scene.quotation_at(scene.token(token).span).and_then(|q| scene.findings.quotations.get(q));
    quotation.is_some_and(|q| scene.tokens_in(q.inside).len() > 4)
}

/// The token right before a quotation; where the quotation begins its paragraph, the colon that ends the one before:
/// "The chief said: // “…”".
pub(super) fn lead_of(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let open = scene.tokens_in(quotation.span).start;
    let before = (0..open).rev().find(|i| scene.token(*i).pos != Pos::SPACE)?;
    (scene.block_index(before) == scene.block_index(open) || scene.word(before) == ":").then_some(before)
}

/// "Deputies found a note on the seat: “…”", "The county posted the call: “…”": not theirs.
fn finds_words(scene: &Scene<'_>, verb: usize, lead: usize) -> bool {
    let found = place::comes_upon(scene, verb) && scene.children_by(verb, Dep::Dobj).next().is_some();
    scene.word(lead) == ":" && (found || place::plays(scene, verb))
}

/// "“…,” Ann Roe, one of five who spoke on Friday, told the judge": a verb within the phrase for who speaks.
fn is_of_speaker(scene: &Scene<'_>, verb: usize, end: usize) -> bool {
    let within = matches!(scene.token(verb).dep, Dep::Relcl | Dep::Acl);
    within
        && scene.head(verb).is_some_and(|noun| noun >= end && noun < verb)
        && place::beside(scene, end).is_some()
}

/// "The boy, first identified by police as ten, remained “in pain,” Roe said": a participle whose phrase ends before the
/// quotation opens tells of a noun.
fn is_aside(scene: &Scene<'_>, verb: usize, open: usize) -> bool {
    scene.token(verb).tag == Tag::VBN
        && scene.token(verb).dep == Dep::Acl
        && extent(scene, verb).end < open
        && scene.word(extent(scene, verb).end) == ","
}

/// Whether a reporting verb leads up to a quotation by the comma or colon before it: "she told a friend, “…”",
/// "he said: “…”", "he told the jury, to sobs from the gallery: “…”".
pub(super) fn introduces(scene: &Scene<'_>, verb: usize, lead: usize) -> bool {
    let sentence = scene.sentence(verb);
    let told =
        |i: usize| scene.lower(i) != "," || scene.word(lead) == ":" && scene.token(verb).dep == Dep::Root;
    matches!(scene.lower(lead), "," | ":")
        && sentence.contains(&lead)
        && !is_according(scene, verb)
        && (verb + 1..lead).all(told)
}

/// "“We were there.” Roe added: “It rained.”", "“We were there.” Roe said it rained.": the verb behind a quotation that
/// ends with its sentence reports what follows.
fn reports_anew(scene: &Scene<'_>, quotation: &Quotation, verb: usize) -> bool {
    let ended = scene.words_of(quotation.inside).trim_end().ends_with('.');
    let then = (verb + 1..scene.sentence(verb).end)
        .any(|i| scene.word(i) == ":" || scene.head(i) == Some(verb) && scene.token(i).dep == Dep::Ccomp);
    ended && then
}

/// Whether a verb may have what is said as its object; not "“The trial was fair” — Roe’s lawyers disagree".
fn takes_words(scene: &Scene<'_>, verb: usize) -> bool {
    let row = scene.words.list("reporting-verbs").and_then(|l| l.value(&scene.lemma(verb), "frame"));
    let denies = scene.act_of_verb(&scene.lemma(verb)) == Some("deny");
    !denies
        && row.is_none_or(|frames| {
            frames.split(',').any(|f| matches!(f, "quote" | "that-clause" | "np" | "wh-clause"))
        })
}

/// "The chief released a statement: “…”", "The chief issued a statement, “…”": the verb whose object is the statement
/// before the mark.
fn issued(scene: &Scene<'_>, lead: usize) -> Option<usize> {
    let sentence = scene.sentence(lead);
    let colon = scene.word(lead) == ":";
    let noun = (sentence.start..lead).rev().find(|i| scene.is_speech(&scene.lemma(*i)))?;
    if !(colon || scene.word(lead) == "," && noun + 1 == lead) {
        return None;
    }
    // "quoted a statement by Roe": the words are whose the phrase says.
    let others = scene.children_by(noun, Dep::Prep).any(|p| matches!(scene.lower(p), "by" | "from" | "of"));
    // "Roe read out a message that Fenn sent her": Fenn's
    if let Some(sent) = scene.children_by(noun, Dep::Relcl).find(|v| colon && issues(scene, *v)) {
        return Some(sent);
    }
    let issues = |v: &usize| issues(scene, *v) || colon && scene.lemma(*v) == "have";
    let own = |v: &usize| issues(v) && !place::plays(scene, *v);
    scene.head(noun).filter(own).filter(|_| !others && scene.token(noun).dep == Dep::Dobj)
}

/// Whether a verb puts out its object as its subject's own words.
pub(crate) fn issues(scene: &Scene<'_>, verb: usize) -> bool {
    matches!(
        scene.lemma(verb).as_str(),
        "release" | "issue" | "post" | "publish" | "send" | "write" | "read" | "make" | "give" | "leave"
    )
}

/// Whether a new sentence begins behind a quotation that ends in "?" or "!", before the verb.
fn starts_anew(scene: &Scene<'_>, from: usize, verb: usize) -> bool {
    let capital = scene.word(from).chars().next().is_some_and(char::is_uppercase);
    capital && !matches!(scene.token(from).pos, Pos::PROPN) && verb > from + 3
}

/// Whether a token ends a sentence.
pub(super) fn stops(scene: &Scene<'_>, i: usize) -> bool {
    // "Lt. Roe said"
    let titled = |i: usize| i > 0 && scene.listed("titles", scene.lower(i - 1)) && scene.word(i) == ".";
    matches!(scene.word(i), "." | "!" | "?") && !titled(i)
        || scene.token(i).pos == Pos::SPACE && scene.word(i).contains("\n\n")
}

/// Whether a word is a verb of saying that may report a quotation.
pub(super) fn reports(scene: &Scene<'_>, i: usize) -> bool {
    // "in an emailed statement"
    (scene.is_verb(i)
        && scene.token(i).dep != Dep::Amod
        && !is_byline(scene, i)
        && !is_named(scene, i)
        && (scene.listed("reporting-verbs", &scene.lemma(i)) || reads(scene, i) || place::puts_it(scene, i))
        && !is_hearsay(scene, i))
        || is_according(scene, i)
}

/// "— Posted by Ann Roe": whose the page is, not what was said.
fn is_byline(scene: &Scene<'_>, verb: usize) -> bool {
    let capital = scene.word(verb).starts_with(char::is_uppercase);
    capital
        && scene.token(verb).tag == Tag::VBN
        && verb + 1 < scene.len()
        && scene.lower(verb + 1) == "by"
        && scene.children_by(verb, Dep::Nsubjpass).next().is_none()
}

/// "was taken to Advocate Quill Hospital": a verb only by its letters.
fn is_named(scene: &Scene<'_>, verb: usize) -> bool {
    let capital = |i: usize| scene.word(i).chars().next().is_some_and(char::is_uppercase);
    let to = verb > scene.sentence(verb).start
        && matches!(scene.token(verb - 1).pos, Pos::ADP | Pos::DET)
        && !capital(verb - 1);
    to && capital(verb) && verb + 1 < scene.len() && scene.token(verb + 1).pos == Pos::PROPN
}

/// "are said to be “doing well”": a passive that names nobody says nothing of who speaks.
fn is_hearsay(scene: &Scene<'_>, verb: usize) -> bool {
    let found = matches!(scene.lemma(verb).as_str(), "find" | "discover" | "identify" | "determine");
    scene.children_by(verb, Dep::Auxpass).next().is_some()
        && (found || scene.children_by(verb, Dep::Xcomp).next().is_some())
        && scene.children_by(verb, Dep::Agent).next().is_none()
}

/// "the note read: “…”": what a paper or a sign says.
fn reads(scene: &Scene<'_>, verb: usize) -> bool {
    let paper = |s: usize| {
        let lemma = scene.lemma(s);
        scene.listed("reporting-nouns", &lemma) || matches!(lemma.as_str(), "sign" | "shirt" | "form")
    };
    scene.lemma(verb) == "read" && crate::speakers::speaker_head(scene, verb).is_some_and(paper)
}
