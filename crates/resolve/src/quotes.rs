//! Which words in quotation marks are speech, which reporting verb each goes with, and which carry on.

use factum_types::{Dep, Pos, Quotation, Span, Tag};

use crate::clauses::{extent, is_according};
use crate::scene::Scene;

/// One stretch of quoted speech: a quotation, or several broken by "he said".
#[derive(Clone, Debug)]
pub(crate) struct Speech {
    /// The reporting verb; none where the stretch carries on the one before.
    pub(crate) cue: Option<usize>,
    /// Indices of its quotations.
    pub(crate) quotes: Vec<usize>,
    /// Whether it carries on the speech before it in a paragraph of its own.
    pub(crate) continues: bool,
    /// Whoever is named before a colon, where no verb reports.
    pub(crate) by: Option<usize>,
}

/// All quoted speech of a document, in text order.
pub(crate) fn speeches(scene: &Scene<'_>) -> Vec<Speech> {
    let mut found: Vec<Speech> = Vec::new();
    let mut last_block = None;
    // A paragraph's quotation that no mark closes, whose speaker the next paragraph says.
    let mut open: Option<(usize, u32)> = None;
    for (index, quotation) in scene.findings.quotations.iter().enumerate() {
        let tokens = scene.tokens_in(quotation.inside);
        if tokens.is_empty() {
            continue;
        }
        let block = scene.block_index(tokens.start);
        // "Adding, “…”" has no speaker of its own: it carries on.
        let cue = cue_of(scene, quotation)
            .filter(|c| !opens_block(scene, quotation) || crate::speakers::speaker_head(scene, *c).is_some());
        let speech = |cue, continues| Speech { cue, quotes: vec![index], continues, by: None };
        let before = open.take().filter(|(_, b)| b + 1 == block && opens_block(scene, quotation));
        match (cue, found.last_mut()) {
            // "…," Ann Roe said on “The Evening Hour.”: a title is no speech
            (Some(cue), Some(previous)) if previous.cue == Some(cue) => {
                if !is_short_title(scene, quotation) {
                    previous.quotes.push(index);
                }
            }
            (Some(cue), _) if is_speech(scene, quotation, cue) => {
                found.extend(before.map(|(b, _)| Speech {
                    cue: Some(cue),
                    quotes: vec![b],
                    continues: false,
                    by: None,
                }));
                found.push(speech(Some(cue), false));
                last_block = Some(block);
            }
            (Some(_), _) => {}
            (None, _) if named_before(scene, quotation).is_some() => {
                found.push(Speech { by: named_before(scene, quotation), ..speech(None, false) });
                last_block = Some(block);
            }
            (None, Some(previous)) if last_block == Some(block) && whole_sentence(scene, quotation) => {
                previous.quotes.push(index);
            }
            (None, Some(_))
                if last_block.is_some_and(|l| l + 1 == block)
                    && opens_block(scene, quotation)
                    && whole_sentence(scene, quotation)
                    && !is_exchange(scene, index) =>
            {
                found.push(speech(None, true));
                last_block = Some(block);
            }
            (None, _) => {
                if let Some(cue) = carried_on(scene, quotation).or_else(|| bare(scene, quotation)) {
                    found.push(speech(Some(cue), true));
                    last_block = Some(block);
                } else if !quotation.closed
                    && opens_block(scene, quotation)
                    && whole_sentence(scene, quotation)
                {
                    open = Some((index, block));
                }
            }
        }
    }
    found
}

/// "“Were you there?”" and in the next paragraph "“All night.”": a question and what answers it are two people's.
fn is_exchange(scene: &Scene<'_>, index: usize) -> bool {
    let asks = |q: &Quotation| scene.words_of(q.inside).trim_end().ends_with('?');
    let at = |i: usize| scene.findings.quotations.get(i);
    let before = index.checked_sub(1).and_then(at).is_some_and(asks);
    before || at(index).is_some_and(|q| asks(q) && !scene.words_of(q.inside).contains(". "))
}

/// "Ann Roe said her son was a good boy." and in a paragraph of its own, with no speaker: "“He was nine years old.”" The
/// person who speaks at the end of the paragraph before speaks on.
fn carried_on(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let ends = (tokens.end..scene.len())
        .take_while(|i| scene.block_index(*i) == block)
        .all(|i| matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE));
    if !(ends && opens_block(scene, quotation) && whole_sentence(scene, quotation)) {
        return None;
    }
    let last = scene.sentence_index(tokens.start).checked_sub(1)?;
    let before = scene.analysis.sentences.get(last).filter(|s| s.block + 1 == block)?;
    let cue = before.tokens.clone().rev().find(|i| reports(scene, *i) && !is_according(scene, *i))?;
    let speaks = crate::speakers::speaker_head(scene, cue)
        .is_some_and(|who| scene.token(who).pos == Pos::PROPN || matches!(scene.lower(who), "he" | "she"));
    // "said deputies interviewed a neighbor": the next words may be the neighbor's.
    let speech = |v: usize| {
        scene.listed("reporting-verbs", &scene.lemma(v))
            || matches!(scene.lemma(v).as_str(), "interview" | "hear")
    };
    let told = scene.children_by(cue, Dep::Ccomp).next().is_some_and(|v| !speech(v));
    (speaks && told && scene.quotation_at(scene.token(cue).span).is_none()).then_some(cue)
}

/// "Ann Roe described the street as quiet. “Nobody locks a door.”": whole sentences in marks, right behind a sentence
/// of the same paragraph in which one person speaks, are that person's.
fn bare(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let mut at = scene.sentence_index(tokens.start);
    while at > 0 && scene.analysis.sentences.get(at).is_some_and(|s| s.tokens.start > tokens.start) {
        at -= 1;
    }
    let own = scene.analysis.sentences.get(at)?;
    let starts = own.tokens.start == tokens.start;
    let ends = (tokens.end..scene.sentence(tokens.end.saturating_sub(1)).end)
        .all(|i| matches!(scene.token(i).pos, Pos::PUNCT | Pos::SPACE));
    if !(starts && ends && quotation.closed && whole_sentence(scene, quotation)) {
        return None;
    }
    let before = scene.analysis.sentences.get(at.checked_sub(1)?).filter(|s| s.block == block)?;
    let outside = |i: &usize| scene.quotation_at(scene.token(*i).span).is_none();
    let mut cues = before.tokens.clone().filter(outside).filter(|i| reports(scene, *i));
    let (Some(cue), None) = (cues.next(), cues.next()) else { return None };
    let speaks = crate::speakers::speaker_head(scene, cue)
        .is_some_and(|who| scene.token(who).pos == Pos::PROPN || matches!(scene.lower(who), "he" | "she"));
    (speaks && scene.token(cue).dep == Dep::Root && !is_according(scene, cue)).then_some(cue)
}

/// A quotation is speech where it is long enough for a clause or stands as a sentence; a word or two in marks
/// is a title or a word held at arm's length.
fn is_speech(scene: &Scene<'_>, quotation: &Quotation, cue: usize) -> bool {
    let tokens = scene.tokens_in(quotation.inside);
    let verb = tokens.clone().any(|i| scene.is_verb(i));
    let governed = tokens.clone().any(|i| {
        scene.head(i) == Some(cue)
            && matches!(scene.token(i).dep, Dep::Ccomp | Dep::Parataxis | Dep::Dobj | Dep::Intj)
    });
    if is_short_title(scene, quotation) {
        return false;
    }
    tokens.len() >= 4 && verb
        || tokens.len() >= 6
        || whole_sentence(scene, quotation)
            && (governed && tokens.len() >= 2
                || ends_in_comma(scene, quotation)
                || introduces(scene, cue, scene.tokens_in(quotation.span).start))
        // "said “a couple of beers.”"
        || scene.tokens_in(quotation.span).start == cue + 1 && tokens.len() >= 3
}

fn is_short_title(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    scene.words_of(quotation.span).chars().count() < 60 && is_title(scene, quotation)
}

/// "on “The Evening Hour,”", "the film “The Gate”": a name in marks follows its noun, its owner or a preposition.
fn is_title(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let open = scene.tokens_in(quotation.span).start;
    let Some(before) = open.checked_sub(1) else { return false };
    let capital =
        scene.words_of(quotation.inside).trim_start().chars().next().is_some_and(char::is_uppercase);
    // "followers on X. “Some deserve it,” he wrote": the sentence before has ended
    capital
        && !scene.word(before).ends_with('.')
        && scene.block_index(before) == scene.block_index(open)
        && (matches!(scene.token(before).pos, Pos::NOUN | Pos::ADP | Pos::DET | Pos::ADJ)
            || scene.token(before).tag == Tag::POS
            || is_naming(scene, before))
}

/// "a book called “The Gate”"
fn is_naming(scene: &Scene<'_>, word: usize) -> bool {
    scene.token(word).tag == Tag::VBN
        && matches!(scene.lemma(word).as_str(), "call" | "title" | "entitle" | "name" | "dub" | "label")
}

/// Whether the words begin and end as a sentence or clause of speech does.
fn whole_sentence(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    let text = scene.words_of(quotation.inside).trim_end();
    let capital = text.trim_start().chars().next().is_some_and(|c| c.is_uppercase() || !c.is_alphabetic());
    // "…", said Roe: the comma may stand outside
    let outside = scene.document.text.get(quotation.span.end as usize..).is_some_and(|t| t.starts_with(','))
        && scene.tokens_in(quotation.inside).any(|i| scene.is_verb(i));
    capital
        && (!quotation.closed
            || outside
            || text.ends_with(['.', ',', '!', '?', '…', ';', '-', '—', '\'', '’']))
}

fn ends_in_comma(scene: &Scene<'_>, quotation: &Quotation) -> bool {
    scene.words_of(quotation.inside).trim_end().ends_with([',', '?', '!', '—', '-'])
        || scene.document.text.get(quotation.span.end as usize..).is_some_and(|t| t.starts_with(','))
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
fn cue_of(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let tokens = scene.tokens_in(quotation.span);
    let block = scene.block_index(tokens.start);
    let inside_quote = |i: usize| scene.quotation_at(scene.token(i).span).is_some();
    let behind = (tokens.end..scene.len().min(tokens.end + 18))
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !inside_quote(*i))
        .find(|i| reports(scene, *i));
    let before = (tokens.start.saturating_sub(40)..tokens.start)
        .rev()
        .take_while(|i| scene.block_index(*i) == block && !stops(scene, *i) && !inside_quote(*i))
        .find(|i| reports(scene, *i) && !is_aside(scene, *i, tokens.start));
    // "said it was “in place,” adding that …": words that carry on a clause are its verb's
    let carries_on = before.is_some() && !starts_as_sentence(scene, quotation.inside);
    // "Roe shouted, “Stop!” Fenn shouted back", "told a friend, “It was me,” according to the complaint"
    if before.is_some_and(|b| introduces(scene, b, tokens.start)) {
        return before;
    }
    let fits = |v: &usize| ends_in_comma(scene, quotation) && !starts_anew(scene, tokens.end, *v);
    if let Some(verb) = behind.filter(|v| !carries_on && fits(v)) {
        return Some(verb);
    }
    let behind = behind.filter(|verb| !reports_anew(scene, quotation, *verb));
    before.or(behind).or_else(|| issued(scene, tokens.start))
}

/// "The boy, first identified by police as ten, remained “in pain,” Roe said": a participle whose phrase ends before the
/// quotation opens tells of a noun.
fn is_aside(scene: &Scene<'_>, verb: usize, open: usize) -> bool {
    scene.token(verb).tag == Tag::VBN
        && scene.token(verb).dep == Dep::Acl
        && extent(scene, verb).end < open
        && scene.word(extent(scene, verb).end) == ","
}

/// Whether a reporting verb leads up to a quotation: "she told a friend, “…”", "he said: “…”".
fn introduces(scene: &Scene<'_>, verb: usize, open: usize) -> bool {
    let Some(mark) = open.checked_sub(1) else { return false };
    matches!(scene.lower(mark), "," | ":")
        && scene.sentence(verb).contains(&mark)
        && !is_according(scene, verb)
        && (verb + 1..mark).all(|i| scene.lower(i) != ",")
}

/// Whether words begin with a capital, as a sentence does.
pub(crate) fn starts_as_sentence(scene: &Scene<'_>, words: Span) -> bool {
    scene.words_of(words).chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether a token stands in a quotation that opens with a capital: a sentence of its own, not a few words in marks.
pub(crate) fn in_whole_quotation(scene: &Scene<'_>, token: usize) -> bool {
    let quotation =
        scene.quotation_at(scene.token(token).span).and_then(|q| scene.findings.quotations.get(q));
    quotation
        .is_some_and(|q| scene.words_of(q.inside).trim_start().chars().next().is_some_and(char::is_uppercase))
}

/// "“We were there.” Roe added: “It rained.”", "“We were there.” Roe said it rained.": the verb behind a quotation that
/// ends with its sentence reports what follows.
fn reports_anew(scene: &Scene<'_>, quotation: &Quotation, verb: usize) -> bool {
    let ended = scene.words_of(quotation.inside).trim_end().ends_with('.');
    let then = (verb + 1..scene.sentence(verb).end)
        .any(|i| scene.word(i) == ":" || scene.head(i) == Some(verb) && scene.token(i).dep == Dep::Ccomp);
    ended && then
}

/// "The chief released a statement: “…”": the verb whose object is the statement before the colon.
fn issued(scene: &Scene<'_>, open: usize) -> Option<usize> {
    let colon = open.checked_sub(1).filter(|i| scene.lower(*i) == ":")?;
    let sentence = scene.sentence(colon);
    let noun = (sentence.start..colon).rev().find(|i| scene.is_speech(&scene.lemma(*i)))?;
    // "quoted a statement by Roe": the words are whose the phrase says.
    let others = scene.children_by(noun, Dep::Prep).any(|p| matches!(scene.lower(p), "by" | "from" | "of"));
    let issues = |v: &usize| issues(scene, *v);
    scene.head(noun).filter(issues).filter(|_| !others && scene.token(noun).dep == Dep::Dobj)
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

fn stops(scene: &Scene<'_>, i: usize) -> bool {
    // "Lt. Roe said"
    let titled = |i: usize| i > 0 && scene.listed("titles", scene.lower(i - 1)) && scene.word(i) == ".";
    matches!(scene.word(i), "." | "!" | "?") && !titled(i)
        || scene.token(i).pos == Pos::SPACE && scene.word(i).contains("\n\n")
}

fn reports(scene: &Scene<'_>, i: usize) -> bool {
    // "in an emailed statement"
    (scene.is_verb(i)
        && scene.token(i).dep != Dep::Amod
        && !is_byline(scene, i)
        && !is_named(scene, i)
        && (scene.listed("reporting-verbs", &scene.lemma(i)) || reads(scene, i))
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

/// "Ann Roe: “I saw him.”": the name before a colon that begins its paragraph.
fn named_before(scene: &Scene<'_>, quotation: &Quotation) -> Option<usize> {
    let open = scene.tokens_in(quotation.span).start;
    let colon = open.checked_sub(1).filter(|i| scene.word(*i) == ":")?;
    let block = scene.block_index(open);
    let from = (colon.saturating_sub(7)..colon).find(|i| scene.block_index(*i) == block)?;
    let begins = from.checked_sub(1).is_none_or(|i| scene.block_index(i) != block);
    let last = colon.checked_sub(1).filter(|i| *i >= from && scene.token(*i).pos == Pos::PROPN)?;
    let phrase = (from..colon).all(|i| !scene.is_verb(i) && scene.word(i) != ".");
    (begins && phrase && whole_sentence(scene, quotation)).then_some(last)
}

/// "the note read: “…”": what a paper or a sign says.
fn reads(scene: &Scene<'_>, verb: usize) -> bool {
    let paper = |s: usize| {
        let lemma = scene.lemma(s);
        scene.listed("reporting-nouns", &lemma) || matches!(lemma.as_str(), "sign" | "shirt" | "form")
    };
    scene.lemma(verb) == "read" && crate::speakers::speaker_head(scene, verb).is_some_and(paper)
}
