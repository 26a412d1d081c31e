//! What is imposed or threatened in one stretch: amounts with their kinds, and what else is said of them.

use std::ops::Range;

use factum_types::{Finding, PenaltyKind, PenaltyState, PenaltyTerm, Quantity, Span};

use crate::scene::Scene;

/// What a finding tells: that something is imposed, or that it threatens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'f> {
    pub(super) finding: &'f Finding,
    pub(super) state: PenaltyState,
}

impl Told<'_> {
    /// The kind that the rule gives where no word tells another.
    fn default_kind(&self) -> Option<PenaltyKind> {
        self.finding.set("kind").and_then(|k| k.parse().ok())
    }
}

/// One punishment of a stretch.
#[derive(Clone, Debug)]
pub(super) struct Punishment {
    pub(super) kind: PenaltyKind,
    pub(super) amount: Option<String>,
    pub(super) terms: Vec<PenaltyTerm>,
    pub(super) span: Span,
    /// The tokens behind it, up to the next.
    pub(super) behind: Range<usize>,
    /// How many of them: "two life sentences".
    pub(super) times: Option<usize>,
}

/// The punishments that a finding begins: its own amount, and the amounts behind it that a word tells the kind of.
pub(super) fn punishments(scene: &Scene<'_>, told: &Told<'_>) -> Vec<Punishment> {
    let finding = told.finding;
    let sentence = scene.sentence(finding.anchor);
    let Some(first) = finding.one("amount") else {
        let by_word = finding.one("what").and_then(|w| kind_at(scene, w.head, sentence.end));
        let kind = told.default_kind().or(by_word);
        let span = finding.span;
        let terms = Vec::new();
        let behind = scene.tokens_in(span).end..sentence.end;
        let one = |kind| Punishment { kind, amount: None, terms, span, behind, times: None };
        return kind.map(one).into_iter().collect();
    };
    let end = stretch_end(scene, finding, first.span, sentence.end);
    let from = first_behind_to(scene, finding).unwrap_or(first.span.start).min(first.span.start);
    let quantities: Vec<&Quantity> = scene
        .findings
        .amounts
        .iter()
        .filter(|q| q.span.end > from && scene.tokens_in(q.span).end <= end)
        .collect();
    let mut found: Vec<Punishment> = Vec::new();
    let mut until = 0;
    for (index, quantity) in quantities.iter().enumerate() {
        let tokens = scene.tokens_in(quantity.span);
        if tokens.start < until {
            continue;
        }
        let next = quantities.get(index + 1).map_or(end, |q| scene.tokens_in(q.span).start).max(tokens.end);
        let Some(kind) = kind_of(scene, told, quantity, index == 0, next) else {
            continue;
        };
        let mut amount = without_date(scene, quantity);
        let mut behind = tokens.end..next;
        let mut span = quantity.span;
        // "life in prison with no chance of parole for 12 years": one term, from 12 years to life.
        if let Some(least) =
            quantities.get(index + 1).filter(|q| least_of_life(scene, &amount, next, q, &behind))
        {
            amount = format!("{}/life", least.value);
            span = span.cover(least.span);
            until = scene.tokens_in(least.span).end;
            behind =
                until..quantities.get(index + 2).map_or(end, |q| scene.tokens_in(q.span).start).max(until);
        }
        found.push(Punishment {
            kind,
            terms: terms(scene, tokens.start.saturating_sub(4).max(sentence.start)..behind.end),
            amount: Some(amount).filter(|a| a != "death"),
            span,
            behind,
            times: times(scene, sentence.start, tokens.start),
        });
    }
    found
}

/// "sentenced Roe to five consecutive life terms and his wife to 20 years": the amount behind the "to" right behind the
/// person, where the parse gives the rule another one.
fn first_behind_to(scene: &Scene<'_>, finding: &Finding) -> Option<u32> {
    let who = finding.one("who").map(|w| scene.tokens_in(w.span).end).filter(|end| *end > finding.anchor)?;
    if who >= scene.len() || scene.lower(who) != "to" {
        return None;
    }
    let within = scene.span(&(who..(who + 5).min(scene.sentence(who).end)));
    let found = scene.findings.amounts.iter().find(|q| within.contains(q.span))?;
    Some(found.span.start)
}

/// "sentenced in June 2012 to 15 years", "on February 2 to two years": the number of a date begins no range.
fn without_date(scene: &Scene<'_>, quantity: &Quantity) -> String {
    let start = quantity.span.start;
    let dated =
        scene.findings.whens.iter().any(|w| w.span.start < start && w.span.end > start && w.said.is_date());
    let first = scene.tokens_in(quantity.span).start;
    let year = scene.lower(first).parse::<u32>().is_ok_and(|n| (1900..2100).contains(&n));
    match quantity.value.split_once('/') {
        Some((_, most)) if dated || year => most.to_owned(),
        _ => quantity.value.clone(),
    }
}

/// Where the stretch of a finding ends: at the next word that punishes, or with the sentence.
fn stretch_end(scene: &Scene<'_>, finding: &Finding, first: Span, end: usize) -> usize {
    let after = scene.tokens_in(first).end;
    scene
        .of_kind("penalty")
        .filter(|f| f.sentence == finding.sentence && f.one("amount").is_some_and(|a| a.span != first))
        .map(|f| f.anchor)
        .filter(|a| *a >= after && scene.is_verb(*a))
        .min()
        .unwrap_or(end)
}

/// The kind of punishment that an amount is: by the words behind it, then by those before it; the amount that the
/// rule itself found may take the rule's kind.
fn kind_of(
    scene: &Scene<'_>,
    told: &Told<'_>,
    quantity: &Quantity,
    first: bool,
    next: usize,
) -> Option<PenaltyKind> {
    let tokens = scene.tokens_in(quantity.span);
    let start = scene.sentence(tokens.start).start;
    let money = quantity.value.contains(' ');
    match quantity.value.as_str() {
        "death" => return Some(PenaltyKind::Death),
        "life" => return Some(PenaltyKind::Prison),
        _ => {}
    }
    // "116 days credit", "two years ago": no punishment.
    if matches!(scene.lower(tokens.end.min(scene.len() - 1)), "credit" | "ago" | "old" | "later" | "earlier")
    {
        return None;
    }
    let fits = |kind: &PenaltyKind| {
        let of_money = matches!(kind, PenaltyKind::Fine | PenaltyKind::Restitution | PenaltyKind::Forfeiture);
        of_money == money && !matches!(kind, PenaltyKind::Death | PenaltyKind::Registration)
    };
    let stops = |i: &usize| {
        matches!(
            scene.lower(*i),
            "," | ";" | ":" | "for" | "to" | "and" | "or" | "after" | "before" | "by" | "with" | "without"
        )
    };
    let behind = tokens.end..next.min(tokens.end + 7);
    let by_words =
        behind.take_while(|i| !stops(i)).find_map(|i| kind_at(scene, i, next).filter(fits)).or_else(|| {
            let stops = |i: &usize| matches!(scene.lower(*i), "," | ";" | ":" | "and" | "or");
            (tokens.start.saturating_sub(7).max(start)..tokens.start)
                .rev()
                .take_while(|i| !stops(i))
                .find_map(|i| kind_at(scene, i, tokens.start).filter(fits))
        });
    let coordinated = first || matches!(scene.lower(next.min(scene.len() - 1)), "or");
    by_words.or_else(|| match (money, told.state) {
        (true, PenaltyState::Possible) if coordinated || or_both(scene, tokens.end) => {
            Some(PenaltyKind::Fine)
        }
        (true, _) => told.default_kind().filter(|k| first && *k == PenaltyKind::Fine),
        (false, _) => told.default_kind().filter(|k| first && *k != PenaltyKind::Fine),
    })
}

/// "a $35,000 fine or both", "$35,000, or both".
fn or_both(scene: &Scene<'_>, from: usize) -> bool {
    (from..scene.len().min(from + 4)).any(|i| scene.lower(i) == "both")
}

/// The kind of the longest phrase of the list that begins at a token.
fn kind_at(scene: &Scene<'_>, at: usize, end: usize) -> Option<PenaltyKind> {
    let list = scene.words.list("penalty-words")?;
    let end = end.min(scene.len());
    (1..=5.min(end.saturating_sub(at))).rev().find_map(|length| {
        let words: Vec<&str> = (at..at + length).map(|i| scene.lower(i)).filter(|w| *w != "-").collect();
        let phrase = words.join(" ");
        let value = list.value(&phrase, "kind").or_else(|| list.value(phrase.strip_suffix('s')?, "kind"))?;
        value.parse().ok()
    })
}

/// Whether the amount behind "life" is the part of it that must be served before parole.
fn least_of_life(
    scene: &Scene<'_>,
    amount: &str,
    next: usize,
    least: &Quantity,
    between: &Range<usize>,
) -> bool {
    let words: Vec<&str> = between.clone().map(|i| scene.lower(i)).collect();
    let says = |word: &str| words.contains(&word);
    let parole = says("parole")
        && words.last().is_some_and(|w| matches!(*w, "for" | "after" | "until" | "least" | "before"));
    let minimum = says("minimum") && says("term");
    amount == "life" && least.value.starts_with('P') && next - between.start < 14 && (parole || minimum)
}

/// "two life sentences", "three consecutive 10-year terms": how many.
fn times(scene: &Scene<'_>, start: usize, at: usize) -> Option<usize> {
    let before = at.saturating_sub(2).max(start)..at;
    before.rev().find_map(|i| match scene.lower(i) {
        "two" | "2" => Some(2),
        "three" | "3" => Some(3),
        "four" | "4" => Some(4),
        "five" | "5" => Some(5),
        _ => None,
    })
}

/// What is said of a punishment in the words around it.
fn terms(scene: &Scene<'_>, around: Range<usize>) -> Vec<PenaltyTerm> {
    let words: Vec<&str> = around.map(|i| scene.lower(i)).collect();
    let says = |word: &str| words.contains(&word);
    let parole = words.iter().position(|w| matches!(*w, "parole" | "release"));
    let before_parole = |word: &str| {
        parole.is_some_and(|at| words.get(at.saturating_sub(5)..at).is_some_and(|w| w.contains(&word)))
    };
    let without = before_parole("without") || before_parole("no");
    let rules = [
        (says("suspended") || says("suspending"), PenaltyTerm::Suspended),
        (says("concurrent") || says("concurrently"), PenaltyTerm::Concurrent),
        (says("consecutive") || says("consecutively"), PenaltyTerm::Consecutive),
        (without, PenaltyTerm::WithoutParole),
        (!without && (before_parole("with") || before_parole("eligible")), PenaltyTerm::WithParole),
        (says("time") && says("served"), PenaltyTerm::TimeServed),
    ];
    rules.into_iter().filter_map(|(holds, term)| holds.then_some(term)).collect()
}
