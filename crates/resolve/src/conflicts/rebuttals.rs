//! Answers that rest on the one account right before them: "Krall said he did not", "Ortow said that Krall did", "called
//! that a lie".

use factum_types::{Act, Conflict, ConflictKind, Dep, Mode, Pos, Statement};

use super::clash::{Claim, What};
use super::denials::{main, set};
use super::first::first;
use super::hidden::is_hidden;
use super::whom::{Said, Whom};
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::subject_of;

/// What an answer says of the account before it.
enum Answer {
    /// "That is not true", "called it a lie".
    Untrue,
    /// "He did not", "Krall did": another subject, or the other way.
    Short { subject: usize, verb: Verb, denied: bool },
}

/// Which verb stands for the one left out.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verb {
    Did,
    Was,
    Had,
}

/// The clashes of such answers with the account before, where that is one and nothing else stands between.
pub(super) fn rebuttals(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
    claims: &mut [Vec<Claim>],
) -> Vec<Conflict> {
    let mut found = Vec::new();
    for (at, statement) in statements.iter().enumerate() {
        let Some(answer) = answer(scene, statement) else { continue };
        let Some(told) = account(scene, statements, at) else { continue };
        let Some(account) = statements.get(told) else { continue };
        let theirs = claims.get(told).cloned().unwrap_or_default();
        let turned = match answer {
            Answer::Untrue => true,
            Answer::Short { subject, verb, denied } => {
                let before = told.checked_sub(1).and_then(|b| statements.get(b));
                let before = before.filter(|b| super::follows(scene, b, account));
                let theirs = Said { scene, people, statement: account, before };
                let own = Said { scene, people, statement, before: Some(account) };
                match answers(&theirs, &own, (subject, verb, denied)) {
                    Some(same_doer) => same_doer,
                    None => continue,
                }
            }
        };
        let first = theirs.iter().find(|c| matches!(c.what, What::First { .. }));
        let words = first.or_else(|| theirs.first().filter(|_| theirs.len() == 1)).map(|c| c.words.clone());
        let Some(about) = words.or_else(|| main(scene, account)) else { continue };
        if let ([one], true) = (theirs.as_slice(), turned) {
            set(claims, at, vec![Claim { denied: !one.denied, ..one.clone() }]);
        }
        found.push(Conflict { a: told.min(at), b: told.max(at), about, kind: ConflictKind::Direct });
    }
    found
}

/// Whether a short answer and the account cannot both hold, and if so whether it is of the same doer.
fn answers(
    theirs: &Said<'_, '_, '_>,
    own: &Said<'_, '_, '_>,
    (subject, verb, denied): (usize, Verb, bool),
) -> Option<bool> {
    let (scene, people) = (own.scene, own.people);
    let clause = Clause::of(scene, theirs.statement)?;
    if !clause.allows(scene, verb) {
        return None;
    }
    let doer = match clause.subject {
        Some(subject) => theirs.of(subject, None),
        None if theirs.statement.act == Act::Deny => theirs.speaker(),
        None => return None,
    };
    let whom = match own.of(subject, None) {
        _ if scene.lower(subject) == "client" => own.whose().map_or(Whom::Unknown, Whom::Party),
        Whom::Unknown => theirs.only(&doer, own, subject),
        whom => whom,
    };
    let it =
        whom == Whom::It && matches!(doer, Whom::It | Whom::Thing(_)) && !doer.is_somebody(scene, people);
    if it || whom.is(&doer, people) {
        return (denied != clause.denied).then_some(true);
    }
    // "Roe said Fenn did": and not Roe, who was said to have
    let alone = clause.subject.is_some_and(|s| scene.children_by(s, Dep::Conj).next().is_none());
    let turns_it_over = first(scene, clause.verb).is_some() || own.speaker().is(&doer, people);
    let other = whom.is_other(&doer, scene, people);
    (!denied && !clause.denied && alone && other && turns_it_over && verb == Verb::Did).then_some(false)
}

/// The one clause of an account, or of its last sentence.
struct Clause {
    verb: usize,
    subject: Option<usize>,
    denied: bool,
}

impl Clause {
    fn of(scene: &Scene<'_>, account: &Statement) -> Option<Clause> {
        let tokens = scene.tokens_in(*account.content.last()?);
        let last = scene.sentence(tokens.end.checked_sub(1)?);
        let tokens = tokens.start.max(last.start)..tokens.end;
        let outside = |i: &usize| scene.head(*i).is_none_or(|h| !tokens.contains(&h));
        let mut tops = tokens.clone().filter(|i| scene.is_verb(*i) && outside(i));
        let verb = tops.next()?;
        let subject = subject_of(scene, verb).filter(|s| tokens.contains(s));
        let another = scene.children_by(verb, Dep::Conj).any(|c| {
            scene.is_verb(c)
                && scene.children(c).any(|s| matches!(scene.token(s).dep, Dep::Nsubj | Dep::Nsubjpass))
        });
        if tops.next().is_some() || another || is_hidden(scene, verb, &tokens) {
            return None;
        }
        if scene.words_of(*account.content.last()?).trim_end().ends_with('?') {
            return None;
        }
        let none = subject.is_some_and(|s| scene.children_by(s, Dep::Det).any(|d| scene.lower(d) == "no"));
        let negated = scene.children_by(verb, Dep::Neg).next().is_some();
        let denies = account.cue.is_some_and(|cue| {
            scene.tokens_in(cue).any(|i| scene.act_of_verb(&scene.lemma(i)) == Some("deny"))
        });
        Some(Clause { verb, subject, denied: (none != negated) != denies })
    }

    /// Whether "did", "was" or "had" may stand for its verb.
    fn allows(&self, scene: &Scene<'_>, short: Verb) -> bool {
        let aux = |lemma: &str| {
            scene
                .children(self.verb)
                .any(|c| matches!(scene.token(c).dep, Dep::Aux | Dep::Auxpass) && scene.lemma(c) == lemma)
        };
        let is = scene.lemma(self.verb) == "be" || aux("be");
        match short {
            Verb::Did => !is,
            Verb::Was => is,
            Verb::Had => !is || aux("have"),
        }
    }
}

/// The one account right before an answer, in its sentence or the one before, with nothing told or asked between.
fn account(scene: &Scene<'_>, statements: &[Statement], at: usize) -> Option<usize> {
    let answer = statements.get(at)?;
    let own = scene.tokens_in(*answer.content.first()?);
    let here = scene.sentence(own.start);
    let before = scene.sentence(here.start.checked_sub(1)?);
    let ends = |s: &Statement| s.content.last().map(|c| scene.tokens_in(*c).end);
    let mut near: Vec<usize> = Vec::new();
    for (other, s) in statements.iter().enumerate().filter(|(other, _)| *other != at) {
        let Some(end) = ends(s) else { continue };
        // whoever tells the answer gives no account of its own
        let tells = s.content.iter().any(|c| answer.cue.is_some_and(|cue| c.contains(cue)));
        if end > before.start && end <= own.start && !tells {
            near.push(other);
        }
    }
    let in_own = |other: &usize| statements.get(*other).and_then(ends).is_some_and(|end| end > here.start);
    if near.iter().any(in_own) {
        near.retain(in_own);
    }
    let [only] = near.as_slice() else { return None };
    let account = statements.get(*only)?;
    let same = account.speaker_text == answer.speaker_text
        || account.speaker.is_some() && account.speaker == answer.speaker;
    if same || account.answer.is_some() || account.act == Act::Decline || !answer.relay.is_empty() {
        return None;
    }
    let cue = |s: &Statement| s.cue.and_then(|c| scene.tokens_in(c).next());
    // "there was no evidence of that": of what was told before it
    let points = account.content.iter().flat_map(|c| scene.tokens_in(*c)).any(|i| {
        matches!(scene.lower(i), "that" | "this") && matches!(scene.token(i).dep, Dep::Pobj | Dep::Dobj)
    });
    if points {
        return None;
    }
    let (theirs, mine) = (cue(account), cue(answer));
    let until = mine.map_or(here.end, |c| scene.sentence(c).end.max(here.end));
    let from = ends(account)?;
    let told = |i: &usize| answer.content.iter().any(|c| c.contains(scene.token(*i).span));
    let cues = |i: usize| Some(i) == theirs || Some(i) == mine;
    let mut verbs = (from..until).filter(|i| scene.is_verb(*i) && !told(i) && !cues(*i));
    let stray = verbs.any(|i| match scene.token(i).dep {
        Dep::Relcl | Dep::Acl | Dep::Aux | Dep::Auxpass | Dep::Amod => {
            matches!(scene.lemma(i).as_str(), "ask" | "question" | "press")
        }
        // "laughed and said"
        Dep::Conj => !scene.head(i).is_some_and(cues),
        _ => !scene.children_by(i, Dep::Conj).any(cues),
    });
    (!stray).then_some(*only)
}

/// What a statement's first sentence answers, where it does nothing else.
fn answer(scene: &Scene<'_>, statement: &Statement) -> Option<Answer> {
    if statement.answer.is_some() || statement.act == Act::Decline {
        return None;
    }
    let tokens = scene.tokens_in(*statement.content.first()?);
    let first = scene.sentence(tokens.start);
    let mut words: Vec<usize> =
        (tokens.start..tokens.end.min(first.end)).filter(|i| scene.token(*i).pos != Pos::PUNCT).collect();
    let said = matches!(words.as_slice(), [no, _, ..] if matches!(scene.lower(*no), "no" | "well" | "but"));
    if said && words.get(1).is_some_and(|i| scene.token(*i).pos != Pos::NOUN && scene.lower(*i) != "such") {
        words.remove(0);
    }
    let lower: Vec<&str> = words.iter().map(|i| scene.lower(*i)).collect();
    if untrue(scene, statement, &words, &lower) {
        return Some(Answer::Untrue);
    }
    short(scene, statement, &words, &lower)
}

/// "that was not true", "it never happened", "called the claim a lie".
fn untrue(scene: &Scene<'_>, statement: &Statement, words: &[usize], lower: &[&str]) -> bool {
    let pointed = |lower: &[&str], words: &[usize]| match (lower, words) {
        (
            ["the" | "that" | "this" | "those" | "these" | "all" | "his" | "her" | "their", ..],
            [_, noun, ..],
        ) if scene.listed("accusations", &scene.lemma(*noun)) => Some(2),
        (["that" | "this" | "it", ..], _) => Some(1),
        _ => None,
    };
    let cue = statement.cue.map(|c| scene.tokens_in(c));
    let calls = cue
        .clone()
        .and_then(|mut c| c.next())
        .is_some_and(|c| matches!(scene.lemma(c).as_str(), "call" | "label" | "dismiss" | "describe"));
    if calls {
        let Some(cue) = cue else { return false };
        let behind: Vec<usize> = (cue.end..cue.end + 3).filter(|i| *i < scene.len()).collect();
        let said: Vec<&str> = behind.iter().map(|i| scene.lower(*i)).collect();
        let rest = pointed(lower, words).and_then(|from| lower.get(from..)).unwrap_or(lower);
        return pointed(&said, &behind).is_some()
            && is_false(scene, rest.strip_prefix(&["as"]).unwrap_or(rest));
    }
    if matches!(
        lower,
        ["no", "such", "thing", "happened"] | ["nothing", "of", "the", "kind" | "sort", "happened"]
    ) {
        return true;
    }
    if statement.mode == Mode::Direct {
        if let ["not", rest @ ..] = lower {
            return is_true(rest);
        }
        if is_false(scene, lower) {
            return true;
        }
    }
    let Some(rest) = pointed(lower, words).and_then(|from| lower.get(from..)) else { return false };
    match rest {
        ["never", "happened"] | ["never", "took", "place"] => true,
        ["did" | "does", "not" | "n't" | "n’t", rest @ ..] => {
            matches!(rest, ["happen"] | ["take", "place"])
        }
        ["is" | "was" | "are" | "were" | "'s" | "’s", rest @ ..] => match rest {
            ["not" | "n't" | "n’t", rest @ ..] => is_true(rest),
            rest => is_false(scene, rest),
        },
        _ => false,
    }
}

fn is_true(words: &[&str]) -> bool {
    matches!(
        words,
        ["true" | "correct" | "accurate" | "so"]
            | ["the", "truth" | "case"]
            | ["what", "happened"]
            | ["how", "it", "happened"]
    )
}

/// "a lie", "simply not true", "a pack of lies".
fn is_false(scene: &Scene<'_>, words: &[&str]) -> bool {
    let strong = |word: &str| {
        matches!(
            word,
            "a" | "an"
                | "all"
                | "just"
                | "simply"
                | "completely"
                | "totally"
                | "utterly"
                | "entirely"
                | "absolutely"
                | "categorically"
                | "patently"
                | "flatly"
                | "complete"
                | "total"
                | "utter"
                | "pure"
                | "outright"
                | "absolute"
                | "blatant"
                | "pack"
                | "of"
        )
    };
    let rest: Vec<&str> = words.iter().copied().skip_while(|w| strong(w)).collect();
    match rest.as_slice() {
        ["not" | "n't" | "n’t", rest @ ..] => is_true(rest),
        [] => false,
        rest => scene.listed("falsehoods", &rest.join(" ")),
    }
}

/// "he did not", "Krall did", "I have never done that".
fn short(scene: &Scene<'_>, statement: &Statement, words: &[usize], lower: &[&str]) -> Option<Answer> {
    // "it was Ortow", "it was not Ortow who did"
    if let (["it", "was", rest @ ..], Some(behind)) = (lower, words.get(2..)) {
        let (denied, rest, behind) = match rest {
            ["not" | "n't" | "n’t", named @ ..] => (true, named, behind.get(1..).unwrap_or_default()),
            named => (false, named, behind),
        };
        let named = rest.strip_suffix(&["who", "did"]).unwrap_or(rest).len();
        let last = named.checked_sub(1).and_then(|last| behind.get(last).copied());
        if let Some(subject) = last.filter(|s| scene.token(*s).pos == Pos::PROPN && named <= 3) {
            return Some(Answer::Short { subject, verb: Verb::Did, denied });
        }
    }
    let own = lower
        .iter()
        .position(|w| matches!(*w, "did" | "does" | "do" | "was" | "were" | "is" | "had" | "has" | "have"))?;
    let verb = match *lower.get(own)? {
        "did" | "does" | "do" => Verb::Did,
        "was" | "were" | "is" => Verb::Was,
        _ => Verb::Had,
    };
    let mut denied = false;
    let mut rest = lower.get(own + 1..)?;
    if let [first @ ("not" | "n't" | "n’t" | "never"), behind @ ..] = rest {
        denied = !first.is_empty();
        rest = behind;
    }
    match rest {
        [] | ["done" | "do", "so" | "that" | "it" | "this"] => {}
        ["no", "such", "thing"] | ["nothing", "of", "the", "kind" | "sort"] if verb == Verb::Did => {
            denied = true
        }
        _ => return None,
    }
    let mut before = own;
    if lower.get(..own)?.last() == Some(&"never") {
        denied = true;
        before -= 1;
    }
    let subject = match words.get(..before)? {
        [] => return None,
        // "that Krall did", "he himself did"
        [.., last] if before <= 4 => *last,
        _ => return None,
    };
    let group = lower.get(..before)?.iter().any(|w| {
        matches!(
            *w,
            "who"
                | "what"
                | "so"
                | "neither"
                | "also"
                | "too"
                | "only"
                | "both"
                | "all"
                | "and"
                | "or"
                | "than"
                | "as"
        )
    });
    let verbal = words.get(..before)?.iter().any(|i| scene.is_verb(*i));
    let names = match scene.token(subject).pos {
        Pos::PRON => {
            matches!(scene.lower(subject), "he" | "she" | "it" | "they")
                || scene.lower(subject) == "i" && statement.mode == Mode::Direct
        }
        Pos::PROPN | Pos::NOUN => true,
        _ => false,
    };
    (!group && !verbal && names).then_some(Answer::Short { subject, verb, denied })
}
