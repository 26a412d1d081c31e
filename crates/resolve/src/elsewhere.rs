//! Words that tell of a court's step that is none of this document's people: a case that is only cited, a verdict of
//! opinion, what is only supposed, what a correction takes back.

use factum_types::{BlockKind, Dep, Finding, PartyId, Pos, Tag};

use crate::people::People;
use crate::scene::Scene;

/// Whether the words of a step are a figure of speech, a supposition or what a correction takes back: the step is
/// nobody's.
pub(crate) fn is_nobodys(scene: &Scene<'_>, finding: &Finding) -> bool {
    is_opinion(scene, finding)
        || is_supposed(scene, finding.anchor)
        || is_taken_back(scene, finding)
        || is_of_told_case(scene, finding)
        || is_rumor(scene, finding)
        || is_undone(scene, finding)
}

/// "who had been convicted of killing her son, was freed in 2021": a conviction that the same sentence undoes; who was
/// freed is not told as convicted.
fn is_undone(scene: &Scene<'_>, finding: &Finding) -> bool {
    let verb = finding.anchor;
    let had = scene.children_by(verb, Dep::Aux).any(|a| scene.lower(a) == "had");
    let noun = scene.head(verb).filter(|_| scene.token(verb).dep == Dep::Relcl && had);
    let freed = noun.and_then(|n| scene.head(n)).is_some_and(|main| {
        matches!(scene.lemma(main).as_str(), "free" | "clear" | "vindicate")
            && scene.token(main).tag == Tag::VBN
    });
    freed && finding.set("status") == Some("convicted")
}

/// "this town has already convicted her", "convicted in the court of public opinion": who judges is no court.
fn is_opinion(scene: &Scene<'_>, finding: &Finding) -> bool {
    if !matches!(finding.set("status"), Some("convicted" | "acquitted" | "sentenced")) {
        return false;
    }
    let Some(verb) = std::iter::successors(Some(finding.anchor), |at| scene.head(*at))
        .take(3)
        .find(|at| scene.token(*at).pos == Pos::VERB)
    else {
        return false;
    };
    // "Blogger convicted of libel": whom the words convict judges nobody.
    let passive = scene.children_by(verb, Dep::Auxpass).next().is_some();
    let whom = |noun: &usize| finding.all("who").any(|w| w.head == *noun);
    // "Critics who have already found him guilty": the critics
    let bearer = |s: usize| match (scene.lower(s), scene.token(verb).dep) {
        ("who" | "that" | "which", Dep::Relcl) => scene.head(verb).unwrap_or(s),
        _ => s,
    };
    let subject = scene.subject(verb).filter(|_| !passive).map(bearer).filter(|s| !whom(s));
    let by = scene
        .children_by(verb, Dep::Agent)
        .flat_map(|by| scene.children_by(by, Dep::Pobj).collect::<Vec<_>>());
    let listed =
        |list: &str, i: usize| scene.listed(list, &scene.lemma(i)) || scene.listed(list, scene.lower(i));
    let judges = |noun: usize| listed("no-triers", of_whom(scene, noun));
    if subject.into_iter().chain(by).any(judges) {
        return true;
    }
    scene.children_by(verb, Dep::Prep).filter(|p| matches!(scene.lower(*p), "in" | "on" | "by")).any(|p| {
        scene.children_by(p, Dep::Pobj).any(|noun| {
            let opinion = |i: usize| listed("places-of-opinion", i);
            opinion(noun)
                || scene.lemma(noun) == "court"
                    && scene
                        .children_by(noun, Dep::Prep)
                        .any(|of| scene.children_by(of, Dep::Pobj).any(opinion))
        })
    })
}

/// "Much of this town": the town.
fn of_whom(scene: &Scene<'_>, noun: usize) -> usize {
    let part = matches!(scene.lower(noun), "much" | "most" | "half" | "all" | "many" | "some" | "part");
    let of = scene.children_by(noun, Dep::Prep).find(|p| scene.lower(*p) == "of");
    of.filter(|_| part).and_then(|of| scene.children_by(of, Dep::Pobj).next()).unwrap_or(noun)
}

/// "Rumors that she had pleaded guilty", "A post claimed that he had been convicted. Police said that was not true".
fn is_rumor(scene: &Scene<'_>, finding: &Finding) -> bool {
    let denies = |tokens: std::ops::Range<usize>| {
        tokens.clone().any(|i| {
            scene.listed("untrue", scene.lower(i))
                || matches!(scene.lower(i), "hoax" | "fabricated" | "fake")
                || scene.lower(i) == "true" && i > tokens.start && matches!(scene.lower(i - 1), "not" | "n't")
        })
    };
    let mut at = finding.anchor;
    for _ in 0..6 {
        let Some(head) = scene.head(at) else { break };
        let clause = matches!(scene.token(at).dep, Dep::Acl | Dep::Relcl | Dep::Ccomp) && scene.is_verb(at);
        let lemma = scene.lemma(head);
        let told = matches!(
            lemma.as_str(),
            "claim" | "report" | "allegation" | "suggestion" | "story" | "assertion"
        );
        let idle = scene.listed("idle-talk", &lemma);
        let after = finding.anchor + 1..scene.sentence(finding.anchor).end;
        if clause && scene.token(head).pos == Pos::NOUN && (idle || told && denies(after)) {
            return true;
        }
        at = head;
    }
    // what somebody told, and the next short sentence takes back
    let sentence = scene.sentence_index(finding.anchor);
    let next = scene.analysis.sentences.get(sentence + 1);
    let same = next.is_some_and(|n| n.block == scene.block_index(finding.anchor) && n.tokens.len() < 14);
    finding.claim.speaker.is_some() && same && next.is_some_and(|n| denies(n.tokens.clone()))
}

/// "In the novel, the butler is acquitted of murder", "the film, in which his client is convicted".
fn is_fiction(scene: &Scene<'_>, noun: usize) -> bool {
    let kind = scene.words.list("works").and_then(|l| l.value(&scene.lemma(noun), "kind"));
    matches!(kind, Some("work" | "film"))
}

/// "the 2019 case of Jonas Tarn, in which a jury convicted a clerk": what is told of another case as its content, of
/// somebody whom the text brings in there and does not name, or of nobody.
pub(crate) fn is_of_told_case(scene: &Scene<'_>, finding: &Finding) -> bool {
    let common = |head: usize| scene.token(head).pos == Pos::NOUN;
    let in_fiction = scene.children_by(finding.anchor, Dep::Prep).any(|p| {
        scene.lower(p) == "in" && scene.children_by(p, Dep::Pobj).any(|noun| is_fiction(scene, noun))
    });
    if in_fiction && finding.all("who").all(|w| common(w.head)) {
        return true;
    }
    let mut at = finding.anchor;
    let clause = loop {
        match scene.token(at).dep {
            Dep::Relcl => break Some(at),
            Dep::Conj | Dep::Xcomp | Dep::Ccomp | Dep::Acomp | Dep::Oprd => {}
            _ => break None,
        }
        match scene.head(at) {
            Some(head) => at = head,
            None => break None,
        }
    };
    let Some(clause) = clause else { return false };
    // "the case of Jonas Tarn, in which": the clause may hang on the name
    let of_case = |name: usize| {
        let of =
            scene.head(name).filter(|of| scene.token(name).dep == Dep::Pobj && scene.lower(*of) == "of")?;
        scene.head(of)
    };
    let Some(noun) = scene.head(clause).map(|noun| of_case(noun).unwrap_or(noun)) else { return false };
    let place = (noun + 1..clause).any(|i| {
        scene.lower(i) == "where"
            || scene.lower(i) == "which" && matches!(scene.lower(i - 1), "in" | "during" | "at")
    });
    let case = scene.listed("told-cases", &scene.lemma(noun));
    let year = |i: usize| scene.lower(i).len() == 4 && scene.token(i).tag == Tag::CD;
    let of_name = |i: usize| {
        scene.lower(i) == "of" && scene.children_by(i, Dep::Pobj).any(|n| scene.token(n).pos == Pos::PROPN)
    };
    let other = scene
        .children(noun)
        .any(|c| year(c) || of_name(c) || scene.listed("other-case-words", scene.lower(c)));
    let brought_in = |head: usize| {
        scene.token(head).pos == Pos::NOUN
            && scene.children(head).any(|c| matches!(scene.lower(c), "a" | "an" | "the" | "one" | "another"))
    };
    if place && is_fiction(scene, noun) {
        return finding.all("who").all(|w| common(w.head));
    }
    place && case && other && finding.all("who").all(|w| brought_in(w.head))
}

/// "Suppose that a jury convicts him": the verb above the clause asks to take it as true.
pub(crate) fn is_supposed(scene: &Scene<'_>, verb: usize) -> bool {
    // "Assume for a moment that she pleads guilty": the order opens the sentence, wherever the parse hangs the clause.
    let first = scene.sentence(verb).start;
    let order =
        matches!(scene.lower(first), "suppose" | "supposing" | "assume" | "assuming" | "imagine" | "pretend");
    if order && first < verb && !(first..verb).any(|i| scene.lower(i) == ";") {
        return true;
    }
    let mut at = verb;
    for _ in 0..8 {
        let Some(head) = scene.head(at) else { return false };
        let list = scene.words.list("supposing");
        let sense = list.and_then(|l| l.value(&scene.lemma(head), "sense"));
        let told = scene.subject(head).is_none() && matches!(scene.token(head).tag, Tag::VB | Tag::VBP);
        let below = matches!(scene.token(at).dep, Dep::Ccomp | Dep::Conj | Dep::Dobj) && scene.is_verb(at);
        if below && (sense == Some("always") || sense == Some("told") && told) {
            return true;
        }
        at = head;
    }
    false
}

/// "An earlier version of this article stated that he had been charged": what an earlier version said, or what a
/// correction says that the article did.
fn is_taken_back(scene: &Scene<'_>, finding: &Finding) -> bool {
    let Some(speaker) = finding.claim.speaker else { return false };
    let lemma = scene.lemma(speaker);
    if matches!(lemma.as_str(), "version" | "draft" | "edition") {
        return scene.children(speaker).any(|c| {
            matches!(scene.lower(c), "earlier" | "previous" | "original" | "prior" | "first" | "initial")
        });
    }
    let paper = scene.listed("corrected-papers", &lemma);
    // "Correction: A story about Roe reported that he was charged": the parse may take anybody for the subject of the verb.
    let told = |i: usize| scene.listed("corrected-papers", scene.lower(i));
    let cue = finding.claim.cue.unwrap_or(finding.anchor);
    let opens = (scene.sentence(cue).start..cue).any(told);
    let named = scene.lower(speaker) == "he" || scene.lower(speaker) == "she";
    (paper || opens && !named) && corrects(scene, speaker)
}

/// Whether a paragraph is a correction: by its first word, or that of the line above it.
fn corrects(scene: &Scene<'_>, token: usize) -> bool {
    let block = scene.block_index(token);
    let opens = |block: u32| {
        let first = scene.analysis.sentences.iter().find(|s| s.block == block).map(|s| s.tokens.start);
        first.is_some_and(|t| {
            matches!(
                scene.lower(t),
                "correction" | "corrections" | "clarification" | "clarifications" | "corrected" | "erratum"
            )
        })
    };
    opens(block)
        || block.checked_sub(1).is_some_and(|above| {
            opens(above)
                && scene.analysis.sentences.iter().filter(|s| s.block == above).all(|s| s.tokens.len() < 6)
        })
}

/// The cases that a document cites by name: "State v. Roe".
pub(crate) struct Cited {
    cases: Vec<Case>,
}

struct Case {
    sentence: usize,
    block: u32,
    at: usize,
    names: Vec<String>,
}

impl Cited {
    pub(crate) fn of(scene: &Scene<'_>) -> Cited {
        let mut cases: Vec<Case> = Vec::new();
        let mut own: Vec<String> = Vec::new();
        for at in 1..scene.len().saturating_sub(1) {
            if !matches!(scene.lower(at), "v." | "v" | "vs." | "vs") {
                continue;
            }
            let block = scene.block_index(at);
            let named =
                |i: &usize| scene.block_index(*i) == block && scene.word(*i).starts_with(char::is_uppercase);
            let left = (0..at).rev().take(4).take_while(named);
            let right = (at + 1..scene.len()).take(4).take_while(named);
            let (left, right): (Vec<usize>, Vec<usize>) = (left.collect(), right.collect());
            if left.is_empty() || right.is_empty() {
                continue;
            }
            let names: Vec<String> = left
                .iter()
                .chain(&right)
                .map(|i| scene.lower(*i).to_owned())
                .filter(|w| w.len() > 2 && !is_party_of_state(w))
                .collect();
            if matches!(scene.block(at), BlockKind::Title | BlockKind::Heading) {
                own.extend(names);
            } else {
                cases.push(Case { sentence: scene.sentence_index(at), block, at, names });
            }
        }
        cases.retain(|c| !c.names.is_empty() && !c.names.iter().any(|n| own.contains(n)));
        Cited { cases }
    }

    /// Whether a finding tells of a cited case and of nobody whom the document itself is about. `who` are the people
    /// that it was taken for.
    pub(crate) fn tells_of(
        &self,
        scene: &Scene<'_>,
        people: &People<'_, '_>,
        finding: &Finding,
        who: &[PartyId],
    ) -> bool {
        if self.cases.is_empty() {
            return false;
        }
        // whom the words themselves name is meant
        let by_name = |head: usize| {
            matches!(scene.token(head).tag, Tag::NNP | Tag::NNPS)
                && people.at(head).is_some_and(|p| people.is_person(p))
        };
        if finding.all("who").any(|w| by_name(w.head)) {
            return false;
        }
        let block = scene.block_index(finding.anchor);
        let goes_on = |case: &Case| {
            let first = scene.sentence(finding.anchor).start;
            let named = (first..finding.anchor).any(by_name);
            case.block == block && case.sentence + 1 == finding.sentence && !named
        };
        let near = |case: &&Case| {
            case.sentence == finding.sentence
                && (case.at < finding.anchor || below(scene, case.at, finding.anchor))
                || goes_on(case)
                || self.recalled(scene, finding, case)
        };
        let of = |party: PartyId, case: &Case| {
            let name = people.all.get(party).map(|k| k.name.to_lowercase()).unwrap_or_default();
            name.split_whitespace().any(|w| case.names.iter().any(|n| n == w))
        };
        let own = |case: &Case| match who {
            [] => people.accused.iter().any(|p| of(*p, case)),
            who => who.iter().any(|p| of(*p, case)),
        };
        self.cases.iter().filter(near).any(|case| !own(case))
    }

    /// "In Roe the court reversed the conviction": a case already cited, by its short name.
    fn recalled(&self, scene: &Scene<'_>, finding: &Finding, case: &Case) -> bool {
        scene.sentence(finding.anchor).skip(1).any(|i| {
            i > case.at
                && matches!(scene.lower(i - 1), "in" | "under" | "unlike" | "since")
                && scene.word(i).starts_with(char::is_uppercase)
                && case.names.iter().any(|n| n == scene.lower(i))
        })
    }
}

/// Whether a case name hangs on a step by "in".
fn below(scene: &Scene<'_>, at: usize, anchor: usize) -> bool {
    at > anchor
        && (anchor + 1..at).any(|i| scene.lower(i) == "in")
        && !(anchor + 1..at).any(|i| scene.is_verb(i))
}

/// The sides of a criminal case that name nobody.
fn is_party_of_state(word: &str) -> bool {
    matches!(
        word,
        "state"
            | "people"
            | "united"
            | "states"
            | "commonwealth"
            | "crown"
            | "government"
            | "king"
            | "queen"
            | "rex"
            | "regina"
            | "the"
            | "county"
            | "city"
            | "her"
            | "his"
            | "majesty"
            | "advocate"
            | "lord"
            | "u.s."
            | "and"
            | "america"
            | "town"
            | "district"
            | "attorney"
            | "general"
            | "see"
            | "citing"
    )
}
