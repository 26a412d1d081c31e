//! "Krall denied it": denials whose words stand before them, and what they deny.

use factum_types::{Act, Dep, PartyId, Pos, Statement, Tag, TokenRange};

use crate::clauses::{below, extent, within};
use crate::people::People;
use crate::scene::Scene;
use crate::speakers::speaker_head;

/// What stands before a denial that may be what it denies.
#[derive(Clone, Debug, Default)]
pub(crate) struct Denied {
    /// Statements, by index.
    pub(crate) told: Vec<usize>,
    /// The writer tells of an accusation or a question that names nobody who makes it.
    pub(crate) narrated: bool,
}

/// Denials by a pronoun or a bare noun: nobody denies what is his own account; what nothing before them accuses of is left
/// out; and the account that they close ("…, which he denies") ends before them.
pub(super) fn denials(scene: &Scene<'_>, people: &People<'_, '_>, statements: &mut Vec<Statement>) {
    let mut gone = vec![false; statements.len()];
    for at in 0..statements.len() {
        let by_pronoun = statements.get(at).is_some_and(|s| s.evidence.rule == "statement.denied-it");
        let Some((cue, denied)) = of(scene, people, statements, at) else { continue };
        // "Krall said that he denies it" is told already
        let says_it = statements.get(at).is_some_and(|denial| {
            let own = |s: &Statement| s.speaker.is_some() && s.speaker == denial.speaker;
            statements.iter().enumerate().any(|(other, s)| {
                other != at && own(s) && s.content.iter().any(|c| c.contains(scene.token(cue).span))
            })
        });
        if by_pronoun && says_it {
            if let Some(gone) = gone.get_mut(at) {
                *gone = true;
            }
            continue;
        }
        if let Some((from, taken)) = own_account(scene, people, statements, at, cue) {
            if let Some(denial) = statements.get_mut(at) {
                denial.joint.clear();
                denial.speaker = taken;
                denial.speaker_text = scene.word(from).to_owned();
            }
        } else if by_pronoun && denied.told.is_empty() && !denied.narrated {
            if let Some(gone) = gone.get_mut(at) {
                *gone = true;
            }
            continue;
        }
        if let Some(start) = closes_at(scene, cue) {
            cut(scene, statements, (at, cue), start);
        }
    }
    let mut gone = gone.into_iter();
    statements.retain(|_| gone.next() != Some(true));
}

/// "Hale said Krall hit her. He denied it": where the pronoun was taken for whoever gives the account, it is the one
/// other person of it whom it fits, or nobody who can be told.
fn own_account(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
    at: usize,
    cue: usize,
) -> Option<(usize, Option<PartyId>)> {
    let denial = statements.get(at)?;
    let head = speaker_head(scene, cue)?;
    let gender = scene.gender_of_pronoun(scene.lower(head))?;
    let holds = |s: &Statement| s.content.iter().any(|c| c.contains(scene.token(cue).span));
    let last = statements.get(..at)?.iter().rev().find(|s| s.answer.is_none() && !holds(s))?;
    let near = last.content.last().map(|c| scene.sentence_index(scene.tokens_in(*c).start) + 1);
    let own =
        last.speaker.is_some() && last.speaker == denial.speaker || last.speaker_text == denial.speaker_text;
    let accuses = own && last.act != Act::Deny && near.is_some_and(|n| n >= scene.sentence_index(cue));
    if !accuses {
        return None;
    }
    let tokens = last.content.iter().flat_map(|c| scene.tokens_in(*c)).filter(|t| *t < cue);
    let mut fits: Vec<PartyId> = tokens
        .filter_map(|t| people.at(t))
        .filter(|p| Some(*p) != last.speaker && people.is_person(*p))
        .filter(|p| people.gender(*p).is_none_or(|g| g == gender))
        .collect();
    fits.sort_unstable();
    fits.dedup();
    let only = <[PartyId; 1]>::try_from(fits).ok().map(|[only]| only);
    Some((head, only))
}

/// Where a denial begins that closes another's words: "…, which he denies", "…, a claim he denies".
fn closes_at(scene: &Scene<'_>, cue: usize) -> Option<usize> {
    let which = scene.children(cue).find(|c| scene.lower(*c) == "which" && *c < cue);
    let claim = scene.head(cue).filter(|_| matches!(scene.token(cue).dep, Dep::Relcl | Dep::Acl));
    let claim = claim.filter(|n| scene.listed("accusations", &scene.lemma(*n)));
    which.or_else(|| claim.map(|n| extent(scene, n).start))
}

/// Ends every other statement before a denial that closes it, and lets the denial begin there.
fn cut(scene: &Scene<'_>, statements: &mut [Statement], (at, cue): (usize, usize), start: usize) {
    let span = scene.token(cue).span;
    for (other, statement) in statements.iter_mut().enumerate() {
        if other == at {
            if let Some(own) = statement.content.first_mut().filter(|c| c.contains(span)) {
                own.start = scene.token(start).span.start;
            }
            continue;
        }
        for content in statement.content.iter_mut().filter(|c| c.contains(span)) {
            let from = scene.tokens_in(*content).start;
            if from < start {
                *content = within(scene, from..start);
            }
        }
    }
}

/// What a statement denies that only points at it: "denied it", "denied the accusations"; nothing of one that says
/// itself what it denies.
pub(crate) fn denied(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
    at: usize,
) -> Option<Denied> {
    of(scene, people, statements, at).map(|(_, denied)| denied)
}

/// The same, with the verb of denying.
fn of(
    scene: &Scene<'_>,
    people: &People<'_, '_>,
    statements: &[Statement],
    at: usize,
) -> Option<(usize, Denied)> {
    let denial = statements.get(at).filter(|s| s.act == Act::Deny && s.answer.is_none())?;
    let cue = scene.tokens_in(denial.cue?).next().filter(|cue| points_back(scene, *cue))?;
    let denier = Denier { scene, people, head: speaker_head(scene, cue), party: denial.speaker, cue };
    let window = denier.window();
    let mut found = Denied { narrated: denier.is_accused(&window, statements), ..Denied::default() };
    for (other, statement) in statements.iter().enumerate() {
        let own = statement.speaker_text == denial.speaker_text
            || statement.speaker.is_some() && statement.speaker == denial.speaker;
        let says = statement.answer.is_none() && !matches!(statement.act, Act::Deny | Act::Decline);
        let start = statement.content.first().map(|c| scene.tokens_in(*c).start);
        let before = start.is_some_and(|s| window.contains(&s));
        if other != at && says && before && !own && !denier.is_told_in(statement) && denier.answers(statement)
        {
            found.told.push(other);
        }
    }
    inner(scene, &denier, statements, &mut found.told);
    let own = scene.sentence(cue);
    let here = |s: &usize| {
        let start = statements.get(*s).and_then(|s| s.content.first()).map(|c| scene.tokens_in(*c).start);
        start.is_some_and(|start| own.contains(&start))
    };
    if found.told.iter().any(here) {
        found.told.retain(here);
        found.narrated = denier.is_accused(&(own.start..cue), statements);
    }
    Some((cue, found))
}

/// Of one account within another, the inner one is denied, unless the denier is named by the outer one alone: "said Krall
/// told Lund that he shot him. Lund denied it".
fn inner(scene: &Scene<'_>, denier: &Denier<'_, '_, '_>, statements: &[Statement], told: &mut Vec<usize>) {
    let named = |s: &Statement, besides: Option<&Statement>| {
        let tokens = s.content.iter().flat_map(|c| scene.tokens_in(*c)).filter(|t| *t < denier.cue);
        let inside =
            |t: &usize| besides.is_some_and(|b| b.content.iter().any(|c| c.contains(scene.token(*t).span)));
        let names = |t: usize| scene.gender_of_pronoun(scene.lower(t)).is_none() && denier.is(t);
        tokens.filter(|t| !inside(t)).any(names)
    };
    let all: Vec<&Statement> = told.iter().filter_map(|t| statements.get(*t)).collect();
    let gives_way = |outer: &&Statement| {
        all.iter().any(|inner| {
            let holds = inner.cue.is_some_and(|cue| outer.content.iter().any(|c| c.contains(cue)));
            !std::ptr::eq(*inner, *outer) && holds && (named(inner, None) || !named(outer, Some(inner)))
        })
    };
    let stays: Vec<bool> = all.iter().map(|s| !gives_way(s)).collect();
    let mut stays = stays.into_iter();
    told.retain(|_| stays.next() != Some(false));
}

/// Whether the object of a verb of denying stands for words before: "it", "the allegations", "doing so".
fn points_back(scene: &Scene<'_>, cue: usize) -> bool {
    let pronoun = |i: usize| {
        matches!(
            scene.lower(i),
            "it" | "this" | "that" | "which" | "them" | "these" | "those" | "all" | "both" | "everything"
        )
    };
    let accusation = |i: usize| {
        let told = |c: usize| {
            matches!(scene.token(c).dep, Dep::Acl | Dep::Relcl | Dep::Prep | Dep::Ccomp | Dep::Poss)
        };
        scene.listed("accusations", &scene.lemma(i)) && !scene.children(i).any(told)
    };
    let does_so = |v: usize| {
        let it = |c: usize| matches!(scene.lower(c), "so" | "it" | "this" | "that");
        scene.lemma(v) == "do" && scene.children(v).any(it)
    };
    let listed = matches!(scene.token(cue).dep, Dep::Relcl | Dep::Acl)
        && scene.head(cue).is_some_and(|n| scene.listed("accusations", &scene.lemma(n)));
    listed
        || scene.children(cue).any(|c| match scene.token(c).dep {
            Dep::Dobj | Dep::Nsubjpass => match scene.token(c).pos {
                Pos::NOUN => accusation(c),
                _ => pronoun(c),
            },
            Dep::Xcomp => does_so(c),
            _ => false,
        })
}

/// Whoever denies.
struct Denier<'t, 's, 'a> {
    scene: &'s Scene<'a>,
    people: &'t People<'s, 'a>,
    head: Option<usize>,
    party: Option<PartyId>,
    cue: usize,
}

impl Denier<'_, '_, '_> {
    /// The words before the denial in its own sentence and in the one before.
    fn window(&self) -> TokenRange {
        let own = self.scene.sentence(self.cue).start;
        let before = own.checked_sub(1).map_or(own, |i| self.scene.sentence(i).start);
        before..self.cue
    }

    /// "Police said that Krall denied it": the denial is what is told.
    fn is_told_in(&self, other: &Statement) -> bool {
        let scene = self.scene;
        let within = other.content.iter().any(|c| c.contains(scene.token(self.cue).span));
        within && !matches!(scene.token(self.cue).dep, Dep::Relcl | Dep::Acl | Dep::Advcl)
    }

    /// Whether somebody who denies an account is who it is about, or speaks for another.
    fn answers(&self, account: &Statement) -> bool {
        let cue = account.cue.map(|c| self.scene.tokens_in(c).start);
        let accused = || cue.into_iter().flat_map(|c| self.scene.children_by(c, Dep::Dobj));
        let told = || account.content.iter().flat_map(|c| self.scene.tokens_in(*c));
        let tokens = || told().chain(accused()).filter(|t| *t < self.cue);
        let many = || {
            let scene = self.scene;
            let people: Vec<PartyId> =
                tokens().filter_map(|t| self.people.at(t)).filter(|p| self.people.is_person(*p)).collect();
            people.iter().any(|p| Some(p) != people.first())
                || tokens().any(|t| {
                    matches!(scene.token(t).tag, Tag::NNS) && scene.listed("person-nouns", &scene.lemma(t))
                        || scene.lower(t) == "they"
                })
        };
        self.speaks_for_another() || if self.is_many() { many() } else { tokens().any(|t| self.is(t)) }
    }

    /// "both men", "the brothers", "they".
    fn is_many(&self) -> bool {
        let several = |h: usize| {
            matches!(self.scene.token(h).tag, Tag::NNS | Tag::NNPS)
                || matches!(self.scene.lower(h), "both" | "they")
        };
        self.party.is_none() && self.head.is_some_and(several)
    }

    /// A lawyer, a spokesman, one of the family.
    fn speaks_for_another(&self) -> bool {
        let scene = self.scene;
        let Some(head) = self.head else { return false };
        let voice = |i: usize| ["speaks-for", "kinship"].iter().any(|l| scene.listed(l, &scene.lemma(i)));
        voice(head)
            || scene.children_by(head, Dep::Appos).any(voice)
            || scene.children_by(head, Dep::Compound).any(voice)
            || scene.head(head).is_some_and(|h| scene.token(head).dep == Dep::Appos && voice(h))
    }

    /// Whether a word may mean the denier: the party, a pronoun that the record does not know, the same noun or name.
    fn is(&self, token: usize) -> bool {
        let scene = self.scene;
        if let Some(party) = self.people.at(token) {
            return Some(party) == self.party;
        }
        let lower = scene.lower(token);
        if let Some(gender) = scene.gender_of_pronoun(lower) {
            let of = self.party.filter(|p| self.people.is_person(*p));
            let shown = of.and_then(|p| self.people.gender(p));
            let own = self.head.and_then(|h| scene.gender_of_pronoun(scene.lower(h)));
            return (of.is_some() || own.is_some()) && shown.or(own).is_none_or(|g| g == gender);
        }
        let same = |h: usize| {
            matches!(scene.token(h).pos, Pos::NOUN | Pos::PROPN) && scene.lemma(h) == scene.lemma(token)
        };
        self.head.is_some_and(same)
    }

    /// "Krall was accused of taking bribes", "asked whether he shot Bell".
    fn is_accused(&self, window: &TokenRange, statements: &[Statement]) -> bool {
        let scene = self.scene;
        let outside = |i: &usize| scene.quotation_at(scene.token(*i).span).is_none();
        // "Hale accused Krall of lying" is an account by itself
        let told = |i: &usize| statements.iter().any(|s| s.cue == Some(scene.token(*i).span));
        let mut verbs = window.clone().filter(|i| scene.is_verb(*i) && !told(i)).filter(outside);
        verbs.any(|verb| {
            let lemma = scene.lemma(verb);
            let accuses =
                matches!(lemma.as_str(), "accuse" | "suspect" | "blame" | "implicate" | "charge" | "indict");
            let asks = matches!(lemma.as_str(), "ask" | "question" | "press" | "confront")
                && scene.children(verb).any(|c| match scene.token(c).dep {
                    Dep::Prep => matches!(scene.lower(c), "about" | "with" | "over"),
                    Dep::Ccomp => {
                        scene.children(c).any(|m| matches!(scene.lower(m), "if" | "whether" | "why"))
                    }
                    _ => false,
                });
            let whom = |c: &usize| matches!(scene.token(*c).dep, Dep::Dobj | Dep::Nsubjpass);
            let own = scene.children(verb).filter(whom).any(|c| self.is(c));
            // "Asked whether he shot Bell, Krall denied it."
            let hangs = !scene.children(verb).any(|c| whom(&c)) && below(scene, verb, self.cue);
            (accuses || asks) && (own || hangs)
        })
    }
}
