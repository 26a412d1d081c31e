//! Who is named beside a quotation that no verb reports: "Ann Roe: “…”", "From the report: “…”", "“…” — Ann Roe".

use factum_types::{Dep, EntityKind, Name, Pos, Quotation, Span, Tag, TokenRange};

use super::cue::lead_of;
use super::place::{can_speak, is_main, is_person};
use super::shape::{has_clause, whole_sentence};
use crate::clauses::is_time;
use crate::scene::Scene;

/// Whom the text names as the one whose words are quoted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Named {
    /// The head of the phrase that names who it is.
    pub(crate) head: usize,
    /// The colon or the dash.
    pub(crate) mark: Span,
}

/// "Ann Roe: “I saw him.”", "From the report: “…”", "Here is Roe in her closing: “…”", "THE TRIAL OPENS - Ann Roe: “…”",
/// "It did not surprise the former prosecutor Ann Roe: “…”".
pub(super) fn before(scene: &Scene<'_>, quotation: &Quotation) -> Option<Named> {
    let colon = lead_of(scene, quotation).filter(|i| scene.word(*i) == ":")?;
    let same = scene.block_index(colon) == scene.block_index(scene.tokens_in(quotation.span).start);
    let sentence = scene.sentence(colon);
    let breaks = |i: &usize| {
        matches!(scene.word(*i), "-" | "–" | "—" | "--" | "|" | "." | "]" | ")" | "”" | "\"" | "''")
    };
    let from = (sentence.start..colon).rev().find(breaks).map_or(sentence.start, |i| i + 1);
    let words = from..colon;
    let last = colon.checked_sub(1).filter(|i| words.contains(i))?;
    let mark = scene.token(colon).span;
    if !whole_sentence(scene, quotation) {
        return None;
    }
    let verbs = words.clone().filter(|i| scene.is_verb(*i)).count();
    // "Prosecutors: “…” Defense: “…”", and a lone surname that the parse takes for a noun
    let body = |noun: usize| scene.listed("organization-words", scene.lower(noun)) || is_person(scene, noun);
    let noun = scene.token(last).pos == Pos::NOUN && scene.token(from).pos != Pos::DET;
    let name = scene.token(last).pos == Pos::PROPN || is_bearer(scene, last) || noun && body(last);
    if verbs == 0 {
        // "Roe, to the court: “…”", "Roe on the sheriff: “…”": whom the first phrase names
        let first = words.clone().take_while(|i| is_nominal(scene, *i)).last();
        let who = first.filter(|head| head + 1 < colon && !joins(scene, head + 1));
        let name = match who {
            Some(who) => scene.token(who).pos == Pos::PROPN || is_bearer(scene, who) || body(who),
            None => name,
        };
        let last = who.unwrap_or(last);
        if words.len() <= 8 && (name && same && scene.lower(from) != "from") {
            let joined = |i: &usize| words.contains(i) && scene.token(last).dep == Dep::Conj;
            return Some(Named { head: scene.head(last).filter(joined).unwrap_or(last), mark });
        }
        return taken_from(scene, words).map(|head| Named { head, mark });
    }
    if !has_clause(scene, quotation) {
        return None;
    }
    if let Some(head) = here_is(scene, &words) {
        return Some(Named { head, mark });
    }
    let of_person = scene
        .analysis
        .names
        .iter()
        .any(|n| n.kind == EntityKind::Person && n.tokens.end == colon && n.tokens.start >= from);
    let told = matches!(scene.token(last).dep, Dep::Dobj | Dep::Pobj | Dep::Appos | Dep::Attr);
    let verb = words.clone().find(|i| scene.is_verb(*i) && is_main(scene, *i, words.clone()))?;
    let speaks = scene.subject(verb).is_some_and(|who| can_speak(scene, who));
    (of_person && told && !speaks).then_some(Named { head: last, mark })
}

/// Whether a word is of a noun phrase.
pub(crate) fn is_nominal(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.token(i).pos, Pos::DET | Pos::ADJ | Pos::NOUN | Pos::PROPN)
        || matches!(scene.token(i).tag, Tag::POS | Tag::PRPS)
}

fn joins(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.lower(i), "and" | "or" | "&")
}

/// "From the report", "More from Roe’s letter": whose words they are, or which paper's.
fn taken_from(scene: &Scene<'_>, words: TokenRange) -> Option<usize> {
    let from = words.clone().find(|i| scene.lower(*i) == "from").filter(|i| *i < words.start + 2)?;
    let noun = scene.children_by(from, Dep::Pobj).next()?;
    scene.children_by(noun, Dep::Poss).next().or(Some(noun)).filter(|head| can_speak(scene, *head))
}

/// "Here is Roe in her closing argument", "Here’s what Roe said" (which has a verb of its own).
fn here_is(scene: &Scene<'_>, words: &TokenRange) -> Option<usize> {
    let be = words.clone().find(|i| scene.lemma(*i) == "be")?;
    let here = words.clone().take_while(|i| *i < be).any(|i| scene.lower(i) == "here");
    let who =
        scene.children(be).find(|c| *c > be && matches!(scene.token(*c).dep, Dep::Nsubj | Dep::Attr))?;
    (here && can_speak(scene, who)).then_some(who)
}

/// Dashes before a signature.
const DASHES: &[char] = &['—', '―', '–', '-', '‒'];

/// Most words of a signature: "Ann Roe, the victim's mother, at the hearing".
const SIGNATURE: usize = 16;

/// "“He was the light of this house.” — Ann Roe, the victim's mother": the name behind a dash that ends the line.
pub(super) fn signed(scene: &Scene<'_>, quotation: &Quotation) -> Option<Named> {
    let text = &scene.document.text;
    let rest = text.get(quotation.span.end as usize..)?;
    // the dash may begin the next line
    let lead = rest.len() - rest.trim_start_matches(['.', ' ', '\u{a0}', '\n', '\r']).len();
    let dash = rest.get(lead..)?;
    let dash = dash.find('\n').map_or(dash, |end| dash.get(..end).unwrap_or(dash));
    let name = dash.trim_start_matches(DASHES);
    if name.len() == dash.len() || !whole_sentence(scene, quotation) {
        return None;
    }
    let at = quotation.span.end as usize + lead;
    let signature = Span::new(at + dash.len() - name.len(), at + dash.len());
    let tokens = scene.tokens_in(signature.trimmed(text));
    let first = tokens.clone().find(|i| !matches!(scene.token(*i).pos, Pos::PUNCT | Pos::SPACE))?;
    let capital = |i: usize| scene.word(i).starts_with(char::is_uppercase);
    let end = (first..tokens.end).find(|i| !capital(*i) && !scene.listed("name-particles", scene.lower(*i)));
    let finite = |i: usize| matches!(scene.token(i).tag, Tag::VBD | Tag::VBZ | Tag::VBP | Tag::MD);
    let told = tokens.clone().any(|i| finite(i) && !capital(i));
    let names = scene.analysis.names.iter().any(|n| {
        matches!(n.kind, EntityKind::Person | EntityKind::Org)
            && n.tokens.start <= first
            && first < n.tokens.end
    });
    let head = end.unwrap_or(tokens.end).checked_sub(1).filter(|head| *head >= first)?;
    let mark = Span::new(at, at + dash.len() - dash.trim_start_matches(DASHES).len());
    // a name that the model does not know is two words or more; "— Monday, May 3", "— Page 4" name nobody
    let own = (first..=head).all(|i| scene.word(i).chars().all(|c| c.is_alphabetic() || ".'’-".contains(c)));
    let signed = names || own && head > first && !is_time(scene, head) && !is_time(scene, first);
    (tokens.len() <= SIGNATURE && !told && signed).then_some(Named { head, mark })
}

/// Whether a word with a capital is the last of a name in the text.
pub(crate) fn is_bearer(scene: &Scene<'_>, token: usize) -> bool {
    let last = |n: &Name| n.tokens.end.checked_sub(1).is_some_and(|i| scene.word(i) == scene.word(token));
    let bears = |n: &&Name| matches!(n.kind, EntityKind::Person | EntityKind::Org);
    scene.word(token).starts_with(char::is_uppercase) && scene.analysis.names.iter().filter(bears).any(last)
}
