//! Verbs that report a quotation by where they stand: “…,” the prosecutor pressed; Fenn leaned over and boomed: “…”;
//! as Roe put it, “…”. No list need know them as verbs of saying.

use factum_types::{Dep, Pos, Quotation, Tag, TokenRange};

use super::cue::{reports, stops};
use super::shape::{ends_in, has_clause, whole_sentence};
use crate::clauses::extent;
use crate::scene::Scene;
use crate::speakers::{speaker_head, subject_of};

/// How far behind a quotation its verb may stand where the phrase for who speaks is long.
const FAR: usize = 48;

/// Lists of nouns for who or what can speak.
const SPEAKERS: &[&str] = &[
    "person-nouns",
    "roles",
    "finders",
    "kinship",
    "organization-words",
    "reporting-nouns",
    "speaking-bodies",
];

/// “…,” Ann Roe pressed; “…,” pressed Ann Roe; “…,” read one sign.
pub(super) fn behind(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let from = scene.tokens_in(quotation.span).end;
    let verb = verb_beside(scene, from, false)?;
    let voiced = scene.listed("voicing-verbs", &scene.lemma(verb));
    let comma = ends_in(scene, quotation, &[',']);
    let asked = voiced && ends_in(scene, quotation, &['?', '!', '-', '—', '…']);
    let read = reads(scene, verb);
    let others = scene.lemma(verb) == "read" && !read;
    let speaker = speaker_head(scene, verb);
    let bare = scene
        .children_by(verb, Dep::Dobj)
        .all(|o| Some(o) == speaker || scene.quotation_at(scene.token(o).span).is_some());
    let speaks = voiced || read || bare && !others && has_clause(scene, quotation);
    (quotation.closed && whole_sentence(scene, quotation) && speaks && (comma || asked)).then_some(verb)
}

/// The finite verb behind a quotation whose subject stands right behind the marks, reporting or not.
pub(super) fn beside(scene: &Scene<'_>, from: usize) -> Option<usize> {
    verb_beside(scene, from, false)
}

/// “…,” Ann Roe, the victim's sister and one of five people who wrote to the court, told the judge: the reporting verb
/// whose subject begins right behind the marks.
pub(super) fn far_behind(scene: &Scene<'_>, from: usize) -> Option<usize> {
    verb_beside(scene, from, true)
}

/// The finite verb behind a quotation whose subject, one that can speak, stands right behind the marks or right behind
/// the verb.
fn verb_beside(scene: &Scene<'_>, from: usize, reporting: bool) -> Option<usize> {
    let block = scene.block_index(from.checked_sub(1)?);
    let first = (from..scene.len()).find(|i| !is_mark(scene, *i))?;
    let quoted = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    (first..scene.len().min(first + FAR))
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i))
        .filter(|i| !quoted(*i) && is_finite(scene, *i) && (!reporting || reports(scene, *i)))
        .find(|verb| {
            // "pressed the prosecutor": the parse may take who speaks for the object
            let own = subject_of(scene, *verb).filter(|who| !quoted(*who));
            let Some(who) = own.or_else(|| speaker_head(scene, *verb)).filter(|who| *who >= first) else {
                return false;
            };
            let phrase = extent(scene, who);
            let beside = match who > *verb {
                true => *verb == first && phrase.start <= *verb + 2,
                false => phrase.start <= first && first <= who,
            };
            beside && (reads(scene, *verb) || can_speak(scene, who))
        })
}

/// Fenn leaned over the rail and boomed: “…”; Back in court, Roe returned to her old line: “…”; The crowd chanted, “…”.
pub(super) fn before(scene: &Scene<'_>, quotation: &Quotation, lead: usize) -> Option<usize> {
    let start = scene.sentence(lead).start;
    let voiced = |verb: usize| scene.listed("voicing-verbs", &scene.lemma(verb));
    let quoted = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    let colon = scene.word(lead) == ":";
    let verb = (start..=lead).rev().find(|verb| {
        is_finite(scene, *verb) && !quoted(*verb) && (voiced(*verb) || is_main(scene, *verb, start..lead + 1))
    })?;
    let who = subject_before(scene, verb, start).filter(|who| !quoted(*who) && can_speak(scene, *who))?;
    let open = scene.tokens_in(quotation.span).start;
    let near = verb + 1 == open || scene.word(lead) == "," && verb + 4 >= lead;
    let long = scene.tokens_in(quotation.inside).len() > 2;
    // "Deputies found a note: “…”"
    let others = comes_upon(scene, verb) || acts_on_person(scene, verb) || gives_out(scene, verb);
    // "Roe sat down after Fenn rose: “…”": either may have said it
    let two = (verb + 1..lead).any(|i| is_finite(scene, i) && !quoted(i) && scene.subject(i) != Some(who));
    let others = others || two;
    let clause = has_clause(scene, quotation) && !others;
    let told = colon && whole_sentence(scene, quotation) && (clause || voiced(verb));
    (who < verb && (told || voiced(verb) && near && long)).then_some(verb)
}

/// "Deputies found a note: “…”", "Roe heard the tape: “…”".
pub(super) fn comes_upon(scene: &Scene<'_>, verb: usize) -> bool {
    // "could not hold back her tears" holds no words
    scene.listed("coming-upon", &scene.lemma(verb)) && scene.children_by(verb, Dep::Prt).next().is_none()
}

/// "The detective arrested Fenn on the porch: “I knew you would come.”": either may have said it.
fn acts_on_person(scene: &Scene<'_>, verb: usize) -> bool {
    let him = |o: usize| matches!(scene.lower(o), "him" | "her" | "them" | "me" | "us");
    scene.children_by(verb, Dep::Dobj).any(|o| him(o) || is_person(scene, o))
}

/// "The county posted the call: “…”": whoever is heard in it.
pub(super) fn plays(scene: &Scene<'_>, verb: usize) -> bool {
    scene.children_by(verb, Dep::Dobj).any(|o| {
        let kind = scene.words.list("recorded-words").and_then(|l| l.value(&scene.lemma(o), "kind"));
        kind == Some("heard")
    })
}

/// "Roe sent the jury a note: “…”" may be hers, "Roe put the note on the table: “…”" need not.
fn gives_out(scene: &Scene<'_>, verb: usize) -> bool {
    let written = |o: usize| {
        ["recorded-words", "reporting-nouns"].iter().any(|list| scene.listed(list, &scene.lemma(o)))
    };
    let light = scene.listed("light-verbs", &scene.lemma(verb));
    plays(scene, verb) || !light && scene.children_by(verb, Dep::Dobj).any(written)
}

/// The subject of a verb, or of the one that it is coordinated with.
fn subject_before(scene: &Scene<'_>, verb: usize, start: usize) -> Option<usize> {
    let mut at = verb;
    loop {
        if let Some(who) = scene.subject(at) {
            return Some(who);
        }
        let joined = matches!(scene.token(at).dep, Dep::Dep | Dep::Conj);
        at = scene.head(at).filter(|head| joined && *head >= start && *head < at)?;
    }
}

/// Whether a verb is the main one of the words before a mark, or coordinated with it; the parse often hangs these words
/// whole on what is quoted behind it.
pub(crate) fn is_main(scene: &Scene<'_>, verb: usize, words: TokenRange) -> bool {
    let mut at = verb;
    loop {
        let Some(head) = scene.head(at).filter(|head| words.contains(head)) else { return true };
        if !matches!(scene.token(at).dep, Dep::Conj | Dep::Dep) || head > at {
            return false;
        }
        at = head;
    }
}

/// "As the sheriff put it, “…”": the verb, where an adverbial of it stands nearer to the mark.
pub(super) fn put_it(scene: &Scene<'_>, verb: usize, lead: usize) -> Option<usize> {
    let start = scene.sentence(lead).start;
    (start..verb).rev().find(|i| puts_it(scene, *i))
}

/// "As Roe put it", "Roe puts it this way"; not "he put it on the table".
pub(super) fn puts_it(scene: &Scene<'_>, verb: usize) -> bool {
    let it = verb + 1;
    if scene.lemma(verb) != "put" || !scene.is_verb(verb) || it + 1 >= scene.len() || scene.lower(it) != "it"
    {
        return false;
    }
    let as_clause = scene.lower(extent(scene, verb).start) == "as";
    let way =
        matches!(scene.lower(it + 1), "," | ":" | "this" | "like") || scene.token(it + 1).pos == Pos::ADV;
    (as_clause || way) && scene.quotation_at(scene.token(verb).span).is_none()
}

/// “…,” one sign read; not “…,” the clerk read.
fn reads(scene: &Scene<'_>, verb: usize) -> bool {
    scene.lemma(verb) == "read" && subject_of(scene, verb).is_some_and(|who| !is_person(scene, who))
}

/// Whether a noun or pronoun stands for a person, who may read out what others wrote.
pub(crate) fn is_person(scene: &Scene<'_>, noun: usize) -> bool {
    let listed = |list| scene.listed(list, scene.lower(noun)) || scene.listed(list, &scene.lemma(noun));
    match scene.token(noun).pos {
        Pos::PRON => matches!(scene.lower(noun), "he" | "she" | "they" | "i" | "we" | "who"),
        Pos::PROPN => true,
        _ => ["person-nouns", "roles", "kinship"].into_iter().any(listed),
    }
}

/// Whether a noun can be who speaks: a person, an office, a body, a paper.
pub(crate) fn can_speak(scene: &Scene<'_>, noun: usize) -> bool {
    let lower = scene.lower(noun);
    let lemma = scene.lemma(noun);
    match scene.token(noun).pos {
        Pos::PRON => {
            matches!(lower, "he" | "she" | "they" | "i" | "we" | "who" | "one" | "another" | "others")
        }
        Pos::PROPN => true,
        // a lone surname that the parse takes for a noun: "“You lie,” Trent fumed"
        Pos::NOUN
            if noun > scene.sentence(noun).start && scene.word(noun).starts_with(char::is_uppercase) =>
        {
            true
        }
        _ => SPEAKERS.iter().any(|list| scene.listed(list, lower) || scene.listed(list, &lemma)),
    }
}

fn is_finite(scene: &Scene<'_>, verb: usize) -> bool {
    let token = scene.token(verb);
    let helped =
        scene.children(verb).any(|c| matches!(scene.token(c).dep, Dep::Aux) && scene.token(c).tag != Tag::TO);
    token.pos == Pos::VERB
        && (matches!(token.tag, Tag::VBD | Tag::VBZ | Tag::VBP) || helped)
        && scene.children_by(verb, Dep::Auxpass).next().is_none()
}

/// A comma or a closing mark between a quotation and what follows.
fn is_mark(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.token(token).pos, Pos::PUNCT | Pos::SPACE)
}
